//! What cheats do: they see everything, sign any number of branches, vouch for anything, and choose who sees what.
//!
//! Knows everything said; must not make honest cooperatives say anything.

use std::rc::Rc;

use bigre_protocol::fund::{Effect, Fact};
use bigre_protocol::id::OpId;
use bigre_protocol::journal::Journal;

use super::Coop;
use super::deeds;
use super::law::{Said, amount};
use super::node::{Beat, Book};
use super::world::World;

/// Branches that a cheat keeps going.
const BRANCHES: usize = 8;
/// Facts that a cheat thinks of before it chooses one.
const WISHES: usize = 4;

impl World {
    /// A move of the cheats.
    pub(crate) fn cheat(&mut self) {
        let all: Vec<Coop> = self.cheats.iter().copied().collect();
        let Some(cheat) = self.rng.pick(&all).copied() else { return };
        match self.rng.below(100) {
            0..32 => self.extend(cheat),
            32..44 => self.fork(cheat),
            44..50 => self.spend_twice(cheat),
            50..62 => {
                let branch = self.branch(cheat);
                let share = *self.rng.pick(&[200, 500, 1000]).unwrap_or(&500);
                self.show_some(&branch, share);
            }
            62..74 => {
                for at in self.honest.clone() {
                    if self.rng.chance(600) {
                        self.flatter(at);
                    }
                }
            }
            74..82 => {
                let at = self.some_honest();
                let upto = self.rng.below(self.law.top() + 1);
                self.nodes[at].follow(&self.law, upto);
            }
            _ => {
                let (at, from) = (self.some_honest(), self.some_honest());
                if at != from && self.nodes[at].online {
                    self.relay(at, from);
                }
            }
        }
    }

    /// Some branch; mostly one that some honest node holds.
    fn branch(&mut self, cheat: Coop) -> Vec<Rc<Said>> {
        let at = self.some_honest();
        if let Some(book) = self.nodes[at].disk.books.get(&cheat).filter(|_| self.rng.chance(700)) {
            return book.entries.clone();
        }
        let branches = self.branches.entry(cheat).or_default();
        let at = self.rng.index(branches.len());
        branches.get(at).cloned().unwrap_or_default()
    }

    fn keep(&mut self, cheat: Coop, branch: Vec<Rc<Said>>) {
        let branches = self.branches.entry(cheat).or_default();
        if branches.len() >= BRANCHES {
            let at = self.rng.index(branches.len());
            branches.remove(at);
        }
        branches.push(branch);
    }

    /// A fact of a cheat, after some entries, that cites whatever page it likes.
    fn lie(&mut self, cheat: Coop, branch: &[Rc<Said>]) -> Option<Rc<Said>> {
        let coop = self.law.coops[cheat];
        if branch.is_empty() && self.rng.chance(900) {
            let pledge = deeds::pledge("aid", self.rng.within(200..1_000), &mut self.rng);
            return self.sign(cheat, branch, self.law.top(), &pledge);
        }
        let at = self.some_honest();
        let fund = &self.nodes[at].disk.fund;
        // Mostly something that others will take for good.
        let spent = if self.rng.chance(500) { deeds::spend(fund, coop, &mut self.rng) } else { None };
        let wishes = (0..WISHES).filter_map(|_| deeds::wish(fund, coop, &mut self.rng));
        let mut wishes: Vec<Fact> = wishes.collect();
        wishes.extend(spent);
        let sound = |fact: &Fact| !matches!(fund.check(&coop, u64::MAX, fact), Effect::Void(_));
        let best =
            wishes.iter().position(|fact| sound(fact) && matches!(fact, Fact::Commit(_) | Fact::Accept(_)));
        let spent = wishes.len().checked_sub(1).filter(|at| matches!(wishes[*at], Fact::Commit(_)));
        let best = spent.or(best).or_else(|| wishes.iter().position(sound)).unwrap_or(0);
        let mut fact = if wishes.is_empty() { return None } else { wishes.swap_remove(best) };
        if spent.is_none() && self.rng.chance(300) {
            let much = amount(self.rng.within(100..2_000));
            match &mut fact {
                Fact::Commit(commit) => commit.amount = much,
                Fact::Accept(accept) => accept.amount = much,
                Fact::Disburse(disburse) => disburse.amount = much,
                _ => {}
            }
        }
        let least = branch.last().map_or(0, |said| said.page);
        let top = self.law.top();
        let page = match self.rng.below(10) {
            0..5 => top,
            5..8 => least,
            _ => self.rng.within(least..top + 1),
        };
        self.sign(cheat, branch, page.max(least), &fact)
    }

    /// A cheat signs; its money moves or does not.
    pub(crate) fn sign(
        &mut self,
        cheat: Coop,
        branch: &[Rc<Said>],
        page: u64,
        fact: &Fact,
    ) -> Option<Rc<Said>> {
        let said = Rc::new(self.law.sign(cheat, branch.last().map(Rc::as_ref), page, fact));
        self.note(&said);
        if fact.is_payment() && self.rng.chance(600) {
            let minor = fact.amount().map_or(0, |amount| amount.minor());
            self.pay(fact.op(), minor);
        }
        Some(said)
    }

    fn pay(&mut self, op: OpId, minor: u64) {
        if self.bank.insert(op, minor).is_none() {
            self.report.disbursed += minor;
        }
    }

    /// One more entry on a branch, for some.
    fn extend(&mut self, cheat: Coop) {
        let mut branch = self.branch(cheat);
        let Some(said) = self.lie(cheat, &branch) else { return };
        branch.push(said);
        self.keep(cheat, branch.clone());
        let share = *self.rng.pick(&[0, 300, 700, 1000]).unwrap_or(&0);
        self.show_some(&branch, share);
    }

    /// Two branches from one place, each for one side. Then, maybe, all hear what each vouches for, and the disk of one of
    /// them fails, of which a backup was just made.
    fn fork(&mut self, cheat: Coop) {
        let fails = self.rng.chance(400);
        if fails {
            self.honest.iter().for_each(|at| self.nodes[*at].save());
        }
        self.show_two(cheat);
        if fails {
            let honest = self.honest.clone();
            for at in &honest {
                honest.iter().for_each(|from| self.relay_beats(*at, *from));
            }
            self.watch();
            self.disk_fails();
        }
    }

    fn show_two(&mut self, cheat: Coop) {
        let mut base = self.branch(cheat);
        if base.is_empty() {
            base.extend(self.lie(cheat, &[]));
        }
        if self.rng.chance(400) {
            let at = self.rng.index(base.len() + 1);
            base.truncate(at);
        }
        let mask = self.rng.number();
        let by_side = self.rng.chance(500);
        let pages = self.rng.chance(300);
        let mut shows = Vec::new();
        for _ in 0..2 {
            let mut branch = base.clone();
            let Some(said) = self.lie(cheat, &branch) else { return };
            branch.push(said);
            self.keep(cheat, branch.clone());
            shows.push(branch);
        }
        for at in self.honest.clone() {
            let height = self.nodes[at].disk.height;
            let group = if pages {
                height
            } else if by_side {
                self.nodes[at].side
            } else {
                at as u64
            };
            let mut which = usize::from(mask >> (group % 64) & 1 == 1);
            if !self.fits(at, &shows[which]) {
                which = 1 - which;
            }
            let branch = shows[which].clone();
            if self.rng.chance(850) {
                self.show(at, &branch);
            }
        }
    }

    /// The same money or capacity for two askers that hold the same so far: each is shown its own branch.
    fn spend_twice(&mut self, cheat: Coop) {
        let mut askers = self.honest.clone();
        self.rng.shuffle(&mut askers);
        let first = askers[0];
        let head = |world: &World, at: Coop| world.nodes[at].journal(cheat).and_then(Journal::head);
        let same = |at: &&Coop| **at != first && head(self, **at) == head(self, first);
        let Some(second) = askers.iter().find(same).copied() else { return };
        let mut base =
            self.nodes[first].disk.books.get(&cheat).map(|book| book.entries.clone()).unwrap_or_default();
        let page = self.law.top();
        let capacity = self.rng.chance(500);
        let pledge = deeds::pledge(if capacity { "guarantee" } else { "aid" }, 1_000, &mut self.rng);
        base.extend(self.sign(cheat, &base, page, &pledge));
        for asker in [first, second] {
            let coop = self.law.coops[asker];
            let fact = if capacity {
                Some(deeds::guarantee(coop, 1_000, &mut self.rng))
            } else {
                deeds::fund_some(&self.nodes[asker].disk.fund, |of| of == coop, &mut self.rng)
            };
            let Some(fact) = fact else { continue };
            let Some(said) = self.sign(cheat, &base, page, &fact) else { return };
            let id = said.id;
            let mut branch = base.clone();
            branch.push(said);
            self.keep(cheat, branch.clone());
            self.show(asker, &branch);
            self.answer(asker, &id);
        }
    }

    fn show_some(&mut self, branch: &[Rc<Said>], share: u64) {
        for at in self.honest.clone() {
            if self.rng.chance(share) {
                self.show(at, branch);
            }
        }
    }

    /// Shows a branch to a node, and says to it that the cheats hold whatever it holds.
    pub(crate) fn show(&mut self, at: Coop, branch: &[Rc<Said>]) {
        let gives_away = !self.fits(at, branch) && !self.rng.chance(60);
        if !self.nodes[at].online || gives_away {
            return;
        }
        for said in branch {
            self.deliver(at, said);
        }
        if self.rng.chance(800) {
            self.flatter(at);
        }
        self.nodes[at].beat(&self.law, self.now);
    }

    /// Shows a node that lost its memory another branch than it vouched for, which some other holds; and brings what both
    /// then say to each other.
    pub(crate) fn tempt(&mut self, at: Coop) {
        let others: Vec<Coop> = self.honest.iter().copied().filter(|other| *other != at).collect();
        let said = others.iter().filter_map(|other| self.nodes[*other].disk.beats.get(&at));
        let claims = said.max_by_key(|beat| beat.number).map(|beat| beat.claims.clone()).unwrap_or_default();
        for cheat in self.cheats.clone() {
            let differs = |book: &&Book| {
                claims.get(&cheat).is_some_and(|(seq, id)| {
                    book.journal.id(*seq).map_or(book.journal.seq() > 0, |held| held != *id)
                })
            };
            let books = others.iter().filter_map(|other| self.nodes[*other].disk.books.get(&cheat));
            let book = books.filter(differs).max_by_key(|book| book.journal.seq());
            let Some(branch) = book.map(|book| book.entries.clone()) else { continue };
            self.show(at, &branch);
            for other in others.clone() {
                self.flatter(other);
                self.relay_beats(at, other);
                self.relay_beats(other, at);
            }
        }
    }

    /// Whether a node may take a branch in without finding out that there are two.
    fn fits(&self, at: Coop, branch: &[Rc<Said>]) -> bool {
        let Some(by) = branch.first().map(|said| said.by) else { return true };
        let held = self.nodes[at].journal(by);
        branch.iter().all(|said| held.and_then(|held| held.id(said.seq)).is_none_or(|id| id == said.id))
    }

    /// Every cheat says to a node that it holds what the node holds, on the page that the node is on.
    pub(crate) fn flatter(&mut self, at: Coop) {
        if !self.nodes[at].online {
            return;
        }
        let hello = self.nodes[at].hello();
        for by in self.cheats.clone() {
            self.now += 1;
            let beat = Beat { by, number: self.now, page: hello.height, claims: hello.journals.clone() };
            self.nodes[at].hear(&Rc::new(beat));
            self.nodes[at].heard.insert(by, hello.clone());
        }
        self.nodes[at].beat(&self.law, self.now);
    }

    /// Carries what one node holds to another, wherever they are: all of it, or only what was said.
    fn relay(&mut self, at: Coop, from: Coop) {
        if self.rng.chance(400) {
            self.meet(at, from, false);
            self.nodes[at].heard.remove(&from);
            return;
        }
        self.relay_beats(at, from);
    }

    fn relay_beats(&mut self, at: Coop, from: Coop) {
        let beats: Vec<_> = self.nodes[from].disk.beats.values().cloned().collect();
        for beat in beats {
            self.nodes[at].hear(&beat);
        }
    }
}
