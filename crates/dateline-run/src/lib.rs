//! Runs an engine over any number of articles.
//!
//! ```text
//! reader thread ─ batch ─▶ decode, language, fingerprint ─▶ copies ─▶ extract, write out ─▶ output ─▶ commit
//!                          all threads                      in order   all threads           in order
//! ```
//!
//! While one batch is extracted the next is decoded and the one after it read, so that no thread waits and three
//! batches are all that is ever held. Whether an article is a copy is asked in the order of the input, and the
//! articles of a batch are written in it when they are all there: the output is the same for any number of threads. With
//! [`Order::Finished`] each is written when it is finished, and their order is all that differs.
//!
//! What is remembered of the articles that are done does not grow with their number: copies are known inside windows
//! ([`CopyPolicy`]), and so are ids. Only a run that is gone on with keeps eight bytes for each document of its journal.
//!
//! Invariant: every item that the reader yields is counted exactly once, as extracted, failed, foreign or copied; see
//! [`Counts::adds_up`].

mod batch;
mod copies;
mod counts;
mod journal;
mod output;
mod run;
mod seen;

pub use counts::Counts;
pub use journal::{Journal, JournalError};
pub use output::{Output, Quarantine};
pub use run::{CopyPolicy, Job, Options, Order, RunError, Summary, run};
