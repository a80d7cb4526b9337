//! The guide for authors of rules shows packs that work.

use dateline::{Engine, Source};

const GUIDE: &str = include_str!("../../../docs/rule-language/README.md");

#[test]
fn what_the_guide_shows_is_a_sound_pack() {
    let blocks: Vec<&str> =
        GUIDE.split("```toml\n").skip(1).map(|rest| rest.split_once("```").expect("a block is closed").0).collect();
    assert!(blocks.len() > 4, "the guide shows a pack and its rules");
    let mut source = Source::default();
    for (number, block) in blocks.iter().enumerate() {
        let path = if number == 0 { "pack.toml".to_owned() } else { format!("rule-{number}.toml") };
        source.files.insert(path, block.as_bytes().to_vec());
    }
    let engine = Engine::builder().pack("my-rules", source).build().expect("the guide's rules are sound");
    assert!(engine.rules().iter().any(|rule| rule == "my-rules/arrest"));
    assert!(engine.disabled().iter().any(|rule| rule == "security-operations/raid-search"));
}
