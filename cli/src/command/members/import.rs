//! `bigre member import`: a list of members, what it changes, and what is left for a person.

use std::path::{Path, PathBuf};

use bigre_node::api::model::{Alike, ImportReport, Problem, RowProblem};
use serde::Serialize;

use super::{List, difference, review};
use crate::args::ImportArgs;
use crate::client::Client;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::progress::Bar;
use crate::query::query;
use crate::{mapping, passphrase, say};

/// What is asked of the node beside the list.
#[derive(Debug, Clone, Copy, Serialize)]
struct Wanted {
    dry_run: bool,
    remove_missing: bool,
    force: bool,
    partial: bool,
    hints: bool,
}

/// What is told to a program.
#[derive(Serialize)]
struct Done<'d> {
    #[serde(flatten)]
    report: &'d ImportReport,
    /// Where lines were set aside.
    review: Option<&'d Path>,
}

pub(in crate::command) fn run(context: &Context, args: &ImportArgs) -> Result<Exit, Failure> {
    if args.mapping_template {
        return template(context, args);
    }
    let bar = Bar::new(context, 3);
    bar.say(say!(context.tr, "members-reading"));
    let read = List::open(&args.file, &args.reading);
    drop(bar);
    let Some(list) = super::opened(context, &args.file, read)? else { return Ok(Exit::Refused) };
    if list.is_review && args.remove_missing {
        return Err(Failure::new(Exit::Usage, "cli-review-replace", &[]));
    }
    let review = Review::of(args)?;
    let bar = Bar::new(context, 3);
    bar.advance(1);
    bar.say(say!(context.tr, "members-comparing"));
    let csv = list.csv()?;
    let mut wanted = Wanted {
        dry_run: true,
        // Of a line that is set aside here, the node cannot tell whose it is.
        remove_missing: args.remove_missing && list.faults.is_empty(),
        force: args.force,
        partial: true,
        hints: true,
    };
    let client = context.client()?;
    let mut report = send(&client, wanted, csv.clone())?;
    drop(bar);
    if !gathered(&mut report, &list, args) {
        return Ok(refused(context, args, &report));
    }
    let others = if args.reading.sheet.is_none() { &list.sheet.others[..] } else { &[] };
    difference::show(context, &report, others);
    difference::first_problems(context, &report);
    let left = set_aside(&report.problems);
    let exit = if left == 0 { Exit::Done } else { Exit::Review };
    if args.dry_run {
        told(context, &report, None);
        difference::left(context, left, None, args);
        context.paragraph(&say!(context.tr, "members-dry"));
        return Ok(exit);
    }
    let changes = report.counts.added + report.counts.changed + report.counts.removed;
    if changes > 0 && !args.yes && !passphrase::confirmed(context, &say!(context.tr, "members-ask"))? {
        return Err(Failure::new(Exit::Refused, "cli-import-not-confirmed", &[]));
    }
    let path = review.write(context, &list, &report.problems, &report.alike)?;
    if changes > 0 {
        let bar = Bar::new(context, 3);
        bar.advance(2);
        bar.say(say!(context.tr, "members-writing"));
        (wanted.dry_run, wanted.hints) = (false, false);
        let written = send(&client, wanted, csv)?;
        drop(bar);
        if written.problems.iter().any(|problem| problem.line <= 1) {
            return Ok(refused(context, args, &written));
        }
        (report.number, report.counts) = (written.number, written.counts);
    }
    report.dry_run = false;
    told(context, &report, path.as_deref());
    difference::left(context, left, path.as_deref(), args);
    context.paragraph(&match report.number {
        0 => say!(context.tr, "members-nothing"),
        number => say!(context.tr, "members-done", number = number),
    });
    Ok(exit)
}

fn send(client: &Client, wanted: Wanted, csv: Vec<u8>) -> Result<ImportReport, Failure> {
    Ok(client.upload(&format!("/v1/members/import{}", query(&wanted)), "text/csv", csv)?)
}

/// Brings what the node says and what was found here together, in the list's own words. False when nothing may go in.
fn gathered(report: &mut ImportReport, list: &List, args: &ImportArgs) -> bool {
    list.named(&mut report.problems);
    list.named(&mut report.notes);
    let is_fatal = report.problems.iter().any(|problem| problem.line <= 1);
    if is_fatal || report.problem_count > report.problems.len() as u64 {
        return false;
    }
    if args.remove_missing && !list.faults.is_empty() {
        report.notes.insert(0, nobody_removed(list.faults.len()));
    }
    report.rows += set_aside(&list.faults);
    report.problem_count += list.faults.len() as u64;
    report.problems.extend(list.faults.iter().cloned());
    report.problems.sort_by_key(|problem| problem.line);
    true
}

fn template(context: &Context, args: &ImportArgs) -> Result<Exit, Failure> {
    let read = super::read(&args.file, &args.reading);
    let Some(sheet) = super::opened(context, &args.file, read)? else { return Ok(Exit::Refused) };
    context.out.line(&mapping::template(&sheet.headings, &context.tr));
    Ok(Exit::Done)
}

/// How many lines some problems are of.
fn set_aside(problems: &[RowProblem]) -> u64 {
    problems.chunk_by(|a, b| a.line == b.line).count() as u64
}

fn nobody_removed(count: usize) -> RowProblem {
    let args = [("count".to_owned(), count.to_string())].into();
    let message = format!("{count} lines could not be read: nobody is taken out");
    RowProblem { line: 0, column: None, problem: Problem { code: "nobody-removed".into(), message, args } }
}

fn told(context: &Context, report: &ImportReport, review: Option<&Path>) {
    if context.json {
        context.out.json(&Done { report, review });
    }
}

/// Nothing of the file goes in.
fn refused(context: &Context, args: &ImportArgs, report: &ImportReport) -> Exit {
    told(context, report, None);
    if !context.json {
        difference::problems(context, report, &args.file);
    }
    Exit::Refused
}

/// Where lines are set aside.
struct Review {
    path: PathBuf,
}

impl Review {
    /// # Errors
    /// A file of that name is there, and neither named by the person nor the list itself.
    fn of(args: &ImportArgs) -> Result<Review, Failure> {
        let path = args.review.clone().unwrap_or_else(|| review::beside(&args.file, "review"));
        let may_replace = args.review.is_some() || path == args.file || args.dry_run;
        if !may_replace && path.exists() {
            let args = [("path", path.display().to_string())];
            return Err(Failure::new(Exit::Refused, "cli-review-exists", &args));
        }
        Ok(Review { path })
    }

    /// Sets aside the lines that have problems, and those that hints are of. None when there is none.
    fn write(
        self,
        context: &Context,
        list: &List,
        problems: &[RowProblem],
        alike: &[Alike],
    ) -> Result<Option<PathBuf>, Failure> {
        let mut said = review::Said::default();
        problems.iter().for_each(|problem| said.add(problem.line, difference::of_line(context, problem)));
        alike.iter().for_each(|alike| said.add(alike.line, difference::hint(context, alike)));
        if said.is_empty() {
            return Ok(None);
        }
        review::write(&self.path, list, &said)?;
        Ok(Some(self.path))
    }
}
