//! The one door of objects that stand by themselves (assents, proofs, cards, pages, approvals, journal entries,
//! pulses), wherever they came from.

use super::{Event, Output, Replica};
use crate::card::Card;
use crate::codec;
use crate::durable::{ObjectName, ProofKind, Write};
use crate::envelope::{Cosigned, ObjectKind, Signed};
use crate::frame::{Frame, Gossip};
use crate::id::{CoopId, ObjectId};
use crate::journal::{Body, Entry, SignedEntry, Vote};
use crate::limits;
use crate::register::agreement::breaks;
use crate::register::{Act, Admitted};
use crate::rejection::Rejection;

/// Two objects that contradict each other.
pub(super) type Pair = (Vec<u8>, Vec<u8>);

impl Replica {
    /// Takes an object in. `Duplicate` and `Stale` say that it brought nothing.
    pub(super) fn admit_object(&mut self, now: u64, object: Frame) -> Result<(), Rejection> {
        match object {
            Frame::Assent(bytes) => self.admit_assent(&bytes),
            Frame::Fork(a, b) => self.admit_proof(&a, &b),
            Frame::Card(bytes) => self.admit_card(&bytes),
            Frame::Page(bytes) => self.admit_page(&bytes),
            Frame::Approval(bytes) => self.admit_approval(&bytes),
            Frame::Entry(bytes) => self.admit_entry(now, &bytes),
            Frame::Pulse(bytes) => self.admit_pulse(now, &bytes),
            _ => Err(Rejection::OutOfTurn("not an object")),
        }
    }

    /// Tells everybody of objects, as a hint: whoever misses it, pulls.
    pub(super) fn tell(&mut self, objects: Vec<Frame>) {
        let bytes = Gossip::Objects(objects).to_bytes();
        if bytes.len() <= limits::GOSSIP_BYTES {
            self.out.push(Output::Publish(bytes));
        }
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

    /// Takes a cooperative's card in.
    pub(super) fn admit_card(&mut self, bytes: &[u8]) -> Result<(), Rejection> {
        let (coop, admitted) = self.register.admit_card(bytes)?;
        match admitted {
            Admitted::Known => Err(Rejection::Duplicate),
            Admitted::Branch(a, b) => {
                self.prove(coop, ProofKind::Card, (a, b));
                self.register_changed();
                Ok(())
            }
            Admitted::Next => {
                let number = self.register.card(&coop).map_or(0, |card| card.number);
                self.persist(Write::Keep { name: ObjectName::Card(coop, number), bytes: bytes.to_vec() });
                self.notify(Event::Card { coop, number });
                self.register_changed();
                Ok(())
            }
        }
    }

    /// The register or a card changed: what was admitted under a key that is cut off since is void.
    pub(super) fn register_changed(&mut self) {
        if self.loading {
            // Only all the cards and pages together say whose directories were found: `start` looks again.
            return;
        }
        let members: Vec<CoopId> = self.register.coops().collect();
        for coop in &members {
            self.directories.entry(*coop).or_default();
            if *coop != self.identity.coop {
                self.peers.entry(*coop).or_default();
            }
        }
        self.peers.retain(|coop, _| members.contains(coop));
        let proved: Vec<(CoopId, ProofKind)> = self.proofs.keys().copied().collect();
        for (coop, kind) in proved {
            let Some((a, b)) = self.proofs.get(&(coop, kind)) else { continue };
            if kind != ProofKind::Card && self.verify_proof(a, b) != Ok((coop, kind)) {
                // Signed by a stolen key, beyond its cut: the cooperative contradicted nobody.
                self.proofs.remove(&(coop, kind));
                self.persist(Write::Erase { name: ObjectName::Proof(coop, kind) });
            }
        }
        // A retired key vouches for nothing: a node that starts again would not take its pulse in.
        let retired = self.pulses.iter().filter(|(_, pulse)| self.verify_pulse(&pulse.bytes).is_err());
        for coop in retired.map(|(coop, _)| *coop).collect::<Vec<_>>() {
            self.pulses.remove(&coop);
            self.persist(Write::Erase { name: ObjectName::Pulse(coop) });
        }
        let held: Vec<CoopId> = self.directories.keys().copied().collect();
        for coop in held {
            let head = self.directories.get(&coop).and_then(|d| d.head()).map(|head| head.bytes.clone());
            let void = head.is_some_and(|head| self.verify_head(&head).is_err());
            if !members.contains(&coop) {
                self.arrivals.remove(&coop);
                self.directories.remove(&coop);
                self.persist(Write::Drop { coop });
                self.persist(Write::Erase { name: ObjectName::Head(coop) });
            } else if void {
                self.arrivals.remove(&coop);
                self.directories.insert(coop, crate::directory::Directory::default());
                self.persist(Write::Drop { coop });
                self.persist(Write::Erase { name: ObjectName::Head(coop) });
                self.notify(Event::Void(coop));
            }
        }
        self.cut_journals();
        self.notify(Event::Register);
    }

    /// Verifies that two objects contradict each other: whose fault it is, and which.
    pub(super) fn verify_proof(&self, a: &[u8], b: &[u8]) -> Result<(CoopId, ProofKind), Rejection> {
        if a.len().max(b.len()) > limits::CARD_BYTES {
            return Err(Rejection::Size);
        }
        let Ok(one) = Signed::parse(a, limits::CARD_BYTES) else { return self.verify_card_proof(a, b) };
        let by = |coop: CoopId, other: CoopId, contradict: bool, kind: ProofKind| {
            if coop == other && contradict { Ok((coop, kind)) } else { Err(Rejection::NoProof) }
        };
        // What a retired key signed may be a thief's: its cooperative contradicted nobody.
        if !self.is_live(a) || !self.is_live(b) {
            return Err(Rejection::Void);
        }
        if one.kind == ObjectKind::Head as u8 {
            let ((author, one), (other, two)) = (self.verify_head(a)?, self.verify_head(b)?);
            let contradict = one.value.number == two.value.number && one.id != two.id;
            return by(author, other, contradict, ProofKind::Directory);
        }
        let ((author, one), (other, two)) = (self.verify_entry(a)?, self.verify_entry(b)?);
        let valid = |entry: &SignedEntry, coop: &CoopId| self.term_of(entry, coop).is_ok();
        if !valid(&one, &author) || !valid(&two, &other) {
            return Err(Rejection::Void);
        }
        if let (Body::Vote(one), Body::Vote(two)) = (one.value.read()?, two.value.read()?)
            && votes_contradict(&one, &two)
        {
            return by(author, other, true, ProofKind::Votes);
        }
        let contradict = one.value.seq == two.value.seq && one.id != two.id;
        by(author, other, contradict, ProofKind::Journal)
    }

    /// Whether the key that an object names is in force; of a key that is not known, its verification will tell.
    pub(super) fn is_live(&self, bytes: &[u8]) -> bool {
        let signed = Signed::parse(bytes, limits::CARD_BYTES).ok();
        let term = signed.and_then(|signed| self.register.term(&signed.key));
        term.is_none_or(|(_, term)| term.end().is_none())
    }

    fn verify_card_proof(&self, a: &[u8], b: &[u8]) -> Result<(CoopId, ProofKind), Rejection> {
        let read = |bytes: &[u8]| -> Result<(CoopId, u64, ObjectId), Rejection> {
            let card: Card = Cosigned::parse(bytes, limits::CARD_BYTES)?.peek()?;
            for seat in self.register.seats() {
                let before = seat.cards().iter().find(|before| card.previous == Some(before.id));
                if let Some(before) = before {
                    let card = Card::read_next(bytes, &self.register.federation, before)?;
                    return Ok((seat.coop, card.value.number, card.id));
                }
            }
            Err(Rejection::Gap)
        };
        let ((author, one, id), (other, two, other_id)) = (read(a)?, read(b)?);
        if author != other || one != two || id == other_id {
            return Err(Rejection::NoProof);
        }
        Ok((author, ProofKind::Card))
    }

    /// Verifies an entry by the key of whoever signed it, wherever it stands: for proofs and notices.
    pub(super) fn verify_entry(&self, bytes: &[u8]) -> Result<(CoopId, SignedEntry), Rejection> {
        let signed = Signed::parse(bytes, limits::ENTRY_BYTES)?;
        if signed.federation != self.register.federation {
            return Err(Rejection::Federation);
        }
        if signed.kind != ObjectKind::Entry as u8 {
            return Err(Rejection::UnknownKind);
        }
        let (coop, term) = self.register.term(&signed.key).ok_or(Rejection::UnknownKey)?;
        let entry: crate::envelope::Verified<Entry> =
            signed.verify(bytes, &self.register.federation, ObjectKind::Entry, &term.key)?;
        Ok((coop, entry))
    }

    /// Takes a proof in: freezes what it is about, and tells everybody why.
    pub(super) fn admit_proof(&mut self, a: &[u8], b: &[u8]) -> Result<(), Rejection> {
        let (coop, kind) = self.verify_proof(a, b)?;
        if self.proofs.contains_key(&(coop, kind)) {
            return Err(Rejection::Duplicate);
        }
        if kind == ProofKind::Card {
            // Both branches are needed, should a page recognise one.
            for card in [a, b] {
                let _ = self.register.admit_card(card);
            }
            self.register_changed();
        }
        self.prove(coop, kind, (a.to_vec(), b.to_vec()));
        Ok(())
    }

    /// Keeps a verified proof and tells everybody.
    pub(super) fn prove(&mut self, coop: CoopId, kind: ProofKind, (a, b): Pair) {
        if self.proofs.contains_key(&(coop, kind)) {
            return;
        }
        let buffers = (serde_bytes::Bytes::new(&a), serde_bytes::Bytes::new(&b));
        self.persist(Write::Keep { name: ObjectName::Proof(coop, kind), bytes: codec::encode(&buffers) });
        self.tell(vec![Frame::Fork(a.clone(), b.clone())]);
        if kind == ProofKind::Directory {
            self.arrivals.remove(&coop);
        }
        self.proofs.insert((coop, kind), (a, b));
        self.notify(Event::Forked(coop, kind));
    }

    /// Whom a page expels or lets go, for messages.
    pub(super) fn ends(act: &Act) -> Option<CoopId> {
        match act {
            Act::Expel { coop, .. } | Act::Leave { coop, .. } => Some(*coop),
            _ => None,
        }
    }
}

/// Whether one cooperative may not have signed both votes.
pub(super) fn votes_contradict(one: &Vote, other: &Vote) -> bool {
    match (one, other) {
        (Vote::Ballot(a), Vote::Ballot(b)) => {
            (a.height, a.attempt) == (b.height, b.attempt) && a.page != b.page
        }
        (Vote::Ack(ack), Vote::Ballot(ballot)) | (Vote::Ballot(ballot), Vote::Ack(ack)) => {
            breaks(ack, ballot)
        }
        (Vote::Ack(_), Vote::Ack(_)) => false,
    }
}
