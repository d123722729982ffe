//! A directory on its way, from a peer or a file: begun, filled part by part, and put in force at its end.
//!
//! Knows which stream may fill it; must not know who is asked for what.

use std::collections::{BTreeMap, BTreeSet};

use super::admit::Changes;
use super::{Replica, Stream};
use crate::directory::Cursor;
use crate::directory::entry::Entry;
use crate::directory::head::SignedHead;
use crate::frame::Part;
use crate::id::{CoopId, EntryId};
use crate::limits;
use crate::rejection::{Rejection, Verdict};

/// A directory on its way.
#[derive(Debug)]
pub(super) struct Arrival {
    /// The peer, or `None` for a file.
    pub(super) from: Option<CoopId>,
    /// The stream that brings it, or brought it before it broke.
    stream: Option<Stream>,
    head: SignedHead,
    /// Whether it is the whole directory.
    pub(super) full: bool,
    /// Whether it goes on after a break: the peer may have lost its disk meanwhile, and be honest.
    pieced: bool,
    put: BTreeMap<EntryId, Entry>,
    removed: BTreeSet<EntryId>,
    bytes: u64,
    /// The place reached.
    pub(super) cursor: Cursor,
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
        Arrival { from, stream, head, full, pieced: false, put, removed, bytes: 0, cursor: Cursor::default() }
    }

    pub(super) fn progress(&self) -> Progress {
        let expected = if self.full { self.head.value.count } else { 0 };
        Progress { received: self.put.len() as u64, expected }
    }
}

impl Replica {
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
            Err(why) => {
                let pull = source.1.and_then(|stream| self.pulls.get_mut(&stream));
                if why != Rejection::Stale
                    && let Some(pull) = pull
                {
                    pull.excuse(coop);
                }
                return Ok(false);
            }
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
            arrival.pieced |= arrival.stream != stream;
            (arrival.head, arrival.stream) = (head, stream);
        } else {
            self.arrivals.insert(coop, Arrival::new(source, head, full));
        }
        Ok(true)
    }

    pub(super) fn part(&mut self, stream: Option<Stream>, coop: CoopId, part: Part) -> Result<(), Rejection> {
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
        let [_, entries, bytes] = self.register.quotas;
        let (entries, bytes) = (entries.max(limits::ENTRIES), bytes.max(limits::DIRECTORY_BYTES));
        let many = arrival.put.len() as u64 > entries || arrival.removed.len() as u64 > entries;
        if many || arrival.bytes > bytes.saturating_mul(2) {
            return Err(Rejection::Size);
        }
        Ok(())
    }

    /// A directory is complete: it goes through the door, all of it or nothing.
    pub(super) fn complete(&mut self, stream: Option<Stream>, coop: CoopId) -> Result<(), Rejection> {
        if self.arrivals.get(&coop).is_none_or(|arrival| arrival.stream != stream) {
            return Ok(());
        }
        let Some(arrival) = self.arrivals.remove(&coop) else { return Ok(()) };
        if arrival.head.value.number <= self.number(&coop) {
            // Overtaken by gossip while it came.
            return Ok(());
        }
        let (full, pieced) = (arrival.full, arrival.pieced);
        let changes = Changes {
            put: arrival.put.into_values().collect(),
            removed: arrival.removed.into_iter().collect(),
            full,
        };
        let admitted = self.admit_changes(coop, arrival.head, changes);
        if admitted == Err(Rejection::Root) && (!full || pieced) {
            self.whole.insert(coop);
            // A whole copy from its beginning will tell; until then nobody is blamed.
            return Err(Rejection::Gap);
        }
        admitted?;
        let held = self.number(&coop);
        if let Some((ticket, _)) = self.waiting.get(&coop).copied().filter(|(_, number)| *number <= held) {
            self.waiting.remove(&coop);
            self.verdict(ticket, Verdict::Accept);
        }
        Ok(())
    }
}
