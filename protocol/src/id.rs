//! The identifiers of the federation: fixed-size hashes and random numbers, each with its own type.
//!
//! Knows how an identifier is written and read; must not know what it identifies.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest, Sha256};

/// Characters of an identifier shown where the whole would not be read: 10 of base32, 50 bits.
pub const SHORT_CHARS: usize = 10;

/// Why a text is not an identifier. The fault is of whoever typed it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not {what}: {chars} characters a-z 2-7 are expected")]
pub struct BadId {
    /// What was typed.
    pub text: String,
    /// What was expected, as "a cooperative's id".
    pub what: &'static str,
    /// How many characters it has.
    pub chars: usize,
}

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident, $len:literal, $what:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $len]);

        impl $name {
            /// Its size in bytes.
            pub const LEN: usize = $len;

            /// The bytes.
            pub const fn as_bytes(&self) -> &[u8; $len] {
                &self.0
            }

            /// The first characters of the printed form, for people.
            pub fn short(&self) -> String {
                let mut text = self.to_string();
                text.truncate(SHORT_CHARS);
                text
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&data_encoding::BASE32_NOPAD.encode(&self.0).to_ascii_lowercase())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.short())
            }
        }

        impl FromStr for $name {
            type Err = BadId;

            fn from_str(text: &str) -> Result<Self, BadId> {
                let bad = || BadId { text: text.into(), what: $what, chars: ($len * 8usize).div_ceil(5) };
                let bytes = data_encoding::BASE32_NOPAD
                    .decode(text.trim().to_ascii_uppercase().as_bytes())
                    .map_err(|_| bad())?;
                Ok(Self(bytes.try_into().map_err(|_| bad())?))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.collect_str(self)
                } else {
                    serializer.serialize_bytes(&self.0)
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if deserializer.is_human_readable() {
                    let text = String::deserialize(deserializer)?;
                    text.parse().map_err(de::Error::custom)
                } else {
                    let bytes = <serde_bytes::ByteArray<$len>>::deserialize(deserializer)?;
                    Ok(Self(bytes.into_array()))
                }
            }
        }
    };
}

id_type!(
    /// A federation: SHA-256 of its founding text.
    FederationId,
    32,
    "a federation's id"
);
id_type!(
    /// A cooperative within one federation: SHA-256 of the federation and of its card number 0.
    CoopId,
    32,
    "a cooperative's id"
);
id_type!(
    /// An entry of a directory: 16 random bytes, chosen by its author and kept for its whole life.
    EntryId,
    16,
    "an entry's id"
);
id_type!(
    /// An act of the fund: 16 random bytes, chosen before it is stated, so that stating it again changes nothing.
    OpId,
    16,
    "an operation's id"
);
id_type!(
    /// A signed object: SHA-256 of its Sig_structure, so that signing again makes no new id.
    ObjectId,
    32,
    "an object's id"
);
id_type!(
    /// A yearly report of the fund: SHA-256 of what it says.
    ReportId,
    32,
    "a report's id"
);
id_type!(
    /// The authenticated root of a directory's set of entries.
    Root,
    32,
    "a directory's root"
);
id_type!(
    /// What binds an entry's id to its content: SHA-256 of a domain, a salt, the kind and the body.
    Commitment,
    32,
    "a commitment"
);
id_type!(
    /// An Ed25519 public key, canonical and torsion-free (checked where cards are admitted).
    PublicKey,
    32,
    "a public key"
);
id_type!(
    /// One run of a node: 8 random bytes, so that a peer sees that it restarted.
    InstanceId,
    8,
    "a node instance"
);

impl FederationId {
    /// The federation of a card that is in none yet: 32 zero bytes.
    pub const NONE: FederationId = FederationId([0; 32]);

    /// Six words that two people can read aloud to compare federations.
    pub fn words(&self) -> String {
        words(&self.0)
    }
}

impl ReportId {
    /// Six words that two treasurers can read aloud to compare reports.
    pub fn words(&self) -> String {
        words(&self.0)
    }
}

/// The first 60 bits of a hash in six words: RFC 1751's idea with a syllable code, so that no word list is needed and
/// every language can pronounce it.
fn words(hash: &[u8; 32]) -> String {
    const CONSONANTS: &[u8; 16] = b"bdfghjklmnprstvz";
    const VOWELS: &[u8; 4] = b"aiou";
    let bits = hash.iter().take(8).fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
    let mut words = Vec::new();
    for word in 0..6 {
        // 10 bits a word: consonant 4, vowel 2, consonant 4; then a fixed closing vowel by its parity.
        let part = bits >> (54 - 10 * word);
        let pick = |shift: u32, mask: u64| usize::try_from(part >> shift & mask).unwrap_or(0);
        let (a, b, c) = (pick(6, 15), pick(4, 3), pick(0, 15));
        let text = [CONSONANTS[a], VOWELS[b], CONSONANTS[c], VOWELS[(a + b + c) % 4]];
        words.push(text.map(char::from).iter().collect::<String>());
    }
    words.join("-")
}

impl PublicKey {
    /// The key as a `did:key` (multicodec 0xed01, multibase base58btc).
    pub fn did_key(&self) -> String {
        let mut bytes = vec![0xed, 0x01];
        bytes.extend_from_slice(&self.0);
        format!("did:key:z{}", bs58::encode(bytes).into_string())
    }
}

/// SHA-256 of a domain and some parts, each preceded by its length: no two lists of parts collide.
pub fn digest(domain: &str, parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(domain.as_bytes());
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_ids_are_read_back() {
        let id = EntryId([7; 16]);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert!("short".parse::<EntryId>().is_err());
        assert_eq!(id.short().len(), SHORT_CHARS);
    }

    #[test]
    fn did_key_of_the_reference_vector() {
        // did-key specification and libp2p agree on the key of seed 7 x 32.
        let key = ed25519_dalek::SigningKey::from_bytes(&[7; 32]).verifying_key();
        assert_eq!(
            PublicKey(key.to_bytes()).did_key(),
            "did:key:z6MkvDqGT54cXesYGvABpF1UapVNwjCqRcafi4Px6Thv5T3Z"
        );
    }

    #[test]
    fn words_differ_and_can_be_read() {
        let one = FederationId([1; 32]).words();
        assert_eq!(one.split('-').count(), 6);
        assert_ne!(one, FederationId([2; 32]).words());
    }

    #[test]
    fn digest_separates_parts() {
        assert_ne!(digest("d", &[b"ab", b"c"]), digest("d", &[b"a", b"bc"]));
    }
}
