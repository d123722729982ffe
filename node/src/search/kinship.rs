//! Knows which terms stand for one another: those of two vocabularies with one label and one ISCO-08 group, a skill and
//! the trade that uses it most, trades of one group. Must not know what is asked.

use std::collections::{BTreeMap, HashMap};

use super::words::best;
use crate::vocabulary::TermKind;

/// What is found for a term counts so much for the one that has its label, for the trade of a skill, and for the others
/// of its group: less, the more they are (measured).
const SAME: f32 = 0.62;
const TRADE: f32 = 0.49;
const GROUP: f32 = 0.5;
const CROWD: f32 = 0.3;
/// What the lesser of two scores adds to the greater (measured).
const AGREEMENT: f32 = 0.05;
/// Terms linked at most for one label, and for one group: links grow with the square (measured: with ESCO beside the
/// starter vocabulary, the largest group has some 110).
const SHARING: usize = 64;
const CROWDED: usize = 256;
/// Terms that count for others, at each of the two steps (measured).
const SOURCES: usize = 20;

/// A term as it is linked.
pub(super) struct Linked<'t> {
    pub(super) kind: TermKind,
    pub(super) isco: Option<&'t str>,
    /// Which vocabulary it is of: one has no two terms for one thing.
    pub(super) vocabulary: u8,
    /// The numbers of the wider terms.
    pub(super) broader: Vec<u32>,
}

/// One term that counts for another.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Link {
    term: u32,
    share: f32,
    is_same: bool,
}

/// What each term counts for, by number.
#[derive(Debug, Default)]
pub(super) struct Kinship(Vec<Vec<Link>>);

impl Kinship {
    /// Of terms, of the terms that have one label, label by label, and of those that are said to be the same.
    pub(super) fn of<'l>(
        terms: &[Linked<'_>],
        labels: impl Iterator<Item = Vec<u32>> + 'l,
        same: &[(u32, u32)],
    ) -> Kinship {
        let mut links: Vec<BTreeMap<u32, Link>> = vec![BTreeMap::new(); terms.len()];
        for (a, b) in same.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]) {
            links[a as usize].insert(b, Link { term: b, share: SAME, is_same: true });
        }
        for mut sharing in labels {
            sharing.truncate(SHARING);
            for (a, b) in sharing.iter().flat_map(|a| sharing.iter().map(move |b| (*a, *b))) {
                let (one, other) = (&terms[a as usize], &terms[b as usize]);
                if a != b && one.isco.is_some() && one.isco == other.isco {
                    let is_same = one.vocabulary != other.vocabulary;
                    let link = links[a as usize].entry(b).or_insert(Link { term: b, share: SAME, is_same });
                    *link = Link { share: SAME, is_same: link.is_same | is_same, ..*link };
                }
            }
        }
        let mut groups: HashMap<&str, Vec<u32>> = HashMap::new();
        for (number, term) in (0u32..).zip(terms) {
            for &above in term.broader.iter().filter(|_| term.kind == TermKind::Skill) {
                let link = Link { term: above, share: TRADE, is_same: false };
                links[number as usize].entry(above).or_insert(link);
            }
            term.isco.into_iter().for_each(|isco| groups.entry(isco).or_default().push(number));
        }
        for group in groups.values_mut() {
            group.truncate(CROWDED);
            let share = GROUP / (group.len() as f32).powf(CROWD);
            for (a, b) in
                group.iter().flat_map(|a| group.iter().map(move |b| (*a, *b))).filter(|(a, b)| a != b)
            {
                links[a as usize].entry(b).or_insert(Link { term: b, share, is_same: false });
            }
        }
        Kinship(links.into_iter().map(|links| links.into_values().collect()).collect())
    }

    /// The terms that are the same as one, in another vocabulary.
    pub(super) fn same(&self, term: u32) -> impl Iterator<Item = u32> + '_ {
        self.0[term as usize].iter().filter(|link| link.is_same).map(|link| link.term)
    }

    /// Lets what was found for the first terms count for others, and so once more.
    pub(super) fn spread(&self, scores: &mut [f32]) {
        for _ in 0..2 {
            let mut gained: BTreeMap<u32, f32> = BTreeMap::new();
            for (term, score) in best(scores, SOURCES) {
                for link in &self.0[term] {
                    let gain = gained.entry(link.term).or_default();
                    *gain = gain.max(score * link.share);
                }
            }
            for (term, gain) in gained {
                let score = &mut scores[term as usize];
                *score = score.max(gain) + AGREEMENT * score.min(gain);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_counts_for_the_same_term_first() {
        let term = |kind, isco, broader, vocabulary| Linked { kind, isco, broader, vocabulary };
        let terms = [
            term(TermKind::Trade, Some("7512"), vec![], 0),
            term(TermKind::Trade, Some("7512"), vec![], 1),
            term(TermKind::Trade, Some("7512"), vec![], 0),
            term(TermKind::Skill, None, vec![0], 0),
            term(TermKind::Trade, Some("2166"), vec![], 1),
            term(TermKind::Trade, None, vec![], 2),
        ];
        let kinship = Kinship::of(&terms, [vec![0, 1], vec![0, 4]].into_iter(), &[(5, 0)]);
        assert_eq!(kinship.same(0).collect::<Vec<_>>(), [1, 5]);
        assert_eq!(kinship.same(5).collect::<Vec<_>>(), [0]);
        let mut scores = [0.0, 0.0, 0.0, 1.0, 0.0, 0.0];
        kinship.spread(&mut scores);
        assert!(scores[3] == 1.0 && scores[0] > scores[1] && scores[1] > scores[2], "{scores:?}");
        assert!(scores[2] > 0.0 && scores[4] == 0.0, "{scores:?}");
    }
}
