//! What must hold, at every step and at the end. Knows who cheats, which no node does; must not mend anything.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use bigre_protocol::fund::{Effect, Entered, Fact, Fund, GUARANTEE, Pledge};
use bigre_protocol::id::{CoopId, ObjectId, OpId};
use bigre_protocol::text::Code;

use super::law::{Said, YEAR, amount, line};
use super::node::Node;
use super::world::World;
use super::{Coop, Failure, Report};

/// How often all nodes meet before they must hold the same.
const ROUNDS: usize = 5;

/// Sums over what stands, by what they are about.
#[derive(Default)]
struct Sums {
    pledged: BTreeMap<(CoopId, Code), u64>,
    taken: BTreeMap<(CoopId, Code), u64>,
    accepted: BTreeMap<ObjectId, (u64, u64)>,
    paid: BTreeMap<ObjectId, u64>,
    called: BTreeMap<ObjectId, u64>,
    received: BTreeMap<ObjectId, u64>,
    decided: BTreeMap<ObjectId, u64>,
}

impl Sums {
    fn of(fund: &Fund) -> Sums {
        let mut sums = Sums::default();
        let standing = || fund.entered().map(|(_, entered)| entered).filter(|entered| entered.stands());
        for entered in standing() {
            sums.add(fund, entered.coop, &entered.fact);
        }
        for entered in standing() {
            sums.less(fund, entered.coop, &entered.fact);
        }
        sums
    }

    fn add(&mut self, fund: &Fund, coop: CoopId, fact: &Fact) {
        let minor = fact.amount().map_or(0, |amount| amount.minor());
        match fact {
            Fact::Pledge(pledge) => {
                *self.pledged.entry((coop, pledge.line.clone())).or_default() += minor;
            }
            Fact::Commit(commit) if commit.decision.is_some() => {
                *self.taken.entry((coop, commit.line.clone())).or_default() += minor;
            }
            Fact::Guarantee(_) => *self.taken.entry((coop, line(GUARANTEE))).or_default() += minor,
            Fact::Decision(decision) => *self.decided.entry(decision.request).or_default() += 1,
            Fact::Accept(accept) => {
                let sums = self.accepted.entry(accept.request).or_default();
                let direct = fund.get(&accept.commit).is_some_and(|commit| match &commit.fact {
                    Fact::Commit(commit) => commit.decision.is_none(),
                    _ => false,
                });
                sums.0 += if direct { 0 } else { minor };
                sums.1 += minor;
            }
            Fact::Disburse(disburse) => *self.paid.entry(disburse.accept).or_default() += minor,
            Fact::Honour(honour) => *self.paid.entry(honour.of).or_default() += minor,
            Fact::Call(call) => *self.called.entry(call.guarantee).or_default() += minor,
            Fact::Receipt(receipt) => *self.received.entry(receipt.of).or_default() += minor,
            _ => {}
        }
    }

    fn less(&mut self, fund: &Fund, coop: CoopId, fact: &Fact) {
        let minor = fact.amount().map_or(0, |amount| amount.minor());
        let (sum, of) = match fact {
            Fact::PledgeLess(pledge) => (&mut self.pledged, pledge.line.clone()),
            Fact::Release(release) => match fund.get(&release.of).filter(|of| of.stands()).map(|of| &of.fact)
            {
                Some(Fact::Commit(commit)) if commit.decision.is_some() => {
                    (&mut self.taken, commit.line.clone())
                }
                Some(Fact::Guarantee(_)) => (&mut self.taken, line(GUARANTEE)),
                _ => return,
            },
            _ => return,
        };
        let sum = sum.entry((coop, of)).or_default();
        *sum = sum.saturating_sub(minor);
    }
}

impl World {
    /// Looks at what nodes that changed take for confirmed, and at the sums of what they hold.
    pub(crate) fn watch(&mut self) {
        for at in self.honest.clone() {
            if !std::mem::take(&mut self.nodes[at].dirty) {
                continue;
            }
            let mut more = false;
            for by in 0..self.law.coops.len() {
                more |= self.watch_journal(at, by);
            }
            if more {
                self.watch_sums(at);
            }
        }
    }

    /// Compares what a node takes for confirmed with what any other ever did.
    fn watch_journal(&mut self, at: Coop, by: Coop) -> bool {
        let upto = self.nodes[at].confirmed(&self.law, by);
        let Some(journal) = self.nodes[at].journal(by) else { return false };
        let Some(id) = journal.id(upto) else { return false };
        if self.looked.get(&(at, by)) == Some(&(upto, id)) {
            return false;
        }
        let from = match self.looked.get(&(at, by)) {
            Some((seq, id)) if *seq <= upto && journal.id(*seq) == Some(*id) => *seq,
            _ => 0,
        };
        let found: Vec<(u64, ObjectId)> =
            (from + 1..=upto).filter_map(|seq| Some((seq, journal.id(seq)?))).collect();
        self.looked.insert((at, by), (upto, id));
        for (seq, id) in found {
            if *self.confirmed.entry((by, seq)).or_insert(id) != id {
                self.fail(Failure::TwoConfirmed { by, seq });
            }
        }
        true
    }

    /// A node acted on what a fact of its own rests on: nobody may ever act on another entry of that place.
    pub(crate) fn rely(&mut self, at: Coop, said: &Rc<Said>) {
        let acts = matches!(
            said.fact,
            Fact::Commit(_) | Fact::Accept(_) | Fact::Disburse(_) | Fact::Receipt(_) | Fact::Repay(_)
        );
        if !acts && !matches!(said.fact, Fact::Honour(_) | Fact::GuaranteeAccept(_) | Fact::Call(_)) {
            return;
        }
        for id in said.fact.cites() {
            let Some(entered) = self.nodes[at].disk.fund.get(&id) else { continue };
            let (coop, seq) = (entered.coop, entered.seq);
            let Some(by) = self.law.coops.iter().position(|other| *other == coop) else { continue };
            if *self.relied.entry((by, seq)).or_insert(id) != id {
                self.fail(Failure::TwoReliedOn { by, seq });
            }
        }
    }

    fn watch_sums(&mut self, at: Coop) {
        let fund = &self.nodes[at].disk.fund;
        let sums = Sums::of(fund);
        let mut found: Vec<Failure> = Vec::new();
        let left = |key: &(CoopId, Code)| sums.pledged.get(key).copied().unwrap_or(0);
        if sums.taken.iter().any(|(key, taken)| *taken > left(key)) {
            found.push(Failure::OverPledge(at));
        }
        if sums.decided.values().any(|many| *many > 1) {
            found.push(Failure::TwoDecisions(at));
        }
        let granted: BTreeMap<ObjectId, u64> = fund
            .entered()
            .filter(|(_, entered)| entered.stands())
            .filter_map(|(_, entered)| match &entered.fact {
                Fact::Decision(decision) => Some((decision.request, decision.granted.minor())),
                _ => None,
            })
            .collect();
        let minor = |id: &ObjectId| fund.get(id).and_then(|of| of.fact.amount()).map_or(0, |sum| sum.minor());
        for (request, (decided, all)) in &sums.accepted {
            if *decided > granted.get(request).copied().unwrap_or(0) || *all > minor(request) {
                found.push(Failure::OverGrant(at));
            }
        }
        if sums.paid.iter().chain(&sums.called).any(|(id, sum)| *sum > minor(id)) {
            found.push(Failure::OverPaid(at));
        }
        // Disbursed is received, in transit or contested: a payment is received whole, once, or not at all.
        if sums.received.iter().any(|(id, sum)| *sum != minor(id)) {
            found.push(Failure::Unbalanced(at));
        }
        found.into_iter().for_each(|failure| self.fail(failure));
    }

    /// Ends the storm, and judges.
    pub(crate) fn verdict(mut self) -> Report {
        if !self.is_broken() {
            self.heal();
        }
        if !self.is_broken() {
            self.agree();
            self.fold_again();
            self.count_receipts();
            self.count_promises();
            self.compare_relied();
        }
        self.report.confirmed = self.confirmed.len() as u64;
        self.report.forked = self.places.values().filter(|ids| ids.len() > 1).count() as u64;
        self.report
    }

    /// All is well again: all meet, each honest cooperative states one thing more, and all meet.
    fn heal(&mut self) {
        let top = self.law.top();
        for node in &mut self.nodes {
            (node.online, node.side) = (true, 0);
            node.follow(&self.law, top);
        }
        self.gather();
        // With all cheats silent, one that lost its memory may wait for ever.
        if self.honest.iter().any(|at| !self.nodes[*at].disk.remembers) {
            for at in self.honest.clone() {
                self.flatter(at);
            }
            self.gather();
        }
        for at in self.members() {
            let op = OpId(self.rng.bytes());
            let pledge = Pledge { op, line: line("aid"), year: YEAR, hours: 0, amount: amount(1) };
            match self.nodes[at].state(&self.law, &Fact::Pledge(pledge)) {
                Ok(said) => self.note(&said),
                Err(_) => self.fail(Failure::Unconfirmed(at)),
            }
            self.nodes[at].beat(&self.law, self.now);
        }
        self.gather();
    }

    fn gather(&mut self) {
        for _ in 0..ROUNDS {
            self.now += 1;
            for at in self.honest.clone() {
                for from in self.honest.clone() {
                    if at != from {
                        self.meet(at, from, true);
                    }
                }
            }
            self.watch();
        }
    }

    /// Honest cooperatives that vote.
    fn members(&self) -> Vec<Coop> {
        let top = self.law.top();
        self.honest.iter().copied().filter(|at| self.law.votes(top, *at)).collect()
    }

    /// All honest nodes hold the same, but for journals that contradict themselves, and confirm what the honest said.
    fn agree(&mut self) {
        let members = self.members();
        for by in 0..self.law.coops.len() {
            if self.honest.iter().any(|at| self.nodes[*at].disk.forks.contains(&by)) {
                continue;
            }
            let heads: BTreeSet<_> =
                self.honest.iter().map(|at| self.nodes[*at].heads().remove(&by)).collect();
            if heads.len() > 1 {
                self.fail(Failure::Diverged(by));
            }
        }
        for by in &members {
            for at in &members {
                let last = self.nodes[*by].last().map_or(0, |said| said.seq);
                if self.nodes[*at].confirmed(&self.law, *by) < last {
                    self.fail(Failure::Unconfirmed(*by));
                }
            }
        }
    }

    /// The same entries make the same fund, in whatever order they came.
    fn fold_again(&mut self) {
        let of = |at: &Coop| self.nodes[*at].disk.forks.iter().copied();
        let forks: BTreeSet<Coop> = self.honest.iter().flat_map(of).collect();
        let clear = |node: &Node| {
            let mut fund = node.disk.fund.clone();
            forks.iter().for_each(|by| fund.forget(&self.law.coops[*by], 0));
            fund
        };
        let first = clear(&self.nodes[self.honest[0]]);
        let other = self.honest.iter().copied().find(|at| clear(&self.nodes[*at]) != first);
        let again = self.honest.iter().copied().find(|at| {
            let mut fund = self.nodes[*at].disk.fund.clone();
            fund.forget(&self.law.coops[0], u64::MAX);
            fund != self.nodes[*at].disk.fund
        });
        [other, again].into_iter().flatten().for_each(|at| self.fail(Failure::Misfolded(at)));
    }

    /// Honest cooperatives received what a bank moved, once.
    fn count_receipts(&mut self) {
        for at in self.honest.clone() {
            let fund = &self.nodes[at].disk.fund;
            let mut received: BTreeMap<OpId, u64> = BTreeMap::new();
            for said in self.nodes[at].disk.books.get(&at).map_or(&[][..], |book| &book.entries) {
                let Fact::Receipt(receipt) = &said.fact else { continue };
                let stands = fund.get(&said.id).is_some_and(|entered| entered.stands());
                if let Some(payment) = fund.get(&receipt.of).filter(|_| stands) {
                    *received.entry(payment.fact.op()).or_default() += receipt.amount.minor();
                }
            }
            self.report.received += received.values().sum::<u64>();
            if received.iter().any(|(op, sum)| self.bank.get(op).is_none_or(|paid| sum > paid)) {
                self.fail(Failure::Invented(at));
            }
        }
    }

    /// Nobody honest acted on an entry whose place another one was confirmed at.
    fn compare_relied(&mut self) {
        let other = |(place, id): (&(Coop, u64), &ObjectId)| {
            self.confirmed.get(place).filter(|confirmed| *confirmed != id).map(|_| *place)
        };
        let found: Vec<(Coop, u64)> = self.relied.iter().filter_map(other).collect();
        found.into_iter().for_each(|(by, seq)| self.fail(Failure::TwoReliedOn { by, seq }));
    }

    /// What was promised on all that was ever confirmed is within what was pledged there: nobody's pledge was spent twice.
    fn count_promises(&mut self) {
        let mut sums: BTreeMap<(Coop, Code), (u64, u64)> = BTreeMap::new();
        let valid = |id: &ObjectId| {
            let mut held = self.honest.iter().filter_map(|at| self.nodes[*at].disk.fund.get(id));
            held.find(|entered| entered.effect == Effect::Valid)
        };
        let corrects = |entered: &Entered| match &entered.fact {
            Fact::Correct(mark) => Some(mark.of),
            _ => None,
        };
        let corrected: BTreeSet<ObjectId> =
            self.confirmed.values().filter_map(|id| corrects(valid(id)?)).collect();
        for ((by, _), id) in &self.confirmed {
            let Some(entered) = valid(id).filter(|_| !corrected.contains(id)) else { continue };
            let minor = entered.fact.amount().map_or(0, |sum| sum.minor());
            match &entered.fact {
                Fact::Pledge(pledge) => sums.entry((*by, pledge.line.clone())).or_default().0 += minor,
                Fact::Commit(commit) if commit.decision.is_some() => {
                    sums.entry((*by, commit.line.clone())).or_default().1 += minor;
                }
                // What was taken back can be promised again.
                Fact::Release(_) => {
                    sums.iter_mut().filter(|((of, _), _)| of == by).for_each(|(_, sum)| sum.0 += minor)
                }
                _ => {}
            }
        }
        let over: BTreeSet<Coop> =
            sums.iter().filter(|(_, (pledged, spent))| spent > pledged).map(|((by, _), _)| *by).collect();
        over.into_iter().for_each(|by| self.fail(Failure::OverPledge(by)));
    }
}
