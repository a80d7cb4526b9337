//! The grammar of time expressions: nom parsers over tokens, smallest first.
//!
//! Invariant: every parser either takes at least one token or refuses; none looks at tags unless they help.

mod clock;
mod cursor;
mod date;
mod interval;
mod length;
mod relative;
mod sentence;

pub(super) use cursor::{Cursor, Parse};
pub(super) use interval::{Pair, pair};
pub(super) use sentence::Sentence;

use super::term::{Kind, Term};
use super::value::{Core, Moment};
use cursor::{longest, miss, word};
use sentence::{Remembered, remembered};

/// One time, the longest that stands here.
pub(super) fn moment(c: Cursor<'_>) -> Parse<'_, Moment> {
    remembered(Remembered::Moment, any_moment, c)
}

fn any_moment(c: Cursor<'_>) -> Parse<'_, Moment> {
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
    let (next, reference) = word!(Reference)(c)?;
    // "the Future Movement", "Former President": a name or title begins otherwise than in a sentence's midst.
    if c.is_capitalised() && c.before().is_some() && next.is_capitalised() {
        return miss();
    }
    Ok((next, Core::Reference(reference).into()))
}
