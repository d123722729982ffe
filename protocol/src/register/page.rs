//! A page of the register: one membership act, the electorate that decides it, and what each must sign.
//!
//! Knows what pages, approvals and signatures of the charter look like; must not know whether they may be
//! written now (that is [`super::Register`]).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use crate::card::{Card, CardError, Cut};
use crate::codec;
use crate::envelope::{Cosigned, EnvelopeError, ObjectKind, Verified, payload_id};
use crate::fund::FundRules;
use crate::id::{CoopId, FederationId, ObjectId, digest};
use crate::limits::{CARD_BYTES, CHARTER_BYTES, ENTRY_BYTES, PAGE_BYTES, SEATS, VOCABULARIES};
use crate::text::{Code, List};

/// A cooperative that votes on a page, with the number and the id of its card: the keys that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Pin(pub CoopId, pub u64, pub ObjectId);

/// What a page does: one thing only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// A cooperative joins.
    Admit {
        /// Its card 0.
        card: ByteBuf,
        /// Its signature of the charter.
        charter: ByteBuf,
    },
    /// A cooperative is expelled.
    Expel {
        /// Where what it signed ends.
        cut: Cut,
        /// Which.
        coop: CoopId,
        /// Why, as a code of the charter.
        grounds: Code,
    },
    /// A cooperative leaves.
    Leave {
        /// Where what it signed ends.
        cut: Cut,
        /// Which.
        coop: CoopId,
    },
    /// A member no longer votes; it stays a member.
    Sleep(CoopId),
    /// It votes again.
    Wake(CoopId),
    /// A cooperative that lost its root keys goes on with new ones.
    Succeed {
        /// Where what its node key signed ends, if that is another.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cut: Option<Cut>,
        /// Its next card, signed by the new root keys alone.
        card: ByteBuf,
        /// Which.
        coop: CoopId,
    },
    /// Of two cards with one number, one is recognised.
    Recognise {
        /// The card.
        card: ObjectId,
        /// Whose.
        coop: CoopId,
    },
    /// New rules.
    Rules(Rules),
    /// New rules of the fund, all of them.
    #[serde(rename = "fund-rules")]
    FundRules(FundRules),
    /// The objections to a request of the fund are overruled: its journal entry.
    Overrule(ObjectId),
    /// From here on, nodes must know at least this version of the protocol.
    Upgrade(u64),
}

/// What the assembly may change of the limits and of the charter. Absent: as before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Rules {
    /// Bytes of bodies a cooperative may have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// The charter's text, UTF-8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charter: Option<ByteBuf>,
    /// Entries a cooperative may have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entries: Option<u64>,
    /// Members a cooperative may have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members: Option<u64>,
    /// The vocabularies in force, all of them, in the order in which they are read; an empty list ends them all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vocabularies: Option<List<Published, VOCABULARIES>>,
}

/// A vocabulary that a cooperative publishes in its directory. Nobody need have published it yet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Published {
    /// The cooperative.
    pub coop: CoopId,
    /// The vocabulary's name, as `esco`.
    pub name: Code,
}

/// A page of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// What it does.
    pub act: Act,
    /// Who votes on it: every active cooperative, in the order of the seats.
    pub pins: List<Pin, SEATS>,
    /// Its number: 1 after the founding page, then one more each time.
    pub height: u64,
    /// When it was proposed, in milliseconds since the Unix epoch: for people.
    pub opened: u64,
    /// SHA-256 of the minutes of the deliberation, kept outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<ByteBuf>,
    /// The page before; before page 1, the federation's id.
    pub previous: ObjectId,
    /// Who proposed it.
    pub proposer: CoopId,
}

/// A page that was read: its id and its bytes besides.
pub type ReadPage = Verified<Page>;

/// Why a page, an approval or a seal is refused. The fault is of whoever made it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// Its envelope or its form.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// A card in it.
    #[error("a card in it: {0}")]
    Card(#[from] CardError),
    /// An act of a later version of the protocol.
    #[error("its act is of a later version: this node must be updated")]
    Later,
    /// Not the number after the last page.
    #[error("it is page {found}, page {expected} is expected")]
    Height {
        /// Its number.
        found: u64,
        /// The number expected.
        expected: u64,
    },
    /// It follows another page than the last.
    #[error("it follows another page than the last one")]
    Previous,
    /// Its electorate is not the one that the pages before it make.
    #[error("its electorate is not the one that the pages before it make")]
    Pins,
    /// It pins a card that is not known here.
    #[error("it pins a card that is not known here yet")]
    UnknownCard(CoopId),
    /// Its act can't be done now.
    #[error("its act can't be done: {0}")]
    Act(&'static str),
    /// By a cooperative that does not vote on it.
    #[error("by a cooperative that does not vote on this page")]
    Stranger,
    /// About a page that is not known here.
    #[error("about a page that is not known here")]
    Unknown,
    /// On a day that is before the proposal or has not come.
    #[error("on a day before the proposal, or that has not come")]
    Attempt,
    /// Under another charter than the one in force.
    #[error("under another charter than the one in force")]
    Charter,
    /// Too few approved it.
    #[error("{found} of {needed} approvals")]
    Approvals {
        /// Approvals found.
        found: usize,
        /// Approvals needed.
        needed: usize,
    },
    /// What should seal it does not.
    #[error("its ballots and acknowledgements make no seal")]
    Seal,
}

impl PageError {
    /// A stable name, for metrics.
    pub fn name(&self) -> &'static str {
        match self {
            PageError::Envelope(_) => "page-form",
            PageError::Card(_) => "page-card",
            PageError::Later => "page-later",
            PageError::Height { .. } => "page-height",
            PageError::Previous => "page-previous",
            PageError::Pins => "page-pins",
            PageError::UnknownCard(_) => "page-unknown-card",
            PageError::Act(_) => "page-act",
            PageError::Stranger => "page-stranger",
            PageError::Unknown => "page-unknown",
            PageError::Attempt => "page-attempt",
            PageError::Charter => "page-charter",
            PageError::Approvals { .. } => "page-approvals",
            PageError::Seal => "page-seal",
        }
    }
}

impl From<codec::CodecError> for PageError {
    fn from(error: codec::CodecError) -> Self {
        PageError::Envelope(error.into())
    }
}

/// Names of the acts of this version.
const ACTS: [&str; 11] = [
    "admit",
    "expel",
    "leave",
    "sleep",
    "wake",
    "succeed",
    "recognise",
    "rules",
    "fund-rules",
    "overrule",
    "upgrade",
];

impl Page {
    /// Its bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        codec::encode(self)
    }

    /// Reads a page: size, canonical form, one act of this version.
    pub fn read(bytes: &[u8], federation: &FederationId) -> Result<ReadPage, PageError> {
        if bytes.len() > PAGE_BYTES {
            return Err(EnvelopeError::Size { found: bytes.len(), most: PAGE_BYTES }.into());
        }
        let id = payload_id(federation, ObjectKind::Page, bytes);
        match codec::decode::<Page>(bytes) {
            Ok(value) => Ok(Verified { value, id, bytes: bytes.to_vec() }),
            Err(_) if is_later(bytes)? => Err(PageError::Later),
            Err(error) => Err(error.into()),
        }
    }

    /// Whom it concerns; for an admission, the newcomer.
    pub fn subject(&self, federation: &FederationId) -> Option<CoopId> {
        match &self.act {
            Act::Admit { card, .. } => {
                Card::read_founder(card).ok().map(|card| coop_id(federation, &card.id))
            }
            Act::Expel { coop, .. }
            | Act::Leave { coop, .. }
            | Act::Sleep(coop)
            | Act::Wake(coop)
            | Act::Succeed { coop, .. }
            | Act::Recognise { coop, .. } => Some(*coop),
            Act::Rules(_) | Act::FundRules(_) | Act::Overrule(_) | Act::Upgrade(_) => None,
        }
    }

    /// The day on which it was proposed: no ballot is earlier.
    pub fn first_attempt(&self) -> u64 {
        attempt(self.opened)
    }
}

/// The attempt of a time: the day since the Unix epoch, the same calendar for all (design, section 4).
pub fn attempt(time_ms: u64) -> u64 {
    time_ms / crate::limits::DAY_MS
}

/// The id that a card 0 gives its cooperative within a federation.
pub fn coop_id(federation: &FederationId, card: &ObjectId) -> CoopId {
    CoopId(digest("bigre-coop-v1", &[&federation.0, &card.0]))
}

/// Whether canonical bytes are a page whose one act this version does not know.
fn is_later(bytes: &[u8]) -> Result<bool, PageError> {
    let value: ciborium::Value = codec::decode(bytes)?;
    let act = value.as_map().and_then(|map| map.iter().find(|(key, _)| key.as_text() == Some("act")));
    let Some((_, act)) = act else { return Ok(false) };
    let name = match act {
        ciborium::Value::Map(map) if map.len() == 1 => map[0].0.as_text(),
        other => other.as_text(),
    };
    Ok(name.is_some_and(|name| !ACTS.contains(&name)))
}

/// A cooperative's approval of a page, or its withdrawal, under a charter: signed by its vote keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Whose.
    pub coop: CoopId,
    /// The page.
    pub page: ObjectId,
    /// The charter in force.
    pub charter: ObjectId,
    /// Whether an earlier approval is taken back: it binds honest nodes until they ballot, and proves nothing.
    pub withdrawn: bool,
}

impl Approval {
    /// The approval as signed by nobody yet, to pass from hand to hand.
    pub fn draft(&self) -> Vec<u8> {
        crate::envelope::cosign(&FederationId::NONE, ObjectKind::Approval, &[], self)
    }

    /// What bytes say, before verification.
    pub fn peek(bytes: &[u8]) -> Result<Approval, PageError> {
        Ok(Cosigned::parse(bytes, ENTRY_BYTES)?.peek()?)
    }

    /// Verifies it with the vote keys of the card that the page pins.
    pub fn read(
        bytes: &[u8],
        federation: &FederationId,
        card: &Card,
    ) -> Result<Verified<Approval>, PageError> {
        let cosigned = Cosigned::parse(bytes, ENTRY_BYTES)?;
        let threshold = usize::from(card.vote.threshold);
        Ok(cosigned.verify(bytes, federation, ObjectKind::Approval, threshold, &card.vote.keys)?)
    }
}

/// A cooperative's acceptance of a charter, signed by the vote keys of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CharterSigned {
    /// The card.
    pub card: ObjectId,
    /// The charter.
    pub charter: ObjectId,
}

impl CharterSigned {
    /// Verifies that the vote keys of a card signed a charter.
    pub fn read(
        bytes: &[u8],
        federation: &FederationId,
        card: &Verified<Card>,
        charter: &ObjectId,
    ) -> Result<(), PageError> {
        let cosigned = Cosigned::parse(bytes, CARD_BYTES)?;
        let vote = &card.value.vote;
        let threshold = usize::from(vote.threshold);
        let signed: Verified<CharterSigned> =
            cosigned.verify(bytes, federation, ObjectKind::Charter, threshold, &vote.keys)?;
        if signed.value.card != card.id || signed.value.charter != *charter {
            return Err(PageError::Charter);
        }
        Ok(())
    }
}

/// The id of a charter's text.
pub fn charter_id(text: &[u8]) -> ObjectId {
    ObjectId(digest("bigre-charter-v1", &[text]))
}

impl Rules {
    pub(super) fn check(&self) -> Result<(), PageError> {
        let bad = PageError::Act("a rule is out of its bounds");
        let within = |value: Option<u64>, most: u64| value.is_none_or(|value| (1..=most).contains(&value));
        let fine = within(self.members, 10_000_000)
            && within(self.entries, 10_000_000)
            && within(self.bytes, 1 << 36)
            && *self != Rules::default();
        let text = self.charter.as_ref().is_none_or(|text| {
            !text.is_empty() && text.len() <= CHARTER_BYTES && std::str::from_utf8(text).is_ok()
        });
        let named = self.vocabularies.as_deref().unwrap_or_default();
        let distinct = named.iter().collect::<BTreeSet<_>>().len() == named.len();
        if fine && text && distinct { Ok(()) } else { Err(bad) }
    }
}
