//! The shorter names inside a name: "Counter Terrorism Service" in "Iraqi Counter Terrorism Service".
//!
//! Invariant: every name is a stretch of the text; a name that is listed keeps its entry's words.

use std::ops::Range;

use crate::analysis::UnitKind;
use crate::analysis::model::Meaning;
use crate::compile::{EntryId, WordClass};
use crate::text::TokenKind;

use super::Story;

/// What else a listed name holds that names the same: "ISIS" in "ISIS terrorist gangs".
pub(super) fn listed(story: &Story<'_>, entry: EntryId, tokens: &Range<u32>) -> Vec<Range<u32>> {
    let program = story.ctx.program;
    let canonical = program.entry(entry).canonical;
    let mut out = Vec::new();
    for hit in within(story, tokens) {
        if let Meaning::Entry(e) | Meaning::Adjective(e) = hit.1
            && hit.0 != *tokens
            && program.entry(e).is_name
            && program.entry(e).canonical == canonical
        {
            out.push(hit.0);
        }
    }
    out
}

/// The name of a body without its owner, its state before it and its country behind it.
pub(super) fn body(story: &Story<'_>, tokens: &Range<u32>) -> Vec<Range<u32>> {
    let mut out = Vec::new();
    let mut rest = tokens.clone();
    if let Some(mark) = tokens.clone().rfind(|i| matches!(story.raw(*i..*i + 1), "'s" | "’s" | "'" | "’")) {
        rest.start = mark + 1;
    }
    let program = story.ctx.program;
    let state = within(story, &rest).find_map(|(at, meaning)| match meaning {
        Meaning::Adjective(e) if program.entry(e).level.is_some() && at.start == rest.start => Some(at.end),
        _ => None,
    });
    rest.start = state.unwrap_or(rest.start);
    let of = rest.clone().rfind(|i| story.ctx.is(story.analysis.tokens[*i as usize], WordClass::Of));
    if let Some(of) = of.filter(|of| names_place(story, of + 1..rest.end)) {
        rest.end = of;
    }
    let words = rest.clone().filter(|i| story.analysis.tokens[*i as usize].kind == TokenKind::Word).count();
    if rest != *tokens && words > 1 {
        out.push(rest);
    }
    out
}

/// A force is named in it: "the Asayish Operations Department".
pub(super) fn holds_force(story: &Story<'_>, tokens: &Range<u32>) -> bool {
    let program = story.ctx.program;
    let force = |m: Meaning| match m {
        Meaning::Entry(e) => program.entry(e).is_name && program.types_of(e).meets(program.kinds.force),
        _ => false,
    };
    within(story, tokens).any(|(_, meaning)| force(meaning))
}

/// The stretch is the name of a place, with or without an article.
fn names_place(story: &Story<'_>, tokens: Range<u32>) -> bool {
    let place = |e: EntryId| story.ctx.program.types_of(e).meets(story.ctx.program.kinds.place);
    let units = story.analysis.units_in(tokens.clone());
    units.first().is_some_and(|u| matches!(u.kind, UnitKind::Listed(e) if place(e)))
        || within(story, &tokens)
            .any(|(at, m)| at.start <= tokens.start + 1 && matches!(m, Meaning::Entry(e) if place(e)))
}

fn within(story: &Story<'_>, tokens: &Range<u32>) -> impl Iterator<Item = (Range<u32>, Meaning)> {
    let hits = &story.analysis.hits;
    let first = hits.partition_point(|h| h.tokens.start < tokens.start);
    let end = tokens.end;
    hits[first..]
        .iter()
        .take_while(move |h| h.tokens.start < end)
        .filter(move |h| h.tokens.end <= end)
        .map(|h| (h.tokens.clone(), h.meaning))
}
