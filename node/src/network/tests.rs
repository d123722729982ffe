//! Proves the network over loopback; knows its public interface, and its inside only to play hostile peers.

mod asking;
mod gossip;
mod guests;
mod peers;
mod pinning;
mod streams;

use std::{
    future::Future,
    time::{Duration, Instant},
};

use tokio::time::timeout;

use super::*;

/// Longest wait for something that must happen. Generous: the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(60);
const TCP: &str = "/ip4/127.0.0.1/tcp/0";
#[cfg(feature = "quic")]
const QUIC: &str = "/ip4/127.0.0.1/udp/0/quic-v1";

const OXALIS: u8 = 1;
const COOPANAME: u8 = 2;
const SMART: u8 = 3;

/// Every transport compiled in.
fn transports() -> Vec<&'static str> {
    vec![
        TCP,
        #[cfg(feature = "quic")]
        QUIC,
    ]
}

/// A node, what it counts, and where it listens.
struct Node {
    handle: NetworkHandle,
    events: Events,
    registry: Registry,
    addresses: Vec<Multiaddr>,
}

fn config(name: u8, listen: &[&str]) -> NetworkConfig {
    NetworkConfig {
        seed: zeroize::Zeroizing::new([name; 32]),
        listen: listen.iter().map(|address| address.parse().unwrap()).collect(),
        topic: "bigre-test".into(),
        gossip: true,
    }
}

fn id(name: u8) -> PeerId {
    libp2p::identity::Keypair::ed25519_from_bytes([name; 32]).unwrap().public().to_peer_id()
}

async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    match timeout(PATIENCE, future).await {
        Ok(output) => output,
        Err(_) => panic!("never happened: {what}"),
    }
}

impl Node {
    /// A node that listens.
    async fn start(name: u8, listen: &[&str]) -> Self {
        Self::start_with(config(name, listen)).await
    }

    async fn start_with(config: NetworkConfig) -> Self {
        Self::try_start(config).await.unwrap_or_else(|reason| panic!("{reason}"))
    }

    async fn try_start(config: NetworkConfig) -> Result<Self, String> {
        Self::try_launch(config, limits::Patience::default()).await
    }

    /// A node with waits of its own.
    async fn launch(name: u8, listen: &[&str], patience: limits::Patience) -> Self {
        Self::try_launch(config(name, listen), patience).await.unwrap_or_else(|reason| panic!("{reason}"))
    }

    async fn try_launch(config: NetworkConfig, patience: limits::Patience) -> Result<Self, String> {
        let listen = config.listen.len();
        let mut registry = Registry::default();
        let (handle, events) = launch(config, patience, &mut registry).unwrap();
        let mut node = Self { handle, events, registry, addresses: Vec::new() };
        while node.addresses.len() < listen {
            let address = node.expect("listening", |event| match event {
                Event::Listening(address) => Some(Ok(address)),
                Event::ListenFailed { reason, .. } => Some(Err(reason)),
                event => panic!("{event:?}"),
            });
            let address = address.await?;
            node.addresses.push(address);
        }
        Ok(node)
    }

    /// A node on the address of one that has just ended: within one process, QUIC gives its port back a
    /// little later.
    async fn restart(name: u8, address: &str) -> Self {
        soon("port free", async {
            loop {
                if let Ok(node) = Self::try_start(config(name, &[address])).await {
                    return node;
                }
            }
        })
        .await
    }

    fn id(&self) -> PeerId {
        self.handle.local_peer_id()
    }

    /// How others dial this node.
    fn peer(&self) -> Peer {
        Peer { id: self.id(), addresses: self.addresses.clone() }
    }

    /// How others pin this node without dialling it.
    fn quiet_peer(&self) -> Peer {
        Peer { id: self.id(), addresses: Vec::new() }
    }

    async fn pin(&self, peers: &[Peer]) {
        self.handle.send(Command::SetPeers(peers.to_vec())).await;
    }

    /// The first event that `pick` picks; those before it are lost.
    async fn expect<T>(&mut self, what: &str, mut pick: impl FnMut(Event) -> Option<T>) -> T {
        soon(what, async {
            loop {
                let event = self.events.recv().await.expect("the network ended");
                if let Some(picked) = pick(event) {
                    return picked;
                }
            }
        })
        .await
    }

    async fn connected(&mut self, peer: PeerId) {
        self.expect("connected", |event| matches!(event, Event::Connected(p) if p == peer).then_some(()))
            .await;
    }

    /// Which address of ours a peer reached.
    async fn reached(&mut self, by: PeerId) -> Multiaddr {
        self.expect("reached", |event| match event {
            Event::Reached { peer, address } if peer == by => Some(address),
            _ => None,
        })
        .await
    }

    /// What is asked at the join door.
    async fn asked(&mut self) -> (PeerId, ExchangeId, Vec<u8>) {
        self.expect("asked", |event| match event {
            Event::JoinAsked { peer, exchange, request } => Some((peer, exchange, request)),
            _ => None,
        })
        .await
    }

    async fn join_door(&self, open: bool) {
        self.handle.send(Command::JoinDoor { open }).await;
    }

    async fn answer(&self, exchange: ExchangeId, answer: &[u8]) {
        self.handle.send(Command::JoinAnswer { exchange, answer: answer.to_vec() }).await;
    }

    async fn disconnected(&mut self, peer: PeerId) {
        self.expect("disconnected", |event| {
            matches!(event, Event::Disconnected(p) if p == peer).then_some(())
        })
        .await;
    }

    async fn gossip(&mut self) -> (Ticket, Vec<u8>) {
        self.expect("gossip", |event| match event {
            Event::Gossip { ticket, bytes, .. } => Some((ticket, bytes)),
            _ => None,
        })
        .await
    }

    /// Waits for a message, dropping those that came before it.
    async fn hears(&mut self, message: &[u8]) -> Ticket {
        loop {
            let (ticket, bytes) = self.gossip().await;
            if bytes == message {
                return ticket;
            }
        }
    }

    async fn publish(&self, message: &[u8]) {
        self.handle.send(Command::Publish(message.to_vec())).await;
    }

    /// The value of a counter or a gauge, as scraped.
    fn metric(&self, name: &str) -> u64 {
        let mut text = String::new();
        prometheus_client::encoding::text::encode(&mut text, &self.registry).unwrap();
        let line = text.lines().find_map(|line| line.strip_prefix(&format!("network_{name} ")));
        line.map_or(0, |value| value.parse().unwrap())
    }

    async fn counts(&self, name: &str, at_least: u64) {
        soon(name, async {
            while self.metric(name) < at_least {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        })
        .await;
    }
}

impl Node {
    async fn falls_to(&self, name: &str, value: u64) {
        soon(name, async {
            while self.metric(name) > value {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        })
        .await;
    }
}

/// Connects two nodes: the second dials the first.
async fn connect(one: &mut Node, two: &mut Node) {
    one.pin(&[two.quiet_peer()]).await;
    two.pin(&[one.peer()]).await;
    one.connected(two.id()).await;
    two.connected(one.id()).await;
}

/// Publishes until heard: subscriptions take a moment to arrive, and gossip does not keep what nobody wants.
async fn until_heard(speaker: &Node, listener: &mut Node) {
    soon("gossip flows", async {
        for attempt in 0u32.. {
            let probe = [b"probe".as_slice(), &speaker.id().to_bytes(), &attempt.to_be_bytes()].concat();
            speaker.publish(&probe).await;
            let heard = async {
                let ticket = listener.hears(&probe).await;
                listener.handle.send(Command::Verdict { ticket, verdict: Verdict::Ignore }).await;
            };
            if timeout(Duration::from_millis(200), heard).await.is_ok() {
                return;
            }
        }
    })
    .await;
}
