//! Findings as SARIF 2.1.0 (OASIS). Columns count code points, and the log says so.

use std::collections::BTreeSet;
use std::io::{self, Write};

use dateline::Severity;
use serde_json::{Value, json};

use super::Finding;

pub(super) fn write(findings: &[Finding<'_>], out: &mut impl Write) -> io::Result<()> {
    let codes: BTreeSet<&str> = findings.iter().map(|f| &*f.diagnostic.code).collect();
    let rules: Vec<Value> = codes.iter().map(|code| json!({ "id": code })).collect();
    let results: Vec<Value> = findings.iter().map(result).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "dateline", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn result(finding: &Finding<'_>) -> Value {
    let d = finding.diagnostic;
    let level = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let help = d.help.as_ref().map_or_else(String::new, |help| format!("; {help}"));
    let region = finding.region;
    json!({
        "ruleId": d.code,
        "level": level,
        "message": { "text": format!("{}{help}", d.title) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": finding.file },
            "region": {
                "startLine": region.line,
                "startColumn": region.column,
                "endLine": region.end_line,
                "endColumn": region.end_column,
            },
        } }],
    })
}
