//! `bigre federation`: founds a federation with the founders' cards, and shows it.

mod anew;

use std::path::{Path, PathBuf};

use bigre_node::identity::{self, Founded, IdentityError};
use serde_json::json;

use crate::args::{FederationVerb, PassphraseArgs};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::out::Tone;
use crate::render::{Cell, Table};
use crate::{passphrase, progress, say};

fn refused(error: IdentityError) -> Failure {
    Failure::refused(error.problem())
}

pub(super) fn run(context: &Context, verb: &FederationVerb) -> Result<Exit, Failure> {
    match verb {
        FederationVerb::Found { name, cards, after, passphrase } => {
            found(context, name, cards, after.as_deref(), passphrase)
        }
        FederationVerb::Bring { file, after } => anew::bring(context, file, after),
        FederationVerb::Show => match identity::founded(&context.dir).map_err(refused)? {
            Some(founded) => {
                show(context, &founded);
                Ok(Exit::Done)
            }
            None => Err(Failure::new(Exit::Refused, "cli-not-founded", &[])),
        },
    }
}

fn found(
    context: &Context,
    name: &str,
    cards: &[PathBuf],
    book: Option<&Path>,
    args: &PassphraseArgs,
) -> Result<Exit, Failure> {
    let after = anew::after(book)?;
    let plan = identity::plan_founding(&context.dir, name, cards, after).map_err(refused)?;
    if plan.already {
        context.paragraph(&say!(context.tr, "federation-already", name = plan.founding.text.name.as_str()));
        show(context, &plan);
        return Ok(Exit::Done);
    }
    let passphrase = passphrase::existing(context, args)?;
    let doing = say!(context.tr, "federation-doing");
    let founded = progress::during(context, &doing, || {
        identity::found_after(&context.dir, name, cards, after, &passphrase)
    })
    .map_err(refused)?;
    let count = u64::try_from(founded.founding.cards.len()).unwrap_or(u64::MAX);
    context.paragraph(&say!(
        context.tr,
        "federation-founded",
        name = founded.founding.text.name.as_str(),
        count = count
    ));
    show(context, &founded);
    context.note("");
    context.paragraph(&say!(context.tr, "federation-next"));
    Ok(Exit::Done)
}

fn show(context: &Context, founded: &Founded) {
    let (founding, tr) = (&founded.founding, &context.tr);
    let federation = founding.federation();
    if context.json {
        let founder = |card: &bigre_protocol::envelope::Verified<bigre_protocol::card::Card>| {
            json!({
                "coop": founding.coop_id(&card.id).to_string(),
                "name": card.value.name.as_str(),
                "legal": card.value.legal.as_str(),
                "card": card.id.to_string(),
            })
        };
        context.out.json(&json!({
            "federation": federation.to_string(),
            "name": founding.text.name.as_str(),
            "fingerprint": federation.words(),
            "coop": founded.coop.to_string(),
            "already": founded.already,
            "founders": founding.cards.iter().map(founder).collect::<Vec<_>>(),
        }));
        return;
    }
    let mut lines = super::entry::Lines::new(founding.text.name.as_str());
    lines.add(say!(tr, "label-federation"), federation.to_string());
    lines.add_toned(say!(tr, "label-fingerprint"), Tone::Strong, federation.words());
    context.out.line(&lines.render(&context.out));
    context.out.line("");
    let mut table = Table::new([say!(tr, "column-founder"), say!(tr, "column-legal"), say!(tr, "column-id")]);
    for card in &founding.cards {
        let coop = founding.coop_id(&card.id);
        let own = coop == founded.coop;
        let name = card.value.name.as_str();
        let name = if own { say!(tr, "federation-own", name = name) } else { name.to_owned() };
        let tone = if own { Tone::Strong } else { Tone::Plain };
        table.row([
            Cell::toned(tone, name),
            card.value.legal.as_str().into(),
            Cell::toned(Tone::Dim, coop.short()),
        ]);
    }
    context.out.line(&table.render(&context.out));
}
