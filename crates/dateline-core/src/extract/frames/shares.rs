//! Shares: "arrested two in Mosul and another in Tikrit" tells of two deeds.
//!
//! Invariant: a share is a mention like the one it stands beside, with a filler, number and place of its own.

use crate::analysis::Context;
use crate::analysis::model::{Analysis, GroupId};
use crate::extract::{CountOf, Form, Mention, RoleFiller};

use super::counts::of_group;

/// Adds a mention for each share beside what the mentions from `first` on count.
pub(super) fn mentions(ctx: Context<'_>, analysis: &Analysis, sentence: usize, first: usize, out: &mut Vec<Mention>) {
    let shares = analysis.sentences[sentence].groups.clone().map(GroupId);
    for share in shares.filter(|g| analysis.group(*g).share_of.is_some()) {
        let beside = analysis.group(share).share_of;
        for i in first..out.len() {
            let mention = &out[i];
            let frame = &ctx.program.frames[mention.frame as usize];
            let counted = |(number, filler): &(u8, RoleFiller)| {
                frame.roles[usize::from(*number)].count && filler.group() == beside
            };
            let Some((number, _)) = mention.roles.iter().find(|role| counted(role)) else { continue };
            if mention.share.is_some() || frame.without & Form::Coordinated.bit() != 0 {
                continue;
            }
            let number = *number;
            let mut own = mention.clone();
            own.form = Form::Coordinated;
            own.share = Some(share);
            // "12 dead in Raqqa, seven in Hasakah": a state is that of its bearer.
            own.noun = own.noun.map(|noun| if Some(noun) == beside { share } else { noun });
            own.count = of_group(ctx, analysis, analysis.group(share), CountOf::Role(number));
            for role in &mut own.roles {
                if role.0 == number {
                    role.1 = RoleFiller::Group(share);
                } else if let Some(like) = role.1.group().and_then(|g| like(analysis, share, g)) {
                    role.1 = RoleFiller::Group(like);
                }
            }
            out.push(own);
        }
    }
}

/// "two to death and one to life": what stands under the share's preposition as `other` does under that of the first.
fn like(analysis: &Analysis, share: GroupId, other: GroupId) -> Option<GroupId> {
    let word = analysis.group(other).governor?;
    analysis.group(share).preps.iter().find(|p| p.word == word).map(|p| p.group)
}
