//! Vectors of the files that carry directories.

use bigre_protocol::frame::{Frame, Part};
use bigre_protocol::id::FederationId;
use bigre_protocol::rejection::Rejection;
use bigre_protocol::replica::{Input, Output, Request, Taken};
use serde_json::{Value as Json, json};

use super::fixtures::{NOW, coop_id, founding, hex, key, refused, seed};
use super::gossip::Receiver;
use super::head::Author;

const MAGIC: &[u8] = b"bigre-bundle-1\n";

/// The bytes of a bundle, as the specification says: the node's own writer has its own tests.
fn file(federation: &FederationId, frames: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = [MAGIC, &federation.0].concat();
    for frame in frames {
        bytes.extend_from_slice(&u32::try_from(frame.len()).unwrap().to_be_bytes());
        bytes.extend_from_slice(frame);
    }
    bytes
}

/// The frames of a node that holds a directory of two members, an empty one, a fork and an assent.
fn frames() -> Vec<Vec<u8>> {
    let mut receiver = Receiver::new();
    let mut author = Author::new(0);
    for edition in author.three() {
        assert_eq!(receiver.gossip(NOW, &edition.message()).0, "accept");
    }
    let empty = Author::new(1).edit(&[], &[]);
    assert_eq!(receiver.gossip(NOW, &empty.alone()).0, "accept");
    let founding = founding();
    let card =
        founding.cards.iter().find(|card| founding.coop_id(&card.id) == coop_id(&founding, 0)).unwrap();
    receiver.replica.admit_assent(&founding.assent(&card.id, &[&key(seed(0, 1)), &key(seed(0, 2))])).unwrap();
    let fetch = |_: &_, ids: &[_]| Ok::<_, ()>(ids.iter().map(|id| author.entries[id].clone()).collect());
    receiver.replica.export(fetch).unwrap()
}

fn taken(frames: &[Vec<u8>]) -> Vec<Taken> {
    let input = Input::File { request: Request(1), frames: frames.to_vec() };
    let outputs = Receiver::new().replica.handle(NOW, input);
    outputs
        .into_iter()
        .find_map(|output| match output {
            Output::Imported { taken, .. } => Some(taken),
            _ => None,
        })
        .unwrap()
}

/// All of them.
pub(crate) fn vectors() -> Vec<Json> {
    let (founding, frames) = (founding(), frames());
    let federation = founding.federation();
    let directories: Vec<Json> = taken(&frames)
        .into_iter()
        .map(|taken| match taken {
            Taken::Updated(coop, number) => json!({ "coop": hex(coop.0), "number": number }),
            other => panic!("{other:?}"),
        })
        .collect();
    let good = file(&federation, &frames);
    let mut vectors = vec![
        json!({ "name": "two directories and an assent", "hex": hex(&good), "directories": directories }),
        json!({ "name": "nothing", "hex": hex(file(&federation, &[])), "directories": [] }),
    ];
    for (name, bytes, why) in [
        ("another file", b"PK\x03\x04".to_vec(), "magic"),
        ("a bundle of another federation", file(&FederationId([9; 32]), &frames), "federation"),
        ("a bundle cut in its header", good[..40].to_vec(), "damaged"),
        ("a bundle cut in a length", good[..MAGIC.len() + 34].to_vec(), "damaged"),
        ("a bundle cut in a frame", good[..good.len() - 1].to_vec(), "damaged"),
    ] {
        vectors.push(json!({ "name": name, "hex": hex(bytes), "refused": why }));
    }
    vectors.extend(broken(&federation, &frames));
    vectors
}

/// Bundles of which a directory is refused.
fn broken(federation: &FederationId, frames: &[Vec<u8>]) -> Vec<Json> {
    let parsed: Vec<Frame> = frames.iter().map(|frame| Frame::from_bytes(frame).unwrap().unwrap()).collect();
    let with = |change: &dyn Fn(&mut Part)| -> Vec<Vec<u8>> {
        let changed = parsed.iter().cloned().map(|frame| match frame {
            Frame::Part(mut part) if !part.put.is_empty() => {
                change(&mut part);
                Frame::Part(part)
            }
            other => other,
        });
        changed.map(|frame| frame.to_bytes()).collect()
    };
    let without = |drop: fn(&Frame) -> bool| -> Vec<Vec<u8>> {
        parsed.iter().filter(|frame| !drop(frame)).map(Frame::to_bytes).collect()
    };
    let end = parsed.iter().rposition(|frame| matches!(frame, Frame::End)).unwrap();
    let salt = with(&|part| part.put[0].salt[0] ^= 1);
    let body = with(&|part| *part.put[0].body.last_mut().unwrap() ^= 1);
    let cases = [
        ("a bundle with a body changed", body),
        ("a bundle with a salt changed", salt),
        ("a bundle with an entry missing", with(&|part| drop(part.put.pop()))),
        ("a bundle without its parts", without(|frame| matches!(frame, Frame::Part(_)))),
        ("a bundle that ends in a directory", frames[..end].to_vec()),
    ];
    let vector = |(name, frames): (&str, Vec<Vec<u8>>)| {
        let result = taken(&frames).into_iter().find_map(|taken| match taken {
            Taken::Refused(_, why) => Some(why),
            _ => None,
        });
        let vector = json!({ "name": name, "hex": hex(file(federation, &frames)) });
        refused(vector, Err::<(), _>(result.as_ref().map_or("none", Rejection::name).to_owned()))
    };
    cases.into_iter().map(vector).collect()
}
