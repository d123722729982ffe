//! The fund's side of the loop: what a person wants to state, and how its refusals are said. Must not know the rules.

use std::collections::{BTreeMap, BTreeSet};

use bigre_protocol::fund::{FundRules, Line, Void};
use bigre_protocol::id::{CoopId, OpId};
use bigre_protocol::money::{Amount, MoneyError};
use bigre_protocol::register::Register;
use bigre_protocol::replica::{Action, Refusal, Replica};
use bigre_protocol::text::List;

use crate::api::codes;
use crate::api::model::{FactDraft, FundLine, Problem};
use crate::handle::Refused;

use super::register::name;

pub(crate) mod draft;
pub(crate) mod view;

/// The cooperatives whose open commits wait for people.
pub(crate) fn suspense(replica: &Replica) -> BTreeSet<CoopId> {
    let seats = replica.register().seats().iter().map(|seat| seat.coop);
    seats.filter(|coop| replica.is_in_suspense(coop)).collect()
}

/// A refusal with a code of the list.
pub(super) fn refuse<const N: usize>(code: &'static str, said: &str, args: [(&str, String); N]) -> Refused {
    Refused::Fund(Box::new(Problem::new(code, said, args)))
}

/// The fact that a draft means, or its refusal.
pub(super) fn fact(replica: &Replica, op: OpId, draft: FactDraft) -> Result<Action, Refused> {
    Ok(Action::Fact(Box::new(draft::Desk::new(replica, op, super::now()).fact(draft)?)))
}

/// Rules of the fund as people propose them.
pub(super) fn rules(
    register: &Register,
    open: u64,
    lines: Vec<FundLine>,
    currency: &str,
    participants: &[String],
) -> Result<FundRules, Refused> {
    let bad = |why: String| Refused::Register("page-refused", why);
    let amount =
        |minor| Amount::new(minor).ok_or_else(|| bad("an amount is above what the fund can record".into()));
    let line = |line: FundLine| {
        let quick = line.quick.map(|(most, hours)| Ok((amount(most)?, hours))).transpose()?;
        let (code, maximum) = (super::register::code(&line.code)?, amount(line.maximum)?);
        Ok(Line { code, quick, window: line.window, maximum, repayable: line.repayable })
    };
    let lines = lines.into_iter().map(line).collect::<Result<Vec<_>, Refused>>()?;
    let participants = participants.iter().map(|text| super::register::coop(register, text));
    Ok(FundRules {
        open,
        lines: List::new(lines).map_err(|error| bad(error.to_string()))?,
        currency: currency.parse().map_err(|error: MoneyError| bad(error.to_string()))?,
        participants: List::new(participants.collect::<Result<_, Refused>>()?)
            .map_err(|error| bad(error.to_string()))?,
    })
}

/// An amount as people read it, without its currency.
pub(super) fn plain(rules: &FundRules, minor: u64) -> String {
    rules.currency.plain(u128::from(minor))
}

/// The rules of the fund in one line, for the list of pages.
pub(super) fn describe(register: &Register, rules: &FundRules) -> String {
    let line = |line: &Line| {
        let most = plain(rules, line.maximum.minor());
        format!("{} {most} {} {}h", line.code, rules.currency, line.window)
    };
    let mut parts: Vec<String> = rules.lines.iter().map(line).collect();
    parts.extend(rules.participants.iter().map(|coop| name(register, coop)));
    parts.join(", ")
}

/// A refusal of the fund, with its stable code.
pub(super) fn refused(replica: &Replica, refusal: &Refusal) -> Refused {
    let register = replica.register();
    Refused::Fund(Box::new(match refusal {
        Refusal::Fact(void) => problem(&replica.fund().now().rules, void),
        Refusal::NotHeld(entry) => {
            let id = entry.short();
            Problem::new(
                "fund-not-held",
                format!("it rests on entry {id}, which is not held here yet"),
                [("id", id)],
            )
        }
        Refusal::Unconfirmed { entry, held, needed } => {
            let id = entry.short();
            let active = register.coops().filter(|coop| register.is_active(coop));
            let missing: Vec<String> =
                active.filter(|coop| !held.contains(coop)).map(|coop| name(register, &coop)).collect();
            let missing = crate::api::problem::listed(&missing);
            let said = format!(
                "entry {id} is held by {} cooperatives of the {needed} needed: waiting for {missing}",
                held.len()
            );
            let args = [
                ("found", held.len().to_string()),
                ("id", id),
                ("missing", missing),
                ("needed", needed.to_string()),
            ];
            Problem::new("fund-unconfirmed", said, args)
        }
        Refusal::Suspended(coop) => {
            let coop = name(register, coop);
            Problem::new("fund-suspended", format!("{coop} is suspended: its money waits"), [("coop", coop)])
        }
        _ => {
            Problem::new("fund-isolated", "too few cooperatives were heard in 24 hours: no money is sent", [])
        }
    }))
}

/// What the rules say against a fact.
fn problem(rules: &FundRules, void: &Void) -> Problem {
    let (found, limit) = void.figures();
    let count = matches!(void, Void::Consents { .. } | Void::TooManyOpen { .. });
    // An amount with its currency is written in the reader's way by whoever shows it.
    let money = |value: u64| format!("{} {}", plain(rules, value), rules.currency);
    let figure = |value: u64| if count { value.to_string() } else { money(value) };
    let mut args = BTreeMap::new();
    args.extend(found.map(|value| ("found".to_owned(), figure(value))));
    args.extend(limit.map(|value| ("limit".to_owned(), figure(value))));
    match void {
        Void::Line(line) => drop(args.insert("line".into(), line.to_string())),
        Void::CitesVoid(id) => drop(args.insert("id".into(), id.short())),
        _ => {}
    }
    let problem = Problem { code: format!("fund-{}", void.name()), message: void.to_string(), args };
    debug_assert!(codes::find(&problem.code).is_some(), "{} is not in the list of codes", problem.code);
    problem
}
