//! Files of the kinds that readers fail on, kept in `fuzz/regressions/readers`: the first byte of a file says under which name it is
//! read, as in the fuzz target.

use std::ops::ControlFlow;
use std::path::Path;

use dateline_readers::{Limits, Options, Reader};

const NAMES: [&str; 12] =
    ["a", "a.txt", "a.gz", "a.zip", "a.tar", "a.csv", "a.jsonl", "a.json", "a.html", "a.rss", "a.warc", "a.parquet"];

#[test]
fn damaged_files_end_in_texts_or_named_failures() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/regressions/readers");
    let files =
        std::fs::read_dir(folder).expect("the folder is there").map(|file| file.expect("it can be listed").path());
    let limits = Limits { document: 1 << 16, record: 1 << 18, ..Limits::default() };
    let reader = Reader::new(Options { limits, ..Options::default() });
    let mut read = 0;
    for path in files {
        let bytes = std::fs::read(&path).expect("it can be read");
        let (name, mut rest) = bytes.split_first().map(|(at, rest)| (NAMES[usize::from(*at)], rest)).expect("a name");
        let mut items = 0;
        let _ = reader.stream(name, &mut rest, &mut |item| {
            items += 1;
            if let Ok(document) = item.found.and_then(|found| found.decode(&limits)) {
                assert!(document.text.len() <= limits.document, "{}", path.display());
            }
            ControlFlow::Continue(())
        });
        assert!(items > 0, "{} is lost in silence", path.display());
        read += 1;
    }
    assert!(read > 0, "nothing is kept");
}
