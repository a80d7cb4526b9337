//! Sides: "four guards and six attackers were killed" tells of two losses, one of each side.
//!
//! Invariant: the parts of a mention cover its coordination, in its order, and each has a number of its own. Those of one
//! side stay together ("a shepherd and his two sons"), as does whoever the words put on no side.

use crate::analysis::Context;
use crate::analysis::model::{Analysis, GroupId, GroupKind, NounGroup};
use crate::extract::{CountOf, CountValue, Mention, RoleFiller};

use super::counts::{of_group, of_list};

/// Whom somebody belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Force,
    Militants,
    Civilians,
}

/// Parts each mention from `first` on whose counted role names people of several sides.
pub(super) fn part(ctx: Context<'_>, analysis: &Analysis, first: usize, out: &mut Vec<Mention>) {
    for i in first..out.len() {
        let mention = &out[i];
        let Some(CountValue { of: CountOf::Role(number), .. }) = mention.count else { continue };
        let Some(list) = mention.role(number) else { continue };
        if list.groups(analysis).nth(1).is_none() {
            continue;
        }
        let parts = parts(ctx, analysis, list);
        let of_part = |filler: &RoleFiller| of_list(ctx, analysis, filler.groups(analysis), CountOf::Role(number));
        if parts.len() < 2 || parts.iter().any(|part| of_part(part).is_none()) {
            continue;
        }
        let whole = mention.clone();
        let told = parts.into_iter().map(|part| {
            let mut own = whole.clone();
            own.count = of_part(&part);
            for role in own.roles.iter_mut().filter(|role| role.0 == number) {
                role.1 = part.clone();
            }
            own
        });
        let mut told = told.collect::<Vec<_>>().into_iter();
        if let Some(head) = told.next() {
            out[i] = head;
        }
        out.extend(told);
    }
}

/// The runs of one side in a coordination.
fn parts(ctx: Context<'_>, analysis: &Analysis, list: &RoleFiller) -> Vec<RoleFiller> {
    let mut parts: Vec<(GroupId, u8, Option<Side>)> = Vec::new();
    for id in list.groups(analysis) {
        let group = analysis.group(id);
        // "the governor and his guards"
        let theirs = group.possessor.is_some_and(|g| analysis.group(g).kind == GroupKind::Pronoun);
        let counted = || of_group(ctx, analysis, group, CountOf::Event).is_some();
        let side = side(ctx, group).filter(|_| !theirs && counted());
        match parts.last_mut() {
            Some((_, many, of)) if side.is_none() || of.is_none() || side == *of => {
                *many += 1;
                *of = of.or(side);
            }
            _ => parts.push((id, 1, side)),
        }
    }
    parts.into_iter().map(|(id, many, _)| RoleFiller::Part(id, many)).collect()
}

/// The side that the group's words name.
fn side(ctx: Context<'_>, group: &NounGroup) -> Option<Side> {
    let kinds = &ctx.program.kinds;
    let of = group.affiliation.map(|body| ctx.program.types_of(body));
    let of = |kind| of.is_some_and(|types| types.meets(kind));
    if of(kinds.force) || of(kinds.armed_group) {
        return Some(if of(kinds.force) { Side::Force } else { Side::Militants });
    }
    let is = |kind| group.types.meets(kind);
    match (is(kinds.soldier), is(kinds.militant), is(kinds.civilian)) {
        (true, false, false) => Some(Side::Force),
        (false, true, false) => Some(Side::Militants),
        (false, false, true) => Some(Side::Civilians),
        _ => None,
    }
}
