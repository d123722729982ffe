//! Knows which guests are in, until when, and which questions wait for their answer; knows nothing of how
//! guests are told from pinned peers.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use libp2p::{
    PeerId,
    swarm::{self, ConnectionId},
};
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinSet,
};

use super::{
    super::{Event, ExchangeId, limits, metrics::Metrics},
    exchange::Exchange,
};

/// The guests, and the exchanges of guests and pinned peers, each with a task of its own.
#[derive(Debug)]
pub(in super::super) struct Lobby {
    guests: BTreeMap<ConnectionId, Guest>,
    open: BTreeMap<ExchangeId, Open>,
    tasks: JoinSet<ExchangeId>,
    next: u64,
    /// How long a guest may stay, and how long an exchange may last.
    patience: Duration,
    events: mpsc::Sender<Event>,
    metrics: Metrics,
}

#[derive(Debug)]
struct Guest {
    until: Instant,
    /// Whether it was told to go.
    shown_out: bool,
    /// Whether it has asked its question.
    asked: bool,
}

#[derive(Debug)]
struct Open {
    peer: PeerId,
    connection: ConnectionId,
    answer: Option<oneshot::Sender<Vec<u8>>>,
}

impl Lobby {
    /// Nobody is in. What is asked will go to `events`.
    pub(in super::super) fn new(patience: Duration, events: mpsc::Sender<Event>, metrics: Metrics) -> Self {
        Self {
            guests: BTreeMap::new(),
            open: BTreeMap::new(),
            tasks: JoinSet::new(),
            next: 1,
            patience,
            events,
            metrics,
        }
    }

    /// A guest has come in.
    pub(in super::super) fn enter(&mut self, connection: ConnectionId, now: Instant) {
        let guest = Guest { until: now + self.patience, shown_out: false, asked: false };
        self.guests.insert(connection, guest);
        self.metrics.guests.inc();
    }

    /// A connection is gone. Whether it was that of a guest.
    pub(in super::super) fn leave(&mut self, connection: ConnectionId) -> bool {
        let guest = self.guests.remove(&connection).is_some();
        if guest {
            self.metrics.guests.dec();
        }
        guest
    }

    /// Every connection of a guest.
    pub(in super::super) fn guests(&self) -> Vec<ConnectionId> {
        self.guests.keys().copied().collect()
    }

    /// When [`Lobby::overdue`] will have something to tell.
    pub(in super::super) fn wake_at(&self) -> Option<Instant> {
        self.guests.values().filter(|guest| !guest.shown_out).map(|guest| guest.until).min()
    }

    /// The connections of the guests whose time is up, each told once.
    pub(in super::super) fn overdue(&mut self, now: Instant) -> Vec<ConnectionId> {
        let overdue = self.guests.iter_mut().filter(|(_, guest)| !guest.shown_out && guest.until <= now);
        overdue
            .map(|(connection, guest)| {
                guest.shown_out = true;
                self.metrics.guests_expired.inc();
                *connection
            })
            .collect()
    }

    /// A peer opened a stream of the join protocol. One too many is dropped, which resets it.
    pub(in super::super) fn inbound(
        &mut self,
        peer: PeerId,
        connection: ConnectionId,
        stream: swarm::Stream,
    ) {
        let asking = self.open.values().filter(|open| open.peer == peer).count();
        let guest = self.guests.get_mut(&connection);
        if asking >= limits::JOIN_PER_PEER || guest.as_ref().is_some_and(|guest| guest.asked) {
            tracing::debug!(%peer, "join exchange refused");
            return self.metrics.join("refused");
        }
        let deadline = guest.map_or_else(
            || Instant::now() + self.patience,
            |guest| {
                guest.asked = true;
                guest.until
            },
        );
        let id = ExchangeId(self.next);
        self.next += 1;
        let (answer_out, answer) = oneshot::channel();
        self.open.insert(id, Open { peer, connection, answer: Some(answer_out) });
        let events = self.events.clone();
        let exchange = Exchange { id, peer, answer, events, deadline: deadline.into() };
        let metrics = self.metrics.clone();
        self.tasks.spawn(async move {
            let outcome = exchange.run(stream).await;
            tracing::debug!(%peer, exchange = id.0, ?outcome, "join exchange over");
            metrics.join(outcome.label());
            id
        });
    }

    /// The caller answers. Nothing happens if nobody waits for it.
    pub(in super::super) fn answer(&mut self, exchange: ExchangeId, answer: Vec<u8>) {
        if let Some(waiting) = self.open.get_mut(&exchange).and_then(|open| open.answer.take()) {
            // An exchange that has just ended by itself needs no answer.
            let _ = waiting.send(answer);
        }
    }

    /// Forgets the next exchange that is over; pending while there is none. Gives the connection to close, if
    /// it is that of a guest. Cancelling it loses nothing.
    pub(in super::super) async fn over(&mut self) -> Option<ConnectionId> {
        match self.tasks.join_next().await {
            None => std::future::pending().await,
            Some(Ok(exchange)) => {
                let connection = self.open.remove(&exchange)?.connection;
                self.guests.contains_key(&connection).then_some(connection)
            }
            Some(Err(error)) => {
                tracing::error!(%error, "join task failed");
                None
            }
        }
    }
}
