//! Relative clauses with a report inside: "the commander, whom officials said the army killed", "the man who police say
//! shot five people".
//!
//! The antecedent is an argument of the verb that is reported, not of the report.

use crate::compile::WordClass;

use super::super::groups::Chunk;
use super::super::model::{Relation, Tense, VerbForm, VerbId};
use super::Linker;

impl Linker<'_> {
    pub(super) fn fill_gaps(&mut self) {
        let verbs: Vec<VerbId> = self.chunks.iter().filter_map(|c| if let Chunk::Verb(v) = c { Some(*v) } else { None }).collect();
        for pair in verbs.windows(2) {
            self.fill_gap(pair[0], pair[1]);
        }
    }

    /// `told` is the next verb behind `report`.
    fn fill_gap(&mut self, report: VerbId, told: VerbId) {
        let outer = &self.verbs[report.index()];
        let (Relation::RelativeObject(antecedent) | Relation::RelativeSubject(antecedent)) = outer.relation else { return };
        let (object, owned) = (outer.object, outer.subject.is_some_and(|s| s != antecedent));
        if !owned || !self.is_class(report, WordClass::Report) {
            return;
        }
        let inner = &self.verbs[told.index()];
        let by = inner.preps.iter().any(|p| self.ctx.program.grammar.is(p.word, WordClass::By));
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

    fn finite_past(&mut self, v: VerbId) {
        let verb = &mut self.verbs[v.index()];
        (verb.form, verb.tense, verb.passive) = (VerbForm::Finite, Tense::Past, false);
    }
}
