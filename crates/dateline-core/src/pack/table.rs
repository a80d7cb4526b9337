//! Tables of lexicon entries: long lists of names as tab-separated text, which stay text until they are compiled.
//!
//! Invariant: every row has a name, and every number in it can be read; what is wrong was reported when the table was read.

use super::{Diagnostic, EntryRef, Names, Spot};

/// A lexicon's table: its text, and where its cells stand.
#[derive(Debug, Clone, Default)]
pub struct Table {
    text: Box<str>,
    /// The table's column for each of [`COLUMNS`].
    columns: [Option<u8>; COLUMNS.len()],
    width: usize,
    /// Start and end of each cell, row by row.
    cells: Vec<(u32, u32)>,
}

/// The columns that a table can have, by the names of the fields of [`Entry`].
const COLUMNS: [&str; 15] = [
    "id",
    "name",
    "also",
    "type",
    "country",
    "parent",
    "level",
    "affiliation",
    "adjective",
    "lat",
    "lon",
    "population",
    "from",
    "to",
    "source",
];

const NAME: usize = 1;

/// What is wrong with a cell of a column, when something is.
fn problem(column: usize, cell: &str) -> Option<String> {
    let fine = match COLUMNS[column] {
        "lat" | "lon" => is_decimal(cell) || cell.parse::<f64>().is_ok(),
        "population" => cell.parse::<u64>().is_ok(),
        "from" | "to" => cell.parse::<i16>().is_ok(),
        _ => true,
    };
    (!fine).then(|| format!("`{cell}` is not a number"))
}

/// A number as most are written, which needs no closer look.
fn is_decimal(cell: &str) -> bool {
    let (whole, part) = cell.split_once('.').unwrap_or((cell, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits(whole.strip_prefix('-').unwrap_or(whole)) && digits(part)
}

impl Table {
    /// Reads a table; `file` is its name in diagnostics. A bad line is reported and left out.
    pub(super) fn read(text: &str, file: &str, found: &mut Vec<Diagnostic>) -> Self {
        let spot = |bytes| Spot { file: file.to_owned(), bytes };
        let mut lines = text.split_inclusive('\n').scan(0, |at, line| {
            let start = *at;
            *at += line.len();
            Some((start, line.trim_end_matches(['\n', '\r'])))
        });
        let header = lines.by_ref().find(|(_, line)| !line.starts_with('#'));
        let Some((start, header)) = header.filter(|_| u32::try_from(text.len()).is_ok()) else {
            return Self::default();
        };
        let mut this = Self { text: text.into(), ..Self::default() };
        let mut known = Vec::new();
        for (number, (from, to)) in spans(header, start).enumerate() {
            let cell = &text[from as usize..to as usize];
            let column = COLUMNS.iter().position(|name| *name == cell);
            known.push(column);
            match (column, u8::try_from(number)) {
                (Some(column), Ok(number)) => this.columns[column] = Some(number),
                _ => found.push(
                    Diagnostic::error(
                        "unknown-column",
                        spot(from as usize..to as usize),
                        format!("unknown column `{cell}`"),
                        "its cells are left out",
                    )
                    .help(format!("known are {}", COLUMNS.join(", ")))
                    .nearest(cell, COLUMNS.into_iter()),
                ),
            }
        }
        this.width = known.len();
        for (start, line) in lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let first = this.cells.len();
            this.cells.extend(spans(line, start).take(this.width));
            let end = (start + line.len()) as u32;
            this.cells.resize(first + this.width, (end, end));
            for (number, column) in known.iter().enumerate() {
                let (from, to) = &mut this.cells[first + number];
                let cell = &text[*from as usize..*to as usize];
                let problem = column.filter(|_| !cell.is_empty()).and_then(|column| problem(column, cell));
                if let Some(problem) = problem {
                    let label = format!("column `{}`", COLUMNS[column.unwrap_or_default()]);
                    found.push(Diagnostic::error("bad-cell", spot(*from as usize..*to as usize), problem, label));
                    *to = *from;
                }
            }
            if this.cell(first / this.width, NAME).is_none() {
                let line = spot(start..start + line.len());
                found.push(Diagnostic::error("no-name", line, "the entry has no name", "this line"));
                this.cells.truncate(first);
            }
        }
        this
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.cells.len().checked_div(self.width).unwrap_or_default()
    }

    /// True for a table without entries.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The entries.
    pub fn entries(&self) -> impl Iterator<Item = EntryRef<'_>> {
        (0..self.len()).map(|row| self.row(row))
    }

    /// Of each entry its name, parent and affiliation.
    pub(crate) fn links(&self) -> impl Iterator<Item = [Option<&str>; 3]> {
        (0..self.len()).map(|row| [NAME, 5, 7].map(|column| self.cell(row, column)))
    }

    fn cell(&self, row: usize, column: usize) -> Option<&str> {
        let number = usize::from(self.columns[column]?);
        let (from, to) = self.cells[row * self.width + number];
        (from < to).then(|| &self.text[from as usize..to as usize])
    }

    fn row(&self, row: usize) -> EntryRef<'_> {
        let cell = |column: usize| self.cell(row, column);
        EntryRef {
            id: cell(0),
            name: cell(NAME).unwrap_or_default(),
            also: Names::Cell(cell(2).unwrap_or_default()),
            kind: cell(3),
            country: cell(4),
            parent: cell(5),
            level: cell(6),
            affiliation: cell(7),
            adjective: Names::Cell(cell(8).unwrap_or_default()),
            lat: cell(9).and_then(|cell| cell.parse().ok()),
            lon: cell(10).and_then(|cell| cell.parse().ok()),
            population: cell(11).and_then(|cell| cell.parse().ok()).unwrap_or_default(),
        }
    }
}

/// Where the cells of a line stand in a text in which the line starts at `start`.
fn spans(line: &str, start: usize) -> impl Iterator<Item = (u32, u32)> {
    let bytes = line.as_bytes();
    let mut at = Some(0);
    std::iter::from_fn(move || {
        let from = at?;
        let mut to = from;
        while to < bytes.len() && bytes[to] != b'\t' {
            to += 1;
        }
        at = (to < bytes.len()).then_some(to + 1);
        Some(((start + from) as u32, (start + to) as u32))
    })
}
