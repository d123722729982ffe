//! Knows what each event of the swarm means for the connections; knows nothing of what is said on them.

use std::time::Instant;

use libp2p::{
    PeerId,
    core::ConnectedPoint,
    ping,
    swarm::{ConnectionId, ListenError, SwarmEvent},
};

use super::{
    super::{
        Event,
        behaviour::{BehaviourEvent, InsideEvent},
        door,
        gate::Refusal,
        limits, swarm,
    },
    Task,
};

impl Task {
    /// Acts on an event of the swarm.
    pub(super) fn swarm_event(&mut self, event: SwarmEvent<BehaviourEvent>) {
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
            SwarmEvent::ConnectionEstablished { peer_id, connection_id, endpoint, .. } => {
                self.established(peer_id, connection_id, endpoint);
            }
            SwarmEvent::ConnectionClosed { peer_id, connection_id, cause, .. } => {
                let cause = cause.map(|cause| cause.to_string());
                self.closed(peer_id, connection_id, cause);
            }
            SwarmEvent::IncomingConnectionError { error, .. } => self.refused(error),
            SwarmEvent::OutgoingConnectionError { peer_id: Some(peer), error, .. } => {
                self.dial_failed(peer, &error, &[]);
            }
            _ => {}
        }
    }

    fn established(&mut self, peer: PeerId, connection: ConnectionId, endpoint: ConnectedPoint) {
        self.metrics.connections.inc();
        let gate = &self.swarm.behaviour().gate;
        if gate.is_guest(connection) {
            tracing::debug!(%peer, "guest");
            return self.lobby.enter(connection, Instant::now());
        }
        let first = gate.links(&peer) == 1;
        let dialled = endpoint.is_dialer();
        self.redial.connected(&peer, Instant::now());
        if dialled {
            self.redial.dialled(&peer);
        }
        if first {
            tracing::info!(%peer, dialled, "connected");
            self.metrics.peers.inc();
            self.tell(Event::Connected(peer));
        }
        if let ConnectedPoint::Listener { local_addr, .. } = endpoint {
            self.tell(Event::Reached { peer, address: local_addr });
        }
    }

    fn closed(&mut self, peer: PeerId, connection: ConnectionId, cause: Option<String>) {
        self.metrics.connections.dec();
        if self.lobby.leave(connection) || self.swarm.behaviour().gate.links(&peer) > 0 {
            return;
        }
        tracing::info!(%peer, cause, "disconnected");
        self.metrics.peers.dec();
        self.redial.disconnected(&peer, Instant::now(), rand::random());
        self.ping_failures.remove(&peer);
        self.streams.lost(peer);
        self.tell(Event::Disconnected(peer));
    }

    fn refused(&mut self, error: ListenError) {
        tracing::debug!(%error, "connection refused");
        self.metrics.refused(match error {
            ListenError::Denied { cause } => match cause.downcast::<Refusal>() {
                Ok(Refusal::Stranger) => "stranger",
                Ok(Refusal::Crowded) => "too_many_guests",
                Err(_) => "too_many",
            },
            _ => "handshake",
        });
    }

    fn behaviour_event(&mut self, event: BehaviourEvent) {
        match event {
            BehaviourEvent::Gate(InsideEvent::Gossip(event)) => self.gossip_event(event),
            BehaviourEvent::Gate(InsideEvent::Ping(event)) => self.ping_event(event),
            BehaviourEvent::Gate(InsideEvent::Door(event)) => match event {
                door::Event::Inbound(peer, _, stream) => self.streams.inbound(peer, stream),
                door::Event::Opened(id, stream) => self.streams.opened(id, Ok(stream)),
                door::Event::Failed(id, reason) => self.streams.opened(id, Err(reason)),
            },
            BehaviourEvent::Join(door::Event::Inbound(peer, connection, stream)) => {
                self.lobby.inbound(peer, connection, stream);
            }
            // A node asks nothing here: asking is done from outside, before there is a node.
            BehaviourEvent::Join(door::Event::Opened(..) | door::Event::Failed(..)) => {}
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
}
