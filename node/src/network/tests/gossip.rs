//! Proves what gossip promises, and what it does not.

use super::*;

#[tokio::test]
async fn two_nodes_exchange_gossip_over_each_transport() {
    for transport in transports() {
        let mut oxalis = Node::start(OXALIS, &[transport]).await;
        let mut coopaname = Node::start(COOPANAME, &[transport]).await;
        connect(&mut oxalis, &mut coopaname).await;
        until_heard(&oxalis, &mut coopaname).await;
        until_heard(&coopaname, &mut oxalis).await;
        assert!(oxalis.metric("gossip_total{outcome=\"published\"}") > 0);
    }
}

#[tokio::test]
async fn a_message_is_relayed_only_once_accepted() {
    let mut oxalis = Node::start(OXALIS, &[TCP]).await;
    let mut coopaname = Node::start(COOPANAME, &[TCP]).await;
    let mut smart = Node::start(SMART, &[TCP]).await;
    // A line: oxalis - coopaname - smart.
    coopaname.pin(&[oxalis.peer(), smart.peer()]).await;
    oxalis.pin(&[coopaname.quiet_peer()]).await;
    smart.pin(&[coopaname.quiet_peer()]).await;
    oxalis.connected(coopaname.id()).await;
    smart.connected(coopaname.id()).await;
    until_heard(&oxalis, &mut coopaname).await;
    until_heard(&coopaname, &mut smart).await;

    for (verdict, relayed) in [(Verdict::Accept, true), (Verdict::Ignore, false), (Verdict::Reject, false)] {
        let message = format!("judged {verdict:?}").into_bytes();
        oxalis.publish(&message).await;
        let ticket = coopaname.hears(&message).await;
        // What coopaname says now arrives before what it holds back.
        let before = format!("before {verdict:?}").into_bytes();
        coopaname.publish(&before).await;
        assert_eq!(smart.gossip().await.1, before);
        coopaname.handle.send(Command::Verdict { ticket, verdict }).await;
        if relayed {
            smart.hears(&message).await;
        }
        let after = format!("after {verdict:?}").into_bytes();
        coopaname.publish(&after).await;
        assert_eq!(smart.gossip().await.1, after);
    }
}

#[tokio::test]
async fn bursts_of_the_biggest_messages_do_not_silence_a_peer() {
    let mut oxalis = Node::start(OXALIS, &[TCP]).await;
    let mut coopaname = Node::start(COOPANAME, &[TCP]).await;
    connect(&mut oxalis, &mut coopaname).await;
    until_heard(&oxalis, &mut coopaname).await;
    for burst in 0..4u8 {
        for number in 0..50 {
            let mut message = vec![burst; GOSSIP_MESSAGE_BYTES];
            message[0] = number;
            oxalis.publish(&message).await;
        }
        let mut heard = std::collections::BTreeSet::new();
        while heard.len() < 50 {
            let (ticket, bytes) = coopaname.gossip().await;
            coopaname.handle.send(Command::Verdict { ticket, verdict: Verdict::Accept }).await;
            heard.insert(bytes[0]);
        }
    }
    // One byte more is refused here, since the other side would be silenced by it.
    oxalis.publish(&vec![9; GOSSIP_MESSAGE_BYTES + 1]).await;
    until_heard(&oxalis, &mut coopaname).await;
    assert_eq!(oxalis.metric("gossip_total{outcome=\"publish_too_large\"}"), 1);
}

#[tokio::test]
async fn without_gossip_nothing_is_published_or_heard() {
    let mut oxalis = Node::start_with(NetworkConfig { gossip: false, ..config(OXALIS, &[TCP]) }).await;
    let mut coopaname = Node::start(COOPANAME, &[TCP]).await;
    connect(&mut oxalis, &mut coopaname).await;
    oxalis.publish(b"silence").await;
    coopaname.publish(b"is anybody there").await;
    coopaname.counts("gossip_total{outcome=\"publish_without_peers\"}", 1).await;
    assert_eq!(oxalis.metric("gossip_total{outcome=\"published\"}"), 0);
}

#[tokio::test]
async fn a_caller_that_does_not_read_loses_gossip_and_nothing_else() {
    let mut oxalis = Node::start(OXALIS, &[TCP]).await;
    let mut coopaname = Node::start(COOPANAME, &[TCP]).await;
    connect(&mut oxalis, &mut coopaname).await;
    until_heard(&coopaname, &mut oxalis).await;
    soon("queue full", async {
        for number in 0u64.. {
            coopaname.publish(&number.to_be_bytes()).await;
            if oxalis.metric("gossip_total{outcome=\"ignored_full\"}") > 0 {
                return;
            }
        }
    })
    .await;
    // What was not read is still there, the network still works, and a peer leaving is told in the end.
    coopaname.handle.shutdown().await;
    oxalis.disconnected(id(COOPANAME)).await;
    assert!(oxalis.metric("gossip_total{outcome=\"received\"}") > limits::NOTICES as u64);
}
