//! Parquet: the tables of incidents and events with a fixed schema, for data frames of any kind.
//!
//! Invariant: the columns are those of the codebook, in its order, each optional.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use dateline_model::Extraction;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;

use crate::columnar::{Group, Table};
use crate::tables::{Cell, Column, Kind};
use crate::{Export, Exporter, Style};

/// Makes one of the two tables.
pub(crate) struct Columnar {
    name: &'static str,
    about: &'static str,
    table: Table,
}

/// The table of incidents.
pub(crate) const INCIDENTS: Columnar =
    Columnar { name: "parquet", about: "a columnar table of incidents", table: Table::Incidents };

/// The table of events.
pub(crate) const EVENTS: Columnar =
    Columnar { name: "parquet-events", about: "a columnar table of events", table: Table::Events };

impl Exporter for Columnar {
    fn name(&self) -> &str {
        self.name
    }

    fn about(&self) -> &str {
        self.about
    }

    fn begin<'w>(&self, out: Box<dyn Write + 'w>, _: Style) -> io::Result<Box<dyn Export + 'w>> {
        let fields = self.table.columns().into_iter().map(|column| field(column).map(Arc::new));
        let fields = fields.collect::<Result<Vec<_>, _>>();
        let schema = Type::group_type_builder(self.table.name()).with_fields(fields?).build()?;
        let zstd = Compression::ZSTD(ZstdLevel::default());
        let properties = WriterProperties::builder().set_compression(zstd).set_created_by("dateline".to_owned());
        let written = Shared::default();
        let writer = SerializedFileWriter::new(written.clone(), Arc::new(schema), Arc::new(properties.build()))?;
        Ok(Box::new(Open { out, written, writer, group: Group::new(self.table) }))
    }
}

fn field(column: &Column) -> Result<Type, ParquetError> {
    let (physical, logical) = match column.kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Integer => (Physical::INT64, None),
        Kind::Real => (Physical::DOUBLE, None),
    };
    Type::primitive_type_builder(column.name, physical)
        .with_logical_type(logical)
        .with_repetition(Repetition::OPTIONAL)
        .build()
}

/// What the writer has written and the output has not.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Open<'w> {
    out: Box<dyn Write + 'w>,
    written: Shared,
    writer: SerializedFileWriter<Shared>,
    group: Group,
}

/// Writes the rows that wait as a row group.
fn write(group: &mut Group, writer: &mut SerializedFileWriter<Shared>) -> io::Result<()> {
    let mut rows = writer.next_row_group()?;
    let mut columns = group.columns.iter();
    while let Some(writer) = rows.next_column()? {
        if let Some((about, cells)) = columns.next() {
            column(writer, about.kind, cells)?;
        }
    }
    rows.close()?;
    group.clear();
    Ok(())
}

impl Open<'_> {
    fn drain(&mut self) -> io::Result<()> {
        let bytes = std::mem::take(&mut *self.written.0.lock().unwrap_or_else(PoisonError::into_inner));
        self.out.write_all(&bytes)
    }
}

fn column(mut writer: SerializedColumnWriter<'_>, kind: Kind, cells: &[Cell]) -> Result<(), ParquetError> {
    match kind {
        Kind::Text => values::<ByteArrayType>(&mut writer, cells, |cell| match cell {
            Cell::Text(text) => Some(ByteArray::from(text.as_str())),
            _ => None,
        })?,
        Kind::Integer => values::<Int64Type>(&mut writer, cells, |cell| match cell {
            Cell::Integer(number) => Some(*number),
            _ => None,
        })?,
        Kind::Real => values::<DoubleType>(&mut writer, cells, |cell| match cell {
            Cell::Real(number) => Some(*number),
            _ => None,
        })?,
    }
    writer.close()
}

/// Writes what is there, and for every cell whether it is.
fn values<T: DataType>(
    writer: &mut SerializedColumnWriter<'_>,
    cells: &[Cell],
    value: impl Fn(&Cell) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let all: Vec<Option<T::T>> = cells.iter().map(value).collect();
    let there: Vec<i16> = all.iter().map(|value| i16::from(value.is_some())).collect();
    let values: Vec<T::T> = all.into_iter().flatten().collect();
    writer.typed::<T>().write_batch(&values, Some(&there), None)?;
    Ok(())
}

impl Export for Open<'_> {
    fn article(&mut self, extraction: &Extraction, _: &str) -> io::Result<()> {
        let Self { writer, group, .. } = self;
        group.add(extraction, |group| write(group, writer))?;
        self.drain()
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        if !self.group.is_empty() {
            write(&mut self.group, &mut self.writer)?;
        }
        self.writer.finish()?;
        self.drain()?;
        self.out.flush()
    }
}
