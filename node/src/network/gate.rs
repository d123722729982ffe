//! Knows who may connect, and with whom what is spoken; knows nothing of what is said.
//!
//! A pinned peer speaks everything. While the join door is open, a few others are let in as guests: what is
//! spoken inside does not even hear of their connections, and refuses every protocol on them.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    convert::Infallible,
    task::{Context, Poll},
};

use libp2p::{
    Multiaddr, PeerId,
    core::{Endpoint, transport::PortUse},
    swarm::{
        CloseConnection, ConnectionDenied, ConnectionId, FromSwarm, NetworkBehaviour, NotifyHandler,
        THandler, THandlerInEvent, THandlerOutEvent, ToSwarm,
        behaviour::{ConnectionClosed, ConnectionEstablished},
        derive_prelude::Either,
        dummy,
    },
};

use super::limits;

/// Why a peer that proved who it is may not connect.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub(super) enum Refusal {
    /// It is not pinned, and the join door is closed.
    #[error("the peer is not pinned")]
    Stranger,
    /// It is not pinned, and enough others have come in by the join door.
    #[error("too many peers that are not pinned")]
    Crowded,
}

/// Keeps `inside` among pinned peers.
#[derive(Debug)]
pub(super) struct Gate<B> {
    /// What only pinned peers speak.
    pub(super) inside: B,
    pinned: BTreeSet<PeerId>,
    /// Not even guests.
    banned: BTreeSet<PeerId>,
    /// Whether guests are let in.
    open: bool,
    guests: BTreeSet<ConnectionId>,
    /// The other connections, in the order of their making.
    members: BTreeMap<PeerId, Vec<ConnectionId>>,
    closing: VecDeque<PeerId>,
}

impl<B> Gate<B> {
    /// Nobody may connect.
    pub(super) fn new(inside: B) -> Self {
        Self {
            inside,
            pinned: BTreeSet::new(),
            banned: BTreeSet::new(),
            open: false,
            guests: BTreeSet::new(),
            members: BTreeMap::new(),
            closing: VecDeque::new(),
        }
    }

    /// Lets a peer connect, from its next connection on: those that it has as a guest stay what they are.
    pub(super) fn pin(&mut self, peer: PeerId) {
        self.pinned.insert(peer);
    }

    /// Closes the connections of a peer that was pinned.
    pub(super) fn unpin(&mut self, peer: PeerId) {
        if self.pinned.remove(&peer) {
            self.closing.push_back(peer);
        }
    }

    /// Replaces the peers that are not let in as guests. Those newly named lose every connection.
    pub(super) fn ban(&mut self, peers: BTreeSet<PeerId>) {
        self.closing.extend(peers.difference(&self.banned));
        self.banned = peers;
    }

    /// Lets guests in, or no longer; those that are in may stay.
    pub(super) fn join_door(&mut self, open: bool) {
        self.open = open;
    }

    /// Whether a connection is that of a guest.
    pub(super) fn is_guest(&self, connection: ConnectionId) -> bool {
        self.guests.contains(&connection)
    }

    /// How many connections a peer has, not counting those that it made as a guest.
    pub(super) fn links(&self, peer: &PeerId) -> usize {
        self.members.get(peer).map_or(0, Vec::len)
    }

    fn member_left(&mut self, peer: PeerId, connection: ConnectionId) {
        if let Some(links) = self.members.get_mut(&peer) {
            links.retain(|id| *id != connection);
            if links.is_empty() {
                self.members.remove(&peer);
            }
        }
    }

    fn enforce(&self, peer: &PeerId) -> Result<(), ConnectionDenied> {
        if self.pinned.contains(peer) { Ok(()) } else { Err(ConnectionDenied::new(Refusal::Stranger)) }
    }

    fn admit(&mut self, peer: &PeerId, connection: ConnectionId) -> Result<(), ConnectionDenied> {
        if !self.open || self.banned.contains(peer) {
            return Err(ConnectionDenied::new(Refusal::Stranger));
        }
        if self.guests.len() >= limits::JOIN_GUESTS {
            return Err(ConnectionDenied::new(Refusal::Crowded));
        }
        self.guests.insert(connection);
        Ok(())
    }
}

impl<B: NetworkBehaviour> NetworkBehaviour for Gate<B> {
    type ConnectionHandler = Either<THandler<B>, dummy::ConnectionHandler>;
    type ToSwarm = B::ToSwarm;

    fn handle_pending_inbound_connection(
        &mut self,
        connection: ConnectionId,
        local: &Multiaddr,
        remote: &Multiaddr,
    ) -> Result<(), ConnectionDenied> {
        self.inside.handle_pending_inbound_connection(connection, local, remote)
    }

    fn handle_established_inbound_connection(
        &mut self,
        connection: ConnectionId,
        peer: PeerId,
        local: &Multiaddr,
        remote: &Multiaddr,
    ) -> Result<THandler<Self>, ConnectionDenied> {
        if self.pinned.contains(&peer) {
            let inside = &mut self.inside;
            return inside
                .handle_established_inbound_connection(connection, peer, local, remote)
                .map(Either::Left);
        }
        self.admit(&peer, connection)?;
        Ok(Either::Right(dummy::ConnectionHandler))
    }

    fn handle_pending_outbound_connection(
        &mut self,
        connection: ConnectionId,
        peer: Option<PeerId>,
        addresses: &[Multiaddr],
        role: Endpoint,
    ) -> Result<Vec<Multiaddr>, ConnectionDenied> {
        if let Some(peer) = peer {
            self.enforce(&peer)?;
        }
        self.inside.handle_pending_outbound_connection(connection, peer, addresses, role)
    }

    fn handle_established_outbound_connection(
        &mut self,
        connection: ConnectionId,
        peer: PeerId,
        address: &Multiaddr,
        role: Endpoint,
        port: PortUse,
    ) -> Result<THandler<Self>, ConnectionDenied> {
        self.enforce(&peer)?;
        let inside = &mut self.inside;
        inside.handle_established_outbound_connection(connection, peer, address, role, port).map(Either::Left)
    }

    fn on_swarm_event(&mut self, event: FromSwarm<'_>) {
        let event = match event {
            FromSwarm::ConnectionEstablished(new) => {
                if self.guests.contains(&new.connection_id) {
                    return;
                }
                // Gossip greets a peer on the first connection that it hears of, and must not miss it.
                let other_established = self.links(&new.peer_id);
                self.members.entry(new.peer_id).or_default().push(new.connection_id);
                FromSwarm::ConnectionEstablished(ConnectionEstablished { other_established, ..new })
            }
            FromSwarm::ConnectionClosed(old) => {
                if self.guests.remove(&old.connection_id) {
                    return;
                }
                self.member_left(old.peer_id, old.connection_id);
                let remaining_established = self.links(&old.peer_id);
                FromSwarm::ConnectionClosed(ConnectionClosed { remaining_established, ..old })
            }
            FromSwarm::AddressChange(change) if self.guests.contains(&change.connection_id) => return,
            FromSwarm::ListenFailure(failure) => {
                self.guests.remove(&failure.connection_id);
                FromSwarm::ListenFailure(failure)
            }
            event => event,
        };
        self.inside.on_swarm_event(event);
    }

    fn on_connection_handler_event(
        &mut self,
        peer: PeerId,
        connection: ConnectionId,
        event: THandlerOutEvent<Self>,
    ) {
        let event: Either<THandlerOutEvent<B>, Infallible> = event;
        match event {
            Either::Left(event) => self.inside.on_connection_handler_event(peer, connection, event),
            Either::Right(never) => match never {},
        }
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<ToSwarm<Self::ToSwarm, THandlerInEvent<Self>>> {
        // No waker is kept: the swarm polls again after each call that may fill the queue.
        if let Some(peer_id) = self.closing.pop_front() {
            return Poll::Ready(ToSwarm::CloseConnection { peer_id, connection: CloseConnection::All });
        }
        loop {
            let Poll::Ready(event) = self.inside.poll(cx) else { return Poll::Pending };
            // "Any connection" must not be that of a guest, whose handler cannot take the message.
            let event = match event {
                ToSwarm::NotifyHandler { peer_id, handler: NotifyHandler::Any, event } => {
                    let Some(last) = self.members.get(&peer_id).and_then(|links| links.last()) else {
                        continue;
                    };
                    ToSwarm::NotifyHandler { peer_id, handler: NotifyHandler::One(*last), event }
                }
                event => event,
            };
            return Poll::Ready(event.map_in(Either::Left));
        }
    }
}
