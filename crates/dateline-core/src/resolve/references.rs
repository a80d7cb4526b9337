//! Nouns that name again what the article has told: "the bombing", "that attack".
//!
//! Invariant: a reference gives an incident another place in the text and nothing else. It makes no incident, and one of
//! what nothing was told is dropped.

use std::collections::BTreeMap;

use dateline_model::{Event, Incident, Status};

use crate::extract::{Form, Reference};

use super::events::Draft;
use super::{Story, numbered};

/// Deeds before it that a reference is compared with.
const NEAR: usize = 32;

/// How surely a reference is to the deed that it is ascribed to.
const CONFIDENCE: f32 = 0.5;

/// Gives each reference to the incident of the deed of its type that was told last before it, and makes events of them.
pub(super) fn attach(
    story: &Story<'_>,
    references: &[Reference],
    drafts: &[Draft],
    clusters: &[Vec<usize>],
    incidents: &mut [Incident],
) -> Vec<Event> {
    let mut home = vec![0; drafts.len()];
    for (number, cluster) in clusters.iter().enumerate() {
        for draft in cluster {
            home[*draft] = number;
        }
    }
    let program = story.ctx.program;
    let mut out: Vec<Event> = Vec::new();
    for reference in references {
        let frame = &program.frames[reference.frame as usize];
        let trigger = story.text_ref(reference.trigger.clone());
        // Several rules may know the noun.
        if out.last().is_some_and(|other| trigger.span.start < other.trigger.span.end) {
            continue;
        }
        let before = drafts.partition_point(|d| d.event.trigger.span.start < trigger.span.start);
        let meant = (0..before).rev().take(NEAR).find(|at| {
            let told = &drafts[*at].event;
            let kind = *told.kind == *frame.event || program.is_kind_of(&told.kind, &frame.event);
            kind && !told.aggregate && told.status != Status::Denied
        });
        let Some(meant) = meant else { continue };
        let incident = &mut incidents[home[meant]];
        let event = Event {
            id: numbered('v', (drafts.len() + out.len()) as u32),
            kind: (*frame.event).to_owned(),
            trigger,
            roles: BTreeMap::new(),
            count: None,
            time: None,
            source: None,
            status: incident.status,
            aggregate: false,
            rule: [&*frame.id, "#", Form::NominalBare.id()].concat(),
            confidence: CONFIDENCE,
        };
        incident.events.push(event.id.clone());
        out.push(event);
    }
    out
}
