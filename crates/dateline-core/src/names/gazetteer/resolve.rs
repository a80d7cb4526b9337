//! From a name in a text to the places it may mean, best first, each with what speaks for it.
//!
//! Invariant: ties are broken by the order of the rows, so a query has one answer.

use super::{Gazetteer, PlaceIndex, PlaceKind, Region};
use crate::names::place::PlaceName;
use crate::names::{Grade, Match};

/// What is known of a place that is looked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PlaceQuery<'a> {
    /// Its name; a slash divides two names of one place.
    pub name: &'a str,
    /// Its kind, if the text says it.
    pub kind: Option<PlaceKind>,
    /// The country, as the gazetteer writes it.
    pub country: Option<&'a str>,
    /// The first-level division, in any spelling.
    pub admin1: Option<&'a str>,
    /// The second-level division, in any spelling.
    pub admin2: Option<&'a str>,
}

/// Whether something known of the place agrees with a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreement {
    /// The two differ.
    Differs,
    /// One of the two does not say.
    Unknown,
    /// The two agree.
    Agrees,
}

/// A place that a name may mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The place.
    pub place: PlaceIndex,
    /// How the name agrees with the nearest of the place's names.
    pub name: Match,
    /// Whether the kind is right.
    pub kind: Agreement,
    /// Whether the first-level division is right.
    pub admin1: Agreement,
    /// Whether the second-level division is right.
    pub admin2: Agreement,
    /// What all of it comes to; only for comparing candidates of one query.
    pub score: f32,
}

impl Gazetteer {
    /// The places that a name may mean, best first.
    pub fn resolve(&self, query: &PlaceQuery) -> Vec<Candidate> {
        let mut found = Vec::new();
        let divisions = Divisions::new(self, query);
        let mut candidate = PlaceName::default();
        for name in query.name.split('/').map(str::trim).filter(|n| !n.is_empty()) {
            let wanted = PlaceName::new(&self.particles, name);
            let key = wanted.skeleton();
            let mut consider = |id: u32, found: &mut Vec<Candidate>| {
                candidate.read(&self.particles, self.spelling(id));
                let outcome = wanted.compare(&candidate);
                if outcome.is_match() {
                    found.push(self.judge(self.owners[id as usize], outcome, query, &divisions));
                }
            };
            self.by_skeleton.get(key).iter().for_each(|id| consider(*id, &mut found));
            // The wider net only where the fine one caught nothing that fits. A single consonant is near everything.
            if key.len() > 1 && !found.iter().any(Candidate::is_plausible) {
                self.by_skeleton.near(key, |id| consider(id, &mut found));
            }
        }
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.place.cmp(&b.place)));
        let mut seen = hashbrown::HashSet::<PlaceIndex, foldhash::fast::FixedState>::default();
        found.retain(|c| seen.insert(c.place));
        found
    }

    fn judge(&self, index: PlaceIndex, name: Match, query: &PlaceQuery, divisions: &Divisions) -> Candidate {
        let place = self.place(index);
        let kind = match query.kind {
            Some(kind) if kind == place.kind => Agreement::Agrees,
            Some(_) => Agreement::Differs,
            None => Agreement::Unknown,
        };
        let (admin1, admin2) = (divisions.admin1(place.admin1), divisions.admin2(place.admin2));
        let weigh = |agreement, weight| match agreement {
            Agreement::Agrees => weight,
            Agreement::Unknown => 0.0,
            Agreement::Differs => -weight,
        };
        let grade = match name.grade {
            Grade::Exact | Grade::Fold => 0.03,
            _ => 0.0,
        };
        let inhabitants = 0.01 * (place.population.max(1) as f32).log10();
        let score = name.score + grade + weigh(kind, 0.05) + weigh(admin1, 0.1) + weigh(admin2, 0.06) + inhabitants;
        Candidate { place: index, name, kind, admin1, admin2, score }
    }
}

impl Candidate {
    /// Nothing that is known speaks against it.
    fn is_plausible(&self) -> bool {
        self.kind > Agreement::Differs && self.admin1 > Agreement::Differs
    }
}

/// Which of the gazetteer's regions are the divisions that a query names; compared once a query.
struct Divisions {
    admin1: Option<Vec<bool>>,
    admin2: Option<Vec<bool>>,
}

impl Divisions {
    fn new(gazetteer: &Gazetteer, query: &PlaceQuery) -> Self {
        let matching = |name: &str| {
            let wanted = PlaceName::new(&gazetteer.particles, name);
            let mut region = PlaceName::default();
            gazetteer
                .regions
                .iter()
                .map(|r| {
                    region.read(&gazetteer.particles, r);
                    wanted.compare(&region).is_match()
                })
                .collect()
        };
        Self { admin1: query.admin1.map(matching), admin2: query.admin2.map(matching) }
    }

    fn admin1(&self, region: Region) -> Agreement {
        agreement(self.admin1.as_deref(), region)
    }

    fn admin2(&self, region: Region) -> Agreement {
        agreement(self.admin2.as_deref(), region)
    }
}

fn agreement(wanted: Option<&[bool]>, region: Region) -> Agreement {
    match wanted {
        Some(matching) if region != Region(0) && matching.contains(&true) => {
            if matching[usize::from(region.0)] {
                Agreement::Agrees
            } else {
                Agreement::Differs
            }
        }
        _ => Agreement::Unknown,
    }
}
