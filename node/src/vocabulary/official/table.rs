//! One official table: its columns by name, its rows with their lines. Knows encodings, separators and quotes by
//! [`crate::import`]; must not know what a column means.

use super::Format;
use super::error::OfficialError;
use super::source::Source;
use crate::import::{Bounds, Encoding, Fault, Problems, Records, decode, folded, scan};

/// Most lines of one record: a concept with all its labels, one a line (measured: 119 in ESCO's skills in English).
const RECORD: Bounds = Bounds { bytes: 256 * 1024, lines: 2_000 };
/// What may separate cells. The first line tells which does.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A table that was read.
#[derive(Debug)]
pub(super) struct Table {
    /// The file, as it is shown.
    pub(super) file: String,
    /// The names of the columns, folded: no accents, no capitals, words separated by one space.
    pub(super) header: Vec<String>,
    format: Format,
    delimiter: u8,
    records: Records,
}

impl Table {
    /// Reads a file; none if it holds no line at all.
    pub(super) fn open(format: Format, source: &Source) -> Result<Option<Table>, OfficialError> {
        let bytes = source.read()?;
        let file = source.shown.clone();
        let text = match decode(&bytes, Encoding::Utf8Bom) {
            Err(Fault::NotUtf8) => decode(&bytes, Encoding::Latin1),
            other => other,
        };
        let text = match text {
            Ok(text) => text,
            Err(Fault::EmptyFile) => return Ok(None),
            Err(_) => return Err(OfficialError::NotText { format, file }),
        };
        let delimiter = delimiter(&text);
        let mut problems = Problems::default();
        let records = scan(text.as_bytes(), delimiter, RECORD, &mut problems);
        if let Some(first) = problems.list.into_iter().next() {
            return Err(OfficialError::Line { file, line: first.line, problem: Box::new(first.problem) });
        }
        let mut table = Table { file, header: Vec::new(), format, delimiter, records };
        let mut record = csv::StringRecord::new();
        if matches!(table.reader().read_record(&mut record), Ok(true)) {
            table.header = record.iter().map(folded).collect();
        }
        Ok(Some(table))
    }

    fn reader(&self) -> csv::Reader<&[u8]> {
        self.records.reader(self.delimiter)
    }

    /// The place of the first column that has one of these folded names.
    pub(super) fn column(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.header.iter().position(|header| header == name))
    }

    /// The same for a column that the table must have; `shown` is how its publisher writes it.
    pub(super) fn required(&self, shown: &'static str, names: &[&str]) -> Result<usize, OfficialError> {
        let missing =
            || OfficialError::Column { format: self.format, file: self.file.clone(), column: shown };
        self.column(names).ok_or_else(missing)
    }

    /// Each row below the names of the columns; empty ones are passed over.
    pub(super) fn each(
        &self,
        mut found: impl FnMut(&Row<'_>) -> Result<(), OfficialError>,
    ) -> Result<(), OfficialError> {
        let mut reader = self.reader();
        let mut cells = csv::StringRecord::new();
        let mut first = true;
        while let Ok(true) = reader.read_record(&mut cells) {
            if std::mem::take(&mut first) || cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let line = self.records.line(cells.position().map_or(0, csv::Position::byte));
            if cells.len() != self.header.len() {
                let fault = Fault::CellCount { found: cells.len(), expected: self.header.len() };
                let problem = Box::new(fault.problem());
                return Err(OfficialError::Line { file: self.file.clone(), line, problem });
            }
            found(&Row { file: &self.file, line, cells: &cells })?;
        }
        Ok(())
    }
}

/// A row.
#[derive(Debug)]
pub(super) struct Row<'a> {
    file: &'a str,
    line: u64,
    cells: &'a csv::StringRecord,
}

impl<'a> Row<'a> {
    /// The cell of a column, without spaces around; empty where there is no such column.
    pub(super) fn cell(&self, column: impl Into<Option<usize>>) -> &'a str {
        column.into().and_then(|at| self.cells.get(at)).unwrap_or_default().trim()
    }

    /// An error about the cell of a column.
    pub(super) fn wrong(&self, column: &'static str, value: &str) -> OfficialError {
        OfficialError::value(self.file, self.line, column, value)
    }
}

/// What separates the cells of the first line: what is found most often, outside of quotes.
fn delimiter(text: &str) -> u8 {
    let first = text.split(['\n', '\r']).find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut quoted = false;
    for byte in first.bytes() {
        quoted ^= byte == b'"';
        if let Some(at) = DELIMITERS.iter().position(|delimiter| *delimiter == byte && !quoted) {
            counts[at] += 1;
        }
    }
    let most = (0..counts.len()).rev().max_by_key(|at| counts[*at]).unwrap_or(0);
    DELIMITERS[most]
}
