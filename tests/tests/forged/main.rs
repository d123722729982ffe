//! Forged objects, class by class (long because each class is a row).
//!
//! Where each enters, and exactly why it is refused. What is refused leaves nothing behind.
//! Cards, pages, approvals, votes, journal entries, pulses and proofs enter a node by gossip, as a pull would bring
//! them; seals are verified against a register.

#![allow(clippy::unwrap_used, reason = "every function here is a test's")]
#![allow(clippy::too_many_lines, reason = "each class is a row")]
#![allow(dead_code, reason = "what the vectors alone need of the council")]

use bigre_protocol::durable::ProofKind;
use bigre_protocol::envelope::{self, ObjectKind};
use bigre_protocol::frame::{Frame, Gossip};
use bigre_protocol::id::{CoopId, FederationId, InstanceId, ObjectId};
use bigre_protocol::journal::{Body, Entry};
use bigre_protocol::pulse::Pulse;
use bigre_protocol::register::{Act, ReadPage, Rules};
use bigre_protocol::rejection::Verdict;
use bigre_protocol::replica::{Event, Identity, Input, Output, Replica, Ticket};
use bigre_protocol::text::{List, Text};

mod approvals;
mod cards;
#[path = "../wire/council.rs"]
mod council;
mod ends;
mod envelopes;
mod journals;
mod pages;
mod proofs;
mod pulses;
mod retired;
mod seals;
mod votes;

use council::{Council, START, founding, of};
use proofs::word;

/// A node, the first founder's, and what the others sign.
pub(crate) struct Scene {
    pub(crate) council: Council,
    pub(crate) replica: Replica,
}

/// What a refusal must leave as it was.
pub(crate) type Snapshot = (Vec<u8>, [u8; 8], Vec<(CoopId, u64, Option<ObjectId>)>, Vec<(CoopId, u64)>);

impl Scene {
    pub(crate) fn new() -> Scene {
        let council = Council::new();
        let identity = Identity {
            coop: council.coops[0],
            key: of(0, 6),
            instance: InstanceId([0; 8]),
            program: Text::new("bigre-tests").unwrap(),
        };
        let mut replica = Replica::new(founding(), identity);
        replica.start(START);
        Scene { council, replica }
    }

    /// The verdict on a message of one object, and the reason as far as it is worth an event.
    pub(crate) fn gossip(&mut self, object: Frame) -> (Verdict, Option<&'static str>) {
        let from = self.council.coops[1];
        let bytes = Gossip::Objects(vec![object]).to_bytes();
        let (mut found, mut why) = (None, None);
        for output in self.replica.handle(START, Input::Gossip { from, ticket: Ticket(1), bytes }) {
            match output {
                Output::Verdict { verdict, .. } => found = Some(verdict),
                Output::Notify(Event::Refused { why: reason, .. }) => why = Some(reason.name()),
                _ => {}
            }
        }
        (found.unwrap(), why)
    }

    /// Gives objects that are good.
    pub(crate) fn give(&mut self, objects: impl IntoIterator<Item = Frame>) {
        for object in objects {
            let what = format!("{object:?}");
            assert_eq!(self.gossip(object).0, Verdict::Accept, "{}", what.split('(').next().unwrap());
        }
    }

    pub(crate) fn snapshot(&self) -> Snapshot {
        let register = self.replica.register();
        let cards = register.seats().iter().map(|seat| (seat.coop, seat.card().id, seat.branches().len()));
        let cards: Vec<_> = cards.collect();
        let journals = register.seats().iter().map(|seat| {
            let journal = self.replica.journal(&seat.coop);
            (seat.coop, journal.map_or(0, |held| held.seq()), journal.and_then(|held| held.head()))
        });
        let pulses = self.replica.pulses().map(|(coop, pulse)| (*coop, pulse.value.number));
        let state = format!("{:?} {:?} {cards:?}", register.height, register.head).into_bytes();
        (state, self.replica.votes().fingerprint(), journals.collect(), pulses.collect())
    }

    pub(crate) fn proves(&self, coop: usize, kind: ProofKind) -> bool {
        self.replica.proofs().any(|proof| proof == (self.council.coops[coop], kind))
    }

    /// A page is proposed by the second founder.
    pub(crate) fn proposed(&mut self, act: Act) -> ReadPage {
        let page = self.council.page(act, 1);
        let notice = self.council.entry(1, &Body::Propose(page.id));
        self.give([Frame::Entry(notice), Frame::Page(page.bytes.clone())]);
        page
    }

    /// A page is proposed by the second founder, and approved by three.
    pub(crate) fn approved(&mut self, act: Act) -> ReadPage {
        let page = self.proposed(act);
        let approvals: Vec<Frame> =
            [1, 2, 3].map(|coop| Frame::Approval(self.council.approval(coop, page.id))).into();
        self.give(approvals);
        page
    }

    /// A page is sealed by three.
    pub(crate) fn sealed(&mut self, act: Act) -> ReadPage {
        let page = self.approved(act);
        let sealed = self.council.seal_page(&page, &[1, 2, 3]);
        self.give(sealed.votes.into_iter().map(Frame::Entry));
        assert_eq!(self.replica.register().head, page.id);
        self.council.register.write(&page);
        page
    }

    /// The second founder writes two entries, and then takes another node key.
    pub(crate) fn rotated(&mut self) {
        let entries = [1, 2].map(|n| Frame::Entry(self.council.entry(1, &Body::Propose(ObjectId([n; 32])))));
        self.give(entries);
        let card = self.council.rotation(1, 3);
        self.give([Frame::Card(card.clone())]);
        self.council.register.admit_card(&card).unwrap();
        self.council.rekey(1, 11);
    }

    pub(crate) fn pulse(&self, coop: usize, nth: u8, change: impl FnOnce(&mut Pulse)) -> Vec<u8> {
        let mut pulse = Pulse {
            page: (0, self.council.register.head),
            time: START,
            number: 5,
            journals: List::new(vec![(0, None); 4]).unwrap(),
            directories: List::new(vec![0; 4]).unwrap(),
        };
        change(&mut pulse);
        envelope::sign(&self.council.federation, ObjectKind::Pulse, &of(coop, nth), pulse).bytes
    }

    /// An entry of the third founder, changed before it is signed.
    pub(crate) fn changed(&self, change: impl FnOnce(&mut Entry)) -> Frame {
        let mut entry = self.council.draft(2, &word(5));
        change(&mut entry);
        Frame::Entry(self.council.sign(2, entry).bytes)
    }
}

pub(crate) fn rules(members: u64) -> Act {
    Act::Rules(Rules { members: Some(members), ..Rules::default() })
}

/// One class: its name, what was there before, what is forged, the reason and the verdict.
pub(crate) type Row = (&'static str, fn(&mut Scene), fn(&mut Scene) -> Frame, &'static str, Verdict);

/// Each object is refused for its reason and leaves nothing behind.
pub(crate) fn all(rows: &[Row]) {
    for (name, before, forge, expected, verdict) in rows {
        let mut scene = Scene::new();
        before(&mut scene);
        let object = forge(&mut scene);
        let held = scene.snapshot();
        let (found, why) = scene.gossip(object);
        // What is stale, held or waits for more is not worth an event.
        let quiet = ["stale", "duplicate", "gap"].contains(expected);
        assert_eq!((found, why), (*verdict, (!quiet).then_some(*expected)), "{name}");
        assert!(scene.snapshot() == held, "{name}: it left something behind");
    }
}

pub(crate) fn none(_: &mut Scene) {}

pub(crate) fn forged(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    *bytes.last_mut().unwrap() ^= 1;
    bytes
}

pub(crate) fn trailing(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.push(0);
    bytes
}

pub(crate) const FOREIGN: FederationId = FederationId([9; 32]);
