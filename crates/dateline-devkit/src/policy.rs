//! What a rule must bring beside being readable: a name, a description, examples both ways that name things that exist.
//!
//! Invariant: only what no compiler of rules looks at is judged here, and nothing is judged twice.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dateline::{Diagnostic, Severity, Source, Spot};
use dateline_core::extract::Form;
use dateline_core::pack::{Example, Loaded, LoadedRule, RuleBody, RuleStatus, load, nearest};

/// Words that stand in a new file for what its author has still to write.
pub const TO_DO: &str = "TODO";

/// What is to be said of packs, beside what compiling them says.
#[derive(Debug)]
pub struct Judged {
    /// What every rule must bring and this one does not.
    pub findings: Vec<Diagnostic>,
    /// How many rule files and manifests cannot be read at all, so that no rule stands for them.
    pub unread_files: usize,
}

/// Judges every rule of the packs, drafts too. What is wrong in files that cannot be read is somebody else's to say.
pub fn policy(sources: &BTreeMap<String, Source>) -> Judged {
    let (packs, faults): (Vec<Option<Loaded>>, Vec<Vec<Diagnostic>>) =
        sources.values().map(|source| load(source.clone())).unzip();
    let unread_files = packs.iter().zip(&faults).map(|(pack, faults)| unread(pack.as_ref(), faults)).sum();
    let packs: Vec<Loaded> = packs.into_iter().flatten().collect();
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
        frame(rule, &mut found);
        outlet(rule, &mut found);
        examples(rule, &names, &mut found);
    }
    twins(&rules, &mut found);
    lonely_roles(&rules, &mut found);
    Judged { findings: found, unread_files }
}

/// Files with a fault for which no rule stands. Tables of names are no rule files.
fn unread(pack: Option<&Loaded>, faults: &[Diagnostic]) -> usize {
    let rules: BTreeSet<&str> = pack.iter().flat_map(|pack| &pack.rules).map(|rule| rule.file.as_str()).collect();
    let files = faults.iter().filter(|d| d.severity == Severity::Error).map(|d| d.spot.file.as_str());
    let is_toml = |file: &&str| Path::new(file).extension().is_some_and(|e| e == "toml");
    files.filter(is_toml).filter(|file| !rules.contains(file)).collect::<BTreeSet<&str>>().len()
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

/// Places of roles that are no prepositions. Any other word is one, so that nothing else would tell a slip.
const PLACES: [&str; 5] = ["subject", "object", "possessive", "compound", "trigger"];

/// A frame's event type is one word, as formats of annotation want it; its triggers are written, and its places meant.
fn frame(rule: &LoadedRule, found: &mut Vec<Diagnostic>) {
    let RuleBody::Frame(frame) = &rule.body else { return };
    let spot = |bytes| Spot { file: rule.file.clone(), bytes };
    let event = frame.event.get_ref();
    if event.is_empty() || event.contains(char::is_whitespace) {
        let title = format!("the event type `{event}` is not one word");
        found.push(
            Diagnostic::error("bad-event", spot(frame.event.span()), title, "this type")
                .help("join its words with `-` or `_`"),
        );
    }
    for place in frame.role.values().flat_map(|role| &role.at) {
        let name = place.get_ref().as_str();
        if !PLACES.contains(&name) && nearest(name, PLACES.into_iter()).is_some() {
            let title = format!("`{name}` is read as a preposition");
            let warning = Diagnostic::warning("near-place", spot(place.span()), title, "this place");
            found.push(warning.nearest(name, PLACES.into_iter()));
        }
    }
    for trigger in frame.verb.iter().chain(&frame.noun).chain(&frame.adjective) {
        if trigger.get_ref() == TO_DO {
            let title = format!("the trigger of `{}` is still to be written", rule.id);
            found.push(
                Diagnostic::error("to-do", spot(trigger.span()), title, "here")
                    .help("put a verb or a noun in its place"),
            );
        }
    }
}

/// An outlet's country is a code: by any other name no town is looked for in it.
fn outlet(rule: &LoadedRule, found: &mut Vec<Diagnostic>) {
    let RuleBody::Outlet(outlet) = &rule.body else { return };
    let is_code = |country: &str| country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
    if let Some(country) = outlet.country.as_deref().filter(|country| !is_code(country)) {
        let spot = Spot { file: rule.file.clone(), bytes: outlet.id.span() };
        let title = format!("`{country}` is no code of a country");
        found.push(
            Diagnostic::error("bad-country", spot, title, "this outlet")
                .help("write the two letters of ISO 3166, such as `IQ`"),
        );
    }
}

/// A role that one rule alone has, and that is nearly the name of one that others have. A frame makes a role by naming it,
/// so that nothing else would tell a slip.
fn lonely_roles(rules: &[&LoadedRule], found: &mut Vec<Diagnostic>) {
    let roles: Vec<_> = rules
        .iter()
        .filter_map(|rule| match &rule.body {
            RuleBody::Frame(frame) => Some(frame.role.keys().map(move |role| (rule, role))),
            _ => None,
        })
        .flatten()
        .collect();
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, role) in &roles {
        *uses.entry(role.get_ref()).or_default() += 1;
    }
    let shared = || uses.iter().filter(|(_, count)| **count > 1).map(|(name, _)| *name);
    for (rule, role) in roles.iter().filter(|(_, role)| uses[role.get_ref().as_str()] == 1) {
        if nearest(role.get_ref(), shared()).is_some() {
            let spot = Spot { file: rule.file.clone(), bytes: role.span() };
            let title = format!("no other rule has a role `{}`", role.get_ref());
            let warning = Diagnostic::warning("lonely-role", spot, title, "this role");
            found.push(warning.nearest(role.get_ref(), shared()));
        }
    }
}

fn examples(rule: &LoadedRule, names: &BTreeSet<&str>, found: &mut Vec<Diagnostic>) {
    for example in rule.head.yes.iter().chain(&rule.head.no) {
        let spot = || Spot { file: rule.file.clone(), bytes: example.text.span() };
        if example.text.get_ref().contains(TO_DO) {
            let title = format!("an example of `{}` is still to be written", rule.id);
            found.push(Diagnostic::error("to-do", spot(), title, "here").help("put a sentence in its place"));
        }
        if example.text.get_ref().trim().is_empty() {
            let title = format!("an example of `{}` has no text", rule.id);
            found.push(Diagnostic::error("empty-example", spot(), title, "here").help("write a sentence"));
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
