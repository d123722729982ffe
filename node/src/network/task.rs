//! Knows what the network does on each command and each event of the swarm; must never wait for the caller or
//! a peer.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};

use futures::StreamExt;
use libp2p::{
    Multiaddr, PeerId, Swarm,
    allow_block_list::NotAllowed,
    gossipsub, ping,
    swarm::{DialError, ListenError, SwarmEvent, dial_opts::DialOpts},
};
use tokio::sync::mpsc;

use super::{
    Command, DialReason, Event, NetworkConfig, Peer, Ticket, Verdict,
    behaviour::{Behaviour, BehaviourEvent},
    door, limits,
    metrics::Metrics,
    outbox::Outbox,
    redial::Redial,
    streams::Streams,
    swarm,
};

/// The task that owns the swarm.
pub(super) struct Task {
    swarm: Swarm<Behaviour>,
    /// What gossip is about; none if we do not speak it.
    topic: Option<gossipsub::IdentTopic>,
    listen: Vec<Multiaddr>,
    pinned: BTreeSet<PeerId>,
    blocked: BTreeSet<PeerId>,
    redial: Redial,
    /// Failed pings in a row of each connected peer.
    ping_failures: BTreeMap<PeerId, u32>,
    streams: Streams,
    outbox: Outbox,
    metrics: Metrics,
}

impl Task {
    /// A task that has not started. Events of streams go to `frames`, the others to `outbox`.
    pub(super) fn new(
        swarm: Swarm<Behaviour>,
        config: &NetworkConfig,
        metrics: Metrics,
        outbox: Outbox,
        frames: mpsc::Sender<Event>,
    ) -> Self {
        Self {
            swarm,
            topic: config.gossip.then(|| gossipsub::IdentTopic::new(&config.topic)),
            listen: config.listen.clone(),
            pinned: BTreeSet::new(),
            blocked: BTreeSet::new(),
            redial: Redial::default(),
            ping_failures: BTreeMap::new(),
            streams: Streams::new(frames, metrics.clone()),
            outbox,
            metrics,
        }
    }

    /// Serves until told to shut down, or until nobody can give commands any more.
    pub(super) async fn run(mut self, mut commands: mpsc::Receiver<Command>) {
        for address in std::mem::take(&mut self.listen) {
            if let Err(reason) = swarm::listen(&mut self.swarm, &address) {
                self.tell(Event::ListenFailed { address, reason });
            }
        }
        loop {
            let due = self.redial.wake_at();
            tokio::select! {
                command = commands.recv() => match command {
                    None | Some(Command::Shutdown) => break,
                    Some(command) => self.obey(command),
                },
                event = self.swarm.select_next_some() => self.swarm_event(event),
                () = self.streams.ended() => {}
                () = self.outbox.flush(), if self.outbox.waits() => {}
                () = until(due) => self.dial(),
            }
        }
        self.leave().await;
    }

    /// Closes every connection, so that peers notice at once instead of after their timeouts.
    async fn leave(mut self) {
        for peer in std::mem::take(&mut self.pinned) {
            self.swarm.behaviour_mut().pinned.disallow_peer(peer);
        }
        let closed = async {
            while self.swarm.connected_peers().next().is_some() {
                if let SwarmEvent::ConnectionClosed { .. } = self.swarm.select_next_some().await {
                    self.metrics.connections.dec();
                }
            }
        };
        if tokio::time::timeout(limits::SHUTDOWN, closed).await.is_err() {
            tracing::warn!(connected = self.swarm.connected_peers().count(), "shutdown without leave");
        }
        self.metrics.peers.set(0);
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::SetPeers(peers) => self.set_peers(peers),
            Command::Publish(bytes) => self.publish(bytes),
            Command::Verdict { ticket, verdict } => self.verdict(&ticket, verdict),
            Command::OpenStream { peer, stream } => {
                if self.streams.outbound(stream, peer) && !self.swarm.behaviour_mut().door.open(peer, stream)
                {
                    self.streams.opened(stream, Err(super::Closed::Lost));
                }
            }
            Command::Send { stream, frame } => self.streams.send(stream, frame),
            Command::Finish { stream } => self.streams.finish(stream),
            Command::Reset { stream } => self.streams.reset(stream),
            Command::Bounce(peer) => {
                tracing::info!(%peer, "bounce");
                self.metrics.bounces.inc();
                self.redial.hurry(&peer, Instant::now());
                // Without a connection there is only the dial to make.
                let _ = self.swarm.disconnect_peer_id(peer);
            }
            Command::Block(blocked) => self.block(blocked),
            Command::Shutdown => {}
        }
    }

    fn set_peers(&mut self, mut peers: Vec<Peer>) {
        let local = *self.swarm.local_peer_id();
        peers.retain(|peer| peer.id != local);
        let pinned: BTreeSet<PeerId> = peers.iter().map(|peer| peer.id).collect();
        self.redial.set_peers(peers, Instant::now());
        for gone in self.pinned.difference(&pinned) {
            self.swarm.behaviour_mut().pinned.disallow_peer(*gone);
        }
        for allowed in pinned.difference(&self.blocked) {
            self.swarm.behaviour_mut().pinned.allow_peer(*allowed);
        }
        for blocked in &self.blocked {
            self.redial.set_blocked(blocked, true);
        }
        self.pinned = pinned;
    }

    fn block(&mut self, blocked: BTreeSet<PeerId>) {
        let before = std::mem::replace(&mut self.blocked, blocked);
        for peer in self.blocked.difference(&before) {
            self.swarm.behaviour_mut().pinned.disallow_peer(*peer);
            self.redial.set_blocked(peer, true);
        }
        for peer in before.difference(&self.blocked) {
            self.redial.set_blocked(peer, false);
            self.redial.hurry(peer, Instant::now());
            if self.pinned.contains(peer) {
                self.swarm.behaviour_mut().pinned.allow_peer(*peer);
            }
        }
    }

    fn publish(&mut self, bytes: Vec<u8>) {
        let Some(topic) = &self.topic else { return };
        if bytes.len() > limits::GOSSIP_MESSAGE_BYTES {
            tracing::error!(bytes = bytes.len(), "message too large for gossip");
            return self.metrics.gossip("publish_too_large");
        }
        self.metrics.gossip(match self.swarm.behaviour_mut().gossip.publish(topic.hash(), bytes) {
            Ok(_) => "published",
            Err(gossipsub::PublishError::NoPeersSubscribedToTopic) => "publish_without_peers",
            Err(gossipsub::PublishError::Duplicate) => "publish_again",
            Err(error) => {
                tracing::debug!(%error, "publish failed");
                "publish_failed"
            }
        });
    }

    fn verdict(&mut self, ticket: &Ticket, verdict: Verdict) {
        let (acceptance, outcome) = match verdict {
            Verdict::Accept => (gossipsub::MessageAcceptance::Accept, "accepted"),
            Verdict::Ignore => (gossipsub::MessageAcceptance::Ignore, "ignored"),
            Verdict::Reject => (gossipsub::MessageAcceptance::Reject, "rejected"),
        };
        let gossip = &mut self.swarm.behaviour_mut().gossip;
        let known = gossip.report_message_validation_result(&ticket.message, &ticket.from, acceptance);
        self.metrics.gossip(if known { outcome } else { "verdict_too_late" });
    }

    fn dial(&mut self) {
        for (peer, addresses) in self.redial.due(Instant::now()) {
            // A port of its own for each connection: two nodes that dial each other from and to the ports
            // they listen on would make one connection with two dialling ends, and neither would answer the
            // handshake.
            let options = DialOpts::peer_id(peer).addresses(addresses.clone()).allocate_new_port().build();
            if let Err(error) = self.swarm.dial(options) {
                self.dial_failed(peer, &error, &addresses);
            }
        }
    }

    fn dial_failed(&mut self, peer: PeerId, error: &DialError, tried: &[Multiaddr]) {
        self.redial.dial_failed(&peer, Instant::now(), rand::random());
        for (address, reason) in swarm::dial_failures(error, tried) {
            self.metrics.dial_failed(match reason {
                DialReason::Refused => "refused",
                DialReason::Timeout => "timeout",
                DialReason::WrongPeer => "wrong_peer",
                DialReason::Unreachable => "unreachable",
                DialReason::Other(_) => "other",
            });
            tracing::debug!(%peer, %address, %reason, "dial failed");
            self.tell(Event::DialFailed { peer, address, reason });
        }
    }

    fn swarm_event(&mut self, event: SwarmEvent<BehaviourEvent>) {
        match event {
            SwarmEvent::Behaviour(event) => self.behaviour_event(event),
            SwarmEvent::NewListenAddr { address, .. } => self.tell(Event::Listening(address)),
            SwarmEvent::ListenerClosed { addresses, reason, .. } => {
                let reason = reason.err().map_or_else(|| "closed".into(), |error| swarm::root(&error));
                for address in addresses {
                    self.tell(Event::ListenFailed { address, reason: reason.clone() });
                }
            }
            SwarmEvent::ListenerError { error, .. } => tracing::debug!(%error, "listener"),
            SwarmEvent::ConnectionEstablished { peer_id, endpoint, num_established, .. } => {
                self.metrics.connections.inc();
                self.redial.connected(&peer_id, Instant::now());
                if endpoint.is_dialer() {
                    self.redial.dialled(&peer_id);
                }
                if num_established.get() == 1 {
                    tracing::info!(peer = %peer_id, dialled = endpoint.is_dialer(), "connected");
                    self.metrics.peers.inc();
                    self.tell(Event::Connected(peer_id));
                }
            }
            SwarmEvent::ConnectionClosed { peer_id, num_established, cause, .. } => {
                self.metrics.connections.dec();
                if num_established == 0 {
                    let cause = cause.map(|cause| cause.to_string());
                    tracing::info!(peer = %peer_id, cause, "disconnected");
                    self.metrics.peers.dec();
                    self.redial.disconnected(&peer_id, Instant::now(), rand::random());
                    self.ping_failures.remove(&peer_id);
                    self.streams.lost(peer_id);
                    self.tell(Event::Disconnected(peer_id));
                }
            }
            SwarmEvent::IncomingConnectionError { error, .. } => self.refused(error),
            SwarmEvent::OutgoingConnectionError { peer_id: Some(peer), error, .. } => {
                self.dial_failed(peer, &error, &[]);
            }
            _ => {}
        }
    }

    fn refused(&mut self, error: ListenError) {
        tracing::debug!(%error, "connection refused");
        self.metrics.refused(match error {
            ListenError::Denied { cause } => match cause.downcast::<NotAllowed>() {
                Ok(_) => "stranger",
                Err(_) => "too_many",
            },
            _ => "handshake",
        });
    }

    fn behaviour_event(&mut self, event: BehaviourEvent) {
        match event {
            BehaviourEvent::Gossip(event) => self.gossip_event(event),
            BehaviourEvent::Ping(event) => self.ping_event(event),
            BehaviourEvent::Door(door::Event::Inbound(peer, stream)) => self.streams.inbound(peer, stream),
            BehaviourEvent::Door(door::Event::Opened(id, stream)) => self.streams.opened(id, Ok(stream)),
            BehaviourEvent::Door(door::Event::Failed(id, reason)) => self.streams.opened(id, Err(reason)),
        }
    }

    fn gossip_event(&mut self, event: gossipsub::Event) {
        match event {
            gossipsub::Event::Message { propagation_source: from, message_id, message } => {
                self.metrics.gossip("received");
                let ticket = Ticket { message: message_id, from };
                let bytes = message.data;
                if bytes.len() > limits::GOSSIP_MESSAGE_BYTES {
                    return self.verdict(&ticket, Verdict::Reject);
                }
                if !self.outbox.offer(Event::Gossip { from, ticket: ticket.clone(), bytes }) {
                    self.metrics.gossip("ignored_full");
                    self.verdict(&ticket, Verdict::Ignore);
                }
            }
            gossipsub::Event::SlowPeer { peer_id, failed_messages } => {
                self.metrics.gossip("slow_peer");
                tracing::debug!(peer = %peer_id, ?failed_messages, "slow peer");
            }
            _ => {}
        }
    }

    fn ping_event(&mut self, event: ping::Event) {
        let ping::Event { peer, connection, result } = event;
        let Err(error) = result else {
            self.ping_failures.remove(&peer);
            return;
        };
        self.metrics.ping_failures.inc();
        tracing::debug!(%peer, %error, "ping failed");
        // libp2p would keep a connection that no longer answers.
        self.swarm.close_connection(connection);
        let failures = self.ping_failures.entry(peer).or_default();
        *failures += 1;
        if *failures >= limits::PING_FAILURES {
            // The other connections may be closing already.
            let _ = self.swarm.disconnect_peer_id(peer);
        }
    }

    fn tell(&mut self, event: Event) {
        if !self.outbox.tell(event) {
            self.metrics.notices_dropped.inc();
        }
    }
}

/// Waits for an instant; for ever if there is none.
async fn until(instant: Option<Instant>) {
    match instant {
        Some(instant) => tokio::time::sleep_until(instant.into()).await,
        None => std::future::pending().await,
    }
}
