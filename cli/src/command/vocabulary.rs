//! `bigre vocabulary`: the trades, skills, sectors and ways of working of the list. Must not know how they are found.

use std::collections::BTreeMap;

use bigre_node::api::model::TermView;

use crate::args::{LookupArgs, VocabularyVerb};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::out::Tone;
use crate::query::query;
use crate::render::{Cell, Table};
use crate::say;

pub(super) fn run(context: &Context, verb: &VocabularyVerb) -> Result<Exit, Failure> {
    match verb {
        VocabularyVerb::Lookup(args) => lookup(context, args),
    }
}

fn lookup(context: &Context, args: &LookupArgs) -> Result<Exit, Failure> {
    let words = args.words.join(" ");
    let kind = args.kind.map(|kind| kind.name()).unwrap_or_default();
    let wanted = BTreeMap::from([("q", words.as_str()), ("kind", kind), ("lang", context.tr.lang().code())]);
    let terms: Vec<TermView> = context.client()?.get(&format!("/v1/vocabulary{}", query(&wanted)))?;
    if context.json {
        context.out.json(&terms);
    } else if terms.is_empty() {
        context.out.error(&say!(context.tr, "vocabulary-none", words = words));
    } else {
        context.out.line(&table(context, &terms).render(&context.out));
    }
    Ok(if terms.is_empty() { Exit::Refused } else { Exit::Done })
}

fn table(context: &Context, terms: &[TermView]) -> Table {
    let tr = &context.tr;
    let headers = [
        say!(tr, "column-term"),
        say!(tr, "column-kind"),
        say!(tr, "column-code"),
        say!(tr, "column-elsewhere"),
    ];
    let mut table = Table::new(headers);
    for term in terms {
        let others = term.labels.iter().filter(|(lang, _)| *lang != tr.lang().code());
        let others: Vec<String> = others.map(|(lang, label)| format!("{lang}: {label}")).collect();
        table.row([
            term.label.as_str().into(),
            say!(tr, "term-kind", kind = term.kind.as_str()).into(),
            term.code.as_str().into(),
            Cell::toned(Tone::Dim, others.join("\n")),
        ]);
    }
    table
}
