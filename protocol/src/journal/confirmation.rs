//! Confirmation instead of consensus: an entry is confirmed when two thirds of the cooperatives of a page say that they
//! hold it. Must not know how they said so.
//!
//! An entry counts by the page that it cites, or by that of a later entry of its journal: who holds the later one holds
//! both. Whoever vouches for it on a later page may have begun to after a newcomer took over what the others held: counted
//! with those, it needs a quorum after each page up to theirs. Two entries of one number can't both be confirmed with at
//! most f cheats, whoever is admitted or expelled meanwhile, as long as a newcomer takes over what others hold before its
//! first pulse (simulated: `tests/tests/fund.rs`).

use std::collections::{BTreeMap, BTreeSet};

use super::Journal;
use crate::id::CoopId;
use crate::mutant::{Mutant, mutant};
use crate::register::quorum;

/// What a cooperative vouches for of a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vouch {
    /// Up to which entry of ours.
    pub seq: u64,
    /// The last page of its register when it said so.
    pub page: u64,
}

/// How far a journal is confirmed. `height`: the last page known. `electorate`: who votes after a page.
pub fn confirmed<'e>(
    journal: &Journal,
    vouches: &BTreeMap<CoopId, Vouch>,
    height: u64,
    electorate: impl Fn(u64) -> &'e BTreeSet<CoopId>,
) -> u64 {
    let seqs = || vouches.values().map(|vouch| vouch.seq);
    let mut upto = seqs().max().unwrap_or(0).min(journal.seq());
    while upto > 0 {
        let page = journal.page(upto);
        let holding: Vec<(&CoopId, u64)> = vouches
            .iter()
            .filter(|(_, vouch)| vouch.seq >= upto && vouch.page <= height)
            .map(|(coop, vouch)| (coop, if mutant(Mutant::OnePage) { page } else { vouch.page.max(page) }))
            .collect();
        let agree = |last: u64, page: u64| {
            let voters = electorate(page);
            let found = holding.iter().filter(|(coop, page)| *page <= last && voters.contains(*coop));
            !voters.is_empty() && found.count() >= quorum(voters.len())
        };
        let pages: BTreeSet<u64> = holding.iter().map(|(_, page)| *page).collect();
        if pages.into_iter().any(|last| (page..=last).all(|page| agree(last, page))) {
            return upto;
        }
        // Nothing changes before the next holder's last entry, or the next older page.
        let held = seqs().filter(|seq| *seq < upto).max().unwrap_or(0);
        upto -= 1;
        while upto > held && journal.page(upto) == page {
            upto -= 1;
        }
    }
    0
}
