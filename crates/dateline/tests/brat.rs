//! Every article of the corpus as brat's files: they keep the rules of the format.

#[path = "../../dateline-export/tests/standoff/mod.rs"]
mod standoff;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use dateline::{Engine, RawDocument, Style};

use standoff::{Configuration, problems};

#[test]
fn articles_of_the_corpus_keep_the_rules_of_brat() {
    let engine = Engine::builder().build().expect("the built-in packs are sound");
    let mut bytes = Vec::new();
    let mut output =
        engine.exporters().get("brat").expect("it is there").begin(Box::new(&mut bytes), Style::Plain).expect("memory");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/dev");
    let mut events = 0;
    for entry in std::fs::read_dir(corpus).expect("it is there") {
        let path = entry.expect("it is listed").path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            let text = std::fs::read_to_string(&path).expect("an article can be read");
            let document = RawDocument::new(path.file_stem().expect("a name").to_string_lossy(), text);
            let found = engine.extract(&document);
            events += found.events.len();
            output.article(&found, &document.text).expect("memory");
        }
    }
    output.finish().expect("memory");
    let mut files = BTreeMap::new();
    for entry in tar::Archive::new(bytes.as_slice()).entries().expect("an archive") {
        let (mut entry, mut content) = (entry.expect("a file"), String::new());
        entry.read_to_string(&mut content).expect("text");
        files.insert(entry.path().expect("a path").display().to_string(), content);
    }
    let allowed = Configuration::read(&files["annotation.conf"]).expect("the configuration is sound");
    let mut noted = 0;
    for (name, notes) in &files {
        let Some(name) = name.strip_suffix(".ann") else { continue };
        let text = &files[&format!("{name}.txt")];
        assert_eq!(problems(text, notes, &allowed), [""; 0], "{name}");
        noted += notes.lines().filter(|line| line.starts_with('E')).count();
    }
    assert!(events > 100, "{events}");
    assert_eq!(noted, events, "no event is left out");
}
