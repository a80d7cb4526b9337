//! The grammar of time expressions: nom parsers over tokens, smallest first.
//!
//! Invariant: every parser either takes at least one token or refuses; none looks at tags unless they help.

mod clock;
mod cursor;
mod date;
mod interval;
mod length;
mod relative;

pub(super) use cursor::{Cursor, Parse, Sentence};
pub(super) use interval::{Pair, pair};

use super::value::{Core, Moment};
use super::words::Term;
use cursor::{longest, miss, term};

/// One time, the longest that stands here.
pub(super) fn moment(c: Cursor<'_>) -> Parse<'_, Moment> {
    longest(
        c,
        &[
            relative::day_level,
            clock::day_then_time,
            clock::time_then_day,
            clock::time_alone,
            length::offset,
            relative::framed,
            length::duration,
            length::set,
            relative::so_far,
            relative::festival,
            relative::vague,
            reference,
        ],
    )
}

/// `now`, `recently`, `the future`
fn reference(c: Cursor<'_>) -> Parse<'_, Moment> {
    let (next, reference) = term(|t| if let Term::Reference(reference) = t { Some(reference) } else { None })(c)?;
    // "the Future Movement", "Former President": a name or title begins otherwise than in a sentence's midst.
    if c.is_capitalised() && c.before().is_some() && next.is_capitalised() {
        return miss();
    }
    Ok((next, Core::Reference(reference).into()))
}
