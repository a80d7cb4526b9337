//! Mentions to events and incidents: who is who, who says it, when and where it was, and what was told twice.
//!
//! Invariant: nothing is invented. What the article does not support stays `None`, and what was taken from the
//! surroundings is marked `inferred`.

mod attributes;
mod captured;
mod compared;
mod context;
mod counted;
mod counts;
mod date;
mod days;
mod deeds;
mod entities;
mod events;
mod fillers;
mod hosts;
mod lists;
mod locate;
mod merge;
mod named;
mod naming;
mod opponents;
mod people;
mod places;
mod plans;
mod quotations;
mod quotes;
mod references;
mod rollup;
mod signed;
mod sources;
mod ties;
mod times;

use std::borrow::Cow;
use std::cell::OnceCell;

use dateline_model::{Article, BlockKind, DatelinePlace, Extraction, OffsetMap, OutBlock, SCHEMA, TextRef, Warning};

use crate::analysis::model::Analysis;
use crate::analysis::{Context, UnitKind};
use crate::compile::EntryId;
use crate::extract::Found;

pub(crate) use entities::Entities;
pub(crate) use places::PlaceRef;
pub use places::{NamedPlace, named_places};
pub use quotes::{Attribution, Manner, attributions};

/// What the steps of resolution share.
pub(crate) struct Story<'a> {
    pub(crate) ctx: Context<'a>,
    pub(crate) article: &'a Article<'a>,
    pub(crate) analysis: &'a Analysis,
    pub(crate) offsets: OffsetMap<'a>,
    /// Canonical entries that the article names, sorted.
    pub(crate) named: Vec<EntryId>,
    /// The block of the first paragraph.
    pub(crate) lead: Option<u32>,
    /// The place that each group names, once it has been asked for: many mentions ask for the same.
    places: Vec<OnceCell<Option<PlaceRef>>>,
    /// Which of several settlements of one name the article means, once somebody has asked.
    senses: OnceCell<places::Senses>,
}

impl<'a> Story<'a> {
    /// What the steps share of one article.
    pub(crate) fn new(ctx: Context<'a>, article: &'a Article<'a>, analysis: &'a Analysis) -> Self {
        let mut named: Vec<EntryId> = analysis
            .units
            .iter()
            .filter_map(|u| match u.kind {
                UnitKind::Listed(e) => Some(ctx.program.entry(e).canonical),
                _ => None,
            })
            .collect();
        named.sort_unstable();
        named.dedup();
        let lead = article.blocks.iter().position(|b| b.kind == BlockKind::Paragraph).map(|at| at as u32);
        let places = vec![OnceCell::new(); analysis.groups.len()];
        Self {
            ctx,
            article,
            analysis,
            offsets: OffsetMap::new(article.text),
            named,
            lead,
            places,
            senses: OnceCell::new(),
        }
    }

    /// The raw text and span of a token range.
    pub(crate) fn text_ref(&self, tokens: std::ops::Range<u32>) -> TextRef {
        let bytes = self.analysis.span(tokens);
        TextRef { span: self.offsets.chars(bytes), text: bytes.slice(self.article.text).to_owned() }
    }

    /// The raw text of a token that is a mark; nothing for any other and past the end.
    pub(crate) fn mark(&self, at: u32) -> &str {
        self.analysis.tokens.get(at as usize).map_or("", |token| token.mark(self.article.text))
    }

    /// The raw text of a token range.
    pub(crate) fn raw(&self, tokens: std::ops::Range<u32>) -> &str {
        self.analysis.span(tokens).slice(self.article.text)
    }

    /// A name as one would write it: on one line, glued words apart.
    pub(crate) fn name_text(&self, tokens: std::ops::Range<u32>) -> Cow<'_, str> {
        let parts = &self.analysis.tokens[tokens.start as usize..tokens.end as usize];
        if !parts.iter().any(|token| token.repaired) {
            return one_line(self.raw(tokens));
        }
        let mut name = String::new();
        for token in parts {
            if token.spaced && !name.is_empty() {
                name.push(' ');
            }
            name.push_str(token.raw(self.article.text));
        }
        name.into()
    }
}

/// Words without line breaks or doubled spaces between them.
fn one_line(raw: &str) -> Cow<'_, str> {
    let bytes = raw.as_bytes();
    let broken = bytes.iter().any(|b| matches!(b, b'\n' | b'\r' | b'\t')) || bytes.windows(2).any(|w| w == b"  ");
    if broken { raw.split_whitespace().collect::<Vec<_>>().join(" ").into() } else { raw.into() }
}

/// An id of the output: `e3`.
fn numbered(letter: char, number: u32) -> String {
    let (mut digits, mut first, mut rest) = ([0; 10], 10, number);
    loop {
        first -= 1;
        digits[first] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    let mut id = String::with_capacity(11 - first);
    id.push(letter);
    id.extend(digits[first..].iter().map(|digit| char::from(*digit)));
    id
}

/// Turns what the rules found in an article into the output.
pub fn resolve(ctx: Context<'_>, article: &Article<'_>, analysis: &Analysis, found: &Found) -> Extraction {
    let story = Story::new(ctx, article, analysis);
    let entities = Entities::find(&story);
    let sources = sources::find(&story, &entities);
    let times = times::resolve_all(&story);
    let drafts = events::drafts(&story, &entities, &sources, &times, &found.mentions);
    let (events, incidents) = merge::incidents(&story, drafts, &found.references);
    let mut warnings = Vec::new();
    if article.published.is_none() && times.unresolved > 0 {
        warnings.push(Warning {
            code: "undated".to_owned(),
            message: format!("no publication date: {} relative times left unresolved", times.unresolved),
        });
    }
    let raw = |span: dateline_model::ByteSpan| one_line(span.slice(article.text)).into_owned();
    Extraction {
        schema: SCHEMA.to_owned(),
        id: article.id.to_owned(),
        outlet: article.outlet.clone(),
        url: article.url.map(str::to_owned),
        headline: article.headline.map(raw),
        byline: article.byline.map(raw),
        language: Some(ctx.program.language.to_string()),
        published: article.published,
        dateline: article.dateline.map(|head| DatelinePlace {
            place: places::dateline(&story).map_or_else(|| raw(head.span), |p| (*ctx.program.entry(p).name).to_owned()),
            text: raw(head.span),
        }),
        blocks: article.blocks.iter().map(|b| OutBlock { kind: b.kind, span: story.offsets.chars(b.span) }).collect(),
        entities: entities.into_output(&story),
        events,
        incidents,
        warnings,
        copy_of: None,
    }
}
