//! brat: a tar archive with a text and its annotations for every article, and the configuration that brat asks for.
//!
//! Invariant: offsets are code points, and a span over a line break is parted at it, as brat wants.

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
        for (number, marked) in (1..).zip(marks(found)) {
            let event = marked.event;
            let roles = self.types.entry(event.kind.clone()).or_default();
            let mut arguments = String::new();
            for mark in std::iter::once(&marked.trigger).chain(&marked.arguments) {
                let kind = if mark == &marked.trigger { mark.label } else { "Mention" };
                let (offsets, words) = fragments(&chars, mark.span);
                let _ = writeln!(notes, "T{}\t{kind} {offsets}\t{words}", mark.number);
            }
            for mark in &marked.arguments {
                roles.insert(mark.label.to_owned());
                let nth = arguments.matches(&format!(" {}", mark.label)).count();
                let nth = if nth == 0 { String::new() } else { (nth + 1).to_string() };
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

/// `10 14;15 18` and the words of the fragments with a space between.
fn fragments(chars: &[char], span: CharSpan) -> (String, String) {
    let (start, end) = (span.start as usize, (span.end as usize).min(chars.len()));
    let (mut offsets, mut words) = (Vec::new(), Vec::new());
    let mut at = start;
    for part in chars[start.min(end)..end].split(|c| matches!(c, '\n' | '\r')) {
        if !part.is_empty() {
            offsets.push(format!("{at} {}", at + part.len()));
            words.push(part.iter().collect::<String>());
        }
        at += part.len() + 1;
    }
    (offsets.join(";"), words.join(" "))
}
