//! How many of the places that coders named are found in a gazetteer, and how near.
//!
//! Invariant: `dir` stands beside the folder `gazetteer` that holds the tables; coordinates of the data set are used for
//! measuring alone.

use anyhow::Context as _;
use dateline_core::names::{Gazetteer, NameParticles, PlaceKind, PlaceQuery, rows_from_tsv};
use serde::Deserialize;
use std::path::Path;

#[derive(Deserialize)]
struct Coded {
    name: String,
    kind: Option<String>,
    adm_1: Option<String>,
    adm_2: Option<String>,
    country: String,
    lat: f64,
    lon: f64,
}

/// The figures for Syrian settlements: `found`, with any candidate `within_10km`, and with the first one (`first_…`);
/// by the name alone and, as `told_…`, with the divisions that the coders gave.
pub(super) fn run(dir: &Path, split: &str) -> anyhow::Result<Vec<(String, f64)>> {
    let particles = NameParticles::from_toml(include_str!("../../../rules/english/lexicon/name-particles.toml"))?;
    let table = read(&dir.join("../gazetteer/sy.tsv"))?;
    let gazetteer = Gazetteer::from_rows(&particles, rows_from_tsv(&table, "Syria"));
    let text = read(&dir.join(format!("{split}.jsonl")))?;
    let mut counts = [0_u32; 6];
    let mut places = 0_u32;
    for line in text.lines().filter(|l| !l.is_empty()) {
        let coded: Coded = serde_json::from_str(line)?;
        if coded.country != "Syria" || !matches!(coded.kind.as_deref(), Some("village" | "town" | "city")) {
            continue;
        }
        places += 1;
        let bare = PlaceQuery { name: &coded.name, kind: Some(PlaceKind::Settlement), ..PlaceQuery::default() };
        let told = PlaceQuery { admin1: coded.adm_1.as_deref(), admin2: coded.adm_2.as_deref(), ..bare };
        for (query, counts) in [bare, told].iter().zip(counts.chunks_mut(3)) {
            let candidates = gazetteer.resolve(query);
            let mut near = candidates.iter().map(|c| {
                let (lat, lon) = gazetteer.coordinates(c.place);
                kilometres((coded.lat, coded.lon), (f64::from(lat), f64::from(lon))) <= 10.0
            });
            let first = near.next().unwrap_or(false);
            counts[0] += u32::from(!candidates.is_empty());
            counts[1] += u32::from(first || near.any(|is_near| is_near));
            counts[2] += u32::from(first);
        }
    }
    let names =
        ["found", "within_10km", "first_within_10km", "told_found", "told_within_10km", "told_first_within_10km"];
    let percent = |count: u32| 100.0 * f64::from(count) / f64::from(places.max(1));
    Ok(names.iter().zip(counts).map(|(name, count)| ((*name).to_owned(), percent(count))).collect())
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

/// Great-circle distance between two points in degrees.
pub(super) fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let half = |x: f64| (x / 2.0).sin().powi(2);
    let h = half(lat_b - lat_a) + lat_a.cos() * lat_b.cos() * half((b.1 - a.1).to_radians());
    2.0 * 6371.0 * h.sqrt().asin()
}
