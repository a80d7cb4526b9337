//! Any text through the whole engine: it ends, and every event's words are where it says.
#![no_main]

use std::sync::LazyLock;

use dateline::{Engine, OffsetMap, RawDocument};
use libfuzzer_sys::fuzz_target;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builder().build().expect("the built-in packs are sound"));

fuzz_target!(|text: String| {
    let document = RawDocument::new("fuzz", text);
    let found = ENGINE.extract(&document);
    let map = OffsetMap::new(&document.text);
    for event in &found.events {
        assert_eq!(map.bytes(event.trigger.span).slice(&document.text), event.trigger.text);
        for filler in event.roles.values().flatten() {
            assert_eq!(map.bytes(filler.span).slice(&document.text), filler.text);
        }
    }
});
