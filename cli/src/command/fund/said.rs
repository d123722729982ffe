//! What was stated, in words, and what comes next. Must not know the rules.

use bigre_node::api::model::Stated;
use serde_json::json;

use super::Desk;
use crate::failure::{Exit, Failure};
use crate::i18n::Value;
use crate::render::date;
use crate::say;

pub(super) fn stated(desk: &Desk<'_>, stated: &Stated) {
    let (context, tr) = (desk.context, &desk.context.tr);
    if context.json {
        context.out.json(stated);
        return;
    }
    if context.quiet {
        context.out.line(&stated.id.short());
        return;
    }
    let id = stated.id.short();
    if let Some(until) = stated.waits_until {
        let until = date::absolute(until);
        context.paragraph(&say!(tr, "fund-consent-waits", id = id, until = until));
        return;
    }
    let amount = stated.amount.map_or_else(String::new, |amount| desk.money(amount));
    let args = [
        ("kind", Value::from(stated.kind.as_str())),
        ("id", Value::from(id.as_str())),
        ("amount", Value::from(amount)),
    ];
    let said = tr.say("fund-stated", &args);
    context.paragraph(&if stated.already { say!(tr, "fund-already", said = said) } else { said });
    if let Some(reference) = &stated.end_to_end {
        context.paragraph(&say!(tr, "fund-end-to-end", reference = reference.as_str()));
    }
    if let Some(next) = tr.find(&format!("fund-next-{}", stated.kind), &args) {
        context.paragraph(&next);
    }
}

/// Nothing had to be stated.
pub(super) fn unchanged(desk: &Desk<'_>) -> Result<Exit, Failure> {
    if desk.context.json {
        desk.context.out.json(&json!({ "unchanged": true }));
    } else {
        desk.context.paragraph(&say!(desk.context.tr, "fund-unchanged"));
    }
    Ok(Exit::Done)
}
