//! What a program in Rust can add to the rules: tests of words and stages, which rules then use by their names.
//!
//! A [`Predicate`] is asked by patterns: `[is=even-number]`. A [`Stage`] is run by a rule of its own, the `[stage]` table,
//! so that what it finds has an id, can be switched off and has examples like everything else.
//!
//! Invariant: both see finished data and are asked in a fixed order, so that an engine stays deterministic when they are.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use dateline_model::{Article, Extraction, OffsetMap, TextRef};

use crate::analysis::Context;
use crate::analysis::model::Analysis;
use crate::extract::Mention;
use crate::text::{Case, Tag};

/// A word as a predicate sees it.
#[derive(Debug, Clone, Copy)]
pub struct WordView<'a> {
    /// As it stands in the text.
    pub raw: &'a str,
    /// In small letters, without accents.
    pub folded: &'a str,
    /// Base form.
    pub lemma: &'a str,
    /// Part of speech.
    pub tag: Tag,
    /// How it is written.
    pub case: Case,
}

/// A test of one word. Of a phrase its last word is asked, of a group its head.
pub trait Predicate: Send + Sync {
    /// The name that patterns use: letters, digits, hyphens.
    fn name(&self) -> &str;

    /// True for a word that passes. The same word must always have the same answer.
    fn holds(&self, word: WordView<'_>) -> bool;
}

/// Something that a stage found: an event's words, and which of them fill which role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The event's tokens, inside the sentence.
    pub tokens: Range<u32>,
    /// Names of roles that the rule lists, with tokens inside the sentence.
    pub captures: Vec<(Cow<'static, str>, Range<u32>)>,
}

/// What stages see of an article.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// Full id of the rule that runs the stage.
    pub rule: &'a str,
    /// Program, text and words.
    pub ctx: Context<'a>,
    /// Tokens, phrases, groups, verbs.
    pub analysis: &'a Analysis,
    /// What the rules have found: in [`Stage::find`] those of the sentence, in [`Stage::complete`] all.
    pub mentions: &'a [Mention],
}

impl Scene<'_> {
    /// Tokens of a sentence.
    pub fn tokens(&self, sentence: usize) -> Range<u32> {
        self.analysis.sentences.get(sentence).map_or(0..0, |parts| parts.sentence.tokens.clone())
    }

    /// The text of a range of tokens as it stands in the article; nothing for one that is empty or not there.
    pub fn raw(&self, tokens: Range<u32>) -> &str {
        if self.is_inside(&tokens, &(0..self.analysis.tokens.len() as u32)) {
            self.analysis.span(tokens).slice(self.ctx.text)
        } else {
            ""
        }
    }

    /// The text of a range of tokens with its place, as the output has it.
    pub fn text_ref(&self, offsets: &OffsetMap<'_>, tokens: Range<u32>) -> Option<TextRef> {
        self.is_inside(&tokens, &(0..self.analysis.tokens.len() as u32)).then(|| {
            let bytes = self.analysis.span(tokens);
            TextRef { span: offsets.chars(bytes), text: bytes.slice(self.ctx.text).to_owned() }
        })
    }

    #[expect(clippy::unused_self, reason = "it is about the scene's tokens")]
    pub(crate) fn is_inside(&self, tokens: &Range<u32>, of: &Range<u32>) -> bool {
        tokens.start < tokens.end && tokens.start >= of.start && tokens.end <= of.end
    }
}

/// A step between the engine's own. Each rule with a `[stage]` table runs one, in the order of the rules.
pub trait Stage: Send + Sync {
    /// The name that rules use: letters, digits, hyphens.
    fn name(&self) -> &str;

    /// Runs behind the patterns, once for every sentence in which something can happen. What it finds becomes an event of
    /// the rule's type, for which place, time, source and status are found as for any other.
    fn find(&self, _scene: &Scene<'_>, _sentence: usize, _found: &mut Vec<Found>) {}

    /// Runs when all is resolved, once for every article; may add entities and events, and change what is there.
    fn complete(&self, _scene: &Scene<'_>, _article: &Article<'_>, _extraction: &mut Extraction) {}
}

/// The predicates and stages that rules can name.
#[derive(Clone, Default)]
pub struct Plugins {
    pub(crate) predicates: Vec<Arc<dyn Predicate>>,
    pub(crate) stages: Vec<Arc<dyn Stage>>,
}

impl Plugins {
    /// Adds a predicate; of two with one name the later counts.
    pub fn predicate(&mut self, predicate: Arc<dyn Predicate>) {
        self.predicates.retain(|known| known.name() != predicate.name());
        self.predicates.push(predicate);
    }

    /// Adds a stage; of two with one name the later counts.
    pub fn stage(&mut self, stage: Arc<dyn Stage>) {
        self.stages.retain(|known| known.name() != stage.name());
        self.stages.push(stage);
    }

    /// True when the program brings none.
    pub fn is_empty(&self) -> bool {
        self.predicates.is_empty() && self.stages.is_empty()
    }

    /// The names of the predicates, then those of the stages.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let predicates = self.predicates.iter().map(|known| known.name());
        predicates.chain(self.stages.iter().map(|known| known.name()))
    }
}
