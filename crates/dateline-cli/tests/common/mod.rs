//! Running the command, and folders of a test's own.
#![allow(dead_code, reason = "not every test file uses everything")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub(crate) fn dateline(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline")).args(arguments).output().expect("the command runs")
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("output is text")
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are text")
}

/// A folder of this test's own with these files.
pub(crate) fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("an old folder can go");
    }
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    for (file, content) in files {
        let path = folder.join(file);
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder can be made");
        std::fs::write(path, content).expect("a file can be written");
    }
    folder
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().expect("the path is text")
}
