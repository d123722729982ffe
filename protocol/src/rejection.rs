//! Why something received is refused, and whose fault it is: the only place of blame.
//!
//! An honest relay must never be punished for what another cooperative signed: only what any relay can see
//! for itself counts against whoever passed it on.

use crate::card::CardError;
use crate::codec::CodecError;
use crate::envelope::EnvelopeError;
use crate::register::PageError;

/// What gossip does with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Pass it on.
    Accept,
    /// Drop it, without blame.
    Ignore,
    /// Drop it, and count it against whoever sent it.
    Reject,
}

/// Why something received is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// Too large for what it is.
    #[error("too large")]
    Size,
    /// Not canonical CBOR, or not the fields expected.
    #[error("malformed: {0}")]
    Malformed(String),
    /// Of another federation.
    #[error("of another federation")]
    Federation,
    /// A kind of a later version.
    #[error("of an unknown kind")]
    UnknownKind,
    /// Signed by a key that no card of the register names.
    #[error("signed by an unknown key")]
    UnknownKey,
    /// The signature does not verify.
    #[error("the signature does not verify")]
    Signature,
    /// Older than what is held.
    #[error("stale")]
    Stale,
    /// Held already.
    #[error("held already")]
    Duplicate,
    /// Dated more than ten minutes ahead of our clock.
    #[error("dated in the future")]
    Future,
    /// Its lease ended so long ago that it was erased.
    #[error("its lease ended long ago")]
    Lapsed,
    /// More entries, members or bytes than a cooperative may have.
    #[error("over the quota")]
    Quota,
    /// The delta is not the one that the head names.
    #[error("the delta is not the one the head names")]
    DeltaHash,
    /// The changes do not lead to the head's root.
    #[error("the changes do not lead to the head's root")]
    Root,
    /// Its author signed two contradictory things: what it signs there is frozen.
    #[error("its author's directory or journal is frozen by a fork")]
    Frozen,
    /// Two objects that prove nothing.
    #[error("the two objects do not contradict each other")]
    NoProof,
    /// Signed by a retired key beyond its cut, or by a key before its time.
    #[error("signed by a key beyond its cut")]
    Void,
    /// It does not follow the entry held before it.
    #[error("it does not follow the entry held before it")]
    Chain,
    /// It cites a page that is not the register's, or an older one than the entry before it.
    #[error("it cites a page that is not on the register's chain here")]
    Citation,
    /// Its author is suspended for now.
    #[error("its author is suspended")]
    Suspended,
    /// Two pages of one number are sealed: the register is frozen.
    #[error("the register is frozen: two pages of one number are sealed")]
    Split,
    /// A card.
    #[error("the card: {0}")]
    Card(CardError),
    /// A page, an approval or a vote.
    #[error("the page: {0}")]
    Page(PageError),
    /// It can't be judged before more is fetched.
    #[error("more must be fetched first")]
    Gap,
    /// A frame that does not belong here in the exchange.
    #[error("out of turn: {0}")]
    OutOfTurn(&'static str),
}

impl Rejection {
    /// What gossip does with such a message.
    pub fn verdict(&self) -> Verdict {
        match self {
            Rejection::Size
            | Rejection::Malformed(_)
            | Rejection::Federation
            | Rejection::Signature
            | Rejection::DeltaHash
            | Rejection::NoProof => Verdict::Reject,
            Rejection::Card(error) => match error {
                // What a card says by itself, any relay can see.
                CardError::Threshold
                | CardError::SharedKey
                | CardError::Legal(_)
                | CardError::NoTransport
                | CardError::Signers(_)
                | CardError::Cut
                | CardError::Unproved => Verdict::Reject,
                _ => Verdict::Ignore,
            },
            // A page may have changed the quotas, and a relay need not hold it. A relay can't know our state, our clock or a later version, nor check a root it has no set for.
            Rejection::UnknownKind
            | Rejection::UnknownKey
            | Rejection::Stale
            | Rejection::Duplicate
            | Rejection::Future
            | Rejection::Lapsed
            | Rejection::Root
            | Rejection::Quota
            | Rejection::Frozen
            | Rejection::Void
            | Rejection::Chain
            | Rejection::Citation
            | Rejection::Suspended
            | Rejection::Split
            | Rejection::Page(_)
            | Rejection::Gap
            | Rejection::OutOfTurn(_) => Verdict::Ignore,
        }
    }

    /// Whether the peer that answered a pull with it is to be avoided for a while: it vouches for whole
    /// answers, so a wrong root after a full copy is its fault too.
    pub fn is_peers_fault(&self) -> bool {
        matches!(self, Rejection::Root | Rejection::OutOfTurn(_)) || self.verdict() == Verdict::Reject
    }

    /// A stable name, for metrics.
    pub fn name(&self) -> &'static str {
        match self {
            Rejection::Size => "size",
            Rejection::Malformed(_) => "malformed",
            Rejection::Federation => "federation",
            Rejection::UnknownKind => "unknown-kind",
            Rejection::UnknownKey => "unknown-key",
            Rejection::Signature => "signature",
            Rejection::Stale => "stale",
            Rejection::Duplicate => "duplicate",
            Rejection::Future => "future",
            Rejection::Lapsed => "lapsed",
            Rejection::Quota => "quota",
            Rejection::DeltaHash => "delta-hash",
            Rejection::Root => "root",
            Rejection::Frozen => "frozen",
            Rejection::NoProof => "no-proof",
            Rejection::Void => "void",
            Rejection::Chain => "chain",
            Rejection::Citation => "citation",
            Rejection::Suspended => "suspended",
            Rejection::Split => "split",
            Rejection::Card(_) => "card",
            Rejection::Page(error) => error.name(),
            Rejection::Gap => "gap",
            Rejection::OutOfTurn(_) => "out-of-turn",
        }
    }
}

impl From<EnvelopeError> for Rejection {
    fn from(error: EnvelopeError) -> Self {
        match error {
            EnvelopeError::Size { .. } => Rejection::Size,
            EnvelopeError::Codec(error) => Rejection::Malformed(error.to_string()),
            EnvelopeError::Header | EnvelopeError::WeakKey => Rejection::Malformed(error.to_string()),
            EnvelopeError::Federation => Rejection::Federation,
            EnvelopeError::Kind => Rejection::UnknownKind,
            EnvelopeError::Key => Rejection::UnknownKey,
            EnvelopeError::Signature => Rejection::Signature,
        }
    }
}

impl From<CodecError> for Rejection {
    fn from(error: CodecError) -> Self {
        Rejection::Malformed(error.to_string())
    }
}

impl From<CardError> for Rejection {
    fn from(error: CardError) -> Self {
        match error {
            CardError::Envelope(error) => error.into(),
            // The card between is still to come.
            CardError::Previous => Rejection::Gap,
            other => Rejection::Card(other),
        }
    }
}

impl From<PageError> for Rejection {
    fn from(error: PageError) -> Self {
        match error {
            PageError::Envelope(error) => error.into(),
            PageError::Card(error) => error.into(),
            PageError::Later => Rejection::UnknownKind,
            // What it is about is still to come, or long past.
            PageError::Unknown | PageError::UnknownCard(_) | PageError::Approvals { .. } => Rejection::Gap,
            PageError::Height { found, expected } if found > expected => Rejection::Gap,
            PageError::Height { .. } => Rejection::Stale,
            other => Rejection::Page(other),
        }
    }
}
