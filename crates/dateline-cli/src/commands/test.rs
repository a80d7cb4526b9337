//! `dateline test`: do the examples inside the rules hold, and are whole articles read as before?

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use anyhow::bail;
use dateline::{Engine, Severity};
use dateline_devkit::{Case, Failure, Kind, Report, Skip, Snapshot, SnapshotState, Suite, Wrong, snapshots};

use super::review::changes;
use crate::exit::Exit;
use crate::packs;
use crate::packs::{Roots, Sources};

#[derive(Debug, clap::Args)]
#[command(after_help = "Example: dateline test rules --filter arrest")]
pub(crate) struct Test {
    /// Folder with rule packs to test; without it the built-in packs are tested
    #[arg(value_name = "DIR")]
    pub(crate) folders: Vec<PathBuf>,
    /// Only examples whose name (`pack/rule#yes-1`) holds these words, and articles (`pack/tests/name`)
    #[arg(long, value_name = "SUBSTR")]
    pub(crate) filter: Option<String>,
    /// Run the examples of rules too that are still being written (`status = "draft"`)
    #[arg(long)]
    pub(crate) drafts: bool,
    /// Accept what is found in articles as right, and remove snapshots without article
    #[arg(long)]
    pub(crate) update: bool,
    /// Run again whenever a file of the packs changes, until Ctrl-C
    #[arg(long)]
    pub(crate) watch: bool,
    /// Show at most this many failures
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(crate) failures: usize,
}

pub(crate) fn run(args: &Test) -> anyhow::Result<Exit> {
    // These do not change while somebody watches a folder.
    let builtin = dateline::builtin_packs();
    if !args.watch {
        return once(args, &builtin);
    }
    if args.folders.is_empty() {
        bail!("--watch needs the folder to watch");
    }
    let mut seen = None;
    loop {
        let now = Some(stamps(&args.folders));
        if now != seen {
            seen = now;
            let start = Instant::now();
            if let Err(error) = once(args, &builtin) {
                anstream::eprintln!("error: {error:#}");
            }
            anstream::println!("in {:.2} s; waiting for a change\n", start.elapsed().as_secs_f64());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The files under the folders, with when they were written.
fn stamps(folders: &[PathBuf]) -> Vec<(PathBuf, Option<SystemTime>, u64)> {
    let mut stamps = Vec::new();
    for folder in folders {
        let walk = ignore::WalkBuilder::new(folder).standard_filters(false).sort_by_file_name(Ord::cmp).build();
        for entry in walk.flatten() {
            let is_own = entry.path().extension().is_some_and(|e| e == "snap" || e == "new");
            if let Some(data) = entry.metadata().ok().filter(|data| data.is_file() && !is_own) {
                stamps.push((entry.into_path(), data.modified().ok(), data.len()));
            }
        }
    }
    stamps
}

fn once(args: &Test, builtin: &Sources) -> anyhow::Result<Exit> {
    // Of given folders those are tested, else all.
    let mut given = packs::sources(&args.folders, false)?;
    let mut suite = Suite::read(if args.folders.is_empty() { builtin } else { &given });
    let mut sources = builtin.clone();
    sources.append(&mut given);
    let Some(engine) = packs::engine_of(&sources, args.drafts) else { return Ok(Exit::Packs) };
    let unsound = engine.diagnostics().iter().filter(|d| d.severity == Severity::Error).count();
    if let Some(part) = &args.filter {
        suite.retain(part);
    }
    let articles = articles(args, &engine)?;
    if suite.cases.is_empty() && articles.is_empty() {
        let filter = args.filter.as_deref().map_or_else(String::new, |part| format!(" whose name holds `{part}`"));
        anstream::eprintln!("error: no examples{filter}; names look like `security-operations/arrest#yes-1`");
        return Ok(Exit::Nothing);
    }
    let report = suite.run(&engine);
    show(&report, args.failures);
    let counts = report.counts();
    if articles.is_empty() && counts.skipped == counts.examples {
        anstream::eprintln!("error: none of the examples ran");
        return Ok(Exit::Nothing);
    }
    let Compared { drift, unusable } = decide(&articles, args.update)?;
    if unsound > 0 {
        anstream::println!("{unsound} errors in the packs; see `dateline check`");
    }
    Ok(match counts.failed + unsound + unusable {
        0 if drift == 0 => Exit::Clean,
        0 => Exit::Drift,
        _ => Exit::Findings,
    })
}

/// The articles of the packs on disk, by full name.
fn articles(args: &Test, engine: &Engine) -> anyhow::Result<Vec<(String, Snapshot)>> {
    let mut all = Vec::new();
    for (pack, root) in Roots::of(&args.folders)?.iter() {
        let named = |snapshot: Snapshot| (snapshot.full_name(pack), snapshot);
        all.extend(snapshots(root, engine)?.into_iter().map(named));
    }
    all.retain(|(name, _)| args.filter.as_ref().is_none_or(|part| name.contains(part.as_str())));
    Ok(all)
}

/// What the articles come to.
struct Compared {
    /// Snapshots that differ and still do.
    drift: usize,
    /// Files that are no articles.
    unusable: usize,
}

/// Shows what differs and puts it up for review, or accepts it.
fn decide(articles: &[(String, Snapshot)], update: bool) -> anyhow::Result<Compared> {
    let [mut same, mut changed, mut new, mut orphans, mut unusable] = [0usize; 5];
    for (name, snapshot) in articles {
        let (count, what) = match snapshot.state {
            SnapshotState::Same => (&mut same, "as before"),
            SnapshotState::Changed => (&mut changed, "changed"),
            SnapshotState::New => (&mut new, "new"),
            SnapshotState::Orphan => (&mut orphans, "orphan: no article belongs to it"),
            SnapshotState::Unusable(why) => (&mut unusable, why),
        };
        *count += 1;
        match snapshot.state {
            SnapshotState::Same => snapshot.put_up()?,
            SnapshotState::Unusable(_) => anstream::println!("{name}: not read: {what}"),
            SnapshotState::Orphan if update => remove(&snapshot.path)?,
            _ if update => snapshot.accept()?,
            _ => {
                anstream::println!("{name}: {what}");
                if snapshot.state == SnapshotState::Changed {
                    anstream::println!("{}", changes(snapshot));
                }
                snapshot.put_up()?;
            }
        }
    }
    let drift = changed + new + orphans;
    if !articles.is_empty() {
        let not_read = if unusable > 0 { format!(", {unusable} not read") } else { String::new() };
        let how = if update && drift > 0 { " (accepted)" } else { "" };
        anstream::println!(
            "{} articles: {same} as before, {changed} changed, {new} new, {orphans} orphans{not_read}{how}",
            articles.len()
        );
    }
    if changed + new > 0 && !update {
        anstream::println!("`dateline review` decides on what changed, `dateline test --update` accepts all");
    }
    if orphans > 0 && !update {
        anstream::println!("`dateline test --update` removes orphans");
    }
    Ok(Compared { drift: if update { 0 } else { drift }, unusable })
}

fn remove(path: &Path) -> anyhow::Result<()> {
    Ok(std::fs::remove_file(path)?)
}

fn show(report: &Report, limit: usize) {
    for (case, failures) in report.failed().take(limit) {
        anstream::println!("{}\n  in {}: “{}”", case.name(), case.spot.file, case.example.text.get_ref());
        for failure in failures {
            anstream::println!("  {:<12} {}", failure.kind().name(), describe(case, failure));
        }
        anstream::println!();
    }
    let counts = report.counts();
    if counts.failed > limit {
        anstream::println!("… and {} more failures; --failures {} shows all\n", counts.failed - limit, counts.failed);
    }
    let kinds = listed(Kind::ALL.iter().map(|kind| kind.name()).zip(counts.by_kind));
    let skips = listed(Skip::ALL.iter().map(|skip| skip.reason()).zip(counts.by_skip));
    anstream::println!(
        "{} rules with {} examples: {} passed, {} failed{kinds}, {} todo, {} skipped{skips}",
        counts.rules,
        counts.examples,
        counts.passed,
        counts.failed,
        counts.todo,
        counts.skipped
    );
}

/// How many of what, in brackets, without what there is none of.
fn listed(counts: impl Iterator<Item = (&'static str, usize)>) -> String {
    let list: Vec<String> = counts.filter(|(_, n)| *n > 0).map(|(name, n)| format!("{n} {name}")).collect();
    if list.is_empty() { String::new() } else { format!(" ({})", list.join(", ")) }
}

fn describe(case: &Case, failure: &Failure) -> String {
    match failure {
        Failure::Missing => match case.rule.rsplit('/').next() {
            Some(rule) => format!("no event of `{rule}`"),
            None => "no event".to_owned(),
        },
        Failure::Wrong { trigger, fields } => {
            let fields: Vec<String> = fields.iter().map(field).collect();
            format!("at “{trigger}”: {}", fields.join("; "))
        }
        Failure::Noisy { rule, trigger, own: true } => format!("{rule} matched at “{trigger}”"),
        Failure::Noisy { rule, trigger, own: false } => {
            format!("{rule} matched at “{trigger}” and is not listed in `with`")
        }
        Failure::TodoPasses => "passes now: take `todo = true` out".to_owned(),
        Failure::Unusable(problem) => problem.clone(),
    }
}

fn field(wrong: &Wrong) -> String {
    let words = |text: &str| if text.is_empty() { "nothing".to_owned() } else { format!("“{text}”") };
    format!("{} expected {}, got {}", wrong.field.name(), words(&wrong.expected), words(&wrong.got))
}
