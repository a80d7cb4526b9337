//! The articles that a measuring command reads: all at once, so that they can be read again.
//!
//! Invariant: every document of the paths is read or counted as failed, and a path that holds none is an error.

use std::ops::ControlFlow;
use std::path::PathBuf;

use dateline::RawDocument;
use dateline_readers::{Fields, Format, Ids, Input, Limits, Options, Paths, Reader, Undecoded, is_encoding};

/// How the articles are read; without these, by content and name.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct ReadArgs {
    /// Of folders, take the files that match, by name or by path inside the folder
    #[arg(long = "glob", value_name = "GLOB", help_heading = "Reading")]
    pub(crate) globs: Vec<String>,
    /// Format of the articles, where content and name mislead: text, html, jsonl, json, csv, feed, warc, muc, parquet
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    pub(crate) input_format: Option<String>,
    /// Encoding of what is not UTF-8, where detection fails (`windows-1256`)
    #[arg(long, value_name = "LABEL", help_heading = "Reading")]
    pub(crate) encoding: Option<String>,
    /// Field of records that holds the text
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    pub(crate) text_field: Option<String>,
    /// Field of records that holds the id
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    pub(crate) id_field: Option<String>,
    /// Field of records that holds the title
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    pub(crate) title_field: Option<String>,
    /// Field of records that holds the address
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    pub(crate) url_field: Option<String>,
    /// Field of records that holds the day of publication
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    pub(crate) date_field: Option<String>,
}

impl ReadArgs {
    /// How the readers are to read, within these limits.
    pub(crate) fn options(&self, limits: Limits) -> anyhow::Result<Options> {
        let format = match &self.input_format {
            None => None,
            Some(name) => Some(Format::named(name).ok_or_else(|| {
                let known: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
                anyhow::anyhow!("no input format `{name}`; there are {}", known.join(", "))
            })?),
        };
        if let Some(label) = self.encoding.as_deref().filter(|label| !is_encoding(label)) {
            anyhow::bail!(
                "no encoding `{label}`; labels are those of the web, such as utf-8, windows-1252, windows-1256"
            );
        }
        let mut fields = Fields::default();
        for (list, name) in [
            (&mut fields.text, &self.text_field),
            (&mut fields.id, &self.id_field),
            (&mut fields.title, &self.title_field),
            (&mut fields.url, &self.url_field),
            (&mut fields.published, &self.date_field),
        ] {
            if let Some(name) = name {
                *list = vec![name.clone()];
            }
        }
        Ok(Options { format, encoding: self.encoding.clone(), fields, limits })
    }

    /// What of this the documents depend on, for a hash.
    pub(crate) fn settings(&self) -> String {
        let Self { globs: _, input_format, encoding, text_field, id_field, title_field, url_field, date_field } = self;
        let fields = [text_field, id_field, title_field, url_field, date_field];
        format!("{input_format:?} {encoding:?} {fields:?}")
    }
}

/// Articles, and how many could not be read.
#[derive(Default)]
pub(crate) struct Corpus {
    pub(crate) documents: Vec<RawDocument>,
    pub(crate) failed: usize,
    /// Documents whose data bring an id that another document has.
    shared_ids: usize,
    ids: Ids,
}

impl Corpus {
    /// Reads the paths; what cannot be read is named on standard error. `None` when there is nothing to read.
    pub(crate) fn read(paths: &[PathBuf], how: &ReadArgs) -> anyhow::Result<Option<Self>> {
        let mut found = Paths::new(&how.globs)?;
        for path in paths {
            found.add(path)?;
        }
        let left = found.not_taken().map_or_else(String::new, |left| format!("; {left}"));
        let reader = Reader::new(how.options(Limits::default())?);
        let mut corpus = Self::default();
        for input in found.inputs() {
            corpus.add(&reader, &input);
        }
        if corpus.documents.is_empty() {
            anstream::eprintln!("error: no article could be read under the given paths{left}");
            return Ok(None);
        }
        Ok(Some(corpus))
    }

    fn add(&mut self, reader: &Reader, input: &Input) {
        let mut take = |item: dateline_readers::Item| {
            let made_up = item.found.as_ref().is_ok_and(Undecoded::has_made_up_id);
            match item.found.and_then(|found| found.decode(&reader.options().limits)) {
                Ok(mut document) => {
                    self.shared_ids += usize::from(self.ids.give(&mut document.id, made_up));
                    self.documents.push(document);
                }
                Err(failure) => {
                    anstream::eprintln!("error: {}: {failure}", item.origin);
                    self.failed += 1;
                }
            }
            ControlFlow::Continue(())
        };
        // Nothing breaks off.
        let _ = match input {
            Input::File(path) => reader.file(path, &mut take),
            Input::Stdin => reader.stream("stdin", &mut std::io::stdin().lock(), &mut take),
        };
    }

    /// `54 documents: 53 read, 1 failed`.
    pub(crate) fn counts(&self) -> String {
        let read = self.documents.len();
        let shared = match self.shared_ids {
            0 => String::new(),
            count => format!(", {count} share an id with another"),
        };
        format!("{} documents: {read} read, {} failed{shared}", read + self.failed, self.failed)
    }
}
