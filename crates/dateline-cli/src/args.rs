//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::commands::{
    check::Check,
    counts::{Summary, Timeline},
    cov::Cov,
    diff::Diff,
    docs::Docs,
    eval::Eval,
    explain::Explain,
    extract::Extract,
    fmt::Fmt,
    link::Link,
    new::New,
    profile::Profile,
    review::Review,
    rules::Rules,
    schema::Schema,
    serve::Serve,
    shell::{Completions, Man},
    test::Test,
};

/// News on security and conflict into event data, by rules.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, after_help = EXIT_CODES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "Example: dateline extract article.txt --format text\n\nExit codes: 0 done · 1 done with findings (failed documents under --strict, errors in rule packs, failed examples under test) · \
2 wrong usage or unreadable path · 3 no usable rule packs · 4 nothing to work on · 5 only snapshots differ";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Extract events from articles.
    #[command(
        after_help = "Example: dateline extract corpus/dev --format text\nExample: dateline extract news --glob '*.jsonl.gz' --text-field body -o events.jsonl"
    )]
    Extract(Box<Extract>),
    /// Make of the incidents of many articles records of each, with what every article says.
    Link(Link),
    /// Count incidents by type, status and province.
    Summary(Summary),
    /// Count incidents by type over time.
    Timeline(Timeline),
    /// Check rule packs: parse, types, references, and what every rule must bring.
    #[command(after_help = "Example: dateline check rules --format sarif")]
    Check(Check),
    /// Precision and recall of what is found, against gold made by hand.
    Eval(Eval),
    /// What a change of rules does to the events of a corpus.
    Diff(Diff),
    /// What a corpus says of the rules: tried, found, blind.
    Cov(Cov),
    /// Where the time goes.
    Profile(Profile),
    /// Start a pack, a rule or an outlet.
    New(New),
    /// Write the JSON Schema of rule files, for editors.
    Schema(Schema),
    /// Bring rule files into the look of the house.
    Fmt(Fmt),
    /// Run the examples inside rule files, and compare a pack's articles with their snapshots.
    Test(Test),
    /// Decide on changed snapshots, one by one or all alike.
    Review(Review),
    /// Show how a text is understood, and why a rule does or does not match it.
    #[command(
        override_usage = "dateline explain [OPTIONS] [RULE | EVENT] (--text <TEXT> | <FILE>)",
        after_help = "Example: dateline explain arrest --text 'Police in Mosul arrested four suspects on Monday.'\nExample: dateline explain v3 article.txt"
    )]
    Explain(Explain),
    /// List the rules in use, in the order in which they are asked.
    #[command(after_help = "Example: dateline rules")]
    Rules(Rules),
    /// Show a page on this machine where articles are read and rules are tried.
    Serve(Serve),
    /// Write a page a rule, as a book.
    Docs(Docs),
    /// Write the script by which a shell completes the command.
    Completions(Completions),
    /// Write manual pages.
    Man(Man),
}

/// Where rules come from.
#[derive(Debug, clap::Args)]
pub(crate) struct PackArgs {
    /// Folder with rule packs to add to the built-in ones, or to put in their place when the folder names agree
    #[arg(long = "rules", value_name = "DIR")]
    pub(crate) folders: Vec<PathBuf>,
    /// Leave the built-in packs out
    #[arg(long)]
    pub(crate) no_builtin: bool,
    /// Use rules too that are still being written (`status = "draft"`)
    #[arg(long)]
    pub(crate) drafts: bool,
    /// Keep compiled packs in this folder, and take them from there while neither they nor this program change
    #[arg(long, value_name = "DIR", env = "DATELINE_CACHE")]
    pub(crate) cache: Option<PathBuf>,
}
