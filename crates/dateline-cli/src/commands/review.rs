//! `dateline review`: decides on changed snapshots, one by one or all alike.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;

use anyhow::bail;
use dateline_devkit::{Snapshot, pending_snapshots};
use similar::TextDiff;

use crate::exit::Exit;
use crate::packs::Roots;

#[derive(Debug, clap::Args)]
#[command(after_help = "Example: dateline review my-rules --accept --filter mosul")]
pub(crate) struct Review {
    /// Folder with rule packs whose snapshots changed
    #[arg(required = true, value_name = "DIR")]
    pub(crate) folders: Vec<PathBuf>,
    /// Accept all
    #[arg(long, conflicts_with = "reject")]
    pub(crate) accept: bool,
    /// Reject all
    #[arg(long)]
    pub(crate) reject: bool,
    /// Only articles whose name (`pack/tests/name`) holds these words
    #[arg(long, value_name = "SUBSTR")]
    pub(crate) filter: Option<String>,
}

/// What to do with a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decision {
    Accept,
    Reject,
    Later,
    End,
}

pub(crate) fn run(args: &Review) -> anyhow::Result<Exit> {
    let mut waiting = Vec::new();
    for (pack, root) in Roots::of(&args.folders)?.iter() {
        let named = |snapshot: Snapshot| (snapshot.full_name(pack), snapshot);
        waiting.extend(pending_snapshots(root)?.into_iter().map(named));
    }
    waiting.retain(|(name, _)| args.filter.as_ref().is_none_or(|part| name.contains(part.as_str())));
    if waiting.is_empty() {
        anstream::eprintln!("error: no snapshot waits for a decision; `dateline test` puts them up");
        return Ok(Exit::Nothing);
    }
    if !args.accept && !args.reject && !io::stdin().is_terminal() {
        bail!("no keyboard to ask at; give --accept or --reject");
    }
    let (mut accepted, mut rejected) = (0usize, 0usize);
    for (name, snapshot) in &waiting {
        anstream::println!("{name}\n{}", changes(snapshot));
        let decision = match (args.accept, args.reject) {
            (true, _) => Decision::Accept,
            (_, true) => Decision::Reject,
            _ => ask()?,
        };
        match decision {
            Decision::Accept => {
                snapshot.accept()?;
                accepted += 1;
            }
            Decision::Reject => {
                snapshot.reject()?;
                rejected += 1;
            }
            Decision::Later => {}
            Decision::End => break,
        }
    }
    let left = waiting.len() - accepted - rejected;
    anstream::eprintln!("{} snapshots: {accepted} accepted, {rejected} rejected, {left} still waiting", waiting.len());
    Ok(if left > 0 { Exit::Drift } else { Exit::Clean })
}

/// The lines that differ, with some around them.
pub(crate) fn changes(snapshot: &Snapshot) -> String {
    let diff = TextDiff::from_lines(&snapshot.accepted, &snapshot.found);
    diff.unified_diff().context_radius(2).missing_newline_hint(false).to_string()
}

fn ask() -> anyhow::Result<Decision> {
    loop {
        anstream::eprint!("[a]ccept, [r]eject, [l]ater, [q]uit: ");
        io::stderr().flush()?;
        let mut answer = String::new();
        if io::stdin().lock().read_line(&mut answer)? == 0 {
            return Ok(Decision::End);
        }
        match answer.trim() {
            "a" => return Ok(Decision::Accept),
            "r" => return Ok(Decision::Reject),
            "l" => return Ok(Decision::Later),
            "q" => return Ok(Decision::End),
            _ => {}
        }
    }
}
