//! Weighted edit distance between the sounds of two names.
//!
//! Invariant: symmetric, zero for equal sounds of equal weight, and no allocation.

use super::phone::swap;
use super::sounds::{FULL, MAX_SOUNDS, Sound};

/// Cost of making one sequence of sounds the other.
pub(super) fn distance(a: &[Sound], b: &[Sound]) -> u32 {
    let (a, b) = (&a[..a.len().min(MAX_SOUNDS)], &b[..b.len().min(MAX_SOUNDS)]);
    let mut row = [0_u32; MAX_SOUNDS + 1];
    for (j, sound) in b.iter().enumerate() {
        row[j + 1] = row[j] + sound.cost();
    }
    for x in a {
        let mut diagonal = row[0];
        row[0] += x.cost();
        for (j, y) in b.iter().enumerate() {
            let weight = u32::from(x.weight) + u32::from(y.weight);
            let change = diagonal + u32::from(swap(x.phone, y.phone)) * weight / 2;
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + x.cost()).min(row[j] + y.cost());
        }
    }
    row[b.len()]
}

/// What leaving all of them out would cost.
pub(super) fn mass(sounds: &[Sound]) -> u32 {
    sounds.iter().map(|s| s.cost()).sum()
}

/// One for equal sounds, zero for sounds that have nothing in common.
pub(super) fn similarity(a: &[Sound], b: &[Sound]) -> f32 {
    let whole = (mass(a) + mass(b)).max(u32::from(FULL));
    1.0 - distance(a, b) as f32 / whole as f32
}
