//! Names and phrases that a lexicon lists, unless what stands around them makes them something else.

use crate::compile::{EntryId, Level, WordClass};
use crate::text::{Case, Tag, Token, TokenKind};

use super::super::context::{Context, View};
use super::super::model::Meaning;
use super::sites::{is_place, is_place_word, place_word_from};
use super::{Unit, UnitKind, is_capital_word};

/// Longest names and phrases first come first served, from the left.
pub(super) fn listed(ctx: Context<'_>, view: View<'_>, out: &mut Vec<Unit>) {
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
            Some((end, name, _, id))
                if !is_part_of_name(view, at, end)
                    && !is_given_name(ctx, view, at, end, id)
                    && !(name && is_first_name(ctx, view, at, end, id)) =>
            {
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

/// `Nashat Shahwez`, `Haidar Mohsen`: villages bear the names of men. A village, or a town of one word between other
/// names, is a place only where something says so: a preposition of place before it, or a type word beside it.
fn is_given_name(ctx: Context<'_>, view: View<'_>, start: u32, end: u32, id: EntryId) -> bool {
    let level = ctx.program.entry(id).level;
    let (small, town) = (level == Some(Level::Village), level == Some(Level::Town));
    // "Mount Matin" is not the village of Matin, nor "Wadi al-Khanafis" that of Khanafis.
    let joiner = start.checked_sub(1).and_then(|b| view.get(b)).is_some_and(|t| t.kind == TokenKind::Joiner);
    let back = if joiner { 3 } else { 1 };
    let opening = start.checked_sub(back).filter(|b| *b >= view.start).and_then(|b| view.get(b));
    if (small || town) && opening.is_some_and(|t| is_capital_word(t) && ctx.is(t, WordClass::PlaceOpening)) {
        return true;
    }
    let province = level == Some(Level::Admin1) && end == start + 1;
    if !small && !province && !matches!(level, Some(Level::Town | Level::Admin2 | Level::Area)) || end > start + 3 {
        return false;
    }
    let before = start.checked_sub(1).and_then(|i| view.get(i));
    let located = before
        .is_some_and(|t| ctx.is(t, WordClass::Locative) || t.tag == Tag::Cc || t.kind == TokenKind::Joiner)
        || before.is_some_and(|t| t.raw(ctx.text) == ",")
            && start >= 2
            && view.covering(start - 2).any(|h| matches!(h.meaning, Meaning::Entry(e) if is_place(ctx, e)));
    let word_beside = [start.checked_sub(1), Some(end)]
        .into_iter()
        .flatten()
        .any(|i| view.covering(i).any(|h| is_place_word(ctx, h.meaning)));
    let titled = |t: Token| t.case == Case::Title || t.case == Case::Upper && is_in_capitals(view);
    let proper = |t: Token| t.tag.is_proper() && t.kind == TokenKind::Word && titled(t);
    let plain = |i: u32| view.covering(i).all(|h| !matches!(h.meaning, Meaning::Entry(_)));
    let has_article = has_article_behind(ctx, view, end);
    let name_behind = has_article || view.get(end).is_some_and(|t| proper(t) && (plain(end) || small));
    let name_before = !located && before.is_some_and(|t| proper(t) && plain(start - 1));
    // "Manuel Flores": men bear the names of provinces too, where no town stands before its province ("in Ayotla Guerrero").
    if province {
        let mut first = start;
        while first > view.start && view.get(first - 1).is_some_and(proper) {
            first -= 1;
        }
        let within = first.checked_sub(1).and_then(|b| view.get(b)).is_some_and(|t| ctx.is(t, WordClass::Locative));
        let opens = |class| view.get(first).is_some_and(|t| ctx.is(t, class));
        return name_before
            && !word_beside
            && !within
            && !opens(WordClass::PlaceOpening)
            && !opens(WordClass::Direction);
    }
    if word_beside && !name_behind {
        return false;
    }
    // "Tawi-Tawi", "Carrefour-Feuilles"
    let hyphen = view.get(end).is_some_and(|t| t.kind == TokenKind::Joiner && !t.spaced);
    let same = |t: Token| view.get(start).is_some_and(|own| own.word == t.word);
    let joined = hyphen && view.get(end + 1).is_some_and(|t| proper(t) && (plain(end + 1) || same(t)));
    // "near Kani Sharok": a town's name that opens others.
    let opens = town && view.get(start).is_some_and(|t| ctx.is(t, WordClass::PlaceOpening));
    let longer = joined || town && has_article || name_behind && (small || opens);
    longer || !located && (small || name_behind || name_before)
}

/// Old wire copy: the sentence has no word in small letters.
fn is_in_capitals(view: View<'_>) -> bool {
    let small = |t: Token| t.kind == TokenKind::Word && matches!(t.case, Case::Lower | Case::Title) && t.span.len() > 1;
    !(view.start..view.end).filter_map(|at| view.get(at)).any(small)
}

/// `Kharab al-Shahm`, `Nahr al-Imam`: the name goes on with an article and a word that names nothing larger by itself.
fn has_article_behind(ctx: Context<'_>, view: View<'_>, end: u32) -> bool {
    let large = |e: EntryId| {
        let entry = ctx.program.entry(e);
        entry.is_name && !matches!(entry.level, Some(Level::Village | Level::Town))
    };
    let named = |at: u32| view.covering(at).any(|h| matches!(h.meaning, Meaning::Entry(e) if large(e)));
    view.get(end).is_some_and(|t| t.spaced && ctx.is(t, WordClass::NameArticle))
        && view.get(end + 1).is_some_and(|t| t.kind == TokenKind::Joiner)
        && view.get(end + 2).is_some_and(is_capital_word)
        && !named(end + 2)
}

/// `Sabah Kochar`: a medium's name of one word that another name follows, and none of the words that go with media.
fn is_first_name(ctx: Context<'_>, view: View<'_>, start: u32, end: u32, id: EntryId) -> bool {
    let behind =
        |at: u32| view.get(at).is_some_and(|t| t.tag.is_proper() && is_capital_word(t) && t.case == Case::Title);
    end == start + 1
        && ctx.program.types_of(id).meets(ctx.program.kinds.media)
        && view.get(start).is_some_and(|t| t.case == Case::Title)
        && behind(end)
        && view.covering(end).all(|h| match h.meaning {
            Meaning::Entry(e) => ctx.program.entry(e).level == Some(Level::Village),
            _ => true,
        })
}

/// `the Furqan district`: a place of the same name as a medium or a man.
fn is_namesake(ctx: Context<'_>, view: View<'_>, end: u32, id: EntryId) -> bool {
    let (types, kinds) = (ctx.program.types_of(id), &ctx.program.kinds);
    let other = types.meets(kinds.media) || types.meets(kinds.person) && !types.meets(kinds.place);
    other && place_word_from(ctx, view, end)
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
