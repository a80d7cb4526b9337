//! Packs beside each other: replaced, switched off, ordered, refused; and names by the hundred thousand.

use std::fmt::Write;

use dateline::{Builder, Engine, RawDocument, Source};
use dateline_core::compile::pattern::Key;

const TEXT: &str = "Police in Mosul arrested four suspects on Monday.";

fn source(files: &[(&str, &str)]) -> Source {
    Source { files: files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect() }
}

fn manifest(id: &str, more: &str) -> String {
    format!("[pack]\nid = '{id}'\nversion = '0.1.0'\n{more}\n")
}

/// A built-in engine with one more pack, whose rule tells an arrest as a capture.
fn with(more: &str) -> Builder {
    let rule = "[frame]\nevent = 'capture'\nverb = ['arrest']\n\
        [frame.role.patient]\ntype = ['person']\nat = ['object']\nrequired = true\n";
    Engine::builder().pack("own", source(&[("pack.toml", &manifest("own", more)), ("rules/arrest.toml", rule)]))
}

fn kinds(engine: &Engine) -> Vec<String> {
    let mut kinds: Vec<String> =
        engine.extract(&RawDocument::new("text", TEXT)).events.into_iter().map(|event| event.rule).collect();
    kinds.sort_unstable();
    kinds
}

#[test]
fn a_rule_of_another_pack_is_replaced_by_id() {
    let both = with("depends = ['security-operations']").build().expect("the pack is sound");
    assert_eq!(kinds(&both), ["own/arrest#active", "security-operations/arrest#active"]);
    let off = "depends = ['security-operations']\ndisable = ['security-operations/arrest']";
    let replaced = with(off).build().expect("the pack is sound");
    assert_eq!(kinds(&replaced), ["own/arrest#active"]);
    assert_eq!(replaced.disabled().iter().filter(|id| *id == "security-operations/arrest").count(), 1);
    assert!(!replaced.rules().iter().any(|id| id == "security-operations/arrest"));
}

#[test]
fn a_pack_takes_the_place_of_one_with_its_folder_name() {
    let small =
        source(&[("pack.toml", &manifest("security-operations", "")), ("types.toml", "[types]\nperson = {}\n")]);
    let rules = |builder: Builder| {
        let engine = builder.lenient().build().expect("there is a language");
        engine.rules().iter().filter(|id| id.starts_with("security-operations/")).count()
    };
    assert!(rules(with("")) > 50);
    assert_eq!(rules(with("").pack("security-operations", small)), 1);
}

#[test]
fn a_pack_for_another_engine_is_left_out_whole() {
    let check = |range: &str, fits: bool| {
        let builder = || with(&format!("engine = '{range}'"));
        assert_eq!(builder().build().is_ok(), fits, "{range}");
        let engine = builder().lenient().build().expect("the other packs are sound");
        assert_eq!(engine.rules().iter().any(|id| id == "own/arrest"), fits, "{range}");
        assert_eq!(engine.diagnostics().iter().any(|d| d.code == "engine-range"), !fits, "{range}");
        assert!(engine.rules().iter().any(|id| id == "security-operations/arrest"));
    };
    check(">=0.1", true);
    check(">=0.1, <1", true);
    check(">=0.2", false);
    check("<0.1", false);
    check("=99.0.0", false);
}

#[test]
fn what_a_pack_depends_on_comes_before_it() {
    let pack = |id: &str, depends: &str| {
        let manifest = manifest(id, &format!("depends = [{depends}]"));
        let rule = format!("[frame]\nevent = '{id}'\nverb = ['frob']\n");
        source(&[("pack.toml", &manifest), ("rules/frob.toml", &rule)])
    };
    let order = |packs: &[(&str, &str)]| {
        let builder =
            packs.iter().fold(Engine::builder(), |builder, (id, depends)| builder.pack(*id, pack(id, depends)));
        let engine = builder.build().expect("the packs are sound");
        let own = engine.rules().iter().filter_map(|id| id.strip_suffix("/frob"));
        own.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(order(&[("a", ""), ("b", ""), ("c", "")]), ["a", "b", "c"]);
    assert_eq!(order(&[("c", ""), ("b", "'c'"), ("a", "'b'")]), ["c", "b", "a"]);
    assert_eq!(order(&[("a", "'b', 'c'"), ("c", ""), ("b", "")]), ["b", "c", "a"]);
    let missing = Engine::builder().pack("a", pack("a", "'nobody'")).build().err().expect("a pack is missing");
    assert!(missing.diagnostics.iter().any(|d| d.code == "missing-pack"));
}

#[test]
fn a_pattern_is_looked_for_by_the_word_that_few_rules_need() {
    let mut files = vec![("pack.toml".to_owned(), manifest("own", "depends = ['security-operations']"))];
    for word in ["ba", "do", "fi", "ga", "hu", "ja"] {
        let rule = format!("[pattern]\nevent = '{word}'\nmatch = '[lemma=zorble] {word}zorb'\n");
        files.push((format!("{word}.toml"), rule));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let engine = Engine::builder().pack("own", source(&files)).build().expect("the rules are sound");
    let program = engine.core().program();
    let own = program.patterns.rules.iter().zip(&program.patterns.set.programs);
    let needed =
        own.filter(|(rule, _)| rule.text.ends_with("zorb")).flat_map(|(_, program)| program.required.iter().flatten());
    let by_word = needed.filter(|required| matches!(required.keys[..], [Key::Word(_)])).count();
    assert!(by_word >= 5, "{by_word} of 6");
}

#[test]
fn two_hundred_thousand_names_in_a_table() {
    const NAMES: usize = 200_000;
    let letters = |mut number: usize| {
        let mut name = "Q".to_owned();
        for _ in 0..4 {
            name.push(char::from(b'a' + (number % 26) as u8));
            number /= 26;
        }
        name
    };
    let mut table = "id\tname\talso\tlevel\tparent\tcountry\tlat\tlon\tpopulation\n".to_owned();
    for number in 0..NAMES {
        let name = letters(number);
        let _ = writeln!(
            table,
            "x.{number}\t{name} Hamlet\tTell {name}|{name}abad\tvillage\tiq.nineveh\tiq\t36.{number}\t43.5\t9"
        );
    }
    let lexicon = "[lexicon]\nid = 'hamlets'\ntype = 'place'\nnames = true\nfile = 'hamlets.tsv'\n";
    let files = [
        ("pack.toml", manifest("hamlets", "depends = ['iraq-syria']")),
        ("hamlets.toml", lexicon.to_owned()),
        ("hamlets.tsv", table),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let engine = Engine::builder().pack("hamlets", source(&files)).build().expect("the table is sound");
    let last = NAMES - 1;
    for name in
        [format!("{} Hamlet", letters(last)), format!("Tell {}", letters(last)), format!("{}abad", letters(last))]
    {
        let text = format!("Police arrested four suspects in {name} on Monday.");
        let found = engine.extract(&RawDocument::new("text", text));
        let place = found.events.iter().find_map(|event| event.roles.get("place")?.first().cloned()).expect("a place");
        assert_eq!(place.kb.as_deref(), Some(format!("x.{last}").as_str()), "{name}");
        assert_eq!((place.lat, place.within.is_empty()), (Some(36.2), false));
    }
}
