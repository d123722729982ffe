//! Knows who completes those that a query names: other trades, in the same sectors and with the same skills, where
//! they are. Must not know how entries are matched nor ordered.

use std::collections::{BTreeSet, HashSet};

use bigre_protocol::directory::entry::Kind;

use super::answer::Found;
use super::fair::{By, count};
use super::index::IndexError;
use super::lexicon::{Exactness, span};
use super::matching::Candidate;
use super::plan::{CLAUSES, Clause, Plan, Planner};
use super::query::{Others, Query, Why};
use super::rank::clauses;
use crate::places::{Places, Precision};
use crate::vocabulary::TermKind;

/// How much a skill in common counts, and a sector (guess: a skill is the closer of the two).
const SKILL: u8 = 2;
const SECTOR: u8 = 1;

/// The members and offers of other trades than those that a query names: with the query and the plan that find them.
pub(super) fn others(
    planner: &Planner<'_>,
    query: &Query,
    plan: &Plan,
    named: &Found,
) -> Result<(Query, Plan, Found), IndexError> {
    let mut wanted = Query { text: String::new(), trades: Vec::new(), skills: Vec::new(), ..query.clone() };
    if wanted.kinds.is_empty() {
        wanted.kinds = vec![Kind::MEMBER, Kind::OFFER];
    }
    let mut wider = planner.plan(&wanted)?;
    let trades = meant(plan, TermKind::Trade, &query.trades);
    let practising = || named.answers().filter(|one| practises(one, plan, &trades));
    for trade in &trades {
        wider.hidden.extend(planner.with_narrower(TermKind::Trade, trade));
    }
    for skill in meant(plan, TermKind::Skill, &query.skills) {
        wider.clauses.push(proximity(planner, TermKind::Skill, &skill));
    }
    let sectors = trades.iter().flat_map(|trade| planner.lexicon.wider(trade));
    let is_sector = |code: &&str| planner.lexicon.kind(code) == Some(TermKind::Sector);
    // Trades of one sector share it once.
    for sector in sectors.filter(is_sector).collect::<BTreeSet<&str>>() {
        wider.clauses.push(proximity(planner, TermKind::Sector, sector));
    }
    if query.others == Others::SamePlace && query.near.is_none() {
        let areas = count(planner, &By::Areas, practising())?.stalls;
        let precision = |code: &str| Places::embedded().get(code).map(|area| area.precision);
        let areas = areas.iter().filter(|area| precision(&area.code) == Some(Precision::Department));
        let terms: Vec<_> = areas.map(|area| planner.place(&area.code)).collect();
        let why = Some(Why::SamePlace);
        wider.clauses.push(Clause { terms: terms.clone(), words: 0, strength: 0, is_code: true, why });
        wider.filters.push(terms);
    }
    wider.clauses.truncate(CLAUSES);
    let named: HashSet<(u32, u32)> = practising().map(|one| (one.segment, one.doc)).collect();
    let found = Found::of(planner.index, &wider, &wanted, |one| !named.contains(&(one.segment, one.doc)))?;
    Ok((wanted, wider, found))
}

/// Whether an answer has one of these trades, or a title with all the words. Where no trade is meant, every answer does.
fn practises(answer: &Candidate, plan: &Plan, trades: &[String]) -> bool {
    let met = || clauses(plan, answer.met);
    let has = |why: &Option<Why>| matches!(why, Some(Why::Trade(code)) if trades.contains(code));
    let titled =
        met().filter(|clause| clause.why == Some(Why::Title)).fold(0, |mask, clause| mask | clause.words);
    let words = span(0, plan.words.len());
    trades.is_empty() || met().any(|clause| has(&clause.why)) || (words != 0 && titled == words)
}

/// The codes of a kind that a query means: those it asks for, and of its words the exact ones, or else the likeliest.
fn meant(plan: &Plan, kind: TermKind, asked: &[String]) -> Vec<String> {
    let mine = || plan.understood.iter().filter(|understood| understood.kind == kind);
    let exact = mine().filter(|understood| understood.exactness == Exactness::Exact);
    let mut codes: Vec<String> = asked.iter().cloned().chain(exact.map(|one| one.code.clone())).collect();
    if codes.is_empty() {
        let sure = mine().filter(|understood| understood.exactness <= Exactness::Partial);
        codes.extend(sure.take(1).map(|understood| understood.code.clone()));
    }
    codes
}

/// What is shared, as a reason and for the order.
fn proximity(planner: &Planner<'_>, kind: TermKind, code: &str) -> Clause {
    let (strength, why) = match kind {
        TermKind::Skill => (SKILL, Why::Skill(code.to_owned())),
        _ => (SECTOR, Why::Sector(code.to_owned())),
    };
    let terms = planner.with_narrower(kind, code);
    Clause { terms, words: 0, strength, is_code: true, why: Some(why) }
}
