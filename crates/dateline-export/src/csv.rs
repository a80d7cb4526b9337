//! CSV: a table of incidents and one of events, with the columns of the codebook.
//!
//! Invariant: a cell never begins with what a spreadsheet takes for a formula, unless it is a number.

use std::io::{self, Write};

use dateline_model::Extraction;

use crate::Exporter;
use crate::framed::{Frame, Framed};
use crate::tables::{self, Cell, Column, Row};

pub(crate) fn incidents() -> impl Exporter {
    Framed {
        name: "csv",
        about: "a table of incidents",
        begin: || Table { own: tables::INCIDENTS, rows: add_incidents },
    }
}

pub(crate) fn events() -> impl Exporter {
    Framed { name: "csv-events", about: "a table of events", begin: || Table { own: tables::EVENTS, rows: add_events } }
}

type Rows = fn(&Extraction, &mut dyn FnMut(&Row<'_>) -> io::Result<()>) -> io::Result<()>;

fn add_incidents(found: &Extraction, add: &mut dyn FnMut(&Row<'_>) -> io::Result<()>) -> io::Result<()> {
    tables::incidents(found).try_for_each(|row| add(&row))
}

fn add_events(found: &Extraction, add: &mut dyn FnMut(&Row<'_>) -> io::Result<()>) -> io::Result<()> {
    tables::events(found).try_for_each(|row| add(&row))
}

struct Table {
    own: &'static [Column],
    rows: Rows,
}

impl Table {
    fn columns(&self) -> impl Iterator<Item = &'static Column> {
        tables::SHARED.iter().chain(self.own)
    }
}

impl Frame for Table {
    fn head(&mut self, out: &mut dyn Write) -> io::Result<()> {
        line(self.columns().map(|column| column.name.to_owned()), out)
    }

    fn article(&mut self, found: &Extraction, _: &str, out: &mut dyn Write) -> io::Result<()> {
        (self.rows)(found, &mut |row| line(self.columns().map(|column| shown((column.get)(row))), out))
    }
}

fn shown(cell: Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => harmless(text),
        Cell::Integer(number) => number.to_string(),
        Cell::Real(number) => number.to_string(),
    }
}

/// Text that a spreadsheet shows and does not reckon.
pub(crate) fn harmless(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}

/// One line of cells.
pub(crate) fn line(cells: impl Iterator<Item = String>, out: &mut dyn Write) -> io::Result<()> {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.write_all(b",")?;
        }
        if cell.contains([',', '"', '\n', '\r']) {
            write!(out, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\r\n")
}
