//! The project's own outlet pack, and what every article must keep to.

use std::path::{Path, PathBuf};

use dateline_adapters::{Adapter, Adapters};
use dateline_core::pack::{Diagnostic, Source, load};
use dateline_model::Article;

/// A folder of the repository.
pub(crate) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name)
}

/// Compiles the profiles of `rules/outlets` and the media of the lexicons, with `more` files.
pub(crate) fn compile(more: &[(&str, &str)]) -> (Adapters, Vec<Diagnostic>) {
    compile_with(more, Vec::new())
}

/// Compiles them beside adapters written in Rust.
pub(crate) fn compile_with(more: &[(&str, &str)], registered: Vec<Box<dyn Adapter>>) -> (Adapters, Vec<Diagnostic>) {
    let mut source = Source::default();
    for entry in std::fs::read_dir(folder("rules/outlets")).expect("the pack is there") {
        let path = entry.expect("the pack can be listed").path();
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        source.files.insert(name, std::fs::read(&path).expect("the pack can be read"));
    }
    for pack in ["world", "iraq-syria"] {
        let media = std::fs::read(folder(&format!("rules/{pack}/lexicon/media.toml"))).expect("the media are there");
        source.files.insert(format!("media-{pack}.toml"), media);
    }
    for (name, text) in more {
        source.files.insert((*name).to_owned(), text.as_bytes().to_vec());
    }
    let (pack, mut found) = load(source);
    let (adapters, more) = Adapters::compile(pack.expect("the pack loads").rules.iter(), registered);
    found.extend(more);
    (adapters, found)
}

/// The profiles of `rules/outlets`.
pub(crate) fn adapters() -> Adapters {
    let (adapters, found) = compile(&[]);
    assert_eq!(found, [], "the pack has no mistakes");
    adapters
}

/// White space, or a mark without width.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
}

/// The blocks are in order, do not overlap, and cover all of the text but blanks; the other spans are inside.
pub(crate) fn check_blocks(article: &Article<'_>) {
    let mut end = 0;
    let uncovered = |from: usize, to: usize| {
        article.text.get(from..to).expect("blocks end between characters").trim_matches(is_blank)
    };
    for block in &article.blocks {
        assert!(!block.span.is_empty(), "an empty block in {}", article.id);
        assert!(block.span.start as usize >= end, "blocks overlap in {}", article.id);
        assert_eq!(uncovered(end, block.span.start as usize), "", "not covered in {}", article.id);
        end = block.span.end as usize;
    }
    assert_eq!(uncovered(end, article.text.len()), "", "not covered at the end of {}", article.id);
    for span in [article.headline, article.byline, article.dateline.map(|dateline| dateline.span)].into_iter().flatten()
    {
        assert!(article.text.get(span.range()).is_some_and(|text| !text.trim().is_empty()), "a span in {}", article.id);
    }
}
