//! What a reader yields: one document or one failure, with the place where it was found.
//!
//! Invariant: an item holds all that is needed to make its document; decoding reads nothing more.

use std::ops::ControlFlow;

use dateline_model::{RawDocument, When};

use crate::failure::{Failure, FailureKind};
use crate::options::Limits;
use crate::{encoding, html};

/// One thing that was found.
#[derive(Debug)]
pub struct Item {
    /// Where: `path`, `archive.zip!member`, `path#3` for the third record.
    pub origin: String,
    /// The document, or why there is none.
    pub found: Result<Undecoded, Failure>,
}

/// Who takes the items; [`ControlFlow::Break`] ends the reading.
pub type Sink<'s> = dyn FnMut(Item) -> ControlFlow<()> + 's;

/// A document whose bytes are there and whose text is not yet.
#[derive(Debug)]
pub struct Undecoded {
    pub(crate) id: String,
    /// True when the id is made of the file's name and not the data's own.
    pub(crate) made_up: bool,
    pub(crate) url: Option<String>,
    pub(crate) published: Option<When>,
    /// What stands where the date should, when it cannot be read as one.
    pub(crate) unread_date: Option<String>,
    pub(crate) title: Option<String>,
    /// Label of the encoding, when the container or the caller names one.
    pub(crate) encoding: Option<String>,
    pub(crate) body: Body,
}

/// The bytes, and what they are.
#[derive(Debug)]
pub(crate) enum Body {
    /// Text, decoded.
    Text(String),
    /// Text in an encoding that is to be found out.
    Bytes(Vec<u8>),
    /// A page of HTML.
    Page(Vec<u8>),
    /// A piece of HTML inside a record.
    Fragment(String),
}

impl Undecoded {
    /// A document with the id that the data bring, else with one of where it stands.
    pub(crate) fn new(id: Option<String>, place: impl Into<String>, body: Body) -> Self {
        let made_up = id.is_none();
        let id = id.unwrap_or_else(|| place.into());
        Self { id, made_up, url: None, published: None, unread_date: None, title: None, encoding: None, body }
    }

    /// Size of what it holds, in bytes.
    pub fn size(&self) -> usize {
        match &self.body {
            Body::Text(text) | Body::Fragment(text) => text.len(),
            Body::Bytes(bytes) | Body::Page(bytes) => bytes.len(),
        }
    }

    /// The document's id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// True when the id is made of the file's name, so that another file may have the same.
    pub fn has_made_up_id(&self) -> bool {
        self.made_up
    }

    /// The publication date as the record has it, when it cannot be read.
    pub fn unread_date(&self) -> Option<&str> {
        self.unread_date.as_deref()
    }

    /// Makes the document: decodes the bytes, finds a page's main text, puts the title in front.
    pub fn decode(self, limits: &Limits) -> Result<RawDocument, Failure> {
        let Self { id, url, mut published, mut title, encoding, body, .. } = self;
        let text = match body {
            Body::Text(text) => text,
            Body::Bytes(bytes) => encoding::decode(bytes, encoding.as_deref())?,
            Body::Fragment(fragment) => html::fragment(&fragment, limits)?,
            Body::Page(bytes) => {
                let declared = encoding.or_else(|| html::declared_encoding(&bytes));
                let page = html::main_text(&encoding::decode(bytes, declared.as_deref())?, limits)?;
                published = published.or(page.published);
                title = title.or(page.title);
                page.text
            }
        };
        if text.trim().is_empty() {
            return Err(Failure::new(FailureKind::NoText, "no text: it is empty"));
        }
        let text = match title.as_deref().map(str::trim).filter(|title| !title.is_empty()) {
            Some(title) if !text.trim_start().starts_with(title) => format!("{title}\n\n{text}"),
            _ => text,
        };
        if text.len() > limits.document {
            return Err(Failure::too_large("an article", limits.document));
        }
        Ok(RawDocument { id, text, url, published })
    }
}
