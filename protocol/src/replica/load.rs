//! The state at start, rebuilt from what is on disk: directories entry by entry, objects once all are there, each
//! through the door it first came by.

use std::collections::BTreeMap;

use serde_bytes::ByteBuf;

use super::{Event, Output, Replica};
use crate::codec;
use crate::directory::Directory;
use crate::durable::{ObjectName, ProofKind, Stored, Write};
use crate::frame::Frame;
use crate::id::CoopId;

impl Replica {
    /// Takes one thing found on disk.
    pub fn load(&mut self, stored: Stored) {
        match stored {
            Stored::Object { name, bytes } => drop(self.stored.insert(name, bytes)),
            Stored::Entry { coop, number, entry } => {
                self.directories.entry(coop).or_default().put(&entry, number);
            }
            Stored::Removed { coop, number, id } => {
                let directory = self.directories.entry(coop).or_default();
                if directory.get(&id).is_none() {
                    directory.remove(&id, number);
                }
            }
            Stored::SignLock(signed) => self.own.load_lock(signed),
        }
    }

    /// Begins, once everything on disk was loaded. What does not verify is left out: it will be fetched again;
    /// what does not match its head is dropped.
    pub fn start(&mut self, now: u64) -> Vec<Output> {
        self.now = now;
        self.loading = true;
        let stored = std::mem::take(&mut self.stored);
        self.load_register(&stored);
        self.load_objects(now, stored);
        self.loading = false;
        // All of this is on disk already.
        self.out.clear();
        let coops: Vec<CoopId> = self.directories.keys().copied().collect();
        for coop in coops {
            let member = self.register.is_member(&coop);
            let Some(directory) = self.directories.get_mut(&coop) else { continue };
            let whole = directory.head().is_some_and(|head| {
                head.value.count == directory.len() as u64 && head.value.bytes == directory.bytes()
            });
            let matches = whole && directory.head().map(|head| head.value.root) == Some(directory.root());
            if !matches && (directory.head().is_some() || !directory.is_empty()) {
                *directory = Directory::default();
                self.persist(Write::Drop { coop });
                self.notify(Event::Damaged(coop));
            }
            if !member {
                self.directories.remove(&coop);
            }
        }
        self.begin_own(now);
        self.begin_pulses();
        self.begin_fund(now);
        self.register_changed();
        std::mem::take(&mut self.out)
    }

    /// Cards and pages, as far as they lead.
    fn load_register(&mut self, stored: &BTreeMap<ObjectName, Vec<u8>>) {
        loop {
            let mut more = false;
            let next = self.register.seats().iter().map(|seat| (seat.coop, seat.card().value.number + 1));
            for (coop, number) in next.collect::<Vec<_>>() {
                if let Some(card) = stored.get(&ObjectName::Card(coop, number)) {
                    more |= self.admit_card(card).is_ok();
                }
            }
            for (_, (a, b)) in proofs(stored).filter(|(kind, _)| *kind == ProofKind::Card) {
                let _ = self.admit_proof(&a, &b);
            }
            if let Some(sealed) = stored.get(&ObjectName::Sealed(self.register.height + 1)) {
                more |= self.admit_sealed(sealed).is_ok();
            }
            if !more {
                break;
            }
        }
        if let Some(split) = stored.get(&ObjectName::Split) {
            self.load_split(split);
        }
    }

    /// The rest, in the order of names: what was said of the next page comes as it came, and before the journals, which
    /// hold more notices than are held at once.
    fn load_objects(&mut self, now: u64, stored: BTreeMap<ObjectName, Vec<u8>>) {
        let proofs: Vec<_> = proofs(&stored).collect();
        for (name, bytes) in stored {
            match name {
                ObjectName::Head(coop) => {
                    // Its time and quotas were judged when it came.
                    if let Ok((author, head)) = self.verify_head(&bytes)
                        && author == coop
                    {
                        self.directories.entry(coop).or_default().set_head(head);
                    }
                }
                ObjectName::Forgotten(coop) => {
                    if let Ok(upto) = codec::decode(&bytes) {
                        self.directories.entry(coop).or_default().forget_removals(upto);
                    }
                }
                ObjectName::Assent(_) => drop(self.admit_assent(&bytes)),
                ObjectName::Said(place) => {
                    if let Ok(Some(object)) = Frame::from_bytes(&bytes) {
                        let _ = self.admit_object(now, object);
                    }
                    self.next_said = self.next_said.max(place);
                }
                ObjectName::Entry(..) => drop(self.load_entry(bytes)),
                ObjectName::Pulse(_) => drop(self.admit_pulse(u64::MAX, &bytes)),
                ObjectName::Request(coop, seq) => self.load_request(coop, seq, &bytes),
                ObjectName::Proof(..) | ObjectName::Card(..) | ObjectName::Sealed(_) | ObjectName::Split => {}
            }
        }
        for (_, (a, b)) in proofs {
            let _ = self.admit_proof(&a, &b);
        }
    }
}

/// The proofs among what was stored, with what they prove.
fn proofs(stored: &BTreeMap<ObjectName, Vec<u8>>) -> impl Iterator<Item = (ProofKind, (Vec<u8>, Vec<u8>))> {
    let nobody = CoopId([0; 32]);
    let names = ObjectName::Proof(nobody, ProofKind::Directory)..ObjectName::Assent(nobody);
    stored.range(names).filter_map(|(name, bytes)| match name {
        ObjectName::Proof(_, kind) => Some((*kind, pair(bytes)?)),
        _ => None,
    })
}

fn pair(bytes: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let (a, b): (ByteBuf, ByteBuf) = codec::decode(bytes).ok()?;
    Some((a.into_vec(), b.into_vec()))
}
