//! Phrases to word sequences: tokenised like text, inflected, with the spellings that a name may take.

use dateline_model::ByteSpan;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use crate::analysis::lemma::Morphology;
use crate::analysis::model::Meaning;
use crate::pack::Inflection;
use crate::text::{Case, LocalWords, Token, TokenKind, Tokenizer, Vocabulary, WordId, tokenize};

/// How a phrase must be written in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum CapitalRule {
    /// Anyhow.
    Any,
    /// With a capital: names.
    Title,
    /// In capitals: short acronyms that are words in lower case ("IS", "US").
    Upper,
}

/// A phrase of the trie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
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
            CapitalRule::Upper => {
                words().all(|t| t.case == Case::Upper || (t.span.len() == 1 && t.case == Case::Title))
            }
        }
    }
}

/// The rule for a name as its lexicon writes it.
pub(crate) fn capital_rule(written: &str) -> CapitalRule {
    let (letters, upper) = if written.is_ascii() {
        let add = |(letters, upper), b: u8| {
            (letters + usize::from(b.is_ascii_alphabetic()), upper + usize::from(b.is_ascii_uppercase()))
        };
        written.bytes().fold((0, 0), add)
    } else {
        let count = |is: fn(&char) -> bool| written.chars().filter(is).count();
        (count(|c| c.is_alphabetic()), count(|c| c.is_uppercase()))
    };
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
fn is_article(word: &str) -> bool {
    matches!(word, "al" | "el" | "ar" | "as" | "at" | "an" | "ash" | "ad" | "az" | "ed" | "er" | "ez" | "es" | "ul")
}

/// The name without its leading article, when enough is left to know it by.
pub(crate) fn without_article<'w>(words: &'w [WordId], vocabulary: &Vocabulary) -> Option<&'w [WordId]> {
    let (_, rest) = words.split_first().filter(|(first, _)| is_article(vocabulary.text(**first)))?;
    let left: usize = rest.iter().map(|w| vocabulary.text(*w).len()).sum();
    (left >= 4).then_some(rest)
}

/// Turns phrases into word ids; keeps its memory from phrase to phrase.
#[derive(Debug, Default)]
pub(crate) struct Phraser {
    fresh: LocalWords,
    tokens: Vec<Token>,
    folded: String,
}

impl Phraser {
    /// The phrase's words, joiners left out.
    pub(crate) fn words(&mut self, tokenizer: &Tokenizer, vocabulary: &mut Vocabulary, phrase: &str) -> PhraseWords {
        if let Some(words) = self.plain(tokenizer, vocabulary, phrase) {
            return words;
        }
        self.tokens.clear();
        self.fresh.clear();
        let span = ByteSpan::new(0, phrase.len());
        tokenize(tokenizer, vocabulary, &mut self.fresh, phrase, span, &mut self.tokens);
        let known = vocabulary.len();
        let words = self.tokens.iter().filter(|t| t.kind != TokenKind::Joiner).map(|t| t.word);
        words.map(|word| if word.index() < known { word } else { vocabulary.adopt(&self.fresh, word, known) }).collect()
    }

    /// The words of a phrase of plain letters, spaces and hyphens, which are most: what [`tokenize`] gives, sooner.
    fn plain(&mut self, tokenizer: &Tokenizer, vocabulary: &mut Vocabulary, phrase: &str) -> Option<PhraseWords> {
        let bytes = phrase.as_bytes();
        let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
        let mut words = PhraseWords::new();
        let mut at = 0;
        while at < bytes.len() {
            let start = at;
            while is_letter(at) {
                at += 1;
            }
            let raw = &phrase[start..at];
            let hyphen = bytes.get(at) == Some(&b'-');
            if hyphen && (raw.is_empty() || !is_letter(at + 1) || tokenizer.is_prefix(raw)) {
                return None;
            }
            if !(hyphen || matches!(bytes.get(at), None | Some(b' '))) || raw.eq_ignore_ascii_case("cannot") {
                return None;
            }
            if !raw.is_empty() {
                self.folded.clear();
                self.folded.extend(raw.bytes().map(|b| char::from(b.to_ascii_lowercase())));
                words.push(vocabulary.intern(&self.folded));
            }
            at += 1;
        }
        Some(words)
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_short_way_leads_where_the_long_one_does(phrase in "(al-|Al-|anti-|[a-cA-C]{1,4}|cannot|http|www|[ '.-]){1,7}") {
            let tokenizer = Tokenizer::new([], ["anti".to_owned()], []);
            let (mut one, mut other) = (Vocabulary::new(), Vocabulary::new());
            let Some(short) = Phraser::default().plain(&tokenizer, &mut one, &phrase) else { return Ok(()) };
            let (mut fresh, mut tokens) = (LocalWords::default(), Vec::new());
            tokenize(&tokenizer, &Vocabulary::new(), &mut fresh, &phrase, ByteSpan::new(0, phrase.len()), &mut tokens);
            let words = tokens.iter().filter(|t| t.kind != TokenKind::Joiner).map(|t| other.adopt(&fresh, t.word, 1));
            let long: PhraseWords = words.collect();
            let text = |vocabulary: &Vocabulary, words: &[WordId]| -> Vec<String> {
                words.iter().map(|word| vocabulary.text(*word).to_owned()).collect()
            };
            prop_assert_eq!(text(&one, &short), text(&other, &long), "{}", phrase);
        }
    }
}
