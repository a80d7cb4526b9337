//! Every finding of the policy, each from a rule that has this one fault; the guide lists the same codes.

use std::collections::{BTreeMap, BTreeSet};

use dateline::Source;
use dateline_devkit::policy;

const GUIDE: &str = include_str!("../../../docs/rule-language/diagnostics.md");
const POLICY: &str = include_str!("../src/policy.rs");

const HEAD: &str = "id = 'ban'\ndoc = 'An order.'\n";
const FRAME: &str = "[frame]\nevent = 'ban'\nverb = ['ban']\n";
const YES: &str = "[[yes]]\ntext = 'The council banned rallies.'\nevent = {}\n";
const NO: &str = "[[no]]\ntext = 'The ban was lifted.'\n";

/// What the policy says of a pack with this rule.
fn check(rule: &str, expected: &[&str]) {
    let manifest = "[pack]\nid = 'mine'\nversion = '0.1.0'\ndoc = 'Mine.'\n";
    let mut source = Source::default();
    source.files.insert("pack.toml".to_owned(), manifest.into());
    source.files.insert("ban.toml".to_owned(), rule.into());
    let found = policy(&BTreeMap::from([("mine".to_owned(), source)])).findings;
    let codes: Vec<&str> = found.iter().map(|finding| &*finding.code).collect();
    assert_eq!(codes, expected, "{rule}\n{found:#?}");
}

#[test]
fn each_fault_has_its_code() {
    check(&format!("{HEAD}{FRAME}{YES}{NO}"), &[]);
    check(&format!("doc = 'An order.'\n{FRAME}{YES}{NO}"), &["no-id"]);
    check(&format!("id = 'ban'\n{FRAME}{YES}{NO}"), &["no-doc"]);
    check(&format!("{HEAD}{FRAME}{NO}"), &["no-positive"]);
    check(&format!("{HEAD}{FRAME}{YES}"), &["no-negative"]);
    check(&format!("id = 'ban'\ndoc = 'TODO'\n{FRAME}{YES}{NO}"), &["to-do"]);
    check(&format!("{HEAD}{FRAME}{YES}[[no]]\ntext = 'TODO'\n"), &["to-do"]);
    check(&format!("{HEAD}{FRAME}{YES}[[no]]\ntext = 'The council banned rallies.'\n"), &["contradiction"]);
    check(&format!("{HEAD}{FRAME}{YES}{NO}{NO}"), &["same-example"]);
    check(&format!("{HEAD}{FRAME}{YES}{NO}with = ['no-such']\n"), &["unknown-rule"]);
    let form = YES.replace("{}", "{ form = 'activ' }");
    check(&format!("{HEAD}{FRAME}{form}{NO}"), &["unknown-form"]);
}

#[test]
fn the_guide_lists_the_codes_of_the_policy() {
    let section = GUIDE.split("## What a rule must bring").nth(1).expect("the guide has the section");
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    let listed: BTreeSet<&str> = rows.flat_map(|(codes, _)| codes.split("`, `")).collect();
    let calls = ["Diagnostic::error(", "Diagnostic::warning(", "missing("];
    let codes = calls.iter().flat_map(|call| POLICY.split(call).skip(1)).filter_map(|rest| {
        let code = rest.trim_start().strip_prefix('"')?.split('"').next()?;
        code.contains(|c: char| c == '-' || c.is_ascii_lowercase()).then_some(code)
    });
    assert_eq!(codes.collect::<BTreeSet<_>>(), listed);
}
