//! What is kept of the articles: who they are, and every incident as a telling.
//!
//! Invariant: a telling costs a few hundred bytes whatever its article's length, so that millions fit into memory.

use std::collections::BTreeMap;
use std::io::BufRead;

use dateline_core::names::{NameParticles, PersonName};
use dateline_model::{CopyOf, Count, Entity, EntityKind, Filler, Incident, Status, TimeValue, When};
use hashbrown::HashMap;
use jiff::civil::Date;
use serde::Deserialize;

use crate::names::{Name, Names};
use crate::place::{Level, Place, Places};
use crate::profile::{Days, Number, Party, Person, Profile};

/// Most places of a telling that are looked at.
const MOST_PLACES: usize = 4;
/// Most fillers of a role that are looked at.
const MOST_PARTIES: usize = 6;

/// A file cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BookError {
    /// It cannot be read.
    #[error("{file}, line {line}: {source}")]
    Unreadable {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// Why.
        source: std::io::Error,
    },
    /// A line is not what `extract` writes.
    #[error("{file}, line {line}: no line of `dateline extract --format jsonl`: {source}")]
    Line {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// Why.
        source: serde_json::Error,
    },
    /// A line is of another contract.
    #[error("{file}, line {line}: of the schema `{schema}`, where `{}` is read", dateline_model::SCHEMA)]
    Schema {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// Its schema.
        schema: String,
    },
}

/// The parts of an extraction that are looked at.
#[derive(Deserialize)]
struct Line {
    schema: String,
    id: String,
    outlet: Option<String>,
    published: Option<When>,
    #[serde(default)]
    copy_of: Option<CopyOf>,
    entities: Vec<Entity>,
    incidents: Vec<Incident>,
}

/// An article.
#[derive(Debug)]
pub(crate) struct Article {
    pub(crate) id: Name,
    pub(crate) outlet: Option<Name>,
    pub(crate) published: Option<When>,
    pub(crate) copy_of: Option<Name>,
}

/// One incident as one article tells it.
#[derive(Debug)]
pub(crate) struct Telling {
    /// Number of the article.
    pub(crate) article: u32,
    /// Its id inside the article.
    pub(crate) incident: Name,
    pub(crate) profile: u32,
    pub(crate) status: Status,
    pub(crate) source: Option<Name>,
    pub(crate) agents: Box<[Name]>,
    pub(crate) patients: Box<[Name]>,
}

/// All articles, and what they tell.
#[derive(Debug)]
pub struct Book {
    pub(crate) names: Names,
    pub(crate) places: Places,
    pub(crate) articles: Vec<Article>,
    pub(crate) tellings: Vec<Telling>,
    pub(crate) profiles: Vec<Profile>,
    /// What the bodies of the lexicons are.
    pub(crate) bodies: HashMap<Name, EntityKind>,
    pub(crate) persons: HashMap<Name, PersonName>,
    /// From an event type to the next broader one.
    pub(crate) broader: HashMap<Name, Name>,
    /// From an article's id to that of which it is a copy.
    copies: HashMap<Name, Name>,
    numbers: HashMap<Profile, u32>,
    particles: NameParticles,
}

impl Book {
    /// An event type and the broader ones, upwards; a circle in the packs ends, too.
    pub(crate) fn upwards(&self, kind: Name) -> impl Iterator<Item = Name> {
        std::iter::successors(Some(kind), |kind| self.broader.get(kind).copied()).take(8)
    }

    /// An empty book. `particles` are the small words of persons' names, `broader` leads from an event type to the next
    /// broader one.
    pub fn new(particles: NameParticles, broader: &BTreeMap<String, String>) -> Self {
        let mut names = Names::default();
        let places = Places::new(&mut names);
        let broader = broader.iter().map(|(kind, broader)| (names.add(kind), names.add(broader))).collect();
        Self {
            names,
            places,
            articles: Vec::new(),
            tellings: Vec::new(),
            profiles: Vec::new(),
            bodies: HashMap::new(),
            persons: HashMap::new(),
            broader,
            copies: HashMap::new(),
            numbers: HashMap::new(),
            particles,
        }
    }

    /// Takes in all lines of a file in the format `jsonl`.
    ///
    /// # Errors
    /// When a line cannot be read; those before it are in the book.
    pub fn read(&mut self, file: &str, mut lines: impl BufRead) -> Result<(), BookError> {
        let mut bytes = Vec::new();
        for line in 1.. {
            bytes.clear();
            let named = |source| BookError::Unreadable { file: file.to_owned(), line, source };
            if lines.read_until(b'\n', &mut bytes).map_err(named)? == 0 {
                break;
            }
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            let read: Line = serde_json::from_slice(&bytes).map_err(|source| BookError::Line {
                file: file.to_owned(),
                line,
                source,
            })?;
            if read.schema != dateline_model::SCHEMA {
                return Err(BookError::Schema { file: file.to_owned(), line, schema: read.schema });
            }
            self.article(read);
        }
        Ok(())
    }

    /// Articles in the book.
    pub fn articles(&self) -> usize {
        self.articles.len()
    }

    /// Incidents in the book.
    pub fn incidents(&self) -> usize {
        self.tellings.len()
    }

    /// The article of which this one is a copy at the last.
    pub(crate) fn original(&self, article: &Article) -> Name {
        // A copy may be like a copy; ids that two articles share could lead in a circle.
        let upward = std::iter::successors(Some(article.id), |id| self.copies.get(id).copied());
        upward.take(16).last().unwrap_or(article.id)
    }

    fn article(&mut self, line: Line) {
        let number = self.articles.len() as u32;
        let article = Article {
            id: self.names.add(&line.id),
            outlet: line.outlet.as_deref().map(|outlet| self.names.add(outlet)),
            published: line.published,
            copy_of: line.copy_of.map(|copy| self.names.add(&copy.id)),
        };
        if let Some(first) = article.copy_of {
            self.copies.insert(article.id, first);
        }
        self.articles.push(article);
        let kinds: HashMap<&str, &Entity> = line.entities.iter().map(|entity| (entity.id.as_str(), entity)).collect();
        for entity in line.entities.iter().filter(|entity| entity.kind != EntityKind::Place) {
            if let Some(kb) = &entity.kb {
                let kb = self.names.add(kb);
                self.bodies.entry(kb).or_insert(entity.kind);
            }
        }
        for incident in &line.incidents {
            self.incident(number, incident, &kinds);
        }
    }

    fn incident(&mut self, article: u32, incident: &Incident, entities: &HashMap<&str, &Entity>) {
        let fillers = |role: &str| incident.roles.get(role).map_or(&[][..], Vec::as_slice);
        let (agents, patients) = (fillers("agent"), fillers("patient"));
        let profile = Profile {
            kind: self.names.add(&incident.kind),
            meant: matches!(incident.status, Status::Planned | Status::Hypothetical),
            aggregate: incident.aggregate,
            places: self.places(fillers("place")),
            days: incident.time.as_ref().and_then(days),
            agents: self.parties(agents, entities),
            patients: self.parties(patients, entities),
            count: incident.count.as_ref().map(|count| self.number(count)),
        };
        let fresh = self.profiles.len() as u32;
        let profile = *self.numbers.entry(profile).or_insert_with_key(|profile| {
            self.profiles.push(profile.clone());
            fresh
        });
        let source = incident.source.as_ref().map(|source| source.name.as_ref().unwrap_or(&source.text));
        let telling = Telling {
            article,
            incident: self.names.add(&incident.id),
            profile,
            status: incident.status,
            source: source.map(|source| self.names.add(&flat(source))),
            agents: self.shown(agents),
            patients: self.shown(patients),
        };
        self.tellings.push(telling);
    }

    fn shown(&mut self, fillers: &[Filler]) -> Box<[Name]> {
        fillers
            .iter()
            .map(|filler| match &filler.name {
                Some(name) => self.names.add(name),
                None => self.names.add(&flat(&filler.text)),
            })
            .collect()
    }

    fn number(&mut self, count: &Count) -> Number {
        Number {
            of: self.names.add(&count.of),
            min: count.min,
            max: count.max,
            approximate: count.approximate,
            written: count.at.is_some(),
        }
    }

    /// The most exact places; those that only say in what they lie are left out.
    fn places(&mut self, fillers: &[Filler]) -> Box<[Place]> {
        let all: Vec<Place> =
            fillers.iter().filter_map(|filler| self.places.add(filler, &mut self.names)).take(MOST_PLACES).collect();
        let wide = |place: &Place| {
            let inner = |other: &Place| {
                if other.node == place.node {
                    other.level > place.level
                } else {
                    self.places.lies_in(other.node, place.node)
                }
            };
            place.level == Level::Unknown || all.iter().any(inner)
        };
        let mut places: Vec<Place> = all.iter().filter(|place| !wide(place)).copied().collect();
        places.sort_unstable();
        places.dedup();
        places.into()
    }

    fn parties(&mut self, fillers: &[Filler], entities: &HashMap<&str, &Entity>) -> Box<[Party]> {
        let mut parties: Vec<Party> = Vec::new();
        for filler in fillers.iter().take(MOST_PARTIES) {
            let entity = filler.entity.as_deref().and_then(|id| entities.get(id));
            let kb = filler.kb.as_deref().map(|kb| self.names.add(kb));
            let person = entity.filter(|entity| entity.kind == EntityKind::Person);
            let person = person.map(|entity| {
                let name = self.names.add(filler.name.as_ref().unwrap_or(&entity.name));
                self.persons.entry(name).or_insert_with(|| PersonName::new(&self.particles, self.names.text(name)));
                Person { kb, name }
            });
            let body = kb.filter(|_| person.is_none());
            parties.push(Party {
                person,
                body: body.or_else(|| filler.affiliation.as_deref().map(|body| self.names.add(body))),
                head: filler.head.as_deref().map(|head| self.names.add(&head.to_lowercase())),
            });
        }
        parties.sort_unstable();
        parties.dedup();
        parties.into()
    }
}

/// Words on one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn days(time: &TimeValue) -> Option<Days> {
    let (start, end) = (time.start?.date, time.end?.date);
    let (start, end) = (number_of(start), number_of(end));
    (start <= end).then_some(start..end + 1)
}

/// Days since the first of January 1970.
fn number_of(day: Date) -> i32 {
    let first = Date::constant(1970, 1, 1);
    first.until(day).map_or(0, |span| span.get_days())
}

/// The day of that number.
pub(crate) fn day_of(number: i32) -> Option<Date> {
    use jiff::ToSpan;
    Date::constant(1970, 1, 1).checked_add(number.days()).ok()
}
