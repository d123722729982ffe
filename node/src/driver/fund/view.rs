//! The fund as people see it: names, states, sums, and what awaits our cooperative. Must not change anything.

use std::collections::{BTreeMap, BTreeSet};

use bigre_protocol::fund::report::overdue;
use bigre_protocol::fund::{
    Answer, CommitState, CommitView, Effect, Entered, Fact, GuaranteeView, Payment, RequestState,
    RequestView, View, end_to_end_id, kind, needed,
};
use bigre_protocol::id::{CoopId, ObjectId, OpId};
use bigre_protocol::journal::Vouch;
use bigre_protocol::limits::DAY_MS;
use bigre_protocol::replica::Replica;

use super::{name, suspense};
use crate::api::model::{
    Confirmation, FactDraft, FundCall, FundCommit, FundGuarantee, FundLine, FundOpinion, FundOverview,
    FundPayment, FundPledge, FundRequest, FundTask, Stated,
};
use crate::handle::Refused;

/// How long money may be on its way before it is shown, in milliseconds: 15 days (security reference, D4.12).
const IN_TRANSIT_MS: u64 = 15 * DAY_MS;

/// The rules, and what each cooperative declares.
pub(crate) fn overview(replica: &Replica) -> FundOverview {
    let (register, fund, me) = (replica.register(), replica.fund(), replica.me());
    let sitting = fund.now();
    let lines = sitting.rules.lines.iter().map(|line| FundLine {
        code: line.code.to_string(),
        maximum: line.maximum.minor(),
        window: line.window,
        quick: line.quick.map(|(most, hours)| (most.minor(), hours)),
        repayable: line.repayable,
    });
    let named: BTreeSet<CoopId> = sitting.rules.participants.iter().copied().collect();
    let takes_part = |coop: &&CoopId| named.is_empty() || named.contains(coop);
    let pledges = fund.accounts().flat_map(|(coop, account)| {
        account.pledges().map(move |(year, line, pledged)| FundPledge {
            coop: name(register, coop),
            own: *coop == me,
            year,
            line: line.to_string(),
            amount: pledged.amount,
            hours: pledged.hours,
            taken: pledged.taken,
        })
    });
    FundOverview {
        me,
        currency: sitting.rules.currency.to_string(),
        decimals: sitting.rules.currency.decimals() as u64,
        open: sitting.rules.open,
        lines: lines.collect(),
        participants: sitting.active.iter().filter(takes_part).map(|coop| name(register, coop)).collect(),
        named_participants: named.iter().map(|coop| name(register, coop)).collect(),
        isolated: replica.is_isolated(crate::driver::now()),
        pledges: pledges.collect(),
    }
}

/// Looks at the fund with what is worked out once.
pub(crate) struct Look<'r> {
    replica: &'r Replica,
    suspense: BTreeSet<CoopId>,
    /// Up to which entry each journal is confirmed, and what each cooperative vouches for of it.
    journals: BTreeMap<CoopId, (u64, BTreeMap<CoopId, Vouch>)>,
    now: u64,
}

impl<'r> Look<'r> {
    /// At a replica, now.
    pub(crate) fn at(replica: &'r Replica) -> Self {
        let seats = replica.register().seats().iter().map(|seat| seat.coop);
        let journals = seats.map(|coop| (coop, (replica.confirmed(&coop), replica.vouched(&coop)))).collect();
        Look { replica, suspense: suspense(replica), journals, now: crate::driver::now() }
    }

    fn name(&self, coop: &CoopId) -> String {
        name(self.replica.register(), coop)
    }

    fn confirmation(&self, id: &ObjectId) -> Confirmation {
        let entered = self.replica.fund().get(id);
        let journal = entered.and_then(|entered| Some((entered, self.journals.get(&entered.coop)?)));
        let Some((entered, (upto, vouched))) = journal else {
            return Confirmation { confirmed: false, held: 0, needed: 0 };
        };
        let (held, needed) = self.replica.support(vouched, entered);
        Confirmation { confirmed: entered.seq <= *upto, held: held.len() as u64, needed: needed as u64 }
    }

    /// Every request, the latest last.
    pub(crate) fn requests(&self) -> Vec<FundRequest> {
        let mut found = self.replica.fund().requests(&self.suspense);
        found.sort_by_key(|view| (view.time, view.id));
        found.iter().map(|view| self.request(view)).collect()
    }

    /// One request, by the start of its id.
    pub(crate) fn find(&self, text: &str) -> Result<FundRequest, Refused> {
        let id = super::draft::find(self.replica.fund(), text, &[kind::REQUEST])?;
        let view = self.replica.fund().request(&id, &self.suspense);
        let void = || super::refuse("fund-no-entry", "this request has no effect", [("id", id.short())]);
        view.map(|view| self.request(&view)).ok_or_else(void)
    }

    fn overdue(&self, view: &RequestView) -> u64 {
        let fund = self.replica.fund();
        let page = fund.get(&view.id).map_or(0, |entered| entered.page);
        let line = fund.sitting(page).rules.line(&view.ask.line);
        if !line.is_some_and(|line| line.repayable) {
            return 0;
        }
        view.total(|commit| overdue(&view.ask, commit, self.now))
    }

    fn request(&self, view: &RequestView) -> FundRequest {
        let (replica, fund) = (self.replica, self.replica.fund());
        let participants = fund.now().participants(&view.coop);
        let said: BTreeSet<CoopId> = view.opinions.iter().map(|(coop, _, _)| *coop).collect();
        let opinions = view.opinions.iter().map(|(coop, id, opinion)| FundOpinion {
            coop: self.name(coop),
            id: *id,
            view: opinion.name().into(),
            code: match fund.get(id).map(|entered| &entered.fact) {
                Some(Fact::Opinion(opinion)) => opinion.code.as_ref().map(ToString::to_string),
                _ => None,
            },
        });
        let expressed = view.opinions.iter().filter(|(_, _, opinion)| *opinion != View::Abstain).count();
        let silent = participants.iter().filter(|coop| !said.contains(coop));
        FundRequest {
            id: view.id,
            coop: self.name(&view.coop),
            own: view.coop == replica.me(),
            state: view.state.name().into(),
            line: view.ask.line.to_string(),
            amount: view.ask.amount.minor(),
            plan: view.ask.plan.map(|plan| (plan.count, plan.amount.minor())),
            until: view.ask.until,
            time: view.time,
            window_ends: replica.window_ends(&view.id),
            consent_planned: replica.is_consent_planned(&view.id),
            opinions: opinions.collect(),
            silent: silent.map(|coop| self.name(coop)).collect(),
            objections: replica.fund().objections(&view.id).iter().map(|coop| self.name(coop)).collect(),
            needed: needed(expressed as u64, participants.len() as u64),
            granted: view.decision.as_ref().map(|(_, decision)| decision.granted.minor()),
            accepted: view.total(CommitView::accepted),
            disbursed: view.total(CommitView::disbursed),
            received: view.total(CommitView::received),
            repaid: view.total(CommitView::repaid),
            overdue: self.overdue(view),
            commits: view.commits.iter().map(|commit| self.commit(commit, &view.coop)).collect(),
            amends: view.ask.amends,
            replaced: view.replaced,
            confirmation: self.confirmation(&view.id),
        }
    }

    fn commit(&self, view: &CommitView, to: &CoopId) -> FundCommit {
        let mut payments = Vec::new();
        for payment in &view.payments {
            payments.push(self.payment(payment, to));
            payments.extend(payment.repayments.iter().map(|repaid| self.payment(repaid, &view.coop)));
        }
        FundCommit {
            id: view.id,
            coop: self.name(&view.coop),
            own: view.coop == self.replica.me(),
            state: view.state.name().into(),
            year: view.commit.year,
            direct: view.commit.decision.is_none(),
            amount: view.commit.amount.minor(),
            released: view.released,
            accepted: view.accepted(),
            disbursed: view.disbursed(),
            received: view.received(),
            repaid: view.repaid(),
            payments,
            confirmation: self.confirmation(&view.id),
        }
    }

    fn payment(&self, payment: &Payment, to: &CoopId) -> FundPayment {
        let entered = self.replica.fund().get(&payment.id);
        let fact = entered.map(|entered| &entered.fact);
        let reference = fact.and_then(Fact::reference);
        FundPayment {
            id: payment.id,
            kind: fact.map_or("", Fact::name).into(),
            from: self.name(&payment.from),
            to: self.name(to),
            ours: payment.from == self.replica.me(),
            to_us: *to == self.replica.me(),
            amount: payment.amount,
            time: payment.time,
            end_to_end: fact.map(|fact| end_to_end_id(&fact.op())).unwrap_or_default(),
            reference: reference.map(|hash| data_encoding::HEXLOWER.encode(&hash[..])),
            receipt: payment.receipt.map(|(id, _)| id),
            disputed: payment.disputed,
            confirmation: self.confirmation(&payment.id),
        }
    }

    /// Every guarantee, the latest last.
    pub(crate) fn guarantees(&self) -> Vec<FundGuarantee> {
        let mut found = self.replica.fund().guarantees();
        found.sort_by_key(|view| (view.time, view.id));
        found.iter().map(|view| self.guarantee(view)).collect()
    }

    fn guarantee(&self, view: &GuaranteeView) -> FundGuarantee {
        let me = self.replica.me();
        let calls = view.calls.iter().map(|(id, amount, answer)| FundCall {
            id: *id,
            amount: *amount,
            state: match answer {
                Answer::Waiting => "waiting",
                Answer::Refused(_) => "refused",
                Answer::Honoured(payment) if payment.receipt.is_some() => "received",
                Answer::Honoured(_) => "honoured",
            }
            .into(),
            payment: match answer {
                Answer::Honoured(payment) => Some(self.payment(payment, &view.guarantee.to)),
                _ => None,
            },
        });
        let state = if view.released >= view.guarantee.ceiling.minor() {
            "released"
        } else if view.accepted.is_some() {
            "accepted"
        } else {
            "offered"
        };
        FundGuarantee {
            id: view.id,
            from: self.name(&view.coop),
            to: self.name(&view.guarantee.to),
            ours: view.coop == me,
            to_us: view.guarantee.to == me,
            state: state.into(),
            ceiling: view.guarantee.ceiling.minor(),
            limit: view.limit(),
            exposure: view.exposure(),
            year: view.guarantee.year,
            until: view.guarantee.until,
            calls: calls.collect(),
            confirmation: self.confirmation(&view.id),
        }
    }

    /// Every payment that we made or that is for us, the latest last.
    pub(crate) fn payments(&self) -> Vec<FundPayment> {
        let requests = self.requests().into_iter().flat_map(|request| request.commits);
        let mut found: Vec<FundPayment> = requests.flat_map(|commit| commit.payments).collect();
        let calls = self.guarantees().into_iter().flat_map(|guarantee| guarantee.calls);
        found.extend(calls.filter_map(|call| call.payment));
        found.retain(|payment| payment.ours || payment.to_us);
        found.sort_by_key(|payment| (payment.time, payment.id));
        found
    }

    /// What awaits our cooperative, the oldest first.
    pub(crate) fn inbox(&self) -> Vec<FundTask> {
        let mut tasks = Vec::new();
        for view in self.replica.fund().requests(&self.suspense) {
            if view.coop == self.replica.me() {
                self.own_request(&view, &mut tasks);
            } else {
                self.others_request(&view, &mut tasks);
            }
        }
        for view in self.replica.fund().guarantees() {
            self.guarantee_tasks(&view, &mut tasks);
        }
        for (id, entered) in self.replica.fund().entered() {
            let Fact::Dispute(mark) = &entered.fact else { continue };
            let ours = self.replica.fund().get(&mark.of).is_some_and(|of| of.coop == self.replica.me());
            if ours && entered.stands() && self.replica.fund().is_disputed(&mark.of) {
                tasks.push(self.task("dispute", *id, &entered.coop, 0, entered.time));
            }
        }
        tasks.sort_by_key(|task| (task.since, task.id));
        tasks
    }

    fn task(&self, what: &str, id: ObjectId, coop: &CoopId, amount: u64, since: u64) -> FundTask {
        let confirmed = self.confirmation(&id).confirmed;
        FundTask { what: what.into(), id, coop: self.name(coop), amount, since, confirmed }
    }

    fn own_request(&self, view: &RequestView, tasks: &mut Vec<FundTask>) {
        let replica = self.replica;
        let asked = view.ask.amount.minor();
        if view.state == RequestState::Open {
            let objections = replica.fund().objections(&view.id);
            let consents =
                view.opinions.iter().filter(|(_, _, opinion)| *opinion == View::Consent).count() as u64;
            let participants = replica.fund().now().participants(&view.coop).len() as u64;
            let mut task = |what| tasks.push(self.task(what, view.id, &view.coop, asked, view.time));
            match () {
                () if !objections.is_empty() => task("objection"),
                () if consents >= needed(consents, participants) => task("decide"),
                () => {}
            }
        }
        let account = replica.fund().account(&view.coop);
        for commit in &view.commits {
            let direct = commit.commit.decision.is_none();
            let acceptable = account.map_or(0, |account| account.acceptable(&view.id, direct));
            if commit.state == CommitState::Open && acceptable > 0 {
                let left = commit.commit.amount.minor() - commit.released;
                tasks.push(self.task("accept", commit.id, &commit.coop, left.min(acceptable), commit.time));
            }
            for payment in commit.payments.iter().filter(|payment| payment.receipt.is_none()) {
                tasks.push(self.task("receipt", payment.id, &commit.coop, payment.amount, payment.time));
            }
        }
        let overdue = self.overdue(view);
        if overdue > 0 {
            let funder = view.commits.first().map_or(view.coop, |commit| commit.coop);
            tasks.push(self.task("repay", view.id, &funder, overdue, view.time));
        }
    }

    fn others_request(&self, view: &RequestView, tasks: &mut Vec<FundTask>) {
        let (replica, me) = (self.replica, self.replica.me());
        let takes_part = replica.fund().now().participants(&view.coop).contains(&me);
        let said = view.opinions.iter().any(|(coop, _, _)| *coop == me);
        if view.state == RequestState::Open && takes_part && !said && !replica.is_consent_planned(&view.id) {
            tasks.push(self.task("opinion", view.id, &view.coop, view.ask.amount.minor(), view.time));
        }
        if matches!(view.state, RequestState::Granted | RequestState::PartFunded) {
            let year = super::draft::year_of(self.now);
            let left = replica.fund().account(&me).map_or(0, |a| a.pledged(year, &view.ask.line).left());
            let promised: u64 = view
                .commits
                .iter()
                .filter(|commit| !matches!(commit.state, CommitState::Declined | CommitState::InSuspense))
                .map(|commit| commit.commit.amount.minor().saturating_sub(commit.released))
                .sum();
            let sought = view.granted().saturating_sub(promised).min(left);
            let decided = view.decision.as_ref().map_or(view.id, |(id, _)| *id);
            if sought > 0 {
                let confirmed = self.confirmation(&decided).confirmed;
                tasks.push(FundTask {
                    confirmed,
                    ..self.task("commit", view.id, &view.coop, sought, view.time)
                });
            }
        }
        for commit in view.commits.iter().filter(|commit| commit.coop == me) {
            if commit.accepted() > commit.disbursed() {
                let left = commit.accepted() - commit.disbursed();
                let accept = commit.accepts.last().map_or(commit.id, |(id, _)| *id);
                let confirmed = self.confirmation(&accept).confirmed;
                tasks.push(FundTask {
                    confirmed,
                    ..self.task("disburse", commit.id, &view.coop, left, commit.time)
                });
            }
            for payment in &commit.payments {
                self.in_transit(payment, &view.coop, tasks);
                for repaid in payment.repayments.iter().filter(|repaid| repaid.receipt.is_none()) {
                    tasks.push(self.task("receipt", repaid.id, &view.coop, repaid.amount, repaid.time));
                }
            }
        }
        let ours = view.commits.iter().any(|commit| commit.coop == me && commit.received() > commit.repaid());
        let overdue = self.overdue(view);
        if ours && overdue > 0 {
            tasks.push(self.task("overdue", view.id, &view.coop, overdue, view.time));
        }
    }

    fn in_transit(&self, payment: &Payment, to: &CoopId, tasks: &mut Vec<FundTask>) {
        let long = payment.time.saturating_add(IN_TRANSIT_MS) < self.now;
        if payment.receipt.is_none() && long {
            tasks.push(self.task("in-transit", payment.id, to, payment.amount, payment.time));
        }
    }

    fn guarantee_tasks(&self, view: &GuaranteeView, tasks: &mut Vec<FundTask>) {
        let me = self.replica.me();
        let (ours, to_us) = (view.coop == me, view.guarantee.to == me);
        let ceiling = view.guarantee.ceiling.minor();
        if to_us && view.accepted.is_none() && view.released < ceiling {
            tasks.push(self.task(
                "guarantee-accept",
                view.id,
                &view.coop,
                ceiling - view.released,
                view.time,
            ));
        }
        for (id, amount, answer) in &view.calls {
            match answer {
                Answer::Waiting if ours => {
                    let since = self.replica.fund().get(id).map_or(0, |entered| entered.time);
                    tasks.push(self.task("call", *id, &view.guarantee.to, *amount, since));
                }
                Answer::Honoured(payment) if to_us && payment.receipt.is_none() => {
                    tasks.push(self.task("receipt", payment.id, &view.coop, payment.amount, payment.time));
                }
                _ => {}
            }
        }
    }
}

/// What stands under an operation of ours, if it was stated already.
pub(crate) fn stated(replica: &Replica, op: &OpId) -> Option<Stated> {
    let id = replica.fund().account(&replica.me())?.stated(op)?;
    Some(told(replica, &id, op, true))
}

/// What came of a statement, once it is durable.
pub(crate) fn told(replica: &Replica, id: &ObjectId, op: &OpId, already: bool) -> Stated {
    let entered = replica.fund().get(id);
    let fact = entered.map(|entered: &Entered| &entered.fact);
    let waits = fact.is_some_and(|fact| matches!(fact, Fact::Request(_)) && fact.op() != *op);
    debug_assert!(entered.is_none_or(|entered| entered.effect == Effect::Valid), "what is stated has effect");
    Stated {
        id: *id,
        op: *op,
        kind: if waits { "opinion" } else { fact.map_or("", Fact::name) }.into(),
        amount: fact.and_then(Fact::amount).map(|amount| amount.minor()).filter(|_| !waits),
        already,
        waits_until: if waits { replica.window_ends(id) } else { None },
        end_to_end: fact
            .filter(|fact| fact.is_payment() && fact.reference().is_none())
            .map(|_| end_to_end_id(op)),
    }
}

/// Whether a draft says what was stated under its operation: as far as it says anything.
pub(crate) fn is_same(replica: &Replica, stated: &Stated, draft: &FactDraft) -> bool {
    let Some(entered) = replica.fund().get(&stated.id) else { return false };
    let of = |text: &str| {
        let wanted = text.trim().to_lowercase();
        entered.fact.cites().iter().any(|id| id.to_string().starts_with(&wanted)) || wanted.is_empty()
    };
    let sum = |amount: &Option<u64>| amount.is_none() || *amount == stated.amount;
    match (draft, &entered.fact) {
        (FactDraft::Pledge { year, line, .. }, Fact::Pledge(pledge) | Fact::PledgeLess(pledge)) => {
            pledge.year == *year && pledge.line.as_str() == line
        }
        (FactDraft::Request { line, amount, .. }, Fact::Request(ask)) => {
            ask.line.as_str() == line && ask.amount.minor() == *amount
        }
        (FactDraft::Opinion { of: text, view, .. }, Fact::Opinion(opinion)) => {
            of(text) && opinion.view.name() == view
        }
        (FactDraft::Decision { of: text, granted }, Fact::Decision(_)) => of(text) && sum(granted),
        (FactDraft::Commit { of: text, amount, .. }, Fact::Commit(_)) => {
            of(text) && stated.amount == Some(*amount)
        }
        (FactDraft::Release { of: text, amount }, Fact::Release(_))
        | (FactDraft::Accept { of: text, amount }, Fact::Accept(_))
        | (FactDraft::Disburse { of: text, amount, .. }, Fact::Disburse(_))
        | (FactDraft::Receipt { of: text, amount }, Fact::Receipt(_))
        | (FactDraft::Honour { of: text, amount, .. }, Fact::Honour(_)) => of(text) && sum(amount),
        (FactDraft::Repay { amount, .. }, Fact::Repay(_)) => stated.amount == Some(*amount),
        (FactDraft::Guarantee { ceiling, .. }, Fact::Guarantee(_)) => stated.amount == Some(*ceiling),
        (FactDraft::Call { of: text, amount, .. }, Fact::Call(_)) => {
            of(text) && stated.amount == Some(*amount)
        }
        (FactDraft::Settle { .. }, Fact::Settle(_)) => true,
        (FactDraft::Withdraw { of: text }, Fact::Withdraw(_))
        | (FactDraft::Decline { of: text }, Fact::Decline(_))
        | (FactDraft::GuaranteeAccept { of: text }, Fact::GuaranteeAccept(_))
        | (FactDraft::Refuse { of: text, .. }, Fact::Refuse(_))
        | (FactDraft::Dispute { of: text, .. }, Fact::Dispute(_))
        | (FactDraft::Correct { of: text }, Fact::Correct(_)) => of(text),
        _ => false,
    }
}
