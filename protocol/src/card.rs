//! A cooperative's card: its name, its keys and where its node is, signed by its root keys.
//!
//! Knows what a valid card is; must not know which cards a federation admits (that is `register`).

use serde::{Deserialize, Serialize};

use crate::envelope::{self, Cosigned, EnvelopeError, ObjectKind, Verified};
use crate::id::{FederationId, ObjectId, PublicKey};
use crate::limits::{CARD_BYTES, CARDS, NAME_CHARS};
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
    /// How many more of them must sign.
    pub fn missing(&self, signers: &[PublicKey]) -> usize {
        let signed = signers.iter().filter(|key| self.keys.contains(key)).count();
        usize::from(self.threshold).saturating_sub(signed)
    }

    fn check(&self) -> Result<(), CardError> {
        let distinct = self.keys.iter().collect::<std::collections::BTreeSet<_>>().len();
        if self.threshold == 0 || usize::from(self.threshold) > distinct || distinct != self.keys.len() {
            return Err(CardError::Threshold);
        }
        self.keys.iter().try_for_each(|key| envelope::admit_key(key).map(|_| ()).map_err(CardError::from))
    }
}

/// The last that a retired node key signed: beyond it, nothing of that key is valid, whatever date it bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Cut {
    /// The last entry of the journal: its number and id; 0 and none when there is none.
    pub journal: (u64, Option<ObjectId>),
    /// The last number of the directory.
    pub directory: u64,
}

impl Cut {
    /// Whether it can be: numbers that a cooperative could have reached, and an id exactly where there is an entry.
    pub fn is_sound(&self) -> bool {
        let most = 1 << 48;
        let (seq, id) = self.journal;
        seq <= most && self.directory <= most && id.is_some() == (seq > 0)
    }
}

/// A card. Number 0 is signed for no federation yet: it is what founders exchange.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Where what the previous node key signed ends; there exactly when the node key is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<Cut>,
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
    /// It does not follow the card before it.
    #[error("it does not name the card before it")]
    Previous,
    /// Too few of the keys of one of the two cards signed.
    #[error("too few of the {0} root keys signed")]
    Signers(&'static str),
    /// Another cooperative's node has one of its node's keys.
    #[error("another cooperative's node has the same key")]
    Taken,
    /// A node or connection key that the card before had not, and that did not sign.
    #[error("a new key of its node did not sign it")]
    Unproved,
    /// A new node key without a cut, or a cut without a new node key.
    #[error("a new node key and a cut go together")]
    Cut,
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
        let distinct = self.all_keys().collect::<std::collections::BTreeSet<_>>().len();
        if distinct == self.all_keys().count() { Ok(()) } else { Err(CardError::SharedKey) }
    }

    /// Every key on it.
    pub fn all_keys(&self) -> impl Iterator<Item = &PublicKey> {
        let people = self.root.keys.iter().chain(self.vote.keys.iter());
        people.chain([&self.node]).chain(self.transport.iter())
    }

    /// The node and connection keys that the card before had not. Each signs the card as well: nobody can put another's
    /// key on a card of theirs (proof of possession, RFC 4211 section 4).
    pub fn new_node_keys(&self, before: Option<&Card>) -> Vec<PublicKey> {
        let known =
            |key: &PublicKey| before.is_some_and(|card| card.node == *key || card.transport.contains(key));
        [&self.node].into_iter().chain(self.transport.iter()).filter(|key| !known(key)).copied().collect()
    }

    /// Reads the next card: signed by enough root keys of the previous card and of its own, by each new key of its
    /// node, each once, and by nobody else (The Update Framework, section 5.3).
    pub fn read_next(
        bytes: &[u8],
        federation: &FederationId,
        previous: &Verified<Card>,
    ) -> Result<Verified<Card>, CardError> {
        Card::read_after(bytes, federation, previous, true)
    }

    /// Reads the next card of a cooperative that lost its root keys: signed by the new ones alone. Only a sealed
    /// page can put it in force.
    pub fn read_successor(
        bytes: &[u8],
        federation: &FederationId,
        previous: &Verified<Card>,
    ) -> Result<Verified<Card>, CardError> {
        Card::read_after(bytes, federation, previous, false)
    }

    fn read_after(
        bytes: &[u8],
        federation: &FederationId,
        previous: &Verified<Card>,
        by_old: bool,
    ) -> Result<Verified<Card>, CardError> {
        let cosigned = Cosigned::parse(bytes, CARD_BYTES)?;
        let card: Card = cosigned.peek()?;
        card.check()?;
        let before = &previous.value;
        if Some(card.number) != before.number.checked_add(1) || card.number >= CARDS {
            return Err(CardError::Number(card.number));
        }
        if card.previous != Some(previous.id) {
            return Err(CardError::Previous);
        }
        if card.cut.is_some() != (card.node != before.node) || card.cut.is_some_and(|cut| !cut.is_sound()) {
            return Err(CardError::Cut);
        }
        let mut keys = card.root.keys.to_vec();
        if by_old {
            keys.extend(before.root.keys.iter().filter(|key| !card.root.keys.contains(key)));
        }
        let new = card.new_node_keys(Some(before));
        keys.extend(&new);
        let signers = cosigned.signers(federation, ObjectKind::Card, &keys)?;
        if by_old && before.root.missing(&signers) > 0 {
            return Err(CardError::Signers("previous card's"));
        }
        if card.root.missing(&signers) > 0 {
            return Err(CardError::Signers("new card's"));
        }
        if !new.iter().all(|key| signers.contains(key)) {
            return Err(CardError::Unproved);
        }
        Ok(cosigned.read(bytes, federation, ObjectKind::Card)?)
    }

    /// Reads a card 0, signed by its own root keys and by the keys of its node, for no federation yet.
    pub fn read_founder(bytes: &[u8]) -> Result<Verified<Card>, CardError> {
        let cosigned = Cosigned::parse(bytes, CARD_BYTES)?;
        let card: Card = cosigned.peek()?;
        card.check()?;
        if card.number != 0 || card.previous.is_some() || card.cut.is_some() {
            return Err(CardError::Number(card.number));
        }
        let new = card.new_node_keys(None);
        let keys = [&card.root.keys[..], &new].concat();
        let signers = cosigned.signers(&FederationId::NONE, ObjectKind::Card, &keys)?;
        if card.root.missing(&signers) > 0 {
            return Err(EnvelopeError::Signature.into());
        }
        if !new.iter().all(|key| signers.contains(key)) {
            return Err(CardError::Unproved);
        }
        Ok(cosigned.read(bytes, &FederationId::NONE, ObjectKind::Card)?)
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
