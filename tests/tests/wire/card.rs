//! Vectors of cards.

use bigre_protocol::card::Card;
use bigre_protocol::codec;
use bigre_protocol::envelope::{self, ObjectKind};
use bigre_protocol::id::{FederationId, ObjectId, PublicKey};
use bigre_protocol::text::{List, Text};
use ciborium::Value;
use serde_json::{Value as Json, json};

use super::fixtures::{
    card, card_name, cbor, cosign_raw, diagnostic, hex, integers, key, map, node_seed, public, refused, seed,
    sign_card, sign_card_by, value,
};

/// All of them.
pub(crate) fn vectors() -> Vec<Json> {
    let later = with(0, "zzz", Value::from("of a later version"));
    let good = [
        ("oxalis", sign_card(0, &[1, 2], &card(0))),
        ("smart, by all three", sign_card(1, &[1, 2, 3], &card(1))),
        ("coopaname, by the last two", sign_card(2, &[3, 2], &card(2))),
        ("of another country", sign_card(0, &[1, 2], &legal("LU:RCS:B123"))),
        ("without an address", sign_card(0, &[1, 2], &Card { addresses: List::default(), ..card(0) })),
        ("with a field of a later version", sign_card(0, &[1, 2], &later)),
    ];
    let mut vectors: Vec<Json> = good
        .into_iter()
        .map(|(name, bytes)| {
            let read = Card::read_founder(&bytes).unwrap();
            let Value::Array(parts) = value(&bytes) else { panic!("an array") };
            let payload = diagnostic(&value(parts[0].as_bytes().unwrap()));
            json!({ "name": name, "hex": hex(&bytes), "id": hex(read.id.0), "value": payload })
        })
        .collect();
    vectors.extend(bad().into_iter().map(|(name, bytes)| {
        let result = Card::read_founder(&bytes).map_err(|error| card_name(&error));
        refused(json!({ "name": name, "hex": hex(&bytes) }), result)
    }));
    vectors
}

fn legal(text: &str) -> Card {
    Card { legal: Text::new(text).unwrap(), ..card(0) }
}

/// A founder's card as a map, with one more or another field.
fn with(coop: usize, field: &str, part: Value) -> Value {
    let Value::Map(mut pairs) = value(&codec::encode(&card(coop))) else { panic!("a map") };
    pairs.retain(|(key, _)| key.as_text() != Some(field));
    pairs.push((Value::from(field), part));
    pairs.sort_by_key(|(key, _)| cbor(key));
    Value::Map(pairs)
}

fn without(field: &str) -> Value {
    let Value::Map(mut pairs) = value(&codec::encode(&card(0))) else { panic!("a map") };
    pairs.retain(|(key, _)| key.as_text() != Some(field));
    Value::Map(pairs)
}

fn bad() -> Vec<(&'static str, Vec<u8>)> {
    let sign = |card: &Card| sign_card(0, &[1, 2], card);
    let raw = |card: Value| cosign_raw(&card);
    let changed = |change: fn(&mut Card)| {
        let mut card = card(0);
        change(&mut card);
        sign(&card)
    };
    let fed = FederationId([9; 32]);
    let roots = [key(seed(0, 1)), key(seed(0, 2))];
    let keys = |keys: Vec<Value>| map(&[("keys", Value::Array(keys)), ("threshold", Value::from(1))]);
    let vote = Value::Bytes(public(seed(0, 4)).0.to_vec());
    vec![
        ("a threshold of none", changed(|card| card.root.threshold = 0)),
        ("a threshold above the keys", changed(|card| card.vote.threshold = 3)),
        (
            "one root key twice",
            changed(|card| card.root.keys = List::new(vec![public(17), public(17)]).unwrap()),
        ),
        ("the node's key to vote", changed(|card| card.vote.keys = List::new(vec![card.node]).unwrap())),
        (
            "the node's key for connections",
            changed(|card| card.transport = List::new(vec![card.node]).unwrap()),
        ),
        ("no connection key", changed(|card| card.transport = List::default())),
        ("a weak node key", changed(|card| card.node = PublicKey([0; 32]))),
        ("a legal id too short", sign(&legal("FR:SIREN:11111111"))),
        ("a legal id of an unknown registry", sign(&legal("BE:SIREN:111111111"))),
        ("a legal id without registry", sign(&legal("FR:111111111"))),
        ("a legal id in small letters", sign(&legal("lu:RCS:B123"))),
        ("number 1", changed(|card| card.number = 1)),
        ("number 0 after another", changed(|card| card.previous = Some(ObjectId([1; 32])))),
        ("by one root key of two", sign_card(0, &[1], &card(0))),
        ("not by its node's key", sign_card_by(&[seed(0, 1), seed(0, 2), seed(0, 7)], &card(0))),
        ("not by its connection key", sign_card_by(&[seed(0, 1), seed(0, 2), node_seed(0)], &card(0))),
        ("by another node's key", {
            let copied = Card { node: public(node_seed(1)), ..card(0) };
            sign_card(0, &[1, 2], &copied)
        }),
        ("by a voter", sign_card(0, &[1, 4], &card(0))),
        ("within a federation", envelope::cosign(&fed, ObjectKind::Card, &[&roots[0], &roots[1]], &card(0))),
        (
            "as an assent",
            envelope::cosign(&FederationId::NONE, ObjectKind::Assent, &[&roots[0], &roots[1]], &card(0)),
        ),
        ("without a name", raw(without("name"))),
        ("an empty name", raw(with(0, "name", Value::from("")))),
        ("a name of 81 characters", raw(with(0, "name", Value::from("é".repeat(81))))),
        ("17 root keys", raw(with(0, "root", keys(vec![vote; 17])))),
        ("9 addresses", raw(with(0, "addresses", Value::Array(vec![Value::from("/ip4/192.0.2.1"); 9])))),
        ("a nonce of 31 bytes", raw(with(0, "nonce", Value::Bytes(vec![1; 31])))),
        ("a nonce as integers", raw(with(0, "nonce", integers(&[16; 32])))),
        ("a negative number", raw(with(0, "number", Value::from(-1)))),
        ("a field named by bytes", {
            let Value::Map(mut pairs) = without("name") else { panic!("a map") };
            pairs.insert(0, (Value::Bytes(b"name".to_vec()), Value::from("Oxalis")));
            raw(Value::Map(pairs))
        }),
        ("larger than a card may be", raw(with(0, "zzz", Value::Bytes(vec![0; 16 * 1024])))),
    ]
}
