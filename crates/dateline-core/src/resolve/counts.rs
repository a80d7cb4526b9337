//! Counts in the output's form, and when two of them can both be right.

use std::ops::Range;

use dateline_model::Count;

use crate::analysis::numbers::QuantityKind;
use crate::compile::FrameProgram;
use crate::extract::{CountOf, CountValue, Mention, RoleFiller};
use crate::text::Tag;

use super::Story;

/// The count as it is written out.
pub(crate) fn output(story: &Story<'_>, frame: &FrameProgram, value: &CountValue) -> Count {
    Count {
        min: value.min,
        max: value.max,
        approximate: value.approximate,
        of: match value.of {
            CountOf::Role(number) => (*frame.roles[usize::from(number)].name).to_owned(),
            CountOf::Event => "event".to_owned(),
        },
        at: value.tokens.clone().map(|tokens| story.text_ref(tokens)),
    }
}

/// A number that is worth writing out. Of deeds "no claim of responsibility" is denied, and nothing is counted; "a string
/// of bombings" says no more than the plural. Of those who suffer, as in "no casualties", every number counts.
pub(crate) fn says_more(story: &Story<'_>, frame: &FrameProgram, value: &CountValue) -> bool {
    let words = |tokens: &Range<u32>| &story.analysis.tokens[tokens.start as usize..tokens.end as usize];
    let figure = || value.tokens.as_ref().is_some_and(|tokens| words(tokens).iter().any(|t| t.tag == Tag::Cd));
    let open = value.max == Some(0) || value.max.is_none() && value.min <= 2;
    !matches!(value.of, CountOf::Event) || frame.roles.iter().any(|role| role.count) || !open || figure()
}

/// The number of the first thing that suffers the deed: "shelled five villages", "seized two vests and nine rifles".
pub(crate) fn of_patient(story: &Story<'_>, frame: &FrameProgram, mention: &Mention) -> Option<Count> {
    let analysis = story.analysis;
    let patient = |(role, filler): &(u8, RoleFiller)| {
        filler.group().filter(|_| *frame.roles[usize::from(*role)].name == *"patient")
    };
    let group = mention.roles.iter().find_map(patient).map(|g| analysis.group(g))?;
    let quantity = &analysis.quantities[group.quantity? as usize];
    (quantity.kind == QuantityKind::Count).then(|| Count {
        min: quantity.min,
        max: quantity.max,
        approximate: quantity.approximate,
        of: "patient".to_owned(),
        at: Some(story.text_ref(quantity.tokens.clone())),
    })
}

/// Some number lies in both intervals; hedged ones have a tenth of room.
pub(crate) fn compatible(a: &Count, b: &Count) -> bool {
    let slack = |c: &Count| if c.approximate { c.min / 10 } else { 0 };
    // A million, and "more than a million".
    let more = |c: &Count| u64::from(c.max.is_none() && c.min > ROUND);
    let low = |c: &Count| c.min.saturating_sub(slack(c).max(more(c)));
    let high = |c: &Count| c.max.map(|m| m.saturating_add(slack(c)));
    // "at least 42" is not said where 107 are known.
    let least = |c: &Count, other: &Count| {
        let said = c.max.is_none() && c.at.as_ref().is_some_and(|at| at.text.bytes().any(|b| b.is_ascii_digit()));
        !said || other.min <= c.min.saturating_mul(FAR)
    };
    high(a).is_none_or(|h| h >= low(b)) && high(b).is_none_or(|h| h >= low(a)) && least(a, b) && least(b, a)
}

/// From here on "more than" is said of round numbers that are also told without it.
const ROUND: u64 = 9;

/// A number this many times a lower bound counts something else.
const FAR: u64 = 2;

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
