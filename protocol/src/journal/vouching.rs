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
/// An entry confirmed by the pulses of n voters on some page or before is held by all but n - q honest ones of them, and
/// was before any of them left that page; f may lie; and whoever was admitted since took over itself. A newcomer matters
/// to what was confirmed on pages before its own; who lost its memory may have confirmed anything.
pub fn takeover(voters: &[usize], admitted: Option<usize>) -> usize {
    let needed = |n: &usize| n.saturating_sub(quorum(*n)) + n.saturating_sub(1) / 3 + 1;
    voters.iter().take(admitted.unwrap_or(voters.len())).map(needed).max().unwrap_or(0)
}

impl Journal {
    /// What a pulse says of the journal after one of ours said `before`: an entry that we vouched for once, and do not
    /// hold, we vouch for still, and for nothing else. `cut`: the register may have ended it meanwhile.
    pub fn claim(&mut self, before: Option<(u64, ObjectId)>, cut: bool) -> Option<(u64, ObjectId)> {
        match before {
            Some((seq, id)) if self.id(seq) == Some(id) => self.vouched = self.vouched.max(seq),
            Some(_) if !cut => return before,
            _ => {}
        }
        Some((self.vouched(), self.id(self.vouched())?))
    }
}
