//! What a person wants to state, in the fund's terms: the entries that they name are found, what they leave out is filled
//! in from what is held. Must not know whether it may be stated.

use bigre_protocol::fund::report;
use bigre_protocol::fund::{
    Accept, Ask, Call, CodedMark, Commit, CommitView, Decision, Disburse, Effect, Entered, Fact, Fund,
    Guarantee, Hash, Honour, Mark, Opinion, Plan, Pledge, Receipt, Release, Repay, View, Void, kind,
    reference_hash,
};
use bigre_protocol::id::{CoopId, ObjectId, OpId};
use bigre_protocol::money::Amount;
use bigre_protocol::replica::{Refusal, Replica};
use bigre_protocol::text::List;
use serde_bytes::ByteArray;

use super::super::register::{code, coop, unhex};
use super::{refuse, suspense};
use crate::api::model::FactDraft;
use crate::api::problem::listed;
use crate::handle::Refused;

/// Characters of an id that are needed to name an entry (guess: 20 bits tell a thousand entries apart).
const ID_CHARS: usize = 4;
/// Matches shown when several entries begin so.
const MATCHES: usize = 5;

/// The entries whose printed id starts with a text, of some kinds.
pub(crate) fn find(fund: &Fund, text: &str, kinds: &[u64]) -> Result<ObjectId, Refused> {
    let wanted = text.trim().to_lowercase();
    if wanted.len() < ID_CHARS {
        return Err(refuse(
            "fund-no-entry",
            "no entry is named by so few characters",
            [("id", text.to_owned())],
        ));
    }
    let begins = || fund.starting(&wanted);
    let of_kind = |fact: &Fact| kinds.is_empty() || kinds.contains(&fact.kind());
    let found: Vec<ObjectId> =
        begins().filter(|(_, entered)| of_kind(&entered.fact)).take(MATCHES).map(|(id, _)| *id).collect();
    match found[..] {
        [one] => Ok(one),
        [] => match begins().next() {
            Some((_, other)) => {
                let names =
                    Fact::KINDS.iter().filter(|(kind, _)| kinds.contains(kind)).map(|(_, name)| *name);
                let args = [
                    ("id", text.to_owned()),
                    ("is", other.fact.name().to_owned()),
                    ("wanted", names.collect::<Vec<_>>().join(", ")),
                ];
                Err(refuse("fund-other-kind", "the entry is of another kind than is needed here", args))
            }
            None => Err(refuse("fund-no-entry", "no entry of the fund begins so", [("id", text.to_owned())])),
        },
        _ => {
            let matches: Vec<String> = found.iter().map(ObjectId::short).collect();
            let args = [("id", text.to_owned()), ("matches", matches.join(", "))];
            Err(refuse("fund-ambiguous", "several entries of the fund begin so", args))
        }
    }
}

fn amount(minor: u64) -> Result<Amount, Refused> {
    Amount::new(minor)
        .ok_or_else(|| refuse("fund-overflow", "the amount is more than the fund can record", []))
}

fn hash(text: Option<String>) -> Result<Option<Hash>, Refused> {
    let bad = || Refused::Register("bad-hexadecimal", "64 hexadecimal digits are expected".into());
    text.map(|text| unhex(&text)?.try_into().map(ByteArray::new).map_err(|_| bad())).transpose()
}

fn reference(text: Option<String>) -> Option<Hash> {
    text.as_deref().map(reference_hash)
}

/// The civil year of a time, in UTC.
pub(crate) fn year_of(time_ms: u64) -> u16 {
    u16::try_from(report::year_of(time_ms)).unwrap_or(u16::MAX)
}

/// Where a draft is worked out.
pub(super) struct Desk<'r> {
    replica: &'r Replica,
    op: OpId,
    now: u64,
}

impl<'r> Desk<'r> {
    pub(super) fn new(replica: &'r Replica, op: OpId, now: u64) -> Self {
        Desk { replica, op, now }
    }

    fn fund(&self) -> &'r Fund {
        self.replica.fund()
    }

    fn me(&self) -> CoopId {
        self.replica.me()
    }

    fn find(&self, text: &str, kinds: &[u64]) -> Result<ObjectId, Refused> {
        find(self.fund(), text, kinds)
    }

    fn held(&self, text: &str, kinds: &[u64]) -> Result<(ObjectId, &'r Entered), Refused> {
        let id = self.find(text, kinds)?;
        self.fund().get(&id).map(|entered| (id, entered)).ok_or(Refused::Stopping)
    }

    fn commit(&self, text: &str) -> Result<CommitView, Refused> {
        let id = self.find(text, &[kind::COMMIT])?;
        let void = || self.void(Void::CitesVoid(id));
        self.fund().commit(&id, &suspense(self.replica)).ok_or_else(void)
    }

    fn void(&self, void: Void) -> Refused {
        super::refused(self.replica, &Refusal::Fact(void))
    }

    fn year(&self, year: Option<u16>) -> Result<u16, Refused> {
        let year = year.unwrap_or_else(|| year_of(self.now));
        let sound = (2000..=2200).contains(&year);
        if sound {
            Ok(year)
        } else {
            Err(refuse("fund-bad-year", "a year is expected", [("year", year.to_string())]))
        }
    }

    /// The fact that a draft means.
    pub(super) fn fact(&self, draft: FactDraft) -> Result<Fact, Refused> {
        let op = self.op;
        Ok(match draft {
            FactDraft::Pledge { year, line, amount, hours } => {
                self.pledge(self.year(Some(year))?, &line, amount, hours)?
            }
            FactDraft::Request { line, amount, plan, until, amends } => {
                self.request(&line, amount, plan, (until, amends))?
            }
            FactDraft::Withdraw { of } => Fact::Withdraw(self.mark(self.find(&of, &[kind::REQUEST])?)),
            FactDraft::Opinion { of, view, code } => self.opinion(&of, &view, code)?,
            FactDraft::Decision { of, granted } => self.decision(&of, granted)?,
            FactDraft::Commit { of, amount, year, until, direct } => {
                self.funds(&of, amount, (year, until), direct)?
            }
            FactDraft::Release { of, amount: given } => {
                let of = self.find(&of, &[kind::COMMIT, kind::GUARANTEE])?;
                let left = self.fund().account(&self.me()).map_or(0, |account| account.left(&of));
                Fact::Release(Release { of, op, amount: amount(given.unwrap_or(left))? })
            }
            FactDraft::Accept { of, amount: given } => self.accept(&of, given)?,
            FactDraft::Decline { of } => Fact::Decline(self.mark(self.find(&of, &[kind::COMMIT])?)),
            FactDraft::Disburse { of, amount, reference } => self.disburse(&of, amount, reference)?,
            FactDraft::Receipt { of, amount: given } => {
                let (of, entered) = self.held(&of, &[kind::DISBURSE, kind::REPAY, kind::HONOUR])?;
                let paid = entered.fact.amount().unwrap_or_default();
                Fact::Receipt(Receipt { of, op, amount: given.map_or(Ok(paid), amount)? })
            }
            FactDraft::Repay { of, amount, reference } => self.repay(&of, amount, reference)?,
            FactDraft::Dispute { of, code: why } => {
                Fact::Dispute(CodedMark { of: self.find(&of, &[])?, op, code: code(&why)? })
            }
            FactDraft::Settle { of, code: why } => {
                Fact::Settle(CodedMark { of: self.dispute(&of)?, op, code: code(&why)? })
            }
            FactDraft::Correct { of } => Fact::Correct(self.mark(self.find(&of, &[])?)),
            FactDraft::Guarantee { to, ceiling, until, year, terms } => {
                let to = coop(self.replica.register(), &to)?;
                let (year, terms) = (self.year(year)?, hash(terms)?);
                Fact::Guarantee(Guarantee { op, to, year, terms, until, ceiling: amount(ceiling)? })
            }
            FactDraft::GuaranteeAccept { of } => {
                Fact::GuaranteeAccept(self.mark(self.find(&of, &[kind::GUARANTEE])?))
            }
            FactDraft::Call { of, amount: called, evidence } => {
                let guarantee = self.find(&of, &[kind::GUARANTEE])?;
                Fact::Call(Call { op, amount: amount(called)?, evidence: hash(evidence)?, guarantee })
            }
            FactDraft::Honour { of, amount: given, reference: text } => {
                let (of, entered) = self.held(&of, &[kind::CALL])?;
                let called = entered.fact.amount().unwrap_or_default();
                Fact::Honour(Honour {
                    of,
                    op,
                    amount: given.map_or(Ok(called), amount)?,
                    reference: reference(text),
                })
            }
            FactDraft::Refuse { of, code: why } => {
                Fact::Refuse(CodedMark { of: self.find(&of, &[kind::CALL])?, op, code: code(&why)? })
            }
        })
    }

    fn request(
        &self,
        line: &str,
        asked: u64,
        plan: Option<(u16, u64)>,
        (until, amends): (u64, Option<String>),
    ) -> Result<Fact, Refused> {
        let amends = amends.map(|text| self.find(&text, &[kind::REQUEST])).transpose()?;
        let plan = plan.map(|(count, each)| Ok(Plan { count, amount: amount(each)? })).transpose()?;
        let members = self.replica.directory(&self.me()).map_or(0, |directory| directory.members());
        let (line, amount) = (code(line)?, amount(asked)?);
        Ok(Fact::Request(Ask { op: self.op, line, plan, until, amends, amount, members }))
    }

    fn opinion(&self, of: &str, view: &str, why: Option<String>) -> Result<Fact, Refused> {
        let Some(view) = View::ALL.into_iter().find(|known| known.name() == view) else {
            let args = [("allowed", listed(&View::ALL.map(View::name))), ("field", "view".into())];
            return Err(refuse("unknown-value", "an opinion is another", args));
        };
        let request = self.find(of, &[kind::REQUEST])?;
        let code = why.map(|text| code(&text)).transpose()?;
        Ok(Fact::Opinion(Opinion { op: self.op, code, view, request }))
    }

    fn funds(
        &self,
        of: &str,
        given: u64,
        (year, until): (Option<u16>, Option<u64>),
        direct: bool,
    ) -> Result<Fact, Refused> {
        let (request, entered) = self.held(of, &[kind::REQUEST])?;
        let Fact::Request(ask) = &entered.fact else { return Err(Refused::Stopping) };
        let decision = if direct { None } else { Some(self.decided(&request)?) };
        let (line, until) = (ask.line.clone(), until.unwrap_or(ask.until));
        let (year, amount) = (self.year(year)?, amount(given)?);
        Ok(Fact::Commit(Commit { op: self.op, line, year, until, amount, request, decision }))
    }

    fn mark(&self, of: ObjectId) -> Mark {
        Mark { of, op: self.op }
    }

    /// The difference to what is pledged: raised or lowered.
    fn pledge(&self, year: u16, line: &str, money: Option<u64>, hours: Option<u32>) -> Result<Fact, Refused> {
        let line = code(line)?;
        let pledged =
            self.fund().account(&self.me()).map(|account| account.pledged(year, &line)).unwrap_or_default();
        let money = i128::from(money.unwrap_or(pledged.amount)) - i128::from(pledged.amount);
        let hours = hours.map_or(0, |hours| i128::from(hours) - i128::from(pledged.hours));
        if money.signum() * hours.signum() < 0 {
            let said = "money and hours can't be raised and lowered at once: state one, then the other";
            return Err(refuse("fund-mixed", said, []));
        }
        let more = money + hours >= 0;
        let amount = amount(u64::try_from(money.unsigned_abs()).unwrap_or(u64::MAX))?;
        let hours = u32::try_from(hours.unsigned_abs()).unwrap_or(u32::MAX);
        let pledge = Pledge { op: self.op, line, year, hours, amount };
        Ok(if more { Fact::Pledge(pledge) } else { Fact::PledgeLess(pledge) })
    }

    /// Counts the last opinions of the participants; objections only when the assembly overruled them.
    fn decision(&self, of: &str, granted: Option<u64>) -> Result<Fact, Refused> {
        let (request, entered) = self.held(of, &[kind::REQUEST])?;
        let asked = entered.fact.amount().unwrap_or_default();
        let granted = granted.map_or(Ok(asked), amount)?;
        if !granted.is_zero() && !self.fund().objections(&request).is_empty() {
            // Said before the count of consents: it is what people can answer.
            return Err(self.void(Void::Objection));
        }
        let sitting = self.fund().now();
        let participants = sitting.participants(&entered.coop);
        let overruled = sitting.overruled.contains(&request);
        let opinions = self.fund().opinions(&request).into_iter().filter(|(by, (_, opinion))| {
            participants.contains(by) && (opinion.view != View::Object || overruled)
        });
        let opinions = if granted.is_zero() { Vec::new() } else { opinions.map(|(_, (id, _))| id).collect() };
        let opinions = List::new(opinions).unwrap_or_default();
        Ok(Fact::Decision(Decision { op: self.op, granted, request, opinions }))
    }

    fn decided(&self, request: &ObjectId) -> Result<ObjectId, Refused> {
        let about = self.fund().about(request);
        let decision = about.into_iter().find(|(_, entered)| {
            matches!(entered.fact, Fact::Decision(_)) && entered.effect == Effect::Valid
        });
        decision.map(|(id, _)| id).ok_or_else(|| self.void(Void::NotDecided))
    }

    fn accept(&self, of: &str, given: Option<u64>) -> Result<Fact, Refused> {
        let commit = self.commit(of)?;
        let (request, direct) = (commit.commit.request, commit.commit.decision.is_none());
        let account = self.fund().account(&self.me());
        let acceptable = account.map_or(0, |account| account.acceptable(&request, direct));
        let left = commit.commit.amount.minor().saturating_sub(commit.released + commit.accepted());
        let amount = amount(given.unwrap_or_else(|| left.min(acceptable)))?;
        if amount.minor() > left {
            return Err(self.void(Void::OverCommit { found: amount.minor(), left }));
        }
        Ok(Fact::Accept(Accept { op: self.op, amount, commit: commit.id, direct, request }))
    }

    /// The accepted part that a payment is of: the first with enough left.
    fn disburse(&self, of: &str, given: Option<u64>, text: Option<String>) -> Result<Fact, Refused> {
        let commit = self.commit(of)?;
        let paid = |accept: &ObjectId| -> u64 {
            let payments = self.fund().about(accept).into_iter();
            let payments = payments.filter(|(_, entered)| entered.stands());
            payments
                .filter_map(|(_, entered)| match &entered.fact {
                    Fact::Disburse(disburse) => Some(disburse.amount.minor()),
                    _ => None,
                })
                .sum()
        };
        let left: Vec<(ObjectId, u64)> =
            commit.accepts.iter().map(|(id, amount)| (*id, amount.saturating_sub(paid(id)))).collect();
        let found = left.iter().find(|(_, left)| *left > 0 && given.is_none_or(|given| given <= *left));
        let Some((accept, left)) = found.or(left.iter().find(|(_, left)| *left > 0)).or(left.last()) else {
            let id = commit.id.short();
            return Err(refuse("fund-no-commit-left", "nothing of this commit was accepted", [("id", id)]));
        };
        let (accept, amount) = (*accept, amount(given.unwrap_or(*left))?);
        let reference = reference(text);
        Ok(Fact::Disburse(Disburse { op: self.op, accept, amount, commit: commit.id, reference }))
    }

    /// The receipt that a repayment is of: the one named, or the first of its commit or request with anything left.
    fn repay(&self, of: &str, given: u64, text: Option<String>) -> Result<Fact, Refused> {
        let (id, entered) = self.held(of, &[kind::RECEIPT, kind::COMMIT, kind::REQUEST, kind::DISBURSE])?;
        let suspense = suspense(self.replica);
        let commits = match &entered.fact {
            Fact::Request(_) => {
                self.fund().request(&id, &suspense).map(|view| view.commits).unwrap_or_default()
            }
            Fact::Commit(_) => self.fund().commit(&id, &suspense).into_iter().collect(),
            Fact::Disburse(disburse) => self.fund().commit(&disburse.commit, &suspense).into_iter().collect(),
            _ => Vec::new(),
        };
        let payments = commits.iter().flat_map(|commit| &commit.payments);
        let receipts: Vec<ObjectId> =
            payments.filter_map(|payment| payment.receipt.map(|(id, _)| id)).collect();
        let account = self.fund().account(&self.me());
        let left = |receipt: &&ObjectId| account.is_some_and(|account| account.left(receipt) >= given);
        let receipt = receipts.iter().find(left).or(receipts.first()).copied().unwrap_or(id);
        let reference = reference(text);
        Ok(Fact::Repay(Repay { op: self.op, amount: amount(given)?, receipt, reference }))
    }

    fn dispute(&self, of: &str) -> Result<ObjectId, Refused> {
        let (id, entered) = self.held(of, &[])?;
        if let Fact::Dispute(_) = entered.fact {
            return Ok(id);
        }
        let ours = |by: &Entered| matches!(by.fact, Fact::Dispute(_)) && by.coop == self.me() && by.stands();
        let about = self.fund().about(&id);
        Ok(about.into_iter().rev().find(|(_, by)| ours(by)).map_or(id, |(id, _)| id))
    }
}
