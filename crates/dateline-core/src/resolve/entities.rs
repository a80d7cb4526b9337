//! Names to entities: one entity a person or body, whatever the spelling.

mod stands;

use std::collections::BTreeMap;
use std::ops::Range;

use dateline_model::{Attributes, ByteSpan, Entity, EntityKind, TextRef};
use smallvec::SmallVec;

use crate::analysis::UnitKind;
use crate::analysis::model::GroupId;
use crate::compile::{EntryId, TypeSet, WordClass};
use crate::text::{Tag, TokenKind, WordId};

use super::people::{Evidence, Person};
use super::{Story, attributes, naming, numbered, one_line, people};

/// An entity under construction.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) kind: EntityKind,
    pub(crate) entry: Option<EntryId>,
    /// Surface forms in order of first appearance.
    pub(crate) names: Vec<String>,
    pub(crate) mentions: SmallVec<[Range<u32>; 4]>,
    pub(crate) attributes: Attributes,
    /// Mentions outside the text that is read.
    outside: Vec<ByteSpan>,
    /// Shorter names inside those.
    inner: Vec<String>,
    /// Words of the name, articles left out, for matching later mentions.
    words: Vec<WordId>,
    /// Lemmas of the last words of its names, by which a plain noun comes back to it.
    ends: SmallVec<[WordId; 4]>,
    pub(crate) person: Option<Person>,
}

/// All entities of an article, and which one each group stands for.
#[derive(Debug)]
pub(crate) struct Entities {
    pub(crate) list: Vec<Draft>,
    /// Entity of each noun group.
    pub(crate) of_group: Vec<Option<u32>>,
    /// First tokens of names with their entities, in order: names are read nearly in the order of the text.
    by_token: Vec<(u32, u32)>,
    /// Acronyms that the article introduces behind a name ("Joint Operations Command (JOC)").
    acronyms: BTreeMap<WordId, u32>,
    /// What unlisted names of one word are that come back and act, though nothing beside them says it.
    recurring: BTreeMap<WordId, Evidence>,
}

/// Entities of a usual article.
const USUAL: usize = 16;

impl Entities {
    /// Finds all entities of an article.
    pub(crate) fn find(story: &Story<'_>) -> Self {
        let mut this = Self {
            list: Vec::with_capacity(USUAL),
            of_group: vec![None; story.analysis.groups.len()],
            by_token: Vec::new(),
            acronyms: BTreeMap::new(),
            recurring: people::recurring(story),
        };
        this.house(story);
        this.author(story);
        for (number, sentence) in story.analysis.sentences.iter().enumerate() {
            let units = &story.analysis.units[sentence.units.start as usize..sentence.units.end as usize];
            let mut read = 0;
            for (i, unit) in units.iter().enumerate() {
                if unit.tokens.start < read {
                    // The rest of a name that began before it.
                    let before = this.named_before(unit.tokens.start).next();
                    if let Some(id) = before {
                        this.name_at(unit.tokens.start, id);
                    }
                    continue;
                }
                let whole = naming::whole(story, unit, units.get(i + 1));
                let tokens = whole.clone().unwrap_or_else(|| unit.tokens.clone());
                let found = match unit.kind {
                    UnitKind::Listed(_) if whole.is_some() => this.unlisted(story, number, &tokens),
                    UnitKind::Listed(entry) => this.listed(story, number, entry, &tokens),
                    UnitKind::Body(head) => Some(this.body(story, number, head, &tokens)),
                    UnitKind::Unlisted => this.unlisted(story, number, &tokens),
                    UnitKind::Site => Some(this.called(EntityKind::Place, content_words(story, &tokens))),
                    UnitKind::Phrase(_) => None,
                };
                if let Some(id) = found {
                    read = tokens.end;
                    this.mention(story, id, tokens);
                    this.name_at(unit.tokens.start, id);
                }
            }
            for id in sentence.groups.clone().map(GroupId) {
                this.group(story, id);
            }
            this.attributes(story, number);
        }
        this
    }

    /// The house of the article, which is named outside the text that is read.
    fn house(&mut self, story: &Story<'_>) {
        let Some((entry, span)) = naming::house(story) else { return };
        let id = self.add(EntityKind::Media, Some(entry), Vec::new(), None);
        let draft = &mut self.list[id as usize];
        draft.names.push(one_line(span.slice(story.article.text)).into_owned());
        draft.outside.push(span);
    }

    /// Who wrote the article, where that is told by a name.
    fn author(&mut self, story: &Story<'_>) {
        let Some(span) = story.article.byline.filter(|span| naming::is_full_name(span.slice(story.article.text)))
        else {
            return;
        };
        let id = self.add(EntityKind::Person, None, Vec::new(), None);
        let draft = &mut self.list[id as usize];
        draft.names.push(one_line(span.slice(story.article.text)).into_owned());
        draft.outside.push(span);
    }

    /// Adds a name, if it is new, with the shorter ones inside it.
    fn name_by(&mut self, story: &Story<'_>, id: u32, text: String, tokens: &Range<u32>) {
        let draft = &mut self.list[id as usize];
        if draft.names.contains(&text) {
            return;
        }
        let inner = match *draft {
            Draft { kind: EntityKind::Person | EntityKind::Place, .. } => Vec::new(),
            Draft { entry: Some(entry), .. } => {
                let mut inner = naming::listed(story, entry, tokens);
                inner.extend(naming::body(story, tokens));
                inner
            }
            _ => naming::body(story, tokens),
        };
        draft.names.push(text);
        draft.inner.extend(inner.into_iter().map(|t| story.name_text(t).into_owned()));
    }

    fn mention(&mut self, story: &Story<'_>, id: u32, tokens: Range<u32>) {
        let text = story.name_text(tokens.clone());
        if !self.list[id as usize].names.iter().any(|name| *name == text) {
            self.name_by(story, id, text.into_owned(), &tokens);
        }
        self.name_at(tokens.start, id);
        let draft = &mut self.list[id as usize];
        if let Some(last) = tokens.end.checked_sub(1) {
            draft.ends.push(story.analysis.tokens[last as usize].lemma);
        }
        draft.mentions.push(tokens);
    }

    fn add(&mut self, kind: EntityKind, entry: Option<EntryId>, words: Vec<WordId>, person: Option<Person>) -> u32 {
        let id = self.list.len() as u32;
        self.list.push(Draft {
            kind,
            entry,
            names: Vec::new(),
            mentions: SmallVec::new(),
            attributes: Attributes::default(),
            words,
            outside: Vec::new(),
            inner: Vec::new(),
            ends: SmallVec::new(),
            person,
        });
        id
    }

    fn listed(&mut self, story: &Story<'_>, sentence: usize, entry: EntryId, tokens: &Range<u32>) -> Option<u32> {
        let program = story.ctx.program;
        // "the Arakan Army (AA)": what an article says that its letters stand for goes before what they stand for elsewhere.
        if let Some(id) = self.acronym(story, sentence, tokens) {
            return Some(id);
        }
        let types = program.types_of(entry);
        let kind = kind_of(story, types, program.entry(entry).level.is_some())?;
        // "Al-Amerli" the mayor and not Amerli the town: a surname that the article has given to a person.
        if kind == EntityKind::Place && !is_located(story, tokens) {
            let words = content_words(story, tokens);
            if let Some(id) = self.person_with(&words) {
                return Some(id);
            }
        }
        let canonical = program.entry(entry).canonical;
        let known = self.list.iter().position(|d| d.entry.is_some_and(|e| program.entry(e).canonical == canonical));
        Some(match known {
            Some(i) => i as u32,
            None => {
                let person = (kind == EntityKind::Person).then(|| people::parse(story, tokens.clone()));
                self.add(kind, Some(entry), content_words(story, tokens), person)
            }
        })
    }

    /// An acronym that the article has introduced, or introduces here: "Joint Operations Command (JOC)".
    fn acronym(&mut self, story: &Story<'_>, sentence: usize, tokens: &Range<u32>) -> Option<u32> {
        if !people::is_acronym(story, tokens) {
            return None;
        }
        let word = story.analysis.tokens[tokens.start as usize].word;
        if let Some(id) = self.acronyms.get(&word) {
            return Some(*id);
        }
        let id = self.introduced(story, sentence, tokens)?;
        self.acronyms.insert(word, id);
        Some(id)
    }

    /// Bodies named by their head noun: "National Security Directorate" after "Iraqi National Security Directorate".
    fn body(&mut self, story: &Story<'_>, sentence: usize, head: EntryId, tokens: &Range<u32>) -> u32 {
        let words = content_words(story, tokens);
        let known = self.list.iter().position(|d| {
            !matches!(d.kind, EntityKind::Person | EntityKind::Place)
                && !d.words.is_empty()
                && (d.words.ends_with(&words) || words.ends_with(&d.words))
                && words.len() > 1
        });
        if let Some(i) = known {
            if words.len() > self.list[i].words.len() {
                self.list[i].words = words;
            }
            return i as u32;
        }
        let kind = kind_of(story, story.ctx.program.types_of(head), false).unwrap_or(EntityKind::Organization);
        let force = kind == EntityKind::Organization && naming::holds_force(story, tokens);
        let kind = if force { EntityKind::Force } else { kind };
        // "a group calling itself the Avengers Brigade"
        let group = people::described(story, sentence, tokens) == Some(EntityKind::Group);
        self.add(if group { EntityKind::Group } else { kind }, None, words, None)
    }

    fn unlisted(&mut self, story: &Story<'_>, sentence: usize, tokens: &Range<u32>) -> Option<u32> {
        if let Some(id) = self.acronym(story, sentence, tokens) {
            return Some(id);
        }
        let words = content_words(story, tokens);
        if people::is_acronym(story, tokens)
            && let Some(i) = self.list.iter().position(|d| d.words == words)
        {
            return Some(i as u32);
        }
        if let Some(id) = self.person_with(&words) {
            return Some(id);
        }
        let person = people::parse(story, tokens.clone());
        if let Some(id) = self.person_matching(&person) {
            if let Some(known) = &mut self.list[id as usize].person {
                known.absorb(&person);
            }
            return Some(id);
        }
        let mut evidence = people::evidence(story, sentence, tokens);
        if let ([word], Evidence::None | Evidence::Place) = (words.as_slice(), evidence) {
            if let Some(id) = self.short_for(*word).filter(|_| evidence == Evidence::None) {
                return Some(id);
            }
            evidence = self.recurring.get(word).copied().unwrap_or(evidence);
        }
        match evidence {
            Evidence::Person => Some(self.add(EntityKind::Person, None, words, Some(person))),
            Evidence::Place => Some(self.called(EntityKind::Place, words)),
            Evidence::Body(kind) => Some(self.called(kind, words)),
            Evidence::None => None,
        }
    }

    /// What no lexicon lists, by its words alone.
    fn called(&mut self, kind: EntityKind, words: Vec<WordId>) -> u32 {
        let known = self.list.iter().position(|d| d.kind == kind && d.words == words);
        known.map_or_else(|| self.add(kind, None, words, None), |i| i as u32)
    }

    /// The body whose name begins or ends with a word that says nothing by itself: "Harrow" for Harrow School.
    fn short_for(&self, word: WordId) -> Option<u32> {
        let ends = |d: &Draft| d.words.len() > 1 && (d.words.first() == Some(&word) || d.words.last() == Some(&word));
        let body = |d: &Draft| d.kind == EntityKind::Organization && d.entry.is_none() && ends(d);
        self.list.iter().rposition(body).map(|i| i as u32)
    }

    /// The body whose name stands right before the bracket that holds the acronym and has its initials.
    fn introduced(&mut self, story: &Story<'_>, sentence: usize, tokens: &Range<u32>) -> Option<u32> {
        let parts = &story.analysis.sentences[sentence];
        let open = tokens.start.checked_sub(1).filter(|o| *o >= parts.sentence.tokens.start)?;
        if !matches!(story.mark(open), "(" | "[" | "“" | "\"") {
            return None;
        }
        let acronym = story.raw(tokens.clone());
        let unit = story.analysis.units_in(open.saturating_sub(12)..open).iter().find(|u| u.tokens.end == open);
        let fits = unit.filter(|u| has_initials(story.raw(u.tokens.clone()), acronym));
        if let Some(id) = fits.and_then(|u| self.at(u.tokens.start)) {
            return Some(id);
        }
        // A name that no unit covers whole: "the Korean People's Army [KPA]".
        let group = parts.groups.clone().map(|g| story.analysis.group(GroupId(g))).find(|g| g.tokens.end == open)?;
        let capital = |at: &u32| {
            let token = story.analysis.tokens[*at as usize];
            token.kind == TokenKind::Word && token.is_capitalised() && !matches!(token.tag, Tag::Dt | Tag::PrpPoss)
        };
        let name = group.tokens.clone().find(capital)?..open;
        if name.len() < 2 || !capital(&(open - 1)) || !has_initials(story.raw(name.clone()), acronym) {
            return None;
        }
        let words = content_words(story, &name);
        let kind = kind_of(story, group.types, false).filter(|k| *k != EntityKind::Person);
        let id = self.add(kind.unwrap_or(EntityKind::Organization), None, words, None);
        self.mention(story, id, name);
        Some(id)
    }

    /// The person whose name has exactly these words: how most names come back.
    fn person_with(&self, words: &[WordId]) -> Option<u32> {
        let held =
            |d: &Draft| d.kind == EntityKind::Person && !words.is_empty() && words.iter().all(|w| d.words.contains(w));
        self.foremost(held)
    }

    /// Of those that could be meant, the one named most so far; among equals the latest.
    fn foremost(&self, fits: impl Fn(&Draft) -> bool) -> Option<u32> {
        let found = self.list.iter().enumerate().filter(|(_, d)| fits(d));
        found.max_by_key(|(i, d)| (d.mentions.len(), *i)).map(|(i, _)| i as u32)
    }

    fn person_matching(&self, person: &Person) -> Option<u32> {
        self.foremost(|d| d.person.as_ref().is_some_and(|known| known.is_same(person)))
    }

    /// The entity named at a token, by the first token of its name.
    pub(crate) fn at(&self, token: u32) -> Option<u32> {
        let found = self.by_token.binary_search_by_key(&token, |(at, _)| *at).ok()?;
        Some(self.by_token[found].1)
    }

    /// Notes the entity that is named from a token on.
    fn name_at(&mut self, token: u32, id: u32) {
        if self.by_token.last().is_none_or(|(last, _)| *last < token) {
            return self.by_token.push((token, id));
        }
        match self.by_token.binary_search_by_key(&token, |(at, _)| *at) {
            Ok(known) => self.by_token[known].1 = id,
            Err(place) => self.by_token.insert(place, (token, id)),
        }
    }

    /// The entities named before a token, the nearest first.
    fn named_before(&self, token: u32) -> impl Iterator<Item = u32> {
        let end = self.by_token.partition_point(|(at, _)| *at < token);
        self.by_token[..end].iter().rev().map(|(_, entity)| *entity)
    }

    /// Names, fullest first, of an entity.
    pub(crate) fn name(&self, id: u32) -> &str {
        let draft = &self.list[id as usize];
        fullest(&draft.names).map_or("", |at| &draft.names[at])
    }

    fn attributes(&mut self, story: &Story<'_>, sentence: usize) {
        let groups = story.analysis.sentences[sentence].groups.clone();
        for id in groups.map(GroupId) {
            let Some(entity) = self.of_group[id.index()] else { continue };
            if self.list[entity as usize].kind == EntityKind::Person && story.analysis.group(id).name.is_some() {
                let found = attributes::of_person(story, self, id);
                let own = &mut self.list[entity as usize].attributes;
                own.role = own.role.take().or(found.role);
                own.organization = own.organization.take().or(found.organization);
                own.rank = own.rank.take().or(found.rank);
                own.nationality = own.nationality.take().or(found.nationality);
            }
        }
    }

    /// Entities in the output's form; numbers stay as they are.
    pub(crate) fn into_output(self, story: &Story<'_>) -> Vec<Entity> {
        let mut out = Vec::with_capacity(self.list.len());
        for (i, draft) in (0..).zip(self.list) {
            let Draft { kind, entry, mut names, inner, mentions, outside, attributes, .. } = draft;
            let fullest = fullest(&names);
            let name = fullest.map_or_else(String::new, |at| names.remove(at));
            let entry = entry.map(|e| story.ctx.program.entry(e));
            // The lexicon's own name helps to find the entity whatever the article calls it.
            for inner in inner.into_iter().filter(|inner| *inner != name) {
                if !names.contains(&inner) {
                    names.push(inner);
                }
            }
            let canonical = entry.filter(|e| e.is_name).map(|e| &*e.name);
            if let Some(canonical) = canonical.filter(|c| **c != *name && !names.iter().any(|n| n == c)) {
                names.push(canonical.to_owned());
            }
            let kb = entry.and_then(|e| e.id.as_deref().map(str::to_owned));
            let outside = outside.into_iter().map(|span| {
                let text = span.slice(story.article.text).to_owned();
                TextRef { span: story.offsets.chars(span), text }
            });
            let mentions = outside.chain(mentions.into_iter().map(|tokens| story.text_ref(tokens))).collect();
            out.push(Entity { id: numbered('e', i), kind, names, kb, attributes, name, mentions });
        }
        out
    }
}

/// The place of the fullest of an entity's names.
fn fullest(names: &[String]) -> Option<usize> {
    let key = |name: &String| (name.split(' ').count(), std::cmp::Reverse(name.len()));
    (0..names.len()).max_by_key(|at| key(&names[*at]))
}

/// Two thirds of the acronym's letters are initials of the name's words, or capitals inside them, in their order.
fn has_initials(name: &str, acronym: &str) -> bool {
    let mut rest = name.split([' ', '-']).flat_map(|word| {
        let inner = word.chars().zip(word.chars().skip(1)).filter(|(a, b)| a.is_lowercase() && b.is_uppercase());
        word.chars().take(1).chain(inner.map(|(_, capital)| capital)).map(|c| c.to_ascii_uppercase())
    });
    let letters = acronym.chars().filter(|c| c.is_alphabetic()).map(|c| c.to_ascii_uppercase());
    let (mut all, mut found) = (0, 0);
    for letter in letters {
        all += 1;
        found += usize::from(rest.any(|initial| initial == letter));
    }
    found * 3 >= all * 2 && found > 0
}

/// Words that matter for comparing names of bodies: no joiners, articles or conjunctions.
fn content_words(story: &Story<'_>, tokens: &Range<u32>) -> Vec<WordId> {
    tokens
        .clone()
        .map(|i| story.analysis.tokens[i as usize])
        .filter(|t| {
            t.kind != TokenKind::Joiner && t.kind != TokenKind::Punct && !(t.span.len() <= 3 && t.tag == Tag::Dt)
        })
        .map(|t| t.word)
        .collect()
}

/// A locative preposition stands before the name.
fn is_located(story: &Story<'_>, tokens: &Range<u32>) -> bool {
    let Some(before) = tokens.start.checked_sub(1) else { return false };
    story.ctx.is(story.analysis.tokens[before as usize], WordClass::Locative)
}

/// What an entity of these types is.
pub(super) fn kind_of(story: &Story<'_>, types: TypeSet, place: bool) -> Option<EntityKind> {
    let kinds = &story.ctx.program.kinds;
    Some(if place || types.meets(kinds.place) {
        EntityKind::Place
    } else if types.meets(kinds.person) {
        EntityKind::Person
    } else if types.meets(kinds.media) {
        EntityKind::Media
    } else if types.meets(kinds.force) {
        EntityKind::Force
    } else if types.meets(kinds.armed_group) || types.meets(kinds.tribe) {
        EntityKind::Group
    } else if types.meets(kinds.organization) || types.meets(kinds.actor) {
        EntityKind::Organization
    } else {
        return None;
    })
}
