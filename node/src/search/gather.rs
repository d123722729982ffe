//! Gathers terms into a lexicon: one row for each label, its words, its runs of letters. Must not know what is asked.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::fold;
use super::kinship::{Kinship, Linked};
use super::lexicon::{Lexicon, Meaning, Row, number};
use super::trigram::TrigramsBuilder;
use super::words::Words;
use bigre_protocol::directory::entry::Term;
use bigre_protocol::directory::term::WORDS;

use crate::vocabulary::{TermKind, Vocabulary, published};

/// A term as it is added.
#[derive(Debug, Clone)]
pub struct Added<'t> {
    /// Its code.
    pub code: &'t str,
    /// Its kind.
    pub kind: TermKind,
    /// The codes of the wider terms.
    pub broader: Vec<&'t str>,
    /// Its ISCO-08 unit group.
    pub isco: Option<&'t str>,
    /// Which vocabulary it is of, by any number: one has no two terms for one thing.
    pub vocabulary: u8,
}

/// Gathers terms into a [`Lexicon`].
#[derive(Debug, Default)]
pub struct LexiconBuilder {
    meanings: Vec<Meaning>,
    by_code: HashMap<String, u32>,
    broader: Vec<Vec<String>>,
    /// Codes that are the same as another, whatever the vocabulary of that one.
    same: BTreeMap<String, String>,
    /// Labels of such codes, which name the other too.
    lent: Vec<(String, Box<str>)>,
    isco: Vec<Option<String>>,
    vocabularies: Vec<u8>,
    rows: Vec<Row>,
    row_words: Vec<u32>,
    words: Words,
    phrases: HashMap<Box<str>, Vec<u32>>,
    spoken: HashSet<u64>,
    trigrams: TrigramsBuilder,
}

impl LexiconBuilder {
    /// Adds a term with every label and alternative that it has, in any language. Of two terms with one code, the
    /// first holds, and the other is left out: false then.
    pub fn add<'t>(&mut self, term: Added<'_>, labels: impl IntoIterator<Item = &'t str>) -> bool {
        let meaning = number(self.meanings.len());
        if self.by_code.contains_key(term.code) {
            return false;
        }
        self.by_code.insert(term.code.to_owned(), meaning);
        self.meanings.push(Meaning { code: term.code.to_owned(), kind: term.kind, narrower: Vec::new() });
        self.broader.push(term.broader.into_iter().map(str::to_owned).collect());
        self.isco.push(term.isco.map(str::to_owned));
        self.vocabularies.push(term.vocabulary);
        labels.into_iter().for_each(|label| self.label(meaning, label));
        true
    }

    /// Adds a label of a term.
    fn label(&mut self, meaning: u32, label: &str) {
        let (text, words) = fold::spoken(label);
        if words.is_empty() {
            return;
        }
        self.spoken.insert(spoken(meaning, &text));
        let phrase = words.join(" ");
        // French forms for both genders fold to one.
        if let Some(row) = self.row(&phrase, meaning) {
            self.rows[row as usize].labels = self.rows[row as usize].labels.saturating_add(1);
            return;
        }
        let row = number(self.rows.len());
        let first_word = number(self.row_words.len());
        self.row_words.extend(words.iter().map(|word| self.words.add(meaning, word)));
        self.trigrams.add(&phrase);
        self.phrases.entry(phrase.into()).or_default().push(row);
        let words = u16::try_from(words.len()).unwrap_or(u16::MAX);
        self.rows.push(Row { meaning, first_word, words, labels: 1 });
    }

    /// Adds every term of a vocabulary.
    pub fn add_all(&mut self, vocabulary: &Vocabulary) {
        for kind in [TermKind::Trade, TermKind::Skill, TermKind::Sector, TermKind::Mode] {
            for term in vocabulary.terms(kind) {
                let (broader, isco) = (term.broader.iter().map(String::as_str), term.isco.as_deref());
                let broader = broader.collect();
                self.add(Added { code: &term.code, kind, broader, isco, vocabulary: 0 }, term.words());
            }
        }
    }

    /// Adds the terms of a published vocabulary, in their order; `vocabulary` is its number, from 1. Every label of a
    /// term that is the same as another names that one too. Returns how many came in.
    pub fn add_published(&mut self, vocabulary: u8, terms: &[Term]) -> usize {
        let mut count = 0;
        for term in terms {
            let code = term.code.as_str();
            let isco = term.isco.as_ref().map(|isco| isco.as_str()).filter(|_| term.kind == TermKind::Trade);
            let broader = term.broader.iter().map(|code| code.as_str()).collect();
            let added = Added { code, kind: term.kind, broader, isco, vocabulary };
            // A word proposed for a term is a label of that term, and not one more term beside it.
            let is_lent = term.same_as.is_some();
            let is_own = !is_lent || term.vocabulary.as_str() != WORDS;
            if !self.add(added, published::labels(term).filter(|_| is_own)) {
                continue;
            }
            count += 1;
            if let Some(other) = &term.same_as {
                self.same.insert(code.to_owned(), other.to_string());
                self.lent.extend(published::labels(term).map(|label| (code.to_owned(), label.into())));
            }
        }
        count
    }

    /// The term that a code is the same as in the end; none when that is not known, or turns in a circle.
    fn same_as(&self, code: &str) -> Option<u32> {
        let mut seen = BTreeSet::from([code]);
        let mut last = self.same.get(code)?.as_str();
        while let Some(next) = self.same.get(last) {
            if !seen.insert(last) {
                return None;
            }
            last = next;
        }
        self.by_code.get(last).copied()
    }

    /// The row of a term that has this phrase.
    fn row(&self, phrase: &str, meaning: u32) -> Option<u32> {
        let rows = self.phrases.get(phrase)?;
        rows.iter().copied().find(|&row| self.rows[row as usize].meaning == meaning)
    }

    /// The lexicon of what was added.
    pub fn build(mut self) -> Lexicon {
        let targets: HashMap<String, u32> =
            self.same.keys().filter_map(|code| Some((code.clone(), self.same_as(code)?))).collect();
        for (code, label) in std::mem::take(&mut self.lent) {
            // One whose other term is not known keeps its labels.
            let meaning = targets.get(&code).or_else(|| self.by_code.get(&code)).copied();
            meaning.into_iter().for_each(|meaning| self.label(meaning, &label));
        }
        let by_code = std::mem::take(&mut self.by_code);
        let same: Vec<(u32, u32)> = (self.same.keys())
            .filter_map(|code| Some((*by_code.get(code)?, *targets.get(code)?)))
            .filter(|(one, other)| one != other)
            .collect();
        let codes =
            |codes: &Vec<String>| codes.iter().filter_map(|code| by_code.get(code).copied()).collect();
        let broader: Vec<Vec<u32>> = self.broader.iter().map(codes).collect();
        for (below, above) in (0u32..).zip(&broader) {
            above.iter().for_each(|above| self.meanings[*above as usize].narrower.push(below));
        }
        let linked: Vec<Linked<'_>> =
            (self.meanings.iter().zip(&self.isco).zip(broader).zip(&self.vocabularies))
                .map(|(((meaning, isco), broader), vocabulary)| Linked {
                    kind: meaning.kind,
                    isco: isco.as_deref(),
                    broader,
                    vocabulary: *vocabulary,
                })
                .collect();
        let labels = self.phrases.values().filter(|rows| rows.len() > 1);
        let labels = labels.map(|rows| rows.iter().map(|row| self.rows[*row as usize].meaning).collect());
        let kinship = Kinship::of(&linked, labels, &same);
        self.words.finish(self.meanings.len());
        Lexicon {
            meanings: self.meanings,
            by_code,
            rows: self.rows,
            row_words: self.row_words,
            words: self.words,
            phrases: self.phrases,
            spoken: self.spoken,
            kinship,
            finals: same.into_iter().collect(),
            trigrams: self.trigrams.build(),
        }
    }
}

/// A label of a term, folded as people write it ([`fold::spoken`]), as a number.
pub(super) fn spoken(meaning: u32, text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    meaning.hash(&mut hasher);
    words.for_each(|word| word.hash(&mut hasher));
    hasher.finish()
}
