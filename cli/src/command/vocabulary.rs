//! `bigre vocabulary`: the terms that have a code, and the vocabularies that cooperatives publish. Must not know how they
//! are found.

mod official;

use std::collections::BTreeMap;

use bigre_node::api::model::{ImportReport, TermView, VocabularyView};
use serde::Serialize;

use super::members::difference;
use super::{bundle, words};
use crate::args::{LookupArgs, VocabularyImportArgs, VocabularyVerb};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::out::Tone;
use crate::query::{encode, query};
use crate::render::{Cell, Table, number, wrap};
use crate::{progress, say};

pub(super) fn run(context: &Context, verb: &VocabularyVerb) -> Result<Exit, Failure> {
    match verb {
        VocabularyVerb::Lookup(args) => lookup(context, args),
        VocabularyVerb::List => list(context),
        VocabularyVerb::Import(args) => import(context, args),
        VocabularyVerb::Remove { name } => remove(context, name),
        VocabularyVerb::Propose(args) => words::propose(context, args),
        VocabularyVerb::Words => words::list(context),
        VocabularyVerb::Approve(word) => words::approve(context, &word.word, None),
        VocabularyVerb::Withdraw(word) => words::withdraw(context, &word.word),
        VocabularyVerb::Merge { word, into } => words::approve(context, &word.word, Some(into)),
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

fn list(context: &Context) -> Result<Exit, Failure> {
    let found: Vec<VocabularyView> = context.client()?.get("/v1/vocabularies")?;
    if context.json {
        context.out.json(&found);
        return Ok(Exit::Done);
    }
    let tr = &context.tr;
    let mut table = Table::new([
        say!(tr, "column-vocabulary"),
        say!(tr, "column-terms"),
        say!(tr, "column-labels"),
        say!(tr, "column-state"),
    ]);
    for one in &found {
        let name = match one.coop {
            Some(_) => format!("{}:{}", one.coop_name, one.name),
            None => say!(tr, "vocabulary-starter"),
        };
        let state = match (one.in_force, one.name == "words", one.terms) {
            (_, true, _) => (Tone::Plain, say!(tr, "vocabulary-words")),
            (true, _, 0) => (Tone::Warn, say!(tr, "vocabulary-empty")),
            (true, ..) => (Tone::Good, say!(tr, "vocabulary-in-force")),
            (false, ..) => (Tone::Dim, say!(tr, "vocabulary-not-in-force")),
        };
        table.row([
            name.into(),
            number(one.terms, tr).into(),
            number(one.labels, tr).into(),
            Cell::toned(state.0, state.1),
        ]);
    }
    context.out.line(&table.with_numbers(1..3).render(&context.out));
    context.note("");
    context.paragraph(&say!(tr, "vocabulary-hint"));
    Ok(Exit::Done)
}

fn import(context: &Context, args: &VocabularyImportArgs) -> Result<Exit, Failure> {
    #[derive(Serialize)]
    struct Wanted {
        dry_run: bool,
        replace: bool,
    }
    let (read, name, file, bytes) = match official::asked(args)? {
        Some((format, paths)) => {
            let (read, bytes) = official::read(context, format, paths)?;
            (Some(read), None, format.name().to_owned(), bytes)
        }
        None => {
            let [file] = args.files.as_slice() else {
                return Err(Failure::new(Exit::Usage, "cli-one-table", &[]));
            };
            let name = args.name.as_deref().map(str::trim);
            let name = name.ok_or_else(|| Failure::new(Exit::Usage, "cli-table-name", &[]))?;
            (None, Some(name), file.display().to_string(), bundle::read(file)?)
        }
    };
    let name = read.as_ref().map(|read| read.vocabulary).or(name).unwrap_or_default();
    let wanted = Wanted { dry_run: args.dry_run, replace: args.replace };
    let path = format!("/v1/vocabularies/{}{}", encode(name), query(&wanted));
    let client = context.client()?;
    let doing = say!(context.tr, "terms-doing");
    let report: ImportReport = progress::during(context, &doing, || client.upload(&path, "text/csv", bytes))?;
    Ok(told(context, &report, read.as_ref(), &file))
}

fn remove(context: &Context, name: &str) -> Result<Exit, Failure> {
    let report: ImportReport =
        context.client()?.delete(&format!("/v1/vocabularies/{}", encode(name.trim())))?;
    Ok(told(context, &report, None, name))
}

/// What taking a vocabulary in changes, or the lines that prevent it.
fn told(context: &Context, report: &ImportReport, read: Option<&official::Read>, file: &str) -> Exit {
    #[derive(Serialize)]
    struct Told<'a> {
        #[serde(flatten)]
        report: &'a ImportReport,
        #[serde(skip_serializing_if = "Option::is_none")]
        official: Option<&'a official::Read>,
    }
    let exit = if report.problems.is_empty() { Exit::Done } else { Exit::Refused };
    if context.json {
        context.out.json(&Told { report, official: read });
        return exit;
    }
    let (tr, columns) = (&context.tr, usize::from(context.out.columns));
    if !report.problems.is_empty() {
        let first = say!(tr, "members-problems", count = report.problem_count, file = file);
        context.out.error(&context.out.paint_error(Tone::Bad, &wrap(&first, columns).join("\n")));
        for problem in &report.problems {
            context.out.error(&difference::indented(&difference::remark(context, problem), columns));
        }
        return exit;
    }
    let counts = &report.counts;
    difference::changes(
        context,
        report,
        [
            say!(tr, "terms-added", count = counts.added),
            say!(tr, "terms-changed", count = counts.changed),
            say!(tr, "terms-removed", count = counts.removed),
        ],
    );
    if counts.unchanged > 0 {
        context.note(&say!(tr, "terms-unchanged", count = counts.unchanged));
    }
    if counts.missing > 0 {
        context.paragraph(&say!(tr, "terms-missing", count = counts.missing));
    }
    difference::notes(context, report);
    let last = match (report.dry_run, report.number) {
        (true, _) => say!(tr, "members-dry"),
        (false, 0) => say!(tr, "members-nothing"),
        (false, number) => say!(tr, "members-done", number = number),
    };
    context.note(&wrap(&last, columns).join("\n"));
    exit
}
