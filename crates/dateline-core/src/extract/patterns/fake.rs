//! A small world for tests: a few words with lemma and tag, a few phrases with types, groups by the simplest rules.

use std::collections::BTreeMap;

use dateline_model::ByteSpan;

use crate::compile::pattern::{Macros, NameKind, Names, PatternProgram, compile};
use crate::compile::{EntryId, Taxonomy, TypeId, TypeSet};
use crate::pack::pattern::{Origin, Unit};
use crate::pack::{Diagnostic, Overlap};
use crate::text::{Case, LocalWords, Tag, Token, TokenKind, Tokenizer, Vocabulary, WordId, folded, tokenize};

use super::{GroupFacts, PhraseFacts, TokenFacts, VerbFacts};

/// Word, lemma, Penn tag.
const WORDS: &str = "\
the the DT|a a DT|an a DT|this this DT|no no DT|of of IN|in in IN|on on IN|by by IN|to to TO|at at IN|with with IN
and and CC|or or CC|not not RB|n't not RB|also also RB|who who WP|that that WDT|because because IN|, , .|. . .
was be VBD|were be VBD|is be VBZ|has have VBZ|had have VBD|have have VBP|will will MD|did do VBD
killed kill VBD|kill kill VB|killing kill VBG|wounded wound VBD|arrested arrest VBD|fired fire VBD|fled flee VBD
rose rise VBD|risen rise VBN|climbed climb VBD|reached reach VBD|said say VBD|seized seize VBD|held hold VBD
toll toll NN|death death NN|attack attack NN|attacks attack NNS|bomb bomb NN|car car NN|cars car NNS|sun sun NN
gunmen gunman NNS|policemen policeman NNS|police police NNS|soldiers soldier NNS|fighters fighter NNS|people people NNS
men man NNS|man man NN|rockets rocket NNS|rifles rifle NNS|statement statement NN|commander commander NN|least least JJS
four four CD|two two CD|five five CD|45 45 CD|armed armed JJ|local local JJ|heavy heavy JJ|more more JJR
mosul mosul NNP|iraq iraq NNP|baghdad baghdad NNP|kirkuk kirkuk NNP|isis isis NNP|deir deir NNP|ez ez NNP|zor zor NNP
monday monday NNP|hakim hakim NNP|al al NNP|army army NN|iraqi iraqi JJ|ied ied NN|ieds ied NNS";

/// Phrase, type, lexicon, entry.
const PHRASES: &str = "\
mosul place cities iq.mosul|baghdad place cities iq.baghdad|kirkuk place cities iq.kirkuk|deir ez zor place cities sy.deir
iraq place countries iq|isis armed-group groups isis|iraqi army force forces iq.army|army force forces -
gunmen person people -|policemen person people -|police force forces -|soldiers person people -|fighters person people -
people person people -|men person people -|man person people -|commander person people -|rockets weapon arms -
rifles weapon arms -|car bomb weapon arms -|ied weapon arms -|ieds weapon arms -|four count - -|two count - -
five count - -|45 count - -|at least 45 count - -|monday time - -";

const TYPES: &[(&str, Option<&str>)] = &[
    ("actor", None),
    ("person", Some("actor")),
    ("force", Some("actor")),
    ("armed-group", Some("actor")),
    ("place", None),
    ("weapon", None),
    ("count", None),
    ("time", None),
];

const ROLES: [&str; 8] = ["agent", "patient", "place", "count", "time", "source", "instrument", "deed"];

struct Phrase {
    words: Vec<WordId>,
    types: TypeSet,
    lexicon: Option<u16>,
    entry: Option<EntryId>,
}

/// The names of the small world.
pub(crate) struct World {
    tokenizer: Tokenizer,
    vocabulary: Vocabulary,
    taxonomy: Taxonomy,
    lemmas: BTreeMap<WordId, (WordId, Tag)>,
    phrases: Vec<Phrase>,
    lexicons: Vec<String>,
    entries: Vec<String>,
}

impl World {
    pub(crate) fn new() -> Self {
        let parents = TYPES.iter().map(|(name, parent)| ((*name).to_owned(), parent.map(str::to_owned))).collect();
        let mut this = Self {
            tokenizer: Tokenizer::default(),
            vocabulary: Vocabulary::new(),
            taxonomy: Taxonomy::new(&parents).0,
            lemmas: BTreeMap::new(),
            phrases: Vec::new(),
            lexicons: Vec::new(),
            entries: Vec::new(),
        };
        for line in WORDS.split(['|', '\n']) {
            let [word, lemma, penn]: [&str; 3] = line.split(' ').collect::<Vec<_>>().try_into().unwrap();
            let auxiliary = matches!(lemma, "be" | "have" | "do" | "will");
            let tag = *Tag::ALL.iter().find(|tag| tag.penn() == penn && tag.is_aux() == auxiliary).unwrap();
            let lemma = this.vocabulary.intern(lemma);
            let word = this.vocabulary.intern(&folded(word));
            this.lemmas.insert(word, (lemma, tag));
        }
        for line in PHRASES.split(['|', '\n']) {
            let mut parts: Vec<&str> = line.split(' ').collect();
            let (entry, lexicon, kind) = (parts.pop().unwrap(), parts.pop().unwrap(), parts.pop().unwrap());
            let types = this.taxonomy.upward(this.taxonomy.get(kind).unwrap());
            let words = parts.iter().map(|word| this.vocabulary.intern(word)).collect();
            let number = |list: &mut Vec<String>, name: &str| {
                (name != "-").then(|| {
                    list.iter().position(|known| known == name).unwrap_or_else(|| {
                        list.push(name.to_owned());
                        list.len() - 1
                    })
                })
            };
            let lexicon = number(&mut this.lexicons, lexicon).map(|n| n as u16);
            let entry = number(&mut this.entries, entry).map(|n| EntryId(n as u32));
            this.phrases.push(Phrase { words, types, lexicon, entry });
        }
        this
    }

    pub(crate) fn compile(
        &mut self,
        text: &str,
        overlap: Overlap,
        macros: &Macros,
    ) -> (Option<PatternProgram>, Vec<Diagnostic>) {
        compile(text, &Origin::whole("t", text), overlap, macros, self)
    }

    /// A pattern without mistakes.
    pub(crate) fn program(&mut self, text: &str, overlap: Overlap) -> PatternProgram {
        let (program, found) = self.compile(text, overlap, &Macros::default());
        assert_eq!(found, [], "{text}");
        program.unwrap()
    }
}

impl Names for World {
    fn tokenizer(&self) -> &Tokenizer {
        &self.tokenizer
    }

    fn vocabulary(&mut self) -> &mut Vocabulary {
        &mut self.vocabulary
    }

    fn lexicon(&self, name: &str) -> Option<u16> {
        self.lexicons.iter().position(|known| known == name).map(|n| n as u16)
    }

    fn type_id(&self, name: &str) -> Option<TypeId> {
        self.taxonomy.get(name)
    }

    fn entity(&self, id: &str) -> Option<EntryId> {
        self.entries.iter().position(|known| known == id).map(|n| EntryId(n as u32))
    }

    fn is_role(&self, name: &str) -> bool {
        ROLES.contains(&name)
    }

    fn known(&self, kind: NameKind) -> Vec<String> {
        match kind {
            NameKind::Lexicon => self.lexicons.clone(),
            NameKind::Type => self.taxonomy.names().map(str::to_owned).collect(),
            NameKind::Entity => self.entries.clone(),
            NameKind::Predicate => Vec::new(),
            NameKind::Role => ROLES.map(str::to_owned).to_vec(),
        }
    }

    fn base_form(&mut self, word: WordId) -> Option<String> {
        let (lemma, _) = self.lemmas.get(&word)?;
        (*lemma != word).then(|| self.vocabulary.text(*lemma).to_owned())
    }
}

/// A text of the small world. Sentences end at periods, clauses at commas and before "and", blocks at
/// line breaks.
pub(crate) struct Text<'w> {
    world: &'w World,
    raw: String,
    words: LocalWords,
    pub(crate) tokens: Vec<Token>,
    phrases: Vec<PhraseFacts>,
    nouns: Vec<GroupFacts>,
    verbs: Vec<VerbFacts>,
}

impl<'w> Text<'w> {
    pub(crate) fn new(world: &'w World, text: &str) -> Self {
        let (mut words, mut tokens) = (LocalWords::default(), Vec::new());
        let span = ByteSpan::new(0, text.len());
        tokenize(&world.tokenizer, &world.vocabulary, &mut words, text, span, &mut tokens);
        for token in &mut tokens {
            if token.kind == TokenKind::Punct {
                token.tag = Tag::Punct;
            }
            if let Some((lemma, tag)) = world.lemmas.get(&token.word) {
                (token.lemma, token.tag) = (*lemma, *tag);
            }
        }
        let raw = text.to_owned();
        let mut this = Self { world, raw, words, tokens, phrases: Vec::new(), nouns: Vec::new(), verbs: Vec::new() };
        this.find_phrases();
        this.find_groups();
        this
    }

    pub(crate) fn len(&self) -> u32 {
        self.tokens.len() as u32
    }

    /// The sentences' tokens.
    pub(crate) fn sentences(&self) -> Vec<std::ops::Range<u32>> {
        let ends = (0..self.len()).filter(|at| self.ends(Unit::Sentence, *at));
        let mut start = 0;
        ends.map(|end| std::mem::replace(&mut start, end + 1)..end + 1).collect()
    }

    /// Bytes from the first to the last of some tokens.
    pub(crate) fn span(&self, tokens: std::ops::Range<u32>) -> ByteSpan {
        self.tokens[tokens.start as usize].span.to(self.tokens[tokens.end as usize - 1].span)
    }

    /// Text from the first to the last of some tokens.
    pub(crate) fn slice(&self, tokens: std::ops::Range<u32>) -> &str {
        self.span(tokens).slice(&self.raw)
    }

    fn find_phrases(&mut self) {
        for start in 0..self.tokens.len() {
            for phrase in &self.world.phrases {
                let mut at = start;
                let fits = phrase.words.iter().all(|word| {
                    if at > start && self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Joiner) {
                        at += 1;
                    }
                    at += 1;
                    self.tokens.get(at - 1).is_some_and(|token| token.word == *word)
                });
                if fits {
                    self.phrases.push(PhraseFacts {
                        start: start as u32,
                        end: at as u32,
                        types: phrase.types,
                        lexicon: phrase.lexicon,
                        entry: phrase.entry,
                    });
                }
            }
        }
    }

    fn find_groups(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            let tag = |at: usize| self.tokens.get(at).map_or(Tag::X, |token| token.tag);
            let (start, mut end) = (at, at);
            while matches!(tag(end), Tag::Dt) || tag(end).is_adjective() || tag(end).is_noun() || tag(end) == Tag::Cd {
                end += 1;
            }
            if end > start && tag(end - 1).is_noun() {
                let head = end as u32 - 1;
                let types = self.covering(head).fold(0, |all, phrase| all | phrase.types.0);
                self.nouns.push(GroupFacts { start: start as u32, end: end as u32, head, types: TypeSet(types) });
                at = end;
                continue;
            }
            let (mut end, mut passive, mut negated, mut last) = (at, false, false, None);
            let mut tense = 0;
            loop {
                let be = self.tokens.get(end).is_some_and(|token| self.text(token.lemma) == "be");
                if tag(end).is_verb() || tag(end).is_aux() {
                    passive |= last.is_some_and(|(_, be)| be) && !be;
                    tense = if tag(end) == Tag::Md { 2 } else { tense };
                    last = Some((end, be));
                } else if tag(end) == Tag::Rb && last.is_some() {
                    negated |= self.text(self.tokens[end].lemma) == "not";
                } else {
                    break;
                }
                end += 1;
            }
            if let Some((head, _)) = last {
                let (start, end) = (at as u32, head as u32 + 1);
                self.verbs.push(VerbFacts { start, end, head: head as u32, passive, negated, tense });
                at = head + 1;
                continue;
            }
            at += 1;
        }
    }
}

impl TokenFacts for Text<'_> {
    fn word(&self, at: u32) -> WordId {
        self.tokens[at as usize].word
    }

    fn lemma(&self, at: u32) -> WordId {
        self.tokens[at as usize].lemma
    }

    fn tag(&self, at: u32) -> Tag {
        self.tokens[at as usize].tag
    }

    fn case(&self, at: u32) -> Case {
        self.tokens[at as usize].case
    }

    fn raw(&self, at: u32) -> &str {
        self.tokens[at as usize].raw(&self.raw)
    }

    fn text(&self, word: WordId) -> &str {
        crate::text::Words { vocabulary: &self.world.vocabulary, local: &self.words }.text(word)
    }

    fn is_joiner(&self, at: u32) -> bool {
        self.tokens[at as usize].kind == TokenKind::Joiner
    }

    fn phrases(&self) -> impl Iterator<Item = PhraseFacts> {
        self.phrases.iter().copied()
    }

    fn nouns(&self) -> impl Iterator<Item = GroupFacts> {
        self.nouns.iter().copied()
    }

    fn verbs(&self) -> impl Iterator<Item = VerbFacts> {
        self.verbs.iter().copied()
    }

    fn starting(&self, at: u32) -> impl Iterator<Item = PhraseFacts> {
        self.phrases.iter().filter(move |phrase| phrase.start == at).copied()
    }

    fn covering(&self, at: u32) -> impl Iterator<Item = PhraseFacts> {
        self.phrases.iter().filter(move |phrase| phrase.start <= at && at < phrase.end).copied()
    }

    fn noun(&self, at: u32) -> Option<GroupFacts> {
        self.nouns.iter().find(|group| group.start <= at && at < group.end).copied()
    }

    fn verb(&self, at: u32) -> Option<VerbFacts> {
        self.verbs.iter().find(|group| group.start <= at && at < group.end).copied()
    }

    fn starts(&self, unit: Unit, at: u32) -> bool {
        at == 0 || self.ends(unit, at - 1)
    }

    fn ends(&self, unit: Unit, at: u32) -> bool {
        let raw = self.raw(at);
        let last = at + 1 == self.len();
        let line = last || self.tokens[at as usize + 1].newline;
        match unit {
            Unit::Block => line,
            Unit::Sentence => line || raw == ".",
            Unit::Clause => line || matches!(raw, "." | ",") || self.raw(at + 1) == "and",
        }
    }
}
