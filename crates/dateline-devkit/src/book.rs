//! The reference of a pack as an mdBook: a page a rule, from its own text and its own examples.
//!
//! Invariant: every rule of the packs has a page and a line in the summary, and the pages say nothing that the files do not.

use std::collections::BTreeMap;

use dateline::{Diagnostic, Source};
use dateline_core::pack::{
    Cue, Example, ExpectedEvent, Frame, Lexicon, Loaded, LoadedRule, Outlet, PatternRule, RuleBody, RuleStatus, load,
};
use toml::Spanned;

use crate::NewFile;

/// A book of rules.
#[derive(Debug)]
pub struct Book {
    /// `book.toml`, `src/SUMMARY.md`, a page a pack and a page a rule.
    pub files: Vec<NewFile>,
    /// How many packs are in it.
    pub packs: usize,
    /// Why others, and rules of theirs, are not.
    pub diagnostics: Vec<Diagnostic>,
}

/// The book of these packs.
pub fn book(sources: &BTreeMap<String, Source>, title: &str) -> Book {
    let (mut packs, mut diagnostics) = (Vec::<Loaded>::new(), Vec::new());
    for (folder, source) in sources {
        let (pack, mut found) = load(source.clone());
        for diagnostic in found.iter_mut().filter(|found| found.spot.file == "pack.toml") {
            diagnostic.spot.file = format!("{folder}/pack.toml");
        }
        packs.extend(pack);
        diagnostics.extend(found);
    }
    let mut files = vec![(
        "book.toml".to_owned(),
        format!(
            "[book]\ntitle = {title:?}\nlanguage = \"en\"\nsrc = \"src\"\n\n[output.html]\nno-section-label = true\n"
        ),
    )];
    let mut summary = "# Summary\n\n".to_owned();
    for pack in packs.iter().filter(|pack| !pack.rules.is_empty()) {
        let id = pack.manifest.pack.id.get_ref();
        summary += &format!("- [{id}]({id}/README.md)\n");
        let mut page = format!("# {id}\n\n{}\n", paragraph(pack.manifest.pack.doc.as_deref()));
        for rule in &pack.rules {
            let name = short(&rule.id);
            let path = format!("{id}/{}-{name}.md", kind(&rule.body));
            summary += &format!("  - [{name}]({path})\n");
            page += &format!("- [{name}]({}): {}\n", &path[id.len() + 1..], first_sentence(rule.head.doc.as_deref()));
            files.push((format!("src/{path}"), self::page(rule)));
        }
        files.push((format!("src/{id}/README.md"), page));
    }
    files.push(("src/SUMMARY.md".to_owned(), summary));
    Book { files, packs: packs.len(), diagnostics }
}

fn short(id: &str) -> &str {
    id.split_once('/').map_or(id, |(_, short)| short)
}

fn kind(body: &RuleBody) -> &'static str {
    match body {
        RuleBody::Frame(_) | RuleBody::Pattern(_) => "rule",
        RuleBody::Cue(_) => "cue",
        RuleBody::Lexicon(_) => "lexicon",
        RuleBody::Outlet(_) => "outlet",
        _ => "table",
    }
}

fn page(rule: &LoadedRule) -> String {
    let status = match rule.head.status {
        RuleStatus::Draft => "draft",
        RuleStatus::Experimental => "experimental",
        RuleStatus::Stable => "stable",
        RuleStatus::Deprecated => "deprecated",
    };
    let since = rule.head.since.as_ref().map_or_else(String::new, |since| format!(", since {since}"));
    let mut out = format!("# {}\n\n*{status}{since}* · `{}`\n\n", short(&rule.id), rule.file);
    out += &paragraph(rule.head.doc.as_deref());
    match &rule.body {
        RuleBody::Frame(frame) => out += &self::frame(frame),
        RuleBody::Pattern(pattern) => out += &self::pattern(pattern),
        RuleBody::Cue(cue) => out += &self::cue(cue),
        RuleBody::Lexicon(lexicon) => out += &self::lexicon(lexicon, rule.table.len()),
        RuleBody::Outlet(outlet) => out += &self::outlet(outlet),
        _ => {}
    }
    out += &examples("Matches", &rule.head.yes);
    out += &examples("Does not match", &rule.head.no);
    out.trim_end().to_owned() + "\n"
}

fn frame(frame: &Frame) -> String {
    let mut out = format!("\nEvent type: `{}`\n", frame.event.get_ref());
    for (what, words) in [
        ("Verbs", &frame.verb),
        ("Nouns", &frame.noun),
        ("Adjectives", &frame.adjective),
        ("Light verbs", &frame.light),
        ("Not in", &frame.unless),
        ("Forms switched off", &frame.without),
    ] {
        out += &list(what, words);
    }
    if !frame.role.is_empty() {
        out += "\n| role | filled by | at | |\n|---|---|---|---|\n";
    }
    for (name, role) in &frame.role {
        let marks = [(role.required, "required"), (role.count, "counted"), (role.unlisted, "any noun")];
        let marks: Vec<&str> = marks.into_iter().filter(|(on, _)| *on).map(|(_, word)| word).collect();
        let types = if role.types.is_empty() { "anything".to_owned() } else { joined(&role.types) };
        out += &format!("| {} | {types} | {} | {} |\n", name.get_ref(), joined(&role.at), marks.join(", "));
    }
    out
}

fn pattern(pattern: &PatternRule) -> String {
    let text = pattern.pattern.get_ref().trim_end();
    let text = text.strip_prefix('\n').unwrap_or(text);
    format!("\nEvent type: `{}`\n\n```text\n{text}\n```\n{}", pattern.event.get_ref(), list("Not in", &pattern.unless))
}

fn cue(cue: &Cue) -> String {
    let mut out = String::new();
    if let Some(status) = cue.sets.status {
        out += &format!("\nSets the status `{}`.\n", status.name());
    }
    if cue.sets.aggregate == Some(true) {
        out += "\nMarks events as tolls over a period.\n";
    }
    for (what, words) in [("Words", &cue.words), ("Verbs", &cue.verb), ("Nouns", &cue.noun), ("Not in", &cue.never)] {
        out += &list(what, words);
    }
    out
}

fn lexicon(lexicon: &Lexicon, rows: usize) -> String {
    let kind = lexicon.kind.as_ref().map_or_else(String::new, |kind| format!("Type: `{}`. ", kind.get_ref()));
    let names = if lexicon.names { "names" } else { "words" };
    let entries = lexicon.entry.len() + rows;
    let source = lexicon.source.as_ref().map_or_else(String::new, |source| format!("\nSource: {source}\n"));
    format!("\n{kind}{entries} {names} with facts.\n{source}{}", list("Words", &lexicon.words))
}

fn outlet(outlet: &Outlet) -> String {
    let seat: Vec<&str> = [outlet.place.as_deref(), outlet.country.as_deref()].into_iter().flatten().collect();
    let seat = if seat.is_empty() { String::new() } else { format!(", {}", seat.join(", ")) };
    let mut out = format!("\n**{}**{seat}\n", outlet.name);
    for (what, forms) in [("Head", &outlet.head), ("Tail", &outlet.tail), ("Site furniture", &outlet.boilerplate)] {
        out += &list(what, forms);
    }
    out
}

fn list(what: &str, words: &[Spanned<String>]) -> String {
    if words.is_empty() { String::new() } else { format!("\n{what}: {}\n", joined(words)) }
}

fn joined(words: &[Spanned<String>]) -> String {
    words.iter().map(|word| code(word.get_ref())).collect::<Vec<_>>().join(", ")
}

/// Code that may stand in a table.
fn code(text: &str) -> String {
    let text = text.replace('|', "\\|").replace('\n', " ");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

fn examples(title: &str, list: &[Example]) -> String {
    if list.is_empty() {
        return String::new();
    }
    let line = |example: &Example| {
        let expected = example.event.as_ref().map(fields).filter(|fields| !fields.is_empty());
        let expected = expected.map_or_else(String::new, |fields| format!("\n  {fields}"));
        let todo = if example.todo { " *(known gap)*" } else { "" };
        format!("- {}{todo}{expected}\n", plain(example.text.get_ref()))
    };
    format!("\n## {title}\n\n{}", list.iter().map(line).collect::<String>())
}

fn fields(event: &ExpectedEvent) -> String {
    let mut fields = Vec::new();
    let mut field = |name: &str, value: Option<String>| {
        fields.extend(
            value.map(|value| if value.is_empty() { format!("no {name}") } else { format!("{name} {}", code(&value)) }),
        );
    };
    field("type", event.kind.clone());
    field("form", event.form.clone());
    field("agent", event.agent.clone());
    field("patient", event.patient.clone());
    field("recipient", event.recipient.clone());
    field("instrument", event.instrument.clone());
    field("place", event.place.clone());
    field("count", event.count.map(|count| count.to_string()));
    field("at most", event.max.map(|max| max.to_string()));
    field("time", event.time.clone());
    field("source", event.source.clone());
    field("status", event.status.map(|status| status.name().to_owned()));
    field("aggregate", event.aggregate.map(|aggregate| aggregate.to_string()));
    fields.join(" · ")
}

/// Text that Markdown shows as it is.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if matches!(c, '*' | '_' | '`' | '[' | ']' | '<' | '>' | '\\' | '#' | '|') {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

fn paragraph(doc: Option<&str>) -> String {
    doc.map_or_else(String::new, |doc| format!("{}\n", plain(doc.trim())))
}

fn first_sentence(doc: Option<&str>) -> String {
    let doc = doc.unwrap_or_default().trim().replace('\n', " ");
    let end = doc.find(". ").map_or(doc.len(), |at| at + 1);
    plain(&doc[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_page_and_every_link_a_file() {
        let sources = dateline::builtin_packs();
        let files: BTreeMap<String, String> = book(&sources, "Rules").files.into_iter().collect();
        let engine = dateline::Engine::builder().lenient().build().expect("the packs build");
        let summary = &files["src/SUMMARY.md"];
        for rule in engine.rules() {
            let (pack, short) = rule.split_once('/').expect("a full id");
            let has = |kind: &str| files.contains_key(&format!("src/{pack}/{kind}-{short}.md"));
            assert!(["rule", "cue", "lexicon", "outlet", "table"].into_iter().any(has), "{rule}");
        }
        for link in summary.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            assert!(files.contains_key(&format!("src/{link}")), "{link}");
        }
        let arrest = &files["src/security-operations/rule-arrest.md"];
        for part in ["taken into custody", "Event type: `arrest`", "| patient |", "## Does not match", "form `active`"]
        {
            assert!(arrest.contains(part), "{part}\n{arrest}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_and_a_type_that_is_expected_is_shown() {
        let manifest = "[pack]\nid = \"mine\"\nversion = \"0.1.0\"\n";
        let rule = "id = \"say\"\n[frame]\nevent = \"say\"\nverb = [\"say\"]\n[[yes]]\ntext = \"They said so.\"\nevent = { type = \"told\" }\n";
        let files = [("pack.toml", manifest), ("rules/say.toml", rule), ("rules/bad.toml", "[frame]\ncolour = 3\n")];
        let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
        let sources = BTreeMap::from([
            ("mine".to_owned(), Source { files: files.into() }),
            ("none".to_owned(), Source { files: [("pack.toml".to_owned(), b"id =".to_vec())].into() }),
        ]);
        let book = book(&sources, "Rules");
        assert_eq!(book.packs, 1);
        let places: Vec<&str> = book.diagnostics.iter().map(|d| d.spot.file.as_str()).collect();
        assert!(places.contains(&"mine/rules/bad.toml") && places.contains(&"none/pack.toml"), "{places:?}");
        let page = book.files.iter().find(|(path, _)| path == "src/mine/rule-say.md").expect("a page");
        assert!(page.1.contains("type `told`"), "{}", page.1);
    }

    #[test]
    fn marks_of_markdown_are_shown() {
        assert_eq!(plain("a*b_c\n<d>"), "a\\*b\\_c \\<d\\>");
        assert_eq!(code("a | b"), "`a \\| b`");
    }
}
