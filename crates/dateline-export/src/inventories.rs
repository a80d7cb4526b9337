//! Tables in the manner of ACLED and UCDP, and records in the manner of PLOVER.
//!
//! What they are coded by is the packs' crosswalk. Invariant: only what happened is written (reported or claimed, no
//! tolls over a period), and what the article does not say stays empty: these are columns alike, not those projects' data.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use dateline_model::{Count, Extraction, Filler, Incident, Status, When};
use serde_json::json;

use crate::Exporter;
use crate::csv::{harmless, line};
use crate::framed::{Frame, Framed};
use crate::tables::name;

/// Event types in other inventories: type to code and kind of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inventories {
    /// ACLED-like event and sub-event types.
    pub acled: BTreeMap<String, (String, String)>,
    /// PLOVER categories and modes; a mode may be empty.
    pub plover: BTreeMap<String, (String, String)>,
}

/// The formats that are coded by a crosswalk.
pub fn inventories(codes: Inventories) -> Vec<Box<dyn Exporter>> {
    let acled = Arc::new(codes.acled);
    let plover = Arc::new(codes.plover);
    vec![
        Box::new(Framed {
            name: "acled",
            about: "a table of incidents in the manner of ACLED",
            begin: move || Acled(Arc::clone(&acled)),
        }),
        Box::new(Framed { name: "ucdp", about: "a table of deaths in the manner of UCDP GED", begin: || Ucdp }),
        Box::new(Framed {
            name: "plover",
            about: "incidents in the manner of PLOVER, one JSON object a line",
            begin: move || Plover(Arc::clone(&plover)),
        }),
    ]
}

type Codes = Arc<BTreeMap<String, (String, String)>>;

/// The type of event that tells of deaths.
const DEATHS: &str = "kill";

fn happened(found: &Extraction) -> impl Iterator<Item = &Incident> {
    let told = |incident: &&Incident| matches!(incident.status, Status::Reported | Status::Claimed);
    found.incidents.iter().filter(told).filter(|incident| !incident.aggregate)
}

/// How many died: a count of something else, or of another deed, says nothing of it.
fn deaths(incident: &Incident) -> Option<&Count> {
    incident.count.as_ref().filter(|count| incident.kind == DEATHS && count.of == "patient")
}

fn fillers<'i>(incident: &'i Incident, role: &str) -> &'i [Filler] {
    incident.roles.get(role).map_or(&[], Vec::as_slice)
}

fn names(incident: &Incident, role: &str) -> String {
    fillers(incident, role).iter().map(name).collect::<Vec<_>>().join("; ")
}

fn day(when: Option<When>) -> String {
    when.map_or_else(String::new, |when| when.date.to_string())
}

/// 1 for a day, 2 for a week, 3 for a month or more; empty without days.
fn time_precision(start: Option<When>, end: Option<When>) -> String {
    let (Some(start), Some(end)) = (start, end) else { return String::new() };
    let days = start.date.until(end.date).map_or(i32::MAX, |span| span.get_days().abs());
    let grade = if days == 0 {
        1
    } else if days <= 7 {
        2
    } else {
        3
    };
    grade.to_string()
}

/// What is known of the first place.
struct Place<'i> {
    filler: Option<&'i Filler>,
}

impl<'i> Place<'i> {
    fn of(incident: &'i Incident) -> Self {
        Self { filler: fillers(incident, "place").first() }
    }

    fn name(&self) -> String {
        self.filler.map(name).unwrap_or_default()
    }

    /// The chain upwards from the country down: 0 is the country.
    fn above(&self, level: usize) -> String {
        let chain = self.filler.map(|place| place.within.as_slice()).unwrap_or_default();
        chain.iter().rev().nth(level).cloned().unwrap_or_default()
    }

    fn coordinates(&self) -> [String; 2] {
        let number = |number: Option<f64>| number.map_or_else(String::new, |number| number.to_string());
        [number(self.filler.and_then(|place| place.lat)), number(self.filler.and_then(|place| place.lon))]
    }

    /// 1 for a town, village or point, 2 for a district, 3 for more.
    fn precision(&self) -> String {
        let grade = match self.filler.and_then(|place| place.precision.as_deref()) {
            Some("point" | "village" | "town") => "1",
            Some("admin2") => "2",
            Some(_) => "3",
            None => "",
        };
        grade.to_owned()
    }
}

struct Acled(Codes);

const ACLED: &[&str] = &[
    "event_id",
    "event_date",
    "year",
    "time_precision",
    "event_type",
    "sub_event_type",
    "actor1",
    "actor2",
    "country",
    "admin1",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "notes",
    "fatalities",
    "status",
];

impl Frame for Acled {
    fn head(&mut self, out: &mut dyn Write) -> io::Result<()> {
        line(ACLED.iter().map(|&name| name.to_owned()), out)
    }

    fn article(&mut self, found: &Extraction, _: &str, out: &mut dyn Write) -> io::Result<()> {
        for incident in happened(found) {
            let Some((event, sub_event)) = self.0.get(&incident.kind) else { continue };
            let place = Place::of(incident);
            let (start, end) = incident.time.as_ref().map_or((None, None), |time| (time.start, time.end));
            let deaths = deaths(incident);
            let [latitude, longitude] = place.coordinates();
            let cells = [
                harmless(format!("{}/{}", found.id, incident.id)),
                day(start),
                start.map_or_else(String::new, |start| start.date.year().to_string()),
                time_precision(start, end),
                event.clone(),
                sub_event.clone(),
                harmless(names(incident, "agent")),
                harmless(names(incident, "patient")),
                harmless(place.above(0)),
                harmless(place.above(1)),
                harmless(place.name()),
                latitude,
                longitude,
                place.precision(),
                harmless(found.outlet.clone().unwrap_or_default()),
                harmless(found.headline.clone().unwrap_or_default()),
                deaths.map_or_else(String::new, |count| count.min.to_string()),
                incident.status.name().to_owned(),
            ];
            line(cells.into_iter(), out)?;
        }
        Ok(())
    }
}

struct Ucdp;

const UCDP: &[&str] = &[
    "id",
    "year",
    "side_a",
    "side_b",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "where_coordinates",
    "where_prec",
    "adm_1",
    "country",
    "latitude",
    "longitude",
    "date_prec",
    "date_start",
    "date_end",
    "best",
    "high",
    "low",
];

impl Frame for Ucdp {
    fn head(&mut self, out: &mut dyn Write) -> io::Result<()> {
        line(UCDP.iter().map(|&name| name.to_owned()), out)
    }

    fn article(&mut self, found: &Extraction, _: &str, out: &mut dyn Write) -> io::Result<()> {
        for incident in happened(found).filter(|incident| incident.kind == DEATHS) {
            let place = Place::of(incident);
            let (start, end) = incident.time.as_ref().map_or((None, None), |time| (time.start, time.end));
            let deaths = deaths(incident);
            let low = deaths.map_or_else(String::new, |count| count.min.to_string());
            let high = deaths.and_then(|count| count.max);
            let [latitude, longitude] = place.coordinates();
            let cells = [
                harmless(format!("{}/{}", found.id, incident.id)),
                start.map_or_else(String::new, |start| start.date.year().to_string()),
                harmless(names(incident, "agent")),
                harmless(names(incident, "patient")),
                harmless(found.url.clone().unwrap_or_else(|| found.id.clone())),
                harmless(found.outlet.clone().unwrap_or_default()),
                day(found.published),
                harmless(found.headline.clone().unwrap_or_default()),
                harmless(place.name()),
                place.precision(),
                harmless(place.above(1)),
                harmless(place.above(0)),
                latitude,
                longitude,
                time_precision(start, end),
                day(start),
                day(end),
                low.clone(),
                high.map_or_else(String::new, |high| high.to_string()),
                low,
            ];
            line(cells.into_iter(), out)?;
        }
        Ok(())
    }
}

struct Plover(Codes);

impl Frame for Plover {
    fn article(&mut self, found: &Extraction, _: &str, out: &mut dyn Write) -> io::Result<()> {
        for incident in happened(found) {
            let Some((event, mode)) = self.0.get(&incident.kind) else { continue };
            let who = |role: &str| -> Vec<_> {
                let one = |filler: &Filler| json!({"name": name(filler), "text": filler.text, "id": filler.kb});
                fillers(incident, role).iter().map(one).collect()
            };
            let place = fillers(incident, "place").first().map(|place| {
                json!({"name": name(place), "within": place.within, "lat": place.lat, "lon": place.lon, "id": place.kb})
            });
            let time = incident.time.as_ref();
            let record = json!({
                "event_id": format!("{}/{}", found.id, incident.id),
                "date": time.and_then(|time| time.start).map(|day| day.date.to_string()),
                "date_end": time.and_then(|time| time.end).map(|day| day.date.to_string()),
                "actor": who("agent"),
                "recipient": who("patient"),
                "event": event,
                "mode": (!mode.is_empty()).then_some(mode),
                "location": place,
                "count": incident.count,
                "source": found.outlet,
                "url": found.url,
                "published": found.published,
            });
            serde_json::to_writer(&mut *out, &record)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}
