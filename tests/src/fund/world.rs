//! Everything there is in a history, and the storm: chance decides who states what, who meets whom and what fails.
//!
//! Knows the weather; must not know what cheats say nor what is checked.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use bigre_protocol::fund::{Fact, Void};
use bigre_protocol::id::{ObjectId, OpId};
use bigre_protocol::journal::{Journal, takeover};

use super::deeds;
use super::law::{Act, Law, Said};
use super::node::{Node, Taken};
use super::{Coop, Failure, Options, Report};
use crate::rng::Rng;

/// Founders and guests, by the seed.
const SIZES: [(usize, usize); 8] = [(4, 3), (4, 4), (5, 3), (6, 3), (7, 3), (7, 2), (8, 2), (10, 0)];
/// The fewest that people let the federation shrink to.
const FEWEST: usize = 4;
/// Facts that a cooperative tries to state at a time.
const ATTEMPTS: usize = 4;
/// Most pages of a history.
const PAGES: u64 = 8;

/// A history.
pub(crate) struct World {
    pub(crate) rng: Rng,
    pub(crate) law: Law,
    pub(crate) cheats: BTreeSet<Coop>,
    /// One a cooperative; those of cheats do nothing.
    pub(crate) nodes: Vec<Node>,
    pub(crate) honest: Vec<Coop>,
    /// What each cheat signed: whole branches.
    pub(crate) branches: BTreeMap<Coop, Vec<Vec<Rc<Said>>>>,
    /// The next page, and who saved its certificate.
    pending: Option<(Act, BTreeSet<Coop>)>,
    /// What moved by bank: how much, by the id of the payment.
    pub(crate) bank: BTreeMap<OpId, u64>,
    /// Greater at each step.
    pub(crate) now: u64,
    /// What was signed at each place.
    pub(crate) places: BTreeMap<(Coop, u64), BTreeSet<ObjectId>>,
    /// What some honest node took for confirmed at each place.
    pub(crate) confirmed: BTreeMap<(Coop, u64), ObjectId>,
    /// The same, on what some honest node acted.
    pub(crate) relied: BTreeMap<(Coop, u64), ObjectId>,
    /// How far each node was looked at in each journal.
    pub(crate) looked: BTreeMap<(Coop, Coop), (u64, ObjectId)>,
    pub(crate) report: Report,
}

/// How many cheats can be tolerated.
pub(crate) fn tolerated(cooperatives: usize) -> usize {
    cooperatives.saturating_sub(1) / 3
}

impl World {
    pub(crate) fn new(seed: u64, options: Options) -> World {
        let mut rng = Rng::new(seed ^ 0xF07D);
        let (founders, guests) = SIZES[usize::try_from(seed % SIZES.len() as u64).unwrap_or(0)];
        let most = tolerated(founders);
        let many = if rng.chance(900) { most } else { rng.index(most + 1) };
        let mut coops: Vec<Coop> = (0..founders).collect();
        rng.shuffle(&mut coops);
        let mut cheats: BTreeSet<Coop> = coops.into_iter().take(many).collect();
        if guests > 0 && rng.chance(300) {
            cheats.insert(founders + rng.index(guests));
        }
        World::with(rng, Law::new(founders, guests), cheats, options)
    }

    /// A federation before anything happened.
    pub(crate) fn with(rng: Rng, law: Law, cheats: BTreeSet<Coop>, options: Options) -> World {
        let nodes: Vec<Node> = (0..law.coops.len()).map(|me| Node::new(me, &law, options)).collect();
        let honest = (0..law.coops.len()).filter(|coop| !cheats.contains(coop)).collect();
        World {
            rng,
            law,
            cheats,
            nodes,
            honest,
            branches: BTreeMap::new(),
            pending: None,
            bank: BTreeMap::new(),
            now: 1,
            places: BTreeMap::new(),
            confirmed: BTreeMap::new(),
            relied: BTreeMap::new(),
            looked: BTreeMap::new(),
            report: Report::default(),
        }
    }

    pub(crate) fn fail(&mut self, failure: Failure) {
        if !self.report.failures.contains(&failure) {
            self.report.failures.push(failure);
        }
    }

    pub(crate) fn is_broken(&self) -> bool {
        !self.report.failures.is_empty()
    }

    pub(crate) fn some_honest(&mut self) -> Coop {
        self.honest[self.rng.index(self.honest.len())]
    }

    /// Lets chance have its way.
    pub(crate) fn storm(&mut self) {
        for at in self.honest.clone() {
            for from in self.honest.clone().into_iter().filter(|from| *from != at) {
                self.meet(at, from, true);
            }
        }
        for _ in 0..self.rng.within(200..450) {
            self.now += 1;
            self.report.steps += 1;
            self.step();
            self.watch();
            if self.is_broken() {
                return;
            }
        }
    }

    fn step(&mut self) {
        let at = self.some_honest();
        match self.rng.below(100) {
            0 => {
                let sides = self.rng.within(1..4);
                for node in &mut self.nodes {
                    node.side = self.rng.below(sides);
                }
            }
            1 => self.nodes[at].online = !self.nodes[at].online || self.rng.chance(600),
            2..5 => self.nodes.iter_mut().for_each(|node| (node.side, node.online) = (0, true)),
            5..15 => self.cheat(),
            15..23 => self.assemble(),
            23 => self.nodes[at].restart(),
            24..26 => self.nodes[at].save(),
            26..29 => self.disk_fails(),
            29..65 => self.deed(at),
            _ => {
                let share = *self.rng.pick(&[200, 500, 900]).unwrap_or(&500);
                for other in self.honest.clone() {
                    let (here, there) = (&self.nodes[at], &self.nodes[other]);
                    let reached = here.online && there.online && here.side == there.side;
                    if at != other && reached && self.rng.chance(share) {
                        self.meet(at, other, false);
                        self.meet(other, at, false);
                    }
                }
            }
        }
    }

    /// An honest cooperative goes about its affairs.
    pub(crate) fn deed(&mut self, at: Coop) {
        if self.nodes[at].may_sign(&self.law) {
            (0..ATTEMPTS).for_each(|_| self.attempt(at));
            self.nodes[at].beat(&self.law, self.now);
        }
    }

    /// An honest cooperative states something, if it may.
    fn attempt(&mut self, at: Coop) {
        let coop = self.law.coops[at];
        let wish = deeds::wish(&self.nodes[at].disk.fund, coop, &mut self.rng);
        self.try_to(at, wish);
    }

    /// An honest cooperative goes on from an entry at once.
    pub(crate) fn answer(&mut self, at: Coop, id: &ObjectId) {
        let fund = &self.nodes[at].disk.fund;
        let Some(entered) = fund.get(id).filter(|_| self.nodes[at].may_sign(&self.law)) else { return };
        let wish = deeds::go_on(fund, self.law.coops[at], (*id, entered), &mut self.rng);
        self.try_to(at, wish);
        self.nodes[at].beat(&self.law, self.now);
    }

    fn try_to(&mut self, at: Coop, wish: Option<Fact>) {
        let Some(fact) = wish.filter(|fact| self.is_true(at, fact)) else { return };
        let stated = match self.nodes[at].state(&self.law, &fact) {
            Err(Some(
                Void::OverPledge { left, .. }
                | Void::OverGranted { left, .. }
                | Void::OverCapacity { left, .. }
                | Void::OverCommit { left, .. }
                | Void::OverAsked { most: left, .. },
            )) => deeds::less(fact, left).map(|fact| self.nodes[at].state(&self.law, &fact)),
            stated => Some(stated),
        };
        if let Some(Ok(said)) = stated {
            self.stated(at, &said);
        }
    }

    /// An honest cooperative gives a receipt for what its bank shows, once.
    fn is_true(&self, at: Coop, fact: &Fact) -> bool {
        let Fact::Receipt(receipt) = fact else { return true };
        let Some(payment) = self.nodes[at].disk.fund.get(&receipt.of) else { return false };
        let op = payment.fact.op();
        let other = self.nodes[at].disk.banked.get(&op).is_some_and(|of| *of != receipt.of);
        self.bank.get(&op) == Some(&receipt.amount.minor()) && !other
    }

    fn stated(&mut self, at: Coop, said: &Rc<Said>) {
        self.note(said);
        if said.fact.is_payment() {
            let minor = said.fact.amount().map_or(0, |amount| amount.minor());
            self.bank.insert(said.fact.op(), minor);
            self.report.disbursed += minor;
        }
        self.rely(at, said);
    }

    /// Something was signed.
    pub(crate) fn note(&mut self, said: &Rc<Said>) {
        self.report.entries += 1;
        let at = self.places.entry((said.by, said.seq)).or_default();
        at.insert(said.id);
        if at.len() > 1 && !self.cheats.contains(&said.by) {
            self.fail(Failure::Accused(said.by));
        }
    }

    /// A node learns what another holds: lost in part, in any order, or all of it when nothing fails.
    pub(crate) fn meet(&mut self, at: Coop, from: Coop, calm: bool) {
        let hello = self.nodes[from].hello();
        if calm || self.rng.chance(850) {
            self.nodes[at].follow(&self.law, hello.height);
        }
        let mut entries = self.lacking(at, from);
        if !calm && self.rng.chance(150) {
            self.rng.shuffle(&mut entries);
        }
        if !calm && self.rng.chance(150) {
            entries.extend(entries.clone());
        }
        for said in entries {
            if calm || !self.rng.chance(30) {
                self.deliver(at, &said);
            }
        }
        self.nodes[at].heard.insert(from, hello);
        let beats: Vec<_> = self.nodes[from].disk.beats.values().cloned().collect();
        for beat in beats {
            if calm || !self.rng.chance(100) {
                self.nodes[at].hear(&beat);
            }
        }
        self.nodes[at].beat(&self.law, self.now);
    }

    /// What a node holds that another lacks; where they differ, the whole journal.
    fn lacking(&self, at: Coop, from: Coop) -> Vec<Rc<Said>> {
        let mut lacking = Vec::new();
        for (by, book) in &self.nodes[from].disk.books {
            let held = self.nodes[at].journal(*by);
            let seq = held.map_or(0, Journal::seq).min(book.journal.seq());
            let differs = held.is_some_and(|held| held.id(seq) != book.journal.id(seq));
            if differs && self.nodes[at].disk.forks.contains(by) {
                continue;
            }
            let skip = if differs { 0 } else { usize::try_from(seq).unwrap_or(0) };
            lacking.extend(book.entries.iter().skip(skip).cloned());
        }
        lacking
    }

    /// A node is given an entry.
    pub(crate) fn deliver(&mut self, at: Coop, said: &Rc<Said>) {
        if self.nodes[at].take(&self.law, said) == Taken::Fork && !self.cheats.contains(&said.by) {
            self.fail(Failure::Accused(said.by));
        }
    }

    /// A page is proposed, or a node saves the certificate of the one that is: a page exists once a quorum of those
    /// that vote on it did. Cheats always do.
    fn assemble(&mut self) {
        let top = self.law.top();
        if self.pending.is_none() && top < PAGES {
            let act = self.act();
            let cheats = self.cheats.iter().filter(|coop| self.law.votes(top, **coop)).copied().collect();
            self.pending = Some((act, cheats));
        }
        let Some((act, savers)) = &mut self.pending else { return };
        let may = |at: &&Coop| {
            let node = &self.nodes[**at];
            node.online && node.disk.height == top && self.law.votes(top, **at) && !savers.contains(at)
        };
        let may: Vec<Coop> = self.honest.iter().filter(may).copied().collect();
        let Some(at) = self.rng.pick(&may).copied() else { return };
        savers.insert(at);
        if savers.len() < self.law.quorum(top) {
            return;
        }
        let act = *act;
        self.pending = None;
        self.law.seal(act);
        self.report.pages += 1;
        match act {
            Act::Admit(_) => self.report.admitted += 1,
            Act::Expel(..) => self.report.expelled += 1,
            Act::Nothing => {}
        }
        if self.rng.chance(600) {
            self.nodes[at].follow(&self.law, top + 1);
            self.nodes[at].beat(&self.law, self.now);
        }
    }

    /// What people agree on: never so that more cheats belong than can be tolerated. Of honest cooperatives, they expel one
    /// at most.
    fn act(&mut self) -> Act {
        let top = self.law.top();
        let voters = self.law.electorate(top);
        let cheats = voters.iter().filter(|coop| self.cheats.contains(coop)).count();
        let gone = |coop: Coop| self.law.end(top, coop).is_some();
        let erred = (0..self.law.coops.len()).any(|coop| gone(coop) && !self.cheats.contains(&coop));
        let lost = self.honest.iter().any(|at| self.is_lost(*at) && self.nodes[*at].restored());
        for _ in 0..10 {
            let coop = self.rng.index(self.law.coops.len());
            let cheat = usize::from(self.cheats.contains(&coop));
            if voters.contains(&coop) {
                let fits = cheats - cheat <= tolerated(voters.len() - 1) && voters.len() > FEWEST;
                if fits && (cheat == 1 || !erred) && self.rng.chance(120) {
                    let (seq, id) = self.cut(coop);
                    return Act::Expel(coop, seq, id);
                }
            } else if !lost && !self.law.knows(top, coop) && cheats + cheat <= tolerated(voters.len() + 1) {
                return Act::Admit(coop);
            }
        }
        Act::Nothing
    }

    /// Where an expelled cooperative's journal ends: people ask around what was confirmed.
    fn cut(&self, coop: Coop) -> (u64, Option<ObjectId>) {
        let of = |at: &Coop| {
            let seq = self.nodes[*at].confirmed(&self.law, coop);
            (seq, self.nodes[*at].journal(coop).and_then(|journal| journal.id(seq)))
        };
        self.honest.iter().map(of).max_by_key(|(seq, _)| *seq).unwrap_or((0, None))
    }

    /// The disk of some node fails, of which there is a backup.
    pub(crate) fn disk_fails(&mut self) {
        let mut order = self.honest.clone();
        self.rng.shuffle(&mut order);
        let _ = order.into_iter().any(|at| self.put_back(at));
    }

    /// A node's disk fails, and an old backup takes its place. What it said since reached so many that whoever it hears
    /// will know; and one at a time loses its memory.
    fn put_back(&mut self, at: Coop) -> bool {
        let height = self.nodes[at].disk.height;
        if !self.law.votes(height, at)
            || !self.law.votes(self.law.top(), at)
            || !self.nodes[at].disk.remembers
        {
            return false;
        }
        if self.honest.iter().any(|other| self.is_lost(*other))
            || matches!(self.pending, Some((Act::Admit(_), _)))
        {
            return false;
        }
        let others: Vec<Coop> = self
            .honest
            .iter()
            .copied()
            .filter(|other| *other != at && self.law.votes(height, *other))
            .collect();
        let seq = self.nodes[at].journal(at).map_or(0, Journal::seq);
        let number = self.nodes[at].disk.beats.get(&at).map_or(0, |beat| beat.number);
        let has = |other: &&Coop| {
            let node = &self.nodes[**other];
            node.journal(at).map_or(0, Journal::seq) >= seq
                && node.disk.beats.get(&at).map_or(0, |beat| beat.number) >= number
        };
        let known = others.iter().filter(has).count();
        let voters = self.law.voters(height);
        let all = voters.last().copied().unwrap_or(0);
        if known + takeover(&voters, None).min(all - 1) < all {
            return false;
        }
        let Some(disk) = self.nodes[at].backup.take() else { return false };
        self.nodes[at].restore(*disk);
        self.report.restored += 1;
        self.tempt(at);
        true
    }

    /// Whether an honest node does not know yet what it vouched for.
    fn is_lost(&self, at: Coop) -> bool {
        !self.nodes[at].disk.remembers && self.law.votes(self.law.top(), at)
    }
}
