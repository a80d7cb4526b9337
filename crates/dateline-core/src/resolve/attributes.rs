//! What the text says of a person beside the name: rank, role, body, nationality.

use std::ops::Range;

use dateline_model::Attributes;

use crate::analysis::UnitKind;
use crate::analysis::model::{GroupId, Meaning};
use crate::compile::{EntryId, WordClass};

use super::{Entities, Story};

/// From the words before the name, and from the group that renames it.
pub(crate) fn of_person(story: &Story<'_>, entities: &Entities, id: GroupId) -> Attributes {
    let group = story.analysis.group(id);
    let Some(name) = group.name.clone() else { return Attributes::default() };
    let mut out = Attributes::default();
    let start = group.tokens.start.min(titled(story, name.start));
    describe(story, entities, start..name.start, id, &mut out);
    if let Some(other) = group.apposition {
        let renaming = story.analysis.group(other);
        describe(story, entities, renaming.tokens.clone(), other, &mut out);
    }
    out
}

/// Words of a rank, at most.
const RANK: u32 = 6;

/// "Superintendent of Police Waqas Rafiq": where the rank begins that ends at the name, whatever the grammar made of it.
fn titled(story: &Story<'_>, name: u32) -> u32 {
    let hits = &story.analysis.hits;
    let from = hits.partition_point(|h| h.tokens.start + RANK < name);
    let rank = |m: Meaning| matches!(m, Meaning::Entry(e) if story.ctx.program.types_of(e).meets(story.ctx.program.kinds.rank));
    let ends =
        hits[from..].iter().take_while(|h| h.tokens.start < name).filter(|h| h.tokens.end == name && rank(h.meaning));
    ends.map(|h| h.tokens.start).min().unwrap_or(name)
}

/// Reads rank, role, body and nationality from a stretch of modifiers or a renaming group with its prepositions.
fn describe(story: &Story<'_>, entities: &Entities, tokens: Range<u32>, host: GroupId, out: &mut Attributes) {
    let program = story.ctx.program;
    let kinds = &program.kinds;
    let analysis = story.analysis;
    let first = analysis.hits.partition_point(|h| h.tokens.start < tokens.start);
    let mut role: Option<Range<u32>> = None;
    let mut rank: Option<(Range<u32>, EntryId)> = None;
    for hit in
        analysis.hits[first..].iter().take_while(|h| h.tokens.start < tokens.end).filter(|h| h.tokens.end <= tokens.end)
    {
        match hit.meaning {
            Meaning::Entry(e) => {
                let types = program.types_of(e);
                if types.meets(kinds.rank) {
                    // "Major General" and not "Major".
                    if rank.as_ref().is_none_or(|(r, _)| r.start >= hit.tokens.start && r.end <= hit.tokens.end) {
                        rank = Some((hit.tokens.clone(), e));
                    }
                } else if types.meets(kinds.title) || (types.meets(kinds.person) && !program.entry(e).is_name) {
                    role = Some(
                        role.map_or(hit.tokens.clone(), |r| r.start.min(hit.tokens.start)..r.end.max(hit.tokens.end)),
                    );
                }
            }
            Meaning::Adjective(e) if program.entry(e).level.is_some() => {
                out.nationality.get_or_insert_with(|| story.raw(hit.tokens.clone()).to_owned());
            }
            _ => {}
        }
    }
    if let Some((_, rank)) = rank {
        out.rank.get_or_insert_with(|| (*program.entry(rank).name).to_owned());
    }
    let body = analysis
        .units_in(tokens.clone())
        .iter()
        .filter(|u| u.tokens.end <= tokens.end)
        .filter(|u| matches!(u.kind, UnitKind::Listed(_) | UnitKind::Body(_)))
        .filter_map(|u| entities.at(u.tokens.start))
        .find(|e| is_body(entities, *e));
    let host = analysis.group(host);
    // "head of the Security Committee in the Provincial Council": the prepositions belong to the role.
    let mut end = role.as_ref().map_or(tokens.end, |r| r.end);
    let mut behind = None;
    if host.tokens.end == tokens.end {
        for prep in &host.preps {
            let of = program.grammar.is(prep.word, WordClass::Of);
            let group = analysis.group(prep.group);
            if group.tokens.start > end + 2 {
                break;
            }
            if behind.is_none() {
                behind = entities.of_group[prep.group.index()].filter(|e| is_body(entities, *e));
            }
            if of {
                end = group.tokens.end;
            }
        }
    }
    if let Some(role) = role {
        out.role.get_or_insert_with(|| {
            story.raw(role.start..end.max(role.end)).split_whitespace().collect::<Vec<_>>().join(" ")
        });
    }
    if let Some(body) = behind.or(body) {
        out.organization.get_or_insert_with(|| format!("e{body}"));
    }
}

fn is_body(entities: &Entities, id: u32) -> bool {
    use dateline_model::EntityKind::{Force, Group, Media, Organization};
    matches!(entities.list[id as usize].kind, Force | Group | Media | Organization)
}
