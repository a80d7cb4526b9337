//! Any text as a rule file: what is wrong is told, and told at a place in the file.
#![no_main]

use dateline_adapters::Adapters;
use dateline_core::pack::{Source, load};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|rule: String| {
    let mut source = Source::default();
    source.files.insert("pack.toml".into(), b"[pack]\nid = 'any'\nversion = '0.1.0'".to_vec());
    let length = rule.len();
    source.files.insert("rule.toml".into(), rule.into_bytes());
    let (pack, mut found) = load(source);
    let rules = pack.map(|pack| pack.rules).unwrap_or_default();
    found.extend(Adapters::compile(rules.iter(), Vec::new()).1);
    for diagnostic in found.iter().filter(|d| d.spot.file.ends_with("rule.toml")) {
        assert!(diagnostic.spot.bytes.start <= diagnostic.spot.bytes.end && diagnostic.spot.bytes.end <= length);
    }
});
