//! Why did a rule match, or why not? A recording of the engine's own run, told in the words of the rule language.

mod event;
mod forms;
mod names;
mod rule;
mod sentence;
mod tree;

use dateline::Engine;
use dateline_core::pack::nearest;
use dateline_model::{Article, ByteSpan, OffsetMap};

pub use event::{EventStory, is_event_id};
pub use tree::{
    ArticleView, BlockView, Explanation, FormView, GroupView, MentionView, Misfit, MisfitView,
    Outcome as TriggerOutcome, Piece, PrepView, RoleView, RuleView, SentenceView, TokenView, TriggerView, VerbView,
};

use names::Names;

/// Explains how the engine understands an article and, when a rule is named by its full id, what became of that rule.
pub fn explain(engine: &Engine, article: &Article<'_>, rule: Option<&str>) -> Explanation {
    engine.core().trace(article, |trace| {
        let names = Names { trace: *trace, offsets: OffsetMap::new(article.text) };
        let sentences: Vec<SentenceView> =
            (0..trace.analysis.sentences.len()).map(|number| names.sentence(number)).collect();
        let rule = rule.map(|id| names.rule(id, &sentences));
        Explanation { article: shown(article, &names.offsets), sentences, rule, extraction: trace.extraction.clone() }
    })
}

fn shown(article: &Article<'_>, offsets: &OffsetMap<'_>) -> ArticleView {
    let piece = |span: ByteSpan| Piece { span: offsets.chars(span), text: span.slice(article.text).to_owned() };
    let block = |block: &dateline_model::Block| BlockView {
        kind: format!("{:?}", block.kind).to_lowercase(),
        at: piece(block.span),
    };
    ArticleView {
        outlet: article.outlet.as_deref().map(str::to_owned),
        published: article.published.map(|when| when.to_string()),
        dateline: article.dateline.as_ref().map(|dateline| piece(dateline.span)),
        byline: article.byline.map(piece),
        blocks: article.blocks.iter().map(block).collect(),
    }
}

/// The rules in use whose full id, or id inside the pack, is this.
pub fn rules_named<'e>(engine: &'e Engine, id: &str) -> Vec<&'e str> {
    let named = |full: &&str| *full == id || full.split_once('/').is_some_and(|(_, short)| short == id);
    engine.rules().iter().map(String::as_str).filter(named).collect()
}

/// The rule in use whose id, with its pack or without, is most like this one, which none has.
pub fn rule_like<'e>(engine: &'e Engine, id: &str) -> Option<&'e str> {
    let short = |id: &'e str| id.split_once('/').map_or(id, |(_, short)| short);
    let rules = || engine.rules().iter().map(String::as_str);
    nearest(id, rules().chain(rules().map(short)))
}
