//! Persons by name: what a capitalised name is, and when two names are one man's.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::analysis::UnitKind;
use crate::analysis::model::{Analysis, GroupId, Meaning};
use crate::compile::WordClass;
use crate::names::PersonName;
use crate::text::{Case, Tag, TokenKind, WordId};

use super::Story;

/// A person's name as it is compared.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    name: PersonName,
    parts: usize,
    /// First letters of its parts: names that share none are nobody's.
    initials: u32,
}

impl Person {
    /// The two names are one person's: they agree, or one is how the other is named again (a later surname).
    pub(crate) fn is_same(&self, other: &Person) -> bool {
        if self.initials & other.initials == 0 {
            return false;
        }
        if self.parts > 1 && other.parts > 1 {
            self.name.compare(&other.name).is_match()
        } else {
            other.name.is_part_of(&self.name) || (self.parts == 1 && self.name.is_part_of(&other.name))
        }
    }

    /// Keeps the fuller of the two names.
    pub(crate) fn absorb(&mut self, other: &Person) {
        if other.parts > self.parts {
            *self = other.clone();
        }
    }
}

/// The name under the tokens.
pub(crate) fn parse(story: &Story<'_>, tokens: Range<u32>) -> Person {
    let is_part = |i: &u32| {
        let token = story.analysis.tokens[*i as usize];
        token.kind == TokenKind::Word && token.span.len() > 2
    };
    let parts = tokens.clone().filter(is_part).count();
    let initials = tokens.clone().filter(is_part).fold(0, |set, i| {
        let first = story.raw(i..i + 1).bytes().next().map_or(0, |b| b.to_ascii_lowercase());
        // K and Q, C and K, E and I, O and U stand for each other in romanised names.
        let class = match first {
            b'k' | b'q' | b'c' | b'g' => b'k',
            b'e' | b'i' | b'y' => b'i',
            b'o' | b'u' | b'w' => b'o',
            b'd' | b'z' | b't' => b'd',
            b'a'..=b'z' => first,
            _ => b'a',
        };
        set | 1 << (class - b'a')
    });
    Person { name: PersonName::new(&story.ctx.program.particles, story.raw(tokens)), parts, initials }
}

/// What the surroundings say of a capitalised name that no lexicon lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Evidence {
    Person,
    Place,
    Body,
    Medium,
    None,
}

/// Weighs the surroundings: what kind of paper it is; title, rank, apposition, speech; preposition and place word;
/// capitals.
pub(crate) fn evidence(story: &Story<'_>, sentence: usize, tokens: &Range<u32>) -> Evidence {
    let analysis = story.analysis;
    let kinds = &story.ctx.program.kinds;
    let group = analysis.sentences[sentence]
        .groups
        .clone()
        .map(GroupId)
        .find(|g| analysis.group(*g).tokens.contains(&tokens.start));
    let words = tokens
        .clone()
        .filter(|i| analysis.tokens[*i as usize].kind == TokenKind::Word && analysis.tokens[*i as usize].span.len() > 2)
        .count();
    let first = analysis.tokens[tokens.start as usize];
    let kunya = story.ctx.program.grammar.is(first.word, WordClass::NameOpening);
    let Some(id) = group else { return if words >= 2 { Evidence::Person } else { Evidence::None } };
    let data = analysis.group(id);
    let titled = hits_between(analysis, sentence, data.tokens.start, tokens.start).any(|m| match m {
        Meaning::Entry(e) => {
            let types = story.ctx.program.types_of(e);
            types.meets(kinds.person) || types.meets(kinds.rank) || types.meets(kinds.title)
        }
        _ => false,
    });
    let is_head = data.name.as_ref().is_some_and(|n| n.start == tokens.start);
    let renamed = is_head && data.apposition.is_some_and(|a| analysis.group(a).types.meets(kinds.person));
    let speaks = is_head
        && data.verb.is_some_and(|v| {
            let verb = analysis.verb(v);
            verb.subject == Some(id) && !verb.passive && verb.is(WordClass::Report)
        });
    let place_word = {
        let at = tokens.end;
        let after = hits_between(analysis, sentence, at, at + 1);
        // "the village of X", "Mount X": behind anything else a name is its own ("Centers for X").
        let of = |at: u32| story.ctx.is(analysis.tokens[at as usize], WordClass::Of);
        let before = tokens.start.checked_sub(2).filter(|b| of(b + 1));
        let before = before.map(|b| hits_between(analysis, sentence, b, b + 1));
        after
            .chain(before.into_iter().flatten())
            .any(|m| matches!(m, Meaning::Entry(e) if story.ctx.program.types_of(e).meets(kinds.place_word)))
    };
    // "the newspaper Al-Zuhra", "the Emirati newspaper The National"
    let medium = tokens.start.checked_sub(1).is_some_and(|before| {
        let mut named = hits_between(analysis, sentence, before, before + 1);
        named.any(|m| {
            matches!(m, Meaning::Entry(e)
            if story.ctx.program.types_of(e).meets(kinds.media) && !story.ctx.program.entry(e).is_name)
        })
    });
    if medium {
        return Evidence::Medium;
    }
    if titled || renamed || kunya || speaks {
        return Evidence::Person;
    }
    if place_word {
        return Evidence::Place;
    }
    let located = data.governor.is_some_and(|w| story.ctx.program.grammar.is(w, WordClass::PlacePreposition));
    if is_acronym(story, tokens) {
        Evidence::Body
    } else if words >= 2 {
        Evidence::Person
    } else if located && is_head {
        Evidence::Place
    } else {
        Evidence::None
    }
}

/// One word in capitals: "JOC".
pub(super) fn is_acronym(story: &Story<'_>, tokens: &Range<u32>) -> bool {
    tokens.len() == 1 && story.analysis.tokens[tokens.start as usize].case == Case::Upper
}

/// Unlisted names of one word that stand three times at least, and once at least as one that does something: a person, or
/// a body when it is a plural or there are capitals inside the word. Nothing beside such a name says what it is; that it
/// acts does. A name with capitals inside need not act.
pub(crate) fn recurring(story: &Story<'_>) -> BTreeMap<WordId, Evidence> {
    let analysis = story.analysis;
    let single = |tokens: &Range<u32>| {
        let token = analysis.tokens[tokens.start as usize];
        (tokens.len() == 1 && token.kind == TokenKind::Word && token.span.len() > 3).then_some(token.word)
    };
    let mut seen: BTreeMap<WordId, (u32, Option<Evidence>)> = BTreeMap::new();
    let inner = |at: u32| {
        let mut letters = story.raw(at..at + 1).chars().skip(1);
        letters.clone().any(char::is_lowercase) && letters.any(char::is_uppercase)
    };
    for unit in analysis.units.iter().filter(|u| u.kind == UnitKind::Unlisted) {
        if let Some(word) = single(&unit.tokens) {
            let (count, evidence) = seen.entry(word).or_default();
            *count += 1;
            if inner(unit.tokens.start) {
                *evidence = Some(Evidence::Body);
            }
        }
    }
    for verb in analysis.verbs.iter().filter(|v| !v.passive && !v.copula) {
        let Some(group) = verb.subject.map(|g| analysis.group(g)).filter(|g| g.tokens.len() == 1) else { continue };
        let plural = analysis.tokens[group.head as usize].tag == Tag::Nnps;
        let Some(word) = group.name.as_ref().and_then(single) else { continue };
        if let Some((_, evidence)) = seen.get_mut(&word) {
            let upper = story.raw(group.head..group.head + 1).chars().skip(1).any(char::is_uppercase);
            *evidence = Some(if upper || plural { Evidence::Body } else { Evidence::Person });
        }
    }
    seen.into_iter().filter(|(_, (count, _))| *count >= 3).filter_map(|(word, (_, e))| Some((word, e?))).collect()
}

fn hits_between(analysis: &Analysis, sentence: usize, start: u32, end: u32) -> impl Iterator<Item = Meaning> + '_ {
    let hits = analysis.sentences[sentence].hits.clone();
    analysis.hits[hits.start as usize..hits.end as usize]
        .iter()
        .filter(move |h| h.tokens.start >= start && h.tokens.end <= end)
        .map(|h| h.meaning)
}
