//! `bigre register`: the register of the members. This file finds the page that is meant, and leads to the rest.

mod approve;
mod chain;
mod fund_rules;
mod propose;
mod show;

use bigre_node::api::model::{PageView, RegisterView};

use crate::args::RegisterVerb;
use crate::client::Client;
use crate::context::Context;
use crate::failure::{Exit, Failure};

pub(super) use chain::cards_of;

pub(super) fn run(context: &Context, verb: &RegisterVerb) -> Result<Exit, Failure> {
    match verb {
        RegisterVerb::List => show::list(context),
        RegisterVerb::Show { reference } => show::page(context, reference),
        RegisterVerb::Log => show::log(context),
        RegisterVerb::Propose(verb) => propose::run(context, verb),
        RegisterVerb::Approve(args) => approve::run(context, args, false),
        RegisterVerb::Withdraw(args) => approve::run(context, args, true),
        RegisterVerb::Export { folder } => chain::export(context, folder),
        RegisterVerb::Verify { offline } => chain::verify(context, offline),
    }
}

fn view(client: &Client) -> Result<RegisterView, Failure> {
    Ok(client.get("/v1/register")?)
}

/// The page that a number or the start of an id means, in force or proposed.
fn find<'a>(view: &'a RegisterView, reference: &str) -> Result<&'a PageView, Failure> {
    let wanted = reference.trim().to_lowercase();
    let number = wanted.parse::<u64>().ok();
    let all = view.pages.iter().chain(&view.proposals);
    let meant = |page: &&PageView| match number {
        Some(number) => page.number == number,
        None => wanted.len() >= 2 && page.id.to_string().starts_with(&wanted),
    };
    // Digits may begin an id too, when no page has that number.
    let mut found: Vec<&PageView> = all.clone().filter(meant).collect();
    if found.is_empty() {
        found = all.filter(|page| wanted.len() >= 4 && page.id.to_string().starts_with(&wanted)).collect();
    }
    match found[..] {
        [one] => Ok(one),
        [] => Err(Failure::new(Exit::Refused, "cli-no-such-page", &[("page", reference.to_owned())])),
        _ => {
            let ids: Vec<String> = found.iter().map(|page| page.id.short()).collect();
            let args = [("page", reference.to_owned()), ("ids", ids.join(", "))];
            Err(Failure::new(Exit::Refused, "cli-ambiguous-page", &args))
        }
    }
}
