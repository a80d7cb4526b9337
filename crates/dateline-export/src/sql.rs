//! SQL: a script that makes a database of articles, incidents, events, roles and entities, for `SQLite` and its kin.
//!
//! ```console
//! $ dateline extract news --format sql | sqlite3 news.db
//! ```
//!
//! Invariant: articles are numbered in their order, so that two with one id are two; every table refers by that number.

use std::io::{self, Write};

use dateline_model::{EntityKind, Event, Extraction, Filler, Incident};

use crate::Exporter;
use crate::framed::{Frame, Framed};
use crate::tables::{self, Cell, Column, Kind, Row};

pub(crate) fn exporter() -> impl Exporter {
    Framed { name: "sql", about: "a script that fills a relational database", begin: Script::default }
}

#[derive(Default)]
struct Script {
    article: u64,
}

const FIXED: &str = "\
CREATE TABLE article (number INTEGER PRIMARY KEY, id TEXT NOT NULL, outlet TEXT, url TEXT, published TEXT, headline TEXT, \
byline TEXT, dateline TEXT, copy_of TEXT);
CREATE TABLE entity (article INTEGER NOT NULL REFERENCES article, id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, \
kb TEXT, role TEXT, organization TEXT, rank TEXT, nationality TEXT, mentions INTEGER NOT NULL, PRIMARY KEY (article, id));
CREATE TABLE filler (article INTEGER NOT NULL REFERENCES article, owner TEXT NOT NULL, role TEXT NOT NULL, \
place INTEGER NOT NULL, entity TEXT, first INTEGER NOT NULL, past INTEGER NOT NULL, words TEXT NOT NULL, name TEXT, kb TEXT, \
affiliation TEXT, lat REAL, lon REAL, PRIMARY KEY (article, owner, role, place));
CREATE TABLE telling (article INTEGER NOT NULL REFERENCES article, incident TEXT NOT NULL, event TEXT NOT NULL, \
PRIMARY KEY (article, incident, event));
";

const INDEXES: &str = "\
CREATE INDEX article_id ON article (id);
CREATE INDEX incident_type ON incident (type, start);
CREATE INDEX incident_place ON incident (place_id);
CREATE INDEX event_type ON event (type, start);
CREATE INDEX filler_kb ON filler (kb);
CREATE INDEX entity_kb ON entity (kb);
";

/// Columns of the tables that the article's own table has.
const OF_ARTICLE: &[&str] = &["article", "outlet", "url", "published", "headline", "copy_of"];

fn columns(own: &'static [Column]) -> impl Iterator<Item = &'static Column> {
    tables::SHARED.iter().chain(own).filter(|column| !OF_ARTICLE.contains(&column.name))
}

impl Frame for Script {
    fn head(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"BEGIN;\n")?;
        out.write_all(FIXED.as_bytes())?;
        for (table, own) in [("incident", tables::INCIDENTS), ("event", tables::EVENTS)] {
            write!(out, "CREATE TABLE {table} (article INTEGER NOT NULL REFERENCES article")?;
            for column in columns(own) {
                let kind = match column.kind {
                    Kind::Text => "TEXT",
                    Kind::Integer => "INTEGER",
                    Kind::Real => "REAL",
                };
                write!(out, ", \"{}\" {kind}", column.name)?;
            }
            out.write_all(b", PRIMARY KEY (article, id));\n")?;
        }
        Ok(())
    }

    fn article(&mut self, found: &Extraction, _: &str, out: &mut dyn Write) -> io::Result<()> {
        self.article += 1;
        let number = self.article;
        let text = |text: Option<&str>| text.map_or(Cell::Empty, |text| Cell::Text(text.to_owned()));
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
        insert("article", number, article.into_iter(), out)?;
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
            insert("entity", number, cells.into_iter(), out)?;
        }
        for row in tables::events(found) {
            insert("event", number, cells(&row, tables::EVENTS), out)?;
        }
        for row in tables::incidents(found) {
            insert("incident", number, cells(&row, tables::INCIDENTS), out)?;
        }
        for Event { id, roles, .. } in &found.events {
            fillers(number, id, roles.iter(), out)?;
        }
        for Incident { id, roles, events, .. } in &found.incidents {
            fillers(number, id, roles.iter(), out)?;
            for event in events {
                insert("telling", number, [id, event].into_iter().map(|id| Cell::Text(id.clone())), out)?;
            }
        }
        Ok(())
    }

    fn foot(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(INDEXES.as_bytes())?;
        out.write_all(b"COMMIT;\n")
    }
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

fn cells<'r>(row: &'r Row<'r>, own: &'static [Column]) -> impl Iterator<Item = Cell> + 'r {
    columns(own).map(|column| (column.get)(row))
}

fn fillers<'f>(
    number: u64,
    owner: &str,
    roles: impl Iterator<Item = (&'f String, &'f Vec<Filler>)>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (role, fillers) in roles {
        for (place, filler) in fillers.iter().enumerate() {
            let text = |text: &Option<String>| text.clone().map_or(Cell::Empty, Cell::Text);
            let cells = [
                Cell::Text(owner.to_owned()),
                Cell::Text(role.clone()),
                Cell::Integer(place as i64),
                text(&filler.entity),
                Cell::Integer(i64::from(filler.span.start)),
                Cell::Integer(i64::from(filler.span.end)),
                Cell::Text(filler.text.clone()),
                text(&filler.name),
                text(&filler.kb),
                text(&filler.affiliation),
                filler.lat.map_or(Cell::Empty, Cell::Real),
                filler.lon.map_or(Cell::Empty, Cell::Real),
            ];
            insert("filler", number, cells.into_iter(), out)?;
        }
    }
    Ok(())
}

fn insert(table: &str, article: u64, cells: impl Iterator<Item = Cell>, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "INSERT INTO {table} VALUES ({article}")?;
    for cell in cells {
        match cell {
            Cell::Empty => out.write_all(b", NULL")?,
            // A NUL would end the script for some readers; no text has one that a reader let through.
            Cell::Text(text) => write!(out, ", '{}'", text.replace('\'', "''").replace('\0', ""))?,
            Cell::Integer(number) => write!(out, ", {number}")?,
            Cell::Real(number) => write!(out, ", {number:?}")?,
        }
    }
    out.write_all(b");\n")
}
