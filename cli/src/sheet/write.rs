//! Lists that this program writes for people: CSV that no spreadsheet takes for formulas, for its owner's eyes alone. Must
//! not know what the columns mean.

use std::borrow::Cow;
use std::path::Path;

use bigre_node::identity;

use crate::failure::Failure;

/// What makes a spreadsheet evaluate a cell that begins with it (OWASP, CSV injection).
const EVALUATED: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell that a spreadsheet takes for text.
pub fn escaped(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(EVALUATED) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The cell that was written so.
pub fn unescaped(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(EVALUATED)).unwrap_or(cell)
}

/// Writes lines as CSV, in UTF-8, for the owner of the file alone (mode 0600). What was there is replaced at once.
pub fn private<'r>(
    path: &Path,
    delimiter: u8,
    lines: impl Iterator<Item = Cow<'r, [String]>>,
) -> Result<(), Failure> {
    let unwritten = |error: std::io::Error| Failure::file("cli-write", path, &error);
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    for line in lines {
        let cells = line.iter().map(|cell| escaped(cell).into_owned());
        writer.write_record(cells).map_err(|error| unwritten(error.into()))?;
    }
    let bytes = writer.into_inner().map_err(|error| unwritten(error.into_error()))?;
    identity::write_private(path, &bytes).map_err(|error| Failure::refused(error.problem()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_evaluated_is_text_and_comes_back() {
        for cell in ["=cmd|' /C calc'!A0", "+33", "-1", "@SUM(1)", "\tx", "\rx"] {
            assert_eq!(escaped(cell), format!("'{cell}"));
            assert_eq!(unescaped(&escaped(cell)), cell);
        }
        for cell in ["", "Ada", "'s-Gravenhage", "a=b", "Zoé -"] {
            assert_eq!(escaped(cell), cell);
            assert_eq!(unescaped(cell), cell);
        }
    }
}
