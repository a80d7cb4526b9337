//! What a reader can be told. Invariant: the defaults read what news usually comes in, and bound everything.

use crate::Format;

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The format, where content and name are not to decide.
    pub format: Option<Format>,
    /// The encoding's label ("windows-1256"), where it is not to be detected.
    pub encoding: Option<String>,
    /// Names of fields in records.
    pub fields: Fields,
    /// What is too much.
    pub limits: Limits,
}

/// Which fields of a record hold what: of each list the first that the record has. Case does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields {
    /// The article's text.
    pub text: Vec<String>,
    /// A stable id.
    pub id: Vec<String>,
    /// Title, put in front of the text unless the text begins with it.
    pub title: Vec<String>,
    /// Address.
    pub url: Vec<String>,
    /// Publication date.
    pub published: Vec<String>,
}

impl Default for Fields {
    fn default() -> Self {
        let list = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Self {
            text: list(&["text", "body", "content", "maintext", "article", "full_text", "article_text"]),
            id: list(&["id", "docid", "doc_id", "document_id", "article_id", "uuid"]),
            title: list(&["title", "headline"]),
            url: list(&["url", "link", "source_url"]),
            published: list(&["published", "date_publish", "publish_date", "published_at", "pubdate", "date"]),
        }
    }
}

/// Bounds on time and memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one article's text.
    pub document: usize,
    /// Bytes of one page of HTML or one record of a container.
    pub record: usize,
    /// Elements inside each other on a page.
    pub elements: usize,
    /// Archives and compressions inside each other.
    pub nesting: usize,
    /// How many times larger than its packed form a file may be.
    pub expansion: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { document: 1 << 20, record: 8 << 20, elements: 1_000, nesting: 5, expansion: 200 }
    }
}
