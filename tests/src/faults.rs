//! What goes wrong: the weather of the network and of disks, and the ways a peer lies.
//!
//! Knows how a message is spoilt; must not know when.

use std::collections::BTreeMap;
use std::ops::Range;

use bigre_protocol::directory::head::{Delta, Head};
use bigre_protocol::envelope::{self, ObjectKind, Signed, public_key};
use bigre_protocol::frame::{Frame, Gossip, Hello, Part};
use bigre_protocol::id::{CoopId, Root};
use bigre_protocol::limits;
use bigre_protocol::text::List;

use crate::fixtures::{Federation, node_key};
use crate::rng::Rng;

/// What goes wrong by itself. Chances are in a thousand, times in milliseconds.
#[derive(Debug, Clone)]
pub struct Weather {
    /// How long a message is under way.
    pub latency: Range<u64>,
    /// How long a flush takes.
    pub flush: Range<u64>,
    /// Gossip messages lost.
    pub lost: u64,
    /// Gossip messages that come twice.
    pub twice: u64,
    /// Gossip messages that are overtaken by others.
    pub late: u64,
    /// Streams that break within their first frames.
    pub broken: u64,
}

impl Weather {
    /// Nothing goes wrong.
    pub fn calm() -> Weather {
        Weather { latency: 5..60, flush: 1..10, lost: 0, twice: 0, late: 0, broken: 0 }
    }

    /// Anything may.
    pub fn storm(rng: &mut Rng) -> Weather {
        Weather {
            latency: 1..2 + rng.below(400),
            flush: 0..1 + rng.below(60),
            lost: rng.below(500),
            twice: rng.below(200),
            late: rng.below(300),
            broken: rng.below(400),
        }
    }
}

/// A way to lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Parts with a body, a salt or an entry that is not the right one.
    Parts,
    /// Bytes that mean nothing.
    Garbage,
    /// More bytes than allowed.
    Oversize,
    /// Heads whose signature does not verify.
    Forged,
    /// The first head of each directory, for ever.
    Stale,
    /// Heads of its own, signed, with a root of no set.
    OtherRoot,
    /// A HELLO that claims more than it holds.
    Numbers,
    /// Some parts never sent.
    Half,
    /// Streams are opened and nothing is said.
    Silence,
    /// A HELLO that claims more than it holds, then the stream breaks.
    Cuts,
    /// A HELLO that claims pages, cards, journals, votes and pulses that it does not hold.
    Claims,
    /// The same, then the stream breaks.
    ClaimsCut,
    /// Journal entries, cards, pages and approvals are not sent, or some of them.
    Withholds,
}

/// All of them.
pub const KINDS: [Kind; 13] = [
    Kind::Parts,
    Kind::Garbage,
    Kind::Oversize,
    Kind::Forged,
    Kind::Stale,
    Kind::OtherRoot,
    Kind::Numbers,
    Kind::Half,
    Kind::Silence,
    Kind::Cuts,
    Kind::Claims,
    Kind::ClaimsCut,
    Kind::Withholds,
];

/// A node that lies: an honest replica whose messages are spoilt on their way out.
#[derive(Debug, Clone)]
pub struct Lie {
    /// How.
    pub kind: Kind,
    old: BTreeMap<CoopId, Vec<u8>>,
    published: Option<Vec<u8>>,
}

impl Lie {
    /// A liar.
    pub fn new(kind: Kind) -> Lie {
        Lie { kind, old: BTreeMap::new(), published: None }
    }

    /// What is sent in place of a frame.
    pub fn frame(&mut self, rng: &mut Rng, who: &Federation, at: usize, bytes: Vec<u8>) -> Vec<Vec<u8>> {
        let frame = Frame::from_bytes(&bytes).ok().flatten();
        match (self.kind, frame) {
            (Kind::Parts, Some(Frame::Part(part))) => vec![Frame::Part(spoil(rng, part)).to_bytes()],
            (Kind::Garbage, Some(_)) if rng.chance(500) => vec![garbage(rng, 300)],
            (Kind::Oversize, Some(Frame::Part(_))) => vec![vec![0x82; limits::FRAME_BYTES + 1]],
            (Kind::Half, Some(Frame::Part(_))) if rng.chance(600) => Vec::new(),
            (Kind::Silence, Some(_)) => Vec::new(),
            (Kind::Numbers | Kind::Cuts, Some(Frame::Hello(mut hello))) => {
                let heads = hello.heads.iter().map(|(number, mark)| (number + rng.below(9), *mark));
                hello.heads = List::new(heads.collect()).unwrap_or_default();
                vec![Frame::Hello(hello).to_bytes()]
            }
            (Kind::Claims | Kind::ClaimsCut, Some(Frame::Hello(hello))) => {
                vec![Frame::Hello(Box::new(claim(rng, *hello))).to_bytes()]
            }
            (Kind::Withholds, Some(frame)) if is_said(&frame) && rng.chance(600) => Vec::new(),
            (kind, Some(Frame::Begin { coop, full, resumed, mut head })) => {
                match kind {
                    Kind::Forged => flip(rng, &mut head),
                    Kind::Stale => head = self.old.entry(coop).or_insert(head).clone(),
                    Kind::OtherRoot if coop == who.coops[at] => head = other_root(who, at, &head),
                    _ => {}
                }
                vec![Frame::Begin { coop, full, resumed, head }.to_bytes()]
            }
            _ => vec![bytes],
        }
    }

    /// Whether a stream breaks instead of carrying a frame.
    pub fn breaks(&self, bytes: &[u8]) -> bool {
        matches!(self.kind, Kind::Cuts | Kind::ClaimsCut) && !matches!(bytes, [0x82, 1, ..])
    }

    /// What is published in place of a message.
    pub fn gossip(&mut self, rng: &mut Rng, who: &Federation, at: usize, bytes: Vec<u8>) -> Vec<Vec<u8>> {
        let Ok(Some(Gossip::Head { mut head, mut delta })) = Gossip::from_bytes(&bytes) else {
            return vec![bytes];
        };
        match self.kind {
            Kind::Garbage => return vec![garbage(rng, 300)],
            Kind::Oversize => return vec![vec![0x82; limits::GOSSIP_BYTES + 1]],
            Kind::Stale => return vec![self.published.get_or_insert(bytes).clone()],
            Kind::Silence => return Vec::new(),
            Kind::Forged => flip(rng, &mut head),
            Kind::OtherRoot => head = other_root(who, at, &head),
            Kind::Parts => delta = delta.map(|delta| spoil_delta(rng, delta)),
            Kind::Numbers | Kind::Half | Kind::Cuts | Kind::Claims | Kind::ClaimsCut | Kind::Withholds => {}
        }
        vec![Gossip::Head { head, delta }.to_bytes()]
    }
}

/// What a liar says that it holds of the register.
fn claim(rng: &mut Rng, mut hello: Hello) -> Hello {
    hello.register.0 += rng.below(3);
    hello.votes = rng.bytes();
    let journals = hello.journals.iter().map(|(seq, mark)| (seq + rng.below(4), *mark));
    hello.journals = List::new(journals.collect()).unwrap_or_default();
    let cards = hello.cards.iter().map(|(number, mark)| (number + rng.below(2), *mark));
    hello.cards = List::new(cards.collect()).unwrap_or_default();
    let pulses = hello.pulses.iter().map(|number| number + rng.below(100_000));
    hello.pulses = List::new(pulses.collect()).unwrap_or_default();
    hello
}

fn is_said(frame: &Frame) -> bool {
    matches!(
        frame,
        Frame::Entry(_)
            | Frame::Card(_)
            | Frame::Page(_)
            | Frame::Approval(_)
            | Frame::Sealed(..)
            | Frame::Pulse(_)
    )
}

/// Bytes that mean nothing.
pub fn garbage(rng: &mut Rng, most: u64) -> Vec<u8> {
    (0..1 + rng.below(most)).map(|_| rng.bytes::<1>()[0]).collect()
}

fn flip(rng: &mut Rng, bytes: &mut [u8]) {
    let at = rng.index(bytes.len());
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 1 << rng.below(8);
    }
}

fn spoil(rng: &mut Rng, mut part: Part) -> Part {
    let at = rng.index(part.put.len());
    match (part.put.get_mut(at), rng.below(3)) {
        (Some(entry), 0) => entry.salt[0] ^= 1,
        (Some(entry), 1) => entry.body = vec![0xf6],
        (Some(_), _) => drop(part.put.remove(at)),
        (None, _) => part.removed.clear(),
    }
    part
}

fn spoil_delta(rng: &mut Rng, bytes: Vec<u8>) -> Vec<u8> {
    let Ok(delta) = Delta::from_bytes(&bytes) else { return bytes };
    let Delta { from, put, removed } = delta;
    let part = spoil(rng, Part { put, removed, ..Part::default() });
    Delta { from, put: part.put, removed: part.removed }.to_bytes()
}

/// The same head with another root, signed again.
pub fn other_root(who: &Federation, at: usize, bytes: &[u8]) -> Vec<u8> {
    let federation = who.founding.federation();
    let key = node_key(at);
    let head = Signed::parse(bytes, limits::HEAD_BYTES)
        .and_then(|signed| signed.verify::<Head>(bytes, &federation, ObjectKind::Head, &public_key(&key)));
    match head {
        Ok(head) => {
            let root = Root(head.value.root.0.map(|byte| byte ^ 1));
            let value = Head { root, ..head.value };
            envelope::sign(&federation, ObjectKind::Head, &key, value).bytes
        }
        Err(_) => bytes.to_vec(),
    }
}
