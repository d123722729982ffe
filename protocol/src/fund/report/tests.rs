//! The figures of the report, from facts that no key signed.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::fund::{
    Accept, Ask, Call, Commit, Decision, Disburse, Effect, FundRules, GUARANTEE, Guarantee, Honour, Mark,
    Opinion, Plan, Pledge, Receipt, Repay, Sitting, View,
};
use crate::id::OpId;
use crate::limits::DAY_MS;
use crate::money::Amount;
use crate::text::List;

/// 1 March 2026.
const BEGIN: u64 = 1_772_323_200_000;

/// Journals of cooperatives, written one fact after the other.
struct Story {
    coops: Vec<CoopId>,
    written: Vec<(CoopId, u64, ObjectId, u64, Fact)>,
    time: u64,
}

fn amount(minor: u64) -> Amount {
    Amount::new(minor).unwrap()
}

fn code(text: &str) -> Code {
    Code::new(text).unwrap()
}

impl Story {
    fn new(size: u8) -> Story {
        Story { coops: (1..=size).map(|at| CoopId([at; 32])).collect(), written: Vec::new(), time: BEGIN }
    }

    fn op(&self) -> OpId {
        let mut op = [0; 16];
        op[..8].copy_from_slice(&(self.written.len() as u64 + 1).to_be_bytes());
        OpId(op)
    }

    /// States a fact under its own id.
    fn state(&mut self, at: usize, mut fact: Fact) -> ObjectId {
        fact.set_op(self.op());
        let id = ObjectId(digest("a test's entry", &[&self.op().0]));
        let coop = self.coops[at];
        let seq = 1 + self.written.iter().filter(|(other, ..)| *other == coop).count() as u64;
        self.time += 1_000;
        self.written.push((coop, seq, id, self.time, fact));
        id
    }

    fn pledge(&mut self, at: usize, line: &str, minor: u64) -> ObjectId {
        let (op, line, amount) = (self.op(), code(line), amount(minor));
        self.state(at, Fact::Pledge(Pledge { op, line, year: 2026, hours: 7, amount }))
    }

    fn ask(&mut self, at: usize, line: &str, minor: u64, plan: Option<Plan>, until: u64) -> ObjectId {
        let (op, line, amount) = (self.op(), code(line), amount(minor));
        self.state(at, Fact::Request(Ask { op, line, plan, until, amends: None, amount, members: 100_000 }))
    }

    fn commit(
        &mut self,
        at: usize,
        line: &str,
        minor: u64,
        request: ObjectId,
        decision: Option<ObjectId>,
    ) -> ObjectId {
        let (op, line, amount) = (self.op(), code(line), amount(minor));
        self.state(at, Fact::Commit(Commit { op, line, year: 2026, until: 0, amount, request, decision }))
    }

    /// Direct aid, up to its receipt: the commit and the receipt.
    fn aid(&mut self, from: usize, to: usize, line: &str, minor: u64, request: ObjectId) -> [ObjectId; 2] {
        let commit = self.commit(from, line, minor, request, None);
        let (op, amount) = (self.op(), amount(minor));
        let accept = self.state(to, Fact::Accept(Accept { op, amount, commit, direct: true, request }));
        let sent = self.state(from, Fact::Disburse(Disburse { op, accept, amount, commit, reference: None }));
        [commit, self.state(to, Fact::Receipt(Receipt { of: sent, op, amount }))]
    }

    fn guarantee(&mut self, from: usize, to: usize, minor: u64) -> ObjectId {
        let guarantee = Guarantee {
            op: self.op(),
            to: self.coops[to],
            year: 2026,
            terms: None,
            until: 0,
            ceiling: amount(minor),
        };
        let id = self.state(from, Fact::Guarantee(guarantee));
        self.state(to, Fact::GuaranteeAccept(Mark { of: id, op: self.op() }));
        id
    }

    fn fund_of(&self, coops: impl Iterator<Item = CoopId>) -> Fund {
        let all: BTreeSet<CoopId> = self.coops.iter().copied().collect();
        let mut fund = Fund::default();
        let overruled = BTreeSet::new();
        fund.sit(0, Sitting { rules: FundRules::default(), active: all.clone(), members: all, overruled });
        for coop in coops {
            for (_, seq, id, time, fact) in self.written.iter().filter(|(other, ..)| *other == coop) {
                fund.take(coop, (*seq, *id), 0, *time, fact.clone());
            }
        }
        fund
    }

    fn fund(&self) -> Fund {
        self.fund_of(self.coops.iter().copied())
    }

    fn context(&self) -> Context {
        let known = |coop: &CoopId| {
            let last = self.written.iter().rfind(|(other, ..)| other == coop);
            Known {
                coop: *coop,
                name: format!("coop {}", coop.0[0]),
                standing: Standing::Active,
                head: last.map(|(_, seq, id, ..)| (*seq, *id)),
                confirmed: last.map_or(0, |(_, seq, ..)| *seq),
                fork: None,
            }
        };
        Context {
            federation: FederationId([9; 32]),
            page: (0, ObjectId([9; 32])),
            cooperatives: self.coops.iter().map(known).collect(),
        }
    }

    fn report(&self) -> Report {
        Report::of(&self.fund(), 2026, None, &self.context())
    }
}

/// Whether the account counted a fact depends on its journal alone, not on whether others came first.
#[test]
fn a_reversal_counts_the_same_in_any_order() {
    let mut story = Story::new(3);
    story.pledge(0, "aid", 1_000);
    // A commit upon a decision that another journal shows to be of another request.
    let one = story.ask(1, "aid", 1_000, None, 0);
    let other = story.ask(1, "aid", 1_000, None, 0);
    let op = story.op();
    let refused = Decision { op, granted: Amount::ZERO, request: other, opinions: List::default() };
    let decision = story.state(1, Fact::Decision(refused));
    let commit = story.commit(0, "aid", 1_000, one, Some(decision));
    story.state(0, Fact::Correct(Mark { of: commit, op }));
    let again = story.commit(0, "aid", 1_000, one, None);
    let (first, last) = (story.fund(), story.fund_of(story.coops.iter().rev().copied()));
    assert_eq!(first.get(&again).unwrap().effect, Effect::Valid);
    for fund in [&first, &last] {
        assert!(fund.get(&commit).unwrap().corrected);
        assert_eq!(fund.account(&story.coops[0]).unwrap().pledged(2026, &code("aid")).left(), 1_000);
    }
    assert!(first == last);
}

#[test]
fn what_waits_says_for_what() {
    let mut story = Story::new(2);
    let missing = ObjectId([3; 32]);
    let commit = story.commit(0, "aid", 5, missing, None);
    assert_eq!(story.fund().get(&commit).unwrap().effect, Effect::Waiting(missing));
    assert_eq!(story.report().summary.entries.waiting, 1);
}

#[test]
#[allow(clippy::too_many_lines, reason = "one story")]
fn each_figure_of_a_loan() {
    let mut story = Story::new(3);
    story.pledge(0, "advance", 90_000);
    let until = BEGIN + 100 * DAY_MS;
    let plan = Some(Plan { count: 3, amount: amount(30_000) });
    let request = story.ask(1, "advance", 90_000, plan, until);
    let op = story.op();
    let consent = |at: usize, story: &mut Story| {
        let opinion = Opinion { op, code: None, view: View::Consent, request };
        story.state(at, Fact::Opinion(opinion))
    };
    let opinions = vec![consent(0, &mut story), consent(2, &mut story)];
    let opinions = List::new(opinions).unwrap();
    let decision = Decision { op, granted: amount(90_000), request, opinions };
    let decision = story.state(1, Fact::Decision(decision));
    let commit = story.commit(0, "advance", 80_000, request, Some(decision));
    let accept = Accept { op, amount: amount(70_000), commit, direct: false, request };
    let accept = story.state(1, Fact::Accept(accept));
    let send = |minor: u64, story: &mut Story| {
        let sent = Disburse { op, accept, amount: amount(minor), commit, reference: None };
        story.state(0, Fact::Disburse(sent))
    };
    let sent = send(50_000, &mut story);
    send(10_000, &mut story);
    let receipt = story.state(1, Fact::Receipt(Receipt { of: sent, op, amount: amount(50_000) }));
    let repay = |minor: u64, story: &mut Story| {
        story.state(1, Fact::Repay(Repay { op, amount: amount(minor), receipt, reference: None }))
    };
    let back = repay(10_000, &mut story);
    repay(1, &mut story);
    story.state(0, Fact::Receipt(Receipt { of: back, op, amount: amount(10_000) }));
    let fund = story.fund();
    assert!(fund.entered().all(|(_, entered)| entered.effect == Effect::Valid), "{fund:?}");

    let at = |as_of: u64| Report::of(&fund, 2026, Some(as_of), &story.context());
    let report = at(BEGIN);
    let given = &report.cooperatives[0].lines[1].given;
    let expected = Given {
        hours: 7,
        repaid: 10_000,
        pledged: 90_000,
        transit: 10_000,
        accepted: 70_000,
        received: 50_000,
        committed: 80_000,
        disbursed: 60_000,
        returning: 1,
        ..Given::default()
    };
    assert_eq!(*given, expected);
    let asked = report.cooperatives[1].lines[1].asked.clone().unwrap();
    let states = vec![Counted { name: "part-funded".into(), count: 1 }];
    let (granted, accepted, received) = (90_000, 70_000, 50_000);
    let expected = Asked {
        asked: 90_000,
        repaid: 10_000,
        states,
        granted,
        overdue: 0,
        transit: 10_000,
        accepted,
        received,
        requests: 1,
    };
    assert_eq!(asked, expected);
    // 50,000 in three parts: 16,667, 16,667 and 16,666; the first is due 60 days before the end.
    for (as_of, overdue, late) in [
        (until - 60 * DAY_MS - 1, 0, 10_000),
        (until - 60 * DAY_MS, 6_667, 10_000),
        (until - 30 * DAY_MS, 23_334, 10_000),
        (until, 40_000, 10_000),
        (BEGIN + 15 * DAY_MS, 0, 0),
        (story.time + 15 * DAY_MS, 0, 10_000),
    ] {
        let report = at(as_of);
        let given = &report.cooperatives[0].lines[1].given;
        assert_eq!((given.overdue, given.late), (overdue, late), "{as_of}");
        assert_eq!(report.summary.lines[1].given.overdue, overdue);
        assert_eq!(report.summary.as_of, as_of);
    }
    // Without a time given, it is that of the last entry; the year after has nothing but its beginning.
    assert_eq!(story.report().summary.as_of, story.time);
    assert_eq!(
        Report::of(&fund, 2027, None, &story.context()).summary.as_of,
        story.time.max(year_begins(2027))
    );
    let after = Report::of(&fund, 2027, None, &story.context());
    assert!(after.cooperatives.iter().all(|row| row.lines.iter().all(|line| line.given == Given::default())));
}

#[test]
fn guarantees_their_shares_and_their_circles() {
    let mut story = Story::new(4);
    for at in 0..3 {
        story.pledge(at, GUARANTEE, 30_000);
    }
    let called = story.guarantee(0, 1, 9_999);
    story.guarantee(1, 2, 5_000);
    story.guarantee(2, 0, 5_000);
    story.guarantee(2, 3, 1_000);
    let op = story.op();
    let call = |minor: u64, story: &mut Story| {
        let call = Call { op, amount: amount(minor), evidence: None, guarantee: called };
        story.state(1, Fact::Call(call))
    };
    let (one, _) = (call(2_000, &mut story), call(500, &mut story));
    story.state(0, Fact::Honour(Honour { of: one, op, amount: amount(2_000), reference: None }));
    let report = story.report();
    let guarantees = &report.cooperatives[0].guarantees;
    let (number, called, honoured) = (1, 2_500, 2_000);
    let given = Sureties {
        owed: 0,
        limit: 7_499,
        called,
        number,
        refused: 0,
        ceilings: 9_999,
        exposure: 7_999,
        honoured,
    };
    assert_eq!(guarantees.given, given);
    assert_eq!(report.cooperatives[1].guarantees.received, given);
    let to = story.coops[1];
    assert_eq!(guarantees.largest, Some(Largest { to, exposure: 7_999, per_mille: Some(266) }));
    assert_eq!(report.summary.cycles, [story.coops[..3].to_vec()]);
    assert_eq!(report.summary.guarantees.ceilings, 20_999);
    assert!(!report.summary.more_cycles);
}

#[test]
fn a_fork_owes_what_the_other_branch_promised() {
    let mut story = Story::new(3);
    story.pledge(0, "aid", 1_000);
    let request = story.ask(1, "aid", 900, None, 0);
    let [commit, _] = story.aid(0, 1, "aid", 300, request);
    let open = story.commit(0, "aid", 400, request, None);
    let fund = story.fund();
    let held = fund.get(&open).unwrap();
    let Fact::Commit(mut other) = held.fact.clone() else { panic!("a commit") };
    other.amount = amount(600);
    let mut context = story.context();
    let entries = [(open, Some(held.fact.clone())), (ObjectId([0; 32]), Some(Fact::Commit(other)))];
    context.cooperatives[0].fork = Some(Forked { seq: held.seq, entries });
    let report = Report::of(&fund, 2026, None, &context);
    let row = &report.cooperatives[0];
    let given = &row.lines[0].given;
    assert_eq!((given.owed, given.committed, given.direct), (600, 700, 700));
    assert_eq!((given.suspended, given.suspense), (1, 400), "what was received is no promise any more");
    assert_eq!(row.fork.as_ref().unwrap().entries, [ObjectId([0; 32]), open]);
    assert_eq!(report.summary.forks, 1);
    assert!(fund.stands(&commit));
}

#[test]
fn small_numbers_are_left_out() {
    let mut story = Story::new(4);
    for (at, requests) in [(0, 7), (1, 6), (2, 5), (3, 1)] {
        for _ in 0..requests {
            story.ask(at, "aid", 1_000, None, 0);
        }
    }
    for at in 0..4 {
        story.ask(at, "receivable", 1_000, None, 0);
    }
    let full = story.report();
    let shown = full.clone().publish(false);
    assert_eq!((shown.id, shown.words.split('-').count()), (shown.report.id(), 6));
    assert_ne!(shown.id, full.id(), "whoever guesses what is left out can't try the guess");
    let hidden = |line: usize| -> Vec<bool> {
        shown.report.cooperatives.iter().map(|row| row.lines[line].asked.is_none()).collect()
    };
    // One is small: the next smallest too, or the sum would tell.
    assert_eq!(hidden(0), [false, false, true, true]);
    assert_eq!(hidden(1), [true; 4], "nobody asked");
    assert_eq!(hidden(2), [true; 4]);
    assert_eq!(shown.report.summary.lines[0].asked, full.summary.lines[0].asked);
    assert_eq!(shown.report.summary.lines[2].asked.as_ref().unwrap().requests, 4);
    assert!(shown.report.summary.suppressed && !full.summary.suppressed);
    assert_eq!(full.clone().publish(true).report, full);

    let mut alone = Story::new(1);
    alone.ask(0, "aid", 1_000, None, 0);
    let shown = alone.report().suppressed();
    assert!(shown.summary.lines[0].asked.is_none() && shown.cooperatives[0].lines[0].asked.is_none());
}

/// Fields stand in the order of their encoding, and a value that is read is the same.
#[test]
fn it_is_one_value() {
    let mut story = Story::new(3);
    story.pledge(0, "aid", 1_000);
    let request = story.ask(1, "aid", 900, None, 0);
    story.aid(0, 1, "aid", 300, request);
    story.commit(2, "aid", 0, request, None);
    story.guarantee(0, 1, 1);
    let report = story.report();
    assert_eq!(codec::decode::<Report>(&codec::encode(&report)), Ok(report.clone()));
    let voids: BTreeMap<&str, u64> =
        report.summary.entries.voids.iter().map(|void| (void.name.as_str(), void.count)).collect();
    assert_eq!(voids, BTreeMap::from([("nothing", 1), ("over-capacity", 1), ("cites-void", 1)]));
    let backwards = story.fund_of(story.coops.iter().rev().copied());
    assert_eq!(Report::of(&backwards, 2026, None, &story.context()).id(), report.id());
}
