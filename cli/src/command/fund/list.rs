//! The fund as tables: rules, pledges, requests, guarantees. Must not know the rules.

use bigre_node::api::model::{Confirmation, FundCommit, FundGuarantee, FundPayment, FundRequest};

use super::Desk;
use crate::args::PledgeArgs;
use crate::command::entry::Lines;
use crate::failure::{Exit, Failure};
use crate::i18n::Value;
use crate::out::Tone;
use crate::render::{Cell, Table, date, listed, number};
use crate::say;

pub(super) fn rules(desk: &Desk<'_>) -> Result<Exit, Failure> {
    let (context, tr, view) = (desk.context, &desk.context.tr, &desk.overview);
    if context.json {
        context.out.json(view);
        return Ok(Exit::Done);
    }
    let mut table = Table::new([
        say!(tr, "column-line"),
        say!(tr, "column-maximum"),
        say!(tr, "column-window"),
        say!(tr, "column-repaid"),
    ])
    .with_numbers(1..2);
    for line in &view.lines {
        let mut window = say!(tr, "fund-hours", count = line.window);
        if let Some((most, hours)) = line.quick {
            let quick = say!(tr, "fund-window-quick", amount = desk.money(most), count = hours);
            window = format!("{window} ; {quick}");
        }
        let repaid = if line.repayable { say!(tr, "yes") } else { say!(tr, "no") };
        table.row([line.code.clone().into(), desk.figure(line.maximum).into(), window.into(), repaid.into()]);
    }
    desk.table(&table);
    context.note("");
    context.paragraph(&say!(tr, "fund-participants", names = listed(&view.participants, tr)));
    context.paragraph(&say!(tr, "fund-open-most", count = view.open));
    if view.isolated {
        context.paragraph(&say!(tr, "fund-isolated"));
    }
    Ok(Exit::Done)
}

pub(super) fn pledges(desk: &Desk<'_>, args: &PledgeArgs) -> Result<Exit, Failure> {
    let (context, tr) = (desk.context, &desk.context.tr);
    let mut found: Vec<_> = desk.overview.pledges.iter().collect();
    found.retain(|pledge| args.year.is_none_or(|year| pledge.year == year));
    found.retain(|pledge| args.line.as_ref().is_none_or(|line| pledge.line == *line));
    found.sort_by(|a, b| (b.year, &a.line, &a.coop).cmp(&(a.year, &b.line, &b.coop)));
    if context.json {
        context.out.json(&found);
        return Ok(Exit::Done);
    }
    if found.is_empty() {
        context.paragraph(&say!(tr, "fund-no-pledge"));
        return Ok(Exit::Done);
    }
    let mut table = Table::new([
        say!(tr, "column-year"),
        say!(tr, "column-line"),
        say!(tr, "column-coop"),
        say!(tr, "column-pledged"),
        say!(tr, "column-taken"),
        say!(tr, "column-left"),
        say!(tr, "column-hours"),
    ])
    .with_numbers(3..7);
    for pledge in found {
        let tone = if pledge.own { Tone::Strong } else { Tone::Plain };
        table.row([
            pledge.year.to_string().into(),
            pledge.line.clone().into(),
            Cell::toned(tone, pledge.coop.clone()),
            desk.figure(pledge.amount).into(),
            desk.figure(pledge.taken).into(),
            desk.figure(pledge.amount.saturating_sub(pledge.taken)).into(),
            if pledge.hours > 0 { number(pledge.hours, tr) } else { String::new() }.into(),
        ]);
    }
    desk.table(&table.without_empty_columns());
    Ok(Exit::Done)
}

fn state(desk: &Desk<'_>, state: &str) -> (Tone, String) {
    let tone = match state {
        "granted" | "funded" | "part-funded" | "accepted" | "paid" | "received" | "closed" | "repaid" => {
            Tone::Good
        }
        "disputed" | "in-suspense" => Tone::Bad,
        "withdrawn" | "refused" | "released" | "declined" => Tone::Dim,
        _ => Tone::Plain,
    };
    (tone, desk.context.tr.say("fund-state", &[("state", Value::from(state))]))
}

/// Who holds an entry, when not enough do.
fn waiting(desk: &Desk<'_>, confirmation: &Confirmation) -> String {
    if confirmation.confirmed {
        return String::new();
    }
    let (held, needed) = (confirmation.held, confirmation.needed);
    say!(desk.context.tr, "fund-held-by", held = held, needed = needed)
}

pub(super) fn requests(desk: &Desk<'_>, all: bool) -> Result<Exit, Failure> {
    let (context, tr) = (desk.context, &desk.context.tr);
    let mut found: Vec<FundRequest> = desk.client.get("/v1/fund/requests")?;
    let over = |request: &FundRequest| matches!(request.state.as_str(), "closed" | "withdrawn" | "refused");
    let hidden = found.iter().filter(|request| over(request)).count();
    found.retain(|request| all || !over(request));
    if context.json {
        context.out.json(&found);
        return Ok(Exit::Done);
    }
    if found.is_empty() {
        context.paragraph(&say!(tr, "fund-no-request"));
    } else {
        let mut table = Table::new([
            say!(tr, "column-id"),
            say!(tr, "column-coop"),
            say!(tr, "column-line"),
            say!(tr, "column-amount"),
            say!(tr, "column-state"),
            say!(tr, "column-until"),
        ])
        .with_numbers(3..4);
        for request in &found {
            let (tone, said) = state(desk, &request.state);
            let own = if request.own { Tone::Strong } else { Tone::Plain };
            table.row([
                request.id.short().into(),
                Cell::toned(own, request.coop.clone()),
                request.line.clone().into(),
                desk.figure(request.amount).into(),
                Cell::toned(tone, said),
                date::day(request.until).into(),
            ]);
        }
        desk.table(&table);
    }
    if hidden > 0 && !all {
        context.paragraph(&say!(tr, "fund-hidden", count = hidden));
    }
    Ok(Exit::Done)
}

pub(super) fn request(desk: &Desk<'_>, of: &str) -> Result<Exit, Failure> {
    let (context, tr) = (desk.context, &desk.context.tr);
    let request: FundRequest = desk.client.get(&format!("/v1/fund/requests/{}", crate::query::encode(of)))?;
    if context.json {
        context.out.json(&request);
        return Ok(Exit::Done);
    }
    let title = say!(tr, "fund-request-title", coop = request.coop.as_str(), id = request.id.short());
    let mut lines = Lines::new(&title);
    let (tone, said) = state(desk, &request.state);
    lines.add_toned(say!(tr, "column-state"), tone, said);
    lines.add(say!(tr, "column-line"), request.line.clone());
    lines.add(say!(tr, "label-asked"), desk.money(request.amount));
    if let Some((count, amount)) = request.plan {
        let plan = say!(tr, "fund-plan", count = count, amount = desk.money(amount));
        lines.add(say!(tr, "label-plan"), plan);
    }
    lines.add(say!(tr, "column-until"), date::day(request.until));
    let names = |view: &str| -> Vec<String> {
        let of_view = request.opinions.iter().filter(|opinion| opinion.view == view);
        of_view
            .map(|opinion| match &opinion.code {
                Some(code) => format!("{} ({code})", opinion.coop),
                None => opinion.coop.clone(),
            })
            .collect()
    };
    lines.add(say!(tr, "label-consents"), listed(&names("consent"), tr));
    lines.add(say!(tr, "label-abstains"), listed(&names("abstain"), tr));
    lines.add_toned(say!(tr, "label-objects"), Tone::Bad, listed(&names("object"), tr));
    if request.state == "open" {
        lines.add(say!(tr, "label-silent"), listed(&request.silent, tr));
        lines.add(say!(tr, "label-consents-needed"), number(request.needed, tr));
        if let Some(end) = request.window_ends.filter(|end| *end > context.now) {
            lines.add(say!(tr, "label-window"), date::absolute(end));
        }
        if request.consent_planned {
            lines.add(say!(tr, "label-own-opinion"), say!(tr, "fund-consent-planned"));
        }
    }
    for (label, amount) in [
        ("label-granted", request.granted),
        ("label-accepted", Some(request.accepted).filter(|amount| *amount > 0)),
        ("label-disbursed", Some(request.disbursed).filter(|amount| *amount > 0)),
        ("label-received", Some(request.received).filter(|amount| *amount > 0)),
        ("label-repaid", Some(request.repaid).filter(|amount| *amount > 0)),
    ] {
        lines.add(tr.say(label, &[]), amount.map_or_else(String::new, |amount| desk.money(amount)));
    }
    if request.overdue > 0 {
        lines.add_toned(say!(tr, "label-overdue"), Tone::Bad, desk.money(request.overdue));
    }
    lines.add_toned(say!(tr, "label-confirmation"), Tone::Warn, waiting(desk, &request.confirmation));
    lines.add(say!(tr, "label-amends"), request.amends.map_or_else(String::new, |id| id.short()));
    lines.add(say!(tr, "label-replaced"), request.replaced.map_or_else(String::new, |id| id.short()));
    context.out.line(&lines.render(&context.out));
    if request.commits.is_empty() {
        return Ok(Exit::Done);
    }
    context.note("");
    context.out.line(&commits(desk, &request.commits).render(&context.out));
    let payments: Vec<&FundPayment> = request.commits.iter().flat_map(|commit| &commit.payments).collect();
    if !payments.is_empty() {
        context.note("");
        context.out.line(&self::payments(desk, &payments).render(&context.out));
    }
    desk.say_currency();
    Ok(Exit::Done)
}

fn commits(desk: &Desk<'_>, commits: &[FundCommit]) -> Table {
    let tr = &desk.context.tr;
    let mut table = Table::new([
        say!(tr, "column-commit"),
        say!(tr, "column-coop"),
        say!(tr, "column-amount"),
        say!(tr, "column-accepted"),
        say!(tr, "column-state"),
        say!(tr, "column-note"),
    ])
    .with_numbers(2..4);
    for commit in commits {
        let (tone, said) = state(desk, &commit.state);
        let direct = if commit.direct { say!(tr, "fund-direct") } else { String::new() };
        let note = [direct, waiting(desk, &commit.confirmation)];
        let note: Vec<String> = note.into_iter().filter(|note| !note.is_empty()).collect();
        table.row([
            commit.id.short().into(),
            commit.coop.clone().into(),
            desk.figure(commit.amount - commit.released).into(),
            desk.figure(commit.accepted).into(),
            Cell::toned(tone, said),
            note.join(" ; ").into(),
        ]);
    }
    table.without_empty_columns()
}

fn payments(desk: &Desk<'_>, payments: &[&FundPayment]) -> Table {
    let tr = &desk.context.tr;
    let mut table = Table::new([
        say!(tr, "column-payment"),
        say!(tr, "column-from"),
        say!(tr, "column-to"),
        say!(tr, "column-amount"),
        say!(tr, "column-received"),
        say!(tr, "column-note"),
    ])
    .with_numbers(3..4);
    for payment in payments {
        let received = if payment.receipt.is_some() { say!(tr, "yes") } else { say!(tr, "no") };
        let disputed = if payment.disputed { say!(tr, "fund-disputed") } else { String::new() };
        let note = [disputed, waiting(desk, &payment.confirmation)];
        let note: Vec<String> = note.into_iter().filter(|note| !note.is_empty()).collect();
        table.row([
            payment.id.short().into(),
            payment.from.clone().into(),
            payment.to.clone().into(),
            desk.figure(payment.amount).into(),
            received.into(),
            note.join(" ; ").into(),
        ]);
    }
    table.without_empty_columns()
}

pub(super) fn guarantees(desk: &Desk<'_>) -> Result<Exit, Failure> {
    let (context, tr) = (desk.context, &desk.context.tr);
    let found: Vec<FundGuarantee> = desk.client.get("/v1/fund/guarantees")?;
    if context.json {
        context.out.json(&found);
        return Ok(Exit::Done);
    }
    if found.is_empty() {
        context.paragraph(&say!(tr, "fund-no-guarantee"));
        return Ok(Exit::Done);
    }
    let mut table = Table::new([
        say!(tr, "column-id"),
        say!(tr, "column-guarantor"),
        say!(tr, "column-beneficiary"),
        say!(tr, "column-ceiling"),
        say!(tr, "column-limit"),
        say!(tr, "column-exposure"),
        say!(tr, "column-state"),
    ])
    .with_numbers(3..6);
    for guarantee in &found {
        let (tone, said) = state(desk, &guarantee.state);
        let own = |own: bool| if own { Tone::Strong } else { Tone::Plain };
        table.row([
            guarantee.id.short().into(),
            Cell::toned(own(guarantee.ours), guarantee.from.clone()),
            Cell::toned(own(guarantee.to_us), guarantee.to.clone()),
            desk.figure(guarantee.ceiling).into(),
            desk.figure(guarantee.limit).into(),
            desk.figure(guarantee.exposure).into(),
            Cell::toned(tone, say!(tr, "fund-state-until", state = said, until = date::day(guarantee.until))),
        ]);
    }
    desk.table(&table);
    let calls: Vec<_> =
        found.iter().flat_map(|guarantee| guarantee.calls.iter().map(move |c| (guarantee, c))).collect();
    if !calls.is_empty() {
        let mut table = Table::new([
            say!(tr, "column-call"),
            say!(tr, "column-guarantor"),
            say!(tr, "column-beneficiary"),
            say!(tr, "column-amount"),
            say!(tr, "column-state"),
        ])
        .with_numbers(3..4);
        for (guarantee, call) in calls {
            table.row([
                call.id.short().into(),
                guarantee.from.clone().into(),
                guarantee.to.clone().into(),
                desk.figure(call.amount).into(),
                tr.say("fund-call-state", &[("state", Value::from(call.state.as_str()))]).into(),
            ]);
        }
        context.note("");
        desk.table(&table);
    }
    Ok(Exit::Done)
}
