//! Where each entry is: in which pack. Knows ids and pack numbers; must not know what is in a pack.
//!
//! It is kept in memory for every live entry, hence a map per cooperative of 20 bytes an entry: 24 to 48 with
//! the map's own room.

use std::collections::{BTreeMap, HashMap};

use bigre_protocol::id::{CoopId, EntryId};

/// The pack that new entries of a cooperative go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tail {
    /// Its number.
    pub(super) pack: u32,
    /// Bytes of its value.
    pub(super) len: usize,
}

/// The packs of one cooperative.
#[derive(Debug, Default)]
pub(super) struct Directory {
    packs: HashMap<EntryId, u32>,
    next: u32,
    /// The last pack begun, when it still exists.
    pub(super) tail: Option<Tail>,
}

impl Directory {
    /// The pack of an entry.
    pub(super) fn get(&self, id: &EntryId) -> Option<u32> {
        self.packs.get(id).copied()
    }

    /// How many entries it has.
    pub(super) fn len(&self) -> u64 {
        self.packs.len() as u64
    }

    /// The number of the next pack to begin.
    pub(super) fn next(&self) -> u32 {
        self.next
    }

    /// Says that a pack exists, so that its number is not given again.
    pub(super) fn begun(&mut self, pack: u32, len: usize) {
        if pack >= self.next {
            // Numbers are not reused within a generation; 4 billion packs take 136 years at one a second.
            self.next = pack.checked_add(1).expect("fewer than 4 billion packs in a generation");
            self.tail = Some(Tail { pack, len });
        } else if let Some(tail) = &mut self.tail
            && tail.pack == pack
        {
            tail.len = len;
        }
    }

    /// Says that a pack is gone.
    pub(super) fn ended(&mut self, pack: u32) {
        self.tail = self.tail.filter(|tail| tail.pack != pack);
    }
}

/// The packs of every entry.
#[derive(Debug, Default)]
pub(super) struct Places {
    coops: BTreeMap<CoopId, Directory>,
    entries: u64,
}

impl Places {
    /// The pack of an entry.
    pub(super) fn get(&self, coop: &CoopId, id: &EntryId) -> Option<u32> {
        self.coops.get(coop)?.get(id)
    }

    /// A cooperative's packs.
    pub(super) fn directory(&self, coop: &CoopId) -> Option<&Directory> {
        self.coops.get(coop)
    }

    /// A cooperative's packs, to write.
    pub(super) fn directory_mut(&mut self, coop: CoopId) -> &mut Directory {
        self.coops.entry(coop).or_default()
    }

    /// How many entries there are.
    pub(super) fn entries(&self) -> u64 {
        self.entries
    }

    /// Makes room for so many more entries.
    pub(super) fn reserve(&mut self, coop: CoopId, more: usize) {
        self.directory_mut(coop).packs.reserve(more);
    }

    /// Says where an entry is; returns where it was.
    pub(super) fn put(&mut self, coop: CoopId, id: EntryId, pack: u32) -> Option<u32> {
        let before = self.directory_mut(coop).packs.insert(id, pack);
        self.entries += u64::from(before.is_none());
        before
    }

    /// Says that an entry is gone.
    pub(super) fn remove(&mut self, coop: &CoopId, id: &EntryId) {
        if let Some(directory) = self.coops.get_mut(coop)
            && directory.packs.remove(id).is_some()
        {
            self.entries -= 1;
        }
    }

    /// Says that a cooperative has no entries; pack numbers go on from where they were.
    pub(super) fn clear(&mut self, coop: &CoopId) {
        if let Some(directory) = self.coops.get_mut(coop) {
            self.entries -= directory.packs.len() as u64;
            *directory = Directory { next: directory.next, ..Directory::default() };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OXALIS: CoopId = CoopId([1; 32]);
    const SMART: CoopId = CoopId([2; 32]);

    #[test]
    fn an_entry_takes_the_room_promised() {
        assert_eq!(size_of::<(EntryId, u32)>(), 20);
    }

    #[test]
    fn entries_are_counted_once_and_found_in_their_own_cooperative() {
        let mut places = Places::default();
        let id = EntryId([5; 16]);
        assert_eq!(places.put(OXALIS, id, 3), None);
        assert_eq!(places.put(OXALIS, id, 4), Some(3));
        places.put(SMART, id, 9);
        assert_eq!(places.entries(), 2);
        assert_eq!((places.get(&OXALIS, &id), places.get(&SMART, &id)), (Some(4), Some(9)));
        places.remove(&OXALIS, &id);
        places.remove(&OXALIS, &id);
        assert_eq!((places.get(&OXALIS, &id), places.entries()), (None, 1));
        places.clear(&SMART);
        assert_eq!(places.entries(), 0);
    }

    #[test]
    fn pack_numbers_are_never_given_twice() {
        let mut directory = Directory::default();
        directory.begun(0, 10);
        directory.begun(1, 20);
        directory.begun(0, 30);
        assert_eq!((directory.next(), directory.tail), (2, Some(Tail { pack: 1, len: 20 })));
        directory.ended(1);
        assert_eq!((directory.next(), directory.tail), (2, None));
        let mut places = Places::default();
        places.directory_mut(OXALIS).begun(6, 10);
        places.clear(&OXALIS);
        assert_eq!(places.directory(&OXALIS).map(Directory::next), Some(7));
    }
}
