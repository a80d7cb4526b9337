//! How one article of each outlet is taken apart, as a person reads it. A change here is a change that users see: look at
//! it, then accept it with `INSTA_UPDATE=always cargo test -p dateline --test outlets`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use dateline::{Engine, RawDocument};
use serde_json::Value;

/// The first article of every outlet, by the gold.
fn first_of_each() -> BTreeMap<String, PathBuf> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let mut found = BTreeMap::new();
    for folder in ["dev", "later"].map(|name| corpus.join(name)) {
        let gold = std::fs::read_to_string(folder.join("gold.jsonl")).expect("the gold can be read");
        for line in gold.lines() {
            let article: Value = serde_json::from_str(line).expect("gold is JSON");
            if let (Some(outlet), Some(id)) = (article["outlet"].as_str(), article["id"].as_str()) {
                found.entry(outlet.to_owned()).or_insert_with(|| folder.join(format!("{id}.txt")));
            }
        }
    }
    found
}

/// The head fields, and the kind and beginning of every block.
fn shape(engine: &Engine, path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("an article can be read");
    let document = RawDocument::new(path.file_stem().expect("it has a name").to_string_lossy(), text);
    let article = engine.read(&document);
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = format!("article: {}\n", article.id);
    let mut field = |name: &str, value: Option<String>| {
        writeln!(out, "{name}: {}", value.unwrap_or_else(|| "-".to_owned())).expect("a string takes it");
    };
    field("outlet", article.outlet.clone());
    field("published", article.published.map(|when| when.to_string()));
    field("headline", article.headline.map(|span| words(span.slice(article.text))));
    field("byline", article.byline.map(|span| words(span.slice(article.text))));
    field("dateline", article.dateline.map(|dateline| words(dateline.span.slice(article.text))));
    for block in &article.blocks {
        let start: String = words(block.span.slice(article.text)).chars().take(72).collect();
        writeln!(out, "{:?}: {}", block.kind, start.trim_end()).expect("a string takes it");
    }
    out
}

#[test]
fn an_article_of_each_outlet_is_taken_apart_as_before() {
    let engine = Engine::builder().build().expect("the built-in packs are sound");
    let articles = first_of_each();
    assert!(articles.len() >= 20, "{:?}", articles.keys());
    for (outlet, path) in articles {
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(format!("outlet-{outlet}"), shape(&engine, &path));
        });
    }
}
