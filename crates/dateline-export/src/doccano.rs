//! doccano: texts with entities and relations, one JSON object a line.
//!
//! Invariant: offsets are code points; ids of entities are unique over the whole file, as doccano's import wants.

use std::io::{self, Write};

use dateline_model::Extraction;
use serde_json::json;

use crate::Exporter;
use crate::annotations::marks;
use crate::framed::{Frame, Framed};

pub(crate) fn exporter() -> impl Exporter {
    Framed { name: "doccano", about: "texts with entities and relations for doccano", begin: Lines::default }
}

#[derive(Default)]
struct Lines {
    entities: usize,
    relations: usize,
}

impl Frame for Lines {
    fn article(&mut self, found: &Extraction, raw: &str, out: &mut dyn Write) -> io::Result<()> {
        let (mut entities, mut relations) = (Vec::new(), Vec::new());
        let base = self.entities;
        for marked in marks(found) {
            for mark in std::iter::once(&marked.trigger).chain(&marked.arguments) {
                entities.push(json!({
                    "id": base + mark.number, "label": mark.label,
                    "start_offset": mark.span.start, "end_offset": mark.span.end,
                }));
            }
            for mark in &marked.arguments {
                self.relations += 1;
                relations.push(json!({
                    "id": self.relations, "from_id": base + marked.trigger.number, "to_id": base + mark.number,
                    "type": mark.label,
                }));
            }
        }
        self.entities += entities.len();
        let line =
            json!({"text": raw, "article": found.id, "entities": entities, "relations": relations, "Comments": []});
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")
    }
}
