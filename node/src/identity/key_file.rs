//! Key files of people: a root or vote key that one person holds, locked by their own passphrase. Knows how one is made
//! and opened; must not know which cards or pages it signs.
//!
//! The file is the same as those of the data directory: an age passphrase file with comments and 64 hexadecimal digits.
//! It may live on a stick, which keeps no permissions: its lock is the passphrase.

use std::path::Path;

use bigre_protocol::envelope::public_key;
use bigre_protocol::id::PublicKey;
use bigre_protocol::limits::NAME_CHARS;
use bigre_protocol::text::Text;
use ed25519_dalek::SigningKey;

use super::{IdentityError, Passphrase, files, random, vault};

/// What a person's key is for. Keys are never shared between uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyUse {
    /// Signs the cooperative's cards.
    Root,
    /// Approves pages of the register.
    Vote,
}

impl KeyUse {
    /// Its name, stable: `root` or `vote`.
    pub const fn name(self) -> &'static str {
        match self {
            KeyUse::Root => "root",
            KeyUse::Vote => "vote",
        }
    }

    fn named(name: &str) -> Option<KeyUse> {
        [KeyUse::Root, KeyUse::Vote].into_iter().find(|known| known.name() == name)
    }
}

/// What a key file says of its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyNote {
    /// What it is for; `None` for a file that does not say.
    pub usage: Option<KeyUse>,
    /// Whose it is, as typed: 1 to 80 visible characters; empty for a file that does not say.
    pub label: String,
}

const USE: &str = "use: ";
const LABEL: &str = "label: ";

/// Makes a key in a new file for its owner alone (mode 0600), and gives its public key. `work` is the power of two of
/// scrypt's work; `None` for [`super::WORK_FACTOR`]. Fails if the file exists, if the label is no text, or if the
/// passphrase is too short.
pub fn new_key_file(
    path: &Path,
    what: &KeyNote,
    passphrase: &Passphrase,
    work: Option<u8>,
) -> Result<PublicKey, IdentityError> {
    vault::check(passphrase)?;
    let label = Text::<NAME_CHARS>::new(&what.label)
        .map_err(|error| IdentityError::KeyLabel { label: what.label.clone(), why: error.to_string() })?;
    if path.exists() {
        return Err(IdentityError::FileExists { path: path.into() });
    }
    let usage = what.usage.map(|usage| format!("{USE}{}\n# ", usage.name())).unwrap_or_default();
    let seed = random()?;
    let text = format!("Bigre key\n# {usage}{LABEL}{label}");
    files::write_new(path, &vault::seal(path, &text, &seed, passphrase, work)?)?;
    files::sync_dir(files::parent(path))?;
    Ok(public_key(&SigningKey::from_bytes(&seed)))
}

/// Opens a key file. Its permissions are not looked at: it may come from a stick.
pub fn open_key_file(path: &Path, passphrase: &Passphrase) -> Result<SigningKey, IdentityError> {
    read_key_file(path, passphrase).map(|(key, _)| key)
}

/// The same, with what the file says of the key.
pub fn read_key_file(path: &Path, passphrase: &Passphrase) -> Result<(SigningKey, KeyNote), IdentityError> {
    let text = vault::open_text(path, &files::read(path)?, passphrase)?;
    let seed = files::parse_seed(&text, path)?;
    let lines = std::str::from_utf8(&text).unwrap_or_default().lines();
    let said = |prefix: &str| {
        let mut lines = lines.clone().filter_map(|line| line.strip_prefix("# "));
        lines.find_map(|line| line.strip_prefix(prefix)).unwrap_or_default().to_owned()
    };
    let note = KeyNote { usage: KeyUse::named(&said(USE)), label: said(LABEL) };
    Ok((SigningKey::from_bytes(&seed), note))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn passphrase() -> Passphrase {
        Passphrase::new("les goélands du port".into())
    }

    fn note(label: &str) -> KeyNote {
        KeyNote { usage: Some(KeyUse::Vote), label: label.into() }
    }

    #[test]
    fn what_is_made_is_opened_and_says_whose_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("anne.age");
        let made = new_key_file(&path, &note("Anne"), &passphrase(), Some(2)).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let (key, said) = read_key_file(&path, &passphrase()).unwrap();
        assert_eq!((public_key(&key), said), (made, note("Anne")));
        // A stick keeps no permissions.
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
        assert_eq!(public_key(&open_key_file(&path, &passphrase()).unwrap()), made);
        let other = new_key_file(&dir.path().join("2"), &note("Anne"), &passphrase(), Some(2)).unwrap();
        assert_ne!(other, made);
    }

    #[test]
    fn the_keys_of_the_data_directory_are_key_files_too() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("root.age");
        let seed = random().unwrap();
        let bytes = vault::seal(&path, "Bigre: the root key of Oxalis", &seed, &passphrase(), Some(2));
        files::write_new(&path, &bytes.unwrap()).unwrap();
        let (key, said) = read_key_file(&path, &passphrase()).unwrap();
        assert_eq!(key.to_bytes(), *seed);
        assert_eq!(said, KeyNote { usage: None, label: String::new() });
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("anne.age");
        let code =
            |result: Result<_, IdentityError>| result.map(|_: PublicKey| ()).unwrap_err().problem().code;
        for label in ["", "Anne\n# use: root", &"x".repeat(81)] {
            let made = new_key_file(&path, &note(label), &passphrase(), Some(2));
            assert_eq!(code(made), "identity-key-label");
        }
        let short = Passphrase::new("court".into());
        assert_eq!(code(new_key_file(&path, &note("Anne"), &short, Some(2))), "identity-short-passphrase");
        assert!(!path.exists());
        new_key_file(&path, &note("Anne"), &passphrase(), Some(2)).unwrap();
        assert_eq!(code(new_key_file(&path, &note("Anne"), &passphrase(), Some(2))), "identity-file-exists");
        let opened = |passphrase: &Passphrase| open_key_file(&path, passphrase).map(|key| public_key(&key));
        assert_eq!(code(opened(&Passphrase::new("autre chose".into()))), "identity-passphrase");
        let bytes = std::fs::read(&path).unwrap();
        for spoilt in [&bytes[..bytes.len() - 1], b"no key"] {
            std::fs::write(&path, spoilt).unwrap();
            assert_eq!(code(opened(&passphrase())), "identity-bad-key");
        }
    }
}
