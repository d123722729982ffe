//! Our own directory: changes are gathered, then signed under one head, at most once a second.
//!
//! Never two heads of one number: the number is kept in the sign-lock before a signature leaves, and nothing
//! is signed until a quorum was heard to hold nothing newer (a node restored from an old backup would
//! otherwise contradict itself: the likeliest equivocation of all).

use std::collections::{BTreeMap, BTreeSet};

use ed25519_dalek::SigningKey;

use super::{Event, Output, Peer, Refusal, Replica, Request};
use crate::card::Cut;
use crate::directory::entry::{Entry, Kind};
use crate::directory::head::{Delta, Head};
use crate::durable::{LastSigned, ProofKind, Write};
use crate::envelope::{self, ObjectKind};
use crate::frame::Gossip;
use crate::id::{CoopId, EntryId};
use crate::journal::Journal;
use crate::limits;
use crate::mutant::{Mutant, mutant};
use crate::pulse::SignedPulse;
use crate::register::agreement::Lock;

/// Bytes of a gossip message besides the head and the delta.
const GOSSIP_OVERHEAD: usize = 32;

/// Changes not yet signed, and what allows signing.
#[derive(Debug, Default)]
pub(super) struct Own {
    pending: BTreeMap<EntryId, Option<Entry>>,
    requests: Vec<Request>,
    /// The highest numbers ever signed; `None` when no sign-lock was there at start.
    signed: Option<LastSigned>,
    /// The highest numbers that carry our signature, among the heads and entries that others brought.
    seen: LastSigned,
    /// Whether the sign-lock said at the start that nothing was ever signed: there is nothing to contradict.
    virgin: bool,
    /// Whether the sign-lock was there at the start: it is in no backup, so that a node that was put back lacks it.
    locked: bool,
    /// Whether anything was signed since the start.
    active: bool,
    /// A pulse of ours that is not known to be the last: others brought it back, or an old disk did.
    pub(super) recalled: Option<SignedPulse>,
    /// Another node signs with our key.
    twin: bool,
    /// Who heard another run of ours since they heard this one.
    other_runs: BTreeSet<CoopId>,
    last_head: u64,
    heard: BTreeSet<CoopId>,
    /// The day, and how many heads were signed in it.
    day: (u64, u64),
    /// The day, and how many journal entries were signed in it.
    entries: (u64, u64),
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
    /// A peer holds a newer copy of our own directory or journal, or our card in force names another key than ours.
    Restoring,
    /// Two contradictory things carry our signature.
    Forked,
    /// Another node signs with our key while we run.
    Twin,
    /// We are not a member, not yet or no more.
    NotMember,
}

impl Own {
    /// The sign-lock was found at start.
    pub(super) fn load_lock(&mut self, signed: LastSigned) {
        self.locked = true;
        self.load(signed);
    }

    /// Whether what we vouched for is what our disk says. `pulsed`: there is a pulse of ours on it.
    pub(super) fn remembers(&self, pulsed: bool, founder: bool) -> bool {
        pulsed || self.locked && self.virgin && founder
    }

    /// Whether the sign-lock was there at the start.
    pub(super) fn is_locked(&self) -> bool {
        self.locked
    }

    /// Whether nothing was ever signed before this start.
    pub(super) fn is_virgin(&self) -> bool {
        self.locked && self.virgin
    }

    /// The peers heard since the start.
    pub(super) fn heard(&self) -> impl Iterator<Item = &CoopId> {
        self.heard.iter()
    }

    /// What is found at start: in the sign-lock, or signed by us.
    pub(super) fn load(&mut self, signed: LastSigned) {
        self.signed = Some(self.signed.unwrap_or_default().max(signed));
    }

    /// The last ballot and acknowledgement.
    pub(super) fn lock(&self) -> Lock {
        self.signed.map(|signed| signed.lock).unwrap_or_default()
    }

    /// One journal entry more today.
    pub(super) fn count_entry(&mut self, now: u64) {
        let today = now / limits::DAY_MS;
        self.entries = if self.entries.0 == today { (today, self.entries.1 + 1) } else { (today, 1) };
        self.active = true;
    }
}

impl Replica {
    pub(super) fn begin_own(&mut self, now: u64) {
        let held = self.own_number();
        let (journal, key) = (self.own_seq(), self.own_key());
        self.own.virgin = self.own.signed.is_some_and(|signed| signed.is_nothing()) && held + journal == 0;
        if self.own.signed.is_some_and(|signed| signed.key != key && signed.journal > journal) {
            // What a retired key signed beyond its cut is not ours any more.
            self.own.load(LastSigned { key, journal, ..LastSigned::default() });
        }
        if held > 0 || journal > 0 {
            self.own.load(LastSigned { key, directory: held, journal, lock: Lock::default() });
        }
        // The time of the last head is not known to the second after a crash: start with a quiet one.
        self.own.last_head = if held > 0 { now } else { 0 };
    }

    fn own_number(&self) -> u64 {
        self.directories.get(&self.identity.coop).map_or(0, |directory| directory.number())
    }

    fn own_seq(&self) -> u64 {
        self.journal(&self.identity.coop).map_or(0, Journal::seq)
    }

    fn own_key(&self) -> [u8; 8] {
        envelope::key_id(&envelope::public_key(&self.identity.key))
    }

    /// Whether a peer says that it holds something newer of ours.
    fn says_newer(&self, peer: &Peer) -> bool {
        let at = self.register.position(&self.identity.coop).unwrap_or(0);
        peer.heads.get(at).is_some_and(|(number, _)| *number > self.own_number())
            || peer.journals.get(at).is_some_and(|(seq, _)| *seq > self.own_seq())
    }

    /// The same, of a peer to be believed: one that failed again and again to bring what it claims would else keep us
    /// from signing for ever. It does not count among those heard either.
    fn is_ahead(&self, peer: &Peer) -> bool {
        peer.failures < limits::RETRIES && self.says_newer(peer)
    }

    /// Where the term of the key that we sign with begins; `None` when our card in force names another: what we
    /// signed would be void.
    fn own_begin(&self) -> Option<Cut> {
        let (coop, term) = self.register.term(&self.own_key())?;
        (coop == self.identity.coop && term.end().is_none()).then(|| term.begin())
    }

    /// Something with these numbers carries our signature: the sign-lock says so before anything else of this
    /// batch leaves.
    pub(super) fn note_signed(&mut self, signed: LastSigned) {
        let all = self.own.signed.unwrap_or_default();
        let all = all.max(LastSigned { key: all.key, ..signed }).max(LastSigned {
            key: self.own_key(),
            journal: all.journal.max(signed.journal),
            ..LastSigned::default()
        });
        self.own.signed = Some(all);
        self.persist(Write::SignLock(all));
    }

    /// A head with our signature came from outside.
    pub(super) fn note_foreign_head(&mut self, number: u64) {
        self.own.seen.directory = self.own.seen.directory.max(number);
        if self.own.active && self.own.signed.is_some_and(|signed| number > signed.directory) {
            self.twin();
        }
    }

    /// A journal entry with our signature came from outside.
    pub(super) fn note_foreign_entry(&mut self, seq: u64) {
        self.own.seen.journal = self.own.seen.journal.max(seq);
        if self.own.active && self.own.signed.is_some_and(|signed| seq > signed.journal) {
            self.twin();
        }
    }

    /// A peer that had heard this run of ours heard another one since. More than f must say so: one may lie.
    pub(super) fn note_other_run(&mut self, peer: CoopId) {
        self.own.other_runs.insert(peer);
        let cheats = self.register.active().saturating_sub(1) / 3;
        if self.own.other_runs.len() > cheats {
            self.twin();
        }
    }

    fn twin(&mut self) {
        if !std::mem::replace(&mut self.own.twin, true) {
            self.notify(Event::Twin);
        }
    }

    /// Our card names a new node key: from here on we sign with it. What the old one signed beyond the cut is not
    /// ours any more.
    pub fn set_key(&mut self, key: SigningKey) -> Vec<Output> {
        self.identity.key = key;
        let journal = self.own_seq();
        self.own.seen.journal = self.own.seen.journal.min(journal);
        self.own.seen.directory = self.own.seen.directory.min(self.own_number());
        let signed = LastSigned { key: self.own_key(), journal, ..self.own.signed.unwrap_or_default() };
        self.own.signed = Some(signed);
        self.own.twin = false;
        // What peers said that they hold beyond the cut is void.
        let (at, number) = (self.register.position(&self.identity.coop).unwrap_or(0), self.own_number());
        for peer in self.peers.values_mut() {
            peer.heads.get_mut(at).into_iter().for_each(|mark| mark.0 = mark.0.min(number));
            peer.journals.get_mut(at).into_iter().for_each(|mark| mark.0 = mark.0.min(journal));
        }
        self.persist(Write::SignLock(signed));
        std::mem::take(&mut self.out)
    }

    pub(super) fn own_heard(&mut self, peer: CoopId) {
        self.own.heard.insert(peer);
    }

    /// Whether this node may sign a head now.
    pub fn signing(&self) -> Signing {
        let me = &self.identity.coop;
        if !self.register.is_member(me) {
            return Signing::NotMember;
        }
        if self.is_forked(me) || self.proofs.contains_key(&(*me, ProofKind::Journal)) {
            return Signing::Forked;
        }
        if self.own.twin {
            return Signing::Twin;
        }
        let (held, entries) = (self.own_number(), self.own_seq());
        let signed = self.own.signed.unwrap_or_default();
        // A number of the directory that the sign-lock knows may be passed over, should nobody hold it any more; an
        // entry of the journal may not.
        let behind = self.own.seen.directory > held.max(signed.directory)
            || self.own.seen.journal.max(signed.journal) > entries;
        let begins = self.own_begin().is_some_and(|begin| entries >= begin.journal.0);
        if !begins || behind || self.peers.values().any(|peer| self.is_ahead(peer)) {
            return Signing::Restoring;
        }
        // A sign-lock made at the founding says that nothing was ever signed: there is nothing to contradict. One
        // that was lost says nothing.
        let brought = |coop: &&CoopId| self.peers.get(coop).is_some_and(|peer| !self.says_newer(peer));
        let heard = self.own.heard.iter().filter(brought).count() + 1;
        let needed = self.register.quorum();
        if !self.own.virgin && heard < needed {
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
            Signing::Twin => return Err(Refusal::Twin),
            Signing::NotMember => return Err(Refusal::NotMember),
        }
        let (day, heads) = self.own.day;
        if day == now / limits::DAY_MS && heads >= limits::HEADS_PER_DAY {
            return Err(Refusal::TooOften);
        }
        Ok(())
    }

    /// Whether this node may sign a journal entry now.
    pub(super) fn may_sign_entry(&self, now: u64) -> Result<(), Refusal> {
        self.may_sign(now)?;
        let (day, entries) = self.own.entries;
        if day == now / limits::DAY_MS && entries >= limits::ENTRIES_PER_DAY {
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
        let most = self.register.quotas;
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
        let begin = self.own_begin().map_or(0, |begin| begin.directory);
        let Some(directory) = self.directories.get_mut(&coop) else { return };
        let from = directory.number();
        let number = if mutant(Mutant::SkipSignLock) {
            from + 1
        } else {
            from.max(begin).max(self.own.signed.map_or(0, |signed| signed.directory)) + 1
        };
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
        self.own.active = true;
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
