//! Our own directory: changes are gathered, then signed under one head, at most once a second.
//!
//! Never two heads of one number: the number is kept in the sign-lock before a signature leaves, and nothing
//! is signed until a quorum was heard to hold nothing newer (a node restored from an old backup would
//! otherwise contradict itself: the likeliest equivocation of all).

use std::collections::{BTreeMap, BTreeSet};

use super::{Output, Peer, Refusal, Replica, Request};
use crate::directory::entry::{Entry, Kind};
use crate::directory::head::{Delta, Head};
use crate::envelope::{self, ObjectKind};
use crate::frame::Gossip;
use crate::id::{CoopId, EntryId};
use crate::limits;
use crate::mutant::{Mutant, mutant};

/// Bytes of a gossip message besides the head and the delta.
const GOSSIP_OVERHEAD: usize = 32;

/// Changes not yet signed, and what allows signing.
#[derive(Debug, Default)]
pub(super) struct Own {
    pending: BTreeMap<EntryId, Option<Entry>>,
    requests: Vec<Request>,
    /// The highest number ever signed; `None` when no sign-lock was there at start.
    pub(super) signed: Option<u64>,
    /// The highest number that carries our signature, among the heads that others brought.
    pub(super) seen: u64,
    last_head: u64,
    heard: BTreeSet<CoopId>,
    /// The day, and how many heads were signed in it.
    day: (u64, u64),
}

impl Own {
    /// Our clock was put back.
    pub(super) fn turn_back(&mut self, now: u64) {
        self.last_head = self.last_head.min(now);
    }
}

/// Whether this node may sign a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signing {
    /// It may.
    Ready,
    /// It must first hear from more cooperatives.
    WaitingForPeers {
        /// Cooperatives heard, this one included.
        heard: usize,
        /// Cooperatives needed.
        needed: usize,
    },
    /// A peer holds a newer copy of our own directory.
    Restoring,
    /// Two contradictory heads carry our signature.
    Forked,
}

impl Own {
    /// A head of this number carries our signature.
    pub(super) fn note_signed(&mut self, number: u64) {
        self.signed = Some(self.signed.unwrap_or(0).max(number));
    }
}

impl Replica {
    pub(super) fn begin_own(&mut self, now: u64) {
        let held = self.own_number();
        if held > 0 {
            self.own.note_signed(held);
        }
        // The time of the last head is not known to the second after a crash: start with a quiet one.
        self.own.last_head = if held > 0 { now } else { 0 };
    }

    fn own_number(&self) -> u64 {
        self.directories.get(&self.identity.coop).map_or(0, |directory| directory.number())
    }

    pub(super) fn own_heard(&mut self, peer: CoopId) {
        self.own.heard.insert(peer);
    }

    /// Whether this node may sign a head now.
    pub fn signing(&self) -> Signing {
        let me = &self.identity.coop;
        if self.forks.contains_key(me) {
            return Signing::Forked;
        }
        let held = self.own_number();
        let at = self.register.position(me).unwrap_or(0);
        let newer = |peer: &Peer| peer.heads.get(at).is_some_and(|(number, _)| *number > held);
        if self.own.seen > held || self.peers.values().any(newer) {
            return Signing::Restoring;
        }
        // A sign-lock made at the founding says that nothing was ever signed: there is nothing to contradict. One
        // that was lost says nothing.
        let (heard, needed) = (self.own.heard.len() + 1, self.register.quorum());
        if self.own.signed != Some(0) && heard < needed {
            return Signing::WaitingForPeers { heard, needed };
        }
        Signing::Ready
    }

    fn may_sign(&self, now: u64) -> Result<(), Refusal> {
        match self.signing() {
            Signing::Ready => {}
            Signing::WaitingForPeers { heard, needed } => {
                return Err(Refusal::WaitingForPeers { heard, needed });
            }
            Signing::Restoring => return Err(Refusal::Restoring),
            Signing::Forked => return Err(Refusal::Forked),
        }
        let (day, heads) = self.own.day;
        if day == now / limits::DAY_MS && heads >= limits::HEADS_PER_DAY {
            return Err(Refusal::TooOften);
        }
        Ok(())
    }

    pub(super) fn edit(&mut self, now: u64, request: Request, put: Vec<Entry>, remove: Vec<EntryId>) {
        if let Err(refusal) = self.may_sign(now).and_then(|()| self.fits(&put, &remove)) {
            self.out.push(Output::Done { request, result: Err(refusal) });
            return;
        }
        let Some(directory) = self.directories.get(&self.identity.coop) else { return };
        for entry in put {
            let same = directory.get(&entry.id).is_some_and(|leaf| leaf.commitment == entry.commitment());
            if same && !self.own.pending.contains_key(&entry.id) {
                continue;
            }
            self.own.pending.insert(entry.id, Some(entry));
        }
        self.own.pending.extend(remove.into_iter().map(|id| (id, None)));
        self.own.requests.push(request);
    }

    /// Whether a change keeps the directory within the quotas and removes only what is there.
    fn fits(&self, put: &[Entry], remove: &[EntryId]) -> Result<(), Refusal> {
        let Some(directory) = self.directories.get(&self.identity.coop) else { return Ok(()) };
        // Kind and size of what stands at an id: as signed, and with the changes that are not.
        let signed = |id: &EntryId| directory.get(id).map(|leaf| (leaf.kind, u64::from(leaf.size)));
        let mut there: BTreeMap<EntryId, Option<(Kind, u64)>> = BTreeMap::new();
        let mut sums = [directory.members(), directory.len() as u64, directory.bytes()].map(i128::from);
        let mut count = |(kind, size): (Kind, u64), sign: i128| {
            sums[0] += sign * i128::from(kind == Kind::MEMBER);
            sums[1] += sign;
            sums[2] += sign * i128::from(size);
        };
        let pending = self.own.pending.iter().map(|(id, entry)| (id, entry.as_ref()));
        for (id, entry) in pending.chain(put.iter().map(|entry| (&entry.id, Some(entry)))) {
            let now = entry.map(|entry| (entry.kind, entry.size()));
            let before = there.insert(*id, now).unwrap_or_else(|| signed(id));
            before.into_iter().for_each(|what| count(what, -1));
            now.into_iter().for_each(|what| count(what, 1));
        }
        for id in remove {
            let before = there.insert(*id, None).unwrap_or_else(|| signed(id));
            count(before.ok_or(Refusal::Unknown(*id))?, -1);
        }
        let most = [limits::MEMBERS, limits::ENTRIES, limits::DIRECTORY_BYTES];
        for ((what, sum), most) in ["members", "entries", "bytes"].into_iter().zip(sums).zip(most) {
            if sum > i128::from(most) {
                return Err(Refusal::Quota { what, found: u64::try_from(sum).unwrap_or(u64::MAX), most });
            }
        }
        Ok(())
    }

    fn is_due(&self, now: u64) -> bool {
        let directory = self.directories.get(&self.identity.coop);
        let renew = directory
            .and_then(|directory| directory.head())
            .is_some_and(|head| head.value.time.saturating_add(limits::RENEW_MS) <= now);
        renew || !self.own.pending.is_empty()
    }

    /// Signs what is pending, when it is time.
    pub(super) fn seal(&mut self, now: u64) {
        if self.own.pending.is_empty() && !self.own.requests.is_empty() {
            // Nothing changed after all.
            self.answer_requests(Ok(self.own_number()));
        }
        if !self.is_due(now) || now < self.own.last_head.saturating_add(limits::HEAD_INTERVAL_MS) {
            return;
        }
        if let Err(refusal) = self.may_sign(now) {
            self.own.pending.clear();
            self.answer_requests(Err(refusal));
            return;
        }
        let pending = std::mem::take(&mut self.own.pending);
        let mut removed = Vec::new();
        let mut put = Vec::new();
        for (id, entry) in pending {
            match entry {
                Some(entry) => put.push(entry),
                None => removed.push(id),
            }
        }
        self.sign_head(now, put, removed);
    }

    fn answer_requests(&mut self, result: Result<u64, Refusal>) {
        for request in std::mem::take(&mut self.own.requests) {
            self.out.push(Output::Done { request, result: result.clone() });
        }
    }

    fn sign_head(&mut self, now: u64, put: Vec<Entry>, removed: Vec<EntryId>) {
        let coop = self.identity.coop;
        let Some(directory) = self.directories.get_mut(&coop) else { return };
        let from = directory.number();
        let number =
            if mutant(Mutant::SkipSignLock) { from + 1 } else { from.max(self.own.signed.unwrap_or(0)) + 1 };
        let prior = directory.root();
        for id in &removed {
            directory.remove(id, number);
        }
        for entry in &put {
            directory.put(entry, number);
        }
        let size: usize = put.iter().map(|entry| entry.body.len() + 40).sum::<usize>() + removed.len() * 17;
        let delta = (size > 0 && size < limits::GOSSIP_BYTES)
            .then(|| Delta { from, put: put.clone(), removed: removed.clone() }.to_bytes());
        let head = Head {
            root: directory.root(),
            time: now,
            bytes: directory.bytes(),
            count: directory.len() as u64,
            delta: delta.as_deref().map(Delta::hash),
            lease: now + limits::LEASE_MS,
            prior,
            number,
        };
        let signed = envelope::sign(&self.register.federation, ObjectKind::Head, &self.identity.key, head);
        directory.set_head(signed.clone());
        let forget = directory.forget_upto();
        if let Some(upto) = forget {
            directory.forget_removals(upto);
        }
        self.own.last_head = now;
        let today = now / limits::DAY_MS;
        self.own.day = if self.own.day.0 == today { (today, self.own.day.1 + 1) } else { (today, 1) };
        let small = delta.as_ref().map_or(0, Vec::len) + signed.bytes.len() + GOSSIP_OVERHEAD;
        let delta = delta.filter(|_| small <= limits::GOSSIP_BYTES);
        self.write_changes(coop, &signed, put, removed, forget);
        self.out.push(Output::Publish(Gossip::Head { head: signed.bytes, delta }.to_bytes()));
        self.answer_requests(Ok(number));
    }

    pub(super) fn own_wakes_at(&self) -> u64 {
        let soonest = self.own.last_head.saturating_add(limits::HEAD_INTERVAL_MS);
        if !self.own.pending.is_empty() {
            return soonest;
        }
        let head = self.directories.get(&self.identity.coop).and_then(|directory| directory.head());
        match (head, self.signing()) {
            (Some(head), Signing::Ready) => head.value.time.saturating_add(limits::RENEW_MS).max(soonest),
            _ => u64::MAX,
        }
    }
}
