//! Members, or the terms of a vocabulary, from a cooperative's own file (CSV). Knows columns, encodings and what differs from the members held; must
//! not know the network, the store's files, nor keep anything of what it refuses.
//!
//! Only the columns of a list are read. A column of birth dates, addresses or the like stops the import by its name,
//! before any cell is looked at. Nothing is written when a single line cannot go in.

mod columns;
mod encoding;
mod forbidden;
mod lines;
mod plan;
mod problems;
mod rows;
pub mod terms;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};

use bigre_protocol::directory::entry::Member;
use bigre_protocol::id::EntryId;

use columns::Columns;
pub(crate) use columns::fold as folded;
pub use encoding::Encoding;
pub(crate) use encoding::decode;
pub(crate) use lines::{Bounds, Records, scan};
pub use plan::{Plan, member_id};
pub(crate) use problems::{Fault, Problems};
use rows::{Row, Rows};

use crate::api::model::ImportReport;
use crate::draft::Draftsman;

/// Most own words reported (design).
const OWN_WORDS: usize = 50;
/// Delimiters that can be asked for.
pub const DELIMITERS: &str = "',', ';', tab";

/// How to read a file and what to do with it.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// What separates cells.
    pub delimiter: u8,
    /// How the file is encoded.
    pub encoding: Encoding,
    /// Whether members that the file does not have are taken out.
    pub remove_missing: bool,
    /// Whether more than half of the members may be taken out.
    pub force: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { delimiter: b',', encoding: Encoding::Utf8, remove_missing: false, force: false }
    }
}

/// The delimiter of a name; the comma when there is none.
pub fn delimiter(name: &str) -> Option<u8> {
    match name {
        "" | "," | "comma" => Some(b','),
        ";" | "semicolon" => Some(b';'),
        "\t" | "\\t" | "tab" => Some(b'\t'),
        _ => None,
    }
}

/// Plans the import of a file over the members held. When the report has problems, the plan changes nothing.
///
/// `secret` never leaves the node: ids of imported members are made with it (see [`Plan`]).
pub fn plan(
    bytes: &[u8],
    options: &Options,
    secret: &[u8; 32],
    held: &BTreeMap<EntryId, Member>,
    draftsman: Draftsman<'_>,
) -> Plan {
    let mut problems = Problems::default();
    let mut read = Read::default();
    let text = encoding::decode(bytes, options.encoding);
    match &text {
        Ok(text) => read = self::read(text, options.delimiter, draftsman, &mut problems),
        Err(fault) => problems.fault(0, None, fault),
    }
    let members = plan::by_id(read.rows, secret, &mut problems);
    let mut plan = Plan::default();
    if problems.is_empty() {
        plan = plan::compare(members, held, &read.columns, options.remove_missing);
        plan::limits(&plan, held.len(), options.force, &mut problems);
    }
    if !problems.is_empty() {
        (plan.put, plan.remove) = (Vec::new(), Vec::new());
    }
    let report = std::mem::take(&mut plan.report);
    plan.report = ImportReport {
        rows: read.lines,
        problems: problems.list,
        problem_count: problems.count,
        notes: read.notes,
        own_words: frequent(read.own_words),
        ..report
    };
    plan
}

/// What a file holds.
#[derive(Debug, Default)]
struct Read {
    columns: Columns,
    rows: Vec<Row>,
    lines: u64,
    notes: Vec<crate::api::model::RowProblem>,
    own_words: Vec<String>,
}

/// Reads a file's text, line by line.
fn read(text: &str, delimiter: u8, draftsman: Draftsman<'_>, problems: &mut Problems) -> Read {
    let mut read = Read::default();
    let mut unread = Problems::default();
    let records = lines::scan(text.as_bytes(), delimiter, lines::MEMBER, &mut unread);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(records.bytes.as_slice());
    let mut record = csv::StringRecord::new();
    // The first line itself may be what cannot be read.
    let headless = unread.list.first().is_some_and(|problem| problem.line < records.line(0));
    if headless || !matches!(reader.read_record(&mut record), Ok(true)) {
        *problems = unread;
        return read;
    }
    if let Some(found) = other_delimiter(&record, delimiter) {
        problems.fault(1, None, &Fault::Delimiter(found));
        return read;
    }
    read.columns = Columns::read(record.iter(), problems);
    if !problems.is_empty() {
        return read;
    }
    *problems = unread;
    let mut rows = Rows::new(draftsman, &read.columns);
    while let Ok(true) = reader.read_record(&mut record) {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        read.lines += 1;
        let line = records.line(record.position().map_or(0, csv::Position::byte));
        if record.len() == read.columns.len() {
            read.rows.extend(rows.row(line, &record, problems));
        } else {
            let fault = Fault::CellCount { found: record.len(), expected: read.columns.len() };
            problems.fault(line, None, &fault);
        }
    }
    (read.notes, read.own_words) = (rows.notes, rows.own_words);
    problems.list.sort_by_key(|problem| problem.line);
    read
}

/// Another delimiter that the only cell of the first line holds.
fn other_delimiter(header: &csv::StringRecord, delimiter: u8) -> Option<u8> {
    let only = header.get(0).filter(|_| header.len() == 1)?;
    [b';', b'\t', b','].into_iter().find(|other| *other != delimiter && only.contains(char::from(*other)))
}

/// The most frequent words first, then in alphabetical order.
fn frequent(words: Vec<String>) -> Vec<String> {
    let mut counts: HashMap<String, u64> = HashMap::new();
    for word in words {
        *counts.entry(word).or_default() += 1;
    }
    let mut ordered: Vec<(String, u64)> = counts.into_iter().collect();
    ordered.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    ordered.into_iter().take(OWN_WORDS).map(|(word, _)| word).collect()
}
