//! What the vectors are made of: keys from seeds, three cooperatives, names of refusals. Knows no noun in
//! particular.

use bigre_protocol::card::{Card, CardError, Keys};
use bigre_protocol::codec::CodecError;
use bigre_protocol::envelope::{self, EnvelopeError, LABELS, ObjectKind, public_key};
use bigre_protocol::id::{CoopId, FederationId, PublicKey};
use bigre_protocol::register::Founding;
use bigre_protocol::text::{List, Text};
use ciborium::Value;
use ed25519_dalek::{Signer, SigningKey};
use serde_json::{Value as Json, json};

/// 2026-01-01T00:00:00Z: when everything here happens.
pub(crate) const NOW: u64 = 1_767_225_600_000;
/// A day, in milliseconds.
pub(crate) const DAY: u64 = 24 * 60 * 60 * 1_000;

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: impl AsRef<[u8]>) -> String {
    data_encoding::HEXLOWER.encode(bytes.as_ref())
}

/// The reverse.
pub(crate) fn unhex(text: &str) -> Vec<u8> {
    data_encoding::HEXLOWER.decode(text.as_bytes()).unwrap()
}

/// The signing key of a seed: the same byte 32 times.
pub(crate) fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

/// Its public half.
pub(crate) fn public(seed: u8) -> PublicKey {
    public_key(&key(seed))
}

/// CBOR as it is given, canonical or not.
pub(crate) fn cbor(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}

/// The value that bytes encode, canonical or not.
pub(crate) fn value(bytes: &[u8]) -> Value {
    ciborium::from_reader(bytes).unwrap()
}

/// A map with text keys, in the order given.
pub(crate) fn map(pairs: &[(&str, Value)]) -> Value {
    Value::Map(pairs.iter().map(|(key, value)| (Value::from(*key), value.clone())).collect())
}

/// A byte string as an array of integers.
pub(crate) fn integers(bytes: &[u8]) -> Value {
    Value::Array(bytes.iter().map(|byte| Value::from(*byte)).collect())
}

/// RFC 8949's diagnostic notation.
pub(crate) fn diagnostic(value: &Value) -> String {
    let list = |items: Vec<String>| items.join(", ");
    match value {
        Value::Integer(integer) => i128::from(*integer).to_string(),
        Value::Bytes(bytes) => format!("h'{}'", hex(bytes)),
        Value::Text(text) => Json::from(text.as_str()).to_string(),
        Value::Bool(bool) => bool.to_string(),
        Value::Array(items) => format!("[{}]", list(items.iter().map(diagnostic).collect())),
        Value::Map(pairs) => {
            let pairs =
                pairs.iter().map(|(key, value)| format!("{}: {}", diagnostic(key), diagnostic(value)));
            format!("{{{}}}", list(pairs.collect()))
        }
        _ => "null".into(),
    }
}

/// Adds to a vector why it is refused.
pub(crate) fn refused<T>(mut vector: Json, result: Result<T, String>) -> Json {
    let name = vector["name"].as_str().unwrap().to_owned();
    match result {
        Err(why) => vector["refused"] = json!(why),
        Ok(_) => panic!("`{name}` should be refused"),
    }
    vector
}

/// The name of a refusal by the codec.
pub(crate) fn codec_name(error: &CodecError) -> String {
    let name = match error {
        CodecError::Truncated => "truncated",
        CodecError::Trailing(_) => "trailing",
        CodecError::NotShortest(_) => "not-shortest",
        CodecError::Forbidden(_) => "forbidden",
        CodecError::KeyOrder(_) => "key-order",
        CodecError::Text(_) => "text",
        CodecError::Depth => "depth",
        CodecError::Items => "items",
        CodecError::Key(_) => "key-type",
        CodecError::Shape(_) => "shape",
    };
    name.into()
}

/// The name of a refusal of an envelope.
pub(crate) fn envelope_name(error: &EnvelopeError) -> String {
    let name = match error {
        EnvelopeError::Size { .. } => "size",
        EnvelopeError::Codec(error) => return codec_name(error),
        EnvelopeError::Header => "header",
        EnvelopeError::Federation => "federation",
        EnvelopeError::Kind => "kind",
        EnvelopeError::Key => "key",
        EnvelopeError::Signature => "signature",
        EnvelopeError::WeakKey => "weak-key",
    };
    name.into()
}

/// The name of a refusal of a card.
pub(crate) fn card_name(error: &CardError) -> String {
    let name = match error {
        CardError::Envelope(error) => return envelope_name(error),
        CardError::Threshold => "threshold",
        CardError::SharedKey => "shared-key",
        CardError::Legal(_) => "legal",
        CardError::Previous => "previous",
        CardError::Signers(_) => "signers",
        CardError::Cut => "cut",
        CardError::Taken => "taken",
        CardError::Unproved => "unproved",
        CardError::Number(_) => "number",
        CardError::NoTransport => "no-transport",
    };
    name.into()
}

/// The three founders: name and legal id. Their seeds are 16 times their place, and up.
pub(crate) const COOPS: [(&str, &str); 3] =
    [("Oxalis", "FR:SIREN:111111111"), ("Smart", "BE:BCE:0222222222"), ("Coopaname", "FR:SIREN:333333333")];

/// Seeds of a founder's keys: root 3, vote 2, node 1, transport 1.
pub(crate) fn seed(coop: usize, nth: u8) -> u8 {
    u8::try_from(16 * (coop + 1)).unwrap() + nth
}

/// The seed of a founder's node key.
pub(crate) fn node_seed(coop: usize) -> u8 {
    seed(coop, 6)
}

/// The labels of a protected header, and their values.
pub(crate) fn profile(federation: &FederationId, kind: ObjectKind, seed: u8) -> [(Value, Value); 5] {
    [
        (Value::from(1), Value::from(envelope::ALGORITHM)),
        (Value::from(4), Value::Bytes(envelope::key_id(&public(seed)).to_vec())),
        (Value::from(LABELS[0]), Value::Bytes(federation.0.to_vec())),
        (Value::from(LABELS[1]), Value::from(kind as u8)),
        (Value::from(LABELS[2]), Value::from(1)),
    ]
}

/// A COSE_Sign1 of any protected header and payload, canonical or not.
pub(crate) fn sign_raw(seed: u8, protected: &[u8], payload: &[u8], attached: bool) -> Vec<u8> {
    let bytes = |bytes: &[u8]| Value::Bytes(bytes.to_vec());
    let structure = Value::Array(vec![
        Value::from("Signature1"),
        bytes(protected),
        bytes(envelope::DOMAIN),
        bytes(payload),
    ]);
    let signature = key(seed).sign(&cbor(&structure)).to_bytes();
    let payload = if attached { bytes(payload) } else { Value::Null };
    cbor(&Value::Array(vec![bytes(protected), Value::Map(Vec::new()), payload, bytes(&signature)]))
}

/// A head of any payload, by the first founder's node.
pub(crate) fn sign_head(federation: &FederationId, payload: &Value) -> Vec<u8> {
    let protected = cbor(&Value::Map(profile(federation, ObjectKind::Head, node_seed(0)).to_vec()));
    sign_raw(node_seed(0), &protected, &cbor(payload), true)
}

/// A card 0 of any payload, by the first founder's first two root keys and its node's.
pub(crate) fn cosign_raw(payload: &Value) -> Vec<u8> {
    let payload = cbor(payload);
    let sign = |seed: u8| {
        let protected = profile(&FederationId::NONE, ObjectKind::Card, seed).to_vec();
        Value::Bytes(sign_raw(seed, &cbor(&Value::Map(protected)), &payload, false))
    };
    let signers = [seed(0, 1), seed(0, 2), node_seed(0), seed(0, 7)].map(sign);
    cbor(&Value::Array(vec![Value::Bytes(payload.clone()), Value::Array(signers.to_vec())]))
}

/// A founder's card, before it is signed.
pub(crate) fn card(coop: usize) -> Card {
    let (name, legal) = COOPS[coop];
    let keys =
        |seeds: std::ops::Range<u8>| List::new(seeds.map(|nth| public(seed(coop, nth))).collect()).unwrap();
    let transport = List::new(vec![public(seed(coop, 7))]).unwrap();
    Card {
        cut: None,
        name: Text::new(name).unwrap(),
        node: public(node_seed(coop)),
        root: Keys { keys: keys(1..4), threshold: 2 },
        vote: Keys { keys: keys(4..6), threshold: 1 },
        legal: Text::new(legal).unwrap(),
        nonce: [seed(coop, 0); 32],
        number: 0,
        expires: NOW + 396 * DAY,
        previous: None,
        addresses: List::new(vec![Text::new(&format!("/dns4/node{coop}.example/tcp/4001")).unwrap()])
            .unwrap(),
        transport,
    }
}

/// Any payload signed as a card by root keys of a founder, and by its node's.
pub(crate) fn sign_card<T: serde::Serialize>(coop: usize, roots: &[u8], card: &T) -> Vec<u8> {
    let roots = roots.iter().map(|nth| seed(coop, *nth));
    sign_card_by(&roots.chain([node_seed(coop), seed(coop, 7)]).collect::<Vec<_>>(), card)
}

/// Any payload signed as a card by any keys.
pub(crate) fn sign_card_by<T: serde::Serialize>(seeds: &[u8], card: &T) -> Vec<u8> {
    let keys: Vec<SigningKey> = seeds.iter().map(|seed| key(*seed)).collect();
    envelope::cosign(&FederationId::NONE, ObjectKind::Card, &keys.iter().collect::<Vec<_>>(), card)
}

/// The federation of the three founders.
pub(crate) fn founding() -> Founding {
    let cards: Vec<Vec<u8>> = (0..3).map(|coop| sign_card(coop, &[1, 2], &card(coop))).collect();
    Founding::new("Les Communs", &cards).unwrap()
}

/// The id of a founder in it.
pub(crate) fn coop_id(founding: &Founding, coop: usize) -> CoopId {
    let card = founding.cards.iter().find(|card| card.value.name.as_str() == COOPS[coop].0).unwrap();
    founding.coop_id(&card.id)
}
