//! Bare participles: modifiers behind a noun, verbs of headlines, or partners of a verb before.
//!
//! Invariant: a participle is passive unless it takes an object.

use crate::compile::WordClass;
use crate::text::Tag;

use super::super::groups::Chunk;
use super::super::model::{Determiner, GroupId, GroupKind, Relation, Tense, VerbForm, VerbId};
use super::{Level, Linker};

impl Linker<'_> {
    pub(super) fn participle(&mut self, k: usize, before: Option<(usize, Chunk)>, v: VerbId) {
        let next_is_object = self.object_behind(k, v) || self.late_object(k) || self.holds_object(v);
        let (first, subject) = {
            let level = self.top();
            (level.verb, level.subject)
        };
        match before {
            // "units, backed by jets, captured at dawn a financier": the clause still waits for its verb.
            Some((_, Chunk::Comma(_))) if next_is_object && first.is_none() && subject.is_some() => {
                self.finite(k, before, v);
            }
            Some((i, Chunk::Conj(_))) => {
                if let Some((_, Chunk::Verb(x))) = self.auxiliary_before(i, v).or_else(|| self.last_verb_before(i)) {
                    let other = &self.verbs[x.index()];
                    // "were killed and wounded", "killed and wounded 30": like the verb before.
                    let (passive, form, subject) = (other.passive, other.form, other.subject);
                    self.verbs[v.index()].passive = passive && !next_is_object;
                    self.verbs[v.index()].form = if form == VerbForm::Gerund { VerbForm::Participle } else { form };
                    self.verbs[v.index()].relation = Relation::Conjunct(x);
                    self.verbs[v.index()].subject = subject;
                    return;
                }
                self.verbs[v.index()].passive = !next_is_object;
                self.set_subject(v, subject);
            }
            Some((_, Chunk::Noun(g))) => {
                let waits = first.is_none();
                // "whom gunmen kidnapped", "they destroyed": a subject of its own makes a past tense of the participle.
                let own = self.groups[g.index()].kind == GroupKind::Pronoun
                    || waits
                        && subject == Some(g)
                        && self.outer_waits()
                        && !matches!(self.top().relation, Relation::Main);
                // "workers who were held by rebels returned": the outer clause still needs its verb.
                let owed = !waits && self.any_waits() && !self.finite_ahead(k);
                // "the men the army arrested"
                let contact = match first {
                    None => self.contact_before_verb(k, before, v).is_some(),
                    Some(first) => self.contact_relative(k, first, g, v).is_some() && self.does_to(k, g, v),
                };
                if contact {
                    self.verbs[v.index()].passive = false;
                    self.verbs[v.index()].form = VerbForm::Finite;
                }
                if own || owed || contact {
                    self.finite(k, before, v);
                    return;
                }
                // "Rebels attacked from the hills and killed four"
                if waits && !next_is_object && self.is_deed(v) && self.paired_ahead(k) {
                    self.verbs[v.index()].passive = false;
                    self.finite(k, before, v);
                    return;
                }
                // "men disguised as doctors killed three"
                if waits && self.poses(k, v) {
                    self.reduced(before, v);
                    return;
                }
                if waits && self.is_numbered(k, g) {
                    self.reduced(before, v);
                    return;
                }
                if waits && !self.finite_ahead(k) {
                    // No other verb in the clause: a headline's "Four arrested in Mosul", or a past tense read as participle.
                    self.verbs[v.index()].passive = !next_is_object && !self.leaves_by(k, v) && self.suffers(k, g);
                    self.finite(k, before, v);
                    return;
                }
                if next_is_object && waits {
                    self.finite(k, before, v);
                    return;
                }
                // "An IED buried in a road struck a truck"
                if let Some(first) = first.filter(|first| next_is_object && self.is_described_by(k, before, *first, v))
                {
                    self.verbs[v.index()].form = VerbForm::Finite;
                    self.describe(first, v);
                    return;
                }
                // "…, and the group lost a town": a participle behind its noun has no object.
                let joined = matches!(self.chunk_before_group(k, g), Some(Chunk::Conj(_)));
                if next_is_object && joined && self.top().pending == Some(g) {
                    self.finite(k, before, v);
                    return;
                }
                // "said the strike killed ten", "said men on motorbikes opened fire"
                let told = first.is_some_and(|x| {
                    let object = self.verbs[x.index()].object;
                    // "told Reuters gunmen killed three"
                    let telling = self.ctx.program.grammar.is(self.verbs[x.index()].lemma, WordClass::Telling);
                    let addressed =
                        || matches!(self.chunk_before_group(k, g), Some(Chunk::Noun(o)) if object == Some(o));
                    self.is_class(x, WordClass::Report)
                        && (object == Some(g) || object == Some(self.root(g)) || telling && addressed())
                });
                if next_is_object && told {
                    self.finite(k, before, v);
                    return;
                }
                if self.gapped(k, before, v) {
                    return;
                }
                // "…, and a clash ensued": a group behind a comma with a past form that nothing else can govern.
                let own_clause = !self.is_left(k, g)
                    && self.top().pending == Some(g)
                    && !next_is_object
                    && self.groups[g.index()].governor.is_none()
                    && !matches!(self.after(k), Some((_, Chunk::Prep(at))) if self.view.get(at).is_some_and(|t| self.ctx.is(t, WordClass::By)))
                    && self.is_class(v, WordClass::Happen);
                if own_clause {
                    self.finite(k, before, v);
                    return;
                }
                self.verbs[v.index()].passive = true;
                self.verbs[v.index()].relation = Relation::Reduced(g);
                self.set_subject(v, Some(g));
            }
            Some((_, Chunk::Comma(_))) if self.gapped(k, before, v) => {}
            // "raided several towns, searched houses and arrested ten"
            Some((_, Chunk::Comma(_))) if next_is_object && self.goes_on_past(first, v) => {
                self.verbs[v.index()].form = VerbForm::Finite;
                self.finite(k, before, v);
            }
            // "leaving two dead and nine others, mostly civilians, injured"
            Some((_, Chunk::Comma(_)))
                if self.aside_end + 1 == k && self.top().pending.is_some_and(|g| self.is_left(k, g)) =>
            {
                let pending = self.top().pending.map(|g| (k, Chunk::Noun(g)));
                self.reduced(pending, v);
            }
            // "A bomb left by men who later fled killed four": an outer clause still needs its verb.
            Some((_, Chunk::Verb(_))) if next_is_object && self.any_waits() && !self.finite_ahead(k) => {
                self.finite(k, before, v);
            }
            // "found 31 bodies, some beheaded"
            Some((i, Chunk::Comma(_))) if first.is_some() && self.tells_of_some(i, v) => {
                let told = self.before(i);
                self.reduced(told, v);
            }
            Some((_, Chunk::Verb(x))) if self.is_class(x, WordClass::Report) => {
                // "was declared defeated", "said wounded": of the reporting verb's subject when that is passive.
                self.verbs[v.index()].passive = true;
                self.verbs[v.index()].relation = Relation::Content(x);
                if self.verbs[x.index()].passive {
                    self.verbs[v.index()].subject = self.verbs[x.index()].subject;
                }
            }
            _ => {
                self.verbs[v.index()].passive = true;
                if let Some(x) = first {
                    self.verbs[v.index()].relation = Relation::Adverbial(x);
                    self.verbs[v.index()].subject = self.verbs[x.index()].subject;
                } else if let Some(g) = subject {
                    self.verbs[v.index()].relation = Relation::Reduced(g);
                    self.verbs[v.index()].subject = Some(g);
                } else {
                    self.orphans.push((v, None));
                }
            }
        }
    }

    /// Between the comma and the participle stands a word for a part of those named before it.
    fn tells_of_some(&self, comma: usize, v: VerbId) -> bool {
        let part = self.verbs[v.index()].tokens.start.checked_sub(1).map(|at| self.view.tag(at));
        let several = |g: GroupId| self.view.tag(self.groups[g.index()].head) == Tag::Nns;
        matches!(part, Some(Tag::Dt | Tag::PronDt | Tag::Jj | Tag::Jjs))
            && matches!(self.before(comma), Some((_, Chunk::Noun(g))) if several(g))
    }

    /// The clause's verb is a past or perfect form with somebody who did it, and this deed has an object as well.
    fn goes_on_past(&self, first: Option<VerbId>, v: VerbId) -> bool {
        let past = |x: VerbId| {
            let verb = &self.verbs[x.index()];
            verb.form == VerbForm::Finite
                && (verb.tokens.len() == 1 && verb.tense == Tense::Past || verb.perfect)
                && !verb.passive
                && verb.subject.is_some()
                && !self.is_class(x, WordClass::Report)
        };
        first.is_some_and(past) && self.is_deed(v) && !self.headline
    }

    /// The only finite verb ahead is joined by "and" right before it and has an object: who did that did this, too.
    fn paired_ahead(&self, k: usize) -> bool {
        let rest = &self.chunks[k + 1..];
        let many = rest.iter().take_while(|c| c.is_nominal()).count();
        let [Chunk::Conj(_), Chunk::Verb(v), ..] = &rest[many..] else { return false };
        let at = k + 1 + many + 1;
        let prep = matches!(rest.first(), Some(Chunk::Prep(at)) if !self.view.get(*at).is_some_and(|t| self.ctx.is(t, WordClass::By)));
        let verb = &self.verbs[v.index()];
        let active = verb.form == VerbForm::Finite && !verb.passive && verb.tokens.len() == 1;
        prep && active && !self.headline && self.object_behind(at, *v) && !self.finite_ahead(at)
    }

    /// "disguised as doctors": what is no deed, with "as" right behind it that governs a group and opens no clause.
    fn poses(&mut self, k: usize, v: VerbId) -> bool {
        let Some(Chunk::Subordinator(at)) = self.chunks.get(k + 1).copied() else { return false };
        let poses = self.view.raw(at, self.ctx.text) == "as"
            && !self.headline
            && !self.is_deed(v)
            && !self.is_intransitive(v)
            && matches!(self.chunks.get(k + 2), Some(Chunk::Noun(_)));
        if poses {
            self.chunks[k + 1] = Chunk::Prep(at);
        }
        poses
    }

    /// "have arrested a man suspected of carrying arms, and broken up a ring": the verb whose auxiliary a form needs that
    /// is nothing but a participle.
    fn auxiliary_before(&self, i: usize, v: VerbId) -> Option<(usize, Chunk)> {
        let head = self.verbs[v.index()].head;
        let past = self.view.raw(head, self.ctx.text).ends_with("ed");
        let auxiliary = |x: &VerbId| self.verbs[x.index()].perfect && self.verbs[x.index()].tokens.len() > 1;
        let found = |at: &usize| matches!(&self.chunks[*at], Chunk::Verb(x) if auxiliary(x));
        let at = (0..i).rev().filter(|_| !past).find(found)?;
        Some((at, self.chunks[at]))
    }

    /// A group that can be the verb's object follows: no time, and not behind a preposition that belongs to the verb
    /// ("convicted of murder").
    pub(super) fn object_behind(&self, k: usize, v: VerbId) -> bool {
        let Some((_, Chunk::Noun(g))) = self.after(k) else { return false };
        let group = &self.groups[g.index()];
        let particle = self.verbs[v.index()].particle.as_ref().filter(|p| p.end == group.tokens.start);
        let governed = particle.is_some_and(|p| matches!(self.view.tag(p.end - 1), Tag::In | Tag::To));
        group.kind != GroupKind::Time && !governed
    }

    /// "traded fire", "seized control of": the object is part of the verb's phrase. "taken hostage" has none: what is taken
    /// stands before it.
    fn holds_object(&self, v: VerbId) -> bool {
        let verb = &self.verbs[v.index()];
        // "set fire to": the same in all tenses.
        let same = self.view.get(verb.head).is_some_and(|t| t.lemma == t.word);
        let past = same || self.view.raw(verb.head, self.ctx.text).ends_with("ed");
        let noun = |p: &std::ops::Range<u32>| p.start == verb.tokens.end && self.view.tag(p.start).is_noun();
        past && verb.tokens.len() == 1 && verb.particle.as_ref().is_some_and(noun)
    }

    /// "found in the caves a solar panel": a group without a preposition behind those with one.
    fn late_object(&self, k: usize) -> bool {
        let mut rest = &self.chunks[k + 1..];
        let mut places = false;
        while let [Chunk::Prep(_), Chunk::Noun(_), behind @ ..] = rest {
            (rest, places) = (behind, true);
        }
        // "assassinated, last night, a teacher"
        while let [Chunk::Comma(_), Chunk::Noun(g), behind @ ..] = rest
            && self.groups[g.index()].kind == GroupKind::Time
            && let Some((Chunk::Comma(_), object)) = behind.split_first()
        {
            (rest, places) = (object, true);
        }
        let Some(Chunk::Noun(g)) = rest.first() else { return false };
        let group = &self.groups[g.index()];
        places
            && group.kind == GroupKind::Common
            && (group.quantity.is_some() || group.determiner == Determiner::Indefinite)
    }

    /// A clause around the innermost one has its subject and no verb.
    fn any_waits(&self) -> bool {
        self.stack.iter().rev().skip(1).any(Level::waits)
    }

    /// The clause right around the innermost one has its subject and no verb.
    pub(super) fn outer_waits(&self) -> bool {
        self.stack.iter().rev().nth(1).is_some_and(Level::waits)
    }

    /// "The general escaped by sea": what nobody can suffer, with a way behind "by" and nobody.
    fn leaves_by(&self, k: usize, v: VerbId) -> bool {
        let [Chunk::Prep(at), Chunk::Noun(g), ..] = &self.chunks[k + 1..] else { return false };
        let by = self.view.get(*at).is_some_and(|t| self.ctx.is(t, WordClass::By));
        by && self.is_intransitive(v) && !self.is_actor(*g)
    }

    /// Whether the subject of a bare participle suffers the deed: with a by-agent, or unless it is a body or a thing that
    /// acts ("Police redeployed in the town").
    pub(super) fn suffers(&self, k: usize, g: GroupId) -> bool {
        let by = matches!(self.after(k), Some((_, Chunk::Prep(at))) if self.view.get(at).is_some_and(|t| self.ctx.is(t, WordClass::By)));
        let types = self.groups[g.index()].types;
        let kinds = &self.ctx.program.kinds;
        by || !(types.meets(kinds.force) && !types.meets(kinds.person) && self.groups[g.index()].quantity.is_none())
    }

    /// "found the bodies of six men, handcuffed and shot in the head": forms without an object, of verbs that need one, tell of
    /// whom the clause named last.
    pub(super) fn told_behind_comma(&self, k: usize, before: Option<(usize, Chunk)>, v: VerbId) -> Option<GroupId> {
        let single = |x: VerbId| self.verbs[x.index()].tokens.len() == 1;
        let suffers = |x: VerbId| single(x) && self.is_deed(x) && !self.is_intransitive(x);
        let ends = |at: usize| matches!(self.after(at), None | Some((_, Chunk::Prep(_) | Chunk::Mark(_))));
        let (mark, before) = before.filter(|_| self.is_bare_past(v) && suffers(v))?;
        let (at, behind) = self.before(mark)?;
        match (before, behind) {
            (Chunk::Comma(_), Chunk::Noun(g)) => {
                let person = self.groups[g.index()].types.meets(self.ctx.program.kinds.person);
                let verb = self.stack.last()?.verb?;
                let object = self.verbs[verb.index()].object.is_some_and(|o| o == g || self.root(g) == o);
                let (conj, Chunk::Conj(_)) = self.after(k)? else { return None };
                let (last, Chunk::Verb(x)) = self.after(conj)? else { return None };
                (person && object && suffers(x) && ends(last)).then_some(g)
            }
            (Chunk::Conj(_), Chunk::Verb(x)) if matches!(self.before(at), Some((_, Chunk::Comma(_)))) && ends(k) => {
                let Relation::Reduced(g) = self.verbs[x.index()].relation else { return None };
                Some(g)
            }
            _ => None,
        }
    }
}
