//! What a node keeps on disk. Knows how to make a batch of writes durable and to give everything back at
//! start; must not know what the writes mean to the federation.
//!
//! [`Store::open`], then [`Store::load`], then [`Store::commit`] for ever; [`Reader`]s look up entries from
//! other threads.
//!
//! Invariants, each with its test: what [`Store::commit`] acknowledged survives a power cut; a batch is there
//! entirely or not at all; nothing is given back that was not written; damage is said, never silent; an
//! erased body is in no file of the store after [`Store::compact`].

mod commit;
mod compact;
mod disk;
mod engine;
mod error;
mod generation;
mod layout;
mod load;
mod open;
mod pack;
mod place;
mod plan;
mod read;
#[cfg(test)]
mod tests;
mod walk;

use std::path::PathBuf;
use std::sync::Arc;

use bigre_protocol::durable::Write;
use bigre_protocol::id::CoopId;

use bigre_protocol::durable::LastSigned;

use crate::sign_lock::SignLock;
use engine::{Changes, Fault};
use generation::Home;
use layout::{META_KEY, Meta};
use plan::Plan;
use read::Shared;

pub use compact::Compacted;
pub use error::StoreError;
pub use load::{LoadReport, VerifyReport};
pub use read::Reader;
pub use walk::Damage;

/// How to keep a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreOptions {
    /// Bytes of rows kept in memory (default 64 MiB; measured: less makes reads slower, more gains little).
    pub cache_bytes: u64,
    /// Bytes to leave free on the disk: below, nothing is written (default 1 GiB).
    pub disk_floor_bytes: u64,
}

impl Default for StoreOptions {
    fn default() -> StoreOptions {
        StoreOptions { cache_bytes: 64 * 1024 * 1024, disk_floor_bytes: 1024 * 1024 * 1024 }
    }
}

/// In what state a store was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// There was none, and this node never had one.
    Fresh,
    /// As it was left.
    Clean,
    /// Its last batches are missing: a backup was put back, or the file was cut. What is there is sound but
    /// old: ask the peers before signing.
    Truncated {
        /// The last durable batch, by the sign-lock.
        expected: u64,
        /// The last batch found.
        found: u64,
    },
    /// The sign-lock knows less than the store: it was lost or an old one was put back. Ask the peers before
    /// signing.
    LockBehind {
        /// The last durable batch, by the sign-lock.
        lock: u64,
        /// The last batch found.
        found: u64,
    },
    /// It could not be read: it was moved aside and an empty one begun. Ask the peers for everything.
    Damaged {
        /// Where it is now.
        moved_to: PathBuf,
    },
}

/// An open store, and how it was found.
pub struct Opened {
    /// The store: [`Store::load`] it before anything else.
    pub store: Store,
    /// How it was found.
    pub state: State,
}

/// The sizes of a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// Bytes of what lives, keys included.
    pub live_bytes: u64,
    /// Bytes on the disk.
    pub disk_bytes: u64,
    /// Entries.
    pub entries: u64,
    /// Bodies erased or replaced whose bytes may still be in the file, until the next compaction.
    pub erased: u64,
    /// The number of the generation: one more at each compaction.
    pub generation: u64,
}

/// The store, as its one writer holds it.
pub struct Store {
    home: Home,
    options: StoreOptions,
    lock: SignLock,
    shared: Arc<Shared>,
    meta: Meta,
    /// Damaged rows found by [`Store::load`], erased by the next batch.
    damaged: Vec<Damage>,
    loaded: bool,
    stopped: bool,
}

impl Store {
    /// A handle to look up entries from other threads.
    pub fn reader(&self) -> Reader {
        Reader::new(Arc::clone(&self.shared))
    }

    /// The sign-lock: what this node must never do twice.
    pub fn sign_lock(&self) -> &SignLock {
        &self.lock
    }

    /// Keeps writes, all together or not at all; durable on return. Returns the number of the batch.
    ///
    /// A removed id stays remembered until it is trimmed, even if an entry of that id is put again: of an
    /// entry and a removal of one id, the higher number is the later.
    ///
    /// After any error but [`StoreError::DiskLow`] the caller ends the process: the store takes no more.
    /// Panics before [`Store::load`], or on a body longer than a pack: our bugs.
    pub fn commit(&mut self, writes: &[Write]) -> Result<u64, StoreError> {
        assert!(self.loaded, "the store is loaded before anything is committed");
        if self.stopped {
            return Err(StoreError::Stopped { path: self.home.dir().into() });
        }
        self.room_for(0)?;
        let plan = Plan::of(writes);
        let batch = self.meta.batch.max(self.lock.batch()) + 1;
        // Whatever ends early below leaves the store stopped.
        self.stopped = true;
        self.erase_damaged()?;
        let (mut changes, moves) = self.prepare(&plan, batch)?;
        if let Err(low) = self.room_for(changes.added_bytes()) {
            self.stopped = false;
            return Err(low);
        }
        // A directory's number is locked before the batch: whatever happens between, it is not signed twice.
        let directory = plan.signs.map(|signs| signs.directory);
        self.lock.record(directory.map(|directory| LastSigned { directory, ..LastSigned::default() }), 0)?;
        if changes.is_empty() {
            self.lock.record(plan.signs, 0)?;
            self.stopped = false;
            return Ok(self.meta.batch);
        }
        let erased = self.meta.erased + moves.iter().map(|(_, moves)| moves.erased).sum::<u64>();
        let mut live = self.shared.write();
        let places = &mut live.places;
        moves.into_iter().for_each(|(coop, moves)| moves.apply(coop, places));
        let meta = Meta { batch, entries: places.entries(), erased, tally: changes.after(self.meta.tally) };
        changes.insert_uncounted(META_KEY, &meta.to_row());
        let applied = live.engine.apply(changes);
        applied.map_err(|fault| self.shared.fail(&live, fault))?;
        drop(live);
        self.shared.read().engine.make_durable()?;
        // A journal has no holes: its number is locked once the entry is there, and before anything leaves.
        self.lock.record(plan.signs, batch)?;
        (self.meta, self.stopped) = (meta, false);
        Ok(batch)
    }

    /// Erases the damaged rows that [`Store::load`] found. Not yet durable: if it comes undone, they are
    /// found again.
    fn erase_damaged(&mut self) -> Result<(), StoreError> {
        if self.damaged.is_empty() {
            return Ok(());
        }
        let mut changes = Changes::default();
        self.damaged.iter().for_each(|damage| changes.remove(&damage.key, &damage.value));
        let live = self.shared.read();
        self.meta.tally = changes.after(self.meta.tally);
        self.meta.entries = live.places.entries();
        changes.insert_uncounted(META_KEY, &self.meta.to_row());
        live.engine.apply(changes).map_err(|fault| self.shared.fail(&live, fault))?;
        self.damaged.clear();
        Ok(())
    }

    /// The rows of a plan, and what they change in the places of each cooperative.
    fn prepare(
        &self,
        plan: &Plan<'_>,
        batch: u64,
    ) -> Result<(Changes, Vec<(CoopId, commit::Moves)>), StoreError> {
        let live = self.shared.read();
        let fail = |fault: Fault| self.shared.fail(&live, fault);
        let mut changes = Changes::default();
        for (name, bytes) in &plan.objects {
            commit::object(&live.engine, *name, *bytes, &mut changes).map_err(fail)?;
        }
        let mut moves = Vec::with_capacity(plan.coops.len());
        for (coop, directory) in &plan.coops {
            if directory.dropped {
                commit::dropped(&live.engine, coop, &mut changes).map_err(fail)?;
            }
            commit::removed(&live.engine, coop, directory, batch, &mut changes).map_err(fail)?;
            let repacked = commit::Repack::run(&live.engine, *coop, directory, &live.places, &mut changes)
                .map_err(fail)?;
            moves.push((*coop, repacked.ok_or_else(|| read::misplaced(&live))?));
        }
        Ok((changes, moves))
    }

    /// Refuses when too little of the disk would be left free.
    fn room_for(&self, bytes: u64) -> Result<(), StoreError> {
        let (path, floor) = (self.home.dir(), self.options.disk_floor_bytes);
        let free = disk::free_bytes(path)?;
        if free < floor.saturating_add(bytes) {
            return Err(StoreError::DiskLow { path: path.into(), free, floor });
        }
        Ok(())
    }

    /// Whether too little of the disk is free to write anything.
    pub fn is_low(&self) -> Result<bool, StoreError> {
        match self.room_for(0) {
            Ok(()) => Ok(false),
            Err(StoreError::DiskLow { .. }) => Ok(true),
            Err(error) => Err(error),
        }
    }

    /// The number of the last batch that it holds.
    pub fn batch(&self) -> u64 {
        self.meta.batch
    }

    /// How large it is.
    pub fn size(&self) -> Sizes {
        let live = self.shared.read();
        Sizes {
            live_bytes: self.meta.tally.bytes,
            disk_bytes: live.engine.disk_bytes(),
            entries: live.places.entries(),
            erased: self.meta.erased,
            generation: live.generation,
        }
    }
}
