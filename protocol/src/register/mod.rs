//! The register: which cooperatives belong to the federation, and the cards that say so.
//!
//! Today it is the founding page alone; pages of admission and expulsion will extend it. Must not know of
//! directories or of the network.

pub mod agreement;
mod founding;

use std::collections::BTreeMap;

pub use founding::{Assent, Founding, FoundingError, FoundingText};

use crate::card::Card;
use crate::envelope::{self, KeyId};
use crate::id::{CoopId, FederationId, PublicKey};
use crate::mutant::{Mutant, mutant};

/// A cooperative of the federation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Its card in force.
    pub card: Card,
}

/// The cooperatives of a federation, in the order of their ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// The federation.
    pub federation: FederationId,
    /// Its name.
    pub name: String,
    seats: BTreeMap<CoopId, Seat>,
    by_key: BTreeMap<KeyId, CoopId>,
}

/// Two thirds, rounded up: what tolerates as many cheats as can be tolerated (design, section 4).
pub fn quorum(cooperatives: usize) -> usize {
    if mutant(Mutant::Majority) {
        return cooperatives / 2 + 1;
    }
    (2 * cooperatives).div_ceil(3)
}

impl Register {
    fn new(federation: FederationId, name: String, seats: BTreeMap<CoopId, Seat>) -> Self {
        let by_key = seats.iter().map(|(coop, seat)| (envelope::key_id(&seat.card.node), *coop)).collect();
        Register { federation, name, seats, by_key }
    }

    /// The cooperatives, in order: the electorate.
    pub fn coops(&self) -> impl Iterator<Item = CoopId> + '_ {
        self.seats.keys().copied()
    }

    /// How many cooperatives.
    pub fn len(&self) -> usize {
        self.seats.len()
    }

    /// Whether there is none (never, once founded).
    pub fn is_empty(&self) -> bool {
        self.seats.is_empty()
    }

    /// The card of a cooperative.
    pub fn card(&self, coop: &CoopId) -> Option<&Card> {
        self.seats.get(coop).map(|seat| &seat.card)
    }

    /// The cooperative whose node key this is.
    pub fn author(&self, key: &KeyId) -> Option<(CoopId, PublicKey)> {
        let coop = self.by_key.get(key)?;
        Some((*coop, self.card(coop)?.node))
    }

    /// The place of a cooperative in the electorate.
    pub fn position(&self, coop: &CoopId) -> Option<usize> {
        self.seats.keys().position(|c| c == coop)
    }

    /// How many cooperatives must agree.
    pub fn quorum(&self) -> usize {
        quorum(self.len())
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn quorums_of_the_design() {
        let expected =
            [(1, 1), (2, 2), (3, 2), (4, 3), (5, 4), (6, 4), (7, 5), (9, 6), (10, 7), (13, 9), (30, 20)];
        for (n, q) in expected {
            assert_eq!(super::quorum(n), q, "n = {n}");
        }
    }
}
