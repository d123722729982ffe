//! A cooperative's journal: append-only, signed, hash-chained. No free text and no personal data: codes, numbers
//! and ids only.
//!
//! Knows the chain and what entries say; must not know what an entry leads to.

mod confirmation;
mod entry;
mod vouching;

pub use confirmation::{Vouch, confirmed};
pub use entry::{Body, Entry, SignedEntry, Suspend, Vote, kind};
pub use vouching::takeover;

use crate::id::ObjectId;

/// One entry held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Held {
    id: ObjectId,
    page: u32,
    size: u16,
}

/// Which entries of a journal are held: the first valid one seen at each number, in order, and never another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Journal {
    entries: Vec<Held>,
    vouched: u64,
}

impl Journal {
    /// The number of the last entry; 0 when there is none.
    pub fn seq(&self) -> u64 {
        self.entries.len() as u64
    }

    /// The id of the last entry.
    pub fn head(&self) -> Option<ObjectId> {
        self.entries.last().map(|held| held.id)
    }

    fn held(&self, seq: u64) -> Option<&Held> {
        self.entries.get(usize::try_from(seq.checked_sub(1)?).ok()?)
    }

    /// The id of an entry; numbers begin with 1.
    pub fn id(&self, seq: u64) -> Option<ObjectId> {
        self.held(seq).map(|held| held.id)
    }

    /// The number of the page that an entry cites; 0 for one that is not held.
    pub fn page(&self, seq: u64) -> u64 {
        self.held(seq).map_or(0, |held| u64::from(held.page))
    }

    /// The size of an entry, in bytes.
    pub fn size(&self, seq: u64) -> Option<usize> {
        self.held(seq).map(|held| usize::from(held.size))
    }

    /// Whether an entry is the next one.
    pub fn is_next(&self, entry: &Entry) -> bool {
        entry.seq == self.seq() + 1 && entry.previous == self.head()
    }

    /// The last entry that this node's pulse vouches for.
    pub fn vouched(&self) -> u64 {
        self.vouched
    }

    /// Appends an entry that was judged.
    pub fn push(&mut self, id: ObjectId, size: usize, page: u64) {
        let size = u16::try_from(size).unwrap_or(u16::MAX);
        self.entries.push(Held { id, page: u32::try_from(page).unwrap_or(u32::MAX), size });
        self.vouched = self.seq();
    }

    /// Vouches for entries up to this one, and for no later one that is held: the journal was forked before this node
    /// said anything of what it holds.
    pub fn vouch_only(&mut self, seq: u64) {
        self.vouched = self.vouched.min(seq);
    }

    /// Forgets what came after an entry.
    pub fn truncate(&mut self, seq: u64) {
        self.entries.truncate(usize::try_from(seq).unwrap_or(usize::MAX));
        self.vouched = self.vouched.min(self.seq());
    }
}
