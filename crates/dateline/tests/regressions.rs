//! Inputs that once broke something, and others of their kind, kept in `fuzz/regressions`: each file through what its
//! folder names.

use std::path::Path;
use std::sync::OnceLock;

use dateline::{Engine, OffsetMap, RawDocument};
use dateline_core::pack::pattern::{Origin, parse};
use dateline_core::pack::{Source, load};

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::builder().build().expect("the built-in packs are sound"))
}

/// The texts in one folder, by name.
fn kept(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/regressions").join(folder);
    let files =
        std::fs::read_dir(folder).expect("the folder is there").map(|file| file.expect("it can be listed").path());
    let mut files: Vec<_> = files.collect();
    files.sort();
    let text = |path: &Path| std::fs::read_to_string(path).expect("a text");
    let kept: Vec<_> = files.iter().map(|path| (path.display().to_string(), text(path))).collect();
    assert!(!kept.is_empty(), "nothing is kept");
    kept
}

#[test]
fn texts_end_in_events_that_stand_where_they_say() {
    for (name, text) in kept("engine") {
        let document = RawDocument::new("kept", text);
        let found = engine().extract(&document);
        let map = OffsetMap::new(&document.text);
        for event in &found.events {
            assert_eq!(map.bytes(event.trigger.span).slice(&document.text), event.trigger.text, "{name}");
        }
    }
}

#[test]
fn pages_end_in_blocks_that_leave_no_word_out() {
    for (name, text) in kept("adapters") {
        let document = RawDocument::new("kept", text);
        let article = engine().read(&document);
        let mut at = 0;
        for block in &article.blocks {
            let range = block.span.range();
            assert!(at <= range.start && range.start <= range.end, "{name}");
            assert!(!article.text[at..range.start].contains(char::is_alphanumeric), "{name}");
            at = range.end;
        }
        assert!(!article.text[at..].contains(char::is_alphanumeric), "{name}");
    }
}

#[test]
fn rule_files_end_in_findings_inside_them() {
    for (name, text) in kept("packs") {
        let mut source = Source::default();
        source.files.insert("pack.toml".into(), b"[pack]\nid = 'any'\nversion = '0.1.0'".to_vec());
        let length = text.len();
        source.files.insert("rule.toml".into(), text.into_bytes());
        for diagnostic in load(source).1.iter().filter(|d| d.spot.file.ends_with("rule.toml")) {
            let bytes = &diagnostic.spot.bytes;
            assert!(bytes.start <= bytes.end && bytes.end <= length, "{name}");
        }
    }
}

#[test]
fn patterns_end_in_findings_or_print_as_they_parse() {
    for (name, text) in kept("patterns") {
        let text = text.trim_end();
        let (node, found) = parse(text, &Origin::whole("kept", text));
        assert!(found.iter().all(|d| d.spot.bytes.end <= text.len()), "{name}");
        if found.is_empty() {
            let printed = node.to_string();
            let (again, found) = parse(&printed, &Origin::whole("printed", &printed));
            assert!(found.is_empty() && again.to_string() == printed, "{name}: {printed}");
        }
    }
}
