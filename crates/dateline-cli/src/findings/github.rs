//! Findings as workflow commands, which GitHub shows beside the changed lines.

use std::io::{self, Write};

use dateline::Severity;

use super::Finding;

pub(super) fn write(findings: &[Finding<'_>], out: &mut impl Write) -> io::Result<()> {
    for finding in findings {
        let d = finding.diagnostic;
        let level = match d.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let help = d.help.as_ref().map_or_else(String::new, |help| format!(": {help}"));
        let region = finding.region;
        writeln!(
            out,
            "::{level} file={},line={},endLine={},title={}::{}",
            value(&finding.file),
            region.line,
            region.end_line,
            value(&d.code),
            message(&format!("{}{help}", d.title))
        )?;
    }
    Ok(())
}

fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn value(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_the_commands_are_escaped() {
        assert_eq!(message("50 %\nand: more"), "50 %25%0Aand: more");
        assert_eq!(value("a:b,c"), "a%3Ab%2Cc");
    }
}
