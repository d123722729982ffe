//! The ZIP archive that a workbook is: what it may hold, and how much, before anybody reads it. The only code here that names
//! `zip`; must not know what the parts say.
//!
//! A part that unpacks to gigabytes, or that says it is smaller than it is, is found out here: every part is unpacked
//! once through a reader that stops at the bound, and forgotten.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{Refused, refused};

/// Largest workbook, packed, in bytes (guess: 35,000 members are 3 MB).
pub(super) const FILE_BYTES: usize = 32 << 20;
/// Most parts (guess: a workbook of a hundred sheets has some three hundred).
const PARTS: usize = 2_000;
/// Largest part, unpacked (guess: a sheet of 100,000 lines and 40 columns).
const PART_BYTES: u64 = 192 << 20;
/// Largest part of texts, unpacked: these are held in memory.
const TEXT_BYTES: u64 = 64 << 20;
/// All parts together, unpacked.
const ALL_BYTES: u64 = 384 << 20;
/// Most shared texts that a workbook may announce (each takes room before it is read).
const TEXTS: u64 = 1_000_000;

/// Checks an archive, and that it is of a workbook.
///
/// # Errors
/// What it is instead, or which bound it breaks.
pub(super) fn check(bytes: &[u8]) -> Result<(), Refused> {
    let large = |limit: u64| refused("cli-sheet-large", &[("limit", (limit >> 20).to_string())]);
    if bytes.len() > FILE_BYTES {
        return Err(large(FILE_BYTES as u64));
    }
    let damaged = || refused("cli-sheet-damaged", &[]);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if archive.len() > PARTS {
        return Err(damaged());
    }
    let names: Vec<String> = archive.file_names().flatten().map(|name| name.to_ascii_lowercase()).collect();
    what_it_is(&names)?;
    let mut all = 0u64;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|_| damaged())?;
        if part.encrypted() {
            return Err(refused("cli-not-a-sheet", &[("found", "locked".to_owned())]));
        }
        let name = String::from_utf8_lossy(part.name_raw()).to_ascii_lowercase();
        let is_texts = name.ends_with("sharedstrings.xml");
        let most = if is_texts { TEXT_BYTES } else { PART_BYTES };
        if part.size() > most || all.saturating_add(part.size()) > ALL_BYTES {
            return Err(large(most));
        }
        let read = unpack(&mut part, most.min(ALL_BYTES - all), is_texts).map_err(|fault| match fault {
            Unpack::Large => large(most),
            Unpack::Damaged => damaged(),
        })?;
        all += read;
    }
    Ok(())
}

/// Refuses what other programs pack in the same way.
fn what_it_is(names: &[String]) -> Result<(), Refused> {
    let has = |name: &str| names.iter().any(|one| one == name);
    let found = if has("xl/workbook.bin") {
        "xlsb"
    } else if names.iter().any(|name| name.starts_with("word/")) {
        "word"
    } else if has("mimetype") && has("content.xml") {
        "ods"
    } else if names.iter().any(|name| name.starts_with("ppt/")) || !has("[content_types].xml") {
        "zip"
    } else {
        return Ok(());
    };
    Err(refused("cli-not-a-sheet", &[("found", found.to_owned())]))
}

enum Unpack {
    Large,
    Damaged,
}

/// Unpacks a part and forgets it. Gives how large it is.
fn unpack(part: &mut impl Read, most: u64, is_texts: bool) -> Result<u64, Unpack> {
    let (mut chunk, mut read) = (vec![0u8; 64 * 1024], 0u64);
    let mut scan = Scan::default();
    loop {
        let count = part.read(&mut chunk).map_err(|_| Unpack::Damaged)?;
        if count == 0 {
            return Ok(read);
        }
        read += count as u64;
        if read > most {
            return Err(Unpack::Large);
        }
        if is_texts && !scan.is_sound(&chunk[..count]) {
            return Err(Unpack::Damaged);
        }
    }
}

/// Looks through the shared texts, chunk by chunk, for the number of them that they announce: their reader sets room aside
/// for as many. Other encodings than UTF-8 would hide it, and no spreadsheet writes them.
#[derive(Default)]
struct Scan {
    tail: Vec<u8>,
}

const ANNOUNCED: &[u8] = b"uniqueCount";
/// Bytes of `="`, the number and a quotation mark.
const NUMBER: usize = 16;

impl Scan {
    fn is_sound(&mut self, chunk: &[u8]) -> bool {
        if chunk.iter().any(|byte| matches!(byte, 0 | 0x1B)) {
            return false;
        }
        self.tail.extend_from_slice(chunk);
        let whole = self.tail.windows(ANNOUNCED.len() + NUMBER);
        let mut named = whole.filter(|window| window.starts_with(ANNOUNCED));
        let is_sound = named.all(|window| announced(&window[ANNOUNCED.len()..]).is_some_and(|n| n <= TEXTS));
        let keep = self.tail.len().saturating_sub(ANNOUNCED.len() + NUMBER - 1);
        self.tail.drain(..keep);
        is_sound
    }
}

/// The number in quotation marks that follows a name.
fn announced(after: &[u8]) -> Option<u64> {
    let quoted = after.strip_prefix(b"=\"").or_else(|| after.strip_prefix(b"='"))?;
    let end = quoted.iter().position(|byte| !byte.is_ascii_digit())?;
    std::str::from_utf8(&quoted[..end]).ok()?.parse().ok().filter(|_| matches!(quoted[end], b'"' | b'\''))
}
