//! What a directory lists: members, offers, needs, services and terms of vocabularies. Knows their fields; must not know where they are kept.
//!
//! Every field here is published to the federation (level L1). There is no field for a birth date, an
//! address, an e-mail, a telephone, a photograph or a social-security number, and none may be added.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use super::term::{Term, TermKind, TermLabels};
use crate::codec;
use crate::id::{Commitment, EntryId};
use crate::limits::{ABOUT_CHARS, BODY_BYTES, NAME_CHARS, TITLE_CHARS, WORD_CHARS};
use crate::text::{Code, List, Text};

/// Domain of an entry's commitment.
pub const COMMITMENT_DOMAIN: &str = "bigre-entry-v1";

/// The kind of an entry. Numbers that this version does not know are kept and forwarded, not interpreted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kind(pub u8);

impl Kind {
    /// A member: somebody that a cooperative lists ([`Member`]).
    pub const MEMBER: Kind = Kind(1);
    /// What a member offers ([`Listing`]).
    pub const OFFER: Kind = Kind(2);
    /// What a member looks for ([`Listing`]).
    pub const NEED: Kind = Kind(3);
    /// A mutualised function of a cooperative, that it offers to the others ([`Listing`]).
    pub const SERVICE: Kind = Kind(4);
    /// A term of a vocabulary ([`Term`]).
    pub const TERM: Kind = Kind(9);

    /// Its name in URLs and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::MEMBER => "member",
            Kind::OFFER => "offer",
            Kind::NEED => "need",
            Kind::SERVICE => "service",
            Kind::TERM => "term",
            _ => "unknown",
        }
    }
}

/// A language: its ISO 639-1 code, as `fr`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Lang([u8; 2]);

impl Lang {
    /// Its two letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }
}

impl TryFrom<String> for Lang {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match text.as_bytes() {
            [a, b] if a.is_ascii_lowercase() && b.is_ascii_lowercase() => Ok(Lang([*a, *b])),
            _ => Err(format!("`{text}` is not a language: two letters, as `fr`, are expected")),
        }
    }
}

impl From<Lang> for String {
    fn from(lang: Lang) -> String {
        lang.as_str().into()
    }
}

/// A place at the precision that the member chose: the code tells which.
///
/// `FR-34172` (commune, INSEE), `FR-D34` (department), `FR-R76` (region), `BE-62063` (municipality, NIS),
/// `BE-P60000` (province), `BE-R3000` (region), `FR` (country).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The code.
    pub code: Code,
    /// The name to show.
    pub name: Text<NAME_CHARS>,
}

/// One activity: what is practised, and how. Several to a member, one to an offer or a need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// What the member wants to learn: codes of skills or trades, or own words.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    pub learn: List<Text<WORD_CHARS>, 16>,
    /// Ways of working: codes.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    pub modes: List<Code, 8>,
    /// In the member's own words.
    pub title: Text<TITLE_CHARS>,
    /// Trades and skills in words that no vocabulary has.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    pub words: List<Text<WORD_CHARS>, 16>,
    /// Skills: codes.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    pub skills: List<Code, 32>,
    /// Trades: codes.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    pub trades: List<Code, 8>,
    /// Sectors: codes.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    pub sectors: List<Code, 8>,
}

/// A member, as the federation sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Display name or pseudonym.
    pub name: Text<NAME_CHARS>,
    /// Free text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Text<ABOUT_CHARS>>,
    /// Where, as precisely as the member wishes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Whether the member takes work now; absent when not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available: Option<bool>,
    /// Languages of work.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    pub languages: List<Lang, 8>,
    /// Activities, the main one first.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    pub activities: List<Activity, 8>,
}

/// How an offer, a need or a service is exchanged. No price: the alliance is mutualist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exchange {
    /// Against money.
    Paid,
    /// Against another service.
    Exchange,
    /// For nothing.
    Gift,
    /// Mutual aid.
    MutualAid,
}

/// An offer, a need or a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// The member it comes from, in the same directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<EntryId>,
    /// Free text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Text<ABOUT_CHARS>>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Until when, in milliseconds since the Unix epoch; absent for a standing one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<u64>,
    /// What.
    pub activity: Activity,
    /// Against what; empty when open.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    pub exchange: List<Exchange, 4>,
    /// Languages of work.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    pub languages: List<Lang, 8>,
}

/// A body that this version can read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// A member.
    Member(Member),
    /// An offer.
    Offer(Listing),
    /// A need.
    Need(Listing),
    /// A service.
    Service(Listing),
    /// A term of a vocabulary.
    Term(Term),
    /// A kind of a later version: kept, counted, forwarded.
    Unknown,
}

impl Body {
    /// The body of a kind of listing: an offer, a need or a service.
    pub fn of(kind: Kind, listing: Listing) -> Option<Body> {
        Some(match kind {
            Kind::OFFER => Body::Offer(listing),
            Kind::NEED => Body::Need(listing),
            Kind::SERVICE => Body::Service(listing),
            _ => return None,
        })
    }

    /// Its kind; 0 for what is not known.
    pub fn kind(&self) -> Kind {
        match self {
            Body::Member(_) => Kind::MEMBER,
            Body::Offer(_) => Kind::OFFER,
            Body::Need(_) => Kind::NEED,
            Body::Service(_) => Kind::SERVICE,
            Body::Term(_) => Kind::TERM,
            Body::Unknown => Kind(0),
        }
    }

    /// The listing of an offer, a need or a service.
    pub fn listing(&self) -> Option<&Listing> {
        match self {
            Body::Offer(listing) | Body::Need(listing) | Body::Service(listing) => Some(listing),
            Body::Member(_) | Body::Term(_) | Body::Unknown => None,
        }
    }

    /// Its canonical bytes; none for what is not known.
    pub fn to_bytes(&self) -> Vec<u8> {
        match self {
            Body::Member(member) => codec::encode(member),
            Body::Offer(listing) | Body::Need(listing) | Body::Service(listing) => codec::encode(listing),
            Body::Term(term) => codec::encode(term),
            Body::Unknown => Vec::new(),
        }
    }
}

/// An entry as it is stored and sent: the body stays bytes, so that what a later version adds is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// Its kind.
    pub kind: Kind,
    /// 16 random bytes: without them, a commitment tells nothing of a body that was erased.
    pub salt: [u8; 16],
    /// Canonical CBOR, at most [`BODY_BYTES`].
    pub body: Vec<u8>,
}

/// Why a body is refused. The fault is of the cooperative that signed the head.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// Too large.
    #[error("a body of {0} bytes is more than the {BODY_BYTES} allowed")]
    Size(usize),
    /// Not canonical CBOR, or not the fields of its kind.
    #[error(transparent)]
    Codec(#[from] codec::CodecError),
}

impl Entry {
    /// An entry of a body, with its random id and salt.
    pub fn new(id: EntryId, salt: [u8; 16], body: &Body) -> Result<Entry, EntryError> {
        let (kind, body) = (body.kind(), body.to_bytes());
        if body.len() > BODY_BYTES {
            return Err(EntryError::Size(body.len()));
        }
        Ok(Entry { id, kind, salt, body })
    }

    /// SHA-256("bigre-entry-v1" || salt || kind || body).
    pub fn commitment(&self) -> Commitment {
        let mut hash = Sha256::new();
        hash.update(COMMITMENT_DOMAIN);
        hash.update(self.salt);
        hash.update([self.kind.0]);
        hash.update(&self.body);
        Commitment(hash.finalize().into())
    }

    /// Reads the body: canonical or nothing, whatever the kind.
    pub fn read(&self) -> Result<Body, EntryError> {
        if self.body.len() > BODY_BYTES {
            return Err(EntryError::Size(self.body.len()));
        }
        Ok(match self.kind {
            Kind::MEMBER => Body::Member(codec::decode(&self.body)?),
            Kind::OFFER => Body::Offer(codec::decode(&self.body)?),
            Kind::NEED => Body::Need(codec::decode(&self.body)?),
            Kind::SERVICE => Body::Service(codec::decode(&self.body)?),
            Kind::TERM => Body::Term(codec::decode(&self.body)?),
            _ => {
                codec::check(&self.body)?;
                Body::Unknown
            }
        })
    }

    /// Its size against the quota of its cooperative, in bytes.
    pub fn size(&self) -> u64 {
        self.body.len() as u64
    }
}
