//! Runs whole articles for a while on one core and says how fast: for profilers, and for a look without statistics.
//!
//! `throughput [--passes N] [--rules N] [--scan N] [FOLDER]`: a folder of articles, or else generated news. With `--rules`
//! so many generated rules take the place of the built-in ones. With `--scan` the same texts are also looked through for
//! so many names by one automaton, and the engine's speed is told as a share of that one's.
#![allow(clippy::print_stdout, reason = "printing is what this command does")]

use std::hint::black_box;
use std::path::Path;

use anyhow::{Context, bail};
use dateline::{Engine, RawDocument};
use dateline_benches::{bytes, corpus, news, pack, processor_seconds, scanner, without_rules};

/// As in the command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    let (mut passes, mut rules, mut scan, mut folder) = (1_u32, None, None, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--passes" => passes = arguments.next().context("--passes takes a number")?.parse()?,
            "--rules" => rules = Some(arguments.next().context("--rules takes a number")?.parse()?),
            "--scan" => scan = Some(arguments.next().context("--scan takes a number")?.parse()?),
            other if other.starts_with('-') => bail!("unknown option {other}"),
            other => folder = Some(other.to_owned()),
        }
    }
    let documents = match &folder {
        Some(folder) => corpus(Some(Path::new(folder))).with_context(|| format!("cannot read {folder}"))?,
        None => news(1, 400_000),
    };
    let mut builder = Engine::builder();
    if let Some(rules) = rules {
        builder = builder.without_builtin();
        for (name, source) in without_rules() {
            builder = builder.pack(name, source);
        }
        builder = builder.pack("generated", pack(rules, 0));
    }
    let engine = builder.build()?;
    let size = bytes(&documents);
    let speed = |times: u32, read: &mut dyn FnMut(&RawDocument)| {
        // The system counts a thread's time in steps of several milliseconds, which one pass may not last.
        let start = processor_seconds();
        for _ in 0..passes * times {
            documents.iter().for_each(&mut *read);
        }
        size as f64 / 1e6 * f64::from(passes * times) / (processor_seconds() - start)
    };
    let ours = speed(1, &mut |document| {
        black_box(engine.extract(document));
    });
    println!("{} articles, {size} bytes, mean of {passes} passes: {ours:.2} MB/s", documents.len());
    if let Some(count) = scan {
        let scanner = scanner(count)?;
        // One scan is over before the system's clock of the thread has moved.
        let scanned = speed(50, &mut |document| {
            black_box(scanner.find_iter(&document.text).count());
        });
        println!("a scan for {count} names: {scanned:.2} MB/s; the engine reaches {:.2} of that", ours / scanned);
    }
    Ok(())
}
