//! Totals and their parts: "nine were arrested in three provinces", and then four, three and two.
//!
//! Invariant: parts are told behind their total and add up to it; nothing is part of two totals, and nothing is added.

use dateline_model::{Incident, Status, TimeValue};

use super::events::Draft;
use super::merge::{at_one_place, may_share};
use super::{Story, counts};

/// Links every incident that is one of the parts of a total to it; `clusters` are the events of each incident.
pub(super) fn link(story: &Story<'_>, drafts: &[Draft], clusters: &[Vec<usize>], incidents: &mut [Incident]) {
    for whole in 0..incidents.len() {
        let Some(total) = total(&incidents[whole]) else { continue };
        let parts: Vec<usize> = (whole + 1..incidents.len())
            .filter(|p| incidents[*p].part_of.is_none() && is_part(&incidents[whole], &incidents[*p], total))
            .filter(|p| fits(story, drafts, &clusters[whole], &clusters[*p]))
            .collect();
        let size = |p: &usize| incidents[*p].count.as_ref().map_or(0, |c| c.min);
        let Some(run) = run(&parts, total, size) else { continue };
        let id = incidents[whole].id.clone();
        for part in run {
            incidents[*part].part_of = Some(id.clone());
        }
    }
}

/// The exact number that parts can add up to.
fn total(whole: &Incident) -> Option<u64> {
    let count = whole.count.as_ref()?;
    (count.at.is_some() && count.max == Some(count.min) && count.min > 1).then_some(count.min)
}

/// The first stretch of at least two parts that add up to the total.
fn run(parts: &[usize], total: u64, size: impl Fn(&usize) -> u64) -> Option<&[usize]> {
    (0..parts.len()).find_map(|from| {
        let mut sum = 0;
        for (n, part) in parts[from..].iter().enumerate() {
            sum += size(part);
            if sum >= total {
                return (sum == total && n > 0).then(|| &parts[from..=from + n]);
            }
        }
        None
    })
}

/// The same is counted, of what is told alike.
fn is_part(whole: &Incident, part: &Incident, total: u64) -> bool {
    let (Some(a), Some(b)) = (&whole.count, &part.count) else { return false };
    let told = |s: Status| !matches!(s, Status::Denied | Status::Hypothetical);
    whole.kind == part.kind
        && whole.aggregate == part.aggregate
        && a.of == b.of
        && (1..total).contains(&b.min)
        && told(whole.status)
        && told(part.status)
        && overlap(whole.time.as_ref(), part.time.as_ref())
}

fn overlap(a: Option<&TimeValue>, b: Option<&TimeValue>) -> bool {
    let days = |t: &TimeValue| t.start.zip(t.end).map(|(s, e)| (s.date, e.date));
    a.and_then(days).zip(b.and_then(days)).is_none_or(|((s, e), (s2, e2))| s <= e2 && s2 <= e)
}

/// Actors and places of the part can be among those of the whole.
fn fits(story: &Story<'_>, drafts: &[Draft], whole: &[usize], part: &[usize]) -> bool {
    let counted = |c: &[usize]| c.iter().copied().max_by_key(|i| counts::weight(drafts[*i].event.count.as_ref()));
    let (Some(a), Some(b)) = (counted(whole), counted(part)) else { return false };
    let later = drafts[b].sentence > drafts[a].sentence;
    later && may_share(&drafts[a], &drafts[b]) && whole.iter().all(|i| at_one_place(story, &drafts[*i], &drafts[b]))
}
