//! Pattern rules and vetoes in a whole engine: captures, order, rejection, and sentences that only a pattern can read.

use std::collections::BTreeMap;

mod common;

use common::article;
use dateline::{Engine, Event, Severity, Source, Status};
use dateline_core::extract::Stop;

/// An engine with the built-in packs and a pack `t` with these files.
fn engine(files: &[(&str, &str)]) -> Engine {
    let head = "[pack]\nid = \"t\"\nversion = \"0.1.0\"\nengine = \">=0.1\"\ndoc = \"A test.\"\ndepends = [\"english\", \
                \"security-operations\"]\n";
    let mut source = Source::default();
    source.files.insert("pack.toml".to_owned(), head.as_bytes().to_vec());
    for (path, text) in files {
        source.files.insert((*path).to_owned(), text.as_bytes().to_vec());
    }
    Engine::builder().pack("t", source).lenient().build().expect("the built-in packs build")
}

fn events(engine: &Engine, text: &str) -> Vec<Event> {
    engine.core().extract(&article(text)).events
}

/// Rule and trigger of every event.
fn told(engine: &Engine, text: &str) -> Vec<String> {
    events(engine, text).iter().map(|e| format!("{}: {}", e.rule, e.trigger.text)).collect()
}

fn pattern(event: &str, text: &str, more: &str) -> String {
    format!("[pattern]\nevent = \"{event}\"\nmatch = '''{text}'''\n{more}\n")
}

/// Codes and places of what was found in the pack `t`.
fn found(engine: &Engine) -> Vec<(String, String)> {
    let own = engine.diagnostics().iter().filter(|d| d.spot.file.starts_with("t/"));
    own.map(|d| (d.spot.file.clone(), d.code.to_string())).collect()
}

#[test]
fn captures_fill_roles_trigger_number_place_and_time() {
    let rule = pattern(
        "evacuation",
        "@agent:soldier @trigger([lemma=airlift]) @patient([group=noun & head.type=person]) from @place:place on @time:time",
        "",
    );
    let engine = engine(&[("airlift.toml", &rule)]);
    assert_eq!(found(&engine), []);
    let events = events(&engine, "Soldiers airlifted about 40 villagers from Sinjar on 3 May 2021.");
    let [event] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!((event.kind.as_str(), event.rule.as_str()), ("evacuation", "t/airlift#pattern"));
    assert_eq!(event.trigger.text, "airlifted");
    let texts = |role: &str| event.roles.get(role).map(|f| f.iter().map(|f| f.text.as_str()).collect::<Vec<_>>());
    assert_eq!(texts("agent"), Some(vec!["Soldiers"]));
    assert_eq!(texts("patient"), Some(vec!["about 40 villagers"]));
    assert_eq!(texts("place"), Some(vec!["Sinjar"]));
    assert_eq!(texts("time"), None);
    let count = event.count.as_ref().expect("a count");
    assert_eq!((count.min, count.approximate, count.of.as_str()), (40, true, "patient"));
    let day = event.time.as_ref().and_then(|t| t.start).map(|w| w.date.to_string());
    assert_eq!(day.as_deref(), Some("2021-05-03"));
}

#[test]
fn a_captured_source_says_it_and_a_captured_list_is_kept_whole() {
    let rule = pattern(
        "evacuation",
        "@trigger([lemma=chopper]) @patient:person (and @patient:person)* , per @source:official",
        "aggregate = true\nstatus = \"planned\"",
    );
    let engine = engine(&[("chopper.toml", &rule)]);
    let events = events(&engine, "They choppered the villagers and the soldiers , per the governor.");
    let [event] = events.as_slice() else { panic!("{events:?}") };
    let patients: Vec<&str> = event.roles["patient"].iter().map(|f| f.text.as_str()).collect();
    assert_eq!(patients, ["the villagers", "the soldiers"]);
    assert_eq!(event.source.as_ref().map(|s| s.text.as_str()), Some("the governor"));
    assert_eq!((event.status, event.aggregate), (Status::Planned, true));
}

#[test]
fn the_verb_in_a_match_sets_the_status() {
    let engine = engine(&[("toll.toml", &pattern("kill", "[lemma=tally] ..{0,3} [lemma=reach] @count:count", ""))]);
    let status = |text: &str| events(&engine, text).iter().map(|e| e.status).collect::<Vec<_>>();
    assert_eq!(status("The tally reached 40."), [Status::Reported]);
    assert_eq!(status("The tally did not reach 40."), [Status::Denied]);
    assert_eq!(status("The tally could reach 40."), [Status::Hypothetical]);
    assert_eq!(status("The tally will reach 40."), [Status::Planned]);
}

#[test]
fn a_sentence_that_only_a_pattern_can_read_is_read() {
    let engine = engine(&[("glow.toml", &pattern("omen", "[lemma=comet] [lemma=glow]", ""))]);
    assert_eq!(told(&engine, "comets glowed over the hills."), ["t/glow#pattern: comets glowed"]);
    assert_eq!(told(&engine, "lanterns glowed over the hills."), [] as [&str; 0]);
}

#[test]
fn unless_forbids_what_it_touches_and_says_so() {
    let veto = "unless = ['[lemma=comet] ..{0,3} film']";
    let engine = engine(&[("glow.toml", &pattern("omen", "[lemma=comet] ..{0,2} [lemma=glow]", veto))]);
    assert_eq!(told(&engine, "The comet glowed."), ["t/glow#pattern: comet glowed"]);
    assert_eq!(told(&engine, "The comet glowed in the film."), [] as [&str; 0]);
    assert_eq!(told(&engine, "The film was long, and the comet glowed."), ["t/glow#pattern: comet glowed"]);
    // Of frames too; and the trace names the pattern.
    let text = "Officers caught the thieves on camera and the deal was caught on camera in Mosul.";
    let stops = |text: &str| {
        engine.core().trace(&article(text), |trace| {
            let vetoed = trace.attempts.iter().filter_map(|attempt| match &attempt.stop {
                Some(Stop::Vetoed(number, tokens)) => {
                    let rule = trace.ctx.program.frames[attempt.frame as usize].id.to_string();
                    let veto = trace.ctx.program.patterns.veto_rules[*number as usize].text.to_string();
                    Some((rule, veto, trace.analysis.span(tokens.clone()).slice(trace.ctx.text).to_owned()))
                }
                _ => None,
            });
            vetoed.collect::<Vec<_>>()
        })
    };
    assert_eq!(
        stops("The comet glowed in the film."),
        [("t/glow".to_owned(), "[lemma=comet] ..{0,3} film".to_owned(), "comet glowed in the film".to_owned())]
    );
    let frames = stops(text);
    assert!(frames.iter().all(|(rule, ..)| rule == "security-operations/arrest"), "{frames:?}");
}

#[test]
fn of_rules_for_the_same_words_one_stands() {
    let check = |files: &[(&str, String)], expected: &[&str]| {
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        assert_eq!(told(&engine(&files), "The comet glowed brightly."), expected, "{files:?}");
    };
    let comet = || pattern("omen", "[lemma=comet] [lemma=glow]", "");
    let short = || pattern("omen", "[lemma=comet]", "");
    // The longer one, whatever its name.
    check(&[("a.toml", short()), ("b.toml", comet())], &["t/b#pattern: comet glowed"]);
    check(&[("b.toml", short()), ("a.toml", comet())], &["t/a#pattern: comet glowed"]);
    // The more specific one.
    let specific = || pattern("omen", "[lemma=comet & tag=NN] [lemma=glow]", "");
    check(&[("a.toml", comet()), ("b.toml", specific())], &["t/b#pattern: comet glowed"]);
    // The first by file.
    check(&[("a.toml", comet()), ("b.toml", comet())], &["t/a#pattern: comet glowed"]);
    // Of different events both, unless one goes before the other, which even a shorter one may.
    let other = |before: &str| pattern("show", "[lemma=comet] [lemma=glow]", before);
    check(&[("a.toml", comet()), ("b.toml", other(""))], &["t/a#pattern: comet glowed", "t/b#pattern: comet glowed"]);
    check(&[("a.toml", comet()), ("b.toml", other("before = ['a']"))], &["t/b#pattern: comet glowed"]);
    let first = || pattern("show", "[lemma=comet]", "before = ['t/a']");
    check(&[("a.toml", comet()), ("b.toml", first())], &["t/b#pattern: comet"]);
    // Through others: c before b before a. What b stands behind does not count any more.
    let c = || pattern("omen", "[lemma=comet]", "before = ['b']");
    let b = || pattern("show", "[lemma=glow] brightly", "before = ['a']");
    check(
        &[("a.toml", comet()), ("b.toml", b()), ("c.toml", c())],
        &["t/c#pattern: comet", "t/b#pattern: glowed brightly"],
    );
}

#[test]
fn a_pattern_goes_before_frames_of_its_event() {
    let rule = pattern("kill", "[lemma=kill] @patient:person in cold blood", "");
    let engine = engine(&[("blood.toml", &rule)]);
    let told = told(&engine, "Gunmen killed a guard in cold blood.");
    assert_eq!(told, ["t/blood#pattern: killed a guard in cold blood"]);
}

#[test]
fn order_has_no_circle() {
    let check = |before: &[(&str, &str)], expected: &[(&str, &str)], rejected: &[&str]| {
        let files: Vec<(String, String)> = before
            .iter()
            .map(|(id, b)| (format!("{id}.toml"), pattern("omen", &format!("comet {id}"), &format!("before = [{b}]"))))
            .collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let engine = engine(&files);
        let codes: Vec<(String, String)> = found(&engine);
        assert_eq!(codes.iter().map(|(f, c)| (f.as_str(), c.as_str())).collect::<Vec<_>>(), expected);
        assert_eq!(engine.rejected(), rejected);
    };
    check(&[("a", "'b'"), ("b", "'t/c', 'security-operations/kill'"), ("c", "")], &[], &[]);
    check(&[("a", "'a'")], &[("t/a.toml", "order-circle")], &["t/a"]);
    check(&[("a", "'b'"), ("b", "'c'"), ("c", "'a'")], &[("t/c.toml", "order-circle")], &["t/c"]);
    check(&[("a", "'d'"), ("b", "")], &[("t/a.toml", "unknown-rule")], &["t/a"]);
}

#[test]
fn a_rule_with_an_error_is_rejected_alone_and_at_its_place() {
    let frame = "[frame]\nevent = \"omen\"\nverb = [\"glow\"]\nunless = ['[lemma=glow', 'stove']\n";
    let files = [
        ("macros.toml", "[macros]\nbright = '[lemma=$1] brightly'\nbad = '[nonsense=1]'\n".to_owned()),
        ("a.toml", pattern("omen", "<bright glow> @agent:planet", "")),
        ("b.toml", pattern("omen", "<bright glow>", "")),
        ("c.toml", frame.to_owned()),
        ("d.toml", pattern("omen", "comet", "unless = ['<dim>']")),
        ("e.toml", pattern("omen", "[type=place]", "")),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let engine = engine(&files);
    let expected: BTreeMap<&str, &str> = [
        ("t/a.toml", "unknown-type"),
        ("t/c.toml", "unclosed"),
        ("t/d.toml", "unknown-macro"),
        ("t/e.toml", "no-required-word"),
        ("t/macros.toml", "unknown-attribute"),
    ]
    .into();
    let codes = found(&engine);
    assert_eq!(codes.iter().map(|(file, code)| (file.as_str(), code.as_str())).collect::<BTreeMap<_, _>>(), expected);
    assert_eq!(engine.rejected(), ["t/a", "t/c", "t/d"]);
    let warning = engine.diagnostics().iter().find(|d| d.code == "no-required-word").expect("found");
    assert_eq!(warning.severity, Severity::Warning);
    // The place is that of the name inside the pattern.
    let wrong = engine.diagnostics().iter().find(|d| d.code == "unknown-type").expect("found");
    assert_eq!(&files[1].1[wrong.spot.bytes.clone()], "planet");
    assert_eq!(told(&engine, "The lamp glowed brightly."), ["t/b#pattern: glowed brightly"]);
}

#[test]
fn units_of_the_real_analysis() {
    let comets = "The comet glowed, and a comet fell.";
    let cases: &[(&str, &str, &[&str])] = &[
        ("^sentence [tag=DT] comet", comets, &["The comet"]),
        ("^clause [tag=DT] comet", comets, &["The comet", "a comet"]),
        ("glowed $clause", comets, &["glowed"]),
        ("fell $block", comets, &["fell"]),
        ("comet $clause", comets, &[]),
        (
            "[group=noun & head.lemma=comet] [group=verb & voice=active & tense=past]",
            comets,
            &["The comet glowed", "a comet fell"],
        ),
        ("comet [group=verb & negated=yes]", "The comet did not glow and the comet fell.", &["comet did not glow"]),
        ("comet of [type=time]", "The comet of March 2021 glowed.", &["comet of March 2021"]),
        ("[type=count] comet", "More than 30 comets glowed and a comet fell.", &[]),
        ("[type=count] [lemma=comet]", "More than 30 comets glowed and a comet fell.", &["More than 30 comets"]),
        ("comet over [type=place]", "The comet over Mosul glowed over Iraqi troops.", &["comet over Mosul"]),
        ("over [type=place]", "It glowed over Iraqi troops.", &[]),
        ("over [type=state]", "It glowed over Iraqi troops.", &["over Iraqi"]),
        ("[group=noun & head.lemma=comet]", "Halley's comet glowed.", &["Halley's comet"]),
    ];
    // Each tells of an event of its own, so that none goes before another.
    let files: Vec<(String, String)> =
        (0..).zip(cases).map(|(n, (text, ..))| (format!("r{n}.toml"), pattern(&format!("e{n}"), text, ""))).collect();
    let engine = engine(&files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>());
    for (number, (text, sentence, expected)) in cases.iter().enumerate() {
        let own = events(&engine, sentence).into_iter().filter(|e| e.kind == format!("e{number}"));
        assert_eq!(own.map(|e| e.trigger.text).collect::<Vec<_>>(), *expected, "{text} on {sentence}");
    }
}
