//! Asking: which directories to fetch from whom, and what is done with the answer.

use std::collections::BTreeMap;

use super::peers::bounded;
use super::{Event, Output, Peer, Replica, Stream};
use crate::directory::Directory;
use crate::frame::{Ask, Frame, Hello};
use crate::id::CoopId;
use crate::journal::Journal;
use crate::limits;
use crate::rejection::{Rejection, Verdict};

/// A stream on which we ask.
#[derive(Debug)]
pub(super) struct Pull {
    /// Whom.
    pub(super) peer: CoopId,
    /// Whether everything in which it is ahead is asked for.
    pub(super) everything: bool,
    /// The directories asked for, once known: the number held when asking, or `None` once the peer is excused
    /// from bringing more.
    wanted: BTreeMap<CoopId, Option<u64>>,
    greeted: bool,
    heard: bool,
    /// Whether the peer had said that it heard this run of ours when it was asked.
    known: bool,
    /// The directory whose parts follow, if it is one that we take.
    current: Option<CoopId>,
    /// Whether what is said of the register and the journals was asked for.
    asked_register: bool,
    /// How many journal entries came.
    entries: u64,
    /// The pieces of a sealed page.
    sealed: Vec<u8>,
    last_frame: u64,
}

impl Pull {
    pub(super) fn wants(&self, coop: &CoopId) -> bool {
        self.wanted.contains_key(coop)
    }

    pub(super) fn gives_up_at(&self) -> u64 {
        self.last_frame + limits::PULL_IDLE_MS
    }

    /// Whether nothing is asked for but what the peer holds.
    pub(super) fn only_compares(&self) -> bool {
        !self.everything && self.wanted.is_empty()
    }

    /// The peer is not to blame for a directory that does not come.
    pub(super) fn excuse(&mut self, coop: CoopId) {
        self.wanted.entry(coop).and_modify(|held| *held = None);
    }

    /// Our clock was put back.
    pub(super) fn turn_back(&mut self, now: u64) {
        self.last_frame = self.last_frame.min(now);
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
                wanted: self.with_numbers(wanted),
                greeted: false,
                heard: false,
                known: self.peers.get(&peer).is_some_and(|peer| peer.knows_us),
                current: None,
                asked_register: everything,
                entries: 0,
                sealed: Vec::new(),
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
        let asked = |coop: &CoopId| wanted.contains_key(coop) || everything && self.is_special(coop, &peer);
        let asks = self
            .directories
            .keys()
            .filter(|coop| asked(coop))
            .filter_map(|coop| {
                let at = self.register.position(coop)?;
                Some(self.ask(u16::try_from(at).ok()?, coop, &peer))
            })
            .collect();
        let hello = Hello { asks: bounded(asks), everything, ..self.hello(now, Some(&peer)) };
        self.out.push(Output::Send { stream, bytes: Frame::Hello(Box::new(hello)).to_bytes() });
    }

    /// Whether a directory needs more said than "everything after the number held".
    fn is_special(&self, coop: &CoopId, peer: &CoopId) -> bool {
        self.whole.contains(coop)
            || self.arrivals.get(coop).is_some_and(|arrival| arrival.from == Some(*peer))
    }

    fn ask(&self, at: u16, coop: &CoopId, peer: &CoopId) -> Ask {
        let held = self.number(coop);
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
        pull.entries += u64::from(matches!(&frame, Frame::Entry(_)));
        match frame {
            Frame::Hello(hello) => {
                let known = pull.known;
                if std::mem::replace(&mut pull.heard, true) {
                    return Err(Rejection::OutOfTurn("a second HELLO"));
                }
                if hello.federation != self.register.federation {
                    return Err(Rejection::Federation);
                }
                self.hear(now, peer, &hello, known);
                self.settle(stream, &hello);
                Ok(())
            }
            _ if !pull.heard => Err(Rejection::OutOfTurn("a frame before HELLO")),
            Frame::Sealed(piece, last) => self.take_piece(stream, &piece, last),
            Frame::Begin { coop, full, resumed, head } => {
                let taken = self.begin(now, (Some(peer), Some(stream)), coop, (full, resumed), &head)?;
                self.set_current(stream, taken.then_some(coop));
                Ok(())
            }
            Frame::Part(part) => current.map_or(Ok(()), |coop| self.part(Some(stream), coop, part)),
            Frame::End => {
                let Some(coop) = current else { return Ok(()) };
                self.set_current(stream, None);
                let result = self.complete(Some(stream), coop);
                let Some(pull) = self.pulls.get_mut(&stream) else { return result };
                if result == Err(Rejection::Quota) {
                    // A page made it too large, and the peer took it before: what follows is taken all the same.
                    pull.excuse(coop);
                    self.notify(Event::Refused { peer: Some(peer), why: Rejection::Quota, avoided: false });
                    return Ok(());
                }
                result?;
                pull.wanted.remove(&coop);
                Ok(())
            }
            Frame::Done => {
                self.out.push(Output::Finish(stream));
                self.disbelieve(stream);
                self.hear_out(stream);
                if self.brought_nothing(stream) {
                    // Or it would claim something else each time, and be asked each time.
                    self.fail_pull(now, stream);
                    return Ok(());
                }
                if let Some(peer) = self.peers.get_mut(&peer) {
                    (peer.failures, peer.ask_after) = (0, 0);
                }
                self.end_pull(stream);
                Ok(())
            }
            object => unless_untimely(self.admit_object(now, object)),
        }
    }

    /// A piece of a sealed page.
    fn take_piece(&mut self, stream: Stream, piece: &[u8], last: bool) -> Result<(), Rejection> {
        let Some(pull) = self.pulls.get_mut(&stream) else { return Ok(()) };
        pull.sealed.extend_from_slice(piece);
        if pull.sealed.len() > limits::SEALED_BYTES {
            return Err(Rejection::Size);
        }
        if !last {
            return Ok(());
        }
        let sealed = std::mem::take(&mut pull.sealed);
        unless_untimely(self.admit_sealed(&sealed))
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
        for (coop, directory) in &self.directories {
            if pull.wants(coop)
                && let Some(at) = self.register.position(coop)
                && let Some(mark) = peer.heads.get_mut(at)
            {
                mark.0 = mark.0.min(directory.number());
            }
        }
    }

    /// A whole answer about the register and the journals: whatever of it we still lack, the peer did not send. Until
    /// it says so again, it does not hold it.
    fn hear_out(&mut self, stream: Stream) {
        let Some(pull) = self.pulls.get(&stream).filter(|pull| pull.asked_register) else { return };
        if pull.entries >= limits::ENTRIES_PER_ANSWER {
            // There may be more: it is asked again at once.
            return;
        }
        let (coop, held) = (pull.peer, self.journal(&self.identity.coop).map_or(0, Journal::seq));
        let at = self.register.position(&self.identity.coop);
        let Some(peer) = self.peers.get_mut(&coop) else { return };
        peer.ahead = false;
        if let Some(mark) = at.and_then(|at| peer.journals.get_mut(at)) {
            mark.0 = mark.0.min(held);
        }
    }

    /// Now that it is known what the peer holds: what is on its way on this stream.
    fn settle(&mut self, stream: Stream, hello: &Hello) {
        let is_ahead = |coop: &CoopId, directory: &Directory| {
            let number = self.register.position(coop).and_then(|at| hello.heads.get(at)).map(|mark| mark.0);
            number > Some(directory.number()) && !self.is_forked(coop)
        };
        let ahead = self.directories.iter().filter(|(coop, directory)| is_ahead(coop, directory));
        let ahead: Vec<CoopId> = ahead.map(|(coop, _)| *coop).collect();
        let ahead = self.with_numbers(ahead);
        if let Some(pull) = self.pulls.get_mut(&stream)
            && std::mem::take(&mut pull.everything)
        {
            pull.wanted.extend(ahead);
        }
    }

    /// Directories to ask for, with the numbers held.
    fn with_numbers(&self, coops: Vec<CoopId>) -> BTreeMap<CoopId, Option<u64>> {
        coops.into_iter().map(|coop| (coop, Some(self.number(&coop)))).collect()
    }

    /// The number held of a directory.
    pub(super) fn number(&self, coop: &CoopId) -> u64 {
        self.directories.get(coop).map_or(0, |directory| directory.number())
    }

    /// Whether the peer claimed to hold something newer and brought nothing of it.
    fn brought_nothing(&self, stream: Stream) -> bool {
        let wanted = self.pulls.get(&stream).into_iter().flat_map(|pull| &pull.wanted);
        wanted.into_iter().any(|(coop, held)| held.is_some_and(|held| self.number(coop) <= held))
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
        for coop in pull.wanted.into_keys() {
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
        self.schedule_register(now);
        let mut plan: BTreeMap<CoopId, Vec<CoopId>> = BTreeMap::new();
        for (coop, directory) in &self.directories {
            let Some(at) = self.register.position(coop) else { continue };
            let asked = self.pulls.values().any(|pull| pull.wants(coop));
            if asked || self.is_forked(coop) || self.is_suspended(now, coop) {
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

    /// Asks for what somebody said of the register and the journals, of one peer at a time.
    fn schedule_register(&mut self, now: u64) {
        if self.pulls.values().any(|pull| pull.asked_register) {
            return;
        }
        let able = |coop: &CoopId, peer: &Peer| {
            peer.connected && peer.ahead && peer.ask_after <= now && !self.avoided(now, coop)
        };
        let best = self.peers.iter().filter(|(coop, peer)| able(coop, peer));
        let best = best.min_by_key(|(_, peer)| peer.failures).map(|(coop, _)| *coop);
        if let Some(peer) = best {
            self.open_pull(now, peer, true, Vec::new());
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

/// An object held already, or that can't be placed yet, is no reason to refuse the rest of an answer: only one
/// that shows by itself that it is wrong.
pub(super) fn unless_untimely(result: Result<(), Rejection>) -> Result<(), Rejection> {
    match result {
        Err(why) if why.verdict() == Verdict::Reject => Err(why),
        _ => Ok(()),
    }
}
