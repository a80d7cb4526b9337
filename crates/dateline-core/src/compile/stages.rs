//! Stages of a program, each with the rule that runs it.
//!
//! Invariant: what a stage finds becomes a match of its rule, or nothing; tokens outside the sentence never get further.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use dateline_model::{Article, Extraction};

use crate::extract::patterns::{Captured, PatternMatch};
use crate::plugin::{Found, Scene, Stage};

use super::PatternRule;

/// A stage and its rule.
#[derive(Clone)]
pub struct StageProgram {
    /// `pack/rule`.
    pub id: Box<str>,
    /// What its findings become, when it has an event type.
    pub rule: Option<PatternRule>,
    pub(crate) roles: Vec<Box<str>>,
    pub(crate) stage: Arc<dyn Stage>,
}

impl fmt::Debug for StageProgram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StageProgram").field("id", &self.id).field("run", &self.stage.name()).finish_non_exhaustive()
    }
}

impl StageProgram {
    /// What the stage finds in a sentence, as matches of its rule.
    pub(crate) fn matches(&self, scene: &Scene<'_>, sentence: usize) -> Vec<PatternMatch> {
        let mut found = Vec::new();
        self.stage.find(scene, sentence, &mut found);
        let inside = scene.tokens(sentence);
        found.into_iter().filter_map(|found| self.matched(scene, found, &inside)).collect()
    }

    fn matched(&self, scene: &Scene<'_>, found: Found, inside: &Range<u32>) -> Option<PatternMatch> {
        let captured = |(name, tokens): (std::borrow::Cow<'static, str>, Range<u32>)| {
            let role = self.roles.iter().position(|role| **role == *name)?;
            scene.is_inside(&tokens, inside).then_some(Captured { role: role as u16, tokens })
        };
        scene.is_inside(&found.tokens, inside).then(|| PatternMatch {
            tokens: found.tokens,
            captures: found.captures.into_iter().filter_map(captured).collect(),
        })
    }

    /// Lets the stage complete what was found in an article.
    pub(crate) fn complete(&self, scene: &Scene<'_>, article: &Article<'_>, extraction: &mut Extraction) {
        self.stage.complete(scene, article, extraction);
    }
}
