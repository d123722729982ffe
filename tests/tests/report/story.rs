//! A year and a half of a fund of seven cooperatives, the same for each seed: help asked for and given, promises kept and not,
//! mistakes, quarrels, a fork and an expulsion. Must not know what it comes to.

use bigre_protocol::card::Cut;
use bigre_protocol::fund::report::year_of;
use bigre_protocol::fund::{
    Accept, Ask, Call, CodedMark, Commit, Decision, Disburse, Fact, FundRules, GUARANTEE, Guarantee, Honour,
    Line, Mark, Opinion, Plan, Pledge, Receipt, Release, Repay, View, reference_hash,
};
use bigre_protocol::id::{ObjectId, OpId};
use bigre_protocol::journal::Body;
use bigre_protocol::limits::DAY_MS;
use bigre_protocol::register::Act;
use bigre_protocol::text::List;
use bigre_tests::rng::Rng;
use serde_bytes::ByteArray;

use super::scribe::{SIZE, Scribe, amount, code};

/// Replaced as each fact is stated.
const OP: OpId = OpId([0; 16]);

struct Story {
    scribe: Scribe,
    rng: Rng,
    /// Who takes part: the last ones leave.
    size: usize,
    /// Every fact, with its author.
    told: Vec<(usize, ObjectId)>,
}

/// The story of a seed, with so many requests.
pub(crate) fn tell(seed: u64, requests: usize) -> Scribe {
    let mut story = Story { scribe: Scribe::new(), rng: Rng::new(seed), size: SIZE, told: Vec::new() };
    story.pledges();
    let by = [0, 1, 2, 3, 4];
    story.scribe.seal(Act::FundRules(rules(seed, &story.scribe)), &by);
    story.guarantees();
    (0..requests / 2).for_each(|_| story.request());
    story.overruled(&by);
    let last = SIZE - 1;
    let journal = story.scribe.replica.journal(&story.scribe.coop(last)).unwrap();
    let cut = Cut { journal: (journal.seq(), journal.head()), directory: 0 };
    let grounds = code("charte-6");
    story.scribe.seal(Act::Expel { cut, coop: story.scribe.coop(last), grounds }, &by);
    story.size = last;
    (0..requests.div_ceil(2)).for_each(|_| story.request());
    story.fork(last - 1);
    for at in 0..last {
        story.scribe.pulse(at, [0, 0, 1, 0, 3, 0][at]);
    }
    story.scribe
}

fn rules(seed: u64, scribe: &Scribe) -> FundRules {
    let line = |name: &str, maximum: u64, repayable: bool| Line {
        code: code(name),
        quick: None,
        window: 48,
        maximum: amount(maximum),
        repayable,
    };
    let lines = vec![
        line("advance", 2_000_000, true),
        line("aid", 150_000, false),
        line("receivable", 900_000, false),
    ];
    // With an odd seed, some only decide.
    let participants = if seed % 2 == 1 { scribe.federation.coops[..6].to_vec() } else { Vec::new() };
    let participants = List::new(participants).unwrap();
    FundRules { lines: List::new(lines).unwrap(), participants, ..FundRules::default() }
}

impl Story {
    fn state(&mut self, at: usize, fact: Fact) -> ObjectId {
        let id = self.scribe.state(at, fact);
        self.told.push((at, id));
        id
    }

    fn year(&self) -> u16 {
        u16::try_from(year_of(self.scribe.time)).unwrap()
    }

    fn pledges(&mut self) {
        for at in 0..SIZE {
            for line in ["aid", "advance", "receivable", GUARANTEE] {
                for year in [2025, 2026] {
                    let hours = u32::try_from(self.rng.below(4) * 10).unwrap();
                    let amount = amount(self.rng.below(9) * 100_000);
                    self.state(at, Fact::Pledge(Pledge { op: OP, line: code(line), year, hours, amount }));
                }
            }
        }
        let less = |line: &str, minor| Pledge {
            op: OP,
            line: code(line),
            year: 2025,
            hours: 0,
            amount: amount(minor),
        };
        self.state(0, Fact::PledgeLess(less("aid", 1)));
        self.state(1, Fact::PledgeLess(less("aid", 5_000_000)));
        self.state(1, Fact::Pledge(less("nothing-of-ours", 5)));
        self.scribe.write(2, &Body::Unknown(64));
    }

    fn guarantees(&mut self) {
        for (from, to, ceiling) in [
            (0, 1, 90_000),
            (1, 2, 80_001),
            (2, 0, 70_000),
            (1, 0, 60_000),
            (3, 4, 50_000),
            (4, 4, 1),
            (5, 0, 9_000_000),
        ] {
            let guarantee = Guarantee {
                op: OP,
                to: self.scribe.coop(to),
                year: 2025,
                terms: (from == 0).then(|| ByteArray::new([7; 32])),
                until: self.scribe.time + 300 * DAY_MS,
                ceiling: amount(ceiling),
            };
            let id = self.state(from, Fact::Guarantee(guarantee));
            if from != 3 {
                self.state(to, Fact::GuaranteeAccept(Mark { of: id, op: OP }));
            }
            self.state(from, Fact::Release(Release { of: id, op: OP, amount: amount(ceiling / 10) }));
            for part in [3, 4, 1] {
                let call = Call { op: OP, amount: amount(ceiling / part), evidence: None, guarantee: id };
                let call = self.state(to, Fact::Call(call));
                if part == 3 {
                    let honour = Honour { of: call, op: OP, amount: amount(ceiling / part), reference: None };
                    let paid = self.state(from, Fact::Honour(honour));
                    self.receive(to, paid, ceiling / part);
                } else {
                    self.state(from, Fact::Refuse(CodedMark { of: call, op: OP, code: code("no-money") }));
                }
            }
        }
    }

    fn receive(&mut self, at: usize, of: ObjectId, minor: u64) -> ObjectId {
        self.state(at, Fact::Receipt(Receipt { of, op: OP, amount: amount(minor) }))
    }

    fn ask(&mut self, at: usize) -> (ObjectId, &'static str, u64) {
        let line = ["aid", "advance", "advance", "receivable"][self.rng.index(4)];
        let count = self.rng.within(2..7);
        let part = 1_000 * self.rng.within(1..30) + self.rng.below(2);
        let plan = Plan { count: u16::try_from(count).unwrap(), amount: amount(part) };
        let plan = (line == "advance" && self.rng.chance(700) || self.rng.chance(30)).then_some(plan);
        let asked = count * part;
        let ask = Ask {
            op: OP,
            line: code(line),
            plan,
            until: self.scribe.time + DAY_MS * self.rng.within(20..200),
            amends: None,
            amount: amount(asked),
            members: 800 + self.rng.below(2_000),
        };
        let request = self.state(at, Fact::Request(ask.clone()));
        if self.rng.chance(100) {
            let again = Ask { amends: Some(request), amount: amount(asked / 2 * 2), plan: None, ..ask };
            return (self.state(at, Fact::Request(again)), line, asked / 2 * 2);
        }
        if self.rng.chance(60) {
            self.state(at, Fact::Withdraw(Mark { of: request, op: OP }));
        }
        (request, line, asked)
    }

    /// Opinions of the others: those that a decision may list.
    fn opinions(&mut self, at: usize, request: ObjectId) -> Vec<ObjectId> {
        let mut listed = Vec::new();
        for other in 0..self.size {
            let view = match self.rng.below(100) {
                0..78 => View::Consent,
                78..86 => View::Abstain,
                86..90 => View::Object,
                _ => continue,
            };
            if other == at && !self.rng.chance(100) {
                continue;
            }
            let code = (view == View::Object).then(|| code("too-much"));
            let id = self.state(other, Fact::Opinion(Opinion { op: OP, code, view, request }));
            if other != at && (view != View::Object || self.rng.chance(200)) {
                listed.push(id);
            }
        }
        listed
    }

    fn request(&mut self) {
        self.scribe.time += DAY_MS * self.rng.within(1..12);
        let at = self.rng.index(self.size);
        let (request, line, asked) = self.ask(at);
        let opinions = List::new(self.opinions(at, request)).unwrap();
        let granted = match self.rng.below(100) {
            0..6 => 0,
            6..10 => asked + 1,
            10..40 => asked / 2,
            _ => asked,
        };
        let decision = Decision { op: OP, granted: amount(granted), request, opinions };
        let decision = self.state(at, Fact::Decision(decision));
        for _ in 0..self.rng.within(1..4) {
            let from = self.rng.index(self.size);
            let decision = (!self.rng.chance(150)).then_some(decision);
            self.help(from, at, line, request, decision, asked / 2);
        }
        self.mistake();
    }

    /// A commit, and what follows it.
    fn help(
        &mut self,
        from: usize,
        to: usize,
        line: &str,
        request: ObjectId,
        decision: Option<ObjectId>,
        minor: u64,
    ) {
        let minor = if self.rng.chance(40) { 900_000_000 } else { minor.max(2) };
        let commit = Commit {
            op: OP,
            line: code(line),
            year: self.year(),
            until: self.scribe.time + 60 * DAY_MS,
            amount: amount(minor),
            request,
            decision,
        };
        let commit = self.state(from, Fact::Commit(commit));
        if self.rng.chance(80) {
            self.state(to, Fact::Decline(Mark { of: commit, op: OP }));
            if self.rng.chance(500) {
                self.state(from, Fact::Release(Release { of: commit, op: OP, amount: amount(minor) }));
            }
            return;
        }
        if self.rng.chance(150) {
            return;
        }
        let taken = if self.rng.chance(200) { minor / 2 } else { minor };
        let direct = decision.is_none();
        let accept = Accept { op: OP, amount: amount(taken), commit, direct, request };
        let accept = self.state(to, Fact::Accept(accept));
        let parts = if self.rng.chance(300) { vec![taken / 2, taken - taken / 2, 1] } else { vec![taken] };
        for part in parts {
            let reference = self.rng.chance(200).then(|| reference_hash("VIR 2025 118"));
            let disburse = Disburse { op: OP, accept, amount: amount(part), commit, reference };
            let sent = self.state(from, Fact::Disburse(disburse));
            if self.rng.chance(850) {
                let wrong = u64::from(self.rng.chance(40));
                let receipt = self.receive(to, sent, part + wrong);
                self.repay(from, to, receipt, part);
            }
        }
    }

    fn repay(&mut self, from: usize, to: usize, receipt: ObjectId, minor: u64) {
        for _ in 0..self.rng.below(3) {
            self.scribe.time += DAY_MS * self.rng.below(4);
            let amount = amount((minor / 3).max(1));
            let back = self.state(to, Fact::Repay(Repay { op: OP, amount, receipt, reference: None }));
            if self.rng.chance(750) {
                self.receive(from, back, amount.minor());
            }
        }
    }

    /// What people do in error, or in anger.
    fn mistake(&mut self) {
        let (by, of) = *self.rng.pick(&self.told).unwrap();
        let by = by.min(self.size - 1);
        let other = self.rng.index(self.size);
        match self.rng.below(8) {
            0 | 1 => drop(self.state(by, Fact::Correct(Mark { of, op: OP })).0),
            2 | 3 => {
                let dispute =
                    self.state(other, Fact::Dispute(CodedMark { of, op: OP, code: code("amount") }));
                if self.rng.chance(400) {
                    let settle = CodedMark { of: dispute, op: OP, code: code("agreed") };
                    self.state(other, Fact::Settle(settle));
                }
            }
            4 => {
                let fact = self.scribe.replica.fund().get(&of).unwrap().fact.clone();
                let id = self.scribe.repeat(by, fact);
                self.told.push((by, id));
            }
            5 => drop(self.receive(other, of, 1).0),
            6 => {
                let unheard = ObjectId(self.rng.bytes());
                let commit = self.help_unheard(other, unheard);
                self.state(by, Fact::Dispute(CodedMark { of: commit, op: OP, code: code("unheard") }));
            }
            _ => drop(self.state(by, Fact::Withdraw(Mark { of, op: OP })).0),
        }
    }

    /// A commit for a request that nobody holds.
    fn help_unheard(&mut self, at: usize, request: ObjectId) -> ObjectId {
        let (line, year) = (code("aid"), self.year());
        let commit = Commit { op: OP, line, year, until: 0, amount: amount(70), request, decision: None };
        self.state(at, Fact::Commit(commit))
    }

    /// A request that one objects to, whom the assembly overrules.
    fn overruled(&mut self, by: &[usize]) {
        let ask = Ask {
            op: OP,
            line: code("receivable"),
            plan: None,
            until: self.scribe.time + 30 * DAY_MS,
            amends: None,
            amount: amount(40_000),
            members: 50_000,
        };
        let request = self.state(0, Fact::Request(ask));
        let mut opinions = Vec::new();
        for at in 1..SIZE - 1 {
            let view = if at == 3 { View::Object } else { View::Consent };
            opinions.push(self.state(at, Fact::Opinion(Opinion { op: OP, code: None, view, request })));
        }
        let opinions = List::new(opinions).unwrap();
        let decision = Decision { op: OP, granted: amount(40_000), request, opinions };
        self.scribe.seal(Act::Overrule(request), by);
        let decision = self.state(0, Fact::Decision(decision));
        self.help(SIZE - 1, 0, "receivable", request, Some(decision), 40_000);
        self.help(SIZE - 2, 0, "receivable", request, None, 40_000);
    }

    /// Two commits at one place, of which one only is held; and an accept of the other.
    fn fork(&mut self, at: usize) {
        let (request, line, _) = self.ask(0);
        let (year, op) = (self.year(), OP);
        let commit = |minor| {
            let commit = Commit {
                op,
                line: code(line),
                year,
                until: 0,
                amount: amount(minor),
                request,
                decision: None,
            };
            Body::Fact(Fact::Commit(commit))
        };
        let other = self.scribe.sign(at, &commit(33_000)).id;
        self.scribe.fork(at, &commit(11_000), &commit(33_000));
        self.state(
            0,
            Fact::Accept(Accept { op, amount: amount(33_000), commit: other, direct: true, request }),
        );
    }
}
