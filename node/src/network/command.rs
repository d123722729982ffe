//! Knows what the caller may ask of the network; knows nothing of how it is done.

use std::collections::BTreeSet;

use libp2p::{Multiaddr, PeerId, gossipsub};

#[cfg(doc)]
use super::{Closed, Event, FRAME_BYTES, GOSSIP_MESSAGE_BYTES, STREAM_WINDOW, limits};

/// A peer that may connect.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Peer {
    /// Who it is: proved by the handshake of every connection.
    pub id: PeerId,
    /// Where it listens. Empty for a peer that dials us.
    pub addresses: Vec<Multiaddr>,
}

/// Names a stream within one node. The caller chooses even numbers, never twice the same; inbound streams get
/// odd ones.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct StreamId(pub u64);

impl std::fmt::Display for StreamId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Names one question of the join door, never twice within one node.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ExchangeId(pub u64);

/// The claim to give one verdict about one gossip message.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Ticket {
    pub(super) message: gossipsub::MessageId,
    pub(super) from: PeerId,
}

/// What becomes of a gossip message.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Verdict {
    /// Relay it.
    Accept,
    /// Do not relay it; the peer that relayed it to us is not to blame.
    Ignore,
    /// Do not relay it, and count it against the peer that relayed it to us.
    Reject,
}

/// What the caller asks of the network.
#[derive(Debug)]
pub enum Command {
    /// Replaces the peers that may connect, with their addresses. Those added are dialled at once, connections
    /// with those no longer named are closed, and the others notice nothing.
    SetPeers(Vec<Peer>),
    /// Spreads a message of at most [`GOSSIP_MESSAGE_BYTES`]. Best effort: failures are only counted.
    Publish(Vec<u8>),
    /// Decides about a gossip message, within ten seconds of its arrival.
    Verdict {
        /// From [`Event::Gossip`].
        ticket: Ticket,
        /// The decision.
        verdict: Verdict,
    },
    /// Opens a stream to a connected peer: answered by [`Event::Writable`] or [`Event::StreamClosed`].
    OpenStream {
        /// Whom to.
        peer: PeerId,
        /// An even number never used before.
        stream: StreamId,
    },
    /// Sends a frame of 1 to [`FRAME_BYTES`] bytes. Allowed up to [`STREAM_WINDOW`] times after
    /// [`Event::Writable`] is first received, then once for each further one; more closes the stream with
    /// [`Closed::Misused`].
    Send {
        /// Which stream.
        stream: StreamId,
        /// The content of the frame.
        frame: Vec<u8>,
    },
    /// Says that no frame follows those sent. The stream closes when the peer has said so too.
    Finish {
        /// Which stream.
        stream: StreamId,
    },
    /// Aborts a stream at once, in both directions.
    Reset {
        /// Which stream.
        stream: StreamId,
    },
    /// Closes every connection with a peer and dials it again: heals gossip with a peer that restarted.
    Bounce(PeerId),
    /// Cuts these peers off, and no others, until the next such command: partitions for a laboratory.
    Block(BTreeSet<PeerId>),
    /// Lets peers that are not pinned in, or no longer: only to ask one question each, told by
    /// [`Event::JoinAsked`]. Closed at first. Those let in already may finish.
    JoinDoor {
        /// Whether they are let in.
        open: bool,
    },
    /// Answers a question of the join door, with at most [`limits::JOIN_ANSWER_BYTES`]. Nothing happens when
    /// its peer is gone, or was answered.
    JoinAnswer {
        /// From [`Event::JoinAsked`].
        exchange: ExchangeId,
        /// The answer.
        answer: Vec<u8>,
    },
    /// Closes every connection with a pinned peer and does not dial it for [`limits::AWAIT_DIAL`], so that
    /// only its own call, told by [`Event::Reached`], can connect us meanwhile. A peer calls again within a
    /// second of losing a connection that lasted [`limits::REDIAL_PROOF`]; after a shorter one it may wait for
    /// up to [`limits::REDIAL_LAST`].
    AwaitDial {
        /// Who is to call.
        peer: PeerId,
    },
    /// Takes leave of every peer, then ends the network task.
    Shutdown,
}
