//! `cargo xtask`: training, measuring and upkeep. The only crate besides the command line that prints.
#![allow(clippy::print_stdout, reason = "printing is what these commands do")]

mod conllu;
mod eval;
mod repo;
mod train;

use clap::Parser;

#[derive(Parser)]
#[command(about, disable_help_subcommand = true)]
enum Command {
    /// Train the part-of-speech tagger and write its model file.
    TrainTagger(train::TrainTagger),
    /// Measure the tagger on documents that a base model has not seen, by cross-validation.
    CrossValidateTagger(train::CrossValidateTagger),
    /// Measure the analysis against annotated data.
    Eval(eval::Eval),
}

fn main() -> anyhow::Result<()> {
    match Command::parse() {
        Command::TrainTagger(command) => command.run(),
        Command::CrossValidateTagger(command) => command.run(),
        Command::Eval(command) => command.run(),
    }
}
