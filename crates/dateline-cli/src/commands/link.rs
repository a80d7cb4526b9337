//! `dateline link`: the incidents of many articles, each once.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::ValueEnum;
use dateline_link::{Book, Options, Pairs, Summary, link};

use crate::args::PackArgs;
use crate::exit::Exit;
use crate::packs;

#[derive(Debug, clap::Args)]
#[command(after_help = "Example: dateline link events.jsonl -o incidents.jsonl\n\
                        Example: zcat night-*.jsonl.gz | dateline link - --evidence 6 | dateline summary -")]
pub(crate) struct Link {
    /// Files written by `dateline extract`, or `-` for standard input
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// File to write to instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Points for agreement that an incident needs to join others: fewer join more
    #[arg(long, value_name = "POINTS", default_value_t = Options::default().evidence)]
    pub(crate) evidence: u8,
    /// Pairs of tellings whose tests are written out
    #[arg(long, value_enum, default_value_t = Shown::Joining)]
    pub(crate) pairs: Shown,
    #[command(flatten)]
    pub(crate) packs: PackArgs,
}

/// Which pairs are written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shown {
    /// None
    None,
    /// Of each member the one by which it came in
    Joining,
    /// All of them
    All,
}

pub(crate) fn run(args: &Link) -> anyhow::Result<Exit> {
    let output = args.output.as_deref().map(|path| opened(path, &args.files)).transpose()?;
    let Some(engine) = packs::engine(&args.packs)? else {
        return Ok(Exit::Packs);
    };
    let mut book = Book::new(engine.core().program().particles.clone(), engine.broader());
    each_file(&args.files, |name, lines| Ok(book.read(name, lines)?))?;
    if book.incidents() == 0 {
        anstream::eprintln!("error: {} articles, and no incident in them", book.articles());
        return Ok(Exit::Nothing);
    }
    let linked = link(&book, Options { evidence: args.evidence });
    let pairs = match args.pairs {
        Shown::None => Pairs::None,
        Shown::Joining => Pairs::Joining,
        Shown::All => Pairs::All,
    };
    let out: Box<dyn Write> = match output {
        Some(file) => {
            // What it held stays until there is something to put in its place.
            if file.metadata()?.is_file() {
                file.set_len(0)?;
            }
            Box::new(file)
        }
        None => Box::new(io::stdout()),
    };
    let mut out = BufWriter::with_capacity(1 << 16, out);
    for record in linked.records(&book, pairs) {
        serde_json::to_writer(&mut out, &record).map_err(io::Error::from)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    report(&linked.summary, book.articles());
    Ok(packs::verdict(&engine, Exit::Clean))
}

/// Opens the output before the work of minutes that is to end in it.
fn opened(path: &Path, inputs: &[PathBuf]) -> anyhow::Result<File> {
    let file = OpenOptions::new().create(true).write(true).truncate(false).open(path);
    let file = file.with_context(|| format!("{} cannot be written", path.display()))?;
    let place = path.canonicalize().with_context(|| path.display().to_string())?;
    if let Some(input) = inputs.iter().find(|input| input.canonicalize().is_ok_and(|input| input == place)) {
        bail!("--output would write over an input, {}", input.display());
    }
    Ok(file)
}

fn report(summary: &Summary, articles: usize) {
    let Summary { tellings, records, shared, joined, alone, tests, cut_short } = summary;
    let one = records - shared;
    anstream::eprintln!(
        "{tellings} incidents in {articles} articles: {records} records, {shared} of them from {joined} incidents, {one} from one"
    );
    let untested: usize = alone.values().sum();
    if untested > 0 {
        let reasons: Vec<String> = alone
            .iter()
            .map(|(reason, count)| {
                let reason = match reason {
                    dateline_link::Alone::NoPlace => "without a known place",
                    dateline_link::Alone::NoTime => "without a day",
                    dateline_link::Alone::LongTime => "longer than a week",
                };
                format!("{count} {reason}")
            })
            .collect();
        anstream::eprintln!("{untested} could not be linked: {}", reasons.join(", "));
    }
    anstream::eprintln!("{tests} pairs tested");
    if *cut_short > 0 {
        anstream::eprintln!("{cut_short} incidents had more records to ask than there is time for");
    }
}

/// Opens file after file; `-` is standard input.
pub(crate) fn each_file(
    files: &[PathBuf],
    mut take: impl FnMut(&str, &mut dyn BufRead) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    for file in files {
        if file == Path::new("-") {
            take("standard input", &mut io::stdin().lock())?;
        } else {
            let name = file.display().to_string();
            let opened = File::open(file).with_context(|| name.clone())?;
            take(&name, &mut BufReader::with_capacity(1 << 18, opened))?;
        }
    }
    Ok(())
}
