//! Phrases to word sequences: tokenised like text, inflected, with the spellings that a name may take.

use dateline_model::ByteSpan;
use smallvec::SmallVec;

use crate::analysis::lemma::Morphology;
use crate::analysis::model::Meaning;
use crate::pack::Inflection;
use crate::text::{Case, LocalWords, Token, TokenKind, Tokenizer, Vocabulary, WordId, tokenize};

/// How a phrase must be written in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CapitalRule {
    /// Anyhow.
    Any,
    /// With a capital: names.
    Title,
    /// In capitals: short acronyms that are words in lower case ("IS", "US").
    Upper,
}

/// A phrase of the trie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase {
    /// What it means.
    pub meaning: Meaning,
    /// How it must be written.
    pub capital: CapitalRule,
}

impl Phrase {
    /// True when the tokens are written as the phrase asks.
    pub fn fits(self, tokens: &[Token]) -> bool {
        let words = || tokens.iter().filter(|t| t.kind == TokenKind::Word);
        match self.capital {
            CapitalRule::Any => true,
            CapitalRule::Title => {
                let last = words().next_back().is_none_or(|t| t.is_capitalised());
                let first = words().next().is_none_or(|t| t.is_capitalised());
                last || (first && tokens.len() > 1)
            }
            CapitalRule::Upper => words().all(|t| t.case == Case::Upper || (t.span.len() == 1 && t.case == Case::Title)),
        }
    }
}

/// The rule for a name as its lexicon writes it.
pub(crate) fn capital_rule(written: &str) -> CapitalRule {
    let letters: usize = written.chars().filter(|c| c.is_alphabetic()).count();
    let upper = written.chars().filter(|c| c.is_uppercase()).count();
    if upper == 0 {
        CapitalRule::Any
    } else if letters <= 4 && upper == letters {
        CapitalRule::Upper
    } else {
        CapitalRule::Title
    }
}

/// The words of a phrase.
pub(crate) type PhraseWords = SmallVec<[WordId; 6]>;

/// Articles of Arabic names in the spellings of English news; a name is found with and without.
const ARTICLES: [&str; 14] = ["al", "el", "ar", "as", "at", "an", "ash", "ad", "az", "ed", "er", "ez", "es", "ul"];

/// The name without its leading article, when enough is left to know it by.
pub(crate) fn without_article<'w>(words: &'w [WordId], vocabulary: &Vocabulary) -> Option<&'w [WordId]> {
    let (first, rest) = words.split_first()?;
    let left: usize = rest.iter().map(|w| vocabulary.text(*w).len()).sum();
    (left >= 4 && ARTICLES.contains(&vocabulary.text(*first))).then_some(rest)
}

/// Turns phrases into word ids; keeps its memory from phrase to phrase.
#[derive(Debug, Default)]
pub(crate) struct Phraser {
    fresh: LocalWords,
    tokens: Vec<Token>,
}

impl Phraser {
    /// The phrase's words, joiners left out.
    pub(crate) fn words(&mut self, tokenizer: &Tokenizer, vocabulary: &mut Vocabulary, phrase: &str) -> PhraseWords {
        self.tokens.clear();
        self.fresh.clear();
        let span = ByteSpan::new(0, phrase.len());
        tokenize(tokenizer, vocabulary, &mut self.fresh, phrase, span, &mut self.tokens);
        let known = vocabulary.len();
        let words = self.tokens.iter().filter(|t| t.kind != TokenKind::Joiner).map(|t| t.word);
        words.map(|word| if word.index() < known { word } else { vocabulary.adopt(&self.fresh, word, known) }).collect()
    }

    /// All inflected forms of a phrase.
    pub(crate) fn forms(
        &mut self,
        tokenizer: &Tokenizer,
        vocabulary: &mut Vocabulary,
        morphology: &Morphology,
        phrase: &str,
        inflection: Inflection,
    ) -> Vec<PhraseWords> {
        let base = self.words(tokenizer, vocabulary, phrase);
        let Some(last) = base.last().copied() else { return Vec::new() };
        let mut out = vec![base.clone()];
        match inflection {
            Inflection::None => {}
            Inflection::Noun => {
                // "exchange of fire", "commander in chief": the noun before the first preposition takes the plural.
                let of = base.iter().position(|w| matches!(vocabulary.text(*w), "of" | "in" | "for" | "to" | "on"));
                let at = of.filter(|p| *p > 0).map_or(base.len() - 1, |p| p - 1);
                let head = if at == base.len() - 1 { last } else { base[at] };
                for plural in morphology.plurals(vocabulary.text(head)) {
                    let mut form = base.clone();
                    form[at] = vocabulary.intern(&plural);
                    out.push(form);
                }
            }
            Inflection::Verb => {
                let head = vocabulary.text(base[0]).to_owned();
                for (form, _) in morphology.verb(&head).tagged() {
                    let mut words = base.clone();
                    words[0] = vocabulary.intern(form);
                    out.push(words);
                }
            }
        }
        out.dedup();
        out
    }
}
