//! Knows how entries are counted by what they name: trades, sectors, places, cooperatives. Must not know labels nor
//! names, nor in what order counts are shown.
//!
//! Nothing is read but postings and facts: what a query selects is found once for each segment, then the postings
//! of each term are run over it.

use std::sync::LazyLock;

use bigre_protocol::directory::entry::Kind;
use bigre_protocol::id::CoopId;
use tantivy::Term;
use tantivy::index::SegmentReader;

use super::index::{IndexError, Searcher};
use super::lexicon::Lexicon;
use super::matching::{Candidate, Origin, candidates, each_posting};
use super::plan::Planner;
use super::query::Query;
use crate::places::Places;
use crate::vocabulary::TermKind;

/// What entries are counted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// These codes of one kind; what is under a code counts for it, as in a search.
    Codes(TermKind, Vec<String>),
    /// Departments and provinces. An entry counts once: a commune for its department, and what tells no more than a
    /// region or a country for that.
    Areas,
    /// These cooperatives.
    Coops(Vec<CoopId>),
}

/// How many entries of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Members.
    pub members: u64,
    /// Offers.
    pub offers: u64,
    /// Needs.
    pub needs: u64,
    /// Services.
    pub services: u64,
}

impl Count {
    /// All of them.
    pub fn all(&self) -> u64 {
        self.members + self.offers + self.needs + self.services
    }

    fn add(&mut self, kind: Kind) {
        match kind {
            Kind::MEMBER => self.members += 1,
            Kind::OFFER => self.offers += 1,
            Kind::NEED => self.needs += 1,
            Kind::SERVICE => self.services += 1,
            _ => {}
        }
    }
}

/// What was counted together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stall {
    /// A code of the vocabulary, the code of a place, or the id of a cooperative.
    pub code: String,
    /// How many entries.
    pub count: Count,
}

/// What was counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fair {
    /// Every entry that the query selects.
    pub total: Count,
    /// Those that are in no stall.
    pub apart: Count,
    /// The stalls that have any, in the order asked for.
    pub stalls: Vec<Stall>,
}

/// Counts that are being made.
struct Counter {
    terms: Vec<Vec<Term>>,
    /// Whether an entry counts in the first stall that has it, and in no other.
    is_once: bool,
    fair: Fair,
}

impl Searcher {
    /// Counts what a query selects. Its words, its order and its page mean nothing here.
    pub fn fair(&self, query: &Query, by: &By, lexicon: &Lexicon) -> Result<Fair, IndexError> {
        let query = Query { text: String::new(), ..query.clone() };
        let index = self.reader.searcher();
        let planner = Planner { fields: self.fields, index: &index, lexicon, spelling: &self.spelling };
        let plan = planner.plan(&query)?;
        let origin = Origin::of(&query);
        let mut counter = Counter::of(by, &planner);
        for (number, segment) in (0u32..).zip(index.segment_readers()) {
            let found = candidates((number, segment), &plan, &query, origin.as_ref())?;
            counter.count(segment, &found)?;
        }
        counter.fair.stalls.retain(|stall| stall.count.all() > 0);
        Ok(counter.fair)
    }
}

impl Counter {
    fn of(by: &By, planner: &Planner<'_>) -> Counter {
        let stalls: Vec<(String, Vec<Term>)> = match by {
            By::Codes(kind, codes) => {
                codes.iter().map(|code| (code.clone(), planner.with_narrower(*kind, code))).collect()
            }
            By::Areas => areas().iter().map(|code| ((*code).to_owned(), vec![planner.place(code)])).collect(),
            By::Coops(coops) => {
                coops.iter().map(|coop| (coop.to_string(), vec![planner.coop(coop)])).collect()
            }
        };
        let (codes, terms): (Vec<String>, _) = stalls.into_iter().unzip();
        let stalls = codes.into_iter().map(|code| Stall { code, count: Count::default() }).collect();
        Counter { terms, is_once: *by == By::Areas, fair: Fair { stalls, ..Fair::default() } }
    }

    /// Adds what was found in a segment.
    fn count(&mut self, segment: &SegmentReader, found: &[Candidate]) -> Result<(), IndexError> {
        let mut kinds: Vec<Option<Kind>> = vec![None; segment.max_doc() as usize];
        for candidate in found {
            kinds[candidate.doc as usize] = Some(candidate.kind);
            self.fair.total.add(candidate.kind);
        }
        // The last stall that each document was counted in: one may have several terms of a stall.
        let mut last: Vec<Option<usize>> = vec![None; kinds.len()];
        for (at, (terms, stall)) in self.terms.iter().zip(&mut self.fair.stalls).enumerate() {
            for term in terms {
                each_posting(segment, term, |doc| {
                    let last = &mut last[doc as usize];
                    let is_counted = *last == Some(at) || (self.is_once && last.is_some());
                    if let Some(kind) = kinds[doc as usize].filter(|_| !is_counted) {
                        stall.count.add(kind);
                        *last = Some(at);
                    }
                })?;
            }
        }
        let apart = kinds.iter().zip(&last).filter(|(_, last)| last.is_none());
        apart.filter_map(|(kind, _)| *kind).for_each(|kind| self.fair.apart.add(kind));
        Ok(())
    }
}

/// The codes of the places larger than a commune, the finest first.
fn areas() -> &'static [&'static str] {
    static AREAS: LazyLock<Vec<&str>> =
        LazyLock::new(|| Places::embedded().areas().into_iter().map(|place| place.code).collect());
    &AREAS
}

#[cfg(test)]
#[path = "fair_tests.rs"]
mod tests;
