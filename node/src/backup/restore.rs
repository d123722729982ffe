//! Puts a backup back into a new directory: all of it or nothing, the card last. Knows files; must not start anything.

use std::path::{Path, PathBuf};

use super::archive::{Archive, FOLDERS};
use super::{BackupError, Contents, check, open};
use crate::identity::{CARD, DirLock, IdentityError, Passphrase, RESTORED, files};

/// Name of the bundle that a backup held, within the data directory: what to import once the node runs.
pub const BUNDLE: &str = "restore.bundle";
/// Where everything is written before it is named; never left behind.
const DRAFT: &str = ".restore";

/// What was put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What the backup held.
    pub contents: Contents,
    /// The bundle, to be imported once the node runs.
    pub bundle: Option<PathBuf>,
}

/// Refuses a directory that holds anything.
pub fn check_target(dir: &Path) -> Result<(), BackupError> {
    let mut entries = match std::fs::read_dir(dir) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(IdentityError::io(dir, "list"))?,
    };
    match entries.next() {
        None => Ok(files::check_private(dir)?),
        Some(_) => Err(BackupError::NotEmpty { dir: dir.into() }),
    }
}

/// Puts a backup back into a directory that is new or empty (modes 0700 and 0600, whatever they were). There is no
/// sign-lock afterwards: the node hears a quorum before it signs.
pub fn restore(file: &Path, dir: &Path, passphrase: &Passphrase) -> Result<Restored, BackupError> {
    check_target(dir)?;
    let archive = open(file, passphrase)?;
    let contents = check::contents(&archive, file, passphrase)?;
    let made = !dir.exists();
    files::make_dir(dir)?;
    let outcome = put_back(dir, &archive);
    if outcome.is_err() {
        let _ = std::fs::remove_dir_all(dir.join(DRAFT));
        let _ = std::fs::remove_file(dir.join("lock"));
        if made {
            // Only an empty directory goes: never what somebody else put there.
            let _ = std::fs::remove_dir(dir);
        }
    }
    outcome?;
    let bundle = archive.bundle.as_ref().map(|_| dir.join(BUNDLE));
    Ok(Restored { contents, bundle })
}

fn put_back(dir: &Path, archive: &Archive) -> Result<(), BackupError> {
    let _lock = DirLock::take(dir)?;
    let draft = dir.join(DRAFT);
    for folder in FOLDERS {
        files::make_dir(&draft.join(folder))?;
    }
    for (path, bytes) in &archive.files {
        files::write_new(&draft.join(path.as_str()), bytes)?;
    }
    if let Some(bundle) = &archive.bundle {
        files::write_new(&draft.join(BUNDLE), bundle)?;
    }
    files::write_new(&draft.join(RESTORED), format!("{}\n", archive.time).as_bytes())?;
    let founded = archive.files.iter().any(|(path, _)| path.starts_with("federation/"));
    for folder in FOLDERS.into_iter().filter(|folder| founded || *folder != FOLDERS[1]) {
        files::sync_dir(&draft.join(folder))?;
    }
    Ok(settle(dir, &draft, founded)?)
}

/// Gives the files their names, the mark of a restored node first and the card last: without it there is no identity.
fn settle(dir: &Path, draft: &Path, founded: bool) -> Result<(), IdentityError> {
    let mut names: Vec<String> = std::fs::read_dir(draft)
        .map_err(IdentityError::io(draft, "list"))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| founded || name != FOLDERS[1])
        .collect();
    names.sort_by_key(|name| (name == CARD, name != RESTORED));
    let mut named: Vec<PathBuf> = Vec::new();
    let outcome = names.iter().try_for_each(|name| {
        let to = dir.join(name);
        files::rename(&draft.join(name), &to).map(|()| named.push(to))
    });
    if outcome.is_err() {
        for path in named {
            let _ = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
        }
    }
    let _ = std::fs::remove_dir_all(draft);
    outcome
}
