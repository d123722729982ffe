//! `bigre fund reconcile`: a bank statement beside the payments of this cooperative, matched by reference alone. What is
//! not known is listed, never guessed; must not keep anything of the statement.

use bigre_node::api::model::{FactDraft, FundPayment};
use bigre_protocol::fund::reference_hash;
use bigre_protocol::id::digest;
use data_encoding::HEXLOWER;
use serde::Serialize;

use super::Desk;
use crate::args::{OpArgs, ReconcileArgs};
use crate::failure::{Exit, Failure};
use crate::i18n::Value;
use crate::out::Tone;
use crate::render::{Cell, Table};
use crate::say;
use crate::statement::{self, Line, StatementError};

/// Lines of the statement with unknown references shown at most (guess: more is another account's).
const UNKNOWN_SHOWN: usize = 50;

/// A line of the statement beside a payment.
#[derive(Debug, Serialize)]
struct Match {
    /// The entry of the statement, from 1.
    at: usize,
    reference: String,
    /// In minor units of `currency`.
    amount: u64,
    currency: String,
    date: Option<String>,
    /// `received`, `sent`, `receipt-stated`, `other-amount`, `other-currency`, `wrong-way`, `pending`, `reversed`, `twice` or
    /// `unknown`.
    what: &'static str,
    payment: Option<String>,
    coop: Option<String>,
}

pub(super) fn run(desk: &Desk<'_>, args: &ReconcileArgs) -> Result<Exit, Failure> {
    let (context, tr) = (desk.context, &desk.context.tr);
    let unreadable = |error: &std::io::Error| Failure::file("cli-read", &args.file, error);
    let file = std::fs::File::open(&args.file).map_err(|error| unreadable(&error))?;
    let statement = statement::read_from(file).map_err(|error| failure(&args.file, &error))?;
    let payments: Vec<FundPayment> = desk.client.get("/v1/fund/payments")?;
    let mut found: Vec<Match> = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for line in statement.lines.iter().filter(|line| line.reference.is_some()) {
        let payment = payments.iter().find(|payment| is_of(payment, line));
        let mut matched = matched(desk, line, payment);
        if let Some(id) = &matched.payment {
            if matches!(matched.what, "received" | "sent" | "receipt-stated") && seen.contains(id) {
                matched.what = "twice";
            }
            seen.push(id.clone());
        }
        found.push(matched);
    }
    let mut stated = 0;
    if args.receipts {
        for matched in found.iter_mut().filter(|matched| matched.what == "received") {
            let Some(id) = &matched.payment else { continue };
            let name = HEXLOWER.encode(&digest("bigre-reconciled-v1", &[id.as_bytes()]));
            let op = OpArgs { op: Some(name), wait: None };
            desk.post(&op, FactDraft::Receipt { of: id.clone(), amount: Some(matched.amount) })?;
            matched.what = "receipt-stated";
            stated += 1;
        }
    }
    let absent: Vec<&FundPayment> = payments
        .iter()
        .filter(|payment| payment.receipt.is_none() && !seen.contains(&payment.id.to_string()))
        .collect();
    if context.json {
        let problems: Vec<usize> = statement.problems.iter().map(|problem| problem.entry.at).collect();
        let absent: Vec<_> = absent.iter().map(|payment| payment.id).collect();
        let all =
            serde_json::json!({ "lines": found, "problems": problems, "absent": absent, "stated": stated });
        context.out.json(&all);
        return Ok(Exit::Done);
    }
    let bare = statement.lines.len() - found.len();
    context.paragraph(&say!(tr, "reconcile-read", count = statement.lines.len(), bare = bare));
    show(desk, &found);
    for problem in statement.problems.iter().take(UNKNOWN_SHOWN) {
        let fault = problem.fault.name();
        let args = [("at", Value::from(problem.entry.at)), ("fault", Value::from(fault))];
        context.paragraph(&tr.say("reconcile-problem", &args));
    }
    if !absent.is_empty() {
        let ids: Vec<String> = absent.iter().map(|payment| payment.id.short()).collect();
        context.paragraph(&say!(tr, "reconcile-absent", count = absent.len(), ids = ids.join(", ")));
    }
    let open = found.iter().filter(|matched| matched.what == "received").count();
    if open > 0 {
        context.paragraph(&say!(tr, "reconcile-hint", count = open));
    }
    if stated > 0 {
        context.paragraph(&say!(tr, "reconcile-stated", count = stated));
    }
    Ok(Exit::Done)
}

/// Whether a line carries a payment's reference: the printed one, or another whose fingerprint was published.
fn is_of(payment: &FundPayment, line: &Line) -> bool {
    let Some(reference) = &line.reference else { return false };
    match &payment.reference {
        Some(hash) => *hash == HEXLOWER.encode(&reference_hash(reference)[..]),
        None => reference_hash(reference) == reference_hash(&payment.end_to_end),
    }
}

fn matched(desk: &Desk<'_>, line: &Line, payment: Option<&FundPayment>) -> Match {
    let what = match payment {
        None => "unknown",
        Some(_) if line.reversal => "reversed",
        Some(_) if !line.booked => "pending",
        Some(payment) if line.credit != payment.to_us => "wrong-way",
        Some(_) if line.currency != desk.overview.currency => "other-currency",
        Some(payment) if line.amount != payment.amount => "other-amount",
        Some(payment) if payment.receipt.is_some() => "receipt-stated",
        Some(payment) if payment.to_us => "received",
        Some(_) => "sent",
    };
    Match {
        at: line.at,
        reference: line.reference.clone().unwrap_or_default(),
        amount: line.amount,
        currency: line.currency.clone(),
        date: line.date.clone(),
        what,
        payment: payment.map(|payment| payment.id.to_string()),
        coop: payment.map(|payment| if payment.to_us { payment.from.clone() } else { payment.to.clone() }),
    }
}

fn show(desk: &Desk<'_>, found: &[Match]) {
    let (context, tr) = (desk.context, &desk.context.tr);
    let mut table = Table::new([
        say!(tr, "column-date"),
        say!(tr, "column-reference"),
        say!(tr, "column-amount"),
        say!(tr, "column-what"),
        say!(tr, "column-payment"),
        say!(tr, "column-coop"),
    ])
    .with_numbers(2..3);
    // What is of the fund first.
    let known = found.iter().filter(|matched| matched.what != "unknown");
    let unknown = found.iter().filter(|matched| matched.what == "unknown");
    let count = unknown.clone().count();
    for matched in known.chain(unknown.take(UNKNOWN_SHOWN)) {
        let tone = match matched.what {
            "received" | "sent" | "receipt-stated" => Tone::Good,
            "unknown" | "pending" => Tone::Dim,
            _ => Tone::Bad,
        };
        let currency = matched.currency.parse().unwrap_or(desk.currency);
        let payment = matched.payment.as_deref().map_or(String::new(), |id| id.chars().take(10).collect());
        table.row([
            matched.date.clone().unwrap_or_default().into(),
            matched.reference.clone().into(),
            crate::render::money(matched.amount, currency, tr).into(),
            Cell::toned(tone, tr.say("reconcile-what", &[("what", Value::from(matched.what))])),
            payment.into(),
            matched.coop.clone().unwrap_or_default().into(),
        ]);
    }
    if !found.is_empty() {
        context.out.line(&table.without_empty_columns().render(&context.out));
    }
    if count > UNKNOWN_SHOWN {
        context.paragraph(&say!(tr, "reconcile-more", count = count - UNKNOWN_SHOWN));
    }
}

/// Why the file can't be used: one sentence for each cause.
fn failure(path: &std::path::Path, error: &StatementError) -> Failure {
    let mut args = vec![("path", path.display().to_string()), ("why", error.name().to_owned())];
    let detail: Vec<String> = error.args().into_iter().map(|(_, value)| value).collect();
    args.push(("detail", detail.join(", ")));
    Failure::new(Exit::Refused, "cli-statement", &args)
}
