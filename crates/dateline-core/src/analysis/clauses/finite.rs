//! Finite verbs: whose clause they fill, share or open.
//!
//! Invariant: after a finite verb the open clause has a verb.

use crate::compile::{VerbMeaning, WordClass};
use crate::text::{Tag, Token, WordId};

use super::super::groups::Chunk;
use super::super::model::{Determiner, GroupId, GroupKind, Relation, VerbForm, VerbId};
use super::{Level, Linker};

impl Linker<'_> {
    pub(super) fn finite(&mut self, k: usize, before: Option<(usize, Chunk)>, v: VerbId) {
        if self.is_bare_past(v) && self.gapped(k, before, v) {
            return;
        }
        if let Some((at, Chunk::Noun(g))) = before
            && self.says_within(at, g) == Some(v)
        {
            return self.report_within(g, v);
        }
        let before = self.joined_before(v, before).or(before).map(|before| self.past_time(before));
        let contact = self.contact_before_verb(k, before, v).or_else(|| self.said_contact(k, before));
        let told = self.told_behind_comma(k, before, v).map(|g| (k, Chunk::Noun(g)));
        if told.is_some() || contact.is_none() && self.is_participle(k, before, v) {
            self.verbs[v.index()].form = VerbForm::Participle;
            return self.reduced(told.or(before), v);
        }
        if let Some((g, antecedent)) = contact {
            // "says the men it killed were": what is said has its subject.
            if let Some(report) = self.stack.last().and_then(|level| level.verb) {
                self.verbs[report.index()].object = None;
                self.push(Relation::Content(report));
            }
            let told = self.root(antecedent);
            self.top().subject = Some(told);
            self.push(Relation::RelativeObject(antecedent));
            self.top().subject = Some(g);
        }
        // Behind "and" the verb shares the subject of the clause.
        let conj = match before {
            Some((i, Chunk::Conj(_))) => Some(i),
            _ => None,
        };
        loop {
            let depth = self.stack.len();
            let level = self.top();
            if level.verb.is_none() {
                // "Citing rules, officials said": a participle has been read, and the group behind its comma waits.
                let (subject, relation) = (level.subject.or(level.pending), level.relation);
                level.verb = Some(v);
                let relation = if let (Relation::RelativeSubject(g), Some(_)) = (relation, subject) {
                    // A subject between the relative and its verb: the antecedent is not the subject.
                    self.relative_with_subject(g, k)
                } else {
                    relation
                };
                self.verbs[v.index()].relation = relation;
                let subject = match relation {
                    Relation::RelativeSubject(g) => Some(g),
                    _ => subject,
                };
                self.set_subject(v, subject);
                let clause = self.top().clause;
                self.verbs[v.index()].clause = clause;
                if relation == Relation::Main && depth == 1 {
                    self.adopt(v);
                }
                self.retag_passive(v);
                return;
            }
            let first = level.verb.unwrap_or(v);
            let pending = level.pending;
            if self.is_inverted(k, before, v) {
                // "…, said the spokesman": its subject stands behind it.
                self.verbs[v.index()].relation = Relation::Main;
                self.verbs[v.index()].clause = self.clauses;
                self.clauses += 1;
                return;
            }
            if self.is_described_by(k, before, first, v) {
                self.describe(first, v);
                return;
            }
            let participle = self.told_with_participle(k, first, v);
            let subject_of_new = match before {
                _ if participle.is_some() => participle,
                // "has since August blockaded the town": the time parts the verb from its auxiliary.
                Some((_, Chunk::Noun(g))) if self.groups[g.index()].kind == GroupKind::Time && self.is_had(first) => {
                    None
                }
                // "A man who was helping them lost an arm"
                Some((_, Chunk::Noun(g))) if self.only_suffers(g) => None,
                Some((i, Chunk::Noun(g))) => Some(self.told_before(i, g, first, v).unwrap_or_else(|| self.stressed(g))),
                Some((i, Chunk::Comma(_))) => self.told_of(i, first, v).or(pending),
                _ => pending.filter(|_| conj.is_none()),
            };
            if conj.is_some() && !matches!(before, Some((_, Chunk::Noun(_)))) {
                // "broke up a cell of women who were digging a tunnel, and seized": a comma before "and" closes what tells of
                // the women.
                // "shot a man as he left a mosque and wounded his brother": what he was about is no deed.
                let inner = self.stack[depth - 1].relation;
                let about = matches!(inner, Relation::Subordinate(Some(deed), _) if depth > 1 && self.is_deed(deed))
                    && self.is_deed(v)
                    && self.only_goes_along(first)
                    && self.object_behind(k, v);
                let closed = about
                    || depth > 1
                        && matches!(self.top().relation, Relation::RelativeSubject(_) | Relation::RelativeOther(_))
                        && matches!(conj.and_then(|i| self.before(i)), Some((_, Chunk::Comma(_))))
                        && self.stack[depth - 2].verb.is_some_and(|x| !self.is_class(x, WordClass::Report));
                // "who ran a shop and is accused of fraud was taken": the verb for which the outer clause waits comes later.
                if self.outer_waits() && !self.owed_ahead(k) || closed {
                    self.stack.pop();
                    continue;
                }
                // "said its men had shelled a post, and claimed": who said the one claims the other.
                let first = match self.verbs[first.index()].relation {
                    Relation::Content(x)
                        if depth > 1
                            && self.is_class(v, WordClass::Report)
                            && !self.is_class(first, WordClass::Report) =>
                    {
                        self.stack.pop();
                        x
                    }
                    _ => first,
                };
                let subject = self.verbs[first.index()].subject;
                self.verbs[v.index()].relation = Relation::Conjunct(first);
                let clause = self.verbs[first.index()].clause;
                self.verbs[v.index()].clause = clause;
                self.verbs[v.index()].passive |= self.shares_passive(k, first, v);
                self.set_subject(v, subject);
                self.top().verb = Some(v);
                return;
            }
            // "A woman who ran a shop and is accused of having moved money to families was taken": clauses in each other end
            // with the verb for which the outermost has waited.
            // "The man who said the group had killed his son was": what is said has a subject of its own.
            if let Some(g) = subject_of_new.filter(|_| self.is_class(first, WordClass::Report) && self.owed_ahead(k))
                && matches!(before, Some((_, Chunk::Noun(_))))
            {
                let g = self.subject_root(g);
                self.new_clause(first, g, v);
                return;
            }
            if self.leaves_gap(before, first) {
                self.push(Relation::Content(first));
                continue;
            }
            if let Some(part) = self.part_told(k, before, first) {
                self.push(Relation::Content(first));
                self.top().subject = Some(part);
                continue;
            }
            if let Some((first, g)) = self.told_subject(before) {
                self.stack.pop();
                self.new_clause(first, g, v);
                return;
            }
            if let Some(outer) = self.stack[..depth - 1].iter().rposition(Level::waits) {
                if let (Some(subject), Some((i, Chunk::Noun(g)))) = (self.stack[outer].subject, before) {
                    self.beside_told(subject, i, g);
                }
                self.stack.truncate(outer + 1);
                continue;
            }
            if let Some(g) = subject_of_new {
                if let Some(antecedent) = self.contact_relative(k, first, g, v) {
                    self.push(Relation::RelativeObject(antecedent));
                    let clause = self.top().clause;
                    let level = self.top();
                    level.subject = Some(g);
                    level.verb = Some(v);
                    self.verbs[v.index()].relation = Relation::RelativeObject(antecedent);
                    self.verbs[v.index()].clause = clause;
                    self.groups[g.index()].clause = clause;
                    let owner = self.owner(first, antecedent);
                    if self.verbs[owner.index()].second == Some(g) {
                        self.verbs[owner.index()].second = None;
                    }
                    self.set_subject(v, Some(g));
                    return;
                }
                let g = self.subject_root(g);
                self.new_clause(first, g, v);
                return;
            }
            // "a drone believed to be Turkish struck": the first was a participle behind its noun.
            let last = self.top().last;
            let path = &self.verbs[first.index()];
            let thought = self.is_class(first, WordClass::Report)
                && last.is_some_and(|last| self.verbs[last.index()].relation == Relation::Infinitive(first));
            if depth > 1 && !thought && !self.goes_on_in_row(k, before, first) {
                self.stack.pop();
                continue;
            }
            let bare = path.tokens.len() == 1
                && !path.passive
                && path.object.is_none()
                && self.view.tag(path.head) == Tag::Vbd;
            // "The man accused of the attack, which killed ten, was sentenced": what needs an object and has none.
            let needs = (self.is_deed(first) || self.ctx.program.grammar.is(path.lemma, WordClass::Judgement))
                && !self.is_intransitive(first)
                && !self.is_class(first, WordClass::Report);
            let suffered = needs && (self.verbs[v.index()].tokens.len() > 1 || self.is_intransitive(v));
            let comma = matches!(before, Some((_, Chunk::Comma(_))));
            if bare && (!comma || suffered) && path.subject.is_some() {
                self.describe(first, v);
                return;
            }
            // A finite verb without a subject of its own: behind a comma it goes on with the clause's subject, or with that
            // of a clause that the comma seemed to close.
            let row =
                |last: &VerbId| self.verbs[first.index()].subject.is_none() && self.goes_on_in_row(k, before, *last);
            let first = last.filter(row).unwrap_or(first);
            let subject = self.verbs[first.index()].subject;
            self.verbs[v.index()].relation = Relation::Conjunct(first);
            let clause = self.clauses;
            self.clauses += 1;
            self.verbs[v.index()].clause = clause;
            self.set_subject(v, subject);
            return;
        }
    }

    /// Whom a reflexive pronoun before the verb stresses.
    fn stressed(&self, g: GroupId) -> GroupId {
        let group = &self.groups[g.index()];
        group.apposition.filter(|p| group.kind == GroupKind::Pronoun && p.0 + 1 == g.0).unwrap_or(g)
    }

    /// "the guards now live": the group before a time that stands right between it and the verb.
    fn past_time(&self, before: (usize, Chunk)) -> (usize, Chunk) {
        let time = matches!(before.1, Chunk::Noun(g)
            if self.groups[g.index()].kind == GroupKind::Time && self.groups[g.index()].governor.is_none());
        self.before(before.0).filter(|b| time && matches!(b.1, Chunk::Noun(_))).unwrap_or(before)
    }

    /// A verb that tells what one person was about, and no deed: "as he left a mosque".
    fn only_goes_along(&self, v: VerbId) -> bool {
        let subject = self.verbs[v.index()].subject.and_then(|g| self.view.get(self.groups[g.index()].head));
        !self.is_deed(v) && subject.is_some_and(|t| self.ctx.is(t, WordClass::PersonPronoun))
    }

    /// What was read as the clause's first verb is a participle behind the subject, and `v` is its verb.
    pub(super) fn describe(&mut self, first: VerbId, v: VerbId) {
        let path = &mut self.verbs[first.index()];
        let Some(g) = path.subject else { return };
        let (relation, clause) = (path.relation, path.clause);
        (path.passive, path.form, path.relation) = (true, VerbForm::Participle, Relation::Reduced(g));
        let verb = &mut self.verbs[v.index()];
        (verb.relation, verb.clause, verb.subject) = (relation, clause, Some(g));
        self.groups[g.index()].verb = Some(v);
        self.top().verb = Some(v);
    }

    /// "A device planted under the car of an officer exploded": behind a past form with nothing but prepositions stands
    /// another that has an object, an auxiliary, or nobody who could suffer it.
    pub(super) fn is_described_by(&self, k: usize, before: Option<(usize, Chunk)>, first: VerbId, v: VerbId) -> bool {
        let path = &self.verbs[first.index()];
        let Some((_, Chunk::Noun(g))) = before else { return false };
        // "A man arrested last week led police to the house": no time does what follows it.
        let time = |g: GroupId| self.groups[g.index()].kind == GroupKind::Time;
        let governed = |g: GroupId| {
            let opens = |w: WordId| self.ctx.program.grammar.is(w, WordClass::Subordinator);
            time(g) || self.groups[g.index()].governor.is_some_and(|w| !opens(w))
        };
        let between = self.chunks[..k].iter().rposition(|c| *c == Chunk::Verb(first)).map(|at| &self.chunks[at + 1..k]);
        let Some(between) = between else { return false };
        let timed = self.is_deed(first) && matches!(between.first(), Some(Chunk::Noun(g)) if time(*g));
        let bare = self.is_bare_past(first)
            && !path.passive
            && path.object.is_none()
            && path.subject.is_some()
            && path.particle.is_none()
            && !self.is_class(first, WordClass::Report)
            && (timed || !self.is_class(first, WordClass::Happen))
            && !self.is_intransitive(first);
        // "lived in a village called Kojo": a deed has to be done to somebody.
        let done = self.is_deed(v) && self.object_behind(k, v);
        let sure = self.is_intransitive(v) || done || timed || self.verbs[v.index()].tokens.len() > 1;
        let inner = self.stack.iter().rev().skip(1).any(Level::waits);
        if !bare || !sure || inner || !governed(g) || self.is_class(v, WordClass::Report) {
            return false;
        }
        let hangs = |c: &Chunk| match c {
            Chunk::Noun(g) => governed(*g),
            Chunk::Verb(v) => self.verbs[v.index()].form == VerbForm::Participle,
            Chunk::Prep(_) | Chunk::Quote(_) | Chunk::Other(_) => true,
            _ => false,
        };
        between.iter().all(hangs)
    }

    /// "intends to clear the area and yesterday killed six", "and in Hamrin killed six": a time or group with its
    /// preposition between the conjunction and the verb is not the verb's subject.
    fn joined_before(&self, v: VerbId, before: Option<(usize, Chunk)>) -> Option<(usize, Chunk)> {
        let first = self.stack.last().and_then(|level| level.verb)?;
        if self.is_class(first, WordClass::Report) && !self.is_class(v, WordClass::Report) {
            return None;
        }
        let (i, Chunk::Noun(g)) = before? else { return None };
        let group = &self.groups[g.index()];
        let behind = self.before(i);
        match behind {
            Some((_, Chunk::Conj(_))) if group.kind == GroupKind::Time => behind,
            Some((at, Chunk::Prep(_))) if group.governor.is_some() => {
                self.before(at).filter(|b| matches!(b.1, Chunk::Conj(_)))
            }
            _ => None,
        }
    }

    /// "were killed and five others hurt", "were arrested and two tons of drugs seized": the auxiliary holds for both. True
    /// when it was so, and the form at `k` has got its clause.
    pub(super) fn gapped(&mut self, k: usize, before: Option<(usize, Chunk)>, v: VerbId) -> bool {
        let Some(level) = self.stack.last() else { return false };
        let counted = match before {
            Some((_, Chunk::Noun(g))) => Some(g),
            // "were killed and five people, including three civilians, wounded"
            Some((_, Chunk::Comma(_))) if self.aside_end + 1 == k => level.pending,
            _ => None,
        };
        let Some(g) = counted else { return false };
        let holds = |x: &VerbId| self.verbs[x.index()].passive || self.verbs[x.index()].copula;
        let Some(first) = level.verb.filter(holds) else { return false };
        let g = self.subject_root(g);
        let group = &self.groups[g.index()];
        // A past form may be active as well: it is passive of what is counted, where it is the deed of a rule.
        // "and his colleague abducted"
        // "was stopped and the driver arrested"
        let kinds = &self.ctx.program.kinds;
        let determined =
            matches!(group.determiner, Determiner::Possessive | Determiner::Definite | Determiner::Indefinite);
        let told = group.quantity.is_some()
            || group.kind == GroupKind::Number
            || determined && group.types.meets(kinds.person) && !group.types.meets(kinds.actor);
        let sure =
            self.verbs[v.index()].form == VerbForm::Participle || told && self.is_deed(v) && !self.is_intransitive(v);
        let joined = matches!(self.chunk_before_group(k, g), Some(Chunk::Conj(_) | Chunk::Comma(_)));
        // "was under way, a bomber blew himself up"
        let itself =
            self.view.get(self.verbs[v.index()].head + 1).is_some_and(|t| self.ctx.is(t, WordClass::Reflexive));
        if !sure || !joined || itself || group.governor.is_some() || self.object_behind(k, v) {
            return false;
        }
        if self.auxiliary_ahead(k) {
            self.verbs[v.index()].form = VerbForm::Participle;
            self.reduced(before, v);
            return true;
        }
        self.verbs[v.index()].passive = true;
        self.verbs[v.index()].form = VerbForm::Finite;
        self.new_clause(first, g, v);
        true
    }

    /// "and two guns left at the scene were seized": nothing but groups under prepositions, and a verb with its auxiliary.
    fn auxiliary_ahead(&self, k: usize) -> bool {
        let rest = &self.chunks[k + 1..];
        let hangs = |c: &&Chunk| match c {
            Chunk::Prep(at) => self.view.get(*at).is_some_and(|t| !self.ctx.is(t, WordClass::Subordinator)),
            Chunk::Noun(_) | Chunk::Other(_) => true,
            _ => false,
        };
        let between = rest.iter().take_while(hangs).count();
        let held = |v: &VerbId| {
            let verb = &self.verbs[v.index()];
            verb.form == VerbForm::Finite && verb.passive && verb.tokens.len() > 1
        };
        matches!(rest.first(), Some(Chunk::Prep(_))) && matches!(rest.get(between), Some(Chunk::Verb(v)) if held(v))
    }

    /// A past form of one word, adverbs before it aside ("slightly hurt").
    pub(super) fn is_bare_past(&self, v: VerbId) -> bool {
        let verb = &self.verbs[v.index()];
        let mut before = verb.tokens.start..verb.head;
        verb.form == VerbForm::Finite
            && verb.tokens.end == verb.head + 1
            && self.view.tag(verb.head) == Tag::Vbd
            && before.all(|at| self.view.tag(at) == Tag::Rb)
    }

    /// "the number of fighters killed since it took office has exceeded": the figure still waits for its verb.
    pub(super) fn is_numbered(&self, k: usize, g: GroupId) -> bool {
        let root = self.root(g);
        let tells = |c: &Chunk| matches!(c, Chunk::Verb(v) if self.is_class(*v, WordClass::Toll) && self.verbs[v.index()].form == VerbForm::Finite);
        // "put the number of men rounded up since May at 212": the clause has its verb.
        let given = || self.groups[root.index()].verb.is_some_and(|v| self.gives_figure(v));
        self.is_figure(root) && (given() || self.chunks[k + 1..].iter().any(tells))
    }

    /// A form that cannot be passive ("exploded").
    pub(super) fn is_intransitive(&self, v: VerbId) -> bool {
        let token = self.view.get(self.verbs[v.index()].head);
        token.is_some_and(|t| self.ctx.program.grammar.is(t.word, WordClass::IntransitivePast))
    }

    /// The trigger of some frame.
    pub(super) fn is_deed(&self, v: VerbId) -> bool {
        self.verbs[v.index()].meanings.iter().any(|m| matches!(m, VerbMeaning::Frame(_)))
    }

    /// A past form that reads as well as a participle, behind a group that has its verb already ("left 17 people wounded") or
    /// that renames the subject ("Abu Salim, a commander arrested in Kirkuk, has talked").
    fn is_participle(&self, k: usize, before: Option<(usize, Chunk)>, v: VerbId) -> bool {
        let verb = &self.verbs[v.index()];
        let (Some((_, Chunk::Noun(g))), Some(level)) = (before, self.stack.last()) else { return false };
        // "wounds he suffered": such a pronoun acts.
        let acts = |t: Token| self.ctx.program.grammar.is(t.word, WordClass::SubjectPronoun);
        if self.view.get(self.groups[g.index()].head).is_some_and(acts) {
            return false;
        }
        let past = self.is_bare_past(v);
        // "A man accused of planning the attack that killed 20 was hanged": accused he is by others.
        let charged = self.ctx.program.grammar.is(verb.lemma, WordClass::Judgement)
            && self.view.get(verb.tokens.end).is_some_and(|t| self.ctx.is(t, WordClass::Of));
        if past && charged {
            return true;
        }
        // "were among the men shot dead by militants": who did it stands behind "by", and the clause has its verb.
        let done_to = past && self.is_deed(v) && !self.is_intransitive(v);
        if past && level.verb.is_none() && self.is_suffered(k) || done_to && level.verb.is_some() && self.by_somebody(k)
        {
            return true;
        }
        if past && !self.is_class(v, WordClass::Report) && self.is_left(k, g) {
            return true;
        }
        if past && self.is_numbered(k, g) {
            return true;
        }
        // "with 40 suspects arrested"
        let absolute =
            self.groups[g.index()].governor.is_some_and(|w| self.ctx.program.grammar.is(w, WordClass::Absolute));
        // "With 27 killed and 60 hurt, it was": it is fronted, too.
        let has_verb = level.verb.is_some() || self.finite_ahead(k);
        if past && absolute && has_verb && !matches!(self.after(k), Some((_, Chunk::Noun(_)))) {
            return true;
        }
        // "was one of five residents shot dead in the camp"
        let predicate = |x: VerbId| {
            let copula = &self.verbs[x.index()];
            // "was among 18 people arrested last month"
            let among = copula.preps.iter().any(|p| p.group == g);
            copula.copula && (among || copula.object.is_some_and(|o| o == g || o == self.root(g)))
        };
        if done_to && level.verb.is_some_and(predicate) && !self.object_behind(k, v) {
            return true;
        }
        // "defused a device left near the terminal": a form that is both, of a single group.
        let both = || {
            let token = self.view.get(verb.head);
            token.is_some_and(|t| self.ctx.program.tagger.known(t.word).contains(Tag::Vbn))
                && self.groups[g.index()].first.is_none()
                && !self.is_intransitive(v)
                && matches!(self.after(k), Some((_, Chunk::Prep(_))))
        };
        let ambiguous = past
            && (self.view.raw(verb.head, self.ctx.text).ends_with("ed") || both())
            && !self.is_class(v, WordClass::Report);
        let takes_object = self.object_behind(k, v);
        if !ambiguous || takes_object {
            return false;
        }
        let group = &self.groups[g.index()];
        let object = level.verb.is_some_and(|x| {
            self.verbs[x.index()].object == Some(group.first.unwrap_or(g)) && !self.is_class(x, WordClass::Report)
        });
        let renames = level.verb.is_none() && level.subject != Some(g) && group.apposition.is_some_and(|p| p.0 < g.0);
        // "was close to Abu Muslim, the deputy killed in an air strike"
        let described = level.verb.is_some()
            && group.apposition.is_some_and(|p| p.0 < g.0)
            && self.is_deed(v)
            && !self.is_intransitive(v);
        object && group.next.is_none() || renames && self.finite_ahead(k) || described
    }

    /// "left dozens of shoppers hurt", "killing nine and leaving two others wounded", "left two dead and four wounded": what
    /// stands at `k` behind the group says how it was left.
    pub(super) fn is_left(&self, k: usize, g: GroupId) -> bool {
        let Some(level) = self.stack.last() else { return false };
        let first = Some(self.groups[g.index()].first.unwrap_or(g));
        let joined = matches!(self.chunk_before_group(k, g), Some(Chunk::Conj(_)));
        let leaves = |x: VerbId| {
            let object = self.verbs[x.index()].object;
            self.is_class(x, WordClass::Result)
                && (object == first || joined && object.is_some_and(|o| self.is_actor(o) || self.is_number(o)))
        };
        // "resulting in 16 killed and nine detained": the last verb describes whom the one before it left so.
        let host = |x: VerbId| match self.verbs[x.index()].relation {
            Relation::Reduced(of) => self.groups[of.index()].verb,
            _ => None,
        };
        [level.verb, level.last, level.last.and_then(host)].into_iter().flatten().any(leaves)
            && !matches!(self.after(k), Some((_, Chunk::Noun(_))))
    }

    fn is_number(&self, g: GroupId) -> bool {
        self.groups[g.index()].kind == GroupKind::Number
    }

    /// "were held and let go": the auxiliary holds for a second form that has no object.
    fn shares_passive(&self, k: usize, first: VerbId, v: VerbId) -> bool {
        let (one, other) = (&self.verbs[first.index()], &self.verbs[v.index()]);
        // "set", "cut": the same in all tenses.
        let same = self.view.get(other.head).is_some_and(|t| t.lemma == t.word);
        // "was spotted and made safe by experts"
        let suffered = matches!(self.after(k), Some((_, Chunk::Prep(at)))
            if self.view.get(at).is_some_and(|t| self.ctx.is(t, WordClass::By)));
        let participle = self.view.tag(other.head) == Tag::Vb
            || same
            || suffered
            || self.view.raw(other.head, self.ctx.text).ends_with("ed");
        let object =
            matches!(self.after(k), Some((_, Chunk::Noun(g))) if self.groups[g.index()].kind != GroupKind::Time);
        one.passive && other.tokens.len() == 1 && participle && self.is_deed(v) && !self.is_intransitive(v) && !object
    }

    /// "soldiers killed by insurgents gathered": "by" somebody right behind the verb, and another verb for the subject.
    fn is_suffered(&self, k: usize) -> bool {
        let rest = &self.chunks[k + 1..];
        let clause = rest.iter().skip_while(|c| matches!(c, Chunk::Other(_)));
        let mut clause = clause.take_while(|c| matches!(c, Chunk::Noun(_) | Chunk::Prep(_) | Chunk::Verb(_)));
        let past = |v: &VerbId| matches!(self.verbs[v.index()].form, VerbForm::Finite | VerbForm::Participle);
        self.by_somebody(k) && clause.any(|c| matches!(c, Chunk::Verb(v) if past(v)))
    }

    /// "by" somebody right behind the verb, an adverb passed over ("left behind by").
    pub(super) fn by_somebody(&self, k: usize) -> bool {
        let ([Chunk::Other(_), Chunk::Prep(at), Chunk::Noun(g), ..] | [Chunk::Prep(at), Chunk::Noun(g), ..]) =
            &self.chunks[k + 1..]
        else {
            return false;
        };
        self.view.get(*at).is_some_and(|t| self.ctx.is(t, WordClass::By)) && self.is_actor(*g)
    }

    /// A participle behind the noun it modifies.
    pub(super) fn reduced(&mut self, before: Option<(usize, Chunk)>, v: VerbId) {
        let Some((_, Chunk::Noun(g))) = before else { return };
        self.verbs[v.index()].passive = true;
        self.verbs[v.index()].relation = Relation::Reduced(g);
        self.verbs[v.index()].subject = Some(self.groups[g.index()].first.unwrap_or(g));
    }

    /// "a deputy wanted" was read as object or prepositional group and is the subject of what follows.
    pub(super) fn subject_root(&self, g: GroupId) -> GroupId {
        // "said two fighters guarding the depot were killed": the object of a participle that describes the subject.
        if let Some(host) = self.told_by(g) {
            return self.subject_root(host);
        }
        let root = self.root(g);
        // "said the leader of the group was killed": the object so far is the subject of what follows.
        let object =
            |verb: VerbId| self.verbs[verb.index()].object == Some(root) && self.is_class(verb, WordClass::Report);
        let free = self.groups[root.index()].verb.is_none_or(object);
        if root != g && free { root } else { g }
    }

    pub(super) fn relative_with_subject(&self, g: GroupId, k: usize) -> Relation {
        let place_or_time = self.chunks[..k].iter().rev().find_map(|c| match c {
            Chunk::Relative(at) => Some(*at),
            _ => None,
        });
        let adverb =
            place_or_time.is_some_and(|at| matches!(self.view.tag(at), Tag::Wrb | Tag::WrbSconj | Tag::WpPoss));
        if adverb { Relation::RelativeOther(g) } else { Relation::RelativeObject(g) }
    }

    /// Participle clauses before the main clause get its subject.
    pub(super) fn adopt(&mut self, v: VerbId) {
        let subject = self.verbs[v.index()].subject;
        for orphan in std::mem::take(&mut self.orphans) {
            let (orphan, preposition) = orphan;
            self.verbs[orphan.index()].relation =
                preposition.map_or(Relation::Adverbial(v), |w| Relation::Gerund(v, w));
            self.verbs[orphan.index()].subject = subject;
        }
    }

    /// Nothing to do for a finite verb; kept apart so that headline participles can pass through `finite`.
    pub(super) fn retag_passive(&mut self, v: VerbId) {
        if self.verbs[v.index()].form == VerbForm::Participle {
            self.verbs[v.index()].form = VerbForm::Finite;
        }
    }

    /// The chunk right before a group that stands before chunk `k`.
    pub(super) fn chunk_before_group(&self, k: usize, g: GroupId) -> Option<Chunk> {
        let at = (0..k).rev().find(|i| self.chunks[*i] == Chunk::Noun(g))?;
        at.checked_sub(1).map(|i| self.chunks[i])
    }
}
