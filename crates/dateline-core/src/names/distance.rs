//! Weighted edit distance between the sounds of two names.
//!
//! Invariant: symmetric, zero for equal sounds of equal weight, and no allocation.

use super::phone::swap;
use super::sounds::{FULL, MAX_SOUNDS, Sound};

/// Cost of making one sequence of sounds the other; nothing as soon as it is clear that it is `too_much`.
fn distance(a: &[Sound], b: &[Sound], too_much: impl Fn(u32) -> bool) -> Option<u32> {
    let (a, b) = (&a[..a.len().min(MAX_SOUNDS)], &b[..b.len().min(MAX_SOUNDS)]);
    let mut row = [0_u32; MAX_SOUNDS + 1];
    for (j, sound) in b.iter().enumerate() {
        row[j + 1] = row[j] + sound.cost();
    }
    for x in a {
        let mut diagonal = row[0];
        row[0] += x.cost();
        let mut least = row[0];
        for (j, y) in b.iter().enumerate() {
            let weight = u32::from(x.weight) + u32::from(y.weight);
            let change = diagonal + u32::from(swap(x.phone, y.phone)) * weight / 2;
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + x.cost()).min(row[j] + y.cost());
            least = least.min(row[j + 1]);
        }
        // Every way to the end leads through this row, and costs only grow.
        if too_much(least) {
            return None;
        }
    }
    Some(row[b.len()])
}

/// What leaving all of them out would cost.
pub(super) fn mass(sounds: &[Sound]) -> u32 {
    sounds.iter().map(|s| s.cost()).sum()
}

/// One for equal sounds, zero for sounds that have nothing in common.
pub(super) fn similarity(a: &[Sound], b: &[Sound]) -> f32 {
    at_least(f32::NEG_INFINITY, a, b).unwrap_or_default()
}

/// The same, if it comes to so much.
pub(super) fn at_least(wanted: f32, a: &[Sound], b: &[Sound]) -> Option<f32> {
    let whole = (mass(a) + mass(b)).max(u32::from(FULL));
    let similarity = |distance: u32| 1.0 - distance as f32 / whole as f32;
    distance(a, b, |distance| similarity(distance) < wanted).map(similarity).filter(|found| *found >= wanted)
}
