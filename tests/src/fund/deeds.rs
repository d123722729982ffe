//! What cooperatives come to state, as chance has it: they begin something, or go on with what others began. Knows a state
//! of the fund; must not know who is honest, nor what is confirmed.

use bigre_protocol::fund::{
    Accept, Account, Ask, Call, CodedMark, Commit, Decision, Disburse, Entered, Fact, Fund, Guarantee,
    Honour, Mark, Opinion, Plan, Pledge, Receipt, Release, Repay, View, needed,
};
use bigre_protocol::id::{CoopId, ObjectId, OpId};
use bigre_protocol::text::List;

use super::law::{YEAR, amount, line};
use crate::rng::Rng;

/// Entries looked at before nothing is found to go on with.
const LOOKS: usize = 24;

fn op(rng: &mut Rng) -> OpId {
    OpId(rng.bytes())
}

/// A fact that a cooperative may wish to state. What it wishes for may be more than it may have.
pub(crate) fn wish(fund: &Fund, me: CoopId, rng: &mut Rng) -> Option<Fact> {
    if rng.chance(120) || fund.account(&me).is_none() {
        return begin(fund, me, rng);
    }
    // Money first, more often than not.
    let talk = |fact: &Fact| matches!(fact, Fact::Pledge(_) | Fact::Request(_) | Fact::Opinion(_));
    let all = rng.chance(400);
    let some = fund.entered().filter(|(_, entered)| all || !talk(&entered.fact));
    let ids: Vec<ObjectId> = some.map(|(id, _)| *id).collect();
    for _ in 0..LOOKS.min(ids.len()) {
        let id = *rng.pick(&ids)?;
        let entered = fund.get(&id)?;
        if entered.stands()
            && let Some(fact) = go_on(fund, me, (id, entered), rng)
        {
            return Some(fact);
        }
    }
    None
}

/// A pledge on a line.
pub(crate) fn pledge(name: &str, minor: u64, rng: &mut Rng) -> Fact {
    Fact::Pledge(Pledge { op: op(rng), line: line(name), year: YEAR, hours: 0, amount: amount(minor) })
}

/// A guarantee for a cooperative.
pub(crate) fn guarantee(to: CoopId, minor: u64, rng: &mut Rng) -> Fact {
    let (op, ceiling) = (op(rng), amount(minor));
    Fact::Guarantee(Guarantee { op, to, year: YEAR, terms: None, until: 9, ceiling })
}

/// All that is left of a pledge, for some request that was granted: on each of two branches, it is spent twice.
pub(crate) fn spend(fund: &Fund, me: CoopId, rng: &mut Rng) -> Option<Fact> {
    let others = |asker: CoopId| asker != me;
    let mut fact = fund_some(fund, others, rng)?;
    let Fact::Commit(commit) = &mut fact else { return None };
    let left = fund.account(&me)?.pledged(YEAR, &commit.line).left();
    commit.amount = amount(left);
    (left > 0).then_some(fact)
}

/// What is left to accept of some request that was granted to one of these.
pub(crate) fn fund_some(fund: &Fund, of: impl Fn(CoopId) -> bool, rng: &mut Rng) -> Option<Fact> {
    let granted = |entered: &Entered| match &entered.fact {
        Fact::Decision(decision) if of(entered.coop) && entered.stands() && !decision.granted.is_zero() => {
            Some((entered.coop, decision.request))
        }
        _ => None,
    };
    let all: Vec<(ObjectId, (CoopId, ObjectId))> =
        fund.entered().filter_map(|(id, entered)| Some((*id, granted(entered)?))).collect();
    let (decision, (asker, request)) = *rng.pick(&all)?;
    let Fact::Request(ask) = &fund.get(&request)?.fact else { return None };
    let left = fund.account(&asker)?.acceptable(&request, false);
    Some(Fact::Commit(commit(op(rng), ask, left, (request, Some(decision)))))
}

/// A lower wish, when the first was too much.
pub(crate) fn less(mut fact: Fact, left: u64) -> Option<Fact> {
    match &mut fact {
        Fact::Commit(commit) => commit.amount = amount(left),
        Fact::Accept(accept) => accept.amount = amount(left),
        Fact::Guarantee(guarantee) => guarantee.ceiling = amount(left),
        Fact::Disburse(disburse) => disburse.amount = amount(left),
        _ => return None,
    }
    (left > 0).then_some(fact)
}

fn begin(fund: &Fund, me: CoopId, rng: &mut Rng) -> Option<Fact> {
    let op = op(rng);
    let own: Vec<(ObjectId, &Entered)> =
        fund.entered().filter(|(_, entered)| entered.coop == me).map(|(id, e)| (*id, e)).collect();
    let some = rng.pick(&own).copied();
    let name = *rng.pick(&["aid", "aid", "advance", "guarantee"])?;
    let pledge = |most, rng: &mut Rng| Pledge {
        op,
        line: line(name),
        year: YEAR,
        hours: 1,
        amount: amount(rng.within(50..most)),
    };
    Some(match rng.below(20) {
        0..5 => Fact::Pledge(pledge(1_000, rng)),
        5 => Fact::PledgeLess(pledge(200, rng)),
        6..13 => request(op, some, rng),
        13..15 => {
            let others: Vec<CoopId> =
                fund.now().members.iter().filter(|coop| **coop != me).copied().collect();
            let ceiling = rng.within(20..300);
            guarantee(*rng.pick(&others)?, ceiling, rng)
        }
        15 => Fact::Release(Release { of: some?.0, op, amount: amount(rng.within(1..100)) }),
        16 => Fact::Withdraw(Mark { of: some?.0, op }),
        17 | 18 => Fact::Correct(Mark { of: some?.0, op }),
        _ => {
            let ids: Vec<ObjectId> = fund.entered().map(|(id, _)| *id).collect();
            let of = *rng.pick(&ids)?;
            let mark = CodedMark { of, op, code: line("amount") };
            let disputes = matches!(fund.get(&of)?.fact, Fact::Dispute(_));
            if disputes { Fact::Settle(mark) } else { Fact::Dispute(mark) }
        }
    })
}

fn request(op: OpId, some: Option<(ObjectId, &Entered)>, rng: &mut Rng) -> Fact {
    let lent = rng.chance(400);
    let minor = rng.within(2..151) * 2;
    let plan = (lent && rng.chance(500)).then(|| Plan { count: 2, amount: amount(minor / 2) });
    let amends = some.filter(|(_, entered)| rng.chance(300) && matches!(entered.fact, Fact::Request(_)));
    Fact::Request(Ask {
        op,
        line: line(if lent { "advance" } else { "aid" }),
        plan,
        until: 9,
        amends: amends.map(|(id, _)| id),
        amount: amount(minor),
        members: 10,
    })
}

/// Whether one did something of this kind about an entry already.
fn did(fund: &Fund, me: CoopId, id: &ObjectId, is: impl Fn(&Fact) -> bool) -> bool {
    fund.about(id).iter().any(|(_, by)| by.coop == me && by.stands() && is(&by.fact))
}

fn open(fund: &Fund, request: &ObjectId) -> bool {
    let by = fund.get(request).map(|entered| entered.coop);
    by.and_then(|by| fund.account(&by)).is_some_and(|account| account.open().contains(request))
}

fn commit(op: OpId, ask: &Ask, minor: u64, (request, decision): (ObjectId, Option<ObjectId>)) -> Commit {
    Commit { op, line: ask.line.clone(), year: YEAR, until: 9, amount: amount(minor), request, decision }
}

/// What follows from an entry for a cooperative.
pub(crate) fn go_on(
    fund: &Fund,
    me: CoopId,
    (id, entered): (ObjectId, &Entered),
    rng: &mut Rng,
) -> Option<Fact> {
    let ours = entered.coop == me;
    let op = op(rng);
    let again = rng.chance(60);
    match &entered.fact {
        Fact::Request(ask) if !ours => {
            if open(fund, &id) {
                let said = did(fund, me, &id, |fact| matches!(fact, Fact::Opinion(_)));
                let (view, code) = match rng.below(40) {
                    0 => (View::Object, Some(line("other"))),
                    1 => (View::Abstain, None),
                    _ => (View::Consent, None),
                };
                let again = rng.chance(40);
                return (!said || again).then_some(Fact::Opinion(Opinion { op, code, view, request: id }));
            }
            let commit = commit(op, ask, rng.within(10..200), (id, None));
            rng.chance(60).then_some(Fact::Commit(commit))
        }
        Fact::Request(ask) => decide(fund, me, id, ask, op, rng),
        Fact::Decision(decision) if !ours && !decision.granted.is_zero() => {
            let Fact::Request(ask) = &fund.get(&decision.request)?.fact else { return None };
            let committed = did(fund, me, &id, |fact| matches!(fact, Fact::Commit(_)));
            let commit = commit(op, ask, rng.within(20..400), (decision.request, Some(id)));
            (!committed || again).then_some(Fact::Commit(commit))
        }
        Fact::Commit(commit) if !ours && fund.get(&commit.request)?.coop == me => {
            if rng.chance(50) {
                return Some(Fact::Decline(Mark { of: id, op }));
            }
            let accepted = did(fund, me, &id, |fact| matches!(fact, Fact::Accept(_)));
            let (request, direct) = (commit.request, commit.decision.is_none());
            let accept = Accept { op, amount: commit.amount, commit: id, direct, request };
            (!accepted || again).then_some(Fact::Accept(accept))
        }
        Fact::Accept(accept) if fund.get(&accept.commit)?.coop == me => {
            let paid = did(fund, me, &id, |fact| matches!(fact, Fact::Disburse(_)));
            let disburse =
                Disburse { op, accept: id, amount: accept.amount, commit: accept.commit, reference: None };
            (!paid || again).then_some(Fact::Disburse(disburse))
        }
        Fact::Disburse(_) | Fact::Honour(_) | Fact::Repay(_) => {
            let received = did(fund, me, &id, |fact| matches!(fact, Fact::Receipt(_)));
            let again = rng.chance(300);
            let receipt = Receipt { of: id, op, amount: entered.fact.amount()? };
            (!ours && (!received || again)).then_some(Fact::Receipt(receipt))
        }
        Fact::Receipt(receipt) if ours => {
            let lent = matches!(fund.get(&receipt.of)?.fact, Fact::Disburse(_)) && rng.chance(300);
            let amount = amount(rng.within(1..receipt.amount.minor() + 2));
            lent.then_some(Fact::Repay(Repay { op, amount, receipt: id, reference: None }))
        }
        _ => guaranteed(fund, me, (id, entered), op, rng),
    }
}

fn guaranteed(
    fund: &Fund,
    me: CoopId,
    (id, entered): (ObjectId, &Entered),
    op: OpId,
    rng: &mut Rng,
) -> Option<Fact> {
    match &entered.fact {
        Fact::Guarantee(guarantee) if guarantee.to == me => {
            let accepted = did(fund, me, &id, |fact| matches!(fact, Fact::GuaranteeAccept(_)));
            if !accepted {
                return Some(Fact::GuaranteeAccept(Mark { of: id, op }));
            }
            let amount = amount(rng.within(10..200));
            rng.chance(300).then_some(Fact::Call(Call { op, amount, evidence: None, guarantee: id }))
        }
        Fact::Call(call) if fund.get(&call.guarantee)?.coop == me => Some(if rng.chance(700) {
            Fact::Honour(Honour { of: id, op, amount: call.amount, reference: None })
        } else {
            Fact::Refuse(CodedMark { of: id, op, code: line("terms") })
        }),
        _ => None,
    }
}

fn decide(fund: &Fund, me: CoopId, request: ObjectId, ask: &Ask, op: OpId, rng: &mut Rng) -> Option<Fact> {
    let decided = !fund.account(&me).map(Account::open)?.contains(&request);
    if decided && !rng.chance(30) {
        return None;
    }
    let opinions = fund.opinions(&request);
    let consents: Vec<ObjectId> =
        opinions.values().filter(|(_, opinion)| opinion.view == View::Consent).map(|(id, _)| *id).collect();
    let participants = fund.now().participants(&me).len() as u64;
    if (consents.len() as u64) < needed(consents.len() as u64, participants) {
        let refused = Decision { op, granted: amount(0), request, opinions: List::default() };
        return rng.chance(10).then_some(Fact::Decision(refused));
    }
    let granted = if rng.chance(700) { ask.amount } else { amount(ask.amount.minor() / 2 + 1) };
    Some(Fact::Decision(Decision { op, granted, request, opinions: List::new(consents).ok()? }))
}
