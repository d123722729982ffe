//! Moves opaque bytes between pinned peers: knows libp2p, and must not know what the bytes mean.
//!
//! Two ways lead to a peer. *Gossip* spreads a small message to everybody and may lose it; a message received
//! is held back from relaying until the caller gives its [`Verdict`]. A *stream* carries frames to one peer,
//! in order, with back-pressure. Only pinned peers may do either; those with an address are dialled until they
//! answer.
//!
//! Nobody else may connect, with one exception: while the caller holds the *join door* open, a few peers that
//! are not pinned are let in for some seconds, as guests, each to ask one question and get one answer.
//! [`join::ask`] is the other side of that door. No gossip and no stream is spoken with a guest.
//!
//! One task owns the swarm and never waits for the caller: what does not fit in the queue of events is
//! ignored (gossip) or waits on the side of its stream (frames). The caller, in turn, may await
//! [`NetworkHandle::send`].

mod behaviour;
mod command;
mod door;
mod event;
mod gate;
pub mod join;
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

pub use command::{Command, ExchangeId, Peer, StreamId, Ticket, Verdict};
pub use event::{Closed, DialReason, Event};
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
    launch(config, limits::Patience::default(), registry)
}

fn launch(
    config: NetworkConfig,
    patience: limits::Patience,
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
    let task =
        task::Task::new(swarm, &config, patience, metrics, outbox::Outbox::new(notices_out), frames_out);
    runtime.spawn(task.run(commands_in));
    Ok((NetworkHandle { commands, local }, Events { notices, frames, frames_first: true }))
}
