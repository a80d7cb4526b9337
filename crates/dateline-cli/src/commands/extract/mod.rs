//! `dateline extract`: articles in, events out.
//!
//! Invariant: it ends with counts that add up, and names every document that failed.

mod args;
mod progress;
mod targets;

use std::fs::File;
use std::io::{self, BufReader, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use anyhow::{Context, bail};
use dateline::{Exporter, Style};
use dateline_readers::{Input, Paths, Reader};
use dateline_run::{Job, Journal, Output, Quarantine, Summary, run as run_job};

pub(crate) use self::args::Extract;
use self::progress::Display;
use crate::exit::Exit;
use crate::packs;

/// Set by Ctrl-C.
static STOP: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

pub(crate) fn run(args: &Extract) -> anyhow::Result<Exit> {
    let inputs = match inputs(args)? {
        Found::Inputs(inputs) => inputs,
        Found::Nothing(why) => {
            anstream::eprintln!("error: {why}");
            return Ok(Exit::Nothing);
        }
    };
    let reader = Reader::new(args.reading()?);
    targets::check(args, &inputs)?;
    let sources = packs::sources(&args.packs.folders, !args.packs.no_builtin)?;
    let Some(engine) = packs::engine_with(&sources, &args.packs) else {
        return Ok(Exit::Packs);
    };
    let exporter = engine.exporters().get(&args.format)?;
    let settings = args.settings(&sources);
    let journal = match journal(args, exporter, &settings)? {
        Start::Run(journal) => journal.map(|journal| *journal),
        Start::Done(output) => {
            anstream::eprintln!("{} is complete: no journal beside it, nothing to resume", output.display());
            return Ok(Exit::Clean);
        }
    };
    let (written, quarantined) = journal.as_ref().map_or((0, 0), Journal::lengths);
    let before = journal.as_ref().map_or(0, Journal::done);
    if before > 0 {
        anstream::eprintln!("{before} documents are done; going on");
    }
    let named = |path: &Path| format!("{} cannot be written", path.display());
    let quarantine =
        args.quarantine.as_deref().map(|path| Quarantine::open(path, quarantined).with_context(|| named(path)));
    let display = Display::new(&inputs, reader.consumed(), args.no_progress);
    watch_for_ctrl_c();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(args.threads.into()).build()?;
    let job = Job {
        engine: &engine,
        reader: &reader,
        inputs: &inputs,
        options: args.running(),
        output: output(args, exporter, written)?,
        quarantine: quarantine.transpose()?,
        journal,
        stop: &STOP,
        on_failure: &mut |origin, failure| display.line(&format!("error: {origin}: {failure}")),
        on_slow: &mut |origin, took| {
            display.line(&format!("slow: {origin}: took {:.1} s, over the time limit", took.as_secs_f64()));
        },
        on_progress: &mut |counts| display.update(counts),
    };
    let summary = run_job(job, &pool)?;
    display.finish();
    Ok(packs::verdict(&engine, report(args, &summary)))
}

fn report(args: &Extract, summary: &Summary) -> Exit {
    let Summary { counts, stopped, before, gone } = summary;
    anstream::eprintln!("{counts}");
    if *before + *gone > 0 {
        anstream::eprintln!("{} of them were done by an earlier run", before + gone);
    }
    if *gone > 0 {
        anstream::eprintln!(
            "{gone} of these are no longer in the input, or have changed; the output has them as they were"
        );
    }
    debug_assert!(counts.adds_up(), "{counts:?}");
    if *stopped {
        let how = if args.output.is_some() { ": the same command with --resume goes on" } else { "" };
        anstream::eprintln!("stopped before the end of the input{how}");
        return Exit::Findings;
    }
    if counts.found == 0 && *before == 0 {
        anstream::eprintln!("error: the inputs hold no documents");
        return Exit::Nothing;
    }
    match counts.failures() {
        0 => Exit::Clean,
        failures if failures == counts.found && !args.strict => {
            anstream::eprintln!("error: no document could be read");
            Exit::Nothing
        }
        _ if args.strict => Exit::Findings,
        _ => Exit::Clean,
    }
}

enum Found {
    Inputs(Vec<Input>),
    Nothing(String),
}

fn inputs(args: &Extract) -> anyhow::Result<Found> {
    if args.paths.is_empty() && args.lists.is_empty() {
        bail!("no PATH given; see `dateline extract --help`");
    }
    let mut paths = Paths::new(&args.read.globs)?;
    for path in &args.paths {
        paths.add(path)?;
    }
    for list in &args.lists {
        if list.as_os_str() == "-" {
            paths.add_list("standard input", io::stdin().lock())?;
        } else {
            let name = list.display().to_string();
            let file = File::open(list).with_context(|| name.clone())?;
            paths.add_list(&name, BufReader::new(file))?;
        }
    }
    let left = paths.not_taken();
    if paths.is_empty() {
        let left = left.map_or_else(String::new, |left| format!("; {left}"));
        return Ok(Found::Nothing(format!("no articles under the given paths{left}")));
    }
    // Who gave globs has chosen.
    if let (Some(left), true) = (left, args.read.globs.is_empty()) {
        anstream::eprintln!("{left}");
    }
    Ok(Found::Inputs(paths.inputs()))
}

enum Start {
    Run(Option<Box<Journal>>),
    Done(PathBuf),
}

/// The journal beside the output, for formats that can be gone on with.
fn journal(args: &Extract, exporter: &dyn Exporter, settings: &str) -> anyhow::Result<Start> {
    let Some(output) = args.output.as_deref() else {
        if args.resume {
            bail!("--resume needs --output: what went to standard output cannot be gone on with");
        }
        return Ok(Start::Run(None));
    };
    if !exporter.stands_apart() {
        if args.resume {
            bail!("a file in the format `{}` cannot be gone on with; those in jsonl can", exporter.name());
        }
        return Ok(Start::Run(None));
    }
    if output.exists() && !output.is_file() {
        return Ok(Start::Run(None));
    }
    let path = targets::journal_of(output);
    if args.resume {
        return Ok(match Journal::resume(&path, settings)? {
            Some(journal) => Start::Run(Some(Box::new(journal))),
            None if output.exists() => Start::Done(output.to_owned()),
            None => Start::Run(Some(Box::new(Journal::begin(&path, settings)?))),
        });
    }
    Ok(Start::Run(Some(Box::new(Journal::begin(&path, settings)?))))
}

fn output<'e>(args: &Extract, exporter: &'e dyn Exporter, written: u64) -> anyhow::Result<Output<'e>> {
    if let Some(path) = &args.output {
        let context = || format!("{} cannot be written", path.display());
        if exporter.stands_apart() {
            return Output::file(path, written, exporter).with_context(context);
        }
        let file = BufWriter::new(File::create(path).with_context(context)?);
        return Ok(Output::Whole(exporter.begin(Box::new(file), Style::Plain)?));
    }
    let out: Box<dyn Write> = Box::new(BufWriter::new(io::stdout()));
    let colour = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    Ok(if exporter.stands_apart() && !colour {
        Output::Apart { exporter, out, length: 0 }
    } else {
        Output::Whole(exporter.begin(out, if colour { Style::Colour } else { Style::Plain })?)
    })
}

/// The first Ctrl-C lets what is begun be finished, the second ends at once.
fn watch_for_ctrl_c() {
    // Only one handler can be set; if there is one, it is this.
    let _ = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::Relaxed) {
            exit_at_once();
        }
    });
}

#[expect(clippy::exit, reason = "asked for twice")]
fn exit_at_once() -> ! {
    std::process::exit(130)
}
