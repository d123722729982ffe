//! Knows how a query becomes an answer: understood, matched, ranked, read. Must not know the words of people
//! nor the layout of documents beyond the columns it reads.

use std::cmp::Ordering;
use std::rc::Rc;

use bigre_protocol::id::{CoopId, EntryId};
use tantivy::DocId;
use tantivy::columnar::BytesColumn;
use tantivy::index::SegmentReader;

use super::complement;
use super::fair::count;
use super::index::{IndexError, Searcher};
use super::lexicon::{Exactness, Lexicon};
use super::matching::{BLOCK, Candidate, Origin, candidates, each_candidate};
use super::plan::{Plan, Planner};
use super::query::{Hit, Others, Query, Results, Sort, Suggestion};
use super::rank::{Scores, by_age, by_distance, by_score, reasons};

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
    name: Option<Rc<[u8]>>,
    id: u64,
}

impl Ranked {
    fn order(&self, other: &Ranked) -> Ordering {
        (self.order, &self.name, self.id).cmp(&(other.order, &other.name, other.id))
    }
}

/// What meets a plan, and how well.
pub(super) struct Found {
    /// In the order of their segments.
    candidates: Vec<Candidate>,
    scores: Scores,
    /// Whether they are listed at all: what selects without words is found again while it is put in order, and a list
    /// of everything takes no memory.
    is_listed: bool,
}

impl Found {
    pub(super) fn of(
        index: &tantivy::Searcher,
        plan: &Plan,
        query: &Query,
        is_answer: impl Fn(&Candidate) -> bool,
    ) -> Result<Found, IndexError> {
        let origin = Origin::of(query);
        let is_listed = !plan.words.is_empty() || !query.count.is_empty() || query.others != Others::No;
        let mut found: Vec<Candidate> = Vec::new();
        for segment in (0u32..).zip(index.segment_readers()).filter(|_| is_listed) {
            found.extend(candidates(segment, plan, query, origin.as_ref())?);
        }
        found.retain(is_answer);
        let scores = Scores::of(plan, &found, index.num_docs());
        Ok(Found { candidates: found, scores, is_listed })
    }

    /// Those that answer, in the order of their segments.
    pub(super) fn answers(&self) -> impl Iterator<Item = &Candidate> {
        self.candidates.iter().filter(|candidate| self.scores.get(candidate).is_some())
    }
}

impl Searcher {
    /// Answers a query, with the words of a vocabulary.
    pub fn search(&self, query: &Query, lexicon: &Lexicon) -> Result<Results, IndexError> {
        let index = self.reader.searcher();
        let planner = Planner { fields: self.fields, index: &index, lexicon, spelling: &self.spelling };
        let mut plan = planner.plan(query)?;
        let mut found = Found::of(&index, &plan, query, |_| true)?;
        let meant = plan.understood.iter().filter(|understood| understood.exactness <= Exactness::Partial);
        let understood = meant.map(|understood| understood.code.clone()).collect();
        let mut query = query.clone();
        if query.others != Others::No {
            (query, plan, found) = complement::others(&planner, &query, &plan, &found)?;
        }
        let (total, ranked) = ranked(&index, &found, &plan, &query)?;
        let origin = Origin::of(&query);
        let mut results = Results { total, understood, ..Results::default() };
        let page = ranked.iter().skip(query.offset.min(Query::DEEPEST)).take(query.limit.min(Query::MOST));
        for Ranked { candidate, .. } in page {
            let (coop, id) = ids(index.segment_reader(candidate.segment), candidate.doc)?;
            let is_exact = candidate.is_commune && origin.is_some_and(|origin| origin.is_commune);
            let km = candidate.km.filter(|_| is_exact).map(f64::from);
            let why = reasons(&plan, candidate.met);
            results.hits.push(Hit { coop, id, kind: candidate.kind, km, why });
        }
        for by in &query.count {
            results.counted.push(count(&planner, by, found.answers())?);
        }
        if total == 0 {
            results.suggestions = suggestions(&planner, &plan, &query)?;
        }
        Ok(results)
    }
}

/// Nearest terms that find something under the same filters, and the least radius that does.
fn suggestions(planner: &Planner<'_>, plan: &Plan, query: &Query) -> Result<Vec<Suggestion>, IndexError> {
    let mut suggested = Vec::new();
    if let Some(near) = &query.near
        && let Some(radius) = near.radius_km
        && query.others == Others::No
    {
        for wider in RADII.into_iter().filter(|wider| *wider > radius) {
            let mut query = query.clone();
            query.near.iter_mut().for_each(|near| near.radius_km = Some(wider));
            query.limit = 1;
            query.count.clear();
            let plan = planner.plan(&query)?;
            let found = Found::of(planner.index, &plan, &query, |_| true)?;
            if ranked(planner.index, &found, &plan, &query)?.0 > 0 {
                suggested.push(Suggestion::Radius(wider));
                break;
            }
        }
    }
    for understood in &plan.understood {
        let is_enough = suggested.len() >= SUGGESTED;
        if !is_enough && planner.has_entries(understood.kind, &understood.code)? {
            suggested.push(Suggestion::Term(understood.code.clone()));
        }
    }
    Ok(suggested)
}

/// How many entries answer, and the first of them in order: as many as the query can show.
fn ranked(
    index: &tantivy::Searcher,
    found: &Found,
    plan: &Plan,
    query: &Query,
) -> Result<(usize, Vec<Ranked>), IndexError> {
    let origin = Origin::of(query);
    let most = query.offset.min(Query::DEEPEST) + query.limit.min(Query::MOST);
    let is_plain = plan.words.is_empty() && query.others == Others::No;
    let by_name = query.sort == Sort::Name || (is_plain && query.sort == Sort::Relevance);
    let mut total = 0;
    let mut first_ones: Vec<Ranked> = Vec::new();
    let mut rest = found.candidates.as_slice();
    for (number, segment) in (0u32..).zip(index.segment_readers()) {
        let ids = segment.fast_fields().u64("id")?;
        let names = names(segment)?;
        let ages = (query.sort == Sort::Fresh).then(|| Ages::read(segment, query)).transpose()?;
        let mut here = First { most, kept: Vec::new(), last: (u64::MAX, u64::MAX) };
        let mut take = |score: u16, some: &[Candidate]| {
            let mut numbers = [None; BLOCK];
            if by_name {
                let docs: Vec<DocId> = some.iter().map(|candidate| candidate.doc).collect();
                names.ords().first_vals(&docs, &mut numbers[..docs.len()]);
            }
            for (candidate, number) in some.iter().zip(numbers) {
                let order = match query.sort {
                    _ if by_name => number.unwrap_or(0),
                    Sort::Distance => by_distance(score, candidate),
                    Sort::Fresh => {
                        by_age(ages.as_ref().map_or(0, |ages| ages.of(candidate.doc)), score, candidate)
                    }
                    _ => by_score(score, candidate),
                };
                here.take(order, || ids.first(candidate.doc).unwrap_or(0), candidate);
            }
            total += some.len();
        };
        if found.is_listed {
            let (mine, others) = rest.split_at(rest.partition_point(|candidate| candidate.segment <= number));
            rest = others;
            for alike in mine.chunk_by(|a, b| a.met == b.met) {
                let Some(score) = found.scores.get(&alike[0]) else { continue };
                alike.chunks(BLOCK).for_each(|some| take(score, some));
            }
        } else {
            each_candidate((number, segment), plan, query, origin.as_ref(), |some| take(0, some))?;
        }
        let ranked = |(order, id, candidate)| Ranked { candidate, order, name: None, id };
        let mut here: Vec<Ranked> = here.in_order().into_iter().map(ranked).collect();
        if by_name {
            give_names(&names, &mut here)?;
        }
        first_ones.extend(here);
        // Stable: what is in order already is merged, not sorted again.
        first_ones.sort_by(Ranked::order);
        if let Some(last) = most.checked_sub(1).and_then(|at| first_ones.get(at)) {
            let end = first_ones.partition_point(|one| one.order(last).is_le());
            first_ones.truncate(end);
        }
    }
    settle(index, &mut first_ones)?;
    first_ones.truncate(most);
    Ok((total, first_ones))
}

/// How long ago the entries of a segment were confirmed.
struct Ages {
    coops: BytesColumn,
    /// Days behind the latest, by the number that a cooperative has in this segment.
    days: Vec<u8>,
}

impl Ages {
    fn read(segment: &SegmentReader, query: &Query) -> Result<Ages, IndexError> {
        let coops = column(segment, "coop")?;
        let latest = query.confirmed.iter().map(|(_, day)| *day).max().unwrap_or(0);
        let (mut days, mut coop) = (Vec::new(), Vec::new());
        for number in 0..coops.num_terms() as u64 {
            coop.clear();
            coops.ord_to_bytes(number, &mut coop)?;
            let confirmed = query.confirmed.iter().find(|(known, _)| known.as_bytes()[..] == coop[..]);
            days.push(confirmed.map_or(u8::MAX, |(_, day)| u8::try_from(latest - day).unwrap_or(u8::MAX)));
        }
        Ok(Ages { coops, days })
    }

    fn of(&self, doc: u32) -> u8 {
        let number = self.coops.ords().first(doc).and_then(|number| usize::try_from(number).ok());
        number.and_then(|number| self.days.get(number).copied()).unwrap_or(u8::MAX)
    }
}

/// The first candidates of a segment, by their order and then by the beginning of their ids, and those alike to the last of
/// them: which segment an entry is in is chance, and must not decide. The others are let go on the way.
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
            }
        }
    }

    /// Lets all but the first go.
    fn cut(&mut self) {
        if self.most == 0 {
            self.kept.clear();
        } else if self.kept.len() > self.most {
            let key = |(order, id, _): &(u64, u64, Candidate)| (*order, *id);
            self.last = key(self.kept.select_nth_unstable_by_key(self.most - 1, key).1);
            self.kept.retain(|one| key(one) <= self.last);
        }
    }

    fn in_order(mut self) -> Vec<(u64, u64, Candidate)> {
        self.cut();
        self.kept.sort_unstable_by_key(|(order, id, _)| (*order, *id));
        self.kept
    }
}

/// Replaces numbers of names, which mean something in one segment alone, by the names. They must be in order:
/// names are then read in one pass.
fn give_names(names: &BytesColumn, ranked: &mut [Ranked]) -> Result<(), IndexError> {
    let mut numbers: Vec<u64> = ranked.iter().map(|ranked| ranked.order).collect();
    numbers.dedup();
    let mut read: Vec<Rc<[u8]>> = Vec::with_capacity(numbers.len());
    names.dictionary().sorted_ords_to_term_cb(&numbers, |name| read.push(name.into()))?;
    for (alike, name) in ranked.chunk_by_mut(|a, b| a.order == b.order).zip(read) {
        for ranked in alike {
            (ranked.order, ranked.name) = (0, Some(Rc::clone(&name)));
        }
    }
    Ok(())
}

/// Orders by their whole keys those whose ids begin alike: the same entry in the directories of two cooperatives.
fn settle(index: &tantivy::Searcher, found: &mut [Ranked]) -> Result<(), IndexError> {
    let is_alike = |a: &Ranked, b: &Ranked| a.order(b).is_eq();
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
