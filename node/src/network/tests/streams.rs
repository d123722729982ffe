//! Proves what streams promise to two honest ends, and what a hostile end cannot do.

use std::collections::BTreeMap;

use futures::{AsyncReadExt, AsyncWriteExt, StreamExt};
use libp2p::swarm::{Swarm, SwarmEvent, dial_opts::DialOpts};

use super::{
    super::{
        behaviour::{Behaviour, BehaviourEvent, InsideEvent},
        door,
    },
    *,
};

/// Sends `frames` frames on one stream, as fast as it is allowed to, and counts those received.
struct Pump {
    stream: Option<StreamId>,
    left: usize,
    received: usize,
    finished: bool,
    closed: Option<Closed>,
}

impl Pump {
    fn new(stream: Option<StreamId>, left: usize) -> Self {
        Self { stream, left, received: 0, finished: false, closed: None }
    }

    async fn event(&mut self, handle: &NetworkHandle, event: Event) {
        match event {
            Event::StreamOpened { stream, .. } => self.stream = Some(stream),
            Event::Frame { bytes, .. } => {
                assert_eq!(bytes, frame(self.received));
                self.received += 1;
            }
            Event::Writable { stream } => {
                let window = if self.received == 0 && self.left == FRAMES { STREAM_WINDOW } else { 1 };
                for _ in 0..window.min(self.left) {
                    handle.send(Command::Send { stream, frame: frame(FRAMES - self.left) }).await;
                    self.left -= 1;
                }
                if self.left == 0 && !std::mem::replace(&mut self.finished, true) {
                    handle.send(Command::Finish { stream }).await;
                }
            }
            Event::StreamClosed { reason, .. } => self.closed = Some(reason),
            _ => {}
        }
    }

    /// Until the stream is closed.
    async fn run(&mut self, node: &mut Node) {
        while self.closed.is_none() {
            let event = node.events.recv().await.unwrap();
            self.event(&node.handle, event).await;
        }
    }
}

/// 20 MiB of frames of 64 KiB.
const FRAMES: usize = 320;

fn frame(number: usize) -> Vec<u8> {
    let mut frame = vec![u8::try_from(number % 251).unwrap(); 64 * 1024];
    frame[..8].copy_from_slice(&(number as u64).to_be_bytes());
    frame
}

#[tokio::test]
async fn twenty_mebibytes_go_both_ways_over_each_transport() {
    for transport in transports() {
        let mut oxalis = Node::start(OXALIS, &[transport]).await;
        let mut coopaname = Node::start(COOPANAME, &[transport]).await;
        connect(&mut oxalis, &mut coopaname).await;
        let stream = StreamId(2);
        oxalis.handle.send(Command::OpenStream { peer: coopaname.id(), stream }).await;
        let mut here = Pump::new(Some(stream), FRAMES);
        let mut there = Pump::new(None, FRAMES);
        soon("transfer", async { tokio::join!(here.run(&mut oxalis), there.run(&mut coopaname)) }).await;
        for pump in [here, there] {
            assert_eq!((pump.received, pump.closed), (FRAMES, Some(Closed::Finished)), "{transport}");
        }
        assert_eq!(oxalis.metric("frames_received_total"), FRAMES as u64);
        oxalis.counts("streams_closed_total{reason=\"finished\"}", 1).await;
    }
}

#[tokio::test]
async fn a_peer_that_does_not_read_stops_only_its_own_stream() {
    let mut oxalis = Node::start(OXALIS, &[]).await;
    let lazy = Node::start(COOPANAME, &[TCP]).await;
    let mut smart = Node::start(SMART, &[TCP]).await;
    lazy.pin(&[oxalis.quiet_peer()]).await;
    smart.pin(&[oxalis.quiet_peer()]).await;
    oxalis.pin(&[lazy.peer(), smart.peer()]).await;
    let mut connected = 0;
    while connected < 2 {
        oxalis
            .expect("connected", |event| matches!(event, Event::Connected(_)).then(|| connected += 1))
            .await;
    }

    // Lazy is not read from here on: its window fills, then ours, then we are not told to write any more.
    let stuck = StreamId(2);
    oxalis.handle.send(Command::OpenStream { peer: lazy.id(), stream: stuck }).await;
    let mut sent = 0;
    while let Ok(Some(event)) = timeout(Duration::from_secs(2), oxalis.events.recv()).await {
        if let Event::Writable { stream } = event {
            oxalis.handle.send(Command::Send { stream, frame: frame(sent) }).await;
            sent += 1;
        }
    }
    assert!(sent > limits::FRAMES, "the queue of events of the other side was filled");

    let stream = StreamId(4);
    oxalis.handle.send(Command::OpenStream { peer: smart.id(), stream }).await;
    let mut here = Pump::new(Some(stream), FRAMES);
    let mut there = Pump::new(None, FRAMES);
    soon("transfer", async { tokio::join!(here.run(&mut oxalis), there.run(&mut smart)) }).await;
    assert_eq!((there.received, there.closed), (FRAMES, Some(Closed::Finished)));
    until_heard(&smart, &mut oxalis).await;
}

#[tokio::test]
async fn no_stream_is_lost_when_many_peers_open_one_at_once() {
    let mut oxalis = Node::start(OXALIS, &[TCP]).await;
    let names: Vec<u8> = (10..30).collect();
    let pins: Vec<Peer> = names.iter().map(|name| Peer { id: id(*name), addresses: Vec::new() }).collect();
    oxalis.pin(&pins).await;
    let mut others = Vec::new();
    for name in &names {
        let mut node = Node::start(*name, &[]).await;
        node.pin(&[oxalis.peer()]).await;
        node.connected(oxalis.id()).await;
        others.push(node);
    }
    for node in &others {
        for stream in [2, 4] {
            node.handle
                .try_send(Command::OpenStream { peer: oxalis.id(), stream: StreamId(stream) })
                .unwrap();
        }
    }
    let mut opened: BTreeMap<PeerId, usize> = BTreeMap::new();
    while opened.values().sum::<usize>() < 2 * names.len() {
        let peer = oxalis.expect("opened", |event| match event {
            Event::StreamOpened { peer, .. } => Some(peer),
            _ => None,
        });
        *opened.entry(peer.await).or_default() += 1;
    }
    assert!(opened.values().all(|count| *count == 2));
}

#[tokio::test]
async fn streams_that_cannot_be_are_refused_with_a_reason() {
    let mut oxalis = Node::start(OXALIS, &[TCP]).await;
    let mut coopaname = Node::start(COOPANAME, &[TCP]).await;
    connect(&mut oxalis, &mut coopaname).await;
    let too_many = 2 * (limits::STREAMS_OUT_PER_PEER as u64 + 1);
    for (peer, stream, expected) in [
        (id(SMART), 100, Closed::Lost),         // nobody there
        (coopaname.id(), 101, Closed::Misused), // an odd number
        (coopaname.id(), too_many, Closed::Refused),
    ] {
        if stream == too_many {
            for stream in (2..too_many).step_by(2) {
                oxalis.handle.send(Command::OpenStream { peer, stream: StreamId(stream) }).await;
            }
        }
        oxalis.handle.send(Command::OpenStream { peer, stream: StreamId(stream) }).await;
        assert_eq!(closed(&mut oxalis, StreamId(stream)).await, expected, "stream {stream}");
    }
    // One more frame than the window takes is a mistake of the caller, and so is a frame above the limit.
    for _ in 0..=STREAM_WINDOW {
        oxalis.handle.send(Command::Send { stream: StreamId(2), frame: Vec::new() }).await;
    }
    assert_eq!(closed(&mut oxalis, StreamId(2)).await, Closed::Misused);
    oxalis.handle.send(Command::Send { stream: StreamId(4), frame: vec![0; FRAME_BYTES + 1] }).await;
    assert_eq!(closed(&mut oxalis, StreamId(4)).await, Closed::TooLarge);
    // An abort here is an abort there.
    oxalis.handle.send(Command::Reset { stream: StreamId(6) }).await;
    assert_eq!(closed(&mut oxalis, StreamId(6)).await, Closed::Reset);
    coopaname.counts("streams_closed_total{reason=\"reset\"}", 3).await;
    // A peer that leaves is lost.
    coopaname.handle.shutdown().await;
    assert!(matches!(closed(&mut oxalis, StreamId(8)).await, Closed::Lost | Closed::Reset));
    oxalis.counts("streams_closed_total{reason=\"refused\"}", 1).await;
}

async fn closed(node: &mut Node, wanted: StreamId) -> Closed {
    node.expect("closed", |event| match event {
        Event::StreamClosed { stream, reason, .. } if stream == wanted => Some(reason),
        _ => None,
    })
    .await
}

/// A peer with our transports and no manners.
async fn hostile(name: u8, victim: &Node) -> Swarm<Behaviour> {
    let mut swarm = super::super::swarm::build(&config(name, &[]), &mut Registry::default()).unwrap();
    swarm.behaviour_mut().gate.pin(victim.id());
    swarm.dial(DialOpts::peer_id(victim.id()).addresses(victim.addresses.clone()).build()).unwrap();
    soon("connected", async {
        while !matches!(swarm.select_next_some().await, SwarmEvent::ConnectionEstablished { .. }) {}
    })
    .await;
    swarm
}

async fn open(swarm: &mut Swarm<Behaviour>, victim: PeerId, stream: u64) -> libp2p::Stream {
    assert!(swarm.behaviour_mut().gate.inside.door.open(victim, StreamId(stream)));
    soon("opened", async {
        loop {
            if let SwarmEvent::Behaviour(BehaviourEvent::Gate(InsideEvent::Door(event))) =
                swarm.select_next_some().await
            {
                match event {
                    door::Event::Opened(_, stream) => return stream,
                    event => panic!("{event:?}"),
                }
            }
        }
    })
    .await
}

#[tokio::test]
async fn hostile_bytes_close_the_stream_and_nothing_else() {
    for transport in transports() {
        let mut oxalis = Node::start(OXALIS, &[transport]).await;
        let mut coopaname = Node::start(COOPANAME, &[]).await;
        oxalis.pin(&[Peer { id: id(SMART), addresses: Vec::new() }, coopaname.quiet_peer()]).await;
        let mut smart = hostile(SMART, &oxalis).await;
        let above = u32::try_from(FRAME_BYTES + 1).unwrap().to_be_bytes();
        for (number, bytes, expected) in [
            (2, above.as_slice(), Closed::TooLarge),
            (4, b"GET / HTTP/1.1\r\n\r\n", Closed::TooLarge),
            (6, &[0, 0, 0, 9, 1, 2, 3], Closed::Reset), // cut in the middle of a frame
            (8, &[], Closed::Reset),                    // not finished: abandoned
        ] {
            let mut stream = open(&mut smart, oxalis.id(), number).await;
            let attack = async {
                stream.write_all(bytes).await.unwrap();
                stream.flush().await.unwrap();
                drop(stream);
                while !matches!(smart.select_next_some().await, SwarmEvent::ConnectionClosed { .. }) {}
            };
            let closed = oxalis.expect("closed", |event| match event {
                Event::StreamClosed { reason, .. } => Some(reason),
                _ => None,
            });
            tokio::pin!(attack, closed);
            let reason = tokio::select! {
                reason = &mut closed => reason,
                () = &mut attack => panic!("the connection should stay"),
            };
            assert_eq!(reason, expected, "{transport}, stream {number}");
        }
        coopaname.pin(&[oxalis.peer()]).await;
        coopaname.connected(oxalis.id()).await;
        until_heard(&coopaname, &mut oxalis).await;
    }
}

#[tokio::test]
async fn a_peer_opens_no_more_streams_than_it_may() {
    let mut oxalis = Node::start(OXALIS, &[TCP]).await;
    oxalis.pin(&[Peer { id: id(SMART), addresses: Vec::new() }]).await;
    let mut smart = hostile(SMART, &oxalis).await;
    let mut kept = Vec::new();
    for number in 0..limits::STREAMS_IN_PER_PEER as u64 {
        kept.push(open(&mut smart, oxalis.id(), 2 * number).await);
        oxalis.expect("opened", |event| matches!(event, Event::StreamOpened { .. }).then_some(())).await;
    }
    let mut excess = open(&mut smart, oxalis.id(), 100).await;
    let mut byte = [0];
    let ended = async {
        tokio::select! {
            read = excess.read(&mut byte) => assert!(matches!(read, Ok(0) | Err(_))),
            () = async { loop { smart.select_next_some().await; } } => {}
        }
    };
    soon("excess reset", ended).await;
    assert_eq!(oxalis.metric("streams_closed_total{reason=\"refused\"}"), 1);
    assert_eq!(oxalis.metric("streams"), limits::STREAMS_IN_PER_PEER as u64);
}
