//! Lexicons: entries by number, and the phrases that name them.

use hashbrown::HashMap;

use crate::analysis::model::Meaning;
use crate::compile::phrases::{capital_rule, without_article};
use crate::compile::{CapitalRule, EntryId, EntryInfo, Level, Phrase, TypeId};
use crate::pack::{Diagnostic, EntryRef, Inflection, Lexicon, LoadedRule, RuleBody, Spot};
use crate::text::{Tag, folded};

use super::Builder;

/// Missing entries for which a name that is near is sought.
const SOUGHT: usize = 500;

/// What an entry names another for.
#[derive(Clone, Copy)]
enum Link {
    Parent,
    Affiliation,
}

/// A link to an entry that is not there yet.
pub(super) struct Ahead<'p> {
    rule: &'p LoadedRule,
    lexicon: &'p Lexicon,
    entry: EntryId,
    link: Link,
    target: &'p str,
}

impl<'p> Builder<'p> {
    /// Room for the names of all lexicons.
    pub(super) fn reserve(&mut self, rules: &[&LoadedRule]) {
        let entries = |rule: &LoadedRule| match &rule.body {
            RuleBody::Lexicon(lexicon) => lexicon.words.len() + lexicon.entry.len() + rule.table.len(),
            _ => 0,
        };
        let entries: usize = rules.iter().map(|rule| entries(rule)).sum();
        self.entries.reserve(entries);
        self.by_id.reserve(entries);
        // Half of the names have a second spelling, and most words of names are in several: more room would stay empty.
        self.phrases.reserve(entries + entries / 2);
        self.language.vocabulary.reserve(entries);
    }

    pub(super) fn lexicon(&mut self, rule: &'p LoadedRule, lexicon: &'p Lexicon) {
        let kind = lexicon.kind.as_ref().map(|k| (k, self.type_named(rule, k)));
        if let Some((_, None)) = kind {
            self.rejected.push(rule.id.clone());
            return;
        }
        let kind = kind.and_then(|(_, id)| id);
        let number = self.lexicons.len() as u16;
        self.lexicons.push(lexicon.id.get_ref().as_str().into());
        for word in &lexicon.words {
            let id = self.entry(rule, lexicon, number, kind, EntryRef { name: word.get_ref(), ..EntryRef::default() });
            self.phrase(word.get_ref(), lexicon.inflect, Meaning::Entry(id), lexicon.names);
        }
        for entry in lexicon.entry.iter().map(EntryRef::from).chain(rule.table.entries()) {
            let id = self.entry(rule, lexicon, number, kind, entry);
            if let Some(canonical) = entry.id {
                let first = *self.by_id.entry(canonical).or_insert(id);
                self.entries[id.0 as usize].canonical = first;
            }
            for (link, target) in [(Link::Parent, entry.parent), (Link::Affiliation, entry.affiliation)] {
                let Some(target) = target else { continue };
                match self.by_id.get(target).copied() {
                    Some(found) => self.link(id, link, found),
                    None => self.ahead.push(Ahead { rule, lexicon, entry: id, link, target }),
                }
            }
            for name in std::iter::once(entry.name).chain(entry.also.iter()) {
                self.phrase(name, lexicon.inflect, Meaning::Entry(id), lexicon.names);
            }
            for adjective in entry.adjective.iter() {
                self.phrase(adjective, Inflection::None, Meaning::Adjective(id), true);
            }
        }
    }

    fn entry(
        &mut self,
        rule: &LoadedRule,
        lexicon: &Lexicon,
        number: u16,
        kind: Option<TypeId>,
        entry: EntryRef<'_>,
    ) -> EntryId {
        let id = EntryId(self.entries.len() as u32);
        let own = entry.kind.and_then(|name| {
            let found = self.taxonomy.get(name);
            if found.is_none() {
                let spot = Spot { file: rule.file.clone(), bytes: lexicon.id.span() };
                self.found.push(
                    Diagnostic::error(
                        "unknown-type",
                        spot,
                        format!("entry `{}`: no type `{name}`", entry.name),
                        "in this lexicon",
                    )
                    .nearest(name, self.taxonomy.names()),
                );
            }
            found
        });
        let level = entry.level.and_then(Level::parse);
        if entry.level.is_some() && level.is_none() {
            let spot = Spot { file: rule.file.clone(), bytes: lexicon.id.span() };
            self.found.push(
                Diagnostic::error(
                    "unknown-level",
                    spot,
                    format!("entry `{}`: no such level", entry.name),
                    "in this lexicon",
                )
                .help("levels are country, admin1, admin2, town, village, area, point"),
            );
        }
        let country = entry
            .country
            .and_then(|c| <[u8; 2]>::try_from(c.as_bytes()).ok())
            .map(|c| c.map(|b| b.to_ascii_lowercase()));
        self.entries.push(EntryInfo {
            canonical: id,
            id: entry.id.map(Into::into),
            name: entry.name.into(),
            kind: own.or(kind).unwrap_or_default(),
            is_name: lexicon.names,
            lexicon: number,
            parent: None,
            affiliation: None,
            level,
            country,
            point: entry.lat.zip(entry.lon).map(|(lat, lon)| (lat as f32, lon as f32)),
            population: u32::try_from(entry.population).unwrap_or(u32::MAX),
        });
        id
    }

    /// Adds a phrase in all its forms.
    pub(super) fn phrase(&mut self, written: &str, inflect: Inflection, meaning: Meaning, name: bool) {
        let capital = if name { capital_rule(written) } else { CapitalRule::Any };
        let value = Phrase { meaning, capital };
        let (phraser, tokenizer) = (&mut self.phraser, &self.language.tokenizer);
        let vocabulary = &mut self.language.vocabulary;
        if inflect == Inflection::None {
            let words = phraser.words(tokenizer, vocabulary, written);
            if name && let Some(short) = without_article(&words, vocabulary) {
                self.phrases.insert(short.iter().copied(), value);
            }
            self.phrases.insert(words, value);
            return;
        }
        for words in phraser.forms(tokenizer, vocabulary, &self.language.morphology, written, inflect) {
            if let ([single], Inflection::Noun) = (words.as_slice(), inflect) {
                let plural = vocabulary.text(*single) != folded(written);
                self.tags.push((*single, if plural { Tag::Nns } else { Tag::Nn }));
            }
            self.phrases.insert(words, value);
        }
    }

    fn link(&mut self, entry: EntryId, link: Link, target: EntryId) {
        let slot = &mut self.entries[entry.0 as usize];
        match link {
            Link::Parent => slot.parent = Some(target).filter(|parent| *parent != entry),
            Link::Affiliation => slot.affiliation = Some(target),
        }
    }

    /// Links to entries that stand behind those that name them.
    pub(super) fn links_ahead(&mut self) {
        // One entry that is missing is named by thousands. Where very many are missing a whole table is, and no name that
        // is there was meant.
        let mut helps: HashMap<&str, Option<String>> = HashMap::new();
        for Ahead { rule, lexicon, entry, link, target } in std::mem::take(&mut self.ahead) {
            if let Some(found) = self.by_id.get(target).copied() {
                self.link(entry, link, found);
                continue;
            }
            let spot = Spot { file: rule.file.clone(), bytes: lexicon.id.span() };
            let label = match link {
                Link::Parent => "its parent",
                Link::Affiliation => "its affiliation",
            };
            let title = format!("entry `{}`: no entry with id `{target}`", self.entries[entry.0 as usize].name);
            let found = Diagnostic::error("unknown-entry", spot, title, label);
            let few = helps.len() < SOUGHT;
            let nearest = || found.clone().nearest(target, self.by_id.keys().copied()).help;
            let help = helps.entry(target).or_insert_with(|| few.then(nearest).flatten()).clone();
            self.found.push(Diagnostic { help, ..found });
        }
    }
}
