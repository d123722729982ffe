//! Knows how a query becomes an answer: understood, matched, ranked, read. Must not know the words of people
//! nor the layout of documents beyond the columns it reads.

use bigre_protocol::id::{CoopId, EntryId};
use tantivy::columnar::BytesColumn;
use tantivy::index::SegmentReader;

use super::index::{IndexError, Searcher};
use super::lexicon::{Exactness, Lexicon};
use super::matching::{Candidate, Origin, candidates, each_candidate};
use super::plan::{Plan, Planner};
use super::query::{Hit, Query, Results, Sort, Suggestion};
use super::rank::{Scores, by_distance, by_score, reasons};

/// Radii tried, in kilometres, when there is nothing within the one asked for.
const RADII: [f64; 7] = [10.0, 25.0, 50.0, 100.0, 200.0, 500.0, 1_000.0];
/// Candidates kept beyond those that can be shown before the last are let go (guess).
const ROOM: usize = 256;
/// Most terms suggested.
const SUGGESTED: usize = 4;

/// A candidate with its place in the order.
struct Ranked {
    candidate: Candidate,
    order: u64,
    /// Only where names decide.
    name: Vec<u8>,
    id: u64,
}

impl Searcher {
    /// Answers a query, with the words of a vocabulary.
    pub fn search(&self, query: &Query, lexicon: &Lexicon) -> Result<Results, IndexError> {
        let index = self.reader.searcher();
        let plan =
            Planner { fields: self.fields, index: &index, lexicon, spelling: &self.spelling }.plan(query)?;
        let (total, ranked) = ranked(&index, &plan, query)?;
        let origin = Origin::of(query);
        let mut results = Results { total, ..Results::default() };
        let meant = plan.understood.iter().filter(|understood| understood.exactness <= Exactness::Partial);
        results.understood = meant.map(|understood| understood.code.clone()).collect();
        let page = ranked.iter().skip(query.offset.min(Query::DEEPEST)).take(query.limit.min(Query::MOST));
        for Ranked { candidate, .. } in page {
            let (coop, id) = ids(index.segment_reader(candidate.segment), candidate.doc)?;
            let is_exact = candidate.is_commune && origin.is_some_and(|origin| origin.is_commune);
            let km = candidate.km.filter(|_| is_exact).map(f64::from);
            let why = reasons(&plan, candidate.met);
            results.hits.push(Hit { coop, id, kind: candidate.kind, km, why });
        }
        if total == 0 {
            results.suggestions = self.suggestions(&index, &plan, query, lexicon)?;
        }
        Ok(results)
    }

    /// Nearest terms that find something under the same filters, and the least radius that does.
    fn suggestions(
        &self,
        index: &tantivy::Searcher,
        plan: &Plan,
        query: &Query,
        lexicon: &Lexicon,
    ) -> Result<Vec<Suggestion>, IndexError> {
        let mut found = Vec::new();
        let planner = Planner { fields: self.fields, index, lexicon, spelling: &self.spelling };
        if let Some(near) = &query.near
            && let Some(radius) = near.radius_km
        {
            for wider in RADII.into_iter().filter(|wider| *wider > radius) {
                let mut query = query.clone();
                query.near.iter_mut().for_each(|near| near.radius_km = Some(wider));
                if ranked(index, &planner.plan(&query)?, &query)?.0 > 0 {
                    found.push(Suggestion::Radius(wider));
                    break;
                }
            }
        }
        for understood in &plan.understood {
            let is_enough = found.len() >= SUGGESTED;
            if !is_enough && planner.has_entries(understood.kind, &understood.code)? {
                found.push(Suggestion::Term(understood.code.clone()));
            }
        }
        Ok(found)
    }
}

/// How many entries answer, and the first of them in order: as many as the query can show.
fn ranked(index: &tantivy::Searcher, plan: &Plan, query: &Query) -> Result<(usize, Vec<Ranked>), IndexError> {
    let origin = Origin::of(query);
    let asks_words = !plan.words.is_empty();
    let mut all: Vec<Candidate> = Vec::new();
    for segment in (0u32..).zip(index.segment_readers()).filter(|_| asks_words) {
        all.extend(candidates(segment, plan, query, origin.as_ref())?);
    }
    let scores = Scores::of(plan, &all, index.num_docs());
    let most = query.offset.min(Query::DEEPEST) + query.limit.min(Query::MOST);
    let by_name = query.sort == Sort::Name || (!asks_words && query.sort == Sort::Relevance);
    let mut total = 0;
    let mut found: Vec<Ranked> = Vec::new();
    let mut rest = all.as_slice();
    for (number, segment) in (0u32..).zip(index.segment_readers()) {
        let ids = segment.fast_fields().u64("id")?;
        let names = names(segment)?;
        let mut here = First { most, kept: Vec::new(), last: (u64::MAX, u64::MAX) };
        let mut take = |score: u16, candidate: &Candidate| {
            let order = match query.sort {
                _ if by_name => names.ords().first(candidate.doc).unwrap_or(0),
                Sort::Distance => by_distance(score, candidate),
                _ => by_score(score, candidate),
            };
            total += 1;
            here.take(order, || ids.first(candidate.doc).unwrap_or(0), candidate);
        };
        if asks_words {
            let (mine, others) = rest.split_at(rest.partition_point(|candidate| candidate.segment <= number));
            rest = others;
            for alike in mine.chunk_by(|a, b| a.met == b.met) {
                let Some(score) = scores.get(&alike[0]) else { continue };
                alike.iter().for_each(|candidate| take(score, candidate));
            }
        } else {
            each_candidate((number, segment), plan, query, origin.as_ref(), |one| take(0, &one))?;
        }
        let ranked = |(order, id, candidate)| Ranked { candidate, order, name: Vec::new(), id };
        let mut here: Vec<Ranked> = here.in_order().into_iter().map(ranked).collect();
        if by_name {
            give_names(&names, &mut here)?;
        }
        found.extend(here);
        first(&mut found, most, |a, b| (a.order, &a.name, a.id).cmp(&(b.order, &b.name, b.id)));
    }
    settle(index, &mut found)?;
    Ok((total, found))
}

/// The first candidates of a segment, by their order and then by the beginning of their ids; the others are let go on
/// the way.
struct First {
    most: usize,
    kept: Vec<(u64, u64, Candidate)>,
    /// No candidate after this one is among the first.
    last: (u64, u64),
}

impl First {
    /// Keeps a candidate that may be among the first. Its id is only read if its order does not decide.
    fn take(&mut self, order: u64, id: impl FnOnce() -> u64, candidate: &Candidate) {
        if order > self.last.0 {
            return;
        }
        let id = id();
        if (order, id) <= self.last {
            self.kept.push((order, id, *candidate));
            if self.kept.len() >= 2 * self.most + ROOM {
                self.cut();
                self.last = self.kept.last().map_or((0, 0), |(order, id, _)| (*order, *id));
            }
        }
    }

    fn cut(&mut self) {
        first(&mut self.kept, self.most, |a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    }

    fn in_order(mut self) -> Vec<(u64, u64, Candidate)> {
        self.cut();
        self.kept
    }
}

/// Keeps the first in an order.
fn first<T>(found: &mut Vec<T>, most: usize, order: impl Fn(&T, &T) -> std::cmp::Ordering) {
    if most == 0 {
        found.clear();
    } else if found.len() > most {
        found.select_nth_unstable_by(most - 1, &order);
        found.truncate(most);
    }
    found.sort_unstable_by(order);
}

/// Replaces numbers of names, which mean something in one segment alone, by the names. They must be in order:
/// names are then read in one pass.
fn give_names(names: &BytesColumn, ranked: &mut [Ranked]) -> Result<(), IndexError> {
    let mut numbers: Vec<u64> = ranked.iter().map(|ranked| ranked.order).collect();
    numbers.dedup();
    let mut read: Vec<Vec<u8>> = Vec::with_capacity(numbers.len());
    names.dictionary().sorted_ords_to_term_cb(&numbers, |name| read.push(name.to_vec()))?;
    for alike in ranked.chunk_by_mut(|a, b| a.order == b.order) {
        let at = numbers.binary_search(&alike[0].order).unwrap_or(usize::MAX);
        let name = read.get(at).cloned().unwrap_or_default();
        for ranked in alike {
            ranked.name.clone_from(&name);
            ranked.order = 0;
        }
    }
    Ok(())
}

/// Orders by their whole keys those whose ids begin alike: the same entry in the directories of two cooperatives.
fn settle(index: &tantivy::Searcher, found: &mut [Ranked]) -> Result<(), IndexError> {
    let is_alike = |a: &Ranked, b: &Ranked| (a.order, &a.name, a.id) == (b.order, &b.name, b.id);
    if !found.windows(2).any(|pair| is_alike(&pair[0], &pair[1])) {
        return Ok(());
    }
    for alike in found.chunk_by_mut(is_alike).filter(|alike| alike.len() > 1) {
        let mut keys = Vec::new();
        for Ranked { candidate, .. } in alike.iter() {
            let (coop, id) = ids(index.segment_reader(candidate.segment), candidate.doc)?;
            keys.push((id, coop, *candidate));
        }
        keys.sort_unstable_by_key(|(id, coop, _)| (*id, *coop));
        alike.iter_mut().zip(keys).for_each(|(ranked, (.., candidate))| ranked.candidate = candidate);
    }
    Ok(())
}

/// The folded names of a segment's entries.
fn names(segment: &SegmentReader) -> Result<BytesColumn, IndexError> {
    column(segment, "sort")
}

fn column(segment: &SegmentReader, name: &str) -> Result<BytesColumn, IndexError> {
    let column = segment.fast_fields().bytes(name)?;
    Ok(column.unwrap_or_else(|| BytesColumn::empty(segment.max_doc())))
}

/// The cooperative and the id of a document.
fn ids(segment: &SegmentReader, doc: u32) -> Result<(CoopId, EntryId), IndexError> {
    let coops = column(segment, "coop")?;
    let mut coop = Vec::new();
    coops.ord_to_bytes(coops.ords().first(doc).unwrap_or(0), &mut coop)?;
    let half = |name: &str| -> Result<u64, IndexError> {
        Ok(segment.fast_fields().u64(name)?.first(doc).unwrap_or(0))
    };
    let id = u128::from(half("id")?) << 64 | u128::from(half("id_end")?);
    let coop: [u8; 32] = coop.try_into().unwrap_or([0; 32]);
    Ok((CoopId(coop), EntryId(id.to_be_bytes())))
}

#[cfg(test)]
#[path = "answer_tests.rs"]
mod tests;
