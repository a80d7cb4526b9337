//! What happens to the items of a batch, one by one and on any thread.
//!
//! Invariant: no step here knows of any other item; what depends on the order is decided between the steps.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use dateline::{CopyOf, Engine, Exporter, Extraction, RawDocument, Style};
use dateline_readers::{Failure, FailureKind, Item, Limits, Undecoded, foreign};
use twox_hash::XxHash3_64;

use crate::copies::{Fingerprint, content};
use crate::run::{CopyPolicy, Options};

/// An item whose text is there, or is known not to be.
pub(crate) struct Prepared {
    pub(crate) origin: String,
    /// Stands for the origin and the content.
    pub(crate) key: u64,
    pub(crate) state: State,
}

pub(crate) enum State {
    Ready(Box<Ready>),
    Failed(Failure),
    Foreign(&'static str),
    LeftOut,
    Before,
}

/// An article that can be extracted, and what is decided of it in the order of the input.
pub(crate) struct Ready {
    pub(crate) document: RawDocument,
    /// True when its id is made of the file's name.
    pub(crate) made_up: bool,
    /// True when its data bring an id that another article has.
    pub(crate) shared_id: bool,
    /// The publication date as the data have it, when it cannot be read.
    pub(crate) unread_date: Option<String>,
    /// What to know a copy by, when somebody looks for copies; taken when it is asked.
    pub(crate) print: Option<Fingerprint>,
    pub(crate) copy: Option<CopyOf>,
}

/// Decodes, and finds what language it is in and what to know it by.
pub(crate) fn prepare(item: Item, limits: &Limits, options: &Options) -> Prepared {
    let Item { origin, found } = item;
    let made_up = found.as_ref().is_ok_and(Undecoded::has_made_up_id);
    let unread_date = found.as_ref().ok().and_then(|found| found.unread_date().map(str::to_owned));
    let decoded = found.and_then(|found| guarded(|| found.decode(limits)).and_then(|decoded| decoded));
    let (content, state) = match decoded {
        Ok(document) => {
            let content = content(&document.text);
            let state = match foreign(&document.text).filter(|_| !options.all_languages) {
                Some(language) => State::Foreign(language),
                None => {
                    let wanted = options.copies != CopyPolicy::Ignore;
                    let print = wanted.then(|| Fingerprint::of(&document.text, content));
                    State::Ready(Box::new(Ready {
                        document,
                        made_up,
                        shared_id: false,
                        unread_date,
                        print,
                        copy: None,
                    }))
                }
            };
            (content, state)
        }
        Err(failure) => (XxHash3_64::oneshot(failure.kind.name().as_bytes()), State::Failed(failure)),
    };
    let key = XxHash3_64::oneshot_with_seed(content, origin.as_bytes());
    Prepared { origin, key, state }
}

/// What became of an item.
pub(crate) struct Done {
    pub(crate) origin: String,
    pub(crate) key: u64,
    pub(crate) outcome: Outcome,
}

pub(crate) enum Outcome {
    Extracted(Box<Extracted>),
    Failed(Failure),
    Foreign(&'static str),
    LeftOut,
    Before,
}

/// What is counted of an article, and what is written of it.
pub(crate) struct Extracted {
    pub(crate) events: u64,
    pub(crate) incidents: u64,
    pub(crate) bytes: u64,
    /// How like it is to the article of which it is a copy.
    pub(crate) similarity: Option<f32>,
    pub(crate) shared_id: bool,
    pub(crate) unread_date: Option<String>,
    /// How long it took, when that was longer than the time limit.
    pub(crate) slow: Option<Duration>,
    pub(crate) result: Written,
}

/// An extraction is many times larger than its bytes, so that only one of the two is held.
pub(crate) enum Written {
    /// In the output's format, made apart from the others.
    Apart(Vec<u8>),
    /// Still to be written, with the article's text.
    Whole(Box<Extraction>, String),
}

/// Extracts, and puts the result into bytes.
pub(crate) fn extract(prepared: Prepared, engine: &Engine, exporter: Option<&dyn Exporter>, options: &Options) -> Done {
    let Prepared { origin, key, state } = prepared;
    let outcome = match state {
        State::Failed(failure) => Outcome::Failed(failure),
        State::Foreign(language) => Outcome::Foreign(language),
        State::LeftOut => Outcome::LeftOut,
        State::Before => Outcome::Before,
        State::Ready(ready) => {
            let begun = Instant::now();
            match guarded(|| one(engine, *ready, exporter)).and_then(|done| done) {
                Ok(done) => {
                    let took = begun.elapsed();
                    let slow = (took > options.time_limit).then_some(took);
                    Outcome::Extracted(Box::new(Extracted { slow, ..done }))
                }
                Err(failure) => Outcome::Failed(failure),
            }
        }
    };
    Done { origin, key, outcome }
}

fn one(engine: &Engine, ready: Ready, exporter: Option<&dyn Exporter>) -> Result<Extracted, Failure> {
    let Ready { document, copy, shared_id, unread_date, .. } = ready;
    let mut found = engine.extract(&document);
    found.copy_of = copy;
    let (events, incidents) = (found.events.len() as u64, found.incidents.len() as u64);
    let similarity = found.copy_of.as_ref().map(|copy| copy.similarity);
    let length = document.text.len() as u64;
    let result = match exporter {
        None => Written::Whole(Box::new(found), document.text),
        Some(exporter) => {
            let mut bytes = Vec::new();
            let written = exporter.begin(Box::new(&mut bytes), Style::Plain).and_then(|mut out| {
                out.article(&found, &document.text)?;
                out.finish()
            });
            written.map_err(|error| Failure::new(FailureKind::Panicked, error.to_string()))?;
            bytes.shrink_to_fit();
            Written::Apart(bytes)
        }
    };
    Ok(Extracted { events, incidents, bytes: length, similarity, shared_id, unread_date, slow: None, result })
}

/// A panic is a bug; it costs the article and not the run.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|cause| {
        let text = cause.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| cause.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".to_owned());
        Failure::new(FailureKind::Panicked, format!("a bug of this program: {text}"))
    })
}
