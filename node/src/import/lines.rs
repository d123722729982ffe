//! Where each record of a CSV file begins and ends, and at which line. Knows quotes and line ends; must not know cells.
//!
//! A record that goes on for too long is found out before it is copied anywhere: its first line is named, and the
//! scan goes on at the next line.

use super::problems::{Fault, Problems};

/// How far a record may go on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// Longest line and longest record, in bytes.
    pub(crate) bytes: usize,
    /// Most lines of one record.
    pub(crate) lines: u64,
}

/// The bounds of a member's line (bytes: design; lines, a guess: a text of 500 characters with a break every few words).
pub(super) const MEMBER: Bounds = Bounds { bytes: 64 * 1024, lines: 64 };

/// The sound records of a file, one after the other, and where each comes from.
#[derive(Debug, Default)]
pub(crate) struct Records {
    /// Their bytes, each with one line feed at its end.
    pub(crate) bytes: Vec<u8>,
    /// Of each: where it begins in `bytes`, and its line in the file, the first being 1.
    starts: Vec<(u64, u64)>,
}

impl Records {
    /// Reads their cells.
    pub(crate) fn reader(&self, delimiter: u8) -> csv::Reader<&[u8]> {
        reader(&self.bytes, delimiter)
    }

    /// The line of the record that begins at a byte.
    pub(crate) fn line(&self, byte: u64) -> u64 {
        let after = self.starts.partition_point(|(start, _)| *start <= byte);
        self.starts.get(after.saturating_sub(1)).map_or(0, |(_, line)| *line)
    }
}

/// Reads cells as they are: the first line as any other, and lines of any number of cells.
pub(super) fn reader(bytes: &[u8], delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(bytes)
}

/// Finds the records of a file.
pub(crate) fn scan(text: &[u8], delimiter: u8, bounds: Bounds, problems: &mut Problems) -> Records {
    let mut records = Records { bytes: Vec::with_capacity(text.len() + 1), starts: Vec::new() };
    let (mut at, mut line) = (0, 1);
    while at < text.len() {
        let (end, next) = line_end(text, at);
        let fault = if end - at > bounds.bytes {
            Fault::LineTooLong
        } else {
            match record_end(text, at, delimiter, bounds) {
                Some(found) => {
                    if found.end > at {
                        records.starts.push((records.bytes.len() as u64, line));
                        records.bytes.extend_from_slice(&text[at..found.end]);
                        records.bytes.push(b'\n');
                    }
                    (at, line) = (found.next, line + found.lines);
                    continue;
                }
                None => Fault::UnbalancedQuotes,
            }
        };
        problems.fault(line, None, &fault);
        (at, line) = (next, line + 1);
    }
    records
}

/// The end of the line that begins at a byte, and the beginning of the next.
fn line_end(text: &[u8], start: usize) -> (usize, usize) {
    match text[start..].iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
        Some(length) => (start + length, after_break(text, start + length)),
        None => (text.len(), text.len()),
    }
}

/// What follows the line break at a byte: `\n`, `\r` or `\r\n`.
fn after_break(text: &[u8], at: usize) -> usize {
    if text[at] == b'\r' && text.get(at + 1) == Some(&b'\n') { at + 2 } else { at + 1 }
}

struct RecordEnd {
    end: usize,
    next: usize,
    lines: u64,
}

/// Where a cell stands, as the CSV reader sees it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cell {
    Start,
    Plain,
    Quoted,
    /// After a quote within quotes: the end of them, or half of an escaped quote.
    Quote,
}

/// The end of the record that begins at a byte; none if quotes do not close.
fn record_end(text: &[u8], start: usize, delimiter: u8, bounds: Bounds) -> Option<RecordEnd> {
    let (mut cell, mut at, mut lines) = (Cell::Start, start, 1);
    while at < text.len() && at - start <= bounds.bytes && lines <= bounds.lines {
        let byte = text[at];
        let is_break = matches!(byte, b'\n' | b'\r');
        if is_break && cell != Cell::Quoted {
            return Some(RecordEnd { end: at, next: after_break(text, at), lines });
        }
        cell = match (cell, byte) {
            (Cell::Start | Cell::Quote, b'"') => Cell::Quoted,
            (Cell::Quoted, b'"') => Cell::Quote,
            (Cell::Quoted, _) => Cell::Quoted,
            (_, _) if byte == delimiter => Cell::Start,
            _ => Cell::Plain,
        };
        at = if is_break {
            lines += 1;
            after_break(text, at)
        } else {
            at + 1
        };
    }
    let ended = at >= text.len() && cell != Cell::Quoted;
    ended.then_some(RecordEnd { end: text.len(), next: text.len(), lines })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(u64, &str)], faults: &[(u64, &str)]) {
        let mut problems = Problems::default();
        let records = scan(text.as_bytes(), b',', MEMBER, &mut problems);
        let mut found = Vec::new();
        for (at, (start, line)) in records.starts.iter().enumerate() {
            let end = records.starts.get(at + 1).map_or(records.bytes.len(), |next| next.0 as usize);
            found.push((*line, std::str::from_utf8(&records.bytes[*start as usize..end - 1]).unwrap()));
        }
        assert_eq!(found, expected, "{text:?}");
        let found: Vec<_> = problems.list.iter().map(|one| (one.line, one.problem.code.as_str())).collect();
        assert_eq!(found, faults, "{text:?}");
    }

    #[test]
    fn records_and_their_lines_are_found() {
        check("a,b\nc,d", &[(1, "a,b"), (2, "c,d")], &[]);
        check("a\r\n\r\nb\rc\n", &[(1, "a"), (3, "b"), (4, "c")], &[]);
        check("a,\"b\nc\"\nd", &[(1, "a,\"b\nc\""), (3, "d")], &[]);
        check("a,\"b\"\"\n\"\nd", &[(1, "a,\"b\"\"\n\""), (3, "d")], &[]);
        check("a\"b\nc", &[(1, "a\"b"), (2, "c")], &[]);
        check("a,\"b\nc", &[(2, "c")], &[(1, "unbalanced-quotes")]);
        check("", &[], &[]);
    }

    #[test]
    fn a_quote_that_never_closes_names_its_own_line() {
        let text = format!("a,b\nc,\"d\n{}", "e,f\n".repeat(200));
        let mut problems = Problems::default();
        let records = scan(text.as_bytes(), b',', MEMBER, &mut problems);
        assert_eq!(problems.list.iter().map(|one| one.line).collect::<Vec<_>>(), [2]);
        assert_eq!(records.starts.len(), 201);
    }

    #[test]
    fn a_line_of_ten_megabytes_is_named_and_passed_over() {
        let text = format!("a,b\n{}\nc,d\n", "x".repeat(10_000_000));
        check(&text, &[(1, "a,b"), (3, "c,d")], &[(2, "line-too-long")]);
    }
}
