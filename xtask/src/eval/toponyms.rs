//! Places in running text: which are found, and whether the gazetteer's point is the right one.
//!
//! Ours: the places that the engine's entities name, those of the dateline included. `recognition_f1`: a gold toponym
//! counts as found when one of ours shares a character with it, one of ours as right when it shares one with a gold
//! toponym; `recognition_exact_f1` asks for both ends. `within_161km`: of the gold toponyms that were found and have a
//! point, those where the point of ours with the largest overlap is within 161 km (100 miles); ours without a point
//! is not. Gold annotations that the set marks as no toponym are left out; ours that meet only such are not counted.

use std::path::Path;

use anyhow::Result;
use dateline_core::resolve::named_places;
use dateline_model::{CharSpan, OffsetMap, RawDocument};
use serde::Deserialize;

use super::geo_ucdp_places::kilometres;
use super::noun_groups::window;
use super::{Bench, Figure, Matches, percent};
use crate::repo;

#[derive(Deserialize)]
struct Row {
    text: String,
    date: Option<String>,
    toponyms: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    start: u32,
    end: u32,
    lat: Option<f64>,
    lon: Option<f64>,
    #[serde(default = "yes")]
    toponym: bool,
}

fn yes() -> bool {
    true
}

struct Found {
    span: CharSpan,
    point: Option<(f64, f64)>,
}

impl Gold {
    fn overlap(&self, found: &Found) -> u32 {
        found.span.end.min(self.end).saturating_sub(found.span.start.max(self.start))
    }
}

#[derive(Default)]
struct Tally {
    gold: usize,
    ours: usize,
    gold_met: usize,
    ours_meeting: usize,
    exact: usize,
    pointed: usize,
    near: usize,
}

/// Reads and measures one half of a set.
pub(super) fn measure(bench: &Bench, dir: &Path, split: &str) -> Result<Vec<Figure>> {
    let mut tally = Tally::default();
    for line in repo::read(&dir.join(format!("{split}.jsonl")))?.lines() {
        let row: Row = serde_json::from_str(line)?;
        let found = find(bench, &row)?;
        tally.add(bench, &row, &found);
    }
    let exact = Matches { gold: tally.gold, found: tally.ours, right: tally.exact };
    let (recall, precision) = (percent(tally.gold_met, tally.gold), percent(tally.ours_meeting, tally.ours));
    Ok(vec![
        ("recognition_f1".to_owned(), super::harmonic(precision, recall)),
        ("recognition_precision".to_owned(), precision),
        ("recognition_recall".to_owned(), recall),
        ("recognition_exact_f1".to_owned(), exact.f1()),
        ("within_161km".to_owned(), percent(tally.near, tally.pointed)),
    ])
}

fn find(bench: &Bench, row: &Row) -> Result<Vec<Found>> {
    let engine = bench.engine()?;
    let mut document = RawDocument::new("gold", row.text.clone());
    document.published = row.date.as_deref().and_then(|date| date.parse().ok());
    let article = engine.read(&document);
    let offsets = OffsetMap::new(&row.text);
    Ok(engine.core().trace(&article, |trace| {
        let places = named_places(trace.ctx, &article, trace.analysis);
        let point = |entry| trace.ctx.program.entry(entry).point.map(|(lat, lon)| (f64::from(lat), f64::from(lon)));
        places.into_iter().map(|p| Found { span: offsets.chars(p.span), point: p.entry.and_then(point) }).collect()
    }))
}

impl Tally {
    fn add(&mut self, bench: &Bench, row: &Row, found: &[Found]) {
        let offsets = OffsetMap::new(&row.text);
        let around = |start: u32| window(&row.text, offsets.bytes(CharSpan { start, end: start }).start as usize);
        let quote = |start: u32, end: u32| offsets.bytes(CharSpan { start, end }).slice(&row.text);
        for gold in row.toponyms.iter().filter(|g| g.toponym) {
            self.gold += 1;
            self.exact += usize::from(found.iter().any(|f| (f.span.start, f.span.end) == (gold.start, gold.end)));
            let Some(best) = found.iter().filter(|f| gold.overlap(f) > 0).max_by_key(|f| gold.overlap(f)) else {
                bench.error("place missed", || format!("[{}]   … {}", quote(gold.start, gold.end), around(gold.start)));
                continue;
            };
            self.gold_met += 1;
            let (Some(lat), Some(lon)) = (gold.lat, gold.lon) else { continue };
            self.pointed += 1;
            let distance = best.point.map(|point| kilometres(point, (lat, lon)));
            if distance.is_some_and(|d| d <= 161.0) {
                self.near += 1;
            } else {
                let far = distance.map_or("no point".to_owned(), |d| format!("{d:.0} km"));
                bench.error("place far", || {
                    format!("[{}] {far}   … {}", quote(gold.start, gold.end), around(gold.start))
                });
            }
        }
        for ours in found {
            let met = |toponym: bool| row.toponyms.iter().any(|g| g.toponym == toponym && g.overlap(ours) > 0);
            if met(true) || !met(false) {
                self.ours += 1;
                self.ours_meeting += usize::from(met(true));
            }
            if !met(true) && !met(false) {
                let CharSpan { start, end } = ours.span;
                bench.error("place extra", || format!("[{}]   … {}", quote(start, end), around(start)));
            }
        }
    }
}
