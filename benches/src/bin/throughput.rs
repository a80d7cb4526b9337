//! Runs whole articles for a while on one core and says how fast: for profilers, and for a look without statistics.
//!
//! `throughput [--passes N] [FOLDER]`: a folder of articles, or else generated news.
#![allow(clippy::print_stdout, reason = "printing is what this command does")]

use std::hint::black_box;
use std::path::Path;
use std::sync::LazyLock;
use std::time::Instant;

use anyhow::{Context, bail};
use dateline::Engine;
use dateline_benches::{bytes, corpus, news};

/// As in the command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    let (mut passes, mut folder) = (1_u32, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--passes" => passes = arguments.next().context("--passes takes a number")?.parse()?,
            other if other.starts_with('-') => bail!("unknown option {other}"),
            other => folder = Some(other.to_owned()),
        }
    }
    let documents = match &folder {
        Some(folder) => corpus(Some(Path::new(folder))).with_context(|| format!("cannot read {folder}"))?,
        None => news(1, 400_000),
    };
    let engine = Engine::builder().build()?;
    let mut best = f64::INFINITY;
    for _ in 0..passes {
        let start = processor_seconds();
        for document in &documents {
            black_box(engine.extract(document));
        }
        best = best.min(processor_seconds() - start);
    }
    let size = bytes(&documents);
    println!(
        "{} articles, {size} bytes, best of {passes} passes: {:.2} MB/s",
        documents.len(),
        size as f64 / 1e6 / best
    );
    Ok(())
}

/// This thread's time on the processor where the system tells it, so that a busy machine does not count; else the clock.
fn processor_seconds() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.as_deref().and_then(|t| t.split(' ').next()).and_then(|n| n.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.elapsed().as_secs_f64(), |n| n / 1e9)
}
