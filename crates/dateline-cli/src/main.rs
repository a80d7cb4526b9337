//! The `dateline` command: the only place that prints and exits.

mod args;
mod commands;
mod corpus;
mod exit;
mod explanation;
mod findings;
mod packs;
mod render;

use std::process::ExitCode;

use clap::Parser;

/// An article's analysis makes and drops thousands of small things: this allocator takes half the time for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let outcome = match args::Args::parse().command {
        args::Command::Extract(extract) => commands::extract::run(&extract),
        args::Command::Link(link) => commands::link::run(&link),
        args::Command::Summary(summary) => commands::counts::summary(&summary),
        args::Command::Timeline(timeline) => commands::counts::timeline(&timeline),
        args::Command::Check(check) => commands::check::run(&check),
        args::Command::Fmt(fmt) => commands::fmt::run(&fmt),
        args::Command::New(new) => commands::new::run(&new),
        args::Command::Schema(schema) => commands::schema::run(&schema),
        args::Command::Eval(eval) => commands::eval::run(&eval),
        args::Command::Diff(diff) => commands::diff::run(&diff),
        args::Command::Cov(cov) => commands::cov::run(&cov),
        args::Command::Profile(profile) => commands::profile::run(&profile),
        args::Command::Review(review) => commands::review::run(&review),
        args::Command::Docs(docs) => commands::docs::run(&docs),
        args::Command::Completions(completions) => commands::shell::completions(&completions),
        args::Command::Man(man) => commands::shell::man(&man),
        args::Command::Serve(serve) => commands::serve::run(&serve),
        args::Command::Test(test) => commands::test::run(&test),
        args::Command::Explain(explain) => commands::explain::run(&explain),
        args::Command::Rules(rules) => commands::rules::run(&rules),
    };
    match outcome {
        Ok(code) => code.into(),
        Err(error) if is_closed_pipe(&error) => exit::Exit::Clean.into(),
        Err(error) => {
            anstream::eprintln!("error: {error:#}");
            exit::Exit::Usage.into()
        }
    }
}

/// `dateline extract … | head` ends early and well.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|e| e.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe))
}
