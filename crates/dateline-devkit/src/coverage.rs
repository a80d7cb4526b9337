//! What a corpus says of the rules: which were tried, which found something, in which forms.
//!
//! Invariant: every rule in use that finds something has a line, also where nothing is said of it.

use std::collections::BTreeMap;

use dateline::{Article, Engine, RawDocument};
use dateline_core::engine::Trace;
use dateline_core::extract::Why;
use serde::Serialize;

use crate::{Case, Polarity, Suite};

/// Where something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Hits {
    /// In the examples of the rules.
    pub examples: usize,
    /// In the corpus.
    pub corpus: usize,
}

/// What is known of one rule.
#[derive(Debug, Clone, Default, Serialize)]
pub struct RuleCoverage {
    /// Its own examples that must match, and that must not.
    pub examples: (usize, usize),
    /// Places in the corpus where it was tried: its trigger stands there. A pattern is tried where it matches, a cue
    /// where it sets something.
    pub tried: usize,
    /// Events that it told of, or whose status it set.
    pub hits: Hits,
    /// The same by form; cues have none.
    pub forms: BTreeMap<&'static str, Hits>,
}

impl RuleCoverage {
    /// No sentence of the corpus could reach it, so that the corpus says nothing of it.
    pub fn is_blind(&self) -> bool {
        self.tried == 0
    }
}

/// What is known of every rule.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Coverage {
    /// Articles read.
    pub documents: usize,
    /// By the full id of the rule.
    pub rules: BTreeMap<String, RuleCoverage>,
}

impl Coverage {
    /// Every rule of the engine, and what the examples say of it.
    pub fn new(engine: &Engine, suite: &Suite) -> Self {
        let program = engine.core().program();
        let frames = program.frames.iter().map(|f| f.id.to_string());
        let cues = program.cues.iter().map(|c| c.id.to_string());
        let mut coverage =
            Self { documents: 0, rules: frames.chain(cues).map(|id| (id, RuleCoverage::default())).collect() };
        for case in &suite.cases {
            if let Some(rule) = coverage.rules.get_mut(&case.rule) {
                match case.polarity {
                    Polarity::Yes => rule.examples.0 += 1,
                    Polarity::No => rule.examples.1 += 1,
                }
            }
            if let Ok(article) = case.article().as_ref() {
                coverage.example(engine, case, article);
            }
        }
        coverage
    }

    /// What the corpus reached less often than it should, by name: rules (`pack/rule`), and forms (`pack/rule#form`) in
    /// which a rule's examples or the corpus have it.
    pub fn below(&self, rule: Option<usize>, form: Option<usize>) -> Vec<String> {
        let few = |hits: &Hits, least: Option<usize>| least.is_some_and(|least| hits.corpus < least);
        let mut below = Vec::new();
        for (id, found) in &self.rules {
            below.extend(few(&found.hits, rule).then(|| id.clone()));
            let forms = found.forms.iter().filter(|(_, hits)| few(hits, form));
            below.extend(forms.map(|(form, _)| format!("{id}#{form}")));
        }
        below
    }

    /// Reads an article of the corpus.
    pub fn add(&mut self, engine: &Engine, document: &RawDocument) {
        self.documents += 1;
        engine.core().trace(&engine.read(document), |trace| {
            for attempt in trace.attempts {
                self.rule(&trace.ctx.program.frames[attempt.frame as usize].id).tried += 1;
            }
            self.found(trace, |hits| &mut hits.corpus);
        });
    }

    fn example(&mut self, engine: &Engine, case: &Case, article: &Article<'_>) {
        if case.polarity == Polarity::Yes {
            engine.core().trace(article, |trace| self.found(trace, |hits| &mut hits.examples));
        }
    }

    fn found(&mut self, trace: &Trace<'_>, which: fn(&mut Hits) -> &mut usize) {
        let program = trace.ctx.program;
        for mention in trace.mentions {
            let rule = self.rule(&program.frames[mention.frame as usize].id);
            *which(&mut rule.hits) += 1;
            *which(rule.forms.entry(mention.form.id()).or_default()) += 1;
            if let Why::Cue(cue) = mention.why {
                let rule = self.rule(&program.cues[cue as usize].id);
                *which(&mut rule.hits) += 1;
                rule.tried = rule.tried.max(rule.hits.corpus);
            }
        }
    }

    fn rule(&mut self, id: &str) -> &mut RuleCoverage {
        self.rules.entry(id.to_owned()).or_default()
    }
}
