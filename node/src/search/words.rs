//! Knows the words of all labels of a vocabulary, in every language: which terms have each, how rare it is, and which of
//! them a typed one stands for. Must not know the labels themselves.

use std::collections::{BTreeMap, HashMap};

use super::family::root;
use super::nearness::{Letters, errors, errors_allowed};

/// Shortest beginning of a last word that stands for the words it begins (guess).
const BEGINNING: usize = 2;
/// What a beginning is worth against the word itself, what a misspelt word is, and one of the same root (measured).
const BEGUN: f32 = 0.7;
const MISSPELT: f32 = 0.8;
const KIN: f32 = 0.4;
/// How soon one more label with a word adds nothing (measured).
const SATURATION: f32 = 0.16;
/// Terms whose other words lead to terms akin (measured), and how much the first of them counts more.
const SOURCES: usize = 10;
const SHARPNESS: i32 = 8;
/// Words of more terms than this lead nowhere (bound of the work, guess).
const COMMON: usize = 400;

/// The words of a vocabulary and the terms that have them. Terms and words are numbers, from 0.
#[derive(Debug, Default)]
pub(super) struct Words {
    words: Vec<String>,
    letters: Vec<Letters>,
    numbers: HashMap<String, u32>,
    /// Words by their root.
    families: HashMap<Box<str>, Vec<u32>>,
    /// For each word, the terms that have it and how many of their labels do.
    terms: Vec<Vec<(u32, f32)>>,
    /// For each term, its words.
    of_term: Vec<Vec<(u32, f32)>>,
    rarity: Vec<f32>,
    /// How far from the origin each term is: what brings terms of many words back to the measure of others.
    norm: Vec<f32>,
}

/// A word of the vocabulary that a typed one may stand for, and how much it is worth, from 0 to 1.
type Meant = (u32, f32);

impl Words {
    /// The number of a word, new or known, of one label of a term. Terms come in order.
    pub(super) fn add(&mut self, term: u32, word: &str) -> u32 {
        let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(word.to_owned()).or_insert(next);
        if number == next {
            self.words.push(word.to_owned());
            self.letters.push(Letters::of(word));
            self.families.entry(root(word).into()).or_default().push(number);
            self.terms.push(Vec::new());
        }
        match self.terms[number as usize].last_mut() {
            Some((last, labels)) if *last == term => *labels += 1.0,
            _ => self.terms[number as usize].push((term, 1.0)),
        }
        number
    }

    /// Makes what follows from the words, once all are there.
    pub(super) fn finish(&mut self, terms: usize) {
        self.of_term = vec![Vec::new(); terms];
        self.rarity = self.terms.iter().map(|having| rarity(terms, having.len())).collect();
        for (word, having) in (0u32..).zip(&self.terms) {
            for (term, labels) in having {
                self.of_term[*term as usize].push((word, (1.0 + labels).ln() * self.rarity[word as usize]));
            }
        }
        let length =
            |words: &Vec<(u32, f32)>| words.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        self.norm = self.of_term.iter().map(|words| length(words).max(f32::MIN_POSITIVE)).collect();
    }

    /// A word by its number.
    pub(super) fn get(&self, number: u32) -> &str {
        &self.words[number as usize]
    }

    /// Whether a word is one of the vocabulary.
    pub(super) fn has(&self, word: &str) -> bool {
        self.numbers.contains_key(word)
    }

    /// The words made of the root of a typed one, itself among them.
    pub(super) fn kin(&self, typed: &str) -> &[u32] {
        self.families.get(root(typed)).map_or(&[], Vec::as_slice)
    }

    /// How rare a word is: the logarithm of how many terms there are for each that has it.
    pub(super) fn rarity(&self, number: u32) -> f32 {
        self.rarity[number as usize]
    }

    /// The same of a typed word; one that no term has is the rarest.
    pub(super) fn rarity_of(&self, word: &str) -> f32 {
        self.numbers.get(word).map_or_else(|| rarity(self.of_term.len(), 0), |number| self.rarity(*number))
    }

    /// The words that a typed one stands for: itself; else those it begins, when it is the last one, and those nearest
    /// to it but for typing errors; and those of its root.
    pub(super) fn meant(&self, typed: &str, is_last: bool) -> Vec<Meant> {
        if let Some(known) = self.numbers.get(typed) {
            return self.with_kin(vec![(*known, 1.0)], typed);
        }
        let mut least = errors_allowed(typed.chars().count());
        let begins = is_last && typed.len() >= BEGINNING;
        let (mut begun, mut near) = (Vec::new(), Vec::new());
        let letters = Letters::of(typed);
        for ((number, known), theirs) in (0u32..).zip(&self.words).zip(&self.letters) {
            if begins && known.starts_with(typed) {
                begun.push((number, BEGUN));
            } else if least > 0
                && !letters.is_far(*theirs, least)
                && let Some(wrong) = errors(typed, known, least)
            {
                least = wrong;
                near.push((number, wrong));
            }
        }
        let nearest = near.into_iter().filter(|(_, wrong)| *wrong <= least);
        let meant = begun.into_iter().chain(nearest.map(|(number, _)| (number, MISSPELT)));
        self.with_kin(meant.collect(), typed)
    }

    fn with_kin(&self, mut meant: Vec<Meant>, typed: &str) -> Vec<Meant> {
        for kin in self.kin(typed) {
            if !meant.iter().any(|(known, _)| known == kin) {
                meant.push((*kin, KIN));
            }
        }
        meant
    }

    /// How much of a query's words the labels of each term have, all together, from 0 to 1.
    pub(super) fn evidence(&self, query: &[Vec<Meant>]) -> Vec<f32> {
        let mut found = vec![0f32; self.of_term.len()];
        let weights: Vec<f32> = query.iter().map(|meant| self.weight(meant)).collect();
        let whole = weights.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        for (meant, weight) in query.iter().zip(weights) {
            let mut best: BTreeMap<u32, f32> = BTreeMap::new();
            for (word, worth) in meant {
                for (term, labels) in &self.terms[*word as usize] {
                    let met = worth * labels / (labels + SATURATION);
                    best.entry(*term).and_modify(|most| *most = most.max(met)).or_insert(met);
                }
            }
            best.into_iter().for_each(|(term, met)| found[term as usize] += met * weight / whole);
        }
        found
    }

    fn weight(&self, meant: &[Meant]) -> f32 {
        let having = meant.iter().map(|(word, _)| self.terms[*word as usize].len()).sum();
        rarity(self.of_term.len(), having)
    }

    /// How near each term is to the first of some terms by the words of their labels, in any language: from 0 to 1 for
    /// the nearest. `scores` are those of the terms found so far (pseudo-relevance feedback, Rocchio).
    pub(super) fn akin(&self, scores: &[f32]) -> Vec<f32> {
        let first = best(scores, SOURCES);
        let mut weights: BTreeMap<u32, f32> = BTreeMap::new();
        for (term, score) in &first {
            let share = (score / first[0].1).powi(SHARPNESS) / self.norm[*term];
            for (word, weight) in &self.of_term[*term] {
                *weights.entry(*word).or_default() += share * weight;
            }
        }
        let mut found = vec![0f32; self.of_term.len()];
        for (word, weight) in weights {
            let having = &self.terms[word as usize];
            if having.len() <= COMMON {
                for (term, labels) in having {
                    let theirs = (1.0 + labels).ln() * self.rarity[word as usize];
                    found[*term as usize] += weight * theirs / self.norm[*term as usize];
                }
            }
        }
        let most = found.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
        found.iter_mut().for_each(|one| *one /= most);
        found
    }
}

/// The terms with the highest scores above none, at most `most`, the highest first.
pub(super) fn best(scores: &[f32], most: usize) -> Vec<(usize, f32)> {
    let mut best: Vec<(usize, f32)> =
        scores.iter().copied().enumerate().filter(|(_, score)| *score > 0.0).collect();
    best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    best.truncate(most);
    best
}

/// The inverse frequency of what so many of all terms have.
fn rarity(terms: usize, having: usize) -> f32 {
    (1.0 + terms as f32 / (having as f32 + 0.5)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(terms: &[&[&str]]) -> Words {
        let mut words = Words::default();
        for (term, labels) in (0u32..).zip(terms) {
            for word in labels.iter().flat_map(|label| label.split(' ')) {
                words.add(term, word);
            }
        }
        words.finish(terms.len());
        words
    }

    #[test]
    fn words_of_several_labels_count_together() {
        let words = of(&[&["boulanger", "artisan pain"], &["patissier"], &["vendeur pain"]]);
        let query = |text: &str| text.split(' ').map(|word| words.meant(word, false)).collect::<Vec<_>>();
        let found = words.evidence(&query("boulanger pain"));
        assert!(found[0] > found[2] && found[2] > 0.0 && found[1] == 0.0, "{found:?}");
        assert!(found[0] <= 1.0);
        assert!(words.evidence(&query("zzz")).iter().all(|met| *met == 0.0));
    }

    #[test]
    fn misspelt_and_unfinished_words_stand_for_others() {
        let words = of(&[&["boulanger"], &["boulangerie"], &["patissier"]]);
        let meant = |typed, is_last| {
            let meant = words.meant(typed, is_last).into_iter();
            meant.map(|(number, _)| words.get(number)).collect::<Vec<_>>()
        };
        assert_eq!(meant("boulanger", true), ["boulanger"]);
        assert_eq!(meant("boulang", true), ["boulanger", "boulangerie"]);
        assert_eq!(meant("patisier", false), ["patissier"]);
        assert!(meant("pat", false).is_empty());
    }

    #[test]
    fn terms_with_the_same_words_are_akin() {
        let words = of(&[&["boulanger", "baker"], &["artisan baker"], &["plombier"]]);
        let akin = words.akin(&[1.0, 0.0, 0.0]);
        assert!(akin[0] == 1.0 && akin[1] > 0.0 && akin[2] == 0.0, "{akin:?}");
        assert!(words.akin(&[0.0; 3]).iter().all(|one| *one == 0.0));
    }
}
