//! Knows which of the documents that met a plan answer the query, and in what order. Must not know where they
//! stand: neither price nor popularity exists here, and two nodes with the same entries give the same order.

use std::collections::HashMap;

use bigre_protocol::directory::entry::Kind;

use super::matching::Candidate;
use super::plan::{Clause, FULL, Plan};
use super::query::Why;

/// Steps of a score: within one, distance decides (guess).
const STEPS: f32 = 100.0;
/// Below so many answers, those that have only a part of the words are taken too (design: one page).
const FEW: usize = 10;
/// Share of the best score that an answer with only a part of the words must reach (guess).
const PART: f32 = 0.3;
/// Most reasons given for a hit.
const REASONS: usize = 4;

/// The scores of what documents may have met.
pub(super) struct Scores(HashMap<u64, u16>);

impl Scores {
    /// Scores what these candidates met. `living` is the number of entries in the index.
    pub(super) fn of(plan: &Plan, candidates: &[Candidate], living: u64) -> Scores {
        let mut patterns: HashMap<u64, u32> = HashMap::new();
        for alike in candidates.chunk_by(|a, b| a.met == b.met) {
            *patterns.entry(alike[0].met).or_default() += u32::try_from(alike.len()).unwrap_or(u32::MAX);
        }
        if plan.words.is_empty() {
            let strength = |met| clauses(plan, met).map(|clause| u16::from(clause.strength)).sum();
            return Scores(patterns.into_keys().map(|met| (met, strength(met))).collect());
        }
        let rarity = rarity(plan, &patterns, living);
        let whole: f32 = rarity.iter().sum();
        let words: u16 =
            (0..plan.words.len()).filter(|at| rarity[*at] > 0.0).fold(0, |mask, at| mask | 1 << at);
        let mut sure: HashMap<u64, u16> = HashMap::new();
        let mut rest: Vec<(u64, f32)> = Vec::new();
        let (mut found, mut best) = (0, 0f32);
        for (&met, &count) in &patterns {
            let strengths = strengths(plan, met);
            let score = strengths.iter().zip(&rarity).map(|(s, r)| f32::from(*s) * r).sum::<f32>();
            let score = score / (f32::from(FULL) * whole.max(f32::MIN_POSITIVE));
            best = best.max(score);
            let covered = clauses(plan, met).fold(0, |mask, clause| mask | clause.words);
            if covered & words == words
                || clauses(plan, met).any(|clause| clause.is_code && clause.words != 0)
            {
                found += count as usize;
                sure.insert(met, steps(score));
            } else {
                rest.push((met, score));
            }
        }
        if found < FEW {
            sure.extend(rest.into_iter().filter(|(_, s)| *s >= best * PART).map(|(met, s)| (met, steps(s))));
        }
        Scores(sure)
    }

    /// The score of what a candidate met; none when it is no answer.
    pub(super) fn get(&self, candidate: &Candidate) -> Option<u16> {
        self.0.get(&candidate.met).copied()
    }
}

/// What candidates are ordered by before their ids: the better the lower.
pub(super) fn by_score(score: u16, candidate: &Candidate) -> u64 {
    u64::from(u16::MAX - score) << 40 | metres(candidate) << 8 | by_kind(candidate.kind)
}

/// The same where the day of confirmation comes first: `age` in days.
pub(super) fn by_age(age: u8, score: u16, candidate: &Candidate) -> u64 {
    u64::from(age) << 56 | by_score(score, candidate)
}

/// The same where distance comes first.
pub(super) fn by_distance(score: u16, candidate: &Candidate) -> u64 {
    metres(candidate) << 24 | u64::from(u16::MAX - score) << 8 | by_kind(candidate.kind)
}

/// Why a candidate is an answer, best reason first.
pub(super) fn reasons(plan: &Plan, met: u64) -> Vec<Why> {
    let mut met: Vec<&Clause> = clauses(plan, met).collect();
    met.sort_by_key(|clause| std::cmp::Reverse(clause.strength));
    let mut reasons: Vec<Why> = Vec::new();
    for why in met.into_iter().filter_map(|clause| clause.why.as_ref()) {
        if !reasons.contains(why) && reasons.len() < REASONS {
            reasons.push(why.clone());
        }
    }
    reasons
}

/// Distance as a number of 32 bits; what is not known comes last.
fn metres(candidate: &Candidate) -> u64 {
    candidate.km.map_or(u64::from(u32::MAX), |km| (f64::from(km) * 1_000.0) as u64)
}

/// Members before what they offer, and that before what they need.
fn by_kind(kind: Kind) -> u64 {
    u64::from(kind.0)
}

fn steps(score: f32) -> u16 {
    (score * STEPS).round() as u16
}

/// The clauses met.
pub(super) fn clauses(plan: &Plan, met: u64) -> impl Iterator<Item = &Clause> {
    plan.clauses.iter().enumerate().filter(move |(at, _)| met & (1 << at) != 0).map(|(_, clause)| clause)
}

/// How rare each word is among the candidates, which are exactly the living entries that have any; 0 for a word
/// that none has. Counted, and not taken from the index, where removed entries still weigh.
fn rarity(plan: &Plan, patterns: &HashMap<u64, u32>, living: u64) -> Vec<f32> {
    let count = |at: usize| -> u32 {
        let has = |met: u64| clauses(plan, met).any(|clause| clause.words & (1 << at) != 0);
        patterns.iter().filter(|(met, _)| has(**met)).map(|(_, count)| count).sum()
    };
    (0..plan.words.len())
        .map(|at| match count(at) {
            0 => 0.0,
            count => (1.0 + living as f32 / count as f32).ln(),
        })
        .collect()
}

/// How strongly what was met speaks for each word: by its strongest clause, a little more when a code and a
/// title agree.
fn strengths(plan: &Plan, met: u64) -> Vec<u8> {
    let mut strengths = vec![0u8; plan.words.len()];
    for (at, strength) in strengths.iter_mut().enumerate() {
        let mine = || clauses(plan, met).filter(|clause| clause.words & (1 << at) != 0);
        *strength = mine().map(|clause| clause.strength).max().unwrap_or(0);
        if mine().any(|clause| clause.is_code) && mine().any(|clause| clause.why == Some(Why::Title)) {
            *strength = (*strength + 1).min(FULL);
        }
    }
    strengths
}
