//! What becomes of a group when it is read: renamed, hung on a preposition, or argument of a verb.
//!
//! Invariant: a group behind a preposition is never subject or object here.

use crate::compile::WordClass;
use crate::text::{Tag, WordId};

use super::super::groups::{Chunk, is_as_well};
use super::super::model::{Determiner, GroupId, GroupKind, Prep, Relation, VerbForm, VerbId};
use super::{LONGEST, Linker};

impl Linker<'_> {
    pub(super) fn noun(&mut self, k: usize, g: GroupId) {
        let clause = self.top().clause;
        self.groups[g.index()].clause = clause;
        let kind = self.groups[g.index()].kind;
        let before = self.before(k);
        if let Some((i, Chunk::Prep(at))) = before {
            // "opened up a new front": behind a particle stands the verb's object.
            let particle = self.view.tag(at) == Tag::Rp && matches!(self.chunks[..i].last(), Some(Chunk::Verb(_)));
            if particle && kind != GroupKind::Time {
                self.argument(k, Some(self.chunks[i - 1]), g);
            } else {
                self.prepositional(i, at, g);
            }
            return;
        }
        if kind == GroupKind::Time {
            return;
        }
        // "shot a man three days after the bombing"
        if let Some((i, Chunk::Noun(time))) = before
            && let Some(at) = self.opening(time)
        {
            self.prepositional(i, at, g);
            return;
        }
        // "nine men, among them two Syrians"
        if let Some((_, Chunk::Noun(them))) = before
            && self.groups[them.index()].is_subset
            && self.groups[them.index()].kind == GroupKind::Pronoun
        {
            self.groups[g.index()].is_subset = true;
            return;
        }
        if let Some((i, Chunk::Conj(_) | Chunk::Comma(_))) = before
            && self.coordinate_or_rename(k, i, g)
        {
            return;
        }
        if let Some((i, Chunk::Mark(at))) = before
            && self.view.raw(at, self.ctx.text) == ";"
            && kind != GroupKind::Adjective
            && let Some((_, Chunk::Noun(p))) = self.before(i)
            && self.ends_with_place(k)
        {
            // "Nine killed in Mosul; three in Tikrit"
            self.groups[g.index()].share_of = self.share_of(k, p, g);
        }
        if let Some((_, Chunk::Noun(p))) = before
            && (self.adjacent(p, g) || self.stresses(k, p, g))
        {
            return;
        }
        self.argument(k, before.map(|b| b.1), g);
    }

    /// The word at the end of a time that governs the group behind it: "three days after".
    fn opening(&self, time: GroupId) -> Option<u32> {
        let group = &self.groups[time.index()];
        let last = group.tokens.end - 1;
        let word = self.view.get(last).filter(|_| group.kind == GroupKind::Time && group.tokens.len() > 1)?;
        self.ctx.is(word, WordClass::Subordinator).then_some(last)
    }

    /// "the minister himself said": a reflexive pronoun between a group and its verb names nobody else.
    fn stresses(&mut self, k: usize, p: GroupId, g: GroupId) -> bool {
        let head = self.view.get(self.groups[g.index()].head);
        let stresses = head.is_some_and(|t| self.ctx.is(t, WordClass::Reflexive))
            && self.groups[p.index()].tokens.end == self.groups[g.index()].tokens.start
            && matches!(self.after(k), Some((_, Chunk::Verb(_))));
        if stresses {
            self.groups[g.index()].apposition = Some(p);
        }
        stresses
    }

    /// Two groups side by side: a time between, or a name behind its title ("the commander Abu Omar").
    pub(super) fn adjacent(&mut self, p: GroupId, g: GroupId) -> bool {
        let (first, second) = (&self.groups[p.index()], &self.groups[g.index()]);
        let touches = first.tokens.end == second.tokens.start || {
            let gap = first.tokens.end..second.tokens.start;
            gap.len() == 1 && self.chunks.iter().any(|c| matches!(c, Chunk::Quote(q) if gap.contains(q)))
        };
        let renames = second.kind == GroupKind::Name
            && first.kind == GroupKind::Common
            && first.types.meets(self.ctx.program.kinds.person)
            && second.types.meets(self.ctx.program.kinds.person);
        // "five men, one of them a former guard, were held": it tells of one of those before the comma.
        let told = touches && first.kind == GroupKind::Number && first.apposition.is_some();
        if told {
            self.groups[g.index()].apposition = Some(p);
            return true;
        }
        if touches && renames {
            self.groups[g.index()].apposition = Some(p);
            self.groups[p.index()].apposition = Some(g);
            return true;
        }
        false
    }

    pub(super) fn prepositional(&mut self, prep_chunk: usize, at: u32, g: GroupId) {
        let Some(token) = self.view.get(at) else { return };
        let word = token.word;
        self.groups[g.index()].governor = Some(word);
        if let Some(beside) = self.accompanied(prep_chunk, at, g) {
            self.coordinate(beside, g);
            return;
        }
        let prep = Prep { word, group: g };
        let of = self.ctx.is(token, WordClass::Of);
        if let Some(beside) = self.told_again(prep_chunk, word, g) {
            self.coordinate(beside, g);
            return;
        }
        if let Some(verb) = self.gauged(prep_chunk, word, g) {
            self.verbs[verb.index()].preps.push(prep);
            return;
        }
        let including = self.ctx.is(token, WordClass::Including);
        let host = match self.before(prep_chunk) {
            Some((_, Chunk::Noun(h))) => Some(h),
            Some((i, Chunk::Comma(_))) if including => match self.before(i) {
                Some((_, Chunk::Noun(h))) => Some(h),
                _ => None,
            },
            _ => None,
        };
        if including && let Some(host) = host {
            let host = self.root(host);
            self.groups[host.index()].including.get_or_insert(g);
            self.groups[g.index()].is_subset = true;
            return;
        }
        // "and four on Saturday in Kano": of the share, and not of its day.
        let dated = |h: &GroupId| self.groups[h.index()].kind == GroupKind::Time;
        let host = host.filter(|_| of).and_then(|h| self.deed_over(prep_chunk, h, g)).or(host);
        let share = host.filter(dated).and_then(|h| self.host(h)).filter(|h| self.groups[h.index()].share_of.is_some());
        let host = share.or(host);
        if let Some(host) = host.filter(|h| self.groups[h.index()].kind != GroupKind::Pronoun) {
            // "Shelling of the town of Ariha by the army": who does it stands behind what it is done to.
            let doer = self.ctx.is(token, WordClass::By) && self.is_actor(g);
            let root = doer.then(|| self.root(host)).filter(|root| *root != host);
            if let Some(root) = root.filter(|root| self.names_deed(*root)) {
                self.groups[root.index()].preps.push(prep);
            }
            self.groups[host.index()].preps.push(prep);
            if of || self.groups[host.index()].share_of.is_some() {
                return;
            }
        }
        if self.opens_next(prep_chunk) {
            self.fronted.push(prep);
            return;
        }
        // "…, the ministry in Ankara said": of what waits for its verb, and not of the verb before.
        if host.is_some_and(|h| self.top().pending == Some(h)) && self.is_before_verb(prep_chunk) {
            return;
        }
        // Other prepositions may belong to the verb, too: the frames know which they want.
        let last = self.top().last;
        if let Some(verb) = last {
            self.verbs[verb.index()].preps.push(prep);
            self.identify(verb, prep);
        }
    }

    /// "raised the number of people killed in the city this year to 405": a number alone is that of the figure which the verb
    /// gives, whatever is told between of those it counts.
    fn gauged(&self, prep_chunk: usize, word: WordId, g: GroupId) -> Option<VerbId> {
        let grammar = &self.ctx.program.grammar;
        let number = self.groups[g.index()].kind == GroupKind::Number && grammar.is(word, WordClass::FigureAt);
        let within = |c: &&Chunk| !matches!(c, Chunk::Comma(_) | Chunk::Mark(_) | Chunk::Relative(_));
        let before = self.chunks[..prep_chunk].iter().rev().filter(|_| number).take_while(within);
        let figure = |g: &GroupId| self.is_figure(*g) && self.groups[g.index()].governor.is_none();
        let figure = before.filter_map(|c| if let Chunk::Noun(g) = c { Some(*g) } else { None }).find(figure)?;
        let verb = self.groups[figure.index()].verb.filter(|v| self.gives_figure(*v))?;
        (self.verbs[verb.index()].object == Some(figure)).then_some(verb)
    }

    pub(super) fn is_figure(&self, g: GroupId) -> bool {
        self.view.get(self.groups[g.index()].head).is_some_and(|t| self.ctx.is(t, WordClass::Figure))
    }

    /// "put", "raised": how high a figure is stands behind it.
    pub(super) fn gives_figure(&self, v: VerbId) -> bool {
        let verb = &self.verbs[v.index()];
        let heightens = self.ctx.program.grammar.is(verb.lemma, WordClass::Heighten);
        !verb.passive && (self.is_class(v, WordClass::Gauge) || heightens)
    }

    /// "the murder on Friday of a judge", "the arrest last week in Erbil of two men": what "of" tells of a day or a place is
    /// told of the deed before them.
    fn deed_over(&self, prep_chunk: usize, near: GroupId, g: GroupId) -> Option<GroupId> {
        let kinds = &self.ctx.program.kinds;
        let dated = self.groups[near.index()].kind == GroupKind::Time;
        // "shelling by the army of the town": whoever does it has no "of" where the deed has none.
        let by = |h: GroupId| {
            let governor = self.groups[h.index()].governor;
            governor.is_some_and(|w| self.ctx.program.grammar.is(w, WordClass::By)) && self.is_actor(h)
        };
        let site = self.groups[g.index()].types.meets(kinds.place.union(kinds.place_word));
        let suffers = self.is_actor(g) || dated && self.groups[g.index()].kind == GroupKind::Name || by(near) && site;
        let parts = |h: GroupId| {
            let group = &self.groups[h.index()];
            let day = group.kind == GroupKind::Time && group.determiner != Determiner::Definite;
            day || group.kind == GroupKind::Name && group.types.meets(kinds.place) && group.governor.is_some()
        };
        let mut at = prep_chunk;
        for _ in 0..LONGEST {
            match self.before(at)? {
                (i, Chunk::Prep(_)) => at = i,
                (i, Chunk::Noun(h)) if parts(h) || site && by(h) => at = i,
                (_, Chunk::Noun(h)) => return Some(h).filter(|h| suffers && *h != near && self.names_deed(*h)),
                _ => return None,
            }
        }
        None
    }

    /// The noun that heads the group triggers a frame.
    pub(super) fn names_deed(&self, g: GroupId) -> bool {
        self.view.get(self.groups[g.index()].head).is_some_and(|t| self.ctx.program.is_trigger_lemma(t.lemma))
    }

    /// "a teacher, identified as Ali Hassan, was shot": the name is that of whom the participle tells.
    pub(super) fn identify(&mut self, verb: VerbId, prep: Prep) {
        let told = &self.verbs[verb.index()];
        let grammar = &self.ctx.program.grammar;
        let named = grammar.is(prep.word, WordClass::Capacity) && grammar.is(told.lemma, WordClass::Identifying);
        let whom = match told.relation {
            Relation::Reduced(whom) => Some(whom),
            _ => told.subject.filter(|_| told.passive),
        };
        let Some(whom) = whom.filter(|_| named) else { return };
        let person = |g: GroupId| self.groups[g.index()].types.meets(self.ctx.program.kinds.person);
        let (plain, name) = (&self.groups[whom.index()], &self.groups[prep.group.index()]);
        let one = plain.kind == GroupKind::Common && plain.next.is_none() && plain.apposition.is_none();
        if one && name.name.is_some() && name.apposition.is_none() && person(whom) && person(prep.group) {
            self.groups[whom.index()].apposition = Some(prep.group);
            self.groups[prep.group.index()].apposition = Some(whom);
        }
    }

    /// "the deaths of a woman and of her son", "by the army and by its allies": the last of those whom the same preposition
    /// governs before the conjunction.
    fn told_again(&self, prep_chunk: usize, word: WordId, g: GroupId) -> Option<GroupId> {
        let grammar = &self.ctx.program.grammar;
        let repeats = grammar.is(word, WordClass::Of) || grammar.is(word, WordClass::By);
        let (i, Chunk::Conj(_)) = self.before(prep_chunk).filter(|_| repeats)? else { return None };
        let (_, Chunk::Noun(p)) = self.before(i)? else { return None };
        let alike = self.groups[p.index()].governor == Some(word) && self.is_actor(p) && self.is_actor(g);
        (alike && self.groups[p.index()].next.is_none()).then_some(p)
    }

    /// Behind the preposition and what hangs on it stands a finite verb.
    fn is_before_verb(&self, prep_chunk: usize) -> bool {
        let behind = self.chunks[prep_chunk..].iter().find(|c| !c.is_nominal());
        matches!(behind, Some(Chunk::Verb(v)) if self.verbs[v.index()].form == VerbForm::Finite)
    }

    /// "…, and in Kandahar, a bomb killed two": behind the conjunction stands a clause of its own, which the preposition opens.
    fn opens_next(&self, prep_chunk: usize) -> bool {
        let verb = self.stack.last().and_then(|level| level.verb);
        if verb.is_none() || !matches!(self.before(prep_chunk), Some((_, Chunk::Conj(_)))) {
            return false;
        }
        let rest = &self.chunks[prep_chunk..];
        let end = rest.iter().take_while(|c| c.is_nominal()).count();
        let [Chunk::Comma(_), behind @ ..] = &rest[end..] else { return false };
        let subject = behind.iter().take_while(|c| c.is_nominal()).count();
        let own = behind[..subject].iter().any(|c| matches!(c, Chunk::Noun(_)));
        own && matches!(behind.get(subject), Some(Chunk::Verb(v))
            if self.verbs[v.index()].form == VerbForm::Finite && !self.is_class(*v, WordClass::Report))
    }

    /// "The commander, along with three aides, was killed", "was held along with his son": beside whom the group stands that
    /// a preposition of company governs.
    fn accompanied(&self, prep_chunk: usize, at: u32, g: GroupId) -> Option<GroupId> {
        let is = |at: u32, class| self.view.get(at).is_some_and(|t| self.ctx.is(t, class));
        let together = |at: u32| is(at, WordClass::Together);
        let with = is(at, WordClass::Absolute) && at.checked_sub(1).is_some_and(together);
        // "a child as well as his mother"
        let well = is_as_well(self.ctx, self.view, at);
        if !(together(at) || with || well) {
            return None;
        }
        let (i, before) = self.before(prep_chunk)?;
        if well && !matches!(before, Chunk::Noun(_) | Chunk::Comma(_)) {
            return None;
        }
        let host = match (before, self.before(i)) {
            // "the wife of a politician, Hon. Bala Musa, along with two of his children"
            (Chunk::Noun(h), _) | (Chunk::Comma(_), Some((_, Chunk::Noun(h)))) => {
                self.root(self.groups[h.index()].apposition.filter(|p| *p < h).unwrap_or(h))
            }
            _ => {
                let verb = &self.verbs[self.stack.last()?.last?.index()];
                if verb.passive || verb.object.is_none() { verb.subject? } else { verb.object? }
            }
        };
        let kinds = &self.ctx.program.kinds;
        let (first, other) = (self.groups[host.index()].types, self.groups[g.index()].types);
        let alike = |kind| first.meets(kind) && other.meets(kind);
        // "a bridge as well as two trucks": things keep nobody company, but are listed so.
        let stated = self.groups[g.index()].kind == GroupKind::Adjective;
        let listed = well && first.meets(other) && !stated;
        let first = self.groups[host.index()].first.unwrap_or(host);
        let last = std::iter::successors(Some(first), |x| self.groups[x.index()].next).take(LONGEST).last()?;
        let beside = listed || alike(kinds.person) || alike(kinds.actor);
        (beside && self.groups[g.index()].first.is_none()).then_some(last)
    }

    pub(super) fn argument(&mut self, k: usize, before: Option<Chunk>, g: GroupId) {
        let next_verb = match self.after(k) {
            Some((_, Chunk::Verb(v))) => Some(v),
            _ => None,
        };
        let finite_next =
            next_verb.is_some_and(|v| matches!(self.verbs[v.index()].form, VerbForm::Finite | VerbForm::Bare));
        let aside = self.is_aside(k);
        let behind = match self.before(k) {
            Some((i, Chunk::Comma(_))) => self.before(i),
            _ => None,
        };
        let pending = self.stack.last().and_then(|level| level.pending);
        let waiting = pending.filter(|p| matches!(behind, Some((_, Chunk::Noun(x))) if x == *p));
        let pronoun = self.groups[g.index()].kind == GroupKind::Pronoun;
        // "According to reports two men were held": what hangs on the participle that opens the clause ends before its subject.
        let behind_phrase = finite_next && matches!(before, Some(Chunk::Noun(_)));
        let opening = self.top().last.map(|v| &self.verbs[v.index()]);
        let opened = opening.is_some_and(|v| v.form == VerbForm::Gerund && v.object.is_none() && !v.preps.is_empty());
        let opens = self.is_opened_by_day(k);
        if self.says_within(k, g).is_some() {
            return;
        }
        let level = self.top();
        if behind_phrase && opened && level.verb.is_none() && level.subject.is_none() {
            level.subject = Some(g);
            return;
        }
        match level.last {
            None => match level.subject {
                // "Omar, editor of the paper, said": the first group stays the subject.
                Some(subject) if matches!(before, Some(Chunk::Comma(_))) && aside => {
                    self.groups[g.index()].apposition = Some(subject);
                    self.groups[subject.index()].apposition.get_or_insert(g);
                }
                _ => level.subject = Some(g),
            },
            Some(verb) => {
                let comma = matches!(before, Some(Chunk::Comma(_) | Chunk::Conj(_))) || opens;
                // "fled, and his driver, a former soldier, was held": it tells of what waits for its verb.
                if let Some(waiting) = waiting.filter(|_| aside) {
                    self.groups[g.index()].apposition = Some(waiting);
                    self.groups[waiting.index()].apposition.get_or_insert(g);
                    return;
                }
                // "After killing four guards, the attackers", "to clear the road you must": no verb of this clause has a
                // subject yet.
                let opens = matches!(before, Some(Chunk::Comma(_))) || pronoun && finite_next;
                if opens && level.verb.is_none() && level.subject.is_none() {
                    level.subject = Some(g);
                }
                let adjacent = matches!(before, Some(Chunk::Verb(_)))
                    || matches!(before, Some(Chunk::Other(_) | Chunk::Quote(_) | Chunk::Adjective(_)));
                if comma {
                    level.pending = Some(g);
                }
                let comma = comma && !self.only_times_before(k, verb) && !self.aside_before(k, verb);
                let group = &self.verbs[verb.index()];
                let own = finite_next && (self.is_class(verb, WordClass::Report) || pronoun && group.object.is_some());
                if comma || own {
                    return;
                }
                let free = group.object.is_none() && (!group.passive || adjacent) && !group.copula;
                if free {
                    self.verbs[verb.index()].object = Some(g);
                    self.groups[g.index()].verb = Some(verb);
                } else if self.verbs[verb.index()].second.is_none() && !self.verbs[verb.index()].copula {
                    self.verbs[verb.index()].second = Some(g);
                } else if self.verbs[verb.index()].copula && self.verbs[verb.index()].object.is_none() {
                    // The predicate noun.
                    self.verbs[verb.index()].object = Some(g);
                }
            }
        }
    }

    /// "…, and on Friday seven men who were held in Tambo were let go": a day opens the clause behind "and", whose verb comes
    /// behind the one that tells of its subject.
    fn is_opened_by_day(&self, k: usize) -> bool {
        let (Some((i, Chunk::Noun(day))), Some((_, Chunk::Relative(_)))) = (self.before(k), self.after(k)) else {
            return false;
        };
        let Some((prep, Chunk::Prep(_))) = self.before(i) else { return false };
        let behind_and = matches!(self.before(prep), Some((_, Chunk::Conj(_))));
        behind_and && self.groups[day.index()].kind == GroupKind::Time
    }

    /// Behind the group at `k` and what hangs on it stand a comma and a finite verb.
    fn is_aside(&self, k: usize) -> bool {
        let hangs = |c: &Chunk| match c {
            Chunk::Noun(g) => self.groups[g.index()].kind != GroupKind::Pronoun,
            Chunk::Prep(_) | Chunk::Adjective(_) | Chunk::Quote(_) | Chunk::Other(_) => true,
            _ => false,
        };
        let rest = &self.chunks[k + 1..];
        let mut end = rest.iter().position(|c| !hangs(c)).unwrap_or(rest.len());
        // "an umbrella group that includes the party, rejected"
        if matches!(rest.get(end), Some(Chunk::Relative(_))) {
            let told = |c: &Chunk| hangs(c) || matches!(c, Chunk::Relative(_) | Chunk::Verb(_));
            end += rest[end..].iter().position(|c| !told(c)).unwrap_or(rest.len() - end);
        }
        matches!(rest.get(end..), Some([Chunk::Comma(_), Chunk::Verb(v), ..])
            if matches!(self.verbs[v.index()].form, VerbForm::Finite | VerbForm::Bare))
    }

    /// "destroyed, in a precise strike, a tunnel": between the verb and chunk `k` stands an aside under a preposition.
    pub(super) fn aside_before(&self, k: usize, verb: VerbId) -> bool {
        let Some(start) = self.chunks[..k].iter().rposition(|c| *c == Chunk::Verb(verb)) else { return false };
        let inner = |c: &Chunk| match c {
            Chunk::Noun(g) => {
                self.groups[g.index()].governor.is_some() || self.groups[g.index()].kind == GroupKind::Time
            }
            Chunk::Prep(_) | Chunk::Other(_) | Chunk::Quote(_) | Chunk::Adjective(_) => true,
            _ => false,
        };
        match &self.chunks[start + 1..k] {
            [Chunk::Comma(_), Chunk::Prep(_), between @ .., Chunk::Comma(_)] => between.iter().all(inner),
            // "killed on Saturday evening, in Mosul, a policeman"
            [Chunk::Prep(_), between @ .., Chunk::Comma(_)] => {
                let loose = |c: &Chunk| matches!(c, Chunk::Comma(_)) || inner(c);
                let commas = between.iter().filter(|c| matches!(c, Chunk::Comma(_))).count();
                let deed = self.is_deed(verb) && !self.verbs[verb.index()].passive;
                let ends = !matches!(self.after(k), Some((_, Chunk::Verb(_) | Chunk::Conj(_))));
                deed && commas == 1 && ends && between.iter().all(loose)
            }
            _ => false,
        }
    }

    /// Between the verb and chunk `k` stand only times and commas: "announced, today, Sunday, the seizure", but not
    /// "“… who sneaked in before dawn,” the command said".
    pub(super) fn only_times_before(&self, k: usize, verb: VerbId) -> bool {
        if matches!(self.chunks[..k], [.., Chunk::Comma(_), Chunk::Quote(_)]) {
            return false;
        }
        for i in (0..k).rev() {
            match self.chunks[i] {
                Chunk::Verb(v) => return v == verb && i + 1 < k && !matches!(self.chunks[i + 1..k], [Chunk::Comma(_)]),
                Chunk::Noun(g) if self.groups[g.index()].kind == GroupKind::Time => {}
                Chunk::Comma(_) | Chunk::Prep(_) | Chunk::Quote(_) | Chunk::Other(_) => {}
                _ => return false,
            }
        }
        false
    }
}
