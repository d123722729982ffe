//! What the node counts of itself. Names and numbers only: never who, never what.

use std::sync::atomic::AtomicU64;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::{Registry, Unit};

/// Why something received was refused: the stable name of a `Rejection`.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub struct Why {
    /// As `root` or `signature`.
    pub why: &'static str,
}

/// The node's own metrics; the network registers its own beside them.
#[derive(Clone, Debug, Default)]
pub struct Metrics {
    /// Things received and refused, by reason.
    pub refused: Family<Why, Counter>,
    /// Heads put in force.
    pub advanced: Counter,
    /// Entries written.
    pub entries_written: Counter,
    /// Durable batches.
    pub batches: Counter,
    /// Peers put aside after a wrong answer.
    pub avoided: Counter,
    /// Forks proved.
    pub forks: Counter,
    /// Journal entries taken in.
    pub journal_entries: Counter,
    /// Entries held.
    pub entries: Gauge,
    /// Members held.
    pub members: Gauge,
    /// Cooperatives connected.
    pub connected: Gauge,
    /// Directories behind what some peer holds.
    pub behind: Gauge,
    /// Bytes of the store that live.
    pub live_bytes: Gauge,
    /// Bytes of the store on disk.
    pub disk_bytes: Gauge,
    /// Terms of the vocabularies searched with.
    pub terms: Gauge,
    /// Their labels, those that fold to one counted once.
    pub labels: Gauge,
    /// Times that the vocabularies were built.
    pub vocabulary_builds: Counter,
    /// Seconds spent building them.
    pub vocabulary_seconds: Counter<f64, AtomicU64>,
    /// Seconds spent making batches durable.
    pub commit_seconds: Counter<f64, AtomicU64>,
}

impl Metrics {
    /// Registers everything.
    pub fn register(registry: &mut Registry) -> Metrics {
        let metrics = Metrics::default();
        let counters = [
            ("heads", "Heads put in force", &metrics.advanced),
            ("entries_written", "Entries written", &metrics.entries_written),
            ("batches", "Durable batches", &metrics.batches),
            ("peers_avoided", "Peers put aside after a wrong answer", &metrics.avoided),
            ("forks", "Contradictions proved", &metrics.forks),
            ("vocabulary_builds", "Times that the vocabularies were built", &metrics.vocabulary_builds),
            ("journal_entries", "Journal entries taken in", &metrics.journal_entries),
        ];
        for (name, help, counter) in counters {
            registry.register(name, help, counter.clone());
        }
        let gauges = [
            ("entries", "Entries held", &metrics.entries),
            ("members", "Members held", &metrics.members),
            ("terms", "Terms of the vocabularies searched with", &metrics.terms),
            ("labels", "Labels of these terms", &metrics.labels),
            ("connected", "Cooperatives connected", &metrics.connected),
            ("directories_behind", "Directories behind what some peer holds", &metrics.behind),
        ];
        for (name, help, gauge) in gauges {
            registry.register(name, help, gauge.clone());
        }
        let bytes = [
            ("store_live", "Bytes of the store that live", &metrics.live_bytes),
            ("store_disk", "Bytes of the store on disk", &metrics.disk_bytes),
        ];
        for (name, help, gauge) in bytes {
            registry.register_with_unit(name, help, Unit::Bytes, gauge.clone());
        }
        let commit = metrics.commit_seconds.clone();
        registry.register_with_unit("commit", "Time spent making batches durable", Unit::Seconds, commit);
        let build = metrics.vocabulary_seconds.clone();
        registry.register_with_unit(
            "vocabulary",
            "Time spent building the vocabularies",
            Unit::Seconds,
            build,
        );
        registry.register("refused", "Things received and refused, by reason", metrics.refused.clone());
        metrics
    }
}
