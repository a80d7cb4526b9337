//! The trait that formats share, and the registry that knows them by name.
//!
//! Invariant: a name stands for one format; of two registered under one name the later takes the place of the earlier.

use std::io::{self, Write};

use dateline_model::Extraction;

#[cfg(feature = "arrow")]
use crate::arrow;
#[cfg(feature = "parquet")]
use crate::parquet;
#[cfg(feature = "sqlite")]
use crate::sqlite;
use crate::{Style, brat, cas, conllu, csv, doccano, geojson, report, sql, write_jsonl, write_text};

/// A format that extractions can be written in. Implement it for one that is not here, and register it.
pub trait Exporter: Send + Sync {
    /// The name that people ask for: `jsonl`.
    fn name(&self) -> &str;

    /// What it is, in one line.
    fn about(&self) -> &str;

    /// True when every article's bytes stand for themselves, with nothing before the first or behind the last: articles
    /// can then be written apart from each other and put together, and an output that was broken off can be gone on with.
    fn stands_apart(&self) -> bool {
        false
    }

    /// Begins one output and writes what stands before the first article. `style` is for formats that people read.
    ///
    /// # Errors
    /// When the output cannot be written to.
    fn begin<'w>(&self, out: Box<dyn Write + 'w>, style: Style) -> io::Result<Box<dyn Export + 'w>>;
}

/// One output that is being written.
pub trait Export {
    /// Writes one article; `raw` is its text as it came.
    ///
    /// # Errors
    /// When the output cannot be written to.
    fn article(&mut self, extraction: &Extraction, raw: &str) -> io::Result<()>;

    /// Writes what comes behind the last article, and all that waits.
    ///
    /// # Errors
    /// When the output cannot be written to.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// No format has that name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no format `{name}`; there are {}", .known.join(", "))]
pub struct UnknownFormat {
    /// The name that was asked for.
    pub name: String,
    /// All names, in their order.
    pub known: Vec<String>,
}

/// Formats by name.
pub struct Exporters {
    all: Vec<Box<dyn Exporter>>,
}

impl Default for Exporters {
    /// The formats of this crate.
    fn default() -> Self {
        Self {
            all: vec![
                Box::new(JSON_LINES),
                Box::new(READABLE),
                Box::new(csv::incidents()),
                Box::new(csv::events()),
                #[cfg(feature = "parquet")]
                Box::new(parquet::INCIDENTS),
                #[cfg(feature = "parquet")]
                Box::new(parquet::EVENTS),
                #[cfg(feature = "arrow")]
                Box::new(arrow::INCIDENTS),
                #[cfg(feature = "arrow")]
                Box::new(arrow::EVENTS),
                Box::new(sql::exporter()),
                #[cfg(feature = "sqlite")]
                Box::new(sqlite::Sqlite),
                Box::new(geojson::exporter()),
                Box::new(report::exporter()),
                Box::new(brat::exporter()),
                Box::new(doccano::exporter()),
                Box::new(cas::exporter()),
                Box::new(conllu::exporter()),
            ],
        }
    }
}

impl Exporters {
    /// Adds a format, or replaces the one of that name.
    pub fn register(&mut self, exporter: Box<dyn Exporter>) {
        match self.all.iter_mut().find(|known| known.name() == exporter.name()) {
            Some(known) => *known = exporter,
            None => self.all.push(exporter),
        }
    }

    /// The formats, in the order in which they were registered.
    pub fn iter(&self) -> impl Iterator<Item = &dyn Exporter> {
        self.all.iter().map(AsRef::as_ref)
    }

    /// The format of that name.
    ///
    /// # Errors
    /// When there is none; the error names those that there are.
    pub fn get(&self, name: &str) -> Result<&dyn Exporter, UnknownFormat> {
        self.iter().find(|known| known.name() == name).ok_or_else(|| UnknownFormat {
            name: name.to_owned(),
            known: self.iter().map(|known| known.name().to_owned()).collect(),
        })
    }
}

/// Writes one article.
type WriteArticle = fn(&Extraction, &str, Style, &mut dyn Write) -> io::Result<()>;

/// A format in which every article stands for itself.
struct OneByOne {
    name: &'static str,
    about: &'static str,
    article: WriteArticle,
}

const JSON_LINES: OneByOne = OneByOne {
    name: "jsonl",
    about: "one JSON object per article and line",
    article: |found, _, _, mut out| write_jsonl(found, &mut out),
};

const READABLE: OneByOne = OneByOne {
    name: "text",
    about: "a list for a person to read",
    article: |found, raw, style, mut out| write_text(found, raw, style, &mut out),
};

impl Exporter for OneByOne {
    fn name(&self) -> &str {
        self.name
    }

    fn about(&self) -> &str {
        self.about
    }

    fn stands_apart(&self) -> bool {
        true
    }

    fn begin<'w>(&self, out: Box<dyn Write + 'w>, style: Style) -> io::Result<Box<dyn Export + 'w>> {
        Ok(Box::new(Articles { out, style, article: self.article }))
    }
}

struct Articles<'w> {
    out: Box<dyn Write + 'w>,
    style: Style,
    article: WriteArticle,
}

impl Export for Articles<'_> {
    fn article(&mut self, extraction: &Extraction, raw: &str) -> io::Result<()> {
        (self.article)(extraction, raw, self.style, &mut self.out)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts articles, and tells at the end.
    struct Tally;

    impl Exporter for Tally {
        fn name(&self) -> &'static str {
            "text"
        }

        fn about(&self) -> &'static str {
            "how many"
        }

        fn begin<'w>(&self, out: Box<dyn Write + 'w>, _: Style) -> io::Result<Box<dyn Export + 'w>> {
            Ok(Box::new(Counting(out, 0)))
        }
    }

    struct Counting<'w>(Box<dyn Write + 'w>, usize);

    impl Export for Counting<'_> {
        fn article(&mut self, _: &Extraction, _: &str) -> io::Result<()> {
            self.1 += 1;
            Ok(())
        }

        fn finish(mut self: Box<Self>) -> io::Result<()> {
            writeln!(self.0, "{} articles", self.1)
        }
    }

    fn extraction(id: &str) -> Extraction {
        Extraction {
            schema: dateline_model::SCHEMA.to_owned(),
            id: id.to_owned(),
            outlet: None,
            url: None,
            headline: None,
            byline: None,
            language: None,
            published: None,
            dateline: None,
            blocks: Vec::new(),
            entities: Vec::new(),
            events: Vec::new(),
            incidents: Vec::new(),
            warnings: Vec::new(),
            copy_of: None,
        }
    }

    fn written(exporters: &Exporters, name: &str) -> String {
        let mut bytes = Vec::new();
        let exporter = exporters.get(name).unwrap();
        let mut output = exporter.begin(Box::new(&mut bytes), Style::Plain).unwrap();
        output.article(&extraction("a"), "").unwrap();
        output.article(&extraction("b"), "").unwrap();
        output.finish().unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_name_stands_for_the_format_registered_last() {
        let mut exporters = Exporters::default();
        assert!(written(&exporters, "text").starts_with("a\n"));
        assert_eq!(written(&exporters, "jsonl").lines().count(), 2);
        exporters.register(Box::new(Tally));
        assert_eq!(written(&exporters, "text"), "2 articles\n");
        assert_eq!(exporters.iter().filter(|format| format.name() == "text").count(), 1);
        let unknown = exporters.get("txt").err().unwrap();
        assert!(unknown.to_string().starts_with("no format `txt`; there are jsonl, text, "), "{unknown}");
    }
}
