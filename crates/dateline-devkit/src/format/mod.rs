//! The look of rule files: equals signs in a column, lists filled, patterns as the printer prints them.
//!
//! Invariant: formatting changes no value and no comment, and formatting twice is formatting once.

mod array;
mod pattern;

use toml_edit::{DocumentMut, Item, RawString, Table, Value};

/// The longest line.
const WIDTH: usize = 120;

/// The file as it should look; `Err` says why it cannot be read.
pub fn format_toml(text: &str) -> Result<String, String> {
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| error.to_string())?;
    let is_first = document.as_table().iter().next().is_some_and(|(_, item)| !item.is_value());
    table(document.as_table_mut(), &mut Vec::new(), is_first);
    let trailing = comments(document.trailing().as_str().unwrap_or_default());
    document.set_trailing(trailing);
    let text = document.to_string();
    Ok(text.trim_start_matches('\n').trim_end().to_owned() + "\n")
}

/// Lays out a table and those below it; `path` names it.
fn table(table: &mut Table, path: &mut Vec<String>, mut is_first: bool) {
    entries(table, path);
    for (key, item) in table.iter_mut() {
        path.push(key.get().to_owned());
        match item {
            Item::Table(inner) => {
                // A table that is only a part of another's name has no line of its own.
                if !inner.is_implicit() && !inner.is_dotted() {
                    space(inner, &mut is_first);
                }
                self::table(inner, path, false);
            }
            Item::ArrayOfTables(list) => {
                for inner in list.iter_mut() {
                    space(inner, &mut is_first);
                    self::table(inner, path, false);
                }
            }
            Item::None | Item::Value(_) => {}
        }
        path.pop();
    }
}

/// One empty line before the head of a table and its comments.
fn space(table: &mut Table, is_first: &mut bool) {
    let above = comments(prefix(table.decor().prefix()));
    let above = if std::mem::take(is_first) { above } else { format!("\n{}", above.trim_start_matches('\n')) };
    table.decor_mut().set_prefix(above);
}

/// The values of a table: the equals signs of a block stand in a column. An empty line ends a block.
fn entries(table: &mut Table, path: &[String]) {
    let mut blocks: Vec<Vec<String>> = Vec::new();
    for (number, (mut key, item)) in table.iter_mut().enumerate() {
        if !item.is_value() || key.get().is_empty() {
            continue;
        }
        let above = comments(prefix(key.leaf_decor().prefix()));
        let above = if number == 0 { above.trim_start_matches('\n').to_owned() } else { above };
        if blocks.is_empty() || above.starts_with('\n') {
            blocks.push(Vec::new());
        }
        key.leaf_decor_mut().set_prefix(above);
        blocks.last_mut().expect("one was just made").push(key.get().to_owned());
    }
    for block in blocks {
        let width = |table: &Table, name: &str| table.key(name).map_or(0, |key| key.display_repr().chars().count());
        let widest = block.iter().map(|name| width(table, name)).max().unwrap_or_default();
        for name in &block {
            let pad = widest - width(table, name) + 1;
            let Some((mut key, item)) = table.get_key_value_mut(name) else { continue };
            key.leaf_decor_mut().set_suffix(" ".repeat(pad));
            if let Item::Value(value) = item {
                let behind = prefix(value.decor().suffix()).trim_end().to_owned();
                let behind = if behind.is_empty() { behind } else { format!("  {}", behind.trim_start()) };
                pattern::lay_out(value, path, name, widest + 3);
                self::value(value, widest + 3);
                value.decor_mut().set_prefix(" ");
                value.decor_mut().set_suffix(behind);
            }
        }
    }
}

/// Lays out a value that begins in this column.
fn value(value: &mut Value, column: usize) {
    match value {
        Value::Array(array) => array::lay_out(array, column),
        Value::InlineTable(table) if !table.to_string().contains(['#', '\n']) => {
            table.fmt();
            for (_, inner) in table.iter_mut() {
                if let Value::Array(array) = inner {
                    array::one_line(array);
                }
                inner.decor_mut().set_prefix(" ");
            }
            let last = table.len().saturating_sub(1);
            for (number, (_, inner)) in table.iter_mut().enumerate() {
                inner.decor_mut().set_suffix(if number == last { " " } else { "" });
            }
        }
        _ => {}
    }
}

fn prefix(raw: Option<&RawString>) -> &str {
    raw.and_then(RawString::as_str).unwrap_or_default()
}

/// Comments without spaces at their ends, and at most one empty line in a row.
fn comments(raw: &str) -> String {
    let mut out = String::new();
    let mut empty = false;
    for line in raw.split_inclusive('\n') {
        let inner = line.trim();
        if inner.is_empty() {
            // What stands behind the last line break is the indent of what follows.
            if line.ends_with('\n') && !empty {
                out.push('\n');
            }
            empty = true;
        } else {
            out.push_str(inner);
            out.push('\n');
            empty = false;
        }
    }
    out
}

#[cfg(test)]
mod tests;
