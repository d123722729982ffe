//! One journal's own account: what its author may still state, from that journal alone. Caps count whatever the author
//! stated, wherever what it cites stands, so that they hold in every partition (escrow: O'Neil, TODS 1986). Must not
//! look at any other journal.

use std::collections::{BTreeMap, BTreeSet};

use super::fact::{Accept, Ask, Commit, Disburse, Fact, Guarantee, Pledge, Release, kind};
use super::rules::{FundRules, GUARANTEE};
use super::void::Void;
use crate::id::{CoopId, ObjectId, OpId};
use crate::limits::FUND_INSTALMENTS;
use crate::lookup::Lookup;
use crate::money::AMOUNT_MOST;
use crate::mutant::{Mutant, mutant};
use crate::text::Code;

/// What is pledged on a line of a year, and how much of it is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pledged {
    /// Money, in minor units.
    pub amount: u64,
    /// Hours.
    pub hours: u64,
    /// Committed and not released, or the ceilings of guarantees.
    pub taken: u64,
}

impl Pledged {
    /// What can still be committed.
    pub fn left(&self) -> u64 {
        self.amount.saturating_sub(self.taken)
    }
}

/// What stands of an entry of one's own that bounds later ones.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Tally {
    Request { asked: u64, granted: Option<u64>, withdrawn: bool, accepted: u64, direct: u64 },
    Commit { bound: u64, released: u64, disbursed: u64, pledge: Option<(u16, Code)> },
    Guarantee { ceiling: u64, released: u64, year: u16 },
    Receipt { amount: u64 },
}

/// A cooperative's account: the fold of its own facts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    ops: Lookup<OpId, ObjectId>,
    pledges: BTreeMap<(u16, Code), Pledged>,
    own: Lookup<ObjectId, Tally>,
    /// What was stated about an entry, by the kind of what states it: sums of amounts, or 1.
    about: Lookup<(u64, ObjectId), u64>,
    /// Requests neither decided nor withdrawn.
    open: BTreeSet<ObjectId>,
}

fn guarantees(year: u16) -> Option<(u16, Code)> {
    Some((year, Code::new(GUARANTEE).ok()?))
}

fn within(found: u64, left: u64, over: impl Fn(u64, u64) -> Void) -> Result<(), Void> {
    if found > left { Err(over(found, left)) } else { Ok(()) }
}

impl Account {
    /// The entry under which its author stated something already.
    pub fn stated(&self, op: &OpId) -> Option<ObjectId> {
        self.ops.get(op).copied()
    }

    /// The pledges, by year and line.
    pub fn pledges(&self) -> impl Iterator<Item = (u16, &Code, &Pledged)> {
        self.pledges.iter().map(|((year, line), pledged)| (*year, line, pledged))
    }

    /// What is pledged on a line of a year.
    pub fn pledged(&self, year: u16, line: &Code) -> Pledged {
        self.pledges.get(&(year, line.clone())).copied().unwrap_or_default()
    }

    /// How much of an own commit or guarantee can still be released or, of a commit, disbursed.
    pub fn left(&self, id: &ObjectId) -> u64 {
        match self.own.get(id) {
            Some(Tally::Commit { bound, released, disbursed, .. }) => bound - released - disbursed,
            Some(Tally::Guarantee { ceiling, released, .. }) => ceiling - released,
            Some(Tally::Receipt { amount }) => amount.saturating_sub(self.about(kind::REPAY, id)),
            _ => 0,
        }
    }

    /// How much of an own request can still be accepted, by a decision or as direct aid.
    pub fn acceptable(&self, request: &ObjectId, direct: bool) -> u64 {
        match self.own.get(request) {
            Some(Tally::Request { asked, granted, withdrawn: false, accepted, direct: aid }) => {
                let left = asked.saturating_sub(accepted + aid);
                if direct { left } else { left.min(granted.unwrap_or(0).saturating_sub(*accepted)) }
            }
            _ => 0,
        }
    }

    /// Whether an own request was withdrawn.
    pub fn is_withdrawn(&self, request: &ObjectId) -> bool {
        matches!(self.own.get(request), Some(Tally::Request { withdrawn: true, .. }))
    }

    /// Requests that are neither decided nor withdrawn.
    pub fn open(&self) -> &BTreeSet<ObjectId> {
        &self.open
    }

    fn about(&self, kind: u64, id: &ObjectId) -> u64 {
        self.about.get(&(kind, *id)).copied().unwrap_or(0)
    }

    /// Whether its author may state a fact now, by this journal alone and the rules of the page cited; how much it makes
    /// with what was stated before of the same thing. `corrected`: the own entry that a correction is about.
    pub(super) fn check(
        &self,
        me: &CoopId,
        fact: &Fact,
        rules: &FundRules,
        corrected: Option<&Fact>,
    ) -> Result<u64, Void> {
        if self.ops.get(&fact.op()).is_some() {
            return Err(Void::Repeated);
        }
        let amount = fact.amount().map_or(0, |amount| amount.minor());
        match fact {
            Fact::Pledge(pledge) | Fact::PledgeLess(pledge) => self.check_pledge(fact, pledge, rules)?,
            Fact::Request(ask) => self.check_request(ask, rules)?,
            Fact::Withdraw(mark) => match self.own.get(&mark.of) {
                Some(Tally::Request { withdrawn: false, .. }) => {}
                Some(Tally::Request { .. }) => return Err(Void::Twice),
                _ => return Err(Void::NotYours),
            },
            Fact::Decision(decision) => self.check_decision(&decision.request, amount)?,
            Fact::Commit(commit) => {
                let left = self.pledged(commit.year, &commit.line).left();
                if commit.decision.is_some() && !mutant(Mutant::NoCommitCap) {
                    within(amount, left, |found, left| Void::OverPledge { found, left })?;
                }
            }
            Fact::Release(release) => match self.own.get(&release.of) {
                Some(Tally::Commit { .. } | Tally::Guarantee { .. }) => {
                    within(amount, self.left(&release.of), |found, left| Void::OverCommit { found, left })?;
                }
                _ => return Err(Void::NotYours),
            },
            Fact::Accept(accept) => self.check_accept(accept)?,
            Fact::Decline(mark) => self.check_once(mark.of, &[kind::ACCEPT, kind::DECLINE])?,
            Fact::Disburse(disburse) => match self.own.get(&disburse.commit) {
                Some(Tally::Commit { .. }) => {
                    within(amount, self.left(&disburse.commit), |found, left| Void::OverCommit {
                        found,
                        left,
                    })?;
                }
                _ => return Err(Void::NotYours),
            },
            Fact::Receipt(receipt) => self.check_once(receipt.of, &[kind::RECEIPT])?,
            Fact::Repay(repay) => match self.own.get(&repay.receipt) {
                Some(Tally::Receipt { .. }) => {
                    let left = self.left(&repay.receipt);
                    within(amount, left, |found, left| Void::OverReceipt { found, left })?;
                }
                _ => return Err(Void::NotYours),
            },
            Fact::Guarantee(guarantee) => self.check_guarantee(me, guarantee)?,
            Fact::GuaranteeAccept(mark) => self.check_once(mark.of, &[kind::GUARANTEE_ACCEPT])?,
            Fact::Call(call) => {
                if self.about(kind::GUARANTEE_ACCEPT, &call.guarantee) == 0 {
                    return Err(Void::NotAccepted);
                }
            }
            Fact::Honour(honour) => self.check_once(honour.of, &[kind::HONOUR, kind::REFUSE])?,
            Fact::Refuse(mark) => self.check_once(mark.of, &[kind::HONOUR, kind::REFUSE])?,
            Fact::Correct(mark) => self.check_correct(&mark.of, corrected)?,
            Fact::Opinion(_) | Fact::Dispute(_) | Fact::Settle(_) => {}
        }
        let may_be_nothing = matches!(fact, Fact::Decision(_) | Fact::Pledge(_) | Fact::PledgeLess(_));
        if !may_be_nothing && fact.amount().is_some_and(|amount| amount.is_zero()) {
            return Err(Void::Nothing);
        }
        let before = self.tallied(fact).map_or(0, |key| self.about(key.0, &key.1));
        before.checked_add(amount).filter(|sum| *sum <= AMOUNT_MOST).ok_or(Void::Overflow)
    }

    fn check_decision(&self, request: &ObjectId, granted: u64) -> Result<(), Void> {
        match self.own.get(request) {
            Some(Tally::Request { withdrawn: true, .. }) => Err(Void::Withdrawn),
            Some(Tally::Request { granted: Some(_), .. }) => Err(Void::Decided),
            Some(Tally::Request { asked, .. }) => {
                within(granted, *asked, |found, most| Void::OverAsked { found, most })
            }
            _ => Err(Void::NotYours),
        }
    }

    fn check_guarantee(&self, me: &CoopId, guarantee: &Guarantee) -> Result<(), Void> {
        if guarantee.to == *me {
            return Err(Void::Oneself);
        }
        let capacity = guarantees(guarantee.year).and_then(|key| self.pledges.get(&key));
        let left = capacity.copied().unwrap_or_default().left();
        within(guarantee.ceiling.minor(), left, |found, left| Void::OverCapacity { found, left })
    }

    fn check_once(&self, of: ObjectId, kinds: &[u64]) -> Result<(), Void> {
        let twice = kinds.iter().any(|kind| self.about(*kind, &of) > 0);
        if twice && !mutant(Mutant::CountDeliveries) { Err(Void::Twice) } else { Ok(()) }
    }

    fn check_pledge(&self, fact: &Fact, pledge: &Pledge, rules: &FundRules) -> Result<(), Void> {
        if pledge.line.as_str() != GUARANTEE && rules.line(&pledge.line).is_none() {
            return Err(Void::Line(pledge.line.clone()));
        }
        if pledge.amount.is_zero() && pledge.hours == 0 {
            return Err(Void::Nothing);
        }
        let pledged = self.pledged(pledge.year, &pledge.line);
        if matches!(fact, Fact::Pledge(_)) {
            let sum = pledged.amount.checked_add(pledge.amount.minor()).filter(|sum| *sum <= AMOUNT_MOST);
            return sum.map(|_| ()).ok_or(Void::Overflow);
        }
        let left = pledged.left();
        if pledge.amount.minor() > left || u64::from(pledge.hours) > pledged.hours {
            return Err(Void::BelowCommitted { left });
        }
        Ok(())
    }

    fn check_request(&self, ask: &Ask, rules: &FundRules) -> Result<(), Void> {
        let line = rules.line(&ask.line).ok_or_else(|| Void::Line(ask.line.clone()))?;
        let most = line.maximum.minor();
        within(ask.amount.minor(), most, |found, most| Void::OverMaximum { found, most })?;
        if let Some(plan) = ask.plan {
            let whole = u64::from(plan.count).checked_mul(plan.amount.minor());
            let count = (1..=FUND_INSTALMENTS).contains(&plan.count);
            if !line.repayable || !count || whole != Some(ask.amount.minor()) {
                return Err(Void::Plan);
            }
        }
        let replaced = match &ask.amends {
            Some(old) => match self.own.get(old) {
                Some(Tally::Request { granted: Some(_), .. }) => return Err(Void::Decided),
                Some(Tally::Request { .. }) => usize::from(self.open.contains(old)),
                _ => return Err(Void::NotYours),
            },
            None => 0,
        };
        let most = rules.open.saturating_mul(ask.members.div_ceil(1_000).max(1));
        let open = self.open.len() - replaced;
        if open as u64 >= most { Err(Void::TooManyOpen { most }) } else { Ok(()) }
    }

    fn check_accept(&self, accept: &Accept) -> Result<(), Void> {
        let Some(Tally::Request { asked, granted, withdrawn, accepted, direct }) =
            self.own.get(&accept.request)
        else {
            return Err(Void::NotYours);
        };
        if *withdrawn {
            return Err(Void::Withdrawn);
        }
        self.check_once(accept.commit, &[kind::DECLINE])?;
        if mutant(Mutant::NoAcceptCap) {
            return Ok(());
        }
        let amount = accept.amount.minor();
        let left = asked.saturating_sub(accepted + direct);
        if !accept.direct {
            let granted = granted.ok_or(Void::NotDecided)?;
            within(amount, granted.saturating_sub(*accepted), |found, left| Void::OverGranted {
                found,
                left,
            })?;
        }
        within(amount, left, |found, most| Void::OverAsked { found, most })
    }

    fn check_correct(&self, of: &ObjectId, fact: Option<&Fact>) -> Result<(), Void> {
        self.check_once(*of, &[kind::CORRECT])?;
        match fact.ok_or(Void::NotYours)? {
            Fact::Pledge(pledge) => {
                let pledged = self.pledged(pledge.year, &pledge.line);
                let rested =
                    pledge.amount.minor() > pledged.left() || u64::from(pledge.hours) > pledged.hours;
                if rested { Err(Void::RestedOn) } else { Ok(()) }
            }
            Fact::PledgeLess(pledge) => {
                let pledged = self.pledged(pledge.year, &pledge.line);
                let sum = pledged.amount.checked_add(pledge.amount.minor()).filter(|sum| *sum <= AMOUNT_MOST);
                sum.map(|_| ()).ok_or(Void::Overflow)
            }
            Fact::Commit(_) => match self.own.get(of) {
                Some(Tally::Commit { disbursed: 0, .. }) => Ok(()),
                _ => Err(Void::RestedOn),
            },
            Fact::Receipt(_) if self.about(kind::REPAY, of) > 0 => Err(Void::RestedOn),
            Fact::GuaranteeAccept(mark) if self.about(kind::CALL, &mark.of) > 0 => Err(Void::RestedOn),
            Fact::Accept(_)
            | Fact::Decline(_)
            | Fact::Disburse(_)
            | Fact::Receipt(_)
            | Fact::Repay(_)
            | Fact::Guarantee(_)
            | Fact::GuaranteeAccept(_)
            | Fact::Call(_)
            | Fact::Honour(_)
            | Fact::Refuse(_) => Ok(()),
            _ => Err(Void::Irreversible),
        }
    }

    /// Under what a fact is counted with others of its author about the same thing.
    fn tallied(&self, fact: &Fact) -> Option<(u64, ObjectId)> {
        Some(match fact {
            Fact::Accept(accept) => (kind::ACCEPT, accept.commit),
            Fact::Disburse(disburse) => (kind::DISBURSE, disburse.accept),
            Fact::Repay(repay) => (kind::REPAY, repay.receipt),
            Fact::Call(call) => (kind::CALL, call.guarantee),
            Fact::Receipt(receipt) => (kind::RECEIPT, receipt.of),
            Fact::Honour(honour) => (kind::HONOUR, honour.of),
            Fact::Decline(mark) => (kind::DECLINE, mark.of),
            Fact::GuaranteeAccept(mark) => (kind::GUARANTEE_ACCEPT, mark.of),
            Fact::Refuse(mark) => (kind::REFUSE, mark.of),
            Fact::Correct(mark) => (kind::CORRECT, mark.of),
            _ => return None,
        })
    }

    /// Counts a fact that was checked.
    pub(super) fn apply(&mut self, id: ObjectId, fact: &Fact, corrected: Option<&Fact>) {
        self.ops.insert(fact.op(), id);
        let amount = fact.amount().map_or(0, |amount| amount.minor());
        if let Some(key) = self.tallied(fact) {
            *self.about.or_default(key) += amount.max(u64::from(fact.amount().is_none()));
        }
        match fact {
            Fact::Pledge(pledge) => self.pledge(pledge, true),
            Fact::PledgeLess(pledge) => self.pledge(pledge, false),
            Fact::Request(ask) => {
                if let Some(old) = ask.amends {
                    self.withdraw(&old);
                }
                let tally =
                    Tally::Request { asked: amount, granted: None, withdrawn: false, accepted: 0, direct: 0 };
                self.own.insert(id, tally);
                self.open.insert(id);
            }
            Fact::Withdraw(mark) => self.withdraw(&mark.of),
            Fact::Decision(decision) => {
                self.open.remove(&decision.request);
                if let Some(Tally::Request { granted, .. }) = self.own.get_mut(&decision.request) {
                    *granted = Some(amount);
                }
            }
            Fact::Commit(commit) => {
                let Commit { year, line, decision, .. } = commit;
                let pledge = decision.is_some().then(|| (*year, line.clone()));
                self.take(pledge.as_ref(), amount, true);
                self.own.insert(id, Tally::Commit { bound: amount, released: 0, disbursed: 0, pledge });
            }
            Fact::Release(release) => self.release(release),
            Fact::Accept(accept) => self.accept(accept, true),
            Fact::Disburse(disburse) => self.disburse(disburse, true),
            Fact::Receipt(_) => self.own.insert(id, Tally::Receipt { amount }),
            Fact::Guarantee(Guarantee { year, .. }) => {
                self.take(guarantees(*year).as_ref(), amount, true);
                self.own.insert(id, Tally::Guarantee { ceiling: amount, released: 0, year: *year });
            }
            Fact::Correct(mark) => {
                if let Some(fact) = corrected {
                    self.reverse(&mark.of, fact);
                }
            }
            _ => {}
        }
    }

    fn pledge(&mut self, pledge: &Pledge, more: bool) {
        let pledged = self.pledges.entry((pledge.year, pledge.line.clone())).or_default();
        let (amount, hours) = (pledge.amount.minor(), u64::from(pledge.hours));
        if more {
            (pledged.amount, pledged.hours) = (pledged.amount + amount, pledged.hours + hours);
        } else {
            pledged.amount = pledged.amount.saturating_sub(amount);
            pledged.hours = pledged.hours.saturating_sub(hours);
        }
    }

    fn take(&mut self, pledge: Option<&(u16, Code)>, amount: u64, more: bool) {
        let Some(key) = pledge else { return };
        let pledged = self.pledges.entry(key.clone()).or_default();
        pledged.taken =
            if more { pledged.taken.saturating_add(amount) } else { pledged.taken.saturating_sub(amount) };
    }

    fn withdraw(&mut self, request: &ObjectId) {
        self.open.remove(request);
        if let Some(Tally::Request { withdrawn, .. }) = self.own.get_mut(request) {
            *withdrawn = true;
        }
    }

    fn release(&mut self, release: &Release) {
        let amount = release.amount.minor();
        let pledge = match self.own.get_mut(&release.of) {
            Some(Tally::Commit { released, pledge, .. }) => {
                *released += amount;
                pledge.clone()
            }
            Some(Tally::Guarantee { released, year, .. }) => {
                *released += amount;
                guarantees(*year)
            }
            _ => None,
        };
        self.take(pledge.as_ref(), amount, false);
    }

    fn accept(&mut self, accept: &Accept, more: bool) {
        let amount = accept.amount.minor();
        if let Some(Tally::Request { accepted, direct, .. }) = self.own.get_mut(&accept.request) {
            let sum = if accept.direct { direct } else { accepted };
            *sum = if more { sum.saturating_add(amount) } else { sum.saturating_sub(amount) };
        }
    }

    fn disburse(&mut self, disburse: &Disburse, more: bool) {
        let amount = disburse.amount.minor();
        if let Some(Tally::Commit { disbursed, .. }) = self.own.get_mut(&disburse.commit) {
            *disbursed =
                if more { disbursed.saturating_add(amount) } else { disbursed.saturating_sub(amount) };
        }
    }

    /// Takes back what an own entry counted for.
    fn reverse(&mut self, id: &ObjectId, fact: &Fact) {
        if let Some(sum) = self.tallied(fact).and_then(|key| self.about.get_mut(&key)) {
            *sum = sum.saturating_sub(fact.amount().map_or(1, |amount| amount.minor()));
        }
        match fact {
            Fact::Pledge(pledge) => self.pledge(pledge, false),
            Fact::PledgeLess(pledge) => self.pledge(pledge, true),
            Fact::Accept(accept) => self.accept(accept, false),
            Fact::Disburse(disburse) => self.disburse(disburse, false),
            Fact::Commit(_) | Fact::Guarantee(_) => {
                let left = self.left(id);
                let pledge = match self.own.remove(id) {
                    Some(Tally::Commit { pledge, .. }) => pledge,
                    Some(Tally::Guarantee { year, .. }) => guarantees(year),
                    _ => None,
                };
                self.take(pledge.as_ref(), left, false);
            }
            Fact::Receipt(_) => drop(self.own.remove(id)),
            _ => {}
        }
    }
}
