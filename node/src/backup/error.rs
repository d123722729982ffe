//! What can be wrong with a backup: each error says what happened, why, and what to do.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::FORMAT;
use crate::api::model::Problem;
use crate::identity::IdentityError;
use crate::identity::vault::Closed;

/// Why a backup cannot be made, opened or put back. The fault is of the operator or of the disk, as each says.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The data directory, or the system.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// A file is there already. Fault: the operator.
    #[error("{path} is there already: nothing was written. Choose another name, or replace it with --force")]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// It would be lost with what it saves. Fault: the operator.
    #[error(
        "{path} is inside the data directory {dir}: it would be lost with it. Choose another place, best on another \
         disk"
    )]
    Inside {
        /// The file.
        path: PathBuf,
        /// The data directory.
        dir: PathBuf,
    },
    /// A file larger than any of an identity, or than any backup.
    #[error(
        "{path} is larger than {most} bytes: it is no part of an identity. Move it out of the data directory"
    )]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Most bytes.
        most: u64,
    },
    /// More files than an identity has.
    #[error(
        "there are more than {most} files in the data directory: move those that are not the node's elsewhere"
    )]
    TooMany {
        /// Most files.
        most: usize,
    },
    /// A file whose name cannot be written down.
    #[error(
        "the name of {path} is too long or holds characters that are not visible text. Rename it or move it elsewhere"
    )]
    Name {
        /// The file.
        path: PathBuf,
    },
    /// Another passphrase.
    #[error("this passphrase does not open {path}. Try again")]
    Passphrase {
        /// The backup.
        path: PathBuf,
    },
    /// Another kind of file.
    #[error("{path} is not a backup made by `bigre backup create`. Look for the right file")]
    NotBackup {
        /// The file.
        path: PathBuf,
    },
    /// Made by a later version.
    #[error(
        "{path} was made by a later version of bigre (layout {found}, this one knows {FORMAT}). Install that version"
    )]
    Newer {
        /// The backup.
        path: PathBuf,
        /// Its layout.
        found: u64,
    },
    /// Cut short, changed, or its parts do not agree.
    #[error("{path} is cut short or damaged: {why}. Use another backup")]
    Damaged {
        /// The backup.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// Something that every identity has is not there.
    #[error("{what} is missing from {path}: it is no whole identity. Use another backup")]
    Missing {
        /// The backup.
        path: PathBuf,
        /// The file within it.
        what: &'static str,
    },
    /// A key that is not the one of the card.
    #[error("the key {what} of {path} is not the one that its card names. Use another backup")]
    NotTheCards {
        /// The backup.
        path: PathBuf,
        /// The file within it.
        what: &'static str,
    },
    /// Something is where the backup would go. Fault: the operator.
    #[error(
        "{dir} is not empty: nothing was written. A backup is only put into a new or empty directory: choose another \
         one with --data"
    )]
    NotEmpty {
        /// The directory.
        dir: PathBuf,
    },
}

impl BackupError {
    /// Why the lock of a backup does not open.
    pub(super) fn closed(path: &Path, closed: Closed) -> BackupError {
        let path = path.into();
        match closed {
            Closed::Passphrase => BackupError::Passphrase { path },
            Closed::NotAge => BackupError::NotBackup { path },
            Closed::Damaged => BackupError::Damaged { path, why: "its lock does not close".into() },
        }
    }

    /// The same as a stable code with its arguments.
    pub fn problem(&self) -> Problem {
        let at = |path: &Path| ("path", path.display().to_string());
        let (code, args) = match self {
            BackupError::Identity(error) => return error.problem(),
            BackupError::Exists { path } => ("backup-exists", vec![at(path)]),
            BackupError::Inside { path, dir } => {
                ("backup-inside", vec![at(path), ("dir", dir.display().to_string())])
            }
            BackupError::TooLarge { path, most } => {
                ("backup-too-large", vec![at(path), ("most", most.to_string())])
            }
            BackupError::TooMany { most } => ("backup-too-many", vec![("most", most.to_string())]),
            BackupError::Name { path } => ("backup-name", vec![at(path)]),
            BackupError::Passphrase { path } => ("backup-passphrase", vec![at(path)]),
            BackupError::NotBackup { path } => ("backup-not-one", vec![at(path)]),
            BackupError::Newer { path, found } => {
                ("backup-newer", vec![at(path), ("layout", found.to_string()), ("known", FORMAT.to_string())])
            }
            BackupError::Damaged { path, why } => ("backup-damaged", vec![at(path), ("error", why.clone())]),
            BackupError::Missing { path, what } => {
                ("backup-missing", vec![at(path), ("what", (*what).into())])
            }
            BackupError::NotTheCards { path, what } => {
                ("backup-not-the-cards", vec![at(path), ("what", (*what).into())])
            }
            BackupError::NotEmpty { dir } => ("backup-not-empty", vec![at(dir)]),
        };
        let args: BTreeMap<String, String> =
            args.into_iter().map(|(name, value)| (name.into(), value)).collect();
        Problem { code: code.into(), message: self.to_string(), args }
    }
}
