//! Rules to mentions: every place in the text where something is said to have happened.

pub mod patterns;
