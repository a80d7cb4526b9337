//! The project's own articles: every head field as in the gold, every block where it belongs.

mod common;

use common::{adapters, check_blocks, folder};
use dateline_model::RawDocument;
use serde_json::Value;

/// Where the gold leaves out the time of day that the text states beside the date.
const DAY_ALONE: &[&str] = &["b-basnews-makhmour-shepherds"];

#[test]
fn outlet_published_and_headline_are_as_in_the_gold() {
    let adapters = adapters();
    let mut wrong = Vec::new();
    let mut count = 0;
    let mut paths: Vec<_> = std::fs::read_dir(folder("corpus/dev"))
        .expect("the corpus is there")
        .map(|entry| entry.expect("the corpus can be listed").path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "txt"))
        .collect();
    paths.sort();
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("an article can be read");
        let gold = std::fs::read_to_string(path.with_extension("gold.json")).expect("an article has gold");
        let gold: Value = serde_json::from_str(&gold).expect("gold is JSON");
        let name = path.file_stem().expect("an article has a name").to_string_lossy().into_owned();
        let document = RawDocument::new(name, text);
        let article = adapters.read(&document);
        check_blocks(&article);
        let found = [
            ("outlet", article.outlet.clone()),
            ("published", article.published.map(|when| when.to_string())),
            ("headline", article.headline.map(|span| span.slice(article.text).to_owned())),
        ];
        for (field, value) in found {
            let expected = gold.get(field).and_then(Value::as_str);
            let value = match value {
                Some(value) if field == "published" && DAY_ALONE.contains(&article.id) => Some(value[..10].to_owned()),
                value => value,
            };
            if value.as_deref() != expected {
                wrong.push(format!("{}: {field} is {value:?}, gold {expected:?}", article.id));
            }
        }
        count += 1;
    }
    assert!(count > 40, "the corpus is there");
    assert_eq!(wrong, Vec::<String>::new());
}
