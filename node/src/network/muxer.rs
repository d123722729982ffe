//! Knows how long a connection may take to close; knows nothing of what it carries.
//!
//! Closing a connection politely means writing to it, and libp2p waits for that without bound. When the peer
//! lost power with our send buffer full, the system takes a quarter of an hour to give up; meanwhile the
//! connection stays counted, and the peer, once restarted, keeps meeting its own ghost.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use libp2p::core::muxing::{StreamMuxer, StreamMuxerBox, StreamMuxerEvent, SubstreamBox};
use tokio::time::{Sleep, sleep};

use super::limits;

/// A connection that closes within [`limits::CONNECTION_CLOSE`], politely or not.
pub(super) struct Brief {
    inner: StreamMuxerBox,
    leave: Option<Pin<Box<Sleep>>>,
}

impl Brief {
    /// Bounds the closing of a connection.
    pub(super) fn new(inner: StreamMuxerBox) -> Self {
        Self { inner, leave: None }
    }
}

impl StreamMuxer for Brief {
    type Substream = SubstreamBox;
    type Error = <StreamMuxerBox as StreamMuxer>::Error;

    fn poll_inbound(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<SubstreamBox, Self::Error>> {
        Pin::new(&mut self.inner).poll_inbound(cx)
    }

    fn poll_outbound(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<SubstreamBox, Self::Error>> {
        Pin::new(&mut self.inner).poll_outbound(cx)
    }

    fn poll_close(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        if let Poll::Ready(result) = Pin::new(&mut self.inner).poll_close(cx) {
            return Poll::Ready(result);
        }
        let leave = self.leave.get_or_insert_with(|| Box::pin(sleep(limits::CONNECTION_CLOSE)));
        leave.as_mut().poll(cx).map(Ok)
    }

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<StreamMuxerEvent, Self::Error>> {
        Pin::new(&mut self.inner).poll(cx)
    }
}

#[cfg(test)]
mod tests {
    use std::{future::poll_fn, io};

    use super::*;

    /// A connection with a peer that lost power.
    struct Stuck;

    impl StreamMuxer for Stuck {
        type Substream = futures::io::Cursor<Vec<u8>>;
        type Error = io::Error;

        fn poll_inbound(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<Self::Substream>> {
            Poll::Pending
        }

        fn poll_outbound(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<Self::Substream>> {
            Poll::Pending
        }

        fn poll_close(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Pending
        }

        fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<StreamMuxerEvent>> {
            Poll::Pending
        }
    }

    #[tokio::test]
    async fn a_connection_that_cannot_take_leave_is_dropped() {
        let mut connection = Brief::new(StreamMuxerBox::new(Stuck));
        let closed = poll_fn(|cx| Pin::new(&mut connection).poll_close(cx));
        tokio::time::timeout(3 * limits::CONNECTION_CLOSE, closed).await.unwrap().unwrap();
    }
}
