//! Copying what lives into a new generation. Knows how to copy; must not change what is kept.
//!
//! It is the answer to growth (sled never gives room back), to erasure (an erased body stays in the old file
//! until that is deleted) and to packs that became thin. Until `CURRENT` is switched the old generation is
//! the store; after, the new one: killed anywhere, one of them is whole and the other a leftover.

use bigre_protocol::id::CoopId;

use super::engine::{Changes, Engine, Fault};
use super::error::StoreError;
use super::layout::{FORMAT, FORMAT_KEY, META_KEY, Meta, Tally, format_row, pack_key};
use super::pack::{Builder, FRAME_BYTES, Slots};
use super::place::Places;
use super::read::{Live, misplaced};
use super::walk::{Found, walk};
use super::{Sizes, Store, commit, disk};

/// Bytes copied in one batch (guess: small beside the cache).
const BATCH_BYTES: u64 = 2 * 1024 * 1024;
/// Stores of fewer bytes on disk are not worth compacting (guess).
const SMALL_BYTES: u64 = 16 * 1024 * 1024;
/// A store is compacted when it takes more than so many times its live bytes (measured: a fresh copy takes
/// 1.6 times).
const BLOAT: u64 = 3;
/// Room that a copy needs for each live byte (measured: 1.6), and what it needs anyway.
const ROOM: (u64, u64) = (2, 16 * 1024 * 1024);

/// What a compaction did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compacted {
    /// Before.
    pub before: Sizes,
    /// After.
    pub after: Sizes,
}

impl Store {
    /// Copies what lives into a new generation and deletes the old one. Readers go on meanwhile.
    ///
    /// The disk floor does not stop it, for it makes room; the room for the copy must be there.
    pub fn compact(&mut self) -> Result<Compacted, StoreError> {
        assert!(self.loaded, "the store is loaded before it is compacted");
        if self.stopped {
            return Err(StoreError::Stopped { path: self.home.dir().into() });
        }
        let before = self.size();
        self.room_to_copy(before)?;
        let next = before.generation + 1;
        let mut meta = Meta { erased: 0, ..self.meta };
        let copied = self.copy(next, &mut meta).and_then(|copied| {
            self.home.switch(next)?;
            Ok(copied)
        });
        let Copied { engine, places, .. } = match copied {
            Ok(copied) => copied,
            Err(error) => {
                // The switch may have gone through without saying so: only the next open can tell.
                self.stopped = true;
                return Err(error);
            }
        };
        let old = std::mem::replace(&mut *self.shared.write(), Live { engine, places, generation: next });
        drop(old);
        self.meta = meta;
        self.damaged.clear();
        self.home.keep_only(next)?;
        Ok(Compacted { before, after: self.size() })
    }

    /// Refuses when the disk has no room for a copy.
    fn room_to_copy(&self, sizes: Sizes) -> Result<(), StoreError> {
        let free = disk::free_bytes(self.home.dir())?;
        let floor = sizes.live_bytes.saturating_mul(ROOM.0).saturating_add(ROOM.1);
        if free < floor {
            return Err(StoreError::DiskLow { path: self.home.dir().into(), free, floor });
        }
        Ok(())
    }

    /// Whether it takes far more room than what lives in it, and there is room for a copy.
    pub fn needs_compaction(&self) -> bool {
        let sizes = self.size();
        let bloated = sizes.disk_bytes > sizes.live_bytes.saturating_mul(BLOAT);
        sizes.disk_bytes > SMALL_BYTES && bloated && self.room_to_copy(sizes).is_ok()
    }

    /// Copies what lives, durably, into a generation that is not the current one yet.
    fn copy(&self, generation: u64, meta: &mut Meta) -> Result<Copied, StoreError> {
        self.home.forget(generation)?;
        let path = self.home.path(generation);
        disk::make_dir(&path)?;
        let engine = Engine::open(&path, self.options.cache_bytes)?;
        let mut copied = Copied::new(engine);
        let live = self.shared.read();
        let mut result = Ok(());
        let walked = walk(&live.engine, &mut |found| {
            if result.is_ok() {
                result = copied.take(found, &live.places);
            }
        });
        walked.map_err(|fault| self.shared.fail(&live, fault))?;
        result.and_then(|()| copied.finish(meta)).map_err(|fault| copied.engine.explain(fault))?;
        if copied.places.entries() != live.places.entries() {
            return Err(misplaced(&live));
        }
        copied.engine.make_durable()?;
        Ok(copied)
    }
}

/// A copy being made.
struct Copied {
    engine: Engine,
    places: Places,
    tally: Tally,
    changes: Changes,
    builder: Builder,
    coop: Option<CoopId>,
}

impl Copied {
    fn new(engine: Engine) -> Copied {
        Copied {
            engine,
            places: Places::default(),
            tally: Tally::default(),
            changes: Changes::default(),
            builder: Builder::new(),
            coop: None,
        }
    }

    /// Copies what was found; entries only from where their place is.
    fn take(&mut self, found: Found<'_>, places: &Places) -> Result<(), Fault> {
        match found {
            Found::Object { name, bytes } => {
                commit::object(&self.engine, name, Some(bytes), &mut self.changes)?
            }
            Found::Pack { coop, pack, slots, .. } => self.entries(coop, pack, slots, places),
            Found::Removed { row: (key, value), .. } | Found::Unknown { row: (key, value) } => {
                self.changes.insert(key, value, None);
            }
        }
        if self.changes.added_bytes() >= BATCH_BYTES { self.apply() } else { Ok(()) }
    }

    /// Packs entries as full as they get.
    fn entries(&mut self, coop: CoopId, pack: u32, slots: Slots<'_>, places: &Places) {
        if self.coop != Some(coop) {
            self.emit();
            self.coop = Some(coop);
            let expected = places.directory(&coop).map_or(0, super::place::Directory::len);
            self.places.reserve(coop, usize::try_from(expected).unwrap_or(0));
        }
        for slot in slots.filter(|slot| places.get(&coop, &slot.id()) == Some(pack)) {
            if !self.builder.fits(slot.raw().len() - FRAME_BYTES) {
                self.emit();
            }
            self.builder.push_slot(slot);
        }
    }

    /// Writes the pack being filled.
    fn emit(&mut self) {
        let Some(coop) = self.coop.filter(|_| !self.builder.is_empty()) else { return };
        let pack = self.places.directory_mut(coop).next();
        let key = pack_key(&coop, pack);
        self.changes.insert(&key, self.builder.seal(&key), None);
        for slot in self.builder.slots() {
            self.places.put(coop, slot.id(), pack);
        }
        self.places.directory_mut(coop).begun(pack, self.builder.len());
        self.builder.clear();
    }

    fn apply(&mut self) -> Result<(), Fault> {
        let changes = std::mem::take(&mut self.changes);
        self.tally = changes.after(self.tally);
        self.engine.apply(changes)
    }

    /// Writes what is left, the format and the counts.
    fn finish(&mut self, meta: &mut Meta) -> Result<(), Fault> {
        self.emit();
        meta.tally = self.changes.after(self.tally);
        meta.entries = self.places.entries();
        self.changes.insert_uncounted(FORMAT_KEY, &format_row(FORMAT));
        self.changes.insert_uncounted(META_KEY, &meta.to_row());
        self.apply()
    }
}
