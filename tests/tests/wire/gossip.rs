//! Vectors of gossip: messages, and what a node does with them.

use bigre_protocol::codec;
use bigre_protocol::directory::entry::Entry;
use bigre_protocol::directory::head::{Delta, Head};
use bigre_protocol::frame::{Frame, Gossip};
use bigre_protocol::id::{EntryId, InstanceId};
use bigre_protocol::limits;
use bigre_protocol::rejection::Verdict;
use bigre_protocol::replica::{Event, Identity, Input, Output, Replica, Ticket};
use bigre_protocol::text::Text;
use ciborium::Value;
use serde_json::{Value as Json, json};

use super::fixtures::{NOW, cbor, coop_id, founding, hex, integers, key, node_seed, seed};
use super::head::{Author, Edition, entry};

/// The node of the third founder, which holds nothing at first.
pub(crate) struct Receiver {
    pub(crate) replica: Replica,
}

impl Receiver {
    pub(crate) fn new() -> Receiver {
        Receiver::of(2)
    }

    pub(crate) fn of(coop: usize) -> Receiver {
        let founding = founding();
        let identity = Identity {
            coop: coop_id(&founding, coop),
            key: key(node_seed(coop)),
            instance: InstanceId([u8::try_from(coop).unwrap(); 8]),
            program: Text::new("bigre 0.1.0").unwrap(),
        };
        let mut replica = Replica::new(founding, identity);
        replica.start(NOW);
        Receiver { replica }
    }

    /// The verdict on a message, and why it is not accepted.
    pub(crate) fn gossip(&mut self, now: u64, bytes: &[u8]) -> (&'static str, Option<String>) {
        let from = coop_id(self.replica.founding(), 1);
        let outputs =
            self.replica.handle(now, Input::Gossip { from, ticket: Ticket(1), bytes: bytes.to_vec() });
        let mut found = ("wait", None);
        for output in outputs {
            match output {
                Output::Verdict { verdict: Verdict::Accept, .. } => found.0 = "accept",
                Output::Verdict { verdict: Verdict::Ignore, .. } => found.0 = "ignore",
                Output::Verdict { verdict: Verdict::Reject, .. } => found.0 = "reject",
                Output::Notify(Event::Refused { why, .. }) => found.1 = Some(why.name().to_owned()),
                _ => {}
            }
        }
        found
    }
}

/// A message after others: name, the names before it, when, bytes, verdict, reason.
type Case<'a> = (&'a str, &'a [&'a str], u64, Vec<u8>, &'a str, &'a str);

/// All of them.
pub(crate) fn vectors() -> Vec<Json> {
    let mut author = Author::new(0);
    let editions = author.three();
    let [one, two, three] = &editions;
    let renewed = author.edit(&[], &[]);
    let none = Author::new(1).edit(&[], &[]);
    let (first, both) = (&["first"][..], &["first", "second"][..]);
    let mut cases: Vec<Case> = vec![
        ("first", &[], NOW, one.message(), "accept", ""),
        ("second", first, NOW, two.message(), "accept", ""),
        ("third, a removal", both, NOW, three.message(), "accept", ""),
        ("an empty directory, head alone", &[], NOW, none.alone(), "accept", ""),
        (
            "a lease renewed, head alone",
            &["first", "second", "third, a removal"],
            NOW,
            renewed.alone(),
            "accept",
            "",
        ),
        ("first again", first, NOW, one.message(), "ignore", "duplicate"),
        ("first after second", both, NOW, one.message(), "ignore", "stale"),
        ("second without first", &[], NOW, two.message(), "wait", "gap"),
        ("second, head alone", first, NOW, two.alone(), "wait", "gap"),
        ("second with the first's delta", first, NOW, mixed(two, one), "reject", "delta-hash"),
        ("a head of another day", &[], NOW - 2 * limits::AHEAD_MS, one.message(), "ignore", "future"),
    ];
    cases.extend(wrong(&mut Author::new(0)));
    cases.extend(forks(one, two));
    cases.extend(assents());
    cases.extend(shapes(one));
    let all: Vec<(&str, u64, Vec<u8>)> = cases.iter().map(|case| (case.0, case.2, case.3.clone())).collect();
    cases.into_iter().map(|case| vector(&all, case)).collect()
}

fn vector(all: &[(&str, u64, Vec<u8>)], (name, before, now, bytes, verdict, why): Case) -> Json {
    let mut receiver = Receiver::new();
    for before in before {
        let (_, now, bytes) = all.iter().find(|(name, _, _)| name == before).unwrap();
        assert_eq!(receiver.gossip(*now, bytes).0, "accept", "{before}, before {name}");
    }
    let (found, reason) = receiver.gossip(now, &bytes);
    let mut vector =
        json!({ "name": name, "hex": hex(&bytes), "now": now, "before": before, "verdict": verdict });
    assert_eq!(found, verdict, "{name}: {reason:?}");
    if !why.is_empty() {
        // Duplicates and stale messages, and those that wait, are not worth an event.
        assert!(reason.is_none_or(|reason| reason == why), "{name}");
        vector["refused"] = json!(why);
    }
    vector
}

fn mixed(head: &Edition, delta: &Edition) -> Vec<u8> {
    Gossip::Head { head: head.head.bytes.clone(), delta: Some(delta.delta.clone()) }.to_bytes()
}

/// Heads that their author should not have signed.
fn wrong(author: &mut Author) -> Vec<Case<'static>> {
    let one = author.edit(&[entry(1, "Ada"), entry(2, "Bo")], &[]);
    let with = |delta: Vec<u8>, change: &dyn Fn(&mut Head)| {
        let mut head = one.head.value.clone();
        head.delta = Some(Delta::hash(&delta));
        change(&mut head);
        Edition { head: author.sign(head), delta }.message()
    };
    let delta = |put: Vec<Entry>, removed: Vec<EntryId>| Delta { from: 0, put, removed }.to_bytes();
    let both = || vec![entry(1, "Ada"), entry(2, "Bo")];
    let body = |body: Vec<u8>| delta(vec![Entry { body, ..entry(1, "Ada") }], vec![]);
    let swapped = delta(vec![entry(2, "Bo"), entry(1, "Ada")], vec![]);
    let twice = delta(vec![entry(1, "Eve"), entry(1, "Ada"), entry(2, "Bo")], vec![]);
    let and_gone = delta(both(), vec![EntryId([1; 16]), EntryId([9; 16])]);
    let again = Delta::from_bytes(&one.delta).unwrap().to_bytes();
    let long =
        Value::Array([Value::from(0), Value::Array(vec![]), Value::Array(vec![]), Value::Null].to_vec());
    vec![
        ("changes out of order", &[], NOW, with(swapped, &|_| {}), "accept", ""),
        ("an entry twice, the last counts", &[], NOW, with(twice, &|_| {}), "accept", ""),
        ("an entry removed, then put", &[], NOW, with(and_gone, &|_| {}), "accept", ""),
        ("another root", &[], NOW, with(again.clone(), &|head| head.root.0[0] ^= 1), "ignore", "root"),
        ("another count", &[], NOW, with(again.clone(), &|head| head.count += 1), "ignore", "root"),
        ("another size", &[], NOW, with(again.clone(), &|head| head.bytes += 1), "ignore", "root"),
        ("another prior", &[], NOW, with(again, &|head| head.prior.0[0] ^= 1), "accept", ""),
        ("an entry missing", &[], NOW, with(delta(vec![entry(1, "Ada")], vec![]), &|_| {}), "ignore", "root"),
        ("a body too large", &[], NOW, with(body(vec![0; 4097]), &|_| {}), "reject", "size"),
        ("a body not canonical", &[], NOW, with(body(vec![0x18, 0]), &|_| {}), "reject", "malformed"),
        ("an empty body in a delta", &[], NOW, with(body(vec![]), &|_| {}), "reject", "malformed"),
        ("a delta that is a number", &[], NOW, with(vec![0], &|_| {}), "reject", "malformed"),
        ("a delta with a fourth element", &[], NOW, with(cbor(&long), &|_| {}), "reject", "malformed"),
    ]
}

fn forks(one: &Edition, two: &Edition) -> Vec<Case<'static>> {
    let author = Author::new(0);
    let other = author.sign(Head { lease: one.head.value.lease - 1, ..one.head.value.clone() });
    let third = author.sign(Head { lease: one.head.value.lease - 2, ..one.head.value.clone() });
    let pair = |a: &[u8], b: &[u8]| Gossip::Objects(vec![Frame::Fork(a.to_vec(), b.to_vec())]).to_bytes();
    let head = |head: &[u8]| Gossip::Head { head: head.to_vec(), delta: None }.to_bytes();
    let stranger = Author::new(1).sign(one.head.value.clone());
    let mut forged = other.bytes.clone();
    *forged.last_mut().unwrap() ^= 1;
    let a = &one.head.bytes;
    vec![
        ("another first head", &["first"], NOW, head(&other.bytes), "ignore", "frozen"),
        ("a fork", &[], NOW, pair(a, &other.bytes), "accept", ""),
        ("a fork in the other order", &[], NOW, pair(&other.bytes, a), "accept", ""),
        ("a fork again", &["a fork"], NOW, pair(&other.bytes, a), "ignore", "duplicate"),
        (
            "another fork of a frozen directory",
            &["a fork"],
            NOW,
            pair(a, &third.bytes),
            "ignore",
            "duplicate",
        ),
        ("a head after a fork", &["a fork"], NOW, two.message(), "ignore", "frozen"),
        ("a head twice is no fork", &[], NOW, pair(a, a), "reject", "no-proof"),
        ("two numbers are no fork", &[], NOW, pair(a, &two.head.bytes), "reject", "no-proof"),
        ("two authors are no fork", &[], NOW, pair(a, &stranger.bytes), "reject", "no-proof"),
        ("a forged fork", &[], NOW, pair(a, &forged), "reject", "signature"),
    ]
}

fn assents() -> Vec<Case<'static>> {
    let founding = founding();
    let card =
        founding.cards.iter().find(|card| card.value.node == super::fixtures::public(node_seed(0))).unwrap();
    let sign = |signers: &[u8]| {
        let keys: Vec<_> = signers.iter().map(|nth| key(seed(0, *nth))).collect();
        Gossip::Objects(vec![Frame::Assent(founding.assent(&card.id, &keys.iter().collect::<Vec<_>>()))])
            .to_bytes()
    };
    vec![
        ("an assent", &[], NOW, sign(&[1, 2]), "accept", ""),
        ("an assent again, by others", &["an assent"], NOW, sign(&[2, 3]), "ignore", "duplicate"),
        ("an assent by one", &[], NOW, sign(&[1]), "reject", "signature"),
        ("an assent by a voter", &[], NOW, sign(&[1, 4]), "ignore", "unknown-key"),
    ]
}

fn shapes(one: &Edition) -> Vec<Case<'static>> {
    let head = one.head.bytes.clone();
    let message = |tag: u64, rest: Value| cbor(&Value::Array(vec![Value::from(tag), rest]));
    let bytes = |bytes: &[u8]| Value::Bytes(bytes.to_vec());
    let three = Value::Array(vec![bytes(&head), Value::Null, Value::Null]);
    let mut large = Gossip::Objects(vec![Frame::Assent(vec![0; limits::GOSSIP_BYTES])]).to_bytes();
    large.truncate(limits::GOSSIP_BYTES + 1);
    assert!(codec::check(&one.message()).is_ok());
    let later = Value::Array(vec![bytes(&[0x82, 14, 0xf6])]);
    let end = Value::Array(vec![bytes(&Frame::End.to_bytes())]);
    let many = Value::Array(vec![bytes(&[0x82, 14, 0xf6]); 65]);
    let assent = Value::Array(vec![Value::Array(vec![Value::from(2), bytes(&[1])])]);
    vec![
        ("objects of a later version", &[], NOW, message(2, later), "ignore", "duplicate"),
        ("no objects", &[], NOW, message(2, Value::Array(vec![])), "reject", "malformed"),
        ("65 objects", &[], NOW, message(2, many), "reject", "malformed"),
        ("an end among objects", &[], NOW, message(2, end), "ignore", "out-of-turn"),
        ("an object that is not wrapped", &[], NOW, message(2, assent), "reject", "malformed"),
        ("a message of a later version", &[], NOW, message(4, Value::from(0)), "ignore", "unknown-kind"),
        (
            "a message of a later version, not canonical",
            &[],
            NOW,
            vec![0x82, 4, 0x18, 0],
            "reject",
            "malformed",
        ),
        ("a tag above 23", &[], NOW, message(24, Value::from(0)), "reject", "malformed"),
        ("nothing", &[], NOW, vec![], "reject", "malformed"),
        ("a head and nothing else", &[], NOW, message(1, bytes(&head)), "reject", "malformed"),
        ("a message of three", &[], NOW, message(1, three), "reject", "malformed"),
        (
            "a head as integers",
            &[],
            NOW,
            message(1, Value::Array(vec![integers(&head), Value::Null])),
            "reject",
            "malformed",
        ),
        (
            "an empty head",
            &[],
            NOW,
            message(1, Value::Array(vec![bytes(&[]), Value::Null])),
            "reject",
            "malformed",
        ),
        ("larger than a message may be", &[], NOW, large, "reject", "size"),
    ]
}
