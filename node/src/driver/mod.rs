//! THE loop: inputs to the replica, its writes to the disk, and only then its other effects to the world.
//!
//! Knows the order in which things happen; must not know the federation's rules. It never awaits a peer. An
//! error of our own disk ends it, a peer's fault never does.

mod door;
pub(crate) mod fund;
mod indexer;
mod perform;
pub(crate) mod register;
mod view;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bigre_protocol::id::{CoopId, ObjectId};
use bigre_protocol::replica::{Action, Input, Output, Replica, Request as RequestId, Stream, Ticket};
use tokio::sync::{mpsc, oneshot, watch};

pub(crate) use indexer::Indexer;
pub(crate) use register::{problem, unhex};

use crate::api::model::{BundleReport, Problem};
use crate::handle::{Deed, Refused, Request, View};
use crate::identity::IdentityError;
use crate::invitations::Invitations;
use crate::metrics::Metrics;
use crate::network::{self, Command, Event, Events, NetworkHandle, PeerId};
use crate::search::IndexError;
use crate::store::{Reader, Store, StoreError};

/// Inputs taken in before one flush makes their writes durable (guess: a flush costs as much as a few hundred).
const BATCH: usize = 256;
/// Shortest time between two views.
const VIEW_INTERVAL: Duration = Duration::from_millis(100);
/// A connection that ended sooner, without a word, was closed by the other side on purpose (guess).
const CUT_SHORT_MS: u64 = 5_000;
/// Gossip messages whose verdict may be owed at once.
const TICKETS: usize = 4096;

/// Why the loop ended before it was asked to. The fault is this machine's.
#[derive(Debug, thiserror::Error)]
pub enum DriverError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// Another program has the port. The fault is the operator's.
    #[error(
        "cannot listen on {address}: {reason}. Another program, perhaps another node, uses this port: stop it, or choose another with network.listen in config.toml"
    )]
    PortInUse {
        /// The address.
        address: String,
        /// What the system says.
        reason: String,
    },
    /// Two nodes with one key. The fault is the operator's.
    #[error(
        "another node signs with this node's key: two servers run with one data directory, or a copy of it. This one stops, so that nothing contradictory is signed. Keep one of them; if the other is not yours, renew the node key with `bigre card rotate node`"
    )]
    Twin,
    /// A card of ours could not be kept.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// The network task ended by itself.
    #[error("the network stopped by itself; start the node again, and report it if it stops again")]
    Network,
}

/// Milliseconds since the Unix epoch.
pub(crate) fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// What is known of the connection with a cooperative, besides what its node says.
#[derive(Debug, Clone, Default)]
struct Link {
    /// Its peer ids.
    peers: Vec<PeerId>,
    /// Which of them are connected.
    connected: Vec<PeerId>,
    /// Since when it is connected, or not.
    since: Option<u64>,
    /// How many connections in a row ended within seconds, without a word.
    cut_short: u8,
    /// When it last dialled us, and came through.
    reached: Option<u64>,
    /// Why the last dial failed (stable code).
    problem: Option<&'static str>,
}

/// Who waits for the answer to a request that the replica was given.
enum Waiting {
    Edit(oneshot::Sender<Result<u64, Refused>>),
    Import(oneshot::Sender<Result<BundleReport, Refused>>),
    Act(oneshot::Sender<Result<ObjectId, Refused>>),
    /// A guest, and its card.
    Guest(network::ExchangeId, ObjectId),
}

/// Fixed facts that the view shows.
pub(crate) struct Facts {
    /// When the node started.
    pub(crate) started: u64,
    /// Warnings found at start.
    pub(crate) warnings: Vec<Problem>,
    /// The data directory.
    pub(crate) dir: PathBuf,
}

/// The loop and what it owns.
pub(crate) struct Driver {
    replica: Replica,
    store: Store,
    reader: Reader,
    indexer: Indexer,
    network: NetworkHandle,
    metrics: Metrics,
    facts: Facts,
    links: BTreeMap<CoopId, Link>,
    coops: BTreeMap<PeerId, CoopId>,
    /// Streams that are open in the network's eyes, and whether they were ever writable.
    streams: BTreeMap<Stream, bool>,
    tickets: BTreeMap<Ticket, network::Ticket>,
    next_ticket: u64,
    waiting: BTreeMap<RequestId, Waiting>,
    next_request: u64,
    listening: Vec<String>,
    listen_problems: Vec<Problem>,
    view: watch::Sender<Arc<View>>,
    view_due: bool,
    view_at: tokio::time::Instant,
    /// Free space is below the floor: nothing that would be written is taken in.
    low: bool,
    /// The members, their keys or their addresses may have changed.
    pin_due: bool,
    /// A card of ours came into force.
    card_due: bool,
    /// Another node signs with our key.
    twin: bool,
    invitations: Invitations,
    /// Whether guests are let in.
    door_open: bool,
}

/// What the loop is made of.
pub(crate) struct Parts {
    pub(crate) replica: Replica,
    pub(crate) store: Store,
    pub(crate) indexer: Indexer,
    pub(crate) network: NetworkHandle,
    pub(crate) metrics: Metrics,
    pub(crate) facts: Facts,
    pub(crate) invitations: Invitations,
}

impl Driver {
    /// A loop over its parts, and the view that it will keep.
    pub(crate) fn new(parts: Parts) -> (Driver, watch::Receiver<Arc<View>>) {
        let Parts { replica, store, indexer, network, metrics, facts, invitations } = parts;
        let links: BTreeMap<CoopId, Link> = crate::run::peer_ids(replica.register())
            .into_iter()
            .map(|(coop, peers)| (coop, Link { peers, ..Link::default() }))
            .collect();
        let coops =
            links.iter().flat_map(|(coop, link)| link.peers.iter().map(|peer| (*peer, *coop))).collect();
        let first = view::build(&replica, &store, &links, &facts, &[], &[], false);
        let (view, receiver) = watch::channel(Arc::new(first));
        let driver = Driver {
            reader: store.reader(),
            replica,
            store,
            indexer,
            network,
            metrics,
            facts,
            links,
            coops,
            streams: BTreeMap::new(),
            tickets: BTreeMap::new(),
            next_ticket: 0,
            waiting: BTreeMap::new(),
            next_request: 0,
            listening: Vec::new(),
            listen_problems: Vec::new(),
            view,
            view_due: false,
            view_at: tokio::time::Instant::now(),
            low: false,
            pin_due: false,
            card_due: false,
            twin: false,
            invitations,
            door_open: false,
        };
        (driver, receiver)
    }

    /// Runs until `shutdown`, or until our own disk fails. `begin` is what the replica asked for at its start.
    pub(crate) async fn run(
        mut self,
        begin: Vec<Output>,
        mut requests: mpsc::Receiver<Request>,
        mut events: Events,
        shutdown: impl Future<Output = ()>,
    ) -> Result<(), DriverError> {
        tokio::pin!(shutdown);
        let result = match self.perform(begin).await {
            Ok(()) => self.turn(&mut requests, &mut events, shutdown).await,
            Err(error) => Err(error),
        };
        // Whatever happened, peers notice at once and the index is left in step.
        self.network.clone().shutdown().await;
        let indexed = tokio::task::block_in_place(|| self.indexer.stop());
        result?;
        Ok(indexed?)
    }

    async fn turn(
        &mut self,
        requests: &mut mpsc::Receiver<Request>,
        events: &mut Events,
        mut shutdown: std::pin::Pin<&mut impl Future<Output = ()>>,
    ) -> Result<(), DriverError> {
        loop {
            let wake = Duration::from_millis(self.replica.wake_at().saturating_sub(now()).min(3_600_000));
            let mut outputs = Vec::new();
            tokio::select! {
                biased;
                () = &mut shutdown => return Ok(()),
                Some(request) = requests.recv() => self.request(request, &mut outputs)?,
                event = events.recv() => match event {
                    Some(Event::ListenFailed { address, reason }) => {
                        self.listen_failed(&address.to_string(), reason)?;
                    }
                    Some(Event::JoinAsked { peer, exchange, request }) => {
                        self.asked(peer, exchange, &request, &mut outputs)?;
                    }
                    Some(event) => self.event(event, &mut outputs),
                    None => return Err(DriverError::Network),
                },
                () = tokio::time::sleep_until(self.view_at), if self.view_due => self.show(),
                () = tokio::time::sleep(wake) => outputs = self.replica.handle(now(), Input::Wake),
            }
            // One flush for whatever is already there.
            for _ in 0..BATCH {
                if let Ok(request) = requests.try_recv() {
                    self.request(request, &mut outputs)?;
                } else if let Some(event) = events.try_recv() {
                    if let Event::ListenFailed { address, reason } = event {
                        self.listen_failed(&address.to_string(), reason)?;
                    } else if let Event::JoinAsked { peer, exchange, request } = event {
                        self.asked(peer, exchange, &request, &mut outputs)?;
                    } else {
                        self.event(event, &mut outputs);
                    }
                } else {
                    break;
                }
            }
            self.perform(outputs).await?;
            self.mind_door().await;
        }
    }

    fn give(&mut self, input: Input, outputs: &mut Vec<Output>) {
        outputs.extend(self.replica.handle(now(), input));
    }

    /// An event of the network, in the replica's terms.
    fn event(&mut self, event: Event, outputs: &mut Vec<Output>) {
        match event {
            Event::Connected(peer) => self.link(peer, true, outputs),
            Event::Disconnected(peer) => self.link(peer, false, outputs),
            Event::Gossip { from, ticket, bytes } => self.gossip(from, ticket, bytes, outputs),
            Event::StreamOpened { stream, peer } => {
                if let Some(coop) = self.coops.get(&peer).copied() {
                    let stream = Stream(stream.0);
                    self.streams.insert(stream, false);
                    self.give(Input::Opened { stream, peer: coop }, outputs);
                }
            }
            Event::Writable { stream } => {
                let stream = Stream(stream.0);
                // The first time a whole window is free, each further time one frame.
                let first = self.streams.insert(stream, true) == Some(false);
                for _ in 0..if first { network::STREAM_WINDOW } else { 1 } {
                    self.give(Input::Room(stream), outputs);
                }
            }
            Event::Frame { stream, bytes, .. } => {
                let stream = Stream(stream.0);
                if self.low {
                    outputs.push(Output::Reset(stream));
                } else {
                    self.give(Input::Frame { stream, bytes }, outputs);
                }
            }
            Event::StreamClosed { stream, .. } => {
                self.streams.remove(&Stream(stream.0));
                // A comparison ended: when the peer was heard is news, even if nothing else is.
                self.view_due = true;
                self.give(Input::Closed(Stream(stream.0)), outputs);
            }
            Event::Listening(address) => {
                tracing::info!(%address, "listening");
                self.listening.push(address.to_string());
                self.view_due = true;
            }
            Event::Reached { peer, .. } => {
                if let Some(link) = self.coops.get(&peer).and_then(|coop| self.links.get_mut(coop)) {
                    link.reached = Some(now());
                    self.view_due = true;
                }
            }
            // Taken by the loop: our own disk may refuse.
            Event::JoinAsked { .. } => {}
            // Taken by the loop, which it may end.
            Event::ListenFailed { .. } => {}
            Event::DialFailed { peer, reason, .. } => {
                let code = view::dial_code(&reason);
                tracing::debug!(%peer, code, "dial failed");
                if let Some(link) = self.coops.get(&peer).and_then(|coop| self.links.get_mut(coop)) {
                    link.problem = Some(code);
                    self.view_due = true;
                }
            }
        }
    }

    /// A port that another program has ends the node; an address that this machine lacks (no IPv6, say) is told.
    fn listen_failed(&mut self, address: &str, reason: String) -> Result<(), DriverError> {
        if reason.contains("in use") {
            return Err(DriverError::PortInUse { address: address.into(), reason });
        }
        tracing::error!(%address, reason, "cannot listen");
        let message =
            format!("The node cannot listen on {address}: {reason}. Another program may use this port.");
        let args =
            BTreeMap::from([("address".to_owned(), address.to_owned()), ("reason".to_owned(), reason)]);
        self.listen_problems.push(Problem { code: "listen-failed".into(), message, args });
        self.listen_problems.truncate(16);
        self.view_due = true;
        Ok(())
    }

    fn link(&mut self, peer: PeerId, open: bool, outputs: &mut Vec<Output>) {
        let Some(coop) = self.coops.get(&peer).copied() else { return };
        let Some(link) = self.links.get_mut(&coop) else { return };
        let before = !link.connected.is_empty();
        link.connected.retain(|other| *other != peer);
        if open {
            link.connected.push(peer);
            link.problem = None;
        }
        let after = !link.connected.is_empty();
        if before != after {
            let heard =
                self.replica.peers().find(|(peer, _)| **peer == coop).and_then(|(_, peer)| peer.heard);
            if !after {
                let opened = link.since.unwrap_or(0);
                let wordless = heard.is_none_or(|heard| heard < opened) && now() < opened + CUT_SHORT_MS;
                link.cut_short = if wordless { link.cut_short.saturating_add(1) } else { 0 };
            }
            link.since = Some(now());
            let input = if after { Input::Connected(coop) } else { Input::Disconnected(coop) };
            self.give(input, outputs);
        }
        self.view_due = true;
    }

    fn gossip(&mut self, from: PeerId, ticket: network::Ticket, bytes: Vec<u8>, outputs: &mut Vec<Output>) {
        let coop = self.coops.get(&from).copied().filter(|_| !self.low && self.tickets.len() < TICKETS);
        self.next_ticket += 1;
        let ours = Ticket(self.next_ticket);
        self.tickets.insert(ours, ticket);
        match coop {
            Some(from) => self.give(Input::Gossip { from, ticket: ours, bytes }, outputs),
            None => outputs
                .push(Output::Verdict { ticket: ours, verdict: bigre_protocol::rejection::Verdict::Ignore }),
        }
    }

    /// A request of this process.
    fn request(&mut self, request: Request, outputs: &mut Vec<Output>) -> Result<(), DriverError> {
        match request {
            Request::Edit { reply, .. } if self.low => drop(reply.send(Err(Refused::DiskLow))),
            Request::Import { reply, .. } if self.low => drop(reply.send(Err(Refused::DiskLow))),
            Request::Edit { edit, reply } => {
                let request = self.wait(Waiting::Edit(reply));
                self.give(Input::Edit { request, put: edit.put, remove: edit.remove }, outputs);
            }
            Request::Act { reply, .. } if self.low => drop(reply.send(Err(Refused::DiskLow))),
            Request::Act { act, reply } => {
                let action = match act {
                    Deed::Propose(propose) => self.proposal(*propose),
                    Deed::Suspend(draft) => self.suspension(&draft),
                    Deed::Approve(object) => Ok(Action::Approval(object)),
                    Deed::Card(object) => Ok(Action::Card(object)),
                    Deed::Fact(op, draft) => fund::fact(&self.replica, op, *draft),
                };
                match action {
                    Ok(action) => {
                        let request = self.wait(Waiting::Act(reply));
                        self.give(Input::Act { request, action }, outputs);
                    }
                    Err(refused) => drop(reply.send(Err(refused))),
                }
            }
            Request::Look(look) => look.look(&self.replica),
            Request::Ids { coop, kind, reply } => drop(reply.send(self.replica.ids(&coop, kind))),
            Request::Find { prefix, reply } => drop(reply.send(view::find(&self.replica, &prefix))),
            Request::Invite { draft, reply } => drop(reply.send(self.invite(&draft)?)),
            Request::Invitations { reply } => drop(reply.send(self.given())),
            Request::Revoke { id, reply } => drop(reply.send(self.revoke(&id)?)),
            Request::Reach { reply } => drop(reply.send(self.reach())),
            Request::Export { reply } => {
                let bytes = tokio::task::block_in_place(|| self.export())?;
                drop(reply.send(bytes));
            }
            Request::Import { bytes, reply } => {
                match crate::bundle::read(&self.replica.register().federation, &bytes) {
                    Ok(frames) => {
                        let request = self.wait(Waiting::Import(reply));
                        self.give(Input::File { request, frames }, outputs);
                    }
                    Err(error) => drop(reply.send(Err(Refused::Bundle(error.to_string())))),
                }
            }
            Request::Compare { reply } => {
                let asked = now();
                self.give(Input::Compare, outputs);
                let _ = reply.send(asked);
            }
            Request::Block(coops) => {
                let peers = coops.iter().filter_map(|coop| self.links.get(coop));
                let blocked = peers.flat_map(|link| link.peers.iter().copied()).collect();
                let _ = self.network.try_send(Command::Block(blocked));
            }
            Request::Compact { reply } => {
                let answer = match tokio::task::block_in_place(|| self.store.compact()) {
                    Ok(compacted) => Ok((compacted.before.disk_bytes, compacted.after.disk_bytes)),
                    // Nothing was touched: there was no room for a second copy.
                    Err(StoreError::DiskLow { .. }) => Err(Refused::DiskLow),
                    Err(error) => return Err(error.into()),
                };
                let _ = reply.send(answer);
            }
        }
        Ok(())
    }

    fn wait(&mut self, waiting: Waiting) -> RequestId {
        self.next_request += 1;
        let request = RequestId(self.next_request);
        self.waiting.insert(request, waiting);
        request
    }

    fn export(&self) -> Result<Vec<u8>, StoreError> {
        let frames = self.replica.export(|coop, ids| {
            let entries = self.reader.entries(coop, ids)?;
            Ok::<_, StoreError>(entries.into_iter().flatten().collect())
        })?;
        Ok(crate::bundle::write(&self.replica.register().federation, &frames))
    }

    fn show(&mut self) {
        // Room may have been made since the last write; an error will be told by the next one.
        self.low = self.store.is_low().unwrap_or(self.low);
        let view = view::build(
            &self.replica,
            &self.store,
            &self.links,
            &self.facts,
            &self.listening,
            &self.listen_problems,
            self.low,
        );
        view::gauge(&self.metrics, &view);
        self.view.send_replace(Arc::new(view));
        self.view_due = false;
        self.view_at = tokio::time::Instant::now() + VIEW_INTERVAL;
    }
}
