//! What cheats do: they see everything, sign anything with any date, and choose who sees what.
//!
//! Knows everything said; must not make honest cooperatives say anything.

use bigre_protocol::register::agreement::{Ack, Ballot};

use super::node::nothing;
use super::world::World;
use super::{Coop, Known, PageId, Statement};

/// What is shown to some nodes.
struct Show {
    known: Known,
    page: PageId,
}

impl World {
    /// A move of the cheats.
    pub(crate) fn cheat(&mut self) {
        if self.cheats.is_empty() {
            return;
        }
        let last = self.heights.len() - 1;
        let height = if self.rng.chance(200) { self.rng.index(last + 1) } else { last };
        if self.rng.chance(600) { self.equivocate(height) } else { self.complete(height) }
    }

    /// An attempt and a page that something was said about, or new ones.
    fn place(&mut self, height: usize) -> (u64, PageId) {
        let said = &self.heights[height].said;
        let place = self.rng.pick(said).map(|(_, statement)| statement.place());
        place.unwrap_or_else(|| (self.day, self.page(height)))
    }

    /// Tells some nodes one thing and others another.
    fn equivocate(&mut self, height: usize) {
        let (mut attempt, one) = self.place(height);
        let (_, mut other) = self.place(height);
        if self.rng.chance(200) {
            attempt += 1;
        }
        if self.rng.chance(200) {
            other = self.page(height);
        }
        let cites = if self.rng.chance(600) { None } else { Some(self.rng.below(attempt)) };
        let acks = self.rng.chance(700);
        let shows = [one, other].map(|page| {
            let mut show = self.sign(height, attempt, page, cites, acks);
            self.relay(height, &mut show, u64::MAX, 700);
            show
        });
        let mask = self.rng.number();
        for at in self.honest.clone() {
            let side = self.nodes[at].side + u64::from(self.rng.chance(100));
            let show = &shows[usize::from(mask >> side & 1 == 1)];
            if self.nodes[at].online && self.rng.chance(700) {
                self.show(at, show);
            }
        }
    }

    /// Completes what honest nodes said about a page at an attempt, for a few of them alone.
    fn complete(&mut self, height: usize) {
        let (attempt, page) = self.place(height);
        let acks = self.rng.chance(500);
        let mut show = self.sign(height, attempt, page, None, acks);
        self.relay(height, &mut show, attempt, 950);
        let share = *self.rng.pick(&[150, 300, 500, 1000]).unwrap_or(&500);
        for at in self.honest.clone() {
            if self.nodes[at].online && self.rng.chance(share) {
                self.show(at, &show);
            }
        }
    }

    /// Draws a node that is about to ballot away from the others: for it alone, the cheats ballot for a page of
    /// their choice. None of them contradicts itself.
    pub(crate) fn hinder(&mut self, at: usize, attempt: u64) {
        let eligible = self.nodes[at].eligible(&self.pages);
        let height = self.nodes[at].chain.len();
        if let Some(page) = eligible.last()
            && !self.cheats.is_empty()
        {
            let show = self.sign(height, attempt, *page, None, false);
            self.show(at, &show);
        }
    }

    /// Every cheat signs.
    fn sign(&mut self, height: usize, attempt: u64, page: PageId, just: Option<u64>, acks: bool) -> Show {
        let mut known = nothing(height as u64, &self.heights[height].seats);
        let ballot = Statement::Ballot(Ballot { height: height as u64, attempt, page, just });
        let ack = Statement::Ack(Ack { height: height as u64, attempt, page });
        for coop in self.cheats.clone() {
            for statement in [Some(ballot), acks.then_some(ack)].into_iter().flatten() {
                statement.tell(coop, &mut known);
                self.publish(height as u64, coop, statement);
            }
        }
        Show { known, page }
    }

    /// Adds what was said about the page, each with some chance.
    fn relay(&mut self, height: usize, show: &mut Show, until: u64, in_thousand: u64) {
        let all = self.rng.chance(300);
        for (coop, statement) in &self.heights[height].said {
            let (attempt, page) = statement.place();
            if page == show.page && attempt <= until && (all || self.rng.chance(in_thousand)) {
                statement.tell(*coop, &mut show.known);
            }
        }
    }

    fn show(&mut self, at: usize, show: &Show) {
        self.nodes[at].pages.insert(show.page);
        self.absorb(at, std::slice::from_ref(&show.known));
    }

    /// What could be shown if the cheats signed all that anybody could wish for.
    pub(crate) fn everything(&self, height: usize) -> Known {
        let of = &self.heights[height];
        let mut known = of.union.clone();
        for (_, statement) in &of.said {
            let ((attempt, page), height) = (statement.place(), height as u64);
            let ballot = Ballot { height, attempt, page, just: None };
            let ack = Ack { height, attempt, page };
            for coop in &self.cheats {
                known.cast(*coop, &ballot);
                known.acknowledge(*coop, &ack);
            }
        }
        known
    }

    /// Whether a cooperative cheats.
    pub(crate) fn is_cheat(&self, coop: Coop) -> bool {
        self.cheats.contains(&coop)
    }
}
