//! The tutorial, done by a reader who types every command and saves every file: what it shows is what happens.
//!
//! In a `console` block, `$` begins a command, and each line below must be a part of what it prints. A fenced block with
//! a path behind its language is a file to save.
#![cfg(unix)]

mod common;

use std::path::Path;
use std::process::Command;

use common::folder;

/// A block of the text between fences.
struct Block<'t> {
    info: &'t str,
    text: String,
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<Block<'_>> = None;
    for line in text.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(info), None) => open = Some(Block { info, text: String::new() }),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, Some(block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks
}

/// Runs a command as a shell does, with `dateline` on its path.
fn run(command: &str, place: &Path) -> (String, Option<i32>) {
    let binary = Path::new(env!("CARGO_BIN_EXE_dateline")).parent().expect("it lies in a folder");
    let path = format!("{}:{}", binary.display(), std::env::var("PATH").expect("there is a path"));
    let output = Command::new("sh").args(["-c", command]).current_dir(place).env("PATH", path).output();
    let output = output.expect("there is a shell");
    let text = [output.stdout, output.stderr].concat();
    (String::from_utf8(text).expect("output is text"), output.status.code())
}

#[test]
fn every_command_does_what_the_tutorial_shows() {
    let place = folder("tutorial", &[]);
    let (mut commands, mut files) = (0, 0);
    for Block { info, text } in blocks(include_str!("../../../docs/tutorial/README.md")) {
        if let Some((_, path)) = info.split_once(' ') {
            let path = place.join(path);
            std::fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder can be made");
            std::fs::write(path, text).expect("a file can be written");
            files += 1;
            continue;
        }
        assert_eq!(info, "console", "{text}");
        let mut shown = (String::new(), String::new());
        for line in text.lines() {
            if let Some(command) = line.strip_prefix("$ ") {
                let wanted = command.split_once("# exits with ").map_or(Some(0), |(_, code)| code.trim().parse().ok());
                let (output, code) = run(command, &place);
                assert_eq!(code, wanted, "$ {command}\n{output}");
                shown = (command.to_owned(), output);
                commands += 1;
            } else {
                assert!(shown.1.contains(line.trim()), "$ {}\nshould say: {line}\nsays: {}", shown.0, shown.1);
            }
        }
    }
    assert!(commands > 20 && files > 5, "{commands} commands, {files} files");
}
