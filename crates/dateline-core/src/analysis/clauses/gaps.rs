//! Arguments that do not stand where their verb is: behind a copula, and before a report.
//!
//! Of a relative clause with a report inside ("the commander, whom officials said the army killed", "the man who police say
//! shot five people") the antecedent is an argument of the verb that is reported, not of the report.

use crate::compile::WordClass;
use crate::text::Tag;

use super::super::groups::Chunk;
use super::super::model::{GroupId, Relation, Tense, VerbForm, VerbGroup, VerbId};
use super::Linker;

impl Linker<'_> {
    /// "Killed in the raid were three members": the predicate stands before the copula, and the subject behind it.
    pub(super) fn turn(&mut self) {
        let verbs: Vec<VerbId> =
            self.chunks.iter().filter_map(|c| if let Chunk::Verb(v) = c { Some(*v) } else { None }).collect();
        let [told, copula, ..] = verbs[..] else { return };
        let opens = self.chunks.iter().take_while(|c| matches!(c, Chunk::Other(_) | Chunk::Quote(_))).count();
        let (participle, be) = (&self.verbs[told.index()], &self.verbs[copula.index()]);
        let adverbs = |v: &VerbGroup| (v.tokens.start..v.head).all(|at| self.view.tag(at) == Tag::Rb);
        let bare = adverbs(participle) && self.view.tag(participle.head) == Tag::Vbn && participle.subject.is_none();
        let between = |c: &Chunk| matches!(c, Chunk::Prep(_) | Chunk::Noun(_) | Chunk::Other(_));
        let place = self.chunks.iter().position(|c| *c == Chunk::Verb(copula)).unwrap_or(0);
        let fronted =
            self.chunks.get(opens) == Some(&Chunk::Verb(told)) && self.chunks[opens + 1..place].iter().all(between);
        let subject = be.object.filter(|_| bare && fronted && be.copula && be.subject.is_none());
        let Some(subject) = subject else { return };
        let clause = self.verbs[copula.index()].clause;
        let verb = &mut self.verbs[told.index()];
        (verb.form, verb.passive, verb.tense) = (VerbForm::Finite, true, Tense::Past);
        (verb.relation, verb.clause) = (Relation::Main, clause);
        self.verbs[copula.index()].object = None;
        self.groups[subject.index()].verb = None;
        self.set_subject(told, Some(subject));
    }

    pub(super) fn fill_gaps(&mut self) {
        let verbs: Vec<VerbId> =
            self.chunks.iter().filter_map(|c| if let Chunk::Verb(v) = c { Some(*v) } else { None }).collect();
        for pair in verbs.windows(2) {
            self.fill_gap(pair[0], pair[1]);
        }
    }

    /// `told` is the next verb behind `report`.
    fn fill_gap(&mut self, report: VerbId, told: VerbId) {
        let outer = &self.verbs[report.index()];
        let (Relation::RelativeObject(antecedent) | Relation::RelativeSubject(antecedent)) = outer.relation else {
            return;
        };
        let (object, owned) = (outer.object, outer.subject.is_some_and(|s| s != antecedent));
        // "a son whom she accuses the army of taking": of what somebody is blamed, the antecedent is the object.
        let judges = object.is_some() && self.ctx.program.grammar.is(outer.lemma, WordClass::Judgement);
        let inner = &self.verbs[told.index()];
        if owned && judges && inner.form == VerbForm::Gerund && !inner.passive && !self.is_intransitive(told) {
            self.verbs[told.index()].object.get_or_insert(antecedent);
            return;
        }
        if !owned || !self.is_class(report, WordClass::Report) {
            return;
        }
        let inner = &self.verbs[told.index()];
        let by = self.ctx.by_agent(inner).is_some();
        let bare = inner.tokens.len() == 1 && inner.form == VerbForm::Participle && !by;
        let content = inner.relation == Relation::Content(report);
        let open = !self.is_intransitive(told) && inner.object.is_none() && !inner.copula;
        match (inner.subject, inner.relation) {
            // "whom officials said the army killed"
            (Some(_), _) if content && open && !inner.passive => {
                self.verbs[told.index()].relation = Relation::RelativeObject(antecedent);
            }
            (Some(subject), Relation::Reduced(g)) if Some(g) == object && subject == g && bare && open => {
                self.finite_past(told);
                self.set_subject(told, Some(g));
                self.groups[g.index()].verb = Some(told);
                self.verbs[told.index()].relation = Relation::RelativeObject(antecedent);
                self.verbs[report.index()].object = None;
            }
            // "who police say was killed", "who police say shot five people"
            (None, _) if content => {
                if bare && !open {
                    self.finite_past(told);
                }
                self.set_subject(told, Some(antecedent));
                self.verbs[told.index()].relation = Relation::RelativeSubject(antecedent);
            }
            _ => {}
        }
    }

    /// The group before of which a participle tells whose object the group is: "fighters guarding the depot".
    pub(super) fn told_by(&self, g: GroupId) -> Option<GroupId> {
        let verb = &self.verbs[self.groups[g.index()].verb?.index()];
        let told = match verb.relation {
            Relation::RelativeSubject(host) if verb.form == VerbForm::Gerund && verb.object == Some(g) => Some(host),
            _ => None,
        };
        told.filter(|host| *host < g)
    }

    fn finite_past(&mut self, v: VerbId) {
        let verb = &mut self.verbs[v.index()];
        (verb.form, verb.tense, verb.passive) = (VerbForm::Finite, Tense::Past, false);
    }
}
