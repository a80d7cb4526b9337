//! Places as a tree: a place lies in another when it hangs below it.
//!
//! Invariant: a place is known by its name and the chain of names above it; how exact it is is said by who names it, for
//! a town and the district of its name hang at one spot of the tree.

use dateline_model::Filler;
use hashbrown::HashMap;

use crate::names::{Name, Names};

/// A spot of the tree. 0 is the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Node(u32);

/// How exact a telling's place is, from the widest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Level {
    /// Of unknown extent.
    Unknown,
    Country,
    Admin1,
    /// A district, or an area with a name.
    District,
    /// A town, a village, a building.
    Town,
}

impl Level {
    fn of(precision: Option<&str>, chain: usize) -> Self {
        match precision {
            Some("country") => Self::Country,
            Some("admin1") => Self::Admin1,
            Some("admin2") => Self::District,
            // An area that lies in no country may be as large as a continent.
            Some("area") => {
                if chain == 0 {
                    Self::Unknown
                } else {
                    Self::District
                }
            }
            Some("town" | "village" | "point") => Self::Town,
            _ => Self::Unknown,
        }
    }
}

/// A place as a telling names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) node: Node,
    pub(crate) level: Level,
}

#[derive(Debug)]
struct Spot {
    parent: Node,
    name: Name,
    depth: u8,
}

/// What is shown of a place.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    pub(crate) kb: Option<Name>,
    pub(crate) lat: Option<f64>,
    pub(crate) lon: Option<f64>,
    pub(crate) precision: Option<Name>,
}

/// The tree.
#[derive(Debug)]
pub(crate) struct Places {
    spots: Vec<Spot>,
    numbers: HashMap<(Node, Name), Node>,
    shown: HashMap<Place, Shown>,
}

impl Places {
    pub(crate) fn new(names: &mut Names) -> Self {
        let world = Spot { parent: Node(0), name: names.add(""), depth: 0 };
        Self { spots: vec![world], numbers: HashMap::new(), shown: HashMap::new() }
    }

    /// The place of a filler; `None` when no lexicon knows it.
    pub(crate) fn add(&mut self, filler: &Filler, names: &mut Names) -> Option<Place> {
        let (name, kb) = (filler.name.as_deref()?, filler.kb.as_deref()?);
        let chain = filler.within.iter().rev().map(String::as_str).chain([name]);
        let node = chain.fold(Node(0), |node, name| self.below(node, names.add(name)));
        let place = Place { node, level: Level::of(filler.precision.as_deref(), filler.within.len()) };
        self.shown.entry(place).or_insert_with(|| Shown {
            kb: Some(names.add(kb)),
            lat: filler.lat,
            lon: filler.lon,
            precision: filler.precision.as_deref().map(|precision| names.add(precision)),
        });
        Some(place)
    }

    fn below(&mut self, parent: Node, name: Name) -> Node {
        if let Some(&node) = self.numbers.get(&(parent, name)) {
            return node;
        }
        let node = Node(self.spots.len() as u32);
        let depth = self.spot(parent).depth.saturating_add(1);
        self.spots.push(Spot { parent, name, depth });
        self.numbers.insert((parent, name), node);
        node
    }

    fn spot(&self, node: Node) -> &Spot {
        &self.spots[node.0 as usize]
    }

    /// The node and all above it, but for the world.
    pub(crate) fn upward(&self, node: Node) -> impl Iterator<Item = Node> {
        let above = move |node: &Node| Some(self.spot(*node).parent);
        std::iter::successors(Some(node), above).take_while(|node| node.0 != 0)
    }

    pub(crate) fn depth(&self, node: Node) -> u8 {
        self.spot(node).depth
    }

    /// True when `inner` is `outer` or lies in it.
    pub(crate) fn lies_in(&self, inner: Node, outer: Node) -> bool {
        self.upward(inner).any(|node| node == outer)
    }

    pub(crate) fn name(&self, node: Node) -> Name {
        self.spot(node).name
    }

    /// Names above the node, the nearest first.
    pub(crate) fn chain(&self, node: Node) -> impl Iterator<Item = Name> {
        self.upward(node).skip(1).map(|node| self.name(node))
    }

    pub(crate) fn shown(&self, place: Place) -> Option<&Shown> {
        self.shown.get(&place)
    }
}
