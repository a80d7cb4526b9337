//! JSON Lines, and JSON files with one record or an array of them.
//!
//! Invariant: a line that is no record is one failure, and the next line is read.

use std::io::{BufRead, BufReader, Cursor, Read};

use serde_json::{Map, Value};

use crate::failure::{Failure, FailureKind};
use crate::lines::{self, Line};
use crate::options::Fields;
use crate::reader::{Flow, Reading};
use crate::rows::Row;
use crate::sniff::stem;

/// One record a line.
pub(crate) fn lines(reading: &mut Reading<'_, '_>, origin: &str, name: &str, stream: &mut impl BufRead) -> Flow {
    let limit = reading.options.limits.record;
    let mut line = Vec::new();
    for number in 1.. {
        let here = || format!("{origin}#{number}");
        match lines::next(stream, limit, &mut line) {
            Ok(Line::End) => break,
            Ok(Line::TooLong) => reading.fail(&here(), Failure::too_large("a line", limit))?,
            Ok(Line::Whole) => {
                let text = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line).trim_ascii();
                if text.is_empty() {
                    continue;
                }
                match serde_json::from_slice(text) {
                    Ok(value) => record(reading, &here(), format!("{}-{number}", stem(name)), value)?,
                    Err(error) => {
                        let message = format!("no JSON: {error}");
                        reading.fail(&here(), Failure::new(FailureKind::Broken, message))?;
                    }
                }
            }
            Err(error) => return reading.fail(origin, Failure::broken(&error)),
        }
    }
    Flow::Continue(())
}

/// A file that is one value, or JSON Lines under another name.
pub(crate) fn whole(reading: &mut Reading<'_, '_>, origin: &str, name: &str, stream: &mut dyn Read) -> Flow {
    let limit = reading.options.limits.record;
    let mut bytes = Vec::new();
    if let Err(error) = (&mut *stream).take(limit as u64 + 1).read_to_end(&mut bytes) {
        return reading.fail(origin, Failure::broken(&error));
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let failure = if bytes.len() > limit {
        let remedy = "write it as JSON Lines, one object a line";
        Failure::over("a JSON file", limit, remedy)
    } else {
        match serde_json::from_slice(text) {
            Ok(Value::Array(records)) => {
                for (number, value) in (1..).zip(records) {
                    record(reading, &format!("{origin}#{number}"), format!("{}-{number}", stem(name)), value)?;
                }
                return Flow::Continue(());
            }
            Ok(value) => return record(reading, origin, stem(name).to_owned(), value),
            Err(error) => Failure::new(FailureKind::Broken, format!("no JSON: {error}")),
        }
    };
    // A first line that is an object by itself: what comes behind it is no part of it.
    let first = text.trim_ascii_start().split(|b| *b == b'\n').next().unwrap_or_default();
    if serde_json::from_slice::<Map<String, Value>>(first).is_ok() {
        return lines(reading, origin, name, &mut BufReader::new(Cursor::new(bytes).chain(stream)));
    }
    reading.fail(origin, failure)
}

fn record(reading: &mut Reading<'_, '_>, origin: &str, fallback: String, value: Value) -> Flow {
    let Value::Object(mut record) = value else {
        return reading.fail(origin, Failure::new(FailureKind::Broken, "the record is no JSON object"));
    };
    let names: Vec<String> = record.keys().cloned().collect();
    let Fields { text, id, title, url, published } = &reading.options.fields;
    let mut field = |wanted: &[String]| {
        let name = wanted.iter().find_map(|want| names.iter().find(|name| name.eq_ignore_ascii_case(want)))?;
        record.remove(name)
    };
    // A date that comes as anything else is one that cannot be read.
    let published = field(published).filter(|value| !value.is_null());
    let published = published.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    let mut take = |wanted: &[String]| match field(wanted)? {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let row = Row {
        text: take(text).map(String::into_bytes),
        id: take(id),
        title: take(title),
        url: take(url),
        ..Row::default()
    };
    row.dated(published).give(reading, origin, fallback, &names)
}
