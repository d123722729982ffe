//! Pulses: what every node says that it holds of the journals, and when this one says it.

use super::Replica;
use super::journals::Book;
use crate::durable::{ObjectName, ProofKind, Write};
use crate::envelope::{self, ObjectKind, Signed};
use crate::frame::Frame;
use crate::id::CoopId;
use crate::journal::Journal;
use crate::limits;
use crate::pulse::{Pulse, SignedPulse};
use crate::rejection::Rejection;
use crate::replica::Signing;
use crate::text::List;

impl Replica {
    /// The latest pulse of each node.
    pub fn pulses(&self) -> impl Iterator<Item = (&CoopId, &SignedPulse)> {
        self.pulses.iter()
    }

    /// When a pulse may be due that was put off.
    pub(super) fn pulse_wakes_at(&self) -> u64 {
        if self.next_pulse > self.now { self.next_pulse } else { u64::MAX }
    }

    pub(super) fn verify_pulse(&self, bytes: &[u8]) -> Result<(CoopId, SignedPulse), Rejection> {
        let signed = Signed::parse(bytes, limits::PULSE_BYTES)?;
        if signed.federation != self.register.federation {
            return Err(Rejection::Federation);
        }
        if signed.kind != ObjectKind::Pulse as u8 {
            return Err(Rejection::UnknownKind);
        }
        let (coop, term) = self.register.term(&signed.key).ok_or(Rejection::UnknownKey)?;
        if term.end().is_some() {
            return Err(Rejection::Void);
        }
        let federation = self.register.federation;
        Ok((coop, signed.verify(bytes, &federation, ObjectKind::Pulse, &term.key)?))
    }

    pub(super) fn admit_pulse(&mut self, now: u64, bytes: &[u8]) -> Result<(), Rejection> {
        if self.pulses.values().any(|pulse| pulse.bytes == bytes) {
            return Err(Rejection::Duplicate);
        }
        let (coop, pulse) = self.verify_pulse(bytes)?;
        if pulse.value.time > now.saturating_add(limits::AHEAD_MS) && coop != self.identity.coop {
            return Err(Rejection::Future);
        }
        if self.pulses.get(&coop).is_some_and(|held| held.value.number >= pulse.value.number) {
            return Err(Rejection::Stale);
        }
        self.keep_pulse(coop, pulse);
        Ok(())
    }

    fn keep_pulse(&mut self, coop: CoopId, pulse: SignedPulse) {
        self.persist(Write::Keep { name: ObjectName::Pulse(coop), bytes: pulse.bytes.clone() });
        self.pulses.insert(coop, pulse);
    }

    /// Says what is held, when that changed and this node may sign: a joiner or a restored node first takes over
    /// what the others hold.
    pub(super) fn pulse(&mut self, now: u64) {
        let me = self.identity.coop;
        if now < self.next_pulse || !self.register.is_member(&me) || self.signing() != Signing::Ready {
            return;
        }
        if !self.knows_what_it_held() {
            return;
        }
        self.adopt();
        let seats = self.register.seats().iter();
        let vouched = |journal: &Journal| (journal.vouched(), journal.id(journal.vouched()));
        let journals: Vec<_> =
            seats.clone().map(|seat| self.journal(&seat.coop).map_or((0, None), vouched)).collect();
        let held = self.pulses.get(&me);
        let page = (self.register.height, self.register.head);
        let same =
            held.is_some_and(|held| held.value.journals.to_vec() == journals && held.value.page == page);
        // A journal nobody wrote in yet is not worth a pulse.
        if same || held.is_none() && journals.iter().all(|(seq, _)| *seq == 0) {
            return;
        }
        let directories = seats.map(|seat| self.number(&seat.coop)).collect();
        let number = held.map_or(0, |held| held.value.number + 1).max(now);
        let pulse = Pulse {
            page,
            time: now,
            number,
            journals: List::new(journals).unwrap_or_default(),
            directories: List::new(directories).unwrap_or_default(),
        };
        let federation = self.register.federation;
        let signed = envelope::sign(&federation, ObjectKind::Pulse, &self.identity.key, pulse);
        self.next_pulse = now + limits::PULSE_INTERVAL_MS;
        self.tell(vec![Frame::Pulse(signed.bytes.clone())]);
        self.keep_pulse(me, signed);
    }

    /// What cites a page too old to be vouched for at first sight is, once a quorum vouches for it.
    fn adopt(&mut self) {
        let behind = |book: &Book| book.journal.vouched() < book.journal.seq();
        let coops: Vec<CoopId> =
            self.books.iter().filter(|(_, book)| behind(book)).map(|(coop, _)| *coop).collect();
        for coop in coops {
            let vouched = self.vouched(&coop);
            let mut seqs: Vec<u64> =
                vouched.iter().filter(|(by, _)| self.register.is_active(by)).map(|(_, seq)| *seq).collect();
            seqs.sort_unstable_by(|a, b| b.cmp(a));
            let upto = seqs.get(self.register.quorum() - 1).copied();
            if let (Some(upto), Some(book)) = (upto, self.books.get_mut(&coop)) {
                book.journal.adopt(upto);
            }
        }
    }

    /// Whether this node knows what it vouched for before, or never vouched for anything. A newcomer, or a node that was
    /// put back or lost its sign-lock, first takes over what so many others hold that one honest node among them
    /// held whatever was confirmed: n - q + f + 1 of them, on the page in force, so that they vouch no more for
    /// what cites pages too old.
    fn knows_what_it_held(&self) -> bool {
        let me = &self.identity.coop;
        let founder = self.register.position(me).is_some_and(|at| at < self.founding.cards.len());
        if self.own.remembers(self.pulses.contains_key(me), founder) {
            return true;
        }
        let active = self.register.active();
        let cheats = active.saturating_sub(1) / 3;
        let needed = (active - self.register.quorum() + cheats + 1).min(active.saturating_sub(1));
        let taken_over = |coop: &CoopId| {
            let Some(peer) = self.peers.get(coop) else { return false };
            let frozen = |coop: &CoopId| self.proofs.contains_key(&(*coop, ProofKind::Journal));
            let mut journals = self.register.seats().iter().zip(&peer.journals);
            peer.register == self.register.height
                && journals.all(|(seat, (seq, _))| {
                    *seq <= self.journal(&seat.coop).map_or(0, Journal::seq) || frozen(&seat.coop)
                })
        };
        let heard = self.own.heard().filter(|coop| self.register.is_active(coop) && taken_over(coop));
        heard.count() >= needed
    }
}
