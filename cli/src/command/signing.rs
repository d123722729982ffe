//! What several people sign, one after the other, by passing a file from hand to hand; and the keys that they sign with.
//!
//! Knows signatures and who is missing; must not know what is signed.

use std::collections::BTreeSet;
use std::path::Path;

use bigre_node::identity::{self, Identity, IdentityError, KeyUse};
use bigre_protocol::card::Keys;
use bigre_protocol::codec;
use bigre_protocol::envelope::{Cosigned, EnvelopeError, ObjectKind, cosign, key_id, public_key};
use bigre_protocol::id::{FederationId, PublicKey};
use bigre_protocol::limits::CARD_BYTES;
use ed25519_dalek::SigningKey;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_bytes::ByteBuf;

use crate::args::SignArgs;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::{passphrase, progress, say};

pub(super) fn refused(error: IdentityError) -> Failure {
    Failure::refused(error.problem())
}

fn bad(path: &Path, error: impl std::fmt::Display) -> Failure {
    let args = [("path", path.display().to_string()), ("error", error.to_string())];
    Failure::new(Exit::Refused, "cli-draft-bad", &args)
}

/// One payload with the signatures that it has so far, which may be none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    /// As a file holds it.
    pub(super) bytes: Vec<u8>,
}

impl Draft {
    /// Signed by nobody yet.
    pub(super) fn new<T: Serialize>(kind: ObjectKind, value: &T) -> Draft {
        Draft { bytes: cosign(&FederationId::NONE, kind, &[], value) }
    }

    /// Reads one from a file.
    pub(super) fn read(path: &Path) -> Result<Draft, Failure> {
        let bytes = super::bundle::read(path)?;
        if bytes.len() > CARD_BYTES {
            return Err(bad(path, EnvelopeError::Size { found: bytes.len(), most: CARD_BYTES }));
        }
        let draft = Draft { bytes };
        draft.parts().map_err(|error| bad(path, error))?;
        Ok(draft)
    }

    fn parts(&self) -> Result<(ByteBuf, Vec<ByteBuf>), EnvelopeError> {
        Ok(codec::decode(&self.bytes)?)
    }

    fn is_signed(&self) -> bool {
        self.parts().is_ok_and(|(_, signatures)| !signatures.is_empty())
    }

    /// What is signed.
    pub(super) fn payload<T: Serialize + DeserializeOwned>(&self) -> Result<T, EnvelopeError> {
        Ok(codec::decode(&self.parts()?.0)?)
    }

    /// Whether it is signed with the same payload.
    pub(super) fn is_of(&self, other: &Draft) -> bool {
        matches!((self.parts(), other.parts()), (Ok(one), Ok(two)) if one.0 == two.0)
    }

    /// The federation that the signatures name.
    pub(super) fn federation(&self) -> Option<FederationId> {
        let cosigned = Cosigned::parse(&self.bytes, CARD_BYTES).ok()?;
        Some(cosigned.federation()).filter(|federation| *federation != FederationId::NONE)
    }

    /// Adds the signatures of another copy.
    pub(super) fn gather(&mut self, other: &Draft) -> Result<bool, EnvelopeError> {
        match Cosigned::gather(&[self.bytes.clone(), other.bytes.clone()], CARD_BYTES)? {
            Some(bytes) => self.bytes = bytes,
            None => return Ok(false),
        }
        Ok(true)
    }

    /// Adds a signature, unless that key signed already.
    pub(super) fn sign(
        &mut self,
        federation: &FederationId,
        kind: ObjectKind,
        key: &SigningKey,
    ) -> Result<(), EnvelopeError> {
        let signed = Cosigned::countersign(&self.bytes, federation, kind, key)?;
        if self.is_signed() {
            let both = Draft { bytes: signed };
            // Gathering keeps each key once.
            let _ = self.gather(&both)?;
        } else {
            self.bytes = signed;
        }
        Ok(())
    }

    /// Which of the keys signed. Refused: a signature that does not verify, or by another key.
    pub(super) fn signers(
        &self,
        federation: &FederationId,
        kind: ObjectKind,
        keys: &[PublicKey],
    ) -> Result<Vec<PublicKey>, EnvelopeError> {
        if !self.is_signed() {
            return Ok(Vec::new());
        }
        Cosigned::parse(&self.bytes, CARD_BYTES)?.signers(federation, kind, keys)
    }

    /// Writes it for the next person.
    pub(super) fn save(&self, path: &Path) -> Result<(), Failure> {
        std::fs::write(path, &self.bytes).map_err(|error| Failure::file("cli-write", path, &error))
    }
}

/// Opens the keys that sign: those of the files given, else the data directory's. None when there is neither.
pub(super) fn open_keys(
    context: &Context,
    usage: KeyUse,
    sign: &SignArgs,
) -> Result<Vec<SigningKey>, Failure> {
    let doing = say!(context.tr, "key-opening");
    let mut keys = Vec::new();
    for path in &sign.keys {
        let passphrase = passphrase::of_file(context, &sign.passphrase, path)?;
        let read = progress::during(context, &doing, || identity::read_key_file(path, &passphrase));
        let (key, note) = read.map_err(refused)?;
        if let Some(other) = note.usage.filter(|other| *other != usage) {
            let args = [
                ("path", path.display().to_string()),
                ("is", other.name().to_owned()),
                ("wanted", usage.name().to_owned()),
            ];
            return Err(Failure::new(Exit::Refused, "cli-key-use", &args));
        }
        keys.push(key);
    }
    if sign.keys.is_empty() && has_own(context, usage)? {
        let passphrase = passphrase::existing(context, &sign.passphrase)?;
        let opened = progress::during(context, &doing, || match usage {
            KeyUse::Root => Identity::unlock_root(&context.dir, &passphrase),
            KeyUse::Vote => Identity::unlock_vote(&context.dir, &passphrase),
        });
        keys.push(opened.map_err(refused)?);
    }
    Ok(keys)
}

/// Whether the data directory holds a key. A card that came into force since may name the one that waited.
pub(super) fn has_own(context: &Context, usage: KeyUse) -> Result<bool, Failure> {
    identity::settle_keys(&context.dir).map_err(refused)?;
    Ok(identity::has_key(&context.dir, usage))
}

/// Signs a draft with keys that must be among those known.
pub(super) fn sign_with(
    draft: &mut Draft,
    federation: &FederationId,
    kind: ObjectKind,
    keys: &[SigningKey],
    known: &[PublicKey],
) -> Result<(), Failure> {
    for key in keys {
        let public = public_key(key);
        if !known.contains(&public) {
            return Err(Failure::new(Exit::Refused, "cli-key-stranger", &[("key", public.short())]));
        }
        draft.sign(federation, kind, key).map_err(envelope)?;
    }
    Ok(())
}

/// A draft that is not what it should be.
pub(super) fn envelope(error: EnvelopeError) -> Failure {
    Failure::new(Exit::Refused, "cli-signatures-bad", &[("error", error.to_string())])
}

/// The keys of two lists, each once.
pub(super) fn union(one: &Keys, other: &Keys) -> Vec<PublicKey> {
    let all: BTreeSet<PublicKey> = one.keys.iter().chain(other.keys.iter()).copied().collect();
    all.into_iter().collect()
}

/// A public key as people compare it.
pub(super) fn named(key: &PublicKey) -> String {
    format!("{} ({})", key.short(), data_encoding::HEXLOWER.encode(&key_id(key)[..3]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FED: FederationId = FederationId([9; 32]);

    #[test]
    fn people_sign_one_after_the_other_each_once() {
        let key = |seed: u8| SigningKey::from_bytes(&[seed; 32]);
        let known = [public_key(&key(1)), public_key(&key(2))];
        let mut draft = Draft::new(ObjectKind::Card, &7u64);
        assert_eq!(draft.signers(&FED, ObjectKind::Card, &known), Ok(Vec::new()));
        assert_eq!((draft.federation(), draft.payload::<u64>()), (None, Ok(7)));
        sign_with(&mut draft, &FED, ObjectKind::Card, &[key(1)], &known).unwrap();
        sign_with(&mut draft, &FED, ObjectKind::Card, &[key(1)], &known).unwrap();
        assert_eq!(draft.signers(&FED, ObjectKind::Card, &known), Ok(vec![known[0]]));
        let mut other = Draft::new(ObjectKind::Card, &7u64);
        sign_with(&mut other, &FED, ObjectKind::Card, &[key(2)], &known).unwrap();
        assert_eq!(draft.gather(&other), Ok(true));
        assert_eq!(draft.signers(&FED, ObjectKind::Card, &known).unwrap().len(), 2);
        assert_eq!(draft.federation(), Some(FED));
        assert_eq!(draft.gather(&Draft::new(ObjectKind::Card, &8u64)), Ok(false));
        let stranger = sign_with(&mut draft, &FED, ObjectKind::Card, &[key(3)], &known);
        assert_eq!(stranger.unwrap_err().problem.code, "cli-key-stranger");
    }
}
