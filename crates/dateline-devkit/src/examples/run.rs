//! One example through the engine: its text is an article of one block.

use std::collections::BTreeSet;

use dateline::Engine;
use dateline_core::pack::Example;
use dateline_model::{Article, BlockKind, Event, Extraction, When};

use super::compare::{expected_time, wrong_fields};
use super::report::{Failure, Outcome, Report, Skip, Verdict};
use super::suite::Target;
use super::{Case, Polarity, Suite};
use crate::TO_DO;

/// Words that a text may have at most to be read as a headline.
const HEADLINE_WORDS: usize = 16;

impl Suite {
    /// Runs every example.
    pub fn run(&self, engine: &Engine) -> Report {
        let rejected: BTreeSet<&str> = engine.rejected().iter().map(String::as_str).collect();
        let disabled: BTreeSet<&str> = engine.disabled().iter().map(String::as_str).collect();
        let verdict = |case: &Case| {
            let skip = match () {
                () if case.draft && disabled.contains(case.rule.as_str()) => Some(Skip::Draft),
                () if disabled.contains(case.rule.as_str()) => Some(Skip::Disabled),
                () if rejected.contains(case.rule.as_str()) => Some(Skip::Rejected),
                () if case.target == Target::None => Some(Skip::NoEvents),
                () if case.example.text.get_ref().contains(TO_DO) => Some(Skip::Unwritten),
                () => None,
            };
            skip.map_or_else(|| case.run(engine), Verdict::Skipped)
        };
        Report {
            outcomes: self.cases.iter().map(|case| Outcome { case: case.clone(), verdict: verdict(case) }).collect(),
        }
    }
}

impl Case {
    /// The example's text as an article of one paragraph, or of one headline when it looks like one.
    pub fn article(&self) -> Result<Article<'_>, String> {
        article(&self.example)
    }

    fn run(&self, engine: &Engine) -> Verdict {
        let failures = match self.usable() {
            Ok(article) => self.failures(engine, &engine.core().extract(&article)),
            Err(problem) => vec![Failure::Unusable(problem)],
        };
        match (failures.is_empty(), self.example.todo) {
            (true, false) => Verdict::Passed,
            (true, true) => Verdict::Failed(vec![Failure::TodoPasses]),
            (false, true) => Verdict::Todo,
            (false, false) => Verdict::Failed(failures),
        }
    }

    fn usable(&self) -> Result<Article<'_>, String> {
        if let Some(time) = self.example.event.as_ref().and_then(|e| e.time.as_deref()).filter(|t| !t.is_empty()) {
            expected_time(time)?;
        }
        if self.polarity == Polarity::No && self.example.event.is_some() {
            return Err("a [[no]] expects no event: take `event` out, or make it a [[yes]]".to_owned());
        }
        self.article()
    }

    fn failures(&self, engine: &Engine, found: &Extraction) -> Vec<Failure> {
        let mut failures = Vec::new();
        let own = |event: &&Event| match &self.target {
            Target::Events => rule_of(event) == self.rule,
            Target::Cue { .. } => true,
            Target::None => false,
        };
        if self.polarity == Polarity::Yes {
            failures.extend(self.best(engine, found.events.iter().filter(own)));
        }
        for event in &found.events {
            let matched = match &self.target {
                Target::Events => rule_of(event) == self.rule,
                Target::Cue { status, aggregate } => {
                    status.is_some_and(|s| s == event.status) || aggregate.is_some_and(|a| a == event.aggregate)
                }
                Target::None => false,
            };
            let noisy = match self.polarity {
                Polarity::No => matched || !self.is_expected(event),
                Polarity::Yes => rule_of(event) != self.rule && !self.is_expected(event),
            };
            if noisy {
                failures.push(Failure::Noisy {
                    rule: event.rule.clone(),
                    trigger: event.trigger.text.clone(),
                    own: matched,
                });
            }
        }
        failures
    }

    /// What is wrong with the event that comes nearest to the expected one; nothing when one is as expected.
    fn best<'e>(&self, engine: &Engine, own: impl Iterator<Item = &'e Event>) -> Option<Failure> {
        let Some(expected) = &self.example.event else {
            return own.count().eq(&0).then_some(Failure::Missing);
        };
        let wrong = |event: &'e Event| (wrong_fields(engine, expected, event), event);
        let Some((fields, event)) = own.map(wrong).min_by_key(|(fields, _)| fields.len()) else {
            return Some(Failure::Missing);
        };
        (!fields.is_empty()).then(|| Failure::Wrong { trigger: event.trigger.text.clone(), fields })
    }

    /// The event's rule is listed in `with`, by its full id or its id inside the pack.
    fn is_expected(&self, event: &Event) -> bool {
        let rule = rule_of(event);
        let short = rule.rsplit('/').next().unwrap_or(rule);
        self.example.with.iter().any(|id| id == rule || id == short)
    }
}

/// See [`Case::article`].
pub(super) fn article(example: &Example) -> Result<Article<'_>, String> {
    let text = example.text.get_ref().as_str();
    let published = match &example.published {
        Some(day) => Some(day.parse::<When>().map_err(|error| format!("`published`: {error}"))?),
        None => None,
    };
    Ok(Article { published, ..Article::of_one("example", text, kind_of(text)) })
}

/// As what the text of an example is read.
pub(crate) fn kind_of(text: &str) -> BlockKind {
    if is_headline(text) { BlockKind::Headline } else { BlockKind::Paragraph }
}

/// Full id of the event's rule, without the form.
fn rule_of(event: &Event) -> &str {
    event.rule.split('#').next().unwrap_or_default()
}

/// Short, and without the mark that ends a sentence.
fn is_headline(text: &str) -> bool {
    let end = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\'' | ')' | ']'));
    !end.ends_with(['.', '!', '?', '…', ':']) && text.split_whitespace().count() <= HEADLINE_WORDS
}
