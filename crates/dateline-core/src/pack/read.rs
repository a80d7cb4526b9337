//! One TOML file of a pack to a value, with every mistake in the file told and not only the first.
//!
//! A key that does not belong, or a value that is not what it should be, is told and taken out, and the rest is read again.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Deserializer, Error};

use super::load::Source;
use super::{Diagnostic, Spot};

/// What a file says.
pub(crate) struct Read<T> {
    pub(crate) value: T,
    /// Nothing had to be taken out.
    pub(crate) sound: bool,
}

/// Reads one file; with a mistake in it there is no value.
pub(crate) fn read_toml<T: DeserializeOwned>(
    source: &Source,
    pack: &str,
    path: &str,
    found: &mut Vec<Diagnostic>,
) -> Option<T> {
    read_around(source, pack, path, found).filter(|read| read.sound).map(|read| read.value)
}

/// Reads what can be read of one file.
pub(crate) fn read_around<T: DeserializeOwned>(
    source: &Source,
    pack: &str,
    path: &str,
    found: &mut Vec<Diagnostic>,
) -> Option<Read<T>> {
    let file = if pack.is_empty() { path.to_owned() } else { format!("{pack}/{path}") };
    let spot = |bytes| Spot { file: file.clone(), bytes };
    let Some(bytes) = source.files.get(path) else {
        found.push(
            Diagnostic::error("no-file", spot(0..0), format!("the pack has no file `{path}`"), "missing")
                .nearest(path, source.files.keys().map(String::as_str)),
        );
        return None;
    };
    let Ok(text) = std::str::from_utf8(bytes) else {
        found.push(
            Diagnostic::error("not-utf8", spot(0..0), "the file is not UTF-8 text", "here")
                .help("save the file as UTF-8"),
        );
        return None;
    };
    if let Ok(value) = toml::from_str(text) {
        return Some(Read { value, sound: true });
    }
    let (value, errors) = around_mistakes(text);
    found.extend(errors.iter().map(|error| {
        let bytes = error.span().unwrap_or(0..0);
        let title = error.message().lines().next().unwrap_or_default().to_owned();
        let diagnostic = Diagnostic::error("bad-toml", spot(bytes.clone()), title, "here");
        match error.message().split_once("expected one of ") {
            Some((_, expected)) => {
                let wrong = text.get(bytes).unwrap_or_default();
                diagnostic.nearest(wrong, expected.split(", ").map(|name| name.trim_matches('`')))
            }
            None => diagnostic,
        }
    }));
    value.map(|value| Read { value, sound: false })
}

/// Takes out what is wrong until nothing is, or until what is missing cannot be made up for.
fn around_mistakes<T: DeserializeOwned>(text: &str) -> (Option<T>, Vec<Error>) {
    let (mut table, mut errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return (None, first_of_lines(text, errors));
    }
    let value = loop {
        let error = match T::deserialize(Deserializer::from(table.clone())) {
            Ok(value) => break Some(value),
            Err(error) => error,
        };
        let taken = error.span().is_some_and(|span| take_out(table.get_mut(), &span));
        errors.push(error);
        if !taken {
            break None;
        }
    };
    // Beside a wrong key nothing is missing: it was meant, or has been taken out.
    let missing = |error: &Error| error.message().starts_with("missing field");
    if !errors.iter().all(missing) {
        errors.retain(|error| !missing(error));
    }
    (value, errors)
}

/// Behind a slip of the pen nothing on its line can be read: the first error of each line, in order.
fn first_of_lines(text: &str, mut errors: Vec<Error>) -> Vec<Error> {
    let start = |error: &Error| error.span().map_or(0, |span| span.start);
    let line = |error: &Error| text.get(..start(error)).unwrap_or(text).matches('\n').count();
    errors.sort_by_key(start);
    errors.dedup_by_key(|error| line(error));
    errors
}

/// Takes the key or value that stands there out of the table. False when none does.
fn take_out(table: &mut DeTable<'_>, span: &Range<usize>) -> bool {
    let key =
        table.iter().find(|(key, value)| key.span() == *span || value.span() == *span).map(|(key, _)| key.clone());
    match key {
        Some(key) => table.remove(&key).is_some(),
        None => table.iter_mut().any(|(_, value)| take_out_of(value, span)),
    }
}

fn take_out_of(value: &mut Spanned<DeValue<'_>>, span: &Range<usize>) -> bool {
    match value.get_mut() {
        DeValue::Table(table) => take_out(table, span),
        DeValue::Array(array) => {
            let kept: DeArray<'_> = array.iter().filter(|item| item.span() != *span).cloned().collect();
            let taken = kept.len() < array.len();
            *array = kept;
            taken || array.iter_mut().any(|item| take_out_of(item, span))
        }
        _ => false,
    }
}
