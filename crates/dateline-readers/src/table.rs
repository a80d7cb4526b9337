//! Values separated by commas, tabs or semicolons, with a header line.
//!
//! Invariant: a record is never held beyond the limit, whatever its quotation marks say.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use crate::encoding;
use crate::failure::{Failure, FailureKind};
use crate::reader::{Flow, Reading};
use crate::rows::{Columns, Row};
use crate::sniff::{ending, stem};

/// Bytes that the parser reads ahead.
const AHEAD: usize = 64 << 10;

pub(crate) fn read(reading: &mut Reading<'_, '_>, origin: &str, name: &str, stream: &mut dyn Read) -> Flow {
    let mut head = Vec::with_capacity(AHEAD);
    if let Err(error) = (&mut *stream).take(AHEAD as u64).read_to_end(&mut head) {
        return reading.fail(origin, Failure::broken(&error));
    }
    let limit = reading.options.limits.record;
    let since = Rc::new(Cell::new(0));
    let delimiter = delimiter(&head, name);
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head).to_vec();
    let bounded =
        Bounded { inner: io::Cursor::new(head).chain(stream), since: Rc::clone(&since), limit: limit + AHEAD };
    let mut records =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).buffer_capacity(AHEAD).from_reader(bounded);
    let header = match records.byte_headers() {
        Ok(header) => header.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect::<Vec<_>>(),
        Err(error) => return reading.fail(origin, failure(error)),
    };
    let encoding = reading.options.encoding.clone();
    let columns = Columns::find(&reading.options.fields, &header);
    let mut record = csv::ByteRecord::new();
    for number in 1.. {
        since.set(0);
        let here = format!("{origin}#{number}");
        match records.read_byte_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {
                let bytes = |column: Option<usize>| column.and_then(|at| record.get(at)).map(<[u8]>::to_vec);
                let text = |column| bytes(column).and_then(|bytes| encoding::decode(bytes, encoding.as_deref()).ok());
                let row = Row {
                    text: bytes(columns.text),
                    id: text(columns.id),
                    title: text(columns.title),
                    url: text(columns.url),
                    ..Row::default()
                };
                let row = row.dated(text(columns.published));
                row.give(reading, &here, format!("{}-{number}", stem(name)), &header)?;
            }
            Err(error) => return reading.fail(&here, failure(error)),
        }
    }
    Flow::Continue(())
}

fn failure(error: csv::Error) -> Failure {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Failure::broken(&error),
        other => Failure::new(FailureKind::Broken, format!("no table: {other:?}")),
    }
}

/// Tab by name, else what the header line has most of.
fn delimiter(head: &[u8], name: &str) -> u8 {
    if ["tsv", "tab"].iter().any(|tabs| ending(name).eq_ignore_ascii_case(tabs)) {
        return b'\t';
    }
    let header = head.split(|b| *b == b'\n').next().unwrap_or_default();
    let count = |mark: u8| header.split(|b| *b == mark).count();
    // The first of equals: a header of one column has none of them, and is a table with commas.
    [b',', b'\t', b';'].into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(b',')
}

/// Fails when more than the limit is read for one record.
struct Bounded<R> {
    inner: R,
    since: Rc<Cell<usize>>,
    limit: usize,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        let since = self.since.get() + count;
        self.since.set(since);
        if since > self.limit {
            return Err(io::Error::other(Failure::too_large("a record", self.limit)));
        }
        Ok(count)
    }
}
