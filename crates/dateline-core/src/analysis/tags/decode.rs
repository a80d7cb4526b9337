//! One pass over a sentence: look up, or collect features and ask.
//!
//! Trainer and tagger share this pass; they differ only in their [`Judge`].

use super::features::{Clause, Features, Place, Shape, Style, View};
use super::lexicon::UNKNOWN;
use super::{Lexicon, WordTags};
use crate::text::{Tag, TagSet, Token, TokenKind, Words};

/// Decides what the look-up leaves open.
pub trait Judge {
    /// The tag of token `at`, one of `allowed`.
    fn choose(&mut self, at: usize, features: &Features, allowed: TagSet) -> Tag;

    /// The same from the place itself, for a judge that need not collect all features.
    fn decide(&mut self, at: usize, place: &Place<'_>, allowed: TagSet) -> Tag {
        self.choose(at, &Features::of(place), allowed)
    }

    /// The tags that token `at` is known to have; a trainer hides what it knows from this very token.
    fn known(&mut self, _at: usize, tags: TagSet) -> TagSet {
        tags
    }
}

/// Tags the tokens of one sentence.
pub fn decode<J: Judge>(lexicon: &Lexicon, words: &Words<'_>, tokens: &mut [Token], judge: &mut J) {
    let style = Style::of(tokens);
    let view = |tokens: &[Token], at: usize, judge: &mut J| {
        let Some(token) = tokens.get(at) else { return (&UNKNOWN, View::OUTSIDE) };
        let known = lexicon.get(token.word);
        (known, lexicon.view(words, tokens, at, known, judge.known(at, known.tags), style))
    };
    let ((first, this), (second, right)) = (view(tokens, 0, judge), view(tokens, 1, judge));
    let mut views = [View::OUTSIDE, this, right, View::OUTSIDE];
    let (mut known, mut next) = (first, second);
    let mut before = [Tag::Punct; 2];
    let mut clause = Clause::default();
    for at in 0..tokens.len() {
        let (behind, right) = view(tokens, at + 2, judge);
        views[3] = right;
        let shape = views[1].shape;
        let tag = if let Some(tag) = look_up(known, words, &tokens[at], shape) {
            tag
        } else {
            // Only of a rare word the letters say anything.
            let text = if known.is_rare() { words.text(tokens[at].word) } else { "" };
            clause.ahead = may_be_participle(known, text) && finite_ahead(lexicon, &tokens[at + 1..]);
            let place = Place { views: &views, before, clause, word: tokens[at].word, text };
            judge.decide(at, &place, allowed(known, shape))
        };
        tokens[at].tag = tag;
        before = [before[1], tag];
        clause.pass(tag);
        views.copy_within(1.., 0);
        (known, next) = (next, behind);
    }
}

/// Either past tense or participle: what else the clause holds decides.
fn may_be_participle(known: &WordTags, word: &str) -> bool {
    known.tags.contains(Tag::Vbn) || known.tags.contains(Tag::Vbd) || (known.is_rare() && word.ends_with("ed"))
}

/// A word that can only be a finite verb or auxiliary follows before the next mark.
fn finite_ahead(lexicon: &Lexicon, tokens: &[Token]) -> bool {
    let clause = tokens.iter().take(10).take_while(|token| token.kind != TokenKind::Punct);
    clause
        .map(|token| lexicon.get(token.word).tags)
        .any(|tags| !tags.is_empty() && tags.without(TagSet::FINITE).is_empty())
}

/// The tag of a word that has only one where it is written like this.
fn look_up(known: &WordTags, words: &Words<'_>, token: &Token, shape: Shape) -> Option<Tag> {
    let fixed = match shape {
        Shape::Lower | Shape::Number | Shape::Mark => known.lower,
        Shape::Title | Shape::Upper | Shape::Mixed => known.capital,
        Shape::Initial | Shape::Caps | Shape::Headline | Shape::Outside => known.any,
    };
    let unknown = known.tags.is_empty();
    fixed.or_else(|| match token.kind {
        TokenKind::Link => Some(Tag::X),
        TokenKind::Number if unknown && words.text(token.word).ends_with(|c: char| c.is_ascii_digit()) => Some(Tag::Cd),
        TokenKind::Punct | TokenKind::Joiner if unknown => Some(Tag::Punct),
        // Whatever else a treebank has called it.
        TokenKind::Punct if token.span.len() == 1 && matches!(words.text(token.word), "." | "(" | ")") => {
            Some(Tag::Punct)
        }
        _ => None,
    })
}

/// The tags to choose from: those of a well-known word and, for one that is capitalised, a name's. News capitalises no
/// common noun inside a sentence, and writes no name small but those that it always does (`al`, `bin`).
fn allowed(known: &WordTags, shape: Shape) -> TagSet {
    match (known.is_closed(), shape) {
        (true, Shape::Lower) => known.small,
        (false, Shape::Lower) => TagSet::OPEN.without(TagSet::NAMES).union(known.small),
        (true, Shape::Number | Shape::Mark) => known.tags,
        (true, Shape::Title) => known.tags.union(TagSet::NAMES).without(TagSet::NOUNS),
        (false, Shape::Title) => TagSet::OPEN.union(known.tags).without(TagSet::NOUNS),
        (true, _) => known.tags.union(TagSet::NAMES),
        (false, _) => TagSet::OPEN.union(known.tags),
    }
}
