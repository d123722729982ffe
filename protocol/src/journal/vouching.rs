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
/// An entry that cites a page of n voters, and is confirmed, is not held by n - q honest ones at most; f may lie; and the
/// newcomer of the page after may hold another. Every later newcomer took over. A newcomer may only ever confirm
/// what cites a page two later or more; who lost its memory may have confirmed anything.
pub fn takeover(voters: &[usize], admitted: Option<usize>) -> usize {
    let others = |n: usize| n.saturating_sub(quorum(n)) + n.saturating_sub(1) / 3;
    let last = voters.len().saturating_sub(1);
    // The page of a newcomer before the one that let it in says nothing of what it may confirm.
    let end = admitted.map_or(last + 1, |page| page.saturating_sub(1).max(1));
    let needed = |at: usize| {
        let grows = admitted != Some(1) && voters.get(at + 1) > voters.get(at) && at < last;
        voters.get(at).map_or(0, |n| others(*n) + 1 + usize::from(grows))
    };
    (0..end).map(needed).max().unwrap_or(0)
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
