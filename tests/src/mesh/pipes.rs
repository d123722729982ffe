//! Streams between two nodes: frames in order, one at a time, until the stream ends or breaks.
//!
//! Knows when there is room; must not know what a frame says.

use bigre_protocol::frame::Frame;
use bigre_protocol::id::CoopId;
use bigre_protocol::replica::{Input, Stream};

use super::{Event, Mesh};

/// A stream.
#[derive(Debug)]
pub(super) struct Pipe {
    /// Who asks, and who answers.
    ends: [usize; 2],
    /// What they call it, once they know of it.
    names: [Option<Stream>; 2],
    /// The connection it belongs to.
    epoch: u64,
    /// When the last frame of each end arrives.
    last: [u64; 2],
    finished: [bool; 2],
    /// Nothing arrives any more.
    broken: bool,
    /// Frames until it breaks, if it does.
    left: Option<u64>,
}

/// How long a stream may be silent before the network ends it, in milliseconds.
const IDLE_MS: u64 = 60_000;
/// Bytes that a link carries in a millisecond.
const BYTES_PER_MS: u64 = 500;
/// Most streams that a node may open to a peer within a minute: it backs off from one that breaks them.
const OPENED: u64 = 200;
/// Most streams a node may have open on its own initiative, a peer.
const STREAMS: usize = 8;

impl Mesh {
    /// A node opens a stream.
    pub(super) fn open(&mut self, at: usize, stream: Stream, peer: &CoopId) {
        let Some(other) = self.federation.position(peer) else { return };
        let (link, side) = self.link(at, other);
        let (up, epoch) = (link.up[side], link.epoch);
        if !up {
            // The replica is about to learn that the connection went.
            return;
        }
        self.next_pipe += 1;
        let id = self.next_pipe;
        let left = self.rng.chance(self.weather.broken).then(|| self.rng.below(12));
        let pipe = Pipe {
            ends: [at, other],
            names: [Some(stream), None],
            epoch,
            last: [self.now; 2],
            finished: [false; 2],
            broken: false,
            left,
        };
        self.pipes.insert(id, pipe);
        self.machines[at].streams.insert(stream, id);
        let open = self.pipes.values().filter(|pipe| pipe.ends == [at, other]).count();
        if open > STREAMS {
            self.checks.fail(format!("node {at} has {open} streams open to {other}"));
        }
        let minute = self.now / 60_000;
        let (last, opened) = self.opened.entry((at, other)).or_default();
        *opened = if *last == minute { *opened + 1 } else { 1 };
        *last = minute;
        if *opened > OPENED {
            self.checks.fail(format!("node {at} opens {OPENED} streams to {other} within a minute"));
        }
        let ms = self.latency();
        self.after(ms, Event::PipeOpens(id));
    }

    pub(super) fn pipe_opens(&mut self, id: u64) {
        let Some(pipe) = self.pipes.get(&id) else { return };
        let ([at, other], epoch) = (pipe.ends, pipe.epoch);
        if !self.machines[other].is_up() || !self.passes(at, other, epoch) {
            self.break_pipe(id);
            return;
        }
        let machine = &mut self.machines[other];
        let name = Stream(machine.next_inbound);
        machine.next_inbound += 2;
        machine.streams.insert(name, id);
        let peer = self.machines[at].coop;
        if let Some(pipe) = self.pipes.get_mut(&id) {
            pipe.names[1] = Some(name);
            if let Some(stream) = pipe.names[0] {
                self.give(at, Input::Room(stream));
            }
        }
        self.give(other, Input::Opened { stream: name, peer });
        self.give(other, Input::Room(name));
    }

    /// The pipe of a node's stream, and which end the node is: who asks uses even names.
    fn end_of(&self, at: usize, stream: Stream) -> Option<(u64, usize)> {
        let id = *self.machines[at].streams.get(&stream)?;
        self.pipes.contains_key(&id).then_some((id, usize::from(stream.0 % 2 == 1)))
    }

    /// A node sends a frame.
    pub(super) fn send(&mut self, at: usize, stream: Stream, bytes: Vec<u8>) {
        let Some((id, end)) = self.end_of(at, stream) else { return };
        for bytes in self.lied_frame(at, bytes) {
            let latency = self.latency() + bytes.len() as u64 / BYTES_PER_MS;
            let Some(pipe) = self.pipes.get_mut(&id) else { return };
            let breaks = self.machines[at].lie.as_ref().is_some_and(|lie| lie.breaks(&bytes));
            if breaks || pipe.left == Some(0) {
                self.after(latency, Event::PipeEnds(id));
                return;
            }
            pipe.left = pipe.left.map(|left| left - 1);
            pipe.last[end] = pipe.last[end].max(self.now + latency);
            let ms = pipe.last[end] - self.now;
            self.after(ms, Event::PipeFrame { pipe: id, answer: end == 1, bytes });
        }
        // On its way: there is room again, now or when it arrived.
        let ms = self.rng.within(0..20);
        self.give_after(ms, at, Input::Room(stream));
    }

    pub(super) fn pipe_frame(&mut self, id: u64, answer: bool, bytes: Vec<u8>) {
        let Some(pipe) = self.pipes.get(&id) else { return };
        let (from, to) = (usize::from(answer), usize::from(!answer));
        let ([sender, receiver], epoch) = ([pipe.ends[from], pipe.ends[to]], pipe.epoch);
        if pipe.broken || !self.passes(sender, receiver, epoch) {
            self.break_pipe(id);
            return;
        }
        if let [0x82, 5, ..] = bytes[..]
            && let Ok(Some(Frame::Part(part))) = Frame::from_bytes(&bytes)
        {
            self.carried += part.put.len() as u64;
        }
        if let Some(stream) = self.pipes.get(&id).and_then(|pipe| pipe.names[to]) {
            self.give(receiver, Input::Frame { stream, bytes });
        }
    }

    /// Nothing arrives any more; the network ends the stream when it was silent for long.
    fn break_pipe(&mut self, id: u64) {
        if let Some(pipe) = self.pipes.get_mut(&id)
            && !std::mem::replace(&mut pipe.broken, true)
        {
            self.after(IDLE_MS, Event::PipeEnds(id));
        }
    }

    /// A node sends nothing more.
    pub(super) fn finish(&mut self, at: usize, stream: Stream) {
        let Some((id, end)) = self.end_of(at, stream) else { return };
        let Some(pipe) = self.pipes.get_mut(&id) else { return };
        pipe.finished[end] = true;
        if pipe.finished == [true; 2] && !pipe.broken {
            let ms = pipe.last[0].max(pipe.last[1]) - self.now.min(pipe.last[0].max(pipe.last[1]));
            self.after(ms + 1, Event::PipeEnds(id));
        }
    }

    /// A node breaks a stream off.
    pub(super) fn reset(&mut self, at: usize, stream: Stream) {
        let Some((id, _)) = self.end_of(at, stream) else { return };
        let ms = self.latency();
        if let Some(pipe) = self.pipes.get_mut(&id) {
            pipe.broken = true;
        }
        self.after(ms, Event::PipeEnds(id));
    }

    /// Both ends learn that a stream is over.
    pub(super) fn pipe_ends(&mut self, id: u64) {
        let Some(pipe) = self.pipes.remove(&id) else { return };
        for (at, name) in pipe.ends.into_iter().zip(pipe.names) {
            let Some(stream) = name else { continue };
            if self.machines[at].streams.get(&stream) == Some(&id) {
                self.machines[at].streams.remove(&stream);
                self.give(at, Input::Closed(stream));
            }
        }
    }

    /// Breaks every stream off, and no connection.
    pub fn break_streams(&mut self) {
        let all: Vec<u64> = self.pipes.keys().copied().collect();
        all.into_iter().for_each(|id| self.pipe_ends(id));
    }

    /// A node lost its connection to another: the streams of that connection end for it.
    pub(super) fn lose_pipes(&mut self, at: usize, other: usize) {
        let lost: Vec<u64> = self
            .pipes
            .iter()
            .filter(|(_, pipe)| pipe.ends == [at, other] || pipe.ends == [other, at])
            .map(|(id, _)| *id)
            .collect();
        for id in lost {
            let Some(pipe) = self.pipes.get_mut(&id) else { continue };
            pipe.broken = true;
            let end = usize::from(pipe.ends[1] == at);
            if let Some(stream) = pipe.names[end].take() {
                self.machines[at].streams.remove(&stream);
                self.give(at, Input::Closed(stream));
            }
            if pipe_is_unknown(self.pipes.get(&id)) {
                self.pipes.remove(&id);
            } else {
                self.after(IDLE_MS, Event::PipeEnds(id));
            }
        }
    }
}

fn pipe_is_unknown(pipe: Option<&Pipe>) -> bool {
    pipe.is_some_and(|pipe| pipe.names == [None; 2])
}
