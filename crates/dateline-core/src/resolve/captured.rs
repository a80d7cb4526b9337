//! Place and time that a pattern captures: they go before what stands around the match.

use crate::extract::{Mention, RoleFiller};

use super::places::PlaceRef;
use super::times::Times;
use super::{Entities, Story, places};

/// Fillers of the role with this name.
fn fillers<'m>(story: &'m Story<'_>, mention: &'m Mention, name: &'m str) -> impl Iterator<Item = &'m RoleFiller> {
    let roles = &story.ctx.program.frames[mention.frame as usize].roles;
    mention.roles.iter().filter(move |(role, _)| *roles[usize::from(*role)].name == *name).map(|(_, filler)| filler)
}

/// The places that fill the role `place`.
pub(super) fn place_refs(story: &Story<'_>, entities: &Entities, mention: &Mention) -> Vec<PlaceRef> {
    let mut out: Vec<PlaceRef> = Vec::new();
    for filler in fillers(story, mention, "place") {
        match filler {
            RoleFiller::Group(_) | RoleFiller::Part(..) => {
                let places = filler.groups(story.analysis).filter_map(|g| places::of_group(story, entities, g));
                out.extend(places.cloned());
            }
            RoleFiller::Modifier(tokens, entry)
                if story.ctx.program.types_of(*entry).meets(story.ctx.program.kinds.place) =>
            {
                let name = story.raw(tokens.clone()).to_owned();
                out.push(PlaceRef { group: None, tokens: tokens.clone(), entry: Some(*entry), name });
            }
            RoleFiller::Modifier(..) => {}
        }
    }
    out
}

/// The time expression that fills the role `time`.
pub(super) fn time(story: &Story<'_>, times: &Times, mention: &Mention) -> Option<u32> {
    let analysis = story.analysis;
    let all = analysis.sentences[mention.sentence as usize].times.clone();
    fillers(story, mention, "time").find_map(|filler| {
        let tokens = match filler {
            RoleFiller::Group(g) | RoleFiller::Part(g, _) => analysis.group(*g).tokens.clone(),
            RoleFiller::Modifier(tokens, _) => tokens.clone(),
        };
        let meets = |t: &u32| {
            let own = &analysis.times[*t as usize].tokens;
            own.start < tokens.end && tokens.start < own.end
        };
        all.clone().find(|t| meets(t) && times.dates(story, *t))
    })
}
