//! What the local API says and hears: the shapes of its JSON (long because every answer has its own). Must not know where
//! the values come from.
//!
//! Times are milliseconds since the Unix epoch, sizes are bytes, ids are base32.

mod fair;
mod fund;
mod import;
mod register;
mod search;
mod vocabularies;

use std::collections::BTreeMap;

use bigre_protocol::directory::entry::{Kind, Listing, Member, Term};
use bigre_protocol::id::{CoopId, EntryId, FederationId, PublicKey, Root};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use fair::*;
pub use fund::*;
pub use import::*;
pub use register::*;
pub use search::*;
pub use vocabularies::*;

/// Why a request is refused. `code` is stable and selects the sentence in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// Stable kebab-case code, as `entry-not-found`.
    pub code: String,
    /// One English sentence: what happened, why, what to do.
    pub message: String,
    /// The parts of the sentence that vary, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, String>,
}

/// `GET /v1/status`: what a volunteer needs at a glance.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Status {
    /// This cooperative.
    #[schema(value_type = String)]
    pub coop: CoopId,
    /// Its name.
    pub name: String,
    /// The federation.
    #[schema(value_type = String)]
    pub federation: FederationId,
    /// Its name.
    pub federation_name: String,
    /// Its fingerprint in words.
    pub fingerprint: String,
    /// Version of this program.
    pub version: String,
    /// When the node started.
    pub started: u64,
    /// How many founders signed the founding page, that this node knows of.
    pub assents: u64,
    /// How many founders there are.
    pub founders: u64,
    /// How many cooperatives are members now, this one included.
    #[serde(default)]
    pub cooperatives: u64,
    /// Number of the register's last page.
    #[serde(default)]
    pub page: u64,
    /// Pages that wait for this cooperative's approval.
    #[serde(default)]
    pub awaiting: u64,
    /// How many peers are connected now.
    pub connected: u64,
    /// Whether every directory is as new as any connected peer's.
    pub up_to_date: bool,
    /// Number of our own directory.
    pub number: u64,
    /// Whether this node may sign a new head; else why not (stable code).
    pub signing: Signing,
    /// Fewer than a quorum of fresh peers in 24 hours.
    pub isolated: bool,
    /// Entries held, all cooperatives together.
    pub entries: u64,
    /// Members held, all cooperatives together.
    pub members: u64,
    /// The store.
    pub storage: Storage,
    /// Addresses the node listens on.
    pub listening: Vec<String>,
    /// What the operator should look at: stable codes with their arguments.
    pub warnings: Vec<Problem>,
}

/// Whether a node may sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum Signing {
    /// It may.
    Ready,
    /// It must first hear from more cooperatives that no newer copy of its own directory exists.
    WaitingForPeers {
        /// Cooperatives heard, this one included.
        heard: u64,
        /// Cooperatives needed.
        needed: u64,
    },
    /// It was restored from an old backup and is fetching its own directory back.
    Restoring,
    /// Two contradictory things carry its signature: nothing more is signed.
    Forked,
    /// Another node signs with its key: nothing more is signed here.
    Twin,
    /// Its cooperative is not a member, not yet or no more.
    NotMember,
}

/// The store's sizes.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub struct Storage {
    /// Bytes that live.
    pub live_bytes: u64,
    /// Bytes on disk.
    pub disk_bytes: u64,
    /// Generation of the store.
    pub generation: u64,
}

/// `GET /v1/peers`: one cooperative of the federation, as seen from here.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PeerView {
    /// The cooperative.
    #[schema(value_type = String)]
    pub coop: CoopId,
    /// Its name.
    pub name: String,
    /// Its libp2p peer ids.
    pub peer_ids: Vec<String>,
    /// Its addresses.
    pub addresses: Vec<String>,
    /// Whether a connection is open.
    pub connected: bool,
    /// Since when, or since when not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<u64>,
    /// When its heads were last heard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_heard: Option<u64>,
    /// Its clock less ours when it was last heard, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ahead_ms: Option<i64>,
    /// How many directories it holds at the number that we hold.
    pub same: u64,
    /// How many it holds in all.
    pub directories: u64,
    /// When it last opened a connection to us itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached: Option<u64>,
    /// Why the last dial failed (stable code), while not connected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// Version of its program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

/// What is known of one directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DirectoryState {
    /// As new as any peer's.
    Current,
    /// A peer holds a newer one.
    Behind,
    /// Being fetched now.
    Pulling,
    /// Nothing was ever received of it.
    Unknown,
    /// Its lease ended: hidden.
    Lapsed,
    /// Its author signed two contradictory heads: frozen.
    Forked,
}

/// `GET /v1/sync`: one directory.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct DirectoryView {
    /// Whose.
    #[schema(value_type = String)]
    pub coop: CoopId,
    /// Its name.
    pub name: String,
    /// Number of the head held; 0 when none.
    pub number: u64,
    /// Root of the head held.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub root: Option<Root>,
    /// Entries held.
    pub entries: u64,
    /// Members among them.
    pub members: u64,
    /// Bytes of their bodies.
    pub bytes: u64,
    /// When the head was signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed: Option<u64>,
    /// Until when it may be shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lease_until: Option<u64>,
    /// What is known of it.
    pub state: DirectoryState,
    /// Highest number that any peer announced.
    pub newest: u64,
    /// Entries received of those being fetched; 0 when none is.
    pub received: u64,
    /// Entries of the directory being fetched; 0 when none is.
    pub expected: u64,
    /// Cooperatives that hold the number that we hold, this one included.
    pub held_by: Vec<String>,
}

/// `POST /v1/sync`: heads are being compared with every connected peer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Asked {
    /// When it was asked: a peer heard since then was compared with.
    pub asked: u64,
}

/// An entry with who vouches for it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct EntryView {
    /// Its id.
    #[schema(value_type = String)]
    pub id: EntryId,
    /// `member`, `offer`, `need` or `service`.
    pub kind: String,
    /// The cooperative that vouches for it.
    #[schema(value_type = String)]
    pub coop: CoopId,
    /// Its name.
    pub coop_name: String,
    /// When its cooperative last confirmed it (time of the head held).
    pub confirmed: u64,
    /// The member, when it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub member: Option<Member>,
    /// The offer, need or service, when it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub listing: Option<Listing>,
    /// The term of a vocabulary, when it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub term: Option<Term>,
    /// Name of the member that an offer or a need comes from, when known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_name: Option<String>,
}

/// `POST /v1/entries` and `PUT /v1/entries/{id}`: what a person gives. Texts and codes are free: the node
/// looks codes and places up, and refuses what it does not know with suggestions.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EntryDraft {
    /// `member`, `offer`, `need` or `service`.
    pub kind: String,
    /// A member's display name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Title of the offer, the need, or the member's main activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Further activities of a member.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<ActivityDraft>,
    /// Trades, skills, sectors, modes, own words of the main activity.
    #[serde(flatten)]
    pub practice: Practice,
    /// A commune's name, a postal code, or a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// `commune` (default), `department`, `region` or `country`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<String>,
    /// Languages of work, as `fr`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Free text, at most 500 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Whether a member takes work now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available: Option<bool>,
    /// The member that an offer or need comes from: id, unique prefix of it, or exact name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// `paid`, `exchange`, `gift`, `mutual-aid`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exchange: Vec<String>,
    /// End of an offer or need.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<u64>,
}

/// One more activity.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct ActivityDraft {
    /// In the member's own words.
    pub title: String,
    /// Trades, skills, sectors, modes, own words.
    #[serde(flatten)]
    pub practice: Practice,
}

/// What is practised, as a person types it: codes or labels in any of the three languages. A trade or a
/// skill that no vocabulary has is kept as the member's own word.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Practice {
    /// Trades.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub trades: Vec<String>,
    /// Skills.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<String>,
    /// Wants to learn.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub learn: Vec<String>,
    /// Sectors.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sectors: Vec<String>,
    /// Ways of working.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub modes: Vec<String>,
    /// Own words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
}

/// Answer to a change of our own directory: durable, signed and on its way.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Changed {
    /// The entry, when one was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub id: Option<EntryId>,
    /// Number of the head that carries the change.
    pub number: u64,
    /// What the node understood that the reader should know: stable codes with their arguments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Problem>,
}

/// `POST /v1/entries/bulk`: many changes of our own directory under one head, in the form in which entries are
/// published. For programs: nothing is looked up.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Bulk {
    /// Entries added, or replacing the one with the same id.
    pub put: Vec<BulkEntry>,
    /// Entries taken out.
    #[schema(value_type = Vec<String>)]
    pub remove: Vec<EntryId>,
}

/// One entry of a [`Bulk`].
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkEntry {
    /// Its id; a new one is drawn when there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub id: Option<EntryId>,
    /// `member`, `offer`, `need` or `service`.
    pub kind: String,
    /// The member, when it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub member: Option<Member>,
    /// The offer, need or service, when it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub listing: Option<Listing>,
    /// The term of a vocabulary, when it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub term: Option<Term>,
}

impl BulkEntry {
    /// An entry of a kind, with a new id when none is given, and no body yet.
    pub fn of(id: impl Into<Option<EntryId>>, kind: Kind) -> BulkEntry {
        BulkEntry { id: id.into(), kind: kind.name().into(), member: None, listing: None, term: None }
    }
}

/// `POST /v1/import`: what an import from a file brought.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub struct BundleReport {
    /// Directories in the file.
    pub directories: u64,
    /// Cooperatives whose directory is newer than before, with the number reached.
    pub updated: Vec<(String, u64)>,
    /// Cooperatives whose directory in the file is not newer.
    pub unchanged: Vec<String>,
    /// Directories refused, with why.
    pub refused: Vec<(String, Problem)>,
}

/// `POST /v1/lab/block`, laboratory only: cut these cooperatives off (all others are joined again).
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub struct Block {
    /// The cooperatives.
    #[schema(value_type = Vec<String>)]
    pub coops: Vec<CoopId>,
}

/// `GET /v1/identity`: public identity of this node.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct IdentityView {
    /// This cooperative.
    #[schema(value_type = String)]
    pub coop: CoopId,
    /// The key of its node.
    #[schema(value_type = String)]
    pub node_key: PublicKey,
    /// The same as `did:key`.
    pub did: String,
}

/// `GET /v1/entries`: one page of a cooperative's directory.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub struct EntryPage {
    /// Entries in all, of the kind asked for.
    pub total: u64,
    /// From 1.
    pub page: u64,
    /// The page's entries, sorted by name.
    pub entries: Vec<EntryView>,
}

/// `POST /v1/compact`: the store's size on disk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Compacted {
    /// Bytes before.
    pub before_bytes: u64,
    /// Bytes after.
    pub after_bytes: u64,
}

/// `GET /v1/vocabulary`: one term that a draft or a search may name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TermView {
    /// Its code.
    pub code: String,
    /// `trade`, `skill`, `sector` or `mode`.
    pub kind: String,
    /// Its label in the reader's language.
    pub label: String,
    /// Its labels by language.
    pub labels: BTreeMap<String, String>,
}

/// `GET /v1/places`: one place that a draft or a search may name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlaceView {
    /// Its code.
    pub code: String,
    /// Its name on the spot.
    pub name: String,
    /// `commune`, `department`, `region` or `country`.
    pub precision: String,
    /// What holds it, from the finest to the country.
    pub within: Vec<String>,
    /// Its postal codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub postal_codes: Vec<String>,
}
