//! What a peer lacks of the register and of the journals, from what its HELLO says that it holds.

use super::Replica;
use super::peers::{differs, short};
use crate::durable::ProofKind;
use crate::frame::{Frame, Hello};
use crate::id::CoopId;
use crate::limits;
use crate::register::{Object, Seat};

/// Bytes of a sealed page in one frame.
const PIECE_BYTES: usize = limits::FRAME_BYTES - 64;

impl Replica {
    /// In an order in which it can be taken in: cards before the page that pins them, pages before what is said of
    /// the next, all of it before the journals that cite them.
    /// The asker's own journal comes first: it must not sign before it holds it.
    pub(super) fn lacking(&self, asker: Option<CoopId>, hello: &Hello) -> Vec<Frame> {
        let mut frames = Vec::new();
        for (at, seat) in self.register.seats().iter().take(self.founding.cards.len()).enumerate() {
            if hello.assents >> at & 1 == 0
                && let Some(assent) = self.assents.get(&seat.coop)
            {
                frames.push(Frame::Assent(assent.clone()));
            }
        }
        self.lacking_pages(hello, &mut frames);
        self.lacking_proofs(hello, &mut frames);
        if hello.register.0 <= self.register.height && hello.votes != self.votes.fingerprint() {
            frames.extend(self.votes.objects().map(|object| match object {
                Object::Entry(bytes) => Frame::Entry(bytes.to_vec()),
                Object::Page(bytes) => Frame::Page(bytes.to_vec()),
                Object::Approval(bytes) => Frame::Approval(bytes.to_vec()),
            }));
        }
        self.lacking_entries(asker, hello, &mut frames);
        for (at, seat) in self.register.seats().iter().enumerate() {
            let held = hello.pulses.get(at).copied().unwrap_or(0);
            if let Some(pulse) = self.pulses.get(&seat.coop).filter(|pulse| pulse.value.number > held) {
                frames.push(Frame::Pulse(pulse.bytes.clone()));
            }
        }
        frames
    }

    fn lacking_pages(&self, hello: &Hello, frames: &mut Vec<Frame>) {
        let (height, id) = hello.register;
        let same = self.page_id(height.min(self.register.height)).map(|id| short(&id)) == Some(id);
        // Another page in the place of one of ours: all of them, so that the first that differs is seen.
        let from = if height <= self.register.height && !same { 0 } else { height };
        // Of two cards with one number, ours is sent too: both are seen side by side.
        let seats = self.register.seats().iter().zip(hello.cards.iter());
        let mut sent: Vec<u64> = seats
            .map(|(seat, mark)| if differs(seat, mark) { mark.0.saturating_sub(1) } else { mark.0 })
            .collect();
        for (page, sealed) in self.pages.iter().filter(|(page, _)| page.value.height > from) {
            for pin in page.value.pins.iter() {
                self.lacking_cards(&pin.0, pin.1, &mut sent, frames);
            }
            piece(sealed, frames);
        }
        for sealed in &self.splits {
            piece(sealed, frames);
        }
        for seat in self.register.seats() {
            self.lacking_cards(&seat.coop, u64::MAX, &mut sent, frames);
        }
        if hello.votes != self.votes.fingerprint() {
            // A page may pin any of several cards that contradict each other; a proof names two.
            let branches = self.register.seats().iter().flat_map(Seat::branches);
            frames.extend(branches.map(|card| Frame::Card(card.bytes.clone())));
        }
    }

    /// A cooperative's cards up to a number, from the first that was not sent.
    fn lacking_cards(&self, coop: &CoopId, upto: u64, sent: &mut Vec<u64>, frames: &mut Vec<Frame>) {
        let (Some(at), Some(seat)) = (self.register.position(coop), self.register.seat(coop)) else { return };
        if sent.len() <= at {
            sent.resize(at + 1, 0);
        }
        let new = |number: u64| number > sent[at] && number <= upto;
        let cards = seat.cards().iter().filter(|card| new(card.value.number));
        let by_itself = cards.filter(|card| !Seat::came_by_page(seat, card.value.number));
        frames.extend(by_itself.map(|card| Frame::Card(card.bytes.clone())));
        sent[at] = sent[at].max(upto.min(seat.card().value.number));
    }

    fn lacking_proofs(&self, hello: &Hello, frames: &mut Vec<Frame>) {
        for ((coop, kind), (a, b)) in &self.proofs {
            let Some(at) = self.register.position(coop) else { continue };
            let held = |(place, number): &(u16, u8)| usize::from(*place) == at && *number == *kind as u8;
            if !hello.proofs.iter().any(held) {
                frames.push(Frame::Fork(a.clone(), b.clone()));
            }
        }
    }

    fn lacking_entries(&self, asker: Option<CoopId>, hello: &Hello, frames: &mut Vec<Frame>) {
        let mut left = limits::ENTRIES_PER_ANSWER;
        let mut seats: Vec<(usize, &Seat)> = self.register.seats().iter().enumerate().collect();
        seats.sort_by_key(|(_, seat)| Some(seat.coop) != asker);
        for (at, seat) in seats {
            let Some(book) = self.books.get(&seat.coop) else { continue };
            let (seq, id) = hello.journals.get(at).copied().unwrap_or_default();
            let known = (seat.coop, ProofKind::Journal);
            let ours = book.journal.id(seq).map(|id| short(&id));
            // Another entry in the place of one of ours: from the first, so that both are seen side by side.
            let differs = ours.is_some_and(|ours| ours != id) && !self.proofs.contains_key(&known);
            let from = if differs { 0 } else { seq };
            for seq in from.saturating_add(1)..=book.journal.seq() {
                if left == 0 {
                    return;
                }
                left -= 1;
                frames.extend(book.get(seq).map(|bytes| Frame::Entry(bytes.to_vec())));
            }
        }
    }
}

fn piece(sealed: &[u8], frames: &mut Vec<Frame>) {
    let pieces = sealed.chunks(PIECE_BYTES);
    let last = pieces.len().saturating_sub(1);
    frames.extend(pieces.enumerate().map(|(at, piece)| Frame::Sealed(piece.to_vec(), at == last)));
}
