//! UIMA CAS as JSON, for `INCEpTION` and other tools on UIMA: a tar archive with one CAS an article.
//!
//! Invariant: offsets are UTF-16 units, as Java counts.

use std::io::{self, Write};

use dateline_model::Extraction;
use serde_json::{Map, Value, json};

use crate::Exporter;
use crate::annotations::{Names, Utf16, add_file, end_files, marks};
use crate::framed::{Frame, Framed};

pub(crate) fn exporter() -> impl Exporter {
    Framed { name: "cas", about: "a tar archive of UIMA CAS JSON files, for INCEpTION", begin: Folder::default }
}

#[derive(Default)]
struct Folder {
    names: Names,
}

const EVENT: &str = "custom.DatelineEvent";
const ARGUMENT: &str = "custom.DatelineArgument";

fn types() -> Value {
    let annotation = |name: &str, features: &[(&str, &str)]| {
        let mut kind = Map::new();
        kind.insert("%NAME".to_owned(), name.into());
        kind.insert("%SUPER_TYPE".to_owned(), "uima.tcas.Annotation".into());
        for (feature, range) in features {
            kind.insert((*feature).to_owned(), json!({"%NAME": feature, "%RANGE": range}));
        }
        Value::Object(kind)
    };
    let string = "uima.cas.String";
    let event = annotation(EVENT, &[("identifier", string), ("kind", string), ("status", string), ("rule", string)]);
    json!({EVENT: event, ARGUMENT: annotation(ARGUMENT, &[("role", string), ("event", EVENT)])})
}

impl Frame for Folder {
    fn article(&mut self, found: &Extraction, raw: &str, out: &mut dyn Write) -> io::Result<()> {
        let units = Utf16::new(raw);
        let mut structures = vec![json!({
            "%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text",
            "sofaString": raw,
        })];
        let whole = units.span((0, u32::MAX).into());
        structures.push(json!({
            "%ID": 2, "%TYPE": "uima.tcas.DocumentAnnotation", "@sofa": 1, "begin": 0, "end": whole.1, "language": "en",
        }));
        for marked in marks(found) {
            // Marks are numbered from 1; two structures stand before them.
            let id = |number: usize| number + 2;
            let (begin, end) = units.span(marked.trigger.span);
            structures.push(json!({
                "%ID": id(marked.trigger.number), "%TYPE": EVENT, "@sofa": 1, "begin": begin, "end": end,
                "identifier": marked.event.id, "kind": marked.event.kind, "status": marked.event.status.name(),
                "rule": marked.event.rule,
            }));
            for mark in &marked.arguments {
                let (begin, end) = units.span(mark.span);
                structures.push(json!({
                    "%ID": id(mark.number), "%TYPE": ARGUMENT, "@sofa": 1, "begin": begin, "end": end,
                    "role": mark.label, "@event": id(marked.trigger.number),
                }));
            }
        }
        let members: Vec<&Value> = structures.iter().skip(1).map(|structure| &structure["%ID"]).collect();
        let cas = json!({
            "%TYPES": types(),
            "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": members}},
            "%FEATURE_STRUCTURES": structures,
        });
        let name = self.names.of(&found.id);
        add_file(out, &format!("{name}.json"), cas.to_string().as_bytes())
    }

    fn foot(&mut self, out: &mut dyn Write) -> io::Result<()> {
        end_files(out)
    }
}
