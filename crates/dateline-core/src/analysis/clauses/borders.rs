//! Where clauses open and close: marks, commas, brackets, subordinators and relative pronouns.
//!
//! Invariant: nothing here gives a verb its arguments; it only moves the stack of open clauses.

use crate::compile::WordClass;
use crate::text::{Tag, Token};

use super::super::groups::Chunk;
use super::super::model::{GroupId, GroupKind, NounGroup, Prep, Relation, VerbForm, VerbId};
use super::{Level, Linker};

impl Linker<'_> {
    /// A group in brackets renames the group before: "Joint Operations Command (JOC)".
    pub(super) fn aside(&mut self, k: usize, g: GroupId) {
        let opened = matches!(k.checked_sub(1).map(|i| self.chunks[i]), Some(Chunk::Open(_)));
        if opened && let Some(before) = self.group_before(k - 1, false) {
            let clause = self.groups[before.index()].clause;
            self.groups[g.index()].clause = clause;
            self.groups[g.index()].apposition = Some(before);
        }
    }

    pub(super) fn mark(&mut self, k: usize) {
        // A colon after a reporting verb keeps its clause open for what is said; other marks begin anew.
        let clause = self.clauses;
        self.clauses += 1;
        let Some(Chunk::Mark(at)) = self.chunks.get(k).copied() else { return };
        let raw = self.view.raw(at, self.ctx.text);
        if matches!(raw, "'" | "’" | "‘" | "/" | "%" | "$") {
            return;
        }
        let reporter = self.stack.first().and_then(|l| l.verb).filter(|v| self.is_class(*v, WordClass::Report));
        let dash = matches!(raw, "–" | "—" | "--" | "-");
        if raw == ":" || dash {
            self.add_up(k);
        }
        if raw == ":"
            && let Some(verb) = reporter
        {
            self.stack.push(Level::new(Relation::Content(verb), clause));
            return;
        }
        if dash && self.top().waits() {
            // A dash before the verb is an aside: keep the subject.
            return;
        }
        // "Omar Karim — who fled in March — was killed": the dash that closes such an aside.
        if dash && let Some(outer) = self.stack.iter().rposition(Level::waits) {
            self.stack.truncate(outer + 1);
            return;
        }
        let dashed = dash && self.top().verb.is_some();
        self.stack.clear();
        self.stack.push(Level { dashed, ..Level::new(Relation::Main, clause) });
    }

    /// "two of them": the group tells of a part of those named before.
    pub(super) fn is_of_them(&self, group: &NounGroup) -> bool {
        group.kind == GroupKind::Number && self.view.tag(group.tokens.end - 1) == Tag::Prp
    }

    /// "half of them children": behind the comma at chunk `k` stands one word for a part of those named before.
    fn of_them_behind(&self, k: usize) -> bool {
        let Chunk::Comma(at) = self.chunks[k] else { return false };
        self.view.get(at + 2).is_some_and(|t| self.ctx.is(t, WordClass::Of)) && self.view.tag(at + 3) == Tag::Prp
    }

    /// The end of the aside that begins behind the comma at `k`, between a subject and its verb: "two of them civilians
    /// caught in the crossfire" tells of some of those; behind "and", any aside tells of what waits for its verb ("and a
    /// fourth, wanted for robbery, was shot").
    fn aside_behind(&self, k: usize) -> Option<usize> {
        let level = self.stack.last()?;
        let waits = level.pending.is_some_and(|g| matches!(self.before(k), Some((_, Chunk::Noun(x))) if x == g));
        let begins = match self.chunks.get(k + 1)? {
            _ if self.of_them_behind(k) => level.waits(),
            Chunk::Noun(g) => {
                let part = self.is_of_them(&self.groups[g.index()]);
                let reported = level.last.is_some_and(|v| self.is_class(v, WordClass::Report));
                // "two bombs, the second timed to hit rescuers,"
                // "two bombers, one on foot and the other in a car,"
                let several = level.subject.is_some_and(|s| self.groups[s.index()].quantity.is_some());
                let one = self.groups[g.index()].kind == GroupKind::Number
                    && match self.chunks.get(k + 2) {
                        Some(Chunk::Verb(v)) => self.verbs[v.index()].form != VerbForm::Finite,
                        Some(Chunk::Prep(_)) => several,
                        _ => false,
                    };
                part && (level.waits() || reported) || one && level.waits()
            }
            // "some 6,400, mostly women and children,"
            Chunk::Other(_) => waits && matches!(self.chunks.get(k + 2), Some(Chunk::Noun(_))),
            Chunk::Prep(at) => {
                // "four people, among them a child,"
                let them = matches!(self.chunks.get(k + 2), Some(Chunk::Noun(g)) if self.groups[g.index()].kind == GroupKind::Pronoun);
                let including = self.view.get(*at).is_some_and(|t| self.ctx.is(t, WordClass::Including));
                including && (waits || them && level.waits())
            }
            Chunk::Verb(v) => waits && self.verbs[v.index()].form == VerbForm::Participle,
            _ => false,
        };
        if !begins {
            return None;
        }
        let mut related = false;
        let mut inner = |c: &Chunk| match c {
            Chunk::Comma(_) | Chunk::Mark(_) | Chunk::Subordinator(_) => false,
            // "one of them a policeman who had stepped in": its verbs are its own.
            Chunk::Relative(_) => {
                related = true;
                true
            }
            // A verb with an auxiliary would be another clause's.
            Chunk::Verb(v) => {
                let verb = &self.verbs[v.index()];
                related || verb.tokens.len() == 1 || verb.form == VerbForm::Infinitive
            }
            _ => true,
        };
        let mut end = k + 1 + self.chunks[k + 1..].iter().position(|c| !inner(c))?;
        // "among them 12 soldiers, four policemen and a judge,": a list has commas of its own.
        let member = |c: &Chunk| matches!(c, Chunk::Noun(_) | Chunk::Conj(_) | Chunk::Other(_) | Chunk::Quote(_));
        while matches!(self.chunks[end], Chunk::Comma(_)) && self.last_of_list(end).is_some() {
            let Some(more) = self.chunks[end + 1..].iter().position(|c| !member(c)) else { break };
            end += 1 + more;
        }
        let finite = |v: &VerbId| matches!(self.verbs[v.index()].form, VerbForm::Finite | VerbForm::Participle);
        matches!(self.chunks[end..], [Chunk::Comma(_), Chunk::Verb(ref v), ..] if finite(v)).then_some(end)
    }

    /// What stands in such an aside: groups under their prepositions, and participles behind their nouns.
    pub(super) fn inside_aside(&mut self, k: usize) {
        let clause = self.top().clause;
        match (self.chunks[k], self.before(k)) {
            (Chunk::Noun(g), Some((i, Chunk::Prep(at)))) => {
                self.groups[g.index()].clause = clause;
                let Some(token) = self.view.get(at) else { return };
                self.groups[g.index()].governor = Some(token.word);
                let host = self.top().pending.filter(|_| self.ctx.is(token, WordClass::Including));
                if let Some(host) = host {
                    self.groups[host.index()].including.get_or_insert(g);
                    self.groups[g.index()].is_subset = true;
                    return;
                }
                let prep = Prep { word: token.word, group: g };
                match self.before(i) {
                    Some((_, Chunk::Noun(h))) => self.groups[h.index()].preps.push(prep),
                    Some((_, Chunk::Verb(v))) => {
                        self.verbs[v.index()].preps.push(prep);
                        self.identify(v, prep);
                    }
                    _ => {}
                }
            }
            (Chunk::Noun(g), _) => self.groups[g.index()].clause = clause,
            (Chunk::Verb(v), before) => {
                self.verbs[v.index()].clause = clause;
                let form = self.verbs[v.index()].form;
                if let (VerbForm::Infinitive, Some((_, Chunk::Verb(x)))) = (form, before) {
                    self.verbs[v.index()].relation = Relation::Infinitive(x);
                } else if form != VerbForm::Gerund {
                    self.verbs[v.index()].form = VerbForm::Participle;
                    // "a fourth, wanted for robbery,"
                    let opens = matches!(before, Some((i, Chunk::Comma(_))) if i + 1 == k);
                    let behind = if opens { self.before(k - 1) } else { before };
                    self.reduced(behind, v);
                }
            }
            _ => {}
        }
    }

    pub(super) fn comma(&mut self, k: usize) {
        if let Some(end) = self.aside_behind(k) {
            self.aside_end = end;
            return;
        }
        // A fronted subordinate or participle clause ends at its comma; so does a relative clause whose outer clause
        // still waits for its verb.
        while self.stack.len() > 1 {
            let level = &self.stack[self.stack.len() - 1];
            let outer = &self.stack[self.stack.len() - 2];
            let done = level.verb.is_some() && !self.continues_list(k);
            // "The strikes, which officials said had hit depots, killed 16": what is said ends with the clause that says it.
            let said = matches!(level.relation, Relation::Content(_));
            let waits = outer.waits() || said && self.stack.iter().rev().nth(2).is_some_and(Level::waits);
            if done && (level.fronted || waits || self.closes_aside(k)) {
                self.stack.pop();
            } else {
                break;
            }
        }
    }

    /// "shot a leader, who had fought the group, outside his house": a comma before a preposition closes a relative clause
    /// that stands behind a comma, or behind a new name for somebody, and the place or time is the outer deed's.
    fn closes_aside(&self, k: usize) -> bool {
        let Some(Chunk::Prep(at)) = self.chunks.get(k + 1) else { return false };
        let token = self.view.get(*at);
        let places = token.is_some_and(|t| self.ctx.is(t, WordClass::Locative) && !self.ctx.is(t, WordClass::Of));
        let Some(Relation::RelativeSubject(g)) = self.stack.last().map(|level| level.relation) else { return false };
        let opened = self.chunks[..k].iter().rposition(|c| matches!(c, Chunk::Relative(_)));
        let set_off = opened.is_some_and(|i| matches!(self.before(i), Some((_, Chunk::Comma(_)))));
        let acts = self.stack[..self.stack.len() - 1].last().is_some_and(|outer| outer.verb.is_some());
        places && acts && (set_off || self.groups[g.index()].apposition.is_some())
    }

    pub(super) fn subordinator(&mut self, k: usize, at: u32) {
        let Some(token) = self.view.get(at) else { return };
        // "as children have been freed": when the open clauses need every verb that is left, the word governs a group.
        // "Nine dead as gunmen attack": what is said to be dead waits for no verb; nor does "– the worst since the war began".
        let stated = |g: GroupId| {
            let group = &self.groups[g.index()];
            self.headline && (group.kind == GroupKind::Adjective || self.view.tag(group.head) == Tag::Vbn)
        };
        let waits = |l: &&Level| l.verb.is_none() && !l.dashed && l.subject.is_some_and(|g| !stated(g));
        let waiting = self.stack.iter().filter(waits).count();
        let ahead = self.chunks[k + 1..]
            .iter()
            .filter(|c| matches!(c, Chunk::Verb(v) if self.verbs[v.index()].form == VerbForm::Finite))
            .count();
        // "since the start of the offensive and said": the next verb goes on with one before the word.
        let finite = |c: &Chunk| matches!(c, Chunk::Verb(v) if self.verbs[v.index()].form == VerbForm::Finite);
        let next = self.chunks[k + 1..].iter().position(finite).map(|i| k + 1 + i);
        let goes_on = next.is_some_and(|i| matches!(self.before(i), Some((_, Chunk::Conj(_)))))
            && self.stack.last().is_some_and(|level| level.verb.is_some());
        // "the army, with air support, drove out the group": "with" opens no clause of a finite verb.
        let absolute = self.ctx.is(token, WordClass::Absolute);
        let governs = waiting > 0 && ahead <= waiting || goes_on && token.tag == Tag::In || absolute;
        if governs && matches!(self.after(k), Some((_, Chunk::Noun(_)))) && token.tag != Tag::Wp {
            self.chunks[k] = Chunk::Prep(at);
            return;
        }
        let on = self.said_on(k);
        let last = on.or(self.top().last);
        // "destroyed a warehouse that the army says was a factory": a deed is followed by nothing that is said.
        let thing = |g: &GroupId| !self.groups[g.index()].types.meets(self.ctx.program.kinds.statement);
        let object = last.filter(|v| self.is_deed(*v)).and_then(|v| self.verbs[v.index()].object).filter(thing);
        let told = object.is_some_and(|o| matches!(self.before(k), Some((_, Chunk::Noun(g))) if g == o));
        if told
            && self.ctx.is(token, WordClass::Complementizer)
            && !last.is_some_and(|v| self.is_class(v, WordClass::Report))
        {
            return self.relative(k, at);
        }
        let level = self.top();
        let (verb, has_subject) = (level.verb, level.subject.is_some());
        if self.ctx.is(token, WordClass::Complementizer)
            && let Some(verb) = last
            && (self.is_class(verb, WordClass::Report) || !self.ctx.is(token, WordClass::Subordinator))
        {
            self.push(Relation::Content(verb));
            return;
        }
        let mut relation = Relation::Subordinate(verb, token.word);
        if verb.is_none() && has_subject && self.ctx.is(token, WordClass::Complementizer) {
            // "the claim that …": a content clause on a noun.
            if let Some((_, Chunk::Noun(g))) = self.before(k) {
                relation = Relation::RelativeOther(g);
            }
        }
        let fronted = verb.is_none();
        self.push(relation);
        self.top().fronted = fronted;
    }

    /// The verb behind the pronoun at `k` tells what a deed ends in, of a group under a preposition that is nothing that kills.
    fn ends_deaths(&self, k: usize, g: GroupId) -> bool {
        let kinds = &self.ctx.program.kinds;
        let group = &self.groups[g.index()];
        let armed = kinds.weapon.union(kinds.actor).union(kinds.militant);
        let deed = matches!(self.after(k), Some((_, Chunk::Verb(v)))
            if self.is_class(v, WordClass::Happen) && self.is_deed(v) && !self.verbs[v.index()].passive);
        deed && group.governor.is_some() && !group.types.meets(armed) && !self.names_deed(g)
    }

    fn is_place(&self, g: GroupId) -> bool {
        self.groups[g.index()].types.meets(self.ctx.program.kinds.place)
    }

    /// Somebody, were it only by rank or office ("a police inspector").
    fn is_human(&self, g: GroupId) -> bool {
        let kinds = &self.ctx.program.kinds;
        let types = self.groups[g.index()].types;
        [kinds.person, kinds.rank, kinds.title].iter().any(|kind| types.meets(*kind))
    }

    /// "which", and no "who" or "that".
    fn is_thing_pronoun(&self, token: Token) -> bool {
        matches!(token.tag, Tag::Wdt | Tag::PronWdt) && !self.ctx.is(token, WordClass::Complementizer)
    }

    /// "It was the army, not the militias, that shelled the camp": whom the group at an aside with "not" is set against.
    fn instead_of(&self, k: usize, g: GroupId) -> Option<GroupId> {
        let start = self.groups[g.index()].tokens.start;
        let aside = start > self.view.start + 2
            && self.view.tag(start - 1) == Tag::Not
            && self.view.raw(start - 2, self.ctx.text) == ",";
        let at = self.chunks[..k].iter().rposition(|c| *c == Chunk::Noun(g)).filter(|_| aside)?;
        self.chunks[..at].iter().rev().find_map(|c| match c {
            Chunk::Noun(before) => Some(*before),
            _ => None,
        })
    }

    pub(super) fn relative(&mut self, k: usize, at: u32) {
        let Some(token) = self.view.get(at) else { return };
        let previous = self.before(k);
        // "wrote on Telegram that a drone had struck"
        let aside = matches!(previous, Some((_, Chunk::Noun(g))) if self.groups[g.index()].governor.is_some());
        let says =
            |v: &VerbId| self.is_class(*v, WordClass::Report) || aside && self.is_class(*v, WordClass::WeakReport);
        let last = self.stack.last().and_then(|level| level.last);
        let report = last.filter(says).map(|v| self.said_on(k).unwrap_or(v));
        // "said that", "added that": a content clause, whatever the tagger thinks of "that".
        if self.ctx.is(token, WordClass::Complementizer)
            && let Some(verb) = report
            && !matches!(self.after(k), Some((_, Chunk::Verb(_))))
        {
            self.push(Relation::Content(verb));
            return;
        }
        let person = self.ctx.program.kinds.person;
        let who = matches!(token.tag, Tag::Wp | Tag::WpPoss) && self.ctx.is(token, WordClass::Relative);
        let antecedent = match previous {
            Some((_, Chunk::Noun(_) | Chunk::Comma(_) | Chunk::Prep(_) | Chunk::Mark(_))) => {
                let course = self.in_whose_course(previous);
                // "as a result of which": what the clause belongs to by is no subject that waits for a verb of its own.
                if course.is_some() && self.stack.len() > 1 && self.top().waits() {
                    self.stack.pop();
                }
                let near = course.or_else(|| self.group_before(k, false));
                let near = near.map(|g| self.instead_of(k, g).unwrap_or(g));
                let near = near.map(|g| self.kept(k, g)).map(|g| self.whole_of(k, g));
                match near {
                    // "the leader of the cell, who": a person, where the nearest is none.
                    Some(g) if who && !self.is_human(g) => {
                        let is_person = |x: &GroupId| self.is_human(*x);
                        let root = self.group_before(k, true).filter(is_person);
                        // "by gunmen in two cars, who fled"
                        Some(root.or_else(|| self.hosts(g).find(is_person)).unwrap_or(g))
                    }
                    // "at a rally for the governor which killed 12": a thing, and not the person named last.
                    Some(g) if self.is_thing_pronoun(token) && self.groups[g.index()].types.meets(person) => {
                        let thing = |x: &GroupId| {
                            let group = &self.groups[x.index()];
                            group.kind == GroupKind::Common && !group.types.meets(person)
                        };
                        // "an airstrike on a school sheltering families, which killed 20"
                        let sheltered = std::iter::successors(Some(g), |x| self.told_by(*x).or_else(|| self.host(*x)));
                        let mut above = sheltered.skip(1).take(4);
                        let harms =
                            matches!(self.after(k), Some((_, Chunk::Verb(v))) if self.is_class(v, WordClass::Happen));
                        let deed = above.clone().filter(|_| harms).find(|x| self.names_deed(*x));
                        deed.or_else(|| above.find(thing)).or(Some(g))
                    }
                    // "a bomb attack on his convoy, which killed two": the deed that ends so.
                    Some(g) if self.is_thing_pronoun(token) && self.ends_deaths(k, g) => {
                        self.hosts(g).find(|x| self.names_deed(*x)).or(Some(g))
                    }
                    // "two attacks in Kirkuk and Diyala that killed 30": the deed, and not the place where it was.
                    Some(g) if !who && matches!(previous, Some((_, Chunk::Noun(_)))) && self.is_place(g) => {
                        let deed = |x: &GroupId| {
                            let head = self.groups[x.index()].head;
                            self.view.get(head).is_some_and(|t| self.ctx.program.is_trigger_lemma(t.lemma))
                        };
                        Some(self.group_before(k, true).filter(deed).unwrap_or(g))
                    }
                    other => other,
                }
            }
            // "two men were killed who had been held": past the deed, of whom it was done to.
            Some((_, Chunk::Verb(v))) if who && self.verbs[v.index()].passive && self.is_deed(v) => {
                self.verbs[v.index()].subject.filter(|g| self.groups[g.index()].types.meets(person))
            }
            _ => None,
        };
        match antecedent {
            Some(g) => {
                let g = self.groups[g.index()].first.filter(|_| who).unwrap_or(g);
                // "in which 18 persons died": a preposition before the pronoun leaves the subject to a group of its own.
                let oblique = matches!(previous, Some((_, Chunk::Prep(_))));
                self.push(if oblique { Relation::RelativeOther(g) } else { Relation::RelativeSubject(g) });
            }
            // "were killed when gunmen opened fire": a time and no question.
            None if self.ctx.is(token, WordClass::Upon)
                && !last.is_some_and(|v| self.is_class(v, WordClass::Attitude)) =>
            {
                self.push(last.map_or(Relation::Main, |v| Relation::Subordinate(Some(v), token.word)));
            }
            None => {
                let last = self.top().last;
                self.push(last.map_or(Relation::Main, Relation::Content));
            }
        }
    }

    /// "40 attacks in April, as a result of which 26 died", "…, in the course of which": what stands before the comma, where a
    /// group under a preposition only says how the clause behind belongs to it.
    fn in_whose_course(&self, previous: Option<(usize, Chunk)>) -> Option<GroupId> {
        let (of, Chunk::Prep(at)) = previous? else { return None };
        let (noun, Chunk::Noun(_)) = self.before(of)? else { return None };
        let (prep, Chunk::Prep(_) | Chunk::Subordinator(_)) = self.before(noun)? else { return None };
        let (comma, Chunk::Comma(_)) = self.before(prep)? else { return None };
        self.view.get(at).filter(|t| self.ctx.is(*t, WordClass::Of))?;
        // "23 attacks in areas held by the army, as a result of which": past what describes a thing.
        let finite = |c: &&Chunk| matches!(c, Chunk::Verb(v) if self.verbs[v.index()].form == VerbForm::Finite);
        let mut told = self.chunks[..comma].iter().rev().take_while(|c| !finite(c)).filter_map(|c| match c {
            Chunk::Noun(g) => Some(*g),
            _ => None,
        });
        let free = |g: &GroupId| {
            let group = &self.groups[g.index()];
            group.kind != GroupKind::Time && group.governor.is_none()
        };
        told.find(free).map(|g| self.groups[g.index()].first.unwrap_or(g))
    }

    /// "vigilantes and not policemen that": those who are told of, and not those who are left out.
    fn kept(&self, k: usize, g: GroupId) -> GroupId {
        let Some(at) = (0..k).rev().find(|i| self.chunks[*i] == Chunk::Noun(g)) else { return g };
        match self.before(at) {
            Some((i, Chunk::Conj(_))) if self.is_excluded(i, at) => match self.before(i) {
                Some((_, Chunk::Noun(p))) => p,
                _ => g,
            },
            _ => g,
        }
    }

    /// "four people, including a woman, who were": behind the comma that closes such an aside, the verb of several tells of
    /// all of them, and so does what tells of several beside several.
    fn whole_of(&self, k: usize, g: GroupId) -> GroupId {
        let closed = matches!(self.before(k), Some((_, Chunk::Comma(_)))) && self.groups[g.index()].is_subset;
        let part = self.groups[g.index()].first.unwrap_or(g);
        let whole = |w: &GroupId| self.groups[w.index()].including == Some(part);
        let Some(whole) = (0..part.0).rev().map(GroupId).take(8).find(|w| closed && whole(w)) else { return g };
        let one =
            part == g && self.groups[g.index()].next.is_none() && self.view.tag(self.groups[g.index()].head) == Tag::Nn;
        let singular = matches!(self.after(k), Some((_, Chunk::Verb(v)))
            if self.view.get(self.verbs[v.index()].tokens.start).is_some_and(|t| self.ctx.is(t, WordClass::Singular)));
        if one && singular { g } else { whole }
    }

    /// "when gunmen stormed the town, slaughtered 17 men and made off": the verb behind a comma is one of a row, which goes
    /// on with "and" and another, inside the clause of the first.
    pub(super) fn goes_on_in_row(&self, k: usize, before: Option<(usize, Chunk)>, first: VerbId) -> bool {
        let verb = &self.verbs[first.index()];
        if !matches!(before, Some((_, Chunk::Comma(_)))) || verb.subject.is_none() || verb.form != VerbForm::Finite {
            return false;
        }
        // "from the east, where the army has no post, blocked the road, robbed": one row is told in one tense.
        if matches!(self.chunks[k], Chunk::Verb(v) if self.verbs[v.index()].tense != verb.tense) {
            return false;
        }
        // "made off": a past form may still be taken for a participle.
        let past = |c: &Chunk| {
            matches!(c, Chunk::Verb(v)
                if matches!(self.verbs[v.index()].form, VerbForm::Finite | VerbForm::Participle))
        };
        let including = |at: u32| self.view.get(at).is_some_and(|t| self.ctx.is(t, WordClass::Including));
        let mut rest = &self.chunks[k + 1..];
        loop {
            rest = &rest[rest.iter().take_while(|c| c.is_nominal()).count()..];
            match rest {
                [Chunk::Comma(_), Chunk::Conj(_), behind @ ..] | [Chunk::Conj(_), behind @ ..] => {
                    return behind.iter().find(|c| !matches!(c, Chunk::Other(_))).is_some_and(past);
                }
                // "captured nine, among them two Syrians, and seized"
                [Chunk::Comma(_), Chunk::Prep(at), behind @ ..] if including(*at) => rest = behind,
                // "captured nine, burned two cars and seized"
                [Chunk::Comma(_), verb, behind @ ..] if past(verb) => rest = behind,
                _ => return false,
            }
        }
    }

    /// "The group was crushed, and a man who was held in Kirkuk was let go": the subject that waits behind "and" is whom the
    /// relative clause tells of, which ends here, with the verb of the clause before.
    pub(super) fn told_subject(&self, before: Option<(usize, Chunk)>) -> Option<(VerbId, GroupId)> {
        let [.., outer, level] = &self.stack[..] else { return None };
        let (Relation::RelativeSubject(told) | Relation::RelativeObject(told)) = level.relation else { return None };
        let governed = matches!(before, Some((_, Chunk::Noun(g)))
            if self.groups[g.index()].governor.is_some() || self.only_suffers(g));
        outer.verb.filter(|_| governed && outer.pending == Some(told)).map(|first| (first, told))
    }

    /// "them", "him": a pronoun that is no subject.
    pub(super) fn only_suffers(&self, g: GroupId) -> bool {
        let pronoun = self.groups[g.index()].kind == GroupKind::Pronoun && self.groups[g.index()].tokens.len() == 1;
        let token = self.view.get(self.groups[g.index()].head).filter(|t| pronoun && t.tag == Tag::Prp);
        let persons = [WordClass::PersonPronoun, WordClass::GroupPronoun];
        token.is_some_and(|t| {
            let acts = [WordClass::SubjectPronoun, WordClass::Neuter].iter().any(|class| self.ctx.is(t, *class));
            persons.iter().any(|class| self.ctx.is(t, *class)) && !acts
        })
    }
}
