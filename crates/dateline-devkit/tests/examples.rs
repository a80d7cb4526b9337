//! The examples of the built-in rules: one named test a rule.
//!
//! What is known to fail stands in `known-failures.txt`, one `pack/rule#yes-1 kind` a line. The list can only be right:
//! an unlisted failure fails, a listed one that passes or fails otherwise fails too. `DATELINE_KNOWN_FAILURES=update
//! cargo test -p dateline-devkit --test examples` writes it anew.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use dateline::{Engine, builtin_packs};
use dateline_devkit::{Failure, Report, Suite};
use libtest_mimic::{Arguments, Failed, Trial};

const HEADER: &str = "# Examples of the built-in rules that are known to fail, with the way in which they do.\n\
    # Written by: DATELINE_KNOWN_FAILURES=update cargo test -p dateline-devkit --test examples\n";

fn main() -> std::io::Result<()> {
    let arguments = Arguments::from_args();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/known-failures.txt");
    let packs = builtin_packs();
    let engine = Engine::builder().lenient().build().map_err(std::io::Error::other)?;
    let suite = Suite::read(&packs);
    let report = suite.run(&engine);
    if std::env::var("DATELINE_KNOWN_FAILURES").is_ok_and(|v| v == "update") {
        std::fs::write(&path, HEADER.to_owned() + &lines(&report))?;
    }
    let known = Arc::new(read(&std::fs::read_to_string(&path)?));
    let failing = Arc::new(failing(&report));
    let mut trials: Vec<Trial> = suite
        .rules()
        .into_iter()
        .map(|rule| {
            let (rule, known, failing) = (rule.to_owned(), Arc::clone(&known), Arc::clone(&failing));
            Trial::test(rule.clone(), move || compare(&rule, &known, &failing))
        })
        .collect();
    let names: Vec<String> = report.outcomes.iter().map(|o| o.case.name()).collect();
    trials.push(Trial::test("known-failures.txt", move || whole(&names, &known)));
    trials.push(Trial::test("counts add up", move || adds_up(&report)));
    libtest_mimic::run(&arguments, trials).exit();
}

/// Example name to the way it fails and what is wrong.
type Failing = BTreeMap<String, (&'static str, Vec<Failure>)>;

fn failing(report: &Report) -> Failing {
    let kinds = report.outcomes.iter().filter_map(|o| Some((o.case.name(), o.kind()?.name())));
    let failures = report.failed().map(|(case, failures)| (case.name(), failures.to_vec()));
    kinds.zip(failures).map(|((name, kind), (_, failures))| (name, (kind, failures))).collect()
}

fn lines(report: &Report) -> String {
    failing(report).iter().fold(String::new(), |all, (name, (kind, _))| all + name + " " + kind + "\n")
}

fn read(text: &str) -> BTreeMap<String, String> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_once(' ').unwrap_or((line, ""))).map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
}

fn compare(rule: &str, known: &BTreeMap<String, String>, failing: &Failing) -> Result<(), Failed> {
    let own = |name: &str| name.split('#').next() == Some(rule);
    let mut problems = Vec::new();
    for (name, (kind, failures)) in failing.iter().filter(|(name, _)| own(name)) {
        match known.get(name) {
            Some(listed) if listed == kind => {}
            Some(listed) => problems.push(format!("{name} fails as {kind} and is listed as {listed}: {failures:?}")),
            None => problems.push(format!("{name} fails as {kind}: {failures:?}")),
        }
    }
    for name in known.keys().filter(|name| own(name) && !failing.contains_key(*name)) {
        problems.push(format!("{name} passes now: remove it from known-failures.txt"));
    }
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n").into()) }
}

/// Every line of the list names an example.
fn whole(names: &[String], known: &BTreeMap<String, String>) -> Result<(), Failed> {
    let gone: Vec<&str> = known.keys().filter(|name| !names.contains(name)).map(String::as_str).collect();
    if gone.is_empty() { Ok(()) } else { Err(format!("no such examples, remove them: {}", gone.join(", ")).into()) }
}

fn adds_up(report: &Report) -> Result<(), Failed> {
    let counts = report.counts();
    let sum = counts.passed + counts.failed + counts.todo + counts.skipped;
    let kinds: usize = counts.by_kind.iter().sum();
    if counts.examples > 0 && sum == counts.examples && kinds == counts.failed {
        Ok(())
    } else {
        Err(format!("{counts:?}").into())
    }
}
