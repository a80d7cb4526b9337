//! `dateline summary` and `dateline timeline`: incidents counted, for a terminal.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::ValueEnum;
use dateline::Status;
use dateline_link::{Period, Tally, TallyOptions};

use super::link::each_file;
use crate::exit::Exit;

/// What both commands count.
#[derive(Debug, clap::Args)]
pub(crate) struct Counting {
    /// Files written by `dateline extract` or `dateline link`, or `-` for standard input
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Count these types alone (may be repeated)
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) kinds: Vec<String>,
    /// Count these statuses alone (may be repeated)
    #[arg(long = "status", value_enum, value_name = "STATUS")]
    pub(crate) statuses: Vec<Standing>,
    /// Count the incidents of articles, too, that are copies of others
    #[arg(long)]
    pub(crate) copies: bool,
}

/// Statuses by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Standing {
    /// Told as a fact
    Reported,
    /// Told as a claim
    Claimed,
    /// Negated or denied
    Denied,
    /// Intended or foiled
    Planned,
    /// May be
    Hypothetical,
    /// Old or habitual
    Background,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: dateline extract news | dateline summary -\nExample: dateline summary incidents.jsonl --status reported --status claimed"
)]
pub(crate) struct Summary {
    #[command(flatten)]
    pub(crate) counting: Counting,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Example: dateline timeline incidents.jsonl --by month --type airstrike")]
pub(crate) struct Timeline {
    #[command(flatten)]
    pub(crate) counting: Counting,
    /// Length of a row
    #[arg(long, value_enum, default_value_t = By::Week)]
    pub(crate) by: By,
    /// Types with a column of their own, the most frequent first; the others are summed up
    #[arg(long, value_name = "N", default_value_t = 6)]
    pub(crate) columns: usize,
}

/// Lengths of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// A day
    Day,
    /// A week from Monday
    Week,
    /// A month
    Month,
}

pub(crate) fn summary(args: &Summary) -> anyhow::Result<Exit> {
    let Some(tally) = counted(&args.counting, Period::Week)? else { return Ok(Exit::Nothing) };
    for rows in [tally.kinds(), tally.provinces()] {
        anstream::println!("{}", rows.shown(bar()));
    }
    anstream::println!("{}", tally.counted());
    Ok(Exit::Clean)
}

pub(crate) fn timeline(args: &Timeline) -> anyhow::Result<Exit> {
    let period = match args.by {
        By::Day => Period::Day,
        By::Week => Period::Week,
        By::Month => Period::Month,
    };
    let Some(tally) = counted(&args.counting, period)? else { return Ok(Exit::Nothing) };
    anstream::println!("{}\n{}", tally.periods(args.columns).shown(bar()), tally.counted());
    Ok(Exit::Clean)
}

/// Characters of the longest bar: none where a program reads.
fn bar() -> usize {
    if std::io::stdout().is_terminal() { 30 } else { 0 }
}

fn counted(args: &Counting, period: Period) -> anyhow::Result<Option<Tally>> {
    let statuses = args.statuses.iter().map(|standing| match standing {
        Standing::Reported => Status::Reported,
        Standing::Claimed => Status::Claimed,
        Standing::Denied => Status::Denied,
        Standing::Planned => Status::Planned,
        Standing::Hypothetical => Status::Hypothetical,
        Standing::Background => Status::Background,
    });
    let options = TallyOptions { copies: args.copies, statuses: statuses.collect(), kinds: args.kinds.clone(), period };
    let mut tally = Tally::new(options);
    each_file(&args.files, |name, lines| Ok(tally.read(name, lines)?))?;
    if tally.total() == 0 {
        anstream::eprintln!("error: nothing to count: {}", tally.counted());
        return Ok(None);
    }
    Ok(Some(tally))
}
