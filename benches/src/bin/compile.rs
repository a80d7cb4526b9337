//! Builds an engine again and again and says how long it takes and how much memory the process came to need.
//!
//! `compile [--rules N] [--names N] [--times N] [--cache DIR]`: the built-in packs, with a generated one of that size;
//! with a folder for compiled packs all but the first build come from there.
#![allow(clippy::print_stdout, reason = "printing is what this command does")]

use anyhow::{Context, bail};
use dateline::Engine;
use dateline_benches::{pack, peak_memory, processor_seconds};

fn main() -> anyhow::Result<()> {
    let (mut rules, mut names, mut times, mut cache) = (0, 0, 10, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--cache" {
            cache = Some(arguments.next().context("--cache takes a folder")?);
            continue;
        }
        let mut number =
            || arguments.next().with_context(|| format!("{argument} takes a number"))?.parse().context("a number");
        match argument.as_str() {
            "--rules" => rules = number()?,
            "--names" => names = number()?,
            "--times" => times = number()?,
            other => bail!("unknown option {other}"),
        }
    }
    let mut best = f64::INFINITY;
    for _ in 0..times {
        let generated = (rules + names > 0).then(|| pack(rules, names));
        let start = processor_seconds();
        let mut builder = Engine::builder();
        if let Some(source) = generated {
            builder = builder.pack("generated", source);
        }
        if let Some(folder) = &cache {
            builder = builder.cache(folder);
        }
        let engine = builder.build()?;
        best = best.min(processor_seconds() - start);
        drop(engine);
    }
    let memory = peak_memory().map_or_else(|| "unknown".to_owned(), |bytes| format!("{:.0} MB", bytes as f64 / 1e6));
    println!("{rules} rules and {names} names more: best of {times} builds {:.1} ms, at most {memory}", best * 1e3);
    Ok(())
}
