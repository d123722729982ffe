//! Knows which words of the vocabulary a query may mean, in three languages at once, with typing errors.
//! Must not know which entries exist, nor in what language the reader reads.
//!
//! One row for each label or alternative: its folded words, and the runs of three letters that find it when a
//! word is misspelt, cut short or inside a compound. The best rows are then compared word by word, and the
//! comparison alone decides how sure the understanding is.

use std::collections::{BTreeMap, HashMap};

use super::fold;
use super::nearness::{Nearness, nearness};
use super::question;
use super::trigram::{Trigrams, TrigramsBuilder};
use crate::vocabulary::{TermKind, Vocabulary};

/// Rows compared word by word (guess).
const CANDIDATES: usize = 120;
/// Longest label, in words, looked for inside a longer query (guess).
const SPAN: usize = 8;
/// Weight of the comparison word by word against that of the runs of three letters (measured).
const WORD_WEIGHT: f32 = 0.3;

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
    /// The higher, the nearer the whole query is to one of its labels. From 0 to 1.
    pub score: f32,
    /// Which words of the query: bit 0 for the first of the words searched ([`super::question`]).
    pub words: u16,
}

/// A term, as rows refer to it.
#[derive(Debug)]
struct Meaning {
    code: String,
    kind: TermKind,
    narrower: Vec<u32>,
}

/// One label.
#[derive(Debug)]
struct Row {
    meaning: u32,
    first_word: u32,
    words: u16,
}

/// The words of a vocabulary, ready to be looked up.
#[derive(Debug)]
pub struct Lexicon {
    meanings: Vec<Meaning>,
    by_code: HashMap<String, u32>,
    rows: Vec<Row>,
    /// Words of all rows, one after another, as numbers in `words`.
    row_words: Vec<u32>,
    words: Vec<String>,
    word_numbers: HashMap<String, u32>,
    /// Rows by their whole text.
    phrases: HashMap<Box<str>, Vec<u32>>,
    trigrams: Trigrams,
}

/// Gathers terms into a [`Lexicon`].
#[derive(Debug, Default)]
pub struct LexiconBuilder {
    meanings: Vec<Meaning>,
    broader: Vec<Vec<String>>,
    rows: Vec<Row>,
    row_words: Vec<u32>,
    words: Vec<String>,
    word_numbers: HashMap<String, u32>,
    phrases: HashMap<Box<str>, Vec<u32>>,
    trigrams: TrigramsBuilder,
}

impl LexiconBuilder {
    /// Adds a term with every label and alternative that it has, in any language.
    pub fn add<'t>(
        &mut self,
        code: &str,
        kind: TermKind,
        broader: impl IntoIterator<Item = &'t str>,
        labels: impl IntoIterator<Item = &'t str>,
    ) {
        let meaning = number(self.meanings.len());
        self.meanings.push(Meaning { code: code.to_owned(), kind, narrower: Vec::new() });
        self.broader.push(broader.into_iter().map(str::to_owned).collect());
        for label in labels {
            let words = fold::distinct(label);
            let phrase = words.join(" ");
            if words.is_empty() || self.is_known(&phrase, meaning) {
                continue;
            }
            let row = number(self.rows.len());
            let first_word = number(self.row_words.len());
            for word in &words {
                let next = number(self.words.len());
                let word_number = *self.word_numbers.entry(word.clone()).or_insert(next);
                if word_number == next {
                    self.words.push(word.clone());
                }
                self.row_words.push(word_number);
            }
            self.trigrams.add(&phrase);
            self.phrases.entry(phrase.into()).or_default().push(row);
            self.rows.push(Row {
                meaning,
                first_word,
                words: u16::try_from(words.len()).unwrap_or(u16::MAX),
            });
        }
    }

    /// The lexicon of what was added.
    pub fn build(mut self) -> Lexicon {
        let mut by_code = HashMap::new();
        for (at, meaning) in self.meanings.iter().enumerate() {
            by_code.insert(meaning.code.clone(), number(at));
        }
        for (at, broader) in self.broader.iter().enumerate() {
            for above in broader.iter().filter_map(|code| by_code.get(code)) {
                if let Some(meaning) = self.meanings.get_mut(*above as usize) {
                    meaning.narrower.push(number(at));
                }
            }
        }
        Lexicon {
            meanings: self.meanings,
            by_code,
            rows: self.rows,
            row_words: self.row_words,
            words: self.words,
            word_numbers: self.word_numbers,
            phrases: self.phrases,
            trigrams: self.trigrams.build(),
        }
    }

    /// Whether a term already has this phrase: French forms for both genders fold to one.
    fn is_known(&self, phrase: &str, meaning: u32) -> bool {
        let rows = self.phrases.get(phrase).map_or(&[][..], Vec::as_slice);
        rows.iter().any(|&row| self.rows[row as usize].meaning == meaning)
    }
}

impl Lexicon {
    /// The lexicon of a vocabulary.
    pub fn of(vocabulary: &Vocabulary) -> Lexicon {
        let mut builder = LexiconBuilder::default();
        for kind in [TermKind::Trade, TermKind::Skill, TermKind::Sector, TermKind::Mode] {
            for term in vocabulary.terms(kind) {
                builder.add(&term.code, kind, term.broader.as_deref(), term.words());
            }
        }
        builder.build()
    }

    /// The kind of a code of the vocabulary.
    pub fn kind(&self, code: &str) -> Option<TermKind> {
        self.by_code.get(code).map(|&at| self.meanings[at as usize].kind)
    }

    /// Every code under a code, at any depth, without itself; nothing for a code that is not known.
    pub fn narrower(&self, code: &str) -> Vec<&str> {
        let Some(&top) = self.by_code.get(code) else { return Vec::new() };
        let mut found = vec![top];
        let mut next = 0;
        while let Some(&at) = found.get(next) {
            for &below in &self.meanings[at as usize].narrower {
                if !found.contains(&below) {
                    found.push(below);
                }
            }
            next += 1;
        }
        found[1..].iter().map(|&at| self.meanings[at as usize].code.as_str()).collect()
    }

    /// What the words of a text may mean, the nearest first; at most `most` codes.
    ///
    /// `is_known` tells words that the directories use: like those of the vocabulary, they are never taken for
    /// a misspelling of another word.
    pub fn understand(&self, text: &str, most: usize, is_known: impl Fn(&str) -> bool) -> Vec<Understood> {
        let words = question::words(text);
        let mut found: BTreeMap<u32, Understood> = BTreeMap::new();
        let covered = self.exact_spans(&words, &mut found);
        let is_settled: Vec<bool> =
            words.iter().map(|w| self.word_numbers.contains_key(w) || is_known(w)).collect();
        let phrase = words.join(" ");
        for (row, likeness) in self.trigrams.nearest(&phrase, CANDIDATES) {
            let meaning = self.rows[row as usize].meaning;
            let Some(mut understood) = self.compare(row, &words, &is_settled, likeness) else { continue };
            if understood.exactness != Exactness::Exact && understood.words & !covered == 0 {
                understood.exactness = Exactness::Near;
            }
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
        let mut found: Vec<Understood> = found.into_values().collect();
        let sure: Vec<u16> = found.iter().filter(|u| u.exactness.is_sure()).map(|u| u.words).collect();
        for inside in found.iter_mut().filter(|u| u.exactness.is_sure()) {
            if sure.iter().any(|&wider| wider != inside.words && wider & inside.words == inside.words) {
                inside.exactness = Exactness::Near;
            }
        }
        found.sort_by(|a, b| order(a, b).then_with(|| a.code.cmp(&b.code)));
        found.truncate(most);
        found
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
                    let understood = self.understood(row, Exactness::Exact, score, mask);
                    found.entry(meaning).or_insert(understood);
                }
                covered |= mask;
            }
        }
        covered
    }

    /// Compares a row with the query, word by word.
    fn compare(&self, row: u32, words: &[String], is_settled: &[bool], likeness: f32) -> Option<Understood> {
        let (mut mask, mut label_letters, mut label_met) = (0u16, 0f32, 0f32);
        let (mut worst, mut is_whole) = (Nearness::Same, true);
        let Row { first_word, words: count, .. } = self.rows[row as usize];
        for &known in &self.row_words[first_word as usize..first_word as usize + usize::from(count)] {
            let known = self.words[known as usize].as_str();
            let letters = known.len() as f32;
            label_letters += letters;
            let best = words.iter().enumerate().filter_map(|(at, typed)| {
                let near = nearness(typed, known)?;
                let is_other_word = is_settled[at] && matches!(near, Nearness::Typo(_));
                (!is_other_word).then_some((near, at))
            });
            match best.min() {
                Some((near, at)) => {
                    mask |= 1 << at;
                    label_met += letters * worth(near, words[at].len(), known.len());
                    is_whole &= near != Nearness::Part;
                    worst = worst.max(near);
                }
                None => is_whole = false,
            }
        }
        let query_letters: usize = words.iter().map(String::len).sum();
        let met = words.iter().enumerate().filter(|(at, _)| mask & (1 << at) != 0);
        let query_met: usize = met.map(|(_, word)| word.len()).sum();
        let exactness = match worst {
            _ if mask == 0 => Exactness::Near,
            Nearness::Same if is_whole => Exactness::Exact,
            Nearness::Beginning if is_whole => Exactness::Beginning,
            Nearness::Typo(_) if is_whole => Exactness::Spelling,
            Nearness::Same | Nearness::Beginning if query_met == query_letters => Exactness::Partial,
            _ => Exactness::Near,
        };
        let met = (label_met / label_letters) * (query_met as f32 / query_letters.max(1) as f32);
        let score = WORD_WEIGHT * met.sqrt() + (1.0 - WORD_WEIGHT) * likeness;
        Some(self.understood(row, exactness, score, mask))
    }

    fn understood(&self, row: u32, exactness: Exactness, score: f32, words: u16) -> Understood {
        let meaning = &self.meanings[self.rows[row as usize].meaning as usize];
        Understood { code: meaning.code.clone(), kind: meaning.kind, exactness, score, words }
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
        Nearness::Part => 0.6 * shorter,
    }
}

/// The bits of a run of words.
fn span(start: usize, length: usize) -> u16 {
    u16::try_from(((1u32 << length) - 1) << start).unwrap_or(u16::MAX)
}

/// A position as a number of 32 bits; a vocabulary is far smaller.
fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[path = "lexicon_tests.rs"]
mod tests;
