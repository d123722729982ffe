//! `bigre fund stress`: what if some cooperatives called all the guarantees given to them at once. Works on figures that
//! everybody holds; must not state anything.

use std::collections::BTreeMap;

use bigre_node::api::model::FundGuarantee;
use serde::Serialize;

use super::Desk;
use crate::args::StressArgs;
use crate::failure::{Exit, Failure};
use crate::out::Tone;
use crate::render::{Cell, Table, listed};
use crate::say;

/// What a guarantor would pay, in minor units.
#[derive(Debug, Default, Serialize)]
struct Drawn {
    coop: String,
    /// What it declares for guarantees, all years.
    capacity: u64,
    /// What it stands for already.
    exposure: u64,
    /// What would be called.
    called: u64,
    /// Called from whoever calls too, and so may not be able to pay.
    doubtful: u64,
}

pub(super) fn run(desk: &Desk<'_>, args: &StressArgs) -> Result<Exit, Failure> {
    let (context, tr) = (desk.context, &desk.context.tr);
    let guarantees: Vec<FundGuarantee> = desk.client.get("/v1/fund/guarantees")?;
    let known: Vec<String> = {
        let view: bigre_node::api::model::RegisterView = desk.client.get("/v1/register")?;
        view.seats.into_iter().map(|seat| seat.name).collect()
    };
    let mut drawing = Vec::new();
    for name in &args.draw {
        let wanted = name.trim().to_lowercase();
        let found: Vec<&String> =
            known.iter().filter(|known| known.to_lowercase().starts_with(&wanted)).collect();
        match found[..] {
            [one] => drawing.push(one.clone()),
            _ => {
                let args = [("coop", name.clone()), ("known", known.join(", "))];
                return Err(Failure::new(Exit::Refused, "unknown-coop", &args));
            }
        }
    }
    let drawn = draw(desk, &guarantees, &drawing);
    let total: u64 = drawn.iter().map(|drawn| drawn.called).sum();
    if context.json {
        context.out.json(&serde_json::json!({ "draw": drawing, "called": total, "guarantors": drawn }));
        return Ok(Exit::Done);
    }
    let said = say!(
        tr,
        "fund-stress",
        names = listed(&drawing, tr),
        count = drawing.len(),
        amount = desk.money(total)
    );
    context.paragraph(&said);
    if drawn.is_empty() {
        return Ok(Exit::Done);
    }
    let mut table = Table::new([
        say!(tr, "column-guarantor"),
        say!(tr, "column-capacity"),
        say!(tr, "column-exposure"),
        say!(tr, "column-called"),
        say!(tr, "column-share"),
        say!(tr, "column-doubtful"),
    ])
    .with_numbers(1..6);
    for one in &drawn {
        let share = (u128::from(one.called) * 100).checked_div(u128::from(one.capacity));
        let tone =
            if one.doubtful > 0 || share.is_none_or(|share| share >= 50) { Tone::Warn } else { Tone::Plain };
        table.row([
            one.coop.clone().into(),
            desk.figure(one.capacity).into(),
            desk.figure(one.exposure).into(),
            desk.figure(one.called).into(),
            Cell::toned(tone, share.map_or_else(|| "–".into(), |share| format!("{share} %"))),
            if one.doubtful > 0 { desk.figure(one.doubtful) } else { String::new() }.into(),
        ]);
    }
    desk.table(&table.without_empty_columns());
    Ok(Exit::Done)
}

fn draw(desk: &Desk<'_>, guarantees: &[FundGuarantee], drawing: &[String]) -> Vec<Drawn> {
    let mut by_coop: BTreeMap<&str, Drawn> = BTreeMap::new();
    for guarantee in guarantees.iter().filter(|guarantee| guarantee.state == "accepted") {
        let drawn = by_coop.entry(&guarantee.from).or_default();
        drawn.exposure += guarantee.exposure;
        if drawing.contains(&guarantee.to) {
            drawn.called += guarantee.limit;
            drawn.doubtful += if drawing.contains(&guarantee.from) { guarantee.limit } else { 0 };
        }
    }
    let capacity = |coop: &str| -> u64 {
        let pledges = desk.overview.pledges.iter().filter(|pledge| pledge.coop == coop);
        let on_line = pledges.filter(|pledge| pledge.line == bigre_protocol::fund::GUARANTEE);
        on_line.map(|pledge| pledge.amount).sum()
    };
    let called = by_coop.into_iter().filter(|(_, drawn)| drawn.called > 0);
    called.map(|(coop, drawn)| Drawn { coop: coop.into(), capacity: capacity(coop), ..drawn }).collect()
}
