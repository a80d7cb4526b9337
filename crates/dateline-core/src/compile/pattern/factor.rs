//! Branches that begin alike begin once: `@patient<people> was jailed | @patient<people> was hanged` tries the people once.
//!
//! Invariant: what is matched stays. So does the order of preference where the beginning takes the same tokens for all
//! branches, for only neighbours are joined; where it can take more or fewer of them, the most are tried first, whichever
//! branch goes on from there.

use super::ir::{Ir, Place};

/// The same pattern, with what neighbouring branches begin with told once.
pub(super) fn factored(ir: Ir) -> Ir {
    match ir {
        Ir::Alt(branches) => alternatives(branches),
        Ir::Seq(parts) => Ir::Seq(parts.into_iter().map(factored).collect()),
        Ir::Repeat(body, repeat) => Ir::Repeat(Box::new(factored(*body)), repeat),
        Ir::Look(look, body, place) => Ir::Look(look, Box::new(factored(*body)), place),
        Ir::Capture(role, types, body, place) => Ir::Capture(role, types, Box::new(factored(*body)), place),
        // Gates are put in afterwards.
        Ir::Step(..) | Ir::Edge(..) | Ir::Gated(..) | Ir::Broken => ir,
    }
}

/// Neighbouring branches with one beginning.
struct Shared {
    first: Ir,
    rests: Vec<(Ir, Place)>,
    place: Place,
}

impl Shared {
    fn whole(mut self) -> (Ir, Place) {
        let rest = if self.rests.len() == 1 { factored(self.rests.remove(0).0) } else { alternatives(self.rests) };
        (Ir::Seq(vec![factored(self.first), rest]), self.place)
    }
}

fn alternatives(branches: Vec<(Ir, Place)>) -> Ir {
    let mut joined: Vec<Shared> = Vec::new();
    for (branch, place) in branches {
        let (first, rest) = parted(branch);
        match joined.last_mut() {
            Some(known) if known.first == first && is_single(&first) => known.rests.push((rest, place)),
            _ => joined.push(Shared { first, rests: vec![(rest, place)], place }),
        }
    }
    let mut all: Vec<_> = joined.into_iter().map(Shared::whole).collect();
    if all.len() == 1 { all.remove(0).0 } else { Ir::Alt(all) }
}

/// The first part of a branch and all behind it.
fn parted(branch: Ir) -> (Ir, Ir) {
    match branch {
        Ir::Seq(mut parts) if !parts.is_empty() => {
            let rest = parts.split_off(1);
            (parts.remove(0), Ir::Seq(rest))
        }
        other => (other, Ir::Seq(Vec::new())),
    }
}

/// One step or edge, as it is or captured.
fn is_single(ir: &Ir) -> bool {
    match ir {
        Ir::Step(..) | Ir::Edge(..) => true,
        Ir::Capture(_, _, body, _) => match &**body {
            Ir::Alt(branches) => branches.iter().all(|(branch, _)| matches!(branch, Ir::Step(..))),
            body => is_single(body),
        },
        _ => false,
    }
}
