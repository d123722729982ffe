//! Knows which documents of a segment meet a plan, and what each of them met. Must not know their order.
//!
//! Clauses are run one after another over the whole segment; each leaves its bit on every document that meets
//! it. With 100,000 entries that is less work than keeping a heap, and every reason of every hit comes for free.

use bigre_protocol::directory::entry::Kind;
use tantivy::columnar::Column;
use tantivy::index::SegmentReader;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Term};

use super::facts::Facts;
use super::index::IndexError;
use super::plan::Plan;
use super::query::Query;
use crate::places::{Places, Precision, haversine_km};

/// Kilometres in a degree of latitude, rounded down: a box made with it is never too small.
const DEGREE_KM: f64 = 111.0;
/// Documents whose columns are read at once.
pub(super) const BLOCK: usize = 64;
/// Distances remembered at once (guess: 64 KiB, which stay in fast memory).
const REMEMBERED: usize = 4_096;

/// A document that meets a plan.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) segment: u32,
    pub(super) doc: DocId,
    /// The clauses met: bit 0 for the first.
    pub(super) met: u64,
    pub(super) kind: Kind,
    pub(super) is_commune: bool,
    /// Kilometres from where the query is asked for, when a distance was needed and is known.
    pub(super) km: Option<f32>,
}

/// Where a query is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origin {
    lat_lon: (f32, f32),
    radius_km: Option<f64>,
    /// Degrees of latitude and longitude that a place within the radius cannot be beyond.
    reach: (f64, f64),
    /// Whether it is a commune, and not the middle of a larger area.
    pub(super) is_commune: bool,
}

impl Origin {
    /// The place that a query is near to, if distances from it mean something: with a radius, or for a commune.
    pub(super) fn of(query: &Query) -> Option<Origin> {
        let near = query.near.as_ref()?;
        let place = Places::embedded().get(&near.place)?;
        let is_commune = place.precision == Precision::Commune;
        let lat_lon = place.lat_lon.filter(|_| is_commune || near.radius_km.is_some())?;
        let lat_reach = near.radius_km.unwrap_or(0.0) / DEGREE_KM;
        let narrowest = (f64::from(lat_lon.0).abs() + lat_reach).min(89.0).to_radians().cos();
        Some(Origin {
            lat_lon,
            radius_km: near.radius_km,
            reach: (lat_reach, lat_reach / narrowest),
            is_commune,
        })
    }

    /// Kilometres to a point; none when it is outside the radius.
    fn km(&self, point: (f32, f32)) -> Option<f32> {
        if let Some(radius) = self.radius_km {
            let apart = |a: f32, b: f32| f64::from((a - b).abs());
            let (lat, lon) = (apart(point.0, self.lat_lon.0), apart(point.1, self.lat_lon.1));
            if lat > self.reach.0 || (lon > self.reach.1 && 360.0 - lon > self.reach.1) {
                return None;
            }
            let km = haversine_km(self.lat_lon, point);
            return (km <= radius).then_some(km as f32);
        }
        Some(haversine_km(self.lat_lon, point) as f32)
    }
}

/// The documents of a segment that meet a plan.
pub(super) fn candidates(
    segment: (u32, &SegmentReader),
    plan: &Plan,
    query: &Query,
    origin: Option<&Origin>,
) -> Result<Vec<Candidate>, IndexError> {
    let mut found = Vec::new();
    each_candidate(segment, plan, query, origin, |some| found.extend_from_slice(some))?;
    Ok(found)
}

/// Calls `found` with the documents of a segment that meet a plan, each once, [`BLOCK`] of them at most.
pub(super) fn each_candidate(
    (number, segment): (u32, &SegmentReader),
    plan: &Plan,
    query: &Query,
    origin: Option<&Origin>,
    mut found: impl FnMut(&[Candidate]),
) -> Result<(), IndexError> {
    let allowed = allowed(segment, plan)?;
    let mut selector = Selector::of((number, segment), query, origin)?;
    if plan.clauses.is_empty() && plan.words.is_empty() {
        each_allowed(segment, allowed.as_ref(), |doc| selector.look(doc, 0, &mut found));
        selector.choose(&mut found);
        return Ok(());
    }
    let mut met = vec![0u64; segment.max_doc() as usize];
    let mut touched: Vec<DocId> = Vec::new();
    for (at, clause) in plan.clauses.iter().enumerate().filter(|(_, clause)| clause.words != 0) {
        for term in &clause.terms {
            each_posting(segment, term, |doc| {
                if allowed.as_ref().is_none_or(|allowed| allowed.has(doc)) {
                    let bits = &mut met[doc as usize];
                    if *bits == 0 {
                        touched.push(doc);
                    }
                    *bits |= 1 << at;
                }
            })?;
        }
    }
    let is_reason = |doc: DocId, bits: u64| {
        bits != 0 || plan.words.is_empty() && allowed.as_ref().is_none_or(|a| a.has(doc))
    };
    for (at, clause) in plan.clauses.iter().enumerate().filter(|(_, clause)| clause.words == 0) {
        for term in &clause.terms {
            each_posting(segment, term, |doc| {
                let bits = &mut met[doc as usize];
                if is_reason(doc, *bits) {
                    *bits |= 1 << at;
                }
            })?;
        }
    }
    let mut look = |doc: DocId| selector.look(doc, met[doc as usize], &mut found);
    if plan.words.is_empty() {
        each_allowed(segment, allowed.as_ref(), look);
    } else {
        touched.into_iter().for_each(&mut look);
    }
    selector.choose(&mut found);
    Ok(())
}

/// Calls `found` with each document that is allowed, in their order.
fn each_allowed(segment: &SegmentReader, allowed: Option<&Docs>, found: impl FnMut(DocId)) {
    match allowed {
        Some(allowed) => allowed.each(found),
        None => (0..segment.max_doc()).for_each(found),
    }
}

/// Chooses by what stands in the fast fields, which are read for a block of documents at once.
struct Selector<'a> {
    segment: u32,
    facts: Column<u64>,
    until: Column<u64>,
    query: &'a Query,
    distances: Option<Distances<'a>>,
    docs: Vec<DocId>,
    met: Vec<u64>,
    chosen: Vec<Candidate>,
}

impl<'a> Selector<'a> {
    fn of(
        (number, segment): (u32, &SegmentReader),
        query: &'a Query,
        origin: Option<&'a Origin>,
    ) -> Result<Self, IndexError> {
        let fast = segment.fast_fields();
        Ok(Selector {
            segment: number,
            facts: fast.u64("facts")?,
            until: fast.u64("until")?,
            query,
            distances: origin.map(|origin| Distances { origin, known: Vec::new() }),
            docs: Vec::with_capacity(BLOCK),
            met: Vec::with_capacity(BLOCK),
            chosen: Vec::with_capacity(BLOCK),
        })
    }

    /// Looks at a document, with others.
    fn look(&mut self, doc: DocId, met: u64, found: &mut impl FnMut(&[Candidate])) {
        self.docs.push(doc);
        self.met.push(met);
        if self.docs.len() == BLOCK {
            self.choose(found);
        }
    }

    /// Chooses among those looked at.
    fn choose(&mut self, found: &mut impl FnMut(&[Candidate])) {
        let mut facts = [None; BLOCK];
        self.facts.first_vals(&self.docs, &mut facts[..self.docs.len()]);
        self.chosen.clear();
        for at in 0..self.docs.len() {
            let chosen = facts[at].and_then(|facts| self.candidate((self.docs[at], self.met[at]), facts));
            self.chosen.extend(chosen);
        }
        self.docs.clear();
        self.met.clear();
        found(&self.chosen);
    }

    fn candidate(&mut self, (doc, met): (DocId, u64), facts: u64) -> Option<Candidate> {
        let facts = Facts::unpack(facts);
        let (segment, query) = (self.segment, self.query);
        let is_kind = query.kinds.is_empty() || query.kinds.contains(&facts.kind);
        if !is_kind || (query.available_only && !facts.is_available) {
            return None;
        }
        if facts.ends && self.until.first(doc)? <= query.now {
            return None;
        }
        let km = match &mut self.distances {
            None => None,
            Some(distances) => match facts.lat_lon {
                Some(point) => Some(distances.km(point)?),
                None if distances.origin.radius_km.is_some() => return None,
                None => None,
            },
        };
        Some(Candidate { segment, doc, met, kind: facts.kind, is_commune: facts.is_commune, km })
    }
}

/// Distances from where a query is asked for. Places are those of communes: many entries share each, and the last distance
/// to a place is remembered.
struct Distances<'a> {
    origin: &'a Origin,
    /// Points with their distances, each where the hash of the point says; none before the first.
    known: Vec<((f32, f32), Option<f32>)>,
}

impl Distances<'_> {
    /// Kilometres to a point; none when it is outside the radius.
    fn km(&mut self, point: (f32, f32)) -> Option<f32> {
        if self.known.is_empty() {
            self.known = vec![((f32::NAN, f32::NAN), None); REMEMBERED];
        }
        let bits = u64::from(point.0.to_bits()) << 32 | u64::from(point.1.to_bits());
        let hash = bits.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        let known = &mut self.known[hash as usize % REMEMBERED];
        if known.0 != point {
            *known = (point, self.origin.km(point));
        }
        known.1
    }
}

/// Some documents of a segment.
struct Docs(Vec<u64>);

impl Docs {
    fn none(most: u32) -> Docs {
        Docs(vec![0; most.div_ceil(64) as usize])
    }

    fn all(most: u32) -> Docs {
        let mut all = Docs(vec![u64::MAX; most.div_ceil(64) as usize]);
        if let Some(last) = all.0.last_mut().filter(|_| !most.is_multiple_of(64)) {
            *last = (1 << (most % 64)) - 1;
        }
        all
    }

    fn add(&mut self, doc: DocId) {
        self.0[doc as usize / 64] |= 1 << (doc % 64);
    }

    fn remove(&mut self, doc: DocId) {
        self.0[doc as usize / 64] &= !(1 << (doc % 64));
    }

    fn has(&self, doc: DocId) -> bool {
        self.0[doc as usize / 64] & (1 << (doc % 64)) != 0
    }

    fn keep(&mut self, other: &Docs) {
        self.0.iter_mut().zip(&other.0).for_each(|(mine, other)| *mine &= other);
    }

    fn each(&self, mut found: impl FnMut(DocId)) {
        for (start, mut word) in (0..).step_by(64).zip(self.0.iter().copied()) {
            while word != 0 {
                found(start + word.trailing_zeros());
                word &= word - 1;
            }
        }
    }
}

/// The documents that are alive and pass the filters; none at all when every document does.
fn allowed(segment: &SegmentReader, plan: &Plan) -> Result<Option<Docs>, IndexError> {
    let mut allowed: Option<Docs> = None;
    for terms in &plan.filters {
        let mut any = Docs::none(segment.max_doc());
        for term in terms {
            each_posting(segment, term, |doc| any.add(doc))?;
        }
        match &mut allowed {
            Some(allowed) => allowed.keep(&any),
            none => *none = Some(any),
        }
    }
    if allowed.is_none() && plan.hidden.is_empty() && !segment.has_deletes() {
        return Ok(None);
    }
    let mut allowed = allowed.unwrap_or_else(|| Docs::all(segment.max_doc()));
    for term in &plan.hidden {
        each_posting(segment, term, |doc| allowed.remove(doc))?;
    }
    if let Some(alive) = segment.alive_bitset() {
        (0..segment.max_doc()).filter(|doc| alive.is_deleted(*doc)).for_each(|doc| allowed.remove(doc));
    }
    Ok(Some(allowed))
}

/// Calls `found` with each document that has a term, removed ones too.
pub(super) fn each_posting(
    segment: &SegmentReader,
    term: &Term,
    mut found: impl FnMut(DocId),
) -> Result<(), IndexError> {
    let index = segment.inverted_index(term.field())?;
    let Some(mut blocks) = index.read_block_postings(term, IndexRecordOption::Basic)? else { return Ok(()) };
    while blocks.block_len() > 0 {
        blocks.docs().iter().for_each(|doc| found(*doc));
        blocks.advance();
    }
    Ok(())
}
