//! What must be true of pages and journals: one page of each number, one entry of each number by each key, and nothing
//! said before it is kept. Must not trust what a replica says of itself.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use bigre_protocol::durable::ObjectName;
use bigre_protocol::envelope::{self, KeyId, ObjectKind, Signed, Verified, key_id};
use bigre_protocol::id::{CoopId, ObjectId};
use bigre_protocol::journal::{Body, Entry, Vote};
use bigre_protocol::limits;
use bigre_protocol::register::{Approval, Object, Page, Sealed};
use bigre_protocol::replica::Replica;

use super::Checks;
use crate::disk::Disk;

/// An entry that verifies: whose node signed it, with which key.
type Read = Option<(usize, KeyId, Rc<Verified<Entry>>)>;

/// What was seen of pages and entries.
#[derive(Default)]
pub(super) struct Book {
    pages: BTreeMap<u64, ObjectId>,
    entries: BTreeMap<(KeyId, u64), ObjectId>,
    read: BTreeMap<Vec<u8>, Read>,
}

impl Checks {
    /// Reads an entry, as an auditor would.
    fn entry(&mut self, bytes: &[u8]) -> Read {
        if let Some(known) = self.book.read.get(bytes) {
            return known.clone();
        }
        let federation = self.federation.founding.federation();
        let signed = envelope::Signed::parse(bytes, limits::ENTRY_BYTES).ok();
        let read = signed.and_then(|signed| {
            let (at, key) = self.keys.iter().find(|(_, key)| key_id(key) == signed.key)?;
            let entry = signed.verify::<Entry>(bytes, &federation, ObjectKind::Entry, key).ok()?;
            Some((*at, signed.key, Rc::new(entry)))
        });
        self.book.read.insert(bytes.to_vec(), read.clone());
        read
    }

    /// A page is in force on a node: no other of its number may be on another.
    pub(super) fn page(&mut self, at: usize, height: u64, sealed: &[u8]) {
        if !self.is_honest(at) {
            return;
        }
        let federation = self.federation.founding.federation();
        let page = Sealed::from_bytes(sealed).and_then(|sealed| Page::read(&sealed.page, &federation));
        let Ok(page) = page else {
            return self.fail(format!("node {at} puts what is no page in force"));
        };
        let first = *self.book.pages.entry(height).or_insert(page.id);
        if first != page.id || page.value.height != height {
            self.fail(format!("node {at} puts another page {height} in force"));
        }
    }

    /// A node keeps an entry under a name: signed by whose journal it is, and the only one of its number.
    pub(super) fn entry_kept(&mut self, at: usize, coop: &CoopId, seq: u64, bytes: &[u8]) {
        if !self.is_honest(at) {
            return;
        }
        match self.entry(bytes) {
            Some((author, _, entry)) if self.federation.coops[author] == *coop && entry.value.seq == seq => {
                self.entry_seen(bytes);
            }
            _ => self.fail(format!("node {at} keeps an entry {seq} of {} that is not one", coop.short())),
        }
    }

    fn entry_seen(&mut self, bytes: &[u8]) {
        let Some((author, key, entry)) = self.entry(bytes) else { return };
        let seq = entry.value.seq;
        let first = *self.book.entries.entry((key, seq)).or_insert(entry.id);
        if first != entry.id && self.is_honest(author) {
            self.fail(format!("node {author} signed two entries with number {seq}"));
        }
    }

    /// An entry leaves a node: its own must be on its disk and in its sign-lock.
    pub(super) fn entry_leaves(&mut self, at: usize, bytes: &[u8], disk: &Disk) {
        let Some((author, key, entry)) = self.entry(bytes) else {
            return self.fail(format!("node {at} sends an entry that does not verify"));
        };
        self.entry_seen(bytes);
        let latest = self.keys.iter().rev().find(|(of, _)| *of == at).map(|(_, key)| key_id(key));
        if author != at || latest != Some(key) {
            return;
        }
        let (coop, seq) = (self.federation.coops[at], entry.value.seq);
        let kept = disk.objects.get(&ObjectName::Entry(coop, seq)).is_some_and(|kept| kept == bytes);
        let lock = disk.lock.unwrap_or_default();
        let within = |kept: &Vec<u8>| kept.windows(bytes.len()).any(|part| part == bytes);
        let said =
            disk.objects.iter().any(|(name, kept)| matches!(name, ObjectName::Said(_)) && within(kept));
        if !kept && said {
            // A restored node was told what it had said before its own journal came back.
            return;
        }
        let voted = match entry.value.read() {
            Ok(Body::Vote(vote @ Vote::Ballot(_))) => lock.lock.ballot >= Some(vote.place()),
            Ok(Body::Vote(vote @ Vote::Ack(_))) => lock.lock.ack >= Some(vote.place()),
            _ => true,
        };
        if !kept || lock.key != key || lock.journal < seq || !voted {
            self.fail(format!("node {at} sends its entry {seq}: kept: {kept}, sign-lock {lock:?}"));
        }
    }

    /// What keeps honest nodes from agreeing on the register, its members' journals and what is said of the next page.
    pub fn register_disagreement<'r>(&self, replicas: &[Option<&'r Replica>]) -> Option<String> {
        let nodes = replicas.iter().enumerate().filter(|(at, _)| self.counts(*at));
        let nodes: Vec<(usize, &'r Replica)> =
            nodes.filter_map(|(at, replica)| Some((at, (*replica)?))).collect();
        let (first, one) = *nodes.first()?;
        for (at, other) in &nodes[1..] {
            let (a, b) = (one.register(), other.register());
            if (a.height, a.head) != (b.height, b.head) {
                return Some(format!("nodes {first} and {at} are at pages {} and {}", a.height, b.height));
            }
            if one.votes().fingerprint() != other.votes().fingerprint() {
                let said = |replica: &Replica| -> BTreeSet<String> {
                    replica.votes().objects().map(|object| told(&object)).collect()
                };
                let (ours, theirs) = (said(one), said(other));
                let differ: Vec<&String> = ours.symmetric_difference(&theirs).collect();
                return Some(format!("nodes {first} and {at} hold other votes: {differ:?}"));
            }
            for (author, coop) in self.federation.coops.iter().enumerate() {
                if !self.is_honest(author) {
                    continue;
                }
                let card = |replica: &Replica| replica.register().seat(coop).map(|seat| seat.card().id);
                if card(one) != card(other) {
                    return Some(format!("nodes {first} and {at} hold other cards of {author}"));
                }
                let journal = |replica: &Replica| replica.journal(coop).map(|held| (held.seq(), held.head()));
                let (a, b) = (journal(one).unwrap_or_default(), journal(other).unwrap_or_default());
                if a != b {
                    return Some(format!(
                        "nodes {first} and {at} hold journal {author} up to {} and {}",
                        a.0, b.0
                    ));
                }
            }
        }
        None
    }
}

/// What an object says, short.
fn told(object: &Object<'_>) -> String {
    match object {
        Object::Page(bytes) => format!("page of {} bytes", bytes.len()),
        Object::Approval(bytes) => format!("{:?}", Approval::peek(bytes)),
        Object::Entry(bytes) => {
            let entry = Signed::parse(bytes, limits::ENTRY_BYTES).and_then(|signed| signed.peek::<Entry>());
            format!("{:?}", entry.map(|entry| (entry.seq, entry.page, entry.read())))
        }
    }
}
