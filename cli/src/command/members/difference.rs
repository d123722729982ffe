//! What an import changes, what it leaves, and who may be there twice, as a person reads it. Must not know how a list is
//! read.

use std::path::Path;

use bigre_node::api::model::{Alike, ImportChange, ImportReport, RowProblem};

use crate::args::ImportArgs;
use crate::command::backup::quoted;
use crate::context::Context;
use crate::failure::Told;
use crate::out::Tone;
use crate::render::wrap;
use crate::say;

/// Names printed of each kind of change without `-v` (guess).
const NAMES: usize = 10;
/// Problems printed without `-v`; all are in the review file (guess).
const PROBLEMS: usize = 5;
/// Problems printed of a file that is refused (guess).
const LISTED: usize = 100;

/// What would change.
pub(super) fn show(context: &Context, report: &ImportReport, others: &[String]) {
    let tr = &context.tr;
    let counts = &report.counts;
    if !others.is_empty() {
        context.paragraph(&say!(tr, "members-sheets", sheets = others.join(", ")));
    }
    context.note(&say!(tr, "members-read", rows = report.rows));
    changes(
        context,
        report,
        [
            say!(tr, "members-added", count = counts.added),
            say!(tr, "members-changed", count = counts.changed),
            say!(tr, "members-removed", count = counts.removed),
        ],
    );
    if counts.unchanged > 0 {
        context.note(&say!(tr, "members-unchanged", count = counts.unchanged));
    }
    if counts.missing > 0 {
        context.paragraph(&say!(tr, "members-missing", count = counts.missing));
    }
    remarks(context, report);
    hints(context, report);
}

/// The problems of a file of which nothing goes in, on standard error.
pub(super) fn problems(context: &Context, report: &ImportReport, file: &Path) {
    let tr = &context.tr;
    let columns = usize::from(context.out.columns);
    let total = report.problem_count.max(report.problems.len() as u64);
    let first = say!(tr, "members-problems", count = total, file = file.display().to_string());
    context.out.error(&context.out.paint_error(Tone::Bad, &wrap(&first, columns).join("\n")));
    listed(context, report, if context.verbose > 0 { usize::MAX } else { LISTED });
    let is_of_columns = |problem: &RowProblem| {
        matches!(problem.problem.code.as_str(), "unknown-column" | "forbidden-column" | "missing-column")
    };
    if report.problems.iter().any(is_of_columns) {
        let text = say!(tr, "members-map", file = quoted(&file.display().to_string()));
        context.out.error(&wrap(&text, columns).join("\n"));
    }
}

/// The same of a list that is not opened.
pub(super) fn refused(context: &Context, file: &Path, problems: Vec<RowProblem>) {
    let report = ImportReport { problem_count: problems.len() as u64, problems, ..ImportReport::default() };
    if context.json {
        context.out.json(&report);
    } else {
        self::problems(context, &report, file);
    }
}

fn listed(context: &Context, report: &ImportReport, most: usize) {
    let columns = usize::from(context.out.columns);
    for problem in report.problems.iter().take(most) {
        context.out.error(&indented(&remark(context, problem), columns));
    }
    let shown = report.problems.len().min(most) as u64;
    let total = report.problem_count.max(report.problems.len() as u64);
    if total > shown {
        context.out.error(&format!("  {}", say!(context.tr, "members-more-problems", count = total - shown)));
    }
}

/// How many lines are left for a person, and how to go on with them.
pub(super) fn left(context: &Context, count: u64, review: Option<&Path>, args: &ImportArgs) {
    if context.json || count == 0 && review.is_none() {
        return;
    }
    let tr = &context.tr;
    let Some(review) = review else {
        let text = say!(tr, "members-left", count = count);
        context.out.error(&context.out.paint_error(Tone::Bad, &text));
        return;
    };
    let text = say!(tr, "members-set-aside", count = count, file = review.display().to_string());
    context.out.error(&wrap(&text, usize::from(context.out.columns)).join("\n"));
    if count == 0 {
        return;
    }
    let mut command = format!("bigre member import {}", quoted(&review.display().to_string()));
    if let Some(mapping) = &args.reading.mapping {
        command += &format!(" --mapping {}", quoted(&mapping.display().to_string()));
    }
    if let Some(delimiter) = &args.reading.delimiter {
        command += &format!(" --delimiter {}", quoted(delimiter));
    }
    context.out.error(&format!("  {command}"));
}

/// The problems of lines that are left, the first of them.
pub(super) fn first_problems(context: &Context, report: &ImportReport) {
    if !context.json && !report.problems.is_empty() {
        listed(context, report, if context.verbose > 0 { usize::MAX } else { PROBLEMS });
    }
}

fn remarks(context: &Context, report: &ImportReport) {
    let tr = &context.tr;
    if !report.own_words.is_empty() {
        context.paragraph(&say!(tr, "members-own-words", words = report.own_words.join(", ")));
    }
    notes(context, report);
}

/// What is remarked of what goes in.
pub(in crate::command) fn notes(context: &Context, report: &ImportReport) {
    let columns = usize::from(context.out.columns);
    for note in &report.notes {
        let line = say!(context.tr, "note", text = remark(context, note));
        context.note(&context.out.paint(Tone::Warn, &wrap(&line, columns).join("\n")));
    }
}

fn hints(context: &Context, report: &ImportReport) {
    if report.alike_count == 0 {
        return;
    }
    context.paragraph(&say!(context.tr, "members-alike", count = report.alike_count));
    let most = if context.verbose > 0 { report.alike.len() } else { NAMES };
    for alike in report.alike.iter().take(most) {
        let line =
            say!(context.tr, "members-line", line = alike.line.to_string(), text = hint(context, alike));
        context.note(&indented(&format!("? {line}"), usize::from(context.out.columns)));
    }
    let shown = report.alike.len().min(most) as u64;
    if report.alike_count > shown {
        context.note(&format!("  {}", say!(context.tr, "members-more", count = report.alike_count - shown)));
    }
}

/// Who a line may be.
pub(super) fn hint(context: &Context, alike: &Alike) -> String {
    let tr = &context.tr;
    let name = alike.name.as_str();
    let place = alike.place.as_deref().unwrap_or("–");
    match alike.with.as_str() {
        "line" => {
            let other = alike.other_line.unwrap_or_default().to_string();
            say!(tr, "members-alike-line", name = name, other = other)
        }
        "held" => {
            let id = alike.id.map(|id| id.short()).unwrap_or_default();
            say!(tr, "members-alike-held", name = name, place = place, id = id)
        }
        _ => {
            let coop = alike.coop.as_deref().unwrap_or_default();
            say!(tr, "members-alike-elsewhere", name = name, place = place, coop = coop)
        }
    }
}

/// What is added, changed and removed, each under what is said of it.
pub(in crate::command) fn changes(context: &Context, report: &ImportReport, said: [String; 3]) {
    let counts = &report.counts;
    let with_fields = |change: &ImportChange| format!("{} ({})", change.name, change.fields.join(", "));
    let changed: Vec<String> = report.changed.iter().map(with_fields).collect();
    let groups = [
        ('+', Tone::Good, &report.added, counts.added),
        ('~', Tone::Warn, &changed, counts.changed),
        ('-', Tone::Bad, &report.removed, counts.removed),
    ];
    for ((sign, tone, names, count), text) in groups.into_iter().zip(said) {
        if count > 0 {
            context.note(&text);
            group(context, sign, tone, names, count);
        }
    }
}

fn group(context: &Context, sign: char, tone: Tone, names: &[String], count: u64) {
    let most = if context.verbose > 0 { names.len() } else { NAMES };
    for name in names.iter().take(most) {
        context.note(&context.out.paint(tone, &format!("  {sign} {}", crate::i18n::clean(name))));
    }
    let shown = names.len().min(most) as u64;
    if shown < count {
        context.note(&format!("  {}", say!(context.tr, "members-more", count = count - shown)));
    }
}

/// `ligne 12, colonne « métier » : …`
pub(in crate::command) fn remark(context: &Context, problem: &RowProblem) -> String {
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

/// The same without the line, for who looks at it.
pub(super) fn of_line(context: &Context, problem: &RowProblem) -> String {
    let text = Told::of(&problem.problem, &context.tr).line();
    match &problem.column {
        None => text,
        Some(column) => say!(context.tr, "members-column", column = column.as_str(), text = text),
    }
}

pub(in crate::command) fn indented(text: &str, columns: usize) -> String {
    wrap(text, columns.saturating_sub(4))
        .iter()
        .enumerate()
        .map(|(at, line)| if at == 0 { format!("  {line}") } else { format!("    {line}") })
        .collect::<Vec<_>>()
        .join("\n")
}
