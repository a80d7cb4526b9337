//! Any bytes under any name through the readers: they end, in texts or in named failures.
#![no_main]

use std::ops::ControlFlow;

use dateline_readers::{Limits, Options, Reader};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 12] =
    ["a", "a.txt", "a.gz", "a.zip", "a.tar", "a.csv", "a.jsonl", "a.json", "a.html", "a.rss", "a.warc", "a.parquet"];

fuzz_target!(|input: (u8, Vec<u8>)| {
    let limits = Limits { document: 1 << 16, record: 1 << 18, ..Limits::default() };
    let reader = Reader::new(Options { limits, ..Options::default() });
    let name = NAMES[usize::from(input.0) % NAMES.len()];
    let _ = reader.stream(name, &mut input.1.as_slice(), &mut |item| {
        if let Ok(document) = item.found.and_then(|found| found.decode(&limits)) {
            assert!(document.text.len() <= limits.document);
        }
        ControlFlow::Continue(())
    });
});
