//! Units: stretches of tokens that no group may cut, above all names.
//!
//! Names that a lexicon lists come from the phrase trie. What no lexicon can list is built from how names are written:
//! bodies by the noun that heads them ("Directorate of Military Intelligence"), persons by capitals, particles and kunya.

use std::ops::Range;

use crate::compile::{EntryId, Level, TypeSet, WordClass};
use crate::text::{Case, Tag, Token, TokenKind};

use super::context::{Context, View};
use super::model::Meaning;
use super::times::TimeExpression;

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitKind {
    /// A lexicon's proper name.
    Listed(EntryId),
    /// A lexicon's phrase of several words that is no name.
    Phrase(EntryId),
    /// A body named by its head noun; the types are the head noun's.
    Body(EntryId),
    /// A capitalised name that no lexicon lists: a person until something shows otherwise.
    Unlisted,
    /// The same, when its first word or what stands beside it shows it to be a place's.
    Site,
}

/// A stretch of tokens that belongs together.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Its tokens.
    pub tokens: Range<u32>,
    /// What it is.
    pub kind: UnitKind,
}

/// Appends the units of one sentence, in order, not overlapping.
pub(super) fn units(ctx: Context<'_>, view: View<'_>, times: &[TimeExpression], all: &mut Vec<Unit>) {
    let mut out = Vec::new();
    listed(ctx, view, &mut out);
    bodies(ctx, view, &mut out);
    unlisted(ctx, view, times, &mut out);
    out.sort_by_key(|u| u.tokens.start);
    all.append(&mut out);
}

/// Longest names and phrases first come first served, from the left.
fn listed(ctx: Context<'_>, view: View<'_>, out: &mut Vec<Unit>) {
    let mut at = view.start;
    while at < view.end {
        let best = view
            .starting(at)
            .filter_map(|hit| match hit.meaning {
                Meaning::Entry(id) => {
                    let entry = ctx.program.entry(id);
                    let several = hit.tokens.len() > 1;
                    let plain = several && !ctx.program.kinds.modifiers.meets(ctx.program.taxonomy.upward(entry.kind));
                    let is_unit = entry.is_name || plain;
                    is_unit.then_some((hit.tokens.end, entry.is_name, ctx.program.rank(id), id))
                }
                _ => None,
            })
            .max_by_key(|(end, name, rank, id)| (*end, *name, *rank, std::cmp::Reverse(*id)));
        match best {
            Some((end, name, _, id)) if !is_part_of_name(view, at, end) && !is_given_name(ctx, view, at, end, id) => {
                let kind = match name {
                    true if is_namesake(ctx, view, end, id) => UnitKind::Site,
                    true => UnitKind::Listed(id),
                    false => UnitKind::Phrase(id),
                };
                out.push(Unit { tokens: at..end, kind });
                at = end;
            }
            _ => at += 1,
        }
    }
}

/// `Nashat Shahwez`, `Haidar Mohsen`, `Mount Matin`: villages bear the names of men. A village, or a town of one word between other names,
/// is a place only where something says so: a preposition of place before it, or a type word beside it.
fn is_given_name(ctx: Context<'_>, view: View<'_>, start: u32, end: u32, id: EntryId) -> bool {
    let level = ctx.program.entry(id).level;
    let small = level == Some(Level::Village);
    // "Mount Matin", "Wadi al-Khanafis"
    let joiner = start.checked_sub(1).and_then(|b| view.get(b)).is_some_and(|t| t.kind == TokenKind::Joiner);
    let back = if joiner { 3 } else { 1 };
    let opening = start.checked_sub(back).filter(|b| *b >= view.start).and_then(|b| view.get(b));
    if small && opening.is_some_and(|t| is_capital_word(t) && ctx.is(t, WordClass::PlaceOpening)) {
        // "Mount Matin" is not the village of Matin.
        return true;
    }
    if !small && !matches!(level, Some(Level::Town | Level::Admin2 | Level::Area)) || end > start + 3 {
        return false;
    }
    let before = start.checked_sub(1).and_then(|i| view.get(i));
    let located = before
        .is_some_and(|t| ctx.is(t, WordClass::Locative) || t.tag == Tag::Cc || t.kind == TokenKind::Joiner)
        || before.is_some_and(|t| t.raw(ctx.text) == ",")
            && start >= 2
            && view.covering(start - 2).any(|h| is_place(ctx, h.meaning));
    let word_beside = [start.checked_sub(1), Some(end)].into_iter().flatten().any(|i| {
        view.covering(i).any(
            |h| matches!(h.meaning, Meaning::Entry(e) if ctx.program.types_of(e).meets(ctx.program.kinds.place_word)),
        )
    });
    let proper = |t: Token| t.tag.is_proper() && t.kind == TokenKind::Word && t.case == Case::Title;
    let plain = |i: u32| view.covering(i).all(|h| !matches!(h.meaning, Meaning::Entry(_)));
    let name_behind = view.get(end).is_some_and(|t| proper(t) && (plain(end) || small));
    let name_before = !located && before.is_some_and(|t| proper(t) && plain(start - 1));
    if word_beside && !name_behind {
        return false;
    }
    if small { !located || name_behind } else { !located && (name_behind || name_before) }
}

/// `the Furqan district`: a place of the same name as a medium or a man.
fn is_namesake(ctx: Context<'_>, view: View<'_>, end: u32, id: EntryId) -> bool {
    let (types, kinds) = (ctx.program.types_of(id), &ctx.program.kinds);
    let other = types.meets(kinds.media) || types.meets(kinds.person) && !types.meets(kinds.place);
    other && place_word_from(ctx, view, end)
}

fn is_place(ctx: Context<'_>, meaning: Meaning) -> bool {
    matches!(meaning, Meaning::Entry(e) if ctx.program.types_of(e).meets(ctx.program.kinds.place))
}

/// `Maytham al-Amerli`, `Abu Omar al-Shami`: a place or demonym inside a person's name is no place.
fn is_part_of_name(view: View<'_>, start: u32, end: u32) -> bool {
    // A lone word behind `al-` that follows a capitalised unknown word.
    let Some(first) = view.get(start) else { return false };
    let article = |at: u32| view.get(at).is_some_and(|t| t.span.len() == 2 && t.kind == TokenKind::Word);
    let joined = start >= 1 && view.get(start - 1).is_some_and(|t| t.kind == TokenKind::Joiner);
    let (name_at, has_article) = if joined && start >= 2 && article(start - 2) {
        (start.checked_sub(3), true)
    } else if article(start) && end > start + 2 {
        (start.checked_sub(1), true)
    } else {
        (None, false)
    };
    let is_name = |at: u32| {
        view.get(at).is_some_and(|t| {
            t.tag.is_proper()
                && t.kind == TokenKind::Word
                && t.case == Case::Title
                && view.covering(at).all(|h| !matches!(h.meaning, Meaning::Entry(_) | Meaning::Adjective(_)))
        })
    };
    has_article && first.kind == TokenKind::Word && name_at.is_some_and(is_name)
}

fn free(out: &[Unit], at: u32) -> bool {
    out.iter().all(|u| !u.tokens.contains(&at))
}

/// No name covers the token; a phrase of plain nouns may, and gives way to a name.
fn free_of_names(out: &[Unit], at: u32) -> bool {
    out.iter().all(|u| !u.tokens.contains(&at) || matches!(u.kind, UnitKind::Phrase(_)))
}

fn is_capital_word(token: Token) -> bool {
    token.kind == TokenKind::Word && token.is_capitalised()
}

/// Bodies by their head noun.
fn bodies(ctx: Context<'_>, view: View<'_>, out: &mut Vec<Unit>) {
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

/// Runs of capitalised words that are in no lexicon.
fn unlisted(ctx: Context<'_>, view: View<'_>, times: &[TimeExpression], out: &mut Vec<Unit>) {
    let timed = |at: u32| times.iter().any(|t| t.tokens.contains(&at));
    let taken = out.len();
    let mut at = view.start;
    while at < view.end {
        if !may_begin_name(ctx, view, at) || timed(at) || !begins_name(ctx, view, &out[..taken], at) {
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
            if !timed(end) && free(&out[..taken], end) && is_name_word(ctx, view, end) {
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
        out.retain(|u| u.tokens.end <= at || u.tokens.start >= end || u.tokens.contains(&at));
        if free(out, at) {
            let site = is_site(ctx, view, out, &(at..end));
            let kind = if site { UnitKind::Site } else { UnitKind::Unlisted };
            out.push(Unit { tokens: at..end, kind });
        }
        at = end;
    }
}

/// `Tal Khalid`, `the village of Umm al-Hunta`, `the Furqan district`, `in Bir al-Hamra`: a place's name.
fn is_site(ctx: Context<'_>, view: View<'_>, out: &[Unit], name: &Range<u32>) -> bool {
    let word = |at: u32| view.get(at).filter(|t| t.kind == TokenKind::Word);
    let is = |at: Option<u32>, class| at.and_then(word).is_some_and(|t| ctx.is(t, class));
    let several = name.len() > 1;
    if several && is(Some(name.start), WordClass::PlaceOpening) {
        return true;
    }
    // "Umm al-Hunta": the kunya belongs to the name.
    let kunya = name.start.checked_sub(1).filter(|b| is(Some(*b), WordClass::NameOpening));
    let before = kunya.unwrap_or(name.start).checked_sub(1).filter(|b| *b >= view.start);
    let of = is(before, WordClass::Of).then(|| before.and_then(|b| b.checked_sub(1))).flatten();
    if place_word_from(ctx, view, name.end) || of.is_some_and(|at| place_word_to(ctx, view, at)) {
        return true;
    }
    // "the Nawaran and Bashiqa fronts"
    let joined = view.get(name.end).is_some_and(|t| t.tag == Tag::Cc);
    if joined && view.get(name.end + 1).is_some_and(is_capital_word) {
        let part = |at: &u32| view.get(*at).is_some_and(|t| is_capital_word(t) || t.kind == TokenKind::Joiner);
        let end = (name.end + 1..view.end).find(|at| !part(at)).unwrap_or(view.end);
        if view.tag(end) == Tag::Nns && place_word_from(ctx, view, end) {
            return true;
        }
    }
    // "in Sakhour and Masaken Hanano", "the villages of Dada Abdal and Nuwayhat"
    let with = |wanted: &dyn Fn(UnitKind) -> bool| {
        let joint = before.filter(|b| view.tag(*b) == Tag::Cc);
        joint.is_some_and(|b| out.iter().any(|u| u.tokens.end == b && wanted(u.kind)))
    };
    if with(&|kind| kind == UnitKind::Site) {
        return true;
    }
    let upper = name.clone().any(|at| word(at).is_some_and(|t| t.case == Case::Upper && t.span.len() > 1));
    let noun_behind = matches!(view.tag(name.end), Tag::Nn | Tag::Nns | Tag::Poss);
    if upper || noun_behind || !(several || kunya.is_some()) {
        return false;
    }
    is(before, WordClass::Site) || with(&|kind| matches!(kind, UnitKind::Listed(e) if is_place_entry(ctx, e)))
}

fn is_place_entry(ctx: Context<'_>, id: EntryId) -> bool {
    ctx.program.types_of(id).meets(ctx.program.kinds.place)
}

fn is_place_word(ctx: Context<'_>, meaning: Meaning) -> bool {
    matches!(meaning, Meaning::Entry(e) if ctx.program.types_of(e).meets(ctx.program.kinds.place_word))
}

/// A word for a kind of place, such as `district` or `oil field`, starts here; a direction belongs to what is behind it.
fn place_word_from(ctx: Context<'_>, view: View<'_>, at: u32) -> bool {
    let noun = view.get(at).is_some_and(|t| t.tag.is_noun() && !ctx.is(t, WordClass::Direction));
    noun && view.starting(at).any(|h| is_place_word(ctx, h.meaning))
}

/// A word for a kind of place ends with this token.
fn place_word_to(ctx: Context<'_>, view: View<'_>, at: u32) -> bool {
    at >= view.start && view.covering(at).any(|h| h.tokens.end == at + 1 && is_place_word(ctx, h.meaning))
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
        t.kind == TokenKind::Word && (t.span.len() == 2 || t.is_capitalised() && capital())
    })
}

fn begins_name(ctx: Context<'_>, view: View<'_>, taken: &[Unit], at: u32) -> bool {
    let article = view.get(at).is_some_and(|t| t.span.len() == 2 && t.kind == TokenKind::Word)
        && view.get(at + 1).is_some_and(|t| t.kind == TokenKind::Joiner)
        && view.get(at).is_some_and(|t| ctx.program.grammar.is(t.word, WordClass::NameArticle))
        && view.get(at + 2).is_some_and(Token::is_capitalised);
    let named = article && free(taken, at + 2) || is_name_word(ctx, view, at);
    free(taken, at) && (named || opens_site(ctx, view, taken, at))
}

/// `Wadi` before `al-Tayaniyah`, though it is also a word for a kind of place.
fn opens_site(ctx: Context<'_>, view: View<'_>, taken: &[Unit], at: u32) -> bool {
    let opening = view.get(at).is_some_and(|t| is_capital_word(t) && ctx.is(t, WordClass::PlaceOpening));
    let article = view.get(at + 1).is_some_and(|t| t.span.len() == 2 && t.kind == TokenKind::Word)
        && view.get(at + 2).is_some_and(|t| t.kind == TokenKind::Joiner);
    opening && (article && free(taken, at + 3) || is_name_word(ctx, view, at + 1) && free(taken, at + 1))
}

/// A capitalised word with the tag of a name that no lexicon claims as rank, title, demonym or body.
fn is_name_word(ctx: Context<'_>, view: View<'_>, at: u32) -> bool {
    let Some(token) = view.get(at) else { return false };
    if !is_capital_word(token) || !(token.tag.is_proper() || token.tag == Tag::X) {
        return false;
    }
    let claimed = view.covering(at).any(|h| match h.meaning {
        // Small places that were refused as such leave their word to the name.
        Meaning::Entry(e) => {
            !matches!(ctx.program.entry(e).level, Some(Level::Village | Level::Town | Level::Admin2 | Level::Area))
        }
        Meaning::Adjective(_) | Meaning::Noun(_) => true,
        _ => false,
    });
    !claimed
}

/// Types of a unit, ancestors included.
pub(super) fn types_of(ctx: Context<'_>, kind: UnitKind) -> TypeSet {
    match kind {
        UnitKind::Listed(id) | UnitKind::Phrase(id) | UnitKind::Body(id) => ctx.program.types_of(id),
        UnitKind::Unlisted => ctx.program.kinds.person_up,
        UnitKind::Site => ctx.program.kinds.place,
    }
}
