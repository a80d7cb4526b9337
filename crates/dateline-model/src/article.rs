//! What a reader hands to an adapter, and what an adapter hands to the analysis.

use crate::{ByteSpan, When};

/// A document as it came: bytes already decoded, nothing interpreted.
#[derive(Debug, Clone, Default)]
pub struct RawDocument {
    /// A stable name: the file's stem, or the record's id.
    pub id: String,
    /// The raw text. Every span of the output points into it; nothing ever edits it.
    pub text: String,
    /// Address, when the container gives one.
    pub url: Option<String>,
    /// Publication date, when the container gives one. A date in the text itself is the adapter's business.
    pub published: Option<When>,
}

impl RawDocument {
    /// A document with an id and a text and nothing else known.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into(), url: None, published: None }
    }
}

/// What a part of an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// Title of the article; a repeated one is boilerplate.
    Headline,
    /// Crawl stamp, slug, dateline, byline: read by the adapter, not analysed.
    Head,
    /// A line that announces the paragraphs below it.
    Subhead,
    /// Running text.
    Paragraph,
    /// One entry of a list.
    ListItem,
    /// History that the house repeats under every article: its events are background.
    Context,
    /// Source lines, teasers, site furniture: kept for the record, not analysed.
    Boilerplate,
}

impl BlockKind {
    /// True for parts whose sentences can tell of events.
    pub fn is_analysed(self) -> bool {
        matches!(self, Self::Headline | Self::Subhead | Self::Paragraph | Self::ListItem | Self::Context)
    }
}

/// One part of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is.
    pub span: ByteSpan,
}

/// The dateline's place as written ("Kirkuk", "BAGHDAD").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DatelineHead {
    /// Where it stands in the text.
    pub span: ByteSpan,
}

/// An article: the raw text with its parts told apart.
#[derive(Debug, Clone)]
pub struct Article<'t> {
    /// The document's id.
    pub id: &'t str,
    /// The raw text.
    pub text: &'t str,
    /// Address.
    pub url: Option<&'t str>,
    /// Id of the house that wrote it: an outlet profile or a medium of the lexicons.
    pub outlet: Option<String>,
    /// Seat of the outlet: a country code such as `IQ`, for choosing among namesakes.
    pub country: Option<String>,
    /// Publication date from the text, else from the container.
    pub published: Option<When>,
    /// The headline, without the repetition.
    pub headline: Option<ByteSpan>,
    /// Who wrote it, as written.
    pub byline: Option<ByteSpan>,
    /// The dateline.
    pub dateline: Option<DatelineHead>,
    /// The parts, in order, not overlapping.
    pub blocks: Vec<Block>,
}

impl<'t> Article<'t> {
    /// An article of which nothing is known but its text and parts; its headline is the first part that is one.
    ///
    /// ```
    /// use dateline_model::{Article, Block, BlockKind, ByteSpan};
    ///
    /// let text = "Two held in Mosul";
    /// let article = Article::new("1", text, vec![Block { kind: BlockKind::Headline, span: ByteSpan::new(0, text.len()) }]);
    /// assert_eq!(article.headline.map(|span| span.slice(text)), Some(text));
    /// ```
    pub fn new(id: &'t str, text: &'t str, blocks: Vec<Block>) -> Self {
        Self {
            id,
            text,
            url: None,
            outlet: None,
            country: None,
            published: None,
            headline: blocks.iter().find(|block| block.kind == BlockKind::Headline).map(|block| block.span),
            byline: None,
            dateline: None,
            blocks,
        }
    }

    /// An article of one part.
    pub fn of_one(id: &'t str, text: &'t str, kind: BlockKind) -> Self {
        Self::new(id, text, vec![Block { kind, span: ByteSpan::new(0, text.len()) }])
    }
}
