//! What must survive a power cut: the writes a node's state asks for, and what it is rebuilt from.
//!
//! Knows what is kept; must not know how or where.

use crate::directory::entry::Entry;
use crate::id::{CoopId, EntryId};

/// The name of a signed object: one object is kept under each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectName {
    /// The current head of a cooperative's directory.
    Head(CoopId),
    /// The proof that a cooperative signed two heads with one number.
    Fork(CoopId),
    /// A founder's signature of the founding page.
    Assent(CoopId),
    /// The number up to which a directory's removals are not remembered: canonical CBOR.
    Forgotten(CoopId),
}

impl ObjectName {
    /// Tag and cooperative: 33 bytes.
    pub fn to_bytes(self) -> [u8; 33] {
        let (tag, coop) = match self {
            ObjectName::Head(coop) => (1, coop),
            ObjectName::Fork(coop) => (2, coop),
            ObjectName::Assent(coop) => (3, coop),
            ObjectName::Forgotten(coop) => (4, coop),
        };
        let mut bytes = [tag; 33];
        bytes[1..].copy_from_slice(&coop.0);
        bytes
    }

    /// The reverse; `None` for a tag of a later version.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (tag, coop) = bytes.split_first()?;
        let coop = CoopId(coop.try_into().ok()?);
        match tag {
            1 => Some(ObjectName::Head(coop)),
            2 => Some(ObjectName::Fork(coop)),
            3 => Some(ObjectName::Assent(coop)),
            4 => Some(ObjectName::Forgotten(coop)),
            _ => None,
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
    /// The highest directory number this node ever signed: kept in the sign-lock file, apart from the
    /// rest, and durable before anything of this batch leaves the process.
    SignLock {
        /// The number.
        number: u64,
    },
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
    /// The highest directory number ever signed, from the sign-lock file.
    SignLock {
        /// The number.
        number: u64,
    },
}
