//! `dateline completions` and `dateline man`: made from the command line itself.

use std::io;
use std::path::PathBuf;

use anyhow::Context;
use clap::CommandFactory;

use crate::args::Args;
use crate::exit::Exit;

#[derive(Debug, clap::Args)]
#[command(after_help = "Example: dateline completions bash > dateline.bash")]
pub(crate) struct Completions {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Example: dateline man --output man1")]
pub(crate) struct Man {
    /// Folder to write a page a command to; without it the page of the whole goes to standard output
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
}

pub(crate) fn completions(args: &Completions) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "dateline", &mut script);
    io::Write::write_all(&mut io::stdout().lock(), &script)?;
    Ok(Exit::Clean)
}

pub(crate) fn man(args: &Man) -> anyhow::Result<Exit> {
    let Some(folder) = &args.output else {
        let mut page = Vec::new();
        clap_mangen::Man::new(Args::command()).render(&mut page)?;
        io::Write::write_all(&mut io::stdout().lock(), &page)?;
        return Ok(Exit::Clean);
    };
    std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    clap_mangen::generate_to(Args::command(), folder)
        .with_context(|| format!("{} cannot be written", folder.display()))?;
    let pages = std::fs::read_dir(folder)?.flatten().filter(|e| e.path().extension().is_some_and(|x| x == "1")).count();
    anstream::eprintln!("{pages} pages in {}", folder.display());
    Ok(Exit::Clean)
}
