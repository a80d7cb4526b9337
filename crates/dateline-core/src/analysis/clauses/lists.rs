//! Groups behind a comma or conjunction: members of a list, or a new name for the group before.
//!
//! Invariant: a list is a chain by `next`, and every member but the first knows the first.

use smallvec::SmallVec;

use crate::compile::WordClass;
use crate::text::Tag;

use super::super::groups::Chunk;
use super::super::model::{Determiner, GroupId, GroupKind, NounGroup, Prep, Relation, VerbForm, VerbId};
use super::super::numbers::QuantityKind;
use super::{LONGEST, Linker};

impl Linker<'_> {
    /// The comma stands inside a list of groups ("A, B and C").
    pub(super) fn continues_list(&self, k: usize) -> bool {
        let Some((_, Chunk::Noun(_))) = self.before(k) else { return false };
        self.list_ahead(k)
    }

    /// From the comma at `k`: groups and commas only, then "and" and a group, before any verb.
    pub(super) fn list_ahead(&self, k: usize) -> bool {
        self.last_of_list(k).is_some_and(|i| !self.clause_follows(i))
    }

    /// Where such a list has its "and".
    pub(super) fn last_of_list(&self, k: usize) -> Option<usize> {
        let mut i = k + 1;
        let mut depth = 0;
        while let Some(chunk) = self.chunks.get(i) {
            match chunk {
                Chunk::Open(_) => depth += 1,
                Chunk::Close(_) => depth -= 1,
                _ if depth > 0 => {}
                Chunk::Conj(_) => return matches!(self.after(i), Some((_, Chunk::Noun(_)))).then_some(i),
                Chunk::Noun(_) | Chunk::Comma(_) | Chunk::Quote(_) | Chunk::Other(_) => {}
                Chunk::Prep(at) => {
                    // "members of A, B of C and D"
                    if !self.view.get(*at).is_some_and(|t| self.ctx.is(t, WordClass::Of)) {
                        return None;
                    }
                }
                _ => return None,
            }
            i += 1;
        }
        None
    }

    /// "Tanks, helicopters and artillery pounded": all that stands before the first verb of its clause is its subject.
    fn is_subject_list(&self, comma: usize, p: GroupId) -> bool {
        // "was searched, and his mother, father and sister were held": what waits behind a conjunction, too.
        let opens = self
            .stack
            .last()
            .is_some_and(|level| level.verb.is_none() && level.subject == Some(p) || level.pending == Some(p));
        opens && self.groups[p.index()].governor.is_none() && self.last_of_list(comma).is_some()
    }

    /// After a comma or conjunction at chunk `i`: another member of a list, a new name for the group before, or neither.
    pub(super) fn coordinate_or_rename(&mut self, k: usize, i: usize, g: GroupId) -> bool {
        let conj = matches!(self.chunks[i], Chunk::Conj(_));
        // "A, and B": look past the comma.
        let from = match self.before(i) {
            Some((j, Chunk::Comma(_))) if conj => j,
            _ => i,
        };
        let Some((_, Chunk::Noun(p))) = self.before(from) else { return false };
        // "to death and two others to life", "12 in March and nine in April"
        if conj && let Some(host) = self.like_share(k, p, g) {
            self.groups[g.index()].share_of = Some(host);
            return true;
        }
        if self.groups[p.index()].kind == GroupKind::Time {
            // "five in Tyre on Monday and two in Sidon on Tuesday"
            let host = self.group_before(from, false).and_then(|place| self.share_of(k, place, g));
            self.groups[g.index()].share_of = host;
            return host.is_some();
        }
        // "killed five in Tyre, three in Sidon and four in Nabatieh"
        // "20 rifles in Mosul, two guns in Tikrit": what ends with its place is no subject.
        let counted = self.groups[g.index()].quantity.is_some();
        if !conj
            && (self.groups[g.index()].kind == GroupKind::Number || counted && self.ends_with_place(k))
            && let Some(host) = self.share_of(k, p, g)
        {
            self.groups[g.index()].share_of = Some(host);
            return true;
        }
        // "the killing of A, the arrest of B and the seizure of C": what has an of-group of its own stands beside the noun
        // that has one, and not beside that noun's group.
        if conj && let Some(host) = self.share_of(k, p, g) {
            self.groups[g.index()].share_of = Some(host);
            return true;
        }
        // "two dead, four wounded": each is said to be something else.
        let stated = |x: GroupId| self.groups[x.index()].kind == GroupKind::Adjective;
        // "the bodies of three civilians and nine wounded": the wounded are no more of those.
        if stated(g) && (stated(p) || self.groups[g.index()].quantity.is_some()) {
            return true;
        }
        // "two dead and nine others injured"
        if conj && stated(p) && self.groups[g.index()].quantity.is_some() {
            return false;
        }
        let p = self.parallel(k, p, g);
        let oxford = from != i;
        if conj && self.leaves_time(i, p, g) {
            return false;
        }
        if conj && (self.is_excluded(i, k) || self.has_share(k, g)) {
            return true;
        }
        let p = if conj && oxford { self.told_aside(p, g) } else { p };
        let p = if conj { self.companions(p, g) } else { p };
        if conj {
            // "… and soldiers killed three" opens a clause when the clause so far has its verb.
            // "…, and four belts and a cache were seized": what waits for its verb is part of the subject.
            let first = self.groups[p.index()].first.unwrap_or(p);
            let waits = self.top().pending == Some(first);
            // "were killed in the attacks and at least six injured"
            let apart = oxford || self.groups[first.index()].governor.is_some() && !self.is_actor(first);
            let clause = self.clause_follows(i) || apart && self.gap_follows(k, g);
            // "left two guards and four rebels dead and three soldiers hurt": of both it is said how they were left.
            let left = matches!(self.after(k), Some((_, Chunk::Adjective(_))))
                && self.groups[first.index()].verb.is_some_and(|v| self.is_class(v, WordClass::Result));
            let opens = clause && !left && !self.subject_open() && !waits && !self.is_told(p, g);
            if opens && !(self.groups[p.index()].first.is_some() && !oxford) {
                return false;
            }
            self.coordinate(p, g);
            return true;
        }
        // "destroyed, in a precise strike, a tunnel and a den": the verb still waits for its object.
        let last = self.stack.last().and_then(|level| level.last);
        if last.is_some_and(|v| self.verbs[v.index()].object.is_none() && self.aside_before(k, v)) {
            return false;
        }
        let p = self.titled(k, p, g);
        // "nine people, mostly women and children", "nine people, two women and seven children"
        if self.tells_of_parts(i, k, p) {
            self.groups[g.index()].is_subset = true;
            self.groups[g.index()].governor = self.groups[p.index()].governor;
            self.groups[p.index()].including.get_or_insert(g);
            return true;
        }
        if self.names_all(k, p) {
            self.groups[g.index()].apposition = Some(p);
            self.groups[p.index()].apposition.get_or_insert(g);
            return true;
        }
        if self.renames(k, p, g) {
            self.groups[g.index()].apposition = Some(p);
            self.groups[p.index()].apposition.get_or_insert(g);
            self.groups[g.index()].governor = self.groups[p.index()].governor;
            return true;
        }
        // "Teacher, two policemen gunned down", "kills journalist, four others": a headline's comma stands for "and".
        // "kill mayor of town, two guards"
        let of = self.groups[p.index()].governor.is_some_and(|w| self.ctx.program.grammar.is(w, WordClass::Of));
        let host = if self.headline && of && !self.is_actor(p) { self.root(p) } else { p };
        if self.headline && self.lists_people(k, (host, p), g) {
            self.coordinate(host, g);
            return true;
        }
        // "On the other hand, the army and the police": what is fronted is no member of the subject behind its comma.
        if self.is_fronted(from, p) && !self.groups[p.index()].types.meets(self.groups[g.index()].types) {
            return false;
        }
        // "four soldiers, two of them officers, and a child"
        let part = &self.groups[g.index()];
        if self.is_of_them(part) && matches!(self.after(k), Some((_, Chunk::Noun(_)))) {
            self.groups[g.index()].apposition = Some(p);
            return true;
        }
        // "The commander, Ali Hassan, two guards and a driver": a list of persons goes on behind the aside.
        let member = self.groups[g.index()].quantity.is_some() || self.groups[g.index()].name.is_some();
        let p = if member && self.is_actor(g) { self.told_aside(p, g) } else { p };
        // "Kirkuk, Diyala and Saladin"; "a village, a district, a province" chains coordinate as well.
        if self.in_list(k, p, g) {
            self.coordinate(p, g);
            return true;
        }
        let places = |x: GroupId| self.groups[x.index()].types.meets(self.ctx.program.kinds.place);
        // "in the capital, Kabul, on Monday", "in Plateau, central Nigeria"
        let unnamed = |x: GroupId| {
            let group = &self.groups[x.index()];
            let site = group.types.meets(self.ctx.program.kinds.place_word);
            let ends = !matches!(self.after(k), Some((_, Chunk::Verb(_) | Chunk::Noun(_))));
            let named = group.kind == GroupKind::Name
                && group.entry.is_none()
                && group.governor.is_some_and(|w| self.ctx.program.grammar.is(w, WordClass::Site));
            ends && (site && group.determiner == Determiner::Definite && group.quantity.is_none() || named)
        };
        let locates = |w| self.ctx.program.grammar.is(w, WordClass::Locative);
        if (places(p) || unnamed(p)) && places(g) && self.groups[p.index()].governor.is_some_and(locates) {
            // "in Hawija, Kirkuk": the larger place behind the smaller.
            self.coordinate(p, g);
            return true;
        }
        false
    }

    /// "two fighters, Ali Hassan and Omar Saleh": from chunk `k` on stand as many names of persons as the group counts.
    fn names_all(&self, k: usize, p: GroupId) -> bool {
        let person = |x: GroupId| self.groups[x.index()].types.meets(self.ctx.program.kinds.person);
        let counted = &self.groups[p.index()];
        let named = |x: GroupId| {
            let group = &self.groups[x.index()];
            group.kind == GroupKind::Name && (person(x) || group.types.is_empty())
        };
        let names = self.listed(k, named).count();
        names > 1 && person(p) && counted.kind == GroupKind::Common && self.count(p) == Some(names as u64)
    }

    /// People or bodies on both sides of a comma, of whom no verb of their own follows.
    fn lists_people(&self, k: usize, (p, last): (GroupId, GroupId), g: GroupId) -> bool {
        let kinds = &self.ctx.program.kinds;
        let people = kinds.person.union(kinds.force).union(kinds.armed_group);
        let (first, second) = (&self.groups[p.index()], &self.groups[g.index()]);
        let alike = first.types.meets(people)
            && !first.types.meets(kinds.place)
            && (second.types.meets(people) || second.kind == GroupKind::Number && second.quantity.is_some());
        // "two militants, one of them a commander", "three civilians, not five"
        let part = matches!(self.view.tag(second.tokens.end - 1), Tag::Prp | Tag::Wp);
        let close = self.groups[last.index()].tokens.end + 1 == second.tokens.start && !part;
        let subject = self.stack.last().is_some_and(|level| level.verb.is_none());
        let verb_next = matches!(self.after(k), Some((_, Chunk::Verb(_))));
        alike && close && first.governor.is_none() && (subject || !verb_next)
    }

    /// Behind the comma at chunk `i` an adverb says that most are such, or numbers are added up to that of the group.
    fn tells_of_parts(&self, i: usize, k: usize, p: GroupId) -> bool {
        let person = |x: GroupId| self.groups[x.index()].types.meets(self.ctx.program.kinds.person);
        let adverb = |chunk: &Chunk| matches!(chunk, Chunk::Other(at) if self.view.tag(*at) == Tag::Rb);
        let Some(Chunk::Noun(part)) = self.chunks.get(k) else { return false };
        if !person(p) || !person(*part) || self.groups[p.index()].quantity.is_none() {
            return false;
        }
        let mostly = self.chunks[i..k].iter().any(adverb) && self.groups[part.index()].quantity.is_none();
        let parts: SmallVec<[u64; 4]> =
            self.listed(k, |g| self.count(g).is_some()).filter_map(|g| self.count(g)).collect();
        let sum = parts.len() > 1 && self.count(p) == Some(parts.iter().sum());
        mostly || sum
    }

    /// The groups from chunk `k` on that commas and conjunctions join, up to the first that is no member.
    fn listed(&self, k: usize, is_member: impl Fn(GroupId) -> bool) -> impl Iterator<Item = GroupId> {
        let joined = move |c: &&Chunk| match c {
            Chunk::Noun(g) => is_member(*g),
            Chunk::Comma(_) | Chunk::Conj(_) | Chunk::Quote(_) | Chunk::Other(_) => true,
            _ => false,
        };
        let group = |c: &Chunk| if let Chunk::Noun(g) = c { Some(*g) } else { None };
        self.chunks[k..].iter().take_while(joined).filter_map(group)
    }

    /// The number that the group counts, where it says one exactly.
    fn count(&self, g: GroupId) -> Option<u64> {
        let group = &self.groups[g.index()];
        // "a man and his son"
        let person = group.types.meets(self.ctx.program.kinds.person) && self.view.tag(group.head) == Tag::Nn;
        let one = group.determiner == Determiner::Indefinite || group.determiner == Determiner::Possessive && person;
        if group.quantity.is_none() && one {
            return Some(1);
        }
        let quantity = &self.quantities[self.groups[g.index()].quantity? as usize];
        (quantity.kind == QuantityKind::Count && quantity.max == Some(quantity.min)).then_some(quantity.min)
    }

    /// The group at the head of its sentence under a preposition.
    fn is_fronted(&self, comma: usize, p: GroupId) -> bool {
        let head = self.chunks[..comma].iter().filter(|c| !matches!(c, Chunk::Quote(_) | Chunk::Other(_)));
        let mut head = head.copied();
        matches!((head.next(), head.next()), (Some(Chunk::Prep(_)), Some(Chunk::Noun(g))) if g == p)
            && head.next().is_none()
    }

    /// "were arrested, 29 of them foreigners, and two tons of drugs seized": a number of things with a participle of its own,
    /// behind a passive verb that lends its auxiliary.
    fn gap_follows(&self, k: usize, g: GroupId) -> bool {
        let passive = self.stack.last().and_then(|l| l.verb).is_some_and(|v| self.verbs[v.index()].passive);
        let mut rest = &self.chunks[k + 1..];
        while let [Chunk::Prep(_), Chunk::Noun(_), behind @ ..] = rest {
            rest = behind;
        }
        let [Chunk::Verb(v), behind @ ..] = rest else { return false };
        let suffers = self.is_deed(*v) && !self.is_intransitive(*v);
        let ends = match behind {
            [] | [Chunk::Comma(_) | Chunk::Mark(_), ..] => true,
            // "was killed by a stray bullet and two men hurt in gunfire"
            [Chunk::Prep(_), ..] => suffers && self.is_actor(g),
            _ => false,
        };
        let participle = self.verbs[v.index()].form == VerbForm::Participle || suffers && self.is_bare_past(*v);
        passive && ends && self.groups[g.index()].quantity.is_some() && participle
    }

    /// "said two policemen and a soldier died": of persons or bodies right behind a verb of saying, as of what stands beside
    /// them, something is told by the next verb.
    fn is_told(&self, p: GroupId, g: GroupId) -> bool {
        let first = self.groups[p.index()].first.unwrap_or(p);
        let object = self.groups[first.index()]
            .verb
            .is_some_and(|v| self.verbs[v.index()].object == Some(first) && self.is_class(v, WordClass::Report));
        object && self.is_actor(first) && self.is_actor(g)
    }

    /// "by vigilantes and not policemen", but not "and not only policemen": between the conjunction at chunk `i` and the group
    /// at chunk `k` stands nothing but a negation.
    pub(super) fn is_excluded(&self, i: usize, k: usize) -> bool {
        let (Chunk::Conj(conj), Chunk::Noun(g)) = (self.chunks[i], self.chunks[k]) else { return false };
        let alone = self.groups[g.index()].tokens.start == conj + 2;
        alone && self.view.tag(conj + 1) == Tag::Not
    }

    /// "closed roads after the bombing and two men were held": what was read as a clause's subject only says when, and a
    /// clause of its own follows.
    fn leaves_time(&mut self, i: usize, p: GroupId, g: GroupId) -> bool {
        let Some(level) = self.stack.last().filter(|level| level.waits() && level.subject == Some(p)) else {
            return false;
        };
        let Relation::Subordinate(Some(verb), word) = level.relation else { return false };
        let deed =
            self.view.get(self.groups[p.index()].head).is_some_and(|t| self.ctx.program.is_trigger_lemma(t.lemma));
        if !deed || !self.is_actor(g) || !self.clause_follows(i) {
            return false;
        }
        self.stack.pop();
        self.groups[p.index()].governor = Some(word);
        self.verbs[verb.index()].preps.push(Prep { word, group: p });
        true
    }

    /// "Ahmed Ali, a lawyer, and his wife", "a mayor, who had received threats, and his guard": behind an aside between commas
    /// goes on what stands before it.
    fn told_aside(&self, p: GroupId, g: GroupId) -> GroupId {
        let told = |x: GroupId| self.groups[x.index()].apposition.filter(|q| *q < x);
        // "Ahmed Ali, leader of a party, and his wife"
        let behind = || self.hosts(p).find_map(told).filter(|q| self.is_actor(*q) && self.is_actor(g));
        // "four soldiers, two of them officers, and a child"
        let renamed = told(p).or_else(behind).map(|q| told(q).unwrap_or(q));
        let open = || {
            let level = self.stack.last().filter(|level| level.waits())?;
            let subject = level.subject.filter(|s| *s < p)?;
            (self.groups[subject.index()].clause != self.groups[p.index()].clause).then_some(subject)
        };
        let Some(host) = renamed.or_else(open) else { return p };
        let first = self.groups[host.index()].first.unwrap_or(host);
        std::iter::successors(Some(first), |g| self.groups[g.index()].next).take(LONGEST).last().unwrap_or(p)
    }

    /// "the head of the sector and two of his companions": persons stand beside the person whose sector it is.
    fn companions(&self, p: GroupId, g: GroupId) -> GroupId {
        let person = |x: GroupId| self.groups[x.index()].types.meets(self.ctx.program.kinds.person);
        let his = |at: u32| self.view.tag(at) == Tag::PrpPoss;
        let theirs = |x: GroupId| {
            let group = &self.groups[x.index()];
            person(x) && group.tokens.clone().any(his)
        };
        // "an officer with the rank of captain and two of his guards"
        let rank = self.groups[p.index()].types.meets(self.ctx.program.kinds.rank);
        // "two officers of the border guard and a driver": persons stand beside persons.
        let one = |x: GroupId| {
            let group = &self.groups[x.index()];
            person(x) && (group.quantity.is_some() || group.determiner == Determiner::Indefinite)
        };
        let counted = one(g) && !person(p) && self.hosts(p).any(one);
        if !(theirs(g) || counted) || person(p) && !rank {
            return p;
        }
        // "an interpreter working for the army and his wife"
        let worker = || Some(self.root(p)).filter(|h| theirs(g) && person(*h));
        self.hosts(p).find(|h| person(*h)).or_else(worker).unwrap_or(p)
    }

    /// "A soldier who was on leave and his brother were killed": whoever stands behind "and", at chunk `i`, right before the
    /// verb for which the subject has waited over a relative clause, stands beside that subject.
    pub(super) fn beside_told(&mut self, subject: GroupId, i: usize, g: GroupId) {
        let behind_and = matches!(self.before(i), Some((_, Chunk::Conj(_))));
        let (one, other) = (&self.groups[subject.index()], &self.groups[g.index()]);
        let free = one.next.is_none() && other.first.is_none() && other.governor.is_none() && other.verb.is_none();
        let alike = other.types.meets(self.ctx.program.kinds.person) && self.is_actor(subject);
        if behind_and && free && alike {
            self.coordinate(subject, g);
        }
    }

    /// What the group hangs on, and what that hangs on.
    pub(super) fn hosts(&self, p: GroupId) -> impl Iterator<Item = GroupId> {
        std::iter::successors(self.host(p), |g| self.host(*g)).take(4)
    }

    pub(super) fn parallel(&self, k: usize, p: GroupId, g: GroupId) -> GroupId {
        let of = |at: u32| self.view.get(at).is_some_and(|t| self.ctx.is(t, WordClass::Of));
        let own_of = matches!(self.chunks.get(k + 1), Some(Chunk::Prep(at)) if of(*at));
        let first = self.groups[p.index()].first.unwrap_or(p);
        let governed =
            self.groups[first.index()].governor.is_some_and(|w| self.ctx.program.grammar.is(w, WordClass::Of));
        if own_of && governed {
            return self.host(first).unwrap_or(p);
        }
        // "the head of the village council, two of his sons and a guest": people stand beside people.
        let person = |x: GroupId| self.groups[x.index()].types.meets(self.ctx.program.kinds.person);
        if governed && person(g) && !person(first) && self.groups[g.index()].name.is_none() {
            return self.host(first).filter(|host| person(*host)).unwrap_or(p);
        }
        // "injuries to him and the death of a companion"
        let deed = |h: &GroupId| self.names_deed(*h);
        let somebody = self.is_actor(first) || self.groups[first.index()].kind == GroupKind::Pronoun;
        if own_of && somebody && deed(&g) {
            return self.host(first).filter(deed).unwrap_or(p);
        }
        p
    }

    /// "According to the spokesman for the army, Major General Hassan,": whom the name behind a chain of prepositions renames.
    fn titled(&self, k: usize, p: GroupId, g: GroupId) -> GroupId {
        if self.groups[g.index()].name.is_none() || self.renames(k, p, g) {
            return p;
        }
        let person = |h: &GroupId| {
            let group = &self.groups[h.index()];
            group.kind == GroupKind::Common && group.types.meets(self.ctx.program.kinds.person)
        };
        self.hosts(p).filter(person).filter(|h| self.renames(k, *h, g)).last().unwrap_or(p)
    }

    /// The current clause has neither subject nor verb decided, so that "A and B" before its verb is one subject.
    pub(super) fn subject_open(&mut self) -> bool {
        self.top().verb.is_none()
    }

    pub(super) fn in_list(&self, k: usize, p: GroupId, _g: GroupId) -> bool {
        if self.groups[p.index()].first.is_some() || self.groups[p.index()].next.is_some() {
            // Already a list: more members, or its last.
            // "women and children, one of whom, a student, they shot"
            let of_them = matches!(self.chunks.get(k + 2), Some(Chunk::Relative(_)));
            let followed = !of_them && matches!(self.after(k), Some((_, Chunk::Comma(_) | Chunk::Conj(_))));
            return followed || self.list_tail(k);
        }
        let Some((i, _)) = self.before(k) else { return false };
        self.list_ahead(i) || self.is_subject_list(i, p)
    }

    pub(super) fn list_tail(&self, k: usize) -> bool {
        !matches!(self.after(k), Some((_, Chunk::Verb(v))) if self.verbs[v.index()].form == VerbForm::Finite)
    }

    pub(super) fn coordinate(&mut self, p: GroupId, g: GroupId) {
        let first = self.groups[p.index()].first.unwrap_or(p);
        self.groups[p.index()].next = Some(g);
        self.groups[g.index()].first = Some(first);
        self.groups[g.index()].governor = self.groups[p.index()].governor;
        self.groups[g.index()].is_subset = self.groups[p.index()].is_subset;
    }

    /// A name behind its description or a description behind its name, closed by a comma, a verb or the end.
    pub(super) fn renames(&self, k: usize, p: GroupId, g: GroupId) -> bool {
        let (first, second) = (&self.groups[p.index()], &self.groups[g.index()]);
        let program = self.ctx.program;
        let person = |x: &NounGroup| x.types.meets(program.kinds.person);
        let body = |x: &NounGroup| x.types.meets(program.kinds.actor) && !x.types.meets(program.kinds.person);
        let plain = |x: &NounGroup| matches!(x.kind, GroupKind::Common | GroupKind::Name) && x.quantity.is_none();
        if !plain(first) || !plain(second) {
            return false;
        }
        // "Ali Hassan, a lawyer, Omar Saleh, a teacher, and": who is described already has a name.
        let named = first.apposition.filter(|q| *q < p).is_some_and(|q| self.groups[q.index()].name.is_some());
        if named && second.name.is_some() {
            return false;
        }
        // "in central Syria, a war monitor said": a body is no new name of a place.
        if first.governor.is_some()
            && first.types.meets(program.kinds.place)
            && !second.types.meets(program.kinds.place)
        {
            return false;
        }
        let fits = (first.name.is_some()
            && second.kind == GroupKind::Common
            && person(first)
            && (person(second) || second.types.is_empty()))
            || (second.name.is_some() && first.kind == GroupKind::Common && person(first) && person(second))
            || (first.kind == GroupKind::Name && second.kind == GroupKind::Common && body(first) && body(second))
            || (second.kind == GroupKind::Name && first.kind == GroupKind::Common && body(first) && body(second));
        if !fits {
            return false;
        }
        // A description of one thing is not plural while the name is one.
        if first.name.is_some() && self.view.tag(second.head) == Tag::Nns {
            return false;
        }
        // "According to the command, the group has carried out": the clause has no other subject.
        let bare = first.governor.is_some()
            && self.stack.last().is_some_and(|level| level.verb.is_none() && level.subject.is_none());
        // "killed the group's leader, President Omar said": the clause has its verb.
        let told = self.stack.last().is_some_and(|level| level.verb.is_some());
        let tells = |v: VerbId| self.verbs[v.index()].form == VerbForm::Finite && !self.verbs[v.index()].passive;
        let mut at = k + 1;
        loop {
            match self.chunks.get(at) {
                Some(Chunk::Verb(v)) if (bare || told && self.is_class(*v, WordClass::Report)) && tells(*v) => {
                    return false;
                }
                None
                | Some(Chunk::Comma(_) | Chunk::Verb(_) | Chunk::Mark(_) | Chunk::Relative(_) | Chunk::Open(_)) => {
                    return true;
                }
                // "Ali Hassan, his brother and his driver were held": one of three, where the clause has no other verb.
                Some(Chunk::Conj(_)) => {
                    let subject = !told && first.governor.is_none() && self.clause_follows(at);
                    return !subject && !self.list_ahead(k);
                }
                Some(Chunk::Prep(_) | Chunk::Noun(_) | Chunk::Quote(_) | Chunk::Other(_) | Chunk::Close(_)) => at += 1,
                Some(_) => return false,
            }
        }
    }
}
