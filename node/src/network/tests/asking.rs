//! Proves that who asks at the join door gets the answer, or learns which step failed.

use futures::StreamExt;
use libp2p::swarm::SwarmEvent;
use tokio::{io::AsyncWriteExt, net::TcpListener};

use super::{
    super::{behaviour::BehaviourEvent, door, join::AskError, limits::Patience},
    *,
};

async fn ask(name: u8, to: PeerId, address: &Multiaddr, request: &[u8]) -> Result<Vec<u8>, AskError> {
    let seed = zeroize::Zeroizing::new([name; 32]);
    soon("asked", join::ask(seed, to, address.clone(), request.to_vec())).await
}

/// Asks, and answers what is asked.
async fn exchange(name: u8, node: &mut Node, request: &[u8], answer: &[u8]) -> Result<Vec<u8>, AskError> {
    let (to, address) = (node.id(), node.addresses[0].clone());
    let answering = async {
        let (peer, exchange, asked) = node.asked().await;
        assert_eq!((peer, asked.as_slice()), (id(name), request));
        node.answer(exchange, answer).await;
    };
    tokio::join!(ask(name, to, &address, request), answering).0
}

#[tokio::test]
async fn a_newcomer_asks_once_over_each_transport() {
    for transport in transports() {
        let mut oxalis = Node::start(OXALIS, &[transport]).await;
        oxalis.join_door(true).await;
        let biggest = (vec![1; limits::JOIN_REQUEST_BYTES], vec![2; limits::JOIN_ANSWER_BYTES]);
        for (request, answer) in [(b"let me in".to_vec(), b"welcome".to_vec()), biggest, (vec![], vec![])] {
            let heard = exchange(COOPANAME, &mut oxalis, &request, &answer).await;
            assert_eq!(heard.as_ref(), Ok(&answer), "{transport}");
        }
        oxalis.counts("join_exchanges_total{outcome=\"answered\"}", 3).await;
        oxalis.falls_to("guests", 0).await;
        oxalis.falls_to("connections", 0).await;
        assert_eq!((oxalis.metric("peers"), oxalis.metric("guests_expired_total")), (0, 0));
        // Nothing else was told.
        assert!(oxalis.events.try_recv().is_none());
    }
}

#[tokio::test]
async fn a_closed_door_is_told_from_a_node_that_keeps_silent() {
    for transport in transports() {
        let patience = Patience { join: Duration::from_secs(2), ..Patience::default() };
        let mut oxalis = Node::launch(OXALIS, &[transport], patience).await;
        let (to, address) = (oxalis.id(), oxalis.addresses[0].clone());
        assert_eq!(ask(COOPANAME, to, &address, b"?").await, Err(AskError::Door), "{transport}");
        oxalis.counts("connections_refused_total{reason=\"stranger\"}", 1).await;

        oxalis.join_door(true).await;
        let (asked, answer) = tokio::join!(oxalis.asked(), ask(COOPANAME, to, &address, b"?"));
        assert_eq!(answer, Err(AskError::Answer), "{transport}");
        oxalis.counts("join_exchanges_total{outcome=\"late\"}", 1).await;
        // Too late; and nobody ever asked the other.
        oxalis.answer(asked.1, b"hello?").await;
        oxalis.answer(ExchangeId(77), b"hello?").await;

        oxalis.join_door(false).await;
        assert_eq!(ask(COOPANAME, to, &address, b"?").await, Err(AskError::Door), "{transport}");
    }
}

#[tokio::test]
async fn a_door_that_closes_lets_the_answer_out() {
    let mut oxalis = Node::start(OXALIS, &[TCP]).await;
    oxalis.join_door(true).await;
    let (to, address) = (oxalis.id(), oxalis.addresses[0].clone());
    let answering = async {
        let (_, exchange, _) = oxalis.asked().await;
        oxalis.join_door(false).await;
        oxalis.answer(exchange, b"you are the last").await;
    };
    let (answer, ()) = tokio::join!(ask(COOPANAME, to, &address, b"?"), answering);
    assert_eq!(answer.unwrap(), b"you are the last");
}

#[tokio::test]
async fn a_peer_asks_one_question_at_a_time() {
    let mut oxalis = Node::start(OXALIS, &[TCP]).await;
    oxalis.join_door(true).await;
    let (to, address) = (oxalis.id(), oxalis.addresses[0].clone());
    let first = ask(COOPANAME, to, &address, b"first");
    let rest = async {
        let (_, exchange, _) = oxalis.asked().await;
        assert_eq!(ask(COOPANAME, to, &address, b"second").await, Err(AskError::Answer));
        // Another newcomer need not wait.
        assert_eq!(exchange_with(SMART, &mut oxalis).await.unwrap(), b"third");
        oxalis.answer(exchange, b"at last").await;
    };
    let (answer, ()) = tokio::join!(first, rest);
    assert_eq!(answer.unwrap(), b"at last");
    assert_eq!(oxalis.metric("join_exchanges_total{outcome=\"refused\"}"), 1);
}

async fn exchange_with(name: u8, node: &mut Node) -> Result<Vec<u8>, AskError> {
    exchange(name, node, b"?", b"third").await
}

#[tokio::test]
async fn a_pinned_peer_asks_whatever_the_door_and_stays_connected() {
    for transport in transports() {
        let mut oxalis = Node::start(OXALIS, &[transport]).await;
        oxalis.pin(&[Peer { id: id(COOPANAME), addresses: Vec::new() }]).await;
        let answer = exchange(COOPANAME, &mut oxalis, b"am I sealed?", b"you are").await;
        assert_eq!(answer.unwrap(), b"you are", "{transport}");
        oxalis.disconnected(id(COOPANAME)).await;
        // Its node runs, and somebody asks with the same key.
        let mut coopaname = Node::start(COOPANAME, &[]).await;
        connect(&mut oxalis, &mut coopaname).await;
        until_heard(&oxalis, &mut coopaname).await;
        let answer = exchange(COOPANAME, &mut oxalis, b"and now?", b"still").await;
        assert_eq!(answer.unwrap(), b"still", "{transport}");
        oxalis.falls_to("connections", 1).await;
        until_heard(&oxalis, &mut coopaname).await;
        until_heard(&coopaname, &mut oxalis).await;
        assert_eq!(oxalis.metric("guests"), 0);
    }
}

#[tokio::test]
async fn too_large_a_question_is_not_asked_and_too_large_an_answer_not_sent() {
    let mut oxalis = Node::start(OXALIS, &[TCP]).await;
    oxalis.join_door(true).await;
    let (to, address) = (oxalis.id(), oxalis.addresses[0].clone());
    let large = vec![0; limits::JOIN_REQUEST_BYTES + 1];
    assert_eq!(ask(COOPANAME, to, &address, &large).await, Err(AskError::Request));
    let large = vec![0; limits::JOIN_ANSWER_BYTES + 1];
    assert_eq!(exchange(COOPANAME, &mut oxalis, b"?", &large).await, Err(AskError::Answer));
    oxalis.counts("join_exchanges_total{outcome=\"answer_too_large\"}", 1).await;
    oxalis.falls_to("guests", 0).await;
}

#[tokio::test]
async fn asking_tells_the_step_that_failed() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let other = Node::start(SMART, &[TCP]).await;
    let step = |address: String| async move {
        let address: Multiaddr = address.parse().unwrap();
        let patience = Patience { connect: Duration::from_secs(2), ..Patience::default() };
        let error = soon("failed", join::ask_within(patience, &[COOPANAME; 32], id(OXALIS), &address, b"?"));
        error.await.unwrap_err()
    };
    for nowhere in ["/dns4/nowhere.invalid/tcp/4001", "/ip4/127.0.0.1/sctp/4001", "/ip4/127.0.0.1"] {
        let error = step(nowhere.into()).await;
        assert!(matches!(error, AskError::Address(DialReason::Other(_))), "{nowhere}: {error:?}");
    }
    let refused = step(format!("/ip4/127.0.0.1/tcp/{free}")).await;
    assert_eq!(refused, AskError::Port(DialReason::Refused));
    #[cfg(feature = "quic")]
    {
        let silent = step(format!("/ip4/127.0.0.1/udp/{free}/quic-v1")).await;
        assert_eq!(silent, AskError::Port(DialReason::Timeout));
    }

    let program = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = format!("/ip4/127.0.0.1/tcp/{}", program.local_addr().unwrap().port());
    // The system takes the call, and nobody speaks.
    assert_eq!(step(at.clone()).await, AskError::Port(DialReason::Timeout));
    let answering = async {
        loop {
            let (mut call, _) = program.accept().await.unwrap();
            // The caller may hang up before the last byte.
            let _ = call.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        }
    };
    let error = tokio::select! { error = step(at) => error, () = answering => unreachable!() };
    assert!(matches!(error, AskError::NotNode(_)), "{error:?}");

    let found = step(other.addresses[0].to_string()).await;
    assert_eq!(found, AskError::Key { found: id(SMART) });
    // An address may name its node.
    let named = format!("{}/p2p/{}", other.addresses[0], id(SMART));
    assert_eq!(step(named).await, AskError::Key { found: id(SMART) });
}

#[tokio::test]
async fn another_key_is_told_over_each_transport() {
    for transport in transports() {
        let other = Node::start(SMART, &[transport]).await;
        let error = ask(COOPANAME, id(OXALIS), &other.addresses[0], b"?").await;
        assert_eq!(error, Err(AskError::Key { found: id(SMART) }), "{transport}");
    }
}

#[tokio::test]
async fn a_lying_node_does_not_fill_the_memory() {
    let above = u32::try_from(limits::JOIN_ANSWER_BYTES + 1).unwrap().to_be_bytes();
    for (said, expected) in [
        (above.as_slice(), AskError::TooLarge),
        (&[0, 0, 0, 9, 1], AskError::Answer),
        (&[], AskError::Answer),
    ] {
        let mut oxalis = super::super::swarm::build(&config(OXALIS, &[]), &mut Registry::default()).unwrap();
        oxalis.behaviour_mut().gate.join_door(true);
        oxalis.listen_on(TCP.parse().unwrap()).unwrap();
        let address = loop {
            if let SwarmEvent::NewListenAddr { address, .. } = oxalis.select_next_some().await {
                break address;
            }
        };
        let lying = async {
            loop {
                let event = oxalis.select_next_some().await;
                if let SwarmEvent::Behaviour(BehaviourEvent::Join(door::Event::Inbound(_, _, mut stream))) =
                    event
                {
                    futures::AsyncWriteExt::write_all(&mut stream, said).await.unwrap();
                    futures::AsyncWriteExt::close(&mut stream).await.unwrap();
                }
            }
        };
        let answer = tokio::select! {
            answer = ask(COOPANAME, id(OXALIS), &address, b"?") => answer,
            () = lying => unreachable!(),
        };
        assert_eq!(answer, Err(expected));
    }
}
