//! Counts in the output's form, and when two of them can both be right.

use dateline_model::Count;

use crate::compile::FrameProgram;
use crate::extract::{CountOf, CountValue};

use super::Story;

/// The count as it is written out.
pub(crate) fn output(story: &Story<'_>, frame: &FrameProgram, value: &CountValue) -> Count {
    Count {
        min: value.min,
        max: value.max,
        approximate: value.approximate,
        of: match value.of {
            CountOf::Role(number) => frame.roles[usize::from(number)].name.to_string(),
            CountOf::Event => "event".to_owned(),
        },
        at: value.tokens.clone().map(|tokens| story.text_ref(tokens)),
    }
}

/// Some number lies in both intervals; hedged ones have a tenth of room.
pub(crate) fn compatible(a: &Count, b: &Count) -> bool {
    let slack = |c: &Count| if c.approximate { c.min / 10 } else { 0 };
    let low = |c: &Count| c.min.saturating_sub(slack(c));
    let high = |c: &Count| c.max.map(|m| m.saturating_add(slack(c)));
    high(a).is_none_or(|h| h >= low(b)) && high(b).is_none_or(|h| h >= low(a))
}

/// How much a count says: an exact number most, an open one less, none least.
pub(crate) fn weight(count: Option<&Count>) -> u8 {
    match count {
        None => 0,
        Some(c) if c.at.is_none() => 1,
        Some(c) if c.max.is_none() => 2,
        Some(c) if c.max != Some(c.min) || c.approximate => 3,
        Some(_) => 4,
    }
}
