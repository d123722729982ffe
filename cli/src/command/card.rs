//! `bigre card`: shows a card, or writes it into a file for the other founders; the rest is beside.

mod next;
mod sign;

use std::path::{Path, PathBuf};

use bigre_node::api::model::OwnCard;
use bigre_node::identity::{self, IdentityError};
use bigre_protocol::card::Card;
use bigre_protocol::envelope::{Cosigned, Verified};
use bigre_protocol::limits::CARD_BYTES;
use data_encoding::HEXLOWER;
use serde_json::json;

use super::entry::Lines;
use crate::args::CardVerb;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::render::date;
use crate::say;

pub(super) fn run(context: &Context, verb: &CardVerb) -> Result<Exit, Failure> {
    let refused = |error: IdentityError| Failure::refused(error.problem());
    match verb {
        CardVerb::Show { file } => {
            let card = match file {
                Some(path) => identity::read_card(path),
                None => identity::card(&context.dir),
            };
            show(context, &card.map_err(refused)?);
        }
        CardVerb::Export { file } => {
            let card = identity::card(&context.dir).map_err(refused)?;
            export(context, &card, file.as_deref())?;
        }
        CardVerb::Rotate(verb) => return next::rotate(context, verb),
        CardVerb::Renew(args) => return next::renew(context, args),
        CardVerb::Address(args) => return next::address(context, args),
        CardVerb::Recover(args) => return next::recover(context, args),
        CardVerb::Sign(args) => return sign::sign(context, args),
        CardVerb::Publish { draft } => return sign::publish(context, draft),
        CardVerb::Verify { draft } => return sign::verify(context, draft.as_deref()),
    }
    Ok(Exit::Done)
}

/// The card in force, as the node gives it.
pub(super) fn in_force(own: &OwnCard) -> Result<Card, Failure> {
    let broken = |error: String| Failure::new(Exit::NoNode, "cli-broken", &[("error", error)]);
    let bytes = HEXLOWER.decode(own.card.as_bytes()).map_err(|error| broken(error.to_string()))?;
    let read = Cosigned::parse(&bytes, CARD_BYTES).and_then(|cosigned| cosigned.peek());
    read.map_err(|error| broken(error.to_string()))
}

fn show(context: &Context, card: &Verified<Card>) {
    let value = &card.value;
    if context.json {
        context.out.json(&json!({
            "id": card.id.to_string(),
            "name": value.name.as_str(),
            "legal": value.legal.as_str(),
            "number": value.number,
            "expires": value.expires,
            "addresses": value.addresses.iter().map(|a| a.as_str()).collect::<Vec<_>>(),
            "node": value.node.to_string(),
            "did": value.node.did_key(),
            "root": value.root.keys.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "vote": value.vote.keys.iter().map(ToString::to_string).collect::<Vec<_>>(),
        }));
        return;
    }
    let tr = &context.tr;
    let addresses = value.addresses.iter().map(|a| a.to_string()).collect::<Vec<_>>().join("\n");
    let mut lines = Lines::new(value.name.as_str());
    lines.add(say!(tr, "label-legal"), value.legal.as_str());
    lines.add(say!(tr, "label-card"), card.id.to_string());
    let none = say!(tr, "card-no-address");
    lines.add(say!(tr, "label-addresses"), if addresses.is_empty() { none } else { addresses });
    lines.add(say!(tr, "label-node-key"), value.node.did_key());
    lines.add(say!(tr, "label-valid-until"), date::day(value.expires));
    context.out.line(&lines.render(&context.out));
}

fn export(context: &Context, card: &Verified<Card>, file: Option<&Path>) -> Result<(), Failure> {
    if file == Some(Path::new("-")) {
        return context
            .out
            .bytes(&card.bytes)
            .map_err(|error| Failure::file("cli-write", Path::new("-"), &error));
    }
    let path = file.map_or_else(|| PathBuf::from(file_name(&card.value.name, "")), Path::to_path_buf);
    std::fs::write(&path, &card.bytes).map_err(|error| Failure::file("cli-write", &path, &error))?;
    let shown = path.display().to_string();
    if context.json {
        context.out.json(&json!({ "file": shown, "id": card.id.to_string() }));
    } else {
        context.paragraph(&say!(context.tr, "card-exported", file = shown));
    }
    Ok(())
}

/// `Grands Ensemble` is written to `grands-ensemble.card`.
fn file_name(name: &str, suffix: &str) -> String {
    let kept = |c: char| if c.is_alphanumeric() { c.to_lowercase().to_string() } else { "-".into() };
    let name: String = name.chars().map(kept).collect();
    format!("{}{suffix}.card", name.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-"))
}
