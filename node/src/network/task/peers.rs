//! Knows which peers are wanted, and when one is dialled or let alone; knows nothing of what is said.

use std::{collections::BTreeSet, time::Instant};

use libp2p::{
    Multiaddr, PeerId,
    swarm::{
        DialError,
        dial_opts::{DialOpts, PeerCondition},
    },
};

use super::{
    super::{DialReason, Event, Peer, swarm},
    Task,
};

impl Task {
    /// Replaces the pinned peers.
    pub(super) fn set_peers(&mut self, mut peers: Vec<Peer>) {
        let local = *self.swarm.local_peer_id();
        peers.retain(|peer| peer.id != local);
        let pinned: BTreeSet<PeerId> = peers.iter().map(|peer| peer.id).collect();
        self.redial.set_peers(peers, Instant::now());
        for gone in self.pinned.difference(&pinned) {
            self.swarm.behaviour_mut().gate.unpin(*gone);
        }
        for allowed in pinned.difference(&self.blocked) {
            self.swarm.behaviour_mut().gate.pin(*allowed);
        }
        for blocked in &self.blocked {
            self.redial.set_blocked(blocked, true);
        }
        self.pinned = pinned;
    }

    /// Replaces the peers that are cut off.
    pub(super) fn block(&mut self, blocked: BTreeSet<PeerId>) {
        self.swarm.behaviour_mut().gate.ban(blocked.clone());
        let before = std::mem::replace(&mut self.blocked, blocked);
        for peer in self.blocked.difference(&before) {
            self.swarm.behaviour_mut().gate.unpin(*peer);
            self.redial.set_blocked(peer, true);
        }
        for peer in before.difference(&self.blocked) {
            self.redial.set_blocked(peer, false);
            self.redial.hurry(peer, Instant::now());
            if self.pinned.contains(peer) {
                self.swarm.behaviour_mut().gate.pin(*peer);
            }
        }
    }

    /// Lets a peer call.
    pub(super) fn await_dial(&mut self, peer: PeerId) {
        if !self.pinned.contains(&peer) {
            return;
        }
        tracing::info!(%peer, "awaiting its call");
        self.metrics.awaited_dials.inc();
        let now = Instant::now();
        self.redial.hold(&peer, now, now + self.patience.await_dial);
        // Without a connection there is only the wait.
        let _ = self.swarm.disconnect_peer_id(peer);
    }

    /// Dials the peers that are due.
    pub(super) fn dial(&mut self) {
        for (peer, addresses) in self.redial.due(Instant::now()) {
            // A port of its own for each connection: two nodes that dial each other from and to the ports
            // they listen on would make one connection with two dialling ends, and neither would answer the
            // handshake.
            // Whether there is a connection is for the list of dials to know: one that the peer has as a guest
            // does not count.
            let options = DialOpts::peer_id(peer)
                .addresses(addresses.clone())
                .condition(PeerCondition::NotDialing)
                .allocate_new_port()
                .build();
            if let Err(error) = self.swarm.dial(options) {
                self.dial_failed(peer, &error, &addresses);
            }
        }
    }

    /// Tells which addresses of a peer did not answer, of those tried if the error does not know.
    pub(super) fn dial_failed(&mut self, peer: PeerId, error: &DialError, tried: &[Multiaddr]) {
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
}
