//! Every mistake that is reported, each in a file named by its code; the guide lists the same codes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use dateline::{Diagnostic, Engine, Severity, Source, builtin_packs};

const GUIDE: &str = include_str!("../../../docs/rule-language/diagnostics.md");

/// Files of one pack. The first part of a file's name, up to a point, is the code that it shows.
const FILES: &[(&str, &str)] = &[
    // What cannot be read.
    ("bad-toml.toml", "[stage]\nrnu = 'raid'\n"),
    ("bad-toml.2.toml", "[frame\nevent = 'raid'\n"),
    (
        "bad-toml.3.toml",
        "[pattern]\nevnt = 'e0'\nevent = 'e0'\nbefore = ['arrest', 7]\nmatch = 'frob [lema=kill] <kiled>'\nunles = 'x'\n",
    ),
    ("bad-toml.4.toml", "[frame]\nverb = ['frob']\nnuon = ['frob']\n"),
    ("bad-toml.5.toml", "[frame]\nevent = e0\nverb = ['frob'\n"),
    ("no-rule.toml", "doc = 'Nothing yet.'\n"),
    ("two-rules.toml", "[macros]\none = 'a'\n\n[types]\none = {}\n"),
    ("no-file.toml", "[lexicon]\nid = 'lost'\ntype = 'person'\nfile = 'lost.tsv'\n"),
    ("lists.toml", "[lexicon]\nid = 'l1'\ntype = 'person'\nfile = 'unknown-column.tsv'\n"),
    ("unknown-column.tsv", "id\tname\tpopluation\nx.1\tAnna Example\t7\n"),
    ("lists.2.toml", "[lexicon]\nid = 'l2'\ntype = 'person'\nfile = 'bad-cell.tsv'\n"),
    ("bad-cell.tsv", "id\tname\tlat\nx.2\tBerta Example\tnorth\n"),
    ("lists.3.toml", "[lexicon]\nid = 'l3'\ntype = 'person'\nfile = 'no-name.tsv'\n"),
    ("no-name.tsv", "id\tname\nx.3\t\n"),
    // Names that nobody defines.
    (
        "unknown-type.toml",
        "[frame]\nevent = 'e1'\nverb = ['frob']\n[frame.role.agent]\ntype = ['persn']\nat = ['subject']\n",
    ),
    ("unknown-type.2.toml", "[types]\nthird-kind = { parent = 'secnd-kind' }\n"),
    ("unknown-type.3.toml", "[lexicon]\nid = 'l4'\n\n[[lexicon.entry]]\nname = 'Gadget'\ntype = 'weapn'\n"),
    ("unusable-type.toml", "[types]\nhen = { parent = 'egg' }\negg = { parent = 'hen' }\n"),
    (
        "unyielded-type.toml",
        "[frame]\nevent = 'e2'\nverb = ['frobbel']\n[frame.role.agent]\ntype = ['martian']\nat = ['subject']\n",
    ),
    ("unyielded-type.2.toml", "[pattern]\nevent = 'e3'\nmatch = '@agent:martian [lemma=land]'\n"),
    ("martians.toml", "[types]\nmartian = {}\n"),
    (
        "unknown-level.toml",
        "[lexicon]\nid = 'l5'\ntype = 'place'\n\n[[lexicon.entry]]\nname = 'Nowhere'\nlevel = 'vilage'\n",
    ),
    (
        "unknown-entry.toml",
        "[lexicon]\nid = 'l6'\ntype = 'place'\n\n[[lexicon.entry]]\nname = 'Somewhere'\nparent = 'iq.bagdad'\n",
    ),
    ("unknown-form.toml", "[frame]\nevent = 'e4'\nverb = ['frobbe']\nwithout = ['headline.verbles']\n"),
    ("unknown-rule.toml", "[pattern]\nevent = 'e5'\nmatch = 'frob'\nbefore = ['security-operations/arest']\n"),
    ("unknown-lexicon.toml", "[pattern]\nevent = 'e6'\nmatch = 'frob [lex=wepons]'\n"),
    ("unknown-entity.toml", "[pattern]\nevent = 'e7'\nmatch = 'frob [entity=iq.bagdad]'\n"),
    ("unknown-role.toml", "[pattern]\nevent = 'e8'\nmatch = 'frob @agnet:person'\n"),
    ("unknown-predicate.toml", "[pattern]\nevent = 'e9'\nmatch = 'frob [is=nice]'\n"),
    ("unknown-stage.toml", "[stage]\nrun = 'nothing'\n"),
    ("unknown-macro.toml", "[pattern]\nevent = 'e10'\nmatch = 'frob <killd two>'\n"),
    ("unknown-attribute.toml", "[pattern]\nevent = 'e11'\nmatch = 'frob [lema=kill]'\n"),
    ("unknown-value.toml", "[pattern]\nevent = 'e12'\nmatch = 'frob [case=uper]'\n"),
    ("unknown-anchor.toml", "[pattern]\nevent = 'e13'\nmatch = 'frob $clase'\n"),
    ("unknown-bracket.toml", "[pattern]\nevent = 'e14'\nmatch = 'frob (?: a)'\n"),
    ("not-a-lemma.toml", "[pattern]\nevent = 'e15'\nmatch = '[lemma=killed] frob'\n"),
    // Rules beside each other.
    ("duplicate-rule.1.toml", "id = 'twin'\n[pattern]\nevent = 'e16'\nmatch = 'frob one'\n"),
    ("duplicate-rule.2.toml", "id = 'twin'\n[pattern]\nevent = 'e17'\nmatch = 'frob two'\n"),
    ("shadowed-rule.1.toml", "[pattern]\nevent = 'e18'\nmatch = 'frob <shadow-part two>'\n"),
    ("shadowed-rule.2.toml", "[pattern]\nevent = 'e18'\nmatch = 'frob  (two)'\n"),
    ("shadowed-rule.3.toml", "[frame]\nevent = 'e19'\nverb = ['frobble', 'frubble']\n"),
    ("shadowed-rule.4.toml", "[frame]\nevent = 'e19'\nverb = ['frubble']\n"),
    ("order-circle.1.toml", "[pattern]\nevent = 'e20'\nmatch = 'frob three'\nbefore = ['order-circle.2']\n"),
    ("order-circle.2.toml", "[pattern]\nevent = 'e20'\nmatch = 'frob four'\nbefore = ['order-circle.1']\n"),
    ("no-trigger.toml", "[frame]\nevent = 'e21'\n"),
    // Macros.
    ("shadow-part.toml", "[macros]\nshadow-part = '$1'\n"),
    ("duplicate-macro.1.toml", "[macros]\ntwice = 'a'\n"),
    ("duplicate-macro.2.toml", "[macros]\ntwice = 'b'\n"),
    ("macro-circle.toml", "[macros]\nround = 'a <about>'\nabout = 'b <round>'\n"),
    ("macro-arguments.toml", "[pattern]\nevent = 'e22'\nmatch = 'frob <shadow-part two three>'\n"),
    ("bad-argument.toml", "[macros]\nlemma-of = '[lemma=$1]'\n"),
    ("bad-argument.2.toml", "[pattern]\nevent = 'e23'\nmatch = 'frob <lemma-of (a b)>'\n"),
    ("parameter-outside.toml", "[pattern]\nevent = 'e24'\nmatch = 'frob $1'\n"),
    ("bad-parameter.toml", "[macros]\nzero = 'a $0'\n"),
    ("no-macro.toml", "[pattern]\nevent = 'e25'\nmatch = 'frob < two>'\n"),
    // Patterns.
    ("unclosed.toml", "[pattern]\nevent = 'e26'\nmatch = 'frob (one | two'\n"),
    ("unexpected-mark.toml", "[pattern]\nevent = 'e27'\nmatch = \"\"\"\n  frob\n  one) two\n\"\"\"\n"),
    ("dangling-quantifier.toml", "[pattern]\nevent = 'e28'\nmatch = '* frob'\n"),
    ("double-quantifier.toml", "[pattern]\nevent = 'e29'\nmatch = 'frob one+*'\n"),
    ("bad-count.toml", "[pattern]\nevent = 'e30'\nmatch = 'frob one{3,2}'\n"),
    ("empty-group.toml", "[pattern]\nevent = 'e31'\nmatch = 'frob ()'\n"),
    ("empty-quotes.toml", "[pattern]\nevent = 'e32'\nmatch = 'frob \"\"'\n"),
    ("empty-branch.toml", "[pattern]\nevent = 'e33'\nmatch = 'frob (one |)'\n"),
    ("empty-branch.2.toml", "[pattern]\nevent = 'e34'\nmatch = 'frob (one? | two)'\n"),
    ("empty-look.toml", "[pattern]\nevent = 'e35'\nmatch = 'frob (?= one?)'\n"),
    ("empty-pattern.toml", "[pattern]\nevent = 'e36'\nmatch = 'frob? one*'\n"),
    ("no-attribute.toml", "[pattern]\nevent = 'e37'\nmatch = 'frob [& tag=NN]'\n"),
    ("no-value.toml", "[pattern]\nevent = 'e38'\nmatch = 'frob [lemma]'\n"),
    ("bad-value.toml", "[pattern]\nevent = 'e39'\nmatch = 'frob [type=/per.*/]'\n"),
    ("bad-regex.toml", "[pattern]\nevent = 'e40'\nmatch = 'frob /a(b/'\n"),
    ("no-role.toml", "[pattern]\nevent = 'e41'\nmatch = 'frob @:person'\n"),
    ("no-type.toml", "[pattern]\nevent = 'e42'\nmatch = 'frob @agent: '\n"),
    ("bare-capture.toml", "[pattern]\nevent = 'e43'\nmatch = 'frob @agent one'\n"),
    ("capture-in-look.toml", "[pattern]\nevent = 'e44'\nmatch = 'frob (?= @agent:person)'\n"),
    ("nested-look.toml", "[pattern]\nevent = 'e45'\nmatch = 'frob (?= one (?! two))'\n"),
    ("negative-group.toml", "[pattern]\nevent = 'e46'\nmatch = 'frob [!group=noun]'\n"),
    ("no-group.toml", "[pattern]\nevent = 'e47'\nmatch = 'frob [voice=passive]'\n"),
    ("never-matches.toml", "[pattern]\nevent = 'e48'\nmatch = 'frob [tag=NN & tag=VBD]'\n"),
    ("never-matches.2.toml", "[pattern]\nevent = 'e49'\nmatch = 'frob ^sentence one'\n"),
    ("unreachable-branch.toml", "[pattern]\nevent = 'e50'\nmatch = 'frob ([] | one)'\n"),
    ("unbounded-gap.toml", "[pattern]\nevent = 'e51'\nmatch = 'frob ..{2,} one'\n"),
    ("unbounded-look.toml", "[pattern]\nevent = 'e52'\nmatch = 'frob (?= one* two)'\n"),
    ("unbounded-all.toml", "[pattern]\nevent = 'e53'\nmatch = 'frob one*'\noverlap = 'all'\n"),
    ("too-many-states.toml", "[pattern]\nevent = 'e54'\nmatch = 'frob (one{0,80}){0,80}'\n"),
    ("no-required-word.toml", "[pattern]\nevent = 'e55'\nmatch = '[tag=NN] [tag=VBD]'\n"),
    // Outlets.
    ("outlet-twice.toml", "[outlet]\nid = 'reuters'\nname = 'Another Reuters'\n"),
    (
        "house-renamed.toml",
        "[lexicon]\nid = 'media-mine'\ntype = 'media'\nnames = true\nentry = [{ id = 'rudaw-net', name = 'Rudaw' }]\n",
    ),
    ("unknown-adapter.toml", "[outlet]\nid = 'o1'\nname = 'O One'\nadapter = 'nothing'\n"),
    ("unknown-class.toml", "[outlet]\nid = 'o2'\nname = 'O Two'\nhead = ['<plase> <dash>']\n"),
    ("unknown-capture.toml", "[outlet]\nid = 'o3'\nname = 'O Three'\nhead = ['@datline:<place> <dash>']\n"),
    ("bad-part.toml", "[outlet]\nid = 'o4'\nname = 'O Four'\nhead = ['<place> dash']\n"),
    ("no-colon.toml", "[outlet]\nid = 'o5'\nname = 'O Five'\nhead = ['@dateline <place>']\n"),
    ("no-part.toml", "[outlet]\nid = 'o6'\nname = 'O Six'\nhead = ['@dateline:']\n"),
    ("open-class.toml", "[outlet]\nid = 'o7'\nname = 'O Seven'\nhead = ['<place']\n"),
    ("open-group.toml", "[outlet]\nid = 'o8'\nname = 'O Eight'\nhead = ['(<place> <dash>']\n"),
    ("open-literal.toml", "[outlet]\nid = 'o9'\nname = 'O Nine'\nhead = ['\"From']\n"),
    ("empty-literal.toml", "[outlet]\nid = 'o10'\nname = 'O Ten'\nhead = ['\"\" <dash>']\n"),
    ("empty-form.toml", "[outlet]\nid = 'o11'\nname = 'O Eleven'\nhead = ['']\n"),
    ("matches-nothing.toml", "[outlet]\nid = 'o12'\nname = 'O Twelve'\nhead = ['<place>?']\n"),
    ("idle-loop.toml", "[outlet]\nid = 'o13'\nname = 'O Thirteen'\nhead = ['<dash> (<place>?)*']\n"),
];

/// Packs as a whole: which of the built-in ones are there, and packs beside them by name.
type Packs =
    (&'static str, &'static [&'static str], &'static [(&'static str, &'static [(&'static str, &'static str)])]);

const PACKS: &[Packs] = &[
    (
        "missing-pack",
        &["english"],
        &[("a", &[("pack.toml", "[pack]\nid = 'a'\nversion = '0.1.0'\ndepends = ['englsh']\n")])],
    ),
    (
        "pack-circle",
        &["english"],
        &[
            ("a", &[("pack.toml", "[pack]\nid = 'a'\nversion = '0.1.0'\ndepends = ['b']\n")]),
            ("b", &[("pack.toml", "[pack]\nid = 'b'\nversion = '0.1.0'\ndepends = ['a']\n")]),
        ],
    ),
    (
        "engine-range",
        &["english"],
        &[("a", &[("pack.toml", "[pack]\nid = 'a'\nversion = '0.1.0'\nengine = '>=99.0, <100'\n")])],
    ),
    (
        "bad-version",
        &["english"],
        &[("a", &[("pack.toml", "[pack]\nid = 'a'\nversion = 'first'\nengine = 'newest'\n")])],
    ),
    (
        "unknown-rule",
        &["english"],
        &[("a", &[("pack.toml", "[pack]\nid = 'a'\nversion = '0.1.0'\ndisable = ['b/arrest']\n")])],
    ),
    ("no-file", &["english"], &[("a", &[("README.md", "no manifest")])]),
    ("no-language", &["world"], &[]),
    ("bad-model", &[], &[("a", &[("pack.toml", LANGUAGE), ("x", "")])]),
];

const LANGUAGE: &str = "[pack]\nid = 'a'\nversion = '0.1.0'\n\n[language]\ncode = 'en'\ntagger = 'x'\nirregular = 'x'\n\
    abbreviations = 'x'\nnumbers = 'x'\ntimes = 'x'\nnames = 'x'\ngrammar = 'x'\n";

fn source<'f>(files: impl IntoIterator<Item = &'f (&'f str, &'f str)>) -> Source {
    Source { files: files.into_iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect() }
}

fn diagnose(packs: BTreeMap<String, Source>) -> Vec<Diagnostic> {
    let mut builder = Engine::builder().without_builtin().lenient();
    for (name, source) in packs {
        builder = builder.pack(name, source);
    }
    match builder.build() {
        Ok(engine) => engine.diagnostics().to_vec(),
        Err(error) => error.diagnostics,
    }
}

fn shown(diagnostic: &Diagnostic, text: &str) -> String {
    let Diagnostic { code, severity, title, spot, label, help } = diagnostic;
    let level = if *severity == Severity::Error { "error" } else { "warning" };
    let mut out = format!("{level}[{code}] {}: {title}\n", spot.file);
    if let Some(marked) = text.get(spot.bytes.clone()).filter(|marked| !marked.is_empty()) {
        let start = text[..spot.bytes.start].rfind('\n').map_or(0, |at| at + 1);
        let line = text[start..].lines().next().unwrap_or_default();
        let (indent, width) = (spot.bytes.start - start, marked.lines().next().unwrap_or_default().chars().count());
        let _ = writeln!(out, "  | {line}\n  | {}{} {label}", " ".repeat(indent), "^".repeat(width.max(1)));
    } else {
        let _ = writeln!(out, "  | {label}");
    }
    if let Some(help) = help {
        let _ = writeln!(out, "  help: {help}");
    }
    out
}

/// Every case, as a person sees it; each must show the code that it is named by.
fn cases() -> (String, BTreeSet<String>) {
    let (mut out, mut codes) = (String::new(), BTreeSet::new());
    let mut packs = builtin_packs();
    let manifest =
        ("pack.toml", "[pack]\nid = 'own'\nversion = '0.1.0'\ndepends = ['english', 'security-operations']\n");
    let mut own = source(FILES.iter().chain([&manifest]));
    own.files.insert("not-utf8.toml".to_owned(), vec![0xFF]);
    let deep = format!("[pattern]\nevent = 'e56'\nmatch = 'frob {}one{}'\n", "(".repeat(200), ")".repeat(200));
    own.files.insert("too-deep.toml".to_owned(), deep.into_bytes());
    packs.insert("own".to_owned(), own.clone());
    let found: Vec<Diagnostic> = diagnose(packs).into_iter().filter(|d| d.spot.file.starts_with("own/")).collect();
    for (path, bytes) in own.files.iter().filter(|(path, _)| !path.starts_with("pack.")) {
        let here: Vec<&Diagnostic> = found.iter().filter(|d| d.spot.file == format!("own/{path}")).collect();
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        for diagnostic in &here {
            if path != "too-deep.toml" {
                out += &shown(diagnostic, text);
                out.push('\n');
            }
            codes.insert(diagnostic.code.to_string());
        }
    }
    let named: BTreeSet<&str> = own.files.keys().filter_map(|path| path.split('.').next()).collect();
    let helpers = ["pack", "lists", "martians", "shadow-part"];
    for code in named.iter().filter(|code| !helpers.contains(code)) {
        assert!(codes.contains(*code), "no file shows `{code}`:\n{out}");
    }
    for (code, builtin, more) in PACKS {
        let mut packs = builtin_packs();
        packs.retain(|name, _| builtin.contains(&name.as_str()));
        packs.extend(more.iter().map(|(name, files)| ((*name).to_owned(), source(*files))));
        let texts = packs.clone();
        let found = diagnose(packs);
        assert!(found.iter().any(|d| d.code == *code), "no pack shows `{code}`: {found:?}");
        for diagnostic in found.iter().filter(|d| d.code == *code) {
            let (pack, path) = diagnostic.spot.file.split_once('/').unwrap_or(("a", &diagnostic.spot.file));
            let text = texts.get(pack).and_then(|s| s.files.get(path)).and_then(|b| std::str::from_utf8(b).ok());
            out += &shown(diagnostic, text.unwrap_or_default());
            out.push('\n');
            codes.insert(diagnostic.code.to_string());
        }
    }
    (out, codes)
}

/// Codes of warnings about articles, which stand in the output.
const OF_ARTICLES: [&str; 1] = ["undated"];

/// Codes that no small example can show.
const LARGE: [&str; 2] = ["too-many-outlets", "bad-names"];

#[test]
fn every_mistake_is_shown_and_listed() {
    let (shown, mut codes) = cases();
    insta::assert_snapshot!(shown);
    codes.extend(LARGE.map(str::to_owned));
    // What a rule must bring is judged elsewhere, and its codes are tested there.
    let guide = GUIDE.split("## What a rule must bring").next().unwrap_or_default();
    let rows = guide.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    let listed: BTreeSet<String> = rows.flat_map(|(codes, _)| codes.split("`, `")).map(str::to_owned).collect();
    let differ: Vec<_> = codes.symmetric_difference(&listed).collect();
    assert!(differ.is_empty(), "shown here or listed in the guide, but not both: {differ:?}");
    let mut in_code = codes_of_sources();
    in_code.retain(|code| !OF_ARTICLES.contains(&code.as_str()));
    let unlisted: Vec<_> = in_code.iter().filter(|code| !listed.contains(*code)).collect();
    assert!(unlisted.is_empty(), "in the code, and not in the guide: {unlisted:?}");
    assert!(in_code.len() * 10 > listed.len() * 9, "the codes in the code are hardly found: {in_code:?}");
}

/// Words with hyphens that stand in quotes where a diagnostic is made.
fn codes_of_sources() -> BTreeSet<String> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let (mut open, mut codes) = (vec![], BTreeSet::new());
    open.extend(["dateline-core", "dateline-adapters", "dateline"].map(|name| crates.join(name).join("src")));
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).expect("sources are there").map(|e| e.expect("it is listed").path()));
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("sources are text");
        for start in
            ["Diagnostic::error(", "Diagnostic::warning(", "self.error(", "lint.error(", "self.report(", "code: "]
        {
            codes.extend(text.split(start).skip(1).filter_map(code));
        }
    }
    codes
}

/// The text in quotes with which the arguments begin, when it looks like a code.
fn code(arguments: &str) -> Option<String> {
    let text = arguments.trim_start().strip_prefix('"')?.split('"').next()?;
    let plain = text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b.is_ascii_digit());
    (plain && !text.is_empty()).then(|| text.to_owned())
}
