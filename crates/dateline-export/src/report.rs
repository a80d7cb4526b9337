//! HTML: one file that needs no other: figures by type, a timeline, a map, and the articles with their words marked.
//!
//! Articles are written as they come and the figures at the end, where all are known; the style sheet shows the figures
//! first. Invariant: no text of an article reaches the page unescaped.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use dateline_model::{Extraction, Incident, OffsetMap};

use crate::Exporter;
use crate::framed::{Frame, Framed};
use crate::tables::{flat, name};

pub(crate) fn exporter() -> impl Exporter {
    Framed { name: "html", about: "a report for a browser, in one file", begin: Report::default }
}

/// Points that a map shows at most; more would be no picture.
const MOST_POINTS: usize = 20_000;
/// Places whose names stand on the map.
const NAMED_POINTS: usize = 12;
/// Months of a timeline at most, the last ones.
const MOST_MONTHS: usize = 360;

#[derive(Default)]
struct Report {
    articles: usize,
    types: BTreeMap<String, usize>,
    /// By year and month, counted from the year 0.
    months: BTreeMap<i32, usize>,
    undated: usize,
    points: BTreeMap<(i32, i32), (usize, String)>,
    nowhere: usize,
}

const HEAD: &str = "<!doctype html>
<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Events</title>
<meta name=\"viewport\" content=\"width=device-width\">
<style>
body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;display:flex;flex-direction:column;color:#222}
#figures{order:-1;border-bottom:1px solid #ccc;padding-bottom:1rem;margin-bottom:1rem}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.2rem .6rem .2rem 0;vertical-align:top;border-bottom:1px solid #eee}
summary{cursor:pointer;font-weight:600}details{margin:.4rem 0}
.text{white-space:pre-wrap;border-left:3px solid #ddd;padding-left:1rem}
mark{background:#ffe08a}mark.role{background:#d6e8ff}small{color:#666}svg{width:100%;height:auto;background:#f7f7f7}
</style></head><body>
";

impl Frame for Report {
    fn head(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(HEAD.as_bytes())
    }

    fn article(&mut self, found: &Extraction, raw: &str, out: &mut dyn Write) -> io::Result<()> {
        self.articles += 1;
        found.incidents.iter().for_each(|incident| self.count(incident));
        let title = found.headline.as_deref().unwrap_or(&found.id);
        let outlet = found.outlet.as_deref().unwrap_or("unknown outlet");
        let published = found.published.map_or_else(|| "undated".to_owned(), |day| day.to_string());
        let mut page = format!(
            "<details><summary>{} <small>{} · {} · {} · {} incidents</small></summary>\n<table>",
            escaped(title),
            escaped(&found.id),
            escaped(outlet),
            escaped(&published),
            found.incidents.len()
        );
        page += "<tr><th>type<th>who<th>whom<th>count<th>where<th>when<th>status<th>rule</tr>\n";
        for incident in &found.incidents {
            let rule = incident.events.first().and_then(|id| found.events.iter().find(|event| &event.id == id));
            let who = |role: &str| {
                let names = incident.roles.get(role).into_iter().flatten().map(name).collect::<Vec<_>>();
                escaped(&names.join(", "))
            };
            let _ = writeln!(
                page,
                "<tr><td>{}<td>{}<td>{}<td>{}<td>{}<td>{}<td>{}<td><small>{}</small></tr>",
                escaped(&incident.kind),
                who("agent"),
                who("patient"),
                count(incident),
                who("place"),
                when(incident),
                incident.status.name(),
                escaped(rule.map_or("", |event| &event.rule))
            );
        }
        page += "</table>\n<div class=\"text\" dir=\"auto\">";
        marked(found, raw, &mut page);
        page += "</div></details>\n";
        out.write_all(page.as_bytes())
    }

    fn foot(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let incidents: usize = self.types.values().sum();
        let mut page =
            format!("<section id=\"figures\"><h1>{incidents} incidents in {} articles</h1>\n", self.articles);
        page += "<table><tr><th>type<th>incidents</tr>\n";
        let mut types: Vec<_> = self.types.iter().collect();
        types.sort_by_key(|(kind, count)| (std::cmp::Reverse(**count), (*kind).clone()));
        for (kind, count) in types {
            let _ = writeln!(page, "<tr><td>{}<td>{count}</tr>", escaped(kind));
        }
        page += "</table>\n";
        self.timeline(&mut page);
        self.map(&mut page);
        page += "</section></body></html>\n";
        out.write_all(page.as_bytes())
    }
}

impl Report {
    fn count(&mut self, incident: &Incident) {
        *self.types.entry(incident.kind.clone()).or_default() += 1;
        if let Some(start) = incident.time.as_ref().and_then(|time| time.start) {
            let month = i32::from(start.date.year()) * 12 + i32::from(start.date.month()) - 1;
            *self.months.entry(month).or_default() += 1;
        } else {
            self.undated += 1;
        }
        let mut places = incident.roles.get("place").into_iter().flatten();
        if let Some((lat, lon, place)) = places.find_map(|place| Some((place.lat?, place.lon?, place))) {
            // Hundredths of a degree: about a kilometre, finer than any map of this size shows.
            let at = ((lat * 100.0).round() as i32, (lon * 100.0).round() as i32);
            if self.points.len() < MOST_POINTS || self.points.contains_key(&at) {
                self.points.entry(at).or_insert_with(|| (0, name(place))).0 += 1;
                return;
            }
        }
        self.nowhere += 1;
    }

    fn timeline(&self, page: &mut String) {
        let (Some(first), Some(last)) = (self.months.keys().next(), self.months.keys().next_back()) else { return };
        let first = *first.max(&(last - MOST_MONTHS as i32 + 1));
        let shown = self.months.range(first..);
        let most = shown.clone().map(|(_, count)| *count).max().unwrap_or(1);
        let before = self.months.range(..first).map(|(_, count)| count).sum::<usize>();
        let width = 900.0 / f64::from(last - first + 1);
        let month = |at: i32| format!("{:04}-{:02}", at.div_euclid(12), at.rem_euclid(12) + 1);
        *page += "<h2>By month</h2>\n<svg viewBox=\"0 0 900 140\" role=\"img\" aria-label=\"incidents by month\">";
        for (at, count) in shown {
            let (x, height) = (f64::from(at - first) * width, *count as f64 / most as f64 * 120.0);
            let _ = write!(
                page,
                "<rect x=\"{x:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{height:.1}\" fill=\"#c63\"><title>{}: {count}</title></rect>",
                125.0 - height,
                (width - 1.0).max(0.5),
                month(*at)
            );
        }
        let _ = write!(page, "<text x=\"2\" y=\"138\" font-size=\"11\">{}</text>", month(first));
        let _ = write!(page, "<text x=\"898\" y=\"138\" font-size=\"11\" text-anchor=\"end\">{}</text>", month(*last));
        *page += "</svg>\n";
        let _ = writeln!(page, "<p><small>Not shown: {} without a day, {before} earlier.</small></p>", self.undated);
    }

    fn map(&self, page: &mut String) {
        let (Some((south, north)), Some((west, east))) = (self.bounds(|at| at.0), self.bounds(|at| at.1)) else {
            return;
        };
        // Degrees of longitude are narrower away from the equator.
        let narrow = (f64::from(south + north) / 200.0).to_radians().cos().max(0.1);
        let (wide, high) = ((f64::from(east - west) * narrow).max(50.0), f64::from(north - south).max(50.0));
        let scale = (860.0 / wide).min(560.0 / high);
        let _ = write!(
            page,
            "<h2>Where</h2>\n<svg viewBox=\"0 0 900 {:.0}\" role=\"img\" aria-label=\"places of incidents\">",
            high * scale + 40.0
        );
        let inside = |at: &(i32, i32)| (south..=north).contains(&at.0) && (west..=east).contains(&at.1);
        let mut shown: Vec<_> = self.points.iter().filter(|(at, _)| inside(at)).collect();
        shown.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
        let mut names = String::new();
        for (rank, ((lat, lon), (count, place))) in shown.iter().enumerate() {
            let x = f64::from(lon - west) * narrow * scale + 20.0;
            let y = f64::from(north - lat) * scale + 20.0;
            let radius = (*count as f64).sqrt().mul_add(2.0, 1.5).min(30.0);
            let place = escaped(place);
            let _ = write!(
                page,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\" fill=\"#c63\" fill-opacity=\".5\"><title>{place}: {count}</title></circle>"
            );
            if rank < NAMED_POINTS {
                let (x, anchor) = if x > 700.0 { (x - radius - 3.0, "end") } else { (x + radius + 3.0, "start") };
                let _ = write!(
                    names,
                    "<text x=\"{x:.1}\" y=\"{:.1}\" font-size=\"11\" text-anchor=\"{anchor}\">{place}</text>",
                    y + 4.0
                );
            }
        }
        let elsewhere: usize = self.points.iter().filter(|(at, _)| !inside(at)).map(|(_, (count, _))| count).sum();
        let _ = writeln!(
            page,
            "{names}</svg>\n<p><small>Not shown: {} without coordinates, {elsewhere} far from the others.</small></p>",
            self.nowhere
        );
    }

    /// From where to where a map goes: what few incidents lie far off would make it a map of nothing.
    fn bounds(&self, pick: fn(&(i32, i32)) -> i32) -> Option<(i32, i32)> {
        let mut all: Vec<(i32, usize)> = self.points.iter().map(|(at, (count, _))| (pick(at), *count)).collect();
        all.sort_unstable();
        let total: usize = all.iter().map(|(_, count)| count).sum();
        let (mut before, spare) = (0, total / 40);
        let inner = all.iter().filter(|(_, count)| {
            before += count;
            before > spare && before - count < total - spare
        });
        let inner: Vec<i32> = inner.map(|(value, _)| *value).collect();
        Some((*inner.first()?, *inner.last()?))
    }
}

fn count(incident: &Incident) -> String {
    let Some(count) = &incident.count else { return String::new() };
    match count.max {
        Some(max) if max == count.min => max.to_string(),
        Some(max) => format!("{}–{max}", count.min),
        None => format!("{}+", count.min),
    }
}

fn when(incident: &Incident) -> String {
    let (start, end) = incident.time.as_ref().map_or((None, None), |time| (time.start, time.end));
    match (start, end) {
        (Some(start), Some(end)) if start != end => format!("{start} – {end}"),
        (Some(day), _) | (None, Some(day)) => day.to_string(),
        (None, None) => incident
            .time
            .as_ref()
            .and_then(|time| time.at.as_ref())
            .map_or_else(String::new, |at| escaped(&flat(&at.text))),
    }
}

/// The text with triggers and roles marked; where marks overlap the first and longest stands.
fn marked(found: &Extraction, raw: &str, page: &mut String) {
    let map = OffsetMap::new(raw);
    let mut marks = Vec::new();
    for event in &found.events {
        let about = format!("{} {} {}", event.id, event.kind, event.rule);
        marks.push((map.bytes(event.trigger.span), false, about));
        for (role, fillers) in &event.roles {
            marks.extend(fillers.iter().map(|filler| (map.bytes(filler.span), true, format!("{} {role}", event.id))));
        }
    }
    marks.sort_by_key(|(span, is_role, _)| (span.start, *is_role, std::cmp::Reverse(span.end)));
    let mut at = 0;
    for (span, is_role, about) in marks {
        let range = span.range();
        if range.start < at {
            continue;
        }
        *page += &escaped(&raw[at..range.start]);
        let class = if is_role { " class=\"role\"" } else { "" };
        let _ = write!(page, "<mark{class} title=\"{}\">{}</mark>", escaped(&about), escaped(&raw[range.clone()]));
        at = range.end;
    }
    *page += &escaped(&raw[at..]);
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\'' => out += "&#39;",
            _ => out.push(c),
        }
    }
    out
}
