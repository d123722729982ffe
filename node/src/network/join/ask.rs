//! Knows how to ask one node one question before this machine is anybody's peer, and which step failed;
//! knows nothing of what is asked.

use std::io;

use futures::{
    StreamExt,
    io::{AsyncReadExt, AsyncWriteExt},
};
use libp2p::{
    Multiaddr, PeerId, Swarm,
    core::transport::TransportError,
    dns,
    swarm::{self, DialError, SwarmEvent, dial_opts::DialOpts},
};
use tokio::time::timeout;
use zeroize::Zeroizing;

use super::{
    super::{
        DialReason, StreamId,
        behaviour::{Asker, AskerEvent},
        door, limits,
        limits::Patience,
        swarm as network_swarm,
    },
    Unread,
};

const UNKNOWN_KIND: &str = "this machine does not speak that kind of address";

/// Which step of asking failed, in the order of the steps.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum AskError {
    /// The question is above [`limits::JOIN_REQUEST_BYTES`]. Nobody was called.
    #[error("the question is too large")]
    Request,
    /// The transport could not be made from the seed. Nobody was called.
    #[error("the encryption of the transport could not be set up: {0}")]
    Transport(String),
    /// The address leads nowhere from this machine: its name is unknown, there is no route to it, or this
    /// machine does not speak that kind of address.
    #[error("the address leads nowhere from this machine: {0}")]
    Address(DialReason),
    /// The machine does not answer at that port: nothing listens, or something drops what we send.
    #[error("the port does not answer: {0}")]
    Port(DialReason),
    /// Something answers at that port that is not a node, or passes calls on to where none listens.
    #[error("what answers there is not a node: {0}")]
    NotNode(String),
    /// A node answers, and it is another one.
    #[error("another node answers there: {found}")]
    Key {
        /// Who answers.
        found: PeerId,
    },
    /// It is the right node, and it does not let us in: its door is closed, or too many are waiting.
    #[error("the node does not let us in")]
    Door,
    /// The node let us in, and did not answer in time, or only in part.
    #[error("the node let us in and did not answer")]
    Answer,
    /// The answer is above [`limits::JOIN_ANSWER_BYTES`], which no honest node sends.
    #[error("the answer is too large")]
    TooLarge,
}

/// Asks the node `to` at one address, by its join door, as the peer with the key of `seed`. To be called
/// inside a Tokio runtime.
///
/// Takes at most [`limits::CONNECTION_TIMEOUT`] and [`limits::JOIN_DEADLINE`], and some seconds to take leave.
/// What answers is that node, which has proved it. The node of `seed` may run meanwhile.
pub async fn ask(
    seed: Zeroizing<[u8; 32]>,
    to: PeerId,
    address: Multiaddr,
    request: Vec<u8>,
) -> Result<Vec<u8>, AskError> {
    ask_within(Patience::default(), &seed, to, &address, &request).await
}

pub(in super::super) async fn ask_within(
    patience: Patience,
    seed: &[u8; 32],
    to: PeerId,
    address: &Multiaddr,
    request: &[u8],
) -> Result<Vec<u8>, AskError> {
    if request.len() > limits::JOIN_REQUEST_BYTES {
        return Err(AskError::Request);
    }
    let asker = network_swarm::asker(seed, patience.connect);
    let mut swarm = asker.map_err(|error| AskError::Transport(error.to_string()))?;
    dial(&mut swarm, to, address).await?;
    let answer = timeout(patience.join, exchange(&mut swarm, to, request)).await;
    leave(&mut swarm, to).await;
    answer.unwrap_or(Err(AskError::Answer))
}

async fn dial(swarm: &mut Swarm<Asker>, to: PeerId, address: &Multiaddr) -> Result<(), AskError> {
    let address = network_swarm::as_pinned(address);
    let local = *swarm.local_peer_id();
    let step = |error: &DialError| failed_step(error, local);
    let options = DialOpts::peer_id(to).addresses(vec![address]).allocate_new_port().build();
    swarm.dial(options).map_err(|error| step(&error))?;
    loop {
        match swarm.select_next_some().await {
            SwarmEvent::ConnectionEstablished { .. } => return Ok(()),
            SwarmEvent::OutgoingConnectionError { error, .. } => return Err(step(&error)),
            _ => {}
        }
    }
}

/// Asks on the connection that there is.
async fn exchange(swarm: &mut Swarm<Asker>, to: PeerId, request: &[u8]) -> Result<Vec<u8>, AskError> {
    if !swarm.behaviour_mut().join.open(to, StreamId(0)) {
        return Err(AskError::Door);
    }
    let stream = loop {
        match swarm.select_next_some().await {
            SwarmEvent::Behaviour(AskerEvent::Join(door::Event::Opened(_, stream))) => break stream,
            // A node that does not let us in closes right after the handshake.
            SwarmEvent::Behaviour(AskerEvent::Join(door::Event::Failed(..)))
            | SwarmEvent::ConnectionClosed { .. } => {
                return Err(AskError::Door);
            }
            _ => {}
        }
    };
    tokio::select! {
        biased;
        answer = talk(stream, request) => answer,
        never = async { loop { swarm.select_next_some().await; } } => never,
    }
}

async fn talk(stream: swarm::Stream, request: &[u8]) -> Result<Vec<u8>, AskError> {
    let (mut reader, mut writer) = stream.split();
    super::write(&mut writer, request).await.map_err(|_| AskError::Answer)?;
    let answer =
        super::read(&mut reader, limits::JOIN_ANSWER_BYTES).await.map_err(|unread| match unread {
            Unread::TooLarge => AskError::TooLarge,
            Unread::Cut => AskError::Answer,
        })?;
    // The node waits for this; if it is gone already, so much the better.
    let _ = writer.close().await;
    Ok(answer)
}

/// Takes leave, so that the node need not wait for us.
async fn leave(swarm: &mut Swarm<Asker>, to: PeerId) {
    if swarm.disconnect_peer_id(to).is_err() {
        return;
    }
    let closed =
        async { while !matches!(swarm.select_next_some().await, SwarmEvent::ConnectionClosed { .. }) {} };
    if timeout(limits::SHUTDOWN, closed).await.is_err() {
        tracing::debug!(peer = %to, "asked without leave");
    }
}

fn failed_step(error: &DialError, local: PeerId) -> AskError {
    let other = |text: &str| AskError::Address(DialReason::Other(text.into()));
    let errors = match error {
        DialError::WrongPeerId { obtained, .. } => return AskError::Key { found: *obtained },
        DialError::LocalPeerId { .. } => return AskError::Key { found: local },
        DialError::Transport(errors) => errors,
        error => return other(&network_swarm::root(error)),
    };
    match errors.first() {
        None => other("no address"),
        Some((_, TransportError::MultiaddrNotSupported(_))) => other(UNKNOWN_KIND),
        Some((_, TransportError::Other(error))) => {
            let mut causes = network_swarm::causes(error);
            if let Some(reason) = causes.find_map(|cause| unresolved(cause.downcast_ref()?)) {
                return other(&reason);
            }
            match network_swarm::dial_reason(error) {
                reason @ (DialReason::Refused | DialReason::Timeout) => AskError::Port(reason),
                DialReason::Other(text) => AskError::NotNode(text),
                reason => AskError::Address(reason),
            }
        }
    }
}

/// Why an address could not be turned into numbers, if that is what failed.
fn unresolved(error: &dns::Error<io::Error>) -> Option<String> {
    match error {
        dns::Error::Transport(_) => None,
        dns::Error::ResolveError(error) => Some(network_swarm::root(error)),
        dns::Error::MultiaddrNotSupported(_) => Some(UNKNOWN_KIND.into()),
        error @ dns::Error::TooManyLookups => Some(error.to_string()),
        // One of the numbers was tried if any was found.
        dns::Error::Dial(errors) => errors.iter().map(unresolved).collect::<Option<Vec<_>>>()?.pop(),
    }
}
