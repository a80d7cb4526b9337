//! Incidents across articles: what many articles tell becomes one record with every article's claims.
//!
//! ```text
//! lines of `extract` ─ Book (articles, names, places) ─▶ tellings ─ blocks of type, day and place ─▶ records ─▶ lines
//! ```
//!
//! Read [`Book`] for what is kept of an article, [`Pair`] for the tests that two tellings pass, and [`link`] for how
//! records come about. [`Tally`] counts extractions or records by type, time and province.
//!
//! Invariant: every two members of a record have passed all tests; nothing is joined because a third stands between.

mod book;
mod linking;
mod names;
mod pair;
mod place;
mod profile;
mod record;
mod tally;

pub use book::{Book, BookError};
pub use linking::{Alone, Linked, Options, Summary, link};
pub use pair::{Agreement, CountTest, KindTest, Pair, PlaceTest, TimeTest};
pub use record::{Member, PairReport, Pairs, Record, RecordPlace, SCHEMA, Tests};
pub use tally::{Period, Rows, Tally, TallyError, TallyOptions};
