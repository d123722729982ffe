//! Locks a key behind a passphrase: the only file that names age. What it writes, the standard `age` tool opens.

use std::path::Path;

use age::secrecy::SecretString;
use zeroize::Zeroizing;

use super::{IdentityError, PASSPHRASE_CHARS, Passphrase, Seed, WORK_FACTOR, files};

/// Most work that a file may ask for, as a power of two (the `age` tool's own limit).
const MOST_WORK: u8 = 22;

/// Refuses a passphrase too short.
pub(super) fn check(passphrase: &Passphrase) -> Result<(), IdentityError> {
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
    let mut recipient = age::scrypt::Recipient::new(secret(passphrase));
    recipient.set_work_factor(work.unwrap_or(WORK_FACTOR).clamp(1, MOST_WORK));
    age::encrypt(&recipient, files::seed_text(what, seed).as_bytes())
        .map_err(|error| IdentityError::Encrypt { path: path.into(), error: error.to_string() })
}

/// Decrypts a seed.
pub(super) fn open(path: &Path, passphrase: &Passphrase) -> Result<Seed, IdentityError> {
    files::check_private(path)?;
    let bytes = files::read(path)?;
    let mut identity = age::scrypt::Identity::new(secret(passphrase));
    identity.set_max_work_factor(MOST_WORK);
    let text = age::decrypt(&identity, &bytes).map_err(|error| match error {
        age::DecryptError::DecryptionFailed
        | age::DecryptError::KeyDecryptionFailed
        | age::DecryptError::NoMatchingKeys => IdentityError::Passphrase { path: path.into() },
        _ => IdentityError::BadKey { path: path.into() },
    })?;
    files::parse_seed(&Zeroizing::new(text), path)
}

fn secret(passphrase: &Passphrase) -> SecretString {
    SecretString::from(passphrase.as_str().to_owned())
}
