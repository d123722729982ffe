//! `bigre fund inbox`: what awaits this cooperative, with the command that answers it.

use bigre_node::api::model::FundTask;

use super::Desk;
use crate::failure::{Exit, Failure};
use crate::i18n::Value;
use crate::out::Tone;
use crate::render::{Cell, Table, date};
use crate::say;

pub(super) fn run(desk: &Desk<'_>) -> Result<Exit, Failure> {
    let tasks: Vec<FundTask> = desk.client.get("/v1/fund/inbox")?;
    let (context, tr) = (desk.context, &desk.context.tr);
    if context.json {
        context.out.json(&tasks);
        return Ok(Exit::Done);
    }
    if tasks.is_empty() {
        context.paragraph(&say!(tr, "fund-inbox-empty"));
        return Ok(Exit::Done);
    }
    let mut table = Table::new([
        say!(tr, "column-what"),
        say!(tr, "column-coop"),
        say!(tr, "column-amount"),
        say!(tr, "column-since"),
        say!(tr, "column-command"),
    ]);
    for task in &tasks {
        let what = tr.say("fund-task", &[("what", Value::from(task.what.as_str()))]);
        let urgent =
            matches!(task.what.as_str(), "overdue" | "objection" | "dispute" | "in-transit" | "call");
        let tone = if urgent { Tone::Warn } else { Tone::Plain };
        let command = if task.confirmed {
            command(&task.what, &task.id.short())
        } else {
            say!(tr, "fund-not-confirmed")
        };
        table.row([
            Cell::toned(tone, what),
            task.coop.clone().into(),
            if task.amount > 0 { desk.figure(task.amount) } else { String::new() }.into(),
            date::relative(task.since, context.now, tr).into(),
            Cell::toned(if task.confirmed { Tone::Strong } else { Tone::Dim }, command),
        ]);
    }
    desk.table(&table.without_empty_columns());
    Ok(Exit::Done)
}

/// What answers a task.
fn command(what: &str, id: &str) -> String {
    match what {
        "opinion" => format!("bigre fund opinion {id} consent"),
        "objection" => format!("bigre fund request show {id}"),
        "decide" => format!("bigre fund decide {id}"),
        "commit" => format!("bigre fund commit {id} …"),
        "accept" => format!("bigre fund accept {id}"),
        "disburse" => format!("bigre fund disburse {id}"),
        "receipt" => format!("bigre fund receipt {id}"),
        "repay" => format!("bigre fund repay {id} …"),
        "guarantee-accept" => format!("bigre guarantee accept {id}"),
        "call" => format!("bigre guarantee honour {id}"),
        "in-transit" | "dispute" => format!("bigre fund dispute {id} --code …"),
        _ => format!("bigre fund request show {id}"),
    }
}
