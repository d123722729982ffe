//! Knows what the network does on each command and each event of the swarm; must never wait for the caller or
//! a peer.

mod connections;
mod gossip;
mod peers;

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};

use futures::StreamExt;
use libp2p::{
    Multiaddr, PeerId, Swarm, gossipsub,
    swarm::{ConnectionId, SwarmEvent},
};
use tokio::sync::mpsc;

use super::{
    Command, Event, NetworkConfig, behaviour::Behaviour, join::Lobby, limits, limits::Patience,
    metrics::Metrics, outbox::Outbox, redial::Redial, streams::Streams, swarm,
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
    /// The guests, and what is asked at the join door.
    lobby: Lobby,
    patience: Patience,
    outbox: Outbox,
    metrics: Metrics,
}

impl Task {
    /// A task that has not started. Events of streams go to `frames`, the others to `outbox`.
    pub(super) fn new(
        swarm: Swarm<Behaviour>,
        config: &NetworkConfig,
        patience: Patience,
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
            streams: Streams::new(frames.clone(), metrics.clone()),
            lobby: Lobby::new(patience.join, frames, metrics.clone()),
            patience,
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
            let (due, overdue) = (self.redial.wake_at(), self.lobby.wake_at());
            tokio::select! {
                command = commands.recv() => match command {
                    None | Some(Command::Shutdown) => break,
                    Some(command) => self.obey(command),
                },
                event = self.swarm.select_next_some() => self.swarm_event(event),
                () = self.streams.ended() => {}
                () = self.outbox.flush(), if self.outbox.waits() => {}
                guest = self.lobby.over() => self.show_out(guest),
                () = until(due) => self.dial(),
                () = until(overdue) => {
                    let overdue = self.lobby.overdue(Instant::now());
                    self.show_out(overdue);
                }
            }
        }
        self.leave().await;
    }

    /// Closes every connection, so that peers notice at once instead of after their timeouts.
    async fn leave(mut self) {
        self.swarm.behaviour_mut().gate.join_door(false);
        for peer in std::mem::take(&mut self.pinned) {
            self.swarm.behaviour_mut().gate.unpin(peer);
        }
        let guests = self.lobby.guests();
        self.show_out(guests);
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
        self.metrics.guests.set(0);
    }

    /// Closes the connections of guests.
    fn show_out(&mut self, guests: impl IntoIterator<Item = ConnectionId>) {
        for guest in guests {
            // One that has left by itself is as gone as wanted.
            self.swarm.close_connection(guest);
        }
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::SetPeers(peers) => self.set_peers(peers),
            Command::Publish(bytes) => self.publish(bytes),
            Command::Verdict { ticket, verdict } => self.verdict(&ticket, verdict),
            Command::OpenStream { peer, stream } => {
                if self.streams.outbound(stream, peer)
                    && !self.swarm.behaviour_mut().gate.inside.door.open(peer, stream)
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
            Command::JoinDoor { open } => {
                tracing::info!(open, "join door");
                self.swarm.behaviour_mut().gate.join_door(open);
            }
            Command::JoinAnswer { exchange, answer } => self.lobby.answer(exchange, answer),
            Command::AwaitDial { peer } => self.await_dial(peer),
            Command::Shutdown => {}
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
