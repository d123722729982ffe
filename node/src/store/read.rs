//! Looking up entries while the writer writes. Knows places and packs; must not write.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use bigre_protocol::directory::entry::Entry;
use bigre_protocol::id::{CoopId, EntryId};

use super::engine::{Engine, Fault};
use super::error::StoreError;
use super::generation;
use super::layout::pack_key;
use super::pack;
use super::place::Places;

/// Entries looked up before the writer gets its turn (guess: under a millisecond).
const AT_ONCE: usize = 64;

/// The open generation, as readers and the writer see it.
pub(super) struct Live {
    /// Its rows.
    pub(super) engine: Engine,
    /// Where its entries are.
    pub(super) places: Places,
    /// Its number.
    pub(super) generation: u64,
}

/// What readers and the writer share.
pub(super) struct Shared {
    dir: PathBuf,
    live: RwLock<Live>,
}

impl Shared {
    /// Of the generations in a directory, the open one.
    pub(super) fn new(dir: PathBuf, live: Live) -> Shared {
        Shared { dir, live: RwLock::new(live) }
    }

    /// To look up: places and rows agree as long as this is held.
    pub(super) fn read(&self) -> RwLockReadGuard<'_, Live> {
        self.live.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// To change places and rows together.
    pub(super) fn write(&self) -> RwLockWriteGuard<'_, Live> {
        self.live.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// The error of a fault; damage condemns the generation.
    pub(super) fn fail(&self, live: &Live, fault: Fault) -> StoreError {
        if let Fault::Damaged(detail) = &fault {
            generation::condemn(&self.dir, live.generation, detail);
        }
        live.engine.explain(fault)
    }
}

/// A handle for looking up entries from any thread; cheap to clone.
#[derive(Clone)]
pub struct Reader {
    shared: Arc<Shared>,
}

impl Reader {
    pub(super) fn new(shared: Arc<Shared>) -> Reader {
        Reader { shared }
    }

    /// An entry; `None` when there is none of that id. It may be of a batch that is not durable yet.
    pub fn entry(&self, coop: &CoopId, id: &EntryId) -> Result<Option<Entry>, StoreError> {
        let live = self.shared.read();
        let Some(pack) = live.places.get(coop, id) else { return Ok(None) };
        let mut found = None;
        self.look(&live, coop, pack, &mut |entry| {
            if entry.id() == *id {
                found = Some(entry.entry());
            }
        })?;
        found.map(Some).ok_or_else(|| misplaced(&live))
    }

    /// Entries, in the order of their ids; `None` where there is none. Each pack is read once.
    pub fn entries(&self, coop: &CoopId, ids: &[EntryId]) -> Result<Vec<Option<Entry>>, StoreError> {
        let mut found = vec![None; ids.len()];
        for (ids, found) in ids.chunks(AT_ONCE).zip(found.chunks_mut(AT_ONCE)) {
            let live = self.shared.read();
            let places = ids.iter().enumerate().filter_map(|(at, id)| Some((live.places.get(coop, id)?, at)));
            let mut wanted: Vec<(u32, usize)> = places.collect();
            wanted.sort_unstable();
            for wanted in wanted.chunk_by(|(one, _), (other, _)| one == other) {
                self.look(&live, coop, wanted[0].0, &mut |slot| {
                    let id = slot.id();
                    for (_, at) in wanted.iter().filter(|(_, at)| ids[*at] == id) {
                        found[*at] = Some(slot.entry());
                    }
                })?;
                if wanted.iter().any(|(_, at)| found[*at].is_none()) {
                    return Err(misplaced(&live));
                }
            }
        }
        Ok(found)
    }

    /// Shows every entry of a pack.
    fn look(
        &self,
        live: &Live,
        coop: &CoopId,
        pack: u32,
        visit: &mut dyn FnMut(pack::Slot<'_>),
    ) -> Result<(), StoreError> {
        let key = pack_key(coop, pack);
        let value = live.engine.get(&key).map_err(|fault| self.shared.fail(live, fault))?;
        let value = value.ok_or_else(|| misplaced(live))?;
        pack::read(&key, &value).ok_or_else(|| misplaced(live))?.for_each(visit);
        Ok(())
    }
}

/// A pack is not what it was when it was loaded or written.
pub(super) fn misplaced(live: &Live) -> StoreError {
    let detail = "a pack of entries changed since it was written".into();
    live.engine.explain(Fault::Damaged(detail))
}
