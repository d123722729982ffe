//! Knows how frames travel on one stream and when it has ended; knows nothing of other streams, nor of what
//! is in a frame.
//!
//! On the wire a frame is its length (four bytes, big-endian) and its content; a length of zero ends a
//! direction. The mark is needed because over QUIC an abandoned stream looks like one that is finished.

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
    /// The patience with the peer.
    pub(super) idle: Duration,
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
            idle: self.idle,
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
    idle: Duration,
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
                    self.within(writer.flush()).await?;
                    // As long as the peer may still speak, the other direction watches the clock.
                    self.patiently(frames.recv(), || self.ended.load(Relaxed)).await?
                }
            };
            match next {
                None => return Err(Closed::Reset),
                Some(Outgoing::Frame(frame)) => {
                    let length = u32::try_from(frame.len()).map_err(|_| Closed::TooLarge)?;
                    let bytes = [&length.to_be_bytes(), frame.as_slice()].concat();
                    self.within(writer.write_all(&bytes)).await?;
                    self.metrics.frames_out.inc();
                    self.metrics.bytes_out.inc_by(frame.len() as u64);
                    self.tell(Event::Writable { stream: self.id }).await?;
                }
                Some(Outgoing::Finish) => {
                    self.within(writer.write_all(&0u32.to_be_bytes())).await?;
                    self.within(writer.flush()).await?;
                    // The mark is what counts; a peer that has left after reading it has lost nothing.
                    let _ = self.within(writer.close()).await;
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

    /// Waits for the peer to take what we write.
    async fn within(&self, write: impl Future<Output = std::io::Result<()>>) -> Result<(), Closed> {
        match timeout(self.idle, write).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(Closed::Reset),
            Err(_) => Err(Closed::Timeout),
        }
    }

    fn moved(&self) {
        self.moved.store(u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX), Relaxed);
    }

    /// Waits for `future` until nothing has moved on the stream for long enough, through the peer's fault.
    async fn patiently<F: Future>(
        &self,
        future: F,
        peers_turn: impl Fn() -> bool,
    ) -> Result<F::Output, Closed> {
        tokio::pin!(future);
        let mut deadline = Instant::now() + self.idle;
        loop {
            tokio::select! {
                biased;
                output = &mut future => return Ok(output),
                () = sleep_until(deadline) => {
                    let now = Instant::now();
                    let moved = self.start + Duration::from_millis(self.moved.load(Relaxed));
                    deadline = if self.telling.load(Relaxed) == 0 && peers_turn() {
                        moved + self.idle
                    } else {
                        now + self.idle
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

#[cfg(test)]
mod tests {
    use std::{
        io,
        pin::Pin,
        task::{Context, Poll},
    };

    use super::*;

    /// What a peer does with one direction of a stream.
    enum End {
        /// Sends these bytes, then nothing more, but stays.
        Sends(Vec<u8>),
        /// Takes everything.
        Takes,
        /// Neither sends nor takes.
        Sleeps,
    }

    impl AsyncRead for End {
        fn poll_read(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
            buffer: &mut [u8],
        ) -> Poll<io::Result<usize>> {
            match &mut *self {
                End::Sends(bytes) if !bytes.is_empty() => {
                    let read = bytes.len().min(buffer.len());
                    buffer[..read].copy_from_slice(&bytes.drain(..read).collect::<Vec<_>>());
                    Poll::Ready(Ok(read))
                }
                _ => Poll::Pending,
            }
        }
    }

    impl AsyncWrite for End {
        fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
            if matches!(*self, End::Takes) { Poll::Ready(Ok(bytes.len())) } else { Poll::Pending }
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }

        fn poll_close(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    /// How a stream ends by itself when the caller sends `outgoing` and reads `room` events, the first of
    /// which says that the stream is open.
    async fn ends(reader: End, writer: End, outgoing: Vec<Outgoing>, room: usize) -> Option<Closed> {
        let (events_out, mut events) = mpsc::channel(room);
        let (frames, mut frames_in) = mpsc::channel(limits::STREAM_WINDOW + 1);
        for frame in outgoing {
            frames.try_send(frame).unwrap();
        }
        let ends = Ends {
            id: StreamId(2),
            peer: PeerId::random(),
            events: &events_out,
            metrics: &Metrics::default(),
            idle: Duration::from_millis(50),
            start: Instant::now(),
            moved: AtomicU64::new(0),
            telling: AtomicUsize::new(0),
            ended: AtomicBool::new(false),
        };
        let both = async { tokio::try_join!(ends.receive(reader), ends.transmit(writer, &mut frames_in)) };
        let result = timeout(Duration::from_millis(500), both).await.ok()?;
        events.close();
        Some(result.err().unwrap_or(Closed::Finished))
    }

    fn wire(frames: &[&[u8]]) -> End {
        let frame =
            |content: &&[u8]| [&u32::try_from(content.len()).unwrap().to_be_bytes(), *content].concat();
        End::Sends(frames.iter().flat_map(frame).collect())
    }

    #[tokio::test]
    async fn silence_ends_a_stream_unless_it_is_ours() {
        let one = || vec![Outgoing::Frame(vec![1])];
        let all = || vec![Outgoing::Frame(vec![1]), Outgoing::Finish];
        for (what, reader, writer, outgoing, room, expected) in [
            ("nothing comes", End::Sleeps, End::Takes, vec![], 9, Some(Closed::Timeout)),
            (
                "half a frame comes",
                End::Sends(vec![0, 0, 0, 9, 1]),
                End::Takes,
                vec![],
                9,
                Some(Closed::Timeout),
            ),
            ("nothing is taken", wire(&[b"a", b""]), End::Sleeps, one(), 9, Some(Closed::Timeout)),
            ("we forget to finish", wire(&[b"a", b""]), End::Takes, one(), 9, Some(Closed::Timeout)),
            ("both are done", wire(&[b"a", b""]), End::Takes, all(), 9, Some(Closed::Finished)),
            ("we do not read", wire(&[b"a", b"b", b"c"]), End::Takes, vec![], 1, None),
        ] {
            assert_eq!(ends(reader, writer, outgoing, room).await, expected, "{what}");
        }
    }
}
