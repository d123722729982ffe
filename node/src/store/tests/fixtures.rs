//! What the store's tests share: a home on disk, a plain map to compare with, random writes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use bigre_protocol::directory::entry::{Entry, Kind};
use bigre_protocol::durable::{LastSigned, ObjectName, Stored, Write};
use bigre_protocol::id::{CoopId, EntryId};

use crate::sign_lock::SignLock;
use crate::store::disk;
use crate::store::{Opened, State, Store, StoreError, StoreOptions};

pub(super) const OXALIS: CoopId = CoopId([1; 32]);
pub(super) const COOPANAME: CoopId = CoopId([2; 32]);
pub(super) const SMART: CoopId = CoopId([3; 32]);

/// A small cache, so that rows are read from the file, and no floor.
pub(super) const OPTIONS: StoreOptions = StoreOptions { cache_bytes: 1 << 20, disk_floor_bytes: 0 };

/// A directory that goes with its handle: in memory where there is enough, for these tests sync a lot.
pub(super) fn tempdir() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    match disk::free_bytes(memory) {
        Ok(free) if free > 1 << 30 => tempfile::tempdir_in(memory).unwrap(),
        _ => tempfile::tempdir().unwrap(),
    }
}

/// A directory's number, locked.
pub(super) fn sign_lock(directory: u64) -> Write {
    Write::SignLock(LastSigned { directory, ..LastSigned::default() })
}

/// The disk of a node.
pub(super) struct Home {
    dir: tempfile::TempDir,
}

impl Home {
    pub(super) fn new() -> Home {
        Home { dir: tempdir() }
    }

    pub(super) fn path(&self) -> &Path {
        self.dir.path()
    }

    pub(super) fn lock_path(&self) -> PathBuf {
        self.path().join("sign.lock")
    }

    pub(super) fn store_path(&self) -> PathBuf {
        self.path().join("store")
    }

    pub(super) fn try_open(&self) -> Result<Opened, StoreError> {
        try_open(self.path())
    }

    /// Opens and loads; the state must be this one.
    pub(super) fn open(&self, state: State) -> Store {
        self.reload(state).0
    }

    /// Opens and loads; the state must be this one and nothing may be damaged.
    pub(super) fn reload(&self, state: State) -> (Store, Model) {
        let Opened { mut store, state: found } = self.try_open().unwrap();
        assert_eq!(found, state);
        let mut model = Model::default();
        let report = store.load(&mut |stored| model.add(stored)).unwrap();
        assert!(report.is_sound(), "{report:?}");
        assert_eq!(report.entries, model.entries.len() as u64);
        (store, model)
    }
}

/// Opens the store of a copy of a home.
pub(super) fn try_open(home: &Path) -> Result<Opened, StoreError> {
    let lock = SignLock::open(&home.join("sign.lock"))?;
    Store::open(&home.join("store"), OPTIONS, lock)
}

/// Copies a directory that may change meanwhile.
pub(super) fn copy_tree(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_tree(&entry.path(), &to);
        } else if entry.path().exists() {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// What a store should hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Model {
    pub(super) objects: BTreeMap<ObjectName, Vec<u8>>,
    pub(super) entries: BTreeMap<(CoopId, EntryId), (u64, Entry)>,
    pub(super) removed: BTreeSet<(CoopId, u64, EntryId)>,
    pub(super) signed: Option<u64>,
    /// Something was given that was given already.
    pub(super) twice: bool,
}

impl Model {
    pub(super) fn apply(&mut self, writes: &[Write]) {
        for write in writes.iter().cloned() {
            match write {
                Write::Keep { name, bytes } => drop(self.objects.insert(name, bytes)),
                Write::Erase { name } => drop(self.objects.remove(&name)),
                Write::Put { coop, number, entry } => {
                    self.entries.insert((coop, entry.id), (number, entry));
                }
                Write::Remove { coop, number, id } => {
                    self.entries.remove(&(coop, id));
                    self.removed.insert((coop, number, id));
                }
                Write::Trim { coop, upto } => {
                    self.removed.retain(|(whose, number, _)| *whose != coop || *number > upto);
                }
                Write::Drop { coop } => {
                    self.entries.retain(|(whose, _), _| *whose != coop);
                    self.removed.retain(|(whose, _, _)| *whose != coop);
                }
                Write::SignLock(signed) => self.signed = self.signed.max(Some(signed.directory)),
            }
        }
    }

    pub(super) fn add(&mut self, stored: Stored) {
        match stored {
            Stored::Object { name, bytes } => self.twice |= self.objects.insert(name, bytes).is_some(),
            Stored::Entry { coop, number, entry } => {
                self.twice |= self.entries.insert((coop, entry.id), (number, entry)).is_some();
            }
            Stored::Removed { coop, number, id } => drop(self.removed.insert((coop, number, id))),
            Stored::SignLock(signed) => self.signed = Some(signed.directory),
        }
    }

    /// Whether everything here is there too, the same.
    pub(super) fn is_part_of(&self, whole: &Model) -> bool {
        !self.twice
            && self.objects.iter().all(|(name, bytes)| whole.objects.get(name) == Some(bytes))
            && self.entries.iter().all(|(key, entry)| whole.entries.get(key) == Some(entry))
            && self.removed.is_subset(&whole.removed)
    }
}

pub(super) fn id(n: u64) -> EntryId {
    let mut rng = Rng(n);
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&rng.next().to_le_bytes());
    bytes[8..].copy_from_slice(&rng.next().to_le_bytes());
    EntryId(bytes)
}

/// An entry whose body tells which it is and of which version.
pub(super) fn entry(n: u64, version: u64, body: usize) -> Entry {
    let mut rng = Rng(n << 32 ^ version);
    let body = (0..body).map(|_| rng.next().to_le_bytes()[0]).collect();
    Entry { id: id(n), kind: Kind(1), salt: rng.next().to_le_bytes().repeat(2).try_into().unwrap(), body }
}

pub(super) fn put(coop: CoopId, n: u64, number: u64, body: usize) -> Write {
    Write::Put { coop, number, entry: entry(n, number, body) }
}

pub(super) fn remove(coop: CoopId, n: u64, number: u64) -> Write {
    Write::Remove { coop, number, id: id(n) }
}

/// SplitMix64.
pub(super) struct Rng(pub(super) u64);

impl Rng {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    pub(super) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    pub(super) fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    pub(super) fn len(&mut self, bound: u64) -> usize {
        usize::try_from(self.below(bound)).unwrap()
    }

    fn coop(&mut self) -> CoopId {
        [OXALIS, OXALIS, OXALIS, COOPANAME, SMART][self.len(5)]
    }

    /// A write of any kind, among so many ids; `number` only grows.
    pub(super) fn write(&mut self, ids: u64, number: u64) -> Write {
        let coop = self.coop();
        match self.below(200) {
            0..=7 => {
                let names =
                    [ObjectName::Head(coop), ObjectName::Entry(coop, self.below(9)), ObjectName::Sealed(3)];
                let name = names[self.len(3)];
                if self.one_in(8) {
                    return Write::Erase { name };
                }
                let len = if self.one_in(8) { self.len(30_000) } else { self.len(900) };
                Write::Keep { name, bytes: vec![self.next().to_le_bytes()[0]; len] }
            }
            8..=49 => remove(coop, self.below(ids), number),
            50..=53 => Write::Trim { coop, upto: number.saturating_sub(self.below(20)) },
            54 if self.one_in(3) => Write::Drop { coop },
            55..=59 => sign_lock(number.saturating_sub(self.below(3))),
            _ => {
                let len = if self.one_in(20) { 4096 } else { self.len(600) };
                put(coop, self.below(ids), number, len)
            }
        }
    }

    /// A batch of writes.
    pub(super) fn writes(&mut self, most: u64, ids: u64, number: u64) -> Vec<Write> {
        (0..=self.below(most)).map(|_| self.write(ids, number)).collect()
    }
}
