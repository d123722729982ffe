//! Turning a batch of writes into rows. Knows which packs to rewrite; must not know how they become durable.
//!
//! A pack that loses an entry is rewritten without it in the same batch; the new version of a replaced entry
//! takes its place when it fits. A pack left thin gives its entries to the last pack begun, where new entries
//! go too: packs stay half full or more whatever is erased, and each pack touched is read and written once.

use std::collections::BTreeSet;

use bigre_protocol::durable::ObjectName;
use bigre_protocol::id::{CoopId, EntryId};

use super::engine::{Bytes, Changes, Engine, Fault};
use super::layout::{self, PART_BYTES, REMOVED, REMOVED_IDS, SUM_BYTES, coop_prefix, pack_key, removed_key};
use super::pack::{self, Builder, FRAME_BYTES, Slot, THIN_BYTES};
use super::place::{self, Places};
use super::plan::{self, Fate};

/// What a commit changes in the places of a cooperative, once its rows are applied.
#[derive(Default)]
pub(super) struct Moves {
    cleared: bool,
    gone: Vec<EntryId>,
    placed: Vec<(EntryId, u32)>,
    begun: Vec<(u32, usize)>,
    ended: Vec<u32>,
    /// Bodies erased or replaced.
    pub(super) erased: u64,
}

impl Moves {
    /// Brings the places up to date.
    pub(super) fn apply(self, coop: CoopId, places: &mut Places) {
        if self.cleared {
            places.clear(&coop);
        }
        self.gone.iter().for_each(|id| places.remove(&coop, id));
        for (id, pack) in &self.placed {
            places.put(coop, *id, *pack);
        }
        let directory = places.directory_mut(coop);
        self.begun.iter().for_each(|(pack, len)| directory.begun(*pack, *len));
        self.ended.iter().for_each(|pack| directory.ended(*pack));
    }
}

/// Adds an object's rows, in place of those it has; or erases these.
pub(super) fn object(
    engine: &Engine,
    name: ObjectName,
    bytes: Option<&[u8]>,
    changes: &mut Changes,
) -> Result<(), Fault> {
    let mut old = Vec::new();
    while let Ok(part) = u8::try_from(old.len())
        && let Some(value) = engine.get(&layout::object_key(name, part))?
    {
        old.push(value);
    }
    let parts = bytes.map_or(0, |bytes| bytes.len().div_ceil(PART_BYTES).max(1));
    let bytes = bytes.unwrap_or_default();
    let count =
        u8::try_from(parts).expect("an object of under 1.5 MB: larger ones are refused before they are kept");
    for part in 0..count {
        let start = usize::from(part) * PART_BYTES;
        let piece = &bytes[start..bytes.len().min(start + PART_BYTES)];
        let key = layout::object_key(name, part);
        let before = old.get(usize::from(part)).map(|old| &old[..]);
        changes.insert(&key, &layout::sealed(&key, &[&[count], piece]), before);
    }
    for (part, old) in (0..=u8::MAX).zip(old).skip(parts) {
        changes.remove(&layout::object_key(name, part), &old);
    }
    Ok(())
}

/// Adds the rows of removed ids: those to remember, and those to forget.
pub(super) fn removed(
    engine: &Engine,
    coop: &CoopId,
    plan: &plan::Directory<'_>,
    batch: u64,
    changes: &mut Changes,
) -> Result<(), Fault> {
    if let Some(upto) = plan.trim
        && !plan.dropped
    {
        engine.scan(&coop_prefix(REMOVED, coop), &[], &mut |key, value| {
            let old = layout::read_removed_key(key).is_none_or(|(_, number)| number <= upto);
            if old {
                changes.remove(key, value);
            }
            old
        })?;
    }
    let mut ids = plan.removed.clone();
    ids.sort_by_key(|(number, _)| *number);
    for ids in ids.chunk_by(|(one, _), (other, _)| one == other) {
        for (part, ids) in (0u16..).zip(ids.chunks(REMOVED_IDS)) {
            let key = removed_key(coop, ids[0].0, batch, part);
            let mut value = vec![0; SUM_BYTES];
            ids.iter().for_each(|(_, id)| value.extend_from_slice(id.as_bytes()));
            layout::seal(&key, &mut value);
            changes.insert(&key, &value, None);
        }
    }
    Ok(())
}

/// Erases a whole directory's rows.
pub(super) fn dropped(engine: &Engine, coop: &CoopId, changes: &mut Changes) -> Result<(), Fault> {
    for tag in [layout::PACK, REMOVED] {
        engine.scan(&coop_prefix(tag, coop), &[], &mut |key, value| {
            changes.remove(key, value);
            true
        })?;
    }
    Ok(())
}

/// The entries of one cooperative, in one batch.
pub(super) struct Repack<'c> {
    engine: &'c Engine,
    coop: CoopId,
    plan: &'c plan::Directory<'c>,
    directory: Option<&'c place::Directory>,
    changes: &'c mut Changes,
    moves: Moves,
    /// Which puts already have their place.
    settled: Vec<bool>,
}

/// A pack that is open for more, and its value on disk.
struct Open {
    pack: u32,
    old: Option<Bytes>,
    builder: Builder,
}

impl<'c> Repack<'c> {
    /// Adds the rows of a cooperative's entries to `changes`. `Ok(None)` when a pack is not what it was.
    pub(super) fn run(
        engine: &'c Engine,
        coop: CoopId,
        plan: &'c plan::Directory<'c>,
        places: &'c Places,
        changes: &'c mut Changes,
    ) -> Result<Option<Moves>, Fault> {
        let directory = places.directory(&coop);
        let mut moves = Moves { cleared: plan.dropped, ..Moves::default() };
        if plan.dropped {
            moves.erased = directory.map_or(0, place::Directory::len);
        }
        let settled = vec![false; plan.puts.len()];
        let mut repack = Repack { engine, coop, plan, directory, changes, moves, settled };
        let touched = repack.touched()?;
        let Some((moved, tail)) = repack.rewrite(&touched) else { return Ok(None) };
        let Some(()) = repack.append(&moved, tail)? else { return Ok(None) };
        Ok(Some(repack.moves))
    }

    /// The entries' places before this batch, if they count.
    fn before(&self) -> Option<&'c place::Directory> {
        self.directory.filter(|_| !self.plan.dropped)
    }

    /// The packs that lose an entry, read.
    fn touched(&mut self) -> Result<Vec<(u32, Option<Bytes>)>, Fault> {
        let Some(directory) = self.before() else { return Ok(Vec::new()) };
        let mut packs = BTreeSet::new();
        for (id, fate) in &self.plan.fates {
            if let Some(pack) = directory.get(id) {
                packs.insert(pack);
                if *fate == Fate::Gone {
                    self.moves.gone.push(*id);
                }
            }
        }
        packs.into_iter().map(|pack| Ok((pack, self.engine.get(&pack_key(&self.coop, pack))?))).collect()
    }

    /// Rewrites each touched pack. Returns the entries of those left thin, and the last pack begun if it was
    /// touched; `None` when a pack is not what it was.
    fn rewrite<'t>(&mut self, touched: &'t [(u32, Option<Bytes>)]) -> Option<(Vec<Slot<'t>>, Option<Open>)> {
        let mut moved = Vec::new();
        let mut tail = None;
        let mut builder = Builder::new();
        for (pack, value) in touched {
            let key = pack_key(&self.coop, *pack);
            let slots = pack::read(&key, value.as_ref()?)?;
            builder.clear();
            let (kept, lost): (Vec<_>, Vec<_>) =
                slots.partition(|slot| !self.plan.fates.contains_key(&slot.id()));
            kept.iter().for_each(|slot| builder.push_slot(*slot));
            self.moves.erased += lost.len() as u64;
            let is_tail = self.before()?.tail.is_some_and(|tail| tail.pack == *pack);
            let replaced: usize =
                lost.iter().filter_map(|slot| self.replacing(slot.id())).map(|(_, len)| len).sum();
            if !is_tail && builder.len() + replaced < THIN_BYTES {
                moved.extend(kept);
                builder.clear();
            } else {
                self.replace(&lost, &mut builder);
            }
            if is_tail {
                let builder = std::mem::replace(&mut builder, Builder::new());
                tail = Some(Open { pack: *pack, old: value.clone(), builder });
            } else {
                self.emit(*pack, value.as_ref(), &mut builder);
            }
        }
        Some((moved, tail))
    }

    /// The put that replaces an entry, and its bytes.
    fn replacing(&self, id: EntryId) -> Option<(usize, usize)> {
        match self.plan.fates.get(&id)? {
            Fate::Put(index) => Some((*index, FRAME_BYTES + self.plan.puts[*index].1.body.len())),
            Fate::Gone => None,
        }
    }

    /// Puts the new versions of entries where the old ones were, as far as they fit.
    fn replace(&mut self, lost: &[Slot<'_>], builder: &mut Builder) {
        for slot in lost {
            let Some((index, _)) = self.replacing(slot.id()) else { continue };
            let (number, entry) = self.plan.puts[index];
            if builder.fits(entry.body.len()) {
                builder.push(number, entry);
                self.settled[index] = true;
            }
        }
    }

    /// Writes the entries that have no place yet into the last pack begun, then into new ones.
    fn append(&mut self, moved: &[Slot<'_>], mut tail: Option<Open>) -> Result<Option<()>, Fault> {
        let plan = self.plan;
        let is_last = |index: usize, id: &EntryId| plan.fates.get(id) == Some(&Fate::Put(index));
        let puts = plan.puts.iter().enumerate().filter(|(index, (_, entry))| is_last(*index, &entry.id));
        let puts: Vec<_> = puts.filter(|(index, _)| !self.settled[*index]).map(|(_, put)| *put).collect();
        let first = moved.first().map(|slot| slot.raw().len() - FRAME_BYTES);
        if let (None, Some(first)) = (&tail, first.or(puts.first().map(|(_, entry)| entry.body.len()))) {
            let Some(reopened) = self.reopen(first)? else { return Ok(None) };
            tail = reopened;
        }
        let mut next = self.directory.map_or(0, place::Directory::next);
        self.moves.placed.reserve(moved.len() + puts.len());
        for slot in moved {
            let open = self.room(slot.raw().len() - FRAME_BYTES, &mut tail, &mut next);
            open.builder.push_slot(*slot);
            self.moves.placed.push((slot.id(), open.pack));
        }
        for (number, entry) in puts {
            let open = self.room(entry.body.len(), &mut tail, &mut next);
            open.builder.push(number, entry);
            self.moves.placed.push((entry.id, open.pack));
        }
        if let Some(mut open) = tail {
            self.emit(open.pack, open.old.as_ref(), &mut open.builder);
        }
        Ok(Some(()))
    }

    /// The last pack begun, if a body of so many bytes still fits it. `Ok(None)` when it is not what it was.
    fn reopen(&mut self, body: usize) -> Result<Option<Option<Open>>, Fault> {
        let tail = self.before().and_then(|directory| directory.tail);
        let Some(tail) = tail.filter(|tail| pack::fits(tail.len, body)) else { return Ok(Some(None)) };
        let key = pack_key(&self.coop, tail.pack);
        let value = self.engine.get(&key)?;
        let Some(slots) = value.as_ref().and_then(|value| pack::read(&key, value)) else { return Ok(None) };
        let mut builder = Builder::new();
        slots.for_each(|slot| builder.push_slot(slot));
        Ok(Some(Some(Open { pack: tail.pack, old: value, builder })))
    }

    /// An open pack with room for a body of so many bytes.
    fn room<'o>(&mut self, body: usize, open: &'o mut Option<Open>, next: &mut u32) -> &'o mut Open {
        if let Some(full) = open.as_mut().filter(|open| !open.builder.fits(body)) {
            self.emit(full.pack, full.old.as_ref(), &mut full.builder);
            (full.pack, full.old) = (*next, None);
            full.builder.clear();
            *next += 1;
        }
        open.get_or_insert_with(|| {
            let pack = *next;
            *next += 1;
            Open { pack, old: None, builder: Builder::new() }
        })
    }

    /// Writes a pack, or erases it when nothing is left in it.
    fn emit(&mut self, pack: u32, old: Option<&Bytes>, builder: &mut Builder) {
        let key = pack_key(&self.coop, pack);
        if builder.is_empty() {
            old.into_iter().for_each(|old| self.changes.remove(&key, old));
            self.moves.ended.push(pack);
        } else {
            self.changes.insert(&key, builder.seal(&key), old.map(|old| &old[..]));
            self.moves.begun.push((pack, builder.len()));
        }
    }
}
