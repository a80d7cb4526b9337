//! Relative clauses without a pronoun: "the cities it overran", "the men the army arrested".
//!
//! Invariant: the group that is told of stands right before the clause's subject.

use crate::compile::WordClass;
use crate::text::Tag;

use super::super::groups::Chunk;
use super::super::model::{GroupId, GroupKind, VerbId};
use super::Linker;

impl Linker<'_> {
    /// "the tunnels they destroyed ran": a subject right behind the group that waits for its verb, with a verb for each. The
    /// clause's subject, and who or what it tells of.
    pub(super) fn contact_before_verb(
        &self,
        k: usize,
        before: Option<(usize, Chunk)>,
        v: VerbId,
    ) -> Option<(GroupId, GroupId)> {
        let (at, Chunk::Noun(g)) = before? else { return None };
        let p = self.touched(at, g)?;
        let waits = self.stack.last().is_some_and(|level| level.verb.is_none());
        let pronoun = self.groups[g.index()].kind == GroupKind::Pronoun;
        // "By morning they had": no subject. "Some of the men they held": one may hang on "of".
        let of = |word| self.ctx.program.grammar.is(word, WordClass::Of);
        let free = self.groups[p.index()].governor.is_none_or(of);
        (waits && free && (pronoun || self.does_to(k, g, v)) && self.finite_ahead(k)).then_some((g, p))
    }

    /// "says the 30 men it killed were": the same of what somebody says, where a verb is left for those who are told of.
    pub(super) fn said_contact(&self, k: usize, before: Option<(usize, Chunk)>) -> Option<(GroupId, GroupId)> {
        let (at, Chunk::Noun(g)) = before? else { return None };
        let p = self.touched(at, g)?;
        let report = self.stack.last()?.verb.filter(|v| self.is_class(*v, WordClass::Report))?;
        let acts = self.groups[g.index()].kind == GroupKind::Pronoun && !self.only_suffers(g);
        let object = self.verbs[report.index()].object == Some(p);
        (acts && object && self.finite_ahead(k)).then_some((g, p))
    }

    /// "the cities it overran": a group right behind another with a verb of its own.
    pub(super) fn contact_relative(&self, k: usize, first: VerbId, g: GroupId, v: VerbId) -> Option<GroupId> {
        let at = (0..k).rev().find(|i| self.chunks[*i] == Chunk::Noun(g))?;
        let p = self.touched(at, g)?;
        let pronoun = self.groups[g.index()].kind == GroupKind::Pronoun;
        let owner = self.owner(first, p);
        let object = self.verbs[owner.index()].object.is_some_and(|o| o == p || self.groups[o.index()].next == Some(p));
        ((pronoun || object || self.does_to(k, g, v)) && !self.is_class(first, WordClass::Report)).then_some(p)
    }

    /// The common noun whose group ends where `g`, at a chunk, begins.
    fn touched(&self, at: usize, g: GroupId) -> Option<GroupId> {
        let Some(Chunk::Noun(p)) = at.checked_sub(1).map(|i| self.chunks[i]) else { return None };
        let (told, subject) = (&self.groups[p.index()], &self.groups[g.index()]);
        (told.tokens.end == subject.tokens.start && told.kind == GroupKind::Common).then_some(p)
    }

    /// "the men the army arrested": somebody who cannot be part of the group before, with a deed that is done to somebody and
    /// has no object behind it.
    pub(super) fn does_to(&self, k: usize, g: GroupId, v: VerbId) -> bool {
        let group = &self.groups[g.index()];
        let apart =
            matches!(self.view.tag(group.tokens.start), Tag::Dt | Tag::PrpPoss) || group.kind == GroupKind::Name;
        let passive = self.verbs[v.index()].tokens.len() > 1 && self.verbs[v.index()].passive;
        apart
            && !passive
            && self.is_actor(g)
            && self.is_deed(v)
            && !self.is_intransitive(v)
            && !self.object_behind(k, v)
            && !self.by_somebody(k)
    }

    /// The verb whose object the group is, or else the clause's: "aimed at removing any chance the group could take".
    pub(super) fn owner(&self, first: VerbId, object: GroupId) -> VerbId {
        let verb = self.groups[object.index()].verb;
        verb.filter(|v| self.verbs[v.index()].object == Some(object)).unwrap_or(first)
    }
}
