//! What bytes are, by their beginning and their name. Invariant: content decides over name where it is unmistakable.

/// What articles come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// One article of plain text.
    Text,
    /// One page of HTML.
    Html,
    /// One JSON object a line.
    JsonLines,
    /// One JSON object, or an array of them.
    Json,
    /// Comma- or tab-separated values with a header.
    Csv,
    /// RSS or Atom.
    Feed,
    /// A web archive.
    Warc,
    /// Messages behind each other, each with a head like `DEV-MUC3-0001`.
    Muc,
    /// A Parquet file.
    Parquet,
}

impl Format {
    /// All formats, in their order.
    pub const ALL: [Self; 9] = [
        Self::Text,
        Self::Html,
        Self::JsonLines,
        Self::Json,
        Self::Csv,
        Self::Feed,
        Self::Warc,
        Self::Muc,
        Self::Parquet,
    ];

    /// Its name for options and messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::JsonLines => "jsonl",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Feed => "feed",
            Self::Warc => "warc",
            Self::Muc => "muc",
            Self::Parquet => "parquet",
        }
    }

    /// The format of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The format that a file's ending stands for, in letters of any case.
    pub(crate) fn of_ending(ending: &str) -> Option<Self> {
        Some(match ending.to_ascii_lowercase().as_str() {
            "txt" | "text" => Self::Text,
            "html" | "htm" | "xhtml" => Self::Html,
            "jsonl" | "ndjson" | "jsonlines" => Self::JsonLines,
            "json" => Self::Json,
            "csv" | "tsv" | "tab" => Self::Csv,
            "rss" | "atom" => Self::Feed,
            "warc" | "wet" => Self::Warc,
            "muc" => Self::Muc,
            "parquet" | "pq" => Self::Parquet,
            _ => return None,
        })
    }

    /// By content, else by name, else text.
    pub(crate) fn of(head: &[u8], name: &str) -> Self {
        let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        let begins = |mark: &[u8]| start.get(..mark.len()).is_some_and(|found| found.eq_ignore_ascii_case(mark));
        let named = Self::of_ending(ending(name));
        let whole = |format| named.is_none_or(|named| named == format || named == Self::Text);
        if begins(b"WARC/") {
            return Self::Warc;
        }
        if begins(b"PAR1") {
            return Self::Parquet;
        }
        if begins(b"<?xml") || begins(b"<rss") || begins(b"<feed") || begins(b"<rdf:RDF") {
            let says = |mark: &[u8]| head.windows(mark.len()).any(|part| part.eq_ignore_ascii_case(mark));
            if [&b"<rss"[..], b"<feed", b"<rdf:rdf"].into_iter().any(says) {
                return Self::Feed;
            }
            if says(b"<html") {
                return Self::Html;
            }
        }
        if whole(Self::Html) && (begins(b"<!doctype html") || begins(b"<html")) {
            return Self::Html;
        }
        if whole(Self::Muc) && crate::muc::is_head(start.split(|b| *b == b'\n').next().unwrap_or_default()) {
            return Self::Muc;
        }
        if let Some(named) = named {
            return named;
        }
        if begins(b"{\"") || begins(b"{ \"") {
            return Self::JsonLines;
        }
        Self::Text
    }
}

/// What wraps a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrapping {
    Gzip,
    Zstd,
    Bzip2,
    Zip,
    Tar,
}

impl Wrapping {
    pub(crate) fn of(head: &[u8]) -> Option<Self> {
        Some(match head {
            [0x1f, 0x8b, 8, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zstd,
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, ..] => Self::Bzip2,
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Self::Zip,
            _ if head.get(257..262) == Some(b"ustar") => Self::Tar,
            _ => return None,
        })
    }

    /// The name of what is inside: the ending goes when the wrapping does.
    pub(crate) fn inner(self, name: &str) -> String {
        match name.rsplit_once('.') {
            Some((short, last)) if self.endings().iter().any(|ending| ending.eq_ignore_ascii_case(last)) => {
                let packed_tar = last.starts_with(['t', 'T']) && self != Self::Tar;
                if packed_tar { format!("{short}.tar") } else { short.to_owned() }
            }
            _ => name.to_owned(),
        }
    }

    /// The endings of files so wrapped.
    pub(crate) fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Gzip => &["gz", "gzip", "tgz"],
            Self::Zstd => &["zst", "zstd", "tzst"],
            Self::Bzip2 => &["bz2", "tbz2", "tbz"],
            Self::Zip => &["zip"],
            Self::Tar => &["tar"],
        }
    }

    pub(crate) fn all_endings() -> impl Iterator<Item = &'static str> {
        [Self::Gzip, Self::Zstd, Self::Bzip2, Self::Zip, Self::Tar].into_iter().flat_map(Self::endings).copied()
    }
}

/// The last part of a name behind a dot.
pub(crate) fn ending(name: &str) -> &str {
    file_name(name).rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// The name without its folders.
pub(crate) fn file_name(name: &str) -> &str {
    name.rsplit(['/', '\\', '!']).next().unwrap_or(name)
}

/// The name without folders and without the ending.
pub(crate) fn stem(name: &str) -> &str {
    let name = file_name(name);
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &str, name: &str, expected: Format) {
        assert_eq!(Format::of(head.as_bytes(), name), expected, "{head:?} in {name}");
    }

    #[test]
    fn content_decides_where_it_is_unmistakable_and_the_name_elsewhere() {
        check("Police said", "a.txt", Format::Text);
        check("Police said", "a", Format::Text);
        check("\n <!DOCTYPE html><p>", "a.txt", Format::Html);
        check("<?xml version='1.0'?>\n<rss version='2.0'>", "a.xml", Format::Feed);
        check("<?xml version='1.0'?><html xmlns='x'>", "a.xml", Format::Html);
        check("WARC/1.0\r\n", "a", Format::Warc);
        check("DEV-MUC3-0001 (NOSC)\n\n", "a", Format::Muc);
        check("{\"text\": 1}", "stdin", Format::JsonLines);
        check("{\"text\": 1}", "a.json", Format::Json);
        check("id,text\n", "a.csv", Format::Csv);
        check("id,text\n", "A.CSV", Format::Csv);
        check("{not json", "a", Format::Text);
        check("<html> is how a page begins", "a.csv", Format::Csv);
    }
}
