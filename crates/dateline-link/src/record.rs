//! Records as they are written: one JSON object a line.
//!
//! Invariant: what a record says as a whole follows from its members: time and count are what all of them allow, the
//! place is the most exact of theirs.

use std::collections::BTreeSet;

use dateline_model::{Status, When};
use serde::{Deserialize, Serialize};

use crate::book::{Article, Book, Telling, day_of};
use crate::linking::{Alone, Group, Linked};
use crate::names::Name;
use crate::pair::{Agreement, CountTest, KindTest, Pair, PlaceTest, TimeTest, test};
use crate::place::Place;
use crate::profile::{Number, Profile};

/// Name and version of the contract of records.
pub const SCHEMA: &str = "dateline-link/1";

/// A place of a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordPlace {
    /// Canonical name.
    pub name: String,
    /// Id in a lexicon.
    pub kb: Option<String>,
    /// Its chain upwards.
    pub within: Vec<String>,
    /// Degrees north (WGS 84).
    pub lat: Option<f64>,
    /// Degrees east (WGS 84).
    pub lon: Option<f64>,
    /// How exact it is, as in an extraction.
    pub precision: Option<String>,
}

/// Days, the last included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// First day.
    pub start: When,
    /// Last day.
    pub end: When,
}

/// How many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Least.
    pub min: u64,
    /// Greatest; `None` is open.
    pub max: Option<u64>,
    /// The role that is counted, or `event`.
    pub of: String,
    /// True for "about 30".
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub approximate: bool,
}

/// What one article tells of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// The article's id.
    pub article: String,
    /// The incident's id inside it.
    pub incident: String,
    /// Outlet of the article.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<When>,
    /// The article of which it is a copy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<String>,
    /// The type that it gives.
    #[serde(rename = "type")]
    pub kind: String,
    /// Done, meant, denied, old.
    pub status: Status,
    /// When.
    pub time: Option<Span>,
    /// Where.
    pub place: Option<String>,
    /// Who did it.
    pub agent: Vec<String>,
    /// To whom.
    pub patient: Vec<String>,
    /// How many.
    pub count: Option<Figure>,
    /// Who says so.
    pub source: Option<String>,
}

/// The tests that a pair passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tests {
    /// Types.
    #[serde(rename = "type")]
    pub kind: KindTest,
    /// Places.
    pub place: PlaceTest,
    /// Times.
    pub time: TimeTest,
    /// Counts.
    pub count: CountTest,
    /// Who did it.
    pub agent: Agreement,
    /// To whom.
    pub patient: Agreement,
    /// Points for agreement.
    pub points: u8,
}

/// Two members, by their places in the list, and the tests that they passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairReport {
    /// The later.
    pub a: usize,
    /// The earlier.
    pub b: usize,
    /// What they passed.
    pub passed: Tests,
}

/// Which pairs of members are written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pairs {
    /// None.
    None,
    /// Of each member the one by which it came in.
    #[default]
    Joining,
    /// All of them.
    All,
}

/// One incident, as all articles tell it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// `r0`, `r1` … in the order of their first tellings.
    pub id: String,
    /// The most special type that a member gives.
    #[serde(rename = "type")]
    pub kind: String,
    /// What most independent members say, of equal ones the first in the order of statuses.
    pub status: Status,
    /// True when one denies what another reports.
    pub disputed: bool,
    /// True for a toll over a period.
    pub aggregate: bool,
    /// The most exact place.
    pub place: Option<RecordPlace>,
    /// The days that all members allow.
    pub time: Option<Span>,
    /// The numbers that all members allow.
    pub count: Option<Figure>,
    /// Articles that tell of it.
    pub articles: usize,
    /// Those among them that are no copies of each other or of one article.
    pub independent: usize,
    /// Who says so, each once.
    pub sources: Vec<String>,
    /// What each article tells.
    pub members: Vec<Member>,
    /// Tests that pairs of members passed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<PairReport>,
    /// Records that nothing but the count holds apart from this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rivals: Vec<String>,
    /// Why it was put to no test.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alone: Option<Alone>,
}

impl Linked {
    /// The records, in their order.
    pub fn records<'l>(&'l self, book: &'l Book, pairs: Pairs) -> impl Iterator<Item = Record> + 'l {
        self.groups
            .iter()
            .enumerate()
            .map(move |(number, group)| Writer { book, linked: self }.record(number, group, pairs))
    }
}

struct Writer<'l> {
    book: &'l Book,
    linked: &'l Linked,
}

impl<'l> Writer<'l> {
    fn record(&self, number: usize, group: &Group, pairs: Pairs) -> Record {
        let mut members = group.members.clone();
        members.sort_unstable();
        let profiles: Vec<&Profile> = members.iter().map(|&member| self.profile(member)).collect();
        let first = profiles[0];
        let place = profiles.iter().filter_map(|profile| self.exact(profile)).min_by_key(|place| {
            (std::cmp::Reverse(place.level), std::cmp::Reverse(self.book.places.depth(place.node)))
        });
        let depth = |profile: &Profile| self.book.upwards(profile.kind).count();
        let special = profiles.iter().rev().max_by_key(|profile| depth(profile)).map_or(first.kind, |p| p.kind);
        let days = profiles.iter().filter_map(|profile| profile.days.clone());
        let days = days.reduce(|a, b| a.start.max(b.start)..a.end.min(b.end));
        let counts: Vec<Number> = profiles.iter().filter_map(|profile| profile.count).collect();
        let (status, disputed, independent) = self.standing(&members);
        let mut sources: Vec<Name> = Vec::new();
        for source in members.iter().filter_map(|&member| self.telling(member).source) {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        Record {
            schema: SCHEMA.to_owned(),
            id: format!("r{number}"),
            kind: self.text(special),
            status,
            disputed,
            aggregate: first.aggregate,
            place: place.map(|place| self.place(place)),
            time: days.and_then(|days| span(&days)),
            count: self.all_allow(&counts),
            articles: members.len(),
            independent,
            sources: sources.into_iter().map(|source| self.text(source)).collect(),
            members: members.iter().map(|&member| self.member(member)).collect(),
            pairs: self.pairs(&members, pairs),
            rivals: group.rivals.iter().map(|rival| format!("r{rival}")).collect(),
            alone: members.first().and_then(|&member| self.linked.alone[member as usize]),
        }
    }

    fn telling(&self, member: u32) -> &'l Telling {
        &self.book.tellings[member as usize]
    }

    fn article(&self, member: u32) -> &'l Article {
        &self.book.articles[self.telling(member).article as usize]
    }

    fn profile(&self, member: u32) -> &'l Profile {
        &self.book.profiles[self.telling(member).profile as usize]
    }

    fn text(&self, name: Name) -> String {
        self.book.names.text(name).to_owned()
    }

    fn exact(&self, profile: &Profile) -> Option<Place> {
        profile.places.iter().copied().max_by_key(|place| (place.level, self.book.places.depth(place.node)))
    }

    /// Status, whether it is disputed, and how many articles are independent: copies of one article speak once.
    fn standing(&self, members: &[u32]) -> (Status, bool, usize) {
        let mut originals: BTreeSet<Name> = BTreeSet::new();
        let mut said: Vec<(Status, usize)> = Vec::new();
        for &member in members {
            let article = self.article(member);
            let status = self.telling(member).status;
            let counted = usize::from(originals.insert(self.book.original(article)));
            match said.iter_mut().find(|(other, _)| *other == status) {
                Some((_, count)) => *count += counted,
                None => said.push((status, counted)),
            }
        }
        let has = |status| said.iter().any(|(other, _)| *other == status);
        let disputed = has(Status::Denied) && said.len() > 1;
        let most = said.iter().max_by_key(|(status, count)| (*count, std::cmp::Reverse(*status)));
        (most.map_or(Status::Reported, |(status, _)| *status), disputed, originals.len())
    }

    /// The numbers that all counts of the first counted role allow.
    fn all_allow(&self, counts: &[Number]) -> Option<Figure> {
        let of = counts.iter().find(|count| count.written).or(counts.first())?.of;
        let same = || counts.iter().filter(|count| count.of == of);
        // A hedged number gives way to those that are not.
        let sure = same().any(|count| !count.approximate);
        let used = || same().filter(|count| !sure || !count.approximate);
        let min = used().map(|count| count.min).max()?;
        let max = used().filter_map(|count| count.max).min().map(|max| max.max(min));
        Some(Figure { min, max, of: self.text(of), approximate: !sure })
    }

    fn place(&self, place: Place) -> RecordPlace {
        let shown = self.book.places.shown(place);
        RecordPlace {
            name: self.text(self.book.places.name(place.node)),
            kb: shown.and_then(|shown| shown.kb).map(|kb| self.text(kb)),
            within: self.book.places.chain(place.node).map(|name| self.text(name)).collect(),
            lat: shown.and_then(|shown| shown.lat),
            lon: shown.and_then(|shown| shown.lon),
            precision: shown.and_then(|shown| shown.precision).map(|precision| self.text(precision)),
        }
    }

    fn member(&self, member: u32) -> Member {
        let (telling, article, profile) = (self.telling(member), self.article(member), self.profile(member));
        let texts = |names: &[Name]| names.iter().map(|&name| self.text(name)).collect();
        Member {
            article: self.text(article.id),
            incident: self.text(telling.incident),
            outlet: article.outlet.map(|outlet| self.text(outlet)),
            published: article.published,
            copy_of: article.copy_of.map(|copy| self.text(copy)),
            kind: self.text(profile.kind),
            status: telling.status,
            time: profile.days.as_ref().and_then(span),
            place: self.exact(profile).map(|place| self.text(self.book.places.name(place.node))),
            agent: texts(&telling.agents),
            patient: texts(&telling.patients),
            count: profile.count.map(|count| Figure {
                min: count.min,
                max: count.max,
                of: self.text(count.of),
                approximate: count.approximate,
            }),
            source: telling.source.map(|source| self.text(source)),
        }
    }

    fn pairs(&self, members: &[u32], which: Pairs) -> Vec<PairReport> {
        let report = |a: usize, b: usize, pair: Pair| {
            let Pair { kind, place, time, count, agent, patient, points } = pair;
            count.map(|count| PairReport { a, b, passed: Tests { kind, place, time, count, agent, patient, points } })
        };
        match which {
            Pairs::None => Vec::new(),
            Pairs::Joining => {
                let joined = members.iter().enumerate();
                joined
                    .filter_map(|(a, &member)| {
                        let joint = self.linked.joints[member as usize]?;
                        report(a, members.binary_search(&joint.with).ok()?, joint.pair)
                    })
                    .collect()
            }
            Pairs::All => {
                let all = (0..members.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
                all.filter_map(|(a, b)| {
                    let pair = test(self.book, self.profile(members[a]), self.profile(members[b]))?;
                    report(a, b, pair)
                })
                .collect()
            }
        }
    }
}

fn span(days: &std::ops::Range<i32>) -> Option<Span> {
    Some(Span { start: day_of(days.start)?.into(), end: day_of(days.end - 1)?.into() })
}
