//! `cargo xtask instructions`: instructions a byte of article text, which a busy machine does not change.
//!
//! Invariant: two runs that differ in passes alone are subtracted, so that building the engine does not count.

use std::path::PathBuf;
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
    /// Count generated news under 100, 1,000 and 10,000 generated rules instead, and fail when many cost much more than few
    #[arg(long)]
    rules: bool,
}

/// What 10,000 rules may cost, as a multiple of 100 rules.
const MOST: f64 = 1.5;

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
        if self.rules {
            return self.grow();
        }
        let folder = self.folder.clone().unwrap_or_else(|| "corpus/dev".to_owned());
        let bytes: usize = repo::files(&repo::path(&folder), "txt")?
            .iter()
            .map(|path| Ok(repo::read(path)?.len()))
            .sum::<Result<usize>>()?;
        let each = self.a_pass(&[&folder])? / bytes.max(1) as f64;
        println!("{bytes} bytes of articles: {each:.0} instructions a byte");
        Ok(())
    }

    /// The same text under more and more rules.
    fn grow(&self) -> Result<()> {
        let mut few = None;
        for rules in [100, 1_000, 10_000] {
            let own = self.a_pass(&["--rules", &rules.to_string()])?;
            let ratio = own / *few.get_or_insert(own);
            println!("{rules:>6} rules: {:.1} million instructions, {ratio:.2} times those of 100", own / 1e6);
            if ratio > MOST {
                bail!("{rules} rules cost more than {MOST} times what 100 cost");
            }
        }
        Ok(())
    }

    /// Instructions of one pass over the text.
    fn a_pass(&self, arguments: &[&str]) -> Result<f64> {
        let (one, three) = (self.count(arguments, 1)?, self.count(arguments, 3)?);
        Ok(three.saturating_sub(one) as f64 / 2.0)
    }

    fn count(&self, arguments: &[&str], passes: u32) -> Result<u64> {
        let program = target()?.join("profiling/throughput");
        let output = Command::new("valgrind")
            .arg("--tool=callgrind")
            .arg(format!("--callgrind-out-file={}", self.profile))
            .arg(program)
            .args(["--passes", &passes.to_string()])
            .args(arguments)
            .current_dir(repo::path(""))
            .output()?;
        let told = String::from_utf8_lossy(&output.stderr);
        let line = told.lines().find_map(|line| line.split_once("Collected : "));
        let line = line.with_context(|| format!("callgrind told no count:\n{told}"))?;
        line.1.trim().parse().context("callgrind's count is no number")
    }
}

/// The folder cargo builds into, wherever the user has put it: this program lies in one of its profiles' folders.
fn target() -> Result<PathBuf> {
    let own = std::env::current_exe()?;
    let target = own.ancestors().nth(2).context("this program was not built by cargo")?;
    Ok(target.to_owned())
}
