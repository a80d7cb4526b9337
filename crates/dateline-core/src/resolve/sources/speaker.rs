//! Who is behind the words that name a speaker: a body behind its statement, somebody named before behind a pronoun.
//!
//! Invariant: a speaker is somebody whom the text names at or before the report.

use dateline_model::EntityKind;

use crate::analysis::model::{Analysis, GroupId, GroupKind, Prep, Relation, VerbId};
use crate::compile::WordClass;
use crate::text::Tag;

use super::super::{Entities, Story, fillers};
use super::Speaker;

/// The group, or what it renames, where that is a person by name: "the researcher, Wathiq al-Tamimi".
fn person_named(story: &Story<'_>, entities: &Entities, group: GroupId) -> Option<GroupId> {
    let is_person = |g: &GroupId| {
        entities.of_group[g.index()].is_some_and(|e| entities.list[e as usize].kind == EntityKind::Person)
    };
    let data = story.analysis.group(group);
    // "The spokesman for the ministry, Wathiq al-Tamimi": the name stands beside what he speaks for.
    let office = data.preps.iter().filter(|_| data.types.meets(story.ctx.program.kinds.person));
    let behind = office.filter_map(|p| story.analysis.group(p.group).apposition);
    [Some(group), data.apposition].into_iter().flatten().chain(behind).find(is_person)
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
pub(super) fn speaker(
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
        // "…, it said": nobody whom it tells of.
        let closes = closes(story, group);
        let named = fillers::antecedent(story, group).filter(|_| body);
        let told = |g: GroupId| {
            let before = analysis.sentence_of(analysis.group(g).head);
            // "Guards searched the camp. They say …": who has been told of since anybody spoke.
            let newer = || before < sentence && known.last().is_none_or(|s| (s.sentence as usize) < before);
            let is_known = entities.of_group[g.index()].is_some();
            (before < sentence || !closes) && (is_known || is_told_beside(analysis, group, g, sentence) || newer())
        };
        if let Some(named) = named.filter(|g| told(*g)) {
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
                (body || !data.types.meets(kinds.statement)) && (body || !several)
            }
        };
        let last = known.iter().rev().find(fits);
        // "The spokesman played down the fears. … he said": whom the paragraph speaks of since.
        let since = last.map_or(0, |s| s.sentence as usize + 1);
        if let Some(named) = main_subject(story, entities, sentence, since).filter(|_| !body) {
            return own(named, entities.of_group[named.index()]);
        }
        // "The command called that untrue, pointing to a raid in which, it said, …": the body that the sentence is about.
        let actor = |g: &GroupId| {
            let entity = entities.of_group[g.index()].map(|e| entities.list[e as usize].kind);
            *g < group && entity.is_some_and(|k| !matches!(k, EntityKind::Person | EntityKind::Place))
        };
        if let Some(named) = analysis.subjects(sentence).find(actor).filter(|_| body && !closes) {
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
            let by = |p: &&Prep| {
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
            story.ctx.by_agent(reduced).map(|by| by.group)
        });
        // "an announcement made by the prisons department"; "the ministry's statement" is whose the ministry is.
        let owner = owner.map(|o| (o, entities.of_group[o.index()]));
        let fits = |(o, entity): &(GroupId, Option<u32>)| {
            let types = analysis.group(*o).types;
            entity.is_some() || data.possessor != Some(*o) && types.meets(kinds.actor) && !types.meets(kinds.place)
        };
        if let Some((owner, entity)) = owner.filter(fits) {
            return own(owner, entity);
        }
        let definite = data.determiner == crate::analysis::model::Determiner::Definite;
        // "“…,” the statement read": a body's or an office's, before whoever has confessed to it since.
        let issues = |s: &&Speaker| match s.entity {
            Some(e) => entities.list[e as usize].kind != EntityKind::Person,
            None => !analysis.group(s.group).types.meets(kinds.person),
        };
        if definite && let Some(last) = known.iter().rev().find(issues).or(known.last()) {
            return Speaker { cue, ..last.clone() };
        }
    }
    own(group, None)
}

/// "…, it said": the report stands behind all that it tells.
fn closes(story: &Story<'_>, pronoun: GroupId) -> bool {
    let analysis = story.analysis;
    let group = analysis.group(pronoun);
    let Some(id) = group.verb else { return false };
    let verb = analysis.verb(id);
    let last = analysis.sentences[analysis.sentence_of(group.head)].verbs.end == id.0 + 1;
    let comma = group.tokens.start.checked_sub(1).is_some_and(|at| matches!(story.mark(at), "," | "\"" | "”" | "»"));
    comma && last && verb.relation == Relation::Main && verb.object.is_none()
}

/// The pronoun's verb stands in a clause behind that of the group, in one sentence.
fn is_told_beside(analysis: &Analysis, pronoun: GroupId, named: GroupId, sentence: usize) -> bool {
    let subject = analysis.subjects(sentence).any(|g| g == named);
    subject && named < pronoun && analysis.group(named).clause != analysis.group(pronoun).clause
}
