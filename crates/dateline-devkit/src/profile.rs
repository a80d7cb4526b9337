//! What each rule costs: the time in which its candidates were looked at, measured one by one.
//!
//! Invariant: the clock stands still while anything is written down, and what reading the clock costs is taken off.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use dateline::{Engine, RawDocument};
use dateline_core::compile::pattern::{Key, PatternProgram};
use dateline_core::engine::Trace;
use dateline_core::extract::patterns::{Scratch, Sentence};
use dateline_core::extract::{Attempt, Watch};
use dateline_core::text::Token;
use serde::Serialize;

/// What one rule costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct RuleCost {
    /// Time in which its candidates were looked at, over all documents.
    pub time: Duration,
    /// Triggers of a frame; of a pattern, sentences with a word that it needs.
    pub candidates: usize,
    /// Of those, how many became events. A pattern may find several in one sentence.
    pub matched: usize,
}

/// Costs by the full id of the rule.
pub type RuleCosts = BTreeMap<String, RuleCost>;

/// Measures the rules of an engine on documents; of several rounds, the shortest time of each rule counts.
pub fn rule_costs(engine: &Engine, documents: &[RawDocument], rounds: usize) -> RuleCosts {
    let mut shortest = RuleCosts::new();
    for round in 0..rounds.max(1) {
        for (id, cost) in one_round(engine, documents) {
            let kept = shortest.entry(id).or_insert(cost);
            if round > 0 {
                kept.time = kept.time.min(cost.time);
            }
        }
    }
    shortest
}

fn one_round(engine: &Engine, documents: &[RawDocument]) -> RuleCosts {
    let program = engine.core().program();
    let mut clock = Clock { costs: vec![RuleCost::default(); program.frames.len()], ..Clock::new() };
    let mut scratch = Scratch::default();
    for document in documents {
        let article = engine.read(document);
        engine.core().extract_watched(&article, &mut clock);
        engine.core().trace(&article, |trace| {
            patterns(trace, &mut clock, &mut scratch);
            for mention in trace.mentions {
                clock.costs[mention.frame as usize].matched += 1;
            }
        });
    }
    let costs = program.frames.iter().zip(clock.costs);
    costs.filter(|(_, cost)| cost.candidates > 0).map(|(frame, cost)| (frame.id.to_string(), cost)).collect()
}

/// Pattern rules, each alone on the sentences that hold a word that it needs.
fn patterns(trace: &Trace<'_>, clock: &mut Clock, scratch: &mut Scratch) {
    let (analysis, patterns) = (trace.analysis, &trace.ctx.program.patterns);
    for number in 0..analysis.sentences.len() {
        if !analysis.sentences[number].deep {
            continue;
        }
        let facts = Sentence::new(trace.ctx, analysis, number);
        let tokens = &analysis.tokens[facts.tokens().start as usize..facts.tokens().end as usize];
        for (rule, program) in patterns.set.programs.iter().enumerate() {
            if is_candidate(program, tokens) {
                clock.begin();
                let (index, programs) = (&patterns.set.index, &patterns.set.programs);
                let own = |n| if n as usize == rule { facts.tokens() } else { 0..0 };
                index.scan(programs, &facts, facts.tokens(), scratch, own, |_, _| {});
                clock.end(|| patterns.rules[rule].frame);
            }
        }
    }
}

fn is_candidate(program: &PatternProgram, tokens: &[Token]) -> bool {
    let Some(required) = &program.required else { return true };
    let mut keys = required.iter().flat_map(|required| &required.keys);
    keys.any(|key| match key {
        Key::Word(word) => tokens.iter().any(|token| token.word == *word),
        Key::Lemma(word) => tokens.iter().any(|token| token.lemma == *word),
    })
}

struct Clock {
    since: Option<Instant>,
    /// What it costs to read the clock.
    reading: Duration,
    costs: Vec<RuleCost>,
}

impl Clock {
    fn new() -> Self {
        let reading = (0..1000).map(|_| Instant::now().elapsed()).min().unwrap_or_default();
        Self { since: None, reading, costs: Vec::new() }
    }

    fn end(&mut self, frame: impl FnOnce() -> u32) {
        // What was not begun is a second report on the same trigger.
        let Some(time) = self.since.take().map(|since| since.elapsed()) else { return };
        let cost = &mut self.costs[frame() as usize];
        cost.time += time.saturating_sub(self.reading);
        cost.candidates += 1;
    }
}

impl Watch for Clock {
    fn begin(&mut self) {
        self.since = Some(Instant::now());
    }

    fn tried(&mut self, attempt: impl FnOnce() -> Attempt) {
        self.end(|| attempt().frame);
    }
}
