//! The number of a mention: from the filler that is counted, else from the trigger itself.

use crate::analysis::Context;
use crate::analysis::model::{Analysis, Determiner, GroupId, GroupKind, NounGroup};
use crate::analysis::numbers::QuantityKind;
use crate::compile::{FrameProgram, WordClass};
use crate::text::Tag;

use super::super::{CountOf, CountValue, RoleFiller};

/// The count of a mention with these roles.
pub(in crate::extract) fn count(
    ctx: Context<'_>,
    analysis: &Analysis,
    frame: &FrameProgram,
    roles: &[(u8, RoleFiller)],
    trigger: Option<GroupId>,
) -> Option<CountValue> {
    let counted = roles.iter().find(|(n, _)| frame.roles[usize::from(*n)].count);
    let told = match counted {
        Some((number, filler)) => of_list(ctx, analysis, filler.groups(analysis), CountOf::Role(*number)),
        None => None,
    };
    // "three warrants against the leader": a number that is written says more than a singular.
    match told {
        Some(value) if value.tokens.is_some() => Some(value),
        told => trigger.and_then(|g| quantity(analysis, analysis.group(g), CountOf::Event)).or(told),
    }
}

/// Of persons the sum over a coordination, open when a member has no number of its own; of things, which cannot be added,
/// the number of the first.
pub(super) fn of_list(
    ctx: Context<'_>,
    analysis: &Analysis,
    list: impl Iterator<Item = GroupId>,
    of: CountOf,
) -> Option<CountValue> {
    let kinds = &ctx.program.kinds;
    let people = kinds.person.union(kinds.actor).union(kinds.rank);
    let mut list = list.peekable();
    let group = analysis.group(*list.peek()?);
    if !group.types.is_empty() && !group.types.meets(people) && group.next.is_some() {
        return of_group(ctx, analysis, group, of);
    }
    let mut total: Option<CountValue> = None;
    let mut members = 0;
    let mut numbered = 0;
    for id in list {
        members += 1;
        let Some(value) = of_group(ctx, analysis, analysis.group(id), of) else { continue };
        numbered += 1;
        total = Some(match total {
            None => value,
            Some(sum) => CountValue {
                min: sum.min.saturating_add(value.min),
                max: sum.max.zip(value.max).map(|(a, b)| a.saturating_add(b)),
                approximate: sum.approximate || value.approximate,
                of,
                tokens: sum.tokens.zip(value.tokens).map(|(a, b)| a.start.min(b.start)..a.end.max(b.end)),
            },
        });
    }
    match total {
        // One number before a list of kinds counts them together: "303 tunnels and guesthouses".
        Some(value) if numbered == 1 && members > 1 && group.quantity.is_some() && value.tokens.is_some() => {
            Some(value)
        }
        // "forms, letters and a drone": one of them is no number of all.
        Some(value) if numbered < members && value.tokens.is_none() && !group.types.meets(people) => None,
        Some(mut value) if numbered < members => {
            value.max = None;
            Some(value)
        }
        other => other,
    }
}

/// The number of one group: said, or one where a singular says so.
pub(crate) fn of_group(ctx: Context<'_>, analysis: &Analysis, group: &NounGroup, of: CountOf) -> Option<CountValue> {
    if let Some(value) = quantity(analysis, group, of)
        .or_else(|| measured(ctx, analysis, group, of))
        .or_else(|| gathered(ctx, analysis, group, of))
    {
        return Some(value);
    }
    let head = analysis.tokens[group.head as usize];
    let kinds = &ctx.program.kinds;
    let person =
        group.types.meets(kinds.person.union(kinds.body).union(kinds.rank)) && !group.types.meets(kinds.casualty);
    let single = match group.kind {
        GroupKind::Name => person && group.name.is_some(),
        GroupKind::Common => {
            // "a passer-by" ends on no noun.
            let one = group.determiner == Determiner::Indefinite && !matches!(head.tag, Tag::Nns | Tag::Nnps);
            // "a 17-year-old" ends on an adjective.
            let singular = one || matches!(head.tag, Tag::Nn | Tag::Nnp | Tag::Jj);
            let actor = group.types.meets(ctx.program.kinds.actor);
            // A headline leaves the article out: "Army downs drone".
            let bare =
                || group.determiner == Determiner::None && !group.types.is_empty() && in_headline(analysis, group);
            // "kidnapped a family": nobody says how many.
            let several = person && ctx.is(head, WordClass::Gathering);
            singular && !several && (group.determiner == Determiner::Indefinite || !actor && (person || bare()))
        }
        // "a third was injured", "killed the fourth"
        GroupKind::Number => match group.determiner {
            Determiner::Indefinite => true,
            Determiner::Definite => group.tokens.len() == 2 && is_ordinal(analysis, group.head),
            _ => false,
        },
        // "shot him and his two sons"
        GroupKind::Pronoun => ctx.is(head, WordClass::PersonPronoun),
        _ => false,
    };
    single.then_some(CountValue { min: 1, max: Some(1), approximate: false, of, tokens: None })
}

fn is_ordinal(analysis: &Analysis, at: u32) -> bool {
    let first = analysis.quantities.partition_point(|q| q.tokens.end <= at);
    let own = analysis.quantities.get(first).filter(|q| q.tokens.contains(&at));
    own.is_some_and(|q| q.kind == QuantityKind::Ordinal)
}

/// "40 kilograms of hashish": the number of the measure is that of what it measures.
fn measured(ctx: Context<'_>, analysis: &Analysis, group: &NounGroup, of: CountOf) -> Option<CountValue> {
    group.governor.filter(|word| ctx.program.grammar.is(*word, WordClass::Of))?;
    let at = analysis.groups.partition_point(|g| g.tokens.start < group.tokens.start);
    let measure = analysis.groups[at.saturating_sub(2)..at]
        .iter()
        .rfind(|g| g.tokens.end + 1 == group.tokens.start && g.types.is_empty() && g.kind == GroupKind::Common)
        .filter(|g| !ctx.is(analysis.tokens[g.head as usize], WordClass::Price))?;
    let number = analysis.quantities.partition_point(|q| q.tokens.start < measure.tokens.start);
    let quantity = analysis.quantities.get(number).filter(|q| q.tokens.start < measure.tokens.end)?;
    matches!(quantity.kind, QuantityKind::Count | QuantityKind::Measure).then(|| CountValue {
        min: quantity.min,
        max: quantity.max,
        approximate: quantity.approximate,
        of,
        tokens: Some(quantity.tokens.clone()),
    })
}

/// "a family of six", "a group of five fighters": the number of those who make up the group.
fn gathered(ctx: Context<'_>, analysis: &Analysis, group: &NounGroup, of: CountOf) -> Option<CountValue> {
    let head = analysis.tokens[group.head as usize];
    if head.tag != Tag::Nn || !ctx.is(head, WordClass::Gathering) {
        return None;
    }
    let made = group.preps.iter().find(|p| ctx.program.grammar.is(p.word, WordClass::Of)).map(|p| p.group)?;
    let members = analysis.group(made);
    let people = members.kind == GroupKind::Number || members.types.meets(ctx.program.kinds.person);
    if people { quantity(analysis, members, of) } else { None }
}

fn in_headline(analysis: &Analysis, group: &NounGroup) -> bool {
    let at = analysis.sentence_of(group.head);
    analysis.sentences.get(at).is_some_and(|s| s.headline)
}

/// The number said in a group.
pub(super) fn quantity(analysis: &Analysis, group: &NounGroup, of: CountOf) -> Option<CountValue> {
    let quantity = &analysis.quantities[group.quantity? as usize];
    (quantity.kind == QuantityKind::Count).then(|| CountValue {
        min: quantity.min,
        max: quantity.max,
        approximate: quantity.approximate,
        of,
        tokens: Some(quantity.tokens.clone()),
    })
}
