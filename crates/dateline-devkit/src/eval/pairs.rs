//! Which found incident is which event of the gold: the one-to-one pairing with the best total (Kuhn 1955, Munkres 1957).

use serde_json::Value;

use super::slots::{Slot, Tally, View};
use super::words::{SCORING, stems};

/// How strictly types are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Types must agree.
    Strict,
    /// Types of one family will do.
    Lenient,
}

/// A type outside the gold's inventory.
pub(super) const OTHER: &str = "other";

/// How well they fit; 0 is no pair.
pub(super) fn affinity(gold: &Value, found: &View<'_>, mode: Mode) -> f64 {
    let kind = kind(gold);
    let same = kind == found.kind;
    if !same && kind != OTHER && !(mode == Mode::Lenient && one_family(kind, found.kind)) {
        return 0.0;
    }
    let anchor = stems(gold.get("anchor").and_then(Value::as_str).unwrap_or_default());
    let triggers: Vec<String> = found.triggers.iter().flat_map(|t| stems(t)).collect();
    let near = |a: &str, b: &str| a == b || (a.len() > 4 && b.len() > 4 && a.get(..5) == b.get(..5));
    let by_anchor = anchor.iter().any(|a| triggers.iter().any(|b| near(a, b)));
    let (mut right, mut all) = (0, 0);
    for slot in [Slot::Agent, Slot::Patient, Slot::Count, Slot::Place, Slot::Date] {
        let Tally { right: r, extra, missed } = found.compare(slot, gold);
        right += r;
        all += r + extra.max(missed);
    }
    let slots = if all == 0 { 0.0 } else { right as f64 / all as f64 };
    if !by_anchor && (slots < 0.5 || kind == OTHER) {
        return 0.0;
    }
    1.0 + if by_anchor { 0.6 } else { 0.0 } + slots + if same { 0.5 } else { 0.0 }
}

/// The type of a gold event.
pub(super) fn kind(gold: &Value) -> &str {
    gold.get("type").and_then(Value::as_str).unwrap_or(OTHER)
}

fn one_family(a: &str, b: &str) -> bool {
    a == OTHER || b == OTHER || SCORING.families.iter().any(|f| f.contains(a) && f.contains(b))
}

/// Pairs (row, column) of a matrix of weights, so that their sum is greatest; a weight of 0 makes no pair.
pub(super) fn assign(weights: &[Vec<f64>]) -> Vec<(usize, usize)> {
    let rows = weights.len();
    let columns = weights.first().map_or(0, Vec::len);
    if rows == 0 || columns == 0 {
        return Vec::new();
    }
    let size = rows.max(columns);
    let weight = |i: usize, j: usize| if i < rows && j < columns { weights[i][j] } else { 0.0 };
    let (mut u, mut v) = (vec![0.0f64; size + 1], vec![0.0f64; size + 1]);
    // Row of each column, from 1; 0 is none.
    let (mut row_of, mut way) = (vec![0usize; size + 1], vec![0usize; size + 1]);
    for i in 1..=size {
        row_of[0] = i;
        let mut column = 0;
        let (mut least, mut used) = (vec![f64::INFINITY; size + 1], vec![false; size + 1]);
        while row_of[column] != 0 {
            used[column] = true;
            let row = row_of[column];
            let (mut delta, mut next) = (f64::INFINITY, 0);
            for j in 1..=size {
                if used[j] {
                    continue;
                }
                let cost = -weight(row - 1, j - 1) - u[row] - v[j];
                if cost < least[j] {
                    least[j] = cost;
                    way[j] = column;
                }
                if least[j] < delta {
                    delta = least[j];
                    next = j;
                }
            }
            for j in 0..=size {
                if used[j] {
                    u[row_of[j]] += delta;
                    v[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            column = next;
        }
        while column != 0 {
            row_of[column] = row_of[way[column]];
            column = way[column];
        }
    }
    let pairs = (1..=size).map(|j| (row_of[j] - 1, j - 1));
    pairs.filter(|(i, j)| weight(*i, *j) > 0.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_total_wins_over_the_best_pair() {
        let check = |weights: &[&[f64]], expected: &[(usize, usize)]| {
            let weights: Vec<Vec<f64>> = weights.iter().map(|row| row.to_vec()).collect();
            let mut pairs = assign(&weights);
            pairs.sort_unstable();
            assert_eq!(pairs, expected, "{weights:?}");
        };
        check(&[&[2.0, 1.9], &[1.9, 0.0]], &[(0, 1), (1, 0)]);
        check(&[&[1.0], &[2.0]], &[(1, 0)]);
        check(&[&[0.0, 0.0]], &[]);
        check(&[], &[]);
    }
}
