//! Entries of a list that opens with a toll: "… has risen to 611, distributed as follows:", and then "402 soldiers", "168
//! civilians, including a child". Each entry is a part of what the toll counts.

use dateline_model::{Article, BlockKind};

use crate::analysis::Context;
use crate::analysis::model::{Analysis, GroupId, GroupKind, VerbId};

use super::frames::count_of_group;
use super::{CountOf, Form, Found, Mention, RoleFiller};

/// Adds what the sentence tells as an entry, where no rule found anything in it.
pub fn entry(ctx: Context<'_>, article: &Article<'_>, analysis: &Analysis, sentence: usize, found: &mut Found) {
    let parts = &analysis.sentences[sentence];
    let listed = |n: usize| {
        let block = analysis.sentences[n].sentence.block;
        article.blocks[block as usize].kind == BlockKind::ListItem
    };
    if !listed(sentence) || found.mentions.last().is_some_and(|m| m.sentence as usize == sentence) {
        return;
    }
    let Some(group) = counted(ctx, analysis, sentence) else { return };
    let Some(opening) = (0..sentence).rev().find(|n| !listed(*n)) else { return };
    let end = analysis.sentences[opening].sentence.tokens.end as usize;
    if analysis.tokens[..end].last().is_none_or(|t| t.mark(ctx.text) != ":") {
        return;
    }
    let block = analysis.sentences[opening].sentence.block;
    let near = |m: &Mention| analysis.sentences[m.sentence as usize].sentence.block == block;
    let role = |m: &Mention| {
        let roles = &ctx.program.frames[m.frame as usize].roles;
        let counted = roles.iter().position(|r| r.count).or_else(|| roles.iter().position(|r| &*r.name == "patient"));
        counted.map(|n| n as u8)
    };
    let value = |role: u8| count_of_group(ctx, analysis, analysis.group(group), CountOf::Role(role));
    // The first toll that can hold the entry: "137 people dead in 61 operations, as follows:".
    let before = found.mentions.iter().enumerate().rev();
    let tolls = before.skip_while(|(_, m)| listed(m.sentence as usize)).take_while(|(_, m)| near(m));
    let told = tolls.filter_map(|(i, m)| Some((i, m, role(m)?))).find(|(_, toll, role)| {
        let people = |of| of == CountOf::Role(*role) || of == CountOf::Event && toll.form == Form::Pattern;
        let whole = toll.count.as_ref().filter(|c| people(c.of));
        whole.zip(value(*role)).is_some_and(|(whole, part)| part.min < whole.max.unwrap_or(u64::MAX))
    });
    let Some((number, toll, role)) = told else { return };
    let tokens = analysis.group(group).tokens.clone();
    let mention = Mention {
        form: Form::Coordinated,
        trigger: tokens,
        sentence: sentence as u32,
        clause: analysis.group(group).clause,
        verb: None,
        noun: Some(group),
        support: None,
        roles: [(role, RoleFiller::Group(group))].into_iter().collect(),
        count: value(role),
        cause: Some(number as u32),
        share: Some(group),
        subject: None,
        announcer: None,
        total: false,
        ..toll.clone()
    };
    debug_assert!(parts.sentence.tokens.start <= mention.trigger.start);
    found.mentions.push(mention);
}

/// The people with a number with which the entry opens, where no verb tells of them.
fn counted(ctx: Context<'_>, analysis: &Analysis, sentence: usize) -> Option<GroupId> {
    let parts = &analysis.sentences[sentence];
    let id = analysis.groups_of(sentence).next()?;
    let group = analysis.group(id);
    let opens = group.tokens.start <= parts.sentence.tokens.start + 1;
    let told = |v: VerbId| {
        let verb = analysis.verb(v);
        verb.subject == Some(id) && verb.relation.described().is_none()
    };
    let people = group.kind == GroupKind::Common && group.types.meets(ctx.program.kinds.person);
    (opens && people && group.quantity.is_some() && !parts.verbs.clone().map(VerbId).any(told)).then_some(id)
}
