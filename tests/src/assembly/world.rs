//! Everything there is in a history, and the storm: chance decides who acts, who meets whom and what fails.
//!
//! Knows the weather; must not know what cheats say nor what is checked.

use std::collections::{BTreeMap, BTreeSet};

use super::node::{Node, Seats, after, nothing};
use super::{Act, Coop, Failure, Known, Options, Page, PageId, Report, Statement};
use crate::rng::Rng;

/// Founders, by the seed.
const FOUNDERS: [u8; 6] = [4, 5, 6, 7, 10, 13];
/// Cooperatives that may be admitted later.
const GUESTS: u8 = 3;
/// The fewest that people let the federation shrink to.
const FEWEST: usize = 4;

/// What everybody together said about one height.
pub(crate) struct Height {
    pub(crate) seats: Seats,
    pub(crate) parent: Option<PageId>,
    pub(crate) union: Known,
    pub(crate) said: Vec<(Coop, Statement)>,
    /// The first page that an honest node put in force, and the node.
    pub(crate) sealed: Option<(PageId, usize)>,
}

/// A history.
pub(crate) struct World {
    pub(crate) rng: Rng,
    pub(crate) options: Options,
    pub(crate) cheats: BTreeSet<Coop>,
    /// One a cooperative; those of cheats do nothing.
    pub(crate) nodes: Vec<Node>,
    pub(crate) honest: Vec<usize>,
    pub(crate) pages: BTreeMap<PageId, Page>,
    pub(crate) heights: Vec<Height>,
    pub(crate) day: u64,
    /// Nothing fails any more.
    pub(crate) calm: bool,
    pub(crate) report: Report,
}

/// How many cheats can be tolerated.
fn tolerated(cooperatives: usize) -> usize {
    cooperatives.saturating_sub(1) / 3
}

impl World {
    pub(crate) fn new(seed: u64, options: Options) -> World {
        let mut rng = Rng::new(seed);
        let founders = FOUNDERS[usize::try_from(seed % 6).unwrap_or(0)];
        let most = tolerated(usize::from(founders));
        let many = match rng.chance(850) {
            _ if options.too_many => most + 1 + rng.index(2),
            true => most,
            false => rng.index(most + 1),
        };
        let mut coops: Vec<Coop> = (0..founders).collect();
        rng.shuffle(&mut coops);
        let cheats: BTreeSet<Coop> = coops.into_iter().take(many).collect();
        let seats: Seats = (0..founders).map(|coop| (coop, true)).collect();
        let nodes: Vec<Node> = (0..founders + GUESTS).map(|coop| Node::new(coop, &seats)).collect();
        let honest = (0..founders + GUESTS).filter(|coop| !cheats.contains(coop)).map(usize::from).collect();
        let first = Height { union: nothing(0, &seats), seats, parent: None, said: Vec::new(), sealed: None };
        World {
            rng,
            options,
            cheats,
            nodes,
            honest,
            pages: BTreeMap::new(),
            heights: vec![first],
            day: 1,
            calm: false,
            report: Report::default(),
        }
    }

    /// Whether a height was sealed twice.
    pub(crate) fn is_broken(&self) -> bool {
        self.report.two_seals
    }

    pub(crate) fn some_honest(&mut self) -> usize {
        self.honest[self.rng.index(self.honest.len())]
    }

    /// Lets chance have its way.
    pub(crate) fn storm(&mut self) {
        for _ in 0..self.rng.within(250..600) {
            self.step();
            if self.is_broken() {
                return;
            }
        }
    }

    fn step(&mut self) {
        let at = self.some_honest();
        match self.rng.below(100) {
            0..3 => {
                let sides = self.rng.within(1..4);
                for node in &mut self.nodes {
                    node.side = self.rng.below(sides);
                }
            }
            3..5 => self.nodes[at].online = !self.nodes[at].online,
            5 => self.nodes.iter_mut().for_each(|node| node.side = 0),
            6..16 => self.cheat(),
            16..19 => self.day += 1,
            19 => self.nodes[at].ahead = self.rng.below(3),
            20..22 => {
                let forget = self.options.forget;
                self.nodes[at].crash(forget);
            }
            22..52 if self.nodes[at].online => {
                let attempt = self.day + self.nodes[at].ahead;
                self.propose(at);
                self.act(at, attempt);
            }
            _ => self.meet(at),
        }
    }

    /// Two nodes tell each other what they know.
    fn meet(&mut self, one: usize) {
        let other = self.some_honest();
        let (here, there) = (&self.nodes[one], &self.nodes[other]);
        if one == other || !here.online || !there.online || here.side != there.side {
            return;
        }
        let deep = self.rng.chance(200);
        self.follow(other, one, deep);
        if self.rng.chance(500) {
            self.follow(one, other, deep);
        }
    }

    /// A node takes in what another knows; `deep`: of heights long sealed too, where it has no effect.
    fn follow(&mut self, at: usize, from: usize, deep: bool) {
        let height = self.nodes[at].known.len() - 1;
        let first = if deep { 0 } else { height };
        let known: Vec<Known> = self.nodes[from].known.iter().skip(first).cloned().collect();
        let pages = self.nodes[from].pages.clone();
        self.nodes[at].pages.extend(pages);
        self.absorb(at, &known);
    }

    /// A node takes in what it is told, lowest height first: a seal opens the next one.
    pub(crate) fn absorb(&mut self, at: usize, known: &[Known]) {
        for told in known {
            let height = usize::try_from(told.height()).unwrap_or(usize::MAX);
            let Some(here) = self.nodes[at].known.get_mut(height) else { return };
            here.merge(told);
            if height + 1 == self.nodes[at].known.len() {
                self.settle(at);
            }
            if self.is_broken() {
                return;
            }
        }
    }

    /// A node acknowledges what it owes, and puts in force what is sealed.
    fn settle(&mut self, at: usize) {
        loop {
            let height = self.nodes[at].height();
            for ack in self.nodes[at].acks() {
                self.say(at, height, Statement::Ack(ack));
            }
            let Some(page) = self.nodes[at].seal(&self.pages) else { return };
            self.sealed(at, height, page);
            if self.is_broken() {
                return;
            }
        }
    }

    /// An honest node says what it decided, unless it crashes just before.
    fn say(&mut self, at: usize, height: u64, statement: Statement) {
        let coop = u8::try_from(at).unwrap_or(u8::MAX);
        if !self.calm && self.rng.chance(20) {
            return;
        }
        statement.tell(coop, self.nodes[at].current());
        self.publish(height, coop, statement);
    }

    /// What is said is seen by every cheat.
    pub(crate) fn publish(&mut self, height: u64, coop: Coop, statement: Statement) {
        let height = usize::try_from(height).unwrap_or(usize::MAX);
        if let Some(of) = self.heights.get_mut(height)
            && statement.tell(coop, &mut of.union)
        {
            of.said.push((coop, statement));
        }
    }

    fn sealed(&mut self, at: usize, height: u64, page: PageId) {
        let index = usize::try_from(height).unwrap_or(usize::MAX);
        let Some(of) = self.heights.get_mut(index) else { return };
        if let Some((first, by)) = of.sealed {
            if first != page {
                self.report.two_seals = true;
                self.report.failures.push(Failure::TwoSeals { height, held: true });
                self.accuse(index, by, at);
            }
            return;
        }
        of.sealed = Some((page, at));
        self.report.pages += 1;
        let act = self.pages.get(&page).map_or(Act::Nothing, |page| page.act);
        let seats = after(&of.seats, act);
        self.heights.push(Height {
            union: nothing(height + 1, &seats),
            seats,
            parent: Some(page),
            said: Vec::new(),
            sealed: None,
        });
    }

    /// A node ballots, if it may.
    pub(crate) fn act(&mut self, at: usize, attempt: u64) {
        if !self.nodes[at].votes() {
            return;
        }
        let height = self.nodes[at].height();
        let mut eligible = self.nodes[at].eligible(&self.pages);
        // Where nothing is certified a node follows the deliberation, here too: what is looked for is a node that
        // refuses what is certified.
        if self.options.own_people && !self.nodes[at].current().certificates().is_empty() {
            eligible.retain(|page| !(u64::from(*page) + at as u64 * 7).is_multiple_of(4));
        }
        if let Some(ballot) = self.nodes[at].ballot(attempt, &eligible) {
            self.say(at, height, Statement::Ballot(ballot));
        }
        self.settle(at);
    }

    /// Enough people agree on a page around a node that knows none, or sometimes on one more.
    fn propose(&mut self, at: usize) {
        if !self.nodes[at].eligible(&self.pages).is_empty() && !self.rng.chance(100) {
            return;
        }
        let height = self.nodes[at].known.len() - 1;
        let page = self.page(height);
        self.nodes[at].pages.insert(page);
    }

    /// A new page that people could agree on. Who would let too many cheats in is not followed: beyond that bound
    /// nothing is promised.
    pub(crate) fn page(&mut self, height: usize) -> PageId {
        let (seats, parent) = (self.heights[height].seats.clone(), self.heights[height].parent);
        let coops = self.nodes.len() as u64;
        let fair = |seats: &Seats, world: &World| {
            let active = |coop: &&Coop| seats.get(coop) == Some(&true);
            let many = seats.values().filter(|active| **active).count();
            let cheats = world.cheats.iter().filter(active).count();
            many >= FEWEST && (world.options.too_many || cheats <= tolerated(many))
        };
        let mut act = Act::Nothing;
        for _ in 0..20 {
            let coop = u8::try_from(self.rng.below(coops)).unwrap_or(0);
            let wish = match self.rng.below(if self.options.expel { 10 } else { 3 }) {
                0 => Act::Nothing,
                1 => Act::Admit(coop),
                _ => Act::Expel(coop),
            };
            if fair(&after(&seats, wish), self) {
                act = wish;
                break;
            }
        }
        let id = u32::try_from(self.rng.number() >> 32).unwrap_or(0);
        self.pages.insert(id, Page { height: height as u64, parent, act });
        id
    }
}
