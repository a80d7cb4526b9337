//! What the analysis knows of an article: flat lists, with ranges by sentence.
//!
//! Invariant: all token numbers count from the article's first token; groups and verbs of a sentence stand in text order.

use serde::{Deserialize, Serialize};
use std::ops::Range;

use smallvec::SmallVec;

use crate::compile::{EntryId, TypeSet, VerbMeaning, WordClass};
use crate::text::{Sentence, Tag, Token, TokenKind, WordId};

use super::numbers::Quantity;
use super::spots::Spot;
use super::times::TimeExpression;
use super::units::Unit;

/// A noun group's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupId(pub u32);

/// A verb group's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VerbId(pub u32);

impl GroupId {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl VerbId {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a phrase of the trie means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum Meaning {
    /// A lexicon entry by one of its names.
    Entry(EntryId),
    /// A lexicon entry by its adjective.
    Adjective(EntryId),
    /// A frame's trigger noun.
    Noun(u32),
    /// A frame's trigger adjective.
    State(u32),
    /// A cue's phrase.
    Cue(u32),
    /// A cue's noun, which acts on its complement only.
    CueNoun(u32),
    /// A phrase that only looks like a cue.
    NoCue(u32),
    /// A closed class of the grammar.
    Class(WordClass),
}

/// A phrase found in the text.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Its tokens.
    pub tokens: Range<u32>,
    /// What it means.
    pub meaning: Meaning,
}

/// What kind of thing a noun group is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupKind {
    /// Headed by a common noun.
    Common,
    /// Headed by a name.
    Name,
    /// A pronoun.
    Pronoun,
    /// A time expression.
    Time,
    /// A number alone ("killing five").
    Number,
    /// An adjective that stands for a noun ("the wounded", "nine dead").
    Adjective,
}

/// How a noun group is introduced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Determiner {
    /// Nothing.
    #[default]
    None,
    /// "a", "an", "another".
    Indefinite,
    /// "the", "this", "those".
    Definite,
    /// "no", "neither".
    Negative,
    /// "his", "the army's".
    Possessive,
}

/// A preposition with its group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prep {
    /// The preposition (the last word of "south of").
    pub word: WordId,
    /// The group it governs.
    pub group: GroupId,
}

/// A base noun group.
#[derive(Debug, Clone)]
pub struct NounGroup {
    /// Its tokens, determiner to head.
    pub tokens: Range<u32>,
    /// The head token.
    pub head: u32,
    /// What kind of thing it is.
    pub kind: GroupKind,
    /// Types of its head, ancestors included.
    pub types: TypeSet,
    /// Lexicon entry of its head; the best of several.
    pub entry: Option<EntryId>,
    /// Tokens of the name inside it, when it has one as head ("spokesman [Yahya Rasoul]").
    pub name: Option<Range<u32>>,
    /// The group's introduction.
    pub determiner: Determiner,
    /// The group before the `'s`.
    pub possessor: Option<GroupId>,
    /// Index of its number in [`Analysis::quantities`].
    pub quantity: Option<u32>,
    /// The actor named in its modifiers ("ISIS members").
    pub affiliation: Option<EntryId>,
    /// The preposition that governs it.
    pub governor: Option<WordId>,
    /// Prepositions that hang on it.
    pub preps: SmallVec<[Prep; 2]>,
    /// The next member of its coordination.
    pub next: Option<GroupId>,
    /// The first member of its coordination, when it is not itself.
    pub first: Option<GroupId>,
    /// The group that it renames, or that renames it.
    pub apposition: Option<GroupId>,
    /// Its subset after "including".
    pub including: Option<GroupId>,
    /// It stands after "including" and is not an argument itself.
    pub is_subset: bool,
    /// The group beside which it counts a share of its own ("two in Mosul and another in Tikrit").
    pub share_of: Option<GroupId>,
    /// The verb group it is subject or object of, once known.
    pub verb: Option<VerbId>,
    /// Number of the clause in its sentence.
    pub clause: u16,
}

/// Form of a verb group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerbForm {
    /// Has a tense.
    Finite,
    /// "to arrest".
    Infinitive,
    /// "arresting" without auxiliary.
    Gerund,
    /// "arrested" without auxiliary.
    Participle,
    /// A bare verb that no subject claims: an imperative or a headline's present.
    Bare,
}

/// Time of a verb group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tense {
    /// "arrested", "have arrested".
    #[default]
    Past,
    /// "arrests".
    Present,
    /// "will arrest".
    Future,
}

/// How a verb group hangs in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Main verb of its sentence, or of a coordinated main clause.
    Main,
    /// Of a relative clause on the group, which fills the verb's subject.
    RelativeSubject(GroupId),
    /// Of a relative clause on the group, which fills the verb's object.
    RelativeObject(GroupId),
    /// Of a relative clause on the group, which is place, time or possessor.
    RelativeOther(GroupId),
    /// Participle behind its noun ("men arrested by police").
    Reduced(GroupId),
    /// Participle clause on a verb (", killing five").
    Adverbial(VerbId),
    /// Gerund under a preposition ("after arresting").
    Gerund(VerbId, WordId),
    /// Gerund under a preposition on a noun ("accused of killing").
    NounGerund(GroupId, WordId),
    /// Infinitive on a verb.
    Infinitive(VerbId),
    /// Infinitive on a noun ("an attempt to kill").
    NounInfinitive(GroupId),
    /// Content clause of a verb ("said … killed").
    Content(VerbId),
    /// Subordinate clause with its word.
    Subordinate(Option<VerbId>, WordId),
    /// Coordinated with a verb before it.
    Conjunct(VerbId),
}

impl Relation {
    /// The verb that it hangs the verb on, unless a noun group stands between.
    pub fn above(self) -> Option<VerbId> {
        match self {
            Self::Content(v)
            | Self::Infinitive(v)
            | Self::Adverbial(v)
            | Self::Conjunct(v)
            | Self::Gerund(v, _)
            | Self::Subordinate(Some(v), _) => Some(v),
            _ => None,
        }
    }

    /// The group that the verb's relative or participle clause tells of.
    pub fn described(self) -> Option<GroupId> {
        match self {
            Self::RelativeSubject(g) | Self::RelativeObject(g) | Self::RelativeOther(g) | Self::Reduced(g) => Some(g),
            _ => None,
        }
    }
}

/// A verb group with its arguments.
#[derive(Debug, Clone)]
pub struct VerbGroup {
    /// Its tokens, first auxiliary to main verb.
    pub tokens: Range<u32>,
    /// The main verb.
    pub head: u32,
    /// Its lemma.
    pub lemma: WordId,
    /// Finite or not.
    pub form: VerbForm,
    /// "was arrested", "arrested by".
    pub passive: bool,
    /// Time.
    pub tense: Tense,
    /// "has arrested".
    pub perfect: bool,
    /// "is arresting".
    pub progressive: bool,
    /// "did not arrest".
    pub negated: bool,
    /// "may", "could".
    pub modal: Option<WordId>,
    /// "to be", "become" with no main verb behind.
    pub copula: bool,
    /// How it hangs.
    pub relation: Relation,
    /// Surface subject.
    pub subject: Option<GroupId>,
    /// Surface object.
    pub object: Option<GroupId>,
    /// Second object.
    pub second: Option<GroupId>,
    /// Prepositions that hang on it, the by-agent among them.
    pub preps: SmallVec<[Prep; 4]>,
    /// Number of the clause in its sentence.
    pub clause: u16,
    /// What it means, alone or with the words behind it; longest phrase first.
    pub meanings: SmallVec<[VerbMeaning; 3]>,
    /// Tokens of a phrasal verb's second part.
    pub particle: Option<Range<u32>>,
}

impl VerbGroup {
    /// True when one of its meanings is a word class.
    pub fn is(&self, class: WordClass) -> bool {
        self.meanings.contains(&VerbMeaning::Class(class))
    }
}

/// A sentence with the ranges of its parts.
#[derive(Debug, Clone)]
pub struct SentenceParts {
    /// Tokens and block.
    pub sentence: Sentence,
    /// In [`Analysis::hits`].
    pub hits: Range<u32>,
    /// In [`Analysis::quantities`].
    pub quantities: Range<u32>,
    /// In [`Analysis::times`].
    pub times: Range<u32>,
    /// In [`Analysis::units`].
    pub units: Range<u32>,
    /// In [`Analysis::groups`].
    pub groups: Range<u32>,
    /// In [`Analysis::verbs`].
    pub verbs: Range<u32>,
    /// True for a headline.
    pub headline: bool,
    /// False when nothing in it can hold an event, a speaker or a name, so that only its words were looked up.
    pub deep: bool,
}

/// Everything known of one article's text. Reused from article to article.
#[derive(Debug, Default)]
pub struct Analysis {
    /// All tokens.
    pub tokens: Vec<Token>,
    /// What begins or lies at each token.
    pub spots: Vec<Spot>,
    /// All sentences.
    pub sentences: Vec<SentenceParts>,
    /// Phrases of the lexicons.
    pub hits: Vec<Hit>,
    /// Numbers.
    pub quantities: Vec<Quantity>,
    /// Time expressions.
    pub times: Vec<TimeExpression>,
    /// Names and fixed phrases.
    pub units: Vec<Unit>,
    /// Noun groups.
    pub groups: Vec<NounGroup>,
    /// Verb groups.
    pub verbs: Vec<VerbGroup>,
    /// By noun group, what it hangs on.
    hosts: Vec<Hosts>,
}

/// The first noun group and the first verb among whose prepositions a noun group stands.
#[derive(Debug, Clone, Copy, Default)]
struct Hosts {
    noun: Option<GroupId>,
    verb: Option<VerbId>,
}

impl Analysis {
    /// Forgets the last article and keeps the memory.
    pub fn clear(&mut self) {
        self.tokens.clear();
        self.spots.clear();
        self.sentences.clear();
        self.hits.clear();
        self.quantities.clear();
        self.times.clear();
        self.units.clear();
        self.groups.clear();
        self.verbs.clear();
        self.hosts.clear();
    }

    /// Notes what hangs on the groups and verbs from these on, which are all linked.
    pub(super) fn note_hosts(&mut self, groups: Range<u32>, verbs: Range<u32>) {
        self.hosts.resize(self.groups.len(), Hosts::default());
        for id in groups.map(GroupId) {
            for prep in &self.groups[id.index()].preps {
                self.hosts[prep.group.index()].noun.get_or_insert(id);
            }
        }
        for id in verbs.map(VerbId) {
            for prep in &self.verbs[id.index()].preps {
                self.hosts[prep.group.index()].verb.get_or_insert(id);
            }
        }
    }

    /// The noun group among whose prepositions a noun group stands.
    pub fn noun_above(&self, id: GroupId) -> Option<GroupId> {
        self.hosts[id.index()].noun
    }

    /// The noun groups that a noun group hangs on, lowest first: "the execution of inmates at the prison". A malformed
    /// sentence may close them to a ring, so cut the chain.
    pub fn nouns_above(&self, id: GroupId) -> impl Iterator<Item = GroupId> + '_ {
        std::iter::successors(self.noun_above(id), |g| self.noun_above(*g))
    }

    /// The verb among whose prepositions a noun group stands.
    pub fn verb_above(&self, id: GroupId) -> Option<VerbId> {
        self.hosts[id.index()].verb
    }

    /// "the bombing, which it said had hit soldiers": the verb right behind a report inside a relative clause, which tells what
    /// somebody says of whom or what the clause describes.
    pub fn said_of_described(&self, report: VerbId) -> Option<VerbId> {
        let Relation::RelativeObject(told) = self.verb(report).relation else { return None };
        let next = VerbId(report.0 + 1);
        let relation = self.verbs.get(next.index())?.relation;
        let of_it = matches!(relation, Relation::RelativeSubject(g) | Relation::RelativeObject(g) if g == told);
        (of_it && self.verb(report).is(WordClass::Report)).then_some(next)
    }

    /// The report right before the verb that says so.
    pub fn report_on_described(&self, verb: VerbId) -> Option<VerbId> {
        let report = VerbId(verb.0.checked_sub(1)?);
        (self.said_of_described(report) == Some(verb)).then_some(report)
    }

    /// The verb's relative clause tells of the group, and nobody only says so.
    pub fn tells_of(&self, id: VerbId, group: GroupId) -> bool {
        self.verb(id).relation == Relation::RelativeSubject(group) && self.report_on_described(id).is_none()
    }

    /// The names and fixed phrases that begin within a range of tokens.
    pub fn units_in(&self, tokens: Range<u32>) -> &[Unit] {
        let from = self.units.partition_point(|u| u.tokens.start < tokens.start);
        let to = self.units.partition_point(|u| u.tokens.start < tokens.end);
        &self.units[from..to.max(from)]
    }

    /// Number of the sentence that a token stands in.
    pub fn sentence_of(&self, token: u32) -> usize {
        self.sentences.partition_point(|s| s.sentence.tokens.end <= token)
    }

    /// Number of the first sentence of a block, or of the next block that has one.
    pub fn first_of_block(&self, block: u32) -> usize {
        self.sentences.partition_point(|s| s.sentence.block < block)
    }

    /// The noun groups of a sentence.
    pub fn groups_of(&self, sentence: usize) -> impl Iterator<Item = GroupId> + Clone + '_ {
        self.sentences[sentence].groups.clone().map(GroupId)
    }

    /// The subjects of a sentence's finite verbs, in the verbs' order.
    pub fn subjects(&self, sentence: usize) -> impl Iterator<Item = GroupId> + Clone + '_ {
        let verbs = self.sentences[sentence].verbs.clone().map(|v| self.verb(VerbId(v)));
        verbs.filter(|v| v.form == VerbForm::Finite).filter_map(|v| v.subject)
    }

    /// The group.
    pub fn group(&self, id: GroupId) -> &NounGroup {
        &self.groups[id.index()]
    }

    /// The verb.
    pub fn verb(&self, id: VerbId) -> &VerbGroup {
        &self.verbs[id.index()]
    }

    /// All members of the coordination that starts at `id`.
    pub fn members(&self, id: GroupId) -> impl Iterator<Item = GroupId> + '_ {
        std::iter::successors(Some(id), |g| self.group(*g).next)
    }

    /// The participle (it may be read as an adjective) that is joined on at `at`: "Turkey-backed".
    pub fn joined_participle(&self, at: u32) -> Option<Token> {
        self.tokens.get(at as usize).filter(|t| t.kind == TokenKind::Joiner && !t.spaced)?;
        self.tokens.get(at as usize + 1).filter(|t| matches!(t.tag, Tag::Vbn | Tag::Vbd | Tag::Jj)).copied()
    }

    /// Bytes from the first to the last token of a range.
    pub fn span(&self, tokens: Range<u32>) -> dateline_model::ByteSpan {
        self.tokens[tokens.start as usize].span.to(self.tokens[tokens.end as usize - 1].span)
    }
}
