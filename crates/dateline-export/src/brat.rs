//! brat: a tar archive with a text and its annotations for every article, and the configuration that brat asks for.
//!
//! Invariant: offsets are code points; a span over a line break is parted at it, as brat wants, and what has no words is
//! left out, for brat has no place for it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write};

use dateline_model::{CharSpan, Extraction};

use crate::Exporter;
use crate::annotations::{Names, add_file, end_files, marks};
use crate::framed::{Frame, Framed};

pub(crate) fn exporter() -> impl Exporter {
    Framed { name: "brat", about: "a tar archive of brat's texts and annotations", begin: Folder::default }
}

#[derive(Default)]
struct Folder {
    names: Names,
    /// Roles of each type of event.
    types: BTreeMap<String, BTreeSet<String>>,
}

impl Frame for Folder {
    fn article(&mut self, found: &Extraction, raw: &str, out: &mut dyn Write) -> io::Result<()> {
        let chars: Vec<char> = raw.chars().collect();
        let mut notes = String::new();
        let mut number = 0;
        for marked in marks(found) {
            let event = marked.event;
            let Some((offsets, words)) = fragments(&chars, marked.trigger.span) else { continue };
            number += 1;
            let roles = self.types.entry(event.kind.clone()).or_default();
            let (mut arguments, mut given) = (String::new(), BTreeMap::new());
            let _ = writeln!(notes, "T{}\t{} {offsets}\t{words}", marked.trigger.number, event.kind);
            for mark in &marked.arguments {
                let Some((offsets, words)) = fragments(&chars, mark.span) else { continue };
                let _ = writeln!(notes, "T{}\tMention {offsets}\t{words}", mark.number);
                roles.insert(mark.label.to_owned());
                let nth = given.entry(mark.label).or_insert(0);
                *nth += 1;
                let nth = if *nth == 1 { String::new() } else { nth.to_string() };
                let _ = write!(arguments, " {}{nth}:T{}", mark.label, mark.number);
            }
            let _ = writeln!(notes, "E{number}\t{}:T{}{arguments}", event.kind, marked.trigger.number);
            let _ = writeln!(notes, "A{number}\tStatus E{number} {}", event.status.name());
            let _ = writeln!(notes, "#{number}\tAnnotatorNotes E{number}\t{} {}", event.id, event.rule);
        }
        let name = self.names.of(&found.id);
        add_file(out, &format!("{name}.txt"), raw.as_bytes())?;
        add_file(out, &format!("{name}.ann"), notes.as_bytes())
    }

    fn foot(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let mut conf = String::from("[entities]\nMention\n\n[relations]\n\n[events]\n");
        for (kind, roles) in &self.types {
            let roles: Vec<String> = roles.iter().map(|role| format!("{role}*:Mention")).collect();
            let _ = writeln!(conf, "{kind}\t{}", roles.join(", "));
        }
        conf += "\n[attributes]\nStatus\tArg:<EVENT>, Value:reported|claimed|denied|planned|hypothetical|background\n";
        add_file(out, "annotation.conf", conf.as_bytes())?;
        end_files(out)
    }
}

/// `10 14;15 18` and the words of the fragments with a space between; `None` when there are none.
fn fragments(chars: &[char], span: CharSpan) -> Option<(String, String)> {
    let (start, end) = (span.start as usize, (span.end as usize).min(chars.len()));
    let (mut offsets, mut words) = (Vec::new(), Vec::new());
    let mut at = start;
    for part in chars[start.min(end)..end].split(|c| parts(*c)) {
        if !part.is_empty() {
            offsets.push(format!("{at} {}", at + part.len()));
            words.push(part.iter().collect::<String>());
        }
        at += part.len() + 1;
    }
    (!words.is_empty()).then(|| (offsets.join(";"), words.join(" ")))
}

/// What cannot stand inside a line of annotations: tabs part its columns, and brat's reader, which is written in Python,
/// ends lines at all of these.
fn parts(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\x0b' | '\x0c' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
