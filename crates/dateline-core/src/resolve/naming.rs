//! How far a name reaches, and the shorter names inside it: "Counter Terrorism Service" in "Iraqi Counter Terrorism
//! Service".
//!
//! Invariant: every name is a stretch of the text; a name that is listed keeps its entry's words.

use std::ops::Range;

use dateline_model::ByteSpan;

use crate::analysis::model::Meaning;
use crate::analysis::{Unit, UnitKind};
use crate::compile::{EntryId, Level, TypeSet, WordClass};
use crate::text::{Tag, Token, TokenKind};

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
    let of = |i: &u32| story.ctx.is(story.analysis.tokens[*i as usize], WordClass::Of);
    if let Some(of) = rest.clone().find(|i| of(i) && names_place(story, i + 1..rest.end)) {
        rest.end = of;
    }
    let words = rest.clone().filter(|i| story.analysis.tokens[*i as usize].kind == TokenKind::Word).count();
    if rest != *tokens && words > 1 {
        out.push(rest);
    }
    out
}

/// A force is named in it, and no newsroom: "the Asayish Operations Department".
pub(super) fn holds_force(story: &Story<'_>, tokens: &Range<u32>) -> bool {
    let program = story.ctx.program;
    let kinds = &program.kinds;
    let types = |m: Meaning| match m {
        Meaning::Entry(e) => program.types_of(e),
        _ => TypeSet::EMPTY,
    };
    let named = |m: Meaning| matches!(m, Meaning::Entry(e) if program.entry(e).is_name);
    within(story, tokens).any(|(_, m)| named(m) && types(m).meets(kinds.force))
        && !within(story, tokens).any(|(_, m)| types(m).meets(kinds.media))
}

/// The unit with the words before or behind it that belong to its name: "Umm Zeinab", "the General Directorate of",
/// "Laith al-Zuhairi", whose first part is also a town.
pub(super) fn whole(story: &Story<'_>, unit: &Unit, next: Option<&Unit>) -> Option<Range<u32>> {
    let analysis = story.analysis;
    let tokens = &unit.tokens;
    let program = story.ctx.program;
    let before = tokens.start.checked_sub(1);
    match unit.kind {
        UnitKind::Unlisted | UnitKind::Site => {
            let titles = [program.kinds.rank, program.kinds.title, program.kinds.person];
            let title =
                |m: Meaning| matches!(m, Meaning::Entry(e) if titles.iter().any(|t| program.types_of(e).meets(*t)));
            let kunya = before.filter(|b| story.ctx.is(analysis.tokens[*b as usize], WordClass::NameOpening))?;
            (!within(story, &(kunya..tokens.start)).any(|(_, m)| title(m))).then_some(kunya..tokens.end)
        }
        UnitKind::Body(_) => {
            let rank = before?;
            let is_rank = |m: Meaning| matches!(m, Meaning::Entry(e) if program.types_of(e).meets(program.kinds.rank));
            let article = rank.checked_sub(1).filter(|a| analysis.tokens[*a as usize].tag == Tag::Dt)?;
            within(story, &(rank..tokens.start)).any(|(_, m)| is_rank(m)).then_some(article + 1..tokens.end)
        }
        UnitKind::Listed(e) if tokens.len() == 1 && program.types_of(e).meets(program.kinds.place) => {
            let next = next.filter(|n| n.kind == UnitKind::Unlisted && n.tokens.start == tokens.end)?;
            let surname =
                analysis.tokens.get(next.tokens.start as usize + 1).is_some_and(|t| t.kind == TokenKind::Joiner);
            let located = before.is_some_and(|b| story.ctx.is(analysis.tokens[b as usize], WordClass::Locative));
            // "Hama Salih, an uncle of one of them": what is called after a town has an article ("the Erbil Citadel").
            let given = || {
                let bare = before.map(|b| analysis.tokens[b as usize]);
                let bare = bare.is_none_or(|t| t.tag != Tag::Dt && !t.is_capitalised());
                let set_off = matches!(story.mark(next.tokens.end), "," | ".");
                let headline = analysis.sentences[analysis.sentence_of(tokens.start)].headline;
                bare && set_off && !headline && !matches!(program.entry(e).level, Some(Level::Country))
            };
            ((surname || given()) && !located).then_some(tokens.start..next.tokens.end)
        }
        _ => None,
    }
}

/// The house that the dateline names ("ERBIL (Kurdistan 24)"), or a line above or below the text ("Source: …").
pub(super) fn house(story: &Story<'_>) -> Option<(EntryId, ByteSpan)> {
    let article = story.article;
    let own = article.outlet.as_deref();
    let around = article.blocks.iter().filter(|b| own.is_some() && !b.kind.is_analysed()).map(|b| {
        let (start, end) = (b.span.start as usize, b.span.end as usize);
        let reach = (start..=end.min(start + REACH)).rev().find(|at| article.text.is_char_boundary(*at));
        (ByteSpan::new(start, reach.unwrap_or(start)), own)
    });
    let dateline = article.dateline.map(|head| (head.span, None));
    let (mut words, mut tokens) = (crate::text::LocalWords::default(), Vec::new());
    dateline.into_iter().chain(around).find_map(|(span, own)| {
        let program = story.ctx.program;
        tokens.clear();
        crate::text::tokenize(&program.tokenizer, &program.vocabulary, &mut words, article.text, span, &mut tokens);
        named_house(story, &tokens, own)
    })
}

/// Bytes of a line of the page in which the name of its house is looked for.
const REACH: usize = 200;

/// The first name of a medium in a stretch of the text: this one's or, if none is asked for, any.
fn named_house(story: &Story<'_>, tokens: &[Token], own: Option<&str>) -> Option<(EntryId, ByteSpan)> {
    let program = story.ctx.program;
    let asked = |e: EntryId| own.is_none() || program.entry(e).id.as_deref() == own;
    (0..tokens.len()).find_map(|at| {
        let mut found: Option<(usize, EntryId)> = None;
        program.phrases.matches(&tokens[at..], |len, phrase| {
            if let Meaning::Entry(e) = phrase.meaning
                && program.entry(e).is_name
                && program.types_of(e).meets(program.kinds.media)
                && phrase.fits(&tokens[at..at + len])
                && found.is_none_or(|(l, _)| len > l)
                && asked(e)
            {
                found = Some((len, e));
            }
        });
        found.map(|(len, e)| (e, tokens[at].span.to(tokens[at + len - 1].span)))
    })
}

/// "Mehmet Arslanoglu", "Waleed Abu al-Khair": two words or more, each of letters, the first and the last with a capital.
pub(super) fn is_full_name(text: &str) -> bool {
    let letters = |word: &str| word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'));
    let capital = |word: Option<&str>| word.is_some_and(|w| w.chars().any(char::is_uppercase));
    let words = || text.split_whitespace();
    let count = words().count();
    (2..=5).contains(&count) && words().all(letters) && capital(words().next()) && capital(words().next_back())
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
