//! How requests, commits and guarantees stand: a fold of the facts about them. Must not know who confirmed what, and
//! asks of time only what day it is called.

use std::collections::BTreeSet;

use super::fact::{Ask, Commit, Decision, Fact, Guarantee, View};
use super::fold::{Entered, Fund};
use crate::id::{CoopId, ObjectId};

/// How a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RequestState {
    /// Opinions are given.
    Open,
    /// Granted: cooperatives may commit.
    Granted,
    /// A part of what was granted is accepted.
    PartFunded,
    /// All of it is.
    Funded,
    /// All that was accepted was received.
    Paid,
    /// Nothing is left to do: paid, and paid back on a line that is.
    Closed,
    /// Taken back before anything was accepted.
    Withdrawn,
    /// Nothing was granted.
    Refused,
    /// Something about it is contested.
    Disputed,
}

impl RequestState {
    /// A stable name.
    pub fn name(self) -> &'static str {
        match self {
            RequestState::Open => "open",
            RequestState::Granted => "granted",
            RequestState::PartFunded => "part-funded",
            RequestState::Funded => "funded",
            RequestState::Paid => "paid",
            RequestState::Closed => "closed",
            RequestState::Withdrawn => "withdrawn",
            RequestState::Refused => "refused",
            RequestState::Disputed => "disputed",
        }
    }
}

/// How a commit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CommitState {
    /// It waits for the requester's cooperative.
    Open,
    /// It was taken up.
    Accepted,
    /// All that was accepted was sent.
    Disbursed,
    /// All that was sent was received.
    Received,
    /// All of it was paid back.
    Repaid,
    /// It was taken back.
    Released,
    /// It was not taken up.
    Declined,
    /// Its author is no member any more, or contradicted itself: what is open waits for people.
    InSuspense,
}

impl CommitState {
    /// A stable name.
    pub fn name(self) -> &'static str {
        match self {
            CommitState::Open => "open",
            CommitState::Accepted => "accepted",
            CommitState::Disbursed => "disbursed",
            CommitState::Received => "received",
            CommitState::Repaid => "repaid",
            CommitState::Released => "released",
            CommitState::Declined => "declined",
            CommitState::InSuspense => "in-suspense",
        }
    }
}

/// A payment and what became of it: a disbursement, a repayment, or a guarantee honoured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Its entry.
    pub id: ObjectId,
    /// Who paid.
    pub from: CoopId,
    /// How much, in minor units.
    pub amount: u64,
    /// When it was stated, in milliseconds since the Unix epoch.
    pub time: u64,
    /// The receipt, and when it was stated.
    pub receipt: Option<(ObjectId, u64)>,
    /// Whether it is contested.
    pub disputed: bool,
    /// What was paid back of it.
    pub repayments: Vec<Payment>,
}

impl Payment {
    /// What is received, in minor units; nothing before the receipt.
    pub fn received(&self) -> u64 {
        self.receipt.map_or(0, |_| self.amount)
    }

    /// What was paid back and received, in minor units.
    pub fn repaid(&self) -> u64 {
        self.repayments.iter().map(Payment::received).sum()
    }
}

/// A commit and what became of it. Sums are in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitView {
    /// Its entry.
    pub id: ObjectId,
    /// Whose.
    pub coop: CoopId,
    /// When it was stated.
    pub time: u64,
    /// What it says.
    pub commit: Commit,
    /// How it stands.
    pub state: CommitState,
    /// Taken back.
    pub released: u64,
    /// The accepted parts: entry and amount.
    pub accepts: Vec<(ObjectId, u64)>,
    /// The payments.
    pub payments: Vec<Payment>,
    /// Whether anything of it is contested.
    pub disputed: bool,
}

impl CommitView {
    /// What was taken up of it.
    pub fn accepted(&self) -> u64 {
        self.accepts.iter().map(|(_, amount)| amount).sum()
    }

    /// What was sent.
    pub fn disbursed(&self) -> u64 {
        self.payments.iter().map(|payment| payment.amount).sum()
    }

    /// What was received.
    pub fn received(&self) -> u64 {
        self.payments.iter().map(Payment::received).sum()
    }

    /// What was paid back, and received by its author.
    pub fn repaid(&self) -> u64 {
        self.payments.iter().map(Payment::repaid).sum()
    }
}

/// A request and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestView {
    /// Its entry.
    pub id: ObjectId,
    /// The cooperative that vouches.
    pub coop: CoopId,
    /// When it was stated.
    pub time: u64,
    /// What it says.
    pub ask: Ask,
    /// How it stands.
    pub state: RequestState,
    /// The last opinion of each cooperative: its entry and what it thinks.
    pub opinions: Vec<(CoopId, ObjectId, View)>,
    /// The decision.
    pub decision: Option<(ObjectId, Decision)>,
    /// The commits, those for direct aid included.
    pub commits: Vec<CommitView>,
    /// The request that replaced it.
    pub replaced: Option<ObjectId>,
}

impl RequestView {
    /// What was granted, in minor units.
    pub fn granted(&self) -> u64 {
        self.decision.as_ref().map_or(0, |(_, decision)| decision.granted.minor())
    }

    /// A sum over its commits.
    pub fn total(&self, of: impl Fn(&CommitView) -> u64) -> u64 {
        self.commits.iter().map(of).sum()
    }
}

/// A guarantee and what became of it. Sums are in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuaranteeView {
    /// Its entry.
    pub id: ObjectId,
    /// Who stands surety.
    pub coop: CoopId,
    /// When it was stated.
    pub time: u64,
    /// What it says.
    pub guarantee: Guarantee,
    /// Whether the beneficiary accepted it.
    pub accepted: Option<ObjectId>,
    /// Taken back.
    pub released: u64,
    /// The calls: entry, amount, and how each was answered.
    pub calls: Vec<(ObjectId, u64, Answer)>,
}

impl GuaranteeView {
    /// What can still be called, at most: the ceiling less what was released and called.
    pub fn limit(&self) -> u64 {
        let called: u64 = self.calls.iter().map(|(_, amount, _)| amount).sum();
        self.guarantee.ceiling.minor().saturating_sub(self.released).saturating_sub(called)
    }

    /// What its author stands for: the ceiling less what was released and honoured, once accepted.
    pub fn exposure(&self) -> u64 {
        let honoured: u64 = self.calls.iter().map(|(_, _, answer)| answer.honoured()).sum();
        let bound = self.guarantee.ceiling.minor().saturating_sub(self.released);
        self.accepted.map_or(0, |_| bound.saturating_sub(honoured))
    }
}

/// How a call was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Not yet.
    Waiting,
    /// Paid.
    Honoured(Payment),
    /// Refused.
    Refused(ObjectId),
}

impl Answer {
    /// What was paid, in minor units.
    pub fn honoured(&self) -> u64 {
        match self {
            Answer::Honoured(payment) => payment.amount,
            _ => 0,
        }
    }
}

impl Fund {
    /// The requests that have effect, in the order of cooperatives and numbers. `suspense`: the cooperatives that are not
    /// relied upon.
    pub fn requests(&self, suspense: &BTreeSet<CoopId>) -> Vec<RequestView> {
        let all = self.all(|fact| matches!(fact, Fact::Request(_)));
        all.filter_map(|id| self.request(id, suspense)).collect()
    }

    /// The guarantees that have effect, in the same order.
    pub fn guarantees(&self) -> Vec<GuaranteeView> {
        self.all(|fact| matches!(fact, Fact::Guarantee(_))).filter_map(|id| self.guarantee(id)).collect()
    }

    fn all(&self, is: impl Fn(&Fact) -> bool) -> impl Iterator<Item = &ObjectId> {
        self.entered().filter(move |(_, entered)| is(&entered.fact) && entered.stands()).map(|(id, _)| id)
    }

    /// What stands about an entry, in the order of cooperatives and numbers.
    fn standing(&self, id: &ObjectId) -> impl Iterator<Item = (ObjectId, &Entered)> {
        self.about(id).into_iter().filter(|(_, entered)| entered.stands())
    }

    /// Whether somebody contests an entry and did not settle it.
    pub fn is_disputed(&self, id: &ObjectId) -> bool {
        let settled =
            |dispute: &ObjectId| self.standing(dispute).any(|(_, by)| matches!(by.fact, Fact::Settle(_)));
        self.standing(id).any(|(by, entered)| matches!(entered.fact, Fact::Dispute(_)) && !settled(&by))
    }

    /// How a request stands; `None` if it has no effect.
    pub fn request(&self, id: &ObjectId, suspense: &BTreeSet<CoopId>) -> Option<RequestView> {
        let entered = self.get(id).filter(|entered| entered.stands())?;
        let Fact::Request(ask) = &entered.fact else { return None };
        let opinions =
            self.opinions(id).into_iter().map(|(coop, (id, opinion))| (coop, id, opinion.view)).collect();
        let mut view = RequestView {
            id: *id,
            coop: entered.coop,
            time: entered.time,
            ask: ask.clone(),
            state: RequestState::Open,
            opinions,
            decision: None,
            commits: Vec::new(),
            replaced: None,
        };
        for (by, other) in self.standing(id) {
            match &other.fact {
                Fact::Decision(decision) => view.decision = Some((by, decision.clone())),
                Fact::Commit(_) => view.commits.extend(self.commit(&by, suspense)),
                Fact::Request(_) => view.replaced = Some(by),
                _ => {}
            }
        }
        view.state = self.request_state(&view, entered);
        Some(view)
    }

    fn request_state(&self, view: &RequestView, entered: &Entered) -> RequestState {
        let disputed = self.is_disputed(&view.id) || view.commits.iter().any(|commit| commit.disputed);
        let withdrawn = self.account(&view.coop).is_some_and(|account| account.is_withdrawn(&view.id));
        let accepted = view.total(CommitView::accepted);
        let line = self.sitting(entered.page).rules.line(&view.ask.line);
        let repayable = line.is_some_and(|line| line.repayable);
        // Direct aid is taken up within what was asked, whatever was decided.
        let direct: u64 = view
            .commits
            .iter()
            .filter(|commit| commit.commit.decision.is_none())
            .map(CommitView::accepted)
            .sum();
        let sought = match &view.decision {
            Some((_, decision)) => (decision.granted.minor() + direct).min(view.ask.amount.minor()),
            None => view.ask.amount.minor(),
        };
        let received = accepted > 0 && view.total(CommitView::received) >= accepted;
        let repaid = !repayable || view.total(CommitView::repaid) >= accepted;
        match () {
            () if disputed => RequestState::Disputed,
            () if withdrawn && accepted == 0 => RequestState::Withdrawn,
            () if received && (withdrawn || accepted >= sought) => {
                if repaid {
                    RequestState::Closed
                } else {
                    RequestState::Paid
                }
            }
            () if accepted > 0 && accepted >= sought => RequestState::Funded,
            () if accepted > 0 => RequestState::PartFunded,
            () => match &view.decision {
                Some((_, decision)) if decision.granted.is_zero() => RequestState::Refused,
                Some(_) => RequestState::Granted,
                None => RequestState::Open,
            },
        }
    }

    /// How a commit stands; `None` if it has no effect.
    pub fn commit(&self, id: &ObjectId, suspense: &BTreeSet<CoopId>) -> Option<CommitView> {
        let entered = self.get(id).filter(|entered| entered.stands())?;
        let Fact::Commit(commit) = &entered.fact else { return None };
        let (mut accepts, mut payments) = (Vec::new(), Vec::new());
        let (mut released, mut declined, mut disputed) = (0, false, self.is_disputed(id));
        for (by, other) in self.standing(id) {
            match &other.fact {
                Fact::Accept(accept) => {
                    accepts.push((by, accept.amount.minor()));
                    disputed |= self.is_disputed(&by);
                }
                Fact::Disburse(_) => payments.push(self.payment(by, other)),
                Fact::Release(release) => released += release.amount.minor(),
                Fact::Decline(_) => declined = true,
                _ => {}
            }
        }
        disputed |= payments.iter().any(|payment| payment.disputed);
        let mut view = CommitView {
            id: *id,
            coop: entered.coop,
            time: entered.time,
            commit: commit.clone(),
            state: CommitState::Open,
            released,
            accepts,
            payments,
            disputed,
        };
        let (accepted, received, repaid) = (view.accepted(), view.received(), view.repaid());
        view.state = match () {
            () if received > 0 && repaid >= received => CommitState::Repaid,
            () if accepted > 0 && received >= accepted => CommitState::Received,
            () if suspense.contains(&view.coop) => CommitState::InSuspense,
            () if accepted > 0 && view.disbursed() >= accepted => CommitState::Disbursed,
            () if accepted > 0 => CommitState::Accepted,
            () if declined => CommitState::Declined,
            () if released >= commit.amount.minor() => CommitState::Released,
            () => CommitState::Open,
        };
        Some(view)
    }

    /// A payment, with its receipt and what was paid back of it.
    fn payment(&self, id: ObjectId, entered: &Entered) -> Payment {
        let mut payment = Payment {
            id,
            from: entered.coop,
            amount: entered.fact.amount().map_or(0, |amount| amount.minor()),
            time: entered.time,
            receipt: None,
            disputed: self.is_disputed(&id),
            repayments: Vec::new(),
        };
        for (by, other) in self.standing(&id) {
            if let Fact::Receipt(_) = other.fact {
                payment.receipt = Some((by, other.time));
                payment.disputed |= self.is_disputed(&by);
                let repaid = self.standing(&by).filter(|(_, other)| matches!(other.fact, Fact::Repay(_)));
                payment.repayments = repaid.map(|(id, other)| self.payment(id, other)).collect();
            }
        }
        payment
    }

    /// How a guarantee stands; `None` if it has no effect.
    pub fn guarantee(&self, id: &ObjectId) -> Option<GuaranteeView> {
        let entered = self.get(id).filter(|entered| entered.stands())?;
        let Fact::Guarantee(guarantee) = &entered.fact else { return None };
        let mut view = GuaranteeView {
            id: *id,
            coop: entered.coop,
            time: entered.time,
            guarantee: guarantee.clone(),
            accepted: None,
            released: 0,
            calls: Vec::new(),
        };
        for (by, other) in self.standing(id) {
            match &other.fact {
                Fact::GuaranteeAccept(_) => view.accepted = Some(by),
                Fact::Release(release) => view.released += release.amount.minor(),
                Fact::Call(call) => {
                    let answer = self.standing(&by).find_map(|(id, entered)| match entered.fact {
                        Fact::Honour(_) => Some(Answer::Honoured(self.payment(id, entered))),
                        Fact::Refuse(_) => Some(Answer::Refused(id)),
                        _ => None,
                    });
                    view.calls.push((by, call.amount.minor(), answer.unwrap_or(Answer::Waiting)));
                }
                _ => {}
            }
        }
        Some(view)
    }
}
