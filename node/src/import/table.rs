//! A CSV file as a first line of names and lines of cells. Knows delimiters and how many cells a line has; must not know
//! what any cell means.

use super::encoding::{self, Encoding};
use super::lines::{self, Records};
use super::problems::{Fault, Problems};
use crate::api::model::RowProblem;

/// A file read whole, as a program of this machine has it before anything is chosen.
#[derive(Debug, Default)]
pub struct Sheet {
    /// What the first line says, a name a column.
    pub headings: Vec<String>,
    /// The lines that have as many cells, empty ones left out.
    pub lines: Vec<Line>,
    /// The lines that could not be read, in their order.
    pub faults: Vec<RowProblem>,
}

/// One line of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Where it begins in the file, the first line being 1.
    pub number: u64,
    /// Its cells, as they are.
    pub cells: Vec<String>,
}

/// Reads a CSV file whole.
///
/// # Errors
/// What is wrong with the file as such. Single lines that cannot be read are among [`Sheet::faults`].
pub fn read_csv(bytes: &[u8], encoding: Encoding, delimiter: u8) -> Result<Sheet, Vec<RowProblem>> {
    let mut problems = Problems::all();
    let text = match encoding::decode(bytes, encoding) {
        Ok(text) => text,
        Err(fault) => {
            problems.fault(0, None, &fault);
            return Err(problems.list);
        }
    };
    let mut table = Table::scan(&text, delimiter);
    let Some(header) = table.header(&mut problems) else { return Err(problems.list) };
    let mut sheet =
        Sheet { headings: header.iter().map(|cell| cell.trim().to_owned()).collect(), ..Sheet::default() };
    table.each(header.len(), &mut problems, |number, record, _| {
        let cells = record.iter().map(str::to_owned).collect();
        sheet.lines.push(Line { number, cells });
    });
    sheet.faults = problems.in_order();
    Ok(sheet)
}

/// The records of a text, before any is read.
pub(super) struct Table {
    records: Records,
    delimiter: u8,
    unread: Problems,
}

impl Table {
    /// Finds the records of a text.
    pub(super) fn scan(text: &str, delimiter: u8) -> Table {
        let mut unread = Problems::all();
        let records = lines::scan(text.as_bytes(), delimiter, lines::MEMBER, &mut unread);
        Table { records, delimiter, unread }
    }

    /// The first line; none, with the reason among the problems, when it cannot be read.
    pub(super) fn header(&mut self, problems: &mut Problems) -> Option<csv::StringRecord> {
        let mut record = csv::StringRecord::new();
        // The first line itself may be what cannot be read.
        let headless = self.unread.list.first().is_some_and(|problem| problem.line < self.records.line(0));
        if headless || !matches!(self.reader().read_record(&mut record), Ok(true)) {
            problems.take(std::mem::take(&mut self.unread));
            if problems.is_empty() {
                problems.fault(0, None, &Fault::EmptyFile);
            }
            problems.is_fatal = true;
            return None;
        }
        if let Some(found) = other_delimiter(&record, self.delimiter) {
            problems.fault(1, None, &Fault::Delimiter(found));
            return None;
        }
        Some(record)
    }

    /// Every line after the first that has as many cells as it; the others are problems. Tells how many lines there are,
    /// and how many of all could not be read.
    pub(super) fn each(
        &mut self,
        width: usize,
        problems: &mut Problems,
        mut line: impl FnMut(u64, &csv::StringRecord, &mut Problems),
    ) -> (u64, u64) {
        let mut unread = self.unread.count;
        problems.take(std::mem::take(&mut self.unread));
        let (mut reader, mut record, mut count) = (self.reader(), csv::StringRecord::new(), 0);
        let mut is_first = true;
        while let Ok(true) = reader.read_record(&mut record) {
            if std::mem::take(&mut is_first) || record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            count += 1;
            let number = self.records.line(record.position().map_or(0, csv::Position::byte));
            if record.len() == width {
                line(number, &record, problems);
            } else {
                let fault = Fault::CellCount { found: record.len(), expected: width };
                problems.fault(number, None, &fault);
                unread += 1;
            }
        }
        (count, unread)
    }

    fn reader(&self) -> csv::Reader<&[u8]> {
        self.records.reader(self.delimiter)
    }
}

/// Another delimiter that the only cell of the first line holds.
fn other_delimiter(header: &csv::StringRecord, delimiter: u8) -> Option<u8> {
    let only = header.get(0).filter(|_| header.len() == 1)?;
    [b';', b'\t', b','].into_iter().find(|other| *other != delimiter && only.contains(char::from(*other)))
}
