//! Cards that follow, and what they may not name.

use bigre_protocol::card::{Card, CardError, Cut, Keys};
use bigre_protocol::envelope::{self, EnvelopeError, ObjectKind, Verified};
use bigre_protocol::frame::Frame;
use bigre_protocol::id::{FederationId, ObjectId};
use bigre_protocol::limits::{self};
use bigre_protocol::text::{List, Text};

use super::council::{Council, card_bytes, cosigned, keys, of, public_of};
use super::{FOREIGN, Scene, all, forged, none, trailing};
use bigre_protocol::rejection::Verdict::{Ignore, Reject};

/// The next card of the second founder, signed by the keys given, changed.
pub(crate) fn next(scene: &Scene, nths: &[u8], change: impl FnOnce(&mut Card)) -> Frame {
    let card = scene.council.next_card(1, change);
    Frame::Card(scene.council.sign_card(1, nths, &card))
}

pub(crate) fn new_root(card: &mut Card) {
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
