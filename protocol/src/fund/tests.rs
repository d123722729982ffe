//! The fold as a whole: the order in which journals come is of no weight, and what is forgotten leaves no trace. Must not
//! know what single facts mean.

use proptest::prelude::*;

use super::*;
use crate::id::{CoopId, ObjectId, OpId};
use crate::money::Amount;
use crate::text::{Code, List};

const COOPS: u8 = 4;

type Stated = (u8, ObjectId, Fact);

fn coop(at: u8) -> CoopId {
    CoopId([at; 32])
}

fn sitting() -> Sitting {
    let all: std::collections::BTreeSet<CoopId> = (0..COOPS).map(coop).collect();
    let rules = FundRules { open: 100, ..FundRules::default() };
    Sitting { rules, active: all.clone(), members: all, overruled: Default::default() }
}

fn fund() -> Fund {
    let mut fund = Fund::default();
    fund.sit(0, sitting());
    fund
}

/// A fact about one of the entries before; amounts are small, so that caps are met.
fn fact(op: u16, kind: u8, of: &[ObjectId], picks: (usize, usize), minor: u64) -> Fact {
    let mut id = [0; 16];
    id[..2].copy_from_slice(&op.to_be_bytes());
    let op = OpId(id);
    let pick = |at: usize| of.get(at % of.len().max(1)).copied().unwrap_or(ObjectId([255; 32]));
    let (one, two) = (pick(picks.0), pick(picks.1));
    let amount = Amount::new(minor).unwrap_or_default();
    let line = Code::new(["aid", "advance", GUARANTEE][picks.0 % 3]).unwrap();
    let code = Code::new("other").unwrap();
    let pledge = Pledge { op, line: line.clone(), year: 1, hours: 0, amount };
    let mark = Mark { of: one, op };
    match kind {
        0..3 => Fact::Pledge(pledge),
        3 => Fact::PledgeLess(pledge),
        4..7 => Fact::Request(Ask { op, line, plan: None, until: 1, amends: None, amount, members: 1 }),
        7 => Fact::Withdraw(mark),
        8 => Fact::Opinion(Opinion { op, code: None, view: View::Consent, request: one }),
        9 => {
            let opinions = List::new(vec![two]).unwrap();
            Fact::Decision(Decision { op, granted: amount, request: one, opinions })
        }
        10..12 => {
            let decision = (kind == 11).then_some(two);
            Fact::Commit(Commit { op, line, year: 1, until: 1, amount, request: one, decision })
        }
        12 => Fact::Release(Release { of: one, op, amount }),
        13 | 14 => Fact::Accept(Accept { op, amount, commit: one, direct: kind == 13, request: two }),
        15 => Fact::Disburse(Disburse { op, accept: one, amount, commit: two, reference: None }),
        16 => Fact::Receipt(Receipt { of: one, op, amount }),
        17 => Fact::Repay(Repay { op, amount, receipt: one, reference: None }),
        18 => Fact::GuaranteeAccept(mark),
        19 => Fact::Guarantee(Guarantee {
            op,
            to: coop(u8::try_from(picks.1 % usize::from(COOPS)).unwrap()),
            year: 1,
            terms: None,
            until: 1,
            ceiling: amount,
        }),
        20 => Fact::Decline(mark),
        21 => Fact::Dispute(CodedMark { of: one, op, code }),
        _ => Fact::Correct(mark),
    }
}

/// Facts as they could be stated one after the other, mostly about recent ones.
fn stated() -> impl Strategy<Value = Vec<Stated>> {
    let one = (0..COOPS, 0u8..25, any::<(u8, u8)>(), 1u64..6, 0u16..60);
    prop::collection::vec(one, 1..60).prop_map(|draws| {
        let mut ids: Vec<ObjectId> = Vec::new();
        let mut all = Vec::new();
        for (at, (coop, kind, picks, minor, again)) in draws.into_iter().enumerate() {
            let at = u16::try_from(at).unwrap();
            let recent: Vec<ObjectId> = ids.iter().rev().take(12).copied().collect();
            let op = if again == 0 { at / 2 } else { at };
            let fact = fact(op, kind, &recent, (picks.0.into(), picks.1.into()), minor);
            let mut id = [1; 32];
            id[..2].copy_from_slice(&at.to_be_bytes());
            ids.push(ObjectId(id));
            all.push((coop, ObjectId(id), fact));
        }
        all
    })
}

fn take(fund: &mut Fund, seqs: &mut [u64; COOPS as usize], (by, id, fact): &Stated) {
    let seq = &mut seqs[usize::from(*by)];
    *seq += 1;
    fund.take(coop(*by), (*seq, *id), 0, 1, fact.clone());
}

fn fold<'a>(all: impl IntoIterator<Item = &'a Stated>) -> Fund {
    let (mut fund, mut seqs) = (fund(), [0; COOPS as usize]);
    all.into_iter().for_each(|stated| take(&mut fund, &mut seqs, stated));
    fund
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn journals_in_any_order_make_one_fund(all in stated(), order in prop::collection::vec(any::<u8>(), 60)) {
        let whole = fold(&all);
        let mut left: Vec<Vec<&Stated>> =
            (0..COOPS).map(|by| all.iter().filter(|stated| stated.0 == by).rev().collect()).collect();
        let mut other = Vec::new();
        for draw in order.into_iter().chain(std::iter::repeat(0)) {
            left.retain(|journal| !journal.is_empty());
            if left.is_empty() {
                break;
            }
            let at = usize::from(draw) % left.len();
            other.extend(left[at].pop());
        }
        let other = fold(other);
        // First what is easier to read than the whole.
        for (id, entered) in whole.entered() {
            prop_assert_eq!(other.get(id), Some(entered));
        }
        prop_assert!(other.accounts().eq(whole.accounts()));
        prop_assert_eq!(other, whole);
    }

    #[test]
    fn what_is_forgotten_was_never_taken(all in stated(), by in 0..COOPS, keep in 0u64..6) {
        let mut whole = fold(&all);
        whole.forget(&coop(by), keep);
        let mut seen = 0;
        let never = fold(all.iter().filter(|stated| {
            seen += u64::from(stated.0 == by);
            stated.0 != by || seen <= keep
        }));
        prop_assert_eq!(whole, never);
    }
}
