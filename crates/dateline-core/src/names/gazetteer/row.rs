//! Gazetteer rows from the tables that hold them.
//!
//! Invariant: a line that cannot be a row is passed over; nothing is guessed for it.

use hashbrown::HashMap;

/// What kind of place a row is, as far as resolving needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlaceKind {
    /// A city, town, village or a part of one.
    Settlement,
    /// A first-level division: governorate, province.
    Admin1,
    /// A second-level division: district.
    Admin2,
    /// A country.
    Country,
    /// An airport, base, farm, building or other single spot.
    Spot,
    /// A mountain, water, desert or other area of the land.
    Land,
}

impl PlaceKind {
    /// The kind for a GeoNames feature class and code.
    pub fn from_feature(class: &str, code: &str) -> Self {
        match (class, code) {
            (_, c) if c.starts_with("PCL") => Self::Country,
            (_, c) if c.starts_with("ADM1") => Self::Admin1,
            ("A", _) => Self::Admin2,
            ("P", _) => Self::Settlement,
            ("T" | "H" | "V" | "U" | "L", _) => Self::Land,
            _ => Self::Spot,
        }
    }
}

/// One place as a source gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<'a> {
    /// Identifier in the source, with its scheme (`geonames:98182`).
    pub id: String,
    /// Main name.
    pub name: &'a str,
    /// Other names.
    pub alternates: Vec<&'a str>,
    /// Kind of place.
    pub kind: PlaceKind,
    /// Country, as the source writes it.
    pub country: &'a str,
    /// Name of the first-level division it lies in.
    pub admin1: &'a str,
    /// Name of the second-level division it lies in.
    pub admin2: &'a str,
    /// Latitude in degrees.
    pub lat: f32,
    /// Longitude in degrees.
    pub lon: f32,
    /// Inhabitants; 0 if unknown.
    pub population: u32,
}

/// Reads a tab-separated table whose header names its columns: `name`, `lat`, `lon`, and as far as there are
/// `geonameid`, `wof_id`, `ascii`, `alternates` (`|` between), `feature_class`, `feature_code`, `country`, `admin1`,
/// `admin2`, `population`. `country` serves where the table has no such column.
pub fn rows_from_tsv<'a>(table: &'a str, country: &'a str) -> impl Iterator<Item = Row<'a>> {
    let mut lines = table.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| header.iter().position(|h| *h == name);
    let columns = [
        "geonameid",
        "wof_id",
        "name",
        "ascii",
        "alternates",
        "feature_class",
        "feature_code",
        "country",
        "admin1",
        "admin2",
        "lat",
        "lon",
        "population",
    ]
    .map(column);
    lines.filter_map(move |line| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [geoname, wof, name, ascii, alternates, class, code, land, admin1, admin2, lat, lon, population] =
            columns.map(|at| at.and_then(|i| fields.get(i)).copied().unwrap_or_default());
        let id = if geoname.is_empty() { format!("wof:{wof}") } else { format!("geonames:{geoname}") };
        Some(Row {
            id,
            name: Some(name).filter(|n| !n.is_empty())?,
            alternates: alternates.split('|').chain([ascii]).filter(|n| !n.is_empty()).collect(),
            // A table without features is one of cities.
            kind: if class.is_empty() { PlaceKind::Settlement } else { PlaceKind::from_feature(class, code) },
            country: if land.is_empty() { country } else { land },
            admin1,
            admin2,
            lat: lat.parse().ok()?,
            lon: lon.parse().ok()?,
            population: population.parse().unwrap_or(0),
        })
    })
}

/// Reads a GeoNames dump: 19 columns, no header. Division codes become names where the dump holds the divisions.
pub fn rows_from_geonames(dump: &str) -> impl Iterator<Item = Row<'_>> {
    let split = |line| str::split(line, '\t').collect::<Vec<&str>>();
    let mut divisions: HashMap<(&str, &str, &str), &str, foldhash::fast::FixedState> = HashMap::default();
    for fields in dump.lines().filter(|l| l.contains("\tADM1\t") || l.contains("\tADM2\t")).map(split) {
        if let [_, name, _, _, _, _, _, code, country, _, admin1, admin2, ..] = fields[..] {
            let district = if code == "ADM2" { admin2 } else { "" };
            divisions.insert((country, admin1, district), name);
        }
    }
    dump.lines().map(split).filter_map(move |fields| {
        let [geoname, name, ascii, alternates, lat, lon, class, code, country, _, code1, code2, _, _, population, ..] =
            fields[..]
        else {
            return None;
        };
        let division = |district| divisions.get(&(country, code1, district)).copied().unwrap_or_default();
        Some(Row {
            id: format!("geonames:{geoname}"),
            name: Some(name).filter(|n| !n.is_empty())?,
            alternates: alternates.split(',').chain([ascii]).filter(|n| !n.is_empty()).collect(),
            kind: PlaceKind::from_feature(class, code),
            country,
            admin1: division(""),
            admin2: if code2.is_empty() { "" } else { division(code2) },
            lat: lat.parse().ok()?,
            lon: lon.parse().ok()?,
            population: population.parse().unwrap_or(0),
        })
    })
}
