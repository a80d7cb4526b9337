//! What is said by whom, against attributions with content, source and cue.
//!
//! `span_f1`: a gold attribution is met when one of ours shares at least 30 % of the shorter content's characters with
//! it, one of ours is right when it meets a gold one so; F1 over the two shares. `speaker_accuracy`: of the gold
//! attributions met, those where ours with the largest overlap names as speaker a group that meets the gold source or
//! stands beside one that does ("the minister, Jane Roe"), or an entity with a mention that meets it. All gold attributions count, those of thought and knowledge too; the recall of
//! each kind stands apart.

use std::path::Path;

use anyhow::Result;
use dateline_core::analysis::model::GroupId;
use dateline_core::resolve::attributions;
use dateline_model::{CharSpan, OffsetMap, RawDocument};
use serde::Deserialize;

use super::{Bench, Figure, percent};
use crate::repo;

#[derive(Deserialize)]
struct Row {
    text: String,
    quotes: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    spans: Vec<Piece>,
    kind: String,
    speaker: Piece,
    cue: Option<Cue>,
}

#[derive(Deserialize)]
struct Piece {
    start: u32,
    end: u32,
}

#[derive(Deserialize)]
struct Cue {
    text: String,
}

struct Found {
    content: Vec<CharSpan>,
    speakers: Vec<CharSpan>,
}

const KINDS: [&str; 3] = ["direct", "indirect", "mixed"];

#[derive(Default)]
struct Tally {
    gold: [usize; 3],
    met: [usize; 3],
    ours: usize,
    ours_meeting: usize,
    right_speakers: usize,
}

/// Reads and measures one half.
pub(super) fn measure(bench: &Bench, dir: &Path, split: &str) -> Result<Vec<Figure>> {
    let mut tally = Tally::default();
    for line in repo::read(&dir.join(format!("{split}.jsonl")))?.lines() {
        let row: Row = serde_json::from_str(line)?;
        let found = find(bench, &row)?;
        tally.add(bench, &row, &found);
    }
    let met: usize = tally.met.iter().sum();
    let (recall, precision) = (percent(met, tally.gold.iter().sum()), percent(tally.ours_meeting, tally.ours));
    let mut figures = vec![
        ("span_f1".to_owned(), super::harmonic(precision, recall)),
        ("span_precision".to_owned(), precision),
        ("span_recall".to_owned(), recall),
        ("speaker_accuracy".to_owned(), percent(tally.right_speakers, met)),
    ];
    for (i, kind) in KINDS.iter().enumerate() {
        figures.push((format!("{kind}_recall"), percent(tally.met[i], tally.gold[i])));
    }
    Ok(figures)
}

fn find(bench: &Bench, row: &Row) -> Result<Vec<Found>> {
    let engine = bench.engine()?;
    let document = RawDocument::new("gold", row.text.clone());
    let article = engine.read(&document);
    let offsets = OffsetMap::new(&row.text);
    Ok(engine.core().trace(&article, |trace| {
        let said = attributions(trace.ctx, &article, trace.analysis);
        let found = said.into_iter().map(|a| {
            let entity = a.entity.and_then(|e| trace.extraction.entities.get(e as usize));
            let mut speakers: Vec<CharSpan> =
                entity.into_iter().flat_map(|e| e.mentions.iter().map(|m| m.span)).collect();
            let groups = &trace.analysis.groups;
            let described = |g: GroupId| {
                (0..groups.len() as u32).map(GroupId).filter(move |other| {
                    *other == g
                        || groups[g.index()].apposition == Some(*other)
                        || groups[other.index()].apposition == Some(g)
                })
            };
            let named = a.speaker.into_iter().flat_map(described);
            speakers.extend(named.map(|g| offsets.chars(trace.analysis.span(groups[g.index()].tokens.clone()))));
            Found { content: a.content.iter().map(|c| offsets.chars(*c)).collect(), speakers }
        });
        found.collect()
    }))
}

fn shared(a: (u32, u32), b: (u32, u32)) -> u32 {
    a.1.min(b.1).saturating_sub(a.0.max(b.0))
}

fn length(spans: impl Iterator<Item = (u32, u32)>) -> u32 {
    spans.map(|(start, end)| end - start).sum()
}

/// Characters that both have, when they are at least 30 % of the shorter one's.
fn overlap(gold: &Gold, found: &Found) -> Option<u32> {
    let theirs = || gold.spans.iter().map(|p| (p.start, p.end));
    let ours = || found.content.iter().map(|c| (c.start, c.end));
    let common: u32 = theirs().map(|t| ours().map(|o| shared(t, o)).sum::<u32>()).sum();
    (common > 0 && common * 10 >= length(theirs()).min(length(ours())) * 3).then_some(common)
}

impl Tally {
    fn add(&mut self, bench: &Bench, row: &Row, found: &[Found]) {
        let offsets = OffsetMap::new(&row.text);
        let quote = |start: u32, end: u32| offsets.bytes(CharSpan { start, end }).slice(&row.text);
        for gold in &row.quotes {
            let kind = KINDS.iter().position(|k| *k == gold.kind).unwrap_or(0);
            self.gold[kind] += 1;
            let words = || {
                let content: Vec<&str> = gold.spans.iter().map(|p| quote(p.start, p.end)).collect();
                let cue = gold.cue.as_ref().map_or("–", |c| c.text.as_str());
                format!(
                    "{} | {} | {cue} | {}",
                    gold.kind,
                    quote(gold.speaker.start, gold.speaker.end),
                    content.join(" … ")
                )
            };
            let Some((best, _)) =
                found.iter().filter_map(|f| Some((f, overlap(gold, f)?))).max_by_key(|(_, common)| *common)
            else {
                bench.error("quote missed", words);
                continue;
            };
            self.met[kind] += 1;
            if best.speakers.iter().any(|s| shared((s.start, s.end), (gold.speaker.start, gold.speaker.end)) > 0) {
                self.right_speakers += 1;
            } else {
                let ours = best.speakers.last().map_or("–", |s| quote(s.start, s.end));
                bench.error("speaker wrong", || format!("ours [{ours}] {}", words()));
            }
        }
        self.ours += found.len();
        for ours in found {
            let meets = row.quotes.iter().any(|gold| overlap(gold, ours).is_some());
            self.ours_meeting += usize::from(meets);
            if !meets {
                let content: Vec<&str> = ours.content.iter().map(|c| quote(c.start, c.end)).collect();
                let speaker = ours.speakers.last().map_or("–", |s| quote(s.start, s.end));
                bench.error("quote extra", || format!("{speaker} | {}", content.join(" … ")));
            }
        }
    }
}
