//! Chunks to clauses: which group is subject, object or prepositional argument of which verb, and how verbs hang together.
//!
//! One pass from left to right over a stack of open clauses. It is shallow on purpose: it follows the order of English
//! news prose and leaves what it cannot place without a verb rather than guessing.

use crate::compile::{VerbMeaning, WordClass};
use crate::text::{Tag, WordId};

use super::context::{Context, View};
use super::groups::Chunk;
use super::model::{GroupId, GroupKind, NounGroup, Prep, Relation, VerbForm, VerbGroup, VerbId};

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
    clause: u16,
}

impl Level {
    fn new(relation: Relation, clause: u16) -> Self {
        Self { subject: None, pending: None, verb: None, last: None, relation, fronted: false, clause }
    }
}

struct Linker<'a> {
    ctx: Context<'a>,
    view: View<'a>,
    chunks: Vec<Chunk>,
    groups: &'a mut [NounGroup],
    verbs: &'a mut [VerbGroup],
    stack: Vec<Level>,
    clauses: u16,
    /// Verbs of participle clauses before the main subject is known.
    orphans: Vec<(VerbId, Option<WordId>)>,
    depth: u32,
}

/// Links one sentence's chunks; `groups` and `verbs` are the article's lists.
pub(super) fn link(ctx: Context<'_>, view: View<'_>, chunks: &[Chunk], groups: &mut [NounGroup], verbs: &mut [VerbGroup]) {
    let mut linker = Linker {
        ctx,
        view,
        chunks: chunks.to_vec(),
        groups,
        verbs,
        stack: vec![Level::new(Relation::Main, 0)],
        clauses: 1,
        orphans: Vec::new(),
        depth: 0,
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
        self.verbs[verb.index()].meanings.contains(&VerbMeaning::Class(class))
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
        match self.chunks[k] {
            Chunk::Open(_) => self.depth += 1,
            Chunk::Close(_) => self.depth = self.depth.saturating_sub(1),
            Chunk::Noun(g) if self.depth > 0 => self.aside(k, g),
            Chunk::Verb(_) if self.depth > 0 => {}
            Chunk::Noun(g) => self.noun(k, g),
            Chunk::Verb(v) => self.verb(k, v),
            Chunk::Comma(_) => self.comma(k),
            Chunk::Subordinator(at) => self.subordinator(k, at),
            Chunk::Relative(at) => self.relative(k, at),
            Chunk::Mark(_) => self.mark(k),
            _ => {}
        }
    }

    /// A group in brackets renames the group before: "Joint Operations Command (JOC)".
    fn aside(&mut self, k: usize, g: GroupId) {
        let opened = matches!(k.checked_sub(1).map(|i| self.chunks[i]), Some(Chunk::Open(_)));
        if opened && let Some(before) = self.group_before(k - 1, false) {
            let clause = self.groups[before.index()].clause;
            self.groups[g.index()].clause = clause;
            self.groups[g.index()].apposition = Some(before);
        }
    }

    fn mark(&mut self, k: usize) {
        // A colon after a reporting verb keeps its clause open for what is said; other marks begin anew.
        let clause = self.clauses;
        self.clauses += 1;
        let Some(Chunk::Mark(at)) = self.chunks.get(k).copied() else { return };
        let raw = self.view.raw(at, self.ctx.text);
        if matches!(raw, "'" | "’" | "‘" | "/" | "%" | "$") {
            return;
        }
        let reporter = self.stack.first().and_then(|l| l.verb).filter(|v| self.is_class(*v, WordClass::Report));
        if raw == ":" && let Some(verb) = reporter {
            self.stack.push(Level::new(Relation::Content(verb), clause));
            return;
        }
        if matches!(raw, "–" | "—" | "--" | "-") && self.top().verb.is_none() && self.top().subject.is_some() {
            // A dash before the verb is an aside: keep the subject.
            return;
        }
        self.stack.clear();
        self.stack.push(Level::new(Relation::Main, clause));
    }

    fn comma(&mut self, k: usize) {
        // A fronted subordinate or participle clause ends at its comma; so does a relative clause whose outer clause
        // still waits for its verb.
        while self.stack.len() > 1 {
            let level = &self.stack[self.stack.len() - 1];
            let outer = &self.stack[self.stack.len() - 2];
            let done = level.verb.is_some() && !self.continues_list(k);
            if done && (level.fronted || (outer.verb.is_none() && outer.subject.is_some())) {
                self.stack.pop();
            } else {
                break;
            }
        }
    }

    /// The comma stands inside a list of groups ("A, B and C").
    fn continues_list(&self, k: usize) -> bool {
        let Some((_, Chunk::Noun(_))) = self.before(k) else { return false };
        self.list_ahead(k)
    }

    /// From the comma at `k`: groups and commas only, then "and" and a group, before any verb.
    fn list_ahead(&self, k: usize) -> bool {
        let mut groups = 0;
        let mut i = k + 1;
        let mut depth = 0;
        while let Some(chunk) = self.chunks.get(i) {
            match chunk {
                Chunk::Open(_) => depth += 1,
                Chunk::Close(_) => depth -= 1,
                _ if depth > 0 => {}
                Chunk::Noun(_) => {
                    groups += 1;
                }
                Chunk::Conj(_) => {
                    let follows = matches!(self.after(i), Some((_, Chunk::Noun(_))));
                    return groups > 0 && follows && !self.clause_follows(i) || groups == 0 && follows && !self.clause_follows(i);
                }
                Chunk::Comma(_) | Chunk::Quote(_) | Chunk::Other(_) => {}
                Chunk::Prep(at) => {
                    // "members of A, B of C and D"
                    if !self.view.get(*at).is_some_and(|t| self.ctx.is(t, WordClass::Of)) {
                        return false;
                    }
                }
                _ => return false,
            }
            i += 1;
        }
        false
    }

    /// Behind the conjunction at `k` stands a group with a finite verb of its own.
    fn clause_follows(&self, k: usize) -> bool {
        let mut i = k + 1;
        let mut seen_group = false;
        while let Some(chunk) = self.chunks.get(i) {
            match chunk {
                Chunk::Noun(_) => seen_group = true,
                Chunk::Verb(v) => {
                    let verb = &self.verbs[v.index()];
                    return seen_group && matches!(verb.form, VerbForm::Finite | VerbForm::Bare);
                }
                Chunk::Prep(_) | Chunk::Quote(_) | Chunk::Other(_) | Chunk::Adjective(_) if seen_group => {}
                // "and 14 fighters who had been held were set free": one verb for the relative clause, one for the group.
                Chunk::Relative(_) if seen_group => {
                    let finite = |c: &&Chunk| matches!(c, Chunk::Verb(v) if self.verbs[v.index()].form == VerbForm::Finite);
                    let open = self.chunks[i..].iter().take_while(|c| !matches!(c, Chunk::Mark(_) | Chunk::Comma(_)));
                    return open.filter(finite).count() >= 2;
                }
                Chunk::Quote(_) | Chunk::Other(_) | Chunk::Adjective(_) => {}
                _ => return false,
            }
            i += 1;
        }
        false
    }

    fn noun(&mut self, k: usize, g: GroupId) {
        let clause = self.top().clause;
        self.groups[g.index()].clause = clause;
        let kind = self.groups[g.index()].kind;
        let before = self.before(k);
        if let Some((i, Chunk::Prep(at))) = before {
            self.prepositional(k, i, at, g);
            return;
        }
        if kind == GroupKind::Time {
            return;
        }
        if let Some((i, Chunk::Conj(_) | Chunk::Comma(_))) = before
            && self.coordinate_or_rename(k, i, g)
        {
            return;
        }
        if let Some((_, Chunk::Noun(p))) = before
            && self.adjacent(p, g)
        {
            return;
        }
        self.argument(k, before.map(|b| b.1), g);
    }

    /// Two groups side by side: a time between, or a name behind its title ("the commander Abu Omar").
    fn adjacent(&mut self, p: GroupId, g: GroupId) -> bool {
        let (first, second) = (&self.groups[p.index()], &self.groups[g.index()]);
        let touches = first.tokens.end == second.tokens.start || {
            let gap = first.tokens.end..second.tokens.start;
            gap.len() == 1 && self.chunks.iter().any(|c| matches!(c, Chunk::Quote(q) if gap.contains(q)))
        };
        let renames = second.kind == GroupKind::Name
            && first.kind == GroupKind::Common
            && first.types.meets(self.ctx.program.kinds.person)
            && second.types.meets(self.ctx.program.kinds.person);
        if touches && renames {
            self.groups[g.index()].apposition = Some(p);
            self.groups[p.index()].apposition = Some(g);
            return true;
        }
        false
    }

    fn prepositional(&mut self, k: usize, prep_chunk: usize, at: u32, g: GroupId) {
        let Some(token) = self.view.get(at) else { return };
        let word = token.word;
        self.groups[g.index()].governor = Some(word);
        let prep = Prep { word, group: g };
        let of = self.ctx.is(token, WordClass::Of);
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
            let _ = k;
            return;
        }
        if let Some(host) = host.filter(|h| self.groups[h.index()].kind != GroupKind::Pronoun) {
            self.groups[host.index()].preps.push(prep);
            if of {
                return;
            }
        }
        // Other prepositions may belong to the verb, too: the frames know which they want.
        let last = self.top().last;
        if let Some(verb) = last {
            self.verbs[verb.index()].preps.push(prep);
        }
    }

    /// The group that a prepositional chain hangs on: "the bodies of members of" gives "bodies".
    fn root(&self, mut g: GroupId) -> GroupId {
        for _ in 0..8 {
            if self.groups[g.index()].governor.is_none() {
                break;
            }
            let Some(host) = (0..g.0).rev().map(GroupId).take(8).find(|h| self.groups[h.index()].preps.iter().any(|p| p.group == g))
            else {
                break;
            };
            g = host;
        }
        g
    }

    /// After a comma or conjunction at chunk `i`: another member of a list, a new name for the group before, or neither.
    fn coordinate_or_rename(&mut self, k: usize, i: usize, g: GroupId) -> bool {
        let conj = matches!(self.chunks[i], Chunk::Conj(_));
        // "A, and B": look past the comma.
        let from = match self.before(i) {
            Some((j, Chunk::Comma(_))) if conj => j,
            _ => i,
        };
        let Some((_, Chunk::Noun(p))) = self.before(from) else { return false };
        if self.groups[p.index()].kind == GroupKind::Time {
            return false;
        }
        // "the killing of A, the arrest of B and the seizure of C": what has an of-group of its own stands beside the noun
        // that has one, and not beside that noun's group.
        let p = self.parallel(k, p);
        let oxford = from != i;
        if conj {
            // "… and soldiers killed three" opens a clause when the clause so far has its verb.
            let opens = self.clause_follows(i) && (self.top().verb.is_some() && !self.subject_open());
            if opens && !(self.groups[p.index()].first.is_some() && !oxford) {
                return false;
            }
            self.coordinate(p, g);
            return true;
        }
        if self.renames(k, p, g) {
            self.groups[g.index()].apposition = Some(p);
            self.groups[p.index()].apposition.get_or_insert(g);
            self.groups[g.index()].governor = self.groups[p.index()].governor;
            return true;
        }
        // "Kirkuk, Diyala and Saladin"; "a village, a district, a province" chains coordinate as well.
        if self.in_list(k, p, g) {
            self.coordinate(p, g);
            return true;
        }
        let places = |x: GroupId| self.groups[x.index()].types.meets(self.ctx.program.kinds.place);
        if places(p) && places(g) && self.groups[p.index()].governor.is_some() {
            // "in Hawija, Kirkuk": the larger place behind the smaller.
            self.coordinate(p, g);
            return true;
        }
        false
    }

    fn parallel(&self, k: usize, p: GroupId) -> GroupId {
        let of = |at: u32| self.view.get(at).is_some_and(|t| self.ctx.is(t, WordClass::Of));
        let own_of = matches!(self.chunks.get(k + 1), Some(Chunk::Prep(at)) if of(*at));
        let first = self.groups[p.index()].first.unwrap_or(p);
        let governed = self.groups[first.index()].governor.is_some_and(|w| self.ctx.program.grammar.is(w, WordClass::Of));
        if own_of && governed {
            let host = (0..first.0).rev().map(GroupId).take(8).find(|h| self.groups[h.index()].preps.iter().any(|x| x.group == first));
            return host.unwrap_or(p);
        }
        p
    }

    /// The current clause has neither subject nor verb decided, so that "A and B" before its verb is one subject.
    fn subject_open(&mut self) -> bool {
        self.top().verb.is_none()
    }

    fn in_list(&self, k: usize, p: GroupId, _g: GroupId) -> bool {
        if self.groups[p.index()].first.is_some() || self.groups[p.index()].next.is_some() {
            // Already a list: more members, or its last.
            let followed = matches!(self.after(k), Some((_, Chunk::Comma(_) | Chunk::Conj(_))));
            return followed || self.list_tail(k);
        }
        let Some((i, _)) = self.before(k) else { return false };
        self.list_ahead(i)
    }

    fn list_tail(&self, k: usize) -> bool {
        !matches!(self.after(k), Some((_, Chunk::Verb(v))) if self.verbs[v.index()].form == VerbForm::Finite)
    }

    fn coordinate(&mut self, p: GroupId, g: GroupId) {
        let first = self.groups[p.index()].first.unwrap_or(p);
        self.groups[p.index()].next = Some(g);
        self.groups[g.index()].first = Some(first);
        self.groups[g.index()].governor = self.groups[p.index()].governor;
        self.groups[g.index()].is_subset = self.groups[p.index()].is_subset;
    }

    /// A name behind its description or a description behind its name, closed by a comma, a verb or the end.
    fn renames(&self, k: usize, p: GroupId, g: GroupId) -> bool {
        let (first, second) = (&self.groups[p.index()], &self.groups[g.index()]);
        let program = self.ctx.program;
        let person = |x: &NounGroup| x.types.meets(program.kinds.person);
        let body = |x: &NounGroup| x.types.meets(program.kinds.actor) && !x.types.meets(program.kinds.person);
        let plain = |x: &NounGroup| matches!(x.kind, GroupKind::Common | GroupKind::Name) && x.quantity.is_none();
        if !plain(first) || !plain(second) {
            return false;
        }
        let fits = (first.name.is_some() && second.kind == GroupKind::Common && person(first) && (person(second) || second.types.is_empty()))
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
        let mut i = k + 1;
        loop {
            match self.chunks.get(i) {
                None | Some(Chunk::Comma(_) | Chunk::Verb(_) | Chunk::Mark(_) | Chunk::Relative(_) | Chunk::Open(_)) => return true,
                Some(Chunk::Conj(_)) => return !self.list_ahead(k),
                Some(Chunk::Prep(_) | Chunk::Noun(_) | Chunk::Quote(_) | Chunk::Other(_) | Chunk::Close(_)) => i += 1,
                Some(_) => return false,
            }
        }
    }

    fn argument(&mut self, k: usize, before: Option<Chunk>, g: GroupId) {
        let next_verb = match self.after(k) {
            Some((_, Chunk::Verb(v))) => Some(v),
            _ => None,
        };
        let finite_next = next_verb.is_some_and(|v| matches!(self.verbs[v.index()].form, VerbForm::Finite | VerbForm::Bare));
        let level = self.top();
        match level.last {
            None => {
                level.subject = Some(g);
            }
            Some(verb) => {
                let comma = matches!(before, Some(Chunk::Comma(_) | Chunk::Conj(_)));
                let adjacent = matches!(before, Some(Chunk::Verb(_)))
                    || matches!(before, Some(Chunk::Other(_) | Chunk::Quote(_) | Chunk::Adjective(_)));
                if comma {
                    level.pending = Some(g);
                }
                let comma = comma && !self.only_times_before(k, verb);
                let group = &self.verbs[verb.index()];
                if comma || (finite_next && self.is_class(verb, WordClass::Report)) {
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

    /// Between the verb and chunk `k` stand only times and commas: "announced, today, Sunday, the seizure".
    fn only_times_before(&self, k: usize, verb: VerbId) -> bool {
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

    fn verb(&mut self, k: usize, v: VerbId) {
        let before = self.before(k);
        let clause = self.top().clause;
        self.verbs[v.index()].clause = clause;
        match self.verbs[v.index()].form {
            VerbForm::Finite => self.finite(k, before, v),
            VerbForm::Bare => self.bare(k, before, v),
            VerbForm::Infinitive => self.infinitive(k, before, v),
            VerbForm::Gerund => self.gerund(k, before, v),
            VerbForm::Participle => self.participle(k, before, v),
        }
        self.share_object(k, v);
        let level = self.top();
        level.last = Some(v);
        level.pending = None;
    }

    /// "killed and wounded 30 people": the object behind the second verb is the first one's, too.
    fn share_object(&mut self, k: usize, v: VerbId) {
        let Some((i, Chunk::Conj(_))) = self.before(k) else { return };
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
        }
    }

    fn set_subject(&mut self, v: VerbId, g: Option<GroupId>) {
        let g = g.map(|g| self.groups[g.index()].first.unwrap_or(g));
        self.verbs[v.index()].subject = g;
        if let Some(g) = g {
            self.groups[g.index()].verb.get_or_insert(v);
        }
    }

    fn finite(&mut self, k: usize, before: Option<(usize, Chunk)>, v: VerbId) {
        // Behind "and" the verb shares the subject of the clause.
        let conj = match before {
            Some((i, Chunk::Conj(_))) => Some(i),
            _ => None,
        };
        loop {
            let depth = self.stack.len();
            let level = self.top();
            if level.verb.is_none() {
                let (subject, relation) = (level.subject, level.relation);
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
            let subject_of_new = match before {
                Some((_, Chunk::Noun(g))) => Some(g),
                _ => pending.filter(|_| conj.is_none()),
            };
            if conj.is_some() && !matches!(before, Some((_, Chunk::Noun(_)))) {
                let outer_waits = depth > 1 && self.stack[depth - 2].verb.is_none() && self.stack[depth - 2].subject.is_some();
                if outer_waits {
                    self.stack.pop();
                    continue;
                }
                let subject = self.verbs[first.index()].subject;
                self.verbs[v.index()].relation = Relation::Conjunct(first);
                let clause = self.verbs[first.index()].clause;
                self.verbs[v.index()].clause = clause;
                self.set_subject(v, subject);
                self.top().verb = Some(v);
                return;
            }
            if depth > 1 && self.stack[depth - 2].verb.is_none() && self.stack[depth - 2].subject.is_some() {
                self.stack.pop();
                continue;
            }
            if let Some(g) = subject_of_new {
                if let Some(antecedent) = self.contact_relative(k, first, g) {
                    self.push(Relation::RelativeObject(antecedent));
                    let clause = self.top().clause;
                    let level = self.top();
                    level.subject = Some(g);
                    level.verb = Some(v);
                    self.verbs[v.index()].relation = Relation::RelativeObject(antecedent);
                    self.verbs[v.index()].clause = clause;
                    self.groups[g.index()].clause = clause;
                    if self.verbs[first.index()].second == Some(g) {
                        self.verbs[first.index()].second = None;
                    }
                    self.set_subject(v, Some(g));
                    return;
                }
                let g = self.subject_root(g);
                self.new_clause(first, g, v);
                return;
            }
            if depth > 1 {
                self.stack.pop();
                continue;
            }
            // "a drone believed to be Turkish struck": the first was a participle behind its noun.
            let path = &self.verbs[first.index()];
            let bare = path.tokens.len() == 1 && !path.passive && path.object.is_none() && self.view.tag(path.head) == Tag::Vbd;
            if bare && !matches!(before, Some((_, Chunk::Comma(_)))) && let Some(g) = path.subject {
                let relation = path.relation;
                self.verbs[first.index()].passive = true;
                self.verbs[first.index()].form = VerbForm::Participle;
                self.verbs[first.index()].relation = Relation::Reduced(g);
                self.verbs[v.index()].relation = relation;
                let clause = self.verbs[first.index()].clause;
                self.verbs[v.index()].clause = clause;
                self.verbs[v.index()].subject = Some(g);
                self.groups[g.index()].verb = Some(v);
                self.top().verb = Some(v);
                return;
            }
            // A finite verb without a subject of its own: behind a comma it goes on with the clause's subject.
            let subject = self.verbs[first.index()].subject;
            self.verbs[v.index()].relation = Relation::Conjunct(first);
            let clause = self.clauses;
            self.clauses += 1;
            self.verbs[v.index()].clause = clause;
            self.set_subject(v, subject);
            return;
        }
    }

    /// A reporting verb behind a comma or quotation with its speaker behind it.
    fn is_inverted(&self, k: usize, before: Option<(usize, Chunk)>, v: VerbId) -> bool {
        let verb = &self.verbs[v.index()];
        let behind_said = matches!(before, Some((_, Chunk::Comma(_)))) || matches!(self.chunks.get(k.wrapping_sub(1)), Some(Chunk::Quote(_)));
        let speaker = match self.after(k) {
            Some((_, Chunk::Noun(g))) => self.is_actor(g) || self.groups[g.index()].name.is_some(),
            _ => false,
        };
        behind_said && speaker && verb.tokens.len() == 1 && self.is_class(v, WordClass::Report)
    }

    /// "the cities it overran": a group right behind another with a verb of its own is a relative clause without a pronoun.
    fn contact_relative(&self, k: usize, first: VerbId, g: GroupId) -> Option<GroupId> {
        let at = (0..k).rev().find(|i| self.chunks[*i] == Chunk::Noun(g))?;
        let Some(Chunk::Noun(p)) = at.checked_sub(1).map(|i| self.chunks[i]) else { return None };
        let touches = self.groups[p.index()].tokens.end == self.groups[g.index()].tokens.start;
        let pronoun = self.groups[g.index()].kind == GroupKind::Pronoun;
        let object = self.verbs[first.index()].object.is_some_and(|o| o == p || self.groups[o.index()].next == Some(p));
        (touches && (pronoun || object) && self.groups[p.index()].kind == GroupKind::Common && !self.is_class(first, WordClass::Report))
            .then_some(p)
    }

    /// "a deputy wanted" was read as object or prepositional group and is the subject of what follows.
    fn subject_root(&self, g: GroupId) -> GroupId {
        let root = self.root(g);
        if root != g && self.groups[root.index()].verb.is_none() { root } else { g }
    }

    fn new_clause(&mut self, first: VerbId, g: GroupId, v: VerbId) {
        let head = self.groups[g.index()].first.unwrap_or(g);
        let report = self.is_class(first, WordClass::Report);
        if self.verbs[first.index()].object == Some(g) || self.verbs[first.index()].object == Some(head) {
            self.verbs[first.index()].object = None;
        }
        if self.verbs[first.index()].second == Some(g) {
            self.verbs[first.index()].second = None;
        }
        self.groups[head.index()].verb = None;
        // "…, a spokesman said": the report follows what is said.
        let reports_back = self.is_class(v, WordClass::Report) && !report;
        let relation = if report && !reports_back { Relation::Content(first) } else { Relation::Main };
        let clause = self.clauses;
        self.clauses += 1;
        if reports_back {
            self.verbs[first.index()].relation = match self.verbs[first.index()].relation {
                Relation::Main => Relation::Content(v),
                other => other,
            };
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

    fn relative_with_subject(&self, g: GroupId, k: usize) -> Relation {
        let place_or_time = self.chunks[..k].iter().rev().find_map(|c| match c {
            Chunk::Relative(at) => Some(*at),
            _ => None,
        });
        let adverb = place_or_time.is_some_and(|at| matches!(self.view.tag(at), Tag::Wrb | Tag::WrbSconj | Tag::WpPoss));
        if adverb { Relation::RelativeOther(g) } else { Relation::RelativeObject(g) }
    }

    /// Participle clauses before the main clause get its subject.
    fn adopt(&mut self, v: VerbId) {
        let subject = self.verbs[v.index()].subject;
        for orphan in std::mem::take(&mut self.orphans) {
            let (orphan, preposition) = orphan;
            self.verbs[orphan.index()].relation = preposition.map_or(Relation::Adverbial(v), |w| Relation::Gerund(v, w));
            self.verbs[orphan.index()].subject = subject;
        }
    }

    /// Nothing to do for a finite verb; kept apart so that headline participles can pass through `finite`.
    fn retag_passive(&mut self, v: VerbId) {
        if self.verbs[v.index()].form == VerbForm::Participle {
            self.verbs[v.index()].form = VerbForm::Finite;
        }
    }

    fn bare(&mut self, k: usize, before: Option<(usize, Chunk)>, v: VerbId) {
        if matches!(before, Some((_, Chunk::Noun(_)))) || matches!(before, Some((_, Chunk::Conj(_)))) {
            self.finite(k, before, v);
        } else {
            let last = self.top().last;
            self.verbs[v.index()].relation = last.map_or(Relation::Main, Relation::Infinitive);
            let subject = self.top().subject;
            self.set_subject(v, subject);
        }
    }

    fn infinitive(&mut self, k: usize, before: Option<(usize, Chunk)>, v: VerbId) {
        if let Some((i, Chunk::Conj(_))) = before
            && let Some((_, Chunk::Verb(first))) = self.last_verb_before(i)
            && self.verbs[first.index()].form == VerbForm::Infinitive
        {
            self.verbs[v.index()].relation = Relation::Conjunct(first);
            self.verbs[v.index()].subject = self.verbs[first.index()].subject;
            return;
        }
        let level = self.top();
        let (last, subject) = (level.last, level.subject);
        let noun = match before {
            Some((_, Chunk::Noun(g))) => Some(g),
            _ => None,
        };
        let relation = match (last, noun) {
            (_, Some(g)) if last.is_none() || self.names_intent(g) => Relation::NounInfinitive(g),
            (Some(verb), _) => Relation::Infinitive(verb),
            (None, _) => Relation::Main,
        };
        let subject = match relation {
            Relation::Infinitive(verb) => self.verbs[verb.index()].subject.or(subject),
            _ => last.and_then(|verb| self.verbs[verb.index()].subject).or(subject),
        };
        self.verbs[v.index()].relation = relation;
        // "told them to", "ordered troops to": the object acts.
        let object_acts = matches!(relation, Relation::Infinitive(verb) if noun.is_some() && self.verbs[verb.index()].object == noun
            && !self.is_class(verb, WordClass::Light));
        self.verbs[v.index()].subject = if object_acts && noun.is_some_and(|g| self.is_actor(g)) { noun } else { subject };
        let _ = k;
    }

    fn is_actor(&self, g: GroupId) -> bool {
        let types = self.groups[g.index()].types;
        types.meets(self.ctx.program.kinds.person) || types.meets(self.ctx.program.kinds.actor)
    }

    /// "an attempt to", "a plan to": a noun that takes an infinitive of its own.
    fn names_intent(&self, g: GroupId) -> bool {
        let head = self.groups[g.index()].head;
        self.view.get(head).is_some_and(|t| self.ctx.is(t, WordClass::Intent))
    }

    fn last_verb_before(&self, k: usize) -> Option<(usize, Chunk)> {
        (0..k).rev().find_map(|i| matches!(self.chunks[i], Chunk::Verb(_)).then_some((i, self.chunks[i])))
    }

    fn gerund(&mut self, k: usize, before: Option<(usize, Chunk)>, v: VerbId) {
        let (last, first, subject) = {
            let level = self.top();
            (level.last, level.verb, level.subject)
        };
        let subject_of = |this: &Self, verb: Option<VerbId>| verb.and_then(|x| this.verbs[x.index()].subject).or(subject);
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
                self.verbs[v.index()].subject = subject_of(self, last);
                if last.is_none() && host.is_none() {
                    self.orphans.push((v, Some(word)));
                }
            }
            Some((i, Chunk::Conj(_))) => {
                let partner = self.last_verb_before(i).and_then(|(_, c)| match c {
                    Chunk::Verb(x) if self.verbs[x.index()].form == VerbForm::Gerund || self.verbs[x.index()].progressive => Some(x),
                    _ => None,
                });
                match partner.or(last) {
                    Some(x) => {
                        self.verbs[v.index()].relation = if partner.is_some() { Relation::Conjunct(x) } else { Relation::Adverbial(x) };
                        self.verbs[v.index()].subject = self.verbs[x.index()].subject;
                    }
                    None => self.orphans.push((v, None)),
                }
            }
            Some((_, Chunk::Noun(g))) if self.reduces(g) => {
                self.verbs[v.index()].relation = Relation::RelativeSubject(g);
                self.set_subject(v, Some(g));
            }
            _ => match last.or(first) {
                Some(x) => {
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
        let _ = k;
    }

    /// The group can carry a participle of its own: it is an actor, a thing or a deed, and no place or time.
    fn reduces(&self, g: GroupId) -> bool {
        let group = &self.groups[g.index()];
        !matches!(group.kind, GroupKind::Time | GroupKind::Pronoun)
            && !(group.types.meets(self.ctx.program.kinds.place) && group.governor.is_some())
    }

    fn finite_anchor(&self, mut v: VerbId) -> VerbId {
        for _ in 0..8 {
            match self.verbs[v.index()].relation {
                Relation::Adverbial(x) => v = x,
                _ => break,
            }
        }
        v
    }

    fn participle(&mut self, k: usize, before: Option<(usize, Chunk)>, v: VerbId) {
        let next_is_object = match self.after(k) {
            Some((_, Chunk::Noun(g))) => self.groups[g.index()].kind != GroupKind::Time,
            _ => false,
        };
        let (first, subject) = {
            let level = self.top();
            (level.verb, level.subject)
        };
        match before {
            Some((i, Chunk::Conj(_))) => {
                if let Some((_, Chunk::Verb(x))) = self.last_verb_before(i) {
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
                if waits && !self.finite_ahead(k) {
                    // No other verb in the clause: a headline's "Four arrested in Mosul", or a past tense read as participle.
                    self.verbs[v.index()].passive = !next_is_object && self.suffers(k, g);
                    self.finite(k, before, v);
                    return;
                }
                if next_is_object && waits {
                    self.finite(k, before, v);
                    return;
                }
                // "were killed and five others injured": the auxiliary holds for both.
                let gapped = first.is_some_and(|x| self.verbs[x.index()].passive)
                    && !next_is_object
                    && self.groups[g.index()].governor.is_none()
                    && matches!(self.chunk_before_group(k, g), Some(Chunk::Conj(_) | Chunk::Comma(_)));
                if gapped && let Some(x) = first {
                    self.verbs[v.index()].passive = true;
                    self.verbs[v.index()].form = VerbForm::Finite;
                    self.new_clause(x, g, v);
                    return;
                }
                // "…, and a clash ensued": a group behind a comma with a past form that nothing else can govern.
                let own_clause = self.top().pending == Some(g)
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

    /// The chunk right before a group that stands before chunk `k`.
    fn chunk_before_group(&self, k: usize, g: GroupId) -> Option<Chunk> {
        let at = (0..k).rev().find(|i| self.chunks[*i] == Chunk::Noun(g))?;
        at.checked_sub(1).map(|i| self.chunks[i])
    }

    /// Whether the subject of a bare participle suffers the deed: with a by-agent, or unless it is a body or a thing that
    /// acts ("Police redeployed in the town").
    fn suffers(&self, k: usize, g: GroupId) -> bool {
        let by = matches!(self.after(k), Some((_, Chunk::Prep(at))) if self.view.get(at).is_some_and(|t| self.ctx.is(t, WordClass::By)));
        let types = self.groups[g.index()].types;
        let kinds = &self.ctx.program.kinds;
        by || !(types.meets(kinds.force) && !types.meets(kinds.person) && self.groups[g.index()].quantity.is_none())
    }

    /// A finite verb follows in this clause, before a mark.
    fn finite_ahead(&self, k: usize) -> bool {
        for chunk in &self.chunks[k + 1..] {
            match chunk {
                Chunk::Verb(v) if self.verbs[v.index()].form == VerbForm::Finite => return true,
                Chunk::Mark(_) | Chunk::Subordinator(_) | Chunk::Relative(_) => return false,
                _ => {}
            }
        }
        false
    }

    fn subordinator(&mut self, k: usize, at: u32) {
        let Some(token) = self.view.get(at) else { return };
        // "as children have been freed": when the open clauses need every verb that is left, the word governs a group.
        let waiting = self.stack.iter().filter(|l| l.subject.is_some() && l.verb.is_none()).count();
        let ahead = self.chunks[k + 1..].iter().filter(|c| matches!(c, Chunk::Verb(v) if self.verbs[v.index()].form == VerbForm::Finite)).count();
        if waiting > 0 && ahead <= waiting && matches!(self.after(k), Some((_, Chunk::Noun(_)))) && token.tag != Tag::Wp {
            self.chunks[k] = Chunk::Prep(at);
            return;
        }
        let level = self.top();
        let (last, verb, has_subject) = (level.last, level.verb, level.subject.is_some());
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

    fn relative(&mut self, k: usize, at: u32) {
        let Some(token) = self.view.get(at) else { return };
        let previous = self.before(k);
        let report = self.top().last.filter(|v| self.is_class(*v, WordClass::Report));
        // "said that", "added that": a content clause, whatever the tagger thinks of "that".
        if self.ctx.is(token, WordClass::Complementizer)
            && let Some(verb) = report
            && !matches!(self.after(k), Some((_, Chunk::Verb(_))))
        {
            self.push(Relation::Content(verb));
            return;
        }
        let who = matches!(token.tag, Tag::Wp | Tag::WpPoss) && self.ctx.is(token, WordClass::Relative);
        let antecedent = match previous {
            Some((_, Chunk::Noun(_) | Chunk::Comma(_) | Chunk::Prep(_))) => {
                let near = self.group_before(k, false);
                match near {
                    // "the leader of the cell, who": a person, where the nearest is none.
                    Some(g) if who && !self.groups[g.index()].types.meets(self.ctx.program.kinds.person) => {
                        let root = self.group_before(k, true).unwrap_or(g);
                        let person = self.groups[root.index()].types.meets(self.ctx.program.kinds.person);
                        Some(if person { root } else { g })
                    }
                    other => other,
                }
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
            None => {
                let last = self.top().last;
                self.push(last.map_or(Relation::Main, Relation::Content));
            }
        }
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
                && self.is_actor(object)
                && !matches!(self.verbs[v.index()].relation, Relation::RelativeSubject(_))
            {
                self.verbs[v.index()].subject = Some(object);
                self.verbs[v.index()].object = None;
            }
        }
    }
}
