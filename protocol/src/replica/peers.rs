//! What is known of the other nodes: who is connected, what they hold, and when to compare again.

use super::{Event, Output, Replica, pulling};
use crate::directory::Directory;
use crate::directory::head::SignedHead;
use crate::durable::ProofKind;
use crate::frame::{Hello, Mark};
use crate::id::{CoopId, InstanceId, ObjectId};
use crate::journal::Journal;
use crate::limits;
use crate::register::Seat;
use crate::text::List;

/// Another cooperative's node, as seen from here.
#[derive(Debug, Clone, Default)]
pub struct Peer {
    /// Whether a connection is open.
    pub connected: bool,
    /// What it held of the directories when last heard, in the order of the seats.
    pub heads: Vec<Mark>,
    /// What it held of the journals when last heard, in the order of the seats.
    pub journals: Vec<Mark>,
    /// The numbers of the pulses that it held when last heard, in the order of the seats.
    pub(super) pulses: Vec<u64>,
    /// The number of the last page of its register when last heard.
    pub register: u64,
    /// Whether it said that it holds something of the register or of the journals that we lack.
    pub(super) ahead: bool,
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
    /// Its last run that was heard, on whatever connection.
    last_run: Option<InstanceId>,
    /// Whether it said that it heard this run of ours.
    pub(super) knows_us: bool,
    /// When to compare heads with it next.
    next_compare: u64,
    /// When it was last looked at out of turn.
    looked: u64,
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
        self.looked = self.looked.min(now);
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
            peer.heads.resize_with(self.register.seats().len(), Mark::default);
            if peer.heads[position].0 < head.value.number {
                peer.heads[position] = mark(head);
            }
        }
    }

    /// Takes in what a HELLO says of its sender. `asked_since`: it answers a question that we asked after its sender
    /// had said that it heard this run of ours. Only then is another run that it names a later one: streams overtake
    /// each other.
    pub(super) fn hear(&mut self, now: u64, from: CoopId, hello: &Hello, asked_since: bool) {
        let next = now + self.interval(&from);
        let ahead_of_us = self.lacks(hello);
        let Some(peer) = self.peers.get_mut(&from) else { return };
        let restarted = peer.instance.is_some_and(|instance| instance != hello.instance);
        peer.instance = Some(hello.instance);
        peer.last_run = Some(hello.instance);
        let other_run = hello.heard.is_some_and(|run| run != self.identity.instance);
        let two_of_us = asked_since && other_run;
        peer.knows_us |= hello.heard == Some(self.identity.instance);
        peer.heads = hello.heads.to_vec();
        peer.journals = hello.journals.to_vec();
        peer.pulses = hello.pulses.to_vec();
        peer.register = hello.register.0;
        peer.ahead = ahead_of_us;
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
        if two_of_us {
            self.note_other_run(from);
        }
        self.own_heard(from);
    }

    /// How long until heads are compared with a peer again: a minute, plus up to a quarter by who it is.
    fn interval(&self, peer: &CoopId) -> u64 {
        let spread = u64::from(peer.0[0] ^ self.identity.coop.0[1]);
        limits::COMPARE_MS + limits::COMPARE_MS * spread / 1024
    }

    /// What we say of ourselves, to somebody or in a file.
    pub(super) fn hello(&self, now: u64, to: Option<&CoopId>) -> Hello {
        let seats = self.register.seats();
        let of_seats = |mark: &dyn Fn(&CoopId) -> Mark| seats.iter().map(|seat| mark(&seat.coop)).collect();
        let heads =
            of_seats(&|coop| self.directory(coop).and_then(Directory::head).map(mark).unwrap_or_default());
        let journals = of_seats(&|coop| self.journal(coop).map(journal_mark).unwrap_or_default());
        let proofs = self.proofs.keys().filter_map(|(coop, kind)| {
            Some((u16::try_from(self.register.position(coop)?).ok()?, *kind as u8))
        });
        Hello {
            asks: List::default(),
            time: now,
            cards: bounded(seats.iter().map(card_mark).collect()),
            heads: bounded(heads),
            heard: to.and_then(|coop| self.peers.get(coop)?.last_run),
            votes: self.votes.fingerprint(),
            proofs: bounded(proofs.collect()),
            pulses: bounded(seats.iter().map(|seat| self.pulse_number(&seat.coop)).collect()),
            assents: self.bits(|coop| self.assents.contains_key(coop)),
            program: self.identity.program.clone(),
            instance: self.identity.instance,
            journals: bounded(journals),
            register: (self.register.height, short(&self.register.head)),
            everything: false,
            federation: self.register.federation,
        }
    }

    /// Whether a HELLO speaks of something of the register or of the journals that we lack, or of another page in
    /// the place of one of ours.
    fn lacks(&self, hello: &Hello) -> bool {
        let (height, id) = hello.register;
        let ours = self.page_id(height).map(|id| short(&id));
        let seats = self.register.seats();
        let cards = seats.iter().zip(hello.cards.iter()).any(|(seat, mark)| {
            let known = self.proofs.contains_key(&(seat.coop, ProofKind::Card));
            mark.0 > seat.card().value.number || !known && differs(seat, mark)
        });
        let journals = seats.iter().zip(hello.journals.iter()).any(|(seat, (seq, id))| {
            let held = self.journal(&seat.coop);
            let frozen = self.proofs.contains_key(&(seat.coop, ProofKind::Journal));
            let differs = held.and_then(|journal| journal.id(*seq)).is_some_and(|held| short(&held) != *id);
            !frozen && (*seq > held.map_or(0, |journal| journal.seq()) || differs)
        });
        let pulses = seats
            .iter()
            .zip(hello.pulses.iter())
            .any(|(seat, number)| *number > self.pulse_number(&seat.coop));
        let proofs = hello.proofs.iter().any(|(at, kind)| {
            let seat = seats.get(usize::from(*at));
            let kind = ProofKind::from_number(u64::from(*kind));
            seat.zip(kind).is_some_and(|(seat, kind)| !self.proofs.contains_key(&(seat.coop, kind)))
        });
        let votes = height == self.register.height
            && hello.votes != [0; 8]
            && hello.votes != self.votes.fingerprint();
        let assents =
            hello.assents & self.bits(|_| true) & !self.bits(|coop| self.assents.contains_key(coop));
        let page = height > self.register.height || ours != Some(id);
        page || cards || journals || pulses || proofs || votes || assents != 0
    }

    /// Compares with a peer soon: it passed on something that we can't place.
    pub(super) fn look_at(&mut self, now: u64, peer: CoopId) {
        if let Some(peer) = self.peers.get_mut(&peer) {
            // Not more than once a second, whatever it sends.
            let soonest = peer.looked.saturating_add(limits::RETRY_MS).max(now);
            peer.next_compare = peer.next_compare.min(soonest);
            peer.looked = soonest;
        }
    }

    /// A bit for each founder of which something is true.
    fn bits(&self, is: impl Fn(&CoopId) -> bool) -> u64 {
        let founders = self.register.seats().iter().take(self.founding.cards.len()).enumerate();
        founders.filter(|(_, seat)| is(&seat.coop)).fold(0, |sum, (at, _)| sum | 1 << at)
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
pub(super) fn mark(head: &SignedHead) -> Mark {
    (head.value.number, short(&head.id))
}

fn card_mark(seat: &Seat) -> Mark {
    (seat.card().value.number, short(&seat.card().id))
}

/// Whether another card stands in the place of one of ours.
pub(super) fn differs(seat: &Seat, (number, id): &Mark) -> bool {
    let ours = usize::try_from(*number).ok().and_then(|at| seat.cards().get(at));
    ours.is_some_and(|card| short(&card.id) != *id)
}

fn journal_mark(journal: &Journal) -> Mark {
    (journal.seq(), journal.head().map(|id| short(&id)).unwrap_or_default())
}

/// The first 8 bytes of an id.
pub(super) fn short(id: &ObjectId) -> serde_bytes::ByteArray<8> {
    serde_bytes::ByteArray::new(std::array::from_fn(|at| id.0[at]))
}

/// A list no longer than the electorate, which is within the bound.
pub(super) fn bounded<T, const MOST: usize>(values: Vec<T>) -> List<T, MOST> {
    List::new(values).unwrap_or_default()
}
