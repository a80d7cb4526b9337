//! A hash over the sources, by which a program kept on disk knows the code that made it.
//!
//! Invariant: the same sources give the same hash on every machine.

use std::io;
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    // The kept program holds values of the model by number. It stands beside this crate in the workspace, and not in a
    // package of its own, where its version stands for it.
    let folders = ["src", "../dateline-model/src"].map(Path::new);
    let mut files = Vec::new();
    for folder in folders.into_iter().filter(|folder| folder.is_dir()) {
        walk(folder, &mut files)?;
        println!("cargo::rerun-if-changed={}", folder.display());
    }
    files.sort();
    let mut hash = 0xcbf2_9ce4_8422_2325;
    for file in files {
        // Line ends differ among checkouts.
        for byte in std::fs::read(file)?.into_iter().filter(|byte| *byte != b'\r') {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    println!("cargo::rustc-env=DATELINE_SOURCES={hash:016x}");
    Ok(())
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
