//! Exit codes: part of the command's contract, the same under every format.

pub(crate) use dateline_devkit::Exit;
