//! Knows which libp2p behaviours a node is made of and how each is set up; must not know what the bytes mean.

use libp2p::{connection_limits, gossipsub, ping, swarm::NetworkBehaviour};
use sha2::{Digest, Sha256};

use super::{NetworkError, door, gate::Gate, join, limits};

/// Hashed before everything else in a message id. The same on every node.
const MESSAGE_ID_DOMAIN: &[u8] = b"bigre/gossip/1";

type Filter = gossipsub::MaxCountSubscriptionFilter<gossipsub::WhitelistSubscriptionFilter>;
type Gossip = gossipsub::Behaviour<gossipsub::IdentityTransform, Filter>;

/// The behaviours, those that refuse connections first: a later refusal would leave the earlier ones with a
/// phantom.
#[derive(NetworkBehaviour)]
pub(super) struct Behaviour {
    pub(super) limits: connection_limits::Behaviour,
    pub(super) gate: Gate<Inside>,
    pub(super) join: door::Behaviour,
}

/// What is spoken with pinned peers only.
#[derive(NetworkBehaviour)]
pub(super) struct Inside {
    pub(super) gossip: Gossip,
    pub(super) door: door::Behaviour,
    pub(super) ping: ping::Behaviour,
}

/// The behaviours of one who asks a question and leaves.
#[derive(NetworkBehaviour)]
pub(super) struct Asker {
    pub(super) join: door::Behaviour,
    /// A node that has us pinned closes what does not answer its pings.
    pub(super) ping: ping::Behaviour,
}

impl Asker {
    /// Nothing is asked yet.
    pub(super) fn new() -> Self {
        Self { join: door::Behaviour::new(join::PROTOCOL), ping: ping::Behaviour::new(ping()) }
    }
}

impl Behaviour {
    /// All behaviours, speaking gossip about `topic` if `gossip`.
    pub(super) fn new(topic: &gossipsub::IdentTopic, gossip: bool) -> Result<Self, NetworkError> {
        Ok(Self {
            limits: connection_limits::Behaviour::new(connection_limits()),
            gate: Gate::new(Inside {
                gossip: self::gossip(topic, gossip)?,
                door: door::Behaviour::new(door::PULL),
                ping: ping::Behaviour::new(ping()),
            }),
            join: door::Behaviour::new(join::PROTOCOL),
        })
    }
}

fn ping() -> ping::Config {
    ping::Config::new().with_interval(limits::PING_INTERVAL).with_timeout(limits::PING_TIMEOUT)
}

fn connection_limits() -> connection_limits::ConnectionLimits {
    connection_limits::ConnectionLimits::default()
        .with_max_pending_incoming(Some(limits::CONNECTIONS_PENDING_IN))
        .with_max_pending_outgoing(Some(limits::CONNECTIONS_PENDING_OUT))
        .with_max_established_incoming(Some(limits::CONNECTIONS_IN))
        .with_max_established_outgoing(Some(limits::CONNECTIONS_OUT))
        .with_max_established_per_peer(Some(limits::CONNECTIONS_PER_PEER))
}

/// Names a message by its topic and content. Without it, the id of every anonymous message would be the same.
fn message_id(message: &gossipsub::Message) -> gossipsub::MessageId {
    let topic = message.topic.as_str();
    let mut hash = Sha256::new();
    hash.update(MESSAGE_ID_DOMAIN);
    hash.update(u32::try_from(topic.len()).unwrap_or(u32::MAX).to_be_bytes());
    hash.update(topic);
    hash.update(&message.data);
    gossipsub::MessageId::new(&hash.finalize()[..limits::GOSSIP_ID_BYTES])
}

fn gossip(topic: &gossipsub::IdentTopic, subscribe: bool) -> Result<Gossip, NetworkError> {
    let broken = |error: &dyn std::fmt::Display| NetworkError::Gossip(error.to_string());
    let config = gossip_config().map_err(|error| broken(&error))?;
    let filter = gossipsub::MaxCountSubscriptionFilter {
        filter: gossipsub::WhitelistSubscriptionFilter([topic.hash()].into()),
        max_subscribed_topics: 4,
        max_subscriptions_per_request: 8,
    };
    let author = gossipsub::MessageAuthenticity::Anonymous;
    let mut gossip =
        Gossip::new_with_subscription_filter(author, config, filter).map_err(|error| broken(&error))?;
    gossip.with_peer_score(scoring(topic), thresholds()).map_err(|error| broken(&error))?;
    if subscribe {
        gossip.subscribe(topic).map_err(|error| broken(&error))?;
    }
    Ok(gossip)
}

/// Protocol names stay the default ones: a prefix of our own would silently speak an older version.
fn gossip_config() -> Result<gossipsub::Config, gossipsub::ConfigBuilderError> {
    gossipsub::ConfigBuilder::default()
        // The messages carry their own signature, and neither their author nor their order is gossip's
        // business.
        .validation_mode(gossipsub::ValidationMode::Anonymous)
        .validate_messages()
        .message_id_fn(message_id)
        .max_transmit_size(limits::GOSSIP_TRANSMIT_BYTES)
        .max_control_message_size(limits::GOSSIP_CONTROL_BYTES)
        .max_control_messages_sent(limits::GOSSIP_CONTROL_IDS)
        .max_publish_messages(limits::GOSSIP_MESSAGES_PER_FRAME)
        .mesh_n(limits::MESH_WANTED)
        .mesh_n_low(limits::MESH_LOW)
        .mesh_n_high(limits::MESH_HIGH)
        .mesh_outbound_min(limits::MESH_OUTBOUND)
        .gossip_lazy(limits::MESH_WANTED)
        .history_length(limits::GOSSIP_HISTORY)
        .history_gossip(limits::GOSSIP_HISTORY_ANNOUNCED)
        .heartbeat_interval(limits::GOSSIP_HEARTBEAT)
        .heartbeat_initial_delay(limits::GOSSIP_HEARTBEAT)
        .duplicate_cache_time(limits::GOSSIP_DUPLICATE_CACHE)
        .connection_handler_queue_len(limits::GOSSIP_QUEUE_MESSAGES)
        .publish_queue_duration(limits::GOSSIP_PUBLISH_AGE)
        .forward_queue_duration(limits::GOSSIP_FORWARD_AGE)
        .prune_backoff(limits::GOSSIP_PRUNE_BACKOFF)
        .unsubscribe_backoff(limits::GOSSIP_UNSUBSCRIBE_BACKOFF)
        .idontwant_message_size_threshold(limits::GOSSIP_IDONTWANT_BYTES)
        .flood_publish(true)
        .build()
}

/// Only invalid messages and broken rules cost points: a quiet peer, and many peers behind one address, are
/// normal here.
fn scoring(topic: &gossipsub::IdentTopic) -> gossipsub::PeerScoreParams {
    let ten_minutes = gossipsub::score_parameter_decay(std::time::Duration::from_secs(600));
    let hour = gossipsub::score_parameter_decay(std::time::Duration::from_secs(3600));
    let topic_score = gossipsub::TopicScoreParams {
        topic_weight: 1.0,
        time_in_mesh_weight: 0.01,
        time_in_mesh_quantum: std::time::Duration::from_secs(1),
        time_in_mesh_cap: 300.0,
        first_message_deliveries_weight: 0.5,
        first_message_deliveries_decay: ten_minutes,
        first_message_deliveries_cap: 40.0,
        mesh_message_deliveries_weight: 0.0,
        mesh_failure_penalty_weight: 0.0,
        invalid_message_deliveries_weight: -20.0,
        invalid_message_deliveries_decay: hour,
        ..Default::default()
    };
    gossipsub::PeerScoreParams {
        topics: [(topic.hash(), topic_score)].into(),
        topic_score_cap: 50.0,
        app_specific_weight: 1.0,
        ip_colocation_factor_weight: 0.0,
        behaviour_penalty_weight: -5.0,
        behaviour_penalty_threshold: 6.0,
        behaviour_penalty_decay: ten_minutes,
        decay_interval: std::time::Duration::from_secs(1),
        decay_to_zero: 0.01,
        retain_score: std::time::Duration::from_secs(6 * 3600),
        slow_peer_weight: -0.2,
        slow_peer_threshold: 20.0,
        slow_peer_decay: 0.9,
        ..Default::default()
    }
}

fn thresholds() -> gossipsub::PeerScoreThresholds {
    gossipsub::PeerScoreThresholds {
        gossip_threshold: -100.0,
        publish_threshold: -200.0,
        graylist_threshold: -400.0,
        accept_px_threshold: 10.0,
        opportunistic_graft_threshold: 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(topic: &str, data: &[u8]) -> gossipsub::MessageId {
        let topic = gossipsub::IdentTopic::new(topic).hash();
        message_id(&gossipsub::Message { source: None, data: data.to_vec(), sequence_number: None, topic })
    }

    #[test]
    fn messages_have_ids_of_their_own() {
        assert_eq!(id("bigre", b"offer").0.len(), limits::GOSSIP_ID_BYTES);
        assert_eq!(id("bigre", b"offer"), id("bigre", b"offer"));
        assert_ne!(id("bigre", b"offer"), id("bigre", b"need"));
        assert_ne!(id("bigre", b"offer"), id("bigr", b"eoffer"));
    }

    #[test]
    fn a_verdict_is_waited_for() {
        let config = gossip_config().unwrap();
        assert!(matches!(config.validation_mode(), gossipsub::ValidationMode::Anonymous));
        assert!(config.validate_messages());
    }
}
