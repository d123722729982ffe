//! Lists of members that come from files: taken in, and tagged. This module knows how a list is opened and brought to our
//! fields; must not know what is done with it.

pub(super) mod difference;
pub(super) mod import;
mod review;
pub(super) mod tag;

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;

use bigre_node::api::CSV_BYTES;
use bigre_node::api::model::RowProblem;

use crate::args::SheetFlags;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::mapping::{Mapping, PROBLEM};
use crate::sheet::{self, Refused, Row, Sheet};

/// A list whose columns are known.
struct List {
    sheet: Sheet,
    mapping: Mapping,
    /// Whether it holds lines that were left for a person before.
    is_review: bool,
    /// Lines that cannot be sent, each with what is wrong, by line.
    faults: Vec<RowProblem>,
}

/// Why a list is not opened.
enum Unopened {
    /// For what is wrong with the file, which may be several things.
    File(Refused),
    /// For another reason.
    Failure(Failure),
}

impl From<Failure> for Unopened {
    fn from(failure: Failure) -> Unopened {
        Unopened::Failure(failure)
    }
}

impl From<Refused> for Unopened {
    fn from(refused: Refused) -> Unopened {
        Unopened::File(refused)
    }
}

/// What was opened; none when what is wrong with the file was told.
fn opened<T>(context: &Context, file: &Path, result: Result<T, Unopened>) -> Result<Option<T>, Failure> {
    match result {
        Ok(opened) => Ok(Some(opened)),
        Err(Unopened::Failure(failure)) => Err(failure),
        Err(Unopened::File(problems)) => {
            difference::refused(context, file, problems);
            Ok(None)
        }
    }
}

/// A file, or standard input for `-`, as lines.
fn read(file: &Path, flags: &SheetFlags) -> Result<Sheet, Unopened> {
    let most = CSV_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    read.map_err(|error| Failure::file("cli-read", file, &error))?;
    Ok(sheet::read(file, &bytes, flags)?)
}

impl List {
    fn open(file: &Path, flags: &SheetFlags) -> Result<List, Unopened> {
        let sheet = read(file, flags)?;
        let mapping = match &flags.mapping {
            Some(path) => Mapping::load(path, &sheet.headings)?,
            None => Mapping::plain(&sheet.headings)?,
        };
        let is_review = sheet.headings.iter().any(|name| name.trim().eq_ignore_ascii_case(PROBLEM));
        let mut list = List { faults: Vec::new(), sheet, mapping, is_review };
        list.faults = list.found_faults();
        Ok(list)
    }

    /// What is wrong with cells that are read, and the lines that could not be read at all.
    fn found_faults(&self) -> Vec<RowProblem> {
        let columns = self.mapping.columns();
        let mut faults = self.sheet.unread.clone();
        for row in &self.sheet.rows {
            faults.extend(row.faults.iter().filter(|(at, _)| columns.contains(at)).map(|(at, fault)| {
                let column = self.sheet.headings.get(*at).cloned();
                RowProblem { line: row.line, column, problem: fault.problem() }
            }));
        }
        faults.sort_by_key(|fault| fault.line);
        faults
    }

    /// The lines that can be sent: nothing wrong, and something in a column that is read.
    fn sound(&self) -> impl Iterator<Item = &Row> {
        let columns = self.mapping.columns();
        self.sheet.rows.iter().filter(move |row| {
            let is_read = |at: &usize| columns.contains(at);
            !row.faults.iter().any(|(at, _)| is_read(at))
                && columns.iter().any(|at| row.cells.get(*at).is_some_and(|cell| !cell.trim().is_empty()))
        })
    }

    /// The lines by their numbers.
    fn by_line(&self) -> BTreeMap<u64, &Row> {
        self.sheet.rows.iter().map(|row| (row.line, row)).collect()
    }

    /// The sound lines as the node takes them: our fields, each line at its own number, so that what the node says of a
    /// line is true of the file.
    fn csv(&self) -> Result<Vec<u8>, Failure> {
        let broken = |_| Failure::new(Exit::Refused, "cli-sheet-damaged", &[]);
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(self.mapping.fields()).map_err(broken)?;
        let mut bytes =
            csv.into_inner().map_err(|_| Failure::new(Exit::Refused, "cli-sheet-damaged", &[]))?;
        let mut at = 2;
        for row in self.sound() {
            bytes.extend(std::iter::repeat_n(
                b'\n',
                usize::try_from(row.line.saturating_sub(at)).unwrap_or(0),
            ));
            let mut csv = csv::Writer::from_writer(bytes);
            csv.write_record(self.mapping.row(&row.cells)).map_err(broken)?;
            bytes = csv.into_inner().map_err(|_| Failure::new(Exit::Refused, "cli-sheet-damaged", &[]))?;
            at = row.line.max(at) + 1;
        }
        if bytes.len() > CSV_BYTES {
            let args = [("limit", (CSV_BYTES >> 20).to_string())];
            return Err(Failure::new(Exit::Refused, "cli-sheet-large", &args));
        }
        Ok(bytes)
    }

    /// Names the columns of problems as the list does.
    fn named(&self, problems: &mut [RowProblem]) {
        for problem in problems {
            let theirs =
                problem.column.as_deref().and_then(|field| self.mapping.theirs(field, &self.sheet.headings));
            problem.column = theirs.or_else(|| problem.column.take());
        }
    }
}
