//! A node's pulse: what it holds, signed: the latest only. Knows its shape; must not know what follows from it.

use serde::{Deserialize, Serialize};

use crate::envelope::Verified;
use crate::id::ObjectId;
use crate::limits::SEATS;
use crate::text::List;

/// What a node has seen and saved. It says so only once it may sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pulse {
    /// The last page of its register: number and id.
    pub page: (u64, ObjectId),
    /// When, in milliseconds since the Unix epoch.
    pub time: u64,
    /// Greater than that of its pulse before: the time, or one more.
    pub number: u64,
    /// The last entry held of each journal, in the order of the seats.
    pub journals: List<(u64, Option<ObjectId>), SEATS>,
    /// The number held of each directory, in the order of the seats.
    pub directories: List<u64, SEATS>,
}

/// A pulse with its verified signature.
pub type SignedPulse = Verified<Pulse>;
