//! What the tests of a whole engine share: one engine with the built-in packs, and articles out of a few lines.
#![allow(dead_code, reason = "each test file uses what it needs")]

use std::sync::LazyLock;

use dateline::{Article, Block, BlockKind, ByteSpan, Engine};

/// The built-in packs, compiled once for all tests of a file.
pub(crate) static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::builder().lenient().build().expect("the built-in packs build"));

/// An article whose paragraphs are parted by empty lines; one behind `# ` is its headline.
pub(crate) fn article(text: &str) -> Article<'_> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for paragraph in text.split("\n\n") {
        let end = start + paragraph.len();
        blocks.push(match paragraph.strip_prefix("# ") {
            Some(_) => Block { kind: BlockKind::Headline, span: ByteSpan::new(start + 2, end) },
            None => Block { kind: BlockKind::Paragraph, span: ByteSpan::new(start, end) },
        });
        start = end + 2;
    }
    Article::new("test", text, blocks)
}

/// The same, published on 17 March 2022, a Thursday.
pub(crate) fn thursday_article(text: &str) -> Article<'_> {
    Article { published: Some("2022-03-17".parse().expect("a date")), ..article(text) }
}
