//! The language pack's file of words that the tokenizer must know.
//!
//! Strict: a key that is not known is an error, and every word must be folded already.

use serde::Deserialize;

use super::Tokenizer;

/// `lexicon/abbreviations.toml`.
///
/// ```
/// use dateline_core::text::{Tokenizer, TokenizerLexicon};
/// let file = r#"
///     abbreviations = ["gen", "u.s"]
///     numbered = ["no"]
///     prefixes = ["anti"]
///     starters = ["the"]
/// "#;
/// let tokenizer = Tokenizer::from(toml::from_str::<TokenizerLexicon>(file)?);
/// assert!(tokenizer.is_abbreviation("Gen") && tokenizer.is_starter("The"));
/// # Ok::<(), toml::de::Error>(())
/// ```
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenizerLexicon {
    /// Words that own the period behind them, without it: `gen`, `aug`, `u.s`.
    pub abbreviations: Vec<String>,
    /// Words that own the period behind them only where a number follows: `no`, `art`, `c`.
    pub numbered: Vec<String>,
    /// First parts that stay with the word behind their hyphen: `anti`, `non`.
    pub prefixes: Vec<String>,
    /// Words that begin a sentence where they stand in title case behind an abbreviation: `the`, `meanwhile`.
    pub starters: Vec<String>,
}

impl From<TokenizerLexicon> for Tokenizer {
    fn from(lexicon: TokenizerLexicon) -> Self {
        Self::new(lexicon.abbreviations, lexicon.prefixes, lexicon.starters).with_numbered(lexicon.numbered)
    }
}
