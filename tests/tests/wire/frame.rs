//! Vectors of frames, and of exchanges between two nodes.

use std::collections::VecDeque;

use bigre_protocol::directory::entry::Entry;
use bigre_protocol::directory::{Change, Cursor};
use bigre_protocol::frame::{Frame, Hello, Part};
use bigre_protocol::id::{EntryId, InstanceId};
use bigre_protocol::limits;
use bigre_protocol::replica::{Input, Output, Stream};
use bigre_protocol::text::{List, Text};
use ciborium::Value;
use serde_bytes::ByteArray;
use serde_json::{Value as Json, json};

use super::fixtures::{
    NOW, cbor, codec_name, coop_id, diagnostic, founding, hex, integers, map, refused, value,
};
use super::gossip::Receiver;
use super::head::{Author, entry};

/// All of them.
pub(crate) fn vectors() -> Vec<Json> {
    let mut vectors: Vec<Json> = good()
        .into_iter()
        .map(|(name, what, frame)| {
            let bytes = frame.to_bytes();
            assert_eq!(Frame::from_bytes(&bytes), Ok(Some(frame)), "{name}");
            json!({ "name": name, "frame": what, "hex": hex(&bytes), "value": diagnostic(&value(&bytes)) })
        })
        .collect();
    for (name, bytes) in
        [("a frame of a later version", vec![0x82, 14, 0xf6]), ("the last of those", vec![0x82, 23, 0x80])]
    {
        assert_eq!(Frame::from_bytes(&bytes), Ok(None));
        vectors.push(json!({ "name": name, "frame": "later", "hex": hex(&bytes), "value": diagnostic(&value(&bytes)) }));
    }
    vectors.extend(bad().into_iter().map(|(name, bytes)| {
        let result = Frame::from_bytes(&bytes).map_err(|error| codec_name(&error));
        refused(json!({ "name": name, "hex": hex(bytes) }), result)
    }));
    vectors.extend(exchanges());
    vectors
}

fn hello() -> Hello {
    Hello {
        asks: List::default(),
        time: NOW,
        cards: List::new(vec![(1, ByteArray::new([4; 8])), (0, ByteArray::new([2; 8]))]).unwrap(),
        heads: List::new(vec![(3, ByteArray::new([7; 8])), (0, ByteArray::new([0; 8]))]).unwrap(),
        heard: Some(InstanceId([5; 8])),
        votes: [6; 8],
        proofs: List::new(vec![(1, 2)]).unwrap(),
        pulses: List::new(vec![NOW, 0]).unwrap(),
        assents: 5,
        program: Text::new("bigre 0.1.0").unwrap(),
        instance: InstanceId([3; 8]),
        journals: List::new(vec![(2, ByteArray::new([8; 8])), (0, ByteArray::new([0; 8]))]).unwrap(),
        register: (4, ByteArray::new([9; 8])),
        everything: false,
        federation: founding().federation(),
    }
}

fn good() -> Vec<(&'static str, &'static str, Frame)> {
    let founding = founding();
    let coop = coop_id(&founding, 0);
    let head = Author::new(0).edit(&[entry(1, "Ada")], &[]).head.bytes;
    let asks = vec![(0, 3, None), (1, 0, Some((2, EntryId([4; 16]))))];
    let asking = Hello { asks: List::new(asks).unwrap(), everything: true, ..hello() };
    let begin = |full, resumed| Frame::Begin { coop, full, resumed, head: head.clone() };
    let part = |put: Vec<Entry>, removed, number, id| {
        Frame::Part(Part { put, removed, cursor: Cursor { number, id } })
    };
    vec![
        ("hello", "hello", Frame::Hello(Box::new(hello()))),
        ("hello that asks", "hello", Frame::Hello(Box::new(asking))),
        ("an assent", "assent", Frame::Assent(vec![1, 2, 3])),
        ("a fork", "fork", Frame::Fork(head.clone(), vec![])),
        ("a card", "card", Frame::Card(vec![1, 2, 3])),
        ("a page", "page", Frame::Page(vec![1, 2, 3])),
        ("an approval", "approval", Frame::Approval(vec![1, 2, 3])),
        ("a journal entry", "entry", Frame::Entry(vec![1, 2, 3])),
        ("a pulse", "pulse", Frame::Pulse(vec![1, 2, 3])),
        ("a piece of a sealed page", "sealed", Frame::Sealed(vec![1, 2, 3], true)),
        ("a full copy begins", "begin", begin(true, false)),
        ("changes begin", "begin", begin(false, false)),
        ("a full copy goes on", "begin", begin(true, true)),
        ("a part with an entry", "part", part(vec![entry(1, "Ada")], vec![], 1, Some(EntryId([1; 16])))),
        ("a part with a removal", "part", part(vec![], vec![EntryId([2; 16])], 9, Some(EntryId([2; 16])))),
        ("an empty part of a file", "part", part(vec![], vec![], 0, None)),
        ("end", "end", Frame::End),
        ("done", "done", Frame::Done),
    ]
}

#[allow(clippy::too_many_lines, reason = "each frame is a row")]
fn bad() -> Vec<(&'static str, Vec<u8>)> {
    let array = |items: Vec<Value>| Value::Array(items);
    let frame = |tag: u64, rest: Value| cbor(&array(vec![Value::from(tag), rest]));
    let bytes = |bytes: &[u8]| Value::Bytes(bytes.to_vec());
    let none = || Value::Array(vec![]);
    let Value::Array(parts) = value(&Frame::Hello(Box::new(hello())).to_bytes()) else { panic!("an array") };
    let Value::Map(pairs) = parts[1].clone() else { panic!("a map") };
    let hello = |field: &str, part: Option<Value>| {
        let pairs = pairs.iter().filter_map(|(key, old)| match (key.as_text() == Some(field), &part) {
            (true, None) => None,
            (true, Some(part)) => Some((key.clone(), part.clone())),
            (false, _) => Some((key.clone(), old.clone())),
        });
        frame(1, Value::Map(pairs.collect()))
    };
    let whole = array(vec![bytes(&[2; 16]), Value::from(1), bytes(&[3; 16]), bytes(&[0xa0])]);
    let short = array(vec![bytes(&[2; 16]), Value::from(1), bytes(&[3; 16])]);
    let five = array(vec![bytes(&[2; 16]), Value::from(1), bytes(&[3; 16]), bytes(&[0xa0]), Value::Null]);
    let part = |entry: &Value| {
        frame(5, array(vec![array(vec![entry.clone()]), none(), Value::from(0), Value::Null]))
    };
    let mark = array(vec![Value::from(0), bytes(&[0; 8])]);
    let long_mark = array(vec![Value::from(0), bytes(&[0; 8]), Value::Null]);
    assert!(Frame::from_bytes(&part(&whole)).is_ok());
    vec![
        ("no frame", vec![]),
        ("a number", vec![0x06]),
        ("an array of one", vec![0x81, 6]),
        ("an array of three", vec![0x83, 6, 0xf6, 0xf6]),
        ("a tag of two bytes", vec![0x82, 0x18, 24, 0xf6]),
        ("a later frame that is not canonical", vec![0x82, 14, 0x18, 1]),
        ("an end with something", frame(6, Value::from(0))),
        ("a done with an array", frame(7, none())),
        ("an end and a byte", vec![0x82, 6, 0xf6, 0]),
        ("an assent as text", frame(2, Value::from("x"))),
        ("an assent as integers", frame(2, integers(&[1, 2]))),
        ("a fork of one", frame(3, array(vec![bytes(&[1])]))),
        ("a fork of three", frame(3, array(vec![bytes(&[1]), bytes(&[2]), bytes(&[3])]))),
        (
            "a begin without a head",
            frame(4, array(vec![bytes(&[1; 32]), Value::from(true), Value::from(false)])),
        ),
        (
            "a begin of 31 bytes",
            frame(4, array(vec![bytes(&[1; 31]), Value::from(true), Value::from(false), bytes(&[])])),
        ),
        (
            "a begin of numbers",
            frame(4, array(vec![bytes(&[1; 32]), Value::from(1), Value::from(0), bytes(&[])])),
        ),
        ("a part without a cursor", frame(5, array(vec![none(), none()]))),
        ("a part with an entry of three", part(&short)),
        ("a part with an entry of five", part(&five)),
        ("a part of five", frame(5, array(vec![none(), none(), Value::from(0), Value::Null, Value::Null]))),
        ("a hello without a federation", hello("federation", None)),
        ("a hello with 1025 heads", hello("heads", Some(array(vec![mark; 1025])))),
        ("a hello with a head of three", hello("heads", Some(array(vec![long_mark])))),
        (
            "a hello with an ask above 65535",
            hello("asks", Some(array(vec![array(vec![Value::from(65536), Value::from(0), Value::Null])]))),
        ),
        ("a hello with an empty program", hello("program", Some(Value::from("")))),
        ("a hello with a number for everything", hello("everything", Some(Value::from(0)))),
        ("a hello without a register", hello("register", None)),
        ("a hello with votes of 7 bytes", hello("votes", Some(bytes(&[6; 7])))),
        ("a hello with a proof of one", hello("proofs", Some(array(vec![array(vec![Value::from(1)])])))),
        (
            "a hello with a proof above 255",
            hello("proofs", Some(array(vec![array(vec![Value::from(1), Value::from(256)])]))),
        ),
        ("a sealed page of one", frame(13, array(vec![bytes(&[1])]))),
        ("a sealed page with a number", frame(13, array(vec![bytes(&[1]), Value::from(1)]))),
        ("a page as text", frame(9, Value::from("x"))),
        ("a pulse of an array", frame(12, none())),
        ("a hello that is a list", frame(1, array(pairs.iter().map(|(_, part)| part.clone()).collect()))),
        ("a hello with an unknown map", frame(1, map(&[("x", Value::from(0))]))),
    ]
}

/// A node that asks, and what another answers.
struct Exchange {
    asker: Receiver,
    answerer: Receiver,
    author: Author,
}

impl Exchange {
    /// The frames of the asker and of the answerer; the asker sees only the first `most` of them.
    fn run(&mut self, now: u64, most: usize) -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
        let founding = founding();
        let (asker, answerer) = (coop_id(&founding, 2), coop_id(&founding, 1));
        let mut asked = Vec::new();
        let mut inputs = VecDeque::from([Input::Connected(answerer)]);
        let mut ours = Stream(0);
        while let Some(input) = inputs.pop_front() {
            let outputs = self.asker.replica.handle(now, input);
            if asked.is_empty() && outputs.is_empty() {
                // The other is to begin: we begin all the same.
                inputs.push_back(Input::Compare);
            }
            for output in outputs {
                match output {
                    Output::Open { stream, .. } => {
                        ours = stream;
                        inputs.push_back(Input::Room(stream));
                    }
                    Output::Send { bytes, .. } => asked.push(bytes),
                    _ => {}
                }
            }
        }
        let theirs = Stream(2 * now + 1);
        let answered = self.answer(now, theirs, asker, &asked[0]);
        for bytes in answered.iter().take(most) {
            self.asker.replica.handle(now, Input::Frame { stream: ours, bytes: bytes.clone() });
        }
        self.asker.replica.handle(now, Input::Closed(ours));
        self.asker.replica.handle(now, Input::Disconnected(answerer));
        (asked, answered)
    }

    fn answer(
        &mut self,
        now: u64,
        stream: Stream,
        peer: bigre_protocol::id::CoopId,
        asked: &[u8],
    ) -> Vec<Vec<u8>> {
        let mut frames = Vec::new();
        let replica = &mut self.answerer.replica;
        replica.handle(now, Input::Opened { stream, peer });
        let mut inputs = vec![Input::Frame { stream, bytes: asked.to_vec() }];
        inputs.extend((0..64).map(|_| Input::Room(stream)));
        for input in inputs {
            for output in replica.handle(now, input) {
                match output {
                    Output::Send { bytes, .. } => frames.push(bytes),
                    Output::SendPart { changes, cursor, .. } => {
                        let (mut put, mut removed) = (Vec::new(), Vec::new());
                        for change in changes {
                            match change {
                                Change::Put(id, _) => put.push(self.author.entries[&id].clone()),
                                Change::Removed(id) => removed.push(id),
                            }
                        }
                        frames.push(Frame::Part(Part { put, removed, cursor }).to_bytes());
                    }
                    _ => {}
                }
            }
        }
        frames
    }

    fn vector(&mut self, name: &str, now: u64, most: usize) -> Json {
        let before = self.asker.replica.directory(&coop_id(&self.author.founding, 0)).unwrap().number();
        let (asked, answered) = self.run(now, most);
        let coop = coop_id(&self.author.founding, 0);
        let after = self.asker.replica.directory(&coop).unwrap();
        let ids: Vec<String> = after.iter().map(|leaf| hex(leaf.id.0)).collect();
        let hexes = |frames: &[Vec<u8>]| frames.iter().map(hex).collect::<Vec<_>>();
        json!({
            "name": name, "frame": "exchange", "now": now, "asked": hexes(&asked), "answered": hexes(&answered),
            "arrived": most.min(answered.len()), "coop": hex(coop.0), "number_before": before,
            "number_after": after.number(), "ids_after": ids,
        })
    }
}

/// One federation, one asker: everything; nothing new; what changed; a copy broken off, then resumed.
fn exchanges() -> Vec<Json> {
    let author = Author::new(0);
    let large: Vec<Entry> = (10..34).map(heavy).collect();
    let mut exchange = Exchange { asker: Receiver::of(2), answerer: Receiver::of(1), author };
    let take = |exchange: &mut Exchange, message: &[u8]| {
        assert_eq!(exchange.answerer.gossip(NOW, message).0, "accept");
    };
    let mut vectors = Vec::new();
    let minute = |minutes: u64| NOW + minutes * 10 * limits::COMPARE_MS;
    let first = exchange.author.edit(&[entry(1, "Ada"), entry(2, "Bo")], &[]).message();
    take(&mut exchange, &first);
    vectors.push(exchange.vector("a full copy", minute(1), 64));
    vectors.push(exchange.vector("nothing new", minute(2), 64));
    let second = exchange.author.edit(&[entry(2, "Béa"), entry(3, "Chloé")], &[]).message();
    let third = exchange.author.edit(&[], &[EntryId([1; 16])]).message();
    take(&mut exchange, &second);
    take(&mut exchange, &third);
    vectors.push(exchange.vector("what changed since", minute(3), 64));
    for half in large.chunks(6) {
        let edition = exchange.author.edit(half, &[]);
        take(&mut exchange, &edition.message());
    }
    vectors.push(exchange.vector("broken off after the first part", minute(4), 3));
    vectors.push(exchange.vector("resumed where it stopped", minute(5), 64));
    vectors
}

/// An entry of nearly 4 KiB, so that a part holds few of them.
fn heavy(id: u8) -> Entry {
    let body = map(&[("name", Value::from("x")), ("unknown", Value::Bytes(vec![id; 4000]))]);
    Entry { body: cbor(&body), ..entry(id, "x") }
}
