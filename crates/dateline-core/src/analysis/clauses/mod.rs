//! Chunks to clauses: which group is subject, object or prepositional argument of which verb, and how verbs hang together.
//!
//! One pass from left to right over a stack of open clauses. It is shallow on purpose: it follows the order of English
//! news prose and leaves what it cannot place without a verb rather than guessing.

mod borders;
mod contact;
mod finite;
mod gaps;
mod lists;
mod nouns;
mod participles;
mod reports;
mod shares;
mod verbs;

use crate::compile::WordClass;
use crate::text::{Tag, WordId};

use super::context::{Context, View};
use super::groups::Chunk;
use super::model::{GroupId, GroupKind, NounGroup, Prep, Relation, VerbForm, VerbGroup, VerbId};
use super::numbers::Quantity;

/// Members of a list that are followed.
const LONGEST: usize = 32;

/// One open clause.
#[derive(Debug, Clone)]
struct Level {
    subject: Option<GroupId>,
    /// A group behind a comma or conjunction that may be the next clause's subject.
    pending: Option<GroupId>,
    /// First finite verb.
    verb: Option<VerbId>,
    /// Last verb of any form, for attaching objects and prepositions.
    last: Option<VerbId>,
    /// How its first verb hangs.
    relation: Relation,
    /// It began before the main clause's own subject.
    fronted: bool,
    /// A dash opened it behind a whole clause: it may be no clause at all ("– the deadliest attack there").
    dashed: bool,
    clause: u16,
}

impl Level {
    fn new(relation: Relation, clause: u16) -> Self {
        Self { subject: None, pending: None, verb: None, last: None, relation, fronted: false, dashed: false, clause }
    }

    /// It has its subject and still needs its verb.
    fn waits(&self) -> bool {
        self.verb.is_none() && self.subject.is_some()
    }
}

struct Linker<'a> {
    ctx: Context<'a>,
    view: View<'a>,
    chunks: Vec<Chunk>,
    quantities: &'a [Quantity],
    headline: bool,
    groups: &'a mut [NounGroup],
    verbs: &'a mut [VerbGroup],
    stack: Vec<Level>,
    clauses: u16,
    /// Verbs of participle clauses before the main subject is known.
    orphans: Vec<(VerbId, Option<WordId>)>,
    /// Prepositions that open a clause whose verb is not read yet.
    fronted: Vec<Prep>,
    depth: u32,
    /// Chunk at which an aside between commas ends ("seven people, two of them civilians caught in the fire, died").
    aside_end: usize,
}

/// Links one sentence's chunks; `quantities`, `groups` and `verbs` are the article's lists.
pub(super) fn link(
    ctx: Context<'_>,
    view: View<'_>,
    chunks: &[Chunk],
    (quantities, headline): (&[Quantity], bool),
    groups: &mut [NounGroup],
    verbs: &mut [VerbGroup],
) {
    let mut linker = Linker {
        ctx,
        view,
        chunks: chunks.to_vec(),
        quantities,
        headline,
        groups,
        verbs,
        stack: vec![Level::new(Relation::Main, 0)],
        clauses: 1,
        orphans: Vec::new(),
        fronted: Vec::new(),
        depth: 0,
        aside_end: 0,
    };
    for k in 0..chunks.len() {
        linker.step(k);
    }
    linker.close();
}

impl Linker<'_> {
    fn top(&mut self) -> &mut Level {
        if self.stack.is_empty() {
            self.stack.push(Level::new(Relation::Main, 0));
        }
        let last = self.stack.len() - 1;
        &mut self.stack[last]
    }

    fn push(&mut self, relation: Relation) {
        let clause = self.clauses;
        self.clauses += 1;
        self.stack.push(Level::new(relation, clause));
    }

    fn is_class(&self, verb: VerbId, class: WordClass) -> bool {
        self.verbs[verb.index()].is(class)
    }

    /// The chunk `back` steps before `k`, quotes, adverbs and bracketed asides left out.
    fn before(&self, k: usize) -> Option<(usize, Chunk)> {
        let mut depth = 0;
        for i in (0..k).rev() {
            match self.chunks[i] {
                Chunk::Close(_) => depth += 1,
                Chunk::Open(_) if depth > 0 => depth -= 1,
                _ if depth > 0 => {}
                Chunk::Quote(_) | Chunk::Other(_) => {}
                chunk => return Some((i, chunk)),
            }
        }
        None
    }

    fn after(&self, k: usize) -> Option<(usize, Chunk)> {
        let mut depth = 0;
        for i in k + 1..self.chunks.len() {
            match self.chunks[i] {
                Chunk::Open(_) => depth += 1,
                Chunk::Close(_) if depth > 0 => depth -= 1,
                _ if depth > 0 => {}
                Chunk::Quote(_) | Chunk::Other(_) => {}
                chunk => return Some((i, chunk)),
            }
        }
        None
    }

    /// The last group before chunk `k` that can be renamed or modified, skipping prepositional groups when asked.
    fn group_before(&self, k: usize, skip_governed: bool) -> Option<GroupId> {
        let mut last = None;
        for i in (0..k).rev() {
            match self.chunks[i] {
                Chunk::Noun(g) => {
                    last = last.or(Some(g));
                    let group = &self.groups[g.index()];
                    if group.kind != GroupKind::Time && (!skip_governed || group.governor.is_none()) {
                        return Some(g);
                    }
                }
                Chunk::Verb(_) | Chunk::Subordinator(_) => break,
                _ => {}
            }
        }
        last
    }

    fn step(&mut self, k: usize) {
        let chunk = self.chunks[k];
        match chunk {
            Chunk::Open(_) => self.depth += 1,
            Chunk::Close(_) => self.depth = self.depth.saturating_sub(1),
            Chunk::Noun(g) if self.depth > 0 => self.aside(k, g),
            Chunk::Verb(_) if self.depth > 0 => {}
            _ if k < self.aside_end => self.inside_aside(k),
            Chunk::Noun(g) if self.whose(k, g) => {
                let clause = self.top().clause;
                self.groups[g.index()].clause = clause;
                let before = self.before(k).map(|b| b.1);
                self.argument(k, before, g);
            }
            Chunk::Noun(g) => self.noun(k, g),
            Chunk::Verb(v) => self.verb(k, v),
            Chunk::Comma(_) => self.comma(k),
            Chunk::Subordinator(at) => self.subordinator(k, at),
            Chunk::Relative(at) => self.relative(k, at),
            Chunk::Mark(_) => self.mark(k),
            _ => {}
        }
    }

    /// "Iraq, whose nationals make up", "eleven people, six of whom were children": a clause that tells of the owner, or of a
    /// part. True when it opens here.
    fn whose(&mut self, k: usize, g: GroupId) -> bool {
        let tokens = &self.groups[g.index()].tokens;
        let owned = self.view.tag(tokens.start) == Tag::WpPoss;
        let pronoun = matches!(self.view.tag(tokens.end - 1), Tag::Wp | Tag::Wdt | Tag::PronWdt);
        let told = match self.after(k) {
            Some((_, Chunk::Verb(_))) => true,
            // "one of whom police said was armed"
            Some((i, Chunk::Noun(_))) => {
                matches!(self.after(i), Some((_, Chunk::Verb(v))) if self.is_class(v, WordClass::Report))
            }
            _ => false,
        };
        let part = tokens.len() > 2 && pronoun && told;
        let opens = (owned || part) && matches!(self.before(k), Some((_, Chunk::Comma(_) | Chunk::Noun(_))));
        let Some(owner) = self.group_before(k, true).filter(|_| opens) else { return false };
        // "a clash with smugglers near the border, one of whom"
        let person = |g: &GroupId| self.groups[g.index()].types.meets(self.ctx.program.kinds.person);
        let whom = part && self.view.tag(tokens.end - 1) == Tag::Wp;
        let owner =
            if whom { self.hosts(owner).find(person).filter(|_| !person(&owner)).unwrap_or(owner) } else { owner };
        // "Four rockets hit the base, one of which": a part is of several.
        let several = |x: &GroupId| {
            self.groups[x.index()].quantity.is_some() || self.view.tag(self.groups[x.index()].head) == Tag::Nns
        };
        let acting = self
            .stack
            .last()
            .and_then(|level| level.subject)
            .filter(|s| part && !whom && !several(&owner) && several(s));
        let owner = acting.unwrap_or(owner);
        if owned {
            self.groups[g.index()].possessor = Some(owner);
        } else if self.groups[g.index()].types.is_empty() {
            self.groups[g.index()].types = self.groups[owner.index()].types;
        }
        self.push(Relation::RelativeOther(owner));
        true
    }

    fn last_verb_before(&self, k: usize) -> Option<(usize, Chunk)> {
        (0..k).rev().find_map(|i| matches!(self.chunks[i], Chunk::Verb(_)).then_some((i, self.chunks[i])))
    }

    fn is_actor(&self, g: GroupId) -> bool {
        let types = self.groups[g.index()].types;
        types.meets(self.ctx.program.kinds.person) || types.meets(self.ctx.program.kinds.actor)
    }

    /// Somebody or something that speaks: an actor, a rank, or a statement.
    fn may_be_cited(&self, g: GroupId) -> bool {
        let kinds = &self.ctx.program.kinds;
        self.is_actor(g) || self.groups[g.index()].types.meets(kinds.statement.union(kinds.rank))
    }

    /// Whoever can stand behind a verb of saying and have said it: the same, an office, or "one of them".
    fn may_be_inverted(&self, g: GroupId) -> bool {
        let group = &self.groups[g.index()];
        let one_of = group.kind == GroupKind::Number && group.tokens.len() > 1;
        self.may_be_cited(g) || group.types.meets(self.ctx.program.kinds.title) || one_of
    }

    /// The group not far before this one in whose prepositions it stands.
    fn host(&self, g: GroupId) -> Option<GroupId> {
        let hangs = |h: &GroupId| self.groups[h.index()].preps.iter().any(|p| p.group == g);
        (0..g.0).rev().map(GroupId).take(8).find(hangs)
    }

    /// The group that a prepositional chain hangs on: "the bodies of members of" gives "bodies".
    fn root(&self, mut g: GroupId) -> GroupId {
        for _ in 0..8 {
            if self.groups[g.index()].governor.is_none() {
                break;
            }
            // "a bomb planted by gunmen": by way of the participle.
            let behind = || {
                let verb = self.verbs.iter().rev().find(|v| v.preps.iter().any(|p| p.group == g))?;
                match verb.relation {
                    Relation::Reduced(h) => Some(h),
                    // "bunkers belonging to the group"
                    Relation::RelativeSubject(h) if verb.form == VerbForm::Gerund => Some(h),
                    _ => None,
                }
            };
            let Some(host) = self.host(g).or_else(behind) else { break };
            g = host;
        }
        g
    }

    fn set_subject(&mut self, v: VerbId, g: Option<GroupId>) {
        let g = g.map(|g| self.groups[g.index()].first.unwrap_or(g));
        self.verbs[v.index()].subject = g;
        if let Some(g) = g {
            // "A bomb placed under a car killed one": what is told of it, and not what describes it.
            let describes = |x: VerbId| {
                let relation = self.verbs[x.index()].relation;
                matches!(relation, Relation::Reduced(h) | Relation::RelativeSubject(h) if h == g)
            };
            let verb = &self.groups[g.index()].verb;
            if verb.is_none_or(describes) {
                self.groups[g.index()].verb = Some(v);
            }
        }
    }

    /// A finite verb follows in this clause, before a mark.
    fn finite_ahead(&self, k: usize) -> bool {
        for (i, chunk) in self.chunks.iter().enumerate().skip(k + 1) {
            match chunk {
                // "…, a spokesman and an officer at the ministry added": a verb of saying with a subject of its own.
                Chunk::Verb(v) if self.is_class(*v, WordClass::Report) && self.opens_behind_comma(k, i) => {}
                Chunk::Verb(v) if self.verbs[v.index()].form == VerbForm::Finite => return true,
                // "abducted six, four of whom they later set free": in a clause of its own.
                Chunk::Noun(g) if self.view.tag(self.groups[g.index()].tokens.end - 1) == Tag::Wp => return false,
                Chunk::Mark(_) | Chunk::Subordinator(_) | Chunk::Relative(_) => return false,
                _ => {}
            }
        }
        false
    }

    /// A finite verb follows before a mark, and no subject of its own stands behind a comma or conjunction before it.
    fn owed_ahead(&self, k: usize) -> bool {
        let mut owned = false;
        for pair in self.chunks[k..].windows(2) {
            match pair {
                [_, Chunk::Mark(_) | Chunk::Subordinator(_) | Chunk::Relative(_)] => return false,
                [Chunk::Comma(_) | Chunk::Conj(_), Chunk::Noun(_)] => owned = true,
                [Chunk::Conj(_), Chunk::Verb(_)] => {}
                [_, Chunk::Verb(v)] if self.verbs[v.index()].form != VerbForm::Finite => {}
                [_, Chunk::Verb(_)] if owned => owned = false,
                [_, Chunk::Verb(_)] => return true,
                _ => {}
            }
        }
        false
    }

    /// Between chunk `k` and the verb at `i` stand a comma and the groups behind it.
    fn opens_behind_comma(&self, k: usize, i: usize) -> bool {
        let groups = |c: &&Chunk| matches!(c, Chunk::Noun(_) | Chunk::Prep(_) | Chunk::Conj(_));
        let many = self.chunks[k..i].iter().rev().take_while(groups).count();
        many > 0
            && matches!(self.chunks[i - many], Chunk::Noun(_))
            && matches!(self.chunks[i - many - 1], Chunk::Comma(_))
    }

    fn close(&mut self) {
        // Participle clauses that found no main clause stay as they are, without a subject.
        self.orphans.clear();
        // Inverted reports: "said the spokesman".
        for k in 0..self.chunks.len() {
            let Chunk::Verb(v) = self.chunks[k] else { continue };
            if self.verbs[v.index()].subject.is_none()
                && self.is_class(v, WordClass::Report)
                && self.verbs[v.index()].form == VerbForm::Finite
                && let Some(object) = self.verbs[v.index()].object
                && self.may_be_inverted(object)
                && !matches!(self.verbs[v.index()].relation, Relation::RelativeSubject(_))
            {
                self.verbs[v.index()].subject = Some(object);
                self.verbs[v.index()].object = None;
            }
        }
        self.fill_gaps();
        self.turn();
    }

    /// Behind the conjunction at `k` stands a group with a finite verb of its own.
    fn clause_follows(&self, k: usize) -> bool {
        let mut i = k + 1;
        let mut seen_group = false;
        let mut depth = 0;
        while let Some(chunk) = self.chunks.get(i) {
            match chunk {
                // "and his deputy (and friend) fled"
                Chunk::Open(_) => depth += 1,
                Chunk::Close(_) => depth -= 1,
                _ if depth > 0 => {}
                Chunk::Noun(_) => seen_group = true,
                Chunk::Verb(v) => {
                    let verb = &self.verbs[v.index()];
                    // "and two others sustained injuries": a past form read as a participle has an object right behind it.
                    let past = verb.form == VerbForm::Participle
                        && self.is_class(*v, WordClass::Undergo)
                        && matches!(self.chunks.get(i + 1), Some(Chunk::Noun(_)));
                    return seen_group && (past || matches!(verb.form, VerbForm::Finite | VerbForm::Bare));
                }
                Chunk::Prep(_) | Chunk::Quote(_) | Chunk::Other(_) | Chunk::Adjective(_) if seen_group => {}
                // "but only Ali and Omar have been held"
                Chunk::Conj(_) if seen_group && matches!(self.chunks.get(i + 1), Some(Chunk::Noun(_))) => {}
                // "and 14 fighters who had been held were set free": one verb for the relative clause, one for the group.
                Chunk::Relative(_) if seen_group => {
                    // "that killed and wounded 30": verbs joined by a word are one.
                    let finite = |pair: &&[Chunk]| {
                        matches!(pair[1], Chunk::Verb(v) if self.verbs[v.index()].form == VerbForm::Finite)
                            && !matches!(pair[0], Chunk::Conj(_))
                    };
                    let ends = |pair: &&[Chunk]| !matches!(pair[1], Chunk::Mark(_) | Chunk::Comma(_));
                    return self.chunks[i..].windows(2).take_while(ends).filter(finite).count() >= 2;
                }
                Chunk::Quote(_) | Chunk::Other(_) | Chunk::Adjective(_) => {}
                Chunk::Comma(_) if seen_group => {
                    let rest = &self.chunks[i + 1..];
                    let opened = match rest.first() {
                        // "and a passer-by, who was not named, lost a leg"
                        Some(Chunk::Relative(_)) => {
                            let end = rest.iter().position(|c| matches!(c, Chunk::Comma(_) | Chunk::Mark(_)));
                            end.filter(|end| *end > 1)
                        }
                        // "but a second drone, shot down over the town, injured a child"
                        Some(Chunk::Verb(v))
                            if self.verbs[v.index()].form == VerbForm::Participle || self.is_bare_past(*v) =>
                        {
                            Some(1)
                        }
                        // "and his cousin, nine, was killed"
                        _ => Some(0),
                    };
                    let Some(opened) = opened else { return false };
                    let aside = opened + rest[opened..].iter().take_while(|c| c.is_nominal()).count();
                    return aside > 0
                        && matches!(rest[aside..], [Chunk::Comma(_), Chunk::Verb(v), ..]
                            if self.verbs[v.index()].form == VerbForm::Finite && !self.is_class(v, WordClass::Report));
                }
                _ => return false,
            }
            i += 1;
        }
        false
    }
}
