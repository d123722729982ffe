//! Knows how frames travel on one stream and when it has ended; knows nothing of other streams, nor of what is in a
//! frame.
//!
//! On the wire a frame is its length (four bytes, big-endian) and its content; a length of zero ends a direction. The
//! mark is needed because over QUIC an abandoned stream looks like one that is finished.

use std::{
    future::Future,
    sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::Relaxed},
    time::Duration,
};

use futures::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use libp2p::{PeerId, swarm};
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, sleep_until, timeout},
};

use super::{Closed, Event, StreamId, limits, metrics::Metrics};

/// What the caller sends on a stream.
#[derive(Debug)]
pub(super) enum Outgoing {
    /// A frame of 1 to [`limits::FRAME_BYTES`] bytes.
    Frame(Vec<u8>),
    /// Nothing follows.
    Finish,
}

/// One stream, from its opening to its end.
#[derive(Debug)]
pub(super) struct Session {
    /// Its name.
    pub(super) id: StreamId,
    /// The other end.
    pub(super) peer: PeerId,
    /// Whether the peer opened it.
    pub(super) inbound: bool,
    /// The stream itself, once negotiated.
    pub(super) opened: oneshot::Receiver<Result<swarm::Stream, Closed>>,
    /// What to send.
    pub(super) outgoing: mpsc::Receiver<Outgoing>,
    /// An order to stop at once.
    pub(super) kill: oneshot::Receiver<Closed>,
    /// The caller.
    pub(super) events: mpsc::Sender<Event>,
    /// The counters.
    pub(super) metrics: Metrics,
}

impl Session {
    /// Lives until the stream has ended and the caller knows.
    pub(super) async fn run(mut self) {
        let (stream, peer) = (self.id, self.peer);
        let reason = self.live().await;
        self.metrics.stream_closed(reason);
        tracing::debug!(%peer, %stream, ?reason, "stream closed");
        // A caller that is gone need not know.
        let _ = self.events.send(Event::StreamClosed { stream, peer, reason }).await;
    }

    async fn live(&mut self) -> Closed {
        let stream = tokio::select! {
            biased;
            reason = &mut self.kill => return reason.unwrap_or(Closed::Reset),
            opened = &mut self.opened => match opened {
                Ok(Ok(stream)) => stream,
                Ok(Err(reason)) => return reason,
                Err(_) => return Closed::Lost,
            },
        };
        let (reader, writer) = stream.split();
        let ends = Ends {
            id: self.id,
            peer: self.peer,
            events: &self.events,
            metrics: &self.metrics,
            start: Instant::now(),
            moved: AtomicU64::new(0),
            telling: AtomicUsize::new(0),
            ended: AtomicBool::new(false),
        };
        let both = async {
            if self.inbound {
                ends.tell(Event::StreamOpened { stream: self.id, peer: self.peer }).await?;
            }
            ends.tell(Event::Writable { stream: self.id }).await?;
            tokio::try_join!(ends.receive(reader), ends.transmit(writer, &mut self.outgoing))
        };
        tokio::select! {
            biased;
            reason = &mut self.kill => reason.unwrap_or(Closed::Reset),
            result = both => result.err().unwrap_or(Closed::Finished),
        }
    }
}

/// What the two directions of a stream share.
struct Ends<'a> {
    id: StreamId,
    peer: PeerId,
    events: &'a mpsc::Sender<Event>,
    metrics: &'a Metrics,
    start: Instant,
    /// When a frame last moved, in milliseconds since the start.
    moved: AtomicU64,
    /// Events that the caller has no room for: while there are some, the peer is not to blame for silence.
    telling: AtomicUsize,
    /// Whether the peer has said that it is done.
    ended: AtomicBool,
}

impl Ends<'_> {
    async fn receive<R: AsyncRead + Unpin>(&self, mut reader: R) -> Result<(), Closed> {
        while let Some(bytes) = self.patiently(read_frame(&mut reader), || true).await?? {
            self.metrics.frames_in.inc();
            self.metrics.bytes_in.inc_by(bytes.len() as u64);
            self.tell(Event::Frame { stream: self.id, peer: self.peer, bytes }).await?;
        }
        self.ended.store(true, Relaxed);
        // Everything arrived; waiting for the peer to close its side spares it an error while it does so.
        let _ = self.patiently(reader.read(&mut [0]), || true).await;
        Ok(())
    }

    async fn transmit<W>(&self, mut writer: W, frames: &mut mpsc::Receiver<Outgoing>) -> Result<(), Closed>
    where
        W: AsyncWrite + Unpin,
    {
        loop {
            let next = match frames.try_recv() {
                Ok(next) => Some(next),
                Err(_) => {
                    within(writer.flush()).await?;
                    // As long as the peer may still speak, the other direction watches the clock.
                    self.patiently(frames.recv(), || self.ended.load(Relaxed)).await?
                }
            };
            match next {
                None => return Err(Closed::Reset),
                Some(Outgoing::Frame(frame)) => {
                    let length = u32::try_from(frame.len()).map_err(|_| Closed::TooLarge)?;
                    let bytes = [&length.to_be_bytes(), frame.as_slice()].concat();
                    within(writer.write_all(&bytes)).await?;
                    self.metrics.frames_out.inc();
                    self.metrics.bytes_out.inc_by(frame.len() as u64);
                    self.tell(Event::Writable { stream: self.id }).await?;
                }
                Some(Outgoing::Finish) => {
                    within(writer.write_all(&0u32.to_be_bytes())).await?;
                    within(writer.flush()).await?;
                    // The mark is what counts; a peer that has left after reading it has lost nothing.
                    let _ = within(writer.close()).await;
                    self.moved();
                    return Ok(());
                }
            }
        }
    }

    /// Gives an event to the caller, waiting for room.
    async fn tell(&self, event: Event) -> Result<(), Closed> {
        self.telling.fetch_add(1, Relaxed);
        let told = self.events.send(event).await;
        self.telling.fetch_sub(1, Relaxed);
        self.moved();
        told.map_err(|_| Closed::Reset)
    }

    fn moved(&self) {
        self.moved.store(u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX), Relaxed);
    }

    /// Waits for `future` until nothing has moved on the stream for [`limits::STREAM_IDLE`] through the peer's fault.
    async fn patiently<F: Future>(&self, future: F, peers_turn: impl Fn() -> bool) -> Result<F::Output, Closed> {
        tokio::pin!(future);
        let mut deadline = Instant::now() + limits::STREAM_IDLE;
        loop {
            tokio::select! {
                biased;
                output = &mut future => return Ok(output),
                () = sleep_until(deadline) => {
                    let now = Instant::now();
                    let moved = self.start + Duration::from_millis(self.moved.load(Relaxed));
                    deadline = if self.telling.load(Relaxed) == 0 && peers_turn() {
                        moved + limits::STREAM_IDLE
                    } else {
                        now + limits::STREAM_IDLE
                    };
                    if deadline <= now {
                        return Err(Closed::Timeout);
                    }
                }
            }
        }
    }
}

/// Reads a frame; none at the end of the direction.
async fn read_frame<R: AsyncRead + Unpin>(reader: &mut R) -> Result<Option<Vec<u8>>, Closed> {
    let mut length = [0; 4];
    reader.read_exact(&mut length).await.map_err(|_| Closed::Reset)?;
    let length = usize::try_from(u32::from_be_bytes(length)).map_err(|_| Closed::TooLarge)?;
    if length > limits::FRAME_BYTES {
        return Err(Closed::TooLarge);
    }
    if length == 0 {
        return Ok(None);
    }
    let mut frame = vec![0; length];
    reader.read_exact(&mut frame).await.map_err(|_| Closed::Reset)?;
    Ok(Some(frame))
}

/// Waits for the peer to take what we write.
async fn within(write: impl Future<Output = std::io::Result<()>>) -> Result<(), Closed> {
    match timeout(limits::STREAM_IDLE, write).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(Closed::Reset),
        Err(_) => Err(Closed::Timeout),
    }
}
