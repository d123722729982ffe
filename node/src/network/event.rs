//! Knows what the network tells the caller; knows nothing of how it came to know.

use libp2p::{Multiaddr, PeerId};

#[cfg(doc)]
use super::{Command, FRAME_BYTES, GOSSIP_MESSAGE_BYTES, STREAM_WINDOW, Verdict, limits};
use super::{ExchangeId, StreamId, Ticket};

/// What the network tells the caller.
///
/// Events of one stream come in order, and so do all other events; between the two there is no order: a frame
/// may arrive before the [`Event::Connected`] of its peer, or after its [`Event::Disconnected`]. Nothing but
/// [`Event::JoinAsked`] is told of a peer that is not pinned.
#[derive(Debug)]
pub enum Event {
    /// Peers can reach us at this address.
    Listening(Multiaddr),
    /// We do not listen at this address, or no longer. Ours to repair: usually the port is taken.
    ListenFailed {
        /// As configured, or as bound when the listener failed later.
        address: Multiaddr,
        /// What the system says.
        reason: String,
    },
    /// The first connection with a pinned peer exists.
    Connected(PeerId),
    /// The last connection with a pinned peer is gone.
    Disconnected(PeerId),
    /// A pinned peer dialled us and got through, which proves that this node can be reached: once for each
    /// connection that it makes, after [`Event::Connected`]. Not told to a caller that is long busy.
    Reached {
        /// Who dialled.
        peer: PeerId,
        /// Which address of ours took the call, as this machine sees it: behind a router not the one dialled.
        address: Multiaddr,
    },
    /// A peer asks a question at the join door, pinned or not; to be answered with [`Command::JoinAnswer`]
    /// within [`limits::JOIN_DEADLINE`] of its connection.
    JoinAsked {
        /// Who asks: proved by the handshake, and nothing more is known of a peer that is not pinned.
        peer: PeerId,
        /// For [`Command::JoinAnswer`].
        exchange: ExchangeId,
        /// The question, at most [`limits::JOIN_REQUEST_BYTES`].
        request: Vec<u8>,
    },
    /// A message that is relayed only once its verdict is [`Verdict::Accept`].
    Gossip {
        /// The peer that relayed it, not its author.
        from: PeerId,
        /// For [`Command::Verdict`].
        ticket: Ticket,
        /// The message, at most [`GOSSIP_MESSAGE_BYTES`].
        bytes: Vec<u8>,
    },
    /// A peer opened a stream; [`Event::Writable`] follows.
    StreamOpened {
        /// An odd number never used before.
        stream: StreamId,
        /// Who opened it.
        peer: PeerId,
    },
    /// A frame arrived.
    Frame {
        /// On which stream.
        stream: StreamId,
        /// From whom.
        peer: PeerId,
        /// Its content, at most [`FRAME_BYTES`].
        bytes: Vec<u8>,
    },
    /// The first time: the stream is open and takes [`STREAM_WINDOW`] frames. Each further time: one frame
    /// left, one more may be sent.
    Writable {
        /// Which stream.
        stream: StreamId,
    },
    /// The last event of a stream. Exactly one for each stream, unless the network shuts down first.
    StreamClosed {
        /// Which stream.
        stream: StreamId,
        /// With whom.
        peer: PeerId,
        /// Why.
        reason: Closed,
    },
    /// An address of a peer did not answer as that peer. The peer is dialled again later.
    DialFailed {
        /// Whom we wanted.
        peer: PeerId,
        /// Where we looked.
        address: Multiaddr,
        /// Why.
        reason: DialReason,
    },
}

/// Why a stream is closed.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Closed {
    /// Both sides said that they were done, and everything arrived.
    Finished,
    /// One side aborted it.
    Reset,
    /// A frame was above [`FRAME_BYTES`]: the peer's fault when receiving, the caller's when sending.
    TooLarge,
    /// The peer did not move for 30 s, or did not answer the opening for 10 s.
    Timeout,
    /// There is no connection with the peer (any more).
    Lost,
    /// The peer does not speak our protocol, or too many streams are open.
    Refused,
    /// The caller sent an empty frame, a frame after its last, or more frames than the window takes.
    Misused,
}

/// Why a dial failed.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum DialReason {
    /// Nothing listens there.
    #[error("refused: nothing listens there")]
    Refused,
    /// No answer in time.
    #[error("no answer in time")]
    Timeout,
    /// Another node answered.
    #[error("another node answers there")]
    WrongPeer,
    /// No route to the machine or its network.
    #[error("unreachable: no route")]
    Unreachable,
    /// Anything else, in the words of the system.
    #[error("{0}")]
    Other(String),
}
