//! A cooperative's card: its name, its keys and where its node is, signed by its root keys.
//!
//! Knows what a valid card is; must not know which cards a federation admits (that is `register`).

use serde::{Deserialize, Serialize};

use crate::envelope::{self, Cosigned, EnvelopeError, ObjectKind, Verified};
use crate::id::{FederationId, ObjectId, PublicKey};
use crate::limits::{CARD_BYTES, NAME_CHARS};
use crate::text::{List, Text};

/// Keys of which a number must sign together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keys {
    /// The keys, each held by one person.
    pub keys: List<PublicKey, 16>,
    /// How many must sign.
    pub threshold: u8,
}

impl Keys {
    fn check(&self) -> Result<(), CardError> {
        let distinct = self.keys.iter().collect::<std::collections::BTreeSet<_>>().len();
        if self.threshold == 0 || usize::from(self.threshold) > distinct || distinct != self.keys.len() {
            return Err(CardError::Threshold);
        }
        self.keys.iter().try_for_each(|key| envelope::admit_key(key).map(|_| ()).map_err(CardError::from))
    }
}

/// A card. Number 0 is signed for no federation yet: it is what founders exchange.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The cooperative's name.
    pub name: Text<NAME_CHARS>,
    /// Signs directory heads.
    pub node: PublicKey,
    /// Sign cards.
    pub root: Keys,
    /// Approve pages of the register.
    pub vote: Keys,
    /// Legal id: `FR:SIREN:` and 9 digits, `BE:BCE:` and 10 digits, or another country's registry.
    pub legal: Text<64>,
    /// 32 random bytes: the founders' together make the federation's.
    #[serde(with = "serde_bytes")]
    pub nonce: [u8; 32],
    /// 0, then one more each time.
    pub number: u64,
    /// End of validity, in milliseconds since the Unix epoch.
    pub expires: u64,
    /// The previous card; absent in card 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<ObjectId>,
    /// Where the node listens: multiaddresses without peer id.
    pub addresses: List<Text<200>, 8>,
    /// Public keys of the node's connections: libp2p peer ids are made of them.
    pub transport: List<PublicKey, 3>,
}

/// Why a card is refused. The fault is of the cooperative that made it, or of whoever passed it on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// Its envelope.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// More signatures asked for than there are keys, none at all, or one key twice.
    #[error("its keys and their threshold do not fit together")]
    Threshold,
    /// One key for two uses.
    #[error("one key serves two uses")]
    SharedKey,
    /// Not a legal id.
    #[error("`{0}` is not a legal id: FR:SIREN:123456789 or BE:BCE:0123456789 is expected")]
    Legal(String),
    /// Not the number expected.
    #[error("it is card number {0}")]
    Number(u64),
    /// No connection key.
    #[error("it has no connection key")]
    NoTransport,
}

/// Checks a legal id: two letters of a country, a registry, and its number.
pub fn check_legal(legal: &str) -> Result<(), CardError> {
    let bad = || CardError::Legal(legal.chars().take(64).collect());
    let parts: Vec<&str> = legal.split(':').collect();
    let [country, registry, number] = parts[..] else { return Err(bad()) };
    let digits = |wanted: usize| number.len() == wanted && number.bytes().all(|b| b.is_ascii_digit());
    let fine = match (country, registry) {
        ("FR", "SIREN") => digits(9),
        ("BE", "BCE") => digits(10),
        ("FR" | "BE", _) => false,
        _ => {
            country.len() == 2
                && country.bytes().all(|b| b.is_ascii_uppercase())
                && (1..=16).contains(&registry.len())
                && registry.bytes().all(|b| b.is_ascii_uppercase())
                && (1..=32).contains(&number.len())
                && number.bytes().all(|b| b.is_ascii_alphanumeric())
        }
    };
    if fine { Ok(()) } else { Err(bad()) }
}

impl Card {
    /// Checks what does not depend on other cards: keys, legal id.
    pub fn check(&self) -> Result<(), CardError> {
        self.root.check()?;
        self.vote.check()?;
        envelope::admit_key(&self.node)?;
        check_legal(&self.legal)?;
        if self.transport.is_empty() {
            return Err(CardError::NoTransport);
        }
        let mut all: Vec<&PublicKey> = self.root.keys.iter().chain(self.vote.keys.iter()).collect();
        all.push(&self.node);
        all.extend(self.transport.iter());
        let distinct = all.iter().collect::<std::collections::BTreeSet<_>>().len();
        if distinct == all.len() { Ok(()) } else { Err(CardError::SharedKey) }
    }

    /// Reads a card 0, signed by its own root keys for no federation yet.
    pub fn read_founder(bytes: &[u8]) -> Result<Verified<Card>, CardError> {
        let cosigned = Cosigned::parse(bytes, CARD_BYTES)?;
        let card: Card = cosigned.peek()?;
        card.check()?;
        if card.number != 0 || card.previous.is_some() {
            return Err(CardError::Number(card.number));
        }
        let threshold = usize::from(card.root.threshold);
        Ok(cosigned.verify(bytes, &FederationId::NONE, ObjectKind::Card, threshold, &card.root.keys)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_ids() {
        for good in ["FR:SIREN:123456789", "BE:BCE:0123456789", "LU:RCS:B123"] {
            assert_eq!(check_legal(good), Ok(()), "{good}");
        }
        for bad in
            ["", "FR:SIREN:12", "FR:SIREN:12345678x", "BE:SIREN:123456789", "fr:SIREN:123456789", "a:b:c:d"]
        {
            assert!(check_legal(bad).is_err(), "{bad}");
        }
    }
}
