//! Gathers terms into a lexicon: one row for each label, its words, its runs of letters. Must not know what is asked.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::fold;
use super::kinship::{Kinship, Linked};
use super::lexicon::{Lexicon, Meaning, Row, number};
use super::trigram::TrigramsBuilder;
use super::words::Words;
use crate::vocabulary::{TermKind, Vocabulary};

/// A term as it is added.
#[derive(Debug, Clone, Copy)]
pub struct Added<'t> {
    /// Its code.
    pub code: &'t str,
    /// Its kind.
    pub kind: TermKind,
    /// The code of the wider term.
    pub broader: Option<&'t str>,
    /// Its ISCO-08 unit group.
    pub isco: Option<&'t str>,
    /// Which vocabulary it is of, by any number: one has no two terms for one thing.
    pub vocabulary: u8,
}

/// Gathers terms into a [`Lexicon`].
#[derive(Debug, Default)]
pub struct LexiconBuilder {
    meanings: Vec<Meaning>,
    broader: Vec<Option<String>>,
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
    /// Adds a term with every label and alternative that it has, in any language.
    pub fn add<'t>(&mut self, term: Added<'_>, labels: impl IntoIterator<Item = &'t str>) {
        let meaning = number(self.meanings.len());
        self.meanings.push(Meaning { code: term.code.to_owned(), kind: term.kind, narrower: Vec::new() });
        self.broader.push(term.broader.map(str::to_owned));
        self.isco.push(term.isco.map(str::to_owned));
        self.vocabularies.push(term.vocabulary);
        for label in labels {
            self.add_label(meaning, label);
            if let Some(short) = fold::shortened(label) {
                self.add_label(meaning, &short);
            }
        }
    }

    /// Adds a label of a term.
    fn add_label(&mut self, meaning: u32, label: &str) {
        let (text, words) = fold::spoken(label);
        if words.is_empty() {
            return;
        }
        self.spoken.insert(spoken(meaning, &text));
        let phrase = words.join(" ");
        // French forms for both genders fold to one.
        if let Some(row) = self.row(&phrase, meaning) {
            self.rows[row as usize].labels += 1;
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
                let (broader, isco) = (term.broader.as_deref(), term.isco.as_deref());
                self.add(Added { code: &term.code, kind, broader, isco, vocabulary: 0 }, term.words());
            }
        }
    }

    /// The row of a term that has this phrase.
    fn row(&self, phrase: &str, meaning: u32) -> Option<u32> {
        let rows = self.phrases.get(phrase)?;
        rows.iter().copied().find(|&row| self.rows[row as usize].meaning == meaning)
    }

    /// The lexicon of what was added.
    pub fn build(mut self) -> Lexicon {
        let codes = self.meanings.iter().map(|meaning| meaning.code.clone());
        let by_code: HashMap<String, u32> = codes.zip(0u32..).collect();
        let broader: Vec<Option<u32>> =
            self.broader.iter().map(|code| by_code.get(code.as_deref()?).copied()).collect();
        for (below, above) in (0u32..).zip(&broader) {
            if let Some(above) = above {
                self.meanings[*above as usize].narrower.push(below);
            }
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
        let kinship = Kinship::of(&linked, labels);
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
