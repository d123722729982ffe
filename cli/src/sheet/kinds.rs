//! What a file seems to be, by its first bytes and its name. Must not know how any kind is read.

use std::path::Path;

use super::{Refused, refused};

/// What can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A workbook: XLSX.
    Workbook,
    /// Text with delimiters: CSV.
    Text,
}

/// Where a directory of an OLE file may name a stream: looked through for one name.
pub(crate) const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// How an archive begins, a workbook among them.
pub(crate) const ZIP: &[u8] = b"PK\x03\x04";
/// Names under which a workbook of the kind that is read is known.
const WORKBOOK_NAMES: [&str; 2] = ["xlsx", "xlsm"];

/// The kind of a file.
///
/// # Errors
/// A file that is neither, or that is not what its name says.
pub(super) fn kind(path: &Path, bytes: &[u8]) -> Result<Kind, Refused> {
    let name = path.extension().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let not = |found: &str| Err(refused("cli-not-a-sheet", &[("found", found.to_owned())]));
    if bytes.starts_with(ZIP) {
        return Ok(Kind::Workbook);
    }
    if bytes.starts_with(OLE) {
        return not(if holds_utf16(bytes, "EncryptedPackage") { "locked" } else { "xls" });
    }
    if let Some(found) = known(bytes) {
        return not(found);
    }
    if bytes.trim_ascii_start().get(..5).is_some_and(|start| start.eq_ignore_ascii_case(b"<?xml")) {
        return not("xml");
    }
    if WORKBOOK_NAMES.contains(&name.as_str()) && !bytes.is_empty() {
        return not(if bytes.contains(&0) { "binary" } else { "csv" });
    }
    Ok(Kind::Text)
}

/// What bytes are known for, among the files that people mistake for others.
pub(crate) fn known(bytes: &[u8]) -> Option<&'static str> {
    for (start, found) in [
        (&b"%PDF"[..], "pdf"),
        (b"{\\rtf", "rtf"),
        (b"\x1F\x8B", "gzip"),
        (b"\x89PNG", "image"),
        (b"\xFF\xD8\xFF", "image"),
    ] {
        if bytes.starts_with(start) {
            return Some(found);
        }
    }
    let start: Vec<u8> = bytes.iter().take(512).map(u8::to_ascii_lowercase).collect();
    let begins = |tag: &[u8]| start.trim_ascii_start().starts_with(tag);
    (begins(b"<!doctype html") || begins(b"<html") || begins(b"<table")).then_some("html")
}

/// Whether bytes hold a name as UTF-16, as the directories of OLE files do.
fn holds_utf16(bytes: &[u8], name: &str) -> bool {
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(wide.len()).any(|window| window == wide)
}
