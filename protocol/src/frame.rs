//! What nodes say to each other: gossip messages, and the frames of a pull.
//!
//! A pull is one stream: the asker's HELLO says what it holds and wants; the answerer's HELLO says what it
//! holds; then come, for each directory wanted, BEGIN, PARTs and END, and at last DONE. One round trip.
//! Knows shapes; must not know what is done with them.

use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use crate::codec::{self, CodecError};
use crate::directory::Cursor;
use crate::directory::entry::Entry;
use crate::directory::head::WireEntry;
use crate::id::{CoopId, EntryId, FederationId, InstanceId};
use crate::limits::{SEATS, WORD_CHARS};
use crate::text::{List, Text};

/// How far a numbered thing is held: its number, and the first 8 bytes of the id there (zeros for none).
pub type Mark = (u64, serde_bytes::ByteArray<8>);

/// One directory asked for: the place of its seat, the number held (0 asks for everything), and where
/// an interrupted copy stopped.
pub type Ask = (u16, u64, Option<(u64, EntryId)>);

/// Opens both directions of a pull.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// Directories asked for, besides `everything`; empty in an answer.
    pub asks: List<Ask, SEATS>,
    /// The sender's clock, in milliseconds since the Unix epoch.
    pub time: u64,
    /// The last card that is in force for it of each cooperative, in the order of the seats.
    pub cards: List<Mark, SEATS>,
    /// What it holds of the directories, in the order of the seats.
    pub heads: List<Mark, SEATS>,
    /// The last run of the receiver's node that the sender heard: two that take turns are two nodes with one key.
    pub heard: Option<InstanceId>,
    /// What it holds of what is said of the next page: equal when the same.
    #[serde(with = "serde_bytes")]
    pub votes: [u8; 8],
    /// Which proofs it holds: seat, and kind of proof.
    pub proofs: List<(u16, u8), SEATS>,
    /// The number of the last pulse it holds of each node, in the order of the seats.
    pub pulses: List<u64, SEATS>,
    /// Which founders' assents it holds, a bit for each, in the order of the seats.
    pub assents: u64,
    /// Its program and version, for people.
    pub program: Text<WORD_CHARS>,
    /// Changes at every start.
    pub instance: InstanceId,
    /// What it holds of the journals, in the order of the seats.
    pub journals: List<Mark, SEATS>,
    /// The last page of its register.
    pub register: Mark,
    /// Whether every directory in which the answerer is ahead is asked for.
    pub everything: bool,
    /// The federation.
    pub federation: FederationId,
}

/// Changes of a directory, in the answerer's order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// Entries that are there.
    pub put: Vec<Entry>,
    /// Ids that went.
    pub removed: Vec<EntryId>,
    /// The place reached.
    pub cursor: Cursor,
}

/// A frame of a pull.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// First frame of either side.
    Hello(Box<Hello>),
    /// An object of the register: a founder's assent.
    Assent(Vec<u8>),
    /// Two contradictory objects of one cooperative.
    Fork(Vec<u8>, Vec<u8>),
    /// A cooperative's card.
    Card(Vec<u8>),
    /// A proposed page.
    Page(Vec<u8>),
    /// An approval of a page, or its withdrawal.
    Approval(Vec<u8>),
    /// An entry of a journal.
    Entry(Vec<u8>),
    /// A node's pulse.
    Pulse(Vec<u8>),
    /// A piece of a sealed page, and whether it is the last one.
    Sealed(Vec<u8>, bool),
    /// A directory follows; again when its head moved on meanwhile.
    Begin {
        /// Whose.
        coop: CoopId,
        /// Whether all entries follow, so that what is not among them went.
        full: bool,
        /// Whether it goes on from what was sent before: the cursor asked for, or an older head.
        resumed: bool,
        /// The signed head.
        head: Vec<u8>,
    },
    /// Some changes.
    Part(Part),
    /// The directory is complete.
    End,
    /// Nothing more follows.
    Done,
}

const HELLO: u8 = 1;
const ASSENT: u8 = 2;
const FORK: u8 = 3;
const BEGIN: u8 = 4;
const PART: u8 = 5;
const END: u8 = 6;
const DONE: u8 = 7;
const CARD: u8 = 8;
const PAGE: u8 = 9;
const APPROVAL: u8 = 10;
const ENTRY: u8 = 11;
const PULSE: u8 = 12;
const SEALED: u8 = 13;

impl Frame {
    /// Its bytes: an array that starts with the frame's number.
    pub fn to_bytes(&self) -> Vec<u8> {
        let bytes = |bytes: &[u8]| ByteBuf::from(bytes.to_vec());
        match self {
            Frame::Hello(hello) => codec::encode(&(HELLO, hello)),
            Frame::Assent(object) => codec::encode(&(ASSENT, bytes(object))),
            Frame::Fork(a, b) => codec::encode(&(FORK, (bytes(a), bytes(b)))),
            Frame::Card(object) => codec::encode(&(CARD, bytes(object))),
            Frame::Page(page) => codec::encode(&(PAGE, bytes(page))),
            Frame::Approval(object) => codec::encode(&(APPROVAL, bytes(object))),
            Frame::Entry(object) => codec::encode(&(ENTRY, bytes(object))),
            Frame::Pulse(object) => codec::encode(&(PULSE, bytes(object))),
            Frame::Sealed(piece, last) => codec::encode(&(SEALED, (bytes(piece), last))),
            Frame::Begin { coop, full, resumed, head } => {
                codec::encode(&(BEGIN, (coop, full, resumed, bytes(head))))
            }
            Frame::Part(part) => {
                let put: Vec<WireEntry> = part.put.iter().map(WireEntry::from).collect();
                codec::encode(&(PART, (put, &part.removed, part.cursor.number, part.cursor.id)))
            }
            Frame::End => codec::encode(&(END, ())),
            Frame::Done => codec::encode(&(DONE, ())),
        }
    }

    /// Reads one; `Ok(None)` for a frame of a later version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Option<Frame>, CodecError> {
        // A two-element array of a small number and the rest.
        let tag = match bytes {
            [0x82, tag @ 0..=23, ..] => *tag,
            _ => return Err(CodecError::Shape("not a frame".into())),
        };
        Ok(Some(match tag {
            HELLO => Frame::Hello(Box::new(rest(bytes)?)),
            ASSENT => Frame::Assent(rest::<ByteBuf>(bytes)?.into_vec()),
            FORK => {
                let (a, b): (ByteBuf, ByteBuf) = rest(bytes)?;
                Frame::Fork(a.into_vec(), b.into_vec())
            }
            CARD => Frame::Card(rest::<ByteBuf>(bytes)?.into_vec()),
            PAGE => Frame::Page(rest::<ByteBuf>(bytes)?.into_vec()),
            APPROVAL => Frame::Approval(rest::<ByteBuf>(bytes)?.into_vec()),
            ENTRY => Frame::Entry(rest::<ByteBuf>(bytes)?.into_vec()),
            PULSE => Frame::Pulse(rest::<ByteBuf>(bytes)?.into_vec()),
            SEALED => {
                let (piece, last): (ByteBuf, bool) = rest(bytes)?;
                Frame::Sealed(piece.into_vec(), last)
            }
            BEGIN => {
                let (coop, full, resumed, head): (CoopId, bool, bool, ByteBuf) = rest(bytes)?;
                Frame::Begin { coop, full, resumed, head: head.into_vec() }
            }
            PART => {
                let (put, removed, number, id): (Vec<WireEntry>, Vec<EntryId>, u64, Option<EntryId>) =
                    rest(bytes)?;
                let put = put.into_iter().map(Entry::from).collect();
                Frame::Part(Part { put, removed, cursor: Cursor { number, id } })
            }
            END => rest::<()>(bytes).map(|()| Frame::End)?,
            DONE => rest::<()>(bytes).map(|()| Frame::Done)?,
            _ => {
                codec::check(bytes)?;
                return Ok(None);
            }
        }))
    }
}

fn rest<T: Serialize + serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, CodecError> {
    codec::decode::<(u8, T)>(bytes).map(|(_, rest)| rest)
}

/// A gossip message. It is a hint: whatever it says can also be pulled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gossip {
    /// A new head, with the changes when they are small enough.
    Head {
        /// The signed head.
        head: Vec<u8>,
        /// The delta from the previous head.
        delta: Option<Vec<u8>>,
    },
    /// Objects that stand by themselves, in an order in which they can be taken in: assents, proofs, cards, pages,
    /// approvals, journal entries, pulses.
    Objects(Vec<Frame>),
}

impl Gossip {
    /// Most objects of one message.
    const OBJECTS: usize = 64;

    /// Its bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let bytes = |bytes: &[u8]| ByteBuf::from(bytes.to_vec());
        match self {
            Gossip::Head { head, delta } => codec::encode(&(1u8, (bytes(head), delta.as_deref().map(bytes)))),
            Gossip::Objects(frames) => {
                let frames: Vec<ByteBuf> =
                    frames.iter().map(|frame| ByteBuf::from(frame.to_bytes())).collect();
                codec::encode(&(2u8, frames))
            }
        }
    }

    /// Reads one; `Ok(None)` for a message of a later version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Option<Gossip>, CodecError> {
        let tag = match bytes {
            [0x82, tag @ 0..=23, ..] => *tag,
            _ => return Err(CodecError::Shape("not a message".into())),
        };
        Ok(Some(match tag {
            1 => {
                let (head, delta): (ByteBuf, Option<ByteBuf>) = rest(bytes)?;
                Gossip::Head { head: head.into_vec(), delta: delta.map(ByteBuf::into_vec) }
            }
            2 => {
                let frames: Vec<ByteBuf> = rest(bytes)?;
                if frames.is_empty() || frames.len() > Self::OBJECTS {
                    return Err(CodecError::Shape("no object, or too many".into()));
                }
                let read = frames.iter().map(|frame| Frame::from_bytes(frame));
                // An object of a later version is passed over.
                Gossip::Objects(read.filter_map(Result::transpose).collect::<Result<_, _>>()?)
            }
            _ => {
                codec::check(bytes)?;
                return Ok(None);
            }
        }))
    }
}
