//! A node's identity in one file behind a passphrase: made, verified, and put back on another machine.
//!
//! Knows which files are an identity and what must agree among them; must not know who asks, nor speak to the network.
//! The sign-lock never goes into a backup, nor comes out of one: a node put back does not know what it signed since,
//! and signs nothing before a quorum of the others told it.

mod archive;
mod check;
mod error;
mod restore;

use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::identity::{self, IdentityError, Passphrase, files, vault};

use archive::Archive;
pub use check::{BundleCount, Contents, KeyState};
pub use error::BackupError;
pub use restore::{BUNDLE, Restored, check_target, restore};

/// Layout of the archive that this version writes.
pub const FORMAT: u64 = 1;
/// Most bytes of one file of an identity (as [`identity`] reads them).
pub const FILE_BYTES: u64 = 4 * 1024 * 1024;
/// Most files of an identity (guess: an order of magnitude above what there is).
pub const FILES: usize = 128;
/// Most bytes of a backup: a bundle and an identity.
pub const BACKUP_BYTES: u64 = crate::api::BUNDLE_BYTES as u64 + 32 * 1024 * 1024;

/// What a backup is made of, besides the data directory.
#[derive(Debug)]
pub struct BackupOptions {
    /// What the federation publishes, as `bigre export` writes it; `None` when the node does not run.
    pub bundle: Option<Vec<u8>>,
    /// Locks the file.
    pub passphrase: Passphrase,
    /// Work of the lock, as a power of two; `None` for [`identity::WORK_FACTOR`]. Only trials set it lower.
    pub work_factor: Option<u8>,
    /// Now, in milliseconds since the Unix epoch.
    pub time: u64,
    /// Whether a file that is there is replaced.
    pub force: bool,
}

/// Refuses a place where no backup can go, before anything is asked for: inside the data directory, or a file that is
/// there already unless `force`.
pub fn check_place(dir: &Path, file: &Path, force: bool) -> Result<(), BackupError> {
    identity::card(dir)?;
    let real = |path: &Path| path.canonicalize().map_err(IdentityError::io(path, "open"));
    if real(files::parent(file))?.starts_with(real(dir)?) {
        return Err(BackupError::Inside { path: file.into(), dir: dir.into() });
    }
    if !force && file.exists() {
        return Err(BackupError::Exists { path: file.into() });
    }
    Ok(())
}

/// Writes the backup of a data directory, reads it back and verifies it; only then does it get its name. What was there
/// under that name stays until then.
pub fn create(dir: &Path, file: &Path, options: BackupOptions) -> Result<Contents, BackupError> {
    check_place(dir, file, options.force)?;
    vault::check(&options.passphrase)?;
    let archive = Archive::collect(dir, options.time, options.bundle)?;
    // Refuses what could not be put back, before it takes the place of what could.
    check::contents(&archive, file, &options.passphrase)?;
    let bytes = archive.to_bytes();
    if bytes.len() as u64 > BACKUP_BYTES {
        return Err(BackupError::TooLarge { path: file.into(), most: BACKUP_BYTES });
    }
    let sealed = vault::seal_bytes(file, &bytes, &options.passphrase, options.work_factor)?;
    let draft = draft(file);
    let _ = std::fs::remove_file(&draft);
    let written = files::write_new(&draft, &sealed)
        .map_err(BackupError::from)
        .and_then(|()| open(&draft, &options.passphrase))
        .and_then(|again| if again == archive { Ok(again) } else { Err(differs(file)) })
        .and_then(|again| check::contents(&again, file, &options.passphrase))
        .and_then(|contents| {
            files::rename(&draft, file)?;
            Ok(contents)
        });
    if written.is_err() {
        let _ = std::fs::remove_file(&draft);
    }
    written
}

/// Opens a backup and checks everything in it: its form, and every key against the card.
pub fn verify(file: &Path, passphrase: &Passphrase) -> Result<Contents, BackupError> {
    check::contents(&open(file, passphrase)?, file, passphrase)
}

/// Opens a backup.
fn open(file: &Path, passphrase: &Passphrase) -> Result<Archive, BackupError> {
    let sealed = archive::read_bounded(file, BACKUP_BYTES + BACKUP_BYTES / 1024)?;
    let bytes: Zeroizing<Vec<u8>> =
        vault::open_bytes(&sealed, passphrase).map_err(|closed| BackupError::closed(file, closed))?;
    Archive::from_bytes(file, &bytes)
}

fn differs(file: &Path) -> BackupError {
    BackupError::Damaged { path: file.into(), why: "what is read back is not what was written".into() }
}

/// Where a file is written before it gets its name.
fn draft(file: &Path) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    files::parent(file).join(format!(".{name}.new"))
}

#[cfg(test)]
mod tests;
