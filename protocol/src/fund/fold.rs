//! The fund: a pure fold of the journals, the same whatever the order in which their entries came. An entry counts by
//! its own journal first ([`super::account`]), and has effect once what it cites is held and has effect too. Must not
//! know of disks, pulses or time.

use std::collections::{BTreeMap, BTreeSet};

use super::account::Account;
use super::fact::{Commit, Decision, Fact, Mark, Opinion, Receipt, Release, View};
use super::rules::FundRules;
use super::table::Table;
use super::void::Void;
use crate::id::{CoopId, ObjectId};
use crate::register::Register;

/// Entries looked at to find whom one concerns (counted: a repayment's receipt rests on a dozen).
const PARTIES_DEPTH: usize = 64;

/// What a page of the register says about the fund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitting {
    /// The rules.
    pub rules: FundRules,
    /// Who votes after it.
    pub active: BTreeSet<CoopId>,
    /// Members that do not vote included.
    pub members: BTreeSet<CoopId>,
    /// Requests whose objections the assembly overruled.
    pub overruled: BTreeSet<ObjectId>,
}

impl Sitting {
    /// What a register says after its last page.
    pub fn of(register: &Register) -> Self {
        let seats = || register.seats().iter();
        let active = seats().filter(|seat| register.is_active(&seat.coop)).map(|seat| seat.coop).collect();
        let members = seats().filter(|seat| seat.is_member()).map(|seat| seat.coop).collect();
        Sitting { rules: register.fund.clone(), active, members, overruled: register.overruled.clone() }
    }

    /// Whose opinions decide on a request of a cooperative, which is recused itself.
    pub fn participants(&self, applicant: &CoopId) -> BTreeSet<CoopId> {
        let named: BTreeSet<CoopId> = self.rules.participants.iter().copied().collect();
        let takes_part = |coop: &&CoopId| *coop != applicant && (named.is_empty() || named.contains(coop));
        self.active.iter().filter(takes_part).copied().collect()
    }
}

/// A fact as it stands on a journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// Whose journal.
    pub coop: CoopId,
    /// Its number there.
    pub seq: u64,
    /// The page that it cites.
    pub page: u64,
    /// When it was signed, in milliseconds since the Unix epoch: for people.
    pub time: u64,
    /// What it says.
    pub fact: Fact,
    /// With what its author stated before about the same thing.
    running: u64,
    /// Whether its author's account counts it: by that journal alone, so the same whatever came first.
    counted: bool,
    /// Whether it has effect. What has or never has keeps to it whatever comes later; only a cut takes entries away.
    pub effect: Effect,
    /// Reversed by its author.
    pub corrected: bool,
}

impl Entered {
    /// Whether it has effect and was not reversed.
    pub fn stands(&self) -> bool {
        self.effect == Effect::Valid && !self.corrected
    }
}

/// Whether a fact has effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// It has.
    Valid,
    /// Not before an entry is held that it rests on.
    Waiting(ObjectId),
    /// It never has.
    Void(Void),
}

/// The state of the fund.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fund {
    sittings: Vec<Sitting>,
    /// The page from which amounts are in the fund's currency.
    begins: u64,
    accounts: BTreeMap<CoopId, Account>,
    facts: Table,
    /// Which wait for which.
    waiting: BTreeMap<ObjectId, BTreeSet<ObjectId>>,
}

impl Fund {
    /// The pages of the register up to the one of a number, in order: 0 is the founding.
    pub fn sit(&mut self, height: u64, sitting: Sitting) {
        let at = usize::try_from(height).unwrap_or(usize::MAX);
        self.sittings.truncate(at);
        debug_assert_eq!(self.sittings.len(), at, "pages come in order");
        let other = self.sittings.last().is_some_and(|last| last.rules.currency != sitting.rules.currency);
        self.sittings.push(sitting);
        if other {
            self.begins = height;
            self.again(|_| true);
        }
    }

    /// What a page says; of a page that is not known, what the last one does.
    pub fn sitting(&self, height: u64) -> &Sitting {
        static FOUNDING: std::sync::LazyLock<Sitting> = std::sync::LazyLock::new(|| Sitting {
            rules: FundRules::default(),
            active: BTreeSet::new(),
            members: BTreeSet::new(),
            overruled: BTreeSet::new(),
        });
        let at = usize::try_from(height).unwrap_or(usize::MAX);
        self.sittings.get(at).or(self.sittings.last()).unwrap_or(&FOUNDING)
    }

    /// What the last page says.
    pub fn now(&self) -> &Sitting {
        self.sitting(u64::MAX)
    }

    /// The account of a cooperative.
    pub fn account(&self, coop: &CoopId) -> Option<&Account> {
        self.accounts.get(coop)
    }

    /// The accounts.
    pub fn accounts(&self) -> impl Iterator<Item = (&CoopId, &Account)> {
        self.accounts.iter()
    }

    /// A fact.
    pub fn get(&self, id: &ObjectId) -> Option<&Entered> {
        self.facts.get(id)
    }

    /// All facts, by cooperative and number.
    pub fn entered(&self) -> impl Iterator<Item = (&ObjectId, &Entered)> {
        self.facts.iter()
    }

    /// The facts whose printed id starts with a text in lower case, in the same order.
    pub fn starting<'f>(&'f self, text: &'f str) -> impl Iterator<Item = (&'f ObjectId, &'f Entered)> {
        // Ids are printed in the order of their bytes, five bits a character, the last of them one bit.
        let end = |filled: String| format!("{filled:q<52}").parse::<ObjectId>().ok();
        let ends = end(format!("{text:a<52}")).zip(end(format!("{text:7<51}")));
        let ends = ends.map(|(lowest, highest)| lowest..=highest);
        self.entered().filter(move |(id, _)| ends.as_ref().is_some_and(|ends| ends.contains(*id)))
    }

    /// The facts about another, by cooperative and number.
    pub fn about(&self, id: &ObjectId) -> Vec<(ObjectId, &Entered)> {
        self.facts.about(id)
    }

    /// Takes the next fact of a journal, which is held.
    pub fn take(&mut self, coop: CoopId, (seq, id): (u64, ObjectId), page: u64, time: u64, fact: Fact) {
        let checked = self.check_own(&coop, page, &fact);
        if checked.is_ok() {
            let reversed = self.corrected(&coop, &fact).map(|(of, fact)| (of, fact.clone()));
            let account = self.accounts.entry(coop).or_default();
            account.apply(id, &fact, reversed.as_ref().map(|(_, fact)| fact));
            if let Some(entered) = reversed.and_then(|(of, _)| self.facts.get_mut(&of)) {
                entered.corrected = true;
            }
        }
        let (running, counted, effect) = match checked {
            Ok(running) => (running, true, Effect::Waiting(id)),
            Err(void) => (0, false, Effect::Void(void)),
        };
        let entered = Entered { coop, seq, page, time, fact, running, counted, effect, corrected: false };
        self.facts.push(id, entered);
        self.settle(id);
    }

    /// Works out whether an entry has effect, and then those that waited for it.
    fn settle(&mut self, id: ObjectId) {
        let mut next = vec![id];
        while let Some(id) = next.pop() {
            let Some(entered) = self.facts.get(&id) else { continue };
            if let Effect::Waiting(_) = entered.effect {
                let effect = self.judge(&entered.coop, entered.page, &entered.fact, entered.running);
                let on = if let Effect::Waiting(on) = effect { Some(on) } else { None };
                if let Some(entered) = self.facts.get_mut(&id) {
                    entered.effect = effect;
                }
                if let Some(on) = on {
                    self.waiting.entry(on).or_default().insert(id);
                    continue;
                }
            }
            next.extend(self.waiting.remove(&id).unwrap_or_default());
        }
    }

    /// Forgets what a journal said after a number: it was cut off. What rested on it is worked out again.
    pub fn forget(&mut self, coop: &CoopId, keep: u64) {
        self.again(|entered| entered.coop != *coop || entered.seq <= keep);
    }

    /// Works everything out again from some of what is held.
    fn again(&mut self, keep: impl Fn(&Entered) -> bool) {
        let before = std::mem::take(self);
        (self.sittings, self.begins) = (before.sittings, before.begins);
        let again = before.facts.into_facts().filter(|(_, entered)| keep(entered));
        for (id, Entered { coop, seq, page, time, fact, .. }) in again {
            self.take(coop, (seq, id), page, time, fact);
        }
    }

    /// The own entry that a correction is about: one that its journal counts, even if what it rests on has no effect or is
    /// not held yet.
    fn corrected(&self, coop: &CoopId, fact: &Fact) -> Option<(ObjectId, &Fact)> {
        let Fact::Correct(mark) = fact else { return None };
        let entered = self.get(&mark.of).filter(|entered| entered.coop == *coop && entered.counted)?;
        Some((mark.of, &entered.fact))
    }

    fn check_own(&self, coop: &CoopId, page: u64, fact: &Fact) -> Result<u64, Void> {
        if page < self.begins {
            return Err(Void::Currency);
        }
        let empty = Account::default();
        let account = self.accounts.get(coop).unwrap_or(&empty);
        let corrected = self.corrected(coop, fact).map(|(_, fact)| fact);
        account.check(coop, fact, &self.sitting(page).rules, corrected)
    }

    /// What a cooperative would make of a fact, stated now on a page: whether it would have effect.
    pub fn check(&self, coop: &CoopId, page: u64, fact: &Fact) -> Effect {
        match self.check_own(coop, page, fact) {
            Ok(running) => self.judge(coop, page, fact, running),
            Err(void) => Effect::Void(void),
        }
    }

    /// Whether a fact has effect and was not reversed.
    pub fn stands(&self, id: &ObjectId) -> bool {
        self.get(id).is_some_and(Entered::stands)
    }

    /// An entry that another rests on: held, and with effect itself. All that it rests on is then held too.
    fn cited(&self, id: &ObjectId) -> Result<&Entered, Effect> {
        let entered = self.get(id).ok_or(Effect::Waiting(*id))?;
        match &entered.effect {
            Effect::Valid => Ok(entered),
            Effect::Void(_) => Err(Effect::Void(Void::CitesVoid(*id))),
            Effect::Waiting(_) => Err(Effect::Waiting(*id)),
        }
    }

    fn judge(&self, coop: &CoopId, page: u64, fact: &Fact, running: u64) -> Effect {
        self.rests(coop, page, fact, running).map_or_else(|effect| effect, |()| Effect::Valid)
    }

    fn rests(&self, me: &CoopId, page: u64, fact: &Fact, running: u64) -> Result<(), Effect> {
        let void = |why: Void| Err(Effect::Void(why));
        match fact {
            Fact::Pledge(_) | Fact::PledgeLess(_) | Fact::Request(_) | Fact::Withdraw(_) => Ok(()),
            // Its journal allowed it already; it rests on what the entry that it is about does.
            Fact::Release(Release { of, .. }) | Fact::Correct(Mark { of, .. }) => self.cited(of).map(|_| ()),
            Fact::Opinion(opinion) => self.may_opine(me, page, &opinion.request),
            Fact::Decision(decision) => self.decided(me, page, decision),
            Fact::Commit(commit) => self.funds(me, commit),
            Fact::Accept(accept) => {
                let Fact::Commit(commit) = &self.cited(&accept.commit)?.fact else {
                    return void(Void::WrongKind);
                };
                if commit.request != accept.request || commit.decision.is_none() != accept.direct {
                    return void(Void::WrongKind);
                }
                let most = commit.amount.minor();
                let found = running;
                if found > most { void(Void::OverCommit { found, left: most }) } else { Ok(()) }
            }
            Fact::Decline(mark) => {
                let Fact::Commit(commit) = &self.cited(&mark.of)?.fact else { return void(Void::WrongKind) };
                let ours = self.cited(&commit.request)?.coop == *me;
                if ours { Ok(()) } else { void(Void::NotYours) }
            }
            Fact::Disburse(disburse) => {
                let Fact::Accept(accept) = &self.cited(&disburse.accept)?.fact else {
                    return void(Void::WrongKind);
                };
                if accept.commit != disburse.commit {
                    return void(Void::WrongKind);
                }
                let (found, left) = (running, accept.amount.minor());
                if found > left { void(Void::OverAccept { found, left }) } else { Ok(()) }
            }
            Fact::Receipt(receipt) => self.receives(me, receipt),
            Fact::Repay(repay) => self.repays(&repay.receipt),
            Fact::Guarantee(guarantee) => {
                let member = self.sitting(page).members.contains(&guarantee.to);
                if member { Ok(()) } else { void(Void::NotParticipant) }
            }
            Fact::GuaranteeAccept(mark) => self.guaranteed(me, &mark.of).map(|_| ()),
            Fact::Call(call) => {
                let left = self.guaranteed(me, &call.guarantee)?;
                if running > left { void(Void::OverCeiling { found: running, left }) } else { Ok(()) }
            }
            Fact::Honour(honour) => {
                let most = self.called(me, &honour.of)?;
                let found = honour.amount.minor();
                if found > most { void(Void::OverCeiling { found, left: most }) } else { Ok(()) }
            }
            Fact::Refuse(mark) => self.called(me, &mark.of).map(|_| ()),
            Fact::Dispute(mark) => {
                self.cited(&mark.of)?;
                let party = self.parties(&mark.of).contains(me);
                if party { Ok(()) } else { void(Void::NotParticipant) }
            }
            Fact::Settle(mark) => match self.cited(&mark.of)? {
                Entered { fact: Fact::Dispute(_), coop, .. } if coop == me => Ok(()),
                Entered { fact: Fact::Dispute(_), .. } => void(Void::NotYours),
                _ => void(Void::WrongKind),
            },
        }
    }

    fn may_opine(&self, me: &CoopId, page: u64, request: &ObjectId) -> Result<(), Effect> {
        let request = self.cited(request)?;
        let Fact::Request(_) = request.fact else { return Err(Effect::Void(Void::WrongKind)) };
        if request.coop == *me {
            return Err(Effect::Void(Void::Recused));
        }
        let takes_part = self.sitting(page).participants(&request.coop).contains(me);
        if takes_part { Ok(()) } else { Err(Effect::Void(Void::NotParticipant)) }
    }

    fn funds(&self, me: &CoopId, commit: &Commit) -> Result<(), Effect> {
        let void = |why: Void| Err(Effect::Void(why));
        let request = self.cited(&commit.request)?;
        let Fact::Request(ask) = &request.fact else { return void(Void::WrongKind) };
        if request.coop == *me {
            return void(Void::Oneself);
        }
        if ask.line != commit.line {
            return void(Void::Line(commit.line.clone()));
        }
        let Some(decision) = &commit.decision else { return Ok(()) };
        match &self.cited(decision)?.fact {
            Fact::Decision(decision) if decision.request != commit.request => void(Void::WrongKind),
            Fact::Decision(decision) if decision.granted.is_zero() => void(Void::NotDecided),
            Fact::Decision(_) => Ok(()),
            _ => void(Void::WrongKind),
        }
    }

    fn receives(&self, me: &CoopId, receipt: &Receipt) -> Result<(), Effect> {
        let payment = self.cited(&receipt.of)?;
        if self.payee(&payment.fact)? != *me {
            return Err(Effect::Void(Void::NotYours));
        }
        let expected = payment.fact.amount().unwrap_or_default();
        let same = expected == receipt.amount;
        if same { Ok(()) } else { Err(Effect::Void(Void::OtherAmount { expected: expected.minor() })) }
    }

    /// Consents of two thirds of those expressed and of half of all, and no objection that stands (design, section 7).
    fn decided(&self, me: &CoopId, page: u64, decision: &Decision) -> Result<(), Effect> {
        if decision.granted.is_zero() {
            return Ok(());
        }
        let sitting = self.sitting(page);
        let participants = sitting.participants(me);
        let mut views: BTreeMap<CoopId, View> = BTreeMap::new();
        for id in decision.opinions.iter() {
            let entered = self.cited(id)?;
            let Fact::Opinion(opinion) = &entered.fact else { return Err(Effect::Void(Void::WrongKind)) };
            if opinion.request != decision.request || !participants.contains(&entered.coop) {
                return Err(Effect::Void(Void::NotParticipant));
            }
            if views.insert(entered.coop, opinion.view).is_some() {
                return Err(Effect::Void(Void::Twice));
            }
        }
        let count = |view: View| views.values().filter(|other| **other == view).count() as u64;
        let (found, against) = (count(View::Consent), count(View::Object));
        if against > 0 && !sitting.overruled.contains(&decision.request) {
            return Err(Effect::Void(Void::Objection));
        }
        let needed = needed(found + against, participants.len() as u64);
        if found < needed { Err(Effect::Void(Void::Consents { found, needed })) } else { Ok(()) }
    }

    /// Whom a payment is for.
    fn payee(&self, payment: &Fact) -> Result<CoopId, Effect> {
        let from = match payment {
            Fact::Disburse(disburse) => &disburse.accept,
            Fact::Honour(honour) => &honour.of,
            Fact::Repay(repay) => match &self.cited(&repay.receipt)?.fact {
                Fact::Receipt(receipt) => &receipt.of,
                _ => return Err(Effect::Void(Void::WrongKind)),
            },
            _ => return Err(Effect::Void(Void::WrongKind)),
        };
        Ok(self.cited(from)?.coop)
    }

    /// Whether what a receipt says was received is paid back.
    fn repays(&self, receipt: &ObjectId) -> Result<(), Effect> {
        let wrong = || Effect::Void(Void::WrongKind);
        let Fact::Receipt(receipt) = &self.cited(receipt)?.fact else { return Err(wrong()) };
        let Fact::Disburse(disburse) = &self.cited(&receipt.of)?.fact else {
            return Err(Effect::Void(Void::NotRepayable));
        };
        let Fact::Accept(accept) = &self.cited(&disburse.accept)?.fact else { return Err(wrong()) };
        let request = self.cited(&accept.request)?;
        let Fact::Request(ask) = &request.fact else { return Err(wrong()) };
        let line = self.sitting(request.page).rules.line(&ask.line);
        if line.is_some_and(|line| line.repayable) { Ok(()) } else { Err(Effect::Void(Void::NotRepayable)) }
    }

    /// The ceiling of a guarantee for a cooperative.
    fn guaranteed(&self, me: &CoopId, id: &ObjectId) -> Result<u64, Effect> {
        match &self.cited(id)?.fact {
            Fact::Guarantee(guarantee) if guarantee.to == *me => Ok(guarantee.ceiling.minor()),
            Fact::Guarantee(_) => Err(Effect::Void(Void::NotYours)),
            _ => Err(Effect::Void(Void::WrongKind)),
        }
    }

    /// How much a call upon a cooperative's guarantee is for.
    fn called(&self, me: &CoopId, id: &ObjectId) -> Result<u64, Effect> {
        let Fact::Call(call) = &self.cited(id)?.fact else { return Err(Effect::Void(Void::WrongKind)) };
        let ours = self.cited(&call.guarantee)?.coop == *me;
        if ours { Ok(call.amount.minor()) } else { Err(Effect::Void(Void::NotYours)) }
    }

    /// The last opinion of each cooperative on a request, with its entry.
    pub fn opinions(&self, request: &ObjectId) -> BTreeMap<CoopId, (ObjectId, &Opinion)> {
        let mut last = BTreeMap::new();
        for (id, entered) in self.about(request) {
            if let (Fact::Opinion(opinion), true) = (&entered.fact, entered.stands()) {
                last.insert(entered.coop, (id, opinion));
            }
        }
        last
    }

    /// The cooperatives that an entry concerns: its author, and those of the entries it rests on.
    pub fn parties(&self, id: &ObjectId) -> BTreeSet<CoopId> {
        let mut parties = BTreeSet::new();
        let mut next = vec![*id];
        for _ in 0..PARTIES_DEPTH {
            let Some(entered) = next.pop().and_then(|id| self.get(&id)) else { break };
            parties.insert(entered.coop);
            if let Fact::Guarantee(guarantee) = &entered.fact {
                parties.insert(guarantee.to);
            }
            // The request that an amended one replaced concerns the same.
            if !matches!(entered.fact, Fact::Request(_)) {
                next.extend(entered.fact.cites());
            }
        }
        parties
    }
}

/// How many must consent: two thirds of those who expressed themselves, and half of all; one at least: nobody grants
/// anything to itself alone.
pub fn needed(expressed: u64, participants: u64) -> u64 {
    (2 * expressed).div_ceil(3).max(participants.div_ceil(2)).max(1)
}
