//! A cooperative's seat: its standing, the chain of its cards, and the terms of its node keys. Must not know of
//! pages.

use crate::card::{Card, CardError, Cut};
use crate::envelope::{KeyId, Verified, key_id};
use crate::id::{CoopId, FederationId, ObjectId, PublicKey};

/// What a cooperative is to the federation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// A member that votes.
    Active,
    /// A member that does not vote for now.
    Dormant,
    /// It left.
    Left,
    /// It was expelled.
    Expelled,
}

/// What became of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Admitted {
    /// It is in force, or waits for the one between.
    Next,
    /// It was known.
    Known,
    /// Another card has its number: both are put aside until a page recognises one.
    Branch(Vec<u8>, Vec<u8>),
}

/// A node key, and from where to where what it signs is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The key.
    pub key: PublicKey,
    /// Valid after this place.
    after: Cut,
    /// Valid up to this place, included.
    upto: Option<Cut>,
}

impl Term {
    /// Where it begins: the first key's at nothing, another's at the cut of the one before.
    pub fn begin(&self) -> Cut {
        self.after
    }

    /// Where it ends, for a retired key.
    pub fn end(&self) -> Option<Cut> {
        self.upto
    }

    /// Whether a head of this number by this key counts.
    pub fn has_directory(&self, number: u64) -> bool {
        number > self.after.directory && self.upto.is_none_or(|cut| number <= cut.directory)
    }

    /// Whether a journal entry of this number by this key counts.
    pub fn has_journal(&self, seq: u64) -> bool {
        seq > self.after.journal.0 && self.upto.is_none_or(|cut| seq <= cut.journal.0)
    }
}

/// A cooperative's place in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// The cooperative.
    pub coop: CoopId,
    /// What it is to the federation.
    pub standing: Standing,
    /// Where what it signed ends, for a former member.
    pub end: Option<Cut>,
    /// Its cards, by number: never empty.
    cards: Vec<Verified<Card>>,
    /// Cards up to this number are pinned by a sealed page: no other can take their place.
    settled: u64,
    /// Numbers of the cards that a `succeed` page put in force: the old root did not sign them.
    succeeded: Vec<u64>,
    /// Two or more cards with the number after the last of `cards`: none is in force.
    branches: Vec<Verified<Card>>,
}

impl Seat {
    pub(super) fn new(coop: CoopId, card: Verified<Card>) -> Self {
        Seat {
            coop,
            standing: Standing::Active,
            end: None,
            cards: vec![card],
            settled: 0,
            succeeded: Vec::new(),
            branches: Vec::new(),
        }
    }

    /// Whether it is a member, active or dormant.
    pub fn is_member(&self) -> bool {
        matches!(self.standing, Standing::Active | Standing::Dormant)
    }

    /// The card in force.
    pub fn card(&self) -> &Verified<Card> {
        // There is card 0.
        &self.cards[self.cards.len() - 1]
    }

    /// All its cards, by number.
    pub fn cards(&self) -> &[Verified<Card>] {
        &self.cards
    }

    /// Cards that contradict each other, of which none is in force.
    pub fn branches(&self) -> &[Verified<Card>] {
        &self.branches
    }

    /// A card by number and id, in force once or a branch.
    pub fn find(&self, number: u64, id: &ObjectId) -> Option<&Verified<Card>> {
        let all = self.cards.iter().chain(&self.branches);
        all.into_iter().find(|card| card.value.number == number && card.id == *id)
    }

    /// The terms of its node keys, in order.
    pub fn terms(&self) -> Vec<Term> {
        let mut terms: Vec<Term> = Vec::new();
        for card in &self.cards {
            let key = card.value.node;
            match terms.last_mut() {
                Some(last) if last.key == key => {}
                Some(last) => {
                    let cut = card.value.cut.unwrap_or_default();
                    last.upto = Some(cut);
                    terms.push(Term { key, after: cut, upto: None });
                }
                None => terms.push(Term { key, after: Cut::default(), upto: None }),
            }
        }
        if let (Some(end), Some(last)) = (self.end, terms.last_mut()) {
            last.upto = Some(end);
        }
        terms
    }

    pub(super) fn term(&self, key: &KeyId) -> Option<Term> {
        if !self.cards.iter().any(|card| key_id(&card.value.node) == *key) {
            return None;
        }
        self.terms().into_iter().find(|term| key_id(&term.key) == *key)
    }

    /// The one of ours that a card names as the one before it.
    pub(super) fn before(&self, card: &Card) -> Option<&Verified<Card>> {
        self.cards.iter().find(|before| card.previous == Some(before.id))
    }

    /// Takes in a card that was read as the next of one of ours.
    pub(super) fn admit(&mut self, card: Verified<Card>) -> Result<Admitted, CardError> {
        if self.find(card.value.number, &card.id).is_some() {
            return Ok(Admitted::Known);
        }
        let before = self.before(&card.value).ok_or(CardError::Previous)?;
        // A retired key never comes back: its term would have two ends.
        let retired = |other: &Verified<Card>| other.value.node == card.value.node;
        if before.value.node != card.value.node && self.cards.iter().any(retired) {
            return Err(CardError::SharedKey);
        }
        let at = usize::try_from(card.value.number).unwrap_or(usize::MAX);
        if let Some(other) = self.branches.first() {
            let pair = Admitted::Branch(other.bytes.clone(), card.bytes.clone());
            if other.value.number == card.value.number && self.branches.len() < 8 {
                self.branches.push(card);
            }
            return Ok(pair);
        }
        if at == self.cards.len() {
            self.cards.push(card);
            return Ok(Admitted::Next);
        }
        if card.value.number <= self.settled {
            return Ok(Admitted::Branch(self.cards[at].bytes.clone(), card.bytes));
        }
        // Two cards with one number: what came after the last undisputed one is put aside.
        let pair = Admitted::Branch(self.cards[at].bytes.clone(), card.bytes.clone());
        self.branches = vec![self.cards[at].clone(), card];
        self.cards.truncate(at);
        Ok(pair)
    }

    /// Puts one of the branches in force, for good: a sealed page says so.
    pub(super) fn recognise(&mut self, id: &ObjectId) {
        if let Some(card) = self.branches.iter().find(|card| card.id == *id) {
            self.settled = card.value.number;
            self.cards.push(card.clone());
            self.branches.clear();
        }
    }

    /// The last card that a sealed page pinned, or card 0.
    pub(super) fn settled(&self) -> &Verified<Card> {
        let at = usize::try_from(self.settled).unwrap_or(usize::MAX);
        self.cards.get(at).unwrap_or_else(|| self.card())
    }

    /// Puts a card in force that the new root keys alone signed.
    pub(super) fn succeed(&mut self, bytes: &[u8], federation: &FederationId) {
        let peeked = crate::envelope::Cosigned::parse(bytes, crate::limits::CARD_BYTES)
            .and_then(|cosigned| cosigned.peek::<Card>());
        let before = peeked.ok().and_then(|card| {
            let at = self.cards.iter().position(|before| card.previous == Some(before.id))?;
            Some((at, Card::read_successor(bytes, federation, &self.cards[at]).ok()?))
        });
        if let Some((at, card)) = before {
            // What the lost root keys signed in its place does not count.
            self.cards.truncate(at + 1);
            self.settled = card.value.number;
            self.succeeded.push(card.value.number);
            self.cards.push(card);
            self.branches.clear();
        }
    }

    pub(super) fn settle(&mut self, number: u64) {
        self.settled = self.settled.max(number);
    }

    /// Whether a card came with a `succeed` page, and not by itself.
    pub fn came_by_page(&self, number: u64) -> bool {
        self.succeeded.contains(&number)
    }
}
