//! The relational form: articles, incidents, events, fillers, entities, and which event tells of which incident.
//!
//! Invariant: articles are numbered in their order, so that two with one id are two; every table refers by that number.

use std::io;

use dateline_model::{EntityKind, Event, Extraction, Filler, Incident};

use crate::tables::{self, Cell, Column, Kind, Row};

/// Where rows go.
pub(crate) trait Rows {
    /// Adds a row: the article's number, then the cells.
    fn insert(&mut self, table: Table, article: u64, cells: &[Cell]) -> io::Result<()>;
}

/// The tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Table {
    Article,
    Entity,
    Event,
    Incident,
    Filler,
    Telling,
}

impl Table {
    pub(crate) const ALL: [Self; 6] =
        [Self::Article, Self::Entity, Self::Event, Self::Incident, Self::Filler, Self::Telling];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Entity => "entity",
            Self::Event => "event",
            Self::Incident => "incident",
            Self::Filler => "filler",
            Self::Telling => "telling",
        }
    }

    /// Columns behind the article's number, and what identifies a row.
    fn body(self) -> String {
        let shared = |own| columns(own).map(|column| format!("\"{}\" {}", column.name, kind_of(column))).collect();
        let columns: Vec<String> = match self {
            Self::Article => list(
                "id TEXT NOT NULL, outlet TEXT, url TEXT, published TEXT, headline TEXT, byline TEXT, dateline TEXT, copy_of TEXT",
            ),
            Self::Entity => list(
                "id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, kb TEXT, role TEXT, organization TEXT, rank TEXT, \
                 nationality TEXT, mentions INTEGER NOT NULL",
            ),
            Self::Event => shared(tables::EVENTS),
            Self::Incident => shared(tables::INCIDENTS),
            Self::Filler => list(
                "owner TEXT NOT NULL, role TEXT NOT NULL, place INTEGER NOT NULL, entity TEXT, first INTEGER NOT NULL, \
                 past INTEGER NOT NULL, words TEXT NOT NULL, name TEXT, kb TEXT, affiliation TEXT, lat REAL, lon REAL",
            ),
            Self::Telling => list("incident TEXT NOT NULL, event TEXT NOT NULL"),
        };
        columns.join(", ")
    }

    fn key(self) -> &'static str {
        match self {
            Self::Article => "",
            Self::Entity | Self::Event | Self::Incident => ", PRIMARY KEY (article, id)",
            Self::Filler => ", PRIMARY KEY (article, owner, role, place)",
            Self::Telling => ", PRIMARY KEY (article, incident, event)",
        }
    }

    /// The statement that makes the table.
    pub(crate) fn create(self) -> String {
        let number = match self {
            Self::Article => "number INTEGER PRIMARY KEY",
            _ => "article INTEGER NOT NULL REFERENCES article",
        };
        format!("CREATE TABLE {} ({number}, {}{});\n", self.name(), self.body(), self.key())
    }
}

fn list(columns: &str) -> Vec<String> {
    vec![columns.to_owned()]
}

/// The statements that make the indexes.
pub(crate) const INDEXES: &str = "\
CREATE INDEX article_id ON article (id);
CREATE INDEX incident_type ON incident (type, start);
CREATE INDEX incident_place ON incident (place_id);
CREATE INDEX event_type ON event (type, start);
CREATE INDEX filler_kb ON filler (kb);
CREATE INDEX entity_kb ON entity (kb);
";

/// Columns of the shared tables that the article's own table has.
const OF_ARTICLE: &[&str] = &["article", "outlet", "url", "published", "headline", "copy_of"];

fn columns(own: &'static [Column]) -> impl Iterator<Item = &'static Column> {
    tables::SHARED.iter().chain(own).filter(|column| !OF_ARTICLE.contains(&column.name))
}

fn kind_of(column: &Column) -> &'static str {
    match column.kind {
        Kind::Text => "TEXT",
        Kind::Integer => "INTEGER",
        Kind::Real => "REAL",
    }
}

/// Adds all of an article.
pub(crate) fn add(number: u64, found: &Extraction, rows: &mut impl Rows) -> io::Result<()> {
    let article = [
        Cell::Text(found.id.clone()),
        text(found.outlet.as_deref()),
        text(found.url.as_deref()),
        found.published.map_or(Cell::Empty, |day| Cell::Text(day.to_string())),
        text(found.headline.as_deref()),
        text(found.byline.as_deref()),
        text(found.dateline.as_ref().map(|dateline| dateline.place.as_str())),
        text(found.copy_of.as_ref().map(|copy| copy.id.as_str())),
    ];
    rows.insert(Table::Article, number, &article)?;
    for entity in &found.entities {
        let known = &entity.attributes;
        let cells = [
            Cell::Text(entity.id.clone()),
            Cell::Text(kind(entity.kind).to_owned()),
            Cell::Text(entity.name.clone()),
            text(entity.kb.as_deref()),
            text(known.role.as_deref()),
            text(known.organization.as_deref()),
            text(known.rank.as_deref()),
            text(known.nationality.as_deref()),
            Cell::Integer(entity.mentions.len() as i64),
        ];
        rows.insert(Table::Entity, number, &cells)?;
    }
    for row in tables::events(found) {
        rows.insert(Table::Event, number, &cells(&row, tables::EVENTS))?;
    }
    for row in tables::incidents(found) {
        rows.insert(Table::Incident, number, &cells(&row, tables::INCIDENTS))?;
    }
    for Event { id, roles, .. } in &found.events {
        fillers(number, id, roles.iter(), rows)?;
    }
    for Incident { id, roles, events, .. } in &found.incidents {
        fillers(number, id, roles.iter(), rows)?;
        for event in events {
            rows.insert(Table::Telling, number, &[Cell::Text(id.clone()), Cell::Text(event.clone())])?;
        }
    }
    Ok(())
}

fn text(text: Option<&str>) -> Cell {
    text.map_or(Cell::Empty, |text| Cell::Text(text.to_owned()))
}

fn kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Force => "force",
        EntityKind::Group => "group",
        EntityKind::Media => "media",
        EntityKind::Organization => "organization",
        EntityKind::Place => "place",
    }
}

fn cells(row: &Row<'_>, own: &'static [Column]) -> Vec<Cell> {
    columns(own).map(|column| (column.get)(row)).collect()
}

fn fillers<'f>(
    number: u64,
    owner: &str,
    roles: impl Iterator<Item = (&'f String, &'f Vec<Filler>)>,
    rows: &mut impl Rows,
) -> io::Result<()> {
    for (role, fillers) in roles {
        for (place, filler) in fillers.iter().enumerate() {
            let cells = [
                Cell::Text(owner.to_owned()),
                Cell::Text(role.clone()),
                Cell::Integer(place as i64),
                text(filler.entity.as_deref()),
                Cell::Integer(i64::from(filler.span.start)),
                Cell::Integer(i64::from(filler.span.end)),
                Cell::Text(filler.text.clone()),
                text(filler.name.as_deref()),
                text(filler.kb.as_deref()),
                text(filler.affiliation.as_deref()),
                filler.lat.map_or(Cell::Empty, Cell::Real),
                filler.lon.map_or(Cell::Empty, Cell::Real),
            ];
            rows.insert(Table::Filler, number, &cells)?;
        }
    }
    Ok(())
}
