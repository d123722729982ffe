//! What must hold at the end of a history. Knows who cheats, which no node does; must not mend anything.

use std::collections::BTreeSet;

use super::world::World;
use super::{Failure, Known, MOST_ATTEMPTS, PageId, Report};

/// Attempts after which nobody waits any longer.
const PATIENCE: u64 = 10;
/// Times that a timer may fire, or not, for each attempt of the calendar.
const TICKS: u64 = 4;

impl World {
    /// Ends the storm, and judges.
    pub(crate) fn verdict(mut self) -> Report {
        let reveal = self.rng.chance(300);
        if !self.is_broken() {
            self.heal(reveal);
        }
        // With too many cheats nothing promises that a page will be sealed.
        if !self.is_broken() && self.agree() && !self.options.too_many {
            if self.options.timers { self.timers() } else { self.calendar() }
        }
        for height in 0..self.heights.len() {
            self.judge(height);
        }
        self.report
    }

    /// All nodes meet until none learns anything. `reveal`: cheats show all that they could sign.
    fn heal(&mut self, reveal: bool) {
        self.calm = true;
        for node in &mut self.nodes {
            (node.online, node.side, node.ahead) = (true, 0, 0);
        }
        let everything = |world: &World| (0..world.heights.len()).map(|at| world.everything(at)).collect();
        let shown: Vec<Known> = if reveal { everything(self) } else { Vec::new() };
        for at in self.honest.clone() {
            self.absorb(at, &shown);
        }
        self.gather();
    }

    /// Every honest node learns what any other knows.
    fn gather(&mut self) {
        for _ in 0..3 {
            let mut pages: BTreeSet<PageId> = BTreeSet::new();
            let mut all: Vec<Known> = Vec::new();
            for at in &self.honest {
                let node = &self.nodes[*at];
                pages.extend(&node.pages);
                for (height, known) in node.known.iter().enumerate() {
                    match all.get_mut(height) {
                        Some(here) => here.merge(known),
                        None => all.push(known.clone()),
                    }
                }
            }
            for at in self.honest.clone() {
                self.nodes[at].pages.extend(&pages);
                self.absorb(at, &all);
                if self.is_broken() {
                    return;
                }
            }
        }
    }

    fn agree(&mut self) -> bool {
        let chains: BTreeSet<&Vec<PageId>> = self.honest.iter().map(|at| &self.nodes[*at].chain).collect();
        let agree = chains.len() == 1;
        if !agree {
            self.report.failures.push(Failure::Diverged);
        }
        agree
    }

    fn top(&self) -> u64 {
        self.honest.iter().map(|at| self.nodes[*at].height()).max().unwrap_or(0)
    }

    /// The last attempt at which an honest node balloted on the page in course.
    fn last_attempt(&self) -> u64 {
        let top = self.top();
        let of = |at: &usize| self.nodes[*at].balloted().filter(|(height, _)| *height == top);
        self.honest.iter().filter_map(of).map(|(_, attempt)| attempt).max().unwrap_or(0)
    }

    /// There is something to decide, and all know it.
    fn deliberate(&mut self) {
        let first = self.honest[0];
        if self.nodes[first].eligible(&self.pages).is_empty() {
            let page = self.page(self.nodes[first].known.len() - 1);
            self.honest.iter().for_each(|at| _ = self.nodes[*at].pages.insert(page));
        }
    }

    /// Each day all that have a voice ballot, until a page is sealed.
    fn calendar(&mut self) {
        self.deliberate();
        let top = self.top();
        let today = self.day.max(self.last_attempt());
        for attempt in 1..=PATIENCE {
            let mut order = self.honest.clone();
            self.rng.shuffle(&mut order);
            for at in order {
                match self.rng.below(10) {
                    0..3 if self.options.restless => self.cheat(),
                    3..7 if self.options.restless => self.hinder(at, today + attempt - 1),
                    _ => {}
                }
                self.act(at, today + attempt - 1);
            }
            self.gather();
            if self.is_broken() {
                return;
            }
            if self.top() > top {
                self.count(attempt);
                return;
            }
        }
        self.count(PATIENCE + 1);
    }

    /// Each node has its own attempts: it catches up with what more than f others have reached, and adds one when
    /// its timer fires.
    fn timers(&mut self) {
        self.deliberate();
        let top = self.top();
        for tick in 0..PATIENCE * TICKS {
            for at in self.honest.clone() {
                let mine = self.nodes[at].balloted().filter(|(height, _)| *height == top);
                let mine = mine.map_or(0, |(_, attempt)| attempt);
                let reached = self.reached(at);
                if reached > mine {
                    self.act(at, reached);
                } else if self.rng.chance(1000 / TICKS) {
                    self.act(at, mine + 1);
                }
            }
            self.gather();
            if self.is_broken() {
                return;
            }
            if self.top() > top {
                self.count(tick / TICKS + 1);
                return;
            }
        }
        self.count(PATIENCE + 1);
    }

    /// The highest attempt at which more cooperatives balloted than may cheat.
    fn reached(&self, at: usize) -> u64 {
        let node = &self.nodes[at];
        let Some(of) = self.heights.get(node.chain.len()) else { return 0 };
        let places: BTreeSet<(u64, PageId)> = of.said.iter().map(|(_, said)| said.place()).collect();
        let attempts: BTreeSet<u64> = places.iter().map(|(attempt, _)| *attempt).collect();
        let known = &node.known[node.chain.len()];
        let voters = |attempt: u64| -> usize {
            let pages = places.iter().filter(|(at, _)| *at == attempt);
            pages.flat_map(|(_, page)| known.voters(attempt, page)).collect::<BTreeSet<_>>().len()
        };
        let active = of.seats.values().filter(|active| **active).count();
        attempts.into_iter().rev().find(|attempt| voters(*attempt) > (active - 1) / 3).unwrap_or(0)
    }

    fn count(&mut self, attempts: u64) {
        self.report.attempts = Some(attempts);
        if attempts > MOST_ATTEMPTS {
            self.report.failures.push(Failure::Stuck);
        }
    }

    /// What two nodes that sealed two pages know proves enough cooperatives guilty.
    pub(crate) fn accuse(&mut self, height: usize, one: usize, other: usize) {
        let mut known = self.nodes[one].known[height].clone();
        known.merge(&self.nodes[other].known[height]);
        let active = self.heights[height].seats.values().filter(|active| **active).count();
        let (named, least) = (known.faults().len(), 2 * known.quorum() - active);
        if named < least {
            self.report.failures.push(Failure::Unproved { named, least });
        }
    }

    /// Whatever the cheats sign, one page can be sealed, and nobody honest is proved guilty.
    fn judge(&mut self, height: usize) {
        let known = self.everything(height);
        let accused = known.faults().into_keys().find(|coop| !self.is_cheat(*coop));
        self.report.failures.extend(accused.map(Failure::Accused));
        let mut pages: BTreeSet<PageId> = known.seals().map(|(_, page)| page).collect();
        pages.extend(self.heights[height].sealed.map(|(page, _)| page));
        if pages.len() > 1 && !self.is_broken() {
            self.report.failures.push(Failure::TwoSeals { height: height as u64, held: false });
        }
    }
}
