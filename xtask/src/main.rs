//! `cargo xtask`: training, measuring and upkeep. The only crate besides the command line that prints.
#![allow(clippy::print_stdout, reason = "printing is what these commands do")]

mod codegen;
mod conllu;
mod corpus;
mod eval;
mod instructions;
mod muc4;
mod repo;
mod stream;
mod tidy;
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
    /// Write templates as the fourth Message Understanding Conference scores them.
    Muc4(muc4::Muc4),
    /// Write the files that are made from others.
    Codegen(codegen::Codegen),
    /// Check the rules of the house that no other tool checks.
    Tidy(tidy::Tidy),
    /// Count what the project's own articles hold.
    Corpus(corpus::Corpus),
    /// Count the engine's instructions for each byte of text, with valgrind.
    Instructions(instructions::Instructions),
    /// Write generated articles as JSON Lines, for measuring runs.
    Stream(stream::Stream),
}

fn main() -> anyhow::Result<()> {
    match Command::parse() {
        Command::TrainTagger(command) => command.run(),
        Command::CrossValidateTagger(command) => command.run(),
        Command::Eval(command) => command.run(),
        Command::Muc4(command) => command.run(),
        Command::Codegen(command) => command.run(),
        Command::Tidy(command) => command.run(),
        Command::Corpus(command) => command.run(),
        Command::Instructions(command) => command.run(),
        Command::Stream(command) => command.run(),
    }
}
