//! `bigre fund` and `bigre guarantee`: promises and receipts of money that moves by bank. This file turns what is typed
//! into what is stated, and leads to the rest. Must not know the rules.

mod inbox;
mod list;
mod reconcile;
mod report;
mod said;
mod stress;

use std::path::Path;
use std::time::{Duration, Instant};

use bigre_node::api::model::{FactDraft, FundOverview, State, Stated};
use bigre_protocol::id::{OpId, digest};
use bigre_protocol::money::{Currency, MoneyError};
use data_encoding::HEXLOWER;
use hyper::Method;
use sha2::{Digest as _, Sha256};

use crate::args::{
    CallArgs, CommitArgs, DecideArgs, FundVerb, GuaranteeArgs, GuaranteeVerb, OpArgs, OpinionArgs,
    PledgeArgs, RequestArgs, RequestVerb, ViewName,
};
use crate::client::{Client, ClientError};
use crate::command::bundle::read;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::render::{Table, date};
use crate::{progress, say};

/// Refusals that a moment lifts: what others stated is on its way, or being confirmed.
const LATE: [&str; 2] = ["fund-unconfirmed", "fund-not-held"];
/// Refusals that time may lift, when it is asked to wait: others have yet to state it.
const COMES: [&str; 5] =
    ["fund-no-entry", "fund-consents", "fund-objection", "fund-not-decided", "fund-no-commit-left"];
/// How long is waited when nothing is asked (guess: a pulse a second, and some for the way).
const MOMENT: Duration = Duration::from_secs(5);
/// How often it is tried again meanwhile.
const EVERY: Duration = Duration::from_millis(200);

pub(super) fn run(context: &Context, verb: &FundVerb) -> Result<Exit, Failure> {
    if let FundVerb::Audit(args) = verb {
        return report::audit(context, args);
    }
    let desk = Desk::open(context)?;
    match verb {
        FundVerb::Inbox => inbox::run(&desk),
        FundVerb::Rules => list::rules(&desk),
        FundVerb::Pledge(args) if args.amount.is_none() && args.hours.is_none() => list::pledges(&desk, args),
        FundVerb::Pledge(args) => desk.pledge(args),
        FundVerb::Request(RequestVerb::New(args)) => desk.request(args),
        FundVerb::Request(RequestVerb::List { all }) => list::requests(&desk, *all),
        FundVerb::Request(RequestVerb::Show { of }) => list::request(&desk, of),
        FundVerb::Request(RequestVerb::Withdraw(args)) => {
            desk.state(&args.op, FactDraft::Withdraw { of: args.of.clone() })
        }
        FundVerb::Opinion(args) => desk.opinion(args),
        FundVerb::Decide(args) => desk.decide(args),
        FundVerb::Commit(args) => desk.commit(args),
        FundVerb::Accept(args) => {
            let amount = desk.some(args.amount.as_deref())?;
            desk.state(&args.op, FactDraft::Accept { of: args.of.clone(), amount })
        }
        FundVerb::Decline(args) => desk.state(&args.op, FactDraft::Decline { of: args.of.clone() }),
        FundVerb::Disburse(args) => {
            let (amount, reference) = (desk.some(args.amount.as_deref())?, args.bank_ref.clone());
            desk.state(&args.op, FactDraft::Disburse { of: args.of.clone(), amount, reference })
        }
        FundVerb::Receipt(args) => {
            let amount = desk.some(args.amount.as_deref())?;
            desk.state(&args.op, FactDraft::Receipt { of: args.of.clone(), amount })
        }
        FundVerb::Repay(args) => {
            let Some(amount) = desk.some(args.amount.as_deref())? else {
                return Err(Failure::new(Exit::Usage, "cli-no-amount", &[]));
            };
            let reference = args.bank_ref.clone();
            desk.state(&args.op, FactDraft::Repay { of: args.of.clone(), amount, reference })
        }
        FundVerb::Release(args) => {
            let amount = desk.some(args.amount.as_deref())?;
            desk.state(&args.op, FactDraft::Release { of: args.of.clone(), amount })
        }
        FundVerb::Dispute(args) => {
            desk.state(&args.op, FactDraft::Dispute { of: args.of.clone(), code: args.code.clone() })
        }
        FundVerb::Settle(args) => {
            desk.state(&args.op, FactDraft::Settle { of: args.of.clone(), code: args.code.clone() })
        }
        FundVerb::Correct(args) => desk.state(&args.op, FactDraft::Correct { of: args.of.clone() }),
        FundVerb::Stress(args) => stress::run(&desk, args),
        FundVerb::Reconcile(args) => reconcile::run(&desk, args),
        FundVerb::Report(args) => report::run(&desk, args),
        FundVerb::Audit(args) => report::audit(context, args),
    }
}

pub(super) fn guarantee(context: &Context, verb: &GuaranteeVerb) -> Result<Exit, Failure> {
    let desk = Desk::open(context)?;
    match verb {
        GuaranteeVerb::Offer(args) => desk.offer(args),
        GuaranteeVerb::Accept(args) => {
            desk.state(&args.op, FactDraft::GuaranteeAccept { of: args.of.clone() })
        }
        GuaranteeVerb::Call(args) => desk.call(args),
        GuaranteeVerb::Honour(args) => {
            let (amount, reference) = (desk.some(args.amount.as_deref())?, args.bank_ref.clone());
            desk.state(&args.op, FactDraft::Honour { of: args.of.clone(), amount, reference })
        }
        GuaranteeVerb::Refuse(args) => {
            desk.state(&args.op, FactDraft::Refuse { of: args.of.clone(), code: args.code.clone() })
        }
        GuaranteeVerb::Release(args) => {
            let amount = desk.some(args.amount.as_deref())?;
            desk.state(&args.op, FactDraft::Release { of: args.of.clone(), amount })
        }
        GuaranteeVerb::List => list::guarantees(&desk),
    }
}

/// The node asked, with the fund's currency.
struct Desk<'c> {
    context: &'c Context,
    client: Client,
    overview: FundOverview,
    currency: Currency,
}

impl<'c> Desk<'c> {
    fn open(context: &'c Context) -> Result<Self, Failure> {
        let client = context.client()?;
        let overview: FundOverview = client.get("/v1/fund")?;
        let currency = overview.currency.parse().map_err(|error| amount_failure(&error))?;
        Ok(Desk { context, client, overview, currency })
    }

    fn money(&self, minor: u64) -> String {
        crate::render::money(minor, self.currency, &self.context.tr)
    }

    /// The same without the currency, for tables: they say it once.
    fn figure(&self, minor: u64) -> String {
        crate::render::figure(minor, self.currency, &self.context.tr)
    }

    /// Prints a table of figures, and their currency.
    fn table(&self, table: &Table) {
        self.context.out.line(&table.render(&self.context.out));
        self.say_currency();
    }

    fn say_currency(&self) {
        self.context.note(&say!(self.context.tr, "fund-currency", currency = self.currency.to_string()));
    }

    /// An amount as typed, in minor units.
    fn amount(&self, text: &str) -> Result<u64, Failure> {
        self.currency.read(text).map(|amount| amount.minor()).map_err(|error| amount_failure(&error))
    }

    fn some(&self, text: Option<&str>) -> Result<Option<u64>, Failure> {
        text.map(|text| self.amount(text)).transpose()
    }

    fn post(&self, op: &OpArgs, draft: FactDraft) -> Result<Stated, Failure> {
        let state = State { op: op.op.as_deref().map(op_id), draft };
        let patience = op.wait.map_or(MOMENT, Duration::from_secs);
        let comes = |code: &str| LATE.contains(&code) || op.wait.is_some() && COMES.contains(&code);
        let text = say!(self.context.tr, "fund-waiting");
        let started = Instant::now();
        progress::during(self.context, &text, || {
            loop {
                match self.client.send(Method::POST, "/v1/fund/facts", &state) {
                    Err(ClientError::Refused(problem))
                        if comes(&problem.code) && started.elapsed() + EVERY < patience =>
                    {
                        std::thread::sleep(EVERY);
                    }
                    other => return Ok(other?),
                }
            }
        })
    }

    fn state(&self, op: &OpArgs, draft: FactDraft) -> Result<Exit, Failure> {
        let stated = self.post(op, draft)?;
        said::stated(self, &stated);
        Ok(Exit::Done)
    }

    fn pledge(&self, args: &PledgeArgs) -> Result<Exit, Failure> {
        let (Some(year), Some(line)) = (args.year, args.line.clone()) else {
            return Err(Failure::new(Exit::Usage, "cli-pledge-line", &[]));
        };
        let amount = self.some(args.amount.as_deref())?;
        let of_ours = |pledge: &&bigre_node::api::model::FundPledge| {
            pledge.own && pledge.year == year && pledge.line == line
        };
        let now = self.overview.pledges.iter().find(of_ours);
        let same = now.map_or((0, 0), |pledge| (pledge.amount, pledge.hours));
        let wanted = (amount.unwrap_or(same.0), args.hours.map_or(same.1, u64::from));
        if args.op.op.is_none() && wanted == same {
            return said::unchanged(self);
        }
        self.state(&args.op, FactDraft::Pledge { year, line, amount, hours: args.hours })
    }

    fn request(&self, args: &RequestArgs) -> Result<Exit, Failure> {
        let plan = args.repay.as_deref().map(|text| self.plan(text)).transpose()?;
        let (amount, until) = (self.amount(&args.amount)?, day(&args.until)?);
        let (line, amends) = (args.line.clone(), args.amends.clone());
        self.state(&args.op, FactDraft::Request { line, amount, plan, until, amends })
    }

    /// `6x250`: how many instalments, and how much each.
    fn plan(&self, text: &str) -> Result<(u16, u64), Failure> {
        let bad = || Failure::new(Exit::Usage, "cli-bad-plan", &[("plan", text.to_owned())]);
        let (count, amount) = text.split_once(['x', 'X', '×']).ok_or_else(bad)?;
        Ok((count.trim().parse().map_err(|_| bad())?, self.amount(amount)?))
    }

    fn opinion(&self, args: &OpinionArgs) -> Result<Exit, Failure> {
        let view = match args.view {
            ViewName::Consent => "consent",
            ViewName::Abstain => "abstain",
            ViewName::Object => "object",
        };
        let code = args.code.clone();
        if args.view == ViewName::Object && code.is_none() {
            return Err(Failure::new(Exit::Usage, "cli-objection-code", &[]));
        }
        self.state(&args.op, FactDraft::Opinion { of: args.of.clone(), view: view.into(), code })
    }

    fn decide(&self, args: &DecideArgs) -> Result<Exit, Failure> {
        let granted = if args.refuse { Some(0) } else { self.some(args.amount.as_deref())? };
        self.state(&args.op, FactDraft::Decision { of: args.of.clone(), granted })
    }

    fn commit(&self, args: &CommitArgs) -> Result<Exit, Failure> {
        let until = args.until.as_deref().map(day).transpose()?;
        let (of, amount) = (args.of.clone(), self.amount(&args.amount)?);
        self.state(&args.op, FactDraft::Commit { of, amount, year: args.year, until, direct: args.direct })
    }

    fn offer(&self, args: &GuaranteeArgs) -> Result<Exit, Failure> {
        let (ceiling, until) = (self.amount(&args.ceiling)?, day(&args.until)?);
        let terms = args.terms.as_deref().map(fingerprint).transpose()?;
        let draft = FactDraft::Guarantee { to: args.coop.clone(), ceiling, until, year: args.year, terms };
        self.state(&args.op, draft)
    }

    fn call(&self, args: &CallArgs) -> Result<Exit, Failure> {
        let evidence = args.evidence.as_deref().map(fingerprint).transpose()?;
        let amount = self.amount(&args.amount)?;
        self.state(&args.op, FactDraft::Call { of: args.of.clone(), amount, evidence })
    }
}

/// The SHA-256 of a file, in hexadecimal.
fn fingerprint(path: &Path) -> Result<String, Failure> {
    Ok(HEXLOWER.encode(&Sha256::digest(read(path)?)))
}

/// The id of an act's name: an id as it is printed, or the hash of any text.
fn op_id(name: &str) -> OpId {
    name.parse().unwrap_or_else(|_| {
        let hash = digest("bigre-operation-v1", &[name.trim().as_bytes()]);
        OpId(std::array::from_fn(|at| hash[at]))
    })
}

fn day(text: &str) -> Result<u64, Failure> {
    date::end_of_day(text)
        .ok_or_else(|| Failure::new(Exit::Usage, "cli-bad-day", &[("day", text.to_owned())]))
}

/// Why an amount can't be used.
pub(super) fn amount_failure(error: &MoneyError) -> Failure {
    let (code, args) = match error {
        MoneyError::NotANumber(text) => ("cli-not-an-amount", vec![("amount", text.clone())]),
        MoneyError::Decimals { text, most, currency, .. } => {
            let args = vec![
                ("amount", text.clone()),
                ("most", most.to_string()),
                ("currency", currency.to_string()),
            ];
            ("cli-amount-decimals", args)
        }
        MoneyError::TooMuch(text) => ("cli-amount-too-much", vec![("amount", text.clone())]),
        MoneyError::OtherCurrency { found, expected } => {
            ("cli-other-currency", vec![("currency", expected.to_string()), ("other", found.clone())])
        }
        MoneyError::UnknownCurrency(text) => ("cli-unknown-currency", vec![("currency", text.clone())]),
    };
    Failure::new(Exit::Usage, code, &args)
}
