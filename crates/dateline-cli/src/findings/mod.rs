//! Diagnostics for people and for machines. Invariant: every format says the same findings in the same order.

mod github;
mod json;
mod sarif;

use std::io::{self, Write};

use clap::ValueEnum;
use dateline::Diagnostic;
use serde::Serialize;

use crate::packs::{Roots, Sources};
use crate::render;

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// With the lines of source, for a person.
    Text,
    /// One JSON object.
    Json,
    /// SARIF 2.1.0, which code hosts and editors show in place.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
}

/// Sums that stand under the findings.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Counts {
    pub(crate) packs: usize,
    pub(crate) rules: usize,
    pub(crate) used: usize,
    pub(crate) rejected: usize,
    pub(crate) disabled: usize,
    pub(crate) unread_files: usize,
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
}

/// Lines and columns from 1, columns in code points; the end is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
struct Region {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// A finding with its place as machines want it.
struct Finding<'d> {
    diagnostic: &'d Diagnostic,
    file: String,
    region: Region,
}

/// Writes findings and sums.
pub(crate) fn write(
    format: Format,
    diagnostics: &[Diagnostic],
    counts: Counts,
    sources: &Sources,
    roots: &Roots,
    out: &mut impl Write,
) -> io::Result<()> {
    let findings = || -> Vec<Finding<'_>> {
        let finding = |diagnostic| Finding {
            file: roots.shown(diagnostic),
            region: region(render::source_text(diagnostic, sources), diagnostic.spot.bytes.clone()),
            diagnostic,
        };
        diagnostics.iter().map(finding).collect()
    };
    match format {
        Format::Text => {
            for diagnostic in diagnostics {
                writeln!(out, "{}\n", render::diagnostic(diagnostic, sources))?;
            }
            writeln!(out, "{}", sums(counts))
        }
        Format::Json => json::write(&findings(), counts, out),
        Format::Sarif => sarif::write(&findings(), out),
        Format::Github => {
            github::write(&findings(), out)?;
            writeln!(out, "{}", sums(counts))
        }
    }
}

fn sums(counts: Counts) -> String {
    let Counts { packs, rules, used, rejected, disabled, unread_files, errors, warnings } = counts;
    let unread =
        if unread_files > 0 { format!(", and {unread_files} files that cannot be read") } else { String::new() };
    format!(
        "{packs} packs; {rules} rules: {used} in use, {rejected} rejected, {disabled} switched off{unread}; \
         {errors} errors, {warnings} warnings"
    )
}

fn region(text: &str, bytes: std::ops::Range<usize>) -> Region {
    let place = |at: usize| {
        let before = text.get(..at.min(text.len())).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        (before.matches('\n').count() + 1, line.chars().count() + 1)
    };
    let ((line, column), (end_line, end_column)) = (place(bytes.start), place(bytes.end));
    Region { line, column, end_line, end_column }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_code_points_from_one() {
        let check = |text: &str, bytes: std::ops::Range<usize>, expected: [usize; 4]| {
            let Region { line, column, end_line, end_column } = region(text, bytes);
            assert_eq!([line, column, end_line, end_column], expected, "{text:?}");
        };
        check("abc", 0..3, [1, 1, 1, 4]);
        check("é = 1\nb = 2", 3..4, [1, 3, 1, 4]);
        check("a\nb\nc", 2..5, [2, 1, 3, 2]);
        check("", 7..9, [1, 1, 1, 1]);
    }
}
