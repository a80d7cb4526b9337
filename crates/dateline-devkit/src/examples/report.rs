//! What running examples gives: one verdict an example, and counts that add up.

use serde::Serialize;

use super::{Case, Wrong};

/// Ways to fail, gravest first; an example that fails in several ways counts under the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A `[[yes]]` without an event of its rule.
    Missing,
    /// An event with other fields than expected.
    WrongField,
    /// A `[[no]]` that matched, or another rule that fired and is not listed in `with`.
    Noisy,
    /// Marked `todo` and passing: the mark must go.
    Todo,
    /// The example itself cannot be used.
    Unusable,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Missing, Self::WrongField, Self::Noisy, Self::Todo, Self::Unusable];

    /// Its name in lists and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::WrongField => "wrong-field",
            Self::Noisy => "noisy",
            Self::Todo => "todo-passes",
            Self::Unusable => "unusable",
        }
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Failure {
    /// No event of the rule.
    Missing,
    /// The nearest event differs in these fields.
    Wrong {
        /// The words that tell of it.
        trigger: String,
        /// The fields.
        fields: Vec<Wrong>,
    },
    /// An event that should not be there.
    Noisy {
        /// Full id of the rule with the form: `pack/rule#form`.
        rule: String,
        /// The words that tell of it.
        trigger: String,
        /// The rule is the example's own, or the cue's status stands on the event.
        own: bool,
    },
    /// Passes although marked `todo`.
    TodoPasses,
    /// The example says something that cannot be meant.
    Unusable(String),
}

impl Failure {
    /// Which way of failing it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Missing => Kind::Missing,
            Self::Wrong { .. } => Kind::WrongField,
            Self::Noisy { .. } => Kind::Noisy,
            Self::TodoPasses => Kind::Todo,
            Self::Unusable(_) => Kind::Unusable,
        }
    }
}

/// Why an example was not run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Skip {
    /// The rule is a draft.
    Draft,
    /// The rule is switched off by a pack.
    Disabled,
    /// The rule has an error.
    Rejected,
    /// Rules of this kind tell of no events.
    NoEvents,
    /// Its author has still to write it.
    Unwritten,
}

impl Skip {
    /// Every reason.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Disabled, Self::Rejected, Self::NoEvents, Self::Unwritten];

    /// The reason in words, behind a number of examples.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Draft => "of drafts, which --drafts runs",
            Self::Disabled => "of rules that are switched off",
            Self::Rejected => "of rules with errors",
            Self::NoEvents => "of kinds of rules that tell of no events",
            Self::Unwritten => "still to be written",
        }
    }
}

/// What became of one example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// As expected.
    Passed,
    /// A known gap.
    Todo,
    /// Not run.
    Skipped(Skip),
    /// Not as expected; gravest first, never empty.
    Failed(Vec<Failure>),
}

/// One example with its verdict.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The example.
    pub case: Case,
    /// What became of it.
    pub verdict: Verdict,
}

impl Outcome {
    /// The gravest way of failing, when it failed.
    pub fn kind(&self) -> Option<Kind> {
        match &self.verdict {
            Verdict::Failed(failures) => failures.first().map(Failure::kind),
            _ => None,
        }
    }
}

/// Everything that was run.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// In the suite's order.
    pub outcomes: Vec<Outcome>,
}

/// Sums over a report: `examples == passed + todo + skipped + failed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Rules with examples.
    pub rules: usize,
    /// Examples selected.
    pub examples: usize,
    /// As expected.
    pub passed: usize,
    /// Known gaps.
    pub todo: usize,
    /// Not run.
    pub skipped: usize,
    /// Not as expected.
    pub failed: usize,
    /// Of the failed, by [`Kind`] in the order of [`Kind::ALL`].
    pub by_kind: [usize; Kind::ALL.len()],
    /// Of the skipped, by [`Skip`] in the order of [`Skip::ALL`].
    pub by_skip: [usize; Skip::ALL.len()],
}

impl Report {
    /// Sums.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { examples: self.outcomes.len(), ..Counts::default() };
        let mut last = "";
        for outcome in &self.outcomes {
            counts.rules += usize::from(last != outcome.case.rule);
            last = &outcome.case.rule;
            match &outcome.verdict {
                Verdict::Passed => counts.passed += 1,
                Verdict::Todo => counts.todo += 1,
                Verdict::Skipped(skip) => {
                    counts.skipped += 1;
                    counts.by_skip[*skip as usize] += 1;
                }
                Verdict::Failed(_) => counts.failed += 1,
            }
            if let Some(kind) = outcome.kind() {
                counts.by_kind[kind as usize] += 1;
            }
        }
        counts
    }

    /// Examples that failed.
    pub fn failed(&self) -> impl Iterator<Item = (&Case, &[Failure])> {
        self.outcomes.iter().filter_map(|outcome| match &outcome.verdict {
            Verdict::Failed(failures) => Some((&outcome.case, failures.as_slice())),
            _ => None,
        })
    }
}
