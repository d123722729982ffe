//! The one door of directories: what is admitted into one, wherever it came from.

use super::{Event, Output, Replica};
use crate::codec;
use crate::directory::Before;
use crate::directory::entry::Entry;
use crate::directory::head::{Head, SignedHead};
use crate::durable::{LastSigned, ObjectName, ProofKind, Write};
use crate::envelope::{ObjectKind, Signed};
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
        let (coop, term) = self.register.term(&signed.key).ok_or(Rejection::UnknownKey)?;
        let head = signed.verify::<Head>(bytes, &self.register.federation, ObjectKind::Head, &term.key)?;
        if !term.has_directory(head.value.number) || !self.register.is_member(&coop) {
            return Err(Rejection::Void);
        }
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
            self.note_foreign_head(head.value.number);
        }
        let [_, entries, bodies] = self.register.quotas;
        if head.value.count > entries || head.value.bytes > bodies {
            return Err(Rejection::Quota);
        }
        if head.value.number == 0 || head.value.lease > head.value.time.saturating_add(limits::LEASE_MS) {
            return Err(Rejection::Malformed("number or lease".into()));
        }
        if self.is_forked(&coop) {
            return Err(Rejection::Frozen);
        }
        if !ours && self.is_suspended(now, &coop) {
            return Err(Rejection::Suspended);
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
                if !self.is_live(&pair.0) || !self.is_live(&pair.1) {
                    return Err(Rejection::Void);
                }
                self.prove(coop, ProofKind::Directory, pair);
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
        let quota = directory.members() <= self.register.quotas[0];
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
            self.note_signed(LastSigned { directory: number, ..LastSigned::default() });
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
}
