//! Reads and writes the files of a data directory: private from their first byte, durable before they are named.

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::Path;

use zeroize::Zeroizing;

use super::{FORMAT, FORMAT_FILE, IdentityError, Seed};

/// Largest file read whole, in bytes (guess: far above any key, card or founding page).
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// Makes a directory for its owner alone.
pub(crate) fn make_dir(path: &Path) -> Result<(), IdentityError> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(IdentityError::io(path, "create"))
}

/// Refuses a file or a directory that others than its owner may use.
pub(crate) fn check_private(path: &Path) -> Result<(), IdentityError> {
    let metadata = fs::metadata(path).map_err(IdentityError::io(path, "read"))?;
    let mode = metadata.mode() & 0o7777;
    if mode & 0o077 == 0 {
        return Ok(());
    }
    Err(IdentityError::Loose { path: path.into(), mode, directory: metadata.is_dir() })
}

/// Reads a file that may be anybody's.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, IdentityError> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(IdentityError::io(path, "read"))?;
    file.take(MOST_BYTES).read_to_end(&mut bytes).map_err(IdentityError::io(path, "read"))?;
    Ok(bytes)
}

/// Writes a new file for its owner alone, durable on return.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), IdentityError> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(IdentityError::io(path, "create"))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(IdentityError::io(path, "write"))
}

/// Writes a file for its owner alone in the place of the one of that name: whole or not at all, durable on return.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), IdentityError> {
    let draft = path.with_extension("new");
    let _ = fs::remove_file(&draft);
    write_new(&draft, bytes)?;
    rename(&draft, path)
}

/// Gives a file or directory its final name, durable on return.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<(), IdentityError> {
    fs::rename(from, to).map_err(IdentityError::io(to, "write"))?;
    sync_dir(parent(to))
}

/// The directory that a file is in.
pub(crate) fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes the names in a directory durable.
pub(crate) fn sync_dir(path: &Path) -> Result<(), IdentityError> {
    File::open(path).and_then(|dir| dir.sync_all()).map_err(IdentityError::io(path, "write"))
}

/// A seed as a file: what it is, then 64 hexadecimal digits.
pub(super) fn seed_text(what: &str, seed: &Seed) -> Zeroizing<String> {
    let digits = Zeroizing::new(data_encoding::HEXLOWER.encode(seed.as_slice()));
    Zeroizing::new(format!("# {what}\n{}\n", digits.as_str()))
}

/// Reads such a text back.
pub(crate) fn parse_seed(text: &[u8], path: &Path) -> Result<Seed, IdentityError> {
    let bad = || IdentityError::BadKey { path: path.into() };
    let text = std::str::from_utf8(text).map_err(|_| bad())?;
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let (Some(digits), None) = (lines.next(), lines.next()) else { return Err(bad()) };
    if digits.len() != 64 {
        return Err(bad());
    }
    let mut seed = Seed::default();
    data_encoding::HEXLOWER_PERMISSIVE
        .decode_mut(digits.as_bytes(), seed.as_mut_slice())
        .map_err(|_| bad())?;
    Ok(seed)
}

/// Reads a secret of the data directory, refusing loose permissions.
pub(super) fn read_seed(path: &Path) -> Result<Seed, IdentityError> {
    check_private(path)?;
    read_credential(path)
}

/// Reads a secret that the system guards by other means than its mode.
pub(super) fn read_credential(path: &Path) -> Result<Seed, IdentityError> {
    parse_seed(&Zeroizing::new(read(path)?), path)
}

/// Refuses a layout later than ours.
pub(super) fn check_format(dir: &Path) -> Result<(), IdentityError> {
    let path = dir.join(FORMAT_FILE);
    let text = read(&path)?;
    let number = std::str::from_utf8(&text).ok().and_then(|text| text.trim().parse::<u64>().ok());
    match number {
        Some(found) if found > FORMAT => Err(IdentityError::Newer { dir: dir.into(), found }),
        Some(found) if found > 0 => Ok(()),
        _ => Err(IdentityError::BadFormat { path }),
    }
}
