//! `noun_group_f1`: base noun groups against those that the dependency columns give.
//!
//! Gold. A group is headed by a noun, proper noun, number, sign with a number ("%", "$ 5"), personal, demonstrative or
//! indefinite pronoun or existential "there" (relative and interrogative pronouns head none), or by an adjective with a
//! determiner of its own ("the wounded"). It reaches from the leftmost word of what hangs on the head to the left as
//! det, nummod, amod, compound, flat or possessor (nmod:poss, and the titles of nmod:desc), with all that hangs on those,
//! to the head, or to the last word of a name that is flat to its right. A name that renames the head and stands right
//! behind it without a mark ("the mayor Luca Pastorino") belongs to the group, as in newswire chunking. Only outermost
//! groups count: possessors and modifiers inside another group do not. Ours: all noun groups, outermost only.
//!
//! A base noun group holds no preposition: what does, on either side, is cut there ("University of Copenhagen", "one of
//! the men", "Church of England's"). A piece of ours with nothing that could head a group is none ("some of the men").
//!
//! Both: punctuation at the ends is left out; groups count as right when both ends agree. Pronouns and numbers count
//! like any other group. Times are measured elsewhere: groups of both sides inside a mention of type `time`, and our groups
//! of kind time are left out.

use std::collections::BTreeMap;
use std::ops::Range;

use dateline_core::analysis::model::{Analysis, GroupKind};
use dateline_core::text::{Tag, Upos};
use dateline_model::ByteSpan;

use super::gold::{GoldArticle, GoldSentence};
use super::{Bench, Figure, Matches};

#[derive(Default)]
pub(super) struct Counts {
    all: Matches,
}

impl Counts {
    pub(super) fn add(&mut self, bench: &Bench, gold: &GoldArticle, analysis: &Analysis) {
        let (mut wanted, mut times) = (Vec::new(), Vec::new());
        for sentence in &gold.sentences {
            let timed: Vec<_> = sentence.mentions.iter().filter(|m| m.kind == "time").collect();
            times.extend(timed.iter().filter_map(|m| sentence.place(m.first, m.last)));
            let inside = |first: usize, last: usize| timed.iter().any(|m| m.first <= first && last <= m.last);
            let spans = groups(sentence).into_iter().filter(|(first, last)| !inside(*first, *last));
            let preposition = |i: usize| sentence.words[i].upos == "ADP" && sentence.words[i].xpos == "IN";
            for (first, last) in spans {
                wanted.extend(cut(first..last + 1, preposition).filter_map(|p| sentence.place(p.start, p.end - 1)));
            }
        }
        let groups = analysis.groups.iter().filter(|g| g.kind != GroupKind::Time);
        let found: Vec<ByteSpan> = groups
            .flat_map(|g| {
                let whole = g.tokens.start as usize..g.tokens.end as usize;
                let pieces = cut(whole.clone(), |i| analysis.tokens[i].tag == Tag::In);
                pieces.filter(move |piece| *piece == whole || has_head(analysis, piece.clone()))
            })
            .filter_map(|piece| trimmed(analysis, piece.start as u32..piece.end as u32))
            .collect();
        let found: Vec<ByteSpan> =
            outermost(found).into_iter().filter(|f| !times.iter().any(|t| t.contains(*f))).collect();
        let wanted = outermost(wanted);
        self.all.gold += wanted.len();
        self.all.found += found.len();
        self.all.right += wanted.iter().filter(|w| found.contains(w)).count();
        tell(bench, gold, analysis, &wanted, &found);
    }

    pub(super) fn figures(&self) -> Vec<Figure> {
        vec![
            ("noun_group_f1".to_owned(), self.all.f1()),
            ("noun_group_precision".to_owned(), self.all.precision()),
            ("noun_group_recall".to_owned(), self.all.recall()),
        ]
    }
}

/// First and last word of every group of a sentence, inner ones included.
fn groups(sentence: &GoldSentence) -> Vec<(usize, usize)> {
    let words = &sentence.words;
    let left = |head: usize| modifiers(sentence, head);
    let nominal = |i: usize| match words[i].upos.as_str() {
        "NOUN" | "PROPN" | "NUM" => true,
        "PRON" => !matches!(words[i].xpos.as_str(), "WP" | "WDT" | "WP$"),
        "SYM" => words.iter().any(|w| w.head == Some(i) && w.relation == "nummod"),
        "ADJ" => left(i).any(|m| words[m].relation == "det"),
        _ => false,
    };
    let span = |head: usize| {
        let first = left(head).map(|m| sentence.subtree(m).0).min().unwrap_or(head);
        (first, last_of_group(sentence, head))
    };
    (0..words.len()).filter(|i| nominal(*i)).map(span).collect()
}

/// What hangs on a head to its left and belongs to its group.
fn modifiers(sentence: &GoldSentence, head: usize) -> impl Iterator<Item = usize> + '_ {
    let modifies = |relation: &str| {
        matches!(relation, "det" | "det:predet" | "nummod" | "amod" | "compound" | "flat" | "nmod:poss" | "nmod:desc")
    };
    (0..head).filter(move |i| sentence.words[*i].head == Some(head) && modifies(&sentence.words[*i].relation))
}

/// The last word of the group that a word heads, a name that renames it without a mark between included.
pub(super) fn last_of_group(sentence: &GoldSentence, head: usize) -> usize {
    let last = sentence.last_of_head(head);
    let renamed = sentence.words.get(last + 1).and_then(|w| {
        let begins = |a: &usize| modifiers(sentence, *a).next().unwrap_or(*a) == last + 1 && w.upos != "PUNCT";
        appositions(sentence, head).find(begins)
    });
    renamed.map_or(last, |a| sentence.last_of_head(a))
}

fn appositions(sentence: &GoldSentence, head: usize) -> impl Iterator<Item = usize> + '_ {
    let renames = move |i: &usize| sentence.words[*i].head == Some(head) && sentence.words[*i].relation == "appos";
    (head + 1..sentence.words.len()).filter(renames)
}

/// The pieces of a range between prepositions.
fn cut(range: Range<usize>, is_preposition: impl Fn(usize) -> bool) -> impl Iterator<Item = Range<usize>> {
    let mut out = vec![range.start..range.start];
    for at in range {
        match out.last_mut() {
            Some(last) if !is_preposition(at) => last.end = at + 1,
            _ => out.push(at + 1..at + 1),
        }
    }
    out.into_iter().filter(|piece| !piece.is_empty())
}

/// A noun, number or pronoun is among the tokens, or an adjective with a determiner.
fn has_head(analysis: &Analysis, mut tokens: Range<usize>) -> bool {
    let determined = tokens.len() > 1;
    tokens.any(|i| match analysis.tokens[i].tag.upos() {
        Upos::Noun | Upos::Propn | Upos::Num | Upos::Sym | Upos::Pron | Upos::X => true,
        Upos::Adj => determined,
        _ => false,
    })
}

/// Place of a group's tokens, the punctuation at both ends left out.
fn trimmed(analysis: &Analysis, tokens: Range<u32>) -> Option<ByteSpan> {
    let word = |i: &u32| analysis.tokens[*i as usize].tag.upos() != Upos::Punct;
    let first = tokens.clone().find(word)?;
    let last = tokens.rev().find(word)?;
    Some(analysis.span(first..last + 1))
}

/// The spans that lie in no other, in order, each once.
fn outermost(mut spans: Vec<ByteSpan>) -> Vec<ByteSpan> {
    spans.sort_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
    let mut out: Vec<ByteSpan> = Vec::new();
    for span in spans {
        if out.last().is_none_or(|last| !last.contains(span)) {
            out.push(span);
        }
    }
    out
}

/// Every wrong group once, beside what stands there on the other side.
fn tell(bench: &Bench, gold: &GoldArticle, analysis: &Analysis, wanted: &[ByteSpan], found: &[ByteSpan]) {
    let mut clusters: BTreeMap<u32, (Vec<ByteSpan>, Vec<ByteSpan>)> = BTreeMap::new();
    let mut all: Vec<(ByteSpan, bool)> =
        wanted.iter().map(|w| (*w, true)).chain(found.iter().map(|f| (*f, false))).collect();
    all.sort();
    let (mut at, mut end) = (0, 0);
    for (span, is_gold) in all {
        if span.start >= end {
            at = span.start;
        }
        end = end.max(span.end);
        let (ours, theirs) = clusters.entry(at).or_default();
        if is_gold { theirs.push(span) } else { ours.push(span) }
    }
    for (ours, theirs) in clusters.into_values().filter(|(ours, theirs)| ours != theirs) {
        let what = match (ours.is_empty(), theirs.is_empty()) {
            (true, _) if is_shallow(analysis, &theirs) => "group shallow",
            (true, _) => "group missed",
            (_, true) => "group extra",
            _ => "group ends",
        };
        let quote = |spans: &[ByteSpan]| spans.iter().map(|s| format!("[{}]", s.slice(&gold.text))).collect::<String>();
        let start = ours.iter().chain(&theirs).map(|s| s.start as usize).min().unwrap_or(0);
        bench
            .error(what, || format!("gold {} ours {}   … {}", quote(&theirs), quote(&ours), window(&gold.text, start)));
    }
}

/// The spans lie in a sentence that the engine looks over only.
fn is_shallow(analysis: &Analysis, spans: &[ByteSpan]) -> bool {
    let shallow = analysis.sentences.iter().filter(|s| !s.deep && !s.sentence.tokens.is_empty());
    shallow.map(|s| analysis.span(s.sentence.tokens.clone())).any(|place| spans.iter().any(|s| place.contains(*s)))
}

/// What stands around a place in the text.
pub(super) fn window(text: &str, at: usize) -> &str {
    let near = |at: usize, back: bool| {
        let mut at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at = if back { at - 1 } else { at + 1 };
        }
        at
    };
    &text[near(at.saturating_sub(60), true)..near(at + 80, false)]
}
