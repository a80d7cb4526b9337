//! Tables of lexicon entries: long lists of names as tab-separated text, which stay text until they are compiled.
//!
//! Invariant: every row has a name, and every number in it can be read; what is wrong was reported when the table was read.

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
            let column = COLUMNS.iter().position(|name| *name == cell);
            known.push(column);
            if column.is_none() {
                found.push(
                    Diagnostic::error(
                        "unknown-column",
                        spot(from as usize..to as usize),
                        format!("unknown column `{cell}`"),
                        "its cells are left out",
                    )
                    .help(format!("known are {}", COLUMNS.join(", ")))
                    .nearest(cell, COLUMNS.into_iter()),
                );
            }
        }
        this.columns = known.iter().map(|column| column.map(|number| number as u8)).collect();
        for (start, line) in lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let mut named = false;
            for ((from, to), column) in spans(line, start).zip(&known) {
                let Some(column) = column.filter(|_| from < to) else { continue };
                match problem(column, &text[from as usize..to as usize]) {
                    Some(problem) => {
                        let label = format!("column `{}`", COLUMNS[column]);
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
    let bytes = lines.as_bytes();
    let mut at = Some(0);
    std::iter::from_fn(move || {
        let from = at?;
        let rest = &bytes[from..];
        let to = from + rest.iter().position(|b| matches!(b, b'\t' | b'\n' | b'\r')).unwrap_or(rest.len());
        at = (bytes.get(to) == Some(&b'\t')).then_some(to + 1);
        Some(((start + from) as u32, (start + to) as u32))
    })
}
