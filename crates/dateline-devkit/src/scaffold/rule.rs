//! A rule out of a sentence: its verb is the trigger, what stands around it fills the roles, and what the engine then
//! finds is the first example.
//!
//! Invariant: the example says what the engine finds with the new rule, and nothing that it does not find.

use std::collections::{BTreeMap, BTreeSet};

use dateline::{Article, Engine, Event, Source};

use super::{NewFile, header, quoted, tidy};
use crate::examples::kind_of;
use crate::{GroupView, SentenceView, TO_DO, VerbView, explain};

/// What a new rule is made from.
#[derive(Debug, Clone, Copy)]
pub struct NewRule<'n> {
    /// Its id.
    pub id: &'n str,
    /// The event type that it tells of.
    pub event: &'n str,
    /// Id of its pack.
    pub pack: &'n str,
    /// Folder name of its pack among the sources.
    pub folder: &'n str,
    /// A sentence that tells of the event.
    pub from: Option<&'n str>,
}

/// The file of a new rule over these packs.
pub fn new_rule(new: NewRule<'_>, sources: &BTreeMap<String, Source>) -> NewFile {
    let path = format!("rules/{}.toml", new.id);
    let head = format!(
        "{}id = {:?}\nstatus = \"draft\"\ndoc = \"\"\"\n{TO_DO}: what is coded, and what is not.\n\"\"\"\n",
        header(),
        new.id
    );
    let frame = new.from.and_then(|sentence| frame(sentence, new.event, sources));
    let frame = frame.unwrap_or_else(|| empty_frame(new.event));
    let yes = match new.from {
        Some(sentence) => positive(new, &path, &format!("{head}{frame}"), sentence, sources),
        None => format!("\n[[yes]]\ntext = '{TO_DO}: a sentence that tells of the event'\n"),
    };
    let no = format!("\n[[no]]\ntext = '{TO_DO}: a sentence with the same words that tells of no such event'\n");
    (path, tidy(&format!("{head}{frame}{yes}{no}")))
}

fn empty_frame(event: &str) -> String {
    format!(
        "\n[frame]\nevent = {event:?}\nverb = [\"{TO_DO}\"]\n\n[frame.role.agent]\nat = [\"subject\", \"by\"]\n\n\
         [frame.role.patient]\nat = [\"object\", \"of\"]\nrequired = true\n"
    )
}

/// The frame that reads the sentence's main verb; `None` when the sentence has none.
fn frame(text: &str, event: &str, sources: &BTreeMap<String, Source>) -> Option<String> {
    let sentence = read(text, sources)?;
    let verb = main_verb(&sentence)?;
    let group = |id: &Option<String>| {
        let id = id.as_deref()?;
        sentence.groups.iter().find(|g| g.id == id)
    };
    let by = verb.preps.iter().find(|p| p.word.eq_ignore_ascii_case("by")).map(|p| Some(p.group.clone()));
    let passive = verb.form.split(' ').any(|word| word == "passive");
    let (agent, patient) = if passive {
        (by.and_then(|id| group(&id)), group(&verb.subject))
    } else {
        (group(&verb.subject), group(&verb.object))
    };
    let mut out = format!("\n[frame]\nevent = {event:?}\nverb = [{:?}]\n", verb.lemma);
    if let Some(agent) = agent {
        out += &format!("\n[frame.role.agent]\n{}at = [\"subject\", \"by\"]\n", types(agent));
    }
    if let Some(patient) = patient {
        let count = if patient.number.is_some() { "count = true\n" } else { "" };
        let types = types(patient);
        out += &format!("\n[frame.role.patient]\n{types}at = [\"object\", \"of\"]\nrequired = true\n{count}");
    }
    Some(out)
}

/// The verb that tells the most: not the one of saying, and one with arguments before one without.
fn main_verb(sentence: &SentenceView) -> Option<&VerbView> {
    let says = |verb: &&VerbView| !verb.means.iter().any(|m| m == "class:Report") && !verb.form.contains("copula");
    let arguments = |verb: &VerbView| usize::from(verb.subject.is_some()) + usize::from(verb.object.is_some());
    let best = sentence.verbs.iter().filter(says).map(arguments).max()?;
    sentence.verbs.iter().filter(says).find(|verb| arguments(verb) == best)
}

/// A group in no lexicon has no type to ask for.
fn types(group: &GroupView) -> String {
    group.types.first().map_or_else(String::new, |kind| format!("type = [{kind:?}]\n"))
}

/// The example out of what the engine finds with the rule.
fn positive(new: NewRule<'_>, path: &str, rule: &str, text: &str, sources: &BTreeMap<String, Source>) -> String {
    let text_line = format!("\n[[yes]]\ntext = {}\n", quoted(text));
    let mut sources = sources.clone();
    sources.entry(new.folder.to_owned()).or_default().files.insert(path.to_owned(), rule.as_bytes().to_vec());
    let Some(engine) = engine(&sources) else { return text_line };
    let found = engine.core().extract(&Article::of_one("text", text, kind_of(text)));
    let own = format!("{}/{}", new.pack, new.id);
    let rule_of = |event: &Event| event.rule.split('#').next().unwrap_or_default().to_owned();
    let others: BTreeSet<String> = found.events.iter().map(rule_of).filter(|rule| *rule != own).collect();
    let mut out = text_line;
    match found.events.iter().find(|event| rule_of(event) == own) {
        Some(event) => out += &format!("event = {{ {} }}\n", expected(event)),
        None => out += "# The rule finds nothing in it yet; `dateline explain --drafts` says why.\n",
    }
    if !others.is_empty() {
        let names: Vec<String> = others.iter().map(|rule| format!("{:?}", short(rule))).collect();
        out += &format!("# These rules find something of their own in it.\nwith = [{}]\n", names.join(", "));
    }
    out
}

fn short(rule: &str) -> &str {
    rule.rsplit('/').next().unwrap_or(rule)
}

/// The fields of an event as an example asks for them.
fn expected(event: &Event) -> String {
    let mut fields = vec![format!("form = {:?}", event.rule.split_once('#').map_or("", |(_, form)| form))];
    for role in ["agent", "patient", "recipient", "instrument", "place"] {
        if let Some(filler) = event.roles.get(role).and_then(|fillers| fillers.first()) {
            fields.push(format!("{role} = {}", quoted(&filler.text)));
        }
    }
    if let Some(count) = &event.count {
        fields.push(format!("count = {}", count.min));
        fields.extend(count.max.filter(|max| *max != count.min).map(|max| format!("max = {max}")));
    }
    fields.join(", ")
}

/// The sentence as the engine reads it. One in which no rule sees anything is read with a rule that sees a word of it.
fn read(text: &str, sources: &BTreeMap<String, Source>) -> Option<SentenceView> {
    let sentence = |sources: &BTreeMap<String, Source>| {
        let sentences = explain(&engine(sources)?, &Article::of_one("text", text, kind_of(text)), None).sentences;
        sentences.into_iter().max_by_key(|s| s.verbs.len())
    };
    let plain = sentence(sources)?;
    if plain.analysed {
        return Some(plain);
    }
    let words = text.split(|c: char| !c.is_alphabetic());
    let word = words.max_by_key(|word| word.chars().count())?.to_lowercase();
    let probe = format!("id = \"probe\"\n[pattern]\nevent = \"probe\"\nmatch = '[word={word:?}]'\n");
    let manifest = "[pack]\nid = \"probe\"\nversion = \"0.1.0\"\n";
    let files = [("pack.toml", manifest), ("probe.toml", &probe)];
    let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    let mut sources = sources.clone();
    sources.insert("probe".to_owned(), Source { files: files.into() });
    sentence(&sources)
}

fn engine(sources: &BTreeMap<String, Source>) -> Option<Engine> {
    Engine::builder().without_builtin().packs(sources).lenient().drafts().build().ok()
}
