//! Four cooperatives, a guest, and what they sign about pages: keys from seeds, all deterministic. Knows how good
//! objects are made; must not know which are forged of them.

use std::collections::BTreeMap;

use bigre_protocol::card::{Card, Cut, Keys};
use bigre_protocol::envelope::{self, ObjectKind, public_key};
use bigre_protocol::id::{CoopId, FederationId, ObjectId, PublicKey};
use bigre_protocol::journal::{Body, Entry, SignedEntry, Vote};
use bigre_protocol::limits::DAY_MS;
use bigre_protocol::register::agreement::{Ack, Ballot};
use bigre_protocol::register::{Act, Approval, CharterSigned, Founding, Page, ReadPage, Register, Sealed};
use bigre_protocol::text::{List, Text};
use ed25519_dalek::SigningKey;
use serde::Serialize;
use serde_bytes::ByteBuf;

/// 2026-01-01T00:00:00Z: when everything here happens.
pub(crate) const START: u64 = 1_767_225_600_000;
/// That day.
pub(crate) const TODAY: u64 = START / DAY_MS;

/// The founders, and a guest: name and legal id. Their seeds are 16 times their place, and up.
const NAMES: [(&str, &str); 5] = [
    ("Oxalis", "FR:SIREN:111111111"),
    ("Smart", "BE:BCE:0222222222"),
    ("Coopaname", "FR:SIREN:333333333"),
    ("Crealead", "FR:SIREN:444444444"),
    ("Artenréel", "FR:SIREN:555555555"),
];

/// The nth key of a cooperative: root 1 to 3, vote 4 and 5, node 6, transport 7, from 8 on new ones.
pub(crate) fn of(coop: usize, nth: u8) -> SigningKey {
    SigningKey::from_bytes(&[u8::try_from(16 * (coop + 1)).unwrap() + nth; 32])
}

/// Its public half.
pub(crate) fn public_of(coop: usize, nth: u8) -> PublicKey {
    public_key(&of(coop, nth))
}

/// Keys of a cooperative, of which a number must sign.
pub(crate) fn keys(coop: usize, nths: &[u8], threshold: u8) -> Keys {
    let keys = nths.iter().map(|nth| public_of(coop, *nth)).collect();
    Keys { keys: List::new(keys).unwrap(), threshold }
}

/// Any payload signed by keys of a cooperative.
pub(crate) fn cosigned<T: Serialize>(
    federation: &FederationId,
    kind: ObjectKind,
    coop: usize,
    nths: &[u8],
    value: &T,
) -> Vec<u8> {
    let keys: Vec<SigningKey> = nths.iter().map(|nth| of(coop, *nth)).collect();
    envelope::cosign(federation, kind, &keys.iter().collect::<Vec<_>>(), value)
}

/// Card 0 of a cooperative: root 2 of 3, vote 2 of 2.
pub(crate) fn card(coop: usize) -> Card {
    let (name, legal) = NAMES[coop];
    let address = format!("/dns4/node{coop}.example/tcp/4001");
    Card {
        cut: None,
        name: Text::new(name).unwrap(),
        node: public_of(coop, 6),
        root: keys(coop, &[1, 2, 3], 2),
        vote: keys(coop, &[4, 5], 2),
        legal: Text::new(legal).unwrap(),
        nonce: [u8::try_from(coop).unwrap(); 32],
        number: 0,
        expires: START + 396 * DAY_MS,
        previous: None,
        addresses: List::new(vec![Text::new(&address).unwrap()]).unwrap(),
        transport: List::new(vec![public_of(coop, 7)]).unwrap(),
    }
}

/// Card 0, signed.
pub(crate) fn card_bytes(coop: usize) -> Vec<u8> {
    cosigned(&FederationId::NONE, ObjectKind::Card, coop, &[1, 2, 6, 7], &card(coop))
}

/// The founding page of the first four.
pub(crate) fn founding() -> Founding {
    let cards: Vec<Vec<u8>> = (0..4).map(card_bytes).collect();
    Founding::new("Les Pages", &cards).unwrap()
}

/// A federation on its way: what is sealed so far, and how far each journal is.
#[derive(Clone)]
pub(crate) struct Council {
    pub(crate) federation: FederationId,
    pub(crate) register: Register,
    pub(crate) coops: Vec<CoopId>,
    tips: BTreeMap<usize, (u64, Option<ObjectId>)>,
    nodes: [u8; 5],
}

impl Council {
    pub(crate) fn new() -> Council {
        let founding = founding();
        let id = |coop| founding.coop_id(&Card::read_founder(&card_bytes(coop)).unwrap().id);
        Council {
            federation: founding.federation(),
            register: founding.register(),
            coops: (0..5).map(id).collect(),
            tips: BTreeMap::new(),
            nodes: [6; 5],
        }
    }

    /// The next entry of a journal.
    pub(crate) fn draft(&self, coop: usize, body: &Body) -> Entry {
        let (seq, previous) = self.tips.get(&coop).copied().unwrap_or_default();
        let (kind, body) = body.encode();
        let page = (self.register.height, self.register.head);
        Entry { seq: seq + 1, body, kind, page, time: START, previous }
    }

    /// An entry signed by a cooperative's node, which its journal does not go on from.
    pub(crate) fn sign(&self, coop: usize, entry: Entry) -> SignedEntry {
        envelope::sign(&self.federation, ObjectKind::Entry, &of(coop, self.nodes[coop]), entry)
    }

    /// The next entry, signed; the journal goes on from it.
    pub(crate) fn entry(&mut self, coop: usize, body: &Body) -> Vec<u8> {
        let signed = self.sign(coop, self.draft(coop, body));
        self.tips.insert(coop, (signed.value.seq, Some(signed.id)));
        signed.bytes
    }

    /// The last entry of a journal.
    pub(crate) fn tip(&self, coop: usize) -> (u64, Option<ObjectId>) {
        self.tips.get(&coop).copied().unwrap_or_default()
    }

    /// From here on a cooperative's node signs with another key.
    pub(crate) fn rekey(&mut self, coop: usize, nth: u8) {
        self.nodes[coop] = nth;
    }

    /// A page proposed by a cooperative.
    pub(crate) fn page(&self, act: Act, proposer: usize) -> ReadPage {
        self.read(&self.register.draft(act, self.coops[proposer], START, None))
    }

    /// A page as it is read.
    pub(crate) fn read(&self, page: &Page) -> ReadPage {
        Page::read(&page.to_bytes(), &self.federation).unwrap()
    }

    /// What a cooperative approves of a page.
    pub(crate) fn approval_of(&self, coop: usize, page: ObjectId) -> Approval {
        Approval { coop: self.coops[coop], page, charter: self.register.charter_id(), withdrawn: false }
    }

    /// An approval, signed by both voters.
    pub(crate) fn approval(&self, coop: usize, page: ObjectId) -> Vec<u8> {
        self.approve(coop, &[4, 5], &self.approval_of(coop, page))
    }

    /// Any approval by keys of a cooperative.
    pub(crate) fn approve(&self, coop: usize, nths: &[u8], approval: &Approval) -> Vec<u8> {
        cosigned(&self.federation, ObjectKind::Approval, coop, nths, approval)
    }

    /// A ballot for the next page.
    pub(crate) fn ballot(&self, page: ObjectId, attempt: u64, just: Option<u64>) -> Body {
        Body::Vote(Vote::Ballot(Ballot { height: self.register.height + 1, attempt, page, just }))
    }

    /// An acknowledgement for the next page.
    pub(crate) fn ack(&self, page: ObjectId, attempt: u64) -> Body {
        Body::Vote(Vote::Ack(Ack { height: self.register.height + 1, attempt, page }))
    }

    /// A page with what some cooperatives say of it: all approve, ballot and acknowledge.
    pub(crate) fn seal_page(&mut self, page: &ReadPage, by: &[usize]) -> Sealed {
        let (ballot, ack) = (self.ballot(page.id, TODAY, None), self.ack(page.id, TODAY));
        let approvals = by.iter().map(|coop| self.approval(*coop, page.id)).collect();
        let mut votes: Vec<Vec<u8>> = by.iter().map(|coop| self.entry(*coop, &ballot)).collect();
        votes.extend(by.iter().map(|coop| self.entry(*coop, &ack)).collect::<Vec<_>>());
        Sealed { page: page.bytes.clone(), approvals, votes }
    }

    /// The same, proposed by the first of them.
    pub(crate) fn seal(&mut self, act: Act, by: &[usize]) -> Sealed {
        let page = self.page(act, by[0]);
        self.seal_page(&page, by)
    }

    /// Seals a page and writes it.
    pub(crate) fn write(&mut self, act: Act, by: &[usize]) -> Sealed {
        let sealed = self.seal(act, by);
        let page = sealed.verify(&self.register).unwrap();
        self.register.write(&page);
        sealed
    }

    /// The next card of a cooperative, changed, before it is signed.
    pub(crate) fn next_card(&self, coop: usize, change: impl FnOnce(&mut Card)) -> Card {
        let before = self.register.seat(&self.coops[coop]).unwrap().card();
        let mut card = before.value.clone();
        (card.number, card.previous, card.cut) = (card.number + 1, Some(before.id), None);
        change(&mut card);
        card
    }

    /// A card signed by keys of a cooperative.
    pub(crate) fn sign_card(&self, coop: usize, nths: &[u8], card: &Card) -> Vec<u8> {
        cosigned(&self.federation, ObjectKind::Card, coop, nths, card)
    }

    /// A card with a new node key, cut where the journal and a directory of some number end.
    pub(crate) fn rotation(&self, coop: usize, directory: u64) -> Vec<u8> {
        let cut = Cut { journal: self.tip(coop), directory };
        let card = self.next_card(coop, |card| (card.node, card.cut) = (public_of(coop, 11), Some(cut)));
        self.sign_card(coop, &[1, 2, 11], &card)
    }

    /// The charter in force, signed for a card by keys of a cooperative.
    pub(crate) fn charter(&self, coop: usize, nths: &[u8]) -> Vec<u8> {
        let card = Card::read_founder(&card_bytes(coop)).unwrap().id;
        let signed = CharterSigned { card, charter: self.register.charter_id() };
        cosigned(&self.federation, ObjectKind::Charter, coop, nths, &signed)
    }

    /// The admission of the guest.
    pub(crate) fn admission(&self) -> Act {
        let charter = ByteBuf::from(self.charter(4, &[4, 5]));
        Act::Admit { card: ByteBuf::from(card_bytes(4)), charter }
    }
}
