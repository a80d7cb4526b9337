//! From packs to one immutable program, shared by all threads.
//!
//! Invariant: after [`Program::build`] nothing is looked up by name. Words, types, entries, frames and cues are numbers.

mod build;
mod entry;
mod frame;
mod grammar;
pub mod pattern;
mod patterns;
mod phrases;
mod stages;
mod trie;
mod types;
mod verbs;

pub use build::Built;
pub use entry::{EntryId, EntryInfo, Level};
pub use frame::{FrameProgram, Place, RoleProgram};
pub use grammar::{GrammarFile, GrammarWords, WordClass};
pub use patterns::{PatternRule, PatternSet, Patterns, Slot, Veto};
pub use phrases::{CapitalRule, Phrase};
pub use stages::StageProgram;
pub use trie::PhraseTrie;
pub use types::{MAX_TYPES, Taxonomy, TypeId, TypeSet};
pub use verbs::{VerbEntry, VerbLexicon, VerbMeaning};

use dateline_model::Status;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::analysis::lemma::Lemmatizer;
use crate::analysis::numbers::NumberWords;
use crate::analysis::tags::Tagger;
use crate::analysis::times::TimeWords;
use crate::pack::{Cue, CueScope, Until};
use crate::text::{Tokenizer, Vocabulary, WordId};

/// Everything that the packs say, compiled.
#[derive(Debug, Deserialize, Serialize)]
pub struct Program {
    /// All words.
    pub vocabulary: Vocabulary,
    /// Abbreviations and prefixes.
    pub tokenizer: Tokenizer,
    /// The tagger.
    pub tagger: Tagger,
    /// Lemmas.
    pub lemmas: Lemmatizer,
    /// Number words.
    pub numbers: NumberWords,
    /// Time words.
    pub times: TimeWords,
    /// Small words of names.
    pub particles: crate::names::NameParticles,
    /// Closed classes.
    pub grammar: GrammarWords,
    /// ISO 639-1 code of the language pack.
    pub language: Box<str>,
    /// Types.
    pub taxonomy: Taxonomy,
    /// Lexicon entries.
    pub entries: Vec<EntryInfo>,
    /// Names of the lexicons, by number.
    pub lexicons: Vec<Box<str>>,
    /// All phrases.
    pub phrases: PhraseTrie<Phrase>,
    /// All verbs.
    pub verbs: VerbLexicon,
    /// `true` for every form of a verb that the verb lexicon knows.
    pub verb_forms: Vec<bool>,
    /// All frames.
    pub frames: Vec<FrameProgram>,
    /// All patterns.
    pub patterns: Patterns,
    /// Steps written in Rust, in the order in which they run.
    #[serde(skip)]
    pub stages: Vec<StageProgram>,
    /// `true` for every form of a word that a pattern rule needs.
    pub pattern_words: Vec<bool>,
    /// All cues.
    pub cues: Vec<CueProgram>,
    /// `true` for the lemmas of trigger nouns.
    pub trigger_lemmas: Vec<bool>,
    /// Version of each pack by id, for the rule ids of events.
    pub packs: Vec<(Box<str>, Box<str>)>,
    /// Event types, each with the next broader one.
    pub broader: BTreeMap<String, String>,
    /// Endings of nouns that mostly name persons.
    pub person_endings: Vec<Box<str>>,
    /// The lexicon of nouns that head names of bodies.
    pub org_heads: Option<u16>,
    /// Types that the grammar asks for by name.
    pub kinds: Kinds,
}

/// Types that the grammar asks for by name. A taxonomy without one of them leaves the set empty.
#[derive(Debug, Clone, Copy, Default, Deserialize, Serialize)]
pub struct Kinds {
    /// `person`, with its ancestors.
    pub person_up: TypeSet,
    /// `person` itself.
    pub person: TypeSet,
    /// `actor`.
    pub actor: TypeSet,
    /// `place`.
    pub place: TypeSet,
    /// `place-word`.
    pub place_word: TypeSet,
    /// What people build and use: facilities, buildings, infrastructure.
    pub works: TypeSet,
    /// `force`.
    pub force: TypeSet,
    /// `armed-group`.
    pub armed_group: TypeSet,
    /// `media`.
    pub media: TypeSet,
    /// `organization`.
    pub organization: TypeSet,
    /// `state`.
    pub state: TypeSet,
    /// `tribe`.
    pub tribe: TypeSet,
    /// `rank`.
    pub rank: TypeSet,
    /// `title`.
    pub title: TypeSet,
    /// `vehicle`.
    pub vehicle: TypeSet,
    /// What harms where it is brought or sent: weapons and drones.
    pub weapon: TypeSet,
    /// `statement`.
    pub statement: TypeSet,
    /// `casualty`.
    pub casualty: TypeSet,
    /// `body`.
    pub body: TypeSet,
    /// `soldier`.
    pub soldier: TypeSet,
    /// `militant`.
    pub militant: TypeSet,
    /// `civilian`.
    pub civilian: TypeSet,
    /// `count`: numbers, as patterns see them.
    pub count: TypeSet,
    /// `time`: times, as patterns see them.
    pub time: TypeSet,
    /// Types whose words stand before a head and are no thing of their own.
    pub modifiers: TypeSet,
}

/// A cue's phrase in two parts.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct SplitPhrase {
    /// What is looked for.
    pub first: Box<[WordId]>,
    /// What must stand behind it in the sentence.
    pub second: Box<[WordId]>,
}

/// A compiled cue.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct CueProgram {
    /// `pack/rule`.
    pub id: Box<str>,
    /// Status of the events in scope.
    pub status: Option<Status>,
    /// Marks them as tolls over a period.
    pub aggregate: Option<bool>,
    /// Where the events stand.
    pub scope: CueScope,
    /// Where the scope ends.
    pub until: Vec<Until>,
    /// Phrases that end it.
    pub stop: Vec<Box<[WordId]>>,
    /// Phrases in two parts: the first, and what must stand behind it.
    pub split: Vec<SplitPhrase>,
    /// Event types; empty means all.
    pub events: Vec<Box<str>>,
}

impl CueProgram {
    pub(crate) fn new(id: &str, cue: &Cue, vocabulary: &mut Vocabulary) -> Self {
        let mut words = |phrase: &str| -> Box<[WordId]> {
            phrase.split_whitespace().map(|w| vocabulary.intern(&crate::text::folded(w))).collect()
        };
        let parts = cue.words.iter().filter_map(|phrase| phrase.get_ref().split_once('…'));
        let split = parts.map(|(first, second)| SplitPhrase { first: words(first), second: words(second) }).collect();
        Self {
            id: id.into(),
            status: cue.sets.status,
            aggregate: cue.sets.aggregate,
            scope: cue.scope,
            until: cue.until.clone(),
            stop: cue.stop.iter().map(|phrase| words(phrase.get_ref())).collect(),
            split,
            events: cue.events.iter().map(|e| e.get_ref().as_str().into()).collect(),
        }
    }

    /// True when the cue speaks of events of this type.
    pub fn applies_to(&self, event: &str) -> bool {
        self.events.is_empty() || self.events.iter().any(|e| **e == *event)
    }
}

impl Program {
    /// The entry.
    pub fn entry(&self, id: EntryId) -> &EntryInfo {
        &self.entries[id.0 as usize]
    }

    /// Which of two namesakes is meant when nothing else says so: the larger.
    pub fn rank(&self, id: EntryId) -> (u8, u32) {
        let entry = self.entry(id);
        let level = match entry.level {
            Some(Level::Country) => 7,
            Some(Level::Admin1) => 6,
            None => 5,
            Some(Level::Point | Level::Area) => 4,
            Some(Level::Town) => 3,
            Some(Level::Admin2) => 2,
            Some(Level::Village) => 1,
        };
        (level, entry.population)
    }

    /// True for forces, groups, states and other bodies that act.
    pub fn is_actor(&self, id: EntryId) -> bool {
        let entry = self.entry(id);
        entry.level == Some(Level::Country) || self.taxonomy.is_a(entry.kind, self.kinds.actor)
    }

    /// Types of an entry with ancestors; a country is a place and a state.
    pub fn types_of(&self, id: EntryId) -> TypeSet {
        let entry = self.entry(id);
        let own = self.taxonomy.upward(entry.kind);
        if entry.level == Some(Level::Country) {
            own.union(self.kinds.state).union(self.kinds.actor).union(self.kinds.place)
        } else {
            own
        }
    }

    /// True when a noun of this lemma is a trigger.
    pub fn is_trigger_lemma(&self, lemma: WordId) -> bool {
        self.trigger_lemmas.get(lemma.index()).copied().unwrap_or(false)
    }

    /// `narrow` is a kind of `broad`: a drone strike is an attack.
    pub fn is_kind_of(&self, narrow: &str, broad: &str) -> bool {
        // No more steps than types, so that a circle ends.
        let up = std::iter::successors(self.broader.get(narrow), |kind| self.broader.get(*kind));
        up.take(self.broader.len()).any(|kind| **kind == *broad)
    }

    /// A noun that no lexicon lists and that ends like a word for a person ("banker", "journalist").
    pub fn ends_like_person(&self, lemma: &str) -> bool {
        lemma.len() > 5 && self.person_endings.iter().any(|e| lemma.ends_with(&**e))
    }

    /// "the".
    pub fn is_definite(&self, word: WordId) -> bool {
        self.grammar.is(word, WordClass::Definite)
    }

    /// The chain upwards: district, governorate, country.
    pub fn parents(&self, id: EntryId) -> impl Iterator<Item = EntryId> + '_ {
        std::iter::successors(self.entry(id).parent, |p| self.entry(*p).parent).take(8)
    }
}
