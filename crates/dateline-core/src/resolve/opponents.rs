//! At whose hands people fell: "Three fighters were killed in a shootout with police", "Two were killed when gunmen attacked".
//!
//! Invariant: the two are not on one side; an event whose doer is said keeps that one.

use crate::analysis::model::{GroupId, Relation, VerbId};
use crate::compile::WordClass;
use crate::extract::Mention;

use super::Story;
use super::context::is_own_loss;
use super::events::Draft;
use super::fillers::{GroupRef, Side};
use super::ties::{finite, goes_on};

/// The type under which all deeds stand by which people fall, and the one of them that has two sides.
const ASSAULT: &str = "attack";
const FIGHT: &str = "clash";
/// Violence without arms.
const ABDUCTION: &str = "kidnapping";

/// Who is killed or hurt in a fight "with" somebody suffers that from these, and has fought them.
pub(super) fn oppose(story: &Story<'_>, mentions: &[Mention], out: &mut [Draft]) {
    for i in 0..out.len() {
        let free = out[i].agent.is_empty() && !out[i].patient.is_empty() && suffers(story, &mentions[i]);
        if !free {
            continue;
        }
        if let Some(assault) = assault_of(story, mentions, out, i) {
            let (doer, named) = (out[assault].agent.clone(), out[assault].event.roles.get("agent").cloned());
            out[i].done_by(doer, named);
            continue;
        }
        let Some(fight) = fight_of(story, mentions, out, i) else { continue };
        let fallen = out[i].patient.clone();
        if !opposed(&fallen, &out[fight].patient) {
            continue;
        }
        let foes = out[fight].patient.clone();
        let named = |j: usize| out[j].event.roles.get("patient").cloned();
        let (foe, fell) = (named(fight), named(i));
        out[i].done_by(foes, foe);
        if out[fight].agent.is_empty() {
            out[fight].done_by(fallen, fell);
        }
    }
}

/// The rule counts those who suffer, and names who does it.
fn suffers(story: &Story<'_>, mention: &Mention) -> bool {
    let frame = &story.ctx.program.frames[mention.frame as usize];
    counts_fallen(story, mention.frame) && frame.roles.iter().any(|r| *r.name == *"agent")
}

/// The rule counts the dead or the hurt.
fn counts_fallen(story: &Story<'_>, frame: u32) -> bool {
    let casualty = story.ctx.program.kinds.casualty;
    let frame = &story.ctx.program.frames[frame as usize];
    frame.roles.iter().any(|r| *r.name == *"patient" && r.count && r.types.meets(casualty))
}

/// An assault, or what people suffer by one.
pub(super) fn is_violence(story: &Story<'_>, draft: &Draft) -> bool {
    let kind = draft.event.kind.as_str();
    matches!(kind, ASSAULT | ABDUCTION)
        || story.ctx.program.is_kind_of(kind, ASSAULT)
        || counts_fallen(story, draft.frame)
}

/// The assault of the clause upon which it happened, by somebody else: "were killed and a third was hurt when gunmen attacked".
fn assault_of(story: &Story<'_>, mentions: &[Mention], out: &[Draft], i: usize) -> Option<usize> {
    let analysis = story.analysis;
    let own = mentions[i].verb?;
    let fallen = analysis.verb(own);
    let led = |v: VerbId| {
        let Relation::Subordinate(Some(above), word) = analysis.verb(v).relation else { return false };
        let upper = analysis.verb(above);
        let whole = above == own || upper.passive && upper.relation == fallen.relation && goes_on(upper, fallen);
        whole && story.ctx.program.grammar.is(word, WordClass::Upon)
    };
    (0..out.len()).filter(|j| mentions[*j].sentence == mentions[i].sentence).find(|j| {
        let other = &out[*j];
        let kind = other.event.kind.as_str();
        let assault = kind == ASSAULT || kind != FIGHT && story.ctx.program.is_kind_of(kind, ASSAULT);
        let stranger = !other.agent.is_empty() && other.agent.iter().all(|a| !a.pronoun);
        let verb = mentions[*j].verb.or(mentions[*j].support);
        assault
            && stranger
            && verb.is_some_and(|v| led(finite(analysis, v)))
            && !is_own_loss(story, &mentions[i], &out[i], &other.agent)
    })
}

/// The mention of the fight that the verb says its deed was "in", with whoever stands behind "with".
fn fight_of(story: &Story<'_>, mentions: &[Mention], out: &[Draft], i: usize) -> Option<usize> {
    let analysis = story.analysis;
    let grammar = &story.ctx.program.grammar;
    let verb = analysis.verb(mentions[i].verb?);
    let own = mentions[i].roles.iter().filter_map(|(_, filler)| filler.group());
    let beside = own.flat_map(|g| &analysis.group(g).preps).chain(&verb.preps);
    let mut within = beside.filter(|p| grammar.holds(p.word));
    let with = |g: GroupId| analysis.group(g).preps.iter().any(|p| grammar.is(p.word, WordClass::Absolute));
    within.find_map(|p| {
        let told = |j: &usize| mentions[*j].noun == Some(p.group) && !out[*j].patient.is_empty() && with(p.group);
        (0..out.len()).find(told)
    })
}

/// They fight on sides that differ; nobody who bears no arms does, and whoever is on no side ("smugglers") may.
fn opposed(fallen: &[GroupRef], foes: &[GroupRef]) -> bool {
    let civilian = |all: &[GroupRef]| all.iter().any(|r| r.side == Some(Side::Civilian));
    let differ = |a: &GroupRef, b: &GroupRef| match (a.side, b.side) {
        (Some(a), Some(b)) => a.agrees(b) == Some(false),
        (None, Some(_)) => a.person,
        _ => false,
    };
    !civilian(fallen) && !civilian(foes) && fallen.iter().any(|a| foes.iter().any(|b| differ(a, b)))
}
