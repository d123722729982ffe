//! Moves opaque bytes between pinned peers: knows libp2p, and must not know what the bytes mean.
//!
//! Two ways lead to a peer. *Gossip* spreads a small message to everybody and may lose it; a message received
//! is held back from relaying until the caller gives its [`Verdict`]. A *stream* carries frames to one peer,
//! in order, with back-pressure. Only pinned peers may connect; those with an address are dialled until they
//! answer.
//!
//! One task owns the swarm and never waits for the caller: what does not fit in the queue of events is
//! ignored (gossip) or waits on the side of its stream (frames). The caller, in turn, may await
//! [`NetworkHandle::send`].

mod behaviour;
mod door;
pub mod limits;
mod metrics;
mod muxer;
mod outbox;
mod redial;
mod stream;
mod streams;
mod swarm;
mod task;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use libp2p::gossipsub;
pub use libp2p::{Multiaddr, PeerId};
pub use limits::{FRAME_BYTES, GOSSIP_MESSAGE_BYTES, STREAM_WINDOW};
use prometheus_client::registry::Registry;
use tokio::sync::mpsc;

/// What the network needs to start.
pub struct NetworkConfig {
    /// Seed of the Ed25519 key of the transport, from which the peer id is derived. It signs nothing else.
    pub seed: zeroize::Zeroizing<[u8; 32]>,
    /// Addresses to listen on, such as `/ip4/0.0.0.0/tcp/4001` or `/ip6/::/udp/4001/quic-v1`. May be empty.
    pub listen: Vec<Multiaddr>,
    /// The one gossip topic; nodes with another topic do not hear each other.
    pub topic: String,
    /// Whether gossip is spoken. Without it nothing is published or subscribed, and streams work as before.
    pub gossip: bool,
}

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

/// The claim to give one verdict about one gossip message.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Ticket {
    message: gossipsub::MessageId,
    from: PeerId,
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
    /// Replaces the peers that may connect. Connections with peers no longer pinned are closed.
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
    /// Takes leave of every peer, then ends the network task.
    Shutdown,
}

/// What the network tells the caller.
///
/// Events of one stream come in order, and so do all other events; between the two there is no order: a frame
/// may arrive before the [`Event::Connected`] of its peer, or after its [`Event::Disconnected`].
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
    /// The first connection with a peer exists.
    Connected(PeerId),
    /// The last connection with a peer is gone.
    Disconnected(PeerId),
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

/// Why the network did not start. All are the operator's to repair.
#[derive(Debug, thiserror::Error)]
pub enum NetworkError {
    /// The network needs Tokio, with its timer and its sockets.
    #[error("the network must be started inside a Tokio runtime")]
    NoRuntime,
    /// The transport could not be made from the key.
    #[error("the encryption of the transport could not be set up: {0}")]
    Transport(String),
    /// Gossip refused its own configuration.
    #[error("the configuration of gossip is not valid: {0}")]
    Gossip(String),
}

/// Why a command was not taken.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum SendError {
    /// The network shut down.
    #[error("the network is shut down")]
    Closed,
    /// The network is busy for a moment.
    #[error("the queue of commands is full")]
    Full,
}

/// Gives commands to the network. Clones speak to the same network; when the last is dropped, it shuts down.
#[derive(Clone, Debug)]
pub struct NetworkHandle {
    commands: mpsc::Sender<Command>,
    local: PeerId,
}

impl NetworkHandle {
    /// Gives a command, after those given before. Never waits for a peer. After a shutdown it does nothing,
    /// as [`Events::recv`] tells.
    pub async fn send(&self, command: Command) {
        if self.commands.send(command).await.is_err() {
            tracing::debug!(reason = "shut down", "command dropped");
        }
    }

    /// Gives a command if there is room for it.
    pub fn try_send(&self, command: Command) -> Result<(), SendError> {
        self.commands.try_send(command).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => SendError::Full,
            mpsc::error::TrySendError::Closed(_) => SendError::Closed,
        })
    }

    /// Who we are.
    pub fn local_peer_id(&self) -> PeerId {
        self.local
    }

    /// Takes leave of every peer, and returns when the connections are closed or a few seconds have passed.
    pub async fn shutdown(self) {
        self.send(Command::Shutdown).await;
        self.commands.closed().await;
    }
}

/// What the network tells, for one reader.
///
/// Frames have a queue of their own, so that a long transfer neither crowds out gossip nor fills the memory.
#[derive(Debug)]
pub struct Events {
    notices: mpsc::Receiver<Event>,
    frames: mpsc::Receiver<Event>,
    frames_first: bool,
}

impl Events {
    /// The next event; none when the network is shut down. Cancelling it loses nothing.
    pub async fn recv(&mut self) -> Option<Event> {
        self.frames_first = !self.frames_first;
        let Self { notices, frames, frames_first } = self;
        let (first, second) = if *frames_first { (frames, notices) } else { (notices, frames) };
        tokio::select! {
            biased;
            Some(event) = first.recv() => Some(event),
            Some(event) = second.recv() => Some(event),
            else => None,
        }
    }

    /// The next event, if there is one already.
    pub fn try_recv(&mut self) -> Option<Event> {
        self.notices.try_recv().or_else(|_| self.frames.try_recv()).ok()
    }
}

/// The peer id of a transport key; none when it is no Ed25519 public key.
pub fn peer_id(key: &[u8; 32]) -> Option<PeerId> {
    let key = libp2p::identity::ed25519::PublicKey::try_from_bytes(key).ok()?;
    Some(libp2p::identity::PublicKey::from(key).to_peer_id())
}

/// Starts the network and registers its metrics. To be called inside a Tokio runtime.
pub fn start(
    config: NetworkConfig,
    registry: &mut Registry,
) -> Result<(NetworkHandle, Events), NetworkError> {
    let runtime = tokio::runtime::Handle::try_current().map_err(|_| NetworkError::NoRuntime)?;
    let registry = registry.sub_registry_with_prefix("network");
    let metrics = metrics::Metrics::register(registry);
    let swarm = swarm::build(&config, registry)?;
    let local = *swarm.local_peer_id();
    let (commands, commands_in) = mpsc::channel(limits::COMMANDS);
    let (notices_out, notices) = mpsc::channel(limits::NOTICES);
    let (frames_out, frames) = mpsc::channel(limits::FRAMES);
    let task = task::Task::new(swarm, &config, metrics, outbox::Outbox::new(notices_out), frames_out);
    runtime.spawn(task.run(commands_in));
    Ok((NetworkHandle { commands, local }, Events { notices, frames, frames_first: true }))
}
