//! Who says it: reporting clauses, "according to", quotations, and sources that hold over the next sentences.
//!
//! Invariant: a source that holds over is marked `inferred`; the outlet itself is never one.

mod statements;

use dateline_model::{EntityKind, Source};

use crate::analysis::model::{Analysis, GroupId, GroupKind, Relation, VerbId};
use crate::compile::WordClass;

use crate::text::{Tag, TokenKind};

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

/// One statement in a sentence: whose it is and what it covers.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    pub(crate) speaker: Speaker,
    /// The reporting verb; what hangs on it is said by the speaker.
    verb: Option<VerbId>,
    /// It says what hangs on its verb, and nothing beside it: "blamed the militia for killing a man".
    narrow: bool,
}

impl Statement {
    /// One that covers its sentence, as far as nothing sets parts of it aside.
    fn new(speaker: Speaker, verb: Option<VerbId>) -> Self {
        Self { speaker, verb, narrow: false }
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
        let in_quote = out.quoted.iter().any(|q| holds(q, start));
        let held = last
            .clone()
            .filter(|_| own.iter().all(|s| s.narrow) && (same_block || open || in_quote) && !parts.headline);
        if let Some(statement) = own.iter().rfind(|s| !s.narrow) {
            last = Some(statement.speaker.clone());
            known.extend(last.clone());
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

/// A sentence that starts at the token is in the quotation, or opens it with its mark.
fn holds(quotation: &std::ops::Range<u32>, at: u32) -> bool {
    quotation.contains(&at) || quotation.start == at + 1
}

/// The report has a clause of what is said.
fn has_content(analysis: &Analysis, sentence: usize, report: VerbId) -> bool {
    let mut verbs = analysis.sentences[sentence].verbs.clone().map(VerbId);
    verbs.any(|v| analysis.verb(v).relation == Relation::Content(report))
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

/// The group, or what it renames, where that is a person by name: "the researcher, Wathiq al-Tamimi".
fn person_named(story: &Story<'_>, entities: &Entities, group: GroupId) -> Option<GroupId> {
    let is_person = |g: &GroupId| {
        entities.of_group[g.index()].is_some_and(|e| entities.list[e as usize].kind == EntityKind::Person)
    };
    [Some(group), story.analysis.group(group).apposition].into_iter().flatten().find(is_person)
}

/// The person whose name is the last subject before a pronoun of its sentence.
fn named_subject(story: &Story<'_>, entities: &Entities, pronoun: GroupId, sentence: usize) -> Option<GroupId> {
    let before = story.analysis.subjects(sentence).filter(|g| *g < pronoun);
    before.filter_map(|g| person_named(story, entities, g)).max()
}

/// The person whom the nearest sentence before is about, in its paragraph and not before the sentence `since`.
fn main_subject(story: &Story<'_>, entities: &Entities, sentence: usize, since: usize) -> Option<GroupId> {
    let analysis = story.analysis;
    let block = analysis.sentences[sentence].sentence.block;
    let main = |number: usize| {
        let verbs = analysis.sentences[number].verbs.clone().map(|v| analysis.verb(VerbId(v)));
        let mut subjects = verbs.filter(|v| v.relation == Relation::Main).filter_map(|v| v.subject);
        subjects.find_map(|g| person_named(story, entities, g))
    };
    let before = (since..sentence).rev();
    before.take_while(|n| analysis.sentences[*n].sentence.block == block).find_map(main)
}

/// The person or body behind a speaking group: a statement speaks for its owner, a pronoun for its antecedent.
fn speaker(
    story: &Story<'_>,
    entities: &Entities,
    group: GroupId,
    cue: Option<u32>,
    sentence: usize,
    known: &[Speaker],
) -> Speaker {
    let analysis = story.analysis;
    let data = analysis.group(group);
    let kinds = &story.ctx.program.kinds;
    let own = |g: GroupId, entity: Option<u32>| Speaker { group: g, entity, cue, sentence: sentence as u32 };
    // "He added": whoever spoke last, whomever he has named since.
    if data.kind == GroupKind::Pronoun {
        // "It says": the body that spoke last, or that of the person who did.
        let body = story.ctx.is(analysis.tokens[data.head as usize], WordClass::GroupPronoun);
        // "soldiers shot a man they said was armed": who acts in the sentence, even without a name.
        if let Some(named) = fillers::antecedent(story, group).filter(|_| body)
            && (entities.of_group[named.index()].is_some() || is_told_beside(analysis, group, named, sentence))
        {
            return own(named, entities.of_group[named.index()]);
        }
        // "Wissam Darwish rules out a war, but he warns": whoever the sentence has begun with.
        if let Some(named) = named_subject(story, entities, group, sentence).filter(|_| !body) {
            return own(named, entities.of_group[named.index()]);
        }
        // A paper says nothing more by a pronoun, and "he" is not several.
        let fits = |s: &&Speaker| match s.entity {
            Some(e) => (entities.list[e as usize].kind == EntityKind::Person) != body,
            None => {
                let data = analysis.group(s.group);
                let several = analysis.tokens[data.head as usize].tag == Tag::Nns;
                !data.types.meets(kinds.statement) && (body || !several)
            }
        };
        let last = known.iter().rev().find(fits);
        // "The spokesman played down the fears. … he said": whom the paragraph speaks of since.
        let since = last.map_or(0, |s| s.sentence as usize + 1);
        if let Some(named) = main_subject(story, entities, sentence, since).filter(|_| !body) {
            return own(named, entities.of_group[named.index()]);
        }
        if let Some(found) = last.or(known.last()) {
            return Speaker { cue, ..found.clone() };
        }
    }
    if let Some(entity) = entities.of_group[group.index()] {
        return own(group, Some(entity));
    }
    if let Some(other) = data.apposition
        && let Some(entity) = entities.of_group[other.index()]
        && analysis.group(other).name.is_some()
    {
        return own(other, Some(entity));
    }
    if data.types.meets(kinds.statement) {
        // "a statement by the ministry", "the ministry's statement".
        let owner = data.possessor.or_else(|| {
            let by = |p: &&crate::analysis::model::Prep| {
                let word = p.word;
                story.ctx.program.grammar.is(word, WordClass::By)
                    || story.ctx.program.grammar.is(word, WordClass::Of)
                    || analysis.group(p.group).types.meets(kinds.actor)
            };
            data.preps.iter().find(by).map(|p| p.group)
        });
        // "a toll compiled by the joint command".
        let owner = owner.or_else(|| {
            let reduced = analysis.verbs.iter().find(|v| v.passive && v.relation == Relation::Reduced(group))?;
            reduced.preps.iter().find(|p| story.ctx.program.grammar.is(p.word, WordClass::By)).map(|p| p.group)
        });
        if let Some(owner) = owner.filter(|o| entities.of_group[o.index()].is_some()) {
            return own(owner, entities.of_group[owner.index()]);
        }
        let definite = data.determiner == crate::analysis::model::Determiner::Definite;
        if definite && let Some(last) = known.last() {
            return Speaker { cue, ..last.clone() };
        }
    }
    own(group, None)
}

/// The pronoun's verb stands in a clause behind that of the group, in one sentence.
fn is_told_beside(analysis: &Analysis, pronoun: GroupId, named: GroupId, sentence: usize) -> bool {
    let subject = analysis.subjects(sentence).any(|g| g == named);
    subject && named < pronoun && analysis.group(named).clause != analysis.group(pronoun).clause
}

impl Sources {
    /// Who says the mention, whether in quotation marks, and whether the source holds over.
    pub(crate) fn of(&self, story: &Story<'_>, mention: &crate::extract::Mention) -> Option<(Speaker, bool, bool)> {
        let number = mention.sentence as usize;
        let quoted = self.quoted.iter().any(|q| q.contains(&mention.trigger.start));
        let own = &self.own[number];
        let not_self = |s: &&Statement| s.verb.is_none() || s.verb != mention.verb && s.verb != mention.support;
        let hangs = |v: VerbId| hangs_on(story, mention, v) && !is_occasion(story, mention, v);
        let governing = own.iter().filter(not_self).find(|s| s.verb.is_some_and(hangs));
        // "…, while the command said": it has not said what stands before.
        let apart = |v: VerbId| is_apart(story, mention, v) || is_aside(story, v) || is_occasion(story, mention, v);
        let covers = |s: &&Statement| !s.narrow && s.verb.is_none_or(|v| !apart(v));
        let statement = governing.or_else(|| own.iter().rfind(|s| not_self(s) && covers(s)));
        // A denial or claim is itself what its subject says.
        let itself = own.iter().find(|s| s.verb.is_some() && (s.verb == mention.verb || s.verb == mention.support));
        let about = matches!(&*story.ctx.program.frames[mention.frame as usize].event, "claim" | "denial");
        let (best, other) = if about { (itself, statement) } else { (statement, itself) };
        if let Some(statement) = best.or(other) {
            return Some((statement.speaker.clone(), quoted, false));
        }
        self.held[number].clone().map(|s| (s, quoted, true))
    }
}

/// The reporting verb stands in a clause behind the mention that turns to another matter, or goes on with one of its own:
/// "…, and the army denied that".
fn is_apart(story: &Story<'_>, mention: &crate::extract::Mention, report: VerbId) -> bool {
    let analysis = story.analysis;
    let verb = analysis.verb(report);
    let opens = |g: GroupId| {
        let before = analysis.group(g).tokens.start.checked_sub(1).map(|at| analysis.tokens[at as usize]);
        before.is_some_and(|t| story.ctx.is(t, WordClass::Apart) || t.tag == Tag::Cc)
    };
    mention.trigger.end <= verb.tokens.start && verb.subject.is_some_and(opens)
}

/// "Although the army announced his death, …": a report in a subordinate clause speaks of what hangs on it alone, but for
/// "as the army announced". "…, as the army said it had killed five": that is all the army has said.
fn is_aside(story: &Story<'_>, report: VerbId) -> bool {
    let Relation::Subordinate(_, word) = story.analysis.verb(report).relation else { return false };
    let sentence = || story.analysis.sentence_of(story.analysis.verb(report).head);
    story.ctx.program.grammar.is(word, WordClass::Apart) || has_content(story.analysis, sentence(), report)
}

/// "ordered an inquiry after police had shot four men": the occasion of what is said and not what is said, unless the
/// report stands between.
fn is_occasion(story: &Story<'_>, mention: &crate::extract::Mention, report: VerbId) -> bool {
    let analysis = story.analysis;
    let after = analysis.verb(report).head < mention.trigger.start;
    let thing = analysis.verb(report).object.is_some();
    let above = |v: &VerbId| match analysis.verb(*v).relation {
        Relation::Adverbial(up) | Relation::Conjunct(up) | Relation::Infinitive(up) | Relation::Gerund(up, _) => {
            Some(up)
        }
        _ => None,
    };
    let verb = mention.verb.or(mention.support);
    let upper = std::iter::successors(verb, above).take(8).last().map(|v| analysis.verb(v).relation);
    after
        && thing
        && matches!(upper, Some(Relation::Subordinate(Some(host), word))
            if host == report && story.ctx.program.grammar.is(word, WordClass::Apart))
}

/// The mention's verb is in the content of the reporting verb.
fn hangs_on(story: &Story<'_>, mention: &crate::extract::Mention, report: VerbId) -> bool {
    let mut at = mention.verb.or(mention.support);
    for _ in 0..10 {
        let Some(id) = at else { return false };
        if id == report {
            return true;
        }
        at = match story.analysis.verb(id).relation {
            Relation::Content(v)
            | Relation::Infinitive(v)
            | Relation::Adverbial(v)
            | Relation::Conjunct(v)
            | Relation::Gerund(v, _)
            | Relation::Subordinate(Some(v), _) => Some(v),
            Relation::RelativeSubject(g)
            | Relation::RelativeObject(g)
            | Relation::RelativeOther(g)
            | Relation::Reduced(g) => story.analysis.group(g).verb.filter(|v| *v != id),
            _ => None,
        };
    }
    false
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
pub(super) fn is_outlet(story: &Story<'_>, entities: &Entities, source: &Source) -> bool {
    let Some(outlet) = story.article.outlet.as_deref() else { return false };
    let Some(id) = source.entity.as_deref().and_then(|e| e.strip_prefix('e')).and_then(|n| n.parse::<usize>().ok())
    else {
        return false;
    };
    entities.list[id].entry.and_then(|e| story.ctx.program.entry(e).id.as_deref()) == Some(outlet)
}
