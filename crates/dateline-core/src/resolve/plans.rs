//! The day of what is only planned: the one that the plan's own words say, which for a weekday is the next.
//!
//! Invariant: a plan never has the day of the deed it is told with ("staged a sit-in on Tuesday, demanding the execution").

use dateline_model::Status;

use crate::analysis::model::{Analysis, GroupId, Relation, VerbId};
use crate::extract::Mention;

use super::Story;
use super::date::Dated;
use super::deeds::under;
use super::hosts::{Host, host};
use super::ties::{chain, governing, relative, telling, up};
use super::times::Times;

/// The time of the mention, unless that is of something else than the plan that the mention tells.
pub(super) fn own(story: &Story<'_>, times: &Times, mention: &Mention, dated: Dated) -> Option<Dated> {
    let planned = matches!(mention.status, Status::Planned | Status::Hypothetical);
    if !planned || dated.announced || times.is_ahead(story, dated.time) {
        return Some(dated);
    }
    let parts = &story.analysis.sentences[mention.sentence as usize];
    let host = host(story, parts, &story.analysis.times[dated.time as usize].tokens);
    is_of(story.analysis, mention, host).then(|| Dated { ahead: is_ahead(story, mention, dated), ..dated })
}

/// The time hangs on the plan, or on the deed that is done to its end: "attacked a prison in January to free them".
fn is_of(analysis: &Analysis, mention: &Mention, host: Host) -> bool {
    let own = telling(analysis, mention);
    let end = |v: VerbId| matches!(analysis.verb(v).relation, Relation::Infinitive(_) | Relation::NounInfinitive(_));
    let of = |on: VerbId| {
        own.is_some_and(|own| {
            own == on
                || up(analysis, on, own) && relative(analysis, on, own).is_none()
                || up(analysis, own, on) && chain(analysis, own).take_while(|v| *v != on).all(end)
        })
    };
    match host {
        Host::Open => true,
        Host::Noun(group) => match mention.noun {
            Some(noun) => noun == group || under(analysis, group).any(|g| g == noun),
            None => governing(analysis, group).is_none_or(of),
        },
        Host::Verb(on) => of(on),
    }
}

/// "called for a protest on Friday", "will march on Friday": the Friday to come. Not "ordered on Friday the release".
fn is_ahead(story: &Story<'_>, mention: &Mention, dated: Dated) -> bool {
    let analysis = story.analysis;
    let behind = analysis.times[dated.time as usize].tokens.start >= mention.trigger.end;
    let ordered = |noun: GroupId| {
        let verb = governing(analysis, noun).map(|v| analysis.verb(v));
        verb.is_some_and(|v| v.object == Some(noun) || v.second == Some(noun))
    };
    let acts = mention.verb.or(mention.support).is_some();
    behind && (acts || mention.noun.is_some_and(|noun| !ordered(noun)))
}
