//! The state at start, rebuilt from what is on disk: directories entry by entry, objects once all are there, each
//! through the door it first came by.

use super::{Event, Output, Replica};
use crate::codec;
use crate::directory::Directory;
use crate::durable::{ObjectName, Stored, Write};
use crate::frame::Frame;
use crate::id::CoopId;
use serde_bytes::ByteBuf;

impl Replica {
    /// Takes one thing found on disk.
    pub fn load(&mut self, stored: Stored) {
        match stored {
            Stored::Object { name, bytes } => self.stored.push((name, bytes)),
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
        self.load_objects(now, &stored);
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
    fn load_register(&mut self, stored: &[(ObjectName, Vec<u8>)]) {
        let of = |name: ObjectName| stored.iter().find(|(other, _)| *other == name).map(|(_, bytes)| bytes);
        loop {
            let mut more = false;
            let next = self.register.seats().iter().map(|seat| (seat.coop, seat.card().value.number + 1));
            for (coop, number) in next.collect::<Vec<_>>() {
                if let Some(card) = of(ObjectName::Card(coop, number)) {
                    more |= self.admit_card(card).is_ok();
                }
            }
            for (name, bytes) in stored {
                if let (ObjectName::Proof(_, crate::durable::ProofKind::Card), Some((a, b))) =
                    (name, pair(bytes))
                {
                    let _ = self.admit_proof(&a, &b);
                }
            }
            if let Some(sealed) = of(ObjectName::Sealed(self.register.height + 1)) {
                more |= self.admit_sealed(sealed).is_ok();
            }
            if !more {
                break;
            }
        }
        if let Some(split) = of(ObjectName::Split) {
            self.load_split(split);
        }
    }

    fn load_objects(&mut self, now: u64, stored: &[(ObjectName, Vec<u8>)]) {
        let mut entries: Vec<(CoopId, u64, &[u8])> = Vec::new();
        let mut said: Vec<(u64, &[u8])> = Vec::new();
        for (name, bytes) in stored {
            match name {
                ObjectName::Head(coop) => {
                    // Its time and quotas were judged when it came.
                    if let Ok((author, head)) = self.verify_head(bytes)
                        && author == *coop
                    {
                        self.directories.entry(*coop).or_default().set_head(head);
                    }
                }
                ObjectName::Forgotten(coop) => {
                    if let Ok(upto) = codec::decode(bytes) {
                        self.directories.entry(*coop).or_default().forget_removals(upto);
                    }
                }
                ObjectName::Assent(_) => drop(self.admit_assent(bytes)),
                ObjectName::Entry(coop, seq) => entries.push((*coop, *seq, bytes)),
                ObjectName::Request(coop, seq) => self.load_request(*coop, *seq, bytes),
                ObjectName::Said(place) => said.push((*place, bytes)),
                ObjectName::Pulse(_) => drop(self.admit_pulse(u64::MAX, bytes)),
                ObjectName::Proof(..) | ObjectName::Card(..) | ObjectName::Sealed(_) | ObjectName::Split => {}
            }
        }
        // First what was said of the next page, as it came: the journals hold more notices than are held at once.
        said.sort_unstable_by_key(|(place, _)| *place);
        for (place, bytes) in said {
            if let Ok(Some(object)) = Frame::from_bytes(bytes) {
                let _ = self.admit_object(now, object);
            }
            self.next_said = self.next_said.max(place);
        }
        entries.sort_unstable_by_key(|(coop, seq, _)| (*coop, *seq));
        for (_, _, bytes) in entries {
            let _ = self.load_entry(bytes);
        }
        for (name, bytes) in stored {
            if let (ObjectName::Proof(..), Some((a, b))) = (name, pair(bytes)) {
                let _ = self.admit_proof(&a, &b);
            }
        }
    }
}

fn pair(bytes: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let (a, b): (ByteBuf, ByteBuf) = codec::decode(bytes).ok()?;
    Some((a.into_vec(), b.into_vec()))
}
