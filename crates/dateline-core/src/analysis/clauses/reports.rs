//! Reports: verbs of saying beside, within and behind what they say.
//!
//! Invariant: nothing here gives a report to anybody who cannot speak.

use crate::compile::WordClass;
use crate::text::Tag;

use super::super::groups::Chunk;
use super::super::model::{GroupId, Relation, VerbForm, VerbId};
use super::Linker;

impl Linker<'_> {
    /// "one of whom police said was armed": the part of which the verb right behind the report tells.
    pub(super) fn part_told(&self, k: usize, before: Option<(usize, Chunk)>, report: VerbId) -> Option<GroupId> {
        let other = matches!(self.stack.last()?.relation, Relation::RelativeOther(_));
        let right_behind = matches!(before, Some((_, Chunk::Verb(x))) if x == report);
        if !other || !right_behind || !self.is_class(report, WordClass::Report) {
            return None;
        }
        self.chunks[..k].iter().rev().find_map(|c| match c {
            Chunk::Noun(g) if self.view.tag(self.groups[g.index()].tokens.end - 1) == Tag::Wp => Some(*g),
            _ => None,
        })
    }

    /// "who police say was killed": right behind a report inside a relative clause stands what is said of its antecedent, which
    /// the clause's own subject does not fill.
    pub(super) fn leaves_gap(&self, before: Option<(usize, Chunk)>, report: VerbId) -> bool {
        let right_behind = matches!(before, Some((_, Chunk::Verb(x))) if x == report);
        let verb = &self.verbs[report.index()];
        let owned = matches!(verb.relation, Relation::RelativeObject(g) if verb.subject != Some(g));
        right_behind && owned && verb.object.is_none() && self.is_class(report, WordClass::Report)
    }

    /// "said no soldier was killed, contrary to what the group claimed, but that five were hurt": behind a conjunction the word
    /// at chunk `k` goes on with what the sentence's own verb says, if it is one of saying.
    pub(super) fn said_on(&self, k: usize) -> Option<VerbId> {
        let joined = matches!(self.before(k), Some((_, Chunk::Conj(_))));
        let first = self.stack.first().filter(|level| joined && level.relation == Relation::Main)?.verb;
        first.filter(|v| self.is_class(*v, WordClass::Report))
    }

    /// "said five people, including two children, were killed", "said a strike on the village, near Idlib, killed two": what
    /// stands behind a verb of saying and before an aside that the comma at chunk `i` closes is the subject of the verb behind
    /// that comma.
    pub(super) fn told_of(&self, i: usize, first: VerbId, v: VerbId) -> Option<GroupId> {
        let report = |x: VerbId| self.is_class(x, WordClass::Report);
        let object = self.verbs[first.index()].object.filter(|_| report(first) && !report(v))?;
        let at = (0..i).rev().find(|at| self.chunks[*at] == Chunk::Noun(object))?;
        let hangs = |c: &&Chunk| match c {
            Chunk::Noun(g) => self.groups[g.index()].governor.is_some(),
            Chunk::Prep(_) | Chunk::Quote(_) | Chunk::Other(_) => true,
            _ => false,
        };
        let aside = self.chunks[at + 1..i].iter().find(|c| !hangs(c));
        matches!(aside, Some(Chunk::Comma(_))).then_some(object)
    }

    /// "said attacks in Mosul and in Kirkuk killed six": of what is said, and not of the group at chunk `i`, which another
    /// preposition governs behind "and".
    pub(super) fn told_before(&self, i: usize, g: GroupId, first: VerbId, v: VerbId) -> Option<GroupId> {
        let report = |x: VerbId| self.is_class(x, WordClass::Report);
        let object = self.verbs[first.index()].object.filter(|_| report(first) && !report(v))?;
        let (at, _) = self.before(i).filter(|b| matches!(b.1, Chunk::Prep(_)))?;
        let joined = matches!(self.before(at), Some((_, Chunk::Conj(_))));
        (joined && self.groups[g.index()].governor.is_some()).then_some(object)
    }

    /// "said three men accused of belonging to the group were held", "said a convoy carrying fuel to the base was hit": of what
    /// is said, where between it and the verb at chunk `k` stands only what participles tell of it.
    pub(super) fn told_with_participle(&self, k: usize, first: VerbId, v: VerbId) -> Option<GroupId> {
        let report = |x: VerbId| self.is_class(x, WordClass::Report);
        let object = self.verbs[first.index()].object.filter(|_| report(first) && !report(v))?;
        let at = (0..k).rev().find(|at| self.chunks[*at] == Chunk::Noun(object))?;
        let between = &self.chunks[at + 1..k];
        let describes = |c: &Chunk| match c {
            Chunk::Verb(x) => self.verbs[x.index()].form != VerbForm::Finite,
            Chunk::Noun(_) | Chunk::Prep(_) | Chunk::Adjective(_) | Chunk::Quote(_) | Chunk::Other(_) => true,
            _ => false,
        };
        let participle = |x: VerbId| match self.verbs[x.index()].relation {
            Relation::Reduced(g) | Relation::RelativeSubject(g) => g == object,
            _ => false,
        };
        let told = between.iter().any(|c| matches!(c, Chunk::Verb(x) if participle(*x)));
        (told && between.iter().all(describes)).then_some(object)
    }

    /// A reporting verb behind a comma or quotation with its speaker behind it.
    pub(super) fn is_inverted(&self, k: usize, before: Option<(usize, Chunk)>, v: VerbId) -> bool {
        let verb = &self.verbs[v.index()];
        let behind_said = matches!(before, Some((_, Chunk::Comma(_))))
            || matches!(self.chunks.get(k.wrapping_sub(1)), Some(Chunk::Quote(_)));
        let speaker = matches!(self.after(k), Some((_, Chunk::Noun(g)))
            if self.may_be_inverted(g) || self.groups[g.index()].name.is_some());
        // "…, a resident, told Reuters": behind a verb of telling stands who was told.
        let addressed = self.stack.last().is_some_and(|level| level.pending.is_some())
            && self.ctx.program.grammar.is(verb.lemma, WordClass::Telling);
        behind_said && speaker && !addressed && verb.tokens.len() == 1 && self.is_class(v, WordClass::Report)
    }

    /// "Nine soldiers, the group at chunk `k` said on Friday, were killed": the verb of a report between the commas that part a
    /// subject from its verb.
    pub(super) fn says_within(&self, k: usize, g: GroupId) -> Option<VerbId> {
        let level = self.stack.last().filter(|level| level.waits() && level.subject != Some(g))?;
        let (at, Chunk::Verb(v)) = self.after(k)? else { return None };
        let behind_comma = matches!(self.before(k), Some((_, Chunk::Comma(_))));
        let reports = self.verbs[v.index()].form == VerbForm::Finite
            && (self.is_class(v, WordClass::Report) || self.is_class(v, WordClass::WeakReport));
        let rest =
            self.chunks[at + 1..].iter().position(|c| !c.is_nominal()).map(|end| &self.chunks[at + 1 + end..])?;
        let finite = |x: &VerbId| matches!(self.verbs[x.index()].form, VerbForm::Finite | VerbForm::Participle);
        let goes_on = matches!(rest, [Chunk::Comma(_), Chunk::Verb(x), ..] if finite(x));
        (level.last.is_none() && behind_comma && reports && goes_on).then_some(v)
    }

    /// Such a report stands apart, and what goes on behind it is what it says.
    pub(super) fn report_within(&mut self, g: GroupId, v: VerbId) {
        let clause = self.clauses;
        self.clauses += 1;
        self.verbs[v.index()].relation = Relation::Main;
        self.verbs[v.index()].clause = clause;
        self.set_subject(v, Some(g));
        let level = self.top();
        if level.relation == Relation::Main {
            level.relation = Relation::Content(v);
        }
    }
}
