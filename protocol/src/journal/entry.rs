//! What a journal's entry says. A kind of a later version is kept and passed on, not interpreted.

use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use crate::codec::{self, CodecError};
use crate::envelope::Verified;
use crate::fund::Fact;
use crate::id::{CoopId, ObjectId};
use crate::register::agreement::{Ack, Ballot};
use crate::text::Code;

/// The kinds of this version; those of the fund are in [`crate::fund::kind`]. Even kinds may be passed over by whoever does not know them; odd ones may not.
pub mod kind {
    /// A page is proposed.
    pub const PROPOSE: u64 = 2;
    /// The cooperative approved a page.
    pub const APPROVE: u64 = 4;
    /// It took its approval back.
    pub const WITHDRAW: u64 = 6;
    /// A ballot.
    pub const BALLOT: u64 = 8;
    /// An acknowledgement.
    pub const ACK: u64 = 10;
    /// A call to suspend a cooperative.
    pub const SUSPEND: u64 = 12;
}

/// An entry of a journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// 1, then one more each time.
    pub seq: u64,
    /// What it says: canonical CBOR, according to `kind`.
    pub body: ByteBuf,
    /// What kind it is.
    pub kind: u64,
    /// The page of the register in force for its author: number and id.
    pub page: (u64, ObjectId),
    /// When it was signed, in milliseconds since the Unix epoch: for people.
    pub time: u64,
    /// The entry before; none for the first.
    pub previous: Option<ObjectId>,
}

/// An entry with its verified signature.
pub type SignedEntry = Verified<Entry>;

/// A ballot, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct BallotBody {
    just: Option<u64>,
    page: ObjectId,
    height: u64,
    attempt: u64,
}

/// An acknowledgement, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct AckBody {
    page: ObjectId,
    height: u64,
    attempt: u64,
}

/// A call to stop taking anything new from a cooperative for a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspend {
    /// Why, as a code of the charter.
    pub code: Code,
    /// Which cooperative.
    pub coop: CoopId,
    /// Which incident: each may be renewed once.
    pub incident: u64,
}

/// A ballot or an acknowledgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vote {
    /// A ballot.
    Ballot(Ballot<ObjectId>),
    /// An acknowledgement.
    Ack(Ack<ObjectId>),
}

impl Vote {
    /// The page it is about.
    pub fn page(&self) -> ObjectId {
        match self {
            Vote::Ballot(ballot) => ballot.page,
            Vote::Ack(ack) => ack.page,
        }
    }

    /// The number of the page, and the attempt.
    pub fn place(&self) -> (u64, u64) {
        match self {
            Vote::Ballot(ballot) => (ballot.height, ballot.attempt),
            Vote::Ack(ack) => (ack.height, ack.attempt),
        }
    }
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// A page is proposed: its id.
    Propose(ObjectId),
    /// An approval by vote keys.
    Approve(Vec<u8>),
    /// An approval taken back, by vote keys.
    Withdraw(Vec<u8>),
    /// A ballot or an acknowledgement.
    Vote(Vote),
    /// A call to suspend.
    Suspend(Suspend),
    /// A fact of the fund.
    Fact(Fact),
    /// A kind of a later version.
    Unknown(u64),
}

impl Body {
    /// Kind and bytes, as an entry carries them.
    pub fn encode(&self) -> (u64, ByteBuf) {
        let (kind, bytes) = match self {
            Body::Propose(page) => (kind::PROPOSE, codec::encode(page)),
            Body::Approve(object) => (kind::APPROVE, codec::encode(&serde_bytes::Bytes::new(object))),
            Body::Withdraw(object) => (kind::WITHDRAW, codec::encode(&serde_bytes::Bytes::new(object))),
            Body::Vote(Vote::Ballot(Ballot { height, attempt, page, just })) => {
                let body = BallotBody { just: *just, page: *page, height: *height, attempt: *attempt };
                (kind::BALLOT, codec::encode(&body))
            }
            Body::Vote(Vote::Ack(Ack { height, attempt, page })) => {
                (kind::ACK, codec::encode(&AckBody { page: *page, height: *height, attempt: *attempt }))
            }
            Body::Suspend(suspend) => (kind::SUSPEND, codec::encode(suspend)),
            Body::Fact(fact) => return (fact.kind(), fact.to_bytes()),
            Body::Unknown(kind) => (*kind, codec::encode(&())),
        };
        (kind, ByteBuf::from(bytes))
    }
}

impl Entry {
    /// What it says.
    pub fn read(&self) -> Result<Body, CodecError> {
        let bytes = &self.body;
        Ok(match self.kind {
            kind::PROPOSE => Body::Propose(codec::decode(bytes)?),
            kind::APPROVE => Body::Approve(codec::decode::<ByteBuf>(bytes)?.into_vec()),
            kind::WITHDRAW => Body::Withdraw(codec::decode::<ByteBuf>(bytes)?.into_vec()),
            kind::BALLOT => {
                let BallotBody { just, page, height, attempt } = codec::decode(bytes)?;
                Body::Vote(Vote::Ballot(Ballot { height, attempt, page, just }))
            }
            kind::ACK => {
                let AckBody { page, height, attempt } = codec::decode(bytes)?;
                Body::Vote(Vote::Ack(Ack { height, attempt, page }))
            }
            kind::SUSPEND => Body::Suspend(codec::decode(bytes)?),
            other => match Fact::read(other, bytes) {
                Some(fact) => Body::Fact(fact?),
                None => {
                    codec::check(bytes)?;
                    Body::Unknown(other)
                }
            },
        })
    }
}
