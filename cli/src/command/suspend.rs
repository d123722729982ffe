//! `bigre suspend`: calls for the emergency suspension of a cooperative, and says what is still needed.

use bigre_node::api::model::{Acted, RegisterView, SuspendDraft};
use bigre_protocol::limits::SUSPENSION_MS;
use hyper::Method;
use serde_json::json;

use crate::args::SuspendArgs;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::render::date;
use crate::say;

pub(super) fn run(context: &Context, args: &SuspendArgs) -> Result<Exit, Failure> {
    let client = context.client()?;
    let draft =
        SuspendDraft { coop: args.coop.clone(), reason: args.reason.clone(), incident: args.incident };
    let acted: Acted = client.send(Method::POST, "/v1/register/suspensions", &draft)?;
    let view: RegisterView = client.get("/v1/register")?;
    let needed = view.active / 3 + 1;
    let wanted = args.coop.trim().to_lowercase();
    let mut seats = view.seats.iter();
    let seat = seats.find(|seat| {
        seat.name.to_lowercase() == wanted
            || (wanted.len() >= 4 && seat.coop.to_string().starts_with(&wanted))
    });
    let name = seat.map_or(args.coop.as_str(), |seat| seat.name.as_str());
    let until = seat.and_then(|seat| seat.suspended_until);
    if context.json {
        context.out.json(&json!({ "id": acted.id, "needed": needed, "suspended_until": until }));
        return Ok(Exit::Done);
    }
    let tr = &context.tr;
    match until {
        Some(until) => {
            let until = date::day(until);
            context.paragraph(&say!(tr, "suspend-in-force", name = name, until = until, count = needed));
        }
        None => {
            let until = date::day(context.now.saturating_add(SUSPENSION_MS));
            let more = needed.saturating_sub(1);
            context.paragraph(&say!(tr, "suspend-called", name = name, needed = needed, until = until));
            context.paragraph(&say!(tr, "suspend-more", more = more, name = name));
        }
    }
    Ok(Exit::Done)
}
