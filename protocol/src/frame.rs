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
use crate::limits::{FOUNDERS, WORD_CHARS};
use crate::text::{List, Text};

/// What a node holds of one directory: number, and the first 8 bytes of the head's id (zeros for none).
pub type HeadMark = (u64, serde_bytes::ByteArray<8>);

/// One directory asked for: its place in the electorate, the number held (0 asks for everything), and where
/// an interrupted copy stopped.
pub type Ask = (u16, u64, Option<(u64, EntryId)>);

/// Opens both directions of a pull.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// Directories asked for, besides `everything`; empty in an answer.
    pub asks: List<Ask, FOUNDERS>,
    /// The sender's clock, in milliseconds since the Unix epoch.
    pub time: u64,
    /// Which forks it knows, a bit for each cooperative in the order of the electorate.
    pub forks: u64,
    /// What it holds, in the order of the electorate.
    pub heads: List<HeadMark, FOUNDERS>,
    /// Which founders' assents it holds, as `forks`.
    pub assents: u64,
    /// Its program and version, for people.
    pub program: Text<WORD_CHARS>,
    /// Changes at every start.
    pub instance: InstanceId,
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
    /// Two heads of one number.
    Fork(Vec<u8>, Vec<u8>),
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

impl Frame {
    /// Its bytes: an array that starts with the frame's number.
    pub fn to_bytes(&self) -> Vec<u8> {
        let bytes = |bytes: &[u8]| ByteBuf::from(bytes.to_vec());
        match self {
            Frame::Hello(hello) => codec::encode(&(HELLO, hello)),
            Frame::Assent(object) => codec::encode(&(ASSENT, bytes(object))),
            Frame::Fork(a, b) => codec::encode(&(FORK, (bytes(a), bytes(b)))),
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
    /// Two heads of one number.
    Fork(Vec<u8>, Vec<u8>),
    /// A founder's assent.
    Assent(Vec<u8>),
}

impl Gossip {
    /// Its bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let bytes = |bytes: &[u8]| ByteBuf::from(bytes.to_vec());
        match self {
            Gossip::Head { head, delta } => codec::encode(&(1u8, (bytes(head), delta.as_deref().map(bytes)))),
            Gossip::Fork(a, b) => codec::encode(&(2u8, (bytes(a), bytes(b)))),
            Gossip::Assent(object) => codec::encode(&(3u8, bytes(object))),
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
                let (a, b): (ByteBuf, ByteBuf) = rest(bytes)?;
                Gossip::Fork(a.into_vec(), b.into_vec())
            }
            3 => Gossip::Assent(rest::<ByteBuf>(bytes)?.into_vec()),
            _ => {
                codec::check(bytes)?;
                return Ok(None);
            }
        }))
    }
}
