//! Files opened by the programs for which they are meant. A program that is not there is named, and its test passes.
#![expect(clippy::print_stderr, reason = "a test that tries nothing says so")]

use std::path::Path;
use std::process::Command;

use dateline_export::{Exporters, Style};
use dateline_model::Extraction;
use serde_json::json;

const RAW: &str = "🚨 Cafe\u{301} raid\n\nPolice arrested القاضي in Mosul.";

fn article() -> Extraction {
    let filler = |words: &str, more: serde_json::Value| {
        let start = RAW.find(words).expect("the words are in the text");
        let chars = |end: usize| RAW[..end].chars().count();
        let mut filler = json!({"entity": null, "span": [chars(start), chars(start + words.len())], "text": words});
        filler.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        filler
    };
    let place = json!({"name": "Mosul", "kb": "iq.mosul", "within": ["Nineveh", "Iraq"], "lat": 36.34, "lon": 43.13, "precision": "town"});
    let trigger = filler("arrested", json!({}));
    let told = |more: serde_json::Value| {
        let mut told = json!({
            "type": "arrest", "status": "reported", "aggregate": false, "source": null,
            "roles": {"agent": [filler("Police", json!({}))], "patient": [filler("القاضي", json!({}))], "place": [filler("Mosul", place.clone())]},
            "count": {"min": 1, "max": null, "of": "patient"},
            "time": {"start": "2024-11-23", "end": "2024-11-25", "basis": "explicit"},
        });
        told.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        told
    };
    serde_json::from_value(json!({
        "schema": "dateline/1", "id": "a", "outlet": "example", "url": null, "headline": "=Café raid", "byline": null,
        "language": "en", "published": "2024-11-26", "dateline": null,
        "blocks": [{"kind": "paragraph", "span": [0, RAW.chars().count()]}], "entities": [], "warnings": [],
        "events": [told(json!({"id": "v0", "trigger": trigger, "rule": "p/arrest#active", "confidence": 0.9}))],
        "incidents": [told(json!({"id": "i0", "events": ["v0"], "claims": [], "conflict": false}))],
    }))
    .expect("the article is one")
}

fn write(format: &str, path: &Path) {
    let exporters = Exporters::default();
    let file = std::fs::File::create(path).expect("it can be written");
    let mut output =
        exporters.get(format).expect("the format is there").begin(Box::new(file), Style::Plain).expect("it begins");
    output.article(&article(), RAW).expect("it takes the article");
    output.finish().expect("it ends");
}

/// Writes a file of the format and has the program, which is given its path, print the expected line.
fn check(format: &str, needs: &str, program: &str, expected: &str) {
    // Where the modules are in an environment of their own.
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let there = Command::new(&python).args(["-c", &format!("import {needs}")]).output();
    if !there.is_ok_and(|output| output.status.success()) {
        eprintln!("{format}: not tried, `{python}` has no {needs}");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("file");
    write(format, &path);
    let output = Command::new(&python).args(["-c", program]).arg(&path).output().expect("it runs");
    let (said, failed) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(said.trim(), expected, "{format} in {needs}: {failed}");
}

#[test]
fn pandas_reads_tables() {
    let shown =
        "print(t.shape[0], t.patient[0], t.lon[0], t.count_max.isna()[0], t.start[0], t.columns[0], t['aggregate'][0])";
    let expected = "1 القاضي 43.13 True 2024-11-23 article 0";
    check("csv", "pandas", &format!("import sys,pandas\nt=pandas.read_csv(sys.argv[1])\n{shown}"), expected);
    check(
        "parquet",
        "pandas, pyarrow",
        &format!("import sys,pandas\nt=pandas.read_parquet(sys.argv[1])\n{shown}"),
        expected,
    );
    check(
        "arrow",
        "pandas, pyarrow",
        &format!("import sys,pandas\nt=pandas.read_feather(sys.argv[1])\n{shown}"),
        expected,
    );
    let lines =
        "import sys,pandas\nt=pandas.read_json(sys.argv[1],lines=True)\nprint(t.id[0], t.incidents[0][0]['type'])";
    check("jsonl", "pandas", lines, "a arrest");
}

#[test]
fn duckdb_reads_tables() {
    let ask = |source: &str, columns: &str| {
        format!("import sys,duckdb\nprint(duckdb.sql(f\"select {columns} from {source}\").fetchall())")
    };
    let all = "patient, lon, count_max is null";
    check("parquet", "duckdb", &ask("read_parquet('{sys.argv[1]}')", all), "[('القاضي', 43.13, True)]");
    check(
        "parquet-events",
        "duckdb",
        &ask("read_parquet('{sys.argv[1]}')", "trigger, rule"),
        "[('arrested', 'p/arrest#active')]",
    );
    // DuckDB itself reads Arrow through pyarrow.
    let arrow = "import sys,duckdb,pyarrow.ipc\nt=pyarrow.ipc.open_file(sys.argv[1]).read_all()\n\
                 print(duckdb.sql(\"select trigger, rule from t\").fetchall())";
    check("arrow-events", "duckdb, pyarrow", arrow, "[('arrested', 'p/arrest#active')]");
    check("csv", "duckdb", &ask("read_csv('{sys.argv[1]}')", all), "[('القاضي', 43.13, True)]");
    check("jsonl", "duckdb", &ask("read_json('{sys.argv[1]}')", "id, len(events)"), "[('a', 1)]");
}

#[test]
fn sqlite_reads_databases() {
    let answer = "('arrest', 43.13, 'القاضي') ('ok',)";
    let ask = "q=\"select i.type, i.lon, f.words from incident i join filler f on f.article=i.article and f.owner=i.id where f.role='patient'\"\n\
               print(d.execute(q).fetchone(), d.execute('pragma integrity_check').fetchone())";
    check("sqlite", "sqlite3", &format!("import sys,sqlite3\nd=sqlite3.connect(sys.argv[1])\n{ask}"), answer);
    let script = "import sys,sqlite3\nd=sqlite3.connect(':memory:')\nd.executescript(open(sys.argv[1]).read())";
    check("sql", "sqlite3", &format!("{script}\n{ask}"), answer);
}

#[test]
fn geopandas_reads_maps() {
    let program = "import sys,geopandas\nt=geopandas.read_file(sys.argv[1],driver='GeoJSON')\n\
                   print(t.geometry[0].x, t.geometry[0].y, t.crs.to_epsg(), t['type'][0], t.patient[0])";
    check("geojson", "geopandas", program, "43.13 36.34 4326 arrest القاضي");
}

#[test]
fn cassis_reads_annotations() {
    let program = "import sys,tarfile,cassis\nt=tarfile.open(sys.argv[1])\nn=[n for n in t.getnames() if n.endswith('.json')][0]\n\
                   c=cassis.load_cas_from_json(t.extractfile(n))\n\
                   print(sorted(a.get_covered_text() for a in c.select_all() if a.type.name.startswith('dateline') or a.type.name.startswith('custom')))";
    check("cas", "cassis", program, "['Mosul', 'Police', 'arrested', 'القاضي']");
}

#[test]
fn conllu_reads_words() {
    let program = "import sys,conllu\ns=conllu.parse(open(sys.argv[1]).read())\n\
                   print([(t['form'], t['misc'].get('Event') or t['misc'].get('Role')) for x in s for t in x if set(t['misc'] or {}) & {'Event','Role'}])";
    check(
        "conllu",
        "conllu",
        program,
        "[('Police', 'v0:agent'), ('arrested', 'v0:arrest'), ('القاضي', 'v0:patient'), ('Mosul', 'v0:place')]",
    );
}
