//! What can go wrong with a document. Invariant: every kind has a stable name, under which it is counted.

use std::io;

/// Kinds of failures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FailureKind {
    /// The file or stream cannot be opened or read on.
    Unreadable,
    /// Compression, archive or format is damaged.
    Broken,
    /// A document or record is over the limit.
    TooLarge,
    /// Archives inside archives, or a page's elements, go deeper than the limit.
    TooDeep,
    /// A small file that unpacks to a huge one.
    Bomb,
    /// The bytes are no text in any known encoding.
    NotText,
    /// The record or page has no text of an article.
    NoText,
    /// The archive's member needs a password.
    Encrypted,
    /// The format is known, but this program was built without it, or it is a variant that is not read.
    Unsupported,
    /// The program itself failed on it.
    Panicked,
}

impl FailureKind {
    /// All kinds, in their order.
    pub const ALL: [Self; 10] = [
        Self::Unreadable,
        Self::Broken,
        Self::TooLarge,
        Self::TooDeep,
        Self::Bomb,
        Self::NotText,
        Self::NoText,
        Self::Encrypted,
        Self::Unsupported,
        Self::Panicked,
    ];

    /// The name under which it is counted.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Broken => "broken",
            Self::TooLarge => "too-large",
            Self::TooDeep => "too-deep",
            Self::Bomb => "bomb",
            Self::NotText => "not-text",
            Self::NoText => "no-text",
            Self::Encrypted => "encrypted",
            Self::Unsupported => "unsupported",
            Self::Panicked => "panicked",
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Why there is no text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    /// What kind.
    pub kind: FailureKind,
    /// What happened, and what can be done about it.
    pub message: String,
}

impl Failure {
    /// A failure of a kind.
    pub fn new(kind: FailureKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }

    /// The failure inside an error of reading, or one of that kind around it.
    pub(crate) fn from_io(error: &io::Error, kind: FailureKind) -> Self {
        let own = error.get_ref().and_then(|inner| inner.downcast_ref::<Self>());
        own.cloned().unwrap_or_else(|| Self::new(kind, error.to_string()))
    }

    /// The failure of something read from a decoder: what is no failure of ours is damage.
    pub(crate) fn broken(error: &io::Error) -> Self {
        Self::from_io(error, FailureKind::Broken)
    }

    /// Over a limit that can be raised.
    pub(crate) fn too_large(what: &str, limit: usize) -> Self {
        Self::over(what, limit, "`dateline extract` takes larger ones with --max-bytes")
    }

    /// Over a limit, and what can be done about it.
    pub(crate) fn over(what: &str, limit: usize, remedy: &str) -> Self {
        Self::new(FailureKind::TooLarge, format!("{what} larger than {limit} bytes; {remedy}"))
    }
}
