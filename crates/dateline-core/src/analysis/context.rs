//! What every step of the analysis reads: the program, the text and the tokens so far.

use crate::compile::{Program, WordClass};
use crate::text::{Tag, Token, Words};

use super::model::{Analysis, Hit, Meaning, Prep, SentenceParts, VerbGroup};
use super::spots::{Marks, Spot, covering, starting};

/// Read access for the steps.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The compiled packs.
    pub program: &'a Program,
    /// The raw text.
    pub text: &'a str,
    /// The words.
    pub words: Words<'a>,
}

impl Context<'_> {
    /// True when the token's word or lemma is in a closed class.
    pub fn is(&self, token: Token, class: WordClass) -> bool {
        self.program.grammar.is(token.word, class) || self.program.grammar.is(token.lemma, class)
    }

    /// The first preposition "by" of the verb, with its group.
    pub fn by_agent(&self, verb: &VerbGroup) -> Option<Prep> {
        verb.preps.iter().find(|p| self.program.grammar.is(p.word, WordClass::By)).copied()
    }
}

/// One sentence's tokens and phrases, by token number.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// All tokens of the article.
    pub tokens: &'a [Token],
    /// What begins or lies at each of them.
    pub spots: &'a [Spot],
    /// Phrases of this sentence, by start.
    pub hits: &'a [Hit],
    /// First token.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The tokens from the first to the last.
    sentence: &'a [Token],
}

impl<'a> View<'a> {
    /// The view of a sentence.
    pub fn new(analysis: &'a Analysis, sentence: usize) -> Self {
        Self::of_parts(&analysis.tokens, &analysis.spots, &analysis.hits, &analysis.sentences[sentence])
    }

    /// The view of a sentence of which some parts are known.
    pub(super) fn of_parts(tokens: &'a [Token], spots: &'a [Spot], hits: &'a [Hit], parts: &SentenceParts) -> Self {
        Self {
            tokens,
            spots,
            hits: &hits[parts.hits.start as usize..parts.hits.end as usize],
            start: parts.sentence.tokens.start,
            end: parts.sentence.tokens.end,
            sentence: &tokens[parts.sentence.range()],
        }
    }

    /// The token, when it is in the sentence.
    #[inline]
    pub fn get(&self, at: u32) -> Option<Token> {
        // Before the first token the difference is greater than any length.
        self.sentence.get(at.wrapping_sub(self.start) as usize).copied()
    }

    /// The tag, or `X` outside the sentence.
    #[inline]
    pub fn tag(&self, at: u32) -> Tag {
        self.get(at).map_or(Tag::X, |t| t.tag)
    }

    /// The raw text of a token, or nothing outside the sentence.
    pub fn raw<'t>(&self, at: u32, text: &'t str) -> &'t str {
        self.get(at).map_or("", |t| t.raw(text))
    }

    /// One of the marks is set at a token of the sentence.
    pub fn has(&self, at: u32, marks: Marks) -> bool {
        self.spots.get(at as usize).is_some_and(|spot| spot.has(marks))
    }

    /// The phrases of the sentence that a token can have: those outside it have none.
    fn phrases(&self, at: u32) -> &'a [Hit] {
        if self.start <= at && at < self.end { self.hits } else { &[] }
    }

    /// Phrases that start at a token.
    pub fn starting(&self, at: u32) -> impl Iterator<Item = &'a Hit> + use<'a> {
        starting(self.spots, self.phrases(at), at)
    }

    /// Phrases that cover a token.
    pub fn covering(&self, at: u32) -> impl Iterator<Item = &'a Hit> + use<'a> {
        covering(self.spots, self.phrases(at), at)
    }

    /// True when a phrase of the class starts at the token; gives its end.
    pub fn class(&self, at: u32, class: WordClass) -> Option<u32> {
        self.starting(at).filter(|h| h.meaning == Meaning::Class(class)).map(|h| h.tokens.end).max()
    }
}
