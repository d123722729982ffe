//! Vectors of heads and of deltas, and the author that makes them.

use std::collections::BTreeMap;

use bigre_protocol::codec;
use bigre_protocol::directory::Directory;
use bigre_protocol::directory::entry::{Body, Entry, Kind};
use bigre_protocol::directory::head::{Delta, Head, SignedHead};
use bigre_protocol::envelope::{self, ObjectKind};
use bigre_protocol::frame::Gossip;
use bigre_protocol::id::{EntryId, FederationId, Root};
use bigre_protocol::limits;
use bigre_protocol::register::Founding;
use ciborium::Value;
use serde_json::{Value as Json, json};

use super::entry::{bare, member};
use super::fixtures::{
    DAY, NOW, cbor, codec_name, coop_id, diagnostic, founding, hex, integers, key, map, node_seed, refused,
    sign_head, value,
};
use super::gossip::Receiver;

/// A member entry.
pub(crate) fn entry(id: u8, name: &str) -> Entry {
    let body = if id == 1 { member(name) } else { bare(name) };
    Entry::new(EntryId([id; 16]), [0xa0 | id; 16], &Body::Member(body)).unwrap()
}

/// A cooperative that edits its directory and signs heads.
pub(crate) struct Author {
    pub(crate) founding: Founding,
    pub(crate) coop: usize,
    pub(crate) directory: Directory,
    pub(crate) entries: BTreeMap<EntryId, Entry>,
    pub(crate) time: u64,
}

/// A head with the delta that leads to it.
#[derive(Clone)]
pub(crate) struct Edition {
    pub(crate) head: SignedHead,
    pub(crate) delta: Vec<u8>,
}

impl Edition {
    /// The gossip message of both.
    pub(crate) fn message(&self) -> Vec<u8> {
        Gossip::Head { head: self.head.bytes.clone(), delta: Some(self.delta.clone()) }.to_bytes()
    }

    /// The gossip message of the head alone.
    pub(crate) fn alone(&self) -> Vec<u8> {
        Gossip::Head { head: self.head.bytes.clone(), delta: None }.to_bytes()
    }
}

impl Author {
    pub(crate) fn new(coop: usize) -> Author {
        Author {
            founding: founding(),
            coop,
            directory: Directory::default(),
            entries: BTreeMap::new(),
            time: NOW,
        }
    }

    /// Signs any head.
    pub(crate) fn sign(&self, head: Head) -> SignedHead {
        envelope::sign(&self.founding.federation(), ObjectKind::Head, &key(node_seed(self.coop)), head)
    }

    /// The head that follows, with these changes.
    pub(crate) fn edit(&mut self, put: &[Entry], removed: &[EntryId]) -> Edition {
        let (from, number) = (self.directory.number(), self.directory.number() + 1);
        let prior = self.directory.root();
        for id in removed {
            self.directory.remove(id, number);
            self.entries.remove(id);
        }
        for entry in put {
            self.directory.put(entry, number);
            self.entries.insert(entry.id, entry.clone());
        }
        let delta = Delta { from, put: put.to_vec(), removed: removed.to_vec() }.to_bytes();
        let changed = !put.is_empty() || !removed.is_empty();
        let root = self.directory.root();
        let head = self.sign(Head {
            root,
            time: self.time,
            bytes: self.directory.bytes(),
            count: self.directory.len() as u64,
            delta: changed.then(|| Delta::hash(&delta)),
            lease: self.time + limits::LEASE_MS,
            prior,
            number,
        });
        self.directory.set_head(head.clone());
        self.time += 1_000;
        Edition { head, delta }
    }

    /// Three editions: two members; one replaced and one added; one removed.
    pub(crate) fn three(&mut self) -> [Edition; 3] {
        [
            self.edit(&[entry(1, "Ada"), entry(2, "Bo")], &[]),
            self.edit(&[entry(2, "Béa"), entry(3, "Chloé")], &[]),
            self.edit(&[], &[EntryId([1; 16])]),
        ]
    }
}

/// Heads, good and bad.
pub(crate) fn heads() -> Vec<Json> {
    let mut author = Author::new(0);
    let editions = author.three();
    let names = ["the first", "the second, at once after it", "the third, after a removal"];
    let mut vectors: Vec<Json> =
        names.iter().zip(&editions).map(|(name, edition)| good(name, &author, &edition.head)).collect();
    let head = editions[0].head.value.clone();
    for (name, changed) in [
        ("ten minutes ahead, exactly", Head { time: NOW + limits::AHEAD_MS, ..head.clone() }),
        ("a short lease", Head { lease: NOW + DAY, ..head.clone() }),
        ("with as much as there may be", Head { count: 200_000, bytes: 256 * 1024 * 1024, ..head.clone() }),
        ("far from number 1", Head { number: u64::MAX, ..head.clone() }),
        ("lease over, not long ago", at(NOW - 97 * DAY, &head)),
    ] {
        vectors.push(good(name, &author, &author.sign(changed)));
    }
    vectors.extend(bad(&author, &head).into_iter().map(|(name, bytes)| judged(name, &bytes)));
    vectors
}

fn at(time: u64, head: &Head) -> Head {
    Head { time, lease: time + limits::LEASE_MS, ..head.clone() }
}

fn good(name: &str, author: &Author, head: &SignedHead) -> Json {
    let (verdict, _) =
        Receiver::new().gossip(NOW, &Gossip::Head { head: head.bytes.clone(), delta: None }.to_bytes());
    assert_eq!(verdict, "wait", "{name}");
    json!({
        "name": name, "hex": hex(&head.bytes), "now": NOW, "coop": hex(coop_id(&author.founding, author.coop).0),
        "id": hex(head.id.0), "value": diagnostic(&value(&codec::encode(&head.value))),
    })
}

fn judged(name: &str, bytes: &[u8]) -> Json {
    let (verdict, why) =
        Receiver::new().gossip(NOW, &Gossip::Head { head: bytes.to_vec(), delta: None }.to_bytes());
    assert_ne!(verdict, "wait", "{name}");
    json!({ "name": name, "hex": hex(bytes), "now": NOW, "verdict": verdict, "refused": why.unwrap() })
}

fn bad(author: &Author, head: &Head) -> Vec<(&'static str, Vec<u8>)> {
    let sign = |head: Head| author.sign(head).bytes;
    let federation = author.founding.federation();
    let node = key(node_seed(0));
    let raw = |payload: Value| sign_head(&federation, &payload);
    let Value::Map(pairs) = value(&codec::encode(head)) else { panic!("a map") };
    let with = |at: usize, part: Value| {
        let mut pairs = pairs.clone();
        pairs[at].1 = part;
        raw(Value::Map(pairs))
    };
    let named = |at: usize| {
        let mut pairs = pairs.clone();
        let bytes = pairs[at].0.as_text().unwrap().as_bytes().to_vec();
        pairs.remove(at);
        pairs.insert(0, (Value::Bytes(bytes), Value::Bytes(head.root.0.to_vec())));
        raw(Value::Map(pairs))
    };
    let plain = sign(head.clone());
    let Value::Array(mut parts) = value(&plain) else { panic!("an array") };
    let mut forged = plain.clone();
    *forged.last_mut().unwrap() ^= 1;
    let whole = parts.clone();
    parts.push(Value::Bytes(vec![0; 10]));
    let mut as_integers = whole;
    as_integers[2] = integers(&codec::encode(head));
    let big =
        Value::Map([pairs.clone(), vec![(Value::from("zzzzzzzz"), Value::Bytes(vec![0; 4096]))]].concat());
    vec![
        (
            "of another federation",
            envelope::sign(&FederationId([9; 32]), ObjectKind::Head, &node, head).bytes,
        ),
        ("signed as a card", envelope::sign(&federation, ObjectKind::Card, &node, head).bytes),
        ("by a stranger", envelope::sign(&federation, ObjectKind::Head, &key(200), head).bytes),
        ("by a root key", envelope::sign(&federation, ObjectKind::Head, &key(17), head).bytes),
        ("forged", forged),
        ("number 0", sign(Head { number: 0, ..head.clone() })),
        ("a lease of more than 90 days", sign(Head { lease: head.lease + 1, ..head.clone() })),
        ("more than ten minutes ahead", sign(at(NOW + limits::AHEAD_MS + 1, head))),
        ("lease over for more than a week", sign(at(NOW - 97 * DAY - 1, head))),
        ("200,001 entries", sign(Head { count: 200_001, ..head.clone() })),
        ("a byte too many", sign(Head { bytes: 256 * 1024 * 1024 + 1, ..head.clone() })),
        ("larger than a head may be", raw(big)),
        ("without a number", raw(Value::Map(pairs[..pairs.len() - 1].to_vec()))),
        ("a negative count", with(3, Value::from(-1))),
        ("a root of 31 bytes", with(0, Value::Bytes(vec![0; 31]))),
        ("a root as integers", with(0, integers(&head.root.0))),
        (
            "a payload that is an array",
            raw(Value::Array(pairs.iter().map(|(_, part)| part.clone()).collect())),
        ),
        ("a root named by bytes", named(0)),
        ("with something after the signature", cbor(&Value::Array(parts))),
        ("with the payload as integers", cbor(&Value::Array(as_integers))),
    ]
}

/// Deltas, good and bad.
pub(crate) fn deltas() -> Vec<Json> {
    let mut author = Author::new(0);
    let mut vectors: Vec<Json> = ["two members", "one replaced, one added", "one removed"]
        .iter()
        .zip(author.three())
        .map(|(name, edition)| delta(name, &edition.delta))
        .collect();
    let later = Entry { kind: Kind(200), body: vec![0xf6], ..entry(9, "x") };
    vectors.push(delta("nothing", &Delta { from: 9, put: vec![], removed: vec![] }.to_bytes()));
    vectors.push(delta(
        "a kind of a later version",
        &Delta { from: 0, put: vec![later], removed: vec![] }.to_bytes(),
    ));
    let one = entry(2, "Bo");
    let parts = [
        Value::Bytes(one.id.0.to_vec()),
        Value::from(1),
        Value::Bytes(one.salt.to_vec()),
        Value::Bytes(one.body.clone()),
    ];
    let put = |parts: &[Value]| {
        let put = Value::Array(vec![Value::Array(parts.to_vec())]);
        cbor(&Value::Array(vec![Value::from(0), put, Value::Array(vec![])]))
    };
    let with = |at: usize, part: Value| {
        let mut parts = parts.to_vec();
        parts[at] = part;
        put(&parts)
    };
    let none = || Value::Array(vec![]);
    let bad = [
        ("a map", cbor(&map(&[("from", Value::from(0))]))),
        ("two elements", cbor(&Value::Array(vec![Value::from(0), none()]))),
        ("four elements", cbor(&Value::Array(vec![Value::from(0), none(), none(), none()]))),
        ("a negative number", cbor(&Value::Array(vec![Value::from(-1), none(), none()]))),
        ("an entry of three parts", put(&parts[..3])),
        ("an entry of five parts", put(&[parts.to_vec(), vec![Value::from(0)]].concat())),
        ("an entry's id of 15 bytes", with(0, Value::Bytes(vec![2; 15]))),
        ("an entry's id as integers", with(0, integers(&one.id.0))),
        ("kind 256", with(1, Value::from(256))),
        ("a salt of 17 bytes", with(2, Value::Bytes(vec![2; 17]))),
        ("a body as text", with(3, Value::from("Bo"))),
        ("a body as integers", with(3, integers(&one.body))),
        ("a delta cut short", put(&parts)[..20].to_vec()),
    ];
    vectors.extend(bad.into_iter().map(|(name, bytes)| {
        let result = Delta::from_bytes(&bytes).map_err(|error| codec_name(&error));
        refused(json!({ "name": name, "hex": hex(bytes) }), result)
    }));
    vectors
}

fn delta(name: &str, bytes: &[u8]) -> Json {
    let Delta { from, put, removed } = Delta::from_bytes(bytes).unwrap();
    let put: Vec<Json> = put
        .iter()
        .map(|entry| {
            json!({ "id": hex(entry.id.0), "kind": entry.kind.0, "salt": hex(entry.salt), "body": hex(&entry.body) })
        })
        .collect();
    let Root(hash) = Delta::hash(bytes);
    let removed: Vec<String> = removed.iter().map(|id| hex(id.0)).collect();
    json!({ "name": name, "hex": hex(bytes), "hash": hex(hash), "from": from, "put": put, "removed": removed })
}
