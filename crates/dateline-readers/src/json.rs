//! JSON Lines, and JSON files with one record or an array of them.
//!
//! Invariant: a line that is no record is one failure, and the next line is read.

use std::io::{BufRead, Read};

use serde_json::Value;

use crate::failure::{Failure, FailureKind};
use crate::lines::{self, Line};
use crate::options::Fields;
use crate::reader::{Flow, Reading, up_to};
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

/// A file that is one value.
pub(crate) fn whole(reading: &mut Reading<'_, '_>, origin: &str, name: &str, stream: &mut dyn Read) -> Flow {
    let limit = reading.options.limits.record;
    let bytes = match up_to(stream, limit) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return reading.fail(origin, Failure::too_large("a JSON file", limit)),
        Err(error) => return reading.fail(origin, Failure::broken(&error)),
    };
    match serde_json::from_slice(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes)) {
        Ok(Value::Array(records)) => {
            for (number, value) in (1..).zip(records) {
                record(reading, &format!("{origin}#{number}"), format!("{}-{number}", stem(name)), value)?;
            }
            Flow::Continue(())
        }
        Ok(value) => record(reading, origin, stem(name).to_owned(), value),
        // One object behind another is JSON Lines under another name.
        Err(_) if bytes.trim_ascii_start().starts_with(b"{") => lines(reading, origin, name, &mut bytes.as_slice()),
        Err(error) => reading.fail(origin, Failure::new(FailureKind::Broken, format!("no JSON: {error}"))),
    }
}

fn record(reading: &mut Reading<'_, '_>, origin: &str, fallback: String, value: Value) -> Flow {
    let Value::Object(mut record) = value else {
        return reading.fail(origin, Failure::new(FailureKind::Broken, "the record is no JSON object"));
    };
    let names: Vec<String> = record.keys().cloned().collect();
    let Fields { text, id, title, url, published } = &reading.options.fields;
    let mut take = |wanted: &[String]| {
        let name = wanted.iter().find_map(|want| names.iter().find(|name| name.eq_ignore_ascii_case(want)))?;
        match record.remove(name)? {
            Value::String(text) => Some(text),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    };
    let row = Row {
        text: take(text).map(String::into_bytes),
        id: take(id),
        title: take(title),
        url: take(url),
        published: None,
    };
    let published = take(published);
    row.dated(published.as_deref()).give(reading, origin, fallback, &names)
}
