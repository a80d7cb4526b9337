//! From a document's lines to an article, by one profile.
//!
//! Invariant: the blocks are in order, do not overlap, and cover all of the text but blanks.

mod body;
mod head;
mod shape;

use std::cell::RefCell;

use dateline_core::pack::DateFrom;
use dateline_model::{Article, Block, BlockKind, ByteSpan, DatelineHead, RawDocument, When};

use crate::form::{Field, Match, Scene};
use crate::lines::{Line, is_blank};
use crate::profile::Profile;

/// An article in the making.
struct Reader<'a> {
    text: &'a str,
    lines: &'a [Line],
    profile: &'a Profile,
    scene: Scene<'a>,
    /// Pieces of the head by place, as far as they were looked for: each place is asked about several times.
    pieces: RefCell<Vec<(usize, Option<Match>)>>,
    blocks: Vec<Block>,
    headline: Option<ByteSpan>,
    byline: Option<ByteSpan>,
    dateline: Option<ByteSpan>,
    published: Option<When>,
    stamp: Option<When>,
}

/// Where the body begins: a line, and the place in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Start {
    line: usize,
    at: usize,
}

/// Reads the document in the style of the profile.
pub(crate) fn read<'t>(document: &'t RawDocument, profile: &Profile, scene: Scene<'_>) -> Article<'t> {
    let mut reader = Reader {
        text: &document.text,
        lines: scene.lines,
        profile,
        scene,
        pieces: RefCell::default(),
        blocks: Vec::with_capacity(scene.lines.len() + 2),
        headline: None,
        byline: None,
        dateline: None,
        published: None,
        stamp: None,
    };
    let start = reader.head();
    reader.body(start);
    let inside = reader.published.or(reader.stamp).or_else(|| reader.lead_date());
    let published = match (document.published, inside) {
        (Some(outside), Some(inside)) => {
            // The same day with its time of day says more.
            let more = outside.date == inside.date && outside.time.is_none();
            Some(if more || profile.date_from == DateFrom::Head { inside } else { outside })
        }
        (outside, inside) => outside.or(inside),
    };
    Article {
        id: &document.id,
        text: &document.text,
        url: document.url.as_deref(),
        outlet: profile.id.clone(),
        country: profile.country.clone(),
        published,
        headline: reader.headline,
        byline: reader.byline,
        dateline: reader.dateline.map(|span| DatelineHead { span }),
        blocks: reader.blocks,
    }
}

impl<'a> Reader<'a> {
    /// Adds a block without the blanks around it; an empty one is passed over.
    fn push(&mut self, kind: BlockKind, start: usize, end: usize) {
        let raw = &self.text[start..end];
        let inner = raw.trim_matches(is_blank);
        if !inner.is_empty() {
            let start = start + (raw.len() - raw.trim_start_matches(is_blank).len());
            self.blocks.push(Block { kind, span: ByteSpan::new(start, start + inner.len()) });
        }
    }

    /// Keeps what a form captured. What was found first stands, but for a time of day found later for the same day.
    fn keep(&mut self, found: &Match) {
        let read = |field| {
            let span = found.field(field, self.text)?;
            self.scene.calendar.when(span.slice(self.text), self.profile.date_order)
        };
        let (mut published, mut stamp) = (read(Field::Published), read(Field::Stamp));
        if self.headline.is_none() && self.blocks.is_empty() && found.field(Field::Dateline, self.text).is_none() {
            // The day at the very top of a page may be that on which it was fetched: another below it says more.
            stamp = stamp.or(published.take());
        }
        let is_better = |new: When, old: Option<When>| old.is_none_or(|old| old.date == new.date && old.time.is_none());
        if let Some(new) = published.filter(|new| is_better(*new, self.published)) {
            self.published = Some(new);
        }
        self.stamp = self.stamp.or(stamp);
        self.byline = self.byline.or_else(|| found.field(Field::Byline, self.text));
        self.dateline = self.dateline.or_else(|| found.field(Field::Dateline, self.text));
        self.headline = self.headline.or_else(|| found.field(Field::Headline, self.text));
    }

    /// The day that the first paragraph names as its own.
    fn lead_date(&self) -> Option<When> {
        let block = self.blocks.iter().find(|block| block.kind == BlockKind::Paragraph)?;
        let start = block.span.start as usize;
        let words = block.span.slice(self.text).char_indices().scan(' ', |before, (at, c)| {
            let begins = c.is_alphanumeric() && !before.is_alphanumeric();
            *before = c;
            Some(begins.then_some(start + at))
        });
        let mut words = words.take(shape::LEAD_REACH).flatten();
        words.find_map(|at| {
            let found = self.profile.first(|manner| &manner.lead, self.text, at, self.scene)?;
            let span = found.field(Field::Published, self.text)?;
            self.scene.calendar.when(span.slice(self.text), self.profile.date_order)
        })
    }

    /// The site furniture that begins at the place.
    fn furniture(&self, at: usize) -> Option<Match> {
        self.profile.first(|manner| &manner.boilerplate, self.text, at, self.scene)
    }

    /// Site furniture begins at the place.
    fn is_boilerplate(&self, at: usize) -> bool {
        self.furniture(at).is_some()
    }

    /// The text of a line.
    fn line(&self, line: usize) -> &'a str {
        self.lines[line].span.slice(self.text)
    }
}
