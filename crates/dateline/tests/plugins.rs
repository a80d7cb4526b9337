//! What programs add to the rules: the worked example, wrong names, and plugins that misbehave.

use std::sync::Arc;

use dateline::plugin::{Found, Predicate, Scene, Stage, WordView};
use dateline::{Adapter, Article, Builder, Engine, RawDocument, Source};

#[path = "../examples/plugins/main.rs"]
mod example;

#[test]
fn the_example_runs() {
    let written = example::run().expect("the example is sound");
    let own: Vec<&str> = written.lines().filter(|line| !line.contains("security-operations/")).collect();
    insta::assert_snapshot!(own.join("\n"), @r"
    outlet	operations-room
    place	38SMB4412
    place	38SMB4500
    cache	found four rockets at grid 38SMB4412	bulletins/cache#pattern
    fix	38SMB4412	bulletins/fix#pattern
    fix	38SMB4500	bulletins/fix#pattern
    ");
}

struct Even;

impl Predicate for Even {
    fn name(&self) -> &'static str {
        "even-length"
    }

    fn holds(&self, word: WordView<'_>) -> bool {
        word.raw.len().is_multiple_of(2)
    }
}

/// Finds things outside the sentence, and fills roles that its rule does not list.
struct Wild;

impl Stage for Wild {
    fn name(&self) -> &'static str {
        "wild"
    }

    fn find(&self, scene: &Scene<'_>, sentence: usize, found: &mut Vec<Found>) {
        let tokens = scene.tokens(sentence);
        let wild = [0..u32::MAX, u32::MAX..u32::MAX, tokens.end..tokens.end + 1, 0..0];
        found.extend(wild.iter().cloned().map(|tokens| Found { tokens, captures: Vec::new() }));
        let captures = wild.into_iter().map(|tokens| ("agent".into(), tokens)).chain([("deed".into(), tokens.clone())]);
        found.push(Found { tokens: tokens.start..tokens.start + 1, captures: captures.collect() });
        assert_eq!(scene.raw(tokens.end..tokens.start), "");
    }
}

struct Plain;

impl Adapter for Plain {
    fn name(&self) -> &'static str {
        "plain"
    }

    fn read<'t>(&self, _: &'t RawDocument) -> Article<'t> {
        unreachable!("no outlet names it")
    }
}

fn builder(files: &[(&str, &str)]) -> Builder {
    let mut source = Source::default();
    let manifest = "[pack]\nid = 'own'\nversion = '0.1.0'\ndepends = ['english', 'security-operations']";
    for (path, text) in files.iter().chain(&[("pack.toml", manifest)]) {
        source.files.insert((*path).to_owned(), text.as_bytes().to_vec());
    }
    Engine::builder().predicate(Arc::new(Even)).stage(Arc::new(Wild)).adapter(Box::new(Plain)).pack("own", source)
}

fn events(engine: &Engine, text: &str) -> Vec<(String, String)> {
    let found = engine.extract(&RawDocument::new("text", text));
    let own = found.events.into_iter().filter(|event| event.rule.starts_with("own/"));
    own.map(|event| (event.kind, event.trigger.text)).collect()
}

#[test]
fn a_predicate_is_asked_about_words() {
    let pattern = "[pattern]\nevent = 'sight'\nmatch = '[lemma=see] [is=even-length & !tag=IN]'";
    let engine = builder(&[("a.toml", pattern)]).build().expect("the rule is sound");
    assert_eq!(events(&engine, "Troops saw cars."), [("sight".to_owned(), "saw cars".to_owned())]);
    assert_eq!(events(&engine, "Troops saw tanks."), []);
    assert_eq!(events(&engine, "Troops saw in it an omen."), []);
}

#[test]
fn a_stage_cannot_leave_its_sentence() {
    let stage = "[stage]\nrun = 'wild'\nevent = 'first-word'\nroles = ['agent', 'agent']";
    let engine = builder(&[("a.toml", stage)]).build().expect("the rule is sound");
    assert!(engine.rules().iter().any(|rule| rule == "own/a"));
    assert_eq!(events(&engine, "Troops saw cars."), [("first-word".to_owned(), "Troops".to_owned())]);
}

#[test]
fn wrong_names_are_shown_where_they_stand() {
    let check = |text: &str, code: &str, at: &str, help: &str| {
        let engine = builder(&[("a.toml", text)]).lenient().build().expect("the other rules are sound");
        let found = engine.diagnostics().iter().find(|d| d.spot.file == "own/a.toml").expect("it is reported");
        assert_eq!((&*found.code, &text[found.spot.bytes.clone()], found.help.as_deref()), (code, at, Some(help)));
    };
    let pattern = "[pattern]\nevent = 'sight'\nmatch = 'see [is=even-lenght]'";
    check(pattern, "unknown-predicate", "even-lenght", "did you mean `even-length`?");
    check("[stage]\nrun = 'wyld'", "unknown-stage", "'wyld'", "did you mean `wild`?");
    check("[stage]\nrun = 'wild'\nroles = ['agnet']", "unknown-role", "'agnet'", "did you mean `agent`?");
    let outlet = "[outlet]\nid = 'o'\nname = 'O'\nadapter = 'plian'";
    check(outlet, "unknown-adapter", "'plian'", "did you mean `plain`?");
}
