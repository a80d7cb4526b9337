//! Why did a rule match, or why not? A recording of the engine's own run, told in the words of the rule language.

mod event;
mod names;
mod rule;
mod sentence;
mod tree;

use dateline::Engine;
use dateline_model::{Article, OffsetMap};

pub use event::{EventStory, is_event_id};
pub use tree::{
    Explanation, GroupView, MentionView, Misfit, MisfitView, Outcome as TriggerOutcome, Piece, PrepView, RoleView,
    RuleView, SentenceView, TokenView, TriggerView, VerbView,
};

use names::Names;

/// Explains how the engine understands an article and, when a rule is named by its full id, what became of that rule.
pub fn explain(engine: &Engine, article: &Article<'_>, rule: Option<&str>) -> Explanation {
    engine.core().trace(article, |trace| {
        let names = Names { trace: *trace, offsets: OffsetMap::new(article.text) };
        let sentences: Vec<SentenceView> =
            (0..trace.analysis.sentences.len()).map(|number| names.sentence(number)).collect();
        let rule = rule.map(|id| names.rule(id, &sentences));
        Explanation { sentences, rule, extraction: trace.extraction.clone() }
    })
}

/// The rules in use whose full id, or id inside the pack, is this.
pub fn rules_named<'e>(engine: &'e Engine, id: &str) -> Vec<&'e str> {
    let named = |full: &&str| *full == id || full.split_once('/').is_some_and(|(_, short)| short == id);
    engine.rules().iter().map(String::as_str).filter(named).collect()
}
