//! `dateline extract`: articles in, events out.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};

use anyhow::Context;
use dateline::Style;

use crate::args::Extract;
use crate::exit::Exit;
use crate::{inputs, packs};

pub(crate) fn run(args: &Extract) -> anyhow::Result<Exit> {
    let inputs = inputs::collect(&args.paths)?;
    if inputs.is_empty() {
        anstream::eprintln!("error: no .txt files under the given paths");
        return Ok(Exit::Nothing);
    }
    let Some(engine) = packs::engine(&args.packs)? else {
        return Ok(Exit::Packs);
    };
    let exporter = engine.exporters().get(&args.format)?;
    let out: Box<dyn Write> = match &args.output {
        Some(path) => Box::new(BufWriter::new(
            File::create(path).with_context(|| format!("{} cannot be written", path.display()))?,
        )),
        None => Box::new(BufWriter::new(io::stdout().lock())),
    };
    let colour = args.output.is_none() && io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let style = if colour { Style::Colour } else { Style::Plain };
    let mut output = exporter.begin(out, style)?;
    let (mut done, mut failed, mut events, mut incidents) = (0usize, 0usize, 0usize, 0usize);
    for input in &inputs {
        let document = match input.read() {
            Ok(document) => document,
            Err(error) => {
                anstream::eprintln!("error: {}: {error:#}", input.name());
                failed += 1;
                continue;
            }
        };
        let found = engine.extract(&document);
        output.article(&found, &document.text)?;
        done += 1;
        events += found.events.len();
        incidents += found.incidents.len();
    }
    output.finish()?;
    anstream::eprintln!(
        "{} documents: {done} read, {failed} failed; {incidents} incidents from {events} mentions",
        inputs.len()
    );
    Ok(if failed > 0 && args.strict { Exit::Findings } else { Exit::Clean })
}
