//! `SQLite`: a database file with the tables of [`crate::relational`].
//!
//! The database is made in a temporary file beside the system's others, for it is written here and there and not from its
//! beginning to its end; when it is whole it is copied to the output.
//!
//! Invariant: nothing reaches the output before the database is whole.

use std::io::{self, Write};

use dateline_model::Extraction;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql, params_from_iter};
use tempfile::NamedTempFile;

use crate::relational::{self, INDEXES, Rows, Table};
use crate::tables::Cell;
use crate::{Export, Exporter, Style};

/// Makes the format.
pub(crate) struct Sqlite;

impl Exporter for Sqlite {
    fn name(&self) -> &'static str {
        "sqlite"
    }

    fn about(&self) -> &'static str {
        "a relational database in one file"
    }

    fn begin<'w>(&self, out: Box<dyn Write + 'w>, _: Style) -> io::Result<Box<dyn Export + 'w>> {
        let file = NamedTempFile::new()?;
        let database = Connection::open(file.path()).map_err(io::Error::other)?;
        // Half a database is worth nothing, so that nothing has to be safe before it is whole.
        let begin = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;".to_owned();
        let script = Table::ALL.iter().fold(begin, |script, table| script + &table.create());
        database.execute_batch(&script).map_err(io::Error::other)?;
        Ok(Box::new(Open { out, file, database, article: 0 }))
    }
}

struct Open<'w> {
    out: Box<dyn Write + 'w>,
    file: NamedTempFile,
    database: Connection,
    article: u64,
}

impl Export for Open<'_> {
    fn article(&mut self, extraction: &Extraction, _: &str) -> io::Result<()> {
        self.article += 1;
        relational::add(self.article, extraction, &mut Statements(&self.database))
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.database.execute_batch(&format!("{INDEXES} COMMIT;")).map_err(io::Error::other)?;
        self.database.close().map_err(|(_, error)| io::Error::other(error))?;
        io::copy(&mut self.file.reopen()?, &mut self.out)?;
        self.out.flush()
    }
}

struct Statements<'d>(&'d Connection);

impl Rows for Statements<'_> {
    fn insert(&mut self, table: Table, article: u64, cells: &[Cell]) -> io::Result<()> {
        let marks = ", ?".repeat(cells.len());
        let statement = format!("INSERT INTO {} VALUES (?{marks})", table.name());
        let values = std::iter::once(Value::Number(article as i64)).chain(cells.iter().map(Value::Cell));
        let mut prepared = self.0.prepare_cached(&statement).map_err(io::Error::other)?;
        prepared.execute(params_from_iter(values)).map_err(io::Error::other)?;
        Ok(())
    }
}

enum Value<'c> {
    Number(i64),
    Cell(&'c Cell),
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Number(number) | Self::Cell(Cell::Integer(number)) => ValueRef::Integer(*number),
            Self::Cell(Cell::Empty) => ValueRef::Null,
            Self::Cell(Cell::Text(text)) => ValueRef::Text(text.as_bytes()),
            Self::Cell(Cell::Real(number)) => ValueRef::Real(*number),
        }))
    }
}
