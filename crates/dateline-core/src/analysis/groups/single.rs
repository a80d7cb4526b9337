//! Chunks of one word: prepositions, conjunctions, openers of clauses, marks.
//!
//! Invariant: always gives a chunk, so that the chunker moves on.

use crate::compile::WordClass;
use crate::text::{Tag, TokenKind};

use super::super::context::{Context, View};
use super::super::spots::Marks;
use super::{Chunk, opens_list};

pub(super) fn single(ctx: Context<'_>, view: View<'_>, at: u32) -> (Chunk, u32) {
    let Some(token) = view.get(at) else { return (Chunk::Other(at), at + 1) };
    let spaced = |at: u32| view.get(at).is_some_and(|t| t.spaced);
    let chunk = match token.kind {
        // "killed in Kirkuk - army", "soldiers dead -sources"
        TokenKind::Joiner if spaced(at) => Chunk::Mark(at),
        TokenKind::Punct => match token.raw(ctx.text) {
            "," | "،" => Chunk::Comma(at),
            "\"" | "“" | "”" | "«" | "»" | "''" | "``" => Chunk::Quote(at),
            "(" | "[" => Chunk::Open(at),
            ")" | "]" => Chunk::Close(at),
            "/" => slash(ctx, view, at),
            "—" | "–" => dash(ctx, view, at),
            _ => Chunk::Mark(at),
        },
        _ => {
            // "sites such as the bridge": it opens no clause, whatever follows.
            if view.class(at, WordClass::Example).is_some_and(|end| end == at + 2) {
                return (Chunk::Prep(at + 1), at + 2);
            }
            // "in front of the house"
            if let Some(end) = view.class(at, WordClass::Fronting) {
                return (Chunk::Prep(at), end);
            }
            let subordinates = ctx.is(token, WordClass::Subordinator) || token.tag == Tag::Sconj;
            match token.tag {
                // "simultaneously and violently"
                Tag::Cc if at > view.start && view.tag(at - 1) == Tag::Rb && view.tag(at + 1) == Tag::Rb => {
                    Chunk::Other(at)
                }
                Tag::Cc if opens_list(view, at) => Chunk::Other(at),
                Tag::Cc => Chunk::Conj(at),
                Tag::Wp | Tag::WpPoss | Tag::Wdt | Tag::PronWdt | Tag::Wrb | Tag::WrbSconj
                    if ctx.is(token, WordClass::Relative) && !(subordinates && opens_clause(ctx, view, at)) =>
                {
                    Chunk::Relative(at)
                }
                _ if subordinates && opens_clause(ctx, view, at) && !of_as_well(ctx, view, at) => {
                    Chunk::Subordinator(at)
                }
                Tag::In | Tag::Rp | Tag::To => Chunk::Prep(prep_end(ctx, view, at)),
                // Before a gerund the treebanks call every preposition a subordinator.
                Tag::Sconj if gerund_follows(view, at) => Chunk::Prep(at),
                // "shortly after sunrise on Wednesday, the sources said"
                Tag::Sconj if view.has(at + 1, Marks::TIME) && !opens_clause(ctx, view, at) => Chunk::Prep(at),
                Tag::Sconj => Chunk::Subordinator(at),
                Tag::Wrb | Tag::WrbSconj => Chunk::Relative(at),
                Tag::Vbg | Tag::Vbn
                    if ctx.is(token, WordClass::Including) || ctx.is(token, WordClass::ParticiplePreposition) =>
                {
                    Chunk::Prep(at)
                }
                tag if tag.is_adjective() => Chunk::Adjective(at),
                _ if ctx.is(token, WordClass::Direction)
                    && view.get(at + 1).is_some_and(|t| ctx.is(t, WordClass::Of)) =>
                {
                    Chunk::Prep(at + 1)
                }
                _ => Chunk::Other(at),
            }
        }
    };
    let end = match chunk {
        Chunk::Prep(last) => last + 1,
        _ => at + 1,
    };
    (chunk, end)
}

/// The last word of "as well as".
pub(in crate::analysis) fn is_as_well(ctx: Context<'_>, view: View<'_>, at: u32) -> bool {
    let word = |at: u32| view.get(at).map(|t| t.word);
    let well = at >= view.start + 2 && view.get(at - 1).is_some_and(|t| ctx.is(t, WordClass::AsWell));
    well && word(at - 2) == word(at)
}

/// Either "as" of it.
fn of_as_well(ctx: Context<'_>, view: View<'_>, at: u32) -> bool {
    is_as_well(ctx, view, at) || is_as_well(ctx, view, at + 2)
}

/// "according to", "because of", "out of": the preposition's last word counts.
pub(super) fn prep_end(ctx: Context<'_>, view: View<'_>, at: u32) -> u32 {
    let next_is_prep = matches!(view.tag(at + 1), Tag::In | Tag::To)
        && !view.tag(at + 2).is_verb()
        && view.get(at + 1).is_some_and(|t| !ctx.is(t, WordClass::According));
    if next_is_prep { at + 1 } else { at }
}

pub(super) fn gerund_follows(view: View<'_>, at: u32) -> bool {
    let next = (at + 1..at + 4).find(|i| !matches!(view.tag(*i), Tag::Rb | Tag::Not)).unwrap_or(at + 1);
    matches!(view.tag(next), Tag::Vbg | Tag::AuxVbg)
}

/// A finite verb stands before the next comma or mark, so that the word opens a clause and governs no group. What stands in
/// brackets is passed over ("as a device (IED) went off").
pub(super) fn opens_clause(ctx: Context<'_>, view: View<'_>, at: u32) -> bool {
    if view.tag(at + 1) == Tag::Vbg {
        return false;
    }
    let mut next = at + 1;
    while let Some(token) = view.get(next) {
        // "since an attack that killed 32 in 2021": the verb of a clause inside the group opens none.
        let relative = |at: u32| matches!(view.tag(at), Tag::Wdt | Tag::PronWdt | Tag::Wp);
        if token.tag.is_finite() && !(next > at + 1 && relative(next - 1)) {
            return true;
        }
        if token.kind == TokenKind::Punct && next > at + 1 {
            let Some(close) = bracket_end(ctx, view, next) else { return verb_behind_aside(view, next) };
            next = close;
        }
        next += 1;
    }
    false
}

/// Where the bracket that opens at the mark is closed.
fn bracket_end(ctx: Context<'_>, view: View<'_>, mark: u32) -> Option<u32> {
    let is = |at: u32, raw: &str| view.get(at).is_some_and(|t| t.raw(ctx.text) == raw);
    is(mark, "(").then(|| (mark + 1..(mark + LONG_ASIDE).min(view.end)).find(|at| is(*at, ")"))).flatten()
}

/// "when a drone, believed to be Turkish, struck": an aside that describes a subject opens at the mark, and behind its other
/// comma stands the verb.
fn verb_behind_aside(view: View<'_>, mark: u32) -> bool {
    let describes = matches!(view.tag(mark + 1), Tag::Vbn | Tag::Vbg | Tag::Wdt | Tag::PronWdt | Tag::Wp);
    let close = (mark + 2..(mark + LONG_ASIDE).min(view.end))
        .find(|at| view.get(*at).is_some_and(|t| t.kind == TokenKind::Punct));
    describes && close.is_some_and(|at| view.tag(at + 1).is_finite())
}

/// Tokens between slashes that stand for brackets, at most.
const ASIDE: u32 = 8;

/// "the 45th Brigade / Eighth Division / were injured": slashes with room around them, in pairs, are brackets.
fn slash(ctx: Context<'_>, view: View<'_>, at: u32) -> Chunk {
    let free = |at: &u32| {
        let room = |at: u32| view.get(at).is_some_and(|t| t.spaced);
        view.get(*at).is_some_and(|t| t.mark(ctx.text) == "/") && room(*at) && room(at + 1)
    };
    let before = (view.start..at).filter(free).count();
    let near = |other: Option<u32>| other.is_some_and(|other| at.abs_diff(other) <= ASIDE);
    match before % 2 {
        _ if !free(&at) => Chunk::Mark(at),
        0 if near((at + 1..view.end).find(free)) => Chunk::Open(at),
        1 if near((view.start..at).rev().find(free)) => Chunk::Close(at),
        _ => Chunk::Mark(at),
    }
}

/// Tokens between dashes that stand for brackets, at most.
const LONG_ASIDE: u32 = 32;

/// "three brigades—the 52nd and the 63rd—are securing": the two dashes of a sentence are brackets when no verb stands
/// between them.
fn dash(ctx: Context<'_>, view: View<'_>, at: u32) -> Chunk {
    let is_dash = |at: &u32| view.get(*at).is_some_and(|t| matches!(t.mark(ctx.text), "—" | "–"));
    let mut dashes = (view.start..view.end).filter(is_dash);
    let (Some(open), Some(close), None) = (dashes.next(), dashes.next(), dashes.next()) else { return Chunk::Mark(at) };
    let verb = |at: u32| view.tag(at).is_verb() || view.tag(at).is_aux() || view.tag(at) == Tag::Md;
    // "left three dead – two of them officers – and freed"
    let before = view.tag(open.saturating_sub(1));
    let noun =
        open > view.start && (before.is_noun() || before.is_adjective() || matches!(before, Tag::Vbd | Tag::Vbn));
    if !noun || close - open > LONG_ASIDE || close + 1 >= view.end || (open..close).any(verb) {
        return Chunk::Mark(at);
    }
    if at == open { Chunk::Open(at) } else { Chunk::Close(at) }
}
