//! What must survive a power cut: the writes a node's state asks for, and what it is rebuilt from.
//!
//! Knows what is kept; must not know how or where.

use crate::directory::entry::Entry;
use crate::id::{CoopId, EntryId};
use crate::register::agreement::Lock;

/// What two contradictory objects prove of who signed both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum ProofKind {
    /// Two heads of one number.
    Directory = 1,
    /// Two journal entries of one number.
    Journal = 2,
    /// Two cards of one number.
    Card = 3,
    /// Ballots for two pages at one attempt, or a ballot that breaks the lock of an acknowledgement.
    Votes = 4,
}

impl ProofKind {
    /// All of them.
    pub const ALL: [ProofKind; 4] =
        [ProofKind::Directory, ProofKind::Journal, ProofKind::Card, ProofKind::Votes];

    /// The kind of a number; `None` for one of a later version.
    pub fn from_number(number: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| *kind as u64 == number)
    }
}

/// The name of a signed object: one object is kept under each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectName {
    /// The current head of a cooperative's directory.
    Head(CoopId),
    /// Two contradictory objects of a cooperative: a canonical CBOR array of both.
    Proof(CoopId, ProofKind),
    /// A founder's signature of the founding page.
    Assent(CoopId),
    /// The number up to which a directory's removals are not remembered: canonical CBOR.
    Forgotten(CoopId),
    /// A cooperative's card, by its number.
    Card(CoopId, u64),
    /// A sealed page with what seals it, by its number.
    Sealed(u64),
    /// Something said of the next page: what it is and its bytes, by its place in arrival.
    Said(u64),
    /// An entry of a cooperative's journal, by its number.
    Entry(CoopId, u64),
    /// A node's latest pulse.
    Pulse(CoopId),
    /// Two seals of one height: the register is frozen below it.
    Split,
    /// When a request of the fund was first seen here, and whether our consent waits for the end of its window: a journal
    /// entry's cooperative and number.
    Request(CoopId, u64),
}

impl ObjectName {
    /// Bytes of a name.
    pub const LEN: usize = 41;

    /// Tag, cooperative (or zeros) and number.
    pub fn to_bytes(self) -> [u8; Self::LEN] {
        let nobody = CoopId([0; 32]);
        let (tag, coop, number) = match self {
            ObjectName::Head(coop) => (1, coop, 0),
            ObjectName::Proof(coop, kind) => (2, coop, kind as u64),
            ObjectName::Assent(coop) => (3, coop, 0),
            ObjectName::Forgotten(coop) => (4, coop, 0),
            ObjectName::Card(coop, number) => (5, coop, number),
            ObjectName::Sealed(height) => (6, nobody, height),
            ObjectName::Said(place) => (7, nobody, place),
            ObjectName::Entry(coop, seq) => (8, coop, seq),
            ObjectName::Pulse(coop) => (9, coop, 0),
            ObjectName::Split => (10, nobody, 0),
            ObjectName::Request(coop, seq) => (11, coop, seq),
        };
        let mut bytes = [tag; Self::LEN];
        bytes[1..33].copy_from_slice(&coop.0);
        bytes[33..].copy_from_slice(&number.to_be_bytes());
        bytes
    }

    /// The reverse; `None` for a tag of a later version.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; Self::LEN] = bytes.try_into().ok()?;
        let coop = CoopId(bytes[1..33].try_into().ok()?);
        let number = u64::from_be_bytes(bytes[33..].try_into().ok()?);
        match bytes[0] {
            1 => Some(ObjectName::Head(coop)),
            2 => Some(ObjectName::Proof(coop, ProofKind::from_number(number)?)),
            3 => Some(ObjectName::Assent(coop)),
            4 => Some(ObjectName::Forgotten(coop)),
            5 => Some(ObjectName::Card(coop, number)),
            6 => Some(ObjectName::Sealed(number)),
            7 => Some(ObjectName::Said(number)),
            8 => Some(ObjectName::Entry(coop, number)),
            9 => Some(ObjectName::Pulse(coop)),
            10 => Some(ObjectName::Split),
            11 => Some(ObjectName::Request(coop, number)),
            _ => None,
        }
    }
}

/// The highest numbers that this node ever signed: kept in the sign-lock file, apart from the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LastSigned {
    /// The node key that signed the journal: its [`crate::envelope::KeyId`]; zeros when nothing was signed. A new
    /// key takes the journal up at its cut.
    pub key: [u8; 8],
    /// Number of a head of its directory; 0 for none.
    pub directory: u64,
    /// Number of an entry of its journal; 0 for none.
    pub journal: u64,
    /// Its last ballot and acknowledgement.
    pub lock: Lock,
}

impl LastSigned {
    /// Whether nothing was ever signed.
    pub fn is_nothing(&self) -> bool {
        LastSigned { key: [0; 8], ..*self } == LastSigned::default()
    }

    /// The higher of each number; the journal's of the later key.
    #[must_use]
    pub fn max(self, other: LastSigned) -> LastSigned {
        let other_key = other.key != self.key && other.key != [0; 8];
        LastSigned {
            key: if other_key { other.key } else { self.key },
            directory: self.directory.max(other.directory),
            journal: if other_key { other.journal } else { self.journal.max(other.journal) },
            lock: Lock {
                ballot: self.lock.ballot.max(other.lock.ballot),
                ack: self.lock.ack.max(other.lock.ack),
            },
        }
    }
}

/// A durable effect. The writes of one batch are kept all together or not at all, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// Keep a signed object, in place of the previous one of that name.
    Keep {
        /// Its name.
        name: ObjectName,
        /// The object.
        bytes: Vec<u8>,
    },
    /// Erase an object.
    Erase {
        /// Its name.
        name: ObjectName,
    },
    /// Keep an entry, in place of the previous one with that id.
    Put {
        /// Whose directory.
        coop: CoopId,
        /// The directory number of its last change.
        number: u64,
        /// The entry.
        entry: Entry,
    },
    /// Erase an entry's body and remember only its id and the number at which it went.
    Remove {
        /// Whose directory.
        coop: CoopId,
        /// The directory number at which it went.
        number: u64,
        /// The entry.
        id: EntryId,
    },
    /// Forget the removed ids of a directory up to a number, included.
    Trim {
        /// Whose directory.
        coop: CoopId,
        /// The last number to forget.
        upto: u64,
    },
    /// Erase a whole directory: entries and removed ids (not its signed objects).
    Drop {
        /// Whose directory.
        coop: CoopId,
    },
    /// The highest numbers this node ever signed: kept in the sign-lock file, apart from the rest, and durable
    /// before anything of this batch leaves the process.
    SignLock(LastSigned),
}

/// One thing found on disk at start. A state is rebuilt from these, in any order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stored {
    /// A signed object.
    Object {
        /// Its name.
        name: ObjectName,
        /// The object.
        bytes: Vec<u8>,
    },
    /// An entry.
    Entry {
        /// Whose directory.
        coop: CoopId,
        /// The directory number of its last change.
        number: u64,
        /// The entry.
        entry: Entry,
    },
    /// A removed id.
    Removed {
        /// Whose directory.
        coop: CoopId,
        /// The directory number at which it went.
        number: u64,
        /// The entry.
        id: EntryId,
    },
    /// The highest numbers ever signed, from the sign-lock file; not there when the file was lost.
    SignLock(LastSigned),
}
