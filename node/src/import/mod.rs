//! Members, or the terms of a vocabulary, from a cooperative's own file (CSV). Knows columns, encodings and what differs from the members held; must
//! not know the network, the store's files, nor keep anything of what it refuses.
//!
//! Only the columns of a list are read. A column of birth dates, addresses or the like stops the import by its name,
//! before any cell is looked at. Nothing is written when a single line cannot go in, unless such lines are to be left out.

mod alike;
mod columns;
mod encoding;
mod forbidden;
mod lines;
mod plan;
mod problems;
mod rows;
mod table;
pub mod terms;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet};

use bigre_protocol::directory::entry::Member;
use bigre_protocol::id::EntryId;

pub use alike::Seeker;
use columns::Columns;
pub use columns::{Heading, check_headings, fields, folded, heading};
pub use encoding::Encoding;
pub(crate) use encoding::decode;
pub(crate) use lines::{Bounds, Records, scan};
use plan::Removal;
pub use plan::{Plan, member_id};
pub(crate) use problems::{Fault, Problems};
use rows::{Row, Rows};
use table::Table;
pub use table::{Line, Sheet, read_csv};

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
    /// Whether lines that cannot go in are left out, and listed, instead of stopping all the others.
    pub partial: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            delimiter: b',',
            encoding: Encoding::Utf8,
            remove_missing: false,
            force: false,
            partial: false,
        }
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

/// Plans the import of a file over the members held. When the report has problems, the plan changes nothing, or with
/// [`Options::partial`] nothing of the lines that have them.
///
/// `secret` never leaves the node: ids of imported members are made with it (see [`Plan`]).
pub fn plan(
    bytes: &[u8],
    options: &Options,
    secret: &[u8; 32],
    held: &BTreeMap<EntryId, Member>,
    draftsman: Draftsman<'_>,
) -> Plan {
    let mut problems = if options.partial { Problems::all() } else { Problems::default() };
    let mut read = Read::default();
    let text = encoding::decode(bytes, options.encoding);
    match &text {
        Ok(text) => read = self::read(text, options.delimiter, draftsman, &mut problems),
        Err(fault) => problems.fault(0, None, fault),
    }
    let spared: HashSet<EntryId> = read.left.iter().map(|key| member_id(secret, key)).collect();
    let members = plan::by_id(read.rows, secret, &mut problems);
    let stops = |problems: &Problems| problems.is_fatal || !(options.partial || problems.is_empty());
    let mut plan = Plan::default();
    if !stops(&problems) {
        // Of a line that could not be read, nobody knows whose it is: nobody is taken out.
        let removes = options.remove_missing && read.unread == 0;
        if options.remove_missing && !removes {
            read.notes.insert(0, problems::nobody_removed(read.unread));
        }
        let removal = if removes { Removal::Missing(spared) } else { Removal::None };
        let seeker = Seeker::of(&members, held);
        plan = plan::compare(members, held, &read.columns, &removal);
        plan.seeker = seeker;
        plan::limits(&plan, held.len(), options.force, &mut problems);
    }
    if stops(&problems) {
        (plan.put, plan.remove) = (Vec::new(), Vec::new());
        plan.is_refused = true;
    }
    let report = std::mem::take(&mut plan.report);
    plan.report = ImportReport {
        rows: read.lines,
        problem_count: problems.count,
        problems: problems.in_order(),
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
    /// How many lines the file has after the first.
    lines: u64,
    /// How many could not be read.
    unread: u64,
    /// What the members of lines that cannot go in are found again by.
    left: Vec<String>,
    notes: Vec<crate::api::model::RowProblem>,
    own_words: Vec<String>,
}

/// Reads a file's text, line by line.
fn read(text: &str, delimiter: u8, draftsman: Draftsman<'_>, problems: &mut Problems) -> Read {
    let mut read = Read::default();
    let mut table = Table::scan(text, delimiter);
    let Some(header) = table.header(problems) else { return read };
    read.columns = Columns::read(header.iter(), problems);
    if !problems.is_empty() {
        return read;
    }
    let mut rows = Rows::new(draftsman, &read.columns);
    let mut found = Vec::new();
    (read.lines, read.unread) = table.each(read.columns.len(), problems, |line, record, problems| {
        found.extend(rows.row(line, record, problems));
    });
    (read.notes, read.own_words, read.left) = (rows.notes, rows.own_words, rows.left);
    read.rows = found;
    read
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
