//! Root and vote keys that follow others: made beside those in force, put in their place once the card names them.
//!
//! Knows where they wait and what becomes of the old ones; must not know how a card comes into force.

use std::path::{Path, PathBuf};

use bigre_protocol::card::{Card, Keys};
use bigre_protocol::envelope::public_key;
use bigre_protocol::id::PublicKey;
use ed25519_dalek::SigningKey;

use super::{IdentityError, KEYS, KeyNote, KeyUse, Passphrase, current, files, new_key_file, vault};

fn path(dir: &Path, usage: KeyUse, which: &str) -> PathBuf {
    dir.join(KEYS).join(format!("{}{which}", usage.name()))
}

fn keys(card: &Card, usage: KeyUse) -> &Keys {
    match usage {
        KeyUse::Root => &card.root,
        KeyUse::Vote => &card.vote,
    }
}

/// Whether the data directory holds a root or vote key, be it the card's or not.
pub fn has_key(dir: &Path, usage: KeyUse) -> bool {
    path(dir, usage, ".age").exists()
}

/// Makes the root or vote key that follows, locked by a passphrase; one that waits already is opened. `work` is as for
/// [`new_key_file`].
pub fn next_key(
    dir: &Path,
    usage: KeyUse,
    passphrase: &Passphrase,
    work: Option<u8>,
) -> Result<SigningKey, IdentityError> {
    let next = path(dir, usage, ".next.age");
    if !next.exists() {
        let label = super::card(dir)?.value.name.to_string();
        new_key_file(&next, &KeyNote { usage: Some(usage), label }, passphrase, work)?;
    }
    let key = SigningKey::from_bytes(&*vault::open(&next, passphrase)?);
    // The file is locked: what it holds is written beside it, so that the card can be recognised without a passphrase.
    files::replace(&path(dir, usage, ".next.pub"), format!("{}\n", public_key(&key)).as_bytes())?;
    Ok(key)
}

/// Puts the keys that waited in place, if the card in force names them. The old ones stay beside, under the number of
/// the card that replaced them. Gives the uses whose key was put in place.
pub fn settle_keys(dir: &Path) -> Result<Vec<KeyUse>, IdentityError> {
    let card = current(dir)?;
    let mut settled = Vec::new();
    for usage in [KeyUse::Root, KeyUse::Vote] {
        let (next, note) = (path(dir, usage, ".next.age"), path(dir, usage, ".next.pub"));
        if !next.exists() || !note.exists() {
            continue;
        }
        let text = String::from_utf8_lossy(&files::read(&note)?).into_owned();
        let named = text.trim().parse::<PublicKey>().is_ok_and(|key| keys(&card, usage).keys.contains(&key));
        if named {
            put_aside(dir, usage, card.number)?;
            files::rename(&next, &path(dir, usage, ".age"))?;
            // Nothing waits any more. A note without its key means nothing.
            let _ = std::fs::remove_file(&note);
            settled.push(usage);
        }
    }
    Ok(settled)
}

/// Puts a key of the data directory that the card does not name any more beside, as people hold the new ones.
pub fn put_aside(dir: &Path, usage: KeyUse, number: u64) -> Result<Option<PathBuf>, IdentityError> {
    let old = path(dir, usage, ".age");
    if !old.exists() {
        return Ok(None);
    }
    let mut kept = path(dir, usage, &format!(".{number}.age"));
    let mut again = 1;
    while kept.exists() {
        kept = path(dir, usage, &format!(".{number}-{again}.age"));
        again += 1;
    }
    files::rename(&old, &kept)?;
    Ok(Some(kept))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::{CARD_NOW, Identity, InitOptions, card, init};
    use bigre_protocol::envelope::{ObjectKind, cosign};
    use bigre_protocol::id::FederationId;
    use bigre_protocol::text::List;

    #[test]
    fn a_key_waits_until_the_card_names_it_and_the_old_one_is_kept() {
        let root = tempfile::tempdir().unwrap();
        let dir = root.path().join("data");
        let passphrase = Passphrase::new("les goélands du port".into());
        let options = InitOptions {
            name: "Oxalis".into(),
            legal: "FR:SIREN:000000001".into(),
            addresses: Vec::new(),
            passphrase: passphrase.clone(),
            work_factor: Some(2),
        };
        init(&dir, &options).unwrap();
        let old = Identity::unlock_vote(&dir, &passphrase).unwrap();
        let next = next_key(&dir, KeyUse::Vote, &passphrase, Some(2)).unwrap();
        assert_eq!(next_key(&dir, KeyUse::Vote, &passphrase, Some(2)).unwrap(), next, "one waits already");
        assert_eq!(settle_keys(&dir).unwrap(), Vec::new());
        assert_eq!(Identity::unlock_vote(&dir, &passphrase).unwrap(), old);

        let mut now = card(&dir).unwrap().value;
        now.number = 1;
        now.vote.keys = List::new(vec![public_key(&next)]).unwrap();
        let signer = Identity::unlock_root(&dir, &passphrase).unwrap();
        let bytes = cosign(&FederationId([7; 32]), ObjectKind::Card, &[&signer], &now);
        files::replace(&dir.join(CARD_NOW), &bytes).unwrap();
        assert_eq!(settle_keys(&dir).unwrap(), [KeyUse::Vote]);
        let kept = vault::open(&dir.join("keys/vote.1.age"), &passphrase).unwrap();
        assert_eq!(SigningKey::from_bytes(&kept), old);
        assert_eq!(Identity::unlock_vote(&dir, &passphrase).unwrap(), next);
        assert_eq!(settle_keys(&dir).unwrap(), Vec::new());
        assert!(has_key(&dir, KeyUse::Vote));
        put_aside(&dir, KeyUse::Vote, 1).unwrap().unwrap();
        assert!(dir.join("keys/vote.1-1.age").exists() && !has_key(&dir, KeyUse::Vote));
    }
}
