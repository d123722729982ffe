//! Circles of guarantees: who stands surety for whom, and so in the end for itself. Must not know of amounts.

use std::collections::{BTreeMap, BTreeSet};

use super::{CYCLE_LENGTH, CYCLE_STEPS, CYCLES};

/// The circles among places, each once, from its lowest place on, in the order of their places; and whether the search
/// ended before all were found. `edges`: for whom each stands surety.
pub(super) fn cycles(edges: &BTreeMap<usize, BTreeSet<usize>>) -> (Vec<Vec<usize>>, bool) {
    let mut search = Search { edges, found: Vec::new(), steps: 0 };
    for start in edges.keys() {
        if !search.from(&mut vec![*start]) {
            return (search.found, true);
        }
    }
    (search.found, false)
}

struct Search<'e> {
    edges: &'e BTreeMap<usize, BTreeSet<usize>>,
    found: Vec<Vec<usize>>,
    steps: u64,
}

impl Search<'_> {
    /// Follows what leads on from the last place of a path, and back to its first. `false`: enough was searched.
    fn from(&mut self, path: &mut Vec<usize>) -> bool {
        let (Some(first), Some(last)) = (path.first().copied(), path.last().copied()) else { return true };
        let edges = self.edges;
        for next in edges.get(&last).into_iter().flatten() {
            self.steps += 1;
            if self.steps > CYCLE_STEPS {
                return false;
            }
            if *next == first {
                if self.found.len() == CYCLES {
                    return false;
                }
                self.found.push(path.clone());
            } else if *next > first && !path.contains(next) && path.len() < CYCLE_LENGTH {
                path.push(*next);
                let more = self.from(path);
                path.pop();
                if !more {
                    return false;
                }
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn among(edges: &[(usize, usize)]) -> (Vec<Vec<usize>>, bool) {
        let mut all: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (from, to) in edges {
            all.entry(*from).or_default().insert(*to);
        }
        cycles(&all)
    }

    #[test]
    fn each_circle_is_found_once() {
        assert_eq!(among(&[(0, 1), (1, 2), (0, 2)]), (vec![], false));
        assert_eq!(among(&[(2, 0), (0, 1), (1, 2), (1, 0)]), (vec![vec![0, 1], vec![0, 1, 2]], false));
        assert_eq!(among(&[(1, 2), (2, 1), (3, 1), (2, 3)]), (vec![vec![1, 2], vec![1, 2, 3]], false));
    }

    #[test]
    fn the_search_ends() {
        let all: Vec<(usize, usize)> =
            (0..60).flat_map(|a| (0..60).map(move |b| (a, b))).filter(|(a, b)| a != b).collect();
        let (found, more) = among(&all);
        assert_eq!((found.len(), more), (CYCLES, true));
        // Many paths, and no circle among them.
        let forward: Vec<(usize, usize)> = all.into_iter().filter(|(a, b)| a < b).collect();
        assert_eq!(among(&forward), (vec![], true));
    }
}
