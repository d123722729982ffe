//! Proves that the list of peers can change at run time, and that a peer asked to call does so.

use std::collections::BTreeSet;

use super::*;

#[tokio::test]
async fn a_peer_that_dials_us_is_told_from_one_that_we_dial() {
    for transport in transports() {
        let mut oxalis = Node::start(OXALIS, &[transport]).await;
        let mut coopaname = Node::start(COOPANAME, &[transport]).await;
        connect(&mut oxalis, &mut coopaname).await;
        assert_eq!(oxalis.reached(coopaname.id()).await, oxalis.addresses[0]);
        until_heard(&oxalis, &mut coopaname).await;
        while let Some(event) = coopaname.events.try_recv() {
            assert!(!matches!(event, Event::Reached { .. }), "{event:?}");
        }
    }
}

#[tokio::test]
async fn a_peer_awaited_calls_back_if_it_can() {
    for transport in transports() {
        let mut oxalis = Node::start(OXALIS, &[transport]).await;
        let mut coopaname = Node::start(COOPANAME, &[transport]).await;
        // Both know where the other is; oxalis dials first.
        oxalis.pin(&[coopaname.peer()]).await;
        coopaname.pin(&[oxalis.quiet_peer()]).await;
        oxalis.connected(coopaname.id()).await;
        coopaname.reached(oxalis.id()).await;
        coopaname.pin(&[oxalis.peer()]).await;
        let asked = Instant::now();
        oxalis.handle.send(Command::AwaitDial { peer: coopaname.id() }).await;
        oxalis.disconnected(coopaname.id()).await;
        assert_eq!(oxalis.reached(coopaname.id()).await, oxalis.addresses[0]);
        assert!(asked.elapsed() < limits::AWAIT_DIAL);
        until_heard(&oxalis, &mut coopaname).await;
        until_heard(&coopaname, &mut oxalis).await;
        assert_eq!(oxalis.metric("awaited_dials_total"), 1);
    }
}

#[tokio::test]
async fn a_peer_that_cannot_call_is_dialled_again_after_the_wait() {
    let patience = limits::Patience { await_dial: Duration::from_secs(2), ..limits::Patience::default() };
    let mut oxalis = Node::launch(OXALIS, &[], patience).await;
    let mut coopaname = Node::start(COOPANAME, &[TCP]).await;
    connect(&mut coopaname, &mut oxalis).await;
    let asked = Instant::now();
    oxalis.handle.send(Command::AwaitDial { peer: coopaname.id() }).await;
    // Nobody of that name is there to be awaited.
    oxalis.handle.send(Command::AwaitDial { peer: id(SMART) }).await;
    oxalis.disconnected(coopaname.id()).await;
    oxalis
        .expect("connected", |event| match event {
            Event::Connected(_) => Some(()),
            event => panic!("{event:?}"),
        })
        .await;
    assert!(asked.elapsed() >= patience.await_dial);
    assert_eq!(oxalis.metric("awaited_dials_total"), 1);
    until_heard(&oxalis, &mut coopaname).await;
}

/// Opens a stream to a peer and waits until it is open.
async fn stream(node: &mut Node, peer: PeerId, stream: u64) -> StreamId {
    let wanted = StreamId(stream);
    node.handle.send(Command::OpenStream { peer, stream: wanted }).await;
    node.expect("open", |event| match event {
        Event::Writable { stream } if stream == wanted => Some(stream),
        _ => None,
    })
    .await
}

#[tokio::test]
async fn peers_come_and_go_at_run_time() {
    let mut oxalis = Node::start(OXALIS, &[TCP]).await;
    let mut coopaname = Node::start(COOPANAME, &[TCP]).await;
    let mut smart = Node::start(SMART, &[TCP]).await;
    connect(&mut oxalis, &mut coopaname).await;
    until_heard(&oxalis, &mut coopaname).await;
    let kept = stream(&mut oxalis, coopaname.id(), 2).await;

    // One more peer, which is dialled at once, whatever it does itself.
    smart.pin(&[oxalis.quiet_peer()]).await;
    let both = [coopaname.quiet_peer(), smart.peer()];
    oxalis.pin(&both).await;
    oxalis.connected(smart.id()).await;
    smart.reached(oxalis.id()).await;
    until_heard(&oxalis, &mut smart).await;
    let lost = stream(&mut oxalis, smart.id(), 4).await;

    // The same list again changes nothing.
    for _ in 0..3 {
        oxalis.pin(&both).await;
    }
    until_heard(&oxalis, &mut smart).await;
    until_heard(&oxalis, &mut coopaname).await;
    assert_eq!((oxalis.metric("connections"), oxalis.metric("streams")), (2, 2));

    // One peer less: its connection and its streams end, the others notice nothing.
    oxalis.pin(&[coopaname.quiet_peer()]).await;
    let mut ends = BTreeSet::new();
    oxalis
        .expect("both ends", |event| {
            match event {
                Event::StreamClosed { stream, .. } => assert!(ends.insert(("stream", stream))),
                Event::Disconnected(peer) => {
                    assert_eq!(peer, id(SMART));
                    ends.insert(("connection", lost));
                }
                Event::Connected(_) | Event::DialFailed { .. } => panic!("{event:?}"),
                _ => {}
            }
            (ends.len() == 2).then_some(())
        })
        .await;
    assert!(ends.contains(&("stream", lost)));
    smart.disconnected(oxalis.id()).await;
    smart.publish(b"to nobody").await;
    smart.counts("gossip_total{outcome=\"publish_without_peers\"}", 1).await;
    until_heard(&coopaname, &mut oxalis).await;
    oxalis.handle.send(Command::Send { stream: kept, frame: b"still here".to_vec() }).await;
    let frame = coopaname.expect("frame", |event| match event {
        Event::Frame { bytes, .. } => Some(bytes),
        _ => None,
    });
    assert_eq!(frame.await, b"still here");
    assert_eq!((oxalis.metric("connections"), oxalis.metric("peers")), (1, 1));

    // Pinned again, it is back.
    oxalis.pin(&both).await;
    oxalis.connected(smart.id()).await;
    until_heard(&smart, &mut oxalis).await;
}

#[tokio::test]
async fn a_peer_that_moves_is_found_without_losing_its_connection() {
    let mut oxalis = Node::start(OXALIS, &[]).await;
    let mut coopaname = Node::start(COOPANAME, &[TCP]).await;
    connect(&mut coopaname, &mut oxalis).await;
    until_heard(&oxalis, &mut coopaname).await;
    // The machine that it moves to is up already.
    let moved = Node::start(COOPANAME, &[TCP]).await;
    moved.pin(&[oxalis.quiet_peer()]).await;
    oxalis.pin(&[moved.peer()]).await;
    until_heard(&oxalis, &mut coopaname).await;
    assert_eq!(oxalis.metric("connections"), 1);
    coopaname.handle.shutdown().await;
    oxalis.disconnected(id(COOPANAME)).await;
    oxalis.connected(id(COOPANAME)).await;
    let mut moved = moved;
    assert_eq!(moved.reached(oxalis.id()).await, moved.addresses[0]);
    until_heard(&oxalis, &mut moved).await;
}
