//! The tests that two tellings pass, or do not.
//!
//! A test finds that the two agree, that at least one is silent, or that they contradict each other. Two tellings pass
//! when no test finds a contradiction and both name a place and a time that meet; agreement gives points.
//!
//! Invariant: the tests are symmetric, and look at the two profiles alone.

use dateline_model::EntityKind;
use serde::{Deserialize, Serialize};

use crate::book::Book;
use crate::place::{Level, Place};
use crate::profile::{Number, Party, Person, Profile};

/// The types of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KindTest {
    /// One type.
    Same,
    /// One type is a kind of the other.
    Broader,
}

/// The places of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceTest {
    /// One place, as exact for both: 2 points for a town or district, 1 for a province.
    Same,
    /// One lies in the other: 1 point, but for a country.
    Inside,
}

/// The times of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeTest {
    /// One day, or for tolls the same period: 2 points.
    Same,
    /// Some day lies in both: 1 point.
    Overlap,
}

/// The counts of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CountTest {
    /// The same number, written and more than one: 2 points.
    Same,
    /// Both can be right.
    Compatible,
    /// One gives no number of the same thing.
    Silent,
}

/// Who did it, or to whom it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agreement {
    /// One says nothing of it.
    Silent,
    /// Both say something, and both can be right.
    Compatible,
    /// The same word ("shepherd"): 1 point.
    Word,
    /// The same body: 1 point.
    Body,
    /// The same person: 2 points.
    Person,
}

/// What the tests found of a pair in which nothing is contradicted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The types.
    pub kind: KindTest,
    /// The places.
    pub place: PlaceTest,
    /// The times.
    pub time: TimeTest,
    /// The counts; `None` where they contradict each other.
    pub count: Option<CountTest>,
    /// Who did it.
    pub agent: Agreement,
    /// To whom.
    pub patient: Agreement,
    /// Points for agreement.
    pub points: u8,
}

/// Puts two profiles to the tests; `None` when any but that of the counts finds a contradiction.
pub(crate) fn test(book: &Book, a: &Profile, b: &Profile) -> Option<Pair> {
    if a.meant != b.meant || a.aggregate != b.aggregate {
        return None;
    }
    let kind = if a.kind == b.kind {
        KindTest::Same
    } else if is_kind_of(book, a, b) || is_kind_of(book, b, a) {
        KindTest::Broader
    } else {
        return None;
    };
    let (time, for_time) = time(a, b)?;
    let (place, for_place) = place(book, a, b)?;
    let agent = parties(book, &a.agents, &b.agents)?;
    let patient = parties(book, &a.patients, &b.patients)?;
    let (count, for_count) = match count(a.count, b.count) {
        Some(CountTest::Same) => (Some(CountTest::Same), 2),
        other => (other, 0),
    };
    let points = for_time + for_place + for_count + worth(agent) + worth(patient);
    Some(Pair { kind, place, time, count, agent, patient, points })
}

fn is_kind_of(book: &Book, a: &Profile, b: &Profile) -> bool {
    book.upwards(a.kind).any(|kind| kind == b.kind)
}

fn time(a: &Profile, b: &Profile) -> Option<(TimeTest, u8)> {
    let (a_days, b_days) = (a.days.as_ref()?, b.days.as_ref()?);
    if a_days == b_days && (a_days.len() == 1 || a.aggregate) {
        return Some((TimeTest::Same, 2));
    }
    let overlap = a_days.start < b_days.end && b_days.start < a_days.end;
    (overlap && !a.aggregate).then_some((TimeTest::Overlap, 1))
}

/// The best that two of the places give.
fn place(book: &Book, a: &Profile, b: &Profile) -> Option<(PlaceTest, u8)> {
    let pairs = a.places.iter().flat_map(|x| b.places.iter().map(move |y| (*x, *y)));
    pairs.filter_map(|(x, y)| two_places(book, x, y)).max_by_key(|(_, points)| *points)
}

fn two_places(book: &Book, x: Place, y: Place) -> Option<(PlaceTest, u8)> {
    let wider = x.level.min(y.level);
    if x == y {
        let points = match wider {
            Level::Town | Level::District => 2,
            Level::Admin1 => 1,
            Level::Country | Level::Unknown => 0,
        };
        return Some((PlaceTest::Same, points));
    }
    let inside = book.places.lies_in(x.node, y.node) || book.places.lies_in(y.node, x.node);
    inside.then_some((PlaceTest::Inside, u8::from(wider > Level::Country)))
}

/// `None` when the two cannot both be right.
fn count(a: Option<Number>, b: Option<Number>) -> Option<CountTest> {
    let (Some(a), Some(b)) = (a, b) else { return Some(CountTest::Silent) };
    if a.of != b.of {
        return Some(CountTest::Silent);
    }
    if (a.min, a.max) == (b.min, b.max) {
        let said = a.written && b.written && a.min > 1;
        return Some(if said { CountTest::Same } else { CountTest::Compatible });
    }
    // Hedged numbers have a tenth of room.
    let low = |n: Number| n.min - if n.approximate { n.min / 10 } else { 0 };
    let high = |n: Number| n.max.map(|max| max.saturating_add(if n.approximate { n.min / 10 } else { 0 }));
    let meet = high(a).is_none_or(|high| high >= low(b)) && high(b).is_none_or(|high| high >= low(a));
    meet.then_some(CountTest::Compatible)
}

fn worth(agreement: Agreement) -> u8 {
    match agreement {
        Agreement::Silent | Agreement::Compatible => 0,
        Agreement::Word | Agreement::Body => 1,
        Agreement::Person => 2,
    }
}

/// The best that two of the fillers give; `None` when each contradicts each.
fn parties(book: &Book, a: &[Party], b: &[Party]) -> Option<Agreement> {
    if a.is_empty() || b.is_empty() {
        return Some(Agreement::Silent);
    }
    a.iter().flat_map(|x| b.iter().map(move |y| (x, y))).filter_map(|(x, y)| two_parties(book, x, y)).max()
}

fn two_parties(book: &Book, x: &Party, y: &Party) -> Option<Agreement> {
    if let (Some(x), Some(y)) = (x.person, y.person) {
        return two_persons(book, x, y);
    }
    if let (Some(x), Some(y)) = (x.body, y.body) {
        if x == y {
            return Some(Agreement::Body);
        }
        let [x, y] = [x, y].map(|body| book.bodies.get(&body).copied());
        let against = match (x, y) {
            // Two armed groups are two; forces act together, and are named by their ministry and by their unit.
            (Some(EntityKind::Group), Some(EntityKind::Group | EntityKind::Force)) => true,
            (Some(EntityKind::Force), Some(EntityKind::Group)) => true,
            _ => false,
        };
        return (!against).then_some(Agreement::Compatible);
    }
    let word = x.person.is_none() && y.person.is_none() && x.head.is_some() && x.head == y.head;
    Some(if word { Agreement::Word } else { Agreement::Compatible })
}

fn two_persons(book: &Book, x: Person, y: Person) -> Option<Agreement> {
    if x.name == y.name || (x.kb.is_some() && x.kb == y.kb) {
        return Some(Agreement::Person);
    }
    if x.kb.is_some() && y.kb.is_some() {
        return None;
    }
    let (a, b) = (book.persons.get(&x.name)?, book.persons.get(&y.name)?);
    if a.compare(b).is_match() {
        return Some(Agreement::Person);
    }
    // A surname alone contradicts nobody who bears it, and says little across articles.
    (a.is_part_of(b) || b.is_part_of(a)).then_some(Agreement::Compatible)
}
