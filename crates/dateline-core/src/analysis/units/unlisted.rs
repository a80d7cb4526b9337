//! Names that no lexicon lists: runs of capitalised words, with particles and articles inside.

use crate::compile::{EntryInfo, Level, WordClass};
use crate::text::{Case, Tag, Token, TokenKind};

use super::super::context::{Context, View};
use super::super::model::Meaning;
use super::sites::is_site;
use super::{Unit, UnitKind, free, is_capital_word};

/// Takes out the units that a longer name covers, and says how many they were.
fn give_way(out: &mut Vec<Unit>, covered: impl Fn(&Unit) -> bool) -> usize {
    let before = out.len();
    out.retain(|unit| !covered(unit));
    before - out.len()
}

/// Runs of capitalised words that are in no lexicon, and of which nothing is `told` by times and numbers.
pub(super) fn unlisted(ctx: Context<'_>, view: View<'_>, told: impl Fn(u32) -> bool, out: &mut Vec<Unit>) {
    // How many of `out` stood there before: what gives way to a name is one of them, for those found here lie behind.
    let mut taken = out.len();
    let mut at = view.start;
    while at < view.end {
        if let Some(end) = titled_medium(ctx, view, at) {
            taken -= give_way(out, |u| u.tokens.end > at && u.tokens.start < end);
            out.push(Unit { tokens: at..end, kind: UnitKind::Unlisted });
            at = end;
            continue;
        }
        if !may_begin_name(ctx, view, at) || told(at) || !begins_name(ctx, view, &out[..taken], at) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < view.end {
            let Some(token) = view.get(end) else { break };
            let next = view.get(end + 1);
            let next_name = |t: Option<Token>| {
                t.is_some_and(|t| {
                    t.kind == TokenKind::Word && t.is_capitalised() && (t.tag.is_proper() || t.tag == Tag::X)
                })
            };
            if !told(end) && free(&out[..taken], end) && is_name_word(ctx, view, end) {
                end += 1;
            } else if token.kind == TokenKind::Joiner
                && !token.spaced
                && next.is_some_and(|t| t.kind == TokenKind::Word)
            {
                end += 2;
            } else if is_particle(ctx, view, end)
                && (next.is_some_and(|t| t.kind == TokenKind::Joiner) || next_name(next))
            {
                end += if next.is_some_and(|t| t.kind == TokenKind::Joiner) { 3 } else { 2 };
            } else {
                break;
            }
        }
        let end = end.min(view.end);
        taken -= give_way(out, |u| u.tokens.end > at && u.tokens.start < end && !u.tokens.contains(&at));
        if free(out, at) {
            let site = is_site(ctx, view, out, &(at..end));
            // "Sheikh Zuweid", "Umm al-Hunta": what opens a man's name opens a town's too.
            let opening = at.checked_sub(1).filter(|b| site && *b >= view.start && free(out, *b));
            let opens = |t: Token| is_capital_word(t) && ctx.is(t, WordClass::NameOpening);
            let start = opening.filter(|b| view.get(*b).is_some_and(opens)).unwrap_or(at);
            let kind = if site { UnitKind::Site } else { UnitKind::Unlisted };
            out.push(Unit { tokens: start..end, kind });
        }
        at = end;
    }
}

/// "the newspaper The Daily Horn": the end of a title that opens with its article, right behind the kind of paper.
fn titled_medium(ctx: Context<'_>, view: View<'_>, at: u32) -> Option<u32> {
    let capital = |at: &u32| view.get(*at).is_some_and(is_capital_word);
    if at == view.start || view.tag(at) != Tag::Dt || !capital(&at) {
        return None;
    }
    let paper = view.covering(at - 1).any(|h| match h.meaning {
        Meaning::Entry(e) => ctx.program.types_of(e).meets(ctx.program.kinds.media) && !ctx.program.entry(e).is_name,
        _ => false,
    });
    let end = (at + 1..view.end).find(|i| !capital(i)).unwrap_or(view.end);
    (paper && end > at + 1).then_some(end)
}

/// `al`, `bin`, `de`: short lower-case words inside a name.
fn is_particle(ctx: Context<'_>, view: View<'_>, at: u32) -> bool {
    view.get(at).is_some_and(|t| {
        t.kind == TokenKind::Word && t.case == Case::Lower && ctx.program.grammar.is(t.word, WordClass::NameParticle)
    })
}

/// False for nearly every token that begins no name, from the token alone.
fn may_begin_name(ctx: Context<'_>, view: View<'_>, at: u32) -> bool {
    view.get(at).is_some_and(|t| {
        let capital = || t.tag.is_proper() || t.tag == Tag::X || ctx.is(t, WordClass::PlaceOpening);
        // "By Helen Marsh": who wrote it, without the preposition.
        let credit = || ctx.is(t, WordClass::By);
        t.kind == TokenKind::Word && (t.span.len() == 2 || t.is_capitalised() && capital()) && !credit()
    })
}

fn begins_name(ctx: Context<'_>, view: View<'_>, taken: &[Unit], at: u32) -> bool {
    let article = is_joined_pair(view, at)
        && view.get(at).is_some_and(|t| ctx.program.grammar.is(t.word, WordClass::NameArticle))
        && view.get(at + 2).is_some_and(Token::is_capitalised);
    let named = article && free(taken, at + 2) || is_name_word(ctx, view, at);
    free(taken, at) && (named || opens_site(ctx, view, taken, at))
}

/// Two letters and a hyphen, as `al-` has them.
fn is_joined_pair(view: View<'_>, at: u32) -> bool {
    view.get(at).is_some_and(|t| t.span.len() == 2 && t.kind == TokenKind::Word)
        && view.get(at + 1).is_some_and(|t| t.kind == TokenKind::Joiner)
}

/// `Wadi` before `al-Tayaniyah`, though it is also a word for a kind of place.
fn opens_site(ctx: Context<'_>, view: View<'_>, taken: &[Unit], at: u32) -> bool {
    let opening = view.get(at).is_some_and(|t| is_capital_word(t) && ctx.is(t, WordClass::PlaceOpening));
    opening
        && (is_joined_pair(view, at + 1) && free(taken, at + 3)
            || is_name_word(ctx, view, at + 1) && free(taken, at + 1))
}

/// A capitalised word with the tag of a name that no lexicon claims as rank, title, demonym or body.
fn is_name_word(ctx: Context<'_>, view: View<'_>, at: u32) -> bool {
    let Some(token) = view.get(at) else { return false };
    if !is_capital_word(token) || !(token.tag.is_proper() || token.tag == Tag::X) {
        return false;
    }
    let claimed = view.covering(at).any(|h| match h.meaning {
        // Places that were refused as such leave their word to the name; "Province" is a word for a kind of them.
        Meaning::Entry(e) => match ctx.program.entry(e) {
            EntryInfo { level: Some(Level::Admin1), is_name, .. } => !is_name,
            entry => !matches!(entry.level, Some(Level::Village | Level::Town | Level::Admin2 | Level::Area)),
        },
        Meaning::Adjective(_) | Meaning::Noun(_) => true,
        _ => false,
    });
    !claimed
}
