//! Proves that a guest gets one question and nothing else.

use std::collections::BTreeSet;

use futures::{AsyncReadExt, AsyncWriteExt, StreamExt};
use libp2p::{
    gossipsub,
    swarm::{Swarm, SwarmEvent, dial_opts::DialOpts},
};

use super::{
    super::{
        behaviour::{Behaviour, BehaviourEvent, InsideEvent},
        door,
        limits::Patience,
    },
    *,
};

/// Long enough to try everything, short enough to wait for.
const STAY: Patience = Patience {
    connect: limits::CONNECTION_TIMEOUT,
    join: Duration::from_secs(5),
    await_dial: limits::AWAIT_DIAL,
};

/// A peer that is not pinned, with our protocols and no manners: it calls, and does not ask.
async fn intrude(name: u8, victim: &Node) -> Swarm<Behaviour> {
    let mut swarm = super::super::swarm::build(&config(name, &[]), &mut Registry::default()).unwrap();
    swarm.behaviour_mut().gate.pin(victim.id());
    swarm.dial(DialOpts::peer_id(victim.id()).addresses(victim.addresses.clone()).build()).unwrap();
    soon("connected", async {
        while !matches!(swarm.select_next_some().await, SwarmEvent::ConnectionEstablished { .. }) {}
    })
    .await;
    swarm
}

/// Whether a connection is closed within a moment.
async fn thrown_out(swarm: &mut Swarm<Behaviour>, within: Duration) -> bool {
    let closed =
        async { while !matches!(swarm.select_next_some().await, SwarmEvent::ConnectionClosed { .. }) {} };
    timeout(within, closed).await.is_ok()
}

/// The stream of the join protocol, once open.
async fn join_stream(swarm: &mut Swarm<Behaviour>, victim: PeerId, stream: u64) -> libp2p::Stream {
    assert!(swarm.behaviour_mut().join.open(victim, StreamId(stream)));
    soon("opened", async {
        loop {
            if let SwarmEvent::Behaviour(BehaviourEvent::Join(door::Event::Opened(_, stream))) =
                swarm.select_next_some().await
            {
                return stream;
            }
        }
    })
    .await
}

#[tokio::test]
async fn a_guest_hears_no_gossip_and_opens_no_stream() {
    for transport in transports() {
        let mut oxalis = Node::launch(OXALIS, &[transport], STAY).await;
        let mut coopaname = Node::start(COOPANAME, &[]).await;
        connect(&mut oxalis, &mut coopaname).await;
        until_heard(&oxalis, &mut coopaname).await;
        oxalis.join_door(true).await;
        let mut guest = intrude(SMART, &oxalis).await;
        oxalis.counts("guests", 1).await;
        assert_eq!((oxalis.metric("peers"), oxalis.metric("connections")), (1, 2));

        // It has subscribed, grafts, opens a stream, publishes, pings; meanwhile everybody else talks.
        let stream = StreamId(2);
        assert!(guest.behaviour_mut().gate.inside.door.open(oxalis.id(), stream));
        let topic = gossipsub::IdentTopic::new("bigre-test");
        let mut heard = BTreeSet::new();
        let attack = async {
            loop {
                let _ =
                    guest.behaviour_mut().gate.inside.gossip.publish(topic.clone(), b"intrusion".to_vec());
                match guest.select_next_some().await {
                    SwarmEvent::Behaviour(BehaviourEvent::Gate(event)) => match event {
                        InsideEvent::Gossip(gossipsub::Event::GossipsubNotSupported { .. }) => {
                            heard.insert("no gossip")
                        }
                        InsideEvent::Door(door::Event::Failed(_, Closed::Refused)) => {
                            heard.insert("no stream")
                        }
                        InsideEvent::Ping(ping) if ping.result.is_err() => heard.insert("no ping"),
                        event => panic!("{transport}: {event:?}"),
                    },
                    SwarmEvent::ConnectionClosed { .. } => break,
                    _ => true,
                };
            }
        };
        let talk = async {
            loop {
                until_heard(&oxalis, &mut coopaname).await;
                until_heard(&coopaname, &mut oxalis).await;
            }
        };
        soon("thrown out", async {
            tokio::select! { () = attack => {}, () = talk => {} }
        })
        .await;
        assert_eq!(heard, BTreeSet::from(["no gossip", "no ping", "no stream"]), "{transport}");
        oxalis.falls_to("guests", 0).await;
        assert_eq!(oxalis.metric("guests_expired_total"), 1);
        until_heard(&oxalis, &mut coopaname).await;
        // Whatever is left to read, nothing of it tells of the guest.
        while let Some(event) = oxalis.events.try_recv() {
            match event {
                Event::Gossip { from, bytes, .. } => {
                    assert_eq!(from, coopaname.id());
                    assert_ne!(bytes, b"intrusion");
                }
                event => panic!("{event:?}"),
            }
        }
    }
}

#[tokio::test]
async fn few_guests_come_in_and_none_stays() {
    let oxalis = Node::launch(OXALIS, &[TCP], STAY).await;
    oxalis.join_door(true).await;
    let mut guests = Vec::new();
    for name in 0..u8::try_from(limits::JOIN_GUESTS).unwrap() {
        guests.push(intrude(100 + name, &oxalis).await);
    }
    oxalis.counts("guests", limits::JOIN_GUESTS as u64).await;
    assert!(thrown_out(&mut intrude(SMART, &oxalis).await, PATIENCE).await);
    oxalis.counts("connections_refused_total{reason=\"too_many_guests\"}", 1).await;
    for guest in &mut guests {
        assert!(thrown_out(guest, PATIENCE).await);
    }
    oxalis.falls_to("guests", 0).await;
    assert_eq!(oxalis.metric("guests_expired_total"), limits::JOIN_GUESTS as u64);
    // There is room again.
    let mut oxalis = oxalis;
    let (to, address) = (oxalis.id(), oxalis.addresses[0].clone());
    let answering = async {
        let (_, exchange, _) = oxalis.asked().await;
        oxalis.answer(exchange, b"yes").await;
    };
    let seed = zeroize::Zeroizing::new([SMART; 32]);
    let (answer, ()) = tokio::join!(join::ask(seed, to, address, b"room?".to_vec()), answering);
    assert_eq!(answer.unwrap(), b"yes");
}

#[tokio::test]
async fn hostile_questions_end_the_stay() {
    for transport in transports() {
        let oxalis = Node::start(OXALIS, &[transport]).await;
        oxalis.join_door(true).await;
        let above = u32::try_from(limits::JOIN_REQUEST_BYTES + 1).unwrap().to_be_bytes();
        for (said, outcome) in [
            (above.as_slice(), "too_large"),
            (b"GET / HTTP/1.1\r\n\r\n", "too_large"),
            (&[0, 0, 0, 9, 1], "lost"),          // cut
            (&[0, 0, 0, 1, 1, 1, 1, 1], "lost"), // more than a question
        ] {
            let counted = format!("join_exchanges_total{{outcome=\"{outcome}\"}}");
            let before = oxalis.metric(&counted);
            let mut guest = intrude(SMART, &oxalis).await;
            let mut stream = join_stream(&mut guest, oxalis.id(), 2).await;
            stream.write_all(said).await.unwrap();
            stream.flush().await.unwrap();
            drop(stream);
            assert!(thrown_out(&mut guest, PATIENCE).await, "{transport}: {said:?}");
            oxalis.counts(&counted, before + 1).await;
            oxalis.falls_to("guests", 0).await;
        }
        assert_eq!(oxalis.metric("guests_expired_total"), 0);
    }
}

#[tokio::test]
async fn a_guest_asks_no_second_question() {
    let mut oxalis = Node::start(OXALIS, &[TCP]).await;
    oxalis.join_door(true).await;
    let mut guest = intrude(SMART, &oxalis).await;
    let mut first = join_stream(&mut guest, oxalis.id(), 2).await;
    first.write_all(&[0, 0, 0, 1, 7]).await.unwrap();
    first.flush().await.unwrap();
    let (_, exchange, _) = oxalis.asked().await;
    let mut second = join_stream(&mut guest, oxalis.id(), 4).await;
    let refused = async {
        tokio::select! {
            read = async { second.read(&mut [0]).await } => assert!(matches!(read, Ok(0) | Err(_))),
            () = async { loop { guest.select_next_some().await; } } => {}
        }
    };
    soon("refused", refused).await;
    assert_eq!(oxalis.metric("join_exchanges_total{outcome=\"refused\"}"), 1);
    oxalis.answer(exchange, b"!").await;
    let mut answer = [0; 5];
    soon("answer", first.read_exact(&mut answer)).await.unwrap();
    assert_eq!(answer, [0, 0, 0, 1, b'!']);
    drop((first, second));
    assert!(thrown_out(&mut guest, PATIENCE).await);
}

#[tokio::test]
async fn a_guest_that_is_pinned_meanwhile_is_a_peer_from_its_next_connection_on() {
    let mut oxalis = Node::start(OXALIS, &[TCP]).await;
    oxalis.join_door(true).await;
    let mut guest = intrude(COOPANAME, &oxalis).await;
    oxalis.counts("guests", 1).await;
    tokio::spawn(async move {
        loop {
            guest.select_next_some().await;
        }
    });
    // It is dialled at once although it is still in.
    let mut coopaname = Node::start(COOPANAME, &[TCP]).await;
    coopaname.pin(&[oxalis.quiet_peer()]).await;
    oxalis.pin(&[coopaname.peer()]).await;
    oxalis.connected(coopaname.id()).await;
    coopaname.reached(oxalis.id()).await;
    until_heard(&oxalis, &mut coopaname).await;
    until_heard(&coopaname, &mut oxalis).await;
    assert_eq!((oxalis.metric("guests"), oxalis.metric("connections")), (1, 2));
    assert_eq!(oxalis.metric("dial_failures_total{reason=\"other\"}"), 0);
    // The end of the stay is not the end of the connection.
    oxalis.falls_to("guests", 0).await;
    until_heard(&oxalis, &mut coopaname).await;
    coopaname.handle.shutdown().await;
    oxalis.disconnected(id(COOPANAME)).await;
}

#[tokio::test]
async fn a_blocked_peer_is_no_guest() {
    let oxalis = Node::start(OXALIS, &[TCP]).await;
    oxalis.join_door(true).await;
    let mut guest = intrude(SMART, &oxalis).await;
    oxalis.counts("guests", 1).await;
    oxalis.handle.send(Command::Block(BTreeSet::from([id(SMART)]))).await;
    assert!(thrown_out(&mut guest, limits::JOIN_DEADLINE / 2).await);
    assert!(thrown_out(&mut intrude(SMART, &oxalis).await, limits::JOIN_DEADLINE / 2).await);
    oxalis.counts("connections_refused_total{reason=\"stranger\"}", 1).await;
    assert_eq!(oxalis.metric("guests"), 0);
}

#[tokio::test]
async fn a_node_that_leaves_does_not_wait_for_its_guests() {
    let oxalis = Node::start(OXALIS, &[TCP]).await;
    oxalis.join_door(true).await;
    let mut guest = intrude(SMART, &oxalis).await;
    oxalis.counts("guests", 1).await;
    let leaving = Instant::now();
    let (thrown_out, ()) =
        tokio::join!(thrown_out(&mut guest, limits::JOIN_DEADLINE / 2), oxalis.handle.shutdown());
    assert!(thrown_out && leaving.elapsed() < limits::SHUTDOWN);
}
