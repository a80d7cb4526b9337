//! What a rule must bring beside being readable: a name, a description, examples both ways that name things that exist.
//!
//! Invariant: only what no compiler of rules looks at is judged here, and nothing is judged twice.

use std::collections::{BTreeMap, BTreeSet};

use dateline::{Diagnostic, Source, Spot};
use dateline_core::extract::Form;
use dateline_core::pack::{Example, Loaded, LoadedRule, RuleBody, RuleStatus, load};

/// Words that stand in a new file for what its author has still to write.
pub const TO_DO: &str = "TODO";

/// Judges every rule of the packs, drafts too. Files that cannot be read are somebody else's findings.
pub fn policy(sources: &BTreeMap<String, Source>) -> Vec<Diagnostic> {
    let packs: Vec<Loaded> = sources.values().filter_map(|source| load(source.clone()).0).collect();
    let rules: Vec<&LoadedRule> = packs.iter().flat_map(|pack| &pack.rules).collect();
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for rule in &rules {
        names.insert(&rule.id);
        names.extend(rule.id.split_once('/').map(|(_, short)| short));
    }
    let mut found: Vec<Diagnostic> = packs.iter().filter_map(manifest).collect();
    for rule in &rules {
        if matches!(rule.body, RuleBody::Frame(_) | RuleBody::Pattern(_) | RuleBody::Cue(_)) {
            head(rule, &mut found);
        }
        description(rule, &mut found);
        examples(rule, &names, &mut found);
    }
    twins(&rules, &mut found);
    found
}

/// A rule that finds something has a name, a description, and examples both ways.
fn head(rule: &LoadedRule, found: &mut Vec<Diagnostic>) {
    let spot = || Spot { file: rule.file.clone(), bytes: rule.head.id.as_ref().map_or(0..0, toml::Spanned::span) };
    let mut missing = |code, what: &str, help: &str| {
        let title = format!("`{}` has no {what}", rule.id);
        found.push(Diagnostic::error(code, spot(), title, "this rule").help(help));
    };
    if rule.head.id.is_none() {
        missing("no-id", "`id`", "write `id = \"…\"` as the first line, so that the name outlives the file's");
    }
    if rule.head.doc.as_deref().is_none_or(|doc| doc.trim().is_empty()) {
        missing("no-doc", "`doc`", "say in `doc` what is coded and what is not");
    }
    if rule.head.yes.is_empty() {
        missing("no-positive", "example that must match", "write a [[yes]] with a `text` and the `event` it tells of");
    }
    if rule.head.no.is_empty() {
        missing("no-negative", "example that must not match", "write a [[no]]: what looks like the event and is none");
    }
}

fn manifest(pack: &Loaded) -> Option<Diagnostic> {
    let head = &pack.manifest.pack;
    let doc = head.doc.as_deref().filter(|doc| doc.contains(TO_DO))?;
    let spot = Spot { file: format!("{}/pack.toml", head.id.get_ref()), bytes: head.id.span() };
    let title = format!("the description of the pack `{}` is still to be written", head.id.get_ref());
    Some(Diagnostic::error("to-do", spot, title, doc.trim()).help("say what the pack is for"))
}

fn description(rule: &LoadedRule, found: &mut Vec<Diagnostic>) {
    if let Some(doc) = rule.head.doc.as_deref().filter(|doc| doc.contains(TO_DO)) {
        let spot = Spot { file: rule.file.clone(), bytes: 0..0 };
        let title = format!("the description of `{}` is still to be written", rule.id);
        found.push(Diagnostic::error("to-do", spot, title, doc.trim()).help("say what is coded and what is not"));
    }
}

fn examples(rule: &LoadedRule, names: &BTreeSet<&str>, found: &mut Vec<Diagnostic>) {
    for example in rule.head.yes.iter().chain(&rule.head.no) {
        let spot = || Spot { file: rule.file.clone(), bytes: example.text.span() };
        if example.text.get_ref().contains(TO_DO) {
            let title = format!("an example of `{}` is still to be written", rule.id);
            found.push(Diagnostic::error("to-do", spot(), title, "here").help("put a sentence in its place"));
        }
        for other in example.with.iter().filter(|other| !names.contains(other.as_str())) {
            let title = format!("no pack has a rule `{other}`, which `with` names");
            found.push(
                Diagnostic::error("unknown-rule", spot(), title, "in this example")
                    .nearest(other, names.iter().copied()),
            );
        }
        let form = example.event.as_ref().and_then(|event| event.form.as_deref());
        if let Some(form) = form.filter(|form| Form::parse(form).is_none()) {
            let title = format!("there is no form `{form}`");
            found.push(
                Diagnostic::error("unknown-form", spot(), title, "in this example")
                    .nearest(form, Form::ALL.iter().map(|form| form.id())),
            );
        }
    }
}

/// Examples of one rule with the same words: the second says nothing, or the opposite.
fn twins(rules: &[&LoadedRule], found: &mut Vec<Diagnostic>) {
    for rule in rules.iter().filter(|rule| rule.head.status != RuleStatus::Deprecated) {
        let mut seen: BTreeMap<(String, Option<&str>), bool> = BTreeMap::new();
        let yes = rule.head.yes.iter().map(|example| (example, true));
        for (example, polarity) in yes.chain(rule.head.no.iter().map(|example| (example, false))) {
            let spot = Spot { file: rule.file.clone(), bytes: example.text.span() };
            match seen.insert(key(example), polarity) {
                Some(first) if first != polarity => found.push(
                    Diagnostic::error("contradiction", spot, "the same text must and must not match", "the second")
                        .help("take one of the two out"),
                ),
                // A positive may be there once for each of its events.
                Some(false) => found.push(
                    Diagnostic::warning("same-example", spot, "the same text stands here twice", "the second")
                        .help("vary it, or take it out"),
                ),
                _ => {}
            }
        }
    }
}

fn key(example: &Example) -> (String, Option<&str>) {
    (example.text.get_ref().to_lowercase(), example.published.as_deref())
}
