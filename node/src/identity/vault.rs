//! Locks a key, or a backup, behind a passphrase: the only file that names age. What it writes, the standard `age` tool opens.

use std::path::Path;

use age::secrecy::SecretString;
use zeroize::Zeroizing;

use super::{IdentityError, PASSPHRASE_CHARS, Passphrase, Seed, WORK_FACTOR, files};

/// Most work that a file may ask for, as a power of two (the `age` tool's own limit).
const MOST_WORK: u8 = 22;
/// First bytes of what age writes.
const MAGIC: &[u8] = b"age-encryption.org/v1\n";

/// Refuses a passphrase too short.
pub(crate) fn check(passphrase: &Passphrase) -> Result<(), IdentityError> {
    if passphrase.chars().count() < PASSPHRASE_CHARS { Err(IdentityError::ShortPassphrase) } else { Ok(()) }
}

/// Encrypts a seed; `work` is the power of two of scrypt's work.
pub(super) fn seal(
    path: &Path,
    what: &str,
    seed: &Seed,
    passphrase: &Passphrase,
    work: Option<u8>,
) -> Result<Vec<u8>, IdentityError> {
    seal_bytes(path, files::seed_text(what, seed).as_bytes(), passphrase, work)
}

/// Encrypts bytes that go into a file; `work` as for [`seal`].
pub(crate) fn seal_bytes(
    path: &Path,
    bytes: &[u8],
    passphrase: &Passphrase,
    work: Option<u8>,
) -> Result<Vec<u8>, IdentityError> {
    let mut recipient = age::scrypt::Recipient::new(secret(passphrase));
    recipient.set_work_factor(work.unwrap_or(WORK_FACTOR).clamp(1, MOST_WORK));
    age::encrypt(&recipient, bytes)
        .map_err(|error| IdentityError::Encrypt { path: path.into(), error: error.to_string() })
}

/// Decrypts a seed.
pub(super) fn open(path: &Path, passphrase: &Passphrase) -> Result<Seed, IdentityError> {
    files::check_private(path)?;
    files::parse_seed(&open_text(path, &files::read(path)?, passphrase)?, path)
}

/// Decrypts what a key file of this path holds.
pub(crate) fn open_text(
    path: &Path,
    bytes: &[u8],
    passphrase: &Passphrase,
) -> Result<Zeroizing<Vec<u8>>, IdentityError> {
    open_bytes(bytes, passphrase).map_err(|closed| match closed {
        Closed::Passphrase => IdentityError::Passphrase { path: path.into() },
        Closed::NotAge | Closed::Damaged => IdentityError::BadKey { path: path.into() },
    })
}

/// Why bytes do not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Closed {
    /// Another passphrase.
    Passphrase,
    /// They do not begin as age's do.
    NotAge,
    /// Cut short or changed, or made for a key instead of a passphrase.
    Damaged,
}

/// Decrypts bytes.
pub(crate) fn open_bytes(bytes: &[u8], passphrase: &Passphrase) -> Result<Zeroizing<Vec<u8>>, Closed> {
    if !bytes.starts_with(MAGIC) {
        return Err(Closed::NotAge);
    }
    let mut identity = age::scrypt::Identity::new(secret(passphrase));
    identity.set_max_work_factor(MOST_WORK);
    age::decrypt(&identity, bytes).map(Zeroizing::new).map_err(|error| match error {
        age::DecryptError::DecryptionFailed
        | age::DecryptError::KeyDecryptionFailed
        | age::DecryptError::NoMatchingKeys => Closed::Passphrase,
        _ => Closed::Damaged,
    })
}

fn secret(passphrase: &Passphrase) -> SecretString {
    SecretString::from(passphrase.as_str().to_owned())
}
