//! Bytes that nobody honest sends: every decoder, and a replica in every state, take them without harm.
//!
//! Knows how messages are built, to spoil them well; must not know how they are refused.

use bigre_protocol::card::Card;
use bigre_protocol::codec;
use bigre_protocol::directory::entry::{Entry, Kind};
use bigre_protocol::directory::head::Delta;
use bigre_protocol::durable::{LastSigned, Stored};
use bigre_protocol::envelope::{Cosigned, Signed};
use bigre_protocol::frame::{Frame, Gossip};
use bigre_protocol::id::EntryId;
use bigre_protocol::limits::{CARD_BYTES, HEAD_BYTES};
use bigre_protocol::register::Founding;
use bigre_protocol::replica::{Input, Output, Replica, Request, Stream, Ticket};
use bigre_tests::checks::plain_root;
use bigre_tests::disk::Disk;
use bigre_tests::faults::{garbage, other_root};
use bigre_tests::fixtures::{self, EPOCH, Federation};
use bigre_tests::rng::Rng;
use proptest::prelude::*;

const ASKER: usize = 0;
const AUTHOR: usize = 1;
/// The first stream that a replica opens, and one that a peer opened.
const ASKED: Stream = Stream(2);
const ANSWERED: Stream = Stream(1);

/// Everything valid that an author and an asker say to each other.
struct Talk {
    federation: Federation,
    /// What the author publishes: its first head with its delta, then the second.
    gossip: Vec<Vec<u8>>,
    /// What the author answers to an empty node: HELLO, BEGIN, PARTs, END, DONE.
    answer: Vec<Vec<u8>>,
    /// What an empty node asks.
    question: Vec<u8>,
    /// The author's disk.
    disk: Disk,
}

fn edit(rng: &mut Rng, count: usize) -> Input {
    let put = (0..count).map(|_| fixtures::entry(rng)).collect();
    Input::Edit { request: Request(1), put, remove: Vec::new() }
}

/// Hands the outputs of a replica out: writes to its disk, messages to the caller.
fn perform(disk: &mut Disk, outputs: Vec<Output>) -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
    let (mut published, mut sent) = (Vec::new(), Vec::new());
    for output in outputs {
        match output {
            Output::Persist(write) => disk.write(&write),
            Output::Publish(bytes) => published.push(bytes),
            Output::Send { bytes, .. } => sent.push(bytes),
            Output::SendPart { coop, changes, cursor, .. } => {
                let (put, removed) = disk.bodies(&coop, &changes);
                let part = bigre_protocol::frame::Part { put, removed, cursor };
                sent.push(Frame::Part(part).to_bytes());
            }
            _ => {}
        }
    }
    (published, sent)
}

impl Talk {
    fn new() -> Talk {
        let federation = Federation::new(3);
        let mut rng = Rng::new(1);
        let mut disk = Disk::default();
        let mut author = Replica::new(federation.founding.clone(), federation.identity(AUTHOR, 1));
        author.load(Stored::SignLock(LastSigned::default()));
        author.start(EPOCH);
        let mut gossip = Vec::new();
        for (second, count) in [(1, 3), (3, 5)] {
            let outputs = author.handle(EPOCH + second * 1000, edit(&mut rng, count));
            gossip.extend(perform(&mut disk, outputs).0);
            // The second head needs a quorum.
            author.handle(
                EPOCH + second * 1000,
                Input::Opened { stream: ANSWERED, peer: federation.coops[ASKER] },
            );
            author.handle(
                EPOCH + second * 1000,
                Input::Frame { stream: ANSWERED, bytes: question(&federation) },
            );
            author.handle(EPOCH + second * 1000, Input::Closed(ANSWERED));
        }
        let stream = Stream(3);
        let mut answer = Vec::new();
        author.handle(EPOCH + 5_000, Input::Opened { stream, peer: federation.coops[ASKER] });
        let ask = Input::Frame { stream, bytes: question(&federation) };
        answer.extend(perform(&mut disk, author.handle(EPOCH + 5_000, ask)).1);
        for _ in 0..8 {
            answer.extend(perform(&mut disk, author.handle(EPOCH + 5_000, Input::Room(stream))).1);
        }
        assert_eq!((gossip.len(), answer.len()), (2, 5));
        Talk { gossip, answer, question: question(&federation), disk, federation }
    }

    /// A replica that asks the author, that the author asks, and that took some of its messages.
    fn asker(&self, gossip: usize, frames: usize) -> Replica {
        let mut replica = Replica::new(self.federation.founding.clone(), self.federation.identity(ASKER, 1));
        replica.start(EPOCH);
        let now = EPOCH + 4_000;
        for bytes in self.gossip.iter().take(gossip) {
            replica.handle(now, self.gossip_input(1, bytes.clone()));
        }
        replica.handle(now, Input::Connected(self.federation.coops[AUTHOR]));
        replica.handle(now, Input::Room(ASKED));
        replica.handle(now, Input::Opened { stream: ANSWERED, peer: self.federation.coops[AUTHOR] });
        replica.handle(now, Input::Room(ANSWERED));
        for bytes in self.answer.iter().take(frames) {
            replica.handle(now, Input::Frame { stream: ASKED, bytes: bytes.clone() });
        }
        replica
    }

    fn gossip_input(&self, ticket: u64, bytes: Vec<u8>) -> Input {
        Input::Gossip { from: self.federation.coops[AUTHOR], ticket: Ticket(ticket), bytes }
    }

    /// Every message of this talk, and every object in one.
    fn valid(&self) -> Vec<Vec<u8>> {
        let mut all = self.gossip.clone();
        all.extend(self.answer.clone());
        all.push(self.question.clone());
        all.extend(self.disk.objects.values().cloned());
        all.push(self.federation.founding.to_bytes());
        all.push(fixtures::card(0));
        all.extend(self.federation.assents.clone());
        let bodies = self.disk.entries.values().flat_map(|entries| entries.values());
        all.extend(bodies.map(|kept| kept.entry.body.clone()));
        for bytes in &self.gossip {
            if let Ok(Some(Gossip::Head { delta: Some(delta), .. })) = Gossip::from_bytes(bytes) {
                all.push(delta);
            }
        }
        all
    }
}

/// The HELLO of an empty node.
fn question(federation: &Federation) -> Vec<u8> {
    let mut asker = Replica::new(federation.founding.clone(), federation.identity(ASKER, 1));
    asker.start(EPOCH);
    asker.handle(EPOCH, Input::Connected(federation.coops[AUTHOR]));
    // Whoever is to begin.
    asker.handle(EPOCH, Input::Compare);
    let outputs = asker.handle(EPOCH, Input::Room(ASKED));
    perform(&mut Disk::default(), outputs).1.pop().expect("a HELLO")
}

thread_local! {
    static TALK: Talk = Talk::new();
}

/// What a spoiler does to bytes.
fn spoil(rng: &mut Rng, valid: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = rng.pick(valid).cloned().unwrap_or_default();
    for _ in 0..1 + rng.below(3) {
        let at = rng.index(bytes.len().max(1));
        match rng.below(7) {
            0 => bytes.truncate(at),
            1 => bytes.extend(garbage(rng, 9)),
            2 => bytes.splice(at..at, garbage(rng, 5)).for_each(drop),
            3 if at < bytes.len() => drop(bytes.remove(at)),
            4 => {
                let other = rng.pick(valid).cloned().unwrap_or_default();
                let from = rng.index(other.len().max(1));
                bytes.truncate(at);
                bytes.extend(other.get(from..).unwrap_or_default());
            }
            5 => return garbage(rng, 200),
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << rng.below(8);
                }
            }
        }
    }
    bytes
}

/// Every decoder takes the bytes, and what it reads is written back as it was.
fn decode(bytes: &[u8], federation: &Federation) {
    let _ = codec::check(bytes);
    if let Ok(signed) = Signed::parse(bytes, HEAD_BYTES) {
        let _ = signed.kind;
    }
    if let Ok(cosigned) = Cosigned::parse(bytes, CARD_BYTES) {
        let _ = cosigned.peek::<Card>();
    }
    let _ = Card::read_founder(bytes);
    let _ = federation.founding.read_assent(bytes);
    if let Ok(founding) = Founding::from_bytes(bytes) {
        assert_eq!(founding.to_bytes(), bytes);
    }
    if let Ok(Some(frame)) = Frame::from_bytes(bytes) {
        assert_eq!(frame.to_bytes(), bytes);
    }
    if let Ok(Some(gossip)) = Gossip::from_bytes(bytes) {
        assert_eq!(gossip.to_bytes(), bytes);
    }
    if let Ok(delta) = Delta::from_bytes(bytes) {
        assert_eq!(delta.to_bytes(), bytes);
    }
    for kind in 0..5 {
        let entry = Entry { id: EntryId([0; 16]), kind: Kind(kind), salt: [0; 16], body: bytes.to_vec() };
        let _ = entry.read();
    }
}

/// A replica's directories are those of the author's heads, and no other.
fn is_sound(replica: &Replica, talk: &Talk) -> Result<(), String> {
    let author = talk.federation.coops[AUTHOR];
    for (coop, directory) in replica.directories() {
        let Some(head) = directory.head() else {
            if directory.is_empty() { continue } else { return Err("entries without a head".into()) }
        };
        let leaves: Vec<_> = directory.iter().map(|leaf| (&leaf.id, &leaf.commitment)).collect();
        if plain_root(&leaves) != head.value.root || *coop != author {
            return Err(format!("head {} of {coop:?} is not of its entries", head.value.number));
        }
        let known = talk.gossip.iter().any(|bytes| bytes.windows(head.bytes.len()).any(|w| w == head.bytes));
        if !known {
            return Err(format!("head {} was never signed", head.value.number));
        }
    }
    if replica.is_forked(&author) { Err("a fork that is none".into()) } else { Ok(()) }
}

fn number(replica: &Replica, talk: &Talk) -> u64 {
    replica.directory(&talk.federation.coops[AUTHOR]).map_or(0, |directory| directory.number())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn decoders_take_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        TALK.with(|talk| decode(&bytes, &talk.federation));
    }

    #[test]
    fn decoders_take_spoilt_messages(seed in any::<u64>()) {
        TALK.with(|talk| decode(&spoil(&mut Rng::new(seed), &talk.valid()), &talk.federation));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_replica_takes_spoilt_messages_in_every_state(seed in any::<u64>()) {
        TALK.with(|talk| {
            let mut rng = Rng::new(seed);
            let valid = talk.valid();
            let mut replica = talk.asker(rng.index(3), rng.index(6));
            let mut before = number(&replica, talk);
            for step in 0..12 {
                let now = EPOCH + 5_000 + step * rng.below(20_000);
                let bytes = if rng.chance(300) {
                    rng.pick(&valid).cloned().unwrap_or_default()
                } else {
                    spoil(&mut rng, &valid)
                };
                let stream = *rng.pick(&[ASKED, ANSWERED, Stream(4), Stream(9)]).unwrap_or(&ASKED);
                let input = match rng.below(8) {
                    0 | 1 => talk.gossip_input(100 + step, bytes),
                    2..5 => Input::Frame { stream, bytes },
                    5 => Input::Room(stream),
                    6 => Input::Closed(stream),
                    _ => Input::File { request: Request(9), frames: vec![bytes, spoil(&mut rng, &valid)] },
                };
                replica.handle(now, input);
                prop_assert_eq!(is_sound(&replica, talk), Ok(()));
                prop_assert!(number(&replica, talk) >= before);
                before = number(&replica, talk);
                prop_assert!(replica.wake_at() > now || replica.handle(now, Input::Wake).len() < 100);
            }
            Ok(())
        })?;
    }

    #[test]
    fn no_spoilt_answer_is_put_in_force(seed in any::<u64>()) {
        TALK.with(|talk| {
            let mut rng = Rng::new(seed);
            let mut frames = talk.answer.clone();
            let at = rng.index(frames.len());
            match rng.below(5) {
                0 => drop(frames.remove(at)),
                1 => frames.insert(at, frames[rng.index(frames.len())].clone()),
                2 => frames.swap(at, 2),
                3 => frames[at] = spoil_frame(&mut rng, talk, &frames[at]),
                _ => frames[2] = spoil_frame(&mut rng, talk, &frames[2]),
            }
            let mut replica = talk.asker(rng.index(2), 0);
            for bytes in frames {
                replica.handle(EPOCH + 5_000, Input::Frame { stream: ASKED, bytes });
            }
            prop_assert_eq!(is_sound(&replica, talk), Ok(()));
            Ok(())
        })?;
    }

    #[test]
    fn no_spoilt_gossip_is_put_in_force(seed in any::<u64>()) {
        TALK.with(|talk| {
            let mut rng = Rng::new(seed);
            let mut replica = talk.asker(1, 0);
            let Ok(Some(Gossip::Head { mut head, delta })) = Gossip::from_bytes(&talk.gossip[1]) else {
                return Err(TestCaseError::fail("no head"));
            };
            let mut delta = delta.and_then(|bytes| Delta::from_bytes(&bytes).ok()).unwrap_or_default();
            let at = rng.index(delta.put.len());
            match rng.below(8) {
                0 => drop(delta.put.remove(at)),
                1 => delta.put[at].salt[3] ^= 1,
                2 => delta.put[at].body = codec::encode(&"other"),
                3 => delta.put[at].kind = Kind(delta.put[at].kind.0 + 1),
                4 => delta.from = rng.below(4) + 2,
                5 => delta.removed.push(EntryId(rng.bytes())),
                6 => delta.put.swap(at, 0),
                _ => head = other_root(&talk.federation, 2, &head),
            }
            let spoilt = Gossip::Head { head, delta: Some(delta.to_bytes()) }.to_bytes();
            if spoilt != talk.gossip[1] {
                replica.handle(EPOCH + 5_000, talk.gossip_input(9, spoilt));
                prop_assert!(is_sound(&replica, talk).is_ok() || number(&replica, talk) == 1);
                prop_assert_eq!(number(&replica, talk), 1 + u64::from(is_same(&replica, talk)));
            }
            Ok(())
        })?;
    }
}

/// Whether the second head is in force, with exactly its entries.
fn is_same(replica: &Replica, talk: &Talk) -> bool {
    number(replica, talk) == 2 && is_sound(replica, talk).is_ok()
}

/// A frame with one field that is not the right one.
fn spoil_frame(rng: &mut Rng, talk: &Talk, bytes: &[u8]) -> Vec<u8> {
    match Frame::from_bytes(bytes) {
        Ok(Some(Frame::Part(mut part))) => {
            let at = rng.index(part.put.len());
            match (rng.below(4), part.put.get_mut(at)) {
                (0, Some(entry)) => entry.salt[0] ^= 1,
                (1, Some(entry)) => entry.id = EntryId(rng.bytes()),
                (2, Some(entry)) => entry.body.push(0),
                _ => part.removed = part.put.iter().map(|entry| entry.id).take(1).collect(),
            }
            Frame::Part(part).to_bytes()
        }
        Ok(Some(Frame::Begin { coop, full, resumed, head })) => match rng.below(4) {
            0 => Frame::Begin { coop: talk.federation.coops[2], full, resumed, head }.to_bytes(),
            1 => Frame::Begin { coop, full: !full, resumed, head }.to_bytes(),
            2 => Frame::Begin { coop, full, resumed: !resumed, head }.to_bytes(),
            _ => {
                let head = other_root(&talk.federation, 2, &head);
                Frame::Begin { coop, full, resumed, head: [head, vec![0]].concat() }.to_bytes()
            }
        },
        _ => spoil(rng, &talk.answer),
    }
}

#[test]
fn no_bit_of_a_signed_head_can_change() {
    TALK.with(|talk| {
        let Ok(Some(Gossip::Head { head, delta })) = Gossip::from_bytes(&talk.gossip[0]) else {
            panic!("no head");
        };
        for at in 0..head.len() {
            for bit in 0..8 {
                let mut head = head.clone();
                head[at] ^= 1 << bit;
                let mut replica = talk.asker(0, 0);
                let bytes = Gossip::Head { head, delta: delta.clone() }.to_bytes();
                replica.handle(EPOCH + 5_000, talk.gossip_input(9, bytes));
                assert_eq!(number(&replica, talk), 0, "byte {at} bit {bit}");
            }
        }
    });
}
