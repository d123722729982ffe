//! Knows the words of titles, names and own words, and which of them are spelled nearly alike. Must not know what
//! a query asks.
//!
//! The index lists words in the order of their letters, which is slow to read through. Segments never change, so
//! their words are read once each, when a first misspelt word comes, and kept: an estimated half megabyte for
//! 100,000 entries.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::index::{SegmentId, SegmentReader};
use tantivy::schema::Field;

use super::index::IndexError;
use super::nearness::{Letters, errors, errors_allowed};
use super::terms::Says;

/// Shortest beginning that stands for a word (guess).
const BEGINNING: usize = 3;
/// Words that begin alike taken at most.
const ENDINGS: usize = 8;

/// The words of the segments read so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Spelling(Arc<Mutex<HashMap<SegmentId, Arc<Words>>>>);

/// The words of one segment, in order.
#[derive(Debug, Default)]
struct Words {
    text: String,
    /// Where each word ends in `text`.
    ends: Vec<u32>,
    letters: Vec<Letters>,
}

impl Spelling {
    /// Words that begin with a word, or are a few typing errors away from it; the nearest first.
    pub(super) fn near(
        &self,
        index: &tantivy::Searcher,
        whole: (Field, &[Says]),
        word: &str,
        most: usize,
    ) -> Result<Vec<String>, IndexError> {
        let mut found: Vec<(usize, String)> = Vec::new();
        for words in self.words(index, whole)? {
            words.near(word, &mut found);
        }
        found.sort();
        found.dedup();
        found.truncate(most);
        Ok(found.into_iter().map(|(_, word)| word).collect())
    }

    /// The words of each segment; those of segments that are no more are forgotten.
    fn words(
        &self,
        index: &tantivy::Searcher,
        whole: (Field, &[Says]),
    ) -> Result<Vec<Arc<Words>>, IndexError> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut kept = HashMap::new();
        let mut all = Vec::new();
        for segment in index.segment_readers() {
            let words = match known.get(&segment.segment_id()) {
                Some(words) => Arc::clone(words),
                None => Arc::new(Words::of(segment, whole)?),
            };
            kept.insert(segment.segment_id(), Arc::clone(&words));
            all.push(words);
        }
        *known = kept;
        Ok(all)
    }
}

impl Words {
    fn of(segment: &SegmentReader, (field, whole): (Field, &[Says])) -> Result<Words, IndexError> {
        let mut all: Vec<String> = Vec::new();
        let terms = segment.inverted_index(field)?;
        for letter in whole.iter().map(|says| *says as u8) {
            let mut stream = terms.terms().range().ge([letter]).lt([letter + 1]).into_stream()?;
            while stream.advance() {
                all.extend(std::str::from_utf8(&stream.key()[1..]).map(str::to_owned));
            }
        }
        all.sort_unstable();
        all.dedup();
        let mut words = Words::default();
        for word in all {
            words.text.push_str(&word);
            words.ends.push(u32::try_from(words.text.len()).unwrap_or(u32::MAX));
            words.letters.push(Letters::of(&word));
        }
        Ok(words)
    }

    fn get(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[at] as usize]
    }

    /// Adds the words near one, each with its distance; those that only begin with it come after.
    fn near(&self, word: &str, found: &mut Vec<(usize, String)>) {
        let allowed = errors_allowed(word.chars().count());
        if word.chars().count() >= BEGINNING {
            let (mut low, mut high) = (0, self.ends.len());
            while low < high {
                let middle = low + (high - low) / 2;
                if self.get(middle) < word { low = middle + 1 } else { high = middle }
            }
            let begin =
                (low..self.ends.len()).map(|at| self.get(at)).take_while(|known| known.starts_with(word));
            let others = begin.filter(|known| *known != word);
            found.extend(others.take(ENDINGS).map(|known| (allowed + 1, known.to_owned())));
        }
        if allowed == 0 {
            return;
        }
        let mine = Letters::of(word);
        for (at, theirs) in self.letters.iter().enumerate() {
            if mine.is_far(*theirs, allowed) {
                continue;
            }
            let known = self.get(at);
            let allowed = allowed.min(errors_allowed(known.chars().count()));
            if let Some(distance) = errors(word, known, allowed) {
                found.push((distance, known.to_owned()));
            }
        }
    }
}
