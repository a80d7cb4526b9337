//! Any text as a pattern: what parses prints as a pattern that parses to the same.
#![no_main]

use dateline_core::pack::pattern::{Origin, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: String| {
    let origin = Origin::whole("fuzz", &text);
    let (node, found) = parse(&text, &origin);
    for diagnostic in &found {
        assert!(diagnostic.spot.bytes.end <= text.len());
    }
    if found.is_empty() {
        let printed = node.to_string();
        let (again, found) = parse(&printed, &Origin::whole("printed", &printed));
        assert!(found.is_empty(), "{printed}");
        assert_eq!(again.to_string(), printed);
    }
});
