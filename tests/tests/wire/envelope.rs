//! Vectors of signed and cosigned objects.

use bigre_protocol::envelope::{self, Cosigned, ObjectKind, Signed};
use bigre_protocol::id::{FederationId, PublicKey};
use ciborium::Value;
use serde_json::{Value as Json, json};

use super::fixtures::{
    cbor, diagnostic, envelope_name, hex, integers, key, profile, public, refused, sign_raw, value,
};

const FED: FederationId = FederationId([9; 32]);
const MOST: usize = 4096;

/// All of them.
pub(crate) fn vectors() -> Vec<Json> {
    let mut vectors = good();
    vectors.extend(misused());
    vectors.extend(crooked());
    vectors.extend(headers());
    vectors.extend(cosigned());
    vectors
}

fn expected(
    name: &str,
    bytes: &[u8],
    federation: &FederationId,
    kind: u8,
    key: &PublicKey,
    most: usize,
) -> Json {
    json!({
        "name": name, "what": "signed", "hex": hex(bytes), "federation": hex(federation.0), "kind": kind,
        "key": hex(key.0), "most": most,
    })
}

fn good() -> Vec<Json> {
    let payload = Value::Array(vec![Value::from(7), Value::from("bonjour")]);
    let cases = [
        ("a head", FED, ObjectKind::Head, 1, Value::from(7)),
        ("a card", FED, ObjectKind::Card, 1, Value::from(7)),
        ("an assent", FED, ObjectKind::Assent, 2, payload.clone()),
        ("of no federation", FederationId::NONE, ObjectKind::Card, 2, payload),
    ];
    let vector = |(name, federation, kind, seed, payload): (&str, FederationId, ObjectKind, u8, Value)| {
        let signed = envelope::sign(&federation, kind, &key(seed), payload.clone());
        let Value::Array(parts) = value(&signed.bytes) else { panic!("an array") };
        let bytes = |at: usize| parts[at].as_bytes().unwrap().clone();
        let structure = vec![
            Value::from("Signature1"),
            Value::Bytes(bytes(0)),
            Value::Bytes(envelope::DOMAIN.to_vec()),
            Value::Bytes(bytes(2)),
        ];
        let mut vector = expected(name, &signed.bytes, &federation, kind as u8, &public(seed), MOST);
        vector["seed"] = json!(hex([seed; 32]));
        vector["payload"] = json!(diagnostic(&payload));
        vector["protected"] = json!(hex(bytes(0)));
        vector["sig_structure"] = json!(hex(cbor(&Value::Array(structure))));
        vector["signature"] = json!(hex(bytes(3)));
        vector["id"] = json!(hex(signed.id.0));
        vector
    };
    cases.into_iter().map(vector).collect()
}

fn judge(vector: Json, bytes: &[u8], federation: &FederationId, kind: ObjectKind, key: &PublicKey) -> Json {
    let most = usize::try_from(vector["most"].as_u64().unwrap()).unwrap();
    let result = Signed::parse(bytes, most)
        .and_then(|signed| signed.verify::<Value>(bytes, federation, kind, key))
        .map_err(|error| envelope_name(&error));
    refused(vector, result)
}

/// A good object, expected to be something else.
fn misused() -> Vec<Json> {
    let bytes = envelope::sign(&FED, ObjectKind::Head, &key(1), 7u64).bytes;
    let vector = |name, federation: FederationId, kind: ObjectKind, seed, most| {
        let vector = expected(name, &bytes, &federation, kind as u8, &public(seed), most);
        judge(vector, &bytes, &federation, kind, &public(seed))
    };
    vec![
        vector("for another federation", FederationId([8; 32]), ObjectKind::Head, 1, MOST),
        vector("for another kind", FED, ObjectKind::Card, 1, MOST),
        vector("by another key", FED, ObjectKind::Head, 2, MOST),
        vector("larger than its kind may be", FED, ObjectKind::Head, 1, bytes.len() - 1),
    ]
}

/// A good object, damaged or written in another way.
fn crooked() -> Vec<Json> {
    let bytes = envelope::sign(&FED, ObjectKind::Head, &key(1), 7u64).bytes;
    let Value::Array(parts) = value(&bytes) else { panic!("an array") };
    let with = |at: usize, part: Value| {
        let mut parts = parts.clone();
        parts[at] = part;
        cbor(&Value::Array(parts))
    };
    let raw = |at: usize| parts[at].as_bytes().unwrap().clone();
    let mut long = parts.clone();
    long.push(Value::from(0));
    let flipped = |at: usize, byte: usize| {
        let mut bytes = raw(at);
        bytes[byte] ^= 1;
        with(at, Value::Bytes(bytes))
    };
    let other = with(2, Value::Bytes(vec![8]));
    let cases = [
        ("with a fifth element", cbor(&Value::Array(long))),
        ("without a signature", cbor(&Value::Array(parts[..3].to_vec()))),
        ("with the protected header as integers", with(0, integers(&raw(0)))),
        ("with the payload as integers", with(2, integers(&raw(2)))),
        ("with the signature as integers", with(3, integers(&raw(3)))),
        ("with a short signature", with(3, Value::Bytes(raw(3)[..63].to_vec()))),
        ("without a payload", with(2, Value::Null)),
        ("with another payload", other),
        ("with R changed", flipped(3, 0)),
        ("with S changed", flipped(3, 32)),
        ("with something unprotected", with(1, Value::Map(vec![(Value::from(4), Value::from(1))]))),
        ("tagged as COSE_Sign1", [&[0xd2], bytes.as_slice()].concat()),
        ("with a byte after it", [bytes.as_slice(), &[0]].concat()),
        ("cut short", bytes[..bytes.len() - 1].to_vec()),
        ("as an array of indefinite length", [&[0x9f], &bytes[1..], &[0xff]].concat()),
    ];
    let vector = |(name, bytes): (&str, Vec<u8>)| {
        let vector = expected(name, &bytes, &FED, ObjectKind::Head as u8, &public(1), MOST);
        judge(vector, &bytes, &FED, ObjectKind::Head, &public(1))
    };
    cases.into_iter().map(vector).collect()
}

/// Properly signed, with a protected header or a payload that is not of this protocol.
fn headers() -> Vec<Json> {
    let profile = profile(&FED, ObjectKind::Head, 1);
    let with = |at: usize, part: Value| {
        let mut pairs = profile.to_vec();
        pairs[at].1 = part;
        cbor(&Value::Map(pairs))
    };
    let plain = cbor(&Value::Map(profile.to_vec()));
    let mut more = profile.to_vec();
    more.insert(1, (Value::from(3), Value::from("cbor")));
    let mut text = profile.to_vec();
    text.push((Value::from("x"), Value::from(0)));
    let mut swapped = profile.to_vec();
    swapped.swap(0, 1);
    let array: Vec<Value> = profile.iter().map(|(_, part)| part.clone()).collect();
    let cases = [
        ("algorithm EdDSA (-8)", with(0, Value::from(-8)), vec![7]),
        ("a key id of 7 bytes", with(1, Value::Bytes(vec![0; 7])), vec![7]),
        ("a federation of 31 bytes", with(2, Value::Bytes(vec![9; 31])), vec![7]),
        ("a kind of a later version", with(3, Value::from(200)), vec![7]),
        ("a kind above a byte", with(3, Value::from(256)), vec![7]),
        ("version 2", with(4, Value::from(2)), vec![7]),
        ("a header more", cbor(&Value::Map(more)), vec![7]),
        ("a text label more", cbor(&Value::Map(text)), vec![7]),
        ("a header less", cbor(&Value::Map(profile[..4].to_vec())), vec![7]),
        ("labels out of order", cbor(&Value::Map(swapped)), vec![7]),
        ("a header that is an array", cbor(&Value::Array(array)), vec![7]),
        ("an empty header", Vec::new(), vec![7]),
        ("a payload that is not canonical", plain.clone(), vec![0x18, 7]),
        ("an empty payload", plain, Vec::new()),
    ];
    let vector = |(name, protected, payload): (&str, Vec<u8>, Vec<u8>)| {
        let bytes = sign_raw(1, &protected, &payload, true);
        let vector = expected(name, &bytes, &FED, ObjectKind::Head as u8, &public(1), MOST);
        judge(vector, &bytes, &FED, ObjectKind::Head, &public(1))
    };
    cases.into_iter().map(vector).collect()
}

fn cosigned() -> Vec<Json> {
    let sign = |seeds: &[u8]| {
        let keys: Vec<_> = seeds.iter().map(|seed| key(*seed)).collect();
        envelope::cosign(&FED, ObjectKind::Card, &keys.iter().collect::<Vec<_>>(), &5u64)
    };
    let Value::Array(parts) = value(&sign(&[1, 3])) else { panic!("an array") };
    let build =
        |payload: Value, signatures: Vec<Value>| cbor(&Value::Array(vec![payload, Value::Array(signatures)]));
    let signatures = parts[1].as_array().unwrap().clone();
    let mut long = parts.clone();
    long.push(Value::from(0));
    let whole = envelope::sign(&FED, ObjectKind::Card, &key(1), 5u64).bytes;
    let as_integers = integers(signatures[0].as_bytes().unwrap());
    let elsewhere = envelope::cosign(&FederationId([8; 32]), ObjectKind::Card, &[&key(1), &key(2)], &5u64);
    let good =
        [("two of three", sign(&[1, 3])), ("in another order", sign(&[3, 1])), ("three", sign(&[1, 2, 3]))];
    let bad = [
        ("one of three", sign(&[1])),
        ("one of three, twice", sign(&[1, 1])),
        ("one of them a stranger", sign(&[1, 9])),
        ("enough, and a stranger", sign(&[1, 2, 9])),
        ("nobody", build(parts[0].clone(), Vec::new())),
        ("of another payload", build(Value::Bytes(vec![6]), signatures.clone())),
        (
            "with a payload in a signature",
            build(parts[0].clone(), vec![Value::Bytes(whole), signatures[1].clone()]),
        ),
        ("with a third element", cbor(&Value::Array(long))),
        ("with a signature as integers", build(parts[0].clone(), vec![as_integers, signatures[1].clone()])),
        ("cosigned for another federation", elsewhere),
    ];
    let keys = [public(1), public(2), public(3)];
    let vector = |name: &str, bytes: &[u8]| {
        json!({
            "name": name, "what": "cosigned", "hex": hex(bytes), "federation": hex(FED.0),
            "kind": ObjectKind::Card as u8, "keys": keys.map(|key| hex(key.0)), "threshold": 2, "most": MOST,
        })
    };
    let verify = |bytes: &[u8]| {
        Cosigned::parse(bytes, MOST)
            .and_then(|cosigned| cosigned.verify::<u64>(bytes, &FED, ObjectKind::Card, 2, &keys))
            .map_err(|error| envelope_name(&error))
    };
    let mut vectors = Vec::new();
    for (name, bytes) in good {
        let mut vector = vector(name, &bytes);
        vector["payload"] = json!("5");
        vector["id"] = json!(hex(verify(&bytes).unwrap().id.0));
        vectors.push(vector);
    }
    vectors.extend(bad.iter().map(|(name, bytes)| refused(vector(name, bytes), verify(bytes))));
    vectors
}
