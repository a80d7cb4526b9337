//! A checker of brat's standoff format, by the rules that brat documents: <https://brat.nlplab.org/standoff.html> and
//! <https://brat.nlplab.org/configuration.html>. It shares nothing with the exporter.
//!
//! Invariant: what it does not know is wrong; nothing is passed over.

use std::collections::{BTreeMap, BTreeSet};

/// What `annotation.conf` allows.
#[derive(Debug, Default)]
pub(crate) struct Configuration {
    entities: BTreeSet<String>,
    /// Roles of each event, without the mark of how often they may stand, and what can fill them.
    events: BTreeMap<String, BTreeMap<String, Role>>,
    /// Values of each attribute.
    attributes: BTreeMap<String, BTreeSet<String>>,
}

#[derive(Debug)]
struct Role {
    many: bool,
    fillers: BTreeSet<String>,
}

impl Configuration {
    /// Reads a configuration; all four sections have to be there.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let mut found = Self::default();
        let mut section = String::new();
        let mut sections = BTreeSet::new();
        for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                name.clone_into(&mut section);
                sections.insert(name.to_owned());
                continue;
            }
            let (name, rest) = line.split_once('\t').unwrap_or((line, ""));
            if !is_name(name) {
                return Err(format!("no name of a type: {line:?}"));
            }
            let parts = rest.split([',']).map(str::trim).filter(|part| !part.is_empty());
            let pairs: Option<Vec<(&str, &str)>> = parts.map(|part| part.split_once(':')).collect();
            let pairs = pairs.ok_or_else(|| format!("no `role:type`: {line:?}"))?;
            let list = |text: &str| text.split('|').map(str::to_owned).collect::<BTreeSet<_>>();
            let twice = match &*section {
                "entities" => !found.entities.insert(name.to_owned()),
                "events" => {
                    let role = |(role, fillers): &(&str, &str)| {
                        let bare = role.trim_end_matches(['?', '*', '+']);
                        (bare.to_owned(), Role { many: role.ends_with(['*', '+']), fillers: list(fillers) })
                    };
                    found.events.insert(name.to_owned(), pairs.iter().map(role).collect()).is_some()
                }
                "attributes" => {
                    let values = pairs.iter().find(|(key, _)| *key == "Value").map(|(_, values)| list(values));
                    found.attributes.insert(name.to_owned(), values.unwrap_or_default()).is_some()
                }
                _ => return Err(format!("nothing is expected here: {line:?}")),
            };
            if twice {
                return Err(format!("`{name}` is declared twice"));
            }
        }
        let missing = ["entities", "relations", "events", "attributes"].iter().find(|name| !sections.contains(**name));
        missing.map_or(Ok(found), |name| Err(format!("no section [{name}]")))
    }
}

/// The words of types and roles: letters, digits, `-` and `_`.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

/// Where a line ends for Python, in which brat is written.
pub(crate) fn ends_a_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\x0b' | '\x0c' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What is wrong with the annotations of a text, a line each.
pub(crate) fn problems(text: &str, notes: &str, allowed: &Configuration) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut types: BTreeMap<&str, &str> = BTreeMap::new();
    let mut wrong = Vec::new();
    if !notes.is_empty() && !notes.ends_with('\n') {
        wrong.push("the last line has no end".to_owned());
    }
    let lines: Vec<&str> = notes.split_terminator(ends_a_line).collect();
    for line in &lines {
        match line.split_once('\t') {
            Some((id, rest)) if id.len() > 1 && id[1..].bytes().all(|b| b.is_ascii_digit()) => {
                let kind = rest.split([' ', ':', '\t']).next().unwrap_or_default();
                if types.insert(id, kind).is_some() {
                    wrong.push(format!("{line}: the id is given out twice"));
                }
            }
            _ => wrong.push(format!("{line}: does not begin with an id and a tab")),
        }
    }
    for line in lines {
        let Some((id, rest)) = line.split_once('\t') else { continue };
        let checked = match &id[..1] {
            "T" => text_bound(rest, &chars, allowed),
            "E" => event(rest, &types, allowed),
            "A" => attribute(rest, &types, allowed),
            "#" => note(rest, &types),
            _ => Err("an unknown kind of line".to_owned()),
        };
        wrong.extend(checked.err().map(|what| format!("{line}: {what}")));
    }
    wrong
}

fn need(holds: bool, what: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what.to_owned()) }
}

/// `Type 0 5;8 11<tab>words words`
fn text_bound(rest: &str, chars: &[char], allowed: &Configuration) -> Result<(), String> {
    let (place, words) = rest.split_once('\t').ok_or("no words")?;
    let (kind, offsets) = place.split_once(' ').ok_or("no offsets")?;
    need(allowed.entities.contains(kind) || allowed.events.contains_key(kind), "a type that is not declared")?;
    let mut cut = Vec::new();
    let mut last = 0;
    for fragment in offsets.split(';') {
        let (start, end) = fragment.split_once(' ').ok_or("a fragment without two numbers")?;
        let number = |text: &str| text.parse::<usize>().map_err(|_| format!("{text:?} is no number"));
        let (start, end) = (number(start)?, number(end)?);
        need(start < end && end <= chars.len(), "a fragment that is empty or outside the text")?;
        need(start >= last, "fragments out of order or over each other")?;
        last = end;
        need(!chars[start..end].iter().any(|c| ends_a_line(*c)), "a fragment over the end of a line")?;
        cut.push(chars[start..end].iter().collect::<String>());
    }
    need(!words.contains('\t'), "a tab in the words")?;
    need(cut.join(" ") == words, "the words are not those at the offsets")
}

/// `type:T1 role:T2 role2:E3`
fn event(rest: &str, types: &BTreeMap<&str, &str>, allowed: &Configuration) -> Result<(), String> {
    let mut parts = rest.split(' ');
    let (kind, trigger) = parts.next().and_then(|part| part.split_once(':')).ok_or("no trigger")?;
    let roles = allowed.events.get(kind).ok_or("a type of event that is not declared")?;
    need(trigger.starts_with('T') && types.get(trigger) == Some(&kind), "its trigger is none of its type")?;
    let mut given: BTreeMap<&str, u32> = BTreeMap::new();
    for part in parts {
        let (name, filler) = part.split_once(':').ok_or("an argument without a filler")?;
        let bare = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let role = roles.get(bare).ok_or_else(|| format!("a role that is not declared: {name}"))?;
        let count = given.entry(bare).or_default();
        *count += 1;
        // The first has no number, the others go on from 2.
        let number = if *count == 1 { String::new() } else { count.to_string() };
        need(name[bare.len()..] == number, "roles are not numbered through")?;
        need(*count == 1 || role.many, "a role more often than declared")?;
        let kind = types.get(filler).ok_or_else(|| format!("there is no {filler}"))?;
        need(role.fillers.contains(*kind), "a filler of a type that the role does not take")?;
    }
    Ok(())
}

/// `Name E1 value`
fn attribute(rest: &str, types: &BTreeMap<&str, &str>, allowed: &Configuration) -> Result<(), String> {
    let [name, of, value] = rest.split(' ').collect::<Vec<_>>()[..] else {
        return Err("not a name, an id and a value".to_owned());
    };
    let values = allowed.attributes.get(name).ok_or("an attribute that is not declared")?;
    need(values.contains(value), "a value that is not declared")?;
    need(of.starts_with('E') && types.contains_key(of), "it is of no event")
}

/// `AnnotatorNotes E1<tab>anything`
fn note(rest: &str, types: &BTreeMap<&str, &str>) -> Result<(), String> {
    let (of, _) = rest.split_once('\t').ok_or("no text")?;
    let of = of.strip_prefix("AnnotatorNotes ").ok_or("not a note of an annotator")?;
    need(types.contains_key(of), "it is of nothing")
}
