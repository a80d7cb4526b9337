//! What formats of annotation have in common: spans, and relations among them, in the unit that the format counts in.
//!
//! Invariant: the words under a span, cut by the format's own unit, are the words of the output.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use dateline_model::{CharSpan, Extraction};

/// A marked piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark<'a> {
    /// Its number, from 1.
    pub(crate) number: usize,
    /// Event type of a trigger, role of a filler.
    pub(crate) label: &'a str,
    pub(crate) span: CharSpan,
}

/// An event with its trigger and arguments.
pub(crate) struct Marked<'a> {
    pub(crate) event: &'a dateline_model::Event,
    pub(crate) trigger: Mark<'a>,
    pub(crate) arguments: Vec<Mark<'a>>,
}

/// All events with their marks numbered through.
pub(crate) fn marks(found: &Extraction) -> Vec<Marked<'_>> {
    let mut number = 0;
    let mut next = |label, span| {
        number += 1;
        Mark { number, label, span }
    };
    let marked = found.events.iter().map(|event| {
        let trigger = next(&event.kind, event.trigger.span);
        let roles =
            event.roles.iter().flat_map(|(role, fillers)| fillers.iter().map(move |filler| (role, filler.span)));
        Marked { event, trigger, arguments: roles.map(|(role, span)| next(role, span)).collect() }
    });
    marked.collect()
}

/// Code points to UTF-16 units, as Java and JavaScript count.
pub(crate) struct Utf16(Vec<u32>);

impl Utf16 {
    pub(crate) fn new(text: &str) -> Self {
        let mut at = 0;
        let mut units: Vec<u32> = text
            .chars()
            .map(|c| {
                let here = at;
                at += c.len_utf16() as u32;
                here
            })
            .collect();
        units.push(at);
        Self(units)
    }

    pub(crate) fn span(&self, span: CharSpan) -> (u32, u32) {
        let last = self.0.len() - 1;
        let unit = |at: u32| self.0[(at as usize).min(last)];
        (unit(span.start), unit(span.end))
    }
}

/// An article's id as the name of a file.
pub(crate) fn file_name(id: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' };
    let name: String = id.chars().map(plain).take(100).collect();
    if name.trim_matches('.').is_empty() { format!("article{name}") } else { name }
}

/// Gives every article a file name of its own. Of the names only hashes are kept, for a run may have millions of them.
#[derive(Default)]
pub(crate) struct Names(HashMap<u64, u32, BuildHasherDefault<DefaultHasher>>);

impl Names {
    pub(crate) fn of(&mut self, id: &str) -> String {
        let name = file_name(id);
        let hash = self.0.hasher().hash_one(&name);
        let seen = self.0.entry(hash).or_default();
        *seen += 1;
        if *seen == 1 { name } else { format!("{name}~{seen}") }
    }
}

/// Adds a file to a tar archive; its bytes depend on nothing but name and content.
pub(crate) fn add_file(out: &mut dyn std::io::Write, name: &str, content: &[u8]) -> std::io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(content.len() as u64);
    header.set_mode(0o644);
    header.set_mtime(0);
    let mut file = tar::Builder::new(Vec::new());
    file.append_data(&mut header, name, content)?;
    // The two empty blocks at the end belong to the whole archive.
    let bytes = file.into_inner()?;
    out.write_all(&bytes[..bytes.len() - 1024])
}

/// Ends a tar archive.
pub(crate) fn end_files(out: &mut dyn std::io::Write) -> std::io::Result<()> {
    out.write_all(&[0; 1024])
}
