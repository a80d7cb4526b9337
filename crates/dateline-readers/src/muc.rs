//! Messages behind each other in one file, each beginning with its id (`DEV-MUC3-0001 (NOSC)`).
//!
//! Invariant: a message's text is all from its id to the next, the id's line included, as distributed.

use std::io::BufRead;

use crate::failure::Failure;
use crate::item::{Body, Undecoded};
use crate::lines::{self, Line};
use crate::reader::{Flow, Reading};
use crate::sniff::stem;

/// True for a line that begins a message.
pub(crate) fn is_head(line: &[u8]) -> bool {
    id(line).is_some()
}

/// `DEV-MUC3-0001 (NOSC)`: `DEV-MUC3-0001`.
fn id(line: &[u8]) -> Option<&str> {
    let line = std::str::from_utf8(line.trim_ascii()).ok()?;
    let (id, rest) = line.split_once(' ').map_or((line, ""), |(id, rest)| (id, rest.trim()));
    let mut parts = id.split('-');
    let (set, series, number) = (parts.next()?, parts.next()?, parts.next()?);
    let upper = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let plain = upper(set) && upper(series) && series.starts_with("MUC") && number.len() >= 3;
    let digits = number.bytes().all(|b| b.is_ascii_digit()) && parts.next().is_none();
    let note = rest.is_empty() || (rest.starts_with('(') && rest.ends_with(')'));
    (plain && digits && note).then_some(id)
}

pub(crate) fn read(reading: &mut Reading<'_, '_>, origin: &str, stream: &mut impl BufRead) -> Flow {
    let limit = reading.options.limits.document;
    let mut line = Vec::new();
    let mut open: Option<(Option<String>, Vec<u8>)> = None;
    loop {
        let found = match lines::next(stream, limit, &mut line) {
            Ok(found) => found,
            Err(error) => return reading.fail(origin, Failure::broken(&error)),
        };
        let next = (found == Line::Whole).then(|| id(&line)).flatten().map(str::to_owned);
        if found == Line::End || next.is_some() {
            if let Some((id, text)) = open.take() {
                give(reading, origin, id, text, limit)?;
            }
            if found == Line::End {
                return Flow::Continue(());
            }
            open = next.map(|id| (Some(id), Vec::new()));
        }
        // What stands before the first id is a message of its own, unless it is blank.
        if open.is_none() && !line.trim_ascii().is_empty() {
            open = Some((None, Vec::new()));
        }
        if let Some((_, text)) = &mut open
            && text.len() <= limit
        {
            text.extend_from_slice(&line);
            text.push(b'\n');
        }
    }
}

fn give(reading: &mut Reading<'_, '_>, origin: &str, id: Option<String>, text: Vec<u8>, limit: usize) -> Flow {
    let place = stem(origin);
    let here = format!("{origin}#{}", id.as_deref().unwrap_or(place));
    if text.len() > limit {
        return reading.fail(&here, Failure::too_large("a message", limit));
    }
    reading.give(here, Undecoded::new(id, place, Body::Bytes(text)))
}
