//! The taxonomy, and the types that the grammar asks for by name.

use std::collections::BTreeMap;

use toml::Spanned;

use crate::compile::{Kinds, Level, Taxonomy, TypeId, TypeSet};
use crate::pack::{Diagnostic, LoadedRule, RuleBody, Spot};

use super::{Builder, spot};

impl Builder<'_> {
    pub(super) fn taxonomy(&mut self) {
        let mut parents = BTreeMap::new();
        let mut places: BTreeMap<String, Spot> = BTreeMap::new();
        for rule in self.packs.iter().flat_map(|pack| &pack.rules) {
            let RuleBody::Types(types) = &rule.body else { continue };
            for (name, def) in types {
                places.insert(name.get_ref().clone(), spot(rule, name));
                parents.insert(name.get_ref().clone(), def.parent.as_ref().map(|p| p.get_ref().clone()));
            }
        }
        for rule in self.packs.iter().flat_map(|pack| &pack.rules) {
            let RuleBody::Types(types) = &rule.body else { continue };
            for parent in types.values().filter_map(|def| def.parent.as_ref()) {
                if !parents.contains_key(parent.get_ref()) && parent.get_ref() != "thing" {
                    self.found.push(
                        Diagnostic::error(
                            "unknown-type",
                            spot(rule, parent),
                            format!("no type `{}`", parent.get_ref()),
                            "unknown",
                        )
                        .nearest(parent.get_ref(), parents.keys().map(String::as_str)),
                    );
                }
            }
        }
        let (taxonomy, unusable) = Taxonomy::new(&parents);
        for name in unusable {
            if let Some(spot) = places.get(&name) {
                self.found.push(
                    Diagnostic::error("unusable-type", spot.clone(), format!("type `{name}` cannot be used"), "here")
                        .help("a type must not be its own ancestor, and a taxonomy holds at most 126 types"),
                );
            }
        }
        self.taxonomy = taxonomy;
    }

    pub(super) fn type_named(&mut self, rule: &LoadedRule, name: &Spanned<String>) -> Option<TypeId> {
        let found = self.taxonomy.get(name.get_ref());
        if found.is_none() {
            self.found.push(
                Diagnostic::error(
                    "unknown-type",
                    spot(rule, name),
                    format!("no type `{}`", name.get_ref()),
                    "unknown type",
                )
                .nearest(name.get_ref(), self.taxonomy.names()),
            );
        }
        found
    }

    /// Collects the types that words can have.
    pub(super) fn find_yielded(&mut self) {
        // Numbers and times come from the grammar, and a name that no list has is taken for a person's or a place's.
        let kinds = self.kinds();
        let grammar = kinds.count.0 | kinds.time.0 | kinds.person_up.0 | kinds.place.0;
        let country = kinds.state.0 | kinds.actor.0;
        let yielded = self.entries.iter().fold(grammar, |all, entry| {
            let as_state = if entry.level == Some(Level::Country) { country } else { 0 };
            all | as_state | self.taxonomy.upward(entry.kind).0
        });
        self.yielded = TypeSet(yielded);
    }

    /// Warns of a type that is asked for and that no word can have.
    pub(super) fn check_yielded(&mut self, rule: &LoadedRule, name: &Spanned<String>, id: TypeId) {
        if !self.yielded.has(id) {
            let title = format!("no lexicon has an entry of type `{}` or a kind of it", name.get_ref());
            let found = Diagnostic::warning("unyielded-type", spot(rule, name), title, "nothing is of this type");
            self.found.push(found.help("list words of this type in a lexicon, or leave the type out"));
        }
    }

    pub(super) fn kinds(&self) -> Kinds {
        let set = |name: &str| {
            let mut set = TypeSet::EMPTY;
            if let Some(id) = self.taxonomy.get(name) {
                set.insert(id);
            }
            set
        };
        Kinds {
            person_up: self.taxonomy.get("person").map_or(TypeSet::EMPTY, |id| self.taxonomy.upward(id)),
            person: set("person"),
            actor: set("actor"),
            place: set("place"),
            place_word: set("place-word"),
            works: set("facility").union(set("building")).union(set("infrastructure")),
            force: set("force"),
            armed_group: set("armed-group"),
            media: set("media"),
            organization: set("organization"),
            state: set("state"),
            rank: set("rank"),
            vehicle: set("vehicle"),
            title: set("title"),
            weapon: set("weapon").union(set("drone")),
            statement: set("statement"),
            casualty: set("casualty"),
            body: set("body"),
            tribe: set("tribe"),
            soldier: set("soldier"),
            militant: set("militant"),
            civilian: set("civilian"),
            count: set("count"),
            time: set("time"),
            modifiers: set("rank").union(set("title")),
        }
    }
}
