//! Arrow: the tables of incidents and events as files of Arrow's IPC format, which data frames also call Feather.
//!
//! Invariant: the columns are those of Parquet, in name, order and type.

use std::io::{self, Write};
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_ipc::CompressionType;
use arrow_ipc::writer::{FileWriter, IpcWriteOptions};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use dateline_model::Extraction;

use crate::columnar::{Group, Table};
use crate::tables::{Cell, Kind};
use crate::{Export, Exporter, Style};

/// Makes one of the two tables.
pub(crate) struct Arrow {
    name: &'static str,
    about: &'static str,
    table: Table,
}

/// The table of incidents.
pub(crate) const INCIDENTS: Arrow =
    Arrow { name: "arrow", about: "a table of incidents for Arrow, also called Feather", table: Table::Incidents };

/// The table of events.
pub(crate) const EVENTS: Arrow =
    Arrow { name: "arrow-events", about: "a table of events for Arrow, also called Feather", table: Table::Events };

impl Exporter for Arrow {
    fn name(&self) -> &str {
        self.name
    }

    fn about(&self) -> &str {
        self.about
    }

    fn begin<'w>(&self, out: Box<dyn Write + 'w>, _: Style) -> io::Result<Box<dyn Export + 'w>> {
        let fields = self.table.columns().into_iter().map(|column| {
            let kind = match column.kind {
                Kind::Text => DataType::Utf8,
                Kind::Integer => DataType::Int64,
                Kind::Real => DataType::Float64,
            };
            Field::new(column.name, kind, true)
        });
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        let options = IpcWriteOptions::default().try_with_compression(Some(CompressionType::ZSTD)).map_err(failed)?;
        let writer = FileWriter::try_new_with_options(out, &schema, options).map_err(failed)?;
        Ok(Box::new(Open { writer, schema, group: Group::new(self.table) }))
    }
}

fn failed(error: ArrowError) -> io::Error {
    match error {
        ArrowError::IoError(_, error) => error,
        other => io::Error::other(other),
    }
}

struct Open<'w> {
    writer: FileWriter<Box<dyn Write + 'w>>,
    schema: Arc<Schema>,
    group: Group,
}

fn write<W: Write>(group: &mut Group, schema: &Arc<Schema>, writer: &mut FileWriter<W>) -> io::Result<()> {
    let columns = group.columns.iter().map(|(column, cells)| array(column.kind, cells)).collect();
    group.clear();
    let batch = RecordBatch::try_new(Arc::clone(schema), columns).map_err(failed)?;
    writer.write(&batch).map_err(failed)
}

fn array(kind: Kind, cells: &[Cell]) -> ArrayRef {
    fn text(cell: &Cell) -> Option<&str> {
        if let Cell::Text(text) = cell { Some(text) } else { None }
    }
    let integer = |cell: &Cell| if let Cell::Integer(number) = cell { Some(*number) } else { None };
    let real = |cell: &Cell| if let Cell::Real(number) = cell { Some(*number) } else { None };
    match kind {
        Kind::Text => Arc::new(cells.iter().map(text).collect::<StringArray>()),
        Kind::Integer => Arc::new(cells.iter().map(integer).collect::<Int64Array>()),
        Kind::Real => Arc::new(cells.iter().map(real).collect::<Float64Array>()),
    }
}

impl Export for Open<'_> {
    fn article(&mut self, extraction: &Extraction, _: &str) -> io::Result<()> {
        let Self { writer, schema, group } = self;
        group.add(extraction, |group| write(group, schema, writer))
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        let Self { writer, schema, group } = &mut *self;
        if !group.is_empty() {
            write(group, schema, writer)?;
        }
        writer.finish().map_err(failed)?;
        writer.get_mut().flush()
    }
}
