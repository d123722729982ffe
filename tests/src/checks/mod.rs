//! What must be true at every moment, and what must become true again once the faults end.
//!
//! Knows the promises of the protocol and computes them anew from disks and messages; must not trust what a
//! replica says of itself. The first failure is kept.

mod register;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use bigre_protocol::directory::head::Head;
use bigre_protocol::durable::{ObjectName, Write};
use bigre_protocol::envelope::{self, ObjectKind, Verified, public_key};
use bigre_protocol::frame::{Frame, Gossip};
use bigre_protocol::id::{Commitment, CoopId, EntryId, ObjectId, PublicKey, Root};
use bigre_protocol::limits;
use bigre_protocol::replica::{Event, Input, Output, Refusal, Request};
use ed25519_dalek::SigningKey;
use sha2::{Digest, Sha256};

use crate::disk::{Disk, Kept};
use crate::fixtures::{Federation, node_key};
use crate::rng::Rng;

/// A change that a cooperative asked its node for.
#[derive(Debug, Clone)]
pub struct Edit {
    /// The node.
    pub at: usize,
    /// Entries added or replaced.
    pub put: Vec<(EntryId, Commitment)>,
    /// Entries taken out.
    pub remove: Vec<EntryId>,
}

/// What became of an entry that its cooperative changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Fate {
    /// The head that carries the change.
    number: u64,
    /// What it is bound to; `None` once removed.
    commitment: Option<Commitment>,
    /// Whether it must be so: the node said so, and no disk was lost since.
    certain: bool,
}

/// A head that verifies, and whose it is.
pub type Signed = (CoopId, Rc<Verified<Head>>);

/// The invariants, and what is needed to hold them against.
pub struct Checks {
    failure: Option<String>,
    federation: Rc<Federation>,
    /// Nodes that lie.
    liars: BTreeSet<usize>,
    /// The node keys of each, the retired ones too.
    keys: Vec<(usize, PublicKey)>,
    /// Cooperatives that may contradict themselves.
    may_fork: BTreeSet<CoopId>,
    /// Whether a directory may be erased: only when time is made to pass.
    pub may_purge: bool,
    read: BTreeMap<Vec<u8>, Option<Signed>>,
    signed: BTreeMap<(CoopId, u64), ObjectId>,
    asked: BTreeMap<Request, Edit>,
    /// Answers of nodes, by request.
    answers: BTreeMap<Request, Result<u64, Refusal>>,
    fates: Vec<BTreeMap<EntryId, Fate>>,
    /// Directories erased from a node, until their next head.
    dropped: BTreeSet<(usize, CoopId)>,
    /// Nodes outside the federation: guests that are not admitted, members that left.
    apart: BTreeSet<usize>,
    book: register::Book,
}

/// Directories up to this size are checked at every write; larger ones now and then.
const SMALL: usize = 200;

/// The root of a set by its definition: nothing, a leaf, or the two halves of where ids first differ.
pub fn plain_root(leaves: &[(&EntryId, &Commitment)]) -> Root {
    fn hash(leaves: &[(&EntryId, &Commitment)]) -> [u8; 32] {
        let mut sha = Sha256::new();
        match leaves {
            [] => sha.update([2]),
            [(id, commitment)] => {
                sha.update([0]);
                sha.update(id.0);
                sha.update(commitment.0);
            }
            [(first, _), .., (last, _)] => {
                let differ = u128::from_be_bytes(first.0) ^ u128::from_be_bytes(last.0);
                let bit = differ.leading_zeros();
                let at = leaves.partition_point(|(id, _)| u128::from_be_bytes(id.0) << bit >> 127 == 0);
                sha.update([1, u8::try_from(bit).unwrap_or(u8::MAX)]);
                sha.update(hash(&leaves[..at]));
                sha.update(hash(&leaves[at..]));
            }
        }
        sha.finalize().into()
    }
    Root(hash(leaves))
}

impl Checks {
    pub(crate) fn new(federation: Rc<Federation>) -> Checks {
        Checks {
            failure: None,
            fates: vec![BTreeMap::new(); federation.coops.len()],
            keys: (0..federation.coops.len()).map(|at| (at, public_key(&node_key(at)))).collect(),
            federation,
            liars: BTreeSet::new(),
            may_fork: BTreeSet::new(),
            may_purge: false,
            read: BTreeMap::new(),
            signed: BTreeMap::new(),
            asked: BTreeMap::new(),
            answers: BTreeMap::new(),
            dropped: BTreeSet::new(),
            apart: BTreeSet::new(),
            book: register::Book::default(),
        }
    }

    /// The first failure.
    pub fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    /// Notes a failure.
    pub fn fail(&mut self, why: String) {
        self.failure.get_or_insert(why);
    }

    /// From now on a node may lie, and what is said of it counts no more.
    pub fn distrust(&mut self, at: usize) {
        self.liars.insert(at);
    }

    /// From now on a cooperative may contradict itself.
    pub fn allow_fork(&mut self, at: usize) {
        self.may_fork.insert(self.federation.coops[at]);
    }

    /// A node signs with another key from now on.
    pub(crate) fn rekeyed(&mut self, at: usize, key: &SigningKey) {
        self.keys.push((at, public_key(key)));
        self.read.clear();
    }

    /// Which nodes are outside the federation: they need not agree with anybody.
    pub fn set_apart(&mut self, apart: BTreeSet<usize>) {
        self.apart = apart;
    }

    /// Whether a node is honest and of the federation.
    pub fn counts(&self, at: usize) -> bool {
        self.is_honest(at) && !self.apart.contains(&at)
    }

    /// Whether a node is honest.
    pub fn is_honest(&self, at: usize) -> bool {
        !self.liars.contains(&at)
    }

    /// Reads a head, as an auditor would.
    pub fn head(&mut self, bytes: &[u8]) -> Option<Signed> {
        if let Some(known) = self.read.get(bytes) {
            return known.clone();
        }
        let federation = self.federation.founding.federation();
        let signed = envelope::Signed::parse(bytes, limits::HEAD_BYTES).ok();
        let read = signed.and_then(|signed| {
            self.keys
                .iter()
                .filter_map(|(at, key)| {
                    let head = signed.verify::<Head>(bytes, &federation, ObjectKind::Head, key).ok()?;
                    Some((self.federation.coops[*at], Rc::new(head)))
                })
                .next()
        });
        self.read.insert(bytes.to_vec(), read.clone());
        read
    }

    /// The number of the head of a directory on a disk.
    pub fn number(&mut self, disk: &Disk, coop: &CoopId) -> u64 {
        disk.head(coop).and_then(|bytes| self.head(bytes)).map_or(0, |(_, head)| head.value.number)
    }

    /// A head left a node: no other of its number may ever have.
    fn seen(&mut self, bytes: &[u8]) {
        let Some((coop, head)) = self.head(bytes) else { return };
        let honest = self.federation.position(&coop).is_some_and(|at| self.is_honest(at));
        let id = *self.signed.entry((coop, head.value.number)).or_insert(head.id);
        if id != head.id && honest && !self.may_fork.contains(&coop) {
            self.fail(format!("{} signed two heads with number {}", coop.short(), head.value.number));
        }
    }

    pub(crate) fn asked(&mut self, request: Request, edit: Edit) {
        self.asked.insert(request, edit);
    }

    /// An input that nobody took.
    pub(crate) fn dropped(&mut self, input: &Input) {
        if let Input::Edit { request, .. } = input {
            self.asked.remove(request);
        }
    }

    pub(crate) fn started(&mut self, at: usize) {
        self.dropped.retain(|(node, _)| *node != at);
    }

    /// Whoever asked a node that crashed does not know what became of it.
    pub(crate) fn crashed(&mut self, at: usize) {
        let lost: Vec<Request> = self.asked.iter().filter(|(_, e)| e.at == at).map(|(r, _)| *r).collect();
        for request in lost {
            let Some(edit) = self.asked.remove(&request) else { continue };
            for id in edit.put.iter().map(|(id, _)| *id).chain(edit.remove) {
                let doubt = Fate { number: 0, commitment: None, certain: false };
                self.fates[at].entry(id).or_insert(doubt).certain = false;
            }
        }
    }

    /// A disk was replaced by an older image: what fewer nodes hold than a quorum surely meets may be lost.
    /// Gives back, for each cooperative, the highest number that can't be.
    pub fn restored(&mut self, disks: &[&Disk]) -> Vec<u64> {
        let size = disks.len();
        let met = size - bigre_protocol::register::quorum(size) + 1;
        let mut safe = Vec::new();
        for (at, coop) in self.federation.clone().coops.iter().enumerate() {
            let own = self.number(disks[at], coop);
            let others = (0..size).filter(|other| *other != at && self.is_honest(*other));
            let others: Vec<usize> = others.collect();
            let mut held: Vec<u64> = others.iter().map(|other| self.number(disks[*other], coop)).collect();
            held.sort_unstable();
            let sure = held.len().checked_sub(met).map_or(0, |place| held[place]).max(own);
            for fate in self.fates[at].values_mut().filter(|fate| fate.number > sure) {
                fate.certain = false;
            }
            safe.push(sure);
        }
        safe
    }

    /// A node is about to write.
    pub(crate) fn before(&mut self, at: usize, disk: &Disk, writes: &[Write]) {
        for write in writes {
            match write {
                Write::Keep { name: ObjectName::Head(coop), bytes } => {
                    let Some((author, head)) = self.head(bytes) else {
                        self.fail(format!("node {at} keeps a head that does not verify"));
                        continue;
                    };
                    let held = self.number(disk, coop);
                    let back = head.value.number <= held && !self.dropped.contains(&(at, *coop));
                    if author != *coop || back {
                        self.fail(format!(
                            "node {at} goes from head {held} of {} back to {}",
                            coop.short(),
                            head.value.number
                        ));
                    }
                    if self.federation.coops[at] != *coop {
                        self.seen(bytes);
                    }
                    self.dropped.remove(&(at, *coop));
                }
                Write::Drop { coop } => {
                    self.dropped.insert((at, *coop));
                }
                Write::Keep { name: ObjectName::Sealed(height), bytes } => self.page(at, *height, bytes),
                Write::Keep { name: ObjectName::Entry(coop, seq), bytes } => {
                    self.entry_kept(at, coop, *seq, bytes);
                }
                _ => {}
            }
        }
    }

    /// A node wrote: each directory must be exactly what its author signed.
    pub(crate) fn committed(&mut self, at: usize, disk: &Disk, writes: &[Write], rng: &mut Rng) {
        let mut changed = BTreeSet::new();
        for write in writes {
            match write {
                Write::Keep { name: ObjectName::Head(coop), .. }
                | Write::Put { coop, .. }
                | Write::Remove { coop, .. } => {
                    changed.insert(*coop);
                }
                _ => {}
            }
        }
        for coop in changed {
            let size = disk.entries.get(&coop).map_or(0, BTreeMap::len);
            if size <= SMALL || rng.chance(50) {
                self.directory(at, disk, &coop);
            }
        }
    }

    /// A directory on disk must be exactly what its author signed.
    pub fn directory(&mut self, at: usize, disk: &Disk, coop: &CoopId) {
        if self.dropped.contains(&(at, *coop)) {
            return;
        }
        let none = BTreeMap::new();
        let entries = disk.entries.get(coop).unwrap_or(&none);
        let Some((_, head)) = disk.head(coop).and_then(|bytes| self.head(bytes)) else {
            if !entries.is_empty() {
                self.fail(format!("node {at} holds entries of {} without a head", coop.short()));
            }
            return;
        };
        let leaves: Vec<_> = entries.iter().map(|(id, kept)| (id, &kept.commitment)).collect();
        let bytes: u64 = entries.values().map(|kept: &Kept| kept.entry.size()).sum();
        let found = (plain_root(&leaves), entries.len() as u64, bytes);
        if found != (head.value.root, head.value.count, head.value.bytes) {
            self.fail(format!(
                "node {at} holds {} entries of {}, which are not those of head {}",
                entries.len(),
                coop.short(),
                head.value.number
            ));
        }
    }

    /// Something leaves a node: it must be durable.
    pub(crate) fn effect(&mut self, at: usize, effect: &Output, disk: &Disk) {
        match effect {
            Output::Publish(bytes) => {
                if bytes.len() > limits::GOSSIP_BYTES {
                    self.fail(format!("node {at} publishes {} bytes", bytes.len()));
                }
                self.leaves(at, bytes, disk);
            }
            Output::Send { bytes, .. } => self.frame(at, bytes, disk),
            _ => {}
        }
    }

    /// A message that a node accepted and relays must be durable.
    pub(crate) fn accepted(&mut self, at: usize, bytes: &[u8], disk: &Disk) {
        if self.is_honest(at) {
            self.leaves(at, bytes, disk);
        }
    }

    fn leaves(&mut self, at: usize, bytes: &[u8], disk: &Disk) {
        match Gossip::from_bytes(bytes) {
            Ok(Some(Gossip::Head { head, .. })) => self.is_durable(at, &head, disk, "gossips"),
            Ok(Some(Gossip::Objects(objects))) => {
                for object in objects {
                    self.object_is_durable(at, &object, disk);
                }
            }
            _ => self.fail(format!("node {at} gossips what is no message")),
        }
    }

    /// Whatever object leaves a node stands on its disk, byte for byte, or within what does.
    fn object_is_durable(&mut self, at: usize, object: &Frame, disk: &Disk) {
        let (bytes, other) = match object {
            Frame::Assent(_) => return,
            Frame::Fork(a, b) => (a, Some(b)),
            Frame::Card(bytes)
            | Frame::Page(bytes)
            | Frame::Approval(bytes)
            | Frame::Entry(bytes)
            | Frame::Pulse(bytes) => (bytes, None),
            _ => return self.fail(format!("node {at} gossips what is no object")),
        };
        if let Frame::Entry(bytes) = object {
            self.entry_leaves(at, bytes, disk);
        }
        let within = |kept: &Vec<u8>, bytes: &Vec<u8>| kept.windows(bytes.len()).any(|part| part == bytes);
        let stands = |bytes: &Vec<u8>| disk.objects.values().any(|kept| within(kept, bytes));
        // A pulse is replaced by the next, and what was said of a page by its seal.
        let replaced = matches!(object, Frame::Pulse(_) | Frame::Page(_) | Frame::Approval(_));
        if !(replaced || stands(bytes) && other.is_none_or(stands)) {
            self.fail(format!("node {at} gossips an object that is not on its disk"));
        }
    }

    fn is_durable(&mut self, at: usize, bytes: &[u8], disk: &Disk, what: &str) {
        let Some((coop, head)) = self.head(bytes) else {
            self.fail(format!("node {at} {what} a head that does not verify"));
            return;
        };
        self.seen(bytes);
        let held = self.number(disk, &coop);
        let locked = coop != self.federation.coops[at]
            || disk.lock.is_some_and(|lock| lock.directory >= head.value.number);
        if held < head.value.number && !self.dropped.contains(&(at, coop)) || !locked {
            self.fail(format!(
                "node {at} {what} head {} of {} and holds {held}",
                head.value.number,
                coop.short()
            ));
        }
    }

    fn frame(&mut self, at: usize, bytes: &[u8], disk: &Disk) {
        if bytes.len() > limits::FRAME_BYTES {
            self.fail(format!("node {at} sends a frame of {} bytes", bytes.len()));
        }
        // Parts are many, and their bodies are taken from disk.
        if !matches!(bytes, [0x82, 1 | 4 | 11, ..]) {
            return;
        }
        match Frame::from_bytes(bytes) {
            Ok(Some(Frame::Entry(entry))) => self.entry_leaves(at, &entry, disk),
            Ok(Some(Frame::Begin { head, .. })) => self.is_durable(at, &head, disk, "sends"),
            Ok(Some(Frame::Hello(hello))) => {
                let mut coops = self.federation.coops.clone();
                // In the order of the seats: guests after the founders.
                coops[..self.federation.assents.len()].sort();
                for (coop, (number, _)) in coops.iter().zip(hello.heads.iter()) {
                    let held = self.number(disk, coop);
                    if *number > held {
                        self.fail(format!(
                            "node {at} says it holds {number} of {} and holds {held}",
                            coop.short()
                        ));
                    }
                }
            }
            _ => self.fail(format!("node {at} sends what is no frame")),
        }
    }

    /// A node answered an edit.
    pub(crate) fn done(&mut self, request: Request, result: Result<u64, Refusal>) {
        let Some(edit) = self.asked.remove(&request) else {
            self.fail(format!("{request:?} is answered, and nobody asked, or twice"));
            return;
        };
        if let Ok(number) = &result {
            let put = edit.put.iter().map(|(id, commitment)| (*id, Some(*commitment)));
            for (id, commitment) in put.chain(edit.remove.iter().map(|id| (*id, None))) {
                self.fates[edit.at].insert(id, Fate { number: *number, commitment, certain: true });
            }
        }
        self.answers.insert(request, result);
    }

    /// The answer to an edit.
    pub fn answer(&self, request: Request) -> Option<&Result<u64, Refusal>> {
        self.answers.get(&request)
    }

    /// How many edits wait for their answer on a node.
    pub fn waiting(&self, at: usize) -> usize {
        self.asked.values().filter(|edit| edit.at == at).count()
    }

    /// A node told something: nobody honest may be blamed.
    pub(crate) fn told(&mut self, at: usize, event: &Event) {
        if !self.is_honest(at) {
            return;
        }
        match event {
            Event::Refused { peer: Some(peer), why, avoided: true } => {
                let honest = self.federation.position(peer).is_some_and(|peer| self.is_honest(peer));
                if honest {
                    self.fail(format!("node {at} avoids {}, which is honest: {why}", peer.short()));
                }
            }
            Event::Forked(coop, _) => {
                let honest = self.federation.position(coop).is_some_and(|at| self.is_honest(at));
                if honest && !self.may_fork.contains(coop) {
                    self.fail(format!("node {at} finds that {} is forked", coop.short()));
                }
            }
            Event::Damaged(coop) if !self.may_purge => {
                self.fail(format!("node {at} finds its copy of {} damaged", coop.short()));
            }
            Event::Purged(coop) if !self.may_purge => {
                self.fail(format!("node {at} erases {}", coop.short()));
            }
            _ => {}
        }
    }

    /// What keeps honest nodes from being in agreement, if anything.
    pub fn disagreement(&mut self, disks: &[&Disk]) -> Option<String> {
        let coops = self.federation.coops.clone();
        for (author, coop) in coops.iter().enumerate() {
            if !self.counts(author) || self.may_fork.contains(coop) {
                continue;
            }
            let honest = (0..disks.len()).filter(|at| self.counts(*at));
            let heads: BTreeMap<Option<&[u8]>, usize> = honest.map(|at| (disks[at].head(coop), at)).collect();
            if heads.len() > 1 {
                let numbers: Vec<u64> = disks.iter().map(|disk| self.number(disk, coop)).collect();
                return Some(format!("copies of {} differ: {numbers:?}", coop.short()));
            }
        }
        None
    }

    /// Once in agreement: every directory is what its author signed, and holds every edit that was promised.
    pub fn final_state(&mut self, disks: &[&Disk]) {
        let federation = self.federation.clone();
        for (author, coop) in federation.coops.iter().enumerate() {
            let honest: Vec<usize> = (0..disks.len()).filter(|at| self.counts(*at)).collect();
            for at in honest {
                self.directory(at, disks[at], coop);
            }
            if !self.counts(author) || self.may_fork.contains(coop) {
                continue;
            }
            let none = BTreeMap::new();
            let entries = disks[author].entries.get(coop).unwrap_or(&none);
            let lost = self.fates[author].iter().find(|(id, fate)| {
                fate.certain && entries.get(*id).map(|kept| kept.commitment) != fate.commitment
            });
            if let Some((id, fate)) = lost {
                let what = if fate.commitment.is_some() { "put" } else { "removal" };
                let why = format!("a {what} of {id:?} in head {} of {} is lost", fate.number, coop.short());
                self.fail(why);
            }
        }
    }
}
