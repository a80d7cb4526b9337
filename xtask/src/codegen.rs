//! `cargo xtask codegen`: files in the repository that are made from others.
//!
//! Invariant: made from the repository alone, so that every machine makes the same bytes; `--check` writes nothing.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use dateline_core::extract::Form;
use dateline_devkit::FormTests;
use dateline_model::Extraction;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::{corpus, repo};

/// Options of `codegen`.
#[derive(Args)]
pub(crate) struct Codegen {
    /// Fail when a file is not as it would be written.
    #[arg(long)]
    check: bool,
}

const FORMS: &str = "<!-- forms: made by `cargo xtask codegen` -->\n";
const END: &str = "<!-- /forms -->";

/// A file and what belongs in it.
struct Generated {
    path: PathBuf,
    content: String,
}

impl Codegen {
    pub(crate) fn run(&self) -> Result<()> {
        let mut stale = Vec::new();
        for Generated { path, content } in all()? {
            if std::fs::read_to_string(&path).is_ok_and(|old| old == content) {
                continue;
            }
            if self.check {
                stale.push(repo::shown(&path));
            } else {
                write(&path, &content)?;
                println!("wrote {}", repo::shown(&path));
            }
        }
        if stale.is_empty() { Ok(()) } else { bail!("out of date, run `cargo xtask codegen`: {}", stale.join(", ")) }
    }
}

fn all() -> Result<Vec<Generated>> {
    let mut files = vec![Generated { path: repo::path("docs/schema/extraction.schema.json"), content: schema()? }];
    for (name, content) in dateline_devkit::schemas() {
        files.push(Generated { path: repo::path("docs/schema").join(name), content });
    }
    files.push(with_forms()?);
    files.push(Generated { path: repo::path("docs/codebook.md"), content: codebook() });
    for folder in corpus::FOLDERS {
        let folder = repo::path("corpus").join(folder);
        files.push(Generated { content: joined_gold(&folder)?, path: folder.join("gold.jsonl") });
    }
    Ok(files)
}

fn write(path: &Path, content: &str) -> Result<()> {
    let context = || format!("cannot write {}", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(context)?;
    }
    std::fs::write(path, content).with_context(context)
}

/// The page on frames with its table of forms: what each is, an example, and how many sentences test it.
fn with_forms() -> Result<Generated> {
    let path = repo::path("docs/rule-language/frames.md");
    let page = repo::read(&path)?;
    let (head, rest) = page.split_once(FORMS).context("the page on frames has no place for its forms")?;
    let (_, tail) = rest.split_once(END).context("the table of forms has no end")?;
    let mut table = "\n| form | what it is | said like | sentences |\n|---|---|---|---|\n".to_owned();
    let mut total = (0, 0);
    for form in Form::ALL {
        let file = repo::path("crates/dateline-devkit/tests/forms").join(form.id().to_owned() + ".toml");
        let tests = FormTests::read(&repo::read(&file)?).map_err(anyhow::Error::msg)?;
        let said = tests.yes.first().map_or("", |example| example.text.get_ref());
        table += &format!("| `{}` | {} | {said} | {} + {} |\n", form.id(), tests.doc, tests.yes.len(), tests.no.len());
        total = (total.0 + tests.yes.len(), total.1 + tests.no.len());
    }
    table += &format!("| all | | | {} + {} |\n\n", total.0, total.1);
    Ok(Generated { content: [head, FORMS, &table, END, tail].concat(), path })
}

/// JSON Schema of what `extract` writes. Draft 7 is what most editors and validators read.
fn schema() -> Result<String> {
    let schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<Extraction>();
    Ok(serde_json::to_string_pretty(&schema)? + "\n")
}

/// What the columns of the tables mean.
fn codebook() -> String {
    let head = "# Codebook of the tables\n\nThe columns of `csv`, `parquet`, `sqlite` and their kin, made from the program itself. \
                How the formats differ: [formats.md](formats.md).\n\n";
    head.to_owned() + dateline_export::codebook().trim_end() + "\n"
}

/// The gold of a folder's articles, one a line, in the order of their names.
fn joined_gold(folder: &Path) -> Result<String> {
    let mut lines = String::new();
    for article in corpus::articles(folder)? {
        let gold: Value = serde_json::from_str(&repo::read(&article.gold)?)
            .with_context(|| format!("cannot read {}", article.gold.display()))?;
        lines += &gold.to_string();
        lines.push('\n');
    }
    Ok(lines)
}
