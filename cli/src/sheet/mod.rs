//! A list as people keep it, CSV or XLSX, as headings and lines of text. Knows which bytes are which kind of file and
//! what a cell may hold; must not know what a column means, nor where lines go.
//!
//! Hostile files are expected: sizes are bounded before anything is unpacked, formulas are never evaluated.

mod archive;
pub(crate) mod kinds;
mod workbook;
pub mod write;

#[cfg(test)]
pub(crate) mod tests;

use std::path::Path;

use bigre_node::api::CSV_BYTES;
use bigre_node::api::model::{Problem, RowProblem};
use bigre_node::import;

use crate::args::SheetFlags;
use crate::failure::{Exit, Failure};

/// Largest cell that is read, in bytes (a spreadsheet's own bound is 32,767 characters).
const CELL_BYTES: usize = 32 * 1024;
/// Longest line, in bytes: what the node takes.
const LINE_BYTES: usize = 60 * 1024;
/// Most lines: twice the members that a directory may have.
pub const LINES: usize = 100_000;
/// Most columns, read or not (guess: a real list has a few dozen).
pub const COLUMNS: usize = 500;

/// What is wrong with a cell, so that its line is left for a person if the column is read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A formula whose result is not plain text; or a text that begins as one.
    Formula,
    /// A date or a duration: a spreadsheet's guess.
    Date,
    /// An error of the spreadsheet.
    Error,
    /// Merged with others.
    Merged,
    /// Longer than a cell may be.
    Long,
}

impl Fault {
    /// The code of its sentence.
    fn code(self) -> &'static str {
        match self {
            Fault::Formula => "cli-cell-formula",
            Fault::Date => "cli-cell-date",
            Fault::Error => "cli-cell-error",
            Fault::Merged => "cli-cell-merged",
            Fault::Long => "cli-cell-long",
        }
    }

    /// What is said of it.
    pub fn problem(self) -> Problem {
        Failure::new(Exit::Refused, self.code(), &[]).problem
    }
}

/// One line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it is in the file, the first line being 1.
    pub line: u64,
    /// Its cells, as many as there are headings.
    pub cells: Vec<String>,
    /// What is wrong with some of them, by place.
    pub faults: Vec<(usize, Fault)>,
}

/// A list.
#[derive(Debug, Default)]
pub struct Sheet {
    /// What the first line says.
    pub headings: Vec<String>,
    /// The lines after it that could be read.
    pub rows: Vec<Row>,
    /// The lines that could not.
    pub unread: Vec<RowProblem>,
    /// What separates the columns of a file like this one.
    pub delimiter: u8,
    /// The other sheets of the workbook, by name.
    pub others: Vec<String>,
}

/// Why a file is not read at all: what is wrong with it, at least one thing.
pub type Refused = Vec<RowProblem>;

/// A refusal of the whole file, for one reason.
fn refused(code: &str, args: &[(&str, String)]) -> Refused {
    of_problem(Failure::new(Exit::Refused, code, args).problem)
}

/// The same of a problem that is known already.
pub fn of_problem(problem: Problem) -> Refused {
    vec![RowProblem { line: 0, column: None, problem }]
}

/// Reads the bytes of a file, whose name tells what its owner takes it for.
///
/// # Errors
/// What it seems to be instead, or what makes it unreadable as a whole, and what to do.
pub fn read(path: &Path, bytes: &[u8], flags: &SheetFlags) -> Result<Sheet, Refused> {
    let mut sheet = match kinds::kind(path, bytes)? {
        kinds::Kind::Workbook => workbook::read(bytes, flags.sheet.as_deref())?,
        kinds::Kind::Text => text(bytes, flags)?,
    };
    if sheet.headings.len() > COLUMNS {
        let args = [("found", sheet.headings.len().to_string()), ("limit", COLUMNS.to_string())];
        return Err(refused("cli-sheet-columns", &args));
    }
    if sheet.rows.len() + sheet.unread.len() > LINES {
        return Err(refused("cli-sheet-lines", &[("limit", LINES.to_string())]));
    }
    for row in &mut sheet.rows {
        check(row);
    }
    Ok(sheet)
}

fn text(bytes: &[u8], flags: &SheetFlags) -> Result<Sheet, Refused> {
    if bytes.len() > CSV_BYTES {
        let args = [("limit", (CSV_BYTES >> 20).to_string())];
        return Err(refused("cli-sheet-large", &args));
    }
    if flags.sheet.is_some() {
        return Err(refused("cli-sheet-none", &[]));
    }
    let named = flags.delimiter.as_deref().unwrap_or_default();
    let delimiter = import::delimiter(named).ok_or_else(|| {
        let args = [("delimiter", named.to_owned()), ("allowed", import::DELIMITERS.to_owned())];
        refused("unknown-delimiter", &args)
    })?;
    let encoding = match flags.encoding {
        Some(crate::args::Encoding::Utf8Bom) => import::Encoding::Utf8Bom,
        Some(crate::args::Encoding::Latin1) => import::Encoding::Latin1,
        Some(crate::args::Encoding::Utf8) | None => import::Encoding::Utf8,
    };
    let sheet = import::read_csv(bytes, encoding, delimiter)?;
    let row = |line: import::Line| {
        let cells = line.cells.iter().map(|cell| write::unescaped(cell).to_owned()).collect();
        Row { line: line.number, cells, faults: Vec::new() }
    };
    Ok(Sheet {
        headings: sheet.headings.iter().map(|name| write::unescaped(name).to_owned()).collect(),
        rows: sheet.lines.into_iter().map(row).collect(),
        unread: sheet.faults,
        delimiter,
        others: Vec::new(),
    })
}

/// Notes what no column takes, wherever the line comes from.
fn check(row: &mut Row) {
    let mut room = LINE_BYTES;
    for (at, cell) in row.cells.iter_mut().enumerate() {
        if cell.len() > CELL_BYTES.min(room) {
            cell.clear();
            row.faults.push((at, Fault::Long));
        } else if cell.trim_start().starts_with('=') {
            row.faults.push((at, Fault::Formula));
        }
        room -= cell.len();
    }
}
