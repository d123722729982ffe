//! Vectors of founding files and of assents.

use bigre_protocol::card::Card;
use bigre_protocol::codec;
use bigre_protocol::envelope::{self, ObjectKind};
use bigre_protocol::id::{FederationId, ObjectId};
use bigre_protocol::register::{Assent, Founding, FoundingError};
use bigre_protocol::text::{List, Text};
use ciborium::Value;
use serde_json::{Value as Json, json};

use super::fixtures::{
    COOPS, card, card_name, cbor, coop_id, envelope_name, founding, hex, integers, key, node_seed, public,
    refused, seed, sign_card, sign_card_by, value,
};

/// All of them.
pub(crate) fn vectors() -> Vec<Json> {
    let mut vectors = vec![
        good("three founders", &founding()),
        good("one founder", &Founding::new("Seule", &[sign_card(0, &[1, 2], &card(0))]).unwrap()),
        good("the three under another name", &named(" Les Autres ")),
    ];
    vectors.extend(bad().into_iter().map(|(name, bytes)| {
        let result = Founding::from_bytes(&bytes).map_err(|error| why(&error));
        refused(json!({ "name": name, "what": "founding", "hex": hex(&bytes) }), result)
    }));
    vectors.extend(assents());
    vectors
}

fn named(name: &str) -> Founding {
    let cards: Vec<Vec<u8>> = (0..3).rev().map(|coop| sign_card(coop, &[2, 3], &card(coop))).collect();
    Founding::new(name, &cards).unwrap()
}

fn good(name: &str, founding: &Founding) -> Json {
    let bytes = founding.to_bytes();
    assert_eq!(Founding::from_bytes(&bytes).as_ref(), Ok(founding));
    let register = founding.register();
    let coops: Vec<Json> = register
        .coops()
        .map(|coop| json!({ "coop": hex(coop.0), "name": register.card(&coop).unwrap().name.as_str() }))
        .collect();
    let federation = founding.federation();
    json!({
        "name": name, "what": "founding", "hex": hex(&bytes), "text": hex(codec::encode(&founding.text)),
        "random": hex(founding.text.random), "federation": hex(federation.0), "printed": federation.to_string(),
        "words": federation.words(), "electorate": coops, "quorum": register.quorum(),
    })
}

fn why(error: &FoundingError) -> String {
    match error {
        FoundingError::Name(_) => "name".into(),
        FoundingError::Card(error) => card_name(error),
        FoundingError::OtherFederation(_) => "other-federation".into(),
        FoundingError::Count(_) => "count".into(),
        FoundingError::Twice(what) => format!("twice: {what}"),
        FoundingError::Damaged(_) => "damaged".into(),
    }
}

fn file(name: Value, cards: Vec<Value>) -> Vec<u8> {
    cbor(&Value::Array(vec![name, Value::Array(cards)]))
}

fn bad() -> Vec<(&'static str, Vec<u8>)> {
    let name = || Value::from("Les Communs");
    let cards: Vec<Value> = (0..3).map(|coop| Value::Bytes(sign_card(coop, &[1, 2], &card(coop)))).collect();
    let second = |change: fn(&mut Card)| {
        let mut other = card(1);
        change(&mut other);
        let other = Value::Bytes(sign_card(1, &[1, 2], &other));
        file(name(), vec![cards[0].clone(), other])
    };
    let shared = Card { transport: List::new(vec![public(seed(0, 7))]).unwrap(), ..card(1) };
    let shared = sign_card_by(&[seed(1, 1), seed(1, 2), node_seed(1), seed(0, 7)], &shared);
    let roots = [key(seed(0, 1)), key(seed(0, 2))];
    let inside =
        envelope::cosign(&FederationId([9; 32]), ObjectKind::Card, &[&roots[0], &roots[1]], &card(0));
    let mut forged = sign_card(0, &[1, 2], &card(0));
    *forged.last_mut().unwrap() ^= 1;
    let mut long = vec![name(), Value::Array(cards.clone())];
    long.push(Value::from(0));
    vec![
        ("no card", file(name(), Vec::new())),
        ("65 cards", file(name(), vec![cards[0].clone(); 65])),
        ("the same card twice", file(name(), vec![cards[0].clone(), cards[0].clone()])),
        ("two cards of one name", second(|card| card.name = Text::new("OXALIS").unwrap())),
        ("two cards of one legal id", second(|card| card.legal = Text::new(COOPS[0].1).unwrap())),
        ("two cards with one key", file(name(), vec![cards[0].clone(), Value::Bytes(shared)])),
        ("a card of a federation", file(name(), vec![Value::Bytes(inside)])),
        ("a forged card", file(name(), vec![Value::Bytes(forged)])),
        ("no name", file(Value::from("  "), cards.clone())),
        ("a name of 81 characters", file(Value::from("a".repeat(81)), cards.clone())),
        ("a file with a third element", cbor(&Value::Array(long))),
        ("a file with a card as integers", file(name(), vec![integers(cards[0].as_bytes().unwrap())])),
        ("a file cut short", file(name(), cards)[..100].to_vec()),
    ]
}

fn assents() -> Vec<Json> {
    let founding = founding();
    let federation = founding.federation();
    let card_of = |coop: usize| {
        let card = founding.cards.iter().find(|card| card.value.name.as_str() == COOPS[coop].0).unwrap();
        card.id
    };
    let sign = |federation: &FederationId, seeds: &[u8], assent: &Assent| {
        let keys: Vec<_> = seeds.iter().map(|seed| key(*seed)).collect();
        envelope::cosign(federation, ObjectKind::Assent, &keys.iter().collect::<Vec<_>>(), assent)
    };
    let assent = |coop| Assent { card: card_of(coop), federation };
    let [a, b] = [seed(0, 1), seed(0, 2)];
    let other = Assent { federation: FederationId([9; 32]), ..assent(0) };
    let stranger = Assent { card: ObjectId([1; 32]), ..assent(0) };
    let Value::Array(mut long) = value(&sign(&federation, &[a, b], &assent(0))) else { panic!("an array") };
    long.push(Value::Null);
    let vector = |name: &str, bytes: &[u8]| json!({ "name": name, "what": "assent", "hex": hex(bytes) });
    let mut vectors = Vec::new();
    for (coop, (name, _)) in COOPS.iter().enumerate() {
        let bytes = sign(&federation, &[seed(coop, 1), seed(coop, 3)], &assent(coop));
        assert_eq!(founding.read_assent(&bytes), Ok(coop_id(&founding, coop)));
        let mut vector = vector(&format!("assent of {name}"), &bytes);
        vector["coop"] = json!(hex(coop_id(&founding, coop).0));
        vectors.push(vector);
    }
    let bad = [
        ("assent to another federation", sign(&FederationId([9; 32]), &[a, b], &assent(0))),
        ("assent that names another federation", sign(&federation, &[a, b], &other)),
        ("assent of a stranger's card", sign(&federation, &[a, b], &stranger)),
        ("assent by too few", sign(&federation, &[a], &assent(0))),
        ("assent for a neighbour", sign(&federation, &[a, b], &assent(1))),
        ("assent with a third element", cbor(&Value::Array(long))),
        (
            "assent signed as a card",
            envelope::cosign(&federation, ObjectKind::Card, &[&key(a), &key(b)], &assent(0)),
        ),
    ];
    vectors.extend(bad.iter().map(|(name, bytes)| {
        let result = founding.read_assent(bytes).map_err(|error| envelope_name(&error));
        refused(vector(name, bytes), result)
    }));
    vectors
}
