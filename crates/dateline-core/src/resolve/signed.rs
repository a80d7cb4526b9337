//! What the end of a paragraph says of its source: the credit of a picture ("Image: Jane Roe") and the signature under
//! a quotation ("— Jane Roe").
//!
//! Invariant: a credit or signature is the last thing in its paragraph, and what it is set under stands before it.

use std::ops::Range;

use crate::analysis::model::{GroupId, SentenceParts};
use crate::compile::WordClass;
use crate::text::{Token, TokenKind};

use super::Story;

/// A credit or signature longer than this is something else.
const LONGEST: u32 = 12;

/// Whose a paragraph is.
pub(super) struct Signed {
    /// What stands before.
    pub(super) content: Range<u32>,
    /// The word or mark before the name; the name itself where there is none.
    pub(super) cue: Range<u32>,
    /// The group that names the source.
    pub(super) speaker: GroupId,
}

/// The credit or signature at the end of a paragraph, given its sentences.
pub(super) fn signed(story: &Story<'_>, sentences: &[SentenceParts]) -> Option<Signed> {
    let tokens = sentences.first()?.sentence.tokens.start..sentences.last()?.sentence.tokens.end;
    let earliest = tokens.end.saturating_sub(LONGEST).max(tokens.start + 1);
    let found = (earliest..tokens.end).rev().find_map(|at| mark(story, at, tokens.end));
    let (cue, name) = found.or_else(|| bare(story, sentences))?;
    let speaker = sentences.iter().flat_map(|s| s.groups.clone()).map(GroupId).find(|g| {
        let group = story.analysis.group(*g);
        group.tokens.end > name && group.tokens.start <= name
    })?;
    Some(Signed { content: tokens.start..cue.start, cue, speaker })
}

/// "Image: Jane Roe", "— Jane Roe": the cue at a token and where the name begins.
fn mark(story: &Story<'_>, at: u32, end: u32) -> Option<(Range<u32>, u32)> {
    let token = story.analysis.tokens[at as usize];
    let before = at.checked_sub(1)?;
    let cue = if token.kind == TokenKind::Word {
        let colon = at + 1 < end && matches!(story.raw(at + 1..at + 2), ":" | ";");
        (colon && token.is_capitalised() && story.ctx.is(token, WordClass::Credit)).then_some(at..at + 2)
    } else {
        let dash = matches!(story.raw(at..at + 1), "—" | "–" | "-" | "--");
        (dash && token.spaced && ends_sentence(story, before)).then_some(at..at + 1)
    }?;
    let name = cue.end;
    (name < end && is_name(story, name) && (name..end).all(|i| in_credit(story, i))).then_some((cue, name))
}

/// "Jane Roe, NASA administrator" as a line of its own behind whole sentences.
fn bare(story: &Story<'_>, sentences: &[SentenceParts]) -> Option<(Range<u32>, u32)> {
    let [.., before, last] = sentences else { return None };
    let tokens = last.sentence.tokens.clone();
    let line = last.verbs.is_empty() && tokens.len() < LONGEST as usize && !ends_sentence(story, tokens.end - 1);
    let group = last.groups.clone().map(GroupId).next().map(|g| story.analysis.group(g))?;
    let name = group.name.clone().filter(|n| n.start == tokens.start)?;
    let described = name.end < tokens.end && story.raw(name.end..name.end + 1) == ",";
    (line && described && ends_sentence(story, before.sentence.tokens.end - 1)).then_some((name.clone(), name.start))
}

fn ends_sentence(story: &Story<'_>, at: u32) -> bool {
    matches!(story.raw(at..at + 1), "." | "!" | "?" | "…" | "\"" | "”" | "»" | "''")
}

fn is_name(story: &Story<'_>, at: u32) -> bool {
    let token = story.analysis.tokens[at as usize];
    token.kind == TokenKind::Word && token.is_capitalised()
}

/// Capitalised words, and what joins them; nothing that tells.
fn in_credit(story: &Story<'_>, at: u32) -> bool {
    let token: Token = story.analysis.tokens[at as usize];
    token.kind != TokenKind::Word || token.is_capitalised() || !(token.tag.is_verb() || token.tag.is_aux())
}
