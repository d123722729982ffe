//! Confirmation instead of consensus: an entry is confirmed when two thirds of the cooperatives of a page say that they
//! hold it. Must not know how they said so.
//!
//! An entry counts by the page that it cites, or by that of a later entry of its journal: who holds the later one holds
//! both. Two entries of one number can't both be confirmed with at most f cheats, across any number of admissions, as
//! long as nodes vouch only for what cites the page in force or the one before, and a newcomer takes over what others
//! hold before its first pulse (simulated: `tests/tests/fund.rs`).

use std::collections::{BTreeMap, BTreeSet};

use super::Journal;
use crate::id::CoopId;
use crate::register::quorum;

/// How far a journal is confirmed. `holders`: up to which entry of ours each cooperative vouches for it. `electorate`: who
/// votes after a page.
pub fn confirmed<'e>(
    journal: &Journal,
    holders: &BTreeMap<CoopId, u64>,
    electorate: impl Fn(u64) -> &'e BTreeSet<CoopId>,
) -> u64 {
    let mut upto = holders.values().copied().max().unwrap_or(0).min(journal.seq());
    while upto > 0 {
        let voters = electorate(journal.page(upto));
        let holding = holders.iter().filter(|(coop, seq)| **seq >= upto && voters.contains(*coop));
        if !voters.is_empty() && holding.count() >= quorum(voters.len()) {
            return upto;
        }
        // Nothing changes before the next holder's last entry, or the next older page.
        let held = holders.values().filter(|seq| **seq < upto).max().copied().unwrap_or(0);
        let page = journal.page(upto);
        upto -= 1;
        while upto > held && journal.page(upto) == page {
            upto -= 1;
        }
    }
    0
}
