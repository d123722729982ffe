//! Signed objects: COSE_Sign1 (RFC 9052) in one fixed profile, and the step from received to verified.
//!
//! Knows how a signature binds a payload to a federation, a kind and a version; must not know whose key
//! may sign what. Only this module makes a [`Verified`].

use std::collections::BTreeMap;

use ciborium::Value;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_bytes::{ByteArray, ByteBuf, Bytes};
use sha2::{Digest, Sha256};

use crate::codec::{self, CodecError, Origin};
use crate::id::{FederationId, ObjectId, PublicKey};

/// Domain of every signature: the `external_aad` of the Sig_structure.
pub const DOMAIN: &[u8] = b"bigre-object-v1";
/// Ed25519, fully specified (RFC 9864).
pub const ALGORITHM: i64 = -19;
/// Private header labels: federation, kind, version.
pub const LABELS: [i64; 3] = [-65537, -65538, -65539];
/// Version of every object of this release.
pub const VERSION: u64 = 1;

/// What a signed object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum ObjectKind {
    /// A cooperative's card, by its root keys.
    Card = 1,
    /// A founder's signature of the founding page, by its root keys.
    Assent = 2,
    /// A directory's head, by the node key.
    Head = 3,
    /// An entry of a journal, by the node key.
    Entry = 4,
    /// A cooperative's approval of a page, by its vote keys.
    Approval = 5,
    /// A page of the register. Signed by nobody alone: what is signed names its id.
    Page = 6,
    /// What a node holds, by the node key.
    Pulse = 7,
    /// A cooperative's acceptance of the charter, by its vote keys.
    Charter = 8,
    /// An invitation, by the sponsor's node key.
    Invitation = 9,
}

/// Names a key in a protected header: the first 8 bytes of its SHA-256.
pub type KeyId = [u8; 8];

/// The [`KeyId`] of a key.
pub fn key_id(key: &PublicKey) -> KeyId {
    let hash: [u8; 32] = Sha256::digest(key.0).into();
    let mut id = [0; 8];
    id.copy_from_slice(&hash[..8]);
    id
}

/// Why an envelope is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// Larger than its kind allows.
    #[error("{found} bytes are more than the {most} allowed")]
    Size {
        /// Bytes found.
        found: usize,
        /// Bytes allowed.
        most: usize,
    },
    /// Not canonical CBOR or not the fields expected.
    #[error(transparent)]
    Codec(#[from] CodecError),
    /// Something in the unprotected header, or a protected header that is not our profile.
    #[error("the header is not the one of this protocol")]
    Header,
    /// Signed for another federation.
    #[error("it belongs to another federation")]
    Federation,
    /// Another kind or version of object.
    #[error("it is another kind of object")]
    Kind,
    /// Signed by another key than the one expected.
    #[error("it is signed by another key")]
    Key,
    /// The signature does not verify.
    #[error("the signature does not verify")]
    Signature,
    /// A public key that is not canonical, is weak, or has torsion (RFC 8032 section 5.1.7).
    #[error("a public key is not acceptable")]
    WeakKey,
}

/// An envelope that was read and not verified.
#[derive(Debug, Clone)]
pub struct Signed {
    protected: Vec<u8>,
    payload: Option<Vec<u8>>,
    signature: [u8; 64],
    /// The key named in the protected header.
    pub key: KeyId,
    /// The federation named in the protected header.
    pub federation: FederationId,
    /// The kind named in the protected header.
    pub kind: u8,
}

type Wire = (ByteBuf, BTreeMap<u8, u8>, Option<ByteBuf>, ByteArray<64>);

/// A payload whose signature was verified, with the bytes it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified<T> {
    /// The payload.
    pub value: T,
    /// SHA-256 of its Sig_structure.
    pub id: ObjectId,
    /// The whole envelope.
    pub bytes: Vec<u8>,
}

fn protected(federation: &FederationId, kind: ObjectKind, key: &PublicKey) -> Vec<u8> {
    let pairs = vec![
        (Value::from(1), Value::from(ALGORITHM)),
        (Value::from(4), Value::Bytes(key_id(key).to_vec())),
        (Value::from(LABELS[0]), Value::Bytes(federation.0.to_vec())),
        (Value::from(LABELS[1]), Value::from(kind as u8)),
        (Value::from(LABELS[2]), Value::from(VERSION)),
    ];
    codec::encode(&Value::Map(pairs))
}

fn sig_structure(protected: &[u8], payload: &[u8]) -> Vec<u8> {
    codec::encode(&("Signature1", Bytes::new(protected), Bytes::new(DOMAIN), Bytes::new(payload)))
}

/// The id of what is signed, whoever verifies it: SHA-256 of the Sig_structure.
fn object_id(structure: &[u8]) -> ObjectId {
    ObjectId(Sha256::digest(structure).into())
}

/// Checks a public key before it is admitted: canonical, not weak, torsion-free.
pub fn admit_key(key: &PublicKey) -> Result<VerifyingKey, EnvelopeError> {
    let admitted = VerifyingKey::from_bytes(&key.0).map_err(|_| EnvelopeError::WeakKey)?;
    let point = admitted.to_edwards();
    let canonical = point.compress().to_bytes() == key.0;
    if admitted.is_weak() || !canonical || !point.is_torsion_free() {
        return Err(EnvelopeError::WeakKey);
    }
    Ok(admitted)
}

/// The public half of a signing key.
pub fn public_key(key: &SigningKey) -> PublicKey {
    PublicKey(key.verifying_key().to_bytes())
}

/// Signs a payload for one federation.
pub fn sign<T: Serialize>(
    federation: &FederationId,
    kind: ObjectKind,
    key: &SigningKey,
    value: T,
) -> Verified<T> {
    let payload = codec::encode(&value);
    let protected = protected(federation, kind, &public_key(key));
    let structure = sig_structure(&protected, &payload);
    let signature = key.sign(&structure).to_bytes();
    let wire: Wire =
        (ByteBuf::from(protected), BTreeMap::new(), Some(ByteBuf::from(payload)), ByteArray::new(signature));
    Verified { value, id: object_id(&structure), bytes: codec::encode(&wire) }
}

impl Signed {
    /// Reads an envelope of at most `most` bytes: size, canonical form, header.
    pub fn parse(bytes: &[u8], most: usize) -> Result<Signed, EnvelopeError> {
        if bytes.len() > most {
            return Err(EnvelopeError::Size { found: bytes.len(), most });
        }
        Signed::parse_from(Origin::Anybody, bytes)
    }

    fn parse_from(origin: Origin, bytes: &[u8]) -> Result<Signed, EnvelopeError> {
        let (protected, unprotected, payload, signature): Wire = codec::decode_from(origin, bytes)?;
        let header: Value = codec::decode_from(origin, &protected)?;
        let Value::Map(pairs) = header else { return Err(EnvelopeError::Header) };
        let found: Vec<(i128, &Value)> =
            pairs.iter().filter_map(|(k, v)| Some((i128::from(k.as_integer()?), v))).collect();
        let [(1, algorithm), (4, key), (f, federation), (k, kind), (v, version)] = found[..] else {
            return Err(EnvelopeError::Header);
        };
        let labels = [f, k, v] == LABELS.map(i128::from) && pairs.len() == 5;
        if !labels || !unprotected.is_empty() || *algorithm != Value::from(ALGORITHM) {
            return Err(EnvelopeError::Header);
        }
        let key = key.as_bytes().and_then(|b| b.as_slice().try_into().ok()).ok_or(EnvelopeError::Header)?;
        let federation =
            federation.as_bytes().and_then(|b| b.as_slice().try_into().ok()).ok_or(EnvelopeError::Header)?;
        let kind =
            kind.as_integer().and_then(|i| u8::try_from(i128::from(i)).ok()).ok_or(EnvelopeError::Kind)?;
        if *version != Value::from(VERSION) {
            return Err(EnvelopeError::Kind);
        }
        Ok(Signed {
            protected: protected.into_vec(),
            payload: payload.map(ByteBuf::into_vec),
            signature: signature.into_array(),
            key,
            federation: FederationId(federation),
            kind,
        })
    }

    /// The payload before verification, to find out which key should have signed.
    pub fn peek<T: Serialize + DeserializeOwned>(&self) -> Result<T, EnvelopeError> {
        Ok(codec::decode(self.payload.as_deref().ok_or(EnvelopeError::Header)?)?)
    }

    /// Verifies it against what is expected: federation, kind, then the one key that may have signed.
    pub fn verify<T: Serialize + DeserializeOwned>(
        &self,
        bytes: &[u8],
        federation: &FederationId,
        kind: ObjectKind,
        key: &PublicKey,
    ) -> Result<Verified<T>, EnvelopeError> {
        let payload = self.payload.as_deref().ok_or(EnvelopeError::Header)?;
        let id = self.check(payload, federation, kind, key)?;
        Ok(Verified { value: codec::decode(payload)?, id, bytes: bytes.to_vec() })
    }

    /// Reads again what was verified before our own disk kept it, and by which key: neither its form nor its signature
    /// is checked another time.
    pub(crate) fn kept<T>(bytes: Vec<u8>) -> Result<(KeyId, Verified<T>), EnvelopeError>
    where
        T: Serialize + DeserializeOwned,
    {
        let signed = Signed::parse_from(Origin::OwnDisk, &bytes)?;
        let payload = signed.payload.as_deref().ok_or(EnvelopeError::Header)?;
        let value = codec::decode_from(Origin::OwnDisk, payload)?;
        Ok((signed.key, Verified { value, id: object_id(&sig_structure(&signed.protected, payload)), bytes }))
    }

    fn check(
        &self,
        payload: &[u8],
        federation: &FederationId,
        kind: ObjectKind,
        key: &PublicKey,
    ) -> Result<ObjectId, EnvelopeError> {
        if self.federation != *federation {
            return Err(EnvelopeError::Federation);
        }
        if self.kind != kind as u8 {
            return Err(EnvelopeError::Kind);
        }
        if self.key != key_id(key) {
            return Err(EnvelopeError::Key);
        }
        let verifier = VerifyingKey::from_bytes(&key.0).map_err(|_| EnvelopeError::WeakKey)?;
        let structure = sig_structure(&self.protected, payload);
        verifier
            .verify_strict(&structure, &Signature::from_bytes(&self.signature))
            .map_err(|_| EnvelopeError::Signature)?;
        Ok(object_id(&structure))
    }
}

/// One payload signed by several keys: an array of the payload and of COSE_Sign1 with a detached payload.
#[derive(Debug, Clone)]
pub struct Cosigned {
    payload: Vec<u8>,
    signatures: Vec<Signed>,
}

/// Signs a payload with each of the keys.
pub fn cosign<T: Serialize>(
    federation: &FederationId,
    kind: ObjectKind,
    keys: &[&SigningKey],
    value: &T,
) -> Vec<u8> {
    let payload = codec::encode(value);
    let signatures: Vec<ByteBuf> = keys
        .iter()
        .map(|key| {
            let protected = protected(federation, kind, &public_key(key));
            let signature = key.sign(&sig_structure(&protected, &payload)).to_bytes();
            let wire: Wire = (ByteBuf::from(protected), BTreeMap::new(), None, ByteArray::new(signature));
            ByteBuf::from(codec::encode(&wire))
        })
        .collect();
    codec::encode(&(Bytes::new(&payload), signatures))
}

impl Cosigned {
    /// Reads it: size, canonical form, headers.
    pub fn parse(bytes: &[u8], most: usize) -> Result<Cosigned, EnvelopeError> {
        if bytes.len() > most {
            return Err(EnvelopeError::Size { found: bytes.len(), most });
        }
        let (payload, signatures): (ByteBuf, Vec<ByteBuf>) = codec::decode(bytes)?;
        let signatures =
            signatures.iter().map(|bytes| Signed::parse(bytes, most)).collect::<Result<Vec<_>, _>>()?;
        if signatures.is_empty() || signatures.iter().any(|s| s.payload.is_some()) {
            return Err(EnvelopeError::Header);
        }
        Ok(Cosigned { payload: payload.into_vec(), signatures })
    }

    /// The federation that the first signature names.
    pub fn federation(&self) -> FederationId {
        self.signatures.first().map_or(FederationId::NONE, |s| s.federation)
    }

    /// The payload before verification, to find out which keys should have signed.
    pub fn peek<T: Serialize + DeserializeOwned>(&self) -> Result<T, EnvelopeError> {
        Ok(codec::decode(&self.payload)?)
    }

    /// Verifies that at least `threshold` of `keys` signed, each counted once, and nobody else.
    pub fn verify<T: Serialize + DeserializeOwned>(
        &self,
        bytes: &[u8],
        federation: &FederationId,
        kind: ObjectKind,
        threshold: usize,
        keys: &[PublicKey],
    ) -> Result<Verified<T>, EnvelopeError> {
        if self.signers(federation, kind, keys)?.len() < threshold.max(1) {
            return Err(EnvelopeError::Signature);
        }
        self.read(bytes, federation, kind)
    }

    /// Which of `keys` signed. Refused: a signature that does not verify, by another key, or by one key twice.
    pub fn signers(
        &self,
        federation: &FederationId,
        kind: ObjectKind,
        keys: &[PublicKey],
    ) -> Result<Vec<PublicKey>, EnvelopeError> {
        let mut signers: Vec<PublicKey> = Vec::new();
        for signed in &self.signatures {
            let key = keys.iter().find(|key| key_id(key) == signed.key).ok_or(EnvelopeError::Key)?;
            signed.check(&self.payload, federation, kind, key)?;
            if signers.contains(key) {
                return Err(EnvelopeError::Key);
            }
            signers.push(*key);
        }
        Ok(signers)
    }

    /// The payload, once its signers are known to suffice.
    pub(crate) fn read<T: Serialize + DeserializeOwned>(
        &self,
        bytes: &[u8],
        federation: &FederationId,
        kind: ObjectKind,
    ) -> Result<Verified<T>, EnvelopeError> {
        let id = payload_id(federation, kind, &self.payload);
        Ok(Verified { value: self.peek()?, id, bytes: bytes.to_vec() })
    }

    /// The same payload with one signature more, from bytes that may have none yet.
    pub fn countersign(
        bytes: &[u8],
        federation: &FederationId,
        kind: ObjectKind,
        key: &SigningKey,
    ) -> Result<Vec<u8>, EnvelopeError> {
        let (payload, mut signatures): (ByteBuf, Vec<ByteBuf>) = codec::decode(bytes)?;
        let protected = protected(federation, kind, &public_key(key));
        let signature = key.sign(&sig_structure(&protected, &payload)).to_bytes();
        let wire: Wire = (ByteBuf::from(protected), BTreeMap::new(), None, ByteArray::new(signature));
        signatures.push(ByteBuf::from(codec::encode(&wire)));
        Ok(codec::encode(&(payload, signatures)))
    }

    /// Puts the signatures of several copies of one payload together, each key once: how people in different
    /// towns sign by exchanging files. `None` when the payloads differ.
    pub fn gather(copies: &[Vec<u8>], most: usize) -> Result<Option<Vec<u8>>, EnvelopeError> {
        let mut payload: Option<Vec<u8>> = None;
        let mut signatures: BTreeMap<KeyId, ByteBuf> = BTreeMap::new();
        for bytes in copies {
            let (found, each): (ByteBuf, Vec<ByteBuf>) = codec::decode(bytes)?;
            if payload.get_or_insert_with(|| found.to_vec()) != found.as_slice() {
                return Ok(None);
            }
            for bytes in each {
                signatures.insert(Signed::parse(&bytes, most)?.key, bytes);
            }
        }
        let Some(payload) = payload else { return Ok(None) };
        let signatures: Vec<ByteBuf> = signatures.into_values().collect();
        Ok(Some(codec::encode(&(Bytes::new(&payload), signatures))))
    }
}

/// The id of a payload that several keys sign, or none: the Sig_structure with a protected header that names no
/// key.
pub fn payload_id(federation: &FederationId, kind: ObjectKind, payload: &[u8]) -> ObjectId {
    let header = codec::encode(&(Bytes::new(&federation.0), kind as u8, VERSION));
    object_id(&sig_structure(&header, payload))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FED: FederationId = FederationId([9; 32]);

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_bytes(&[seed; 32])
    }

    fn verify(
        bytes: &[u8],
        fed: &FederationId,
        kind: ObjectKind,
        by: u8,
    ) -> Result<Verified<u64>, EnvelopeError> {
        Signed::parse(bytes, 4096)?.verify(bytes, fed, kind, &public_key(&key(by)))
    }

    #[test]
    fn an_object_verifies_only_as_what_it_is() {
        let signed = sign(&FED, ObjectKind::Head, &key(1), 7u64);
        assert_eq!(verify(&signed.bytes, &FED, ObjectKind::Head, 1), Ok(signed.clone()));
        let other = FederationId([8; 32]);
        assert_eq!(verify(&signed.bytes, &other, ObjectKind::Head, 1), Err(EnvelopeError::Federation));
        assert_eq!(verify(&signed.bytes, &FED, ObjectKind::Card, 1), Err(EnvelopeError::Kind));
        assert_eq!(verify(&signed.bytes, &FED, ObjectKind::Head, 2), Err(EnvelopeError::Key));
    }

    #[test]
    fn no_changed_byte_verifies() {
        let signed = sign(&FED, ObjectKind::Head, &key(1), 7u64);
        for at in 0..signed.bytes.len() {
            for bit in 0..8 {
                let mut bytes = signed.bytes.clone();
                bytes[at] ^= 1 << bit;
                assert!(verify(&bytes, &FED, ObjectKind::Head, 1).is_err(), "byte {at} bit {bit}");
            }
        }
    }

    #[test]
    fn a_threshold_counts_each_key_once() {
        let keys = [public_key(&key(1)), public_key(&key(2)), public_key(&key(3))];
        let check = |signers: &[&SigningKey]| {
            let bytes = cosign(&FED, ObjectKind::Card, signers, &5u64);
            Cosigned::parse(&bytes, 4096)
                .and_then(|c| c.verify::<u64>(&bytes, &FED, ObjectKind::Card, 2, &keys))
                .map(|v| v.value)
        };
        assert_eq!(check(&[&key(1), &key(3)]), Ok(5));
        assert_eq!(check(&[&key(1)]), Err(EnvelopeError::Signature));
        assert_eq!(check(&[&key(1), &key(1)]), Err(EnvelopeError::Key));
        assert_eq!(check(&[&key(1), &key(9)]), Err(EnvelopeError::Key));
    }

    #[test]
    fn weak_and_crooked_keys_are_refused() {
        let mut identity = [0; 32];
        identity[0] = 1;
        // The identity, a point of order 8, a non-canonical y, and a key with a torsion component.
        let order8 = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa";
        let mixed = "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43";
        let mut crooked = [0xff; 32];
        crooked[0] = 0xee;
        crooked[31] = 0x7f;
        for bytes in [identity, crooked, hex(order8), hex(mixed)] {
            assert_eq!(admit_key(&PublicKey(bytes)), Err(EnvelopeError::WeakKey), "{bytes:02x?}");
        }
        assert!(admit_key(&public_key(&key(4))).is_ok());
    }

    fn hex(text: &str) -> [u8; 32] {
        data_encoding::HEXLOWER.decode(text.as_bytes()).unwrap().try_into().unwrap()
    }
}
