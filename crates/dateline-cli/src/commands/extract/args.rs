//! The options of `extract`. Invariant: what the output depends on is in [`Extract::settings`].

use std::path::PathBuf;
use std::time::Duration;

use clap::ValueEnum;
use dateline_readers::Limits;
use dateline_run::{CopyPolicy, Order};
use twox_hash::XxHash3_64;

use crate::args::PackArgs;
use crate::corpus::ReadArgs;
use crate::packs::Sources;

/// What to do with copies of articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Copies {
    /// Extract them and say in `copy_of` of which article they are copies
    Flag,
    /// Leave them out and count them
    LeaveOut,
    /// Do not look for them
    Ignore,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Extract {
    /// Files, folders, globs, or `-` for standard input
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// How the result is written: `jsonl`, one JSON object per article and line, or `text`, a list for a person to read; an unknown name lists them all
    #[arg(long, value_name = "NAME", default_value = "jsonl")]
    pub(crate) format: String,
    /// File to write to instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Exit with 1 when a document could not be read
    #[arg(long)]
    pub(crate) strict: bool,
    /// Go on with a run that was stopped or killed; wants the same options and --output
    #[arg(long)]
    pub(crate) resume: bool,
    /// File for what failed and why, one JSON object a line
    #[arg(long, value_name = "FILE")]
    pub(crate) quarantine: Option<PathBuf>,
    /// Threads; 0 is one for every core
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(..=1024))]
    pub(crate) threads: u16,
    /// Write each article when it is finished, and not in the order of the input
    #[arg(long)]
    pub(crate) unordered: bool,
    /// What to do with articles that are copies of earlier ones: exactly, of one of the last 2.7 million, or nearly, of one of the last 32,768
    #[arg(long, value_enum, default_value_t = Copies::Flag)]
    pub(crate) copies: Copies,
    /// Extract articles that are not in English, too
    #[arg(long)]
    pub(crate) all_languages: bool,
    /// The most bytes of one article's text
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().document)]
    pub(crate) max_bytes: usize,
    /// Seconds: an article that took longer is named and counted as slow. It is not broken off, and written like any other; how long one can take follows from --max-bytes
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds)]
    pub(crate) time_limit: Duration,
    /// Bytes of text between two entries of the journal, by which a run is resumed
    #[arg(long, value_name = "BYTES", default_value_t = dateline_run::Options::default().batch)]
    pub(crate) commit_every: usize,
    /// Show no progress
    #[arg(long)]
    pub(crate) no_progress: bool,
    /// File with paths, one a line (`-`: standard input)
    #[arg(long = "list", value_name = "FILE", help_heading = "Reading")]
    pub(crate) lists: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
    #[command(flatten)]
    pub(crate) packs: PackArgs,
}

/// A time that is one: not nothing, not for ever, not before now.
fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.filter(|time| !time.is_zero()).ok_or_else(|| "must be a number of seconds above 0".to_owned())
}

impl Extract {
    /// How to read.
    pub(crate) fn reading(&self) -> anyhow::Result<dateline_readers::Options> {
        let limits = Limits { document: self.max_bytes, ..Limits::default() };
        let limits = Limits { record: limits.record.max(self.max_bytes), ..limits };
        self.read.options(limits)
    }

    /// How to run.
    pub(crate) fn running(&self) -> dateline_run::Options {
        dateline_run::Options {
            order: if self.unordered { Order::Finished } else { Order::Kept },
            copies: match self.copies {
                Copies::Flag => CopyPolicy::Flag,
                Copies::LeaveOut => CopyPolicy::LeaveOut,
                Copies::Ignore => CopyPolicy::Ignore,
            },
            all_languages: self.all_languages,
            time_limit: self.time_limit,
            batch: self.commit_every.max(1),
        }
    }

    /// A hash over all that the bytes of the output depend on besides the input: the rules and these options.
    pub(crate) fn settings(&self, sources: &Sources) -> String {
        let mut hash = XxHash3_64::oneshot(env!("CARGO_PKG_VERSION").as_bytes());
        let mut add = |bytes: &[u8]| hash = XxHash3_64::oneshot_with_seed(hash, bytes);
        for (pack, source) in sources {
            add(pack.as_bytes());
            for (file, content) in &source.files {
                add(file.as_bytes());
                add(content);
            }
        }
        let Self { format, copies, all_languages, max_bytes, .. } = self;
        let (drafts, read) = (self.packs.drafts, self.read.settings());
        add(format!("{format} {drafts} {copies:?} {all_languages} {max_bytes} {read}").as_bytes());
        format!("{hash:016x}")
    }
}
