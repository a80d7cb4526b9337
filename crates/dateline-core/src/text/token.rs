//! One token: a word, number or mark, with its span in the untouched text and what is known of it so far.

use dateline_model::ByteSpan;
use serde::{Deserialize, Serialize};

use super::{Tag, WordId};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum TokenKind {
    /// Letters, possibly with digits, apostrophes, inner periods.
    #[default]
    Word,
    /// Starts with a digit: `32`, `1,200`, `12:15`, `2024-11-23`, `52nd`.
    Number,
    /// A mark.
    Punct,
    /// A hyphen or slash without spaces that joins its neighbours.
    Joiner,
    /// An address, mail address, hashtag or handle.
    Link,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize, Serialize)]
pub enum Case {
    /// `police`, or no letters at all.
    #[default]
    Lower,
    /// `Mosul`.
    Title,
    /// `ISIS`; a single capital letter counts as `Title`.
    Upper,
    /// `CJTF-oir`, `iPhone`, `McGurk`.
    Mixed,
}

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Token {
    /// Where it stands in the raw text. Repairs never change it to anything that is not there.
    pub span: ByteSpan,
    /// The folded word.
    pub word: WordId,
    /// The lemma's folded word; equal to `word` until lemmas are assigned.
    pub lemma: WordId,
    /// Part of speech.
    pub tag: Tag,
    /// What it is made of.
    pub kind: TokenKind,
    /// How it is written.
    pub case: Case,
    /// White space stands before it.
    pub spaced: bool,
    /// A line break stands before it.
    pub newline: bool,
    /// It was separated from, or joined with, its neighbour by a repair.
    pub repaired: bool,
}

impl Token {
    /// The raw text.
    #[inline]
    pub fn raw(self, text: &str) -> &str {
        self.span.slice(text)
    }

    /// The raw text of a mark, and nothing for what is none: whoever looks for a comma need not read the words.
    #[inline]
    pub fn mark(self, text: &str) -> &str {
        if self.kind == TokenKind::Punct { self.raw(text) } else { "" }
    }

    /// Starts with a capital letter.
    #[inline]
    pub fn is_capitalised(self) -> bool {
        matches!(self.case, Case::Title | Case::Upper) || (self.case == Case::Mixed && self.kind == TokenKind::Word)
    }
}

/// Whether a quotation can open with this mark. Straight ones close it too.
pub(crate) fn opens_quotation(mark: &str) -> bool {
    matches!(mark, "\"" | "“" | "'" | "‘" | "«")
}
