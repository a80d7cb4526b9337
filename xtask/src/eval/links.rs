//! `link_f1`: which names in a document are one person or body.
//!
//! Gold: the mentions of the `Entity=` column whose head is a proper noun; a link is a pair of two mentions of one
//! cluster whose type is person or organization. Ours: the mentions of our entities; a link is a pair of mentions of one
//! entity. Our mention stands for the smallest gold name whose head (the last word of the name) it covers, several for
//! one count once; one that covers none stands for itself, so that its links are wrong. Links of ours inside a cluster
//! of another type (a country that acts) are not asked for and left out. What kind our entity has is not asked either: a
//! team that gold calls an organization and we a country is linked all the same. Links of our places count, right or
//! wrong, where one of their ends is a name of a person or organization.

use std::collections::{BTreeMap, BTreeSet};

use dateline_model::{ByteSpan, EntityKind, Extraction, OffsetMap};

use super::gold::GoldArticle;
use super::{Bench, Figure, Matches};

#[derive(Default)]
pub(super) struct Counts {
    links: Matches,
}

/// A gold mention: its whole place, its head's, and its cluster.
struct Name {
    whole: ByteSpan,
    head: ByteSpan,
    cluster: String,
    asked: bool,
}

impl Counts {
    pub(super) fn add(&mut self, bench: &Bench, gold: &GoldArticle, extraction: &Extraction) {
        let names = names(gold);
        let mut clusters: BTreeMap<&str, BTreeSet<ByteSpan>> = BTreeMap::new();
        let asked: BTreeSet<&str> = names.iter().filter(|n| n.asked).map(|n| n.cluster.as_str()).collect();
        for name in &names {
            clusters.entry(&name.cluster).or_default().insert(name.head);
        }
        let wanted: BTreeSet<_> =
            clusters.iter().filter(|(c, _)| asked.contains(*c)).flat_map(|(_, heads)| pairs(heads)).collect();
        let unasked: BTreeSet<_> =
            clusters.iter().filter(|(c, _)| !asked.contains(*c)).flat_map(|(_, heads)| pairs(heads)).collect();
        let heads: BTreeSet<ByteSpan> =
            names.iter().filter(|n| asked.contains(n.cluster.as_str())).map(|n| n.head).collect();
        let offsets = OffsetMap::new(&gold.text);
        let mut found = BTreeSet::new();
        for entity in &extraction.entities {
            let stands = |span: ByteSpan| {
                let covered = names.iter().filter(|n| span.contains(n.head));
                covered.max_by_key(|n| (n.head.end, std::cmp::Reverse(n.whole.len()))).map_or(span, |n| n.head)
            };
            let mentions: BTreeSet<ByteSpan> = entity.mentions.iter().map(|m| stands(offsets.bytes(m.span))).collect();
            let counts = |(a, b): &(ByteSpan, ByteSpan)| {
                entity.kind != EntityKind::Place || heads.contains(a) || heads.contains(b)
            };
            found.extend(pairs(&mentions).into_iter().filter(counts));
        }
        found.retain(|pair| !unasked.contains(pair));
        self.links.gold += wanted.len();
        self.links.found += found.len();
        self.links.right += wanted.intersection(&found).count();
        let name = |span: &ByteSpan| {
            let whole = names.iter().filter(|n| n.head == *span).map(|n| n.whole).min_by_key(|w| w.len());
            format!("[{}]@{}", whole.unwrap_or(*span).slice(&gold.text), span.start)
        };
        for (a, b) in wanted.difference(&found) {
            bench.error("link missed", || format!("{} {}", name(a), name(b)));
        }
        for (a, b) in found.difference(&wanted) {
            bench.error("link extra", || format!("{} {}", name(a), name(b)));
        }
    }

    pub(super) fn figures(&self) -> Vec<Figure> {
        vec![
            ("link_f1".to_owned(), self.links.f1()),
            ("link_precision".to_owned(), self.links.precision()),
            ("link_recall".to_owned(), self.links.recall()),
        ]
    }
}

fn names(gold: &GoldArticle) -> Vec<Name> {
    let mut out = Vec::new();
    for sentence in &gold.sentences {
        for mention in &sentence.mentions {
            let head = sentence.head_of(mention);
            let last = sentence.last_of_head(head).min(mention.last);
            if sentence.words[head].upos != "PROPN" {
                continue;
            }
            if let (Some(whole), Some(head)) = (sentence.place(mention.first, mention.last), sentence.place(last, last))
            {
                let asked = matches!(mention.kind.as_str(), "person" | "organization");
                out.push(Name { whole, head, cluster: mention.entity.clone(), asked });
            }
        }
    }
    out
}

/// All pairs of a set, the earlier first.
fn pairs(set: &BTreeSet<ByteSpan>) -> Vec<(ByteSpan, ByteSpan)> {
    let all: Vec<ByteSpan> = set.iter().copied().collect();
    all.iter().enumerate().flat_map(|(i, a)| all[i + 1..].iter().map(move |b| (*a, *b))).collect()
}
