//! What goes wrong with the store, said to the operator. Knows words; must not know how rows are laid out.

use std::io;
use std::path::{Path, PathBuf};

use crate::sign_lock::SignLockError;

/// Why the store refuses or stops. None is ever a peer's fault.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The system refused. Fault: the disk (full, failing) or the operator's permissions. The caller ends the
    /// process: after a failed write or sync, what the disk holds is unknown until the store is opened again.
    #[error(
        "cannot {doing} {}: {source}. Nothing acknowledged is lost: make room, check the disk and the \
         permissions, then start the node again", path.display()
    )]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// What was tried, as "write to".
        doing: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// Too little room is left. Fault: the operator. Nothing was written; reading goes on.
    #[error(
        "the disk of {} is nearly full: {free} bytes free, {floor} are kept free. The node goes on reading \
         and writes nothing: make room, or lower the floor in the configuration", path.display()
    )]
    DiskLow {
        /// The store's directory.
        path: PathBuf,
        /// Free bytes.
        free: u64,
        /// Bytes that must be free.
        floor: u64,
    },
    /// Another process has the store. Fault: the operator.
    #[error(
        "the store in {} is in use by another process: stop the other node, or give this one its own data \
         directory",
        path.display()
    )]
    Busy {
        /// The store's directory.
        path: PathBuf,
    },
    /// A later version wrote the store. Fault: the operator, who went back to an older program.
    #[error(
        "the store in {} was written by a later version of bigre (format {found}, this one knows up to \
         {known}): install that version again. Nothing was changed", path.display()
    )]
    NewerFormat {
        /// The store's directory.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The highest format known here.
        known: u32,
    },
    /// What was written can no longer be read. Fault: the disk, or a bug of the storage library. The caller
    /// ends the process: at the next start the store is moved aside and refilled from the peers.
    #[error(
        "the store in {} is damaged ({detail}): check the disk. Start the node again: it moves the damaged \
         store aside and asks its peers for everything", path.display()
    )]
    Damaged {
        /// The store's directory.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// An earlier write failed and the process went on. Fault: ours.
    #[error(
        "the store in {} stopped at a failed write and takes no more until the node starts again; the node \
         should have ended then: please report this", path.display()
    )]
    Stopped {
        /// The store's directory.
        path: PathBuf,
    },
    /// The sign-lock file.
    #[error(transparent)]
    SignLock(#[from] SignLockError),
}

impl StoreError {
    /// For `map_err`: the system refused to do something to a path.
    pub(super) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StoreError {
        move |source| StoreError::Io { path: path.into(), doing, source }
    }
}
