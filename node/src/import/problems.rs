//! What prevents an import, counted and listed with line numbers. Knows sentences and codes; must not know how rows are
//! read.

use crate::api::model::{Problem, RowProblem};
use crate::api::problem::did_you_mean;

use super::columns::ALLOWED;
use super::lines::MEMBER;

/// Most problems listed; beyond, they are only counted (design).
pub(super) const LISTED: usize = 100;
/// Most listed for who sets lines aside: twice the members that a directory may have.
const ALL: usize = 100_000;

/// What is wrong with a file as such, or with one of its lines. The fault is of whoever made the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    EmptyFile,
    Utf16,
    NotCsv(&'static str),
    ByteOrderMark,
    NotUtf8,
    NotLatin1,
    Delimiter(u8),
    NoHeader,
    LineTooLong,
    UnbalancedQuotes,
    CellCount { found: usize, expected: usize },
    MissingColumn(&'static str),
    ForbiddenColumn { column: String, what: &'static str },
    UnknownColumn { column: String, suggestion: String },
    DuplicateColumn { column: String, other: String },
    DuplicateMember { line: u64, other_line: u64 },
    Value { field: String, allowed: &'static str },
}

/// How a delimiter is shown, and the flag that says it.
fn delimiter(byte: u8) -> (&'static str, &'static str) {
    match byte {
        b';' => (";", "--delimiter ';'"),
        b'\t' => ("tab", "--delimiter tab"),
        _ => (",", "--delimiter ','"),
    }
}

fn flag(found: &str, flag: &str) -> [(&'static str, String); 2] {
    [("found", found.to_owned()), ("flag", flag.to_owned())]
}

impl Fault {
    pub(crate) fn problem(&self) -> Problem {
        match self {
            Fault::Utf16 | Fault::NotCsv(_) | Fault::ByteOrderMark | Fault::NotUtf8 | Fault::NotLatin1 => {
                self.of_bytes()
            }
            Fault::MissingColumn(_)
            | Fault::ForbiddenColumn { .. }
            | Fault::UnknownColumn { .. }
            | Fault::DuplicateColumn { .. }
            | Fault::NoHeader => self.of_columns(),
            _ => self.of_lines(),
        }
    }

    fn of_bytes(&self) -> Problem {
        match self {
            Fault::NotCsv(found) => {
                let said = format!("this is {found}, not a CSV file: save it as CSV (UTF-8) and import that");
                Problem::new("not-csv", said, [("found", (*found).to_owned())])
            }
            Fault::ByteOrderMark => Problem::new(
                "byte-order-mark",
                "the file begins with a byte order mark: add --encoding utf8-bom",
                [("flag", "--encoding utf8-bom".to_owned())],
            ),
            Fault::NotUtf8 => Problem::new(
                "wrong-encoding",
                "the file is not in UTF-8, it looks like Latin-1: add --encoding latin1",
                flag("latin1", "--encoding latin1"),
            ),
            Fault::NotLatin1 => Problem::new(
                "wrong-encoding",
                "the file is in UTF-8, not in Latin-1: leave --encoding out",
                flag("utf8", "--encoding utf8"),
            ),
            _ => Problem::new("utf16", "the file is in UTF-16: save it as CSV (UTF-8) and import that", []),
        }
    }

    fn of_columns(&self) -> Problem {
        let allowed = || ("allowed", ALLOWED.to_owned());
        match self {
            Fault::MissingColumn(column) => Problem::new(
                "missing-column",
                format!("the column `{column}` is missing: the first line must name it"),
                [("column", (*column).to_owned())],
            ),
            Fault::ForbiddenColumn { column, what } => Problem::new(
                "forbidden-column",
                format!(
                    "the column `{column}` holds what the federation must never hold ({what}): take it out of the file. \
                     Nothing of it was read"
                ),
                [("column", column.clone()), ("what", (*what).to_owned())],
            ),
            Fault::UnknownColumn { column, suggestion } => Problem::new(
                "unknown-column",
                format!(
                    "the column `{column}` is not known: rename it or take it out. Columns are {ALLOWED}{}",
                    did_you_mean(suggestion)
                ),
                [("column", column.clone()), ("suggestions", suggestion.clone()), allowed()],
            ),
            Fault::DuplicateColumn { column, other } => Problem::new(
                "duplicate-column",
                format!("the columns `{other}` and `{column}` mean the same: keep one"),
                [("column", column.clone()), ("other", other.clone())],
            ),
            _ => {
                let said = format!(
                    "the first line does not name the columns: add a line of names. They are {ALLOWED}"
                );
                Problem::new("no-header", said, [allowed()])
            }
        }
    }

    fn of_lines(&self) -> Problem {
        match self {
            Fault::Delimiter(found) => {
                let (found, said) = delimiter(*found);
                let message = format!("the columns are separated by `{found}`: add {said}");
                Problem::new("wrong-delimiter", message, flag(found, said))
            }
            Fault::LineTooLong => Problem::new(
                "line-too-long",
                format!("the line is longer than {} bytes: it is not a member's", MEMBER.bytes),
                [("limit", MEMBER.bytes.to_string())],
            ),
            Fault::UnbalancedQuotes => Problem::new(
                "unbalanced-quotes",
                "a quotation mark opens here and does not close: close it, or write two for one within a cell",
                [],
            ),
            Fault::CellCount { found, expected } => Problem::new(
                "wrong-cell-count",
                format!(
                    "the line has {found} cells, the first line {expected}: add or take out, or put quotes around"
                ),
                [("found", found.to_string()), ("expected", expected.to_string())],
            ),
            Fault::DuplicateMember { line, other_line } => Problem::new(
                "duplicate-member",
                format!(
                    "lines {other_line} and {line} are the same member: keep one, or give each its own ref"
                ),
                [("line", line.to_string()), ("other_line", other_line.to_string())],
            ),
            Fault::Value { field, allowed } => Problem::new(
                "unknown-value",
                format!("the cell of `{field}` is not one of {allowed}: correct it or leave it empty"),
                [("field", field.clone()), ("allowed", (*allowed).to_owned())],
            ),
            _ => Problem::new("empty-file", "the file is empty: nothing to import", []),
        }
    }
}

/// The remark that nobody is taken out, since some lines could not be read.
pub(super) fn nobody_removed(count: u64) -> RowProblem {
    let message =
        format!("{count} lines could not be read, and nobody knows whose they are: nobody is taken out");
    let problem = Problem::new("nobody-removed", message, [("count", count.to_string())]);
    RowProblem { line: 0, column: None, problem }
}

/// Problems met so far.
#[derive(Debug)]
pub(crate) struct Problems {
    /// The first of them.
    pub(crate) list: Vec<RowProblem>,
    /// How many, all of them.
    pub(super) count: u64,
    /// Whether one is of the file as a whole, so that no line of it may go in.
    pub(super) is_fatal: bool,
    /// Most that are listed.
    most: usize,
}

impl Default for Problems {
    /// For a person to read.
    fn default() -> Self {
        Problems { list: Vec::new(), count: 0, is_fatal: false, most: LISTED }
    }
}

impl Problems {
    /// For who sets every line with a problem aside.
    pub(super) fn all() -> Problems {
        Problems { most: ALL, ..Problems::default() }
    }

    /// Notes one; the sentence is made only when it will be read.
    pub(super) fn add(&mut self, line: u64, column: Option<&str>, problem: impl FnOnce() -> Problem) {
        self.count += 1;
        self.is_fatal |= line <= 1;
        if self.list.len() < self.most {
            self.list.push(RowProblem { line, column: column.map(str::to_owned), problem: problem() });
        }
    }

    pub(super) fn fault(&mut self, line: u64, column: Option<&str>, fault: &Fault) {
        self.add(line, column, || fault.problem());
    }

    /// Takes in others.
    pub(super) fn take(&mut self, others: Problems) {
        self.count += others.count;
        self.is_fatal |= others.is_fatal;
        let room = self.most.saturating_sub(self.list.len());
        self.list.extend(others.list.into_iter().take(room));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The list, by line.
    pub(super) fn in_order(mut self) -> Vec<RowProblem> {
        self.list.sort_by_key(|problem| problem.line);
        self.list
    }
}
