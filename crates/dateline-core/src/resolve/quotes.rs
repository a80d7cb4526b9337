//! Attributions: what is said, word for word or not, and by whom.
//!
//! A report is a verb of saying with its speaker, or "according to" with a group. What it reports stands behind it ("he
//! said that …", "he said: “…”") or before it ("…, he said"; "“…,” said the mayor"), and a quotation that begins or ends
//! beside it counts whole, over sentences and paragraphs. Quotations that follow in the paragraph without a report of
//! their own go on with the last one. A paragraph under which a credit or signature stands is its name's.
//!
//! Invariant: attributions come in the order of their reports; no byte is in two pieces of one attribution.

use std::ops::Range;

use dateline_model::{Article, ByteSpan};

use crate::analysis::Context;
use crate::analysis::model::{
    Analysis, Determiner, GroupId, GroupKind, Meaning, Relation, SentenceParts, VerbForm, VerbGroup, VerbId,
};
use crate::compile::WordClass;
use crate::text::{Tag, TokenKind};

use super::quotations::{Quotation, quotations};
use super::signed::{Signed, signed};
use super::{Entities, Story};

/// How something is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Manner {
    /// Word for word.
    Direct,
    /// In the reporter's words.
    Indirect,
    /// In the reporter's words, with some of the speaker's.
    Mixed,
}

/// Something said, thought or written, with its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// What is said, in pieces when the report stands inside, without the quotation marks around it.
    pub content: Vec<ByteSpan>,
    /// The group that names the source.
    pub speaker: Option<GroupId>,
    /// The number of the source's entity.
    pub entity: Option<u32>,
    /// The words that report.
    pub cue: ByteSpan,
    /// Word for word or not.
    pub manner: Manner,
}

/// All attributions of an article.
pub fn attributions(ctx: Context<'_>, article: &Article<'_>, analysis: &Analysis) -> Vec<Attribution> {
    let story = Story::new(ctx, article, analysis);
    let entities = Entities::find(&story);
    let mut finder =
        Finder { story: &story, entities: &entities, quotes: quotations(&story), taken: Vec::new(), out: Vec::new() };
    let mut first = 0;
    for paragraph in analysis.sentences.chunk_by(|a, b| a.sentence.block == b.sentence.block) {
        for sentence in first..first + paragraph.len() {
            finder.sentence(sentence);
        }
        finder.signed(paragraph);
        first += paragraph.len();
    }
    finder.out.iter().map(|said| finder.attribution(said)).collect()
}

/// A reporting clause.
struct Report {
    /// From its subject to its verb, whichever comes first.
    clause: Range<u32>,
    cue: Range<u32>,
    speaker: GroupId,
    verb: Option<VerbId>,
    /// It reports only what stands as content clause or quotation.
    weak: bool,
}

/// A report with what it reports.
struct Said {
    content: Vec<Range<u32>>,
    cue: Range<u32>,
    speaker: GroupId,
    block: u32,
}

struct Finder<'a> {
    story: &'a Story<'a>,
    entities: &'a Entities,
    quotes: Vec<Quotation>,
    /// Quotations that a report has claimed.
    taken: Vec<bool>,
    out: Vec<Said>,
}

impl Finder<'_> {
    fn sentence(&mut self, number: usize) {
        self.taken.resize(self.quotes.len(), false);
        let parts = &self.story.analysis.sentences[number];
        let (tokens, block) = (parts.sentence.tokens.clone(), parts.sentence.block);
        let mut reports = self.reports(number);
        reports.extend(self.according(number));
        reports.sort_by_key(|r| (r.cue.start, r.cue.end));
        for (i, report) in reports.iter().enumerate() {
            let mut content = self.content(&tokens, &reports, i);
            self.keep_inside(report.clause.start, &mut content);
            self.say(Said { content, cue: report.cue.clone(), speaker: self.named(report.speaker), block });
        }
        self.go_on(tokens, block);
    }

    /// Keeps what is said, if anything, and the quotations in it.
    fn say(&mut self, said: Said) {
        if said.content.is_empty() {
            return;
        }
        for (quote, taken) in self.quotes.iter().zip(&mut self.taken) {
            *taken |= quote.pieces.iter().any(|p| said.content.iter().any(|c| c.start < p.end && p.start < c.end));
        }
        self.out.push(said);
    }

    /// What a report inside a quotation reports stands in its sentence of the quotation: "“I think we won,” he said".
    fn keep_inside(&self, clause: u32, content: &mut Vec<Range<u32>>) {
        let pieces = self.quotes.iter().flat_map(|q| &q.pieces);
        let Some(around) = pieces.filter(|p| p.contains(&clause)).min_by_key(|p| p.len()) else { return };
        let analysis = self.story.analysis;
        let number = analysis.sentence_of(clause);
        let Some(sentence) = analysis.sentences.get(number).map(|s| s.sentence.tokens.clone()) else { return };
        for range in content.iter_mut() {
            *range = range.start.max(around.start).max(sentence.start)..range.end.min(around.end).min(sentence.end);
        }
        content.retain(|range| range.start < range.end);
    }

    /// The credit or signature under a paragraph.
    fn signed(&mut self, paragraph: &[SentenceParts]) {
        let Some(Signed { content, cue, speaker }) = signed(self.story, paragraph) else { return };
        let content: Vec<Range<u32>> = self.bare(content).into_iter().collect();
        self.say(Said { content, cue, speaker, block: paragraph[0].sentence.block });
    }

    /// A quotation that no report claims goes on with what was said before in its paragraph.
    fn go_on(&mut self, tokens: Range<u32>, block: u32) {
        for i in 0..self.quotes.len() {
            let quote = &self.quotes[i];
            let begins_sentence = quote.start().checked_sub(1) == Some(tokens.start);
            if self.taken[i] || !begins_sentence || quote.end() - quote.start() < 4 {
                continue;
            }
            let pieces: Vec<Range<u32>> = quote.pieces.iter().filter_map(|p| self.bare(p.clone())).collect();
            if let Some(last) = self.out.last_mut().filter(|said| said.block == block && said.cue.end <= tokens.start) {
                last.content.extend(pieces);
                self.taken[i] = true;
            }
        }
    }

    /// The verbs of a sentence that report, with their speakers.
    fn reports(&self, number: usize) -> Vec<Report> {
        let analysis = self.story.analysis;
        let parts = &analysis.sentences[number];
        let mut out = Vec::new();
        for id in parts.verbs.clone().map(VerbId) {
            let verb = analysis.verb(id);
            let is = |class| verb.is(class);
            let strong = is(WordClass::Report);
            if !strong && !is(WordClass::WeakReport) && !is(WordClass::Attitude) {
                continue;
            }
            let passive = verb.passive || verb.form == VerbForm::Participle;
            let group = if passive {
                self.story.ctx.by_agent(verb).map(|by| by.group)
            } else {
                verb.subject.or_else(|| self.beside(parts.groups.clone(), verb))
            };
            let Some(speaker) = group.filter(|g| self.can_speak(*g)) else { continue };
            let named = analysis.group(speaker).tokens.clone();
            // A subject that other verbs stand before is said once for all of them.
            let between = |range: Range<u32>| {
                parts.verbs.clone().map(VerbId).any(|v| v != id && range.contains(&analysis.verb(v).head))
            };
            let clause = if named.end <= verb.tokens.start && !between(named.end..verb.tokens.start) {
                named.start..verb.tokens.end
            } else if named.start >= verb.tokens.end && !between(verb.tokens.end..named.start) {
                verb.tokens.start..named.end
            } else {
                verb.tokens.clone()
            };
            out.push(Report { clause, cue: verb.tokens.clone(), speaker, verb: Some(id), weak: !strong });
        }
        out
    }

    /// The group that stands right before, or else right behind, a verb that the analysis found no subject for.
    fn beside(&self, groups: Range<u32>, verb: &VerbGroup) -> Option<GroupId> {
        if !matches!(verb.form, VerbForm::Finite) {
            return None;
        }
        let comma = |at: u32| self.story.raw(at..at + 1) == ",";
        let end = verb.tokens.start.checked_sub(1).filter(|at| comma(*at)).unwrap_or(verb.tokens.start);
        let ends = |at: u32| {
            groups
                .clone()
                .map(GroupId)
                .rfind(|g| self.story.analysis.group(*g).tokens.end == at && self.is_somebody(*g))
        };
        let starts = |at: u32| {
            groups
                .clone()
                .map(GroupId)
                .rfind(|g| self.story.analysis.group(*g).tokens.start == at && self.is_somebody(*g))
        };
        ends(end).or_else(|| starts(verb.tokens.end))
    }

    /// The name beside a description: "the coach, Jane Roe"; "Jane Roe, editor at large, said".
    fn named(&self, id: GroupId) -> GroupId {
        let analysis = self.story.analysis;
        let group = analysis.group(id);
        if group.name.is_some() || group.kind != GroupKind::Common {
            return id;
        }
        let is_name = |other: &GroupId| analysis.group(*other).name.is_some();
        let before = || {
            let comma = group.tokens.start.checked_sub(1).filter(|at| self.story.raw(*at..at + 1) == ",")?;
            let bare = group.determiner == Determiner::None && group.types.meets(self.story.ctx.program.kinds.person);
            let previous = id.0.checked_sub(1).map(GroupId).filter(|_| bare)?;
            (analysis.group(previous).tokens.end == comma).then_some(previous)
        };
        group.apposition.filter(is_name).or_else(|| before().filter(is_name)).unwrap_or(id)
    }

    /// Somebody or a body, and no "there" or "this".
    fn can_speak(&self, id: GroupId) -> bool {
        let group = self.story.analysis.group(id);
        let head = self.story.analysis.tokens[group.head as usize];
        let points = matches!(head.tag, Tag::Dt | Tag::Wdt);
        group.kind != GroupKind::Time && !points && !self.story.ctx.is(head, WordClass::Existential)
    }

    /// "according to the mayor": the group right behind the phrase, and what hangs on it.
    fn according(&self, number: usize) -> Vec<Report> {
        let analysis = self.story.analysis;
        let parts = &analysis.sentences[number];
        let hits = &analysis.hits[parts.hits.start as usize..parts.hits.end as usize];
        let mut out: Vec<Report> = Vec::new();
        for hit in hits.iter().filter(|h| h.meaning == Meaning::Class(WordClass::According)) {
            let group = parts.groups.clone().map(GroupId).find(|g| {
                let group = analysis.group(*g);
                group.tokens.start >= hit.tokens.end && group.tokens.start <= hit.tokens.end + 2
            });
            let Some(speaker) = group.filter(|g| self.can_speak(*g)) else { continue };
            if out.last().is_some_and(|r| r.clause.contains(&hit.tokens.start)) {
                continue;
            }
            let end = self.whole_group(speaker);
            out.push(Report {
                clause: hit.tokens.start..end,
                cue: hit.tokens.clone(),
                speaker,
                verb: None,
                weak: false,
            });
        }
        out
    }

    /// End of a group with the prepositional groups that hang on it.
    fn whole_group(&self, id: GroupId) -> u32 {
        let analysis = self.story.analysis;
        let mut end = analysis.group(id).tokens.end;
        let mut open = vec![id];
        // Every group is the host of later ones only, so this ends.
        while let Some(host) = open.pop() {
            end = end.max(analysis.group(host).tokens.end);
            open.extend(analysis.group(host).preps.iter().map(|p| p.group).filter(|g| *g > host));
        }
        end
    }

    /// What report `i` of a sentence reports.
    fn content(&self, sentence: &Range<u32>, reports: &[Report], i: usize) -> Vec<Range<u32>> {
        let report = &reports[i];
        let before_from = reports[..i].iter().map(|r| r.clause.end).max().unwrap_or(sentence.start);
        let Some(verb) = report.verb else { return self.around(sentence, report, before_from) };
        // Another report that is no part of what this one reports ends it.
        let next = reports[i + 1..]
            .iter()
            .find(|r| r.verb.is_some_and(|v| !self.hangs_on(v, verb)) && r.clause.start >= report.clause.end);
        let limit = next.map_or(sentence.end, |r| r.clause.start);
        let begin = self.behind(report, limit);
        let mut out = Vec::new();
        let opens = begin < limit && self.quote_at(begin).is_some();
        let clause = self.content_verb_behind(verb, report.clause.end);
        // "“We lost.” He recalled that …": a sentence that reports something itself leaves the quotation before it alone.
        let own =
            || report.clause.start == sentence.start && (opens || clause || self.opens_content(begin, report, limit));
        let quoted_before = self.quote_before(report.clause.start).filter(|q| !self.taken[*q] && !own());
        if let Some(quote) = quoted_before {
            let start = self.quotes[quote].start();
            // "Hundreds were "displaced," he said": the sentence from its start, or from the quotation's if that is earlier.
            let words_before =
                start.checked_sub(1).is_some_and(|open| open > before_from && self.has_words(before_from..open));
            let from = if words_before && self.reports_none(verb, before_from..start) { before_from } else { start };
            self.put(&mut out, from..report.clause.start, report.clause.start);
        } else if self.stands_behind(report, verb, before_from, begin, limit) {
            self.put(&mut out, before_from..report.clause.start, report.clause.start);
        }
        if opens || (out.is_empty() && (clause || self.opens_content(begin, report, limit))) {
            self.put(&mut out, begin..limit.max(begin), report.clause.start);
        }
        out
    }

    /// "according to X": the rest of the sentence; behind a word that opens a clause ("which, according to X, …") or
    /// another source, what follows.
    fn around(&self, sentence: &Range<u32>, report: &Report, from: u32) -> Vec<Range<u32>> {
        let story = self.story;
        let mut out = Vec::new();
        let comma = |at: u32| story.raw(at..at + 1) == ",";
        let before =
            (from..report.clause.start).rev().find(|at| !comma(*at)).map(|at| story.analysis.tokens[at as usize]);
        let opens = |token| story.ctx.is(token, WordClass::Complementizer) || story.ctx.is(token, WordClass::Relative);
        if self.has_words(from..report.clause.start) && !before.is_some_and(opens) {
            self.put(&mut out, sentence.start..report.clause.start, report.clause.start);
        }
        let after = self.skip_marks(report.clause.end, sentence.end);
        if out.is_empty() || self.quote_at(after).is_some() {
            self.put(&mut out, after..sentence.end, report.clause.start);
        }
        out
    }

    /// Adds a stretch, widened to the quotations that it opens or closes and that the report does not stand in, without
    /// marks at its ends.
    fn put(&self, out: &mut Vec<Range<u32>>, range: Range<u32>, clause: u32) {
        let Some(range) = self.bare(range) else { return };
        let mut outside = self.quotes.iter().filter(|q| !q.contains(clause));
        let first = outside.clone().find(|q| q.contains(range.start) && q.start() < range.start);
        let last = outside.find(|q| q.contains(range.end - 1) && q.end() > range.end);
        let start = first.map_or(range.start, Quotation::start);
        // Only what no report interrupts: the rest of the same piece, and the paragraphs that follow.
        let rest = last.map_or(&[][..], |quote| quote.pieces.as_slice());
        let end = rest.iter().find(|p| p.contains(&(range.end - 1))).map_or(range.end, |p| p.end);
        let later = rest.iter().filter(|p| p.start >= range.end).cloned();
        let pieces: Vec<Range<u32>> = std::iter::once(start..end).chain(later).collect();
        for piece in pieces {
            let start = out.iter().map(|p| p.end).filter(|end| *end <= piece.end).max().unwrap_or(0).max(piece.start);
            out.extend(self.bare(start..piece.end));
        }
    }

    /// The range without punctuation and joining words at its ends.
    fn bare(&self, range: Range<u32>) -> Option<Range<u32>> {
        let tokens = &self.story.analysis.tokens;
        let mark = |i: &u32| {
            tokens[*i as usize].kind == TokenKind::Punct && !matches!(self.story.raw(*i..*i + 1), "$" | "%" | "(" | ")")
        };
        let start = range.clone().find(|i| !mark(i))?;
        let end = range.clone().rev().find(|i| !mark(i) && tokens[*i as usize].tag != Tag::Cc)? + 1;
        (start < end).then_some(start..end)
    }

    fn has_words(&self, range: Range<u32>) -> bool {
        self.bare(range).is_some()
    }

    /// No other verb stands in the stretch that would make it a clause of its own.
    fn reports_none(&self, verb: VerbId, range: Range<u32>) -> bool {
        self.story.analysis.verbs.iter().enumerate().all(|(i, v)| {
            let is_report = v.is(WordClass::Report);
            VerbId(i as u32) == verb || !is_report || !range.contains(&v.head)
        })
    }

    /// The quotation that ends right before a token, in this sentence or, at its start, in the one before.
    fn quote_before(&self, at: u32) -> Option<usize> {
        let close = at.checked_sub(1)?;
        let close = if self.story.raw(close..at) == "," { close.checked_sub(1)? } else { close };
        self.quotes.iter().position(|q| q.end() == close && q.end() - q.start() > 1)
    }

    /// The quotation whose opening mark, or first word, stands at a token.
    fn quote_at(&self, at: u32) -> Option<usize> {
        self.quotes.iter().position(|q| q.start() == at + 1 || q.start() == at)
    }

    /// Where the content can begin behind a report: behind the addressee, the time, the occasion and the marks.
    fn behind(&self, report: &Report, end: u32) -> u32 {
        let analysis = self.story.analysis;
        let mut at = report.clause.end;
        let object = report.verb.and_then(|v| analysis.verb(v).object);
        while at < end {
            let group = analysis
                .groups
                .iter()
                .position(|g| g.tokens.start == at && g.verb.is_none_or(|v| Some(v) == report.verb));
            let token = analysis.tokens[at as usize];
            if let Some(group) = group {
                let id = GroupId(group as u32);
                let data = analysis.group(id);
                let addressee = object == Some(id) && at == report.clause.end && self.is_somebody(id);
                if data.kind != GroupKind::Time && !addressee {
                    break;
                }
                at = data.tokens.end;
            } else if matches!(token.tag, Tag::In | Tag::To)
                && let Some(governed) =
                    analysis.groups.iter().find(|g| g.tokens.start == at + 1 && g.governor.is_some())
            {
                at = governed.tokens.end;
            } else if matches!(token.tag, Tag::Rb) {
                at += 1;
            } else {
                break;
            }
        }
        let at = self.skip_marks(at, end);
        if at < end && self.story.ctx.is(analysis.tokens[at as usize], WordClass::That) { at + 1 } else { at }
    }

    fn skip_marks(&self, mut at: u32, end: u32) -> u32 {
        while at < end && matches!(self.story.raw(at..at + 1), "," | ":" | "—" | "–" | "-") {
            at += 1;
        }
        at
    }

    fn is_somebody(&self, id: GroupId) -> bool {
        let group = self.story.analysis.group(id);
        let kinds = &self.story.ctx.program.kinds;
        group.kind == GroupKind::Pronoun
            || group.name.is_some()
            || group.types.meets(kinds.person)
            || group.types.meets(kinds.actor)
    }

    /// A clause of content hangs on the report and stands behind it.
    fn content_verb_behind(&self, report: VerbId, from: u32) -> bool {
        self.story.analysis.verbs.iter().any(|v| v.relation == Relation::Content(report) && v.head >= from)
    }

    /// Behind the report stands "that", a colon, or a clause with a tense of its own.
    fn opens_content(&self, begin: u32, report: &Report, end: u32) -> bool {
        let analysis = self.story.analysis;
        let complementizer =
            |at: u32| at < end && self.story.ctx.is(analysis.tokens[at as usize], WordClass::Complementizer);
        let before = begin.checked_sub(1).filter(|b| *b >= report.clause.end);
        let that = complementizer(begin) || before.is_some_and(complementizer);
        let colon = before.is_some_and(|b| self.story.raw(b..b + 1) == ":");
        (that || colon && !report.weak || self.clause_at(begin..end, report.weak)) && self.has_words(begin..end)
    }

    /// The stretch is a clause: a verb with tense stands in it; for a weak report it is the first verb, and its subject
    /// begins the stretch.
    fn clause_at(&self, stretch: Range<u32>, weak: bool) -> bool {
        let analysis = self.story.analysis;
        let from = analysis.verbs.partition_point(|v| v.head < stretch.start);
        let mut verbs = analysis.verbs[from..].iter().take_while(|v| v.head < stretch.end);
        let has_tense = |v: &VerbGroup| v.form == VerbForm::Finite;
        if !weak {
            return verbs.any(has_tense);
        }
        let begins = |g: GroupId| analysis.group(g).tokens.contains(&stretch.start);
        verbs.next().is_some_and(|v| has_tense(v) && v.subject.is_some_and(begins))
    }

    /// The report follows what it reports: "…, a spokesman said".
    fn stands_behind(&self, report: &Report, verb: VerbId, from: u32, begin: u32, end: u32) -> bool {
        let analysis = self.story.analysis;
        let Some(before) = report.clause.start.checked_sub(1).filter(|b| *b > from) else { return false };
        if self.story.raw(before..before + 1) != "," || self.opens_content(begin, report, end) {
            return false;
        }
        let hangs = analysis
            .verbs
            .iter()
            .any(|v| v.relation == Relation::Content(verb) && v.head < report.clause.start && v.head >= from);
        let clause = || {
            let finite = |v: &VerbGroup| matches!(v.form, VerbForm::Finite | VerbForm::Bare);
            let inside = |range: Range<u32>| analysis.verbs.iter().any(|v| finite(v) && range.contains(&v.head));
            inside(from..before) && !inside(begin..end)
        };
        hangs || clause() && !report.weak
    }

    /// The verb is in the content of the report.
    fn hangs_on(&self, verb: VerbId, report: VerbId) -> bool {
        let analysis = self.story.analysis;
        let mut at = Some(verb);
        let mut content = false;
        for _ in 0..10 {
            let Some(id) = at else { return false };
            if id == report {
                return content;
            }
            let relation = analysis.verb(id).relation;
            content |= matches!(relation, Relation::Content(_)) || relation.described().is_some();
            let told = || relation.described().and_then(|g| analysis.group(g).verb).filter(|v| *v != id);
            at = relation.above().or_else(told);
        }
        false
    }

    fn attribution(&self, said: &Said) -> Attribution {
        let analysis = self.story.analysis;
        let (mut all, mut quoted) = (0, 0);
        for token in said.content.iter().cloned().flatten() {
            if analysis.tokens[token as usize].kind != TokenKind::Punct {
                all += 1;
                quoted += u32::from(self.quotes.iter().any(|q| q.contains(token)));
            }
        }
        let manner = match (quoted, all) {
            (0, _) => Manner::Indirect,
            (q, a) if q * 5 >= a * 4 => Manner::Direct,
            _ => Manner::Mixed,
        };
        Attribution {
            content: said.content.iter().map(|c| analysis.span(c.clone())).collect(),
            speaker: Some(said.speaker),
            entity: self.entities.of_group[said.speaker.index()],
            cue: analysis.span(said.cue.clone()),
            manner,
        }
    }
}
