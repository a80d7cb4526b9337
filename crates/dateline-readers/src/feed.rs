//! RSS and Atom. Invariant: one item an entry, in the feed's order; an entry without a text of its own is a failure.

use std::io::Read;

use crate::failure::{Failure, FailureKind};
use crate::item::{Body, Undecoded};
use crate::reader::{Flow, Reading, up_to};
use crate::sniff::stem;
use crate::when;

pub(crate) fn read(reading: &mut Reading<'_, '_>, origin: &str, name: &str, stream: &mut dyn Read) -> Flow {
    let limit = reading.options.limits.record;
    let bytes = match up_to(stream, limit) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return reading.fail(origin, Failure::too_large("a feed", limit)),
        Err(error) => return reading.fail(origin, Failure::broken(&error)),
    };
    // The parser makes up ids for entries without one; made from the place, they are the same every time.
    let parser = feed_rs::parser::Builder::new().id_generator(|_, _, _| String::new()).build();
    let feed = match parser.parse(bytes.as_slice()) {
        Ok(feed) => feed,
        Err(error) => return reading.fail(origin, Failure::new(FailureKind::Broken, format!("no feed: {error}"))),
    };
    for (number, entry) in (1..).zip(feed.entries) {
        let here = format!("{origin}#{number}");
        let content = entry.content.and_then(|content| content.body).filter(|text| !text.trim().is_empty());
        let Some(text) = content.or_else(|| entry.summary.map(|summary| summary.content)) else {
            reading.fail(&here, Failure::new(FailureKind::NoText, "the entry has neither content nor summary"))?;
            continue;
        };
        let id = Some(entry.id).filter(|id| !id.is_empty());
        let body = if text.contains('<') { Body::Fragment(text) } else { Body::Text(text) };
        let mut found = Undecoded::new(id, format!("{}-{number}", stem(name)), body);
        found.title = entry.title.map(|title| title.content);
        found.url = entry.links.into_iter().next().map(|link| link.href);
        found.published = entry.published.or(entry.updated).and_then(|at| when::from_seconds(at.timestamp()));
        reading.give(here, found)?;
    }
    Flow::Continue(())
}
