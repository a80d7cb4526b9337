//! Findings as one JSON object: `diagnostics` and `counts`.

use std::io::{self, Write};

use dateline::Severity;
use serde_json::json;

use super::{Counts, Finding};

pub(super) fn write(findings: &[Finding<'_>], counts: Counts, out: &mut impl Write) -> io::Result<()> {
    let diagnostics: Vec<_> = findings
        .iter()
        .map(|finding| {
            let d = finding.diagnostic;
            json!({
                "code": d.code,
                "severity": severity(d.severity),
                "message": d.title,
                "label": d.label,
                "help": d.help,
                "file": finding.file,
                "bytes": [d.spot.bytes.start, d.spot.bytes.end],
                "region": finding.region,
            })
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &json!({ "diagnostics": diagnostics, "counts": counts }))?;
    writeln!(out)
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}
