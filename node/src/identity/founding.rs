//! Founds a federation: the founding page made of the founders' cards, and this founder's signature of it.

use std::path::{Path, PathBuf};

use bigre_protocol::codec;
use bigre_protocol::durable::LastSigned;
use bigre_protocol::id::{CoopId, ObjectId};
use bigre_protocol::register::{After, Founding};

use crate::sign_lock::SignLock;

use super::{DirLock, Identity, IdentityError, Passphrase, RESTORED, card, files, read_card};

/// Name of the sign-lock within the data directory: what a node signed last, apart from its store.
pub const SIGN_LOCK: &str = "sign.lock";
const FOLDER: &str = "federation";
const DRAFT: &str = ".federation";
const PAGE: &str = "founding.cbor";
const CHECKPOINT: &str = "checkpoint.cbor";
const ASSENT: &str = "assent.cbor";

/// A federation that this node belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founded {
    /// Its founding page.
    pub founding: Founding,
    /// This cooperative within it.
    pub coop: CoopId,
    /// This founder's signature of the page; empty while only planned.
    pub assent: Vec<u8>,
    /// Whether it was there before: nothing was written.
    pub already: bool,
}

/// The federation of a data directory, if it was founded.
pub fn founded(dir: &Path) -> Result<Option<Founded>, IdentityError> {
    let own = card(dir)?;
    let path = dir.join(FOLDER).join(PAGE);
    if !path.exists() {
        return Ok(None);
    }
    let bad = |path: &Path, why: String| IdentityError::BadFounding { path: path.into(), why };
    let founding =
        Founding::from_bytes(&files::read(&path)?).map_err(|error| bad(&path, error.to_string()))?;
    let coop = founding.coop_id(&own.id);
    let path = dir.join(FOLDER).join(CHECKPOINT);
    if path.exists() {
        let read = codec::decode::<(u64, ObjectId)>(&files::read(&path)?);
        let checkpoint = read.map_err(|error| bad(&path, error.to_string()))?;
        let founding = founding.through(Some(checkpoint));
        return Ok(Some(Founded { founding, coop, assent: Vec::new(), already: true }));
    }
    if !founding.cards.iter().any(|card| card.id == own.id) {
        return Err(IdentityError::NotAFounder { name: own.value.name.to_string() });
    }
    let path = dir.join(FOLDER).join(ASSENT);
    let assent = files::read(&path)?;
    match founding.read_assent(&assent) {
        Ok(signer) if signer == coop => Ok(Some(Founded { founding, coop, assent, already: true })),
        Ok(_) => Err(bad(&path, "it is another founder's".into())),
        Err(error) => Err(bad(&path, error.to_string())),
    }
}

/// What [`found`] would make of these cards, without a passphrase and without writing anything.
///
/// `after`: the register that a federation founded anew goes on from.
pub fn plan_founding(
    dir: &Path,
    name: &str,
    cards: &[PathBuf],
    after: Option<After>,
) -> Result<Founded, IdentityError> {
    let own = card(dir)?;
    let mut bytes = Vec::new();
    for path in cards {
        bytes.push(read_card(path)?.bytes);
    }
    // The same card given twice, as by `*.card`, is one card.
    bytes.sort();
    bytes.dedup();
    let founding = Founding::after(name, &bytes, after).map_err(|error| IdentityError::Founding { error })?;
    if !founding.cards.iter().any(|card| card.id == own.id) {
        return Err(IdentityError::NotAFounder { name: own.value.name.to_string() });
    }
    match founded(dir)? {
        Some(existing) if existing.founding.federation() == founding.federation() => Ok(existing),
        Some(existing) => Err(IdentityError::OtherFederation {
            name: existing.founding.text.name.to_string(),
            words: existing.founding.federation().words(),
        }),
        None => {
            let coop = founding.coop_id(&own.id);
            Ok(Founded { founding, coop, assent: Vec::new(), already: false })
        }
    }
}

/// Signs the founding page that these cards make, and keeps it. The same cards again change nothing.
pub fn found(
    dir: &Path,
    name: &str,
    cards: &[PathBuf],
    passphrase: &Passphrase,
) -> Result<Founded, IdentityError> {
    found_after(dir, name, cards, None, passphrase)
}

/// The same for a federation founded anew, after the last page of its frozen register that all agree on.
pub fn found_after(
    dir: &Path,
    name: &str,
    cards: &[PathBuf],
    after: Option<After>,
    passphrase: &Passphrase,
) -> Result<Founded, IdentityError> {
    let mut plan = plan_founding(dir, name, cards, after)?;
    if plan.already {
        return Ok(plan);
    }
    let _lock = DirLock::take(dir)?;
    let root = Identity::unlock_root(dir, passphrase)?;
    let own = card(dir)?;
    plan.assent = plan.founding.assent(&own.id, &[&root]);
    keep(dir, &plan.founding, (ASSENT, &plan.assent))?;
    Ok(plan)
}

/// Keeps the founding page of the federation that this cooperative was admitted to, and the page of the register that
/// its invitation names: what the node is told must lead through it.
pub fn join(dir: &Path, founding: &[u8], checkpoint: (u64, ObjectId)) -> Result<Founded, IdentityError> {
    let bad = |error| IdentityError::Founding { error };
    let page = Founding::from_bytes(founding).map_err(bad)?;
    if let Some(existing) = founded(dir)? {
        if existing.founding.federation() == page.federation() {
            return Ok(existing);
        }
        return Err(IdentityError::OtherFederation {
            name: existing.founding.text.name.to_string(),
            words: existing.founding.federation().words(),
        });
    }
    let _lock = DirLock::take(dir)?;
    keep(dir, &page, (CHECKPOINT, &codec::encode(&checkpoint)))?;
    founded(dir)?.ok_or_else(|| IdentityError::NoIdentity { dir: dir.into() })
}

/// Writes the folder of a federation, whole or not at all.
fn keep(dir: &Path, founding: &Founding, (name, bytes): (&str, &[u8])) -> Result<(), IdentityError> {
    let draft = dir.join(DRAFT);
    let _ = std::fs::remove_dir_all(&draft);
    files::make_dir(&draft)?;
    let written = files::write_new(&draft.join(name), bytes)
        .and_then(|()| files::write_new(&draft.join(PAGE), &founding.to_bytes()))
        .and_then(|()| files::sync_dir(&draft))
        .and_then(|()| files::rename(&draft, &dir.join(FOLDER)));
    if written.is_err() {
        let _ = std::fs::remove_dir_all(&draft);
    }
    written?;
    // Made here and now, it says that nothing was ever signed. One that a restored node lacks says nothing: a backup
    // older than the founding, founded again with the same cards, must hear the others first.
    if dir.join(RESTORED).exists() {
        return Ok(());
    }
    let path = dir.join(SIGN_LOCK);
    let locked = SignLock::open(&path).and_then(|mut lock| match lock.signed() {
        None => lock.record(Some(LastSigned::default()), 0),
        Some(_) => Ok(()),
    });
    locked.map_err(|error| IdentityError::io(&path, "make")(std::io::Error::other(error)))
}
