//! Which entity a whole group stands for: the one it names, or one that was named before.

use std::ops::Range;

use dateline_model::EntityKind;

use crate::analysis::UnitKind;
use crate::analysis::model::{Determiner, GroupId, GroupKind};
use crate::compile::WordClass;
use crate::text::{Case, Tag, TokenKind};

use super::super::Story;
use super::{Draft, Entities, content_words, kind_of};

/// Names before a noun among which its own is looked for.
const NEAR: usize = 12;

impl Entities {
    /// The entity of a whole group: its name, or the body that a plain noun stands for.
    pub(super) fn group(&mut self, story: &Story<'_>, id: GroupId) {
        let group = story.analysis.group(id);
        if let Some(name) = &group.name
            && let Some(entity) = self.at(name.start)
        {
            self.of_group[id.index()] = Some(entity);
            return;
        }
        if group.kind == GroupKind::Pronoun {
            self.of_group[id.index()] = self.pronoun(story, id);
            return;
        }
        if group.kind != GroupKind::Common {
            return;
        }
        let program = story.ctx.program;
        let force = group.types.meets(program.kinds.force) && !group.types.meets(program.kinds.person);
        let of_state = group.affiliation.is_some_and(|a| program.entry(a).level.is_some());
        if force && of_state && group.quantity.is_none() && group.possessor.is_none() {
            self.of_group[id.index()] = Some(self.state_force(story, id));
            return;
        }
        if let Some(tokens) = local_body(story, id) {
            let words = content_words(story, &tokens);
            let kind = kind_of(story, group.types, false).unwrap_or(EntityKind::Organization);
            let known = self.list.iter().position(|d| d.kind == kind && d.words == words);
            let entity = known.map_or_else(|| self.add(kind, None, words, None), |i| i as u32);
            self.mention(story, entity, tokens);
            self.of_group[id.index()] = Some(entity);
            return;
        }
        // "the organization", "the group", "the agency": back to the last body of the kind.
        let definite = matches!(group.determiner, Determiner::Definite);
        if definite && group.tokens.len() <= 3 && group.affiliation.is_none() && group.preps.is_empty() {
            self.of_group[id.index()] = self.anaphor(story, id).or_else(|| self.titled(story, id));
        }
    }

    /// "The Major General", "the governor": the last person of that rank or office.
    fn titled(&self, story: &Story<'_>, id: GroupId) -> Option<u32> {
        let group = story.analysis.group(id);
        let one = matches!(story.analysis.tokens[group.head as usize].tag, Tag::Nn | Tag::Nnp) && group.next.is_none();
        if !one || !group.types.meets(story.ctx.program.kinds.rank.union(story.ctx.program.kinds.title)) {
            return None;
        }
        let own = story.name_text(group.tokens.start + 1..group.tokens.end).to_lowercase();
        let bears = |e: &u32| {
            let Draft { kind, attributes, .. } = &self.list[*e as usize];
            let titles = [&attributes.rank, &attributes.role].into_iter().flatten();
            *kind == EntityKind::Person
                && titles.map(|t| t.to_lowercase()).any(|t| own.split(' ').all(|w| t.split(' ').any(|x| x == w)))
        };
        self.named_before(group.tokens.start).take(NEAR).find(bears)
    }

    /// "Iraqi security forces": a force named by its state and noun.
    fn state_force(&mut self, story: &Story<'_>, id: GroupId) -> u32 {
        let group = story.analysis.group(id);
        let from = (group.tokens.start..=group.head)
            .find(|i| !matches!(story.analysis.tokens[*i as usize].tag, Tag::Dt | Tag::Pdt | Tag::PrpPoss));
        let tokens = from.unwrap_or(group.tokens.start)..group.head + 1;
        let words = content_words(story, &tokens);
        let head = story.analysis.tokens[group.head as usize].lemma;
        let known = self.list.iter().position(|d| {
            d.kind == EntityKind::Force
                && d.entry.is_none()
                && d.words
                    .first()
                    .zip(d.words.last())
                    .is_some_and(|(f, l)| Some(f) == words.first() && (*l == head || Some(l) == words.last()))
        });
        let entity = known.map_or_else(|| self.add(EntityKind::Force, None, words, None), |i| i as u32);
        self.mention(story, entity, tokens);
        entity
    }

    fn anaphor(&self, story: &Story<'_>, id: GroupId) -> Option<u32> {
        let kinds = &story.ctx.program.kinds;
        let group = story.analysis.group(id);
        let singular = story.analysis.tokens[group.head as usize].tag == Tag::Nn;
        if !singular || !(group.types.meets(kinds.actor)) || group.types.meets(kinds.person) {
            return None;
        }
        // "the ministry" after "the Turkish National Defense Ministry".
        let head = story.analysis.tokens[group.head as usize].lemma;
        let before = group.tokens.start;
        let last = || self.named_before(before).take(NEAR);
        if let Some(named) = last().find(|e| self.list[*e as usize].ends.contains(&head)) {
            return Some(named);
        }
        let wanted = |kind: EntityKind| match kind {
            EntityKind::Group => group.types.meets(kinds.armed_group),
            // "the army" and "the government" are none of the bodies named last.
            EntityKind::Organization => {
                let any = story.ctx.program.grammar.is(head, WordClass::AnyBody);
                any && !group.types.meets(kinds.armed_group) && !group.types.meets(kinds.force)
            }
            _ => false,
        };
        last().find(|e| wanted(self.list[*e as usize].kind))
    }

    /// "he": the last person; "they", "it": left open.
    fn pronoun(&self, story: &Story<'_>, id: GroupId) -> Option<u32> {
        let group = story.analysis.group(id);
        let token = story.analysis.tokens[group.head as usize];
        if !story.ctx.is(token, WordClass::PersonPronoun) {
            return None;
        }
        self.named_before(group.tokens.start).take(16).find(|e| self.list[*e as usize].kind == EntityKind::Person)
    }
}

/// "Makhmour police", "the Dhi Qar police command", "the Justice Ministry", "the interior ministry": a body that a place,
/// capitals or its office name, from that on.
fn local_body(story: &Story<'_>, id: GroupId) -> Option<Range<u32>> {
    let program = story.ctx.program;
    let analysis = story.analysis;
    let group = analysis.group(id);
    let kinds = &program.kinds;
    let body = group.types.meets(kinds.force) || group.types.meets(kinds.organization);
    if !body || group.types.meets(kinds.person) || group.quantity.is_some() || group.possessor.is_some() {
        return None;
    }
    let tokens = group.tokens.start..group.head + 1;
    let tag = |at: u32| analysis.tokens[at as usize].tag;
    // What stands between the place and the noun only describes it, and names nobody else.
    let plain = |mut between: Range<u32>| between.all(|at| matches!(tag(at), Tag::Nn | Tag::Nnp | Tag::Jj));
    let place = analysis.units_in(tokens.clone()).iter().find(|u| match u.kind {
        UnitKind::Listed(e) => {
            let opens = u.tokens.start == tokens.start || tag(tokens.start) == Tag::Dt;
            program.types_of(e).meets(kinds.place)
                && (u.tokens.end == group.head || opens && plain(u.tokens.end..group.head))
        }
        _ => false,
    });
    let capital = |i: &u32| {
        let token = analysis.tokens[*i as usize];
        token.kind != TokenKind::Word || matches!(token.case, Case::Title | Case::Upper)
    };
    let named = || {
        let parts = tokens.clone().filter(|i| analysis.tokens[*i as usize].tag != Tag::Dt);
        let start = parts.clone().next()?;
        let shouted = analysis.sentences.iter().any(|s| s.headline && s.groups.contains(&id.0));
        (parts.clone().count() > 1 && parts.clone().all(|i| capital(&i)) && !shouted).then_some(start)
    };
    // "the interior ministry": of its kind a state has one.
    let office = || {
        let start = if tag(tokens.start) == Tag::Dt { tokens.start + 1 } else { tokens.start };
        let one = story.ctx.is(analysis.tokens[group.head as usize], WordClass::Office);
        let singular = group.determiner != Determiner::Indefinite && tag(group.head) != Tag::Nns;
        (one && singular && start < group.head && plain(start..group.head)).then_some(start)
    };
    let start = place.map(|u| u.tokens.start).or_else(named).or_else(office)?;
    Some(start..tokens.end)
}
