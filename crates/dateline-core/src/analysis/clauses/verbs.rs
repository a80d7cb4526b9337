//! Verbs of the other forms: bare, infinitives and gerunds, and what coordinated verbs share.
//!
//! Invariant: the subject of such a verb is one that another verb or the clause already has.

use crate::compile::WordClass;
use crate::text::{Tag, WordId};

use super::super::groups::Chunk;
use super::super::model::{GroupId, GroupKind, Relation, VerbForm, VerbId};
use super::{Level, Linker};

impl Linker<'_> {
    pub(super) fn verb(&mut self, k: usize, v: VerbId) {
        let before = self.before(k);
        let clause = self.top().clause;
        self.verbs[v.index()].clause = clause;
        let let_do = self.is_let(before, v);
        match self.verbs[v.index()].form {
            _ if let_do => {}
            VerbForm::Finite => self.finite(k, before, v),
            VerbForm::Bare => self.bare(k, before, v),
            VerbForm::Infinitive => self.infinitive(before, v),
            VerbForm::Gerund => self.gerund(before, v),
            VerbForm::Participle => self.participle(k, before, v),
        }
        self.share_object(k, v);
        let level = self.top();
        level.last = Some(v);
        level.pending = None;
    }

    /// "let them leave", "helped the guards escape": what the verb before has as object does it. True when it was so, and the
    /// form has got its place.
    fn is_let(&mut self, before: Option<(usize, Chunk)>, v: VerbId) -> bool {
        let (Some((_, Chunk::Noun(g))), Some(level)) = (before, self.stack.last()) else { return false };
        let verb = &self.verbs[v.index()];
        let base = verb.tokens.len() == 1 && matches!(self.view.tag(verb.head), Tag::Vb | Tag::Vbp);
        let lets = |x: &VerbId| {
            let verb = &self.verbs[x.index()];
            self.ctx.program.grammar.is(verb.lemma, WordClass::BareControl) && verb.object == Some(self.root(g))
        };
        let Some(verb) = level.last.filter(|x| base && lets(x)) else { return false };
        self.verbs[v.index()].form = VerbForm::Bare;
        self.verbs[v.index()].relation = Relation::Infinitive(verb);
        self.verbs[v.index()].subject = self.verbs[verb.index()].object;
        true
    }

    /// "killed and wounded 30 people": the object behind the second verb is the first one's, too.
    pub(super) fn share_object(&mut self, k: usize, v: VerbId) {
        // A headline's comma stands for "and": "kills, wounds dozens".
        let i = match self.before(k) {
            Some((i, Chunk::Conj(_))) => i,
            Some((i, Chunk::Comma(_))) if self.headline => i,
            _ => return,
        };
        // "attacked, looted, and burned a village"
        let i = match self.chunks[..i] {
            [.., Chunk::Comma(_), Chunk::Verb(_), Chunk::Comma(_)] => i - 1,
            _ => i,
        };
        let Some((_, Chunk::Verb(first))) = self.before(i) else { return };
        let same = self.verbs[first.index()].passive == self.verbs[v.index()].passive
            || self.verbs[first.index()].form == self.verbs[v.index()].form;
        if !same || self.verbs[first.index()].object.is_some() {
            return;
        }
        if let Some((_, Chunk::Noun(g))) = self.after(k)
            && !self.verbs[v.index()].passive
        {
            self.verbs[first.index()].object = Some(g);
            // "attacked, looted and burned a village": so are those that only a comma parts from it.
            let mut at = i;
            while let Some((verb, _)) = self.before(at)
                && let Some((comma, Chunk::Comma(_))) = self.before(verb)
                && let Some((_, Chunk::Verb(x))) = self.before(comma)
                && self.verbs[x.index()].object.is_none()
                && !self.verbs[x.index()].passive
                && self.verbs[x.index()].form == self.verbs[v.index()].form
            {
                self.verbs[x.index()].object = Some(g);
                at = comma;
            }
        }
    }

    pub(super) fn bare(&mut self, k: usize, before: Option<(usize, Chunk)>, v: VerbId) {
        // "asked them to leave and never return", "told to stop, turn, and leave": it goes on with the first infinitive.
        let earlier = match before {
            Some((i, Chunk::Conj(_))) => self.last_verb_before(i).map(|b| b.1),
            Some((i, Chunk::Comma(_))) => self.chunks[..i].last().copied(),
            _ => None,
        };
        // "thwart an attempt to target pilgrims and arrest a bomber": who thwarts is no part of the attempt.
        if let Some(Chunk::Verb(first)) = earlier
            && let Relation::NounInfinitive(attempt) = self.verbs[first.index()].relation
            && let Some(above) = self.groups[attempt.index()].verb.filter(|v| self.thwarts(*v))
        {
            self.verbs[v.index()].form = self.verbs[above.index()].form;
            self.verbs[v.index()].relation = Relation::Conjunct(above);
            self.verbs[v.index()].subject = self.verbs[above.index()].subject;
            return;
        }
        if let Some(Chunk::Verb(first)) = earlier
            && self.verbs[first.index()].form == VerbForm::Infinitive
        {
            self.verbs[v.index()].form = VerbForm::Infinitive;
            self.verbs[v.index()].relation = Relation::Conjunct(first);
            self.verbs[v.index()].subject = self.verbs[first.index()].subject;
            return;
        }
        // "Forces bust ring, arrest courier": a headline goes on in the present behind a comma.
        let goes_on = matches!(before, Some((_, Chunk::Comma(_))))
            && self.top().verb.is_some_and(|first| {
                let first = &self.verbs[first.index()];
                first.form == VerbForm::Finite && first.subject.is_some() && first.tokens.len() == 1
            });
        if goes_on || matches!(before, Some((_, Chunk::Noun(_) | Chunk::Conj(_)))) {
            self.finite(k, before, v);
        } else {
            let last = self.top().last;
            self.verbs[v.index()].relation = last.map_or(Relation::Main, Relation::Infinitive);
            // "she said, “Thank you”": a verb that opens a quotation is said to somebody.
            let quoted = matches!(k.checked_sub(1).map(|i| self.chunks[i]), Some(Chunk::Quote(_)));
            let subject = self.top().subject.filter(|_| !quoted);
            self.set_subject(v, subject);
        }
    }

    fn hinders(&self, v: VerbId) -> bool {
        self.ctx.program.grammar.is(self.verbs[v.index()].lemma, WordClass::Hindering)
    }

    /// "(was able to) foil": in the form in which another deed can go on.
    fn thwarts(&self, v: VerbId) -> bool {
        matches!(self.view.tag(self.verbs[v.index()].head), Tag::Vbp | Tag::Vb) && self.hinders(v)
    }

    pub(super) fn infinitive(&mut self, before: Option<(usize, Chunk)>, v: VerbId) {
        if let Some((i, Chunk::Conj(_))) = before
            && let Some((_, Chunk::Verb(first))) = self.last_verb_before(i)
            && self.verbs[first.index()].form == VerbForm::Infinitive
        {
            self.verbs[v.index()].relation = Relation::Conjunct(first);
            self.verbs[v.index()].subject = self.verbs[first.index()].subject;
            return;
        }
        // "fewer than 50 are thought to have escaped and 180 to have been killed"
        if let Some((i, Chunk::Noun(g))) = before
            && let Some((at, Chunk::Conj(_))) = self.before(i)
            && self.groups[g.index()].kind == GroupKind::Number
            && let Some((_, Chunk::Verb(first))) = self.last_verb_before(at)
            && let Relation::Infinitive(governor) = self.verbs[first.index()].relation
        {
            self.verbs[v.index()].relation = Relation::Infinitive(governor);
            self.set_subject(v, Some(g));
            return;
        }
        let level = self.top();
        let (last, subject) = (level.last, level.subject);
        let noun = match before {
            Some((_, Chunk::Noun(g))) => Some(g),
            _ => None,
        };
        // "a plot by a cell to bomb": whose plot it is will do it.
        let planner = noun.filter(|g| self.is_actor(*g) && self.names_intent(self.root(*g)));
        // "managed, after a chase lasting an hour, to arrest": an aside parts the infinitive from its verb.
        let parted = matches!(before, Some((_, Chunk::Comma(_))));
        let opened = self.stack.last().and_then(|level| level.verb).filter(|_| parted);
        let able = |v: VerbId| self.is_class(v, WordClass::Implicative) || self.verbs[v.index()].copula;
        let last = opened.filter(|v| able(*v)).or(last);
        let relation = match (last, noun) {
            (_, Some(g)) if planner.is_some() => Relation::NounInfinitive(self.root(g)),
            (_, Some(g)) if last.is_none() || self.names_intent(g) => Relation::NounInfinitive(g),
            (Some(verb), _) => Relation::Infinitive(verb),
            (None, _) => Relation::Main,
        };
        let subject = match relation {
            Relation::Infinitive(verb) => self.verbs[verb.index()].subject.or(subject),
            // "foiled an attempt to attack a base": who foils it does not make it.
            Relation::NounInfinitive(_) if last.is_some_and(|v| self.hinders(v)) => None,
            _ => last.and_then(|verb| self.verbs[verb.index()].subject).or(subject),
        };
        self.verbs[v.index()].relation = relation;
        // "waited for the guards to leave": they leave.
        let awaited = noun.filter(|g| {
            let group = &self.groups[g.index()];
            let led = group.governor.is_some_and(|w| self.ctx.program.grammar.is(w, WordClass::NameLink));
            led && (self.is_actor(*g) || group.kind == GroupKind::Pronoun)
        });
        // "told them to", "ordered troops to", "urged the governments of the region to": the object acts.
        let timed = noun.is_some_and(|g| self.groups[g.index()].kind == GroupKind::Time);
        let controls = matches!(relation, Relation::Infinitive(verb) if {
            let (lemma, grammar) = (self.verbs[verb.index()].lemma, &self.ctx.program.grammar);
            // "it took the army three hours to"
            grammar.is(lemma, WordClass::ObjectControl) || timed && grammar.is(lemma, WordClass::Lasting)
        });
        // "gave the tribe three days to", "urged the army on Monday to": past a time.
        let told = match last.filter(|_| controls && timed) {
            Some(verb) => self.verbs[verb.index()].object,
            None => noun.map(|g| if controls { self.root(g) } else { g }),
        };
        let object_acts = matches!(relation, Relation::Infinitive(verb) if told.is_some() && self.verbs[verb.index()].object == told
            && !self.is_class(verb, WordClass::Light));
        let object_acts = object_acts && (controls || noun.is_some_and(|g| self.is_actor(g)));
        let acts = if planner.is_some() { noun } else { told.filter(|_| object_acts) };
        self.verbs[v.index()].subject = awaited.or(acts).or(subject);
    }

    /// "an attempt to", "a plan to": a noun that takes an infinitive of its own.
    pub(super) fn names_intent(&self, g: GroupId) -> bool {
        let head = self.groups[g.index()].head;
        self.view.get(head).is_some_and(|t| self.ctx.is(t, WordClass::Intent))
    }

    /// "the role of the units in destroying", "the army's role in arresting": they do it, and not who tells of their part.
    fn whose_part(&self, g: GroupId, word: WordId) -> Option<GroupId> {
        let grammar = &self.ctx.program.grammar;
        if !grammar.is(word, WordClass::Locative) {
            return None;
        }
        let group = &self.groups[g.index()];
        let of = group.governor.is_some_and(|w| grammar.is(w, WordClass::Of)) && !self.is_actor(self.root(g));
        let owner = group.possessor.or_else(|| of.then(|| group.first.unwrap_or(g)))?;
        Some(owner).filter(|owner| self.is_actor(*owner))
    }

    /// "praised the Asayish for dismantling", "accused the group of killing", "credited the army with freeing": who is
    /// praised or blamed has done it; "kept fighters from attacking": who is hindered would have.
    fn answerable(&self, last: Option<VerbId>, word: WordId) -> Option<GroupId> {
        let grammar = &self.ctx.program.grammar;
        let last = last?;
        let verb = &self.verbs[last.index()];
        let judges = !verb.passive && grammar.is(verb.lemma, WordClass::Judgement);
        let links =
            [WordClass::Of, WordClass::NameLink, WordClass::Absolute].iter().any(|class| grammar.is(word, *class));
        // "a man they suspected of planning"
        let gap = match verb.relation {
            Relation::RelativeObject(g) => Some(g),
            _ => None,
        };
        let hinders = !verb.passive && self.hinders(last) && grammar.is(word, WordClass::Membership);
        let acts = |g: GroupId| self.is_actor(g) || hinders && self.groups[g.index()].kind == GroupKind::Pronoun;
        verb.object.or(gap).filter(|g| (judges && links || hinders) && acts(*g))
    }

    /// Opens the clause of a verb behind `first` with a subject of its own.
    pub(super) fn new_clause(&mut self, first: VerbId, g: GroupId, v: VerbId) {
        let head = self.groups[g.index()].first.unwrap_or(g);
        if self.verbs[first.index()].object == Some(g) || self.verbs[first.index()].object == Some(head) {
            self.verbs[first.index()].object = None;
        }
        if self.verbs[first.index()].second == Some(g) {
            self.verbs[first.index()].second = None;
        }
        if let Some(verb) = self.groups[head.index()].verb.take()
            && self.verbs[verb.index()].object == Some(head)
        {
            self.verbs[verb.index()].object = None;
        }
        // "…, a spokesman said": the report follows what is said. "…, but the army denied": it goes on behind a conjunction.
        let at = self.chunks.iter().position(|c| *c == Chunk::Noun(head)).and_then(|i| i.checked_sub(1));
        let joined = at.filter(|i| matches!(self.chunks[*i], Chunk::Conj(_)));
        // "having declared its state, it still holds towns", "declared victory, but its remnants fight on": what stands behind
        // a comma is not said by a verb with its own object.
        let edge = if joined.is_some() { at.and_then(|i| i.checked_sub(1)) } else { at };
        let comma = edge.is_some_and(|i| matches!(self.chunks[i], Chunk::Comma(_)));
        // "blamed the group, but another claimed it"
        let turns = joined.is_some_and(|i| {
            let Chunk::Conj(at) = self.chunks[i] else { return false };
            self.view.get(at).is_some_and(|t| self.ctx.is(t, WordClass::Adversative))
        });
        let parted = comma && self.verbs[first.index()].object.is_some_and(|o| turns || !self.is_actor(o));
        // "After the attack, which nobody has claimed, the authorities": what is said stands before it.
        let gap = matches!(self.verbs[first.index()].relation, Relation::RelativeObject(_));
        let report = self.is_class(first, WordClass::Report) && !parted && !(comma && gap);
        let speakers = at.filter(|_| self.is_class(v, WordClass::Report)).and_then(|i| self.speakers(i, head));
        let head = speakers.unwrap_or(head);
        let goes_on = speakers.is_none() && joined.is_some();
        let reports_back = self.is_class(v, WordClass::Report) && !report && !goes_on;
        let relation = if report && !reports_back { Relation::Content(first) } else { Relation::Main };
        let clause = self.clauses;
        self.clauses += 1;
        if reports_back {
            self.verbs[first.index()].relation = match self.verbs[first.index()].relation {
                Relation::Main => Relation::Content(v),
                other => other,
            };
        }
        for prep in std::mem::take(&mut self.fronted) {
            self.groups[prep.group.index()].clause = clause;
            self.verbs[v.index()].preps.push(prep);
        }
        let mut level = Level::new(relation, clause);
        level.subject = Some(head);
        level.verb = Some(v);
        self.verbs[v.index()].relation = relation;
        self.verbs[v.index()].clause = clause;
        let mut at = Some(g);
        while let Some(x) = at {
            self.groups[x.index()].clause = clause;
            at = self.groups[x.index()].next;
        }
        self.set_subject(v, Some(head));
        if report {
            self.stack.push(level);
        } else {
            let last = self.stack.len() - 1;
            level.relation = self.stack[last].relation;
            self.stack[last] = level;
        }
    }

    /// "…, a source in the army and residents said": before the conjunction at chunk `i` stands another who can speak, behind
    /// the comma that ends what is said. The two are one list, and the first is its head.
    fn speakers(&mut self, i: usize, g: GroupId) -> Option<GroupId> {
        let groups = self.chunks[..i].iter().rev().take_while(|c| c.is_nominal()).count();
        let before = *self.chunks.get(i.checked_sub(groups + 1)?)?;
        let (Chunk::Comma(_), Chunk::Noun(first)) = (before, self.chunks[i - groups]) else { return None };
        if groups == 0
            || !self.may_be_cited(first)
            || !self.may_be_cited(g)
            || self.groups[first.index()].verb.is_some()
        {
            return None;
        }
        for group in self.groups.iter_mut().filter(|x| x.apposition == Some(first)) {
            group.apposition = None;
        }
        let data = &mut self.groups[first.index()];
        (data.apposition, data.governor, data.first, data.next) = (None, None, None, Some(g));
        self.groups[g.index()].first = Some(first);
        Some(first)
    }

    /// A form of "have" alone, with nothing that is had.
    pub(super) fn is_had(&self, v: VerbId) -> bool {
        let verb = &self.verbs[v.index()];
        verb.tokens.len() == 1 && verb.object.is_none() && self.ctx.program.grammar.is(verb.lemma, WordClass::Have)
    }

    pub(super) fn gerund(&mut self, before: Option<(usize, Chunk)>, v: VerbId) {
        let (last, first, subject) = {
            let level = self.top();
            (level.last, level.verb, level.subject)
        };
        let subject_of =
            |this: &Self, verb: Option<VerbId>| verb.and_then(|x| this.verbs[x.index()].subject).or(subject);
        match before {
            Some((i, Chunk::Prep(at))) => {
                let word = self.view.get(at).map_or(WordId(0), |t| t.word);
                let host = match self.before(i) {
                    Some((_, Chunk::Noun(g))) if self.groups[g.index()].kind != GroupKind::Time => Some(g),
                    _ => None,
                };
                self.verbs[v.index()].relation = match (last, host) {
                    (Some(verb), _) => Relation::Gerund(verb, word),
                    (None, Some(g)) => Relation::NounGerund(g, word),
                    (None, None) => Relation::Main,
                };
                let owner = host.and_then(|g| self.whose_part(g, word)).or_else(|| self.answerable(last, word));
                self.verbs[v.index()].subject = owner.or_else(|| subject_of(self, last));
                if last.is_none() && host.is_none() {
                    self.orphans.push((v, Some(word)));
                }
            }
            Some((i, Chunk::Conj(_))) => {
                // "opening fire from guns fitted with silencers and killing him", "killing the guard who had stopped him and
                // wounding nine": past what describes a thing, or tells of somebody.
                let mut verbs = self.chunks[..i].iter().rev().filter_map(|c| match c {
                    Chunk::Verb(x) => Some(*x),
                    _ => None,
                });
                let describes = |x: &VerbId| {
                    let verb = &self.verbs[x.index()];
                    verb.relation.described().is_some() && verb.form != VerbForm::Gerund && !verb.progressive
                };
                let partner = verbs.find(|x| !describes(x)).filter(|x| {
                    let verb = &self.verbs[x.index()];
                    verb.form == VerbForm::Gerund || verb.progressive
                });
                match partner.or(last) {
                    Some(x) => {
                        self.verbs[v.index()].relation =
                            if partner.is_some() { Relation::Conjunct(x) } else { Relation::Adverbial(x) };
                        self.verbs[v.index()].subject = self.verbs[x.index()].subject;
                    }
                    None => self.orphans.push((v, None)),
                }
            }
            // "accused of kidnapping": the preposition belongs to the verb before.
            Some((_, Chunk::Verb(x))) if self.governing_particle(x, v).is_some() => {
                let word = self.governing_particle(x, v).unwrap_or(WordId(0));
                self.verbs[v.index()].relation = Relation::Gerund(x, word);
                self.verbs[v.index()].subject = subject_of(self, Some(x));
            }
            // "a fisherman mending nets", "with Turkey shelling the border"
            Some((_, Chunk::Noun(g))) if self.reduces(g) || self.stands_with(g) => {
                self.verbs[v.index()].relation = Relation::RelativeSubject(g);
                self.set_subject(v, Some(g));
            }
            _ => match last.or(first) {
                Some(x) => {
                    let told = v;
                    // "foiled a plan to attack the base, arresting six", "fired on a bus carrying pilgrims, wounding six": of the
                    // finite verb and not of what describes its object.
                    let of_noun = match self.verbs[x.index()].relation {
                        Relation::NounInfinitive(_) | Relation::Reduced(_) => true,
                        Relation::RelativeSubject(_) => self.verbs[x.index()].form == VerbForm::Gerund,
                        // "called for sending a force, adding that", "called on citizens to report, denying that"
                        Relation::Gerund(v, _) | Relation::Infinitive(v) if self.is_class(told, WordClass::Report) => {
                            first == Some(v)
                        }
                        // "struck two boats used to cross the river, sinking them"
                        Relation::Infinitive(v) if matches!(self.verbs[v.index()].relation, Relation::Reduced(_)) => {
                            true
                        }
                        // "fired tear gas to disperse protesters, killing two"
                        Relation::Infinitive(v) => first == Some(v) && self.is_deed(v),
                        _ => false,
                    };
                    let comma = matches!(before, Some((_, Chunk::Comma(_))));
                    let x = first.filter(|_| of_noun && comma).unwrap_or(x);
                    // "A strike hit a school, rescuers said, wounding four": of what is said before the report.
                    let x = self.said_before(x).filter(|_| comma && self.is_class(v, WordClass::Happen)).unwrap_or(x);
                    // "exploded when a team reached the site, wounding two": of the deed, and not of what went with it.
                    let outer = self.stack.len().checked_sub(2).and_then(|level| self.stack[level].verb);
                    // "fired on demonstrators who blocked a bridge, killing six": they kill nobody.
                    let unarmed = matches!(self.stack.last().map(|level| level.relation), Some(Relation::RelativeSubject(g))
                        if self.groups[g.index()].types.meets(self.ctx.program.kinds.civilian));
                    // "shelled the village, from which rockets had been fired, killing two"
                    let earlier = |x: VerbId| {
                        let (verb, above) = (&self.verbs[x.index()], outer.map(|v| &self.verbs[v.index()]));
                        verb.perfect && verb.relation.described().is_some() && above.is_some_and(|v| !v.perfect)
                    };
                    let goes_along = |x: VerbId| {
                        let verb = &self.verbs[x.index()];
                        verb.relation != Relation::Main
                            && (!self.is_deed(x)
                                || verb.progressive
                                || self.is_class(x, WordClass::Passing)
                                || earlier(x)
                                || unarmed && self.is_class(v, WordClass::Happen))
                    };
                    // "The blast came as pilgrims were leaving, killing nine": told of a deed's noun, too.
                    let of_deed = |v: VerbId| self.verbs[v.index()].subject.is_some_and(|g| self.names_deed(g));
                    let beside = matches!(self.verbs[x.index()].relation, Relation::Subordinate(..));
                    let ended = beside && self.is_class(told, WordClass::Happen);
                    let tells = |v: VerbId| self.is_deed(v) || ended && of_deed(v);
                    let outer = outer.filter(|outer| comma && tells(*outer) && goes_along(x));
                    let x = outer.unwrap_or(x);
                    // "told reporters that 17 men had died, adding that": who told it goes on.
                    let x = match self.verbs[x.index()].relation {
                        Relation::Content(report) if comma && self.is_class(v, WordClass::Report) => report,
                        _ => x,
                    };
                    let anchor = self.finite_anchor(x);
                    self.verbs[v.index()].relation = Relation::Adverbial(anchor);
                    self.verbs[v.index()].subject = self.verbs[anchor.index()].subject.or(subject);
                }
                None if subject.is_some() => {
                    // A verbless line: "Blast in Baghdad, killing nine".
                    self.verbs[v.index()].subject = subject;
                    self.verbs[v.index()].relation = subject.map_or(Relation::Main, Relation::RelativeSubject);
                }
                None => self.orphans.push((v, None)),
            },
        }
    }

    /// The last verb of what is told before the report `x` that tells it.
    fn said_before(&self, x: VerbId) -> Option<VerbId> {
        if !self.is_class(x, WordClass::Report) {
            return None;
        }
        self.chunks.iter().rev().find_map(|c| match c {
            Chunk::Verb(y) if *y < x && self.verbs[y.index()].relation == Relation::Content(x) => Some(*y),
            _ => None,
        })
    }

    /// The preposition with which a verb's phrase ends right before another verb.
    fn governing_particle(&self, x: VerbId, v: VerbId) -> Option<WordId> {
        let particle = self.verbs[x.index()].particle.as_ref()?;
        let last = self.view.get(particle.end - 1)?;
        let adjacent = particle.end == self.verbs[v.index()].tokens.start;
        (adjacent && matches!(last.tag, Tag::In | Tag::To | Tag::Sconj)).then_some(last.word)
    }

    /// The group can carry a participle of its own: it is an actor, a thing or a deed, and no place or time.
    pub(super) fn reduces(&self, g: GroupId) -> bool {
        let group = &self.groups[g.index()];
        !matches!(group.kind, GroupKind::Time | GroupKind::Pronoun)
            && !(group.types.meets(self.ctx.program.kinds.place)
                && (group.governor.is_some() || self.stack.last().is_some_and(|level| level.subject != Some(g))))
    }

    /// A preposition that governs a group with a participle of its own stands right before it.
    fn stands_with(&self, g: GroupId) -> bool {
        let group = &self.groups[g.index()];
        let with = group.tokens.start.checked_sub(1).and_then(|at| self.view.get(at));
        group.kind != GroupKind::Time && with.is_some_and(|t| self.ctx.is(t, WordClass::Absolute))
    }

    pub(super) fn finite_anchor(&self, mut v: VerbId) -> VerbId {
        for _ in 0..8 {
            match self.verbs[v.index()].relation {
                Relation::Adverbial(x) => v = x,
                _ => break,
            }
        }
        v
    }
}
