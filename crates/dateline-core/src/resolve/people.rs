//! Persons by name: what a capitalised name is, and when two names are one man's.

use std::collections::BTreeMap;
use std::ops::Range;

use dateline_model::EntityKind;

use crate::analysis::UnitKind;
use crate::analysis::model::{Analysis, Determiner, GroupId, GroupKind, Hit, Meaning, Relation};
use crate::compile::{TypeSet, WordClass};
use crate::names::PersonName;
use crate::text::{Case, Tag, TokenKind, WordId};

use super::Story;
use super::entities::kind_of;

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
    Body(EntityKind),
    None,
}

/// Weighs the surroundings: what kind of paper it is; title, rank, apposition, speech; preposition and place word;
/// capitals.
pub(crate) fn evidence(story: &Story<'_>, sentence: usize, tokens: &Range<u32>) -> Evidence {
    let analysis = story.analysis;
    let kinds = &story.ctx.program.kinds;
    let group = group_at(story, sentence, tokens.start);
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
    if let Some(kind) = described(story, sentence, tokens) {
        return Evidence::Body(kind);
    }
    if titled || renamed || kunya || speaks {
        return Evidence::Person;
    }
    if place_word {
        return Evidence::Place;
    }
    let located = data.governor.is_some_and(|w| story.ctx.program.grammar.is(w, WordClass::PlacePreposition));
    if is_acronym(story, tokens) {
        Evidence::Body(EntityKind::Organization)
    } else if words >= 2 {
        Evidence::Person
    } else if located && is_head {
        Evidence::Place
    } else {
        Evidence::None
    }
}

/// What the words beside a name say that it is: "the newspaper Al-Zuhra", "the “Sons of Kanan” faction", "Badael, a
/// group that …", "a faction calling itself Saraya al-Haq".
pub(super) fn described(story: &Story<'_>, sentence: usize, tokens: &Range<u32>) -> Option<EntityKind> {
    let analysis = story.analysis;
    let (program, kinds) = (story.ctx.program, &story.ctx.program.kinds);
    let id = group_at(story, sentence, tokens.start)?;
    let data = analysis.group(id);
    let body = |types: TypeSet| {
        let named = [kinds.media, kinds.armed_group, kinds.organization].iter().any(|k| types.meets(*k));
        kind_of(story, types, false).filter(|_| named && !types.meets(kinds.person) && !types.meets(kinds.place))
    };
    let noun = |m: &Meaning| match m {
        Meaning::Entry(e) if !program.entry(*e).is_name => Some(program.types_of(*e)),
        _ => None,
    };
    // "the Provincial Council Uday al-Zaidi": a noun with a capital is a name of its own.
    let plain = |h: &&Hit| analysis.tokens[h.tokens.end as usize - 1].case == Case::Lower;
    let inside = |h: &&Hit| h.tokens.start >= data.tokens.start && h.tokens.end == tokens.start;
    let mut before = hits_in(analysis, sentence).filter(inside).filter(plain);
    if let Some(kind) = before.find_map(|h| body(noun(&h.meaning)?)) {
        return Some(kind);
    }
    // Behind a name, a body's noun may only say whose it is ("the Rashid government"); fighters and clans are called so.
    let end = if matches!(story.mark(tokens.end), "\"" | "”" | "’" | "'") { tokens.end + 1 } else { tokens.end };
    let own = |types: TypeSet| types.meets(kinds.armed_group) || types.meets(kinds.tribe);
    let behind = hits_in(analysis, sentence).filter(|h| h.tokens.start == end);
    if behind.filter_map(|h| noun(&h.meaning)).any(own) {
        return Some(EntityKind::Group);
    }
    let other = |g: GroupId| analysis.group(g).kind == GroupKind::Common;
    // "a member of the committee, Ali Kochar" is not the committee, and "a local group" may be of any kind.
    let says = |g: GroupId| {
        let (group, above) = (analysis.group(g), analysis.noun_above(g));
        let any = group.determiner == Determiner::Indefinite
            && program.grammar.is(analysis.tokens[group.head as usize].lemma, WordClass::AnyBody);
        other(g) && !any && above.is_none_or(|a| !analysis.group(a).types.meets(kinds.person))
    };
    let renamed = data.apposition.filter(|g| says(*g) && data.name.as_ref().is_some_and(|n| n.start == tokens.start));
    let called = || {
        let verb = data.verb.map(|v| analysis.verb(v))?;
        let names =
            program.grammar.is(verb.lemma, WordClass::Naming) || program.grammar.is(verb.lemma, WordClass::Identifying);
        let host = match verb.relation {
            Relation::Reduced(g) | Relation::RelativeSubject(g) | Relation::RelativeObject(g) => Some(g),
            _ => verb.subject,
        };
        host.filter(|g| names && *g != id && other(*g))
    };
    renamed.or_else(called).and_then(|g| body(analysis.group(g).types))
}

/// The group that a token stands in.
fn group_at(story: &Story<'_>, sentence: usize, token: u32) -> Option<GroupId> {
    let mut groups = story.analysis.sentences[sentence].groups.clone().map(GroupId);
    groups.find(|g| story.analysis.group(*g).tokens.contains(&token))
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
                *evidence = Some(Evidence::Body(EntityKind::Organization));
            }
        }
    }
    for verb in analysis.verbs.iter().filter(|v| !v.passive && !v.copula) {
        let Some(group) = verb.subject.map(|g| analysis.group(g)).filter(|g| g.tokens.len() == 1) else { continue };
        let plural = analysis.tokens[group.head as usize].tag == Tag::Nnps;
        let Some(word) = group.name.as_ref().and_then(single) else { continue };
        if let Some((_, evidence)) = seen.get_mut(&word) {
            let upper = story.raw(group.head..group.head + 1).chars().skip(1).any(char::is_uppercase);
            *evidence = Some(if upper || plural { Evidence::Body(EntityKind::Organization) } else { Evidence::Person });
        }
    }
    seen.into_iter().filter(|(_, (count, _))| *count >= 3).filter_map(|(word, (_, e))| Some((word, e?))).collect()
}

fn hits_in(analysis: &Analysis, sentence: usize) -> impl Iterator<Item = &Hit> {
    let hits = analysis.sentences[sentence].hits.clone();
    analysis.hits[hits.start as usize..hits.end as usize].iter()
}

fn hits_between(analysis: &Analysis, sentence: usize, start: u32, end: u32) -> impl Iterator<Item = Meaning> + '_ {
    hits_in(analysis, sentence).filter(move |h| h.tokens.start >= start && h.tokens.end <= end).map(|h| h.meaning)
}
