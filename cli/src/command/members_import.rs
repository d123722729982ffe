//! `bigre member import`: a list of members from a spreadsheet, and what it changes.

use bigre_node::api::model::{ImportReport, RowProblem};
use serde::Serialize;

use super::bundle;
use crate::args::ImportArgs;
use crate::context::Context;
use crate::failure::{Exit, Failure, Told};
use crate::out::Tone;
use crate::query::query;
use crate::render::wrap;
use crate::{progress, say};

/// Names printed of each kind of change without `-v` (guess).
const NAMES: usize = 10;

pub(super) fn run(context: &Context, args: &ImportArgs) -> Result<Exit, Failure> {
    #[derive(Serialize)]
    struct Wanted<'a> {
        dry_run: bool,
        delimiter: &'a str,
        encoding: &'a str,
        remove_missing: bool,
        force: bool,
    }
    let bytes = bundle::read(&args.file)?;
    let wanted = Wanted {
        dry_run: args.dry_run,
        delimiter: args.delimiter.as_deref().unwrap_or_default(),
        encoding: args.encoding.map(|encoding| encoding.name()).unwrap_or_default(),
        remove_missing: args.remove_missing,
        force: args.force,
    };
    let path = format!("/v1/members/import{}", query(&wanted));
    let client = context.client()?;
    let doing = say!(context.tr, "members-doing");
    let report: ImportReport = progress::during(context, &doing, || client.upload(&path, "text/csv", bytes))?;
    let exit = if report.problems.is_empty() { Exit::Done } else { Exit::Refused };
    if context.json {
        context.out.json(&report);
    } else {
        show(context, &report, args);
    }
    Ok(exit)
}

fn show(context: &Context, report: &ImportReport, args: &ImportArgs) {
    let tr = &context.tr;
    let columns = usize::from(context.out.columns);
    if !report.problems.is_empty() {
        let total = report.problem_count.max(u64::try_from(report.problems.len()).unwrap_or(u64::MAX));
        let file = args.file.display().to_string();
        let first = say!(tr, "members-problems", count = total, file = file);
        context.out.error(&context.out.paint_error(Tone::Bad, &wrap(&first, columns).join("\n")));
        for problem in &report.problems {
            context.out.error(&indented(&remark(context, problem), columns));
        }
        let shown = u64::try_from(report.problems.len()).unwrap_or(u64::MAX);
        if total > shown {
            context.out.error(&format!("  {}", say!(tr, "members-more-problems", count = total - shown)));
        }
        return;
    }
    let counts = &report.counts;
    let added: Vec<String> = report.added.clone();
    let changed: Vec<String> = report
        .changed
        .iter()
        .map(|change| format!("{} ({})", change.name, change.fields.join(", ")))
        .collect();
    let groups = [
        ('+', Tone::Good, say!(tr, "members-added", count = counts.added), added, counts.added),
        ('~', Tone::Warn, say!(tr, "members-changed", count = counts.changed), changed, counts.changed),
        (
            '-',
            Tone::Bad,
            say!(tr, "members-removed", count = counts.removed),
            report.removed.clone(),
            counts.removed,
        ),
    ];
    context.note(&say!(tr, "members-read", rows = report.rows));
    for (sign, tone, text, names, count) in groups {
        if count > 0 {
            context.note(&text);
            group(context, sign, tone, &names, count);
        }
    }
    if counts.unchanged > 0 {
        context.note(&say!(tr, "members-unchanged", count = counts.unchanged));
    }
    if counts.missing > 0 {
        context.note(&wrap(&say!(tr, "members-missing", count = counts.missing), columns).join("\n"));
    }
    remarks(context, report, columns);
    let last = match (report.dry_run, report.number) {
        (true, _) => say!(tr, "members-dry"),
        (false, 0) => say!(tr, "members-nothing"),
        (false, number) => say!(tr, "members-done", number = number),
    };
    context.note(&wrap(&last, columns).join("\n"));
}

fn remarks(context: &Context, report: &ImportReport, columns: usize) {
    let tr = &context.tr;
    if !report.own_words.is_empty() {
        let words = say!(tr, "members-own-words", words = report.own_words.join(", "));
        context.note(&wrap(&words, columns).join("\n"));
    }
    for note in &report.notes {
        let line = say!(tr, "note", text = remark(context, note));
        context.note(&context.out.paint(Tone::Warn, &wrap(&line, columns).join("\n")));
    }
}

pub(super) fn group(context: &Context, sign: char, tone: Tone, names: &[String], count: u64) {
    let most = if context.verbose > 0 { names.len() } else { NAMES };
    for name in names.iter().take(most) {
        context.note(&context.out.paint(tone, &format!("  {sign} {}", crate::i18n::clean(name))));
    }
    let shown = u64::try_from(names.len().min(most)).unwrap_or(u64::MAX);
    if shown < count {
        context.note(&format!("  {}", say!(context.tr, "members-more", count = count - shown)));
    }
}

/// `ligne 12, colonne « métier » : …`
pub(super) fn remark(context: &Context, problem: &RowProblem) -> String {
    let tr = &context.tr;
    let text = Told::of(&problem.problem, tr).line();
    let line = problem.line.to_string();
    match (&problem.column, problem.line) {
        (_, 0) => text,
        (None, _) => say!(tr, "members-line", line = line, text = text),
        (Some(column), _) => {
            say!(tr, "members-line-column", line = line, column = column.as_str(), text = text)
        }
    }
}

pub(super) fn indented(text: &str, columns: usize) -> String {
    wrap(text, columns.saturating_sub(4))
        .iter()
        .enumerate()
        .map(|(at, line)| if at == 0 { format!("  {line}") } else { format!("    {line}") })
        .collect::<Vec<_>>()
        .join("\n")
}
