//! A readable list for a person: the article's head, its incidents, and the sentences with the events' words marked.

use std::collections::BTreeMap;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style as Ansi};
use dateline_model::{Count, Event, Extraction, Filler, Incident, OffsetMap, Status, TimeValue};

use crate::tables::flat;

/// How the words are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// With colours, for a terminal.
    Colour,
    /// With brackets, for a file or pipe.
    Plain,
}

/// Writes one article for a person to read.
///
/// # Errors
/// When the writer fails.
pub fn write_text(extraction: &Extraction, raw: &str, style: Style, out: &mut impl Write) -> io::Result<()> {
    let bold = |s: &str| paint(style, Ansi::new().bold(), s);
    let dim = |s: &str| paint(style, Ansi::new().dimmed(), s);
    writeln!(out, "{}", bold(&extraction.id))?;
    let published = extraction.published.map_or_else(|| "undated".to_owned(), |w| w.to_string());
    let outlet = extraction.outlet.as_deref().unwrap_or("unknown outlet");
    writeln!(out, "{}", dim(&format!("{outlet} · {published}")))?;
    if let Some(headline) = &extraction.headline {
        writeln!(out, "{headline}")?;
    }
    let events: BTreeMap<&str, &Event> = extraction.events.iter().map(|e| (e.id.as_str(), e)).collect();
    for incident in &extraction.incidents {
        write_incident(incident, &events, style, out)?;
    }
    writeln!(out)?;
    write_marked(extraction, raw, style, out)?;
    for warning in &extraction.warnings {
        writeln!(
            out,
            "{}",
            paint(style, AnsiColor::Yellow.on_default(), &format!("{}: {}", warning.code, warning.message))
        )?;
    }
    let mentions = extraction.events.len();
    writeln!(
        out,
        "{}\n",
        dim(&format!(
            "{} incidents from {mentions} mentions, {} entities",
            extraction.incidents.len(),
            extraction.entities.len()
        ))
    )
}

fn paint(style: Style, ansi: Ansi, text: &str) -> String {
    match style {
        Style::Colour => format!("{ansi}{text}{ansi:#}"),
        Style::Plain => text.to_owned(),
    }
}

fn write_incident(
    incident: &Incident,
    events: &BTreeMap<&str, &Event>,
    style: Style,
    out: &mut impl Write,
) -> io::Result<()> {
    let colour = match incident.status {
        Status::Reported => AnsiColor::Green,
        Status::Claimed | Status::Hypothetical => AnsiColor::Yellow,
        Status::Planned => AnsiColor::Cyan,
        Status::Denied => AnsiColor::Red,
        Status::Background => AnsiColor::BrightBlack,
    };
    let mut line = format!("  {} ", paint(style, colour.on_default().bold(), &incident.kind));
    if incident.status != Status::Reported {
        line += &format!("[{}] ", incident.status.name());
    }
    if incident.aggregate {
        line += "[toll] ";
    }
    for (role, fillers) in incident.roles.iter().filter(|(r, _)| *r != "place") {
        line += &format!("{role}: {} · ", list(fillers));
    }
    if let Some(count) = &incident.count {
        line += &format!("count: {} · ", count_text(count));
    }
    if let Some(places) = incident.roles.get("place") {
        line += &format!("place: {} · ", list(places));
    }
    if let Some(time) = &incident.time {
        line += &format!("time: {} · ", time_text(time));
    }
    if let Some(source) = &incident.source {
        line += &format!("source: {} · ", flat(source.name.as_deref().unwrap_or(&source.text)));
    }
    writeln!(out, "{}", line.trim_end_matches([' ', '·']))?;
    let rules: Vec<String> = incident
        .events
        .iter()
        .filter_map(|id| events.get(id.as_str()))
        .map(|e| format!("“{}” {}", flat(&e.trigger.text), e.rule))
        .collect();
    let conflict = if incident.conflict { " · rival counts" } else { "" };
    writeln!(out, "    {}", paint(style, Ansi::new().dimmed(), &format!("{}{conflict}", rules.join(", "))))
}

fn list(fillers: &[Filler]) -> String {
    let name =
        |f: &Filler| flat(f.name.as_deref().filter(|_| f.within.is_empty() && f.lat.is_none()).unwrap_or(&f.text));
    fillers.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn count_text(count: &Count) -> String {
    let about = if count.approximate { "about " } else { "" };
    match count.max {
        Some(max) if max == count.min => format!("{about}{max}"),
        Some(max) => format!("{about}{}–{max}", count.min),
        None => format!("{about}{} or more", count.min),
    }
}

fn time_text(time: &TimeValue) -> String {
    let words = time.at.as_ref().map(|at| flat(&at.text)).unwrap_or_default();
    let day = match (time.start, time.end) {
        (Some(a), Some(b)) if a == b => a.to_string(),
        (Some(a), Some(b)) => format!("{a} to {b}"),
        (Some(a), None) => format!("from {a}"),
        (None, Some(b)) => format!("until {b}"),
        (None, None) => return format!("“{words}” (unresolved)"),
    };
    let inferred = if time.inferred { ", inferred" } else { "" };
    format!("{day} (“{words}”{inferred})")
}

/// The article's text with the triggers and the fillers of roles marked.
fn write_marked(extraction: &Extraction, raw: &str, style: Style, out: &mut impl Write) -> io::Result<()> {
    let map = OffsetMap::new(raw);
    let mut marks: Vec<(usize, usize, bool)> = Vec::new();
    for event in &extraction.events {
        let trigger = map.bytes(event.trigger.span);
        marks.push((trigger.start as usize, trigger.end as usize, true));
        for filler in event.roles.values().flatten() {
            let span = map.bytes(filler.span);
            marks.push((span.start as usize, span.end as usize, false));
        }
    }
    marks.sort_by_key(|(start, end, trigger)| (*start, std::cmp::Reverse(*end), !trigger));
    let mut at = 0;
    for (start, end, trigger) in marks {
        if start < at {
            continue;
        }
        out.write_all(&raw.as_bytes()[at..start])?;
        let words = &raw[start..end];
        let marked = match (style, trigger) {
            (Style::Colour, true) => paint(style, AnsiColor::Green.on_default().bold(), words),
            (Style::Colour, false) => paint(style, Ansi::new().underline(), words),
            (Style::Plain, true) => format!("[{words}]"),
            (Style::Plain, false) => format!("_{words}_"),
        };
        out.write_all(marked.as_bytes())?;
        at = end;
    }
    writeln!(out, "{}", raw[at..].trim_end())
}
