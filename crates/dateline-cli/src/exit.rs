//! Exit codes: part of the command's contract, the same under every format.

use std::process::ExitCode;

/// What a run ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    /// Everything was done.
    Clean = 0,
    /// Done, with findings: documents that failed under `--strict`, rules with errors under `check`, examples
    /// that failed under `test`.
    Findings = 1,
    /// The command or its files are wrong.
    Usage = 2,
    /// No usable rule packs.
    Packs = 3,
    /// The paths or the filter leave nothing to work on.
    Nothing = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
