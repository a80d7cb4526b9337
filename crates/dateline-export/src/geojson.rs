//! `GeoJSON`: incidents as points at their first place that has coordinates; those without have no geometry.
//!
//! Invariant: one feature an incident, longitude before latitude, as the format has it (RFC 7946).

use std::io::{self, Write};

use dateline_model::Extraction;
use serde_json::{Map, Value, json};

use crate::Exporter;
use crate::framed::{Frame, Framed};
use crate::tables::{self, Cell};

pub(crate) fn exporter() -> impl Exporter {
    Framed { name: "geojson", about: "incidents as points on a map", begin: Features::default }
}

#[derive(Default)]
struct Features {
    any: bool,
}

impl Frame for Features {
    fn head(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")
    }

    fn article(&mut self, found: &Extraction, _: &str, out: &mut dyn Write) -> io::Result<()> {
        for (row, incident) in tables::incidents(found).zip(&found.incidents) {
            let mut places = incident.roles.get("place").into_iter().flatten();
            let point = places.find_map(|place| Some([place.lon?, place.lat?]));
            let mut properties = Map::new();
            for column in tables::SHARED.iter().chain(tables::INCIDENTS) {
                let value = match (column.get)(&row) {
                    Cell::Empty => Value::Null,
                    Cell::Text(text) => text.into(),
                    Cell::Integer(number) => number.into(),
                    Cell::Real(number) => number.into(),
                };
                if !matches!(column.name, "lat" | "lon") {
                    properties.insert(column.name.to_owned(), value);
                }
            }
            let geometry = point.map(|point| json!({"type": "Point", "coordinates": point}));
            let id = format!("{}/{}", found.id, incident.id);
            let feature = json!({"type": "Feature", "id": id, "geometry": geometry, "properties": properties});
            out.write_all(if self.any { b",\n" } else { b"\n" })?;
            serde_json::to_writer(&mut *out, &feature)?;
            self.any = true;
        }
        Ok(())
    }

    fn foot(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"\n]}\n")
    }
}
