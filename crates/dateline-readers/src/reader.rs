//! The reader: takes wrappings off, finds the format and hands over to the one who reads it.
//!
//! Invariant: what fails inside one input ends that input with a named failure and nothing else.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::archive::{self, Guard, Input};
use crate::encoding::{Transcoded, utf16};
use crate::failure::{Failure, FailureKind};
use crate::item::{Body, Item, Sink, Undecoded};
use crate::options::Options;
use crate::sniff::{Format, Wrapping, stem};
use crate::{feed, json, muc, table, warc};

/// How much of a stream is looked at to tell what it is.
const HEAD: usize = 1024;

/// Whether to go on.
pub(crate) type Flow = ControlFlow<()>;

/// Reads inputs and calls back with items.
#[derive(Debug, Default)]
pub struct Reader {
    options: Options,
    consumed: Arc<AtomicU64>,
}

/// One reading under way: the options and who takes the items.
pub(crate) struct Reading<'a, 's> {
    pub(crate) options: &'a Options,
    sink: &'a mut Sink<'s>,
}

impl Reader {
    /// A reader with these options.
    pub fn new(options: Options) -> Self {
        Self { options, consumed: Arc::default() }
    }

    /// The options.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Bytes taken from inputs so far, as they lie on disk. Shared, for who shows progress.
    pub fn consumed(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.consumed)
    }

    /// Reads a file.
    pub fn file(&self, path: &Path, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let origin = path.display().to_string();
        let mut reading = Reading { options: &self.options, sink };
        match File::open(path) {
            Ok(file) => reading.file(&origin, file, &self.consumed),
            Err(error) => reading.fail(&origin, Failure::new(FailureKind::Unreadable, error.to_string())),
        }
    }

    /// Reads a stream under a name, whose ending may tell the format.
    pub fn stream(&self, name: &str, stream: &mut dyn Read, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let mut metered = Metered { inner: stream, count: &self.consumed };
        Reading { options: &self.options, sink }.stream(name, name, &mut metered, 0)
    }
}

/// Counts what passes.
struct Metered<'a, R> {
    inner: R,
    count: &'a AtomicU64,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        self.count.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

impl Reading<'_, '_> {
    /// Hands over one document.
    pub(crate) fn give(&mut self, origin: impl Into<String>, mut found: Undecoded) -> Flow {
        if let Some(label) = &self.options.encoding {
            found.encoding = Some(label.clone());
        }
        (self.sink)(Item { origin: origin.into(), found: Ok(found) })
    }

    /// Hands over one failure.
    pub(crate) fn fail(&mut self, origin: &str, failure: Failure) -> Flow {
        (self.sink)(Item { origin: origin.to_owned(), found: Err(failure) })
    }

    /// A file on disk: the formats that jump about in it are read in place, the others as streams.
    fn file(&mut self, origin: &str, mut file: File, count: &AtomicU64) -> Flow {
        let mut head = Vec::with_capacity(HEAD);
        let peeked = (&file).take(HEAD as u64).read_to_end(&mut head).and_then(|_| file.rewind());
        if let Err(error) = peeked {
            return self.fail(origin, Failure::new(FailureKind::Unreadable, error.to_string()));
        }
        let length = file.metadata().map_or(0, |data| data.len());
        let jumps = Wrapping::of(&head) == Some(Wrapping::Zip) || self.format(&head, origin) == Format::Parquet;
        if !jumps {
            return self.stream(origin, origin, &mut Metered { inner: file, count }, 0);
        }
        let flow = if Wrapping::of(&head) == Some(Wrapping::Zip) {
            archive::zip(self, origin, file, length, 1)
        } else {
            self.parquet(origin, file)
        };
        count.fetch_add(length, Ordering::Relaxed);
        flow
    }

    fn format(&self, head: &[u8], name: &str) -> Format {
        self.options.format.unwrap_or_else(|| Format::of(head, name))
    }

    /// A stream: its wrapping is taken off, or its format read.
    pub(crate) fn stream(&mut self, origin: &str, name: &str, stream: &mut dyn Read, nesting: usize) -> Flow {
        if nesting > self.options.limits.nesting {
            let message = format!("more than {} archives inside each other", self.options.limits.nesting);
            return self.fail(origin, Failure::new(FailureKind::TooDeep, message));
        }
        let mut head = Vec::with_capacity(HEAD);
        if let Err(error) = (&mut *stream).take(HEAD as u64).read_to_end(&mut head) {
            let kind = if nesting == 0 { FailureKind::Unreadable } else { FailureKind::Broken };
            return self.fail(origin, Failure::from_io(&error, kind));
        }
        let wrapping = Wrapping::of(&head);
        let format = self.format(&head, name);
        let mut whole = io::Cursor::new(head).chain(stream);
        match wrapping {
            Some(wrapping) => self.unwrap(wrapping, origin, name, &mut whole, nesting),
            None => self.formatted(format, origin, name, &mut whole),
        }
    }

    fn unwrap(&mut self, wrapping: Wrapping, origin: &str, name: &str, stream: &mut dyn Read, nesting: usize) -> Flow {
        let inner = wrapping.inner(name);
        let input = Input::new(stream);
        let packed = input.count();
        let expansion = self.options.limits.expansion;
        let nesting = nesting + 1;
        match wrapping {
            Wrapping::Gzip => {
                let decoder = flate2::bufread::MultiGzDecoder::new(BufReader::new(input));
                self.stream(origin, &inner, &mut Guard::new(decoder, packed, expansion), nesting)
            }
            Wrapping::Bzip2 => {
                let decoder = bzip2::read::MultiBzDecoder::new(input);
                self.stream(origin, &inner, &mut Guard::new(decoder, packed, expansion), nesting)
            }
            Wrapping::Zstd => match zstd::stream::read::Decoder::new(input) {
                Ok(mut decoder) => {
                    // A window of 128 MiB is the most that the tool itself takes without being told.
                    if let Err(error) = decoder.window_log_max(27) {
                        return self.fail(origin, Failure::broken(&error));
                    }
                    self.stream(origin, &inner, &mut Guard::new(decoder, packed, expansion), nesting)
                }
                Err(error) => self.fail(origin, Failure::broken(&error)),
            },
            Wrapping::Zip => archive::spooled_zip(self, origin, input, nesting),
            Wrapping::Tar => archive::tar(self, origin, input, nesting),
        }
    }

    fn formatted(&mut self, format: Format, origin: &str, name: &str, stream: &mut dyn Read) -> Flow {
        match format {
            Format::Text => self.whole(origin, name, stream, self.options.limits.document, Body::Bytes),
            Format::Html => self.whole(origin, name, stream, self.options.limits.record, Body::Page),
            Format::Feed => feed::read(self, origin, name, stream),
            Format::Warc => warc::read(self, origin, name, &mut BufReader::new(stream)),
            Format::Parquet => archive::spooled(self, origin, stream, |reading, file, _| reading.parquet(origin, file)),
            Format::Json | Format::JsonLines | Format::Csv | Format::Muc => {
                let mut buffered = BufReader::with_capacity(64 << 10, stream);
                let wide = io::BufRead::fill_buf(&mut buffered).ok().and_then(utf16);
                let mut transcoded;
                let stream: &mut dyn Read = match wide {
                    Some(encoding) => {
                        transcoded = Transcoded::new(&mut buffered, encoding);
                        &mut transcoded
                    }
                    None => &mut buffered,
                };
                match format {
                    Format::Json => json::whole(self, origin, name, stream),
                    Format::JsonLines => json::lines(self, origin, name, &mut BufReader::new(stream)),
                    Format::Csv => table::read(self, origin, name, stream),
                    _ => muc::read(self, origin, &mut BufReader::new(stream)),
                }
            }
        }
    }

    /// All of the stream as one document.
    fn whole(
        &mut self,
        origin: &str,
        name: &str,
        stream: &mut dyn Read,
        limit: usize,
        body: fn(Vec<u8>) -> Body,
    ) -> Flow {
        match up_to(stream, limit) {
            Ok(Some(bytes)) => self.give(origin, Undecoded::new(None, stem(name), body(bytes))),
            Ok(None) => self.fail(origin, Failure::too_large("a file", limit)),
            Err(error) => self.fail(origin, Failure::from_io(&error, FailureKind::Broken)),
        }
    }

    #[cfg(feature = "parquet")]
    fn parquet(&mut self, origin: &str, file: File) -> Flow {
        crate::parquet::read(self, origin, file)
    }

    #[cfg(not(feature = "parquet"))]
    fn parquet(&mut self, origin: &str, _: File) -> Flow {
        self.fail(origin, Failure::new(FailureKind::Unsupported, "built without the feature `parquet`"))
    }
}

/// All of a stream, or `None` when it is larger than the limit.
pub(crate) fn up_to(stream: &mut dyn Read, limit: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    stream.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= limit).then_some(bytes))
}
