//! Sentences for one form of English: what the engine must read in it, and what it must leave alone.
//!
//! Invariant: a sentence is judged by the events of its text alone, whichever rules told them.

use dateline::Engine;
use dateline_core::extract::Form;
use dateline_core::pack::Example;
use dateline_model::Event;
use serde::Deserialize;

use super::compare::wrong_fields;
use super::run::article;
use crate::explain::{Explanation, explain};

/// The sentences that test a form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormTests {
    /// The form's id.
    pub form: String,
    /// What the form is.
    pub doc: String,
    /// An event of this form must be found, as it is described.
    pub yes: Vec<Example>,
    /// No event of this form may be found; with an `event` of another form or status, that one must be.
    pub no: Vec<Example>,
}

impl FormTests {
    /// Reads a file of sentences.
    ///
    /// # Errors
    /// When it is not in the format, or names a form that does not exist.
    pub fn read(text: &str) -> Result<Self, String> {
        let tests: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        match Form::parse(&tests.form) {
            Some(_) => Ok(tests),
            None => Err(format!("no form `{}`", tests.form)),
        }
    }

    /// What is wrong, one line a sentence.
    pub fn problems(&self, engine: &Engine) -> Vec<String> {
        let yes = self.yes.iter().filter_map(|example| Some((example, self.missed(engine, example)?)));
        let no = self.no.iter().filter_map(|example| Some((example, self.misread(engine, example)?)));
        yes.chain(no).map(|(example, problem)| format!("“{}” {problem}", example.text.get_ref())).collect()
    }

    /// The sentences in which the engine finds an event of this form.
    pub fn found<'e>(&'e self, engine: &Engine) -> impl Iterator<Item = &'e str> {
        let has = |example: &&Example| events(engine, example).iter().any(|event| form_of(event) == self.form);
        self.yes.iter().filter(has).map(|example| example.text.get_ref().as_str()).collect::<Vec<_>>().into_iter()
    }

    /// How the engine understands each of the sentences.
    pub fn explained(&self, engine: &Engine) -> Vec<Explanation> {
        let articles = self.yes.iter().chain(&self.no).filter_map(|example| article(example).ok());
        articles.map(|article| explain(engine, &article, None)).collect()
    }

    fn missed(&self, engine: &Engine, example: &Example) -> Option<String> {
        let found = events(engine, example);
        let own: Vec<&Event> = found.iter().filter(|event| form_of(event) == self.form).collect();
        if own.is_empty() {
            Some(format!("has no such event, but {}", told(&found)))
        } else {
            unlike(engine, example, own)
        }
    }

    fn misread(&self, engine: &Engine, example: &Example) -> Option<String> {
        let found = events(engine, example);
        let same = example.event.as_ref().is_some_and(|e| e.form.as_deref() == Some(self.form.as_str()));
        if !same && found.iter().any(|event| form_of(event) == self.form) {
            return Some(format!("is read as this form: {}", told(&found)));
        }
        unlike(engine, example, found.iter().collect())
    }
}

/// How the event that comes nearest to the expected one differs.
fn unlike(engine: &Engine, example: &Example, found: Vec<&Event>) -> Option<String> {
    let expected = example.event.as_ref()?;
    let wrong = found.iter().map(|event| wrong_fields(engine, expected, event)).min_by_key(Vec::len);
    let Some(wrong) = wrong else { return Some("has no event".to_owned()) };
    let field = |w: &super::Wrong| format!("{} is “{}” and not “{}”", w.field.name(), w.got, w.expected);
    (!wrong.is_empty()).then(|| wrong.iter().map(field).collect::<Vec<_>>().join(", "))
}

fn events(engine: &Engine, example: &Example) -> Vec<Event> {
    article(example).map(|article| engine.core().extract(&article).events).unwrap_or_default()
}

fn form_of(event: &Event) -> &str {
    event.rule.split_once('#').map_or("", |(_, form)| form)
}

fn told(events: &[Event]) -> String {
    let all: Vec<String> = events.iter().map(|e| format!("{} at “{}”", e.rule, e.trigger.text)).collect();
    if all.is_empty() { "nothing".to_owned() } else { all.join(", ") }
}
