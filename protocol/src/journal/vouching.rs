//! What a node says that it holds of a journal: never less than it said before, and never anything else. Must not know
//! how it says so.

use super::Journal;
use crate::id::ObjectId;
use crate::register::quorum;

/// From how many cooperatives, that vouch themselves on the page in force, a node must have taken over what they hold before
/// it vouches for anything: one honest one among them then holds whatever was confirmed, or ever will be. `voters`: how
/// many voted after each page, up to the one in force. `admitted`: the page that let a newcomer in; none for a node that
/// lost its memory.
///
/// An entry that cites a page of n voters, and is confirmed, is not held by n - q honest ones at most, and f may lie; the
/// newcomer of the page after may hold another. Every later newcomer took over. A newcomer may only ever confirm
/// what cites a page two later or more; who lost its memory may have confirmed anything.
pub fn takeover(voters: &[usize], admitted: Option<usize>) -> usize {
    let others = |n: usize| n.saturating_sub(quorum(n)) + n.saturating_sub(1) / 3;
    let before = |end: usize| voters.iter().take(end).map(|n| others(*n) + 2).max();
    match admitted {
        Some(page) if page > 1 => before(page - 1).unwrap_or(0),
        Some(_) => voters.first().map_or(0, |n| others(*n) + 1),
        None => {
            let last = voters.last().copied().unwrap_or(0);
            let most = before(voters.len().saturating_sub(1)).max(Some(others(last) + 1)).unwrap_or(0);
            most.min(last.saturating_sub(1))
        }
    }
}

/// The last entry that so many as are needed vouch for. `seqs`: up to which one each of the electorate does.
pub fn upheld(seqs: impl Iterator<Item = u64>, quorum: usize) -> u64 {
    let mut seqs: Vec<u64> = seqs.collect();
    seqs.sort_unstable_by(|a, b| b.cmp(a));
    seqs.get(quorum.saturating_sub(1)).copied().unwrap_or(0)
}

impl Journal {
    /// What a pulse says of the journal after one of ours said `before`: an entry that we vouched for once, and do not
    /// hold, we vouch for still, and for nothing else. `cut`: the register may have ended it meanwhile.
    pub fn claim(&mut self, before: Option<(u64, ObjectId)>, cut: bool) -> Option<(u64, ObjectId)> {
        match before {
            Some((seq, id)) if self.id(seq) == Some(id) => self.adopt(seq),
            Some(_) if !cut => return before,
            _ => {}
        }
        Some((self.vouched(), self.id(self.vouched())?))
    }
}
