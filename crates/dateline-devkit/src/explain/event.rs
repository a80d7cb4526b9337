//! From an event of the output back to its rule, its form and its words.
//!
//! Invariant: nothing is worked out anew; the story is cut out of the explanation of the whole article.

use dateline_model::Event;
use serde::Serialize;

use super::tree::{Explanation, Outcome, Piece, SentenceView, TriggerView};

/// How one event came about.
#[derive(Debug, Clone, Serialize)]
pub struct EventStory {
    /// The event.
    pub event: Event,
    /// Full id of the rule.
    pub rule: String,
    /// The form's id.
    pub form: String,
    /// The incident that it is a mention of.
    pub incident: Option<String>,
    /// Its sentence.
    pub sentence: Piece,
    /// The trigger with its roles.
    pub trigger: TriggerView,
    /// Other triggers of the sentence, and what became of them.
    pub others: Vec<TriggerView>,
}

impl Explanation {
    /// The stories of an event (`v3`), or of all mentions of an incident (`i1`), in the order of the text.
    pub fn stories(&self, id: &str) -> Vec<EventStory> {
        let incident = self.extraction.incidents.iter().find(|i| i.id == id);
        let wanted = |event: &str| event == id || incident.is_some_and(|i| i.events.iter().any(|e| e == event));
        let sentences = self.sentences.iter();
        sentences
            .flat_map(|s| s.triggers.iter().map(move |t| (s, t)))
            .filter_map(|(s, t)| self.story(s, t, &wanted))
            .collect()
    }

    fn story(
        &self,
        sentence: &SentenceView,
        trigger: &TriggerView,
        wanted: &impl Fn(&str) -> bool,
    ) -> Option<EventStory> {
        let Outcome::Mention(mention) = &trigger.outcome else { return None };
        let event = mention.event.as_ref().filter(|event| wanted(&event.id))?;
        let incident = self.extraction.incidents.iter().find(|i| i.events.contains(&event.id));
        Some(EventStory {
            event: event.clone(),
            rule: trigger.rule.clone(),
            form: mention.form.to_owned(),
            incident: incident.map(|i| i.id.clone()),
            sentence: sentence.at.clone(),
            trigger: trigger.clone(),
            others: sentence.triggers.iter().filter(|other| other.at != trigger.at).cloned().collect(),
        })
    }
}

/// `v3` or `i1`.
pub fn is_event_id(name: &str) -> bool {
    let number = name.strip_prefix(['v', 'i']);
    number.is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit()))
}
