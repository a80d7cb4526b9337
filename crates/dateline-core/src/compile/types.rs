//! The compiled taxonomy: every type knows its ancestors as a bit set, so "is a" is one AND.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A type of the taxonomy. 0 is `thing`, the root and the unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Deserialize, Serialize)]
pub struct TypeId(pub u8);

/// A set of types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
pub struct TypeSet(pub u128);

impl TypeSet {
    /// No types.
    pub const EMPTY: Self = Self(0);

    /// Adds one.
    pub fn insert(&mut self, id: TypeId) {
        self.0 |= 1 << id.0;
    }

    /// True when it holds the type.
    pub fn has(self, id: TypeId) -> bool {
        self.0 >> id.0 & 1 == 1
    }

    /// True when the sets share a type.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The types of both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// True when it holds nothing.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Names and ancestors of all types.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Taxonomy {
    names: Vec<String>,
    /// Each type with its ancestors.
    upward: Vec<TypeSet>,
}

impl Default for Taxonomy {
    fn default() -> Self {
        Self { names: vec!["thing".to_owned()], upward: vec![TypeSet(1)] }
    }
}

/// Types that a taxonomy can hold.
pub const MAX_TYPES: usize = 127;

impl Taxonomy {
    /// Builds it from child → parent. Types beyond [`MAX_TYPES`] and types in a circle are returned as unusable.
    pub fn new(parents: &BTreeMap<String, Option<String>>) -> (Self, Vec<String>) {
        let mut this = Self::default();
        let mut unusable = Vec::new();
        for name in parents.keys() {
            if this.names.len() > MAX_TYPES {
                unusable.push(name.clone());
            } else if name != "thing" {
                this.names.push(name.clone());
            }
        }
        this.upward = vec![TypeSet(1); this.names.len()];
        for index in 0..this.names.len() {
            let mut set = TypeSet(1);
            set.insert(TypeId(index as u8));
            let mut at = this.names[index].clone();
            let mut steps = 0;
            while let Some(parent) = parents.get(&at).and_then(Option::as_ref) {
                let Some(id) = this.get(parent) else { break };
                set.insert(id);
                at.clone_from(parent);
                steps += 1;
                if steps > this.names.len() {
                    unusable.push(this.names[index].clone());
                    break;
                }
            }
            this.upward[index] = set;
        }
        (this, unusable)
    }

    /// The type of that name.
    pub fn get(&self, name: &str) -> Option<TypeId> {
        self.names.iter().position(|n| n == name).map(|i| TypeId(i as u8))
    }

    /// The type's name.
    pub fn name(&self, id: TypeId) -> &str {
        &self.names[usize::from(id.0)]
    }

    /// All names, root first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// The type with all that it is a kind of.
    pub fn upward(&self, id: TypeId) -> TypeSet {
        self.upward[usize::from(id.0)]
    }

    /// True when `id` is one of `wanted` or a kind of one.
    pub fn is_a(&self, id: TypeId, wanted: TypeSet) -> bool {
        self.upward(id).meets(wanted)
    }
}
