//! Knows which words of the vocabulary a query may mean, in three languages at once, with typing errors.
//! Must not know which entries exist, nor in what language the reader reads.
//!
//! One row for each label or alternative: its folded words, and the runs of three letters that find it when a
//! word is misspelt, cut short or inside a compound. The best rows are then compared word by word, and the
//! comparison alone decides how sure the understanding is.

use std::collections::{BTreeMap, HashMap, HashSet};

use bigre_protocol::directory::entry::Term;

use super::fold;
use super::gather::{LexiconBuilder, spoken};
use super::kinship::Kinship;
use super::nearness::{Nearness, nearness};
use super::question;
use super::trigram::Trigrams;
use super::words::Words;
use crate::vocabulary::{TermKind, Vocabulary};

/// Rows compared word by word (measured: fewer lose labels when several vocabularies stand side by side).
const CANDIDATES: usize = 400;
/// Longest label, in words, looked for inside a longer query (guess).
const SPAN: usize = 8;

// All measured with `cli/examples/search-eval.rs`, together; the order of what is found hardly changes with a tenth
// more or less of any.
/// Weight of the comparison word by word against that of the runs of three letters.
const WORD_WEIGHT: f32 = 0.3;
/// Below 1, what is not met weighs less.
const COVERAGE: f32 = 0.7;
/// What the words of all labels of a term together add.
const EVIDENCE: f32 = 0.5;
/// What likeness to the terms found first adds.
const AKIN: f32 = 0.53;
/// What is added if the whole text is a label, by how many labels fold to it, and if one is written so.
const WHOLE: f32 = 1.0;
const LABELS: f32 = 0.3;
const SPOKEN: f32 = 0.5;

/// How sure it is that a code is meant, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exactness {
    /// The words of one of its labels, all of them and no other form.
    Exact,
    /// The words of one of its labels, one of them cut short.
    Beginning,
    /// The words of one of its labels, with typing errors.
    Spelling,
    /// Some words of one of its labels.
    Partial,
    /// Nothing but a likeness: good for a suggestion.
    Near,
}

impl Exactness {
    /// Whether all words of a label were met, in one form or another.
    pub fn is_sure(self) -> bool {
        self <= Exactness::Spelling
    }
}

/// A code that some words of a query may mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Understood {
    /// The code.
    pub code: String,
    /// Its kind.
    pub kind: TermKind,
    /// How sure it is.
    pub exactness: Exactness,
    /// The higher, the nearer the whole query is to its labels: about 1 for something like, 2 and more for one of them.
    pub score: f32,
    /// How much of the query its labels have, all together, a rare word counting more: from 0 to 1.
    pub evidence: f32,
    /// Which words of the query: bit 0 for the first of the words searched ([`super::question`]).
    pub words: u16,
}

/// A term, as rows refer to it.
#[derive(Debug)]
pub(super) struct Meaning {
    pub(super) code: String,
    pub(super) kind: TermKind,
    pub(super) narrower: Vec<u32>,
}

/// One label, or several that fold to the same words.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) meaning: u32,
    pub(super) first_word: u32,
    pub(super) words: u16,
    pub(super) labels: u16,
}

/// The words of a vocabulary, ready to be looked up.
#[derive(Debug)]
pub struct Lexicon {
    pub(super) meanings: Vec<Meaning>,
    pub(super) by_code: HashMap<String, u32>,
    pub(super) rows: Vec<Row>,
    /// Words of all rows, one after another, as numbers in `words`.
    pub(super) row_words: Vec<u32>,
    pub(super) words: Words,
    /// Rows by their whole text.
    pub(super) phrases: HashMap<Box<str>, Vec<u32>>,
    /// Labels as people write them, each with its term: see [`spoken`].
    pub(super) spoken: HashSet<u64>,
    pub(super) kinship: Kinship,
    /// Terms that are the same as another, each with that one.
    pub(super) finals: HashMap<u32, u32>,
    pub(super) trigrams: Trigrams,
}

impl Lexicon {
    /// The lexicon of a vocabulary.
    pub fn of(vocabulary: &Vocabulary) -> Lexicon {
        Lexicon::with(vocabulary, &[])
    }

    /// The lexicon of a vocabulary, and of published ones beside it, in their order: what every node searches with.
    pub fn with(vocabulary: &Vocabulary, published: &[Vec<Term>]) -> Lexicon {
        let mut builder = LexiconBuilder::default();
        builder.add_all(vocabulary);
        for (number, terms) in (1u8..).zip(published) {
            builder.add_published(number, terms);
        }
        builder.build()
    }

    /// How many labels it has, those that fold to one counted once.
    pub fn labels(&self) -> usize {
        self.rows.len()
    }

    /// The code that a code is the same as in the end: itself when it is of no other.
    pub fn final_code<'c>(&'c self, code: &'c str) -> &'c str {
        let same = self.by_code.get(code).and_then(|at| self.finals.get(at));
        same.map_or(code, |at| &self.meanings[*at as usize].code)
    }

    /// The kind of a code of the vocabulary.
    pub fn kind(&self, code: &str) -> Option<TermKind> {
        self.by_code.get(code).map(|&at| self.meanings[at as usize].kind)
    }

    /// Every code under a code, at any depth, without itself; nothing for a code that is not known.
    pub fn narrower(&self, code: &str) -> Vec<&str> {
        let Some(&top) = self.by_code.get(code) else { return Vec::new() };
        let mut found = vec![top];
        let mut seen = HashSet::from([top]);
        let mut next = 0;
        while let Some(&at) = found.get(next) {
            found.extend(self.meanings[at as usize].narrower.iter().filter(|below| seen.insert(**below)));
            next += 1;
        }
        found[1..].iter().map(|&at| self.meanings[at as usize].code.as_str()).collect()
    }

    /// The codes just above a code.
    pub fn wider(&self, code: &str) -> Vec<&str> {
        let Some(below) = self.by_code.get(code) else { return Vec::new() };
        let above = self.meanings.iter().filter(|meaning| meaning.narrower.contains(below));
        above.map(|meaning| meaning.code.as_str()).collect()
    }

    /// What the words of a text may mean, the nearest first: at most `most` codes beside those that are sure.
    ///
    /// `is_known` tells words that the directories use: like those of the vocabulary, they are never taken for
    /// a misspelling of another word.
    pub fn understand(&self, text: &str, most: usize, is_known: impl Fn(&str) -> bool) -> Vec<Understood> {
        let words = question::words(text);
        let typed: Vec<Typed<'_>> = (words.iter())
            .map(|word| Typed {
                word,
                is_settled: self.words.has(word) || is_known(word),
                rarity: self.words.rarity_of(word),
                kin: self.words.kin(word),
            })
            .collect();
        let mut found = self.by_labels(&words, &typed);
        self.keep_widest(&mut found);
        let mut scores = vec![0f32; self.meanings.len()];
        found.iter().for_each(|(meaning, understood)| scores[*meaning as usize] = understood.score);
        let evidence = self.weigh(text, &typed, &mut scores);
        self.kinship.spread(&mut scores);
        self.add_same(&mut found);
        let mut all: Vec<Understood> = (0u32..)
            .zip(scores.into_iter().zip(evidence))
            .filter(|(_, (score, _))| *score > 0.0)
            .map(|(meaning, (score, evidence))| {
                let near = || self.understood(meaning, Exactness::Near, score, 0);
                Understood { score, evidence, ..found.remove(&meaning).unwrap_or_else(near) }
            })
            .collect();
        all.sort_by(|a, b| order(a, b).then_with(|| a.code.cmp(&b.code)));
        let mut places = 0..most;
        all.retain(|understood| places.next().is_some() || understood.exactness.is_sure());
        all
    }

    /// The terms that have a label like the words typed, each with its likest.
    fn by_labels(&self, words: &[String], typed: &[Typed<'_>]) -> BTreeMap<u32, Understood> {
        let mut found: BTreeMap<u32, Understood> = BTreeMap::new();
        let covered = self.exact_spans(words, &mut found);
        let mut comparison = Comparison::of(typed);
        for (row, likeness) in self.trigrams.nearest(&words.join(" "), CANDIDATES) {
            let mut understood = self.compare(row, &mut comparison, likeness);
            if understood.exactness != Exactness::Exact && understood.words & !covered == 0 {
                understood.exactness = Exactness::Near;
            }
            let meaning = self.rows[row as usize].meaning;
            let Some(known) = found.get_mut(&meaning) else {
                found.insert(meaning, understood);
                continue;
            };
            let score = known.score.max(understood.score);
            if understood.exactness < known.exactness {
                *known = understood;
            }
            known.score = score;
        }
        found
    }

    /// A label inside a longer one that was met as well is not meant.
    fn keep_widest(&self, found: &mut BTreeMap<u32, Understood>) {
        let sure: Vec<u16> = found.values().filter(|u| u.exactness.is_sure()).map(|u| u.words).collect();
        for inside in found.values_mut().filter(|u| u.exactness.is_sure()) {
            if sure.iter().any(|&wider| wider != inside.words && wider & inside.words == inside.words) {
                inside.exactness = Exactness::Near;
            }
        }
    }

    /// Adds to the scores what all the labels of a term say together, what those of terms akin say, and that the whole
    /// text is a label. Gives how much of the query the labels of each have.
    fn weigh(&self, text: &str, typed: &[Typed<'_>], scores: &mut [f32]) -> Vec<f32> {
        let last = typed.len().saturating_sub(1);
        let meant: Vec<_> =
            typed.iter().enumerate().map(|(at, typed)| self.words.meant(typed.word, at == last)).collect();
        let evidence = self.words.evidence(&meant);
        scores.iter_mut().zip(&evidence).for_each(|(score, met)| *score += EVIDENCE * met);
        let akin = self.words.akin(scores);
        scores.iter_mut().zip(akin).for_each(|(score, one)| *score += AKIN * one);
        let phrase = typed.iter().map(|typed| typed.word).collect::<Vec<_>>().join(" ");
        let text = fold::spoken(text).0;
        for row in self.phrases.get(phrase.as_str()).into_iter().flatten() {
            let Row { meaning, labels, .. } = self.rows[*row as usize];
            let labels = f32::from(labels);
            scores[meaning as usize] += WHOLE + LABELS * labels / (labels + 2.0);
            if self.spoken.contains(&spoken(meaning, &text)) {
                scores[meaning as usize] += SPOKEN;
            }
        }
        evidence
    }

    /// Terms that are the same as sure ones, in another vocabulary, are as sure.
    fn add_same(&self, found: &mut BTreeMap<u32, Understood>) {
        let sure: Vec<(u32, Exactness, u16)> = (found.iter())
            .filter(|(_, understood)| understood.exactness.is_sure())
            .map(|(meaning, understood)| (*meaning, understood.exactness, understood.words))
            .collect();
        for (meaning, exactness, words) in sure {
            for same in self.kinship.same(meaning) {
                let known = found.entry(same).or_insert_with(|| self.understood(same, exactness, 0.0, words));
                if exactness < known.exactness {
                    (known.exactness, known.words) = (exactness, words);
                }
            }
        }
    }

    /// Finds the labels that stand as they are in the query, the longest first; a label inside a longer one is
    /// left out. Returns the words covered.
    fn exact_spans(&self, words: &[String], found: &mut BTreeMap<u32, Understood>) -> u16 {
        let mut covered = 0u16;
        for length in (1..=words.len().min(SPAN)).rev() {
            for start in 0..=words.len() - length {
                let mask = span(start, length);
                if covered & mask == mask {
                    continue;
                }
                let Some(rows) = self.phrases.get(words[start..start + length].join(" ").as_str()) else {
                    continue;
                };
                for &row in rows {
                    let meaning = self.rows[row as usize].meaning;
                    let score = length as f32 / words.len() as f32;
                    let understood = self.understood(meaning, Exactness::Exact, score, mask);
                    found.entry(meaning).or_insert(understood);
                }
                covered |= mask;
            }
        }
        covered
    }

    /// Compares a row with the query, word by word.
    fn compare(&self, row: u32, with: &mut Comparison<'_>, likeness: f32) -> Understood {
        let Row { meaning, first_word, words, .. } = self.rows[row as usize];
        let (mut mask, mut whole, mut label_met) = (0u16, 0f32, 0f32);
        let (mut worst, mut is_whole) = (Nearness::Same, true);
        let mut met = vec![0f32; with.typed.len()];
        for &known in &self.row_words[first_word as usize..first_word as usize + usize::from(words)] {
            let rarity = self.words.rarity(known);
            whole += rarity;
            match with.nearest(known, self.words.get(known)) {
                Some((near, at, worth)) => {
                    mask |= 1 << at;
                    label_met += rarity * worth;
                    met[at] = met[at].max(worth);
                    is_whole &= near < Nearness::Kin;
                    worst = worst.max(near);
                }
                None => is_whole = false,
            }
        }
        let exactness = match worst {
            _ if mask == 0 => Exactness::Near,
            Nearness::Same if is_whole => Exactness::Exact,
            Nearness::Beginning if is_whole => Exactness::Beginning,
            Nearness::Typo(_) if is_whole => Exactness::Spelling,
            Nearness::Same | Nearness::Beginning if mask == span(0, with.typed.len()) => Exactness::Partial,
            _ => Exactness::Near,
        };
        let query_met: f32 = with.typed.iter().zip(met).map(|(typed, met)| typed.rarity * met).sum();
        let share = |met: f32, of: f32| (met / of.max(f32::MIN_POSITIVE)).powf(COVERAGE);
        let met = share(label_met, whole) * share(query_met, with.whole);
        let score = WORD_WEIGHT * met.sqrt() + (1.0 - WORD_WEIGHT) * likeness;
        self.understood(meaning, exactness, score, mask)
    }

    fn understood(&self, meaning: u32, exactness: Exactness, score: f32, words: u16) -> Understood {
        let Meaning { code, kind, .. } = &self.meanings[meaning as usize];
        Understood { code: code.clone(), kind: *kind, exactness, score, evidence: 0.0, words }
    }
}

/// A word of a query.
struct Typed<'q> {
    word: &'q str,
    /// Not a misspelling: the vocabulary or the directories have it.
    is_settled: bool,
    rarity: f32,
    /// The words of its root.
    kin: &'q [u32],
}

/// How near known words are to those of a query: each is compared once, however many labels have it.
struct Comparison<'q> {
    typed: &'q [Typed<'q>],
    whole: f32,
    known: HashMap<u32, Option<(Nearness, usize, f32)>>,
}

impl<'q> Comparison<'q> {
    fn of(typed: &'q [Typed<'q>]) -> Comparison<'q> {
        Comparison { typed, whole: typed.iter().map(|typed| typed.rarity).sum(), known: HashMap::new() }
    }

    /// How a known word is met best, by which typed word, and what that is worth from 0 to 1.
    fn nearest(&mut self, number: u32, known: &str) -> Option<(Nearness, usize, f32)> {
        let typed = self.typed;
        *self.known.entry(number).or_insert_with(|| {
            let met = typed.iter().enumerate().filter_map(|(at, typed)| {
                let near = match nearness(typed.word, known) {
                    None | Some(Nearness::Part) if typed.kin.contains(&number) => Some(Nearness::Kin),
                    near => near,
                }?;
                let is_other_word = typed.is_settled && matches!(near, Nearness::Typo(_));
                (!is_other_word).then_some((near, at))
            });
            let (near, at) = met.min()?;
            Some((near, at, worth(near, typed[at].word.len(), known.len())))
        })
    }
}

/// The nearest first, then the surest.
fn order(a: &Understood, b: &Understood) -> std::cmp::Ordering {
    b.score.total_cmp(&a.score).then(a.exactness.cmp(&b.exactness))
}

/// What part of a label's word is met by a typed word.
fn worth(near: Nearness, typed: usize, known: usize) -> f32 {
    let shorter = typed.min(known) as f32 / typed.max(known).max(1) as f32;
    match near {
        Nearness::Same => 1.0,
        Nearness::Beginning => 0.5 + 0.4 * shorter,
        Nearness::Typo(errors) => 1.0 - 0.1 * f32::from(errors),
        Nearness::Kin => 0.8,
        Nearness::Part => 0.6 * shorter,
    }
}

/// The bits of a run of words.
pub(super) fn span(start: usize, length: usize) -> u16 {
    u16::try_from(((1u32 << length) - 1) << start).unwrap_or(u16::MAX)
}

/// A position as a number of 32 bits; a vocabulary is far smaller.
pub(super) fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[path = "lexicon_tests.rs"]
mod tests;
