//! `dateline serve`: the page for trying articles and rules.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use anyhow::Context;
use dateline_serve::Workshop;

use crate::exit::Exit;
use crate::packs;

#[derive(Debug, clap::Args)]
#[command(after_help = "Example: dateline serve --rules my-rules")]
pub(crate) struct Serve {
    /// Folder with rule packs to add to the built-in ones, or to put in their place
    #[arg(long = "rules", value_name = "DIR")]
    pub(crate) folders: Vec<PathBuf>,
    /// Address to listen at; any other than this machine's own shows the page to others
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub(crate) address: IpAddr,
    /// Port; 0 takes a free one
    #[arg(long, default_value_t = 8642)]
    pub(crate) port: u16,
}

pub(crate) fn run(args: &Serve) -> anyhow::Result<Exit> {
    let workshop = Workshop::new(packs::sources(&args.folders, true)?);
    let Some(engine) = workshop.engine() else {
        anstream::eprintln!("error: no usable rule packs; see `dateline check`");
        return Ok(Exit::Packs);
    };
    let [used, rejected, disabled] = [engine.rules(), engine.rejected(), engine.disabled()].map(<[String]>::len);
    anstream::eprintln!("{used} rules in use, {rejected} rejected, {disabled} switched off");
    let address = SocketAddr::new(args.address, args.port);
    dateline_serve::serve(workshop, address, |address| anstream::eprintln!("http://{address}/ until Ctrl-C"))
        .with_context(|| format!("{address} cannot be listened at"))?;
    Ok(Exit::Clean)
}
