//! `dateline test`: do the examples inside the rules hold?

use std::path::PathBuf;

use dateline::{Severity, read_pack};
use dateline_devkit::{Case, Failure, Kind, Report, Suite, Wrong};

use crate::exit::Exit;
use crate::packs;
use crate::packs::Sources;

#[derive(Debug, clap::Args)]
pub(crate) struct Test {
    /// Folder with rule packs to test; without it the built-in packs are tested
    #[arg(value_name = "DIR")]
    pub(crate) folders: Vec<PathBuf>,
    /// Only examples whose name (`pack/rule#yes-1`) holds these words
    #[arg(long, value_name = "SUBSTR")]
    pub(crate) filter: Option<String>,
    /// Run the examples of rules too that are still being written (`status = "draft"`)
    #[arg(long)]
    pub(crate) drafts: bool,
    /// Show at most this many failures
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(crate) failures: usize,
}

pub(crate) fn run(args: &Test) -> anyhow::Result<Exit> {
    let sources = packs::sources(&args.folders, true)?;
    let Some(engine) = packs::engine_of(&sources, args.drafts) else { return Ok(Exit::Packs) };
    let unsound = engine.diagnostics().iter().filter(|d| d.severity == Severity::Error).count();
    let mut suite = Suite::read(&tested(args, &sources)?).0;
    if let Some(part) = &args.filter {
        suite.retain(part);
    }
    if suite.cases.is_empty() {
        let filter = args.filter.as_deref().map_or_else(String::new, |part| format!(" whose name holds `{part}`"));
        anstream::eprintln!("error: no examples{filter}; names look like `security-operations/arrest#yes-1`");
        return Ok(Exit::Nothing);
    }
    let report = suite.run(&engine);
    show(&report, args.failures);
    if unsound > 0 {
        anstream::println!("{unsound} errors in the packs; see `dateline check`");
    }
    Ok(if report.counts().failed + unsound > 0 { Exit::Findings } else { Exit::Clean })
}

/// The packs whose examples are asked for: those of the given folders, else all.
fn tested(args: &Test, all: &Sources) -> anyhow::Result<Sources> {
    let mut tested = Sources::new();
    for folder in &args.folders {
        tested.extend(read_pack(folder)?);
    }
    Ok(if args.folders.is_empty() { all.clone() } else { tested })
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
    let kinds: Vec<String> = Kind::ALL
        .iter()
        .zip(counts.by_kind)
        .filter(|(_, n)| *n > 0)
        .map(|(kind, n)| format!("{n} {}", kind.name()))
        .collect();
    let kinds = if kinds.is_empty() { String::new() } else { format!(" ({})", kinds.join(", ")) };
    anstream::println!(
        "{} rules with {} examples: {} passed, {} failed{kinds}, {} todo, {} skipped",
        counts.rules,
        counts.examples,
        counts.passed,
        counts.failed,
        counts.todo,
        counts.skipped
    );
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
