//! Parquet: rows with the fields that articles need. Invariant: only those columns are read.

use std::fs::File;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::types::Type;

use crate::failure::{Failure, FailureKind};
use crate::reader::{Flow, Reading};
use crate::rows::{Columns, Row};
use crate::sniff::stem;
use crate::when;

pub(crate) fn read(reading: &mut Reading<'_, '_>, origin: &str, file: File) -> Flow {
    let broken = |error: &dyn std::fmt::Display| Failure::new(FailureKind::Broken, error.to_string());
    let reader = match SerializedFileReader::new(file) {
        Ok(reader) => reader,
        Err(error) => return reading.fail(origin, broken(&error)),
    };
    let schema = reader.metadata().file_metadata().schema();
    let names: Vec<String> = schema.get_fields().iter().map(|field| field.name().to_owned()).collect();
    let columns = Columns::find(&reading.options.fields, &names);
    let wanted = [columns.text, columns.id, columns.title, columns.url, columns.published];
    let kept: Vec<_> = schema
        .get_fields()
        .iter()
        .enumerate()
        .filter(|(at, _)| wanted.contains(&Some(*at)))
        .map(|(_, field)| field.clone())
        .collect();
    let projection = Type::group_type_builder(schema.name()).with_fields(kept).build();
    let rows = projection.and_then(|projection| reader.get_row_iter(Some(projection)));
    let rows = match rows {
        Ok(rows) => rows,
        Err(error) => return reading.fail(origin, broken(&error)),
    };
    for (number, row) in (1..).zip(rows) {
        let here = format!("{origin}#{number}");
        let fields = match row {
            Ok(row) => row.into_columns(),
            Err(error) => return reading.fail(&here, broken(&error)),
        };
        let get = |column: Option<usize>| {
            let name = names.get(column?)?;
            fields.iter().find(|(known, _)| known == name).map(|(_, field)| field)
        };
        let published = get(columns.published);
        let mut found = Row {
            text: get(columns.text).and_then(bytes),
            id: get(columns.id).and_then(text),
            title: get(columns.title).and_then(text),
            url: get(columns.url).and_then(text),
            ..Row::default()
        }
        .dated(published.and_then(text));
        if let Some(Field::TimestampMillis(millis)) = published {
            found.published = when::from_seconds(millis.div_euclid(1_000));
        }
        if let Some(Field::TimestampMicros(micros)) = published {
            found.published = when::from_seconds(micros.div_euclid(1_000_000));
        }
        if let Some(Field::Date(days)) = published {
            found.published = when::from_seconds(i64::from(*days) * 86_400).map(|at| at.date.into());
        }
        found.give(reading, &here, format!("{}-{number}", stem(origin)), &names)?;
    }
    Flow::Continue(())
}

fn bytes(field: &Field) -> Option<Vec<u8>> {
    match field {
        Field::Str(text) => Some(text.clone().into_bytes()),
        Field::Bytes(bytes) => Some(bytes.data().to_vec()),
        _ => None,
    }
}

fn text(field: &Field) -> Option<String> {
    match field {
        Field::Str(text) => Some(text.clone()),
        Field::Bytes(bytes) => String::from_utf8(bytes.data().to_vec()).ok(),
        Field::Byte(_) | Field::Short(_) | Field::Int(_) | Field::Long(_) => Some(field.to_string()),
        Field::UByte(_) | Field::UShort(_) | Field::UInt(_) | Field::ULong(_) => Some(field.to_string()),
        _ => None,
    }
}
