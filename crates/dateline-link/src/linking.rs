//! How records come about: the fullest tellings first, each to the record that it agrees with best, or to one of its own.
//!
//! A telling is put to the tests with those records alone that tell of a type of its kin, on one of its days, at its
//! place, above it or below it. It can join a record when *no* member contradicts it and one agrees with it well enough;
//! of several it joins the one that holds the best agreement, then the oldest. Two tellings of one article are never one:
//! the engine has held them apart.
//!
//! Invariant: the result depends on the set of lines alone and on their order only where tellings are alike in all.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use hashbrown::{HashMap, HashSet};
use serde::{Deserialize, Serialize};

use crate::book::{Book, Telling};
use crate::names::Name;
use crate::pair::{self, Pair};
use crate::place::{Level, Node};
use crate::profile::Profile;

/// Longest time, in days, of a single incident that is linked.
const LONGEST: usize = 7;
/// Most tests for one telling, so that a million tellings of one day and place end, too.
const MOST_TESTS: u32 = 4_000;
/// Most rivals of a record that are named.
const MOST_RIVALS: usize = 8;

/// How to link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Points for agreement that a telling needs with one member of the record that it joins.
    pub evidence: u8,
}

impl Default for Options {
    fn default() -> Self {
        Self { evidence: 5 }
    }
}

/// Why a telling was put to no test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Alone {
    /// It names no place that a lexicon knows.
    NoPlace,
    /// It has no day.
    NoTime,
    /// Its time is longer than a week.
    LongTime,
}

/// What came of the tellings, in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Incidents of articles.
    pub tellings: usize,
    /// Records.
    pub records: usize,
    /// Records with more than one article.
    pub shared: usize,
    /// Tellings in those.
    pub joined: usize,
    /// Tellings that were put to no test, by reason.
    pub alone: BTreeMap<Alone, usize>,
    /// Pairs of tellings that were put to the tests.
    pub tests: u64,
    /// Tellings for which not all records could be asked.
    pub cut_short: usize,
}

/// A telling's way into its record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Joint {
    /// The earlier member with which it agrees best.
    pub(crate) with: u32,
    pub(crate) pair: Pair,
}

/// Tellings that are one incident.
#[derive(Debug, Default)]
pub(crate) struct Group {
    /// Numbers of tellings, in the order in which they came in.
    pub(crate) members: Vec<u32>,
    /// Every profile among them once, with the first telling that has it.
    faces: Vec<(u32, u32)>,
    /// Groups that were kept apart from this one by nothing but the count.
    pub(crate) rivals: Vec<u32>,
}

/// All records of a book.
#[derive(Debug)]
pub struct Linked {
    pub(crate) groups: Vec<Group>,
    /// How each telling came into its record; `None` for the first of each.
    pub(crate) joints: Vec<Option<Joint>>,
    pub(crate) alone: Vec<Option<Alone>>,
    pub(crate) options: Options,
    /// The numbers.
    pub summary: Summary,
}

/// Links the tellings of a book.
pub fn link(book: &Book, options: Options) -> Linked {
    let count = book.tellings.len();
    let mut linked = Linked {
        groups: Vec::new(),
        joints: vec![None; count],
        alone: book.tellings.iter().map(|telling| alone(profile(book, telling))).collect(),
        options,
        summary: Summary { tellings: count, ..Summary::default() },
    };
    let mut order: Vec<u32> = (0..count as u32).collect();
    order.sort_by(|a, b| rank(book, *a).cmp(&rank(book, *b)).then_with(|| by_name(book, *a, *b)));
    let mut kin: BTreeMap<Name, Vec<u32>> = BTreeMap::new();
    for telling in order {
        let kind = profile(book, &book.tellings[telling as usize]).kind;
        kin.entry(broadest(book, kind)).or_default().push(telling);
    }
    for tellings in kin.into_values() {
        Family::default().link(book, &tellings, &mut linked);
    }
    linked.number();
    linked
}

impl Linked {
    /// Brings the groups into the order of their first telling, and sums up.
    fn number(&mut self) {
        let first = |group: &Group| group.members.iter().min().copied();
        let mut order: Vec<u32> = (0..self.groups.len() as u32).collect();
        order.sort_by_key(|at| first(&self.groups[*at as usize]));
        let mut places = vec![0; order.len()];
        for (place, at) in order.iter().enumerate() {
            places[*at as usize] = place as u32;
        }
        let mut groups: Vec<Group> = order.iter().map(|at| std::mem::take(&mut self.groups[*at as usize])).collect();
        for group in &mut groups {
            group.rivals.iter_mut().for_each(|rival| *rival = places[*rival as usize]);
            group.rivals.sort_unstable();
        }
        self.summary.records = groups.len();
        let shared = groups.iter().filter(|group| group.members.len() > 1);
        (self.summary.shared, self.summary.joined) =
            shared.fold((0, 0), |(records, tellings), group| (records + 1, tellings + group.members.len()));
        for reason in self.alone.iter().flatten() {
            *self.summary.alone.entry(*reason).or_default() += 1;
        }
        self.groups = groups;
    }
}

fn profile<'b>(book: &'b Book, telling: &Telling) -> &'b Profile {
    &book.profiles[telling.profile as usize]
}

fn broadest(book: &Book, kind: Name) -> Name {
    book.upwards(kind).last().unwrap_or(kind)
}

fn alone(profile: &Profile) -> Option<Alone> {
    match &profile.days {
        _ if profile.places.is_empty() => Some(Alone::NoPlace),
        None => Some(Alone::NoTime),
        Some(days) if days.len() > LONGEST && !profile.aggregate => Some(Alone::LongTime),
        Some(_) => None,
    }
}

/// The fullest first: they leave the least open, and the vague find them there.
fn rank(book: &Book, telling: u32) -> impl Ord {
    let profile = profile(book, &book.tellings[telling as usize]);
    let days = profile.days.as_ref().map_or(usize::MAX, ExactSizeIterator::len);
    let level = profile.places.iter().map(|place| place.level).max().unwrap_or(Level::Unknown);
    let parties = profile.agents.iter().chain(&profile.patients);
    let persons = parties.clone().filter(|party| party.person.is_some()).count();
    let bodies = parties.filter(|party| party.body.is_some()).count();
    let counted = profile.count.is_some_and(|count| count.written);
    (days, Reverse(level), Reverse(persons), Reverse(counted), Reverse(bodies))
}

fn by_name(book: &Book, a: u32, b: u32) -> std::cmp::Ordering {
    let key = |number: u32| {
        let telling = &book.tellings[number as usize];
        let article = &book.articles[telling.article as usize];
        (article.published, book.names.text(article.id), book.names.text(telling.incident), number)
    };
    key(a).cmp(&key(b))
}

/// Groups at a spot on a day.
#[derive(Default)]
struct Block {
    /// With a member at this very spot.
    at: Vec<u32>,
    /// With a member here or further down.
    below: Vec<u32>,
}

/// The tellings of types that are kin, while they are linked.
#[derive(Default)]
struct Family {
    blocks: HashMap<(i32, Node), Block>,
    /// Articles that have a telling in a group.
    articles: HashSet<(u32, u32)>,
    /// The last telling that asked a group, plus one.
    asked: HashMap<u32, u32>,
}

/// A group that a telling can join.
struct Home {
    group: u32,
    joint: Joint,
}

impl Family {
    fn link(&mut self, book: &Book, tellings: &[u32], linked: &mut Linked) {
        for &number in tellings {
            let fresh = linked.groups.len() as u32;
            if linked.alone[number as usize].is_some() {
                linked.groups.push(Group { members: vec![number], ..Group::default() });
                continue;
            }
            let (home, rivals) = self.ask(book, number, linked);
            let group = home.as_ref().map_or(fresh, |home| home.group);
            if group == fresh {
                linked.groups.push(Group::default());
            }
            linked.joints[number as usize] = home.map(|home| home.joint);
            for rival in rivals.into_iter().filter(|rival| *rival != group) {
                for (one, other) in [(group, rival), (rival, group)] {
                    let rivals = &mut linked.groups[one as usize].rivals;
                    if rivals.len() < MOST_RIVALS && !rivals.contains(&other) {
                        rivals.push(other);
                    }
                }
            }
            self.add(book, number, group, &mut linked.groups[group as usize]);
        }
    }

    /// Asks all groups that can be meant; returns the one to join, and those that nothing but the count speaks against.
    fn ask(&mut self, book: &Book, number: u32, linked: &mut Linked) -> (Option<Home>, Vec<u32>) {
        let telling = &book.tellings[number as usize];
        let own = profile(book, telling);
        let (mut home, mut rivals): (Option<Home>, Vec<u32>) = (None, Vec::new());
        let mut left = MOST_TESTS;
        for (day, node, place) in spots(book, own) {
            let Some(block) = self.blocks.get(&(day, node)) else { continue };
            for &group in if place == 0 { &block.below } else { &block.at } {
                if left == 0 {
                    linked.summary.cut_short += 1;
                    return (home, rivals);
                }
                if self.asked.insert(group, number + 1) == Some(number + 1)
                    || self.articles.contains(&(group, telling.article))
                {
                    continue;
                }
                let faces = &linked.groups[group as usize].faces;
                let before = left;
                let verdict = verdict(book, own, faces, &mut left);
                linked.summary.tests += u64::from(before - left);
                let Some((joint, contradicted)) =
                    verdict.filter(|(joint, _)| joint.pair.points >= linked.options.evidence)
                else {
                    continue;
                };
                if contradicted {
                    rivals.push(group);
                } else if home.as_ref().is_none_or(|home| {
                    (home.joint.pair.points, Reverse(home.group)) < (joint.pair.points, Reverse(group))
                }) {
                    home = Some(Home { group, joint });
                }
            }
        }
        (home, rivals)
    }

    fn add(&mut self, book: &Book, number: u32, group: u32, members: &mut Group) {
        let telling = &book.tellings[number as usize];
        members.members.push(number);
        self.articles.insert((group, telling.article));
        if members.faces.iter().any(|(profile, _)| *profile == telling.profile) {
            return;
        }
        members.faces.push((telling.profile, number));
        for (day, node, place) in spots(book, profile(book, telling)) {
            let block = self.blocks.entry((day, node)).or_default();
            let at = (place == 0).then_some(&mut block.at);
            for list in at.into_iter().chain([&mut block.below]) {
                if list.last() != Some(&group) {
                    list.push(group);
                }
            }
        }
    }
}

/// Where a profile is looked for: its days and places (0), and what lies above them (1, 2 …), the nearest first. Tolls
/// have the same period or are not the same, so that their first day is enough.
fn spots<'b>(book: &'b Book, profile: &'b Profile) -> impl Iterator<Item = (i32, Node, usize)> + 'b {
    let days = profile.days.clone().unwrap_or_default();
    let days = if profile.aggregate { days.start..days.start + 1 } else { days };
    let deepest = profile.places.iter().map(|place| usize::from(book.places.depth(place.node))).max().unwrap_or(0);
    (0..deepest).flat_map(move |above| {
        let days = days.clone();
        let nodes = profile.places.iter().filter_map(move |place| book.places.upward(place.node).nth(above));
        nodes.flat_map(move |node| days.clone().map(move |day| (day, node, above)))
    })
}

/// The best agreement with a face of a group, and whether a count is contradicted; `None` when more is.
fn verdict(book: &Book, own: &Profile, faces: &[(u32, u32)], left: &mut u32) -> Option<(Joint, bool)> {
    let mut best: Option<Joint> = None;
    let mut contradicted = false;
    for &(face, with) in faces {
        *left = left.checked_sub(1)?;
        let pair = pair::test(book, own, &book.profiles[face as usize])?;
        contradicted |= pair.count.is_none();
        if best.as_ref().is_none_or(|best| best.pair.points < pair.points) {
            best = Some(Joint { with, pair });
        }
    }
    best.map(|best| (best, contradicted))
}
