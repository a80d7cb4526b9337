//! Shares: numbers with a place, doer or end of their own beside one that was told before.
//!
//! Invariant: a share stands beside a group before it, and is no member of a list.

use crate::compile::WordClass;

use super::super::groups::Chunk;
use super::super::model::{Determiner, GroupId, GroupKind};
use super::Linker;

impl Linker<'_> {
    /// "two suspects in Mosul and another in Tikrit": a number with a place of its own stands beside what was counted, and
    /// not beside that one's place.
    pub(super) fn share_of(&self, k: usize, p: GroupId, g: GroupId) -> Option<GroupId> {
        let kinds = &self.ctx.program.kinds;
        let place = |x: GroupId| {
            let types = self.groups[x.index()].types;
            types.meets(kinds.place) || types.meets(kinds.place_word)
        };
        let (group, first) = (&self.groups[g.index()], self.groups[p.index()].first.unwrap_or(p));
        let counted = group.kind == GroupKind::Number || group.quantity.is_some() && !place(g);
        // "four on Saturday in Kano"
        let time = matches!(self.chunks.get(k + 1..k + 3), Some([Chunk::Prep(_), Chunk::Noun(x)])
            if self.groups[x.index()].kind == GroupKind::Time);
        let at = if time { k + 3 } else { k + 1 };
        let located = matches!(self.chunks.get(at), Some(Chunk::Prep(_)))
            && matches!(self.chunks.get(at + 1), Some(Chunk::Noun(x)) if place(*x));
        let alike = !located && counted && self.is_in_another(at, first);
        if !(counted && (located && place(first) || alike) && self.groups[first.index()].governor.is_some()) {
            return None;
        }
        let hosts = |h: &GroupId| self.groups[h.index()].preps.iter().any(|x| x.group == first);
        let by_verb = || {
            let verb = self.verbs.iter().rev().find(|v| v.preps.iter().any(|x| x.group == first))?;
            if verb.passive { verb.subject } else { verb.object }
        };
        let host = (0..first.0).rev().map(GroupId).take(8).find(hosts).or_else(by_verb)?;
        // "on Friday in Kaduna": what the day is said of.
        let dated = |h: GroupId| self.groups[h.index()].kind == GroupKind::Time;
        let host = if dated(host) { by_verb()? } else { host };
        let host = self.groups[host.index()].first.unwrap_or(host);
        let host = self.groups[host.index()].share_of.unwrap_or(host);
        let counted = &self.groups[host.index()];
        // "200 kilos of explosives in one house": what is measured is counted, too.
        let numbered = |m: GroupId| {
            let tokens = &self.groups[m.index()].tokens;
            self.quantities.iter().any(|q| tokens.contains(&q.tokens.start))
        };
        let measure = || self.host(host).filter(|_| alike).is_some_and(numbered);
        (counted.quantity.is_some() || counted.determiner == Determiner::Indefinite || measure()).then_some(host)
    }

    /// Behind the group at chunk `k` stand a preposition and its group, and then nothing of the clause.
    pub(super) fn ends_with_place(&self, k: usize) -> bool {
        matches!(self.chunks[k + 1..], [Chunk::Prep(_), Chunk::Noun(_), ref rest @ ..]
            if matches!(rest.first(), None | Some(Chunk::Comma(_) | Chunk::Mark(_) | Chunk::Conj(_))))
    }

    /// "200 rifles in one house, two guns in another": at chunk `at` the preposition of the site stands before a word for
    /// another of its kind.
    fn is_in_another(&self, at: usize, site: GroupId) -> bool {
        let [Chunk::Prep(prep), Chunk::Noun(x), ..] = self.chunks[at.min(self.chunks.len())..] else { return false };
        let other = &self.groups[x.index()];
        let like = self.view.get(prep).is_some_and(|t| Some(t.word) == self.groups[site.index()].governor);
        let stands_in = other.kind == GroupKind::Number
            && self.view.get(other.head).is_some_and(|t| self.ctx.is(t, WordClass::Other));
        like && stands_in && !self.is_actor(site)
    }

    /// "were sentenced to death and two others to life": a number with the preposition of the group before it stands beside
    /// those whom the verb tells of.
    pub(super) fn like_share(&self, k: usize, p: GroupId, g: GroupId) -> Option<GroupId> {
        let kinds = &self.ctx.program.kinds;
        let (group, before) = (&self.groups[g.index()], &self.groups[p.index()]);
        let counted = group.kind == GroupKind::Number || group.quantity.is_some() && group.types.meets(kinds.person);
        let word = before.governor.filter(|_| counted && !before.types.meets(kinds.person))?;
        let Some(Chunk::Prep(at)) = self.chunks.get(k + 1) else { return None };
        let noun = matches!(self.chunks.get(k + 2), Some(Chunk::Noun(x))
            if (self.groups[x.index()].kind == GroupKind::Time) == (before.kind == GroupKind::Time));
        let verb = self.verbs.iter().rev().find(|v| v.preps.iter().any(|x| x.group == p))?;
        let host = if verb.passive { verb.subject } else { verb.object }?;
        let host = self.groups[host.index()].first.unwrap_or(host);
        let fits = noun && self.view.get(*at).is_some_and(|t| t.word == word);
        (fits && self.groups[host.index()].quantity.is_some()).then_some(host)
    }

    /// "Nine people were killed: five in Kirkuk and four in Diyala": behind the mark at chunk `k` numbers with places of their
    /// own that add up to one told before it. The first is its share, and the others stand beside that.
    pub(super) fn add_up(&mut self, k: usize) {
        let number = |g: GroupId| self.groups[g.index()].quantity.map(|q| self.quantities[q as usize].min);
        let (mut at, mut sum, mut first) = (k + 1, 0, None);
        while let Some([Chunk::Noun(g), Chunk::Prep(_), Chunk::Noun(_), rest @ ..]) = self.chunks.get(at..)
            && let Some(min) = number(*g)
        {
            sum += min;
            first.get_or_insert(*g);
            let parts = rest.iter().take_while(|c| matches!(c, Chunk::Comma(_) | Chunk::Conj(_))).count();
            at += 3 + parts;
        }
        let Some(first) = first.filter(|g| number(*g) != Some(sum)) else { return };
        self.groups[first.index()].share_of = self.chunks[..k].iter().rev().find_map(|c| match c {
            Chunk::Noun(g) if number(*g) == Some(sum) => Some(*g),
            _ => None,
        });
    }

    /// "lost four men and the rebels 30": a number of its own, right behind the group, says that the verb is left out.
    pub(super) fn has_share(&self, k: usize, g: GroupId) -> bool {
        let own = matches!(self.chunks.get(k + 1), Some(Chunk::Noun(n))
            if self.groups[n.index()].kind == GroupKind::Number && self.groups[n.index()].quantity.is_some());
        own && self.is_actor(g) && self.groups[g.index()].quantity.is_none()
    }
}
