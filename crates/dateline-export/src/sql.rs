//! SQL: a script that makes a database of articles, incidents, events, roles and entities, for `SQLite` and its kin.
//!
//! ```console
//! $ dateline extract news --format sql | sqlite3 news.db
//! ```
//!
//! Invariant: the script makes the very tables that the format `sqlite` writes.

use std::io::{self, Write};

use dateline_model::Extraction;

use crate::Exporter;
use crate::framed::{Frame, Framed};
use crate::relational::{self, INDEXES, Rows, Table};
use crate::tables::Cell;

pub(crate) fn exporter() -> impl Exporter {
    Framed { name: "sql", about: "a script that fills a relational database", begin: Script::default }
}

#[derive(Default)]
struct Script {
    article: u64,
}

impl Frame for Script {
    fn head(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"BEGIN;\n")?;
        Table::ALL.iter().try_for_each(|table| out.write_all(table.create().as_bytes()))
    }

    fn article(&mut self, found: &Extraction, _: &str, out: &mut dyn Write) -> io::Result<()> {
        self.article += 1;
        relational::add(self.article, found, &mut Statements(out))
    }

    fn foot(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(INDEXES.as_bytes())?;
        out.write_all(b"COMMIT;\n")
    }
}

/// One `INSERT` a row.
struct Statements<'o>(&'o mut dyn Write);

impl Rows for Statements<'_> {
    fn insert(&mut self, table: Table, article: u64, cells: &[Cell]) -> io::Result<()> {
        let out = &mut self.0;
        write!(out, "INSERT INTO {} VALUES ({article}", table.name())?;
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
}
