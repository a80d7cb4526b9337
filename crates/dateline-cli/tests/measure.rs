//! What measures rules on a corpus: `eval`, `diff`, `cov`, `profile`.

mod common;

use std::path::{Path, PathBuf};

use common::{dateline, err, folder, out, text};
use serde_json::Value;

const ARTICLE: &str = "Police in Mosul arrested four suspects on Monday, officials said.";

const GOLD: &str = r#"{"id": "a", "events": [
    {"type": "arrest", "anchor": "arrested", "agent": "police", "patient": "suspects", "count": {"min": 4, "max": 4},
     "place": ["Mosul"], "date": null, "source": "officials", "status": "reported", "aggregate": false},
    {"type": "kill", "anchor": "killed", "agent": null, "patient": null, "count": null, "place": []}]}"#;

fn articles(name: &str) -> PathBuf {
    folder(name, &[("a.txt", ARTICLE.as_bytes()), ("a.gold.json", GOLD.as_bytes())])
}

#[test]
fn eval_counts_what_is_found_and_what_is_missed() {
    let folder = articles("measure-eval");
    let output = dateline(&["eval", "--gold", text(&folder), text(&folder), "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let figures: Value = serde_json::from_slice(&output.stdout).expect("the figures are JSON");
    let counts = |row: &Value| [&row["right"], &row["extra"], &row["missed"]].map(|n| n.as_u64().expect("a count"));
    assert_eq!(counts(&figures["detection"]), [1, 0, 1], "{figures}");
    assert_eq!(counts(&figures["by_slot"]["patient"]), [1, 0, 0], "{figures}");
    let low = dateline(&["eval", "--gold", text(&folder), text(&folder), "--least", "90"]);
    assert_eq!(low.status.code(), Some(1));
    assert!(err(&low).contains("1 articles with gold: 1 compared, 0 not read"), "{}", err(&low));
    let other = self::folder("measure-eval-other", &[("b.txt", ARTICLE.as_bytes())]);
    let none = dateline(&["eval", "--gold", text(&folder), text(&other)]);
    assert_eq!(none.status.code(), Some(4));
    assert!(err(&none).contains("none of the 1 articles with gold among them, such as `a`"), "{}", err(&none));
    let misspelt = self::folder(
        "measure-eval-gold",
        &[("g.jsonl", GOLD.replace("patient", "paitent").replace('\n', "").as_bytes())],
    );
    let wrong = dateline(&["eval", "--gold", text(&misspelt.join("g.jsonl")), text(&folder)]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(err(&wrong).contains("event 1: there is no key `paitent`; did you mean `patient`?"), "{}", err(&wrong));
}

/// A pack of one rule that finds this event, in a git repository with one commit.
fn pack(name: &str) -> PathBuf {
    let manifest = "[pack]\nid = \"mine\"\nversion = \"0.1.0\"\ndepends = [\"security-operations\"]\n";
    let rule = "id = \"say\"\ndoc = \"A word.\"\n[frame]\nevent = \"say\"\nnoun = [\"suspect\"]\n";
    let folder = folder(name, &[("mine/pack.toml", manifest.as_bytes()), ("mine/rules/say.toml", rule.as_bytes())]);
    for arguments in [
        &["init", "-q"][..],
        &["add", "."],
        &["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "One"],
    ] {
        let done = std::process::Command::new("git").arg("-C").arg(&folder).args(arguments).status();
        assert!(done.is_ok_and(|status| status.success()), "{arguments:?}");
    }
    folder
}

#[test]
fn diff_says_which_events_are_gained_and_lost() {
    let (corpus, pack) = (articles("measure-diff"), pack("measure-diff-pack"));
    let same = dateline(&["diff", "HEAD", text(&pack), "--corpus", text(&corpus)]);
    assert_eq!(same.status.code(), Some(0), "{}", err(&same));
    assert!(err(&same).contains("0 changed, 0 lost, 0 gained"), "{}", err(&same));
    let rule = pack.join("mine/rules/say.toml");
    let text_before = std::fs::read_to_string(&rule).expect("it is there");
    std::fs::write(&rule, text_before.replace("suspect", "official")).expect("it can be written");
    let changed = dateline(&["diff", "HEAD", text(&pack), "--corpus", text(&corpus)]);
    assert_eq!(changed.status.code(), Some(1), "{}", err(&changed));
    assert!(out(&changed).contains("mine/say: 1 gained, 1 lost, 0 changed"), "{}", out(&changed));
    assert_eq!(dateline(&["diff", "no-such", text(&pack), "--corpus", text(&corpus)]).status.code(), Some(2));
}

#[test]
fn cov_tells_rules_that_were_tried_from_blind_ones() {
    let corpus = articles("measure-cov");
    let output = dateline(&["cov", "--corpus", text(&corpus), "--filter", "security-operations/arrest", "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let coverage: Value = serde_json::from_slice(&output.stdout).expect("the figures are JSON");
    let arrest = &coverage["rules"]["security-operations/arrest"];
    assert_eq!((arrest["tried"].as_u64(), arrest["hits"]["corpus"].as_u64()), (Some(1), Some(1)), "{arrest}");
    assert_eq!(arrest["forms"]["active"]["corpus"], 1);
    assert!(arrest["hits"]["examples"].as_u64() > Some(10), "{arrest}");
    let all = dateline(&["cov", "--corpus", text(&corpus), "--least", "1"]);
    assert_eq!(all.status.code(), Some(1));
    let forms = |least: &str| {
        let arrest = ["--filter", "security-operations/arrest", "--least-per-form", least];
        dateline(&[&["cov", "--corpus", text(&corpus)][..], &arrest].concat())
    };
    assert_eq!(forms("0").status.code(), Some(0));
    let few = forms("1");
    assert_eq!(few.status.code(), Some(1));
    assert!(err(&few).contains("security-operations/arrest#passive"), "{}", err(&few));
    assert!(!err(&few).contains("security-operations/arrest#active"), "{}", err(&few));
    let line = out(&all).lines().find(|line| line.starts_with("security-operations/airstrike ")).map(str::to_owned);
    assert!(line.as_ref().is_some_and(|line| line.ends_with("blind")), "{line:?}");
    assert_eq!(dateline(&["cov", "--corpus", text(&corpus), "--filter", "no-such"]).status.code(), Some(4));
}

#[test]
fn profile_names_documents_and_rules() {
    let corpus = articles("measure-profile");
    let output = dateline(&["profile", text(&corpus), "--rounds", "1", "--without", "arrest"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(out(&output).contains("security-operations/arrest"), "{}", out(&output));
    assert!(err(&output).contains("1 documents: 1 read, 0 failed; 65 bytes"), "{}", err(&output));
    assert_eq!(dateline(&["profile", text(Path::new("no/such"))]).status.code(), Some(2));
}
