//! From the bytes of a file to text. Knows encodings and how they are mistaken for one another; must not know what the
//! text says.

use std::borrow::Cow;

use super::problems::Fault;

/// Bytes looked at to recognise what is no text (guess).
const SAMPLE_BYTES: usize = 4 * 1024;
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// How a file is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// UTF-8, without a byte order mark.
    #[default]
    Utf8,
    /// UTF-8, with or without one.
    Utf8Bom,
    /// Windows-1252, what spreadsheets of Western Europe call Latin-1 or ANSI.
    Latin1,
}

impl Encoding {
    /// What can be asked for.
    pub const NAMES: &'static str = "utf8, utf8-bom, latin1";

    /// The encoding of a name; UTF-8 when there is none.
    pub fn named(name: &str) -> Option<Encoding> {
        match name.trim().to_ascii_lowercase().as_str() {
            "" | "utf8" | "utf-8" => Some(Encoding::Utf8),
            "utf8-bom" | "utf-8-bom" | "utf-8-sig" => Some(Encoding::Utf8Bom),
            "latin1" | "latin-1" | "iso-8859-1" | "iso-8859-15" | "windows-1252" | "cp1252" => {
                Some(Encoding::Latin1)
            }
            _ => None,
        }
    }
}

/// Windows-1252 from 0x80 to 0x9F (WHATWG Encoding, index windows-1252); the five holes stay controls, refused later.
const HIGH_CONTROLS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text of a file.
pub(crate) fn decode(bytes: &[u8], encoding: Encoding) -> Result<Cow<'_, str>, Fault> {
    if let Some(found) = not_text(bytes) {
        return Err(found);
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Fault::EmptyFile);
    }
    let marked = bytes.strip_prefix(BOM);
    match encoding {
        Encoding::Utf8 if marked.is_some() => Err(Fault::ByteOrderMark),
        Encoding::Utf8 | Encoding::Utf8Bom => {
            let text = std::str::from_utf8(marked.unwrap_or(bytes));
            text.map(Cow::Borrowed).map_err(|_| Fault::NotUtf8)
        }
        // Accented letters of a real Latin-1 file are never valid UTF-8 all together.
        Encoding::Latin1 if !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok() => Err(Fault::NotLatin1),
        Encoding::Latin1 => Ok(Cow::Owned(bytes.iter().map(|byte| latin1(*byte)).collect())),
    }
}

fn latin1(byte: u8) -> char {
    match byte {
        0x80..=0x9F => HIGH_CONTROLS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// What a file is that is no text of one byte a letter.
fn not_text(bytes: &[u8]) -> Option<Fault> {
    let starts = |prefix: &[u8]| bytes.starts_with(prefix);
    if starts(b"\xFF\xFE") || starts(b"\xFE\xFF") {
        return Some(Fault::Utf16);
    }
    if starts(b"PK\x03\x04") || starts(b"\xD0\xCF\x11\xE0") {
        return Some(Fault::NotCsv("a spreadsheet"));
    }
    if starts(b"%PDF") {
        return Some(Fault::NotCsv("a PDF document"));
    }
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match even + odd {
        0 => None,
        // Most letters of Western text have one zero byte in UTF-16, always on the same side.
        _ if even.max(odd) * 4 > sample.len() && even.min(odd) * 8 <= even.max(odd) => Some(Fault::Utf16),
        _ => Some(Fault::NotCsv("a binary file")),
    }
}
