//! `bigre register approve` and `withdraw`: shows a page, and signs what this cooperative says of it.
//!
//! Knows whose keys sign and how they are gathered; must not know what an approval leads to.

use bigre_node::api::model::{Acted, OwnCard, PageView, RegisterView, Signed};
use bigre_node::identity::KeyUse;
use bigre_protocol::envelope::ObjectKind;
use bigre_protocol::register::Approval;
use data_encoding::HEXLOWER;
use hyper::Method;
use serde_json::json;

use super::{find, show, view};
use crate::args::ApproveArgs;
use crate::client::Client;
use crate::command::card;
use crate::command::signing::{Draft, envelope, open_keys, sign_with};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::{passphrase, say};

pub(super) fn run(context: &Context, args: &ApproveArgs, withdrawn: bool) -> Result<Exit, Failure> {
    let client = context.client()?;
    let view = view(&client)?;
    let page = find(&view, &args.reference)?;
    check(page, &view, withdrawn)?;
    let own: OwnCard = client.get("/v1/register/card")?;
    let card = card::in_force(&own)?;
    if !context.json && !context.quiet {
        show::tell(context, page);
    }
    let mut draft = gathered(&view, page, args, withdrawn)?;
    let vote = &card.vote;
    let needed = |draft: &Draft| {
        let signers = draft.signers(&own.federation, ObjectKind::Approval, &vote.keys);
        signers.map(|signers| vote.missing(&signers)).map_err(envelope)
    };
    // Enough may have signed already: then nothing is asked for.
    if needed(&draft)? > 0 || !args.sign.keys.is_empty() {
        let question = if withdrawn { "withdraw-ask" } else { "approve-ask" };
        if !args.yes && !passphrase::confirmed(context, &context.tr.say(question, &[]))? {
            return Err(Failure::new(Exit::Refused, "cli-not-confirmed", &[]));
        }
        let keys = open_keys(context, KeyUse::Vote, &args.sign)?;
        if keys.is_empty() {
            return Err(Failure::new(Exit::Refused, "cli-no-key", &[("use", "vote".into())]));
        }
        sign_with(&mut draft, &own.federation, ObjectKind::Approval, &keys, &vote.keys)?;
    }
    let left = needed(&draft)?;
    if let Some(path) = &args.save {
        draft.save(path)?;
        let file = path.display().to_string();
        if context.json {
            context.out.json(&json!({ "page": page.id, "file": file, "missing": left }));
        } else {
            context.paragraph(&say!(context.tr, "approve-saved", file = file, more = left));
        }
        return Ok(Exit::Done);
    }
    if left > 0 {
        return Err(Failure::new(Exit::Refused, "cli-more-signatures", &[("needed", left.to_string())]));
    }
    let signed = Signed { object: HEXLOWER.encode(&draft.bytes) };
    let _: Acted = client.send(Method::POST, "/v1/register/approvals", &signed)?;
    told(context, &client, page, withdrawn)
}

/// Whether it can still be approved or taken back.
fn check(page: &PageView, view: &RegisterView, withdrawn: bool) -> Result<(), Failure> {
    let args = [("page", page.id.short())];
    match page.state.as_str() {
        "sealed" => Err(Failure::new(Exit::Refused, "cli-page-sealed", &args)),
        "outdated" => Err(Failure::new(Exit::Refused, "cli-page-outdated", &args)),
        // Taken back before it was given, an approval could never be given.
        _ if withdrawn && !has_approved(page, view) => {
            Err(Failure::new(Exit::Refused, "cli-not-approved", &args))
        }
        _ => Ok(()),
    }
}

/// Whether this cooperative's approval counts.
fn has_approved(page: &PageView, view: &RegisterView) -> bool {
    let own = view.seats.iter().find(|seat| seat.coop == view.me);
    own.is_some_and(|seat| page.approvals.contains(&seat.name))
}

/// What is to be signed, with the signatures of the files given.
fn gathered(
    view: &RegisterView,
    page: &PageView,
    args: &ApproveArgs,
    withdrawn: bool,
) -> Result<Draft, Failure> {
    let approval = Approval { coop: view.me, page: page.id, charter: view.charter, withdrawn };
    let mut draft = Draft::new(ObjectKind::Approval, &approval);
    for path in &args.from {
        let other = Draft::read(path)?;
        if !draft.gather(&other).map_err(envelope)? {
            let args = [("path", path.display().to_string()), ("page", page.id.short())];
            return Err(Failure::new(Exit::Refused, "cli-draft-other", &args));
        }
    }
    Ok(draft)
}

fn told(context: &Context, client: &Client, page: &PageView, withdrawn: bool) -> Result<Exit, Failure> {
    let view = view(client)?;
    let now = find(&view, &page.id.to_string()).unwrap_or(page);
    if !withdrawn && now.state == "open" && !has_approved(now, &view) {
        return Err(Failure::new(Exit::Refused, "cli-taken-back", &[("page", page.id.short())]));
    }
    if context.json {
        context.out.json(now);
        return Ok(Exit::Done);
    }
    let tr = &context.tr;
    let state = show::state(now, tr);
    let id = page.id.short();
    let text = match withdrawn {
        true => say!(tr, "withdraw-done", page = id, state = state),
        false => say!(tr, "approve-done", page = id, state = state),
    };
    context.paragraph(&text);
    Ok(Exit::Done)
}
