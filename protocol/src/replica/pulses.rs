//! Pulses: what every node says that it holds of the journals, and when this one says it.

use super::Replica;
use super::peers::short;
use crate::durable::{ObjectName, ProofKind, Write};
use crate::envelope::{self, ObjectKind, Signed};
use crate::frame::Frame;
use crate::id::{CoopId, ObjectId};
use crate::journal::takeover;
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
        if self.pulse_number(&coop) >= pulse.value.number {
            return Err(Rejection::Stale);
        }
        if coop == self.identity.coop && !self.loading {
            if self.pulses.contains_key(&coop) {
                return Err(Rejection::Stale);
            }
            // What we said before we lost our memory: we never say less, and never anything else.
            self.own.recalled = Some(pulse);
            return Ok(());
        }
        self.keep_pulse(coop, pulse);
        Ok(())
    }

    /// The number of the pulse held of a cooperative; of our own, the one that others brought back too.
    pub(super) fn pulse_number(&self, coop: &CoopId) -> u64 {
        let recalled = self.own.recalled.as_ref().filter(|_| *coop == self.identity.coop);
        self.pulses.get(coop).or(recalled).map_or(0, |pulse| pulse.value.number)
    }

    /// A pulse of ours from a disk without its sign-lock is not the last: what came after it is not known.
    pub(super) fn begin_pulses(&mut self) {
        let me = self.identity.coop;
        if !self.own.is_locked()
            && let Some(pulse) = self.pulses.remove(&me)
        {
            self.persist(Write::Erase { name: ObjectName::Pulse(me) });
            self.own.recalled = Some(pulse);
        }
        let said = self.pulses.get(&me).map(|pulse| pulse.value.journals.to_vec()).unwrap_or_default();
        for (seat, at) in self.register.seats().iter().zip(0..) {
            // What was held and not vouched for when its author contradicted itself stays so.
            if self.proofs.contains_key(&(seat.coop, ProofKind::Journal))
                && let Some(book) = self.books.get_mut(&seat.coop)
            {
                book.journal.vouch_only(said.get::<usize>(at).map_or(0, |(seq, _)| *seq));
            }
        }
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
        let first = !self.pulses.contains_key(&me);
        let held = self.pulses.get(&me).or(self.own.recalled.as_ref()).cloned();
        let journals = self.claims(held.as_ref(), first);
        let page = (self.register.height, self.register.head);
        let is_same =
            |held: &SignedPulse| held.value.journals.to_vec() == journals && held.value.page == page;
        let same = !first && held.as_ref().is_some_and(is_same);
        // A journal nobody wrote in yet is not worth a pulse.
        if same || held.is_none() && journals.iter().all(|(seq, _)| *seq == 0) {
            return;
        }
        let directories = self.register.seats().iter().map(|seat| self.number(&seat.coop)).collect();
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
        self.own.recalled = None;
    }

    /// What a pulse says of each journal, after one of ours; `first`: we vouched for nothing yet that we know of, and
    /// do not for journals that contradict themselves.
    fn claims(&mut self, held: Option<&SignedPulse>, first: bool) -> Vec<(u64, Option<ObjectId>)> {
        let mut claims = Vec::new();
        for (at, seat) in self.register.seats().iter().enumerate() {
            let before = held.and_then(|held| held.value.journals.get(at).copied());
            let before = before.and_then(|(seq, id)| Some((seq, id?)));
            let cut = seat.terms().iter().any(|term| term.end().is_some());
            let forked = self.proofs.contains_key(&(seat.coop, ProofKind::Journal));
            let claim = match self.books.get_mut(&seat.coop) {
                Some(book) => {
                    if first && forked {
                        book.journal.vouch_only(0);
                    }
                    book.journal.claim(before, cut)
                }
                None => before.filter(|_| !cut),
            };
            claims.push(claim.map_or((0, None), |(seq, id)| (seq, Some(id))));
        }
        claims
    }

    /// Whether this node knows what it vouched for before, or never vouched for anything that it could contradict. A
    /// newcomer, or a node that was put back or lost its sign-lock, first takes over what enough others vouch for on
    /// the page in force ([`takeover`]).
    fn knows_what_it_held(&self) -> bool {
        let me = &self.identity.coop;
        let founder = self.register.position(me).is_some_and(|at| at < self.founding.cards.len());
        if self.own.remembers(self.pulses.contains_key(me), founder) {
            return true;
        }
        let voted = |page: u64, coop: &CoopId| self.fund.sitting(page).active.contains(coop);
        let height = self.register.height;
        let admitted = (0..=height).find(|page| voted(*page, me)).filter(|_| self.own.is_virgin());
        let voters: Vec<usize> = (0..=height).map(|page| self.fund.sitting(page).active.len()).collect();
        let before = |coop: &&CoopId| admitted.is_none_or(|page| page == 0 || voted(page - 1, coop));
        let others = self.fund.now().active.iter().filter(|coop| *coop != me);
        let most = others.filter(before).count();
        let page = admitted.and_then(|page| usize::try_from(page).ok());
        let heard = self.own.heard().filter(|coop| self.register.is_active(coop) && self.took_over(coop));
        heard.count() >= takeover(&voters, page).min(most)
    }

    /// Whether a cooperative that vouches on the page in force told nothing that we do not hold, of our own pulse too.
    fn took_over(&self, coop: &CoopId) -> bool {
        let Some(peer) = self.peers.get(coop) else { return false };
        let height = self.register.height;
        let vouches = self.pulses.get(coop).is_some_and(|pulse| pulse.value.page.0 == height);
        let me = &self.identity.coop;
        let own = self.register.position(me).and_then(|at| peer.pulses.get(at)).copied().unwrap_or(0);
        let mut journals = self.register.seats().iter().zip(&peer.journals);
        peer.register == height
            && vouches
            && own <= self.pulse_number(me)
            && journals.all(|(seat, (seq, id))| {
                let held = self.journal(&seat.coop).and_then(|journal| journal.id(*seq));
                *seq == 0
                    || held.is_some_and(|held| short(&held) == *id)
                    || self.proofs.contains_key(&(seat.coop, ProofKind::Journal))
            })
    }
}
