//! From packs to one immutable program, shared by all threads.

mod entry;
pub mod pattern;
mod types;

pub use entry::{EntryId, EntryInfo, Level};
pub use types::{MAX_TYPES, Taxonomy, TypeId, TypeSet};
