//! The few things asked of the file system: make durable, how much room. Knows files; must not know what is
//! in them.

use std::fs::{DirBuilder, File};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::Path;

use super::error::StoreError;

/// Makes a file's content and length durable.
pub(super) fn sync_file(file: &File, path: &Path) -> Result<(), StoreError> {
    #[cfg(test)]
    match probe::before(path) {
        None => {}
        Some(probe::Fault::Forget) => return Ok(()),
        Some(probe::Fault::Fail) => {
            return Err(StoreError::io("make durable", path)(std::io::Error::other("a test")));
        }
    }
    file.sync_all().map_err(StoreError::io("make durable", path))?;
    #[cfg(test)]
    probe::after(path);
    Ok(())
}

/// Makes the names in a directory durable.
pub(super) fn sync_dir(path: &Path) -> Result<(), StoreError> {
    let dir = File::open(path).map_err(StoreError::io("open", path))?;
    sync_file(&dir, path)
}

/// Makes a directory with every file in it, and its own name, durable; the file of that name last.
pub(super) fn sync_tree(path: &Path, last: &str) -> Result<(), StoreError> {
    let sync = |entry: &Path| {
        let file = File::open(entry).map_err(StoreError::io("open", entry))?;
        sync_file(&file, entry)
    };
    for entry in std::fs::read_dir(path).map_err(StoreError::io("list", path))? {
        let entry = entry.map_err(StoreError::io("list", path))?;
        if entry.file_name() != last {
            sync(&entry.path())?;
        }
    }
    sync_dir(path)?;
    sync(&path.join(last))?;
    sync_dir(path.parent().unwrap_or(path))
}

/// Makes a directory that only its owner enters, with those above it.
pub(super) fn make_dir(path: &Path) -> Result<(), StoreError> {
    DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(StoreError::io("create", path))
}

/// Bytes that an unprivileged process may still write on the disk of a path.
pub(super) fn free_bytes(path: &Path) -> Result<u64, StoreError> {
    let room = rustix::fs::statvfs(path)
        .map_err(|errno| StoreError::io("ask the free room of", path)(errno.into()))?;
    Ok(room.f_bavail.saturating_mul(room.f_frsize))
}

/// Bytes that the files of a directory and of its subdirectories take on the disk; what vanishes meanwhile
/// counts nothing.
pub(super) fn used_bytes(path: &Path) -> u64 {
    let Ok(entries) = std::fs::read_dir(path) else { return 0 };
    let used = entries.flatten().map(|entry| match entry.metadata() {
        Ok(found) if found.is_dir() => used_bytes(&entry.path()),
        Ok(found) => found.blocks() * 512,
        Err(_) => 0,
    });
    used.sum()
}

/// What tests see of this module: they are called around every sync and may spoil those of the log file.
#[cfg(test)]
pub(super) mod probe {
    use std::cell::{Cell, RefCell};
    use std::path::Path;

    /// Called before (`false`) and after (`true`) each sync, with what is synced.
    pub(in crate::store) type Hook = Box<dyn FnMut(&Path, bool)>;

    thread_local! {
        static HOOK: RefCell<Option<Hook>> = const { RefCell::new(None) };
        static FAULT: Cell<Option<Fault>> = const { Cell::new(None) };
    }

    /// Sets the hook of this thread.
    pub(in crate::store) fn set(hook: Option<Hook>) {
        HOOK.with(|slot| *slot.borrow_mut() = hook);
    }

    /// What goes wrong with our own sync of the log file.
    #[derive(Clone, Copy, PartialEq, Eq)]
    pub(in crate::store) enum Fault {
        /// It is left out: the mutant.
        Forget,
        /// It fails.
        Fail,
    }

    /// Sets the fault of this thread.
    pub(in crate::store) fn fault(fault: Option<Fault>) {
        FAULT.with(|slot| slot.set(fault));
    }

    /// A moment between two steps that are no syncs.
    pub(in crate::store) fn step(path: &Path) {
        call(path, false);
    }

    pub(super) fn before(path: &Path) -> Option<Fault> {
        call(path, false);
        FAULT.with(Cell::get).filter(|_| path.ends_with("db"))
    }

    pub(super) fn after(path: &Path) {
        call(path, true);
    }

    fn call(path: &Path, done: bool) {
        // Taken out while it runs: a hook may open a store itself.
        let hook = HOOK.with(|slot| slot.borrow_mut().take());
        if let Some(mut hook) = hook {
            hook(path, done);
            HOOK.with(|slot| *slot.borrow_mut() = Some(hook));
        }
    }
}
