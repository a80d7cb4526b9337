//! First drafts of what authors write: a pack, a rule from a sentence, an outlet.
//!
//! Invariant: every file is read back by the loader, and `check` asks for what its author has still to write.

mod rule;

pub use rule::{NewRule, new_rule};

use crate::schema::{PACK_SCHEMA, schemas};
use crate::{TO_DO, format_toml};

/// A file to write: its path inside the pack and its text.
pub type NewFile = (String, String);

/// An id is lower-case letters, digits and hyphens, so that it can be a file's name anywhere.
pub fn is_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// The files of a new pack.
pub fn new_pack(id: &str) -> Vec<NewFile> {
    let manifest = format!(
        "#:schema schema/{PACK_SCHEMA}\n[pack]\nid = {id:?}\nversion = \"0.1.0\"\nengine = \">=0.1\"\n\
         doc = \"{TO_DO}: what this pack codes beside the built-in rules.\"\n\
         depends = [\"english\", \"world\", \"security-operations\"]\n"
    );
    let mut files = vec![("pack.toml".to_owned(), tidy(&manifest))];
    files.extend(schemas().map(|(name, text)| (format!("schema/{name}"), text)));
    files
}

/// The file of a new outlet.
pub fn new_outlet(id: &str, name: &str, place: Option<&str>, country: Option<&str>) -> NewFile {
    let mut text =
        format!("{}doc = \"{TO_DO}: where the house sits and how its articles open.\"\n\n[outlet]\n", header());
    text += &format!("id = {id:?}\nname = {}\n", quoted(name));
    for (key, value) in [("country", country), ("place", place)] {
        text += &value.map_or_else(String::new, |value| format!("{key} = {}\n", quoted(value)));
    }
    text += "date_order = \"day-first\"\n\
             # What stands before the first sentence: `Mosul, 3 May 2024 (House) -`.\n\
             head = ['@dateline:<place> \",\" @published:<date> \"(\" <house> \")\" <dash>?', '@dateline:<place> \"(\" <house> \")\" <dash>?']\n\
             # What stands behind the last one.\n\
             tail = ['\"©\" <line>? newline']\n";
    (format!("outlets/{id}.toml"), tidy(&text))
}

/// First line of a rule file, for editors; files stand one folder below the pack.
fn header() -> String {
    format!("#:schema ../schema/{}\n", crate::schema::RULE_SCHEMA)
}

/// Text as a TOML string.
fn quoted(text: &str) -> String {
    if text.contains(['\'', '\n']) { toml_edit::Value::from(text).to_string() } else { format!("'{text}'") }
}

fn tidy(text: &str) -> String {
    format_toml(text).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests;
