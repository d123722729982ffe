//! Knows when each pinned peer is to be dialled next; knows neither the clock nor the network.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use libp2p::{Multiaddr, PeerId};

use super::{Peer, limits};

/// When to dial whom. Invariant: a peer is due only if it has an address, no connection, and no dial under
/// way.
#[derive(Debug, Default)]
pub(super) struct Redial {
    peers: BTreeMap<PeerId, Entry>,
}

#[derive(Debug)]
struct Entry {
    addresses: Vec<Multiaddr>,
    /// Since when there is a connection.
    connected: Option<Instant>,
    dialling: bool,
    /// A peer that may not be dialled for now.
    blocked: bool,
    /// The wait after the next failure, before jitter.
    wait: Duration,
    due: Instant,
    /// Before when the peer is not dialled, whatever is due.
    held: Option<Instant>,
}

impl Redial {
    /// Replaces the peers. Those that stay keep their back-off, unless they have moved.
    pub(super) fn set_peers(&mut self, peers: Vec<Peer>, now: Instant) {
        let mut before = std::mem::take(&mut self.peers);
        for Peer { id, mut addresses } in peers {
            addresses.truncate(limits::ADDRESSES_PER_PEER);
            let mut entry = before.remove(&id).unwrap_or(Entry {
                addresses: Vec::new(),
                connected: None,
                dialling: false,
                blocked: false,
                wait: limits::REDIAL_FIRST,
                due: now,
                held: None,
            });
            if entry.addresses != addresses {
                entry.addresses = addresses;
                entry.wait = limits::REDIAL_FIRST;
                entry.due = now;
            }
            self.peers.insert(id, entry);
        }
    }

    /// The peers to dial now, each with its addresses. Each is taken for being dialled until told otherwise.
    pub(super) fn due(&mut self, now: Instant) -> Vec<(PeerId, Vec<Multiaddr>)> {
        let waiting = self.peers.iter_mut().filter(|(_, entry)| entry.waits() && entry.due() <= now);
        waiting
            .map(|(peer, entry)| {
                entry.dialling = true;
                (*peer, entry.addresses.clone())
            })
            .collect()
    }

    /// When [`Redial::due`] will have something to tell, unless something happens before.
    pub(super) fn wake_at(&self) -> Option<Instant> {
        self.peers.values().filter(|entry| entry.waits()).map(Entry::due).min()
    }

    /// There is a connection, made by either side.
    pub(super) fn connected(&mut self, peer: &PeerId, now: Instant) {
        if let Some(entry) = self.peers.get_mut(peer) {
            entry.connected.get_or_insert(now);
        }
    }

    /// The last connection is gone. Only one that lasted resets the back-off: a peer that does not know us
    /// yet closes the connection right after the handshake, and is not to be asked twice a second.
    pub(super) fn disconnected(&mut self, peer: &PeerId, now: Instant, jitter: f64) {
        let Some(entry) = self.peers.get_mut(peer) else { return };
        let since = entry.connected.take();
        if since.is_some_and(|since| now.saturating_duration_since(since) >= limits::REDIAL_PROOF) {
            entry.wait = limits::REDIAL_FIRST;
        }
        entry.back_off(now, jitter);
    }

    /// The dial under way succeeded.
    pub(super) fn dialled(&mut self, peer: &PeerId) {
        if let Some(entry) = self.peers.get_mut(peer) {
            entry.dialling = false;
        }
    }

    /// The dial under way failed.
    pub(super) fn dial_failed(&mut self, peer: &PeerId, now: Instant, jitter: f64) {
        if let Some(entry) = self.peers.get_mut(peer) {
            entry.dialling = false;
            entry.back_off(now, jitter);
        }
    }

    /// Forgets the back-off of a peer: it is dialled as soon as it has no connection.
    pub(super) fn hurry(&mut self, peer: &PeerId, now: Instant) {
        if let Some(entry) = self.peers.get_mut(peer) {
            // A connection about to be closed on purpose proves as much as one that lasted.
            if entry.connected.is_some() {
                entry.connected = now.checked_sub(limits::REDIAL_PROOF).or(entry.connected);
            }
            entry.wait = limits::REDIAL_FIRST;
            entry.due = now;
            entry.held = None;
        }
    }

    /// Lets a peer alone until `until`, then forgets its back-off.
    pub(super) fn hold(&mut self, peer: &PeerId, now: Instant, until: Instant) {
        self.hurry(peer, now);
        if let Some(entry) = self.peers.get_mut(peer) {
            entry.held = Some(until);
        }
    }

    /// Forbids or allows dialling a peer.
    pub(super) fn set_blocked(&mut self, peer: &PeerId, blocked: bool) {
        if let Some(entry) = self.peers.get_mut(peer) {
            entry.blocked = blocked;
        }
    }
}

impl Entry {
    fn due(&self) -> Instant {
        self.held.map_or(self.due, |held| held.max(self.due))
    }

    fn waits(&self) -> bool {
        !self.addresses.is_empty() && self.connected.is_none() && !self.dialling && !self.blocked
    }

    /// Waits between half the wait and all of it, and doubles the next. `jitter` is between 0 and 1.
    fn back_off(&mut self, now: Instant, jitter: f64) {
        self.due = now + self.wait.mul_f64(0.5 + jitter.clamp(0.0, 1.0) / 2.0);
        self.wait = (self.wait * 2).min(limits::REDIAL_LAST);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OXALIS: u8 = 1;

    fn peer(name: u8) -> PeerId {
        let key = libp2p::identity::Keypair::ed25519_from_bytes([name; 32]).unwrap();
        key.public().to_peer_id()
    }

    fn pinned(addresses: &[&str]) -> Vec<Peer> {
        vec![Peer { id: peer(OXALIS), addresses: addresses.iter().map(|a| a.parse().unwrap()).collect() }]
    }

    fn redial(now: Instant) -> Redial {
        let mut redial = Redial::default();
        redial.set_peers(pinned(&["/ip4/192.0.2.1/tcp/4001"]), now);
        redial
    }

    /// How long after `now` the next dial is.
    fn wait(redial: &Redial, now: Instant) -> Duration {
        redial.wake_at().unwrap() - now
    }

    #[test]
    fn a_new_peer_is_dialled_at_once_and_only_once() {
        let now = Instant::now();
        let mut redial = redial(now);
        assert_eq!(redial.due(now).len(), 1);
        assert!(redial.due(now + Duration::from_secs(100)).is_empty());
        assert_eq!(redial.wake_at(), None);
    }

    #[test]
    fn a_peer_without_address_is_never_dialled() {
        let now = Instant::now();
        let mut redial = Redial::default();
        redial.set_peers(pinned(&[]), now);
        assert_eq!(redial.wake_at(), None);
        assert!(redial.due(now).is_empty());
    }

    #[test]
    fn failures_double_the_wait_up_to_the_cap() {
        let mut now = Instant::now();
        let mut redial = redial(now);
        let mut waits = Vec::new();
        for _ in 0..10 {
            assert_eq!(redial.due(now).len(), 1);
            redial.dial_failed(&peer(OXALIS), now, 1.0);
            waits.push(wait(&redial, now).as_millis());
            now = redial.wake_at().unwrap();
        }
        assert_eq!(waits, [500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    }

    #[test]
    fn jitter_takes_away_up_to_half() {
        for (jitter, millis) in [(0.0, 250), (0.5, 375), (1.0, 500), (7.0, 500)] {
            let now = Instant::now();
            let mut redial = redial(now);
            redial.due(now);
            redial.dial_failed(&peer(OXALIS), now, jitter);
            assert_eq!(wait(&redial, now).as_millis(), millis, "jitter {jitter}");
        }
    }

    #[test]
    fn only_a_connection_that_lasted_resets_the_wait() {
        for (lasted, millis) in [(Duration::ZERO, 4000), (limits::REDIAL_PROOF, 500)] {
            let mut now = Instant::now();
            let mut redial = redial(now);
            for _ in 0..3 {
                redial.due(now);
                redial.dial_failed(&peer(OXALIS), now, 1.0);
                now = redial.wake_at().unwrap();
            }
            redial.connected(&peer(OXALIS), now); // the other side dialled
            assert_eq!(redial.wake_at(), None);
            now += lasted;
            redial.disconnected(&peer(OXALIS), now, 1.0);
            assert_eq!(wait(&redial, now).as_millis(), millis, "lasted {lasted:?}");
        }
    }

    #[test]
    fn a_bounced_peer_is_dialled_soon() {
        let mut now = Instant::now() + Duration::from_secs(60);
        let mut redial = redial(now);
        redial.due(now);
        redial.dial_failed(&peer(OXALIS), now, 1.0);
        now = redial.wake_at().unwrap();
        redial.due(now);
        redial.dialled(&peer(OXALIS));
        redial.connected(&peer(OXALIS), now);
        redial.hurry(&peer(OXALIS), now);
        assert!(redial.due(now).is_empty(), "still connected");
        redial.disconnected(&peer(OXALIS), now, 1.0);
        assert_eq!(wait(&redial, now), limits::REDIAL_FIRST);
    }

    #[test]
    fn a_peer_that_moved_is_dialled_at_once_and_a_forgotten_one_never() {
        let now = Instant::now();
        let mut redial = redial(now);
        redial.due(now);
        redial.dial_failed(&peer(OXALIS), now, 1.0);
        redial.set_peers(pinned(&["/ip4/192.0.2.1/tcp/4001"]), now);
        assert_eq!(wait(&redial, now), limits::REDIAL_FIRST);
        redial.set_peers(pinned(&["/ip4/192.0.2.2/tcp/4001"]), now);
        assert_eq!(redial.due(now).len(), 1);
        redial.set_peers(Vec::new(), now);
        assert_eq!(redial.wake_at(), None);
        redial.dial_failed(&peer(OXALIS), now, 1.0);
        assert_eq!(redial.wake_at(), None);
    }

    #[test]
    fn a_held_peer_is_let_alone_then_dialled_as_ever() {
        let now = Instant::now();
        let mut redial = redial(now);
        redial.due(now);
        redial.dialled(&peer(OXALIS));
        redial.connected(&peer(OXALIS), now);
        redial.hold(&peer(OXALIS), now, now + limits::AWAIT_DIAL);
        redial.disconnected(&peer(OXALIS), now, 1.0);
        assert_eq!(wait(&redial, now), limits::AWAIT_DIAL);
        // It calls, and leaves: still let alone.
        redial.connected(&peer(OXALIS), now);
        redial.disconnected(&peer(OXALIS), now, 1.0);
        assert!(redial.due(now + limits::AWAIT_DIAL - Duration::from_millis(1)).is_empty());
        assert_eq!(redial.due(now + limits::AWAIT_DIAL).len(), 1);
        redial.dial_failed(&peer(OXALIS), now + limits::AWAIT_DIAL, 0.0);
        assert!(redial.wake_at().unwrap() > now + limits::AWAIT_DIAL);
        // An order to dial ends the wait.
        redial.hold(&peer(OXALIS), now, now + 2 * limits::AWAIT_DIAL);
        redial.hurry(&peer(OXALIS), now);
        assert_eq!(redial.due(now).len(), 1);
    }

    #[test]
    fn a_blocked_peer_waits() {
        let now = Instant::now();
        let mut redial = redial(now);
        redial.set_blocked(&peer(OXALIS), true);
        assert!(redial.due(now).is_empty());
        redial.set_blocked(&peer(OXALIS), false);
        assert_eq!(redial.due(now).len(), 1);
    }
}
