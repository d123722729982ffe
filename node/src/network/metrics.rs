//! Knows what the network counts and under which names; must not know why.

use prometheus_client::{
    metrics::{counter::Counter, family::Family, gauge::Gauge},
    registry::Registry,
};

use super::Closed;

/// One label with a fixed set of values.
type Label = [(&'static str, &'static str); 1];

/// Every counter and gauge of the network. Clones count together.
#[derive(Clone, Debug, Default)]
pub(super) struct Metrics {
    pub(super) connections: Gauge,
    pub(super) peers: Gauge,
    pub(super) streams: Gauge,
    pub(super) frames_in: Counter,
    pub(super) frames_out: Counter,
    pub(super) bytes_in: Counter,
    pub(super) bytes_out: Counter,
    pub(super) bounces: Counter,
    pub(super) ping_failures: Counter,
    pub(super) notices_dropped: Counter,
    pub(super) guests: Gauge,
    pub(super) guests_expired: Counter,
    pub(super) awaited_dials: Counter,
    refused: Family<Label, Counter>,
    gossip: Family<Label, Counter>,
    dial_failures: Family<Label, Counter>,
    streams_closed: Family<Label, Counter>,
    join: Family<Label, Counter>,
}

impl Metrics {
    /// Makes the metrics and names them in `registry`.
    pub(super) fn register(registry: &mut Registry) -> Self {
        let all = Self::default();
        registry.register("connections", "Connections established", all.connections.clone());
        registry.register("peers", "Peers with at least one connection", all.peers.clone());
        registry.register("streams", "Streams open or being opened", all.streams.clone());
        registry.register("frames_received", "Frames received on streams", all.frames_in.clone());
        registry.register("frames_sent", "Frames sent on streams", all.frames_out.clone());
        registry.register("stream_bytes_received", "Bytes of frames received", all.bytes_in.clone());
        registry.register("stream_bytes_sent", "Bytes of frames sent", all.bytes_out.clone());
        registry.register("bounces", "Peers disconnected in order to be dialled again", all.bounces.clone());
        registry.register("ping_failures", "Pings without an answer", all.ping_failures.clone());
        registry.register(
            "notices_dropped",
            "Failed dials and calls not told: queue full",
            all.notices_dropped.clone(),
        );
        registry.register("connections_refused", "Connections refused, by reason", all.refused.clone());
        registry.register("gossip", "Gossip messages, by what became of them", all.gossip.clone());
        registry.register(
            "dial_failures",
            "Addresses that did not answer, by reason",
            all.dial_failures.clone(),
        );
        registry.register("streams_closed", "Streams closed, by reason", all.streams_closed.clone());
        registry.register("guests", "Connections of peers that are not pinned", all.guests.clone());
        registry.register(
            "guests_expired",
            "Connections of peers that are not pinned, closed for their age",
            all.guests_expired.clone(),
        );
        registry.register(
            "awaited_dials",
            "Peers disconnected so that they call us",
            all.awaited_dials.clone(),
        );
        registry.register("join_exchanges", "Questions at the join door, by outcome", all.join.clone());
        all
    }

    /// Counts the end of an exchange at the join door.
    pub(super) fn join(&self, outcome: &'static str) {
        self.join.get_or_create(&[("outcome", outcome)]).inc();
    }

    /// Counts a connection refused.
    pub(super) fn refused(&self, reason: &'static str) {
        self.refused.get_or_create(&[("reason", reason)]).inc();
    }

    /// Counts a gossip message.
    pub(super) fn gossip(&self, outcome: &'static str) {
        self.gossip.get_or_create(&[("outcome", outcome)]).inc();
    }

    /// Counts a failed dial.
    pub(super) fn dial_failed(&self, reason: &'static str) {
        self.dial_failures.get_or_create(&[("reason", reason)]).inc();
    }

    /// Counts the end of a stream.
    pub(super) fn stream_closed(&self, reason: Closed) {
        let reason = match reason {
            Closed::Finished => "finished",
            Closed::Reset => "reset",
            Closed::TooLarge => "too_large",
            Closed::Timeout => "timeout",
            Closed::Lost => "lost",
            Closed::Refused => "refused",
            Closed::Misused => "misused",
        };
        self.streams_closed.get_or_create(&[("reason", reason)]).inc();
    }
}
