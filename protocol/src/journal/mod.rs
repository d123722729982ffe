//! A cooperative's journal: append-only, signed, hash-chained. No free text and no personal data: codes, numbers
//! and ids only.
//!
//! Knows the chain and what entries say; must not know what an entry leads to.

mod entry;

pub use entry::{Body, Entry, SignedEntry, Suspend, Vote, kind};

use crate::id::ObjectId;

/// Which entries of a journal are held: the first valid one seen at each number, in order, and never another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Journal {
    /// Ids and sizes in bytes, from entry 1 on.
    entries: Vec<(ObjectId, u16)>,
}

impl Journal {
    /// The number of the last entry; 0 when there is none.
    pub fn seq(&self) -> u64 {
        self.entries.len() as u64
    }

    /// The id of the last entry.
    pub fn head(&self) -> Option<ObjectId> {
        self.entries.last().map(|(id, _)| *id)
    }

    /// The id of an entry; numbers begin with 1.
    pub fn id(&self, seq: u64) -> Option<ObjectId> {
        let at = usize::try_from(seq.checked_sub(1)?).ok()?;
        self.entries.get(at).map(|(id, _)| *id)
    }

    /// The size of an entry, in bytes.
    pub fn size(&self, seq: u64) -> Option<usize> {
        let at = usize::try_from(seq.checked_sub(1)?).ok()?;
        self.entries.get(at).map(|(_, size)| usize::from(*size))
    }

    /// Whether an entry is the next one.
    pub fn is_next(&self, entry: &Entry) -> bool {
        entry.seq == self.seq() + 1 && entry.previous == self.head()
    }

    pub(crate) fn push(&mut self, id: ObjectId, size: usize) {
        self.entries.push((id, u16::try_from(size).unwrap_or(u16::MAX)));
    }

    /// Forgets what came after an entry.
    pub(crate) fn truncate(&mut self, seq: u64) {
        self.entries.truncate(usize::try_from(seq).unwrap_or(usize::MAX));
    }
}
