//! What a cooperative signs of its directory: the head, and the delta that leads to it.

use serde::{Deserialize, Serialize};
use serde_bytes::{ByteArray, ByteBuf};

use super::entry::{Entry, Kind};
use crate::codec::{self, CodecError};
use crate::envelope::Verified;
use crate::id::{EntryId, Root, digest};

/// A directory's signed head. One is in force at a time: the highest number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Root of the set of entries.
    pub root: Root,
    /// When it was signed, in milliseconds since the Unix epoch. For people: it orders nothing.
    pub time: u64,
    /// Bytes of all bodies.
    pub bytes: u64,
    /// Entries.
    pub count: u64,
    /// Hash of the [`Delta`] from the previous head; absent when the set did not change, or changed too much for
    /// gossip.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delta: Option<Root>,
    /// Until when other nodes may show it, in milliseconds since the Unix epoch.
    pub lease: u64,
    /// Root of the previous head signed.
    pub prior: Root,
    /// From 1, each higher than the last.
    pub number: u64,
}

/// A verified head.
pub type SignedHead = Verified<Head>;

/// An entry as it travels: id, kind, salt, body.
pub(crate) type WireEntry = (EntryId, Kind, ByteArray<16>, ByteBuf);

impl From<&Entry> for WireEntry {
    fn from(entry: &Entry) -> Self {
        (entry.id, entry.kind, ByteArray::new(entry.salt), ByteBuf::from(entry.body.clone()))
    }
}

impl From<WireEntry> for Entry {
    fn from((id, kind, salt, body): WireEntry) -> Self {
        Entry { id, kind, salt: salt.into_array(), body: body.into_vec() }
    }
}

/// The changes from one head to the next.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Delta {
    /// The number that it starts from.
    pub from: u64,
    /// Entries added or replaced, in the order of their ids.
    pub put: Vec<Entry>,
    /// Entries taken out, in the order of their ids.
    pub removed: Vec<EntryId>,
}

impl Delta {
    /// Its bytes: an array of the number, the entries and the removed ids.
    pub fn to_bytes(&self) -> Vec<u8> {
        let put: Vec<WireEntry> = self.put.iter().map(WireEntry::from).collect();
        codec::encode(&(self.from, put, &self.removed))
    }

    /// Reads it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Delta, CodecError> {
        let (from, put, removed): (u64, Vec<WireEntry>, Vec<EntryId>) = codec::decode(bytes)?;
        Ok(Delta { from, put: put.into_iter().map(Entry::from).collect(), removed })
    }

    /// What a head names it by.
    pub fn hash(bytes: &[u8]) -> Root {
        Root(digest("bigre-delta-v1", &[bytes]))
    }
}
