//! Knows how entries are found again in the index to be taken out: many at once, each by its key. Must not know what is searched.
//!
//! A term for each key would be a sixth of the work of filling an index (measured), so keys share terms, and a fast column tells
//! those that share one apart.

use std::sync::Arc;

use tantivy::columnar::Column;
use tantivy::index::{InvertedIndexReader, SegmentReader};
use tantivy::query::{ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, TERMINATED};

use super::terms::{Fields, Says};

/// Bits of a key that are its term: 4,096 terms (guess: a few hundred entries share each among a million).
const SHARED_BITS: u32 = 12;

/// What the term of a key says.
pub(super) fn shared(key: u64) -> String {
    format!("{:03x}", key >> (u64::BITS - SHARED_BITS))
}

/// The keys of a segment.
pub(super) struct Keys {
    terms: Arc<InvertedIndexReader>,
    keys: Column<u64>,
}

impl Keys {
    pub(super) fn of(segment: &SegmentReader, fields: Fields) -> tantivy::Result<Keys> {
        Ok(Keys { terms: segment.inverted_index(fields.terms)?, keys: segment.fast_fields().u64("key")? })
    }

    /// The documents of a key, removed ones too.
    pub(super) fn docs(&self, fields: Fields, key: u64) -> tantivy::Result<Vec<DocId>> {
        let mut docs = Vec::new();
        let term = fields.term(Says::Key, &shared(key));
        if let Some(mut blocks) = self.terms.read_block_postings(&term, IndexRecordOption::Basic)? {
            while blocks.block_len() > 0 {
                let mine = blocks.docs().iter().filter(|doc| self.keys.first(**doc) == Some(key));
                docs.extend(mine);
                blocks.advance();
            }
        }
        Ok(docs)
    }
}

/// Finds the documents of some keys.
#[derive(Debug, Clone)]
pub(super) struct Removal {
    pub(super) fields: Fields,
    pub(super) keys: Arc<[u64]>,
}

impl Query for Removal {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Removal {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let known = Keys::of(segment, self.fields)?;
        let mut docs = Vec::new();
        for key in self.keys.iter() {
            docs.extend(known.docs(self.fields, *key)?);
        }
        docs.sort_unstable();
        Ok(Box::new(ConstScorer::new(Docs { docs, at: 0 }, boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("one of some keys", 1.0))
    }
}

/// Some documents, in order.
struct Docs {
    docs: Vec<DocId>,
    at: usize,
}

impl DocSet for Docs {
    fn advance(&mut self) -> DocId {
        self.at = self.docs.len().min(self.at + 1);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.docs.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.docs.len() - self.at).unwrap_or(u32::MAX)
    }
}
