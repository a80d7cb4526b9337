//! Patterns inside rule files, printed by the printer of the pattern language; long ones are broken into lines.
//!
//! Invariant: a pattern is only replaced by one that is read as the same pattern.

use dateline_core::pack::pattern::{Node, NodeKind, Origin, parse};
use toml_edit::{Array, Value};

use super::WIDTH;

/// Lays out the patterns in a value of a rule file.
pub(super) fn lay_out(value: &mut Value, path: &[String], key: &str, column: usize) {
    match (path, key) {
        ([table], "match") if table == "pattern" => one(value, column, true),
        ([table], _) if table == "macros" => one(value, column, true),
        ([table], "unless") if matches!(table.as_str(), "pattern" | "frame") => {
            if let Value::Array(list) = value {
                several(list);
            }
        }
        _ => {}
    }
}

fn several(list: &mut Array) {
    for item in list.iter_mut() {
        one(item, 0, false);
    }
}

fn one(value: &mut Value, column: usize, may_break: bool) {
    let Some(text) = value.as_str() else { return };
    let read = |text: &str| parse(text, &Origin::whole("", text));
    // A comment is no part of the pattern, and would be lost.
    if text.contains(['#', '\'']) {
        return;
    }
    let (node, mistakes) = read(text);
    if !mistakes.is_empty() {
        return;
    }
    let flat = node.to_string();
    let fits = column + flat.chars().count() + 2 <= WIDTH;
    let literal = if fits || !may_break {
        format!("'{flat}'")
    } else {
        let lines: String = broken(&node).into_iter().map(|line| format!("  {line}\n")).collect();
        if read(&lines).0 != node {
            return;
        }
        format!("'''\n{lines}'''")
    };
    let decor = value.decor().clone();
    if let Ok(mut printed) = literal.parse::<Value>() {
        *printed.decor_mut() = decor;
        *value = printed;
    }
}

/// Alternatives one a line; the parts of a sequence in filled lines.
fn broken(node: &Node) -> Vec<String> {
    match &node.kind {
        NodeKind::Alt(parts) => {
            let mut lines = Vec::new();
            for (number, part) in parts.iter().enumerate() {
                for (row, line) in broken(part).into_iter().enumerate() {
                    let mark = if number > 0 && row == 0 { "| " } else { "  " };
                    lines.push(format!("{mark}{line}"));
                }
            }
            lines
        }
        NodeKind::Seq(parts) => {
            let mut lines = vec![String::new()];
            for part in parts {
                let text = if matches!(part.kind, NodeKind::Alt(_)) { format!("({part})") } else { part.to_string() };
                let full = lines
                    .last()
                    .is_some_and(|line| !line.is_empty() && line.chars().count() + text.chars().count() + 7 > WIDTH);
                if full {
                    lines.push(String::new());
                }
                if let Some(line) = lines.last_mut() {
                    if !line.is_empty() {
                        line.push(' ');
                    }
                    line.push_str(&text);
                }
            }
            lines
        }
        _ => vec![node.to_string()],
    }
}
