//! Every form of English has sentences of its own, positive and negative, and can be switched off in a frame.
//!
//! The sentences stand in `forms/`, one file a form.

use std::collections::BTreeSet;
use std::path::Path;

use dateline::{Engine, builtin_packs};
use dateline_core::extract::Form;
use dateline_devkit::{FormTests, TriggerOutcome};

/// Sentences that a form must have at least.
const SENTENCES: usize = 6;

fn tests() -> Vec<FormTests> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms");
    let read = |form: &Form| {
        let path = folder.join(form.id().to_owned() + ".toml");
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let tests = FormTests::read(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(tests.form, form.id(), "{}", path.display());
        tests
    };
    Form::ALL.iter().map(read).collect()
}

#[test]
fn every_form_is_read_and_told_from_the_others() {
    let engine = Engine::builder().build().expect("the built-in packs are sound");
    let mut problems = Vec::new();
    for tests in tests() {
        let count = tests.yes.len() + tests.no.len();
        assert!(count >= SENTENCES && !tests.no.is_empty(), "{} has {count} sentences", tests.form);
        problems.extend(tests.problems(&engine).into_iter().map(|problem| format!("{}: {problem}", tests.form)));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// The form that a trigger is read in has all that the form asks for, and each form is tried once.
#[test]
fn what_is_said_of_forms_agrees_with_what_is_read() {
    let engine = Engine::builder().build().expect("the built-in packs are sound");
    let (mut read, mut problems) = (0, Vec::new());
    for explanation in tests().iter().flat_map(|tests| tests.explained(&engine)) {
        let text = &explanation.sentences[0].at.text;
        for trigger in explanation.sentences.iter().flat_map(|sentence| &sentence.triggers) {
            let forms: BTreeSet<&str> = trigger.forms.iter().map(|form| form.form).collect();
            assert_eq!(forms.len(), trigger.forms.len(), "{text}");
            let TriggerOutcome::Mention(mention) = &trigger.outcome else { continue };
            if trigger.forms.is_empty() || mention.form == "pattern" {
                continue;
            }
            read += 1;
            let found = trigger.forms.iter().find(|form| form.read);
            if found.is_none_or(|form| form.form != mention.form || form.wants.is_some()) {
                problems.push(format!("{} at “{}” in {text}: {found:?}", mention.form, trigger.at.text));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(read > 150, "only {read} triggers were read");
}

/// The language and the events' pack alone, every frame of it without the form.
fn without(form: Form) -> Engine {
    let mut builder = Engine::builder().without_builtin();
    for (name, mut source) in builtin_packs() {
        if name == "security-operations" {
            for (path, bytes) in &mut source.files {
                let text = String::from_utf8_lossy(bytes).into_owned();
                if path.starts_with("rules/") && text.contains("\n[frame]\n") {
                    *bytes = switched_off(&text, form).into_bytes();
                }
            }
        }
        if matches!(name.as_str(), "english" | "security-operations") {
            builder = builder.pack(&name, source);
        }
    }
    builder.build().expect("a frame without a form is sound")
}

fn switched_off(rule: &str, form: Form) -> String {
    let id = form.id();
    let (head, frame) = rule.split_once("\n[frame]\n").expect("the rule is a frame");
    let listed = frame.lines().find(|line| line.starts_with("without")).and_then(|line| line.split_once('['));
    match listed {
        Some((key, _)) => rule.replacen(&format!("\n{key}["), &format!("\n{key}[\"{id}\", "), 1),
        None => format!("{head}\n[frame]\nwithout = [\"{id}\"]\n{frame}"),
    }
}

#[test]
fn every_form_of_frames_can_be_switched_off() {
    for tests in tests() {
        let form = Form::parse(&tests.form).expect("the form exists");
        if form != Form::Pattern {
            let engine = without(form);
            let found: Vec<&str> = tests.found(&engine).collect();
            assert!(found.is_empty(), "{} is off and found in {found:?}", tests.form);
        }
    }
}
