//! The packs' names, as patterns ask for them.

use std::sync::Arc;

use crate::compile::pattern::{NameKind, Names};
use crate::compile::{EntryId, TypeId};
use crate::pack::RuleBody;
use crate::plugin::Predicate;
use crate::text::{Tokenizer, Vocabulary, WordId};

use super::{Builder, LoadedRule};

/// Captures that every pattern may have: roles that every event can have, and what the engine does with a match.
pub(super) const CAPTURES: [&str; 9] =
    ["agent", "patient", "recipient", "instrument", "place", "time", "count", "source", "trigger"];

impl<'p> Builder<'p> {
    /// Collects the roles that frames name beside the common ones, and those that they count.
    pub(super) fn roles(&mut self, rules: &[&'p LoadedRule]) {
        self.roles.extend(CAPTURES);
        for rule in rules {
            if let RuleBody::Frame(frame) = &rule.body {
                self.roles.extend(frame.role.keys().map(|name| name.get_ref().as_str()));
                if let Some((name, _)) = frame.role.iter().find(|(_, role)| role.count) {
                    self.counted.entry(frame.event.get_ref()).or_insert(name.get_ref());
                }
            }
        }
    }
}

impl Names for Builder<'_> {
    fn tokenizer(&self) -> &Tokenizer {
        &self.language.tokenizer
    }

    fn vocabulary(&mut self) -> &mut Vocabulary {
        &mut self.language.vocabulary
    }

    fn lexicon(&self, name: &str) -> Option<u16> {
        self.lexicons.iter().position(|known| **known == *name).map(|number| number as u16)
    }

    fn type_id(&self, name: &str) -> Option<TypeId> {
        self.taxonomy.get(name)
    }

    fn is_yielded(&self, kind: TypeId) -> bool {
        self.yielded.has(kind)
    }

    fn entity(&self, id: &str) -> Option<EntryId> {
        self.by_id.get(id).copied()
    }

    fn is_role(&self, name: &str) -> bool {
        self.roles.contains(name)
    }

    fn predicate(&self, name: &str) -> Option<Arc<dyn Predicate>> {
        self.plugins.predicates.iter().find(|known| known.name() == name).cloned()
    }

    fn known(&self, kind: NameKind) -> Vec<String> {
        let owned = |name: &str| name.to_owned();
        match kind {
            NameKind::Lexicon => self.lexicons.iter().map(|name| owned(name)).collect(),
            NameKind::Type => self.taxonomy.names().map(owned).collect(),
            NameKind::Entity => {
                let mut ids: Vec<String> = self.by_id.keys().copied().map(owned).collect();
                ids.sort_unstable();
                ids
            }
            NameKind::Predicate => self.plugins.predicates.iter().map(|known| owned(known.name())).collect(),
            NameKind::Role => self.roles.iter().copied().map(owned).collect(),
        }
    }

    fn base_form(&mut self, word: WordId) -> Option<String> {
        let tagger = &self.language.tagger;
        self.language.morphology.base_form(&self.language.vocabulary, word, |word| tagger.known(word))
    }

    fn frequency(&mut self, word: WordId) -> u64 {
        // What many rules ask for is common in the news, whether or not the tagger's text had it.
        let mentions = self.mentions.entry(word).or_default();
        *mentions += 1;
        u64::from(self.language.tagger.frequency(word)) + *mentions
    }
}
