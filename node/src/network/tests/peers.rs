//! Proves who may connect, and how connections heal.

use std::{collections::BTreeSet, io, net::SocketAddr};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream, UdpSocket},
    sync::watch,
};

use super::*;

/// The socket behind an address.
fn socket(address: &Multiaddr) -> SocketAddr {
    use libp2p::multiaddr::Protocol;
    let port = address.iter().find_map(|part| match part {
        Protocol::Tcp(port) | Protocol::Udp(port) => Some(port),
        _ => None,
    });
    ([127, 0, 0, 1], port.unwrap()).into()
}

/// A proxy that can stop forwarding and yet keep its sockets open: a peer that lost power.
struct Proxy {
    address: Multiaddr,
    dead: watch::Sender<bool>,
}

impl Proxy {
    async fn start(target: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address =
            format!("/ip4/127.0.0.1/tcp/{}", listener.local_addr().unwrap().port()).parse().unwrap();
        let (dead, cut) = watch::channel(false);
        tokio::spawn(async move {
            while let Ok((here, _)) = listener.accept().await {
                let there = TcpStream::connect(target).await.unwrap();
                let (here_in, here_out) = here.into_split();
                let (there_in, there_out) = there.into_split();
                tokio::spawn(forward(here_in, there_out, cut.clone()));
                tokio::spawn(forward(there_in, here_out, cut.clone()));
            }
        });
        Self { address, dead }
    }

    fn kill(&self) {
        self.dead.send_replace(true);
    }
}

async fn forward(
    mut from: tokio::net::tcp::OwnedReadHalf,
    mut to: tokio::net::tcp::OwnedWriteHalf,
    mut cut: watch::Receiver<bool>,
) {
    let copy = async {
        let mut buffer = vec![0; 16 * 1024];
        loop {
            let read = from.read(&mut buffer).await?;
            if read == 0 {
                return io::Result::Ok(());
            }
            to.write_all(&buffer[..read]).await?;
        }
    };
    tokio::select! {
        biased;
        _ = cut.wait_for(|dead| *dead) => {}
        _ = copy => {}
    }
    if *cut.borrow() {
        std::future::pending::<()>().await;
    }
}

#[tokio::test]
async fn a_stranger_is_refused() {
    for transport in transports() {
        let oxalis = Node::start(OXALIS, &[transport]).await;
        let mut stranger = Node::start(COOPANAME, &[transport]).await;
        stranger.pin(&[oxalis.peer()]).await;
        // The handshake proves who calls, then the call ends.
        stranger.disconnected(oxalis.id()).await;
        oxalis.counts("connections_refused_total{reason=\"stranger\"}", 1).await;
        assert_eq!(oxalis.metric("peers"), 0);
    }
}

#[tokio::test]
async fn garbage_on_the_ports_does_not_harm() {
    let mut oxalis = Node::start(OXALIS, &transports()).await;
    for address in &oxalis.addresses {
        for garbage in [vec![0; 4096], vec![255; 4096], b"\x13/multistream/1.0.0\n\x07/noise\n".repeat(9)] {
            if address.to_string().contains("/udp/") {
                let udp = UdpSocket::bind("127.0.0.1:0").await.unwrap();
                udp.send_to(&garbage[..garbage.len().min(1200)], socket(address)).await.unwrap();
            } else {
                let mut tcp = TcpStream::connect(socket(address)).await.unwrap();
                // The node may hang up before the last byte.
                let _ = tcp.write_all(&garbage).await;
            }
        }
    }
    oxalis.counts("connections_refused_total{reason=\"handshake\"}", 3).await;
    let mut coopaname = Node::start(COOPANAME, &[]).await;
    connect(&mut oxalis, &mut coopaname).await;
    until_heard(&coopaname, &mut oxalis).await;
}

#[tokio::test]
async fn a_bounce_heals_gossip_with_a_peer_that_lost_power() {
    let mut oxalis = Node::start(OXALIS, &[TCP]).await;
    oxalis.pin(&[Peer { id: id(COOPANAME), addresses: Vec::new() }]).await;
    let proxy = Proxy::start(socket(&oxalis.addresses[0])).await;
    let power = tokio::runtime::Builder::new_multi_thread().enable_all().worker_threads(1).build().unwrap();
    let through = Peer { addresses: vec![proxy.address.clone()], ..oxalis.peer() };
    let before = power.spawn(async move {
        let node = Node::start(COOPANAME, &[]).await;
        node.pin(&[through]).await;
        node
    });
    let mut before = before.await.unwrap();
    oxalis.connected(id(COOPANAME)).await;
    until_heard(&oxalis, &mut before).await;
    proxy.kill();
    drop(before);
    power.shutdown_background();

    let mut after = Node::start(COOPANAME, &[]).await;
    after.pin(&[oxalis.peer()]).await;
    after.connected(oxalis.id()).await;
    // Gossip still believes in the ghost.
    oxalis.publish(b"to the ghost").await;
    assert!(timeout(Duration::from_secs(2), after.hears(b"to the ghost")).await.is_err());
    oxalis.handle.send(Command::Bounce(id(COOPANAME))).await;
    oxalis.disconnected(id(COOPANAME)).await;
    until_heard(&oxalis, &mut after).await;
    until_heard(&after, &mut oxalis).await;
    assert_eq!(oxalis.metric("bounces_total"), 1);
}

#[tokio::test]
#[ignore = "waits for a ping to fail, which takes 40 s"]
async fn a_peer_that_no_longer_answers_is_disconnected() {
    let mut oxalis = Node::start(OXALIS, &[]).await;
    let mut coopaname = Node::start(COOPANAME, &[TCP]).await;
    coopaname.pin(&[oxalis.quiet_peer()]).await;
    let proxy = Proxy::start(socket(&coopaname.addresses[0])).await;
    oxalis.pin(&[Peer { addresses: vec![proxy.address.clone()], ..coopaname.peer() }]).await;
    oxalis.connected(coopaname.id()).await;
    coopaname.connected(oxalis.id()).await;
    proxy.kill();
    oxalis.disconnected(coopaname.id()).await;
    coopaname.disconnected(oxalis.id()).await;
    assert_eq!(oxalis.metric("ping_failures_total"), 1);
}

#[tokio::test]
async fn blocked_peers_are_cut_off_until_unblocked() {
    let mut oxalis = Node::start(OXALIS, &[TCP]).await;
    let mut coopaname = Node::start(COOPANAME, &[TCP]).await;
    connect(&mut oxalis, &mut coopaname).await;
    oxalis.handle.send(Command::Block(BTreeSet::from([coopaname.id()]))).await;
    oxalis.disconnected(coopaname.id()).await;
    // Coopaname calls again, and is refused.
    oxalis.counts("connections_refused_total{reason=\"stranger\"}", 1).await;
    oxalis.handle.send(Command::Block(BTreeSet::new())).await;
    oxalis.connected(coopaname.id()).await;
    until_heard(&oxalis, &mut coopaname).await;
}

#[tokio::test]
async fn peers_that_dial_each_other_at_once_connect() {
    for transport in transports() {
        let mut oxalis = Node::start(OXALIS, &[transport]).await;
        let mut coopaname = Node::start(COOPANAME, &[transport]).await;
        tokio::join!(async { oxalis.pin(&[coopaname.peer()]).await }, async {
            coopaname.pin(&[oxalis.peer()]).await
        });
        until_heard(&oxalis, &mut coopaname).await;
        until_heard(&coopaname, &mut oxalis).await;
        assert!(oxalis.metric("connections") <= u64::from(limits::CONNECTIONS_PER_PEER));
    }
}

#[tokio::test]
async fn leaving_is_noticed_at_once_and_coming_back_too() {
    for transport in transports() {
        let mut oxalis = Node::start(OXALIS, &[transport]).await;
        let coopaname = Node::start(COOPANAME, &[transport]).await;
        coopaname.pin(&[oxalis.quiet_peer()]).await;
        oxalis.pin(&[coopaname.peer()]).await;
        oxalis.connected(coopaname.id()).await;
        let address = coopaname.addresses[0].to_string();
        let (left, ()) = tokio::join!(
            async {
                let asked = Instant::now();
                oxalis.disconnected(id(COOPANAME)).await;
                asked.elapsed()
            },
            coopaname.handle.shutdown()
        );
        assert!(left < limits::PING_INTERVAL, "{transport}: took {left:?}");
        let mut again = Node::restart(COOPANAME, &address).await;
        again.pin(&[oxalis.quiet_peer()]).await;
        oxalis.connected(id(COOPANAME)).await;
        until_heard(&oxalis, &mut again).await;
    }
}

#[tokio::test]
async fn a_peer_no_longer_pinned_is_disconnected() {
    let mut oxalis = Node::start(OXALIS, &[TCP]).await;
    let mut coopaname = Node::start(COOPANAME, &[TCP]).await;
    connect(&mut oxalis, &mut coopaname).await;
    oxalis.pin(&[]).await;
    coopaname.disconnected(oxalis.id()).await;
    oxalis.counts("connections_refused_total{reason=\"stranger\"}", 1).await;
}

#[tokio::test]
async fn a_port_in_use_is_told_for_each_transport() {
    for transport in transports() {
        let first = Node::start(OXALIS, &[transport]).await;
        let mut registry = Registry::default();
        let taken = config(COOPANAME, &[&first.addresses[0].to_string()]);
        let (handle, events) = start(taken, &mut registry).unwrap();
        let mut second = Node { handle, events, registry, addresses: Vec::new() };
        let failed = second.expect("failed", |event| match event {
            Event::ListenFailed { address, reason } => Some((address, reason)),
            event => panic!("{event:?}"),
        });
        let (address, reason) = failed.await;
        assert_eq!(address, first.addresses[0]);
        assert!(reason.contains("in use"), "{reason}");
    }
}

#[tokio::test]
async fn failed_dials_say_why() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let other = Node::start(SMART, &[TCP]).await;
    let mut oxalis = Node::start(OXALIS, &[TCP]).await;
    for (address, expected) in [
        (format!("/ip4/127.0.0.1/tcp/{free}"), DialReason::Refused),
        (other.addresses[0].to_string(), DialReason::WrongPeer),
        (oxalis.addresses[0].to_string(), DialReason::Other("this is an address of ours".into())),
    ] {
        let address: Multiaddr = address.parse().unwrap();
        oxalis.pin(&[Peer { id: id(COOPANAME), addresses: vec![address.clone()] }]).await;
        let reason = oxalis.expect("failed", |event| match event {
            Event::DialFailed { address: told, reason, .. } if told == address => Some(reason),
            _ => None,
        });
        assert_eq!(reason.await, expected, "{address}");
    }
}
