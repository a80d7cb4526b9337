//! `cargo xtask instructions`: instructions a byte of article text, which a busy machine does not change.
//!
//! Invariant: two runs that differ in passes alone are subtracted, so that building the engine does not count.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::repo;

/// Options of `instructions`.
#[derive(Args)]
pub(crate) struct Instructions {
    /// A folder of articles; without it, `corpus/dev`.
    folder: Option<String>,
    /// Where callgrind's profile of the longer run is kept, for `callgrind_annotate`.
    #[arg(long, default_value = "target/callgrind.out")]
    profile: String,
}

impl Instructions {
    pub(crate) fn run(&self) -> Result<()> {
        if Command::new("valgrind").arg("--version").output().is_err() {
            println!("valgrind is not installed: nothing was counted");
            return Ok(());
        }
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let built = Command::new(cargo)
            .args(["build", "--profile", "profiling", "--package", "dateline-benches", "--bin", "throughput"])
            .current_dir(repo::path(""))
            .status()?;
        if !built.success() {
            bail!("the benches do not build");
        }
        let folder = self.folder.clone().unwrap_or_else(|| "corpus/dev".to_owned());
        let bytes: usize = repo::files(&repo::path(&folder), "txt")?
            .iter()
            .map(|path| Ok(repo::read(path)?.len()))
            .sum::<Result<usize>>()?;
        let (one, three) = (self.count(&folder, 1)?, self.count(&folder, 3)?);
        let each = three.saturating_sub(one) as f64 / 2.0 / bytes.max(1) as f64;
        println!("{bytes} bytes of articles: {each:.0} instructions a byte");
        Ok(())
    }

    fn count(&self, folder: &str, passes: u32) -> Result<u64> {
        let program = Path::new("target/profiling/throughput");
        let output = Command::new("valgrind")
            .arg("--tool=callgrind")
            .arg(format!("--callgrind-out-file={}", self.profile))
            .arg(program)
            .args(["--passes", &passes.to_string(), folder])
            .current_dir(repo::path(""))
            .output()?;
        let told = String::from_utf8_lossy(&output.stderr);
        let line = told.lines().find_map(|line| line.split_once("Collected : ")).context("callgrind told no count")?;
        line.1.trim().parse().context("callgrind's count is no number")
    }
}
