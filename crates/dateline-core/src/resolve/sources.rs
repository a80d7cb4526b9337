//! Who says it: reporting clauses, "according to", quotations, and sources that hold over the next sentences.
//!
//! Invariant: a source that holds over is marked `inferred`; the outlet itself is never one.

mod reach;
mod speaker;
mod statements;

use dateline_model::Source;

use crate::analysis::model::{Analysis, GroupId, GroupKind, Relation, VerbId};
use crate::analysis::times::{Core, Moment};
use crate::compile::WordClass;
use crate::text::{Tag, TokenKind};

use reach::{distance, is_apart, is_aside, is_occasion};
use speaker::speaker;
use statements::statements;

use super::{Entities, Story, fillers, numbered};

/// A speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Speaker {
    /// The group that names the speaker.
    pub(crate) group: GroupId,
    /// The entity.
    pub(crate) entity: Option<u32>,
    /// The reporting verb, if there is one.
    pub(crate) cue: Option<u32>,
    /// Sentence in which the speaker was named.
    pub(crate) sentence: u32,
}

/// How much of its sentence a statement covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// All of it, as far as nothing sets parts of it aside.
    Sentence,
    /// What follows up to the next comma, beside what hangs on its verb: "in which lawyers say five were killed and ten hurt".
    Clause,
    /// What hangs on its verb, and nothing beside it: "blamed the militia for killing a man".
    Content,
}

/// One statement in a sentence: whose it is and what it covers.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    pub(crate) speaker: Speaker,
    /// The reporting verb; what hangs on it is said by the speaker.
    verb: Option<VerbId>,
    scope: Scope,
    /// The verb says nothing but that something is said, and a clause of what is said hangs on it: it goes before others
    /// that stand further above an event.
    firm: bool,
}

impl Statement {
    /// One that covers its sentence, as far as nothing sets parts of it aside.
    fn new(speaker: Speaker, verb: Option<VerbId>) -> Self {
        Self { speaker, verb, scope: Scope::Sentence, firm: false }
    }
}

/// The sources of all sentences.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    /// Statements of each sentence.
    own: Vec<Vec<Statement>>,
    /// The source that holds over from before.
    held: Vec<Option<Speaker>>,
    /// Token ranges inside quotation marks.
    pub(crate) quoted: Vec<std::ops::Range<u32>>,
}

/// Finds the sources of an article.
pub(crate) fn find(story: &Story<'_>, entities: &Entities) -> Sources {
    let analysis = story.analysis;
    let count = analysis.sentences.len();
    let (own, held) = (Vec::with_capacity(count), Vec::with_capacity(count));
    let mut out = Sources { own, held, quoted: quotes(story) };
    let mut last: Option<Speaker> = None;
    let mut known: Vec<Speaker> = Vec::new();
    let mut last_block = None;
    let mut open = false;
    for (number, parts) in analysis.sentences.iter().enumerate() {
        let own = statements(story, entities, number, &known, &out.quoted);
        let block = parts.sentence.block;
        let kind = story.article.blocks[block as usize].kind;
        if kind == dateline_model::BlockKind::Subhead {
            // A heading keeps an open speech ("he said in his speech:") but ends a plain statement.
            if !open {
                last = None;
            }
            out.own.push(own);
            out.held.push(None);
            continue;
        }
        let same_block = last_block == Some(block);
        let start = parts.sentence.tokens.start;
        // A quotation that opens a paragraph is by whoever spoke last, unless somebody is named behind it.
        let in_quote = out.quoted.iter().any(|q| holds(q, start) && is_speech(analysis, number, q));
        if !in_quote && !open && opens_on_date(story, number) {
            last = None;
        }
        let held = last.clone().filter(|_| {
            own.iter().all(|s| s.scope != Scope::Sentence) && (same_block || open || in_quote) && !parts.headline
        });
        // Who spoke last, whenever he was named.
        let (wide, beside): (Vec<_>, Vec<_>) = own.iter().partition(|s| s.scope == Scope::Sentence);
        let spoken = beside.into_iter().chain(wide.last().copied());
        known.extend(spoken.map(|s| Speaker { sentence: number as u32, ..s.speaker.clone() }));
        if let Some(statement) = wide.last() {
            last = Some(statement.speaker.clone());
            let end = parts.sentence.tokens.end - 1;
            open = story.mark(end) == ":";
        } else if !same_block && !open && !in_quote {
            // A new paragraph without a source of its own is the article's own voice.
            last = None;
        }
        last_block = Some(block);
        out.own.push(own);
        out.held.push(held);
    }
    backward_quotes(story, &mut out);
    out
}

/// A quoted sentence whose speaker is named in the next sentence of its paragraph: “We won. They ran,” he said. “They ran.”
/// He told Reuters.
fn backward_quotes(story: &Story<'_>, out: &mut Sources) {
    let sentences = &story.analysis.sentences;
    for i in (0..sentences.len().saturating_sub(1)).rev() {
        let tokens = &sentences[i].sentence.tokens;
        let next = &sentences[i + 1].sentence.tokens;
        if !out.own[i].is_empty() || sentences[i].sentence.block != sentences[i + 1].sentence.block {
            continue;
        }
        let one_quote = out.quoted.iter().any(|q| holds(q, tokens.start) && holds(q, next.start));
        let closed =
            || out.quoted.iter().any(|q| q.start <= tokens.start + 1 && (q.end + 1..=q.end + 2).contains(&next.start));
        let said = out.own[i + 1].first();
        let speaker = if one_quote {
            said.map(|s| s.speaker.clone()).or_else(|| out.held[i + 1].clone())
        } else {
            said.filter(|s| closed() && is_bare(story, i + 1, s)).map(|s| s.speaker.clone())
        };
        if speaker.is_some() {
            out.held[i] = speaker;
        }
    }
}

/// "In December, gunmen killed …", "On May 9, …": a sentence that begins with a date of its own tells a matter of its own, and
/// in the article's voice. "Two days later, …" goes on with what is told.
fn opens_on_date(story: &Story<'_>, number: usize) -> bool {
    let analysis = story.analysis;
    let parts = &analysis.sentences[number];
    let start = parts.sentence.tokens.start;
    let times = &analysis.times[parts.times.start as usize..parts.times.end as usize];
    let Some(first) = times.first().filter(|t| t.tokens.start <= start + 1) else { return false };
    let governed = first.tokens.start > start;
    let dated = |moment: &Moment| matches!(moment.core, Core::Calendar(_));
    governed && analysis.tokens[start as usize].tag == Tag::In && first.parts().any(|p| dated(&p.moment))
}

/// A sentence that starts at the token is in the quotation, or opens it with its mark.
fn holds(quotation: &std::ops::Range<u32>, at: u32) -> bool {
    quotation.contains(&at) || quotation.start == at + 1
}

/// Tokens of a quoted term, at most.
const TERM: usize = 4;

/// "“Lone wolves” is a term": a few quoted words without a verb are no speech.
fn is_speech(analysis: &Analysis, sentence: usize, quotation: &std::ops::Range<u32>) -> bool {
    let mut verbs = analysis.sentences[sentence].verbs.clone().map(|v| analysis.verb(VerbId(v)).head);
    quotation.len() > TERM || verbs.any(|head| quotation.contains(&head))
}

/// The report has a clause of what is said.
fn has_content(analysis: &Analysis, sentence: usize, report: VerbId) -> bool {
    let mut verbs = analysis.sentences[sentence].verbs.clone().map(VerbId);
    verbs.any(|v| analysis.verb(v).relation == Relation::Content(report))
        || analysis.said_of_described(report).is_some()
}

/// The verb says nothing but that something is said.
fn is_report(story: &Story<'_>, verb: Option<VerbId>) -> bool {
    verb.is_some_and(|v| story.analysis.verb(v).is(WordClass::Report))
}

/// "He told Reuters.": a report that says nothing itself.
fn is_bare(story: &Story<'_>, sentence: usize, statement: &Statement) -> bool {
    let verbs = story.analysis.sentences[sentence].verbs.clone();
    statement.verb.is_some() && verbs.len() == 1
}

/// Token ranges between quotation marks; an unclosed one ends with its block.
fn quotes(story: &Story<'_>) -> Vec<std::ops::Range<u32>> {
    let analysis = story.analysis;
    let mut out = Vec::new();
    let mut open: Option<(u32, u32)> = None;
    for parts in &analysis.sentences {
        let block = parts.sentence.block;
        let tokens = parts.sentence.tokens.clone().zip(&analysis.tokens[parts.sentence.range()]);
        for (at, token) in tokens.filter(|(_, token)| token.kind == TokenKind::Punct) {
            match token.raw(story.article.text) {
                "“" | "«" => open = Some((at + 1, block)),
                "”" | "»" => {
                    if let Some((from, _)) = open.take() {
                        out.push(from..at);
                    }
                }
                "\"" => match open.take() {
                    Some((from, b)) if b == block => out.push(from..at),
                    _ => open = Some((at + 1, block)),
                },
                _ => {}
            }
        }
        if let Some((from, b)) = open
            && b != block
        {
            out.push(from..parts.sentence.tokens.start);
            open = None;
        }
    }
    if let Some((from, _)) = open
        && let Some(end) = analysis.sentences.last()
    {
        out.push(from..end.sentence.tokens.end);
    }
    out.retain(|q| q.len() > 1);
    out
}

impl Sources {
    /// Who says the mention, whether in quotation marks, and whether the source holds over.
    pub(crate) fn of(&self, story: &Story<'_>, mention: &crate::extract::Mention) -> Option<(Speaker, bool, bool)> {
        let number = mention.sentence as usize;
        let quoted = self.quoted.iter().any(|q| q.contains(&mention.trigger.start));
        let own = &self.own[number];
        let not_self = |s: &&Statement| s.verb.is_none() || s.verb != mention.verb && s.verb != mention.support;
        let above = |s: &Statement| {
            let report = s.verb.filter(|v| !is_occasion(story, mention, *v))?;
            distance(story, mention, report)
        };
        let mut governing = own.iter().filter(not_self).filter_map(|s| Some((above(s)?, s)));
        // "Tehran blames groups for protests in which lawyers say that hundreds were killed": the nearest that says so.
        let outright = governing.clone().filter(|(_, s)| s.firm).min_by_key(|(steps, _)| *steps);
        let governing = outright.or_else(|| governing.next()).map(|(_, s)| s);
        // "…, while the command said": it has not said what stands before.
        let apart = |v: VerbId| is_apart(story, mention, v) || is_aside(story, v) || is_occasion(story, mention, v);
        let next = |v: VerbId| {
            let from = story.analysis.verb(v).tokens.end;
            from <= mention.trigger.start && (from..mention.trigger.start).all(|at| story.mark(at) != ",")
        };
        let covers = |s: &&Statement| match (s.scope, s.verb) {
            (Scope::Sentence, verb) => verb.is_none_or(|v| !apart(v)),
            (Scope::Clause, Some(verb)) => next(verb),
            (Scope::Clause | Scope::Content, _) => false,
        };
        let around = || own.iter().rfind(|s| not_self(s) && covers(s));
        // A denial or claim is itself what its subject says.
        let itself = own.iter().find(|s| s.verb.is_some() && (s.verb == mention.verb || s.verb == mention.support));
        let about = matches!(&*story.ctx.program.frames[mention.frame as usize].event, "claim" | "denial");
        let (best, other) = if about { (itself, governing) } else { (governing, itself) };
        // "announced the arrest": its own subject, before what else the sentence holds.
        let announces = |s: &&Statement| about || s.scope == Scope::Content || is_report(story, s.verb);
        let statement = best.or(other.filter(announces)).or_else(around).or(itself);
        if let Some(statement) = statement {
            return Some((statement.speaker.clone(), quoted, false));
        }
        self.held[number].clone().map(|s| (s, quoted, true))
    }
}

/// Prepositions of a source that are read.
const DEPTH: usize = 2;

/// A source's words with those that say whose or where it is: "a source at the police command".
fn stretch(story: &Story<'_>, id: GroupId) -> std::ops::Range<u32> {
    let analysis = story.analysis;
    let next = |g: &GroupId| {
        let group = analysis.group(*g);
        group.preps.iter().map(|p| p.group).find(|p| {
            let inner = analysis.group(*p);
            inner.tokens.start == group.tokens.end + 1 && inner.kind != GroupKind::Time
        })
    };
    let last = std::iter::successors(Some(id), next).take(DEPTH + 1).last().unwrap_or(id);
    let own = fillers::extent(story, id);
    own.start..analysis.group(last).tokens.end.max(own.end)
}

/// The source in the output's form.
pub(super) fn output(
    story: &Story<'_>,
    entities: &Entities,
    speaker: &Speaker,
    quoted: bool,
    inferred: bool,
) -> Source {
    let group = story.analysis.group(speaker.group);
    let at = story.text_ref(group.name.clone().unwrap_or_else(|| stretch(story, speaker.group)));
    Source {
        entity: speaker.entity.map(|e| numbered('e', e)),
        span: at.span,
        text: at.text,
        name: speaker.entity.map(|e| entities.name(e).to_owned()),
        cue: speaker.cue.map(|c| story.raw(c..c + 1).to_owned()),
        quoted,
        inferred,
        via: Vec::new(),
    }
}

/// The article's own outlet is nobody's source.
pub(super) fn is_outlet(story: &Story<'_>, entities: &Entities, speaker: &Speaker) -> bool {
    let entry = speaker.entity.and_then(|e| entities.list[e as usize].entry).map(|e| story.ctx.program.entry(e));
    story.article.outlet.is_some() && entry.and_then(|e| e.id.as_deref()) == story.article.outlet.as_deref()
}
