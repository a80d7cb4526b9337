//! `cargo xtask stream`: generated articles as JSON Lines, as many gigabytes as wanted, to measure what a run of the
//! command takes: `cargo xtask stream --gigabytes 10 | dateline extract - > /dev/null`.
//!
//! Invariant: the same seed and length give the same bytes.

use std::io::{BufWriter, ErrorKind, Write};

use anyhow::Result;
use clap::Args;
use dateline_benches::Stream as Lines;

/// Options of `stream`.
#[derive(Args)]
pub(crate) struct Stream {
    /// How much to write, in units of 1,000,000,000 bytes
    #[arg(long, value_name = "N", default_value_t = 1.0)]
    gigabytes: f64,
    /// Where the generator starts
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

impl Stream {
    pub(crate) fn run(&self) -> Result<()> {
        let most = (self.gigabytes * 1e9) as u64;
        let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
        let (mut lines, mut written) = (Lines::new(self.seed), 0);
        while written < most {
            let mut line = lines.line();
            line.push('\n');
            match out.write_all(line.as_bytes()) {
                // Who reads has had enough.
                Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
                done => done?,
            }
            written += line.len() as u64;
        }
        match out.flush() {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            done => Ok(done?),
        }
    }
}
