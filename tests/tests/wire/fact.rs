//! Vectors of the fund: bodies of journal entries, and what is read of them.

use bigre_protocol::fund::{
    Accept, Ask, Call, CodedMark, Commit, Decision, Disburse, Fact, Guarantee, Honour, Mark, Opinion, Plan,
    Pledge, Receipt, Release, Repay, View, end_to_end_id, reference_hash,
};
use bigre_protocol::id::{CoopId, ObjectId, OpId};
use bigre_protocol::limits::FUND_PARTICIPANTS;
use bigre_protocol::money::{AMOUNT_MOST, Amount};
use bigre_protocol::text::{Code, List};
use ciborium::Value;
use serde_json::{Value as Json, json};

use super::fixtures::{DAY, NOW, cbor, codec_name, diagnostic, hex, refused, value};

const OP: OpId = OpId([0xa7; 16]);

fn amount(minor: u64) -> Amount {
    Amount::new(minor).unwrap()
}

fn code(text: &str) -> Code {
    Code::new(text).unwrap()
}

/// All of them.
pub(crate) fn vectors() -> Vec<Json> {
    let mut vectors: Vec<Json> = good()
        .into_iter()
        .map(|(name, fact)| {
            let bytes = fact.to_bytes();
            assert_eq!(Fact::read(fact.kind(), &bytes), Some(Ok(fact.clone())));
            json!({
                "name": name, "what": "body", "kind": fact.kind(), "reads": fact.name(), "hex": hex(&bytes),
                "value": diagnostic(&value(&bytes)),
            })
        })
        .collect();
    vectors.extend(later().into_iter().map(|(name, kind, body)| {
        let fact = Fact::read(kind, &body).unwrap().unwrap();
        let (reads, value) = (fact.name(), diagnostic(&value(&body)));
        json!({ "name": name, "what": "body", "kind": kind, "reads": reads, "hex": hex(&body), "value": value })
    }));
    vectors.extend(bad().into_iter().map(|(name, kind, body)| {
        let result = Fact::read(kind, &body).unwrap().map_err(|error| codec_name(&error));
        refused(json!({ "name": name, "what": "body", "kind": kind, "hex": hex(&body) }), result)
    }));
    let reference = " vir 2025-118 ";
    vectors.push(json!({
        "name": "a bank's reference", "what": "reference", "op": hex(OP.0), "end_to_end": end_to_end_id(&OP),
        "text": reference, "hash": hex(*reference_hash(reference)),
    }));
    vectors
}

#[allow(clippy::too_many_lines, reason = "each fact is a row")]
fn good() -> Vec<(&'static str, Fact)> {
    let of = ObjectId([1; 32]);
    let pledge = Pledge { op: OP, line: code("aid"), year: 2026, hours: 40, amount: amount(100_000) };
    let plan = Some(Plan { count: 3, amount: amount(30_000) });
    let ask = Ask {
        op: OP,
        line: code("advance"),
        plan,
        until: NOW + 90 * DAY,
        amends: Some(of),
        amount: amount(90_000),
        members: 120,
    };
    let bare = Ask { plan: None, amends: None, ..ask.clone() };
    let opinion = |view, code| Fact::Opinion(Opinion { op: OP, code, view, request: of });
    let listed = |count: usize| List::new(vec![ObjectId([2; 32]); count]).unwrap();
    let decision = |granted, count| {
        Fact::Decision(Decision { op: OP, granted: amount(granted), request: of, opinions: listed(count) })
    };
    let decided = Some(ObjectId([4; 32]));
    let commit = Commit {
        op: OP,
        line: code("advance"),
        year: 2026,
        until: NOW,
        amount: amount(1),
        request: of,
        decision: decided,
    };
    let mark = Mark { of, op: OP };
    let coded = CodedMark { of, op: OP, code: code("charte-6") };
    let sent = Disburse { op: OP, accept: of, amount: amount(5), commit: ObjectId([3; 32]), reference: None };
    let reference = Some(reference_hash("VIR 2025-118"));
    let repay = Repay { op: OP, amount: amount(5), receipt: of, reference };
    let guarantee = Guarantee {
        op: OP,
        to: CoopId([5; 32]),
        year: 2026,
        terms: reference,
        until: NOW,
        ceiling: amount(AMOUNT_MOST),
    };
    let call = Call { op: OP, amount: amount(5), evidence: reference, guarantee: of };
    let honour = Honour { of, op: OP, amount: amount(5), reference };
    vec![
        ("a pledge", Fact::Pledge(pledge.clone())),
        ("a pledge of hours alone", Fact::Pledge(Pledge { amount: Amount::ZERO, ..pledge.clone() })),
        ("a pledge lowered", Fact::PledgeLess(pledge)),
        ("a request with a plan that replaces another", Fact::Request(ask)),
        ("a request", Fact::Request(bare)),
        ("a request taken back", Fact::Withdraw(mark.clone())),
        ("a consent", opinion(View::Consent, None)),
        ("an abstention", opinion(View::Abstain, None)),
        ("an objection", opinion(View::Object, Some(code("too-much")))),
        ("a decision", decision(90_000, 2)),
        ("a refusal", decision(0, 0)),
        ("a decision with as many opinions as may be", decision(1, FUND_PARTICIPANTS)),
        ("a commit", Fact::Commit(commit.clone())),
        ("direct aid", Fact::Commit(Commit { decision: None, ..commit })),
        ("a release", Fact::Release(Release { of, op: OP, amount: amount(5) })),
        (
            "an accept",
            Fact::Accept(Accept {
                op: OP,
                amount: amount(5),
                commit: of,
                direct: false,
                request: ObjectId([3; 32]),
            }),
        ),
        ("a commit declined", Fact::Decline(mark.clone())),
        ("a payment", Fact::Disburse(sent.clone())),
        ("a payment with another reference", Fact::Disburse(Disburse { reference, ..sent })),
        ("a receipt", Fact::Receipt(Receipt { of, op: OP, amount: amount(5) })),
        ("a repayment", Fact::Repay(repay)),
        ("a guarantee", Fact::Guarantee(guarantee.clone())),
        ("a guarantee without terms", Fact::Guarantee(Guarantee { terms: None, ..guarantee })),
        ("a guarantee accepted", Fact::GuaranteeAccept(mark.clone())),
        ("a call", Fact::Call(call.clone())),
        ("a call without evidence", Fact::Call(Call { evidence: None, ..call })),
        ("a call paid", Fact::Honour(honour)),
        ("a call not paid", Fact::Refuse(coded.clone())),
        ("a dispute", Fact::Dispute(coded.clone())),
        ("a dispute settled", Fact::Settle(coded)),
        ("a correction", Fact::Correct(mark)),
    ]
}

/// A mark as a map, changed.
fn mark(change: impl FnOnce(&mut Vec<(Value, Value)>)) -> Vec<u8> {
    with(&Fact::Withdraw(Mark { of: ObjectId([1; 32]), op: OP }), change)
}

/// The body of a fact, changed.
fn with(fact: &Fact, change: impl FnOnce(&mut Vec<(Value, Value)>)) -> Vec<u8> {
    let Value::Map(mut pairs) = value(&fact.to_bytes()) else { panic!("a map") };
    change(&mut pairs);
    pairs.sort_by_key(|(key, _)| cbor(key));
    cbor(&Value::Map(pairs))
}

fn set(pairs: &mut Vec<(Value, Value)>, key: &str, to: Value) {
    pairs.retain(|(other, _)| other.as_text() != Some(key));
    pairs.push((Value::from(key), to));
}

/// What is not written so, and may be read.
fn later() -> Vec<(&'static str, u64, Vec<u8>)> {
    let facts = good();
    let request = &facts[4].1;
    vec![
        ("a field of a later version", 26, mark(|pairs| set(pairs, "zzz", Value::from(1)))),
        ("null for no plan", 24, with(request, |pairs| set(pairs, "plan", Value::Null))),
    ]
}

fn bad() -> Vec<(&'static str, u64, Vec<u8>)> {
    let facts = good();
    let of = |name: &str| &facts.iter().find(|(other, _)| *other == name).unwrap().1;
    let body = |name: &str, key: &'static str, to: Value| {
        let fact = of(name);
        (fact.kind(), with(fact, |pairs| set(pairs, key, to)))
    };
    let opinions = Value::Array(vec![Value::Bytes(vec![2; 32]); FUND_PARTICIPANTS + 1]);
    let cases = [
        ("more than can be counted", body("a pledge", "amount", Value::from(AMOUNT_MOST + 1))),
        ("a negative amount", body("a pledge", "amount", Value::from(-1))),
        ("an amount with cents", body("a pledge", "amount", Value::Float(1.5))),
        ("an amount in words", body("a pledge", "amount", Value::from("5"))),
        ("a year too far", body("a pledge", "year", Value::from(65_536))),
        ("too many hours", body("a pledge", "hours", Value::from(1u64 << 32))),
        ("a line with a space", body("a pledge", "line", Value::from("first aid"))),
        ("a line without a name", body("a pledge", "line", Value::from(""))),
        ("a short name of an act", body("a pledge", "op", Value::Bytes(vec![1; 15]))),
        ("a plan of too many parts", body("a request", "plan", value(&cbor(&plan(65_536))))),
        ("a short id of a request", body("a consent", "request", Value::Bytes(vec![1; 31]))),
        ("an opinion that is none", body("a consent", "view", Value::from("perhaps"))),
        ("too many opinions", body("a decision", "opinions", opinions)),
        ("direct aid, or not, in a number", body("an accept", "direct", Value::from(1))),
        ("a short hash", body("a guarantee", "terms", Value::Bytes(vec![1; 31]))),
        ("a guarantee above the bound", body("a guarantee", "ceiling", Value::from(AMOUNT_MOST + 1))),
        ("a mark without what it is of", (26, mark(|pairs| drop(pairs.remove(0))))),
        ("a mark for a coded mark", (54, mark(|_| {}))),
        ("a list for a map", (26, vec![0x80])),
        ("nothing", (26, Vec::new())),
        ("a mark and a byte", (26, [mark(|_| {}), vec![0]].concat())),
    ];
    cases.into_iter().map(|(name, (kind, body))| (name, kind, body)).collect()
}

fn plan(count: u64) -> Value {
    Value::Map(vec![(Value::from("count"), Value::from(count)), (Value::from("amount"), Value::from(1))])
}
