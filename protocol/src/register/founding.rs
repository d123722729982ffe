//! The founding page: the same text for every founder, made of nothing but their cards and a name.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use super::{Register, page};
use crate::card::{Card, CardError};
use crate::codec::{self, CodecError};
use crate::envelope::{self, Cosigned, EnvelopeError, ObjectKind, Verified};
use crate::id::{CoopId, FederationId, ObjectId, digest};
use crate::limits::{CARD_BYTES, FOUNDERS, NAME_CHARS, PAGE_BYTES};
use crate::text::{List, Text, TextError};

/// A federation, and the last page of its register that everybody agreed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct After(pub FederationId, pub u64, pub ObjectId);

/// What the federation's id is the SHA-256 of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundingText {
    /// The federation's name.
    pub name: Text<NAME_CHARS>,
    /// The register that this one goes on from, when a frozen federation is founded anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<After>,
    /// Version of the rules in force: the limits of this protocol.
    pub rules: u64,
    /// Made of every founder's nonce, so that no founder alone chose it.
    #[serde(with = "serde_bytes")]
    pub random: [u8; 32],
    /// The founders' cards 0, in order.
    pub founders: List<ObjectId, FOUNDERS>,
}

/// The founding page with the founders' cards: what a node needs to know its federation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founding {
    /// The text.
    pub text: FoundingText,
    /// The cards, in the order of the text.
    pub cards: Vec<Verified<Card>>,
    /// A page that the register must lead through: the one that a newcomer's invitation names.
    pub checkpoint: Option<(u64, ObjectId)>,
}

/// A founder's signature of the founding page, by its root keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assent {
    /// The founder's card 0: each assent is another payload, and can't be passed for a neighbour's.
    pub card: ObjectId,
    /// The federation, again, so that the payload alone says what is agreed to.
    pub federation: FederationId,
}

/// Why a founding page is refused. The fault is of whoever made or passed on the cards.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FoundingError {
    /// The name.
    #[error("the federation's name: {0}")]
    Name(#[from] TextError),
    /// A card.
    #[error("a card is not valid: {0}")]
    Card(#[from] CardError),
    /// A card signed within a federation.
    #[error("the card of {0} already belongs to a federation")]
    OtherFederation(String),
    /// Fewer than one card, or more than the limit.
    #[error("{0} cards: between 1 and {FOUNDERS} are expected")]
    Count(usize),
    /// Two cards share a name, a legal id or a key.
    #[error("two cards have the same {0}")]
    Twice(&'static str),
    /// Not canonical bytes, or not what the cards make.
    #[error("the founding page is damaged: {0}")]
    Damaged(String),
}

impl From<CodecError> for FoundingError {
    fn from(error: CodecError) -> Self {
        FoundingError::Damaged(error.to_string())
    }
}

impl Founding {
    /// The founding page of these cards: the same whatever their order.
    pub fn new(name: &str, cards: &[Vec<u8>]) -> Result<Founding, FoundingError> {
        Founding::after(name, cards, None)
    }

    /// The same, of cooperatives that found their federation anew: with new cards, after the last page of the frozen
    /// register that all agree on.
    pub fn after(name: &str, cards: &[Vec<u8>], after: Option<After>) -> Result<Founding, FoundingError> {
        if cards.is_empty() || cards.len() > FOUNDERS {
            return Err(FoundingError::Count(cards.len()));
        }
        let mut read = Vec::new();
        for bytes in cards {
            let cosigned = Cosigned::parse(bytes, CARD_BYTES).map_err(CardError::from)?;
            if cosigned.federation() != FederationId::NONE {
                let card: Card = cosigned.peek().map_err(CardError::from)?;
                return Err(FoundingError::OtherFederation(card.name.to_string()));
            }
            read.push(Card::read_founder(bytes)?);
        }
        read.sort_by_key(|card| card.id);
        check_distinct(&read)?;
        let nonces: Vec<&[u8]> = read.iter().map(|card| card.value.nonce.as_slice()).collect();
        let text = FoundingText {
            name: Text::new(name)?,
            after,
            rules: 1,
            random: digest("bigre-founding-random-v1", &nonces),
            founders: List::new(read.iter().map(|card| card.id).collect())?,
        };
        Ok(Founding { text, cards: read, checkpoint: None })
    }

    /// The same, with the page of the register that an invitation names.
    #[must_use]
    pub fn through(mut self, checkpoint: Option<(u64, ObjectId)>) -> Self {
        self.checkpoint = checkpoint;
        self
    }

    /// The federation's id.
    pub fn federation(&self) -> FederationId {
        FederationId(digest("bigre-federation-v1", &[&codec::encode(&self.text)]))
    }

    /// The id that a founder's card 0 gives its cooperative within this federation.
    pub fn coop_id(&self, card: &ObjectId) -> CoopId {
        page::coop_id(&self.federation(), card)
    }

    /// The register that this page opens.
    pub fn register(&self) -> Register {
        let seats: BTreeMap<CoopId, Verified<Card>> =
            self.cards.iter().map(|card| (self.coop_id(&card.id), card.clone())).collect();
        Register::new(self.federation(), self.text.name.to_string(), seats)
    }

    /// The bytes that a node keeps and a founder may pass on.
    pub fn to_bytes(&self) -> Vec<u8> {
        let cards: Vec<ByteBuf> = self.cards.iter().map(|card| ByteBuf::from(card.bytes.clone())).collect();
        match &self.text.after {
            None => codec::encode(&(&self.text.name, cards)),
            Some(after) => codec::encode(&(&self.text.name, cards, after)),
        }
    }

    /// Reads them back, checking every card again.
    pub fn from_bytes(bytes: &[u8]) -> Result<Founding, FoundingError> {
        if bytes.len() > PAGE_BYTES + FOUNDERS * CARD_BYTES {
            return Err(FoundingError::Damaged("too large".into()));
        }
        let plain = codec::decode::<(String, Vec<ByteBuf>)>(bytes).map(|(name, cards)| (name, cards, None));
        let (name, cards, after) = plain.or_else(|error| {
            let anew = codec::decode::<(String, Vec<ByteBuf>, After)>(bytes);
            anew.map(|(name, cards, after)| (name, cards, Some(after))).map_err(|_| error)
        })?;
        let cards: Vec<Vec<u8>> = cards.into_iter().map(ByteBuf::into_vec).collect();
        Founding::after(&name, &cards, after)
    }

    /// Signs the page for the founder of this card.
    pub fn assent(&self, card: &ObjectId, roots: &[&ed25519_dalek::SigningKey]) -> Vec<u8> {
        let assent = Assent { card: *card, federation: self.federation() };
        envelope::cosign(&self.federation(), ObjectKind::Assent, roots, &assent)
    }

    /// Verifies an assent: which founder signed.
    pub fn read_assent(&self, bytes: &[u8]) -> Result<CoopId, EnvelopeError> {
        let cosigned = Cosigned::parse(bytes, CARD_BYTES)?;
        let federation = self.federation();
        if cosigned.federation() != federation {
            return Err(EnvelopeError::Federation);
        }
        let assent: Assent = cosigned.peek()?;
        let card = self.cards.iter().find(|card| card.id == assent.card).ok_or(EnvelopeError::Key)?;
        let root = &card.value.root;
        let threshold = usize::from(root.threshold);
        cosigned.verify::<Assent>(bytes, &federation, ObjectKind::Assent, threshold, &root.keys)?;
        if assent.federation != federation {
            return Err(EnvelopeError::Federation);
        }
        Ok(self.coop_id(&card.id))
    }
}

fn check_distinct(cards: &[Verified<Card>]) -> Result<(), FoundingError> {
    let names: BTreeSet<String> = cards.iter().map(|c| c.value.name.to_lowercase()).collect();
    let legal: BTreeSet<&str> = cards.iter().map(|c| c.value.legal.as_str()).collect();
    let mut keys: BTreeSet<&crate::id::PublicKey> = BTreeSet::new();
    let mut count = 0;
    for Verified { value: card, .. } in cards {
        keys.extend(card.all_keys());
        count += card.all_keys().count();
    }
    if names.len() != cards.len() {
        return Err(FoundingError::Twice("name"));
    }
    if legal.len() != cards.len() {
        return Err(FoundingError::Twice("legal id"));
    }
    if keys.len() != count { Err(FoundingError::Twice("key")) } else { Ok(()) }
}
