//! Tables of lexicon entries: long lists of names as tab-separated text, which stay text until they are compiled.
//!
//! Invariant: every row has a name, and every number in it can be read; what is wrong was reported when the table was read.

use memchr::{memchr_iter, memchr2};

use super::{Diagnostic, EntryRef, Names, Spot};

/// A lexicon's table: its text, and where its cells stand.
#[derive(Debug, Clone, Default)]
pub struct Table {
    text: String,
    /// Which of [`COLUMNS`] each of the table's columns is.
    columns: Vec<Option<u8>>,
    /// Where the entries' lines start. Their cells are found when they are asked for: a place for each would take more
    /// memory than the text.
    rows: Vec<u32>,
    /// Cells, by where they start, that cannot be read and count as empty; sorted.
    bad: Vec<u32>,
}

/// The columns that a table can have, by the names of the fields of [`Entry`], and what their cells hold.
const COLUMNS: [(&str, Holds); 15] = [
    ("id", Holds::Text),
    ("name", Holds::Text),
    ("also", Holds::Text),
    ("type", Holds::Text),
    ("country", Holds::Text),
    ("parent", Holds::Text),
    ("level", Holds::Text),
    ("affiliation", Holds::Text),
    ("adjective", Holds::Text),
    ("lat", Holds::Degrees),
    ("lon", Holds::Degrees),
    ("population", Holds::Count),
    ("from", Holds::Year),
    ("to", Holds::Year),
    ("source", Holds::Text),
];

const NAME: usize = 1;

/// What the cells of a column hold.
#[derive(Clone, Copy)]
enum Holds {
    Text,
    Degrees,
    Count,
    Year,
}

impl Holds {
    /// What is wrong with a cell, when something is.
    fn problem(self, cell: &str) -> Option<String> {
        let fine = match self {
            Self::Text => true,
            Self::Degrees => is_decimal(cell) || cell.parse::<f64>().is_ok(),
            Self::Count => cell.parse::<u64>().is_ok(),
            Self::Year => cell.parse::<i16>().is_ok(),
        };
        (!fine).then(|| format!("`{cell}` is not a number"))
    }
}

/// A number as most are written, which needs no closer look.
fn is_decimal(cell: &str) -> bool {
    let (whole, part) = cell.split_once('.').unwrap_or((cell, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits(whole.strip_prefix('-').unwrap_or(whole)) && digits(part)
}

impl Table {
    /// Reads a table; `file` is its name in diagnostics. A bad line is reported and left out.
    pub(super) fn read(text: String, file: &str, found: &mut Vec<Diagnostic>) -> Self {
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
        let mut this = Self::default();
        let mut known = Vec::new();
        for (from, to) in spans(header, start) {
            let cell = &text[from as usize..to as usize];
            let column = COLUMNS.iter().position(|(name, _)| *name == cell);
            known.push(column);
            if column.is_none() {
                found.push(
                    Diagnostic::error(
                        "unknown-column",
                        spot(from as usize..to as usize),
                        format!("unknown column `{cell}`"),
                        "its cells are left out",
                    )
                    .help(format!("known are {}", COLUMNS.map(|(name, _)| name).join(", ")))
                    .nearest(cell, COLUMNS.into_iter().map(|(name, _)| name)),
                );
            }
        }
        this.columns = known.iter().map(|column| column.map(|number| number as u8)).collect();
        for (start, line) in lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let mut named = false;
            for ((from, to), column) in spans(line, start).zip(&known) {
                let Some(column) = column.filter(|_| from < to) else { continue };
                match COLUMNS[column].1.problem(&text[from as usize..to as usize]) {
                    Some(problem) => {
                        let label = format!("column `{}`", COLUMNS[column].0);
                        found.push(Diagnostic::error("bad-cell", spot(from as usize..to as usize), problem, label));
                        this.bad.push(from);
                    }
                    None => named |= column == NAME,
                }
            }
            if named {
                this.rows.push(start as u32);
            } else {
                let line = spot(start..start + line.len());
                found.push(Diagnostic::error("no-name", line, "the entry has no name", "this line"));
            }
        }
        this.text = text;
        this
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True for a table without entries.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The entries.
    pub fn entries(&self) -> impl Iterator<Item = EntryRef<'_>> {
        self.rows.iter().map(|start| self.row(*start))
    }

    /// The cells of a line by column.
    fn cells(&self, start: u32) -> [Option<&str>; COLUMNS.len()] {
        let mut cells = [None; COLUMNS.len()];
        for ((from, to), column) in spans(&self.text[start as usize..], start as usize).zip(&self.columns) {
            let fine = from < to && (self.bad.is_empty() || self.bad.binary_search(&from).is_err());
            if let Some(cell) = column.and_then(|column| cells.get_mut(usize::from(column))).filter(|_| fine) {
                *cell = Some(&self.text[from as usize..to as usize]);
            }
        }
        cells
    }

    fn row(&self, start: u32) -> EntryRef<'_> {
        let cells = self.cells(start);
        EntryRef {
            id: cells[0],
            name: cells[NAME].unwrap_or_default(),
            also: Names::Cell(cells[2].unwrap_or_default()),
            kind: cells[3],
            country: cells[4],
            parent: cells[5],
            level: cells[6],
            affiliation: cells[7],
            adjective: Names::Cell(cells[8].unwrap_or_default()),
            lat: cells[9].and_then(|cell| cell.parse().ok()),
            lon: cells[10].and_then(|cell| cell.parse().ok()),
            population: cells[11].and_then(|cell| cell.parse().ok()).unwrap_or_default(),
        }
    }
}

/// Where the cells of the first of some lines stand in a text in which it starts at `start`.
fn spans(lines: &str, start: usize) -> impl Iterator<Item = (u32, u32)> {
    let line = memchr2(b'\n', b'\r', lines.as_bytes()).map_or(lines, |end| &lines[..end]);
    let ends = memchr_iter(b'\t', line.as_bytes()).chain(std::iter::once(line.len()));
    ends.scan(start, move |from, to| {
        let cell = (*from as u32, (start + to) as u32);
        *from = start + to + 1;
        Some(cell)
    })
}
