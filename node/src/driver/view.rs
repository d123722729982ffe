//! What the loop shows of itself, made of the replica's state. Must not change anything.

use std::collections::BTreeMap;

use bigre_protocol::envelope::public_key;
use bigre_protocol::id::{CoopId, EntryId};
use bigre_protocol::limits;
use bigre_protocol::register::PROTOCOL;
use bigre_protocol::replica::{Replica, Signing};

use super::{Facts, Link, now};
use crate::api::model::{
    self, DirectoryState, DirectoryView, IdentityView, PeerView, Problem, Status, Storage,
};
use crate::handle::{View, Vocabularies};
use crate::metrics::Metrics;
use crate::network::DialReason;
use crate::store::Store;

/// Connections in a row that the other side closed at once, before it is told (guess: one may be bad luck).
const CUT_SHORT_TIMES: u8 = 3;
/// When a card's end is told, in milliseconds before it: 60 days (guess: a general meeting can be called).
const CARD_NEAR_MS: u64 = 60 * limits::DAY_MS;
/// Entries given back for the start of an id.
const FOUND: usize = 10;

/// The stable code of a failed dial.
pub(super) fn dial_code(reason: &DialReason) -> &'static str {
    match reason {
        DialReason::Refused => "dial-refused",
        DialReason::Timeout => "dial-timeout",
        DialReason::WrongPeer => "dial-wrong-peer",
        DialReason::Unreachable => "dial-unreachable",
        DialReason::Other(_) => "dial-failed",
    }
}

/// Entries whose printed id starts with a text.
pub(super) fn find(replica: &Replica, prefix: &str) -> Vec<(CoopId, EntryId)> {
    let mut found = Vec::new();
    for (coop, directory) in replica.directories() {
        let ids = directory.iter().map(|leaf| leaf.id).filter(|id| id.to_string().starts_with(prefix));
        found.extend(ids.take(FOUND).map(|id| (*coop, id)));
    }
    found.truncate(FOUND);
    found
}

/// The whole view.
pub(super) fn build(
    replica: &Replica,
    store: &Store,
    links: &BTreeMap<CoopId, Link>,
    facts: &Facts,
    listening: &[String],
    listen_problems: &[Problem],
    low: bool,
) -> View {
    let now = now();
    let directories = directories(replica, now);
    let peers = peers(replica, links);
    let status = status(replica, store, facts, (&directories, &peers), now);
    let mut warnings = facts.warnings.clone();
    warnings.extend(register_warnings(replica, now));
    warnings.extend(closed_by_all(links));
    warnings.extend_from_slice(listen_problems);
    if low {
        let message = "Little space is free on the disk: the node only reads. Make room, then restart it.";
        warnings.push(Problem { code: "disk-low".into(), message: message.into(), args: BTreeMap::new() });
    }
    let me = replica.me();
    let node_key = replica.register().card(&me).map_or_else(public_key_of_none, |card| card.node);
    View {
        status: Status { listening: listening.to_vec(), warnings, ..status },
        peers,
        directories,
        identity: IdentityView { coop: me, node_key, did: node_key.did_key() },
        vocabularies: vocabularies(replica),
    }
}

/// What the vocabularies in force are made of.
fn vocabularies(replica: &Replica) -> Vocabularies {
    let register = replica.register();
    let terms = replica.directories().map(|(coop, directory)| (*coop, directory.terms()));
    Vocabularies {
        named: register.vocabularies.clone(),
        active: register.coops().filter(|coop| register.is_active(coop)).collect(),
        terms: terms.filter(|(_, terms)| *terms != 0).collect(),
    }
}

/// Our own cooperative always has a card; this stands for one that has not.
fn public_key_of_none() -> bigre_protocol::id::PublicKey {
    public_key(&ed25519_dalek::SigningKey::from_bytes(&[0; 32]))
}

fn name(replica: &Replica, coop: &CoopId) -> String {
    super::register::name(replica.register(), coop)
}

fn directories(replica: &Replica, now: u64) -> Vec<DirectoryView> {
    replica
        .directories()
        .map(|(coop, directory)| {
            let head = directory.head().map(|head| &head.value);
            let newest = replica.newest(coop);
            let pulling = replica.is_pulling(coop) && newest > directory.number();
            let state = if replica.is_forked(coop) {
                DirectoryState::Forked
            } else if pulling {
                DirectoryState::Pulling
            } else if newest > directory.number() {
                DirectoryState::Behind
            } else if replica.has_lapsed(now, coop) {
                DirectoryState::Lapsed
            } else if head.is_none() {
                DirectoryState::Unknown
            } else {
                DirectoryState::Current
            };
            let progress = replica.progress(coop);
            DirectoryView {
                coop: *coop,
                name: name(replica, coop),
                number: directory.number(),
                root: head.map(|head| head.root),
                entries: directory.len() as u64,
                members: directory.members(),
                bytes: directory.bytes(),
                signed: head.map(|head| head.time),
                lease_until: head.map(|head| head.lease),
                state,
                newest,
                received: progress.map_or(0, |progress| progress.received),
                expected: progress.map_or(0, |progress| progress.expected),
                held_by: replica.holders(coop).iter().map(|coop| name(replica, coop)).collect(),
            }
        })
        .collect()
}

fn peers(replica: &Replica, links: &BTreeMap<CoopId, Link>) -> Vec<PeerView> {
    let seats = replica.register().seats().iter();
    let held: Vec<(usize, u64)> = seats
        .enumerate()
        .filter_map(|(at, seat)| Some((at, replica.directory(&seat.coop)?.number())))
        .collect();
    replica
        .peers()
        .map(|(coop, peer)| {
            let link = links.get(coop).cloned().unwrap_or_default();
            let card = replica.register().card(coop);
            let same =
                held.iter().filter(|(at, ours)| peer.heads.get(*at).is_some_and(|mark| mark.0 == *ours));
            PeerView {
                coop: *coop,
                name: name(replica, coop),
                peer_ids: link.peers.iter().map(ToString::to_string).collect(),
                addresses: card
                    .map(|card| card.addresses.iter().map(ToString::to_string).collect())
                    .unwrap_or_default(),
                connected: peer.connected,
                since: link.since,
                last_heard: peer.heard,
                ahead_ms: peer.heard.map(|_| peer.ahead_ms),
                same: same.count() as u64,
                directories: held.len() as u64,
                reached: link.reached,
                problem: link.problem.filter(|_| !peer.connected).map(str::to_owned),
                version: peer.program.clone(),
            }
        })
        .collect()
}

fn status(
    replica: &Replica,
    store: &Store,
    facts: &Facts,
    (directories, peers): (&[DirectoryView], &[PeerView]),
    now: u64,
) -> Status {
    let register = replica.register();
    let me = replica.me();
    let own = directories.iter().find(|directory| directory.coop == me);
    let sizes = store.size();
    let behind = |directory: &&DirectoryView| {
        matches!(directory.state, DirectoryState::Behind | DirectoryState::Pulling)
    };
    Status {
        coop: me,
        name: name(replica, &me),
        federation: register.federation,
        federation_name: register.name.clone(),
        fingerprint: register.federation.words(),
        version: env!("CARGO_PKG_VERSION").into(),
        started: facts.started,
        assents: replica.assents() as u64,
        founders: replica.founding().cards.len() as u64,
        cooperatives: register.len() as u64,
        page: register.height,
        awaiting: awaiting(replica),
        connected: peers.iter().filter(|peer| peer.connected).count() as u64,
        up_to_date: directories.iter().find(behind).is_none(),
        number: own.map_or(0, |own| own.number),
        signing: match replica.signing() {
            Signing::Ready => model::Signing::Ready,
            Signing::WaitingForPeers { heard, needed } => {
                model::Signing::WaitingForPeers { heard: heard as u64, needed: needed as u64 }
            }
            Signing::Restoring => model::Signing::Restoring,
            Signing::Forked => model::Signing::Forked,
            Signing::Twin => model::Signing::Twin,
            Signing::NotMember => model::Signing::NotMember,
        },
        isolated: replica.is_isolated(now),
        entries: directories.iter().map(|directory| directory.entries).sum(),
        members: directories.iter().map(|directory| directory.members).sum(),
        storage: Storage {
            live_bytes: sizes.live_bytes,
            disk_bytes: sizes.disk_bytes,
            generation: sizes.generation,
        },
        listening: Vec::new(),
        warnings: Vec::new(),
    }
}

/// Whether most of the others close our connections at once, time after time: what a second node with the same keys sees,
/// and a cooperative that is not a member any more.
fn closed_by_all(links: &BTreeMap<CoopId, Link>) -> Option<Problem> {
    let closed = links.values().filter(|link| link.cut_short >= CUT_SHORT_TIMES).count();
    let others = links.len().saturating_sub(1);
    (others > 0 && closed * 2 > others).then(|| {
        let message = "The others close this node's connections at once: another node may run with the same keys, or \
                       this cooperative is not a member any more.";
        Problem::new("warn-closed", message, [("closed", closed.to_string()), ("others", others.to_string())])
    })
}

/// How many pages wait for our approval.
fn awaiting(replica: &Replica) -> u64 {
    let (me, register) = (replica.me(), replica.register());
    if !register.is_active(&me) {
        return 0;
    }
    let open = replica.votes().pages().filter(|page| register.is_fresh(&page.value));
    open.filter(|page| !replica.votes().approvers(&page.id).contains(&me)).count() as u64
}

/// What the register asks somebody to look at.
fn register_warnings(replica: &Replica, now: u64) -> Vec<Problem> {
    let register = replica.register();
    let mut warnings = Vec::new();
    if let Some(split) = replica.split() {
        let guilty: Vec<String> = split.guilty.iter().map(|coop| name(replica, coop)).collect();
        let message = "Two pages of one number are sealed: the register is frozen. The assembly must meet.";
        let args = [("names", guilty.join(", ")), ("number", split.height.to_string())];
        warnings.push(Problem::new("warn-split", message, args));
    }
    if register.minimum > PROTOCOL {
        let message = "The assembly asks for a later version of the protocol: install a later program.";
        warnings.push(Problem::new("warn-update", message, [("version", register.minimum.to_string())]));
    }
    let mut faulty: Vec<String> = replica.proofs().map(|(coop, _)| name(replica, &coop)).collect();
    faulty.dedup();
    if !faulty.is_empty() {
        let message = "Cooperatives signed contradictory things: tell the assembly.";
        warnings.push(Problem::new("warn-fault", message, [("names", faulty.join(", "))]));
    }
    let suspended: Vec<String> = register
        .coops()
        .filter(|coop| replica.suspended_until(now, coop).is_some())
        .map(|coop| name(replica, &coop))
        .collect();
    if !suspended.is_empty() {
        let message = "Nothing new is taken from suspended cooperatives.";
        warnings.push(Problem::new("warn-suspended", message, [("names", suspended.join(", "))]));
    }
    let expires = register.card(&replica.me()).map_or(u64::MAX, |card| card.expires);
    if expires < now.saturating_add(CARD_NEAR_MS) {
        let days = expires.saturating_sub(now) / limits::DAY_MS;
        let message = "This cooperative's card expires soon: `bigre card renew`.";
        warnings.push(Problem::new("warn-card", message, [("days", days.to_string())]));
    }
    warnings
}

/// Shows the view's numbers as metrics.
pub(super) fn gauge(metrics: &Metrics, view: &View) {
    let set = |gauge: &prometheus_client::metrics::gauge::Gauge, value: u64| {
        gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
    };
    set(&metrics.entries, view.status.entries);
    set(&metrics.members, view.status.members);
    set(&metrics.connected, view.status.connected);
    set(&metrics.live_bytes, view.status.storage.live_bytes);
    set(&metrics.disk_bytes, view.status.storage.disk_bytes);
    let behind = view.directories.iter().filter(|directory| directory.newest > directory.number).count();
    set(&metrics.behind, behind as u64);
}
