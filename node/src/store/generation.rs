//! Which directory is the store, and the change from one to the next. Knows names and renames; must not know
//! what a store holds.
//!
//! The store is `store.N/`, where `CURRENT` says N. Everything else of that shape is a leftover of a
//! compaction that was cut short: the new one before the switch, the old one after it; both are deleted at
//! open. A damaged store becomes `damaged-<n>/`, of which the last two are kept for whoever looks into it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::disk;
use super::error::StoreError;

/// Names the current generation.
const CURRENT: &str = "CURRENT";
/// Names a generation that turned out damaged while in use: it is moved aside at the next open.
const CONDEMNED: &str = "CONDEMNED";
/// Held by the process that uses the store.
const LOCK: &str = "store.lock";
/// Damaged stores kept (guess: enough to see whether the disk does it again).
const DAMAGED_KEPT: usize = 2;

/// What `CURRENT` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Current {
    /// There is none.
    Absent,
    /// A generation.
    Named(u64),
    /// It cannot be understood.
    Unreadable,
}

/// The directory of the generations, locked.
pub(super) struct Home {
    dir: PathBuf,
    _lock: File,
}

impl Home {
    /// Makes the directory if need be and takes its lock.
    pub(super) fn open(dir: &Path) -> Result<Home, StoreError> {
        disk::make_dir(dir)?;
        let path = dir.join(LOCK);
        let lock = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(&path);
        let lock = lock.map_err(StoreError::io("open", &path))?;
        match lock.try_lock() {
            Ok(()) => Ok(Home { dir: dir.into(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Busy { path: dir.into() }),
            Err(TryLockError::Error(error)) => Err(StoreError::io("lock", &path)(error)),
        }
    }

    /// Where it is.
    pub(super) fn dir(&self) -> &Path {
        &self.dir
    }

    /// The directory of a generation.
    pub(super) fn path(&self, generation: u64) -> PathBuf {
        self.dir.join(format!("store.{generation}"))
    }

    /// What `CURRENT` says.
    pub(super) fn current(&self) -> Result<Current, StoreError> {
        self.number_in(CURRENT)
    }

    /// Whether a generation turned out damaged while it was in use.
    pub(super) fn is_condemned(&self, generation: u64) -> Result<bool, StoreError> {
        Ok(self.number_in(CONDEMNED)? == Current::Named(generation))
    }

    fn number_in(&self, name: &str) -> Result<Current, StoreError> {
        let path = self.dir.join(name);
        match std::fs::read(&path) {
            Ok(bytes) => {
                let line = std::str::from_utf8(&bytes).ok().and_then(|text| text.lines().next());
                let number = line.and_then(|line| line.parse().ok());
                Ok(number.map_or(Current::Unreadable, Current::Named))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Current::Absent),
            Err(error) => Err(StoreError::io("read", &path)(error)),
        }
    }

    /// Every generation on disk, with its directory.
    pub(super) fn generations(&self) -> Result<Vec<(u64, PathBuf)>, StoreError> {
        self.numbered("store.")
    }

    fn numbered(&self, prefix: &str) -> Result<Vec<(u64, PathBuf)>, StoreError> {
        let fail = || StoreError::io("list", &self.dir);
        let mut found = Vec::new();
        for entry in std::fs::read_dir(&self.dir).map_err(fail())? {
            let entry = entry.map_err(fail())?;
            let name = entry.file_name();
            let number =
                name.to_str().and_then(|name| name.strip_prefix(prefix)).and_then(|n| n.parse().ok());
            if let Some(number) = number
                && entry.path().is_dir()
            {
                found.push((number, entry.path()));
            }
        }
        found.sort_unstable();
        Ok(found)
    }

    /// Makes a generation the current one, durably: before, the store is the old one; after, the new one.
    pub(super) fn switch(&self, generation: u64) -> Result<(), StoreError> {
        write_whole(&self.dir, CURRENT, &format!("{generation}\n"))
    }

    /// Deletes every generation but one.
    pub(super) fn keep_only(&self, generation: u64) -> Result<(), StoreError> {
        for (number, path) in self.generations()? {
            if number != generation {
                remove_tree(&path)?;
            }
        }
        let condemned = self.dir.join(CONDEMNED);
        match std::fs::remove_file(&condemned) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(StoreError::io("delete", &condemned)(error));
            }
            _ => {}
        }
        disk::sync_dir(&self.dir)
    }

    /// Deletes a generation that was never the current one.
    pub(super) fn forget(&self, generation: u64) -> Result<(), StoreError> {
        let path = self.path(generation);
        if path.exists() { remove_tree(&path) } else { Ok(()) }
    }

    /// Moves every generation aside; returns where the last of them went.
    pub(super) fn move_aside(&self) -> Result<Option<PathBuf>, StoreError> {
        let mut damaged = self.numbered("damaged-")?;
        let next = damaged.last().map_or(1, |(number, _)| number + 1);
        for (next, (_, path)) in (next..).zip(self.generations()?) {
            let to = self.dir.join(format!("damaged-{next}"));
            std::fs::rename(&path, &to).map_err(StoreError::io("move aside", &path))?;
            damaged.push((next, to));
        }
        disk::sync_dir(&self.dir)?;
        for (_, path) in damaged.iter().rev().skip(DAMAGED_KEPT) {
            remove_tree(path)?;
        }
        Ok(damaged.pop().map(|(_, path)| path))
    }
}

/// Condemns a generation, so that the next open does not trust it. Best effort: the disk is failing already.
pub(super) fn condemn(dir: &Path, generation: u64, detail: &str) {
    tracing::error!(generation, detail, "store damaged: it is moved aside at the next start");
    if let Err(error) = write_whole(dir, CONDEMNED, &format!("{generation}\n{detail}\n")) {
        tracing::error!(%error, "the damage could not be noted");
    }
}

/// Writes a small file whole: the old content or the new one is there, never a part.
fn write_whole(dir: &Path, name: &str, text: &str) -> Result<(), StoreError> {
    let (draft, path) = (dir.join(format!("{name}.new")), dir.join(name));
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&draft)
        .map_err(StoreError::io("create", &draft))?;
    file.write_all(text.as_bytes()).map_err(StoreError::io("write to", &draft))?;
    disk::sync_file(&file, &draft)?;
    std::fs::rename(&draft, &path).map_err(StoreError::io("replace", &path))?;
    disk::sync_dir(dir)
}

/// Deletes a directory and what is in it.
fn remove_tree(path: &Path) -> Result<(), StoreError> {
    #[cfg(test)]
    disk::probe::step(path);
    std::fs::remove_dir_all(path).map_err(StoreError::io("delete", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home() -> (tempfile::TempDir, Home) {
        let dir = tempfile::tempdir().unwrap();
        let home = Home::open(dir.path()).unwrap();
        (dir, home)
    }

    #[test]
    fn one_process_at_a_time() {
        let (dir, home) = home();
        assert!(matches!(Home::open(dir.path()), Err(StoreError::Busy { .. })));
        drop(home);
        assert!(Home::open(dir.path()).is_ok());
    }

    #[test]
    fn current_is_what_was_switched_to() {
        let (dir, home) = home();
        assert_eq!(home.current().unwrap(), Current::Absent);
        home.switch(7).unwrap();
        assert_eq!(home.current().unwrap(), Current::Named(7));
        for bad in [&b""[..], b"x", b"\xff\xfe", b"-1"] {
            std::fs::write(dir.path().join(CURRENT), bad).unwrap();
            assert_eq!(home.current().unwrap(), Current::Unreadable);
        }
    }

    #[test]
    fn leftovers_go_and_nothing_else() {
        let (dir, home) = home();
        for name in ["store.1", "store.2", "store.x", "other"] {
            std::fs::create_dir(dir.path().join(name)).unwrap();
        }
        home.keep_only(2).unwrap();
        assert_eq!(home.generations().unwrap(), [(2, home.path(2))]);
        assert!(dir.path().join("other").exists() && dir.path().join("store.x").exists());
    }

    #[test]
    fn the_last_damaged_stores_are_kept() {
        let (dir, home) = home();
        for round in 1..=4 {
            std::fs::create_dir(home.path(round)).unwrap();
            assert_eq!(home.move_aside().unwrap(), Some(dir.path().join(format!("damaged-{round}"))));
        }
        let kept: Vec<_> = home.numbered("damaged-").unwrap().into_iter().map(|(number, _)| number).collect();
        assert_eq!(kept, [3, 4]);
    }

    #[test]
    fn a_condemned_generation_is_known_until_another_is_kept() {
        let (dir, home) = home();
        condemn(dir.path(), 3, "a bad page\nand more");
        assert!(home.is_condemned(3).unwrap() && !home.is_condemned(4).unwrap());
        home.keep_only(4).unwrap();
        assert!(!home.is_condemned(3).unwrap());
    }
}
