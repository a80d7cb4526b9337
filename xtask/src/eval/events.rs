//! What the sets of events share: how one of our events meets an annotated one.
//!
//! Invariant: only places in the text are compared, never words; statuses are not looked at.

use dateline_model::{CharSpan, Event, Extraction, Filler, OffsetMap};
use serde::Deserialize;

/// An annotated place, in code points.
#[derive(Deserialize)]
pub(super) struct Piece {
    start: u32,
    end: u32,
    /// The words, where the set gives them.
    #[serde(default)]
    pub(super) text: String,
}

impl Piece {
    pub(super) fn meets(&self, span: CharSpan) -> bool {
        span.start < self.end && self.start < span.end
    }

    /// The last word, which heads what is annotated.
    fn head(&self) -> Self {
        let text = self.text.rsplit(' ').next().unwrap_or_default().to_owned();
        Self { start: self.end.saturating_sub(text.chars().count() as u32), end: self.end, text }
    }

    /// The sentence or line that it stands in.
    pub(super) fn sentence<'t>(&self, text: &'t str) -> &'t str {
        let at = OffsetMap::new(text).bytes(CharSpan { start: self.start, end: self.end });
        let ends = |part: &str| part.find(". ").into_iter().chain(part.find('\n')).min();
        let before = &text[..at.start as usize];
        let start = before.rfind(". ").map(|dot| dot + 2).max(before.rfind('\n').map(|line| line + 1)).unwrap_or(0);
        let behind = &text[at.end as usize..];
        &text[start..at.end as usize + ends(behind).unwrap_or(behind.len())]
    }
}

/// Our events whose trigger meets one of the places.
pub(super) fn meeting<'e>(found: &'e Extraction, triggers: &[&Piece]) -> Vec<&'e Event> {
    found.events.iter().filter(|event| triggers.iter().any(|trigger| trigger.meets(event.trigger.span))).collect()
}

/// Whether a role of one of the events is filled by a group, or an entity, that meets the head of an argument.
pub(super) fn filled(found: &Extraction, events: &[&Event], argument: &Piece) -> bool {
    let head = argument.head();
    let meets = |filler: &Filler| {
        let entity = filler.entity.as_ref().and_then(|id| found.entities.iter().find(|entity| entity.id == *id));
        let mentions = entity.into_iter().flat_map(|entity| entity.mentions.iter().map(|mention| mention.span));
        mentions.chain([filler.span]).any(|span| head.meets(span))
    };
    events.iter().any(|event| event.roles.values().flatten().any(meets))
}

/// Types of events, for those who read errors.
pub(super) fn kinds(events: &[&Event]) -> String {
    let kinds: Vec<&str> = events.iter().map(|event| event.kind.as_str()).collect();
    if kinds.is_empty() { "–".to_owned() } else { kinds.join(", ") }
}
