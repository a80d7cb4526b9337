//! What fills a role: every member of a coordination, and for a pronoun what it stands for.
//!
//! Invariant: fillers and the references that merging compares come in one order, one for one.

use dateline_model::Filler;

use crate::analysis::model::{GroupId, GroupKind};
use crate::compile::{TypeSet, WordClass};
use crate::extract::RoleFiller;
use crate::text::{Tag, WordId};

use super::sources::Speaker;
use super::{Entities, Story, numbered};

/// What merging compares of a filler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GroupRef {
    pub(crate) entity: Option<u32>,
    pub(crate) person: bool,
    /// Lemma of the head.
    pub(crate) head: WordId,
    /// Types of the head.
    pub(crate) types: TypeSet,
    pub(crate) pronoun: bool,
}

/// A role's fillers: every member of its coordination; a pronoun stands for what it refers to.
pub(super) fn fillers(
    story: &Story<'_>,
    entities: &Entities,
    filler: &RoleFiller,
    speaker: Option<&Speaker>,
) -> (Vec<Filler>, Vec<GroupRef>) {
    let analysis = story.analysis;
    match filler {
        RoleFiller::Modifier(tokens, entry) => {
            let at = story.text_ref(tokens.clone());
            let info = story.ctx.program.entry(*entry);
            let entity = entities.at(tokens.start);
            let filler = Filler {
                entity: entity.map(|e| numbered('e', e)),
                span: at.span,
                text: at.text,
                name: info.is_name.then(|| info.name.to_string()),
                kb: info.id.as_deref().map(str::to_owned),
                ..blank()
            };
            let head = analysis.tokens[tokens.end as usize - 1].lemma;
            let types = story.ctx.program.types_of(*entry);
            (vec![filler], vec![GroupRef { entity, person: false, head, types, pronoun: false }])
        }
        RoleFiller::Group(first) => {
            let mut out = Vec::new();
            let mut refs = Vec::new();
            for id in analysis.members(*first) {
                let group = analysis.group(id);
                let mut entity = entities.of_group[id.index()];
                let head = analysis.tokens[group.head as usize];
                if group.kind == GroupKind::Pronoun && entity.is_none() && story.ctx.is(head, WordClass::FirstPerson) {
                    // "We arrested": the speaker's body.
                    entity = speaker.and_then(|s| s.entity).map(|e| body_of(entities, e));
                }
                let at = story.text_ref(group.tokens.start..group.head + 1);
                let affiliation = group.affiliation.map(|a| story.ctx.program.entry(a));
                let antecedent =
                    (group.kind == GroupKind::Pronoun && entity.is_none()).then(|| antecedent(story, id)).flatten();
                let named = antecedent.map(|a| analysis.group(a));
                let name = entity
                    .map(|e| entities.name(e).to_owned())
                    .or_else(|| named.map(|a| story.raw(a.tokens.clone()).to_owned()));
                entity = entity.or_else(|| antecedent.and_then(|a| entities.of_group[a.index()]));
                out.push(Filler {
                    entity: entity.map(|e| numbered('e', e)),
                    span: at.span,
                    text: at.text,
                    head: Some(story.raw(group.head..group.head + 1).to_owned()),
                    affiliation: affiliation.and_then(|a| a.id.as_deref()).map(str::to_owned),
                    name,
                    kb: group.entry.and_then(|e| story.ctx.program.entry(e).id.as_deref()).map(str::to_owned),
                    unlisted: group.types.is_empty() && group.kind == GroupKind::Common,
                    ..blank()
                });
                refs.push(GroupRef {
                    entity,
                    person: group.types.meets(story.ctx.program.kinds.person),
                    head: head.lemma,
                    types: group.types,
                    pronoun: group.kind == GroupKind::Pronoun,
                });
            }
            (out, refs)
        }
    }
}

/// What "they" or "it" refers to: the nearest subject before it that agrees in number, in this sentence or the last.
fn antecedent(story: &Story<'_>, id: GroupId) -> Option<GroupId> {
    let analysis = story.analysis;
    let group = analysis.group(id);
    let token = analysis.tokens[group.head as usize];
    if !story.ctx.is(token, WordClass::GroupPronoun) {
        return None;
    }
    let singular = story.raw(group.head..group.head + 1).to_ascii_lowercase().starts_with("it");
    let kinds = &story.ctx.program.kinds;
    let fits = |g: &GroupId| {
        let other = analysis.group(*g);
        let head = analysis.tokens[other.head as usize];
        let plural =
            matches!(head.tag, Tag::Nns | Tag::Nnps) || other.next.is_some() || other.kind == GroupKind::Number;
        let actor =
            other.types.meets(kinds.person) || (other.types.meets(kinds.actor) && !other.types.meets(kinds.place));
        matches!(other.kind, GroupKind::Common | GroupKind::Name) && actor && plural != singular && !other.is_subset
    };
    let sentence = analysis.sentences.partition_point(|s| s.sentence.tokens.end <= group.tokens.start);
    let same = analysis.sentences.get(sentence)?.groups.clone();
    let block = analysis.sentences[sentence].sentence.block;
    let before = (same.start..id.0).rev().map(GroupId).find(|g| fits(g));
    before
        .or_else(|| {
            let last = sentence
                .checked_sub(1)
                .map(|s| &analysis.sentences[s])
                .filter(|s| s.sentence.block == block || !s.headline)?;
            last.groups.clone().map(GroupId).find(|g| analysis.group(*g).verb.is_some() && fits(g))
        })
        // "Despite its defeat, ISIS": the subject behind a fronted pronoun.
        .or_else(|| (id.0 + 1..same.end).map(GroupId).find(|g| analysis.group(*g).verb.is_some() && fits(g)))
}

/// The body that a speaker belongs to, when the text says so.
fn body_of(entities: &Entities, id: u32) -> u32 {
    let body = entities.list[id as usize].attributes.organization.as_deref();
    body.and_then(|b| b.strip_prefix('e')).and_then(|n| n.parse().ok()).unwrap_or(id)
}

fn blank() -> Filler {
    Filler {
        entity: None,
        span: (0, 0).into(),
        text: String::new(),
        head: None,
        affiliation: None,
        name: None,
        kb: None,
        within: Vec::new(),
        lat: None,
        lon: None,
        precision: None,
        count: None,
        unlisted: false,
    }
}
