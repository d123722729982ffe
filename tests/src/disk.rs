//! A node's disk: what its durable writes leave behind. Must not know what the writes mean.

use std::collections::BTreeMap;

use bigre_protocol::directory::Change;
use bigre_protocol::directory::entry::Entry;
use bigre_protocol::durable::{LastSigned, ObjectName, Stored, Write};
use bigre_protocol::id::{Commitment, CoopId, EntryId};

use crate::rng::Rng;

/// An entry on disk.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The number of its last change.
    pub number: u64,
    /// The entry.
    pub entry: Entry,
    /// What it is bound to.
    pub commitment: Commitment,
}

/// An image of a disk.
#[derive(Debug, Clone, Default)]
pub struct Disk {
    /// Signed objects.
    pub objects: BTreeMap<ObjectName, Vec<u8>>,
    /// Entries of each directory.
    pub entries: BTreeMap<CoopId, BTreeMap<EntryId, Kept>>,
    /// Removed ids of each directory.
    pub removed: BTreeMap<CoopId, BTreeMap<EntryId, u64>>,
    /// The sign-lock file; `None` when it was never written.
    pub lock: Option<LastSigned>,
}

impl Disk {
    /// Does one write.
    pub fn write(&mut self, write: &Write) {
        match write {
            Write::Keep { name, bytes } => {
                self.objects.insert(*name, bytes.clone());
            }
            Write::Put { coop, number, entry } => {
                let kept = Kept { number: *number, commitment: entry.commitment(), entry: entry.clone() };
                self.entries.entry(*coop).or_default().insert(entry.id, kept);
                self.removed.entry(*coop).or_default().remove(&entry.id);
            }
            Write::Remove { coop, number, id } => {
                self.entries.entry(*coop).or_default().remove(id);
                self.removed.entry(*coop).or_default().insert(*id, *number);
            }
            Write::Trim { coop, upto } => {
                self.removed.entry(*coop).or_default().retain(|_, number| *number > *upto);
            }
            Write::Drop { coop } => {
                self.entries.remove(coop);
                self.removed.remove(coop);
            }
            Write::SignLock(signed) => self.lock = Some(self.lock.unwrap_or_default().max(*signed)),
            Write::Erase { name } => drop(self.objects.remove(name)),
        }
    }

    /// Everything on it, in any order.
    pub fn read(&self, rng: &mut Rng) -> Vec<Stored> {
        let objects = self.objects.iter();
        let mut all: Vec<Stored> =
            objects.map(|(name, bytes)| Stored::Object { name: *name, bytes: bytes.clone() }).collect();
        for (coop, entries) in &self.entries {
            all.extend(entries.values().map(|kept| Stored::Entry {
                coop: *coop,
                number: kept.number,
                entry: kept.entry.clone(),
            }));
        }
        for (coop, removed) in &self.removed {
            let gone = removed.iter();
            all.extend(gone.map(|(id, number)| Stored::Removed { coop: *coop, number: *number, id: *id }));
        }
        all.extend(self.lock.map(Stored::SignLock));
        rng.shuffle(&mut all);
        all
    }

    /// The entries that are there and the removed ids of some changes, as a frame of a pull carries them.
    pub fn bodies(&self, coop: &CoopId, changes: &[Change]) -> (Vec<Entry>, Vec<EntryId>) {
        let mut put = Vec::new();
        let mut removed = Vec::new();
        for change in changes {
            match change {
                Change::Put(id, _) => put.extend(
                    self.entries.get(coop).and_then(|entries| entries.get(id)).map(|kept| kept.entry.clone()),
                ),
                Change::Removed(id) => removed.push(*id),
            }
        }
        (put, removed)
    }

    /// The number of the last entry of a journal.
    pub fn journal(&self, coop: &CoopId) -> u64 {
        (1..).take_while(|seq| self.objects.contains_key(&ObjectName::Entry(*coop, *seq))).last().unwrap_or(0)
    }

    /// The signed head of a directory.
    pub fn head(&self, coop: &CoopId) -> Option<&[u8]> {
        self.objects.get(&ObjectName::Head(*coop)).map(Vec::as_slice)
    }
}
