//! Knows how a message is spread, judged and handed over; must not know what it says.

use libp2p::gossipsub;

use super::{
    super::{Event, Ticket, Verdict, limits},
    Task,
};

impl Task {
    /// Spreads a message.
    pub(super) fn publish(&mut self, bytes: Vec<u8>) {
        let Some(topic) = &self.topic else { return };
        if bytes.len() > limits::GOSSIP_MESSAGE_BYTES {
            tracing::error!(bytes = bytes.len(), "message too large for gossip");
            return self.metrics.gossip("publish_too_large");
        }
        self.metrics.gossip(
            match self.swarm.behaviour_mut().gate.inside.gossip.publish(topic.hash(), bytes) {
                Ok(_) => "published",
                Err(gossipsub::PublishError::NoPeersSubscribedToTopic) => "publish_without_peers",
                Err(gossipsub::PublishError::Duplicate) => "publish_again",
                Err(error) => {
                    tracing::debug!(%error, "publish failed");
                    "publish_failed"
                }
            },
        );
    }

    /// Decides about a message received.
    pub(super) fn verdict(&mut self, ticket: &Ticket, verdict: Verdict) {
        let (acceptance, outcome) = match verdict {
            Verdict::Accept => (gossipsub::MessageAcceptance::Accept, "accepted"),
            Verdict::Ignore => (gossipsub::MessageAcceptance::Ignore, "ignored"),
            Verdict::Reject => (gossipsub::MessageAcceptance::Reject, "rejected"),
        };
        let gossip = &mut self.swarm.behaviour_mut().gate.inside.gossip;
        let known = gossip.report_message_validation_result(&ticket.message, &ticket.from, acceptance);
        self.metrics.gossip(if known { outcome } else { "verdict_too_late" });
    }

    /// Gossip has something to tell.
    pub(super) fn gossip_event(&mut self, event: gossipsub::Event) {
        match event {
            gossipsub::Event::Message { propagation_source: from, message_id, message } => {
                self.metrics.gossip("received");
                let ticket = Ticket { message: message_id, from };
                let bytes = message.data;
                if bytes.len() > limits::GOSSIP_MESSAGE_BYTES {
                    return self.verdict(&ticket, Verdict::Reject);
                }
                if !self.outbox.offer(Event::Gossip { from, ticket: ticket.clone(), bytes }) {
                    self.metrics.gossip("ignored_full");
                    self.verdict(&ticket, Verdict::Ignore);
                }
            }
            gossipsub::Event::SlowPeer { peer_id, failed_messages } => {
                self.metrics.gossip("slow_peer");
                tracing::debug!(peer = %peer_id, ?failed_messages, "slow peer");
            }
            _ => {}
        }
    }
}
