//! Which names that no lexicon lists are places: by their first word, or by what stands beside them.

use std::ops::Range;

use crate::compile::{EntryId, WordClass};
use crate::text::{Case, Tag, Token, TokenKind};

use super::super::context::{Context, View};
use super::super::model::Meaning;
use super::{Unit, UnitKind, is_capital_word};

/// `Tal Khalid`, `the village of Umm al-Hunta`, `the Furqan district`, `in Bir al-Hamra`: a place's name.
pub(super) fn is_site(ctx: Context<'_>, view: View<'_>, out: &[Unit], name: &Range<u32>) -> bool {
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
    // "had occupied Zelenka"
    let taken = |t: Token| t.tag.is_verb() && ctx.program.grammar.is(t.lemma, WordClass::SiteVerb);
    if before.and_then(word).is_some_and(taken) || is_defined(ctx, view, name.end) {
        return true;
    }
    // A man killed north of the capital has more names than one.
    if !several && kunya.is_none() && lies_off(ctx, view, name.end) {
        return true;
    }
    // "Karachi's Orangi Town"
    let owned = before.filter(|b| view.tag(*b) == Tag::Poss).is_some_and(|b| {
        out.iter().any(|u| u.tokens.end == b && matches!(u.kind, UnitKind::Listed(e) if is_place(ctx, e)))
    });
    if several && owned && place_word_to(ctx, view, name.end - 1) {
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
    is(before, WordClass::Site) || with(&|kind| matches!(kind, UnitKind::Listed(e) if is_place(ctx, e)))
}

/// Words behind the article by which a name is defined, at most.
const DEFINED: u32 = 3;

/// "Bekhermo, a village in Amedi", "Tal Hamis, a farming town": behind the comma stands what kind of place it is.
fn is_defined(ctx: Context<'_>, view: View<'_>, end: u32) -> bool {
    let comma = view.get(end).is_some_and(|t| t.raw(ctx.text) == ",");
    if !comma || view.tag(end + 1) != Tag::Dt {
        return false;
    }
    let part = |at: &u32| view.tag(*at).is_adjective() || view.tag(*at).is_noun() || view.tag(*at) == Tag::Vbg;
    // "X, a village elder" and "X, the district's governor" are none.
    let head = (end + 2..view.end).take_while(part).last();
    head.is_some_and(|at| at < end + 2 + DEFINED && view.tag(at + 1) != Tag::Poss && place_word_from(ctx, view, at))
}

/// Words between the comma and the direction, at most: "about 15 km to the".
const AWAY: u32 = 5;

/// "Nevelske, west of Donetsk", "Zelenka, 12 km south of the border": behind the comma stands from where it lies which way.
fn lies_off(ctx: Context<'_>, view: View<'_>, end: u32) -> bool {
    let comma = view.get(end).is_some_and(|t| t.raw(ctx.text) == ",");
    let way = |at: &u32| view.get(*at).is_some_and(|t| ctx.is(t, WordClass::Direction));
    let plain = |at: &u32| view.get(*at).is_some_and(|t| t.kind != TokenKind::Punct && !t.tag.is_verb());
    let direction = (end + 1..view.end.min(end + 1 + AWAY)).take_while(plain).find(way).filter(|_| comma);
    direction.is_some_and(|at| view.get(at + 1).is_some_and(|t| ctx.is(t, WordClass::Of)))
}

pub(super) fn is_place(ctx: Context<'_>, id: EntryId) -> bool {
    ctx.program.types_of(id).meets(ctx.program.kinds.place)
}

pub(super) fn is_place_word(ctx: Context<'_>, meaning: Meaning) -> bool {
    matches!(meaning, Meaning::Entry(e) if ctx.program.types_of(e).meets(ctx.program.kinds.place_word))
}

/// A word for a kind of place, such as `district` or `oil field`, starts here; a direction belongs to what is behind it.
pub(super) fn place_word_from(ctx: Context<'_>, view: View<'_>, at: u32) -> bool {
    let noun = view.get(at).is_some_and(|t| t.tag.is_noun() && !ctx.is(t, WordClass::Direction));
    noun && view.starting(at).any(|h| is_place_word(ctx, h.meaning))
}

/// A word for a kind of place ends with this token.
fn place_word_to(ctx: Context<'_>, view: View<'_>, at: u32) -> bool {
    at >= view.start && view.covering(at).any(|h| h.tokens.end == at + 1 && is_place_word(ctx, h.meaning))
}
