//! Knows how the transports and the behaviours make a swarm; knows nothing of what the swarm then does.

use std::{error::Error, io, net::SocketAddr, num::NonZeroUsize, time::Duration};

use libp2p::{
    Multiaddr, PeerId, Swarm, Transport,
    core::{
        muxing::{StreamMuxer, StreamMuxerBox},
        transport::{Boxed, dummy::DummyTransport, timeout::TransportTimeout},
        upgrade::Version,
    },
    dns, gossipsub,
    identity::Keypair,
    metrics::BandwidthTransport,
    multiaddr::Protocol,
    noise,
    swarm::{Config, DialError},
    tcp, yamux,
};
use prometheus_client::registry::Registry;
use zeroize::Zeroizing;

use super::{
    DialReason, NetworkConfig, NetworkError,
    behaviour::{Asker, Behaviour},
    limits,
    muxer::Brief,
};

/// A swarm that does not listen yet.
pub(super) fn build(
    config: &NetworkConfig,
    registry: &mut Registry,
) -> Result<Swarm<Behaviour>, NetworkError> {
    let key = keypair(&config.seed)?;
    let behaviour = Behaviour::new(&gossipsub::IdentTopic::new(&config.topic), config.gossip)?;
    let swarm_config = Config::with_tokio_executor()
        .with_idle_connection_timeout(limits::CONNECTION_IDLE)
        .with_smart_dial()
        .with_max_negotiating_inbound_streams(limits::STREAMS_NEGOTIATING)
        .with_notify_handler_buffer_size(NonZeroUsize::MIN.saturating_add(limits::STREAMS_NEGOTIATING - 1));
    let counted = BandwidthTransport::new(transport(&key, limits::CONNECTION_TIMEOUT)?, registry);
    Ok(Swarm::new(brief(counted), behaviour, key.public().to_peer_id(), swarm_config))
}

/// A swarm that never listens, to ask one question. A connection fails if it takes longer than `patience`.
pub(super) fn asker(seed: &[u8; 32], patience: Duration) -> Result<Swarm<Asker>, NetworkError> {
    let key = keypair(seed)?;
    let transport = brief(transport(&key, patience)?);
    Ok(Swarm::new(transport, Asker::new(), key.public().to_peer_id(), Config::with_tokio_executor()))
}

fn keypair(seed: &[u8; 32]) -> Result<Keypair, NetworkError> {
    let mut seed = Zeroizing::new(*seed);
    Keypair::ed25519_from_bytes(seed.as_mut_slice())
        .map_err(|error| NetworkError::Transport(error.to_string()))
}

type Connections = Boxed<(PeerId, StreamMuxerBox)>;

fn transport(key: &Keypair, patience: Duration) -> Result<TransportTimeout<Connections>, NetworkError> {
    let direct = direct(key)?;
    // Resolving names needs the system's configuration, which a container may lack: numeric addresses still
    // work then.
    let named = match dns::tokio::Transport::system(DummyTransport::<()>::new()) {
        Ok(_) => dns::tokio::Transport::system(direct)
            .map_err(|error| NetworkError::Transport(error.to_string()))?
            .boxed(),
        Err(error) => {
            tracing::warn!(%error, "no resolver");
            direct
        }
    };
    Ok(TransportTimeout::new(named, patience))
}

/// Bounds the closing of connections.
fn brief<T, M>(transport: T) -> Connections
where
    T: Transport<Output = (PeerId, M)> + Send + Unpin + 'static,
    T::Dial: Send + 'static,
    T::ListenerUpgrade: Send + 'static,
    T::Error: Send + Sync,
    M: StreamMuxer + Send + 'static,
    M::Substream: Send + 'static,
    M::Error: Send + Sync + 'static,
{
    transport
        .map(|(peer, muxer), _| (peer, StreamMuxerBox::new(Brief::new(StreamMuxerBox::new(muxer)))))
        .boxed()
}

/// TCP, and QUIC if it is compiled in.
fn direct(key: &Keypair) -> Result<Connections, NetworkError> {
    let noise = noise::Config::new(key).map_err(|error| NetworkError::Transport(error.to_string()))?;
    let mut yamux = yamux::Config::default();
    yamux.set_max_num_streams(limits::STREAMS_PER_CONNECTION);
    let tcp = tcp::tokio::Transport::new(tcp::Config::new().nodelay(true))
        .upgrade(Version::V1Lazy)
        .authenticate(noise)
        .multiplex(yamux)
        .map(|(peer, muxer), _| (peer, StreamMuxerBox::new(muxer)));
    #[cfg(feature = "quic")]
    let tcp = {
        let quic = libp2p::quic::tokio::Transport::new(quic_config(key))
            .map(|(peer, muxer), _| (peer, StreamMuxerBox::new(muxer)));
        quic.or_transport(tcp).map(|either, _| either.into_inner())
    };
    Ok(tcp.boxed())
}

#[cfg(feature = "quic")]
fn quic_config(key: &Keypair) -> libp2p::quic::Config {
    let mut config = libp2p::quic::Config::new(key);
    config.max_idle_timeout = limits::QUIC_IDLE_MILLIS;
    config.keep_alive_interval = limits::QUIC_KEEP_ALIVE;
    config.max_concurrent_stream_limit = u32::try_from(limits::STREAMS_PER_CONNECTION).unwrap_or(u32::MAX);
    config.max_stream_data = limits::QUIC_STREAM_BYTES;
    config.max_connection_data = limits::QUIC_CONNECTION_BYTES;
    config
}

/// Listens at an address, refusing a TCP port that another process uses.
///
/// libp2p shares its TCP ports (`SO_REUSEPORT`), so that two nodes started by mistake with one configuration
/// would both seem to listen, and each would get half of the connections. A socket that does not share tells.
pub(super) fn listen(swarm: &mut Swarm<Behaviour>, address: &Multiaddr) -> Result<(), String> {
    if let Some(socket) = tcp_socket(address)
        && let Err(error) = std::net::TcpListener::bind(socket)
        && error.kind() == io::ErrorKind::AddrInUse
    {
        return Err(error.to_string());
    }
    swarm.listen_on(address.clone()).map(|_| ()).map_err(|error| root(&error))
}

/// The socket that a TCP address names, unless the system chooses its port.
fn tcp_socket(address: &Multiaddr) -> Option<SocketAddr> {
    let mut parts = address.iter();
    let ip = match parts.next()? {
        Protocol::Ip4(ip) => ip.into(),
        // The wildcard of IPv6 would also clash with a listener on IPv4.
        Protocol::Ip6(ip) if ip.is_unspecified() => std::net::Ipv6Addr::LOCALHOST.into(),
        Protocol::Ip6(ip) => ip.into(),
        _ => return None,
    };
    match parts.next()? {
        Protocol::Tcp(port) if port != 0 => Some(SocketAddr::new(ip, port)),
        _ => None,
    }
}

/// The addresses that failed in a dial, each with its reason. `tried` is what was to be dialled.
pub(super) fn dial_failures(error: &DialError, tried: &[Multiaddr]) -> Vec<(Multiaddr, DialReason)> {
    let all = |reason: DialReason| tried.iter().map(|address| (address.clone(), reason.clone())).collect();
    match error {
        DialError::Transport(errors) => {
            errors.iter().map(|(address, error)| (as_pinned(address), dial_reason(error))).collect()
        }
        DialError::WrongPeerId { address, .. } | DialError::LocalPeerId { address } => {
            vec![(as_pinned(address), DialReason::WrongPeer)]
        }
        DialError::NoAddresses => all(DialReason::Other("this is an address of ours".into())),
        DialError::Denied { .. } => {
            all(DialReason::Other("too many connections, or the peer is cut off".into()))
        }
        // Nothing was tried.
        DialError::DialPeerConditionFalse(_) | DialError::Aborted => Vec::new(),
    }
}

/// An address without the name of the peer, which the swarm adds to what it dials.
pub(super) fn as_pinned(address: &Multiaddr) -> Multiaddr {
    address.iter().filter(|part| !matches!(part, Protocol::P2p(_))).collect()
}

/// Why an address did not answer.
pub(super) fn dial_reason(error: &(dyn Error + 'static)) -> DialReason {
    use io::ErrorKind as Kind;
    for cause in causes(error) {
        match cause.downcast_ref::<io::Error>().map(io::Error::kind) {
            Some(Kind::ConnectionRefused) => return DialReason::Refused,
            Some(Kind::TimedOut) => return DialReason::Timeout,
            Some(Kind::HostUnreachable | Kind::NetworkUnreachable | Kind::AddrNotAvailable) => {
                return DialReason::Unreachable;
            }
            _ => {}
        }
    }
    // Some layers of libp2p print their cause without giving it.
    let text = root(error);
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if says(&["refused"]) {
        DialReason::Refused
    } else if says(&["timed out", "Timeout", "timeout"]) {
        DialReason::Timeout
    } else if says(&["unreachable", "No route"]) {
        DialReason::Unreachable
    } else if says(&["nvalid peer ID", "nexpected peer ID"]) {
        DialReason::WrongPeer
    } else {
        DialReason::Other(text)
    }
}

/// The innermost cause, in its own words.
pub(super) fn root(error: &(dyn Error + 'static)) -> String {
    causes(error).last().unwrap_or(error).to_string()
}

/// An error and what caused it, from the outside in.
pub(super) fn causes<'a>(
    error: &'a (dyn Error + 'static),
) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn Error + 'static)| {
        let error = *error;
        // An I/O error that wraps another gives the cause of what it wraps, not what it wraps.
        match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(inner) => Some(inner as &(dyn Error + 'static)),
            None => error.source(),
        }
    })
}
