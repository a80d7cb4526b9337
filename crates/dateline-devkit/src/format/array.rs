//! Lists: on one line where they fit, else one item a line where the author began so, else filled lines.
//!
//! Invariant: a list with a comment in it stays as it is.

use toml_edit::{Array, Value};

use super::{WIDTH, prefix};

const INDENT: usize = 4;

/// Lays out a list that begins in this column.
pub(super) fn lay_out(array: &mut Array, column: usize) {
    let raw = array.to_string();
    if array.iter().any(has_comment) || prefix(Some(array.trailing())).contains('#') || array.is_empty() {
        return;
    }
    let items: Vec<String> = array.iter().map(text).collect();
    let one_each = array.iter().all(|item| prefix(item.decor().prefix()).contains('\n'));
    let length = items.iter().map(|item| item.chars().count() + 2).sum::<usize>();
    if !raw.trim().contains('\n') && column + length <= WIDTH {
        one_line(array);
        return;
    }
    let mut at = WIDTH;
    for (item, text) in array.iter_mut().zip(&items) {
        let length = text.chars().count() + 1;
        let breaks = one_each || at + 1 + length > WIDTH;
        at = if breaks { INDENT + length } else { at + 1 + length };
        let before = if breaks { format!("\n{}", " ".repeat(INDENT)) } else { " ".to_owned() };
        item.decor_mut().set_prefix(before);
        item.decor_mut().set_suffix("");
    }
    array.set_trailing_comma(true);
    array.set_trailing("\n");
}

/// All on one line.
pub(super) fn one_line(array: &mut Array) {
    for (number, item) in array.iter_mut().enumerate() {
        item.decor_mut().set_prefix(if number == 0 { "" } else { " " });
        item.decor_mut().set_suffix("");
    }
    array.set_trailing_comma(false);
    array.set_trailing("");
}

fn has_comment(item: &Value) -> bool {
    let decor = item.decor();
    prefix(decor.prefix()).contains('#') || prefix(decor.suffix()).contains('#')
}

/// The item without what stands around it.
fn text(item: &Value) -> String {
    let mut item = item.clone();
    item.decor_mut().clear();
    item.to_string().trim().to_owned()
}
