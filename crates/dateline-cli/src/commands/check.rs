//! `dateline check`: what is wrong with rule packs, and where.

use std::io::{self, Write};
use std::path::PathBuf;

use dateline::Severity;
use dateline_devkit::policy;

use crate::exit::Exit;
use crate::findings::{self, Counts, Format};
use crate::packs::{self, Roots};

#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// Folder with rule packs; without it the built-in packs are checked
    #[arg(value_name = "DIR")]
    pub(crate) folders: Vec<PathBuf>,
    /// How findings are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

pub(crate) fn run(args: &Check) -> anyhow::Result<Exit> {
    let sources = packs::sources(&args.folders, true)?;
    let roots = Roots::of(&args.folders)?;
    let built = packs::builder(&sources).lenient().build();
    let (mut diagnostics, (used, rejected, disabled)) = match &built {
        Ok(engine) => {
            (engine.diagnostics().to_vec(), (engine.rules().len(), engine.rejected().len(), engine.disabled().len()))
        }
        Err(error) => (error.diagnostics.clone(), (0, 0, 0)),
    };
    let judged = policy(&sources);
    diagnostics.extend(judged.findings);
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
    let counts = Counts {
        packs: sources.len(),
        rules: used + rejected + disabled,
        used,
        rejected,
        disabled,
        unread_files: judged.unread_files,
        errors,
        warnings: diagnostics.len() - errors,
    };
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    findings::write(args.format, &diagnostics, counts, &sources, &roots, &mut out)?;
    out.flush()?;
    Ok(match (built.is_ok(), errors) {
        (false, _) => Exit::Packs,
        (true, 0) => Exit::Clean,
        (true, _) => Exit::Findings,
    })
}
