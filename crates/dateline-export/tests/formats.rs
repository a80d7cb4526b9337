//! Every format over one article with an emoji, combining marks, Arabic and a name over a line break: what is cut by the
//! format's own offsets are the words.

use std::collections::BTreeMap;
use std::io::Read;

use dateline_export::{Exporters, Inventories, Style, inventories};
use dateline_model::{Extraction, OffsetMap};
use serde_json::{Value, json};

const RAW: &str = "🚨 Cafe\u{301} raid\n\nPolice arrested Abu\nBukhari (القاضي) in Mosul; =cmd \"x\" <b> was 'O''K'.";

/// Where the words stand, in code points.
fn at(words: &str) -> Value {
    let start = RAW.find(words).expect("the words are in the text");
    let chars = |end: usize| RAW[..end].chars().count();
    json!([chars(start), chars(start + words.len())])
}

fn article() -> Extraction {
    let filler = |words: &str, more: Value| {
        let mut filler = json!({"entity": null, "span": at(words), "text": words});
        filler.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        filler
    };
    let place = json!({"name": "Mosul", "kb": "iq.mosul", "within": ["Nineveh", "Iraq"], "lat": 36.34, "lon": 43.13, "precision": "town"});
    let roles = json!({
        "agent": [filler("Police", json!({}))],
        "patient": [filler("Abu\nBukhari", json!({"kb": "abu-bukhari"})), filler("القاضي", json!({}))],
        "place": [filler("Mosul", place)],
        "target": [filler("=cmd \"x\" <b>", json!({}))],
    });
    let told = json!({
        "type": "arrest", "roles": roles, "count": {"min": 1, "max": null, "of": "patient"},
        "time": {"start": "2024-11-23", "end": "2024-11-25", "basis": "explicit"}, "source": null,
        "status": "claimed", "aggregate": false,
    });
    let with = |more: Value| {
        let mut whole = told.clone();
        whole.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        whole
    };
    let kill = json!({"id": "i1", "type": "kill", "status": "reported", "events": [], "roles": {}, "claims": [], "conflict": false,
                      "count": {"min": 3, "max": 3, "of": "patient"}, "time": null});
    serde_json::from_value(json!({
        "schema": "dateline/1", "id": "a/1", "outlet": "example", "url": null, "headline": "=Café raid", "byline": null,
        "language": "en", "published": "2024-11-26", "dateline": null,
        "blocks": [{"kind": "paragraph", "span": [0, RAW.chars().count()]}],
        "entities": [{"id": "e0", "kind": "place", "name": "Mosul", "kb": "iq.mosul", "mentions": [],
                      "attributes": {"role": null, "organization": null, "rank": null, "nationality": null}}],
        "events": [with(json!({"id": "v0", "trigger": {"span": at("arrested"), "text": "arrested"}, "rule": "p/arrest#active", "confidence": 0.9}))],
        "incidents": [with(json!({"id": "i0", "events": ["v0"], "claims": [], "conflict": false})), with(kill)],
        "warnings": [],
    }))
    .expect("the article is one")
}

fn written(name: &str, times: usize) -> Vec<u8> {
    written_of(&article(), name, times)
}

fn written_of(article: &Extraction, name: &str, times: usize) -> Vec<u8> {
    let mut exporters = Exporters::default();
    let pair = |kind: &str, a: &str, b: &str| BTreeMap::from([(kind.to_owned(), (a.to_owned(), b.to_owned()))]);
    let codes = Inventories {
        acled: pair("arrest", "Strategic developments", "Arrests"),
        plover: pair("arrest", "COERCE", "arrest"),
    };
    for exporter in inventories(codes) {
        exporters.register(exporter);
    }
    let mut bytes = Vec::new();
    let mut output = exporters
        .get(name)
        .expect("the format is there")
        .begin(Box::new(&mut bytes), Style::Plain)
        .expect("memory takes it");
    for _ in 0..times {
        output.article(article, RAW).expect("memory takes it");
    }
    output.finish().expect("memory takes it");
    bytes
}

fn text(name: &str) -> String {
    String::from_utf8(written(name, 1)).expect("the format is text")
}

fn files(name: &str, times: usize) -> BTreeMap<String, String> {
    let bytes = written(name, times);
    let mut files = BTreeMap::new();
    for entry in tar::Archive::new(bytes.as_slice()).entries().expect("an archive") {
        let mut entry = entry.expect("a file");
        let mut content = String::new();
        entry.read_to_string(&mut content).expect("the file is text");
        files.insert(entry.path().expect("a path").display().to_string(), content);
    }
    files
}

fn chars(start: u64, end: u64) -> String {
    RAW.chars().skip(start as usize).take((end - start) as usize).collect()
}

const WORDS: [&str; 6] = ["arrested", "Police", "Abu\nBukhari", "القاضي", "Mosul", "=cmd \"x\" <b>"];

#[test]
fn cas_counts_in_utf_16() {
    let files = files("cas", 2);
    assert_eq!(files.keys().collect::<Vec<_>>(), ["a_1.json", "a_1~2.json"]);
    let cas: Value = serde_json::from_str(&files["a_1.json"]).expect("JSON");
    let units: Vec<u16> = RAW.encode_utf16().collect();
    let structures = cas["%FEATURE_STRUCTURES"].as_array().expect("a list");
    let words: Vec<String> = structures[2..]
        .iter()
        .map(|s| {
            String::from_utf16(
                &units[s["begin"].as_u64().expect("a number") as usize..s["end"].as_u64().expect("a number") as usize],
            )
            .expect("whole characters")
        })
        .collect();
    assert_eq!(words, WORDS);
    assert_eq!(structures[1]["end"], units.len());
    assert_eq!(cas["%VIEWS"]["_InitialView"]["%MEMBERS"].as_array().expect("a list").len(), structures.len() - 1);
}

#[test]
fn doccano_counts_in_code_points() {
    let line: Value = serde_json::from_str(&text("doccano")).expect("JSON");
    let number = |value: &Value| value.as_u64().expect("a number");
    let words: Vec<String> = line["entities"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|e| chars(number(&e["start_offset"]), number(&e["end_offset"])))
        .collect();
    assert_eq!(words, WORDS);
    assert_eq!(line["relations"].as_array().expect("a list").len(), 5);
    let both = String::from_utf8(written("doccano", 2)).expect("text");
    let second: Value = serde_json::from_str(both.lines().nth(1).expect("a second line")).expect("JSON");
    assert_eq!(second["entities"][0]["id"], 7, "ids go on");
}

#[test]
fn brat_parts_spans_at_line_breaks() {
    let files = files("brat", 1);
    assert_eq!(files["a_1.txt"], RAW);
    let notes = &files["a_1.ann"];
    for line in notes.lines().filter(|line| line.starts_with('T')) {
        let [_, kind, words] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let cut: Vec<String> = kind
            .split_once(' ')
            .expect("offsets")
            .1
            .split(';')
            .map(|part| {
                let (start, end) = part.split_once(' ').expect("two numbers");
                chars(start.parse().expect("a number"), end.parse().expect("a number"))
            })
            .collect();
        assert_eq!(cut.join(" "), words, "{line}");
    }
    assert!(notes.contains("E1\tarrest:T1 agent:T2 patient:T3 patient2:T4 place:T5 target:T6\n"), "{notes}");
    assert!(notes.contains("A1\tStatus E1 claimed\n"), "{notes}");
    assert!(
        files["annotation.conf"]
            .contains("arrest\tagent*:Mention, patient*:Mention, place*:Mention, target*:Mention\n")
    );
}

#[test]
fn conllu_has_words_with_ranges_and_marks() {
    let text = text("conllu");
    let mut marked = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        assert_eq!(columns.len(), 10, "{line}");
        let misc: BTreeMap<&str, &str> = columns[9].split('|').filter_map(|entry| entry.split_once('=')).collect();
        let (start, end) = misc["TokenRange"].split_once(':').expect("two numbers");
        assert_eq!(chars(start.parse().expect("a number"), end.parse().expect("a number")), columns[1]);
        marked.extend(misc.get("Role").or(misc.get("Event")).map(|mark| format!("{} {mark}", columns[1])));
    }
    assert!(marked.contains(&"arrested v0:arrest".to_owned()), "{marked:?}");
    assert!(marked.contains(&"Bukhari v0:patient".to_owned()), "{marked:?}");
    assert!(marked.contains(&"القاضي v0:patient".to_owned()), "{marked:?}");
    assert!(text.contains("Cafe\u{301}\t"), "marks stay with their letter");
}

#[test]
fn tables_have_a_cell_for_every_column_and_no_formulas() {
    for (name, rows) in [("csv", 2), ("csv-events", 1), ("acled", 1), ("ucdp", 1)] {
        let text = text(name);
        let mut table = csv::Reader::from_reader(text.as_bytes());
        let header = table.headers().expect("a header").clone();
        let records: Vec<csv::StringRecord> = table.records().map(|record| record.expect("a record")).collect();
        assert_eq!(records.len(), rows, "{name}");
        let formula = |cell: &str| cell.starts_with(['=', '@']);
        assert!(records.iter().all(|record| record.len() == header.len() && !record.iter().any(formula)), "{text}");
        let get = |column: &str| {
            header.iter().position(|name| name == column).and_then(|at| records[0].get(at)).map(str::to_owned)
        };
        match name {
            "acled" => assert_eq!(
                [get("sub_event_type"), get("country"), get("time_precision"), get("fatalities")],
                ["Arrests", "Iraq", "2", ""].map(|s| Some(s.to_owned()))
            ),
            "ucdp" => assert_eq!([get("best"), get("high"), get("low")], ["3", "3", "3"].map(|s| Some(s.to_owned()))),
            _ => {
                assert_eq!(
                    [get("headline"), get("agent"), get("patient"), get("lon")],
                    ["'=Café raid", "Police", "Abu Bukhari; القاضي", "43.13"].map(|s| Some(s.to_owned()))
                );
                assert_eq!(
                    [get("count_min"), get("count_max"), get("other_roles")],
                    ["1", "", "target: =cmd \"x\" <b>"].map(|s| Some(s.to_owned()))
                );
            }
        }
    }
}

#[test]
fn deaths_alone_are_counted_as_deaths_and_villages_are_as_exact_as_towns() {
    let mut found = article();
    found.id = "=a".to_owned();
    let [arrest, kill] = &mut found.incidents[..] else { panic!("two incidents") };
    kill.roles = arrest.roles.clone();
    for incident in [arrest, kill] {
        incident.roles.get_mut("place").expect("a place")[0].precision = Some("village".to_owned());
    }
    found.incidents[1].count.as_mut().expect("a count").of = "event".to_owned();
    for (name, id, expected) in [
        ("acled", "event_id", [("geo_precision", "1"), ("fatalities", "")]),
        ("ucdp", "id", [("where_prec", "1"), ("best", "")]),
    ] {
        let text = written_of(&found, name, 1);
        let mut table = csv::Reader::from_reader(text.as_slice());
        let rows: Vec<BTreeMap<String, String>> = table.deserialize().map(|row| row.expect("a row")).collect();
        assert!(rows[0][id].starts_with("'=a/"), "{rows:?}");
        assert_eq!(expected.map(|(column, _)| (column, rows[0][column].as_str())), expected, "{name}");
    }
}

#[test]
fn plover_is_coded_by_the_crosswalk() {
    let lines: Vec<Value> = text("plover").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 1, "a type without a code is left out");
    assert_eq!([&lines[0]["event"], &lines[0]["mode"], &lines[0]["location"]["name"]], ["COERCE", "arrest", "Mosul"]);
}

#[test]
fn geojson_has_longitude_first_and_features_without_a_place() {
    let collection: Value = serde_json::from_slice(&written("geojson", 2)).expect("JSON");
    let features = collection["features"].as_array().expect("a list");
    assert_eq!(features.len(), 4);
    assert_eq!(features[0]["geometry"]["coordinates"], json!([43.13, 36.34]));
    assert_eq!(features[1]["geometry"], Value::Null);
    assert_eq!(features[0]["properties"]["patient"], "Abu Bukhari; القاضي");
}

#[test]
fn the_report_marks_words_and_escapes_all_text() {
    let text = text("html");
    assert!(text.contains("<mark title=\"v0 arrest p/arrest#active\">arrested</mark>"), "{text}");
    assert!(text.contains("=cmd &quot;x&quot; &lt;b&gt;</mark>"), "{text}");
    assert!(!text.contains("<b>") && !text.contains("<script") && !text.contains("http"), "{text}");
    assert!(
        text.contains("2 incidents in 1 articles") && text.contains("<circle") && text.contains("2024-11: 1"),
        "{text}"
    );
}

/// What is asked of a database of two articles, and the answers.
const QUESTIONS: [(&str, &str); 6] = [
    ("SELECT count(*) FROM article", "2"),
    ("SELECT count(*) FROM incident WHERE type = 'arrest' AND lon > 43", "2"),
    (
        "SELECT group_concat(f.words) FROM filler f JOIN event e ON e.article = f.article AND e.id = f.owner WHERE f.role = 'target'",
        "=cmd \"x\" <b>,=cmd \"x\" <b>",
    ),
    ("SELECT count(*) FROM telling t JOIN event e ON e.article = t.article AND e.id = t.event", "2"),
    ("SELECT count(*) FROM filler WHERE words = 'Abu' || char(10) || 'Bukhari' AND kb = 'abu-bukhari'", "4"),
    (
        "SELECT group_concat(name) FROM sqlite_master WHERE type = 'index' AND tbl_name = 'incident' AND sql IS NOT NULL",
        "incident_type,incident_place",
    ),
];

#[cfg(feature = "sqlite")]
#[test]
fn the_database_is_whole_and_answers() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, script) = (folder.path().join("file.db"), folder.path().join("script.db"));
    std::fs::write(&file, written("sqlite", 2)).expect("it can be written");
    let made = rusqlite::Connection::open(&script).expect("it opens");
    made.execute_batch(&String::from_utf8(written("sql", 2)).expect("text")).expect("the script runs");
    for database in [made, rusqlite::Connection::open(&file).expect("it opens")] {
        let ask = |question: &str| {
            let value = database.query_row(question, [], |row| row.get::<_, rusqlite::types::Value>(0));
            match value.unwrap_or_else(|error| panic!("{question}: {error}")) {
                rusqlite::types::Value::Integer(number) => number.to_string(),
                rusqlite::types::Value::Text(text) => text,
                other => format!("{other:?}"),
            }
        };
        for (question, answer) in QUESTIONS {
            assert_eq!(ask(question), answer, "{question}");
        }
        assert_eq!(ask("PRAGMA integrity_check"), "ok");
        assert_eq!(ask("SELECT count(*) FROM pragma_foreign_key_check"), "0");
        let plan = "EXPLAIN QUERY PLAN SELECT id FROM incident WHERE type = 'arrest' AND start >= '2024'";
        let plan = database.query_row(plan, [], |row| row.get::<_, String>(3)).expect("a plan");
        assert!(plan.contains("USING INDEX incident_type"), "{plan}");
    }
}

#[cfg(feature = "parquet")]
#[test]
fn columnar_tables_have_the_columns_of_the_codebook() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;
    // More than a row group.
    for (name, csv, a_time, times) in [("parquet", "csv", 2, 9_000), ("parquet-events", "csv-events", 1, 2)] {
        let reader = SerializedFileReader::new(bytes::Bytes::from(written(name, times))).expect("a file");
        let fields = reader.metadata().file_metadata().schema().get_fields().to_vec();
        let names: Vec<&str> = fields.iter().map(|field| field.name()).collect();
        let table = text(csv);
        assert_eq!(names.join(","), table.lines().next().expect("a header"));
        assert_eq!(reader.num_row_groups(), if times > 2 { 2 } else { 1 });
        let rows: Vec<parquet::record::Row> =
            reader.get_row_iter(None).expect("rows").map(|row| row.expect("a row")).collect();
        assert_eq!(rows.len(), a_time * times);
        let cells: BTreeMap<String, Field> = rows[rows.len() - a_time].clone().into_columns().into_iter().collect();
        assert_eq!(cells["patient"], Field::Str("Abu Bukhari; القاضي".to_owned()));
        assert_eq!(cells["headline"], Field::Str("=Café raid".to_owned()), "no spreadsheet reads this");
        assert_eq!([&cells["count_min"], &cells["count_max"]], [&Field::Long(1), &Field::Null]);
        assert_eq!(cells["lon"], Field::Double(43.13));
    }
    let empty = SerializedFileReader::new(bytes::Bytes::from(written("parquet", 0))).expect("a file");
    assert_eq!(empty.metadata().file_metadata().num_rows(), 0);
}

#[cfg(all(feature = "arrow", feature = "parquet"))]
#[test]
fn arrow_tables_are_those_of_parquet() {
    use arrow_array::cast::AsArray;
    use arrow_array::types::{Float64Type, Int64Type};
    use arrow_array::{Array, RecordBatch};
    use arrow_schema::DataType;
    use parquet::basic::Type as Physical;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    // More than a batch.
    for (name, other, a_time, times) in [("arrow", "parquet", 2, 9_000), ("arrow-events", "parquet-events", 1, 2)] {
        let bytes = std::io::Cursor::new(written(name, times));
        let reader = arrow_ipc::reader::FileReader::try_new(bytes, None).expect("a file");
        let schema = reader.schema();
        let parquet = SerializedFileReader::new(bytes::Bytes::from(written(other, 0))).expect("a file");
        let parquet = parquet.metadata().file_metadata().schema().get_fields().to_vec();
        assert_eq!(schema.fields().len(), parquet.len());
        for (ours, theirs) in schema.fields().iter().zip(&parquet) {
            let physical = match ours.data_type() {
                DataType::Utf8 => Physical::BYTE_ARRAY,
                DataType::Int64 => Physical::INT64,
                DataType::Float64 => Physical::DOUBLE,
                other => panic!("{other}"),
            };
            assert_eq!((ours.name().as_str(), physical), (theirs.name(), theirs.get_physical_type()));
            assert!(ours.is_nullable() && theirs.is_optional());
        }
        let batches: Vec<RecordBatch> = reader.map(|batch| batch.expect("a batch")).collect();
        assert_eq!(batches.len(), if times > 2 { 2 } else { 1 });
        assert_eq!(batches.iter().map(RecordBatch::num_rows).sum::<usize>(), a_time * times);
        let (last, column) = (batches.last().expect("one"), |name| batches[batches.len() - 1].column_by_name(name));
        let at = last.num_rows() - a_time;
        let text = |name| column(name).expect("the column").as_string::<i32>().value(at).to_owned();
        assert_eq!([text("patient"), text("headline")], ["Abu Bukhari; القاضي", "=Café raid"]);
        assert_eq!(column("count_min").expect("the column").as_primitive::<Int64Type>().value(at), 1);
        assert!(column("count_max").expect("the column").is_null(at));
        let lon = column("lon").expect("the column").as_primitive::<Float64Type>().value(at);
        assert_eq!(lon.to_bits(), 43.13_f64.to_bits());
    }
    let empty = std::io::Cursor::new(written("arrow", 0));
    assert_eq!(arrow_ipc::reader::FileReader::try_new(empty, None).expect("a file").count(), 0);
}

#[test]
fn spans_of_the_fixture_are_right() {
    let map = OffsetMap::new(RAW);
    for event in article().events {
        assert_eq!(map.bytes(event.trigger.span).slice(RAW), event.trigger.text);
    }
}
