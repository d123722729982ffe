//! What a file given as a statement seems to be, by its first bytes. Must not know what a statement says.

use super::StatementError;
use crate::sheet::kinds::{OLE, ZIP, known};

/// The mark that some programs put before UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";
/// How an account statement of SWIFT begins, with its envelope or without.
const SWIFT: [&[u8]; 2] = [b"{1:", b":20:"];
/// Characters of a line of CODA (Febelfin), whose first one begins with zeros.
const CODA_LINE: usize = 128;
/// Characters of a line of CFONB 120, whose first one is of kind 01.
const CFONB_LINE: usize = 120;

/// Checks that bytes may be XML.
///
/// # Errors
/// What they seem to be instead.
pub(super) fn check(bytes: &[u8]) -> Result<(), StatementError> {
    let not = |found| Err(StatementError::NotXml { found });
    for start in [&b"\xFF\xFE"[..], b"\xFE\xFF", b"<\0", b"\0<"] {
        if bytes.starts_with(start) {
            return Err(StatementError::Utf16);
        }
    }
    let text = unmarked(bytes).trim_ascii_start();
    if text.is_empty() {
        return Err(StatementError::Empty);
    }
    if bytes.starts_with(ZIP) {
        return not("zip");
    }
    if bytes.starts_with(OLE) {
        return not("xls");
    }
    if let Some(found) = known(text) {
        return not(found);
    }
    match (text.starts_with(b"<"), bytes.contains(&0)) {
        (true, false) => Ok(()),
        (true, true) => Err(StatementError::Nul),
        (false, true) => not("binary"),
        (false, false) => not(of_text(text)),
    }
}

/// Bytes without the mark of UTF-8.
pub(super) fn unmarked(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(MARK).unwrap_or(bytes)
}

/// Which other text banks give.
fn of_text(text: &[u8]) -> &'static str {
    let first = text.split(|byte| matches!(byte, b'\r' | b'\n')).next().unwrap_or_default();
    if SWIFT.iter().any(|start| text.starts_with(start)) {
        "mt940"
    } else if first.len() == CODA_LINE && first.starts_with(b"0000") {
        "coda"
    } else if first.len().is_multiple_of(CFONB_LINE) && first.starts_with(b"01") {
        "cfonb"
    } else {
        "text"
    }
}
