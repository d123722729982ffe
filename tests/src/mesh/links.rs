//! Connections between nodes, and the gossip that floods over them.
//!
//! Knows who believes to be connected to whom; must not know what a message says.

use std::rc::Rc;

use bigre_protocol::id::CoopId;
use bigre_protocol::rejection::Verdict;
use bigre_protocol::replica::{Input, Ticket};

use super::{Event, Mesh};

/// A connection between two nodes. Sides are 0 for the lower node and 1 for the higher.
#[derive(Debug, Clone, Default)]
pub struct Link {
    /// Which connection this is.
    pub epoch: u64,
    /// Which sides believe that it is open.
    pub up: [bool; 2],
    /// Which sides' messages get lost.
    pub cut: [bool; 2],
    /// Whether they may not dial each other.
    pub forbidden: bool,
    /// Which sides' gossip goes to a connection that is dead: until they are disconnected.
    pub deaf: [bool; 2],
}

/// How often nodes dial whom they are not connected to, in milliseconds.
const REDIAL_MS: u64 = 1_000;

/// The pair of two nodes, and the side of the first.
pub(super) fn pair(at: usize, other: usize) -> ((usize, usize), usize) {
    if at < other { ((at, other), 0) } else { ((other, at), 1) }
}

impl Mesh {
    pub(super) fn link(&mut self, at: usize, other: usize) -> (&mut Link, usize) {
        let (pair, side) = pair(at, other);
        (self.links.entry(pair).or_default(), side)
    }

    /// Whether a message of a node now reaches another, if it believes to be connected.
    pub(super) fn passes(&mut self, from: usize, to: usize, epoch: u64) -> bool {
        let (link, side) = self.link(from, to);
        link.epoch == epoch && !link.cut[side] && link.up[1 - side]
    }

    pub(super) fn latency(&mut self) -> u64 {
        self.rng.within(self.weather.latency.clone())
    }

    /// Connects what is not connected and may be.
    pub(super) fn redial(&mut self) {
        if !self.dials {
            return;
        }
        self.after(REDIAL_MS, Event::Redial);
        let pairs: Vec<(usize, usize)> = self.links.keys().copied().collect();
        for (low, high) in pairs {
            let both = self.machines[low].is_up() && self.machines[high].is_up();
            let (link, _) = self.link(low, high);
            let may = both && !link.forbidden && link.cut == [false; 2] && link.up != [true; 2];
            if may && self.knows(low, high) && self.knows(high, low) && self.rng.chance(500) {
                self.connect(low, high);
            }
        }
    }

    /// Whether a node's register lets another connect.
    pub(crate) fn knows(&self, at: usize, other: usize) -> bool {
        let coop = self.machines[other].coop;
        self.machines[at].replica().is_some_and(|replica| replica.register().is_member(&coop))
    }

    /// Connects two nodes. A side that still believed in an older connection is not told.
    pub fn connect(&mut self, low: usize, high: usize) {
        let coops = [self.machines[low].coop, self.machines[high].coop];
        self.trace.line(|| format!("{} connect {low} and {high}", self.now));
        let (link, _) = self.link(low, high);
        link.epoch += 1;
        let before = std::mem::replace(&mut link.up, [true; 2]);
        // Gossip of a side that believed goes on over the old connection, to nobody.
        link.deaf = before;
        for (side, at) in [low, high].into_iter().enumerate() {
            if !before[side] {
                self.give(at, Input::Connected(coops[1 - side]));
            }
        }
    }

    /// One side learns that its connection is gone.
    pub(super) fn disconnect(&mut self, at: usize, other: usize) {
        let coop = self.machines[other].coop;
        let (link, side) = self.link(at, other);
        link.deaf[side] = false;
        if std::mem::take(&mut link.up[side]) {
            self.trace.line(|| format!("{} {at} loses {other}", self.now));
            self.lose_pipes(at, other);
            self.give(at, Input::Disconnected(coop));
        }
    }

    /// Closes a connection on both sides.
    pub fn close(&mut self, at: usize, other: usize) {
        self.disconnect(at, other);
        self.disconnect(other, at);
    }

    /// A node is gone: its peers learn it at once, or much later.
    pub(super) fn unplug(&mut self, at: usize, silently: bool) {
        for other in 0..self.size() {
            if other == at {
                continue;
            }
            let (link, side) = self.link(at, other);
            (link.up[side], link.deaf[side]) = (false, false);
            let (epoch, pair) = (link.epoch, pair(at, other).0);
            self.lose_pipes(at, other);
            if silently {
                let ms = self.rng.within(5_000..60_000);
                self.after(ms, Event::LinkProbe { pair, epoch });
            } else {
                self.disconnect(other, at);
            }
        }
    }

    /// The keep-alive of a connection: whoever finds nobody closes it.
    pub(super) fn probe(&mut self, (low, high): (usize, usize), epoch: u64) {
        let (link, _) = self.link(low, high);
        if link.epoch == epoch && (link.cut != [false; 2] || link.up != [true; 2]) {
            self.close(low, high);
        }
    }

    /// Messages of a node to another get lost, or no longer.
    pub fn cut(&mut self, from: usize, to: usize, cut: bool) {
        let ms = self.rng.within(10_000..40_000);
        let (link, side) = self.link(from, to);
        link.cut[side] = cut;
        let epoch = link.epoch;
        if cut {
            self.trace.line(|| format!("{} cut from {from} to {to}", self.now));
            self.after(ms, Event::LinkProbe { pair: pair(from, to).0, epoch });
        }
    }

    /// Forbids two nodes to dial each other, or allows it.
    pub fn forbid(&mut self, low: usize, high: usize, forbidden: bool) {
        self.link(low, high).0.forbidden = forbidden;
    }

    /// Ends every partition.
    pub fn heal_links(&mut self) {
        for link in self.links.values_mut() {
            (link.cut, link.forbidden) = ([false; 2], false);
        }
    }

    /// A node closes every connection to a peer, and dials it again.
    pub(super) fn bounce(&mut self, at: usize, peer: &CoopId) {
        let Some(other) = self.federation.position(peer) else { return };
        if pair_is_up(self.link(at, other)) {
            self.close(at, other);
        }
    }

    /// A node publishes a message.
    pub(super) fn publish(&mut self, at: usize, bytes: Vec<u8>) {
        if !self.options.gossip {
            return;
        }
        for bytes in self.lied_gossip(at, bytes) {
            let bytes: Rc<[u8]> = bytes.into();
            self.machines[at].seen.insert(bytes.clone());
            self.flood(at, None, &bytes);
        }
    }

    fn flood(&mut self, at: usize, except: Option<usize>, bytes: &Rc<[u8]>) {
        for to in (0..self.size()).filter(|to| *to != at && Some(*to) != except) {
            let (link, side) = self.link(at, to);
            let (epoch, open) = (link.epoch, link.up[side] && !link.deaf[side]);
            if !open || self.rng.chance(self.weather.lost) {
                continue;
            }
            let twice = self.rng.chance(self.weather.twice);
            for again in [false, true].into_iter().take(1 + usize::from(twice)) {
                let mut ms = self.latency();
                if self.rng.chance(self.weather.late) {
                    ms += self.rng.below(5_000);
                }
                self.after(ms, Event::Gossip { from: at, to, epoch, bytes: bytes.clone(), again });
            }
        }
    }

    pub(super) fn gossip_arrives(
        &mut self,
        from: usize,
        to: usize,
        epoch: u64,
        bytes: Rc<[u8]>,
        again: bool,
    ) {
        if !self.passes(from, to, epoch) || !self.machines[to].is_up() {
            return;
        }
        let machine = &mut self.machines[to];
        if !machine.seen.insert(bytes.clone()) && !again {
            return;
        }
        machine.next_ticket += 1;
        let ticket = Ticket(machine.next_ticket);
        machine.tickets.insert(ticket, (from, bytes.clone()));
        let from = self.machines[from].coop;
        self.give(to, Input::Gossip { from, ticket, bytes: bytes.to_vec() });
    }

    /// A verdict: only what is accepted goes on.
    pub(super) fn judged(&mut self, at: usize, ticket: Ticket, verdict: Verdict) {
        let Some((from, bytes)) = self.machines[at].tickets.remove(&ticket) else { return };
        match verdict {
            Verdict::Accept => {
                self.checks.accepted(at, &bytes, &self.machines[at].durable);
                self.flood(at, Some(from), &bytes);
            }
            Verdict::Ignore => {}
            Verdict::Reject if self.checks.is_honest(from) => {
                self.checks.fail(format!("node {at} blames {from} for a gossip message that it relayed"));
            }
            Verdict::Reject => {}
        }
    }
}

fn pair_is_up((link, side): (&mut Link, usize)) -> bool {
    link.up[side]
}
