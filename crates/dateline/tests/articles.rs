//! Whole articles as a person reads them. A change here is a change that users see: look at it, then accept it with
//! `INSTA_UPDATE=always cargo test -p dateline --test articles`.

use std::path::Path;

use dateline::{Engine, RawDocument};
use dateline_export::{Style, write_text};

/// Articles of `corpus/dev` that differ in outlet, length and kind of event.
const ARTICLES: [&str; 10] = [
    "anadolu-houran-ambush-01",
    "b-afp-baghdad-bombing",
    "b-gfatf-belgian-woman-sentence",
    "esta-sulaimani-courier-01",
    "k24-erbil-abduction-03",
    "nina-samarra-devices-01",
    "northpress-tayyana-airdrop-02",
    "shafaq-khanaqin-ied-04",
    "sohr-daraa-soldiers-01",
    "xinhua-diyala-bomb-01",
];

#[test]
fn articles_are_understood_as_before() {
    let engine = Engine::builder().build().expect("the built-in packs are sound");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/dev");
    for name in ARTICLES {
        let text = std::fs::read_to_string(corpus.join(format!("{name}.txt"))).expect("an article can be read");
        let document = RawDocument::new(name, text);
        let mut shown = Vec::new();
        write_text(&engine.extract(&document), &document.text, Style::Plain, &mut shown).expect("memory takes all");
        let shown = String::from_utf8(shown).expect("the writer writes text");
        assert!(shown.lines().count() <= 150, "{name} is too long for a snapshot that somebody reads");
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(name, shown);
        });
    }
}
