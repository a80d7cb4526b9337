//! JSON Schema of the files that authors write, made from the types that read them and from their comments.
//!
//! Invariant: draft 7 with plain keywords, which is what editors of TOML understand.

use dateline_core::pack::{Manifest, RuleFile};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

/// Name of the schema of rule files, in a pack's `schema` folder.
pub const RULE_SCHEMA: &str = "rule.schema.json";

/// Name of the schema of `pack.toml`.
pub const PACK_SCHEMA: &str = "pack.schema.json";

/// Every schema with its file name.
pub fn schemas() -> [(&'static str, String); 2] {
    [(PACK_SCHEMA, printed(&of::<Manifest>("A rule pack"))), (RULE_SCHEMA, printed(&of::<RuleFile>("A rule file")))]
}

fn of<T: JsonSchema>(title: &str) -> Schema {
    let mut schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<T>();
    schema.insert("title".to_owned(), title.into());
    schema
}

fn printed(schema: &Schema) -> String {
    format!("{:#}\n", schema.as_value())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn schema(name: &str) -> Value {
        let text = schemas().into_iter().find(|(file, _)| *file == name).expect("there is one").1;
        serde_json::from_str(&text).expect("a schema is JSON")
    }

    #[test]
    fn keys_are_described_and_unknown_ones_refused() {
        let rule = schema(RULE_SCHEMA);
        assert_eq!(rule["$schema"], "http://json-schema.org/draft-07/schema#");
        assert_eq!(rule["additionalProperties"], false);
        assert!(rule["properties"]["yes"]["description"].as_str().is_some_and(|text| text.contains("understand")));
        let frame = &rule["definitions"]["Frame"]["properties"];
        assert_eq!(frame["verb"]["items"]["type"], "string");
        assert!(rule["definitions"]["PatternRule"]["properties"]["match"].is_object(), "keys as in the file");
    }
}
