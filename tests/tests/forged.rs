//! Forged objects, class by class (long because each class is a row).
//!
//! Where each enters, and exactly why it is refused. What is refused leaves nothing behind.
//! Cards, pages, approvals, votes, journal entries, pulses and proofs enter a node by gossip, as a pull would bring
//! them; seals are verified against a register.

#![allow(clippy::unwrap_used, reason = "every function here is a test's")]
#![allow(clippy::too_many_lines, reason = "each class is a row")]
#![allow(dead_code, reason = "what the vectors alone need of the council")]

use bigre_protocol::card::{Card, CardError, Cut, Keys};
use bigre_protocol::codec;
use bigre_protocol::directory::head::Head;
use bigre_protocol::durable::{ObjectName, ProofKind, Stored};
use bigre_protocol::envelope::{self, EnvelopeError, LABELS, ObjectKind, Signed, Verified};
use bigre_protocol::frame::{Frame, Gossip, Hello};
use bigre_protocol::id::{CoopId, FederationId, InstanceId, ObjectId};
use bigre_protocol::journal::{Body, Entry, Suspend};
use bigre_protocol::limits::{self, AHEAD_MS, DAY_MS};
use bigre_protocol::pulse::Pulse;
use bigre_protocol::register::{Act, CharterSigned, Page, PageError, Pin, ReadPage, Rules, Sealed};
use bigre_protocol::rejection::Verdict;
use bigre_protocol::replica::{Event, Identity, Input, Output, Replica, Stream, Ticket};
use bigre_protocol::text::{Code, List, Text};
use ciborium::Value;
use ed25519_dalek::Signer;
use serde_bytes::ByteBuf;

#[path = "wire/council.rs"]
mod council;

use council::{Council, START, TODAY, card_bytes, cosigned, founding, keys, of, public_of};

/// A node, the first founder's, and what the others sign.
struct Scene {
    council: Council,
    replica: Replica,
}

/// What a refusal must leave as it was.
type Snapshot = (Vec<u8>, [u8; 8], Vec<(CoopId, u64, Option<ObjectId>)>, Vec<(CoopId, u64)>);

impl Scene {
    fn new() -> Scene {
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
    fn gossip(&mut self, object: Frame) -> (Verdict, Option<&'static str>) {
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
    fn give(&mut self, objects: impl IntoIterator<Item = Frame>) {
        for object in objects {
            let what = format!("{object:?}");
            assert_eq!(self.gossip(object).0, Verdict::Accept, "{}", what.split('(').next().unwrap());
        }
    }

    fn snapshot(&self) -> Snapshot {
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

    fn proves(&self, coop: usize, kind: ProofKind) -> bool {
        self.replica.proofs().any(|proof| proof == (self.council.coops[coop], kind))
    }

    /// A page is proposed by the second founder.
    fn proposed(&mut self, act: Act) -> ReadPage {
        let page = self.council.page(act, 1);
        let notice = self.council.entry(1, &Body::Propose(page.id));
        self.give([Frame::Entry(notice), Frame::Page(page.bytes.clone())]);
        page
    }

    /// A page is proposed by the second founder, and approved by three.
    fn approved(&mut self, act: Act) -> ReadPage {
        let page = self.proposed(act);
        let approvals: Vec<Frame> =
            [1, 2, 3].map(|coop| Frame::Approval(self.council.approval(coop, page.id))).into();
        self.give(approvals);
        page
    }

    /// A page is sealed by three.
    fn sealed(&mut self, act: Act) -> ReadPage {
        let page = self.approved(act);
        let sealed = self.council.seal_page(&page, &[1, 2, 3]);
        self.give(sealed.votes.into_iter().map(Frame::Entry));
        assert_eq!(self.replica.register().head, page.id);
        self.council.register.write(&page);
        page
    }

    /// The second founder writes two entries, and then takes another node key.
    fn rotated(&mut self) {
        let entries = [1, 2].map(|n| Frame::Entry(self.council.entry(1, &Body::Propose(ObjectId([n; 32])))));
        self.give(entries);
        let card = self.council.rotation(1, 3);
        self.give([Frame::Card(card.clone())]);
        self.council.register.admit_card(&card).unwrap();
        self.council.rekey(1, 11);
    }

    fn pulse(&self, coop: usize, nth: u8, change: impl FnOnce(&mut Pulse)) -> Vec<u8> {
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
    fn changed(&self, change: impl FnOnce(&mut Entry)) -> Frame {
        let mut entry = self.council.draft(2, &word(5));
        change(&mut entry);
        Frame::Entry(self.council.sign(2, entry).bytes)
    }
}

fn rules(members: u64) -> Act {
    Act::Rules(Rules { members: Some(members), ..Rules::default() })
}

/// One class: its name, what was there before, what is forged, the reason and the verdict.
type Row = (&'static str, fn(&mut Scene), fn(&mut Scene) -> Frame, &'static str, Verdict);

/// Each object is refused for its reason and leaves nothing behind.
fn all(rows: &[Row]) {
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

fn none(_: &mut Scene) {}

fn forged(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    *bytes.last_mut().unwrap() ^= 1;
    bytes
}

fn trailing(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.push(0);
    bytes
}

const FOREIGN: FederationId = FederationId([9; 32]);
use Verdict::{Ignore, Reject};

/// A COSE_Sign1 with another algorithm, version or label, or something unprotected.
fn profile(scene: &Scene, payload: &[u8], odd: &str) -> Vec<u8> {
    let pair = |label: i64, value: Value| (Value::from(label), value);
    let mut header = vec![
        pair(1, Value::from(if odd == "alg" { -8 } else { envelope::ALGORITHM })),
        pair(4, Value::Bytes(envelope::key_id(&public_of(2, 6)).to_vec())),
        pair(LABELS[0], Value::Bytes(scene.council.federation.0.to_vec())),
        pair(LABELS[1], Value::from(ObjectKind::Entry as u8)),
        pair(LABELS[2], Value::from(if odd == "version" { 2 } else { 1 })),
    ];
    if odd == "crit" {
        header.insert(1, pair(2, Value::Array(vec![Value::from(-65540)])));
    }
    let header = codec::encode(&Value::Map(header));
    let bytes = |bytes: &[u8]| Value::Bytes(bytes.to_vec());
    let domain = if odd == "domain" { b"bigre-object-v2" } else { envelope::DOMAIN };
    let parts = vec![Value::from("Signature1"), bytes(&header), bytes(domain), bytes(payload)];
    let signature = of(2, 6).sign(&codec::encode(&Value::Array(parts))).to_bytes();
    let unprotected = if odd == "unprotected" { vec![pair(1, Value::from(1))] } else { Vec::new() };
    let payload = if odd == "detached" { Value::Null } else { bytes(payload) };
    let parts = vec![bytes(&header), Value::Map(unprotected), payload, bytes(&signature)];
    codec::encode(&Value::Array(parts))
}

fn odd(scene: &mut Scene, odd: &str) -> Frame {
    let entry = codec::encode(&scene.council.draft(2, &Body::Propose(ObjectId([5; 32]))));
    Frame::Entry(profile(scene, &entry, odd))
}

#[test]
fn envelopes() {
    let signed = |scene: &Scene| {
        scene.council.sign(2, scene.council.draft(2, &Body::Propose(ObjectId([5; 32])))).bytes
    };
    // The profile itself is a good one.
    let mut scene = Scene::new();
    let good = odd(&mut scene, "nothing");
    assert_eq!(good, Frame::Entry(signed(&scene)));
    scene.give([good]);
    all(&[
        ("another algorithm", none, |scene| odd(scene, "alg"), "malformed", Reject),
        ("a label that is critical", none, |scene| odd(scene, "crit"), "malformed", Reject),
        ("an unprotected header", none, |scene| odd(scene, "unprotected"), "malformed", Reject),
        ("no payload", none, |scene| odd(scene, "detached"), "malformed", Reject),
        ("version 2", none, |scene| odd(scene, "version"), "unknown-kind", Ignore),
        ("signed under another domain", none, |scene| odd(scene, "domain"), "signature", Reject),
        (
            "trailing bytes",
            none,
            |scene| match odd(scene, "") {
                Frame::Entry(bytes) => Frame::Entry(trailing(bytes)),
                other => other,
            },
            "malformed",
            Reject,
        ),
        (
            "a tag",
            none,
            |scene| match odd(scene, "") {
                Frame::Entry(bytes) => Frame::Entry([vec![0xd2], bytes].concat()),
                other => other,
            },
            "malformed",
            Reject,
        ),
        (
            "an array of indefinite length",
            none,
            |scene| match odd(scene, "") {
                Frame::Entry(bytes) => Frame::Entry([vec![0x9f], bytes[1..].to_vec(), vec![0xff]].concat()),
                other => other,
            },
            "malformed",
            Reject,
        ),
        (
            "a payload not canonical",
            none,
            |scene| Frame::Entry(profile(scene, &[0x18, 0x05], "")),
            "malformed",
            Reject,
        ),
        (
            "a payload of other fields",
            none,
            |scene| Frame::Entry(profile(scene, &codec::encode(&7u64), "")),
            "malformed",
            Reject,
        ),
        (
            "a length beyond the end",
            none,
            |_| Frame::Entry(vec![0x84, 0x5b, 1, 0, 0, 0, 0, 0, 0, 0]),
            "malformed",
            Reject,
        ),
        ("nothing", none, |_| Frame::Entry(Vec::new()), "malformed", Reject),
    ]);
}

/// The next card of the second founder, signed by the keys given, changed.
fn next(scene: &Scene, nths: &[u8], change: impl FnOnce(&mut Card)) -> Frame {
    let card = scene.council.next_card(1, change);
    Frame::Card(scene.council.sign_card(1, nths, &card))
}

fn new_root(card: &mut Card) {
    card.root = keys(1, &[8, 9, 10], 2);
}

fn cosigned_card(scene: &Scene, federation: &FederationId, kind: ObjectKind) -> Frame {
    let card = scene.council.next_card(1, |card| card.expires += 1);
    Frame::Card(cosigned(federation, kind, 1, &[1, 2], &card))
}

#[test]
fn cards() {
    all(&[
        ("by the old root only", none, |s| next(s, &[1, 2], new_root), "card", Reject),
        ("by the new root only", none, |s| next(s, &[8, 9], new_root), "card", Reject),
        ("by one of two of the old root", none, |s| next(s, &[1, 8, 9], new_root), "card", Reject),
        ("by one of two of the new root", none, |s| next(s, &[1, 2, 8], new_root), "card", Reject),
        ("by one root key of two", none, |s| next(s, &[1], |_| {}), "card", Reject),
        ("by one root key twice", none, |s| next(s, &[1, 1], |_| {}), "unknown-key", Ignore),
        ("by a voter", none, |s| next(s, &[1, 4], |_| {}), "unknown-key", Ignore),
        ("by the node", none, |s| next(s, &[1, 2, 6], |_| {}), "unknown-key", Ignore),
        (
            "by another cooperative",
            none,
            |s| Frame::Card(s.council.sign_card(2, &[1, 2], &s.council.next_card(1, |_| {}))),
            "unknown-key",
            Ignore,
        ),
        ("the number after the next", none, |s| next(s, &[1, 2], |card| card.number = 2), "card", Ignore),
        ("the number of the one before", none, |s| next(s, &[1, 2], |card| card.number = 0), "card", Ignore),
        (
            "after a card nobody knows",
            none,
            |s| next(s, &[1, 2], |card| card.previous = Some(ObjectId([1; 32]))),
            "gap",
            Ignore,
        ),
        ("after none", none, |s| next(s, &[1, 2], |card| card.previous = None), "gap", Ignore),
        (
            "after another cooperative's card",
            none,
            |s| {
                let id = s.council.register.seat(&s.council.coops[2]).unwrap().card().id;
                next(s, &[1, 2], |card| card.previous = Some(id))
            },
            "card",
            Reject,
        ),
        (
            "a new node key without a cut",
            none,
            |s| next(s, &[1, 2, 11], |card| card.node = public_of(1, 11)),
            "card",
            Reject,
        ),
        (
            "a new node key that did not sign",
            none,
            |s| next(s, &[1, 2], |card| (card.node, card.cut) = (public_of(1, 11), Some(Cut::default()))),
            "card",
            Reject,
        ),
        (
            "another cooperative's key, copied",
            none,
            |s| next(s, &[1, 2], |card| card.transport = List::new(vec![public_of(2, 7)]).unwrap()),
            "card",
            Reject,
        ),
        (
            "a cut without a new node key",
            none,
            |s| next(s, &[1, 2], |card| card.cut = Some(Cut::default())),
            "card",
            Reject,
        ),
        (
            "a node key that retired",
            Scene::rotated,
            |s| next(s, &[1, 2, 6], |card| (card.node, card.cut) = (public_of(1, 6), Some(Cut::default()))),
            "card",
            Reject,
        ),
        (
            "another cooperative's key, lent",
            none,
            |s| {
                let lent = |card: &mut Card| card.transport = List::new(vec![public_of(2, 7)]).unwrap();
                let card = s.council.next_card(1, lent);
                let keys = [of(1, 1), of(1, 2), of(2, 7)];
                let keys: Vec<_> = keys.iter().collect();
                Frame::Card(envelope::cosign(&s.council.federation, ObjectKind::Card, &keys, &card))
            },
            "card",
            Ignore,
        ),
        (
            "one key for two uses",
            none,
            |s| next(s, &[1, 2], |card| card.vote = keys(1, &[6], 1)),
            "card",
            Reject,
        ),
        (
            "a threshold above the keys",
            none,
            |s| next(s, &[1, 2], |card| card.vote.threshold = 3),
            "card",
            Reject,
        ),
        (
            "no legal id",
            none,
            |s| next(s, &[1, 2], |card| card.legal = Text::new("FR:SIREN:1").unwrap()),
            "card",
            Reject,
        ),
        (
            "a weak key",
            none,
            |s| {
                next(s, &[1, 2], |card| {
                    card.vote = Keys {
                        keys: List::new(vec![bigre_protocol::id::PublicKey([0; 32])]).unwrap(),
                        threshold: 1,
                    }
                })
            },
            "malformed",
            Reject,
        ),
        (
            "of another federation",
            none,
            |s| cosigned_card(s, &FOREIGN, ObjectKind::Card),
            "federation",
            Reject,
        ),
        (
            "of no federation",
            none,
            |s| cosigned_card(s, &FederationId::NONE, ObjectKind::Card),
            "federation",
            Reject,
        ),
        (
            "signed as an assent",
            none,
            |s| cosigned_card(s, &s.council.federation, ObjectKind::Assent),
            "unknown-kind",
            Ignore,
        ),
        (
            "a signature that does not verify",
            none,
            |s| match next(s, &[1, 2], |_| {}) {
                Frame::Card(bytes) => Frame::Card(forged(&bytes)),
                other => other,
            },
            "signature",
            Reject,
        ),
        (
            "a card and a byte",
            none,
            |s| match next(s, &[1, 2], |_| {}) {
                Frame::Card(bytes) => Frame::Card(trailing(bytes)),
                other => other,
            },
            "malformed",
            Reject,
        ),
        ("without a signature", none, |s| next(s, &[], |_| {}), "malformed", Reject),
        ("a card 0 of a member", none, |_| Frame::Card(card_bytes(1)), "gap", Ignore),
        ("a card 0 of a stranger", none, |_| Frame::Card(card_bytes(4)), "gap", Ignore),
        ("larger than a card may be", none, |_| Frame::Card(vec![0; limits::CARD_BYTES + 1]), "size", Reject),
    ]);
}

#[test]
fn cards_say_which_error() {
    let council = Council::new();
    let before = council.register.seat(&council.coops[1]).unwrap().card().clone();
    let read = |nths: &[u8], change: fn(&mut Card)| {
        let bytes = council.sign_card(1, nths, &council.next_card(1, change));
        Card::read_next(&bytes, &council.federation, &before).map(|card| card.value.number)
    };
    assert_eq!(read(&[1, 2], |card| card.expires += 1), Ok(1));
    assert_eq!(read(&[2, 3, 8, 10], new_root), Ok(1));
    assert_eq!(read(&[1, 2], new_root), Err(CardError::Signers("new card's")));
    assert_eq!(read(&[8, 9], new_root), Err(CardError::Signers("previous card's")));
    assert_eq!(read(&[1, 2], |card| card.number = 2), Err(CardError::Number(2)));
    assert_eq!(read(&[1, 2], |card| card.previous = None), Err(CardError::Previous));
    assert_eq!(read(&[1, 2], |card| card.node = public_of(1, 11)), Err(CardError::Cut));
    let rekeyed = |card: &mut Card| (card.node, card.cut) = (public_of(1, 11), Some(Cut::default()));
    assert_eq!(read(&[1, 2, 11], rekeyed), Ok(1));
    assert_eq!(read(&[1, 2], rekeyed), Err(CardError::Unproved));
    assert_eq!(read(&[1, 1], |_| {}), Err(CardError::Envelope(EnvelopeError::Key)));
    assert_eq!(read(&[4, 5], |_| {}), Err(CardError::Envelope(EnvelopeError::Key)));
    // A number beyond the last there may be.
    let last =
        Verified { value: Card { number: limits::CARDS - 1, ..before.value.clone() }, ..before.clone() };
    let card = Card { number: limits::CARDS, previous: Some(before.id), ..before.value.clone() };
    let bytes = council.sign_card(1, &[1, 2], &card);
    assert_eq!(Card::read_next(&bytes, &council.federation, &last), Err(CardError::Number(limits::CARDS)));
    // A successor that its own root did not sign.
    let card = council.next_card(1, new_root);
    let old = council.sign_card(1, &[1, 2], &card);
    assert_eq!(
        Card::read_successor(&old, &council.federation, &before),
        Err(CardError::Envelope(EnvelopeError::Key))
    );
}

/// A page proposed as it should not be, with its notice.
fn page(scene: &mut Scene, change: fn(&mut Page, &Council)) -> Frame {
    let mut page = scene.council.page(rules(9), 1).value;
    change(&mut page, &scene.council);
    let page = scene.council.read(&page);
    let notice = scene.council.entry(1, &Body::Propose(page.id));
    scene.give([Frame::Entry(notice)]);
    Frame::Page(page.bytes)
}

fn pins(page: &mut Page, change: impl FnOnce(&mut Vec<Pin>)) {
    let mut pins = page.pins.to_vec();
    change(&mut pins);
    page.pins = List::new(pins).unwrap();
}

/// A page whose act is given as it is encoded.
fn raw_act(scene: &mut Scene, act: Value) -> Frame {
    let page = scene.council.page(rules(9), 1);
    let Value::Map(mut pairs) = codec::decode(&page.bytes).unwrap() else { panic!("a map") };
    pairs[0].1 = act;
    Frame::Page(codec::encode(&Value::Map(pairs)))
}

fn act(scene: &mut Scene, act: fn(&Council) -> Act) -> Frame {
    let wanted = act(&scene.council);
    let draft = scene.council.page(wanted, 1);
    let notice = scene.council.entry(1, &Body::Propose(draft.id));
    scene.give([Frame::Entry(notice)]);
    Frame::Page(draft.bytes)
}

fn expel(council: &Council, coop: usize) -> Act {
    let grounds = Code::new("charte-6").unwrap();
    let cut = Cut { journal: council.tip(coop), directory: 0 };
    Act::Expel { cut, coop: council.coops[coop], grounds }
}

/// The fourth founder is expelled.
fn expelled(scene: &mut Scene) {
    let page = scene.council.page(expel(&scene.council, 3), 1);
    let notice = scene.council.entry(1, &Body::Propose(page.id));
    scene.give([Frame::Entry(notice), Frame::Page(page.bytes.clone())]);
    let approvals: Vec<Frame> =
        [0, 1, 2].map(|coop| Frame::Approval(scene.council.approval(coop, page.id))).into();
    scene.give(approvals);
    let sealed = scene.council.seal_page(&page, &[0, 1, 2]);
    scene.give(sealed.votes.into_iter().map(Frame::Entry));
    assert_eq!(scene.replica.register().head, page.id);
    scene.council.register.write(&page);
}

#[test]
fn pages() {
    all(&[
        (
            "without a notice",
            none,
            |s| Frame::Page(s.council.page(rules(9), 1).bytes),
            "page-stranger",
            Ignore,
        ),
        (
            "announced by another than its proposer",
            none,
            |s| {
                let page = s.council.page(rules(9), 1);
                let notice = s.council.entry(2, &Body::Propose(page.id));
                s.give([Frame::Entry(notice)]);
                Frame::Page(page.bytes)
            },
            "page-stranger",
            Ignore,
        ),
        ("a height skipped", none, |s| page(s, |page, _| page.height = 2), "gap", Ignore),
        ("a height already written", none, |s| page(s, |page, _| page.height = 0), "stale", Ignore),
        (
            "after another page",
            none,
            |s| page(s, |page, _| page.previous = ObjectId([1; 32])),
            "page-previous",
            Ignore,
        ),
        (
            "an electorate without one",
            none,
            |s| page(s, |page, _| pins(page, |pins| pins.truncate(3))),
            "page-pins",
            Ignore,
        ),
        (
            "an electorate in another order",
            none,
            |s| page(s, |page, _| pins(page, |pins| pins.reverse())),
            "page-pins",
            Ignore,
        ),
        (
            "an electorate with a stranger",
            none,
            |s| {
                page(s, |page, council| {
                    pins(page, |pins| pins.push(Pin(council.coops[4], 0, ObjectId([4; 32]))))
                })
            },
            "page-pins",
            Ignore,
        ),
        (
            "an electorate with one twice",
            none,
            |s| page(s, |page, _| pins(page, |pins| pins.push(pins[0]))),
            "page-pins",
            Ignore,
        ),
        (
            "an electorate that pins a card nobody knows",
            none,
            |s| page(s, |page, _| pins(page, |pins| pins[0].2 = ObjectId([1; 32]))),
            "gap",
            Ignore,
        ),
        (
            "an electorate that pins another number",
            none,
            |s| page(s, |page, _| pins(page, |pins| pins[0].1 = 1)),
            "gap",
            Ignore,
        ),
        (
            "an electorate with an expelled member",
            expelled,
            |s| {
                page(s, |page, council| {
                    let card = council.register.seat(&council.coops[3]).unwrap().card().id;
                    let mut all: Vec<Pin> = page.pins.to_vec();
                    all.push(Pin(council.coops[3], 0, card));
                    all.sort();
                    page.pins = List::new(all).unwrap();
                })
            },
            "page-pins",
            Ignore,
        ),
        (
            "two acts",
            none,
            |s| {
                let coop = Value::Bytes(s.council.coops[2].0.to_vec());
                let pair = |name: &str| (Value::from(name), coop.clone());
                raw_act(s, Value::Map(vec![pair("wake"), pair("sleep")]))
            },
            "malformed",
            Reject,
        ),
        ("an act of a later version", none, |s| raw_act(s, Value::from("merge")), "unknown-kind", Ignore),
        ("an act that is a number", none, |s| raw_act(s, Value::from(1)), "malformed", Reject),
        (
            "a page and a byte",
            none,
            |s| Frame::Page(trailing(s.council.page(rules(9), 1).bytes)),
            "malformed",
            Reject,
        ),
        ("expels a stranger", none, |s| act(s, |council| expel(council, 4)), "page-act", Ignore),
        (
            "wakes who does not sleep",
            none,
            |s| act(s, |council| Act::Wake(council.coops[2])),
            "page-act",
            Ignore,
        ),
        (
            "lets a stranger sleep",
            none,
            |s| act(s, |council| Act::Sleep(council.coops[4])),
            "page-act",
            Ignore,
        ),
        (
            "recognises no branch",
            none,
            |s| act(s, |council| Act::Recognise { card: ObjectId([1; 32]), coop: council.coops[2] }),
            "gap",
            Ignore,
        ),
        ("rules of nothing", none, |s| act(s, |_| Act::Rules(Rules::default())), "page-act", Ignore),
        ("rules out of bounds", none, |s| act(s, |_| rules(0)), "page-act", Ignore),
        (
            "a charter that is no text",
            none,
            |s| {
                act(s, |_| Act::Rules(Rules { charter: Some(ByteBuf::from(vec![0xff])), ..Rules::default() }))
            },
            "page-act",
            Ignore,
        ),
        ("an upgrade to what is spoken", none, |s| act(s, |_| Act::Upgrade(1)), "page-act", Ignore),
        (
            "admits a member again",
            none,
            |s| {
                act(s, |council| Act::Admit {
                    card: ByteBuf::from(card_bytes(2)),
                    charter: ByteBuf::from(council.charter(2, &[4, 5])),
                })
            },
            "page-act",
            Ignore,
        ),
        (
            "admits a card that is number 1",
            none,
            |s| {
                act(s, |council| {
                    let card = council.sign_card(1, &[1, 2], &council.next_card(1, |_| {}));
                    Act::Admit {
                        card: ByteBuf::from(card),
                        charter: ByteBuf::from(council.charter(1, &[4, 5])),
                    }
                })
            },
            "card",
            Ignore,
        ),
        (
            "a succession that its own root did not sign",
            none,
            |s| {
                act(s, |council| {
                    let card = council.sign_card(1, &[1, 2], &council.next_card(1, new_root));
                    Act::Succeed { cut: None, card: ByteBuf::from(card), coop: council.coops[1] }
                })
            },
            "unknown-key",
            Ignore,
        ),
        (
            "a succession with another cut than the card's",
            none,
            |s| {
                act(s, |council| {
                    let card = council.sign_card(1, &[8, 9], &council.next_card(1, new_root));
                    Act::Succeed {
                        cut: Some(Cut::default()),
                        card: ByteBuf::from(card),
                        coop: council.coops[1],
                    }
                })
            },
            "page-act",
            Ignore,
        ),
    ]);
}

/// An admission with a charter signed in some way.
fn admission(scene: &mut Scene, charter: fn(&Council) -> Vec<u8>) -> Frame {
    let charter = ByteBuf::from(charter(&scene.council));
    let act = Act::Admit { card: ByteBuf::from(card_bytes(4)), charter };
    let page = scene.council.page(act, 1);
    let notice = scene.council.entry(1, &Body::Propose(page.id));
    scene.give([Frame::Entry(notice)]);
    Frame::Page(page.bytes)
}

fn charter_of(
    council: &Council,
    federation: &FederationId,
    kind: ObjectKind,
    change: fn(&mut CharterSigned),
) -> Vec<u8> {
    let card = Card::read_founder(&card_bytes(4)).unwrap().id;
    let mut signed = CharterSigned { card, charter: council.register.charter_id() };
    change(&mut signed);
    cosigned(federation, kind, 4, &[4, 5], &signed)
}

#[test]
fn charter_signatures() {
    let mut scene = Scene::new();
    let good = admission(&mut scene, |council| council.charter(4, &[4, 5]));
    scene.give([good]);
    all(&[
        (
            "by one voter of two",
            none,
            |s| admission(s, |council| council.charter(4, &[4])),
            "signature",
            Reject,
        ),
        (
            "by one voter twice",
            none,
            |s| admission(s, |council| council.charter(4, &[4, 4])),
            "unknown-key",
            Ignore,
        ),
        (
            "by the root keys",
            none,
            |s| admission(s, |council| council.charter(4, &[1, 2])),
            "unknown-key",
            Ignore,
        ),
        (
            "by a member's voters",
            none,
            |s| admission(s, |council| council.charter(1, &[4, 5])),
            "unknown-key",
            Ignore,
        ),
        (
            "of another charter",
            none,
            |s| {
                admission(s, |council| {
                    charter_of(council, &council.federation, ObjectKind::Charter, |signed| {
                        signed.charter = ObjectId([1; 32])
                    })
                })
            },
            "page-charter",
            Ignore,
        ),
        (
            "for another card",
            none,
            |s| {
                admission(s, |council| {
                    charter_of(council, &council.federation, ObjectKind::Charter, |signed| {
                        signed.card = ObjectId([1; 32])
                    })
                })
            },
            "page-charter",
            Ignore,
        ),
        (
            "of another federation",
            none,
            |s| admission(s, |council| charter_of(council, &FOREIGN, ObjectKind::Charter, |_| {})),
            "federation",
            Reject,
        ),
        (
            "signed as an approval",
            none,
            |s| {
                admission(s, |council| charter_of(council, &council.federation, ObjectKind::Approval, |_| {}))
            },
            "unknown-kind",
            Ignore,
        ),
        ("not there", none, |s| admission(s, |_| Vec::new()), "malformed", Reject),
    ]);
}

fn approval(
    scene: &mut Scene,
    coop: usize,
    nths: &[u8],
    change: fn(&mut bigre_protocol::register::Approval, &Council),
) -> Frame {
    let page = scene.proposed(rules(9));
    let mut approval = scene.council.approval_of(coop, page.id);
    change(&mut approval, &scene.council);
    Frame::Approval(scene.council.approve(coop, nths, &approval))
}

fn approval_as(scene: &mut Scene, federation: &FederationId, kind: ObjectKind) -> Frame {
    let page = scene.proposed(rules(9));
    Frame::Approval(cosigned(federation, kind, 2, &[4, 5], &scene.council.approval_of(2, page.id)))
}

#[test]
fn approvals() {
    let mut scene = Scene::new();
    let good = approval(&mut scene, 2, &[4, 5], |_, _| {});
    scene.give([good.clone()]);
    assert_eq!(scene.gossip(good), (Ignore, None), "the same again");
    all(&[
        ("below the threshold", none, |s| approval(s, 2, &[4], |_, _| {}), "signature", Reject),
        ("by one key twice", none, |s| approval(s, 2, &[4, 4], |_, _| {}), "unknown-key", Ignore),
        ("by the root keys", none, |s| approval(s, 2, &[1, 2], |_, _| {}), "unknown-key", Ignore),
        ("by the node", none, |s| approval(s, 2, &[6], |_, _| {}), "unknown-key", Ignore),
        (
            "for another cooperative",
            none,
            |s| approval(s, 2, &[4, 5], |approval, council| approval.coop = council.coops[1]),
            "unknown-key",
            Ignore,
        ),
        ("of a stranger", none, |s| approval(s, 4, &[4, 5], |_, _| {}), "page-stranger", Ignore),
        (
            "of a page nobody proposed",
            none,
            |s| approval(s, 2, &[4, 5], |approval, _| approval.page = ObjectId([1; 32])),
            "gap",
            Ignore,
        ),
        (
            "under another charter",
            none,
            |s| approval(s, 2, &[4, 5], |approval, _| approval.charter = ObjectId([1; 32])),
            "page-charter",
            Ignore,
        ),
        (
            "of another federation",
            none,
            |s| approval_as(s, &FOREIGN, ObjectKind::Approval),
            "federation",
            Reject,
        ),
        (
            "signed as a charter",
            none,
            |s| approval_as(s, &s.council.federation.clone(), ObjectKind::Charter),
            "unknown-kind",
            Ignore,
        ),
        (
            "not signed yet",
            none,
            |s| {
                let page = s.proposed(rules(9));
                Frame::Approval(s.council.approval_of(2, page.id).draft())
            },
            "malformed",
            Reject,
        ),
        (
            "by voters of a card that the page does not pin",
            none,
            |s| {
                let page = s.proposed(rules(9));
                let card = s.council.next_card(2, |card| card.vote = keys(2, &[12], 1));
                let card = s.council.sign_card(2, &[1, 2], &card);
                s.give([Frame::Card(card)]);
                Frame::Approval(s.council.approve(2, &[12], &s.council.approval_of(2, page.id)))
            },
            "unknown-key",
            Ignore,
        ),
        (
            "by an expelled member",
            expelled,
            |s| {
                let page = s.council.page(rules(8), 1);
                let notice = s.council.entry(1, &Body::Propose(page.id));
                s.give([Frame::Entry(notice), Frame::Page(page.bytes.clone())]);
                Frame::Approval(s.council.approval(3, page.id))
            },
            "page-stranger",
            Ignore,
        ),
    ]);
}

/// Votes that count for nothing, though the journal may hold them: how many ballots and acknowledgements count.
fn void(name: &str, votes: fn(&mut Scene) -> (ObjectId, Vec<Vec<u8>>)) {
    let mut scene = Scene::new();
    let (page, votes) = votes(&mut scene);
    for vote in votes {
        assert_ne!(scene.gossip(Frame::Entry(vote)).0, Reject, "{name}");
    }
    let election = scene.replica.votes().election();
    assert!(election.certificates().is_empty() && election.seal().is_none(), "{name}");
    assert_eq!(scene.replica.register().height, 0, "{name}");
    assert!(scene.replica.register().head != page, "{name}");
}

/// Three vote in some way on an approved page.
fn three(scene: &mut Scene, vote: impl Fn(&Council, ObjectId) -> Body) -> (ObjectId, Vec<Vec<u8>>) {
    let page = scene.approved(rules(9)).id;
    let votes = [1, 2, 3].map(|coop| {
        let body = vote(&scene.council, page);
        scene.council.entry(coop, &body)
    });
    (page, votes.into())
}

#[test]
fn votes_that_count_for_nothing() {
    // What they are forged of does count.
    let mut scene = Scene::new();
    scene.sealed(rules(9));
    void("ballots for a page short of q approvals", |s| {
        let page = s.proposed(rules(9)).id;
        let approval = Frame::Approval(s.council.approval(2, page));
        s.give([approval]);
        let body = s.council.ballot(page, TODAY, None);
        (page, [1, 2, 3].map(|coop| s.council.entry(coop, &body)).into())
    });
    void("ballots for a page nobody proposed", |s| {
        let body = s.council.ballot(ObjectId([1; 32]), TODAY, None);
        (ObjectId([1; 32]), [1, 2, 3].map(|coop| s.council.entry(coop, &body)).into())
    });
    void("ballots that cite what is not certified", |s| {
        three(s, |c, page| c.ballot(page, TODAY, Some(TODAY - 1)))
    });
    void("ballots that cite their own attempt", |s| three(s, |c, page| c.ballot(page, TODAY, Some(TODAY))));
    void("ballots of a day that has not come", |s| three(s, |c, page| c.ballot(page, TODAY + 2, None)));
    void("ballots of a day before the proposal", |s| three(s, |c, page| c.ballot(page, TODAY - 2, None)));
    void("ballots of another height", |s| {
        three(s, |_, page| {
            let ballot =
                bigre_protocol::register::agreement::Ballot { height: 2, attempt: TODAY, page, just: None };
            Body::Vote(bigre_protocol::journal::Vote::Ballot(ballot))
        })
    });
    void("acknowledgements without a certificate", |s| three(s, |c, page| c.ack(page, TODAY)));
    void("ballots of one cooperative three times", |s| {
        let page = s.approved(rules(9)).id;
        let body = s.council.ballot(page, TODAY, None);
        (page, [2, 2, 2].map(|coop| s.council.entry(coop, &body)).into())
    });
    void("ballots at three attempts", |s| {
        let page = s.approved(rules(9)).id;
        let at = |s: &mut Scene, coop, attempt| {
            let body = s.council.ballot(page, attempt, None);
            s.council.entry(coop, &body)
        };
        (page, vec![at(s, 1, TODAY - 1), at(s, 2, TODAY), at(s, 3, TODAY + 1)])
    });
    void("ballots of a stranger", |s| {
        let page = s.approved(rules(9)).id;
        let body = s.council.ballot(page, TODAY, None);
        (page, [4, 2, 3].map(|coop| s.council.entry(coop, &body)).into())
    });
    void("acknowledgements of q-1 and of a stranger", |s| {
        let (page, mut votes) = three(s, |c, page| c.ballot(page, TODAY, None));
        let body = s.council.ack(page, TODAY);
        votes.truncate(2);
        votes.extend([1, 2, 4].map(|coop| s.council.entry(coop, &body)));
        (page, votes)
    });
}

#[test]
fn a_page_that_pins_an_outdated_card_is_not_balloted() {
    let mut scene = Scene::new();
    let page = scene.approved(rules(9));
    assert_eq!(scene.replica.votes().eligible(scene.replica.register()).len(), 1);
    let card = next(&scene, &[1, 2], |card| card.expires += 1);
    scene.give([card]);
    assert!(scene.replica.votes().page(&page.id).is_some());
    assert!(scene.replica.votes().eligible(scene.replica.register()).is_empty());
}

#[test]
fn votes_that_prove_a_fault() {
    let mut scene = Scene::new();
    let pages = [scene.approved(rules(9)).id, scene.approved(rules(8)).id];
    for page in pages {
        let ballot = scene.council.ballot(page, TODAY, None);
        let ballot = Frame::Entry(scene.council.entry(2, &ballot));
        scene.give([ballot]);
    }
    assert!(scene.proves(2, ProofKind::Votes), "a ballot twice");
    assert!(!scene.proves(1, ProofKind::Votes));
    let bodies = [scene.council.ack(pages[0], TODAY - 1), scene.council.ballot(pages[1], TODAY, None)];
    for body in bodies {
        let vote = Frame::Entry(scene.council.entry(3, &body));
        scene.give([vote]);
    }
    assert!(scene.proves(3, ProofKind::Votes), "a ballot against the lock");
}

/// A seal of a page, changed: why it is refused by the register before it.
type SealRow = (&'static str, fn(&mut Council) -> Sealed, PageError);

fn seal(council: &mut Council) -> Sealed {
    council.seal(rules(9), &[0, 1, 2])
}

fn page_id(council: &Council, sealed: &Sealed) -> ObjectId {
    Page::read(&sealed.page, &council.federation).unwrap().id
}

/// A seal in which the votes of the third are others.
fn third(council: &mut Council, votes: fn(&mut Council, ObjectId) -> Vec<Vec<u8>>) -> Sealed {
    let page = council.page(rules(9), 0);
    let mut sealed = council.seal_page(&page, &[0, 1]);
    sealed.approvals.push(council.approval(2, page.id));
    sealed.votes.extend(votes(council, page.id));
    sealed
}

fn vote(council: &mut Council, coop: usize, body: &Body) -> Vec<u8> {
    council.entry(coop, body)
}

#[test]
fn seals() {
    let mut council = Council::new();
    assert!(seal(&mut council).verify(&council.register).is_ok());
    let key = || PageError::Envelope(EnvelopeError::Key);
    let rows: Vec<SealRow> = vec![
        (
            "q-1 approvals",
            |c| {
                let mut s = seal(c);
                s.approvals.pop();
                s
            },
            PageError::Approvals { found: 2, needed: 3 },
        ),
        (
            "an approval twice",
            |c| {
                let mut s = seal(c);
                s.approvals[2] = s.approvals[1].clone();
                s
            },
            PageError::Approvals { found: 2, needed: 3 },
        ),
        (
            "a withdrawal for an approval",
            |c| {
                let mut s = seal(c);
                let approval = bigre_protocol::register::Approval {
                    withdrawn: true,
                    ..c.approval_of(2, page_id(c, &s))
                };
                s.approvals[2] = c.approve(2, &[4, 5], &approval);
                s
            },
            PageError::Approvals { found: 2, needed: 3 },
        ),
        (
            "an approval by a stranger",
            |c| {
                let mut s = seal(c);
                s.approvals[2] = c.approval(4, page_id(c, &s));
                s
            },
            PageError::Stranger,
        ),
        (
            "an approval of another page",
            |c| {
                let mut s = seal(c);
                s.approvals[2] = c.approval(2, ObjectId([1; 32]));
                s
            },
            PageError::Unknown,
        ),
        (
            "an approval by one voter of two",
            |c| {
                let mut s = seal(c);
                s.approvals[2] = c.approve(2, &[4], &c.approval_of(2, page_id(c, &s)));
                s
            },
            PageError::Envelope(EnvelopeError::Signature),
        ),
        (
            "an approval by the root keys",
            |c| {
                let mut s = seal(c);
                s.approvals[2] = c.approve(2, &[1, 2], &c.approval_of(2, page_id(c, &s)));
                s
            },
            key(),
        ),
        (
            "q-1 cooperatives",
            |c| {
                let mut s = c.seal(rules(9), &[0, 1]);
                s.approvals.push(c.approval(2, page_id(c, &s)));
                s
            },
            PageError::Seal,
        ),
        (
            "q-1 ballots",
            |c| {
                third(c, |c, page| {
                    let body = c.ack(page, TODAY);
                    vec![vote(c, 2, &body)]
                })
            },
            PageError::Seal,
        ),
        (
            "q-1 acknowledgements",
            |c| {
                third(c, |c, page| {
                    let body = c.ballot(page, TODAY, None);
                    vec![vote(c, 2, &body)]
                })
            },
            PageError::Seal,
        ),
        (
            "one cooperative counted twice",
            |c| {
                third(c, |c, page| {
                    let (ballot, ack) = (c.ballot(page, TODAY, None), c.ack(page, TODAY));
                    vec![vote(c, 1, &ballot), vote(c, 1, &ack)]
                })
            },
            PageError::Seal,
        ),
        (
            "the third at another attempt",
            |c| {
                third(c, |c, page| {
                    let (ballot, ack) = (c.ballot(page, TODAY + 1, None), c.ack(page, TODAY + 1));
                    vec![vote(c, 2, &ballot), vote(c, 2, &ack)]
                })
            },
            PageError::Seal,
        ),
        (
            "the third acknowledges another attempt",
            |c| {
                third(c, |c, page| {
                    let (ballot, ack) = (c.ballot(page, TODAY, None), c.ack(page, TODAY + 1));
                    vec![vote(c, 2, &ballot), vote(c, 2, &ack)]
                })
            },
            PageError::Seal,
        ),
        (
            "the third cites what nobody certified",
            |c| {
                third(c, |c, page| {
                    let (ballot, ack) = (c.ballot(page, TODAY, Some(TODAY - 1)), c.ack(page, TODAY));
                    vec![vote(c, 2, &ballot), vote(c, 2, &ack)]
                })
            },
            PageError::Unknown,
        ),
        (
            "the third is a stranger",
            |c| {
                third(c, |c, page| {
                    let ballot = c.ballot(page, TODAY, None);
                    vec![vote(c, 4, &ballot)]
                })
            },
            PageError::Stranger,
        ),
        (
            "the third signs with another key of its own",
            |c| {
                third(c, |c, page| {
                    let entry = c.draft(2, &c.ballot(page, TODAY, None));
                    vec![envelope::sign(&c.federation, ObjectKind::Entry, &of(2, 4), entry).bytes]
                })
            },
            PageError::Stranger,
        ),
        (
            "the third signs with a node key that the page does not pin",
            |c| {
                third(c, |c, page| {
                    c.rekey(2, 11);
                    let ballot = c.ballot(page, TODAY, None);
                    vec![vote(c, 2, &ballot)]
                })
            },
            PageError::Stranger,
        ),
        (
            "the third votes in another federation",
            |c| {
                third(c, |c, page| {
                    let entry = c.draft(2, &c.ballot(page, TODAY, None));
                    vec![envelope::sign(&FOREIGN, ObjectKind::Entry, &of(2, 6), entry).bytes]
                })
            },
            PageError::Envelope(EnvelopeError::Federation),
        ),
        (
            "the third signs a pulse",
            |c| {
                third(c, |c, page| {
                    let entry = c.draft(2, &c.ballot(page, TODAY, None));
                    vec![envelope::sign(&c.federation, ObjectKind::Pulse, &of(2, 6), entry).bytes]
                })
            },
            PageError::Envelope(EnvelopeError::Kind),
        ),
        (
            "a vote that does not verify",
            |c| {
                let mut s = seal(c);
                s.votes[2] = forged(&s.votes[2]);
                s
            },
            PageError::Envelope(EnvelopeError::Signature),
        ),
        (
            "a notice among the votes",
            |c| third(c, |c, page| vec![vote(c, 2, &Body::Propose(page))]),
            PageError::Seal,
        ),
        (
            "a ballot for another page",
            |c| {
                third(c, |c, _| {
                    let ballot = c.ballot(ObjectId([1; 32]), TODAY, None);
                    vec![vote(c, 2, &ballot)]
                })
            },
            PageError::Unknown,
        ),
        (
            "a ballot of two days before the proposal",
            |c| {
                third(c, |c, page| {
                    let ballot = c.ballot(page, TODAY - 2, None);
                    vec![vote(c, 2, &ballot)]
                })
            },
            PageError::Attempt,
        ),
        (
            "a page that is not the next",
            |c| {
                let mut page = c.page(rules(9), 0).value;
                page.height = 2;
                let page = c.read(&page);
                c.seal_page(&page, &[0, 1, 2])
            },
            PageError::Height { found: 2, expected: 1 },
        ),
        (
            "a page that pins too few",
            |c| {
                let mut page = c.page(rules(9), 0).value;
                pins(&mut page, |pins| pins.truncate(3));
                let page = c.read(&page);
                c.seal_page(&page, &[0, 1, 2])
            },
            PageError::Pins,
        ),
        (
            "a page of a later version",
            |c| {
                let mut s = seal(c);
                s.page = codec::encode(&Value::Map(vec![(Value::from("act"), Value::from("merge"))]));
                s
            },
            PageError::Later,
        ),
    ];
    for (name, make, expected) in rows {
        let mut council = Council::new();
        let sealed = make(&mut council);
        let again = Sealed::from_bytes(&sealed.to_bytes()).unwrap();
        assert_eq!(again.verify(&council.register).map(|_| ()), Err(expected), "{name}");
    }
    // With what was sealed before, and by whom.
    let mut council = Council::new();
    council.write(expel(&council, 3), &[0, 1, 2]);
    let sealed = council.seal(rules(9), &[1, 2, 3]);
    assert_eq!(sealed.verify(&council.register).map(|_| ()), Err(PageError::Stranger), "an expelled member");
    let fresh = Council::new();
    let skip = council.seal(rules(9), &[0, 1, 2]);
    assert_eq!(skip.verify(&fresh.register).map(|_| ()), Err(PageError::Height { found: 2, expected: 1 }));
    let mut other = Council::new();
    other.write(rules(7), &[0, 1, 2]);
    assert_eq!(skip.verify(&other.register).map(|_| ()), Err(PageError::Previous), "after another page");
    assert!(Sealed::from_bytes(&trailing(skip.to_bytes())).is_err());
    assert!(Sealed::from_bytes(&vec![0; limits::SEALED_BYTES + 1]).is_err());
}

/// The third founder wrote one entry.
fn one(scene: &mut Scene) {
    let entry = scene.council.entry(2, &word(5));
    scene.give([Frame::Entry(entry)]);
}

/// A page is sealed, and the third founder wrote an entry that cites it.
fn cited(scene: &mut Scene) {
    scene.sealed(rules(9));
    one(scene);
}

#[test]
fn journals() {
    all(&[
        (
            "a key nobody knows",
            none,
            |s| Frame::Entry(s.council.sign(4, s.council.draft(4, &word(5))).bytes),
            "unknown-key",
            Ignore,
        ),
        (
            "a key before its card",
            none,
            |s| {
                s.council.rekey(2, 11);
                s.changed(|_| {})
            },
            "unknown-key",
            Ignore,
        ),
        (
            "a voter's key",
            none,
            |s| {
                s.council.rekey(2, 4);
                s.changed(|_| {})
            },
            "unknown-key",
            Ignore,
        ),
        (
            "the retired key beyond its cut",
            Scene::rotated,
            |s| {
                s.council.rekey(1, 6);
                Frame::Entry(s.council.sign(1, s.council.draft(1, &word(5))).bytes)
            },
            "void",
            Ignore,
        ),
        (
            "the new key below the cut",
            Scene::rotated,
            |s| {
                let entry = Entry { seq: 2, ..s.council.draft(1, &word(5)) };
                Frame::Entry(s.council.sign(1, entry).bytes)
            },
            "void",
            Ignore,
        ),
        (
            "an expelled member beyond its cut",
            expelled,
            |s| Frame::Entry(s.council.sign(3, s.council.draft(3, &word(5))).bytes),
            "void",
            Ignore,
        ),
        (
            "a number skipped",
            none,
            |s| s.changed(|entry| (entry.seq, entry.previous) = (2, Some(ObjectId([1; 32])))),
            "gap",
            Ignore,
        ),
        ("number 0", none, |s| s.changed(|entry| entry.seq = 0), "void", Ignore),
        (
            "the same again",
            |_| {},
            |s| {
                let entry = s.council.entry(2, &word(5));
                s.give([Frame::Entry(entry.clone())]);
                Frame::Entry(entry)
            },
            "duplicate",
            Ignore,
        ),
        (
            "another of a number held",
            one,
            |s| s.changed(|entry| (entry.seq, entry.previous) = (1, None)),
            "duplicate",
            Ignore,
        ),
        (
            "after another entry",
            one,
            |s| s.changed(|entry| entry.previous = Some(ObjectId([1; 32]))),
            "chain",
            Ignore,
        ),
        ("after none", one, |s| s.changed(|entry| entry.previous = None), "chain", Ignore),
        (
            "the first after another",
            none,
            |s| s.changed(|entry| entry.previous = Some(ObjectId([1; 32]))),
            "chain",
            Ignore,
        ),
        (
            "after an entry of another journal",
            one,
            |s| {
                one(s);
                let other = s.council.entry(1, &word(7));
                let id = Signed::parse(&other, 8192).map(|_| s.council.tip(1).1).unwrap();
                s.give([Frame::Entry(other)]);
                s.changed(|entry| entry.previous = id)
            },
            "chain",
            Ignore,
        ),
        (
            "cites a page to come",
            none,
            |s| s.changed(|entry| entry.page = (1, ObjectId([1; 32]))),
            "gap",
            Ignore,
        ),
        (
            "cites another page",
            none,
            |s| s.changed(|entry| entry.page = (0, ObjectId([1; 32]))),
            "citation",
            Ignore,
        ),
        (
            "cites another page of a number written",
            cited,
            |s| s.changed(|entry| entry.page = (1, ObjectId([1; 32]))),
            "citation",
            Ignore,
        ),
        (
            "cites an older page than the entry before",
            cited,
            |s| {
                let founding = ObjectId(s.council.federation.0);
                s.changed(|entry| entry.page = (0, founding))
            },
            "citation",
            Ignore,
        ),
        (
            "dated 11 minutes ahead",
            none,
            |s| s.changed(|entry| entry.time = START + AHEAD_MS + 60_000),
            "future",
            Ignore,
        ),
        (
            "a body not canonical",
            none,
            |s| s.changed(|entry| entry.body = ByteBuf::from(vec![0x18, 0x00])),
            "malformed",
            Reject,
        ),
        ("a body of another kind", none, |s| s.changed(|entry| entry.kind = 8), "malformed", Reject),
        (
            "an unknown kind whose body is not canonical",
            none,
            |s| s.changed(|entry| (entry.kind, entry.body) = (64, ByteBuf::from(vec![0xf7]))),
            "malformed",
            Reject,
        ),
        (
            "larger than an entry may be",
            none,
            |s| {
                s.changed(|entry| {
                    (entry.kind, entry.body) =
                        (64, ByteBuf::from(codec::encode(&"x".repeat(limits::ENTRY_BYTES))))
                })
            },
            "size",
            Reject,
        ),
        (
            "of another federation",
            none,
            |s| {
                Frame::Entry(
                    envelope::sign(&FOREIGN, ObjectKind::Entry, &of(2, 6), s.council.draft(2, &word(5)))
                        .bytes,
                )
            },
            "federation",
            Reject,
        ),
        (
            "signed as a pulse",
            none,
            |s| {
                Frame::Entry(
                    envelope::sign(
                        &s.council.federation,
                        ObjectKind::Pulse,
                        &of(2, 6),
                        s.council.draft(2, &word(5)),
                    )
                    .bytes,
                )
            },
            "unknown-kind",
            Ignore,
        ),
        (
            "a signature that does not verify",
            none,
            |s| match s.changed(|_| {}) {
                Frame::Entry(bytes) => Frame::Entry(forged(&bytes)),
                other => other,
            },
            "signature",
            Reject,
        ),
    ]);
    // Kinds of a later version are kept, even and odd.
    for kind in [64, 65] {
        let mut scene = Scene::new();
        let entry =
            scene.changed(|entry| (entry.kind, entry.body) = (kind, ByteBuf::from(codec::encode(&1u64))));
        scene.give([entry]);
        assert_eq!(scene.replica.journal(&scene.council.coops[2]).unwrap().seq(), 1);
    }
}

#[test]
fn another_entry_of_a_number_is_proved() {
    let mut scene = Scene::new();
    let one = scene.changed(|_| {});
    let two = scene.changed(|entry| entry.time += 1);
    scene.give([one]);
    assert_eq!(scene.gossip(two), (Ignore, Some("frozen")));
    assert!(scene.proves(2, ProofKind::Journal));
    let id = scene.replica.journal(&scene.council.coops[2]).unwrap().head();
    let next = scene.changed(|entry| (entry.seq, entry.previous) = (2, id));
    assert_eq!(scene.gossip(next), (Ignore, Some("frozen")), "what comes after");
}

#[test]
fn pulses() {
    let mut scene = Scene::new();
    let good = Frame::Pulse(scene.pulse(2, 6, |_| {}));
    scene.give([good]);
    fn held(scene: &mut Scene) {
        let pulse = Frame::Pulse(scene.pulse(2, 6, |_| {}));
        scene.give([pulse]);
    }
    fn signed_as(scene: &Scene, federation: &FederationId, kind: ObjectKind) -> Frame {
        let bytes = scene.pulse(2, 6, |_| {});
        let pulse: Pulse = Signed::parse(&bytes, limits::PULSE_BYTES).unwrap().peek().unwrap();
        Frame::Pulse(envelope::sign(federation, kind, &of(2, 6), pulse).bytes)
    }
    all(&[
        ("by a stranger", none, |s| Frame::Pulse(s.pulse(4, 6, |_| {})), "unknown-key", Ignore),
        ("by a voter", none, |s| Frame::Pulse(s.pulse(2, 4, |_| {})), "unknown-key", Ignore),
        ("by a key before its card", none, |s| Frame::Pulse(s.pulse(2, 11, |_| {})), "unknown-key", Ignore),
        ("by a retired key", Scene::rotated, |s| Frame::Pulse(s.pulse(1, 6, |_| {})), "void", Ignore),
        ("by an expelled member", expelled, |s| Frame::Pulse(s.pulse(3, 6, |_| {})), "void", Ignore),
        ("the same again", held, |s| Frame::Pulse(s.pulse(2, 6, |_| {})), "duplicate", Ignore),
        (
            "another of its number",
            held,
            |s| Frame::Pulse(s.pulse(2, 6, |pulse| pulse.time += 1)),
            "stale",
            Ignore,
        ),
        (
            "of a lower number",
            held,
            |s| Frame::Pulse(s.pulse(2, 6, |pulse| pulse.number = 4)),
            "stale",
            Ignore,
        ),
        (
            "dated 11 minutes ahead",
            none,
            |s| Frame::Pulse(s.pulse(2, 6, |pulse| pulse.time = START + AHEAD_MS + 60_000)),
            "future",
            Ignore,
        ),
        ("of another federation", none, |s| signed_as(s, &FOREIGN, ObjectKind::Pulse), "federation", Reject),
        (
            "signed as an entry",
            none,
            |s| signed_as(s, &s.council.federation, ObjectKind::Entry),
            "unknown-kind",
            Ignore,
        ),
        (
            "a signature that does not verify",
            none,
            |s| Frame::Pulse(forged(&s.pulse(2, 6, |_| {}))),
            "signature",
            Reject,
        ),
        ("a pulse and a byte", none, |s| Frame::Pulse(trailing(s.pulse(2, 6, |_| {}))), "malformed", Reject),
        (
            "larger than a pulse may be",
            none,
            |_| Frame::Pulse(vec![0; limits::PULSE_BYTES + 1]),
            "size",
            Reject,
        ),
    ]);
}

/// Two entries of one cooperative, the second changed.
fn pair(scene: &mut Scene, one: Body, other: Body, change: fn(&mut Entry)) -> Frame {
    let first = scene.council.sign(2, scene.council.draft(2, &one));
    let mut second = scene.council.draft(2, &other);
    change(&mut second);
    Frame::Fork(first.bytes, scene.council.sign(2, second).bytes)
}

/// Something that a journal says and that leads to nothing.
fn word(n: u8) -> Body {
    Body::Withdraw(vec![n])
}

fn card_pair(scene: &mut Scene, one: (&[u8], u64), other: (&[u8], u64)) -> Frame {
    let sign = |(nths, later): (&[u8], u64)| {
        let card = scene.council.next_card(1, |card| card.expires += later);
        scene.council.sign_card(1, nths, &card)
    };
    Frame::Fork(sign(one), sign(other))
}

#[test]
fn proofs() {
    let mut scene = Scene::new();
    let proof = pair(&mut scene, word(1), word(2), |_| {});
    scene.give([proof]);
    assert!(scene.proves(2, ProofKind::Journal));
    let mut scene = Scene::new();
    let proof = card_pair(&mut scene, (&[1, 2], 1), (&[2, 3], 2));
    scene.give([proof]);
    assert!(scene.proves(1, ProofKind::Card));
    all(&[
        ("one entry twice", none, |s| pair(s, word(1), word(1), |_| {}), "no-proof", Reject),
        (
            "entries of two numbers",
            none,
            |s| pair(s, word(1), word(2), |entry| entry.seq = 2),
            "no-proof",
            Reject,
        ),
        (
            "entries of two cooperatives",
            none,
            |s| {
                Frame::Fork(
                    s.council.sign(2, s.council.draft(2, &word(1))).bytes,
                    s.council.sign(3, s.council.draft(3, &word(2))).bytes,
                )
            },
            "no-proof",
            Reject,
        ),
        (
            "ballots at two attempts",
            none,
            |s| {
                let (one, two) = (
                    s.council.ballot(ObjectId([1; 32]), TODAY, None),
                    s.council.ballot(ObjectId([2; 32]), TODAY + 1, None),
                );
                pair(s, one, two, |entry| entry.seq = 2)
            },
            "no-proof",
            Reject,
        ),
        (
            "two ballots for one page that cite different attempts",
            none,
            |s| {
                let (one, two) = (
                    s.council.ballot(ObjectId([1; 32]), TODAY, None),
                    s.council.ballot(ObjectId([1; 32]), TODAY, Some(1)),
                );
                pair(s, one, two, |entry| entry.seq = 2)
            },
            "no-proof",
            Reject,
        ),
        (
            "a later ballot that cites the acknowledged attempt",
            none,
            |s| {
                let (one, two) = (
                    s.council.ack(ObjectId([1; 32]), TODAY),
                    s.council.ballot(ObjectId([2; 32]), TODAY + 1, Some(TODAY)),
                );
                pair(s, one, two, |entry| entry.seq = 2)
            },
            "no-proof",
            Reject,
        ),
        (
            "acknowledgements of two pages",
            none,
            |s| {
                let (one, two) =
                    (s.council.ack(ObjectId([1; 32]), TODAY), s.council.ack(ObjectId([2; 32]), TODAY));
                pair(s, one, two, |entry| entry.seq = 2)
            },
            "no-proof",
            Reject,
        ),
        (
            "ballots of two cooperatives",
            none,
            |s| {
                let (one, two) = (
                    s.council.ballot(ObjectId([1; 32]), TODAY, None),
                    s.council.ballot(ObjectId([2; 32]), TODAY, None),
                );
                Frame::Fork(
                    s.council.sign(2, s.council.draft(2, &one)).bytes,
                    s.council.sign(3, s.council.draft(3, &two)).bytes,
                )
            },
            "no-proof",
            Reject,
        ),
        ("one card signed by others", none, |s| card_pair(s, (&[1, 2], 1), (&[2, 3], 1)), "no-proof", Reject),
        ("a card that too few signed", none, |s| card_pair(s, (&[1, 2], 1), (&[2], 2)), "card", Reject),
        (
            "cards of two cooperatives",
            none,
            |s| {
                let sign =
                    |coop: usize| s.council.sign_card(coop, &[1, 2], &s.council.next_card(coop, |_| {}));
                Frame::Fork(sign(1), sign(2))
            },
            "no-proof",
            Reject,
        ),
        (
            "an entry and a pulse",
            none,
            |s| Frame::Fork(s.council.sign(2, s.council.draft(2, &word(1))).bytes, s.pulse(2, 6, |_| {})),
            "unknown-kind",
            Ignore,
        ),
        (
            "beyond a cut",
            Scene::rotated,
            |s| {
                s.council.rekey(1, 6);
                let [one, two] = [1, 2].map(|n| s.council.sign(1, s.council.draft(1, &word(n))).bytes);
                Frame::Fork(one, two)
            },
            "void",
            Ignore,
        ),
        (
            "a signature that does not verify",
            none,
            |s| match pair(s, word(1), word(2), |_| {}) {
                Frame::Fork(a, b) => Frame::Fork(a, forged(&b)),
                other => other,
            },
            "signature",
            Reject,
        ),
        ("nothing", none, |_| Frame::Fork(Vec::new(), Vec::new()), "malformed", Reject),
    ]);
}

#[test]
fn calls_for_suspension() {
    // One of four, twice, is not two; a stranger's does not count.
    let mut scene = Scene::new();
    let coop = scene.council.coops[1];
    for incident in [1, 1] {
        let call = Body::Suspend(Suspend { code: Code::new("spam").unwrap(), coop, incident });
        let call = Frame::Entry(scene.council.entry(2, &call));
        scene.give([call]);
    }
    assert_eq!(scene.replica.suspended_until(START, &coop), None);
    let call = Body::Suspend(Suspend { code: Code::new("spam").unwrap(), coop, incident: 2 });
    let call = Frame::Entry(scene.council.entry(3, &call));
    scene.give([call]);
    assert_eq!(scene.replica.suspended_until(START, &coop), None, "another incident");
    assert!(scene.replica.suspended_until(START + 30 * DAY_MS, &coop).is_none());
}

#[test]
fn two_cards_that_claim_one_key_end_alike_everywhere() {
    let council = Council::new();
    let claim = |coop: usize, node: u8| {
        let card = council.next_card(coop, |card| {
            card.vote = Keys { keys: List::new(vec![public_of(1, node)]).unwrap(), threshold: 1 };
        });
        council.sign_card(coop, &[1, 2], &card)
    };
    // The third lists the second's new voter, which everybody can read, and is quicker with some.
    let (theirs, copied) = (claim(1, 12), claim(2, 12));
    let (mut one, mut other) = (council.register.clone(), council.register.clone());
    for card in [&theirs, &copied] {
        let _ = one.admit_card(card);
    }
    for card in [&copied, &theirs] {
        let _ = other.admit_card(card);
    }
    assert_eq!(one.pins(), other.pins(), "two nodes that hold the same cards pin the same");
}

#[test]
fn a_retired_key_announces_no_page() {
    let mut scene = Scene::new();
    scene.rotated();
    scene.council.rekey(1, 6);
    let notice = scene.council.sign(1, scene.council.draft(1, &Body::Propose(ObjectId([5; 32])))).bytes;
    assert_eq!(scene.gossip(Frame::Entry(notice)), (Ignore, Some("void")));
}

#[test]
fn below_a_cut_nothing_is_taken_off_the_chain_that_it_names() {
    // The node was away while the second founder wrote two entries, its key was stolen, and it took another.
    let mut scene = Scene::new();
    let good = [1, 2].map(|n| scene.council.entry(1, &word(n)));
    let card = scene.council.rotation(1, 0);
    scene.give([Frame::Card(card)]);
    let stolen = Entry { seq: 1, previous: None, ..scene.council.draft(1, &word(9)) };
    let stolen = Frame::Entry(scene.council.sign(1, stolen).bytes);
    scene.gossip(stolen);
    for entry in good {
        scene.gossip(Frame::Entry(entry));
    }
    assert!(!scene.proves(1, ProofKind::Journal), "the thief contradicted it, not itself");
    assert_eq!(
        scene.replica.journal(&scene.council.coops[1]).map(|held| held.head()),
        Some(scene.council.tip(1).1)
    );
}

#[test]
fn a_retired_key_freezes_no_journal() {
    let mut scene = Scene::new();
    scene.rotated();
    scene.council.rekey(1, 6);
    let stolen = Entry { seq: 1, previous: None, ..scene.council.draft(1, &word(9)) };
    let stolen = Frame::Entry(scene.council.sign(1, stolen).bytes);
    scene.gossip(stolen);
    assert!(!scene.proves(1, ProofKind::Journal));
}

#[test]
fn a_retired_key_freezes_no_directory() {
    let mut scene = Scene::new();
    scene.rotated();
    let head = |time| {
        let root = bigre_protocol::directory::tree::empty_root();
        let (bytes, count, delta, lease) = (0, 0, None, START + DAY_MS);
        let head = Head { root, time, bytes, count, delta, lease, prior: root, number: 2 };
        envelope::sign(&scene.council.federation, ObjectKind::Head, &of(1, 6), head).bytes
    };
    let proof = Frame::Fork(head(START), head(START - 1));
    scene.gossip(proof);
    assert!(!scene.proves(1, ProofKind::Directory));
}

#[test]
fn a_retired_key_proves_no_fault_of_votes() {
    let mut scene = Scene::new();
    scene.rotated();
    scene.council.rekey(1, 6);
    let ballot = |n| scene.council.ballot(ObjectId([n; 32]), TODAY, None);
    let [one, two] = [1, 2].map(|n| scene.council.sign(1, scene.council.draft(1, &ballot(n))).bytes);
    scene.gossip(Frame::Fork(one, two));
    assert!(!scene.proves(1, ProofKind::Votes));
}

#[test]
fn a_restart_reads_every_page_again() {
    // The guest is admitted and leaves; then a member takes the name that is free again.
    let mut council = Council::new();
    let mut sealed = vec![council.write(council.admission(), &[0, 1, 2])];
    sealed.push(council.write(Act::Leave { cut: Cut::default(), coop: council.coops[4] }, &[0, 1, 2, 4]));
    let name = Text::new("Artenréel").unwrap();
    let renamed = council.sign_card(2, &[1, 2], &council.next_card(2, |card| card.name = name));
    assert!(council.register.admit_card(&renamed).is_ok());
    let mut replica = Scene::new().replica;
    let pages = (1..).zip(&sealed).map(|(height, page)| (ObjectName::Sealed(height), page.to_bytes()));
    for (name, bytes) in pages.chain([(ObjectName::Card(council.coops[2], 1), renamed)]) {
        replica.load(Stored::Object { name, bytes });
    }
    replica.start(START);
    assert_eq!(replica.register().height, 2);
}

#[test]
fn a_ballot_of_the_last_attempt_there_is() {
    let mut scene = Scene::new();
    let page = scene.approved(rules(9)).id;
    let ballot = scene.council.ballot(page, u64::MAX, None);
    let ballot = Frame::Entry(scene.council.entry(2, &ballot));
    scene.gossip(ballot);
}

#[test]
fn a_cut_at_the_last_entry_there_is() {
    let mut scene = Scene::new();
    one(&mut scene);
    let cut = Cut { journal: (u64::MAX, Some(ObjectId([1; 32]))), directory: u64::MAX };
    let card = scene.council.next_card(2, |card| (card.node, card.cut) = (public_of(2, 11), Some(cut)));
    let card = Frame::Card(scene.council.sign_card(2, &[1, 2, 11], &card));
    scene.gossip(card);
}

#[test]
fn a_peer_that_says_it_holds_the_last_entry_there_is() {
    let mut scene = Scene::new();
    one(&mut scene);
    let mark = (u64::MAX, serde_bytes::ByteArray::new([1; 8]));
    let hello = Hello {
        asks: List::default(),
        time: START,
        cards: List::default(),
        heads: List::new(vec![mark; 4]).unwrap(),
        heard: None,
        votes: [1; 8],
        proofs: List::default(),
        pulses: List::new(vec![u64::MAX; 4]).unwrap(),
        assents: 0,
        program: Text::new("bigre-tests").unwrap(),
        instance: InstanceId([1; 8]),
        journals: List::new(vec![mark; 4]).unwrap(),
        register: mark,
        everything: true,
        federation: scene.council.federation,
    };
    let (stream, peer) = (Stream(1), scene.council.coops[1]);
    scene.replica.handle(START, Input::Opened { stream, peer });
    let bytes = Frame::Hello(Box::new(hello)).to_bytes();
    scene.replica.handle(START, Input::Frame { stream, bytes });
}
