//! Bodies by their head noun: "Directorate of Military Intelligence".

use crate::compile::WordClass;
use crate::text::{Tag, TokenKind};

use super::super::context::{Context, View};
use super::super::model::Meaning;
use super::{Unit, UnitKind, free, is_capital_word};

/// No name covers the token; a phrase of plain nouns may, and gives way to a name.
fn free_of_names(out: &[Unit], at: u32) -> bool {
    out.iter().all(|u| !u.tokens.contains(&at) || matches!(u.kind, UnitKind::Phrase(_)))
}

/// Bodies by their head noun.
pub(super) fn bodies(ctx: Context<'_>, view: View<'_>, out: &mut Vec<Unit>) {
    let Some(lexicon) = ctx.program.org_heads else { return };
    let mut at = view.start;
    while at < view.end {
        if !view.get(at).is_some_and(is_capital_word) {
            at += 1;
            continue;
        }
        let head = view.covering(at).find_map(|h| match h.meaning {
            Meaning::Entry(id) if ctx.program.entry(id).lexicon == lexicon && h.tokens.end == at + 1 => Some(id),
            _ => None,
        });
        let Some(head) = head.filter(|_| free_of_names(out, at)) else {
            at += 1;
            continue;
        };
        let start = body_start(ctx, view, out, at);
        let end = body_end(ctx, view, at + 1);
        // A head noun alone ("the Agency") refers back and is no name of its own.
        if start < at || end > at + 1 {
            out.retain(|u| u.tokens.end <= start || u.tokens.start >= end);
            out.push(Unit { tokens: start..end, kind: UnitKind::Body(head) });
            at = end;
        } else {
            at += 1;
        }
    }
}

/// Leftwards over capitalised words, joiners and `and` between them.
fn body_start(ctx: Context<'_>, view: View<'_>, out: &[Unit], head: u32) -> u32 {
    let mut start = head;
    while start > view.start {
        let Some(before) = view.get(start - 1) else { break };
        let sentence_first = start - 1 == view.start;
        let is_title = view.covering(start - 1).any(|h| {
            matches!(h.meaning, Meaning::Entry(id)
            if ctx.program.kinds.modifiers.meets(ctx.program.taxonomy.upward(ctx.program.entry(id).kind)))
        });
        if is_capital_word(before)
            && !matches!(
                before.tag,
                Tag::Dt | Tag::Pdt | Tag::In | Tag::Prp | Tag::PrpPoss | Tag::Cc | Tag::Sconj | Tag::Rb | Tag::Wrb
            )
            && !is_title
            && !before.tag.is_verb()
            && !before.tag.is_aux()
            && !(sentence_first && before.tag == Tag::Vbg)
        {
            // A listed force or place before the head is part of the name ("Iraqi National Security Service"); a listed
            // body of several words is another body.
            let other = out.iter().any(|u| u.tokens.end == start && u.tokens.len() > 2);
            if other {
                break;
            }
            start -= 1;
        } else if before.kind == TokenKind::Number && !before.raw(ctx.text).ends_with(|c: char| c.is_ascii_digit()) {
            // "the 41st Brigade"
            start -= 1;
            break;
        } else if before.kind == TokenKind::Joiner && start >= 2 && view.get(start - 2).is_some_and(is_capital_word) {
            start -= 1;
        } else if before.tag == Tag::Cc
            && start >= 2 + view.start
            && view.get(start - 2).is_some_and(|t| is_capital_word(t) && t.tag != Tag::Nnps)
            && view.get(start).is_some_and(is_capital_word)
            && start < head
            && free(out, start - 2)
        {
            start -= 2;
        } else {
            break;
        }
    }
    start
}

/// Rightwards over `of (the) Military Intelligence (and …)`.
fn body_end(ctx: Context<'_>, view: View<'_>, from: u32) -> u32 {
    let mut end = from;
    loop {
        let mut at = end;
        let Some(link) = view.get(at) else { return end };
        let links = ctx.is(link, WordClass::Of) || (link.tag == Tag::In && ctx.is(link, WordClass::NameLink));
        if !links || link.is_capitalised() {
            return end;
        }
        at += 1;
        if view.tag(at) == Tag::Dt {
            at += 1;
        }
        let first = at;
        while let Some(token) = view.get(at) {
            let inner_and = token.tag == Tag::Cc
                && at > first
                && view.get(at + 1).is_some_and(is_capital_word)
                && view.get(at - 1).is_some_and(|t| t.tag != Tag::Nnps);
            let joiner = token.kind == TokenKind::Joiner && at > first;
            let article = token.span.len() == 2 && view.get(at + 1).is_some_and(|t| t.kind == TokenKind::Joiner);
            if is_capital_word(token) || inner_and || joiner || article {
                at += 1;
            } else {
                break;
            }
        }
        if at == first {
            return end;
        }
        // `Ministry of Defense of Iraq`: a country behind the second link adds nothing but does no harm.
        end = at;
    }
}
