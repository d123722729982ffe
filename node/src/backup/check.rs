//! Checks that the parts of a backup agree: keys, card, founding page, bundle. Knows what each must say of the other;
//! must not write anything.

use std::path::Path;

use bigre_protocol::card::Card;
use bigre_protocol::envelope::{Verified, public_key};
use bigre_protocol::frame::Frame;
use bigre_protocol::id::{ObjectId, PublicKey};
use bigre_protocol::register::Founding;
use ed25519_dalek::SigningKey;

use super::BackupError;
use super::archive::Archive;
use crate::bundle;
use crate::identity::vault::{self, Closed};
use crate::identity::{self, CARD, FORMAT_FILE, IMPORT, NODE, Passphrase, ROOT, TRANSPORT, VOTE, files};

/// What is known of a key of a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyState {
    /// It is the card's.
    Checked,
    /// Locked by another passphrase than the backup: not looked at.
    Locked,
    /// Not in the backup: the system keeps it, or a person.
    Elsewhere,
}

/// What a bundle holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BundleCount {
    /// Its size in bytes.
    pub bytes: u64,
    /// Directories.
    pub directories: u64,
    /// Entries of all of them.
    pub entries: u64,
}

/// What a backup holds: no secret among it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// The cooperative's name.
    pub name: String,
    /// Its card.
    pub card: ObjectId,
    /// The federation's name and fingerprint in words; `None` for an identity that founded nothing yet.
    pub federation: Option<(String, String)>,
    /// When it was made, in milliseconds since the Unix epoch.
    pub time: u64,
    /// Its files: path, size in bytes.
    pub files: Vec<(String, u64)>,
    /// Its keys: `root`, `vote`, `node`, `transport`.
    pub keys: Vec<(&'static str, KeyState)>,
    /// What the federation published then.
    pub bundle: Option<BundleCount>,
}

/// Checks everything in an archive. `file` is the backup, for errors; the passphrase is tried on the locked keys too.
pub(super) fn contents(
    archive: &Archive,
    file: &Path,
    passphrase: &Passphrase,
) -> Result<Contents, BackupError> {
    let check = Check { archive, file, passphrase };
    check.format()?;
    let card = check.card()?;
    let keys = check.keys(&card.value)?;
    let founding = check.founding(&card)?;
    let size = |bytes: &[u8]| u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    Ok(Contents {
        name: card.value.name.to_string(),
        card: card.id,
        federation: founding.as_ref().map(|page| (page.text.name.to_string(), page.federation().words())),
        time: archive.time,
        files: archive.files.iter().map(|(path, bytes)| (path.to_string(), size(bytes))).collect(),
        keys,
        bundle: check.bundle(founding.as_ref())?,
    })
}

struct Check<'a> {
    archive: &'a Archive,
    file: &'a Path,
    passphrase: &'a Passphrase,
}

impl Check<'_> {
    fn need(&self, path: &'static str) -> Result<&[u8], BackupError> {
        let missing = || BackupError::Missing { path: self.file.into(), what: path };
        self.archive.file(path).ok_or_else(missing)
    }

    fn damaged(&self, what: &str, why: impl std::fmt::Display) -> BackupError {
        BackupError::Damaged { path: self.file.into(), why: format!("{what}: {why}") }
    }

    fn format(&self) -> Result<(), BackupError> {
        let text = std::str::from_utf8(self.need(FORMAT_FILE)?).unwrap_or_default();
        match text.trim().parse::<u64>() {
            Ok(found) if found > identity::FORMAT => {
                Err(BackupError::Newer { path: self.file.into(), found })
            }
            Ok(found) if found > 0 => Ok(()),
            _ => Err(self.damaged(FORMAT_FILE, "it is not a number")),
        }
    }

    fn card(&self) -> Result<Verified<Card>, BackupError> {
        identity::parse_card(Path::new(CARD), self.need(CARD)?).map_err(|error| self.damaged(CARD, error))
    }

    fn keys(&self, card: &Card) -> Result<Vec<(&'static str, KeyState)>, BackupError> {
        let node = match self.archive.file(NODE) {
            None => KeyState::Elsewhere,
            Some(_) => self.clear(NODE, &[card.node])?,
        };
        self.seed(IMPORT)?;
        Ok(vec![
            ("root", self.locked(ROOT, &card.root.keys)?),
            ("vote", self.locked(VOTE, &card.vote.keys)?),
            ("node", node),
            ("transport", self.clear(TRANSPORT, &card.transport)?),
        ])
    }

    fn seed(&self, path: &'static str) -> Result<identity::Seed, BackupError> {
        files::parse_seed(self.need(path)?, Path::new(path))
            .map_err(|_| self.damaged(path, "it is not a key"))
    }

    fn clear(&self, path: &'static str, of_card: &[PublicKey]) -> Result<KeyState, BackupError> {
        self.compare(path, &self.seed(path)?, of_card)
    }

    /// A key that only people open: with the same passphrase it is compared, else it is left alone.
    fn locked(&self, path: &'static str, of_card: &[PublicKey]) -> Result<KeyState, BackupError> {
        let Some(sealed) = self.archive.file(path) else { return Ok(KeyState::Elsewhere) };
        let text = match vault::open_bytes(sealed, self.passphrase) {
            Ok(text) => text,
            Err(Closed::Passphrase) => return Ok(KeyState::Locked),
            Err(Closed::NotAge | Closed::Damaged) => return Err(self.damaged(path, "it is not a locked key")),
        };
        let seed = files::parse_seed(&text, Path::new(path));
        self.compare(path, &seed.map_err(|_| self.damaged(path, "it is not a key"))?, of_card)
    }

    fn compare(
        &self,
        path: &'static str,
        seed: &identity::Seed,
        of_card: &[PublicKey],
    ) -> Result<KeyState, BackupError> {
        if of_card.contains(&public_key(&SigningKey::from_bytes(seed))) {
            return Ok(KeyState::Checked);
        }
        Err(BackupError::NotTheCards { path: self.file.into(), what: path })
    }

    fn founding(&self, card: &Verified<Card>) -> Result<Option<Founding>, BackupError> {
        const PAGE: &str = "federation/founding.cbor";
        const ASSENT: &str = "federation/assent.cbor";
        let Some(bytes) = self.archive.file(PAGE) else { return Ok(None) };
        let page = Founding::from_bytes(bytes).map_err(|error| self.damaged(PAGE, error))?;
        if !page.cards.iter().any(|founder| founder.id == card.id) {
            return Err(self.damaged(PAGE, "the card is not among the founders'"));
        }
        match page.read_assent(self.need(ASSENT)?) {
            Ok(signer) if signer == page.coop_id(&card.id) => Ok(Some(page)),
            Ok(_) => Err(self.damaged(ASSENT, "it is another founder's")),
            Err(error) => Err(self.damaged(ASSENT, error)),
        }
    }

    fn bundle(&self, founding: Option<&Founding>) -> Result<Option<BundleCount>, BackupError> {
        let Some(bytes) = &self.archive.bundle else { return Ok(None) };
        let bad = |error: &dyn std::fmt::Display| self.damaged("what the federation published", error);
        let page = founding.ok_or_else(|| bad(&"there is no federation"))?;
        let frames = bundle::read(&page.federation(), bytes).map_err(|error| bad(&error))?;
        let mut count =
            BundleCount { bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX), directories: 0, entries: 0 };
        for frame in &frames {
            match Frame::from_bytes(frame).map_err(|error| bad(&error))? {
                Some(Frame::Begin { .. }) => count.directories += 1,
                Some(Frame::Part(part)) => count.entries += part.put.len() as u64,
                _ => {}
            }
        }
        Ok(Some(count))
    }
}
