//! Knows how events wait for a caller that is busy, without bound in time and bounded in number; never waits
//! itself.

use std::collections::VecDeque;

use tokio::sync::mpsc;

use super::{Event, limits};

/// The events other than those of streams.
///
/// Connections are always told; gossip, failed dials and calls received only if there is room. Invariant: at
/// most two events a peer and [`limits::BACKLOG`] others wait here.
#[derive(Debug)]
pub(super) struct Outbox {
    caller: mpsc::Sender<Event>,
    waiting: VecDeque<Event>,
}

impl Outbox {
    /// Sends to `caller`.
    pub(super) fn new(caller: mpsc::Sender<Event>) -> Self {
        Self { caller, waiting: VecDeque::new() }
    }

    /// Tells an event now, or not at all.
    pub(super) fn offer(&self, event: Event) -> bool {
        self.waiting.is_empty() && self.caller.try_send(event).is_ok()
    }

    /// Tells an event, now or later. False for a failed dial or a call that finds no room.
    pub(super) fn tell(&mut self, event: Event) -> bool {
        if !self.waiting.is_empty() {
            return self.wait(event);
        }
        match self.caller.try_send(event) {
            Ok(()) | Err(mpsc::error::TrySendError::Closed(_)) => true,
            Err(mpsc::error::TrySendError::Full(event)) => self.wait(event),
        }
    }

    fn wait(&mut self, event: Event) -> bool {
        match event {
            Event::DialFailed { .. } | Event::Reached { .. } if self.waiting.len() >= limits::BACKLOG => {
                return false;
            }
            Event::Disconnected(gone) => {
                // A connection that nobody heard of yet need not be told any more.
                let untold = |event: &Event| matches!(event, Event::Connected(peer) if *peer == gone);
                match self.waiting.iter().rposition(untold) {
                    Some(at) => drop(self.waiting.remove(at)),
                    None => self.waiting.push_back(event),
                }
            }
            event => self.waiting.push_back(event),
        }
        true
    }

    /// Whether [`Outbox::flush`] has something to do.
    pub(super) fn waits(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Tells one waiting event as soon as there is room. Cancelling it loses nothing.
    pub(super) async fn flush(&mut self) {
        match self.caller.reserve().await {
            Ok(room) => {
                if let Some(event) = self.waiting.pop_front() {
                    room.send(event);
                }
            }
            Err(_) => self.waiting.clear(),
        }
    }
}

#[cfg(test)]
mod tests {
    use libp2p::PeerId;

    use super::*;

    /// Everything told once the caller reads again, in a short notation.
    async fn told(mut outbox: Outbox, mut caller: mpsc::Receiver<Event>) -> Vec<String> {
        let mut all = Vec::new();
        loop {
            while let Ok(event) = caller.try_recv() {
                all.push(match event {
                    Event::Connected(_) => "+".into(),
                    Event::Disconnected(_) => "-".into(),
                    event => format!("{event:?}"),
                });
            }
            if !outbox.waits() {
                return all;
            }
            outbox.flush().await;
        }
    }

    #[tokio::test]
    async fn a_busy_caller_learns_the_last_state_of_a_flapping_peer() {
        for (flaps, expected) in [(10, vec!["+", "-"]), (11, vec!["+", "-", "+"])] {
            let (sender, receiver) = mpsc::channel(1);
            let mut outbox = Outbox::new(sender);
            let peer = PeerId::random();
            for flap in 0..flaps {
                assert!(outbox.tell(if flap % 2 == 0 {
                    Event::Connected(peer)
                } else {
                    Event::Disconnected(peer)
                }));
                assert!(outbox.waiting.len() <= 2);
            }
            assert!(!outbox.offer(Event::Connected(peer)));
            assert_eq!(told(outbox, receiver).await, expected);
        }
    }

    #[test]
    fn failed_dials_do_not_pile_up() {
        let (sender, _receiver) = mpsc::channel(1);
        let mut outbox = Outbox::new(sender);
        let failed = || Event::DialFailed {
            peer: PeerId::random(),
            address: "/ip4/192.0.2.1/tcp/1".parse().unwrap(),
            reason: super::super::DialReason::Timeout,
        };
        let taken = (0..2 * limits::BACKLOG).filter(|_| outbox.tell(failed())).count();
        assert_eq!(taken, limits::BACKLOG + 1);
    }
}
