//! Any text through the outlet profiles: the blocks are in order, do not overlap and leave no word out.
#![no_main]

use std::sync::LazyLock;

use dateline::{Engine, RawDocument};
use libfuzzer_sys::fuzz_target;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builder().build().expect("the built-in packs are sound"));

fuzz_target!(|text: String| {
    let document = RawDocument::new("fuzz", text);
    let article = ENGINE.read(&document);
    let mut at = 0;
    for block in &article.blocks {
        let range = block.span.range();
        assert!(at <= range.start && range.start <= range.end);
        assert!(!article.text[at..range.start].contains(char::is_alphanumeric));
        at = range.end;
    }
    assert!(!article.text[at..].contains(char::is_alphanumeric));
});
