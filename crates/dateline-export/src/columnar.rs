//! Tables kept by column: what the columnar formats share.
//!
//! Invariant: a group of rows is all that is held, bounded by rows and by bytes.

use dateline_model::Extraction;

use crate::tables::{self, Cell, Column, Row};

/// Rows that are written together.
const ROWS: usize = 16_384;
/// Bytes of text after which a group is full before it has so many rows.
const BYTES: usize = 64 << 20;

/// One of the two tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Table {
    Incidents,
    Events,
}

impl Table {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Incidents => "incidents",
            Self::Events => "events",
        }
    }

    /// Its columns, in the order of the codebook.
    pub(crate) fn columns(self) -> Vec<&'static Column> {
        let own = match self {
            Self::Incidents => tables::INCIDENTS,
            Self::Events => tables::EVENTS,
        };
        tables::SHARED.iter().chain(own).collect()
    }

    fn rows(self, article: &Extraction) -> Box<dyn Iterator<Item = Row<'_>> + '_> {
        match self {
            Self::Incidents => Box::new(tables::incidents(article)),
            Self::Events => Box::new(tables::events(article)),
        }
    }
}

/// Rows that wait until there are enough of them.
pub(crate) struct Group {
    table: Table,
    /// The columns and their cells.
    pub(crate) columns: Vec<(&'static Column, Vec<Cell>)>,
    rows: usize,
    bytes: usize,
}

impl Group {
    pub(crate) fn new(table: Table) -> Self {
        let columns = table.columns().into_iter().map(|column| (column, Vec::new())).collect();
        Self { table, columns, rows: 0, bytes: 0 }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Adds an article's rows; `write` gets the group each time that it is full, and empties it.
    pub(crate) fn add<E>(
        &mut self,
        article: &Extraction,
        mut write: impl FnMut(&mut Self) -> Result<(), E>,
    ) -> Result<(), E> {
        for row in self.table.rows(article) {
            for (column, cells) in &mut self.columns {
                let cell = (column.get)(&row);
                if let Cell::Text(text) = &cell {
                    self.bytes += text.len();
                }
                cells.push(cell);
            }
            self.rows += 1;
            if self.rows >= ROWS || self.bytes >= BYTES {
                write(self)?;
            }
        }
        Ok(())
    }

    pub(crate) fn clear(&mut self) {
        for (_, cells) in &mut self.columns {
            cells.clear();
        }
        (self.rows, self.bytes) = (0, 0);
    }
}
