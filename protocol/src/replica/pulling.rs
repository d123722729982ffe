//! Asking: which directories to fetch from whom, and what is done with the answer.

use std::collections::{BTreeMap, BTreeSet};

use super::admit::Changes;
use super::peers::bounded;
use super::{Event, Output, Replica, Stream};
use crate::directory::Cursor;
use crate::directory::entry::Entry;
use crate::directory::head::SignedHead;
use crate::frame::{Ask, Frame, Hello, Part};
use crate::id::{CoopId, EntryId};
use crate::limits;
use crate::rejection::{Rejection, Verdict};

/// A stream on which we ask.
#[derive(Debug)]
pub(super) struct Pull {
    /// Whom.
    pub(super) peer: CoopId,
    /// Whether everything in which it is ahead is asked for.
    pub(super) everything: bool,
    /// The directories asked for, once known.
    wanted: BTreeSet<CoopId>,
    greeted: bool,
    heard: bool,
    /// The directory whose parts follow, if it is one that we take.
    current: Option<CoopId>,
    last_frame: u64,
}

impl Pull {
    pub(super) fn wants(&self, coop: &CoopId) -> bool {
        self.wanted.contains(coop)
    }

    pub(super) fn gives_up_at(&self) -> u64 {
        self.last_frame + limits::PULL_IDLE_MS
    }

    /// Whether nothing is asked for but what the peer holds.
    pub(super) fn only_compares(&self) -> bool {
        !self.everything && self.wanted.is_empty()
    }

    /// Our clock was put back.
    pub(super) fn turn_back(&mut self, now: u64) {
        self.last_frame = self.last_frame.min(now);
    }
}

/// A directory on its way.
#[derive(Debug)]
pub(super) struct Arrival {
    /// The peer, or `None` for a file.
    from: Option<CoopId>,
    /// The stream that brings it, or brought it before it broke.
    stream: Option<Stream>,
    head: SignedHead,
    full: bool,
    put: BTreeMap<EntryId, Entry>,
    removed: BTreeSet<EntryId>,
    bytes: u64,
    cursor: Cursor,
}

/// Where a directory comes from: a peer and the stream, or a file.
pub(super) type Source = (Option<CoopId>, Option<Stream>);

/// How far a directory on its way has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Entries received.
    pub received: u64,
    /// Entries of the whole directory, when it is copied whole; else 0.
    pub expected: u64,
}

impl Arrival {
    fn new((from, stream): Source, head: SignedHead, full: bool) -> Self {
        let (put, removed) = (BTreeMap::new(), BTreeSet::new());
        Arrival { from, stream, head, full, put, removed, bytes: 0, cursor: Cursor::default() }
    }

    pub(super) fn progress(&self) -> Progress {
        let expected = if self.full { self.head.value.count } else { 0 };
        Progress { received: self.put.len() as u64, expected }
    }
}

impl Replica {
    /// Opens a stream to ask a peer for everything new, or for some directories, or just to compare.
    pub(super) fn open_pull(&mut self, now: u64, peer: CoopId, everything: bool, wanted: Vec<CoopId>) {
        self.next_stream += 2;
        let stream = Stream(self.next_stream);
        self.pulls.insert(
            stream,
            Pull {
                peer,
                everything,
                wanted: wanted.into_iter().collect(),
                greeted: false,
                heard: false,
                current: None,
                last_frame: now,
            },
        );
        self.out.push(Output::Open { stream, peer });
    }

    /// The stream is open: say what we hold and want.
    pub(super) fn greet(&mut self, now: u64, stream: Stream) {
        let Some(pull) = self.pulls.get_mut(&stream) else { return };
        if std::mem::replace(&mut pull.greeted, true) {
            return;
        }
        pull.last_frame = now;
        let (peer, everything, wanted) = (pull.peer, pull.everything, pull.wanted.clone());
        let asks = self
            .directories
            .iter()
            .enumerate()
            .filter(|(_, (coop, _))| wanted.contains(coop) || everything && self.is_special(coop, &peer))
            .filter_map(|(at, (coop, _))| Some(self.ask(u16::try_from(at).ok()?, coop, &peer)))
            .collect();
        let hello = Hello { asks: bounded(asks), everything, ..self.hello(now) };
        self.out.push(Output::Send { stream, bytes: Frame::Hello(Box::new(hello)).to_bytes() });
    }

    /// Whether a directory needs more said than "everything after the number held".
    fn is_special(&self, coop: &CoopId, peer: &CoopId) -> bool {
        self.whole.contains(coop)
            || self.arrivals.get(coop).is_some_and(|arrival| arrival.from == Some(*peer))
    }

    fn ask(&self, at: u16, coop: &CoopId, peer: &CoopId) -> Ask {
        let held = self.directories.get(coop).map_or(0, |directory| directory.number());
        let arrival = self.arrivals.get(coop).filter(|arrival| arrival.from == Some(*peer));
        // What began as a whole copy goes on as one.
        let whole = self.whole.contains(coop) || arrival.is_some_and(|arrival| arrival.full);
        let since = if whole { 0 } else { held };
        let resume = arrival
            .filter(|arrival| (since == 0) == arrival.full)
            .and_then(|arrival| Some((arrival.cursor.number, arrival.cursor.id?)));
        (at, since, resume)
    }

    pub(super) fn pull_frame(&mut self, now: u64, stream: Stream, bytes: &[u8]) {
        let Some(pull) = self.pulls.get(&stream) else { return };
        let peer = pull.peer;
        if let Err(why) = self.take_frame(now, stream, peer, bytes) {
            // Its answer was refused: break off, and avoid it if it is to blame.
            let avoided = why.is_peers_fault();
            if avoided && let Some(peer) = self.peers.get_mut(&peer) {
                peer.avoid_until = now + limits::AVOID_MS;
            }
            self.notify(Event::Refused { peer: Some(peer), why, avoided });
            self.out.push(Output::Reset(stream));
            self.end_pull(stream);
        }
    }

    fn take_frame(&mut self, now: u64, stream: Stream, peer: CoopId, bytes: &[u8]) -> Result<(), Rejection> {
        if bytes.len() > limits::FRAME_BYTES {
            return Err(Rejection::Size);
        }
        let frame = Frame::from_bytes(bytes)?;
        let Some(pull) = self.pulls.get_mut(&stream) else { return Ok(()) };
        let current = pull.current;
        let Some(frame) = frame else {
            let early = Rejection::OutOfTurn("a frame before HELLO");
            return if pull.heard { Ok(()) } else { Err(early) };
        };
        // Only what brings something keeps a stream alive.
        if !matches!(&frame, Frame::Part(part) if part.put.is_empty() && part.removed.is_empty()) {
            pull.last_frame = now;
        }
        match frame {
            Frame::Hello(hello) => {
                if std::mem::replace(&mut pull.heard, true) {
                    return Err(Rejection::OutOfTurn("a second HELLO"));
                }
                if hello.federation != self.register.federation {
                    return Err(Rejection::Federation);
                }
                self.hear(now, peer, &hello);
                self.settle(stream, &hello);
                Ok(())
            }
            _ if !pull.heard => Err(Rejection::OutOfTurn("a frame before HELLO")),
            Frame::Assent(assent) => unless_duplicate(self.admit_assent(&assent)),
            Frame::Fork(a, b) => unless_duplicate(self.admit_fork(&a, &b)),
            Frame::Begin { coop, full, resumed, head } => {
                let taken = self.begin(now, (Some(peer), Some(stream)), coop, (full, resumed), &head)?;
                self.set_current(stream, taken.then_some(coop));
                Ok(())
            }
            Frame::Part(part) => current.map_or(Ok(()), |coop| self.part(Some(stream), coop, part)),
            Frame::End => {
                let Some(coop) = current else { return Ok(()) };
                self.set_current(stream, None);
                self.complete(Some(stream), coop)?;
                if let Some(pull) = self.pulls.get_mut(&stream) {
                    pull.wanted.remove(&coop);
                }
                Ok(())
            }
            Frame::Done => {
                self.out.push(Output::Finish(stream));
                self.disbelieve(stream);
                if let Some(peer) = self.peers.get_mut(&peer) {
                    (peer.failures, peer.ask_after) = (0, 0);
                }
                self.end_pull(stream);
                Ok(())
            }
        }
    }

    fn set_current(&mut self, stream: Stream, coop: Option<CoopId>) {
        if let Some(pull) = self.pulls.get_mut(&stream) {
            pull.current = coop;
        }
    }

    /// The peer did not send what it said it holds: until it says so again, it does not hold it.
    fn disbelieve(&mut self, stream: Stream) {
        let Some(pull) = self.pulls.get(&stream) else { return };
        let Some(peer) = self.peers.get_mut(&pull.peer) else { return };
        for (at, (coop, directory)) in self.directories.iter().enumerate() {
            if pull.wanted.contains(coop)
                && let Some(mark) = peer.heads.get_mut(at)
            {
                mark.0 = mark.0.min(directory.number());
            }
        }
    }

    /// Now that it is known what the peer holds: what is on its way on this stream.
    fn settle(&mut self, stream: Stream, hello: &Hello) {
        let ahead: BTreeSet<CoopId> = self
            .directories
            .iter()
            .zip(hello.heads.iter())
            .filter(|((coop, directory), (number, _))| {
                *number > directory.number() && !self.forks.contains_key(coop)
            })
            .map(|((coop, _), _)| *coop)
            .collect();
        if let Some(pull) = self.pulls.get_mut(&stream) {
            if std::mem::take(&mut pull.everything) {
                pull.wanted.extend(ahead);
            }
        }
    }

    /// A directory follows: whether we take it.
    pub(super) fn begin(
        &mut self,
        now: u64,
        source: Source,
        coop: CoopId,
        (full, resumed): (bool, bool),
        head: &[u8],
    ) -> Result<bool, Rejection> {
        let (author, head) = match self.admit_head(now, head) {
            Ok(admitted) => admitted,
            Err(why) if why.is_peers_fault() => return Err(why),
            // Overtaken by gossip, or a clock: what follows is passed over, and nobody is blamed.
            Err(_) => return Ok(false),
        };
        if author != coop {
            return Err(Rejection::OutOfTurn("a head of another cooperative"));
        }
        let (from, stream) = source;
        let live = |arrival: &Arrival| arrival.stream.is_some_and(|other| self.pulls.contains_key(&other));
        if let Some(arrival) = self.arrivals.get(&coop)
            && stream.is_some()
            && arrival.stream != stream
            && live(arrival)
        {
            // Another peer is sending it already.
            return Ok(false);
        }
        if resumed {
            let fits = |arrival: &&mut Arrival| arrival.from == from && arrival.full == full;
            let Some(arrival) = self.arrivals.get_mut(&coop).filter(fits) else { return Ok(false) };
            (arrival.head, arrival.stream) = (head, stream);
        } else {
            self.arrivals.insert(coop, Arrival::new(source, head, full));
        }
        Ok(true)
    }

    pub(super) fn part(
        &mut self,
        stream: Option<Stream>,
        coop: CoopId,
        part: Part,
    ) -> Result<(), Rejection> {
        let arrival = self.arrivals.get_mut(&coop).filter(|arrival| arrival.stream == stream);
        let Some(arrival) = arrival else { return Ok(()) };
        for entry in part.put {
            arrival.bytes += entry.size();
            arrival.removed.remove(&entry.id);
            arrival.put.insert(entry.id, entry);
        }
        for id in part.removed {
            arrival.put.remove(&id);
            arrival.removed.insert(id);
        }
        arrival.cursor = part.cursor;
        // A head that moves on while it is copied may bring some entries twice, never many times the quota.
        let many =
            arrival.put.len() as u64 > limits::ENTRIES || arrival.removed.len() as u64 > limits::ENTRIES;
        if many || arrival.bytes > 2 * limits::DIRECTORY_BYTES {
            return Err(Rejection::Quota);
        }
        Ok(())
    }

    /// A directory is complete: it goes through the door, all of it or nothing.
    pub(super) fn complete(&mut self, stream: Option<Stream>, coop: CoopId) -> Result<(), Rejection> {
        if self.arrivals.get(&coop).is_none_or(|arrival| arrival.stream != stream) {
            return Ok(());
        }
        let Some(arrival) = self.arrivals.remove(&coop) else { return Ok(()) };
        let held = self.directories.get(&coop).map_or(0, |directory| directory.number());
        if arrival.head.value.number <= held {
            // Overtaken by gossip while it came.
            return Ok(());
        }
        let full = arrival.full;
        let changes = Changes {
            put: arrival.put.into_values().collect(),
            removed: arrival.removed.into_iter().collect(),
            full,
        };
        let admitted = self.admit_changes(coop, arrival.head, changes);
        if admitted == Err(Rejection::Root) && !full {
            self.whole.insert(coop);
            // Remembered as incremental, so that nobody is blamed.
            return Err(Rejection::Gap);
        }
        admitted?;
        let held = self.directories.get(&coop).map_or(0, |directory| directory.number());
        if let Some((ticket, _)) = self.waiting.get(&coop).copied().filter(|(_, number)| *number <= held) {
            self.waiting.remove(&coop);
            self.verdict(ticket, Verdict::Accept);
        }
        Ok(())
    }

    /// A stream on which we asked broke before its end.
    pub(super) fn fail_pull(&mut self, now: u64, stream: Stream) {
        if let Some(peer) = self.pulls.get(&stream).and_then(|pull| self.peers.get_mut(&pull.peer)) {
            peer.failed(now);
        }
        self.end_pull(stream);
    }

    /// A stream on which we asked is over.
    pub(super) fn end_pull(&mut self, stream: Stream) {
        let Some(pull) = self.pulls.remove(&stream) else { return };
        for coop in pull.wanted {
            if let Some((ticket, _)) = self.waiting.remove(&coop) {
                self.verdict(ticket, Verdict::Ignore);
            }
        }
    }

    /// Opens pulls for what some peer is known to hold and nobody is sending.
    pub(super) fn schedule(&mut self, now: u64) {
        let silent: Vec<Stream> =
            self.pulls.iter().filter(|(_, p)| p.gives_up_at() <= now).map(|(s, _)| *s).collect();
        for stream in silent {
            self.out.push(Output::Reset(stream));
            self.fail_pull(now, stream);
        }
        if self.pulls.values().any(|pull| pull.everything) {
            // Its HELLO will say what remains to be asked of others.
            return;
        }
        let mut plan: BTreeMap<CoopId, Vec<CoopId>> = BTreeMap::new();
        for (at, (coop, directory)) in self.directories.iter().enumerate() {
            let asked = self.pulls.values().any(|pull| pull.wanted.contains(coop));
            if asked || self.forks.contains_key(coop) {
                continue;
            }
            if let Some(peer) = self.best_source(now, at, coop, directory.number(), &plan) {
                plan.entry(peer).or_default().push(*coop);
            }
        }
        for (peer, wanted) in plan {
            if self.pulls.values().filter(|pull| !pull.wanted.is_empty()).count() >= limits::PULLS_AT_ONCE {
                break;
            }
            self.open_pull(now, peer, false, wanted);
        }
    }

    /// The best connected peer that holds more than a number: one that answers, who sent the beginning, the
    /// author, the least busy. `None` also when the best one is to be waited for.
    fn best_source(
        &self,
        now: u64,
        at: usize,
        coop: &CoopId,
        number: u64,
        plan: &BTreeMap<CoopId, Vec<CoopId>>,
    ) -> Option<CoopId> {
        self.peers
            .iter()
            .filter(|(id, peer)| {
                let held = peer.heads.get(at).map_or(0, |(number, _)| *number);
                peer.connected && held > number && !self.avoided(now, id)
            })
            .min_by_key(|(id, peer)| {
                let started = self.arrivals.get(coop).is_some_and(|arrival| arrival.from == Some(**id));
                let busy = plan.get(id).map_or(0, Vec::len)
                    + self.pulls.values().filter(|pull| pull.peer == **id).count();
                let failing = peer.failures >= limits::RETRIES;
                (failing, !started, peer.failures, *id != coop, busy)
            })
            .filter(|(_, peer)| peer.ask_after <= now)
            .map(|(id, _)| *id)
    }
}

/// Holding something already is no reason to refuse an answer.
pub(super) fn unless_duplicate(result: Result<(), Rejection>) -> Result<(), Rejection> {
    match result {
        Err(Rejection::Duplicate) => Ok(()),
        other => other,
    }
}
