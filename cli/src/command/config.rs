//! `bigre config`: the settings in force and where they come from.

use std::collections::BTreeMap;

use bigre_node::config::{Config, Origin, Overrides};
use serde_json::json;

use crate::args::ConfigVerb;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::i18n::Value;
use crate::out::Tone;
use crate::render::{Cell, Table};
use crate::say;

pub(super) fn run(context: &Context, verb: &ConfigVerb) -> Result<Exit, Failure> {
    if let ConfigVerb::Show { example: true } = verb {
        context.out.line(Config::default_toml().trim_end());
        return Ok(Exit::Done);
    }
    let settings = Config::explain(&context.dir, &Overrides::default())
        .map_err(|error| Failure::refused(error.problem()))?;
    if context.json {
        let values: BTreeMap<&str, serde_json::Value> = settings
            .iter()
            .map(|setting| (setting.key, json!({ "value": setting.value, "origin": setting.origin.name() })))
            .collect();
        context.out.json(&values);
        return Ok(Exit::Done);
    }
    let path = context.dir.join(bigre_node::config::FILE).display().to_string();
    if let ConfigVerb::Check = verb {
        context.note(&say!(context.tr, "config-good", path = path));
        return Ok(Exit::Done);
    }
    let tr = &context.tr;
    let mut table =
        Table::new([say!(tr, "column-setting"), say!(tr, "column-value"), say!(tr, "column-origin")]);
    for setting in &settings {
        let origin =
            tr.say(&format!("origin-{}", setting.origin.name()), &[("path", Value::from(path.as_str()))]);
        let tone = if setting.origin == Origin::Default { Tone::Dim } else { Tone::Plain };
        table.row([setting.key.into(), shown(&setting.value).into(), Cell::toned(tone, origin)]);
    }
    context.out.line(&table.render(&context.out));
    Ok(Exit::Done)
}

fn shown(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(elements) => elements.iter().map(shown).collect::<Vec<_>>().join("\n"),
        other => other.to_string(),
    }
}
