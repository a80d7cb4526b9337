//! What holds of the engine whatever the text: it ends, every span is in the text, and the result depends on nothing else.

use std::sync::OnceLock;

use dateline::{Engine, RawDocument};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::builder().build().expect("the built-in packs are sound"))
}

fn extract(text: &str) -> Value {
    serde_json::to_value(engine().extract(&RawDocument::new("any", text))).expect("an extraction is JSON")
}

/// Pieces of news in any order: closer to what breaks a grammar than random letters are.
const PIECES: &[&str] = &[
    "Police",
    "a suicide bomber",
    "killed",
    "was arrested",
    "were wounded",
    "in",
    "Mosul",
    "north of Kirkuk",
    "on Monday",
    "at least 14 people",
    "32",
    "two",
    "and",
    ",",
    ".",
    "\n\n",
    "\n",
    "\"",
    "said",
    "according to",
    "the Interior Ministry",
    "Colonel",
    "Ahmed al-Jabouri",
    "he",
    "which",
    "not",
    "will",
    "may",
    "Shafaq News /",
    "(AFP) -",
    "BAGHDAD,",
    "June 3",
    "2019-06-03",
    "since the beginning of 2024",
    "ISIS",
    "ki-lled",
    "over100",
    "’s",
    "—",
    "•",
    "1.",
    "http://a.b/c",
    "the bombing of",
    "sentenced to death",
    "for",
    "by",
    "carried out a raid on",
    "dozens of",
    "\u{feff}",
    "é",
    "مقتل",
    "💣",
];

fn news() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        12 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => "\\PC{0,8}",
        1 => any::<char>().prop_map(String::from),
    ];
    let gap = prop_oneof![8 => Just(" "), 1 => Just(""), 1 => Just("\u{a0}")];
    proptest::collection::vec((piece, gap), 0..80)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, gap)| [piece, gap.to_owned()]).collect())
}

/// The project's articles.
fn articles() -> &'static [String] {
    static ARTICLES: OnceLock<Vec<String>> = OnceLock::new();
    ARTICLES.get_or_init(|| {
        let folder = |name| std::fs::read_dir(format!("{}/../../corpus/{name}", env!("CARGO_MANIFEST_DIR")));
        let files = ["dev", "later"].into_iter().flat_map(|name| folder(name).expect("the corpus is there"));
        let mut paths: Vec<_> = files.filter_map(|file| file.ok().map(|file| file.path())).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
        paths.sort();
        paths.iter().map(|path| std::fs::read_to_string(path).expect("an article is text")).collect()
    })
}

/// Which article and from where to where: a text that breaks off where no writer would.
fn cuttings() -> impl Strategy<Value = Vec<(Index, Index, Index)>> {
    proptest::collection::vec(any::<(Index, Index, Index)>(), 1..3)
}

/// Checks every object that has a span and a text, wherever it stands.
fn check_spans(value: &Value, text: &[char]) -> Result<(), TestCaseError> {
    match value {
        Value::Array(items) => items.iter().try_for_each(|item| check_spans(item, text)),
        Value::Object(fields) => {
            if let Some(span) = fields.get("span") {
                let at = |end: usize| span[end].as_u64().map(|offset| offset as usize);
                let words = at(0).zip(at(1)).and_then(|(from, to)| text.get(from..to)).map(String::from_iter);
                prop_assert!(words.is_some(), "{span} is not in the text");
                let said = fields.get("text").map(|said| said.as_str().map(str::to_owned));
                prop_assert!(said.is_none_or(|said| said == words), "{value} is not {words:?}");
            }
            fields.values().try_for_each(|field| check_spans(field, text))
        }
        _ => Ok(()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn texts_of_spans_are_slices_of_the_text(text in news()) {
        check_spans(&extract(&text), &text.chars().collect::<Vec<_>>())?;
    }

    #[test]
    fn pieces_of_articles_are_taken(pieces in cuttings()) {
        let cut = |(which, from, to): &(Index, Index, Index)| {
            let text: Vec<char> = which.get(articles()).chars().collect();
            let (from, to) = (from.index(text.len() + 1), to.index(text.len() + 1));
            String::from_iter(&text[from.min(to)..from.max(to)])
        };
        let text: String = pieces.iter().map(cut).collect();
        check_spans(&extract(&text), &text.chars().collect::<Vec<_>>())?;
    }

    #[test]
    fn any_text_is_taken(text in any::<String>()) {
        check_spans(&extract(&text), &text.chars().collect::<Vec<_>>())?;
    }

    #[test]
    fn a_result_depends_on_its_text_alone(text in news(), before in news()) {
        let first = extract(&text).to_string();
        let again = {
            extract(&before);
            extract(&text).to_string()
        };
        let elsewhere = std::thread::scope(|scope| scope.spawn(|| extract(&text).to_string()).join());
        prop_assert_eq!(&first, &again);
        prop_assert_eq!(Some(first), elsewhere.ok());
    }
}

#[test]
fn ids_name_what_is_there() {
    let text = "Police arrested four suspects in Mosul on Monday. The four were handed over to a court in Kirkuk, a source said.";
    let found = engine().extract(&RawDocument::new("ids", text));
    assert!(!found.incidents.is_empty());
    for incident in &found.incidents {
        assert!(!incident.events.is_empty());
        assert!(incident.events.iter().all(|id| found.events.iter().any(|event| event.id == *id)));
        let mut entities = incident.roles.values().flatten().filter_map(|filler| filler.entity.as_ref());
        assert!(entities.all(|id| found.entities.iter().any(|entity| entity.id == *id)));
    }
}
