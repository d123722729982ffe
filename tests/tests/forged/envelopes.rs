//! Envelopes: profile, federation, kind, signer, length.

use bigre_protocol::codec;
use bigre_protocol::envelope::{self, LABELS, ObjectKind};
use bigre_protocol::frame::Frame;
use bigre_protocol::id::ObjectId;
use bigre_protocol::journal::Body;
use ciborium::Value;
use ed25519_dalek::Signer;

use super::council::{of, public_of};
use super::{Scene, all, none, trailing};
use bigre_protocol::rejection::Verdict::{Ignore, Reject};

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

pub(crate) fn odd(scene: &mut Scene, odd: &str) -> Frame {
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
