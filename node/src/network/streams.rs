//! Knows which streams are open and how many may be; knows nothing of how they are negotiated.

use std::collections::BTreeMap;

use libp2p::{PeerId, swarm};
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinSet,
};

use super::{
    Closed, Event, StreamId, limits,
    metrics::Metrics,
    stream::{Outgoing, Session},
};

/// The open streams, each with a task of its own.
#[derive(Debug)]
pub(super) struct Streams {
    open: BTreeMap<StreamId, Open>,
    /// Gives the name of each stream that has ended; none for one that never was open.
    tasks: JoinSet<Option<StreamId>>,
    next_inbound: u64,
    events: mpsc::Sender<Event>,
    metrics: Metrics,
}

#[derive(Debug)]
struct Open {
    peer: PeerId,
    inbound: bool,
    finished: bool,
    opened: Option<oneshot::Sender<Result<swarm::Stream, Closed>>>,
    outgoing: mpsc::Sender<Outgoing>,
    kill: Option<oneshot::Sender<Closed>>,
}

impl Open {
    fn kill(&mut self, reason: Closed) {
        if let Some(kill) = self.kill.take() {
            // A stream that has just ended by itself is as dead as wanted.
            let _ = kill.send(reason);
        }
    }
}

impl Streams {
    /// No streams; their events will go to `events`.
    pub(super) fn new(events: mpsc::Sender<Event>, metrics: Metrics) -> Self {
        Self { open: BTreeMap::new(), tasks: JoinSet::new(), next_inbound: 1, events, metrics }
    }

    /// Takes a name for a stream that we open. False if it may not be opened, which the caller is then told.
    pub(super) fn outbound(&mut self, id: StreamId, peer: PeerId) -> bool {
        let misused = id.0 % 2 == 1 || self.open.contains_key(&id);
        if misused || self.full(peer, false) {
            tracing::debug!(%peer, stream = %id, misused, "stream refused");
            let (mut open, session) = self.session(id, peer, false);
            open.kill(if misused { Closed::Misused } else { Closed::Refused });
            self.tasks.spawn(async move {
                session.run().await;
                None
            });
            return false;
        }
        self.start(id, peer, false);
        true
    }

    /// Takes a stream that a peer opened. One too many is dropped, which resets it.
    pub(super) fn inbound(&mut self, peer: PeerId, stream: swarm::Stream) {
        if self.full(peer, true) {
            tracing::debug!(%peer, "stream refused");
            self.metrics.stream_closed(Closed::Refused);
            return;
        }
        let id = StreamId(self.next_inbound);
        self.next_inbound += 2;
        self.start(id, peer, true);
        self.opened(id, Ok(stream));
    }

    /// A stream is negotiated, or cannot be.
    pub(super) fn opened(&mut self, id: StreamId, result: Result<swarm::Stream, Closed>) {
        if let Some(opened) = self.open.get_mut(&id).and_then(|open| open.opened.take()) {
            // A stream that was reset in the meantime drops what was negotiated.
            let _ = opened.send(result);
        }
    }

    /// Queues a frame.
    pub(super) fn send(&mut self, id: StreamId, frame: Vec<u8>) {
        let Some(open) = self.open.get_mut(&id) else { return };
        if frame.len() > limits::FRAME_BYTES {
            open.kill(Closed::TooLarge);
        // The last place of the queue is for the end.
        } else if frame.is_empty()
            || open.finished
            || (open.outgoing.capacity() <= 1 && !open.outgoing.is_closed())
        {
            open.kill(Closed::Misused);
        } else {
            // A stream that has ended by itself has told so, or is about to.
            let _ = open.outgoing.try_send(Outgoing::Frame(frame));
        }
    }

    /// Queues the end.
    pub(super) fn finish(&mut self, id: StreamId) {
        let Some(open) = self.open.get_mut(&id) else { return };
        if !std::mem::replace(&mut open.finished, true) {
            let _ = open.outgoing.try_send(Outgoing::Finish);
        }
    }

    /// Aborts a stream.
    pub(super) fn reset(&mut self, id: StreamId) {
        if let Some(open) = self.open.get_mut(&id) {
            open.kill(Closed::Reset);
        }
    }

    /// Aborts every stream with a peer that has no connection any more.
    pub(super) fn lost(&mut self, peer: PeerId) {
        self.open.values_mut().filter(|open| open.peer == peer).for_each(|open| open.kill(Closed::Lost));
    }

    /// Forgets the next stream that has ended; pending while there is none. Cancelling it loses nothing.
    pub(super) async fn ended(&mut self) {
        match self.tasks.join_next().await {
            None => std::future::pending().await,
            Some(Ok(ended)) => {
                ended.and_then(|id| self.open.remove(&id));
                self.count();
            }
            Some(Err(error)) => tracing::error!(%error, "stream task failed"),
        }
    }

    fn full(&self, peer: PeerId, inbound: bool) -> bool {
        let (per_peer, in_all) = if inbound {
            (limits::STREAMS_IN_PER_PEER, limits::STREAMS_IN)
        } else {
            (limits::STREAMS_OUT_PER_PEER, limits::STREAMS_OUT)
        };
        let same = || self.open.values().filter(|open| open.inbound == inbound);
        same().count() >= in_all || same().filter(|open| open.peer == peer).count() >= per_peer
    }

    fn start(&mut self, id: StreamId, peer: PeerId, inbound: bool) {
        let (open, session) = self.session(id, peer, inbound);
        self.open.insert(id, open);
        self.count();
        self.tasks.spawn(async move {
            session.run().await;
            Some(id)
        });
    }

    fn session(&self, id: StreamId, peer: PeerId, inbound: bool) -> (Open, Session) {
        let (opened_out, opened) = oneshot::channel();
        let (outgoing_out, outgoing) = mpsc::channel(limits::STREAM_WINDOW + 1);
        let (kill_out, kill) = oneshot::channel();
        let (events, metrics) = (self.events.clone(), self.metrics.clone());
        let open = Open {
            peer,
            inbound,
            finished: false,
            opened: Some(opened_out),
            outgoing: outgoing_out,
            kill: Some(kill_out),
        };
        (
            open,
            Session { id, peer, inbound, opened, outgoing, kill, events, metrics, idle: limits::STREAM_IDLE },
        )
    }

    fn count(&self) {
        self.metrics.streams.set(i64::try_from(self.open.len()).unwrap_or(i64::MAX));
    }
}
