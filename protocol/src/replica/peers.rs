//! What is known of the other nodes: who is connected, what they hold, and when to compare again.

use super::{Event, Output, Replica, pulling};
use crate::directory::head::SignedHead;
use crate::frame::{HeadMark, Hello};
use crate::id::{CoopId, InstanceId};
use crate::limits;
use crate::text::List;

/// Another cooperative's node, as seen from here.
#[derive(Debug, Clone, Default)]
pub struct Peer {
    /// Whether a connection is open.
    pub connected: bool,
    /// What it held when last heard, in the order of the electorate.
    pub heads: Vec<HeadMark>,
    /// When it was last heard, by our clock.
    pub heard: Option<u64>,
    /// Its program and version.
    pub program: Option<String>,
    /// Its clock less ours, in milliseconds.
    pub ahead_ms: i64,
    /// Until when it is not asked anything, by our clock.
    pub avoid_until: u64,
    /// Which run of it the connection belongs to.
    instance: Option<InstanceId>,
    /// When to compare heads with it next.
    next_compare: u64,
    /// How many pulls from it failed since one succeeded.
    pub(super) failures: u32,
    /// Not asked for anything before, by our clock.
    pub(super) ask_after: u64,
}

impl Peer {
    /// Our clock was put back.
    pub(super) fn turn_back(&mut self, now: u64) {
        self.heard = self.heard.map(|heard| heard.min(now));
        self.next_compare = self.next_compare.min(now + limits::COMPARE_MS);
        self.avoid_until = self.avoid_until.min(now + limits::AVOID_MS);
        self.ask_after = self.ask_after.min(now + limits::RETRY_MOST_MS);
    }

    /// A pull from it failed: the next waits, twice as long each time.
    pub(super) fn failed(&mut self, now: u64) {
        let wait = limits::RETRY_MS << self.failures.min(16);
        self.ask_after = now + wait.min(limits::RETRY_MOST_MS);
        self.failures = self.failures.saturating_add(1);
    }
}

impl Peer {
    /// Heads are compared with it from this time on.
    pub(super) fn compare_at(&mut self, time: u64) {
        self.next_compare = time;
    }
}

impl Replica {
    pub(super) fn connected(&mut self, now: u64, coop: CoopId) {
        if let Some(peer) = self.peers.get_mut(&coop)
            && !peer.connected
        {
            peer.connected = true;
            peer.instance = None;
            // One side begins, and both have compared; the other begins if it does not.
            peer.next_compare = if self.identity.coop < coop { now } else { now + limits::YIELD_MS };
            (peer.failures, peer.ask_after) = (0, 0);
        }
    }

    pub(super) fn disconnected(&mut self, coop: CoopId) {
        if let Some(peer) = self.peers.get_mut(&coop) {
            peer.connected = false;
        }
        let broken: Vec<_> = self.pulls.iter().filter(|(_, p)| p.peer == coop).map(|(s, _)| *s).collect();
        for stream in broken {
            self.end_pull(stream);
        }
        self.answers.retain(|_, answer| answer.peer != coop);
    }

    /// A peer passed a head on: it holds at least that.
    pub(super) fn heard_of(&mut self, from: CoopId, coop: CoopId, head: &SignedHead) {
        let Some(position) = self.register.position(&coop) else { return };
        if let Some(peer) = self.peers.get_mut(&from) {
            peer.heads.resize_with(self.register.len(), HeadMark::default);
            if peer.heads[position].0 < head.value.number {
                peer.heads[position] = mark(head);
            }
        }
    }

    /// Takes in what a HELLO says of its sender.
    pub(super) fn hear(&mut self, now: u64, from: CoopId, hello: &Hello) {
        let next = now + self.interval(&from);
        let Some(peer) = self.peers.get_mut(&from) else { return };
        let restarted = peer.instance.is_some_and(|instance| instance != hello.instance);
        peer.instance = Some(hello.instance);
        peer.heads = hello.heads.to_vec();
        peer.heard = Some(now);
        peer.program = Some(hello.program.to_string());
        let ahead = i128::from(hello.time) - i128::from(now);
        peer.ahead_ms = i64::try_from(ahead).unwrap_or(if ahead > 0 { i64::MAX } else { i64::MIN });
        peer.next_compare = next;
        if restarted {
            // gossipsub never recovers by itself on the old connection (measured).
            peer.instance = None;
            self.out.push(Output::Bounce(from));
            self.notify(Event::Restarted(from));
        }
        self.own_heard(from);
    }

    /// How long until heads are compared with a peer again: a minute, plus up to a quarter by who it is.
    fn interval(&self, peer: &CoopId) -> u64 {
        let spread = u64::from(peer.0[0] ^ self.identity.coop.0[1]);
        limits::COMPARE_MS + limits::COMPARE_MS * spread / 1024
    }

    /// What we say of ourselves.
    pub(super) fn hello(&self, now: u64) -> Hello {
        let heads: Vec<HeadMark> = self
            .directories
            .values()
            .map(|directory| directory.head().map(mark).unwrap_or_default())
            .collect();
        Hello {
            asks: List::default(),
            time: now,
            forks: self.bits(|coop| self.forks.contains_key(coop)),
            heads: bounded(heads),
            assents: self.bits(|coop| self.assents.contains_key(coop)),
            program: self.identity.program.clone(),
            instance: self.identity.instance,
            everything: false,
            federation: self.register.federation,
        }
    }

    /// An asker knows of assents or forks that we lack: they come with the answer to a question of ours.
    pub(super) fn ask_back(&mut self, now: u64, from: CoopId, hello: &Hello) {
        let all = self.bits(|_| true);
        let assents = hello.assents & all & !self.bits(|coop| self.assents.contains_key(coop));
        let forks = hello.forks & all & !self.bits(|coop| self.forks.contains_key(coop));
        let asking = self.pulls.values().any(|pull| pull.peer == from);
        if (assents | forks) != 0
            && !asking
            && let Some(peer) = self.peers.get_mut(&from)
        {
            peer.next_compare = now;
        }
    }

    /// A bit for each cooperative of which something is true.
    fn bits(&self, is: impl Fn(&CoopId) -> bool) -> u64 {
        self.register.coops().enumerate().filter(|(_, coop)| is(coop)).fold(0, |sum, (at, _)| sum | 1 << at)
    }

    /// Opens a comparison with each connected peer whose time has come.
    pub(super) fn compare(&mut self, now: u64) {
        let due: Vec<CoopId> = self
            .peers
            .iter()
            .filter(|(_, peer)| peer.connected && peer.next_compare <= now)
            .map(|(coop, _)| *coop)
            .collect();
        for coop in due {
            let next = now + self.interval(&coop);
            if let Some(peer) = self.peers.get_mut(&coop) {
                peer.next_compare = next;
            }
            // Only who answers is asked for everything, when nothing is on its way: what it lacks is asked of
            // the others, and nothing is asked of two.
            let answers = self.peers.get(&coop).is_some_and(|peer| peer.failures == 0);
            let everything =
                self.pulls.values().all(pulling::Pull::only_compares) && answers && !self.avoided(now, &coop);
            self.open_pull(now, coop, everything, Vec::new());
        }
    }

    pub(super) fn avoided(&self, now: u64, peer: &CoopId) -> bool {
        self.peers.get(peer).is_some_and(|peer| peer.avoid_until > now)
    }

    /// Objects of the register that a peer lacks: assents and forks.
    pub(super) fn lacking(&self, hello: &Hello) -> Vec<crate::frame::Frame> {
        let mut frames = Vec::new();
        for (at, coop) in self.register.coops().enumerate() {
            if hello.assents >> at & 1 == 0
                && let Some(assent) = self.assents.get(&coop)
            {
                frames.push(crate::frame::Frame::Assent(assent.clone()));
            }
            if hello.forks >> at & 1 == 0
                && let Some((a, b)) = self.forks.get(&coop)
            {
                frames.push(crate::frame::Frame::Fork(a.clone(), b.clone()));
            }
        }
        frames
    }

    pub(super) fn peers_wake_at(&self) -> u64 {
        let compare = self.peers.values().filter(|peer| peer.connected).map(|peer| peer.next_compare);
        let pulls = self.pulls.values().map(pulling::Pull::gives_up_at);
        let retries = self.peers.values().map(|peer| peer.ask_after).filter(|after| *after > self.now);
        compare.chain(pulls).chain(retries).min().unwrap_or(u64::MAX)
    }

    /// The median of fresh peers' clocks and ours agrees that a time has passed.
    pub(super) fn has_passed(&self, now: u64, time: u64) -> bool {
        let fresh = |peer: &&Peer| peer.heard.is_some_and(|heard| heard + limits::FRESH_MS > now);
        let mut clocks: Vec<i64> = self.peers.values().filter(fresh).map(|peer| peer.ahead_ms).collect();
        if now < time || 2 * clocks.len() < self.peers.len() {
            return false;
        }
        clocks.push(0);
        clocks.sort_unstable();
        now.saturating_add_signed(clocks[(clocks.len() - 1) / 2]) >= time
    }

    /// How many cooperatives, this one included, were heard within 24 hours.
    pub fn fresh(&self, now: u64) -> usize {
        let fresh = |peer: &&Peer| peer.heard.is_some_and(|heard| heard + limits::FRESH_MS > now);
        1 + self.peers.values().filter(fresh).count()
    }
}

/// What is said of a head: its number and the start of its id.
pub(super) fn mark(head: &SignedHead) -> HeadMark {
    let mut short = [0; 8];
    short.copy_from_slice(&head.id.0[..8]);
    (head.value.number, serde_bytes::ByteArray::new(short))
}

/// A list no longer than the electorate, which is within the bound.
pub(super) fn bounded<T, const MOST: usize>(values: Vec<T>) -> List<T, MOST> {
    List::new(values).unwrap_or_default()
}
