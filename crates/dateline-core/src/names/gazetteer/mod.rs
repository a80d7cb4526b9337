//! A gazetteer in memory: places, all their names, and the index by which any spelling finds them.
//!
//! Invariant: places keep the order of their rows, so that the same rows give the same numbers.

mod resolve;
mod row;

pub use resolve::{Agreement, Candidate, PlaceQuery};
pub use row::{PlaceKind, Row, rows_from_geonames, rows_from_tsv};

use super::particles::NameParticles;
use super::place::PlaceName;
use super::skeleton::SkeletonIndex;
use hashbrown::HashMap;

/// A place of a gazetteer, by the position of its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceIndex(pub u32);

/// A division's or country's name, shared by the places in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Region(u16);

/// What is known of a place besides its names.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// Its names are those from here to the next place's; the first is the main name.
    first_name: u32,
    id_end: u32,
    lat: f32,
    lon: f32,
    population: u32,
    country: Region,
    admin1: Region,
    admin2: Region,
    kind: PlaceKind,
}

/// Places by name.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    particles: NameParticles,
    places: Vec<Place>,
    ids: String,
    names: String,
    name_ends: Vec<u32>,
    owners: Vec<PlaceIndex>,
    regions: Vec<Box<str>>,
    by_skeleton: SkeletonIndex,
}

impl Gazetteer {
    /// Builds a gazetteer from rows of any source.
    pub fn from_rows<'a>(particles: &NameParticles, rows: impl Iterator<Item = Row<'a>>) -> Self {
        let mut built = Self { particles: particles.clone(), ..Self::default() };
        let mut regions = HashMap::<Box<str>, Region, foldhash::fast::FixedState>::default();
        let mut keys = Vec::new();
        let mut name = PlaceName::default();
        let mut seen: Vec<String> = Vec::new();
        built.region("", &mut regions);
        for row in rows {
            let place = PlaceIndex(built.places.len() as u32);
            built.ids.push_str(&row.id);
            let (country, admin1, admin2) = (
                built.region(row.country, &mut regions),
                built.region(row.admin1, &mut regions),
                built.region(row.admin2, &mut regions),
            );
            built.places.push(Place {
                first_name: built.owners.len() as u32,
                id_end: built.ids.len() as u32,
                lat: row.lat,
                lon: row.lon,
                population: row.population,
                country,
                admin1,
                admin2,
                kind: row.kind,
            });
            seen.clear();
            for raw in std::iter::once(row.name).chain(row.alternates.iter().copied()) {
                name.read(particles, raw);
                // A spelling that folds like an earlier one finds nothing more; other scripts have no key.
                let is_new = name.folded().is_some_and(|folded| {
                    let is_new = !seen.iter().any(|s| s == folded);
                    if is_new {
                        seen.push(folded.to_owned());
                    }
                    is_new
                });
                if is_new || built.owners.last() != Some(&place) {
                    keys.push((name.skeleton(), built.owners.len() as u32));
                    built.names.push_str(raw);
                    built.name_ends.push(built.names.len() as u32);
                    built.owners.push(place);
                }
            }
        }
        built.by_skeleton = SkeletonIndex::new(keys);
        built
    }

    fn region(&mut self, name: &str, known: &mut HashMap<Box<str>, Region, foldhash::fast::FixedState>) -> Region {
        if let Some(region) = known.get(name) {
            return *region;
        }
        // More regions than fit are left unnamed: they then neither confirm nor contradict.
        let Ok(number) = u16::try_from(self.regions.len()) else { return Region(0) };
        self.regions.push(name.into());
        known.insert(name.into(), Region(number));
        Region(number)
    }

    /// Number of places.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// True when there are none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Identifier of a place in its source.
    pub fn id(&self, place: PlaceIndex) -> &str {
        let at = place.0 as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.places[before].id_end);
        &self.ids[start as usize..self.places[at].id_end as usize]
    }

    /// Main name of a place.
    pub fn name(&self, place: PlaceIndex) -> &str {
        self.spelling(self.place(place).first_name)
    }

    /// Latitude and longitude of a place, in degrees.
    pub fn coordinates(&self, place: PlaceIndex) -> (f32, f32) {
        let place = self.place(place);
        (place.lat, place.lon)
    }

    /// Kind of a place.
    pub fn kind(&self, place: PlaceIndex) -> PlaceKind {
        self.place(place).kind
    }

    /// Country, first-level and second-level division of a place; empty where unknown.
    pub fn regions(&self, place: PlaceIndex) -> [&str; 3] {
        let place = self.place(place);
        [place.country, place.admin1, place.admin2].map(|r| &*self.regions[usize::from(r.0)])
    }

    /// Inhabitants of a place; 0 if unknown.
    pub fn population(&self, place: PlaceIndex) -> u32 {
        self.place(place).population
    }

    fn place(&self, place: PlaceIndex) -> &Place {
        &self.places[place.0 as usize]
    }

    /// The spelling with this number, among those of all places.
    fn spelling(&self, name: u32) -> &str {
        let at = name as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.name_ends[before]);
        &self.names[start as usize..self.name_ends[at] as usize]
    }
}
