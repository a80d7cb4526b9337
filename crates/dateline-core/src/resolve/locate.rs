//! Where an event was, as far as its own sentence says.
//!
//! Invariant: every place stands in the sentence of the mention; what the story lends is [`super::context`]'s.

use crate::analysis::model::GroupId;
use crate::compile::WordClass;
use crate::extract::{Mention, RoleFiller};

use super::{Entities, PlaceRef, Story, captured, places};

/// Places of a mention: its own prepositions first, then its clause, then the sentence's other locating groups.
pub(super) fn place_refs(story: &Story<'_>, entities: &Entities, mention: &Mention) -> Vec<PlaceRef> {
    let analysis = story.analysis;
    let parts = &analysis.sentences[mention.sentence as usize];
    let captured = captured::place_refs(story, entities, mention);
    if !captured.is_empty() {
        return captured;
    }
    let mut own: Vec<GroupId> = Vec::new();
    if let Some(verb) = mention.verb.or(mention.support) {
        own.extend(analysis.verb(verb).preps.iter().map(|p| p.group));
    }
    if let Some(noun) = mention.noun {
        own.extend(analysis.group(noun).preps.iter().map(|p| p.group));
    }
    for (_, filler) in &mention.roles {
        if let RoleFiller::Group(g) = filler {
            for member in analysis.members(*g) {
                own.extend(analysis.group(member).preps.iter().map(|p| p.group));
            }
        }
    }
    let located = |id: GroupId| {
        let group = analysis.group(id);
        group.governor.is_some_and(|w| story.ctx.program.grammar.is(w, WordClass::Locative))
    };
    let collect = |ids: &mut dyn Iterator<Item = GroupId>| {
        let mut out: Vec<PlaceRef> = Vec::new();
        for id in ids {
            let first = analysis.group(id).first.unwrap_or(id);
            for member in analysis.members(first) {
                let nested = analysis.group(member).preps.iter().flat_map(|p| analysis.members(p.group));
                for g in std::iter::once(member).chain(nested) {
                    if let Some(place) = places::of_group(story, entities, g)
                        && out.iter().all(|p| p.tokens != place.tokens)
                    {
                        out.push(place);
                    }
                }
            }
        }
        out
    };
    let found = collect(&mut own.into_iter().filter(|g| located(*g)));
    if !found.is_empty() {
        return found;
    }
    let in_clause =
        parts.groups.clone().map(GroupId).filter(|g| analysis.group(*g).clause == mention.clause && located(*g));
    let found = collect(&mut in_clause.into_iter());
    if !found.is_empty() {
        return found;
    }
    let anywhere = parts.groups.clone().map(GroupId).filter(|g| located(*g));
    let found = collect(&mut anywhere.into_iter());
    if !found.is_empty() {
        return found;
    }
    // "Mosul police", "Baghdad blast": a place before the head of the trigger or the agent.
    modifier_places(story, mention)
}

fn modifier_places(story: &Story<'_>, mention: &Mention) -> Vec<PlaceRef> {
    let analysis = story.analysis;
    let groups = mention.noun.into_iter().chain(mention.roles.iter().filter_map(|(_, f)| match f {
        RoleFiller::Group(g) => Some(*g),
        RoleFiller::Modifier(..) => None,
    }));
    let mut out = Vec::new();
    for id in groups {
        let tokens = analysis.group(id).tokens.clone();
        for unit in analysis.units_in(tokens.clone()).iter().filter(|u| u.tokens.end <= tokens.end) {
            if let crate::analysis::UnitKind::Listed(e) = unit.kind
                && story.ctx.program.types_of(e).meets(story.ctx.program.kinds.place)
                && story.ctx.program.entry(e).level != Some(crate::compile::Level::Country)
            {
                let name = story.raw(unit.tokens.clone()).to_owned();
                out.push(PlaceRef { group: None, tokens: unit.tokens.clone(), entry: Some(e), name });
            }
        }
    }
    out
}
