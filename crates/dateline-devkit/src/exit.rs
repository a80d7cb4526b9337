//! Exit codes of the command, as constants for those who call it.
//!
//! Invariant: a code means the same under every command and format, and is never given another meaning.

use std::process::ExitCode;

/// What a run ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Everything was done, and nothing was found wrong.
    Clean = 0,
    /// Done, with findings: documents that failed under `--strict`, rules with errors, examples that failed, figures
    /// below a threshold.
    Findings = 1,
    /// The command or its files are wrong.
    Usage = 2,
    /// No usable rule packs.
    Packs = 3,
    /// The paths or the filter leave nothing to work on.
    Nothing = 4,
    /// Only snapshots differ.
    Drift = 5,
}

impl Exit {
    /// The number that the shell sees.
    pub fn code(self) -> u8 {
        self as u8
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
