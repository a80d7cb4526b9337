//! The last steps: what needs all words, and the program put together.

use std::collections::BTreeMap;

use crate::analysis::lemma::Lemmatizer;
use crate::compile::pattern::{Key, PatternProgram};
use crate::compile::{PatternRule, PatternSet, Patterns, Program, VerbLexicon, WordClass};
use crate::text::{Tag, WordId};

use super::language::Language;
use super::order::Order;
use super::{Builder, Built};

impl Builder<'_> {
    /// Puts the program together.
    pub(super) fn finish(mut self, order: &Order<'_>) -> Built {
        let kinds = self.kinds();
        let person_endings = self
            .language
            .grammar_file
            .phrases(WordClass::PersonEnding)
            .iter()
            .map(|e| e.get_ref().as_str().into())
            .collect();
        let org_heads = self.lexicons.iter().position(|l| **l == *"org-heads").map(|i| i as u16);
        self.tags.sort_unstable();
        self.tags.dedup();
        let mut at = 0;
        while at < self.tags.len() {
            let word = self.tags[at].0;
            let end = at + self.tags[at..].iter().take_while(|(w, _)| *w == word).count();
            if self.language.tagger.frequency(word) == 0 {
                let tags: Vec<Tag> = self.tags[at..end].iter().map(|(_, t)| *t).collect();
                self.language.tagger.with_known(word, &tags);
            }
            at = end;
        }
        let mut verb_forms = Vec::new();
        let heads: Vec<String> = self.verbs.keys().map(|w| self.language.vocabulary.text(*w).to_owned()).collect();
        for head in heads {
            for (form, _) in self.language.morphology.verb(&head).tagged() {
                let word = self.language.vocabulary.intern(form);
                if verb_forms.len() <= word.index() {
                    verb_forms.resize(word.index() + 1, false);
                }
                verb_forms[word.index()] = true;
            }
        }
        self.intern_forms();
        let numbers: BTreeMap<Box<str>, u32> =
            self.frames.iter().zip(0..).map(|(frame, number)| (frame.id.clone(), number)).collect();
        for frame in &mut self.frames {
            frame.before = order.behind(&frame.id).filter_map(|id| numbers.get(id).copied()).collect();
            frame.before.sort_unstable();
        }
        let tagger = &self.language.tagger;
        let lemmas =
            Lemmatizer::new(self.language.morphology, &mut self.language.vocabulary, |word| tagger.known(word));
        let pattern_words = pattern_words(&self.patterns, self.language.vocabulary.len(), &lemmas);
        let (rules, programs) = self.patterns.into_iter().unzip();
        let (veto_rules, vetoes) = self.vetoes.into_iter().unzip();
        let patterns = Patterns { set: PatternSet::new(programs), rules, vetoes: PatternSet::new(vetoes), veto_rules };
        self.found.sort_by(|a, b| {
            (&a.spot.file, a.spot.bytes.start, &a.code).cmp(&(&b.spot.file, b.spot.bytes.start, &b.code))
        });
        let packs = self
            .packs
            .iter()
            .map(|p| (p.manifest.pack.id.get_ref().as_str().into(), p.manifest.pack.version.get_ref().as_str().into()))
            .collect();
        Built {
            program: Some(Program {
                vocabulary: self.language.vocabulary,
                tokenizer: self.language.tokenizer,
                tagger: self.language.tagger,
                lemmas,
                numbers: self.language.numbers,
                times: self.language.times,
                particles: self.language.particles,
                grammar: self.language.grammar,
                language: self.language.code.as_str().into(),
                taxonomy: self.taxonomy,
                entries: self.entries,
                lexicons: self.lexicons,
                phrases: self.phrases,
                verbs: VerbLexicon::new(self.verbs),
                verb_forms,
                frames: self.frames,
                patterns,
                stages: self.stages,
                pattern_words,
                cues: self.cues,
                trigger_lemmas: self.trigger_lemmas,
                packs,
                broader: self.broader,
                person_endings,
                org_heads,
                kinds,
            }),
            diagnostics: self.found,
            rules: self.rules,
            rejected: self.rejected,
            disabled: self.disabled,
        }
    }
    /// The vocabulary gets every form of the lemmas that pattern rules need, so that a sentence can be known by its words.
    fn intern_forms(&mut self) {
        let lemmas: Vec<String> = keys(&self.patterns)
            .filter_map(|key| match key {
                Key::Lemma(word) => Some(self.language.vocabulary.text(word).to_owned()),
                Key::Word(_) => None,
            })
            .collect();
        let Language { vocabulary, morphology, .. } = &mut self.language;
        for lemma in lemmas {
            for (form, _) in morphology.verb(&lemma).tagged() {
                vocabulary.intern(form);
            }
            for form in morphology.plurals(&lemma) {
                vocabulary.intern(&form);
            }
        }
    }
}

/// The words that pattern rules need.
fn keys(patterns: &[(PatternRule, PatternProgram)]) -> impl Iterator<Item = Key> + '_ {
    patterns
        .iter()
        .flat_map(|(_, program)| program.required.iter().flatten())
        .flat_map(|required| required.keys.iter().copied())
}

/// Every word that may be one of those that pattern rules need.
fn pattern_words(patterns: &[(PatternRule, PatternProgram)], words: usize, lemmas: &Lemmatizer) -> Vec<bool> {
    let (mut known, mut wanted) = (vec![false; words], vec![false; words]);
    for key in keys(patterns) {
        let (Key::Word(word) | Key::Lemma(word)) = key;
        known[word.index()] = true;
        wanted[word.index()] |= matches!(key, Key::Lemma(_));
    }
    for (index, known) in known.iter_mut().enumerate() {
        *known |= lemmas.possible(WordId(index as u32)).any(|lemma| wanted[lemma.index()]);
    }
    known
}
