//! `dateline check`: what is wrong with rule packs, and where.

use dateline::Severity;

use crate::args::Check;
use crate::exit::Exit;
use crate::{packs, render};

pub(crate) fn run(args: &Check) -> anyhow::Result<Exit> {
    let sources = packs::sources(&args.folders, true)?;
    let built = packs::builder(&sources).lenient().build();
    let (diagnostics, counts) = match &built {
        Ok(engine) => {
            (engine.diagnostics(), Some((engine.rules().len(), engine.rejected().len(), engine.disabled().len())))
        }
        Err(error) => (error.diagnostics.as_slice(), None),
    };
    for diagnostic in diagnostics {
        anstream::println!("{}\n", render::diagnostic(diagnostic, &sources));
    }
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
    let warnings = diagnostics.len() - errors;
    let (used, rejected, disabled) = counts.unwrap_or_default();
    anstream::println!(
        "{} packs; {} rules: {used} in use, {rejected} rejected, {disabled} switched off; {errors} errors, {warnings} warnings",
        sources.len(),
        used + rejected + disabled
    );
    Ok(match (built.is_ok(), errors) {
        (false, _) => Exit::Packs,
        (true, 0) => Exit::Clean,
        (true, _) => Exit::Findings,
    })
}
