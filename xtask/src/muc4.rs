//! `cargo xtask muc4`: our incidents as templates of the fourth Message Understanding Conference, for its scorers.
//!
//! One JSON object a document, in the order of the set: `{"docid", "templates": [{"incident_type", "PerpInd": […], …}]}`.
//! Every incident of a kind that the task knows becomes a template of its own; what is denied or only thinkable is left
//! out. Whom the key calls by name stands in `Victim`, whom it describes in `VictimDesc`. Nothing is fitted to the set:
//! a filler is the noun group as it stands in the text.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use dateline::Engine;
use dateline_model::{Entity, EntityKind, Extraction, Filler, Incident, RawDocument, Status};
use serde::{Deserialize, Serialize};

use crate::repo;

/// Options of `muc4`.
#[derive(Args)]
pub(crate) struct Muc4 {
    /// The folder that holds one folder a set.
    #[arg(long)]
    data: PathBuf,
    /// Which part of the set to read.
    #[arg(long, default_value = "dev")]
    split: String,
}

#[derive(Deserialize)]
struct Row {
    docid: String,
    text: String,
}

#[derive(Serialize)]
struct Answer {
    docid: String,
    templates: Vec<Template>,
}

#[derive(Serialize)]
struct Template {
    incident_type: &'static str,
    #[serde(flatten)]
    slots: BTreeMap<&'static str, Vec<String>>,
}

/// Our types and the task's.
const TYPES: &[(&str, &str)] = &[
    ("attack", "ATTACK"),
    ("ambush", "ATTACK"),
    ("clash", "ATTACK"),
    ("kill", "ATTACK"),
    ("execution", "ATTACK"),
    ("injure", "ATTACK"),
    ("shelling", "ATTACK"),
    ("airstrike", "ATTACK"),
    ("drone_strike", "ATTACK"),
    ("destruction", "ATTACK"),
    ("bombing", "BOMBING"),
    ("kidnapping", "KIDNAPPING"),
];

/// Types of ours whose patient is somebody, whatever the word.
const AT_PERSONS: &[&str] = &["kill", "injure", "execution", "kidnapping"];

/// Lexicon types of words for people.
const PEOPLE: &[&str] = &[
    "person", "militant", "leader", "civilian", "soldier", "official", "detainee", "family", "crowd", "casualty",
    "title", "rank",
];

impl Muc4 {
    pub(crate) fn run(&self) -> Result<()> {
        let engine = Engine::builder().build()?;
        let people = people()?;
        let path = self.data.join("muc4").join(format!("{}.jsonl", self.split));
        for line in repo::read(&path)?.lines() {
            let row: Row = serde_json::from_str(line).with_context(|| format!("in {}", path.display()))?;
            let found = engine.extract(&RawDocument::new(&row.docid, row.text));
            let templates = found.incidents.iter().filter_map(|incident| template(&found, incident, &people)).collect();
            println!("{}", serde_json::to_string(&Answer { docid: row.docid, templates })?);
        }
        Ok(())
    }
}

/// The words of the lexicons for people, in lower case.
fn people() -> Result<BTreeSet<String>> {
    let mut words = BTreeSet::new();
    for path in repo::files(&repo::path("rules/security-operations/lexicon"), "toml")? {
        let file: toml::Table = toml::from_str(&repo::read(&path)?)?;
        let Some(lexicon) = file.get("lexicon") else { continue };
        let is_people = lexicon.get("type").and_then(|t| t.as_str()).is_some_and(|t| PEOPLE.contains(&t));
        let listed = lexicon.get("words").and_then(|w| w.as_array()).filter(|_| is_people);
        words.extend(listed.into_iter().flatten().filter_map(|w| w.as_str()).map(str::to_lowercase));
    }
    Ok(words)
}

/// What the task makes of an incident, if it knows its kind.
fn template(found: &Extraction, incident: &Incident, people: &BTreeSet<String>) -> Option<Template> {
    let (_, incident_type) = TYPES.iter().find(|(ours, _)| *ours == incident.kind)?;
    if matches!(incident.status, Status::Denied | Status::Hypothetical) {
        return None;
    }
    let mut slots: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for (role, fillers) in &incident.roles {
        for filler in fillers {
            let entity = filler.entity.as_ref().and_then(|id| found.entities.iter().find(|entity| entity.id == *id));
            let Some((slot, words)) = answer(role, filler, entity, &incident.kind, people) else { continue };
            slots.entry(slot).or_default().push(words);
            if role == "agent"
                && let Some(body) = affiliation(found, filler)
            {
                slots.entry("PerpOrg").or_default().push(body.name.clone());
            }
        }
    }
    Some(Template { incident_type, slots })
}

/// The slot of a filler, and how it is called there.
fn answer(
    role: &str,
    filler: &Filler,
    entity: Option<&Entity>,
    kind: &str,
    people: &BTreeSet<String>,
) -> Option<(&'static str, String)> {
    let told = || bare(filler.name.as_deref().unwrap_or(&filler.text));
    let person = entity.is_some_and(|entity| entity.kind == EntityKind::Person);
    let answer = match (role, entity) {
        ("agent", Some(body)) if !person => ("PerpOrg", body.name.clone()),
        ("agent", _) => ("PerpInd", told()),
        ("instrument", _) => ("Weapon", bare(&filler.text)),
        ("patient", Some(entity)) if person => ("Victim", entity.name.clone()),
        ("patient", _) => {
            let head = filler.head.as_deref().unwrap_or_default().to_lowercase();
            let single = head.strip_suffix('s').unwrap_or(&head);
            let human = AT_PERSONS.contains(&kind) || people.contains(&head) || people.contains(single);
            (if human { "VictimDesc" } else { "Target" }, told())
        }
        _ => return None,
    };
    Some(answer)
}

/// The body that an agent belongs to.
fn affiliation<'e>(found: &'e Extraction, filler: &Filler) -> Option<&'e Entity> {
    let id = filler.affiliation.as_ref()?;
    found.entities.iter().find(|entity| entity.id == *id || entity.kb.as_ref() == Some(id))
}

/// The words of a group in one line, without figures before them. Articles are the scorer's business.
fn bare(text: &str) -> String {
    let is_figure = |word: &&str| word.chars().all(|c| c.is_ascii_digit() || c == ',');
    text.split_whitespace().skip_while(is_figure).collect::<Vec<_>>().join(" ")
}
