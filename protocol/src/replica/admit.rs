//! The one door: what is admitted into a directory, wherever it came from.

use super::{Event, Output, Replica};
use crate::codec;
use crate::directory::Before;
use crate::directory::entry::Entry;
use crate::directory::head::{Head, SignedHead};
use crate::durable::{ObjectName, Write};
use crate::envelope::{ObjectKind, Signed};
use crate::frame::Gossip;
use crate::id::{CoopId, EntryId};
use crate::limits;
use crate::mutant::{Mutant, mutant};
use crate::rejection::Rejection;

/// What leads from the set held to the set of a head.
pub(super) struct Changes {
    /// Entries added or replaced.
    pub(super) put: Vec<Entry>,
    /// Entries gone.
    pub(super) removed: Vec<EntryId>,
    /// Whether `put` is the whole set.
    pub(super) full: bool,
}

impl Replica {
    /// Reads a head and verifies who signed it: size, canonical form, federation, kind, key, signature.
    pub(super) fn verify_head(&self, bytes: &[u8]) -> Result<(CoopId, SignedHead), Rejection> {
        let signed = Signed::parse(bytes, limits::HEAD_BYTES)?;
        if signed.federation != self.register.federation {
            return Err(Rejection::Federation);
        }
        if signed.kind != ObjectKind::Head as u8 {
            return Err(Rejection::UnknownKind);
        }
        let (coop, key) = self.register.author(&signed.key).ok_or(Rejection::UnknownKey)?;
        let head = signed.verify::<Head>(bytes, &self.register.federation, ObjectKind::Head, &key)?;
        Ok((coop, head))
    }

    /// Verifies a head and judges it against what is held: time, quotas, number, forks.
    pub(super) fn admit_head(&mut self, now: u64, bytes: &[u8]) -> Result<(CoopId, SignedHead), Rejection> {
        // Most of what gossip brings twice needs no signature check.
        if self.directories.values().any(|d| d.head().is_some_and(|head| head.bytes == bytes)) {
            return Err(Rejection::Duplicate);
        }
        let (coop, head) = self.verify_head(bytes)?;
        let ours = coop == self.identity.coop;
        if ours {
            self.own.seen = self.own.seen.max(head.value.number);
        }
        if head.value.count > limits::ENTRIES || head.value.bytes > limits::DIRECTORY_BYTES {
            return Err(Rejection::Quota);
        }
        if head.value.number == 0 || head.value.lease > head.value.time.saturating_add(limits::LEASE_MS) {
            return Err(Rejection::Malformed("number or lease".into()));
        }
        if self.forks.contains_key(&coop) {
            return Err(Rejection::Frozen);
        }
        // Our own heads are taken whatever a clock says: we must not sign before we hold the newest.
        if !ours && head.value.time > now.saturating_add(limits::AHEAD_MS) {
            return Err(Rejection::Future);
        }
        if !ours && head.value.lease.saturating_add(limits::PURGE_GRACE_MS) < now {
            return Err(Rejection::Lapsed);
        }
        let held = self.directories.get(&coop).and_then(|directory| directory.head());
        if let Some(held) = held {
            if head.value.number < held.value.number {
                return Err(Rejection::Stale);
            }
            if head.value.number == held.value.number {
                if head.id == held.id {
                    return Err(Rejection::Duplicate);
                }
                let pair = (held.bytes.clone(), bytes.to_vec());
                self.freeze(coop, pair);
                return Err(Rejection::Frozen);
            }
        }
        Ok((coop, head))
    }

    /// Applies changes and puts their head in force; or undoes them when they do not lead to its root.
    pub(super) fn admit_changes(
        &mut self,
        coop: CoopId,
        head: SignedHead,
        changes: Changes,
    ) -> Result<(), Rejection> {
        let Some(directory) = self.directories.get_mut(&coop) else { return Err(Rejection::UnknownKey) };
        for entry in &changes.put {
            if entry.body.len() > limits::BODY_BYTES {
                return Err(Rejection::Size);
            }
            codec::check(&entry.body)?;
        }
        let number = head.value.number;
        let mut undo: Vec<(EntryId, Before)> = Vec::new();
        let mut put = changes.put;
        let mut removed = changes.removed;
        if changes.full {
            put.sort_by_key(|entry| entry.id);
            let there = |id: &EntryId| put.binary_search_by_key(id, |entry| entry.id).is_ok();
            removed = directory.iter().map(|leaf| leaf.id).filter(|id| !there(id)).collect();
            // What is already there as it should be is not written again.
            put.retain(|entry| {
                directory.get(&entry.id).is_none_or(|leaf| leaf.commitment != entry.commitment())
            });
        }
        for id in &removed {
            undo.push((*id, directory.remove(id, number)));
        }
        for entry in &put {
            undo.push((entry.id, directory.put(entry, number)));
        }
        let found = (directory.len() as u64, directory.bytes());
        let fits = found == (head.value.count, head.value.bytes)
            && (directory.root() == head.value.root || mutant(Mutant::AnyRoot));
        let quota = directory.members() <= limits::MEMBERS;
        if !fits || !quota {
            for (id, before) in undo.into_iter().rev() {
                directory.undo(&id, before);
            }
            return Err(if fits { Rejection::Quota } else { Rejection::Root });
        }
        directory.set_head(head.clone());
        let forget = if changes.full { Some(number) } else { directory.forget_upto() };
        if let Some(upto) = forget {
            directory.forget_removals(upto);
        }
        self.write_changes(coop, &head, put, removed, forget);
        Ok(())
    }

    pub(super) fn write_changes(
        &mut self,
        coop: CoopId,
        head: &SignedHead,
        put: Vec<Entry>,
        removed: Vec<EntryId>,
        forget: Option<u64>,
    ) {
        let number = head.value.number;
        let event = Event::Advanced { coop, number, put: put.len(), removed: removed.len() };
        if coop == self.identity.coop {
            self.own.note_signed(number);
            self.persist(Write::SignLock { number: self.own.signed.unwrap_or(number) });
        }
        self.out.extend(removed.into_iter().map(|id| Output::Persist(Write::Remove { coop, number, id })));
        self.out.extend(put.into_iter().map(|entry| Output::Persist(Write::Put { coop, number, entry })));
        if let Some(upto) = forget {
            self.persist(Write::Trim { coop, upto });
            self.persist(Write::Keep { name: ObjectName::Forgotten(coop), bytes: codec::encode(&upto) });
        }
        self.persist(Write::Keep { name: ObjectName::Head(coop), bytes: head.bytes.clone() });
        self.whole.remove(&coop);
        self.notify(event);
    }

    /// Verifies that two heads contradict each other: whose fault it is.
    pub(super) fn verify_fork(&self, a: &[u8], b: &[u8]) -> Result<CoopId, Rejection> {
        let (author, one) = self.verify_head(a)?;
        let (other, two) = self.verify_head(b)?;
        if author != other || one.value.number != two.value.number || one.id == two.id {
            return Err(Rejection::NoProof);
        }
        Ok(author)
    }

    /// Freezes a directory and tells everybody why.
    pub(super) fn freeze(&mut self, coop: CoopId, (a, b): (Vec<u8>, Vec<u8>)) {
        if self.forks.contains_key(&coop) {
            return;
        }
        let buffers = (serde_bytes::Bytes::new(&a), serde_bytes::Bytes::new(&b));
        let bytes = codec::encode(&buffers);
        self.persist(Write::Keep { name: ObjectName::Fork(coop), bytes });
        self.out.push(Output::Publish(Gossip::Fork(a.clone(), b.clone()).to_bytes()));
        self.arrivals.remove(&coop);
        self.forks.insert(coop, (a, b));
        self.notify(Event::Forked(coop));
    }

    /// Takes a fork proof in.
    pub(super) fn admit_fork(&mut self, a: &[u8], b: &[u8]) -> Result<(), Rejection> {
        let coop = self.verify_fork(a, b)?;
        if self.forks.contains_key(&coop) {
            return Err(Rejection::Duplicate);
        }
        self.freeze(coop, (a.to_vec(), b.to_vec()));
        Ok(())
    }

    /// Takes a founder's assent in.
    pub fn admit_assent(&mut self, bytes: &[u8]) -> Result<(), Rejection> {
        let coop = self.founding.read_assent(bytes)?;
        if self.assents.contains_key(&coop) {
            return Err(Rejection::Duplicate);
        }
        self.assents.insert(coop, bytes.to_vec());
        self.persist(Write::Keep { name: ObjectName::Assent(coop), bytes: bytes.to_vec() });
        Ok(())
    }
}
