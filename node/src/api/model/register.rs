//! What the local API says and hears of the register. Must not know the rules.

use bigre_protocol::id::{CoopId, FederationId, ObjectId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::FundLine;

/// `GET /v1/register`: the register as this node holds it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RegisterView {
    /// The federation.
    #[schema(value_type = String)]
    pub federation: FederationId,
    /// This cooperative.
    #[schema(value_type = String)]
    pub me: CoopId,
    /// Number of the last page.
    pub height: u64,
    /// The last page.
    #[schema(value_type = String)]
    pub head: ObjectId,
    /// How many cooperatives vote.
    pub active: u64,
    /// How many must agree.
    pub quorum: u64,
    /// The charter in force.
    #[schema(value_type = String)]
    pub charter: ObjectId,
    /// Members, entries and bytes a cooperative may have.
    pub quotas: [u64; 3],
    /// The vocabularies in force, in the order in which they are read, as `COOP:NAME`.
    #[serde(default)]
    pub vocabularies: Vec<String>,
    /// Whether too few cooperatives were heard for anything to be decided.
    pub isolated: bool,
    /// Every seat ever taken, in order.
    pub seats: Vec<SeatView>,
    /// The pages in force, from number 1 on.
    pub pages: Vec<PageView>,
    /// The pages proposed for the next number.
    pub proposals: Vec<PageView>,
    /// Two seals of one number, if the register is frozen.
    pub split: Option<SplitView>,
}

/// A cooperative's seat.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SeatView {
    /// The cooperative.
    #[schema(value_type = String)]
    pub coop: CoopId,
    /// Its name.
    pub name: String,
    /// `active`, `dormant`, `left` or `expelled`.
    pub standing: String,
    /// Number of its card in force.
    pub card: u64,
    /// That card.
    #[schema(value_type = String)]
    pub card_id: ObjectId,
    /// When the card expires.
    pub expires: u64,
    /// Its legal id.
    pub legal: String,
    /// How many of how many root keys must sign its cards.
    pub root: [u64; 2],
    /// How many of how many vote keys must approve pages.
    pub vote: [u64; 2],
    /// Last entry held of its journal.
    pub journal: u64,
    /// The id of that entry.
    #[schema(value_type = Option<String>)]
    pub journal_id: Option<ObjectId>,
    /// Cooperatives known to hold that entry, this one included.
    pub journal_holders: u64,
    /// Number held of its directory.
    pub directory: u64,
    /// Until when it is suspended, if it is.
    pub suspended_until: Option<u64>,
    /// What it is proved to have contradicted: `directory`, `journal`, `card`, `votes`.
    pub faults: Vec<String>,
    /// Cards that contradict each other, of which none is in force.
    #[schema(value_type = Vec<String>)]
    pub branches: Vec<ObjectId>,
}

/// A page, in force or proposed.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PageView {
    /// Its number.
    pub number: u64,
    /// Its id.
    #[schema(value_type = String)]
    pub id: ObjectId,
    /// What it does: `admit`, `expel`, `leave`, `sleep`, `wake`, `succeed`, `recognise`, `rules`, `fund-rules`, `overrule`,
    /// `upgrade`.
    pub act: String,
    /// The name of whom it concerns.
    pub subject: Option<String>,
    /// Grounds, rules or version.
    pub detail: Option<String>,
    /// Who proposed it.
    pub proposer: String,
    /// When.
    pub opened: u64,
    /// `sealed`, `certified`, `approved`, `open`, or `outdated` when it pins a card that is not in force any more.
    pub state: String,
    /// Who approved it.
    pub approvals: Vec<String>,
    /// Who could and did not.
    pub missing: Vec<String>,
    /// How many approvals, ballots and acknowledgements are needed, each.
    pub needed: u64,
    /// Who cast a ballot for it.
    pub ballots: Vec<String>,
    /// Who acknowledged its certificate.
    pub acknowledgements: Vec<String>,
    /// SHA-256 of the minutes, in hexadecimal.
    pub minutes: Option<String>,
}

/// Two seals of one number.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SplitView {
    /// The number.
    pub number: u64,
    /// The pages.
    #[schema(value_type = Vec<String>)]
    pub pages: Vec<ObjectId>,
    /// The cooperatives proved to have contradicted themselves.
    pub guilty: Vec<String>,
}

/// What a page is to do. Cooperatives are named by name or by the start of their id.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum ActDraft {
    /// A cooperative joins.
    Admit {
        /// Its card 0, in hexadecimal.
        card: String,
        /// Its signature of the charter, in hexadecimal.
        charter: String,
    },
    /// A cooperative is expelled.
    Expel {
        /// Which.
        coop: String,
        /// Why, as a code of the charter.
        grounds: String,
        /// The last journal entry and directory number that count; what this node holds when none is given.
        #[serde(default)]
        cut: Option<[u64; 2]>,
    },
    /// A cooperative leaves; ours when none is given.
    Leave {
        /// Which.
        #[serde(default)]
        coop: Option<String>,
    },
    /// A member no longer votes.
    Sleep {
        /// Which.
        coop: String,
    },
    /// It votes again.
    Wake {
        /// Which.
        coop: String,
    },
    /// A cooperative that lost its root keys goes on with new ones.
    Succeed {
        /// Which.
        coop: String,
        /// Its next card, in hexadecimal.
        card: String,
    },
    /// Of two cards with one number, one is recognised.
    Recognise {
        /// Whose.
        coop: String,
        /// The card's id, or its start.
        card: String,
    },
    /// New rules.
    Rules {
        /// Members a cooperative may have.
        #[serde(default)]
        members: Option<u64>,
        /// Entries.
        #[serde(default)]
        entries: Option<u64>,
        /// Bytes of bodies.
        #[serde(default)]
        bytes: Option<u64>,
        /// The charter's text.
        #[serde(default)]
        charter: Option<String>,
        /// The vocabularies in force, all of them, in order: `COOP:NAME`, or `NAME` for one of ours.
        #[serde(default)]
        vocabularies: Option<Vec<String>>,
    },
    /// New rules of the fund: all of them.
    FundRules {
        /// Open requests that a cooperative may have for each thousand members begun.
        open: u64,
        /// The lines.
        lines: Vec<FundLine>,
        /// ISO 4217 code of every amount.
        currency: String,
        /// Whose opinions decide; every cooperative that votes, when none is named.
        participants: Vec<String>,
    },
    /// The objections to a request of the fund are overruled.
    Overrule {
        /// The request, by the start of its id.
        request: String,
    },
    /// Nodes must know at least this version of the protocol.
    Upgrade {
        /// The version.
        version: u64,
    },
}

/// `POST /v1/register/pages`: proposes the next page.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Propose {
    /// What it does.
    #[serde(flatten)]
    pub act: ActDraft,
    /// SHA-256 of the minutes, in hexadecimal.
    #[serde(default)]
    pub minutes: Option<String>,
}

/// A signed object, in hexadecimal: an approval, a card.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Signed {
    /// Its bytes.
    pub object: String,
}

/// `POST /v1/register/suspensions`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SuspendDraft {
    /// Whom, by name or the start of the id.
    pub coop: String,
    /// Why, as a code of the charter.
    pub reason: String,
    /// Which incident; a new one, or the one others called for, when none is given.
    #[serde(default)]
    pub incident: Option<u64>,
}

/// What was done: the page, card or entry.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Acted {
    /// Its id.
    #[schema(value_type = String)]
    pub id: ObjectId,
}

/// `GET /v1/register/chain`: all that is needed to verify the register off line. Bytes are in hexadecimal.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ChainView {
    /// The founding page and the founders' cards.
    pub founding: String,
    /// Every later card, in the order in which they follow.
    pub cards: Vec<String>,
    /// The sealed pages, from number 1 on.
    pub pages: Vec<String>,
}

/// `GET /v1/register/held`: how far the journals are, and what says so. Bytes are in hexadecimal.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct HeldView {
    /// The journals that anything is held of, in the order of the seats.
    pub journals: Vec<JournalHead>,
    /// The latest pulse of each node.
    pub pulses: Vec<PulseObject>,
    /// What is proved of whom.
    pub proofs: Vec<ProofObjects>,
}

/// How far a journal is held.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct JournalHead {
    /// Whose.
    #[schema(value_type = String)]
    pub coop: CoopId,
    /// The number of the last entry.
    pub seq: u64,
    /// Its id.
    #[schema(value_type = String)]
    pub id: ObjectId,
}

/// The pulse of a node.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PulseObject {
    /// Whose.
    #[schema(value_type = String)]
    pub coop: CoopId,
    /// The signed pulse.
    pub object: String,
}

/// Two objects that one cooperative must not both have signed.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ProofObjects {
    /// Who signed both.
    #[schema(value_type = String)]
    pub coop: CoopId,
    /// 1 two heads, 2 two journal entries, 3 two cards, 4 two votes.
    pub kind: u64,
    /// Both.
    pub objects: [String; 2],
}

/// `GET /v1/register/journal`: entries of a journal. Bytes are in hexadecimal.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct JournalPart {
    /// The signed entries, in order: at most 500.
    pub entries: Vec<String>,
}

/// `POST /v1/invitations`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct InvitationDraft {
    /// Whom it is for.
    pub guest: String,
    /// For how many days, from 1 to 90.
    pub days: u64,
}

/// An invitation given out.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct InvitationView {
    /// Its id.
    pub id: String,
    /// Whom it is for.
    pub guest: String,
    /// Until when.
    pub until: u64,
    /// `open`, `used`, `expired` or `revoked`.
    pub state: String,
    /// The ticket, told once: when it is given out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
}

/// `POST /v1/reach`: some connected peers are let go, so that they call this node back.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Called {
    /// How many.
    pub peers: u64,
    /// Within which time they must have called back, in milliseconds.
    pub within_ms: u64,
}

/// `GET /v1/register/card`: our card in force, and what the next one needs.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OwnCard {
    /// The signed card, in hexadecimal.
    pub card: String,
    /// Its id: the next one names it.
    #[schema(value_type = String)]
    pub id: ObjectId,
    /// Its number.
    pub number: u64,
    /// The page that put it in force, when the root keys before did not sign it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_page: Option<u64>,
    /// The federation that the next one is signed for.
    #[schema(value_type = String)]
    pub federation: FederationId,
    /// The last entry of our journal: a new node key is cut off from there.
    pub journal: u64,
    /// That entry.
    #[schema(value_type = Option<String>)]
    pub journal_id: Option<ObjectId>,
    /// The number of our directory.
    pub directory: u64,
}

/// `GET /v1/register/charter`: the charter in force.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CharterView {
    /// Its id.
    #[schema(value_type = String)]
    pub id: ObjectId,
    /// Its text.
    pub text: String,
}
