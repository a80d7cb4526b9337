//! The run itself: batches through the steps, and their results into files.
//!
//! Invariant: at most three batches are held: one read, one decoded, one extracted.

use std::io;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::time::Duration;

use dateline::{Engine, Exporter};
use dateline_readers::{Ids, Input, Item, Reader};
use rayon::ThreadPool;
use rayon::prelude::*;

use crate::batch::{Done, Outcome, Prepared, State, extract, guarded, prepare};
use crate::copies::Copies;
use crate::journal::Commit;
use crate::{Counts, Journal, JournalError, Output, Quarantine};

/// Most items of a batch, however small they are.
const MOST_ITEMS: usize = 4_096;

/// In which order articles are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// In that of the input.
    #[default]
    Kept,
    /// As they are finished: inside a batch none waits for another.
    Finished,
}

/// What is done with copies. An exact copy is known when the first article with its text is among the last 2.7 million
/// with texts of their own (fewer where ids are longer than 18 bytes), a near copy when it is among the last 32,768.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CopyPolicy {
    /// They are extracted, and say of which article they are copies.
    #[default]
    Flag,
    /// They are left out, and counted.
    LeaveOut,
    /// Nobody looks for them.
    Ignore,
}

/// How to run.
#[derive(Debug, Clone)]
pub struct Options {
    /// The order of the output.
    pub order: Order,
    /// What is done with copies.
    pub copies: CopyPolicy,
    /// Extract articles in other languages than English, too.
    pub all_languages: bool,
    /// An article that took longer is named and counted as slow. It is written like any other, for else the output would
    /// depend on the machine's load; how long one can take is bounded by its size, in which the engine's time is linear.
    pub time_limit: Duration,
    /// Bytes of a batch: what is done between two commits.
    pub batch: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            order: Order::default(),
            copies: CopyPolicy::default(),
            all_languages: false,
            time_limit: Duration::from_secs(60),
            batch: 1 << 20,
        }
    }
}

/// All that a run needs.
pub struct Job<'a> {
    /// The engine.
    pub engine: &'a Engine,
    /// The reader.
    pub reader: &'a Reader,
    /// What to read.
    pub inputs: &'a [Input],
    /// How to run.
    pub options: Options,
    /// Where extractions go.
    pub output: Output<'a>,
    /// Where failures go.
    pub quarantine: Option<Quarantine>,
    /// What is done, for a run that can be resumed.
    pub journal: Option<Journal>,
    /// Set when the run shall end: what is begun is finished.
    pub stop: &'a AtomicBool,
    /// Called with every failure.
    pub on_failure: &'a mut dyn FnMut(&str, &dateline_readers::Failure),
    /// Called with every article that took longer than the time limit, and how long it took.
    pub on_slow: &'a mut dyn FnMut(&str, Duration),
    /// Called with the counts so far, after every batch.
    pub on_progress: &'a mut dyn FnMut(&Counts),
}

/// How a run ended.
#[derive(Debug)]
pub struct Summary {
    /// What became of the articles, those of earlier runs included.
    pub counts: Counts,
    /// True when it was stopped before the input's end.
    pub stopped: bool,
    /// Documents done by earlier runs.
    pub before: u64,
    /// Documents done by earlier runs that are no longer in the input, or no longer the same.
    pub gone: u64,
}

/// Why a run broke off. Failures of articles are no such reason.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// The output cannot be written.
    #[error("the output cannot be written: {0}")]
    Output(#[source] io::Error),
    /// The quarantine file cannot be written.
    #[error("the quarantine file cannot be written: {0}")]
    Quarantine(#[source] io::Error),
    /// The journal cannot be written.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// Runs the engine over all inputs, on the threads of the pool.
pub fn run(mut job: Job<'_>, pool: &ThreadPool) -> Result<Summary, RunError> {
    let mut books = Books {
        counts: job.journal.as_ref().map(Journal::counts).unwrap_or_default(),
        ids: Ids::default(),
        copies: Copies::default(),
        before: 0,
    };
    let (engine, reader, inputs, stop) = (job.engine, job.reader, job.inputs, job.stop);
    let options = job.options.clone();
    std::thread::scope(|scope| {
        let (sender, batches) = sync_channel(1);
        scope.spawn(move || feed(reader, inputs, options.batch, stop, &sender));
        work(&mut job, &mut books, &batches, pool, engine)
    })?;
    if let Output::Whole(export) = job.output {
        export.finish().map_err(RunError::Output)?;
    }
    let stopped = stop.load(Ordering::Relaxed);
    let gone = job.journal.as_ref().filter(|_| !stopped).map_or(0, Journal::done);
    if let (Some(journal), false) = (job.journal, stopped) {
        journal.finish()?;
    }
    Ok(Summary { counts: books.counts, stopped, before: books.before, gone })
}

/// Reads on a thread of its own and hands over batches.
fn feed(reader: &Reader, inputs: &[Input], most: usize, stop: &AtomicBool, sender: &SyncSender<Vec<Item>>) {
    let mut batch: Vec<Item> = Vec::new();
    let mut size = 0;
    for input in inputs {
        let name = match input {
            Input::File(path) => path.display().to_string(),
            Input::Stdin => "stdin".to_owned(),
        };
        let mut take = |item: Item| {
            size += item.found.as_ref().map_or(0, dateline_readers::Undecoded::size) + item.origin.len();
            batch.push(item);
            if size >= most || batch.len() >= MOST_ITEMS {
                size = 0;
                if sender.send(std::mem::take(&mut batch)).is_err() {
                    return ControlFlow::Break(());
                }
            }
            if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let read = guarded(|| match input {
            Input::File(path) => reader.file(path, &mut take),
            Input::Stdin => reader.stream("stdin", &mut io::stdin().lock(), &mut take),
        });
        let flow = read.unwrap_or_else(|failure| take(Item { origin: name, found: Err(failure) }));
        if flow.is_break() {
            break;
        }
    }
    // Nobody takes it only when the run has broken off, and then nobody misses it.
    let _ = sender.send(batch);
}

/// What is known of the run as a whole.
struct Books {
    counts: Counts,
    ids: Ids,
    copies: Copies,
    before: u64,
}

fn work(
    job: &mut Job<'_>,
    books: &mut Books,
    batches: &Receiver<Vec<Item>>,
    pool: &ThreadPool,
    engine: &Engine,
) -> Result<(), RunError> {
    let limits = job.reader.options().limits;
    let options = &job.options.clone();
    let exporter = match &job.output {
        Output::Apart { exporter, .. } => Some(*exporter),
        Output::Whole(_) => None,
    };
    let mut ready: Option<Vec<Prepared>> = None;
    loop {
        let next = batches.recv().ok();
        let batch = ready.take();
        let mut prepared = None;
        pool.in_place_scope(|scope| {
            let (sender, done) = channel();
            let extracted = batch.is_some();
            scope.spawn(move |_| all(batch.unwrap_or_default(), engine, exporter, options, &sender));
            let prepared = &mut prepared;
            scope.spawn(move |_| {
                let one = |item| prepare(item, &limits, options);
                *prepared = next.map(|batch| batch.into_par_iter().map(one).collect::<Vec<_>>());
            });
            // Written on this thread, while the pool works on.
            if extracted { write(job, books, &done) } else { Ok(()) }
        })?;
        let Some(prepared) = prepared else { return Ok(()) };
        ready = Some(prepared.into_iter().map(|item| decide(job, books, item)).collect());
    }
}

/// What depends on the articles before: what it is called, is it a copy, and was it done by an earlier run?
fn decide(job: &mut Job<'_>, books: &mut Books, mut item: Prepared) -> Prepared {
    if let State::Ready(ready) = &mut item.state {
        ready.shared_id = books.ids.give(&mut ready.document.id, ready.made_up);
        if let Some(print) = ready.print.take() {
            ready.copy = books.copies.see(&ready.document.id, print);
            if ready.copy.is_some() && job.options.copies == CopyPolicy::LeaveOut {
                item.state = State::LeftOut;
            }
        }
    }
    if job.journal.as_mut().is_some_and(|journal| journal.take(item.key)) {
        item.state = State::Before;
    }
    item
}

/// Extracts a batch and sends its articles on: each when it is finished, or all of them in their order.
fn all(
    batch: Vec<Prepared>,
    engine: &Engine,
    exporter: Option<&dyn Exporter>,
    options: &Options,
    sender: &Sender<Done>,
) {
    // One by one, so that no article waits behind a slow one for a thread that has nothing to do.
    let all = batch.into_par_iter().with_max_len(1).map(|item| extract(item, engine, exporter, options));
    // Nobody takes them when the output cannot be written.
    let _ = match options.order {
        Order::Finished => all.try_for_each_with(sender.clone(), |sender, done| sender.send(done)),
        Order::Kept => all.collect::<Vec<_>>().into_iter().try_for_each(|done| sender.send(done)),
    };
}

/// Writes the articles of a batch as they come, and commits it when they are all there.
fn write(job: &mut Job<'_>, books: &mut Books, done: &Receiver<Done>) -> Result<(), RunError> {
    let mut keys = Vec::new();
    for Done { origin, key, outcome } in done {
        let counts = &mut books.counts;
        if matches!(outcome, Outcome::Before) {
            books.before += 1;
            continue;
        }
        keys.push(key);
        counts.found += 1;
        match outcome {
            Outcome::Extracted(done) => {
                counts.extracted += 1;
                counts.events += done.events;
                counts.incidents += done.incidents;
                counts.bytes += done.bytes;
                counts.shared_ids += u64::from(done.shared_id);
                if let Some(date) = &done.unread_date {
                    let date: String = date.chars().take(60).collect();
                    counts.unread_dates += 1;
                    counts.first_unread_date.get_or_insert_with(|| format!("`{date}` in {origin}"));
                }
                match done.similarity {
                    Some(similarity) if similarity < 1.0 => counts.near_copies += 1,
                    Some(_) => counts.copies += 1,
                    None => {}
                }
                if let Some(took) = done.slow {
                    counts.slow += 1;
                    (job.on_slow)(&origin, took);
                }
                job.output.add(done.result).map_err(RunError::Output)?;
                if job.options.order == Order::Finished {
                    job.output.flush().map_err(RunError::Output)?;
                }
            }
            Outcome::Failed(failure) => {
                *counts.failed.entry(failure.kind.name().to_owned()).or_default() += 1;
                if let Some(quarantine) = &mut job.quarantine {
                    quarantine.add(&origin, &failure).map_err(RunError::Quarantine)?;
                }
                (job.on_failure)(&origin, &failure);
            }
            Outcome::Foreign(language) => *counts.foreign.entry(language.to_owned()).or_default() += 1,
            Outcome::LeftOut => counts.left_out += 1,
            Outcome::Before => {}
        }
    }
    job.output.flush().map_err(RunError::Output)?;
    if let Some(journal) = job.journal.as_mut().filter(|_| !keys.is_empty()) {
        journal.commit(&Commit {
            output: job.output.length(),
            quarantine: job.quarantine.as_ref().map_or(0, Quarantine::length),
            counts: books.counts.clone(),
            done: keys,
        })?;
    }
    (job.on_progress)(&books.counts);
    Ok(())
}
