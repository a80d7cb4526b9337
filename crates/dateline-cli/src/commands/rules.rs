//! `dateline rules`: the rules in use, in the order in which they are asked.

use crate::args::PackArgs;
use crate::exit::Exit;
use crate::packs;

#[derive(Debug, clap::Args)]
pub(crate) struct Rules {
    #[command(flatten)]
    pub(crate) packs: PackArgs,
}

pub(crate) fn run(args: &Rules) -> anyhow::Result<Exit> {
    let Some(engine) = packs::engine(&args.packs)? else {
        return Ok(Exit::Packs);
    };
    for (kind, list) in [("", engine.rules()), ("rejected ", engine.rejected()), ("off ", engine.disabled())] {
        for rule in list {
            anstream::println!("{kind}{rule}");
        }
    }
    anstream::eprintln!(
        "{} rules in use, {} rejected, {} switched off",
        engine.rules().len(),
        engine.rejected().len(),
        engine.disabled().len()
    );
    Ok(packs::verdict(&engine, Exit::Clean))
}
