//! What can be wrong with an identity: each error says what happened, why, and what to do.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bigre_protocol::card::CardError;
use bigre_protocol::register::FoundingError;

use super::{FORMAT, PASSPHRASE_CHARS};
use crate::api::model::Problem;
use crate::config::Fault;

/// Why an identity cannot be made, read or used. The fault is of the operator or of the disk, as each says.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The system refused. Fault: the disk, or the operator's permissions.
    #[error("cannot {doing} {path}: {source}. Check that the file exists, its owner and its permissions")]
    Io {
        /// The file.
        path: PathBuf,
        /// What was tried, as "read".
        doing: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
    /// No identity here.
    #[error(
        "there is no identity in {dir}. Make one with `bigre init`, or name the right directory with --data"
    )]
    NoIdentity {
        /// The directory.
        dir: PathBuf,
    },
    /// An identity is there already: it is never written over.
    #[error(
        "{dir} already holds the identity of {name}: nothing was written. Choose another directory with --data"
    )]
    Exists {
        /// The directory.
        dir: PathBuf,
        /// The cooperative.
        name: String,
    },
    /// Keys without a card: an initialisation that was cut short, or a lost card.
    #[error(
        "{path} is there but the card that goes with it is not: nothing was written. Put card.cbor back from a \
         backup, or move {path} away"
    )]
    Leftover {
        /// What is in the way.
        path: PathBuf,
    },
    /// Others than the owner may read or write a secret.
    #[error("{path} may be used by other people of this machine (mode {mode:04o}). Run: {}", chmod(.path, *.directory))]
    Loose {
        /// The file or directory.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
        /// Whether it is a directory.
        directory: bool,
    },
    /// Another process uses the directory.
    #[error("{dir} is in use by another node{}. Stop that one first", process(.pid))]
    Locked {
        /// The directory.
        dir: PathBuf,
        /// Its process, when known.
        pid: Option<u32>,
    },
    /// Written by a later version.
    #[error(
        "{dir} was written by a later version of bigre (layout {found}, this one knows {FORMAT}). Install that version"
    )]
    Newer {
        /// The directory.
        dir: PathBuf,
        /// Its layout.
        found: u64,
    },
    /// The layout's number cannot be read.
    #[error("{path} does not hold the number of a layout. Put it back from a backup")]
    BadFormat {
        /// The file.
        path: PathBuf,
    },
    /// A key file that is not one.
    #[error("{path} does not hold a key. Put it back from a backup")]
    BadKey {
        /// The file.
        path: PathBuf,
    },
    /// A key that is not the one of the card.
    #[error(
        "the key in {path} is not the one that this cooperative's card names. Put the right one back from a backup"
    )]
    NotTheCards {
        /// The file.
        path: PathBuf,
    },
    /// A passphrase that does not open the key.
    #[error("this passphrase does not open {path}. Try again")]
    Passphrase {
        /// The file.
        path: PathBuf,
    },
    /// A passphrase too short to protect anything.
    #[error(
        "the passphrase has fewer than {PASSPHRASE_CHARS} characters. Choose a longer one: several words are best"
    )]
    ShortPassphrase,
    /// A name that is no name.
    #[error("`{name}` cannot be a cooperative's name: {why}")]
    Name {
        /// What was given.
        name: String,
        /// Why.
        why: String,
    },
    /// Not a legal id.
    #[error("{error}")]
    Legal {
        /// What was given.
        legal: String,
        /// Why.
        error: CardError,
    },
    /// Not an address to announce.
    #[error("{fault}. {}", .fault.hint())]
    Address {
        /// What was given.
        address: String,
        /// Why.
        fault: Fault,
    },
    /// More addresses than a card holds.
    #[error("{found} addresses are more than the 8 that a card holds. Give fewer")]
    Addresses {
        /// How many were given.
        found: usize,
    },
    /// A file that is not a card of a founder.
    #[error(
        "{path} is not a founder's card: {error}. Ask the cooperative for it again (`bigre card export`)"
    )]
    BadCard {
        /// The file.
        path: PathBuf,
        /// Why.
        error: CardError,
    },
    /// The cards make no federation.
    #[error("these cards make no federation: {error}")]
    Founding {
        /// Why.
        error: FoundingError,
    },
    /// Our own card is not among the founders'.
    #[error(
        "the card of {name}, this cooperative, is not among the cards given. Add it (`bigre card export`)"
    )]
    NotAFounder {
        /// This cooperative.
        name: String,
    },
    /// This node is of another federation.
    #[error(
        "this node already belongs to the federation {name} ({words}): other cards or another name make another \
         federation. To found another one, start with a new directory (--data)"
    )]
    OtherFederation {
        /// The federation it belongs to.
        name: String,
        /// Its fingerprint.
        words: String,
    },
    /// The founding page on disk is damaged.
    #[error("{path} is damaged: {why}. Put it back from a backup, or remove {} and found again with the same cards", folder(.path))]
    BadFounding {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// A key could not be locked.
    #[error("{path} cannot be encrypted: {error}")]
    Encrypt {
        /// The file.
        path: PathBuf,
        /// What age said.
        error: String,
    },
    /// A key is never written over.
    #[error("{path} is there already: nothing was written. Choose another name")]
    FileExists {
        /// The file.
        path: PathBuf,
    },
    /// A name for a key that is no text.
    #[error("`{label}` cannot name a key: {why}. Give the holder's name, 80 characters at most")]
    KeyLabel {
        /// What was given.
        label: String,
        /// Why.
        why: String,
    },
    /// No random numbers.
    #[error("the system gives no random numbers: {error}. No key can be made")]
    Random {
        /// What the system said.
        error: String,
    },
}

fn chmod(path: &Path, directory: bool) -> String {
    format!("chmod {} {}", if directory { "700" } else { "600" }, path.display())
}

fn process(pid: &Option<u32>) -> String {
    pid.map(|pid| format!(" (process {pid})")).unwrap_or_default()
}

fn folder(path: &Path) -> String {
    path.parent().unwrap_or(path).display().to_string()
}

impl IdentityError {
    pub(crate) fn io(path: &Path, doing: &'static str) -> impl FnOnce(std::io::Error) -> IdentityError {
        move |source| IdentityError::Io { path: path.into(), doing, source }
    }

    /// The same as a stable code with its arguments.
    pub fn problem(&self) -> Problem {
        let (code, args) = self.code_and_args();
        let args: BTreeMap<String, String> =
            args.into_iter().map(|(name, value)| (name.into(), value)).collect();
        Problem { code: code.into(), message: self.to_string(), args }
    }

    fn code_and_args(&self) -> (&'static str, Vec<(&'static str, String)>) {
        let show = |path: &Path| path.display().to_string();
        match self {
            IdentityError::Io { path, doing, source } => (
                "identity-io",
                vec![("path", show(path)), ("doing", doing.to_string()), ("error", source.to_string())],
            ),
            IdentityError::NoIdentity { dir } => ("identity-none", vec![("path", show(dir))]),
            IdentityError::Exists { dir, name } => {
                ("identity-exists", vec![("path", show(dir)), ("name", name.clone())])
            }
            IdentityError::Leftover { path } => ("identity-leftover", vec![("path", show(path))]),
            IdentityError::Loose { path, mode, directory } => (
                "identity-loose",
                vec![
                    ("path", show(path)),
                    ("mode", format!("{mode:04o}")),
                    ("command", chmod(path, *directory)),
                ],
            ),
            IdentityError::Locked { dir, pid } => {
                let pid = pid.map(|pid| pid.to_string()).unwrap_or_else(|| "?".into());
                ("identity-locked", vec![("path", show(dir)), ("pid", pid)])
            }
            IdentityError::Newer { dir, found } => (
                "identity-newer",
                vec![("path", show(dir)), ("found", found.to_string()), ("known", FORMAT.to_string())],
            ),
            IdentityError::BadFormat { path } => ("identity-bad-format", vec![("path", show(path))]),
            IdentityError::BadKey { path } => ("identity-bad-key", vec![("path", show(path))]),
            IdentityError::NotTheCards { path } => ("identity-not-the-cards", vec![("path", show(path))]),
            IdentityError::Passphrase { path } => ("identity-passphrase", vec![("path", show(path))]),
            IdentityError::ShortPassphrase => {
                ("identity-short-passphrase", vec![("least", PASSPHRASE_CHARS.to_string())])
            }
            IdentityError::Name { name, why } => {
                ("identity-name", vec![("name", name.clone()), ("error", why.clone())])
            }
            IdentityError::Legal { legal, .. } => ("identity-legal", vec![("legal", legal.clone())]),
            IdentityError::Address { address, .. } => {
                ("identity-address", vec![("address", address.clone())])
            }
            IdentityError::Addresses { found } => ("identity-addresses", vec![("found", found.to_string())]),
            other => other.founding_code(),
        }
    }

    fn founding_code(&self) -> (&'static str, Vec<(&'static str, String)>) {
        let show = |path: &Path| path.display().to_string();
        match self {
            IdentityError::BadCard { path, error } => {
                ("identity-bad-card", vec![("path", show(path)), ("error", error.to_string())])
            }
            IdentityError::Founding { error } => ("identity-founding", vec![("error", error.to_string())]),
            IdentityError::NotAFounder { name } => ("identity-not-a-founder", vec![("name", name.clone())]),
            IdentityError::OtherFederation { name, words } => {
                ("identity-other-federation", vec![("name", name.clone()), ("words", words.clone())])
            }
            IdentityError::BadFounding { path, why } => (
                "identity-bad-founding",
                vec![("path", show(path)), ("error", why.clone()), ("folder", folder(path))],
            ),
            IdentityError::Encrypt { path, error } => {
                ("identity-encrypt", vec![("path", show(path)), ("error", error.clone())])
            }
            IdentityError::FileExists { path } => ("identity-file-exists", vec![("path", show(path))]),
            IdentityError::KeyLabel { label, why } => {
                ("identity-key-label", vec![("label", label.clone()), ("error", why.clone())])
            }
            other => ("identity-random", vec![("error", other.to_string())]),
        }
    }
}
