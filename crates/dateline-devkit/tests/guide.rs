//! What the pages on frames and cues show is run: every block is a rule file whose examples pass.

use dateline::{Engine, Source, builtin_packs};
use dateline_devkit::Suite;

const MANIFEST: &str = "[pack]\nid = \"guide\"\nversion = \"0.1.0\"\nengine = \">=0.1\"\ndoc = \"A page.\"\n\
                        depends = [\"english\", \"security-operations\"]\n";

/// Runs every block of a page. `alone` leaves the built-in frames, patterns and cues out.
fn check(page: &str, alone: bool) {
    let blocks: Vec<&str> =
        page.split("```toml\n").skip(1).map(|rest| rest.split_once("```").expect("a block is closed").0).collect();
    assert!(blocks.len() > 5, "a page shows every construct");
    let mut problems = Vec::new();
    for block in blocks {
        let mut source = Source::default();
        source.files.insert("pack.toml".to_owned(), MANIFEST.as_bytes().to_vec());
        source.files.insert("rule.toml".to_owned(), block.as_bytes().to_vec());
        let mut builder = Engine::builder().without_builtin().pack("guide", source.clone());
        for (name, mut builtin) in builtin_packs() {
            if alone && !block.contains("security-operations/") {
                builtin.files.retain(|path, _| !path.starts_with("rules/") && !path.starts_with("cues/"));
                builtin.files.remove("crosswalk.toml");
            }
            let small = matches!(name.as_str(), "english" | "security-operations");
            if small || name.starts_with("iraq") || name == "world" {
                builder = builder.pack(&name, builtin);
            }
        }
        let engine = builder.build().unwrap_or_else(|error| panic!("{block}\n{:?}", error.diagnostics));
        let suite = Suite::read(&std::iter::once(("guide".to_owned(), source)).collect());
        for (case, failures) in suite.run(&engine).failed() {
            problems.push(format!("{} “{}”: {failures:?}", case.name(), case.example.text.get_ref()));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn what_the_page_on_frames_shows_is_so() {
    check(include_str!("../../../docs/rule-language/frames.md"), true);
}

#[test]
fn what_the_page_on_cues_shows_is_so() {
    check(include_str!("../../../docs/rule-language/cues.md"), false);
}
