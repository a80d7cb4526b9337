//! Examples out of packs, each with a stable name.

use std::collections::BTreeMap;
use std::path::Path;

use dateline::{Source, Spot};
use dateline_core::pack::{Example, RuleBody, RuleStatus, load};
use dateline_model::Status;
use serde::Serialize;

/// Whether the rule must match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// `[[yes]]`: the rule must find its event.
    Yes,
    /// `[[no]]`: the rule must stay silent.
    No,
}

/// What the rule of an example is answerable for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// Events of the rule itself.
    Events,
    /// What a cue sets on events of any rule.
    Cue { status: Option<Status>, aggregate: Option<bool> },
    /// Rules of this kind tell of no events.
    None,
}

/// One example.
#[derive(Debug, Clone)]
pub struct Case {
    /// Full id of the rule.
    pub rule: String,
    /// Whether the rule must match.
    pub polarity: Polarity,
    /// Place among the rule's examples of the same polarity, from 1.
    pub number: usize,
    /// The example as written.
    pub example: Example,
    /// Where its text stands.
    pub spot: Spot,
    pub(crate) target: Target,
    pub(crate) draft: bool,
}

impl Case {
    /// A stable name: `security-operations/arrest#yes-3`.
    pub fn name(&self) -> String {
        let polarity = match self.polarity {
            Polarity::Yes => "yes",
            Polarity::No => "no",
        };
        format!("{}#{polarity}-{}", self.rule, self.number)
    }
}

/// The examples of some packs, in the order of packs, files and examples.
#[derive(Debug, Clone, Default)]
pub struct Suite {
    /// The examples.
    pub cases: Vec<Case>,
}

impl Suite {
    /// Reads the examples out of packs. Files that cannot be read are left out; who builds an engine of them hears why.
    pub fn read(sources: &BTreeMap<String, Source>) -> Self {
        let mut suite = Self::default();
        for source in sources.values() {
            // Tables of names hold no examples, and reading them takes longer than all the rules.
            let rules =
                source.files.iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|e| e == "toml"));
            let files = rules.map(|(path, text)| (path.clone(), text.clone())).collect();
            let (pack, _) = load(Source { files });
            for rule in pack.iter().flat_map(|p| &p.rules) {
                let target = match &rule.body {
                    RuleBody::Frame(_) | RuleBody::Pattern(_) | RuleBody::Stage(_) => Target::Events,
                    RuleBody::Cue(cue) => Target::Cue { status: cue.sets.status, aggregate: cue.sets.aggregate },
                    _ => Target::None,
                };
                for (polarity, list) in [(Polarity::Yes, &rule.head.yes), (Polarity::No, &rule.head.no)] {
                    suite.cases.extend(list.iter().enumerate().map(|(i, example)| Case {
                        rule: rule.id.clone(),
                        polarity,
                        number: i + 1,
                        example: example.clone(),
                        spot: Spot { file: rule.file.clone(), bytes: example.text.span() },
                        target: target.clone(),
                        draft: rule.head.status == RuleStatus::Draft,
                    }));
                }
            }
        }
        suite
    }

    /// Keeps the examples whose name holds the words.
    pub fn retain(&mut self, part: &str) {
        self.cases.retain(|case| case.name().contains(part));
    }

    /// The file of each rule with examples.
    pub fn files(&self) -> BTreeMap<String, String> {
        self.cases.iter().map(|case| (case.rule.clone(), case.spot.file.clone())).collect()
    }

    /// Full ids of the rules with examples, in order.
    pub fn rules(&self) -> Vec<&str> {
        let mut rules: Vec<&str> = self.cases.iter().map(|c| c.rule.as_str()).collect();
        rules.dedup();
        rules
    }
}
