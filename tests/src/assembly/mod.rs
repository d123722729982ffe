//! The assembly: random histories of the register's agreement, under cooperatives that cheat.
//!
//! Knows chance and what must never happen; must not know how votes are counted, which is the protocol's own
//! code.
//!
//! Up to f cooperatives see everything, sign anything, at any date, and show it to whom they like. Nodes are cut
//! apart, stop, crash; cooperatives are admitted and expelled. Then all is well again: all honest nodes must hold
//! the same pages, and seal one more within [`MOST_ATTEMPTS`].

mod cheats;
mod node;
mod verdict;
mod world;

use bigre_protocol::register::agreement::{Ack, Ballot, Election};

use world::World;

/// Attempts within which a page must be sealed once all is well.
pub const MOST_ATTEMPTS: u64 = 2;

/// A cooperative.
pub type Coop = u8;
/// A page.
pub type PageId = u32;
/// What is known about one height.
pub(crate) type Known = Election<Coop, PageId>;

/// What a page decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    Nothing,
    Expel(Coop),
    Admit(Coop),
}

/// A page that enough cooperatives approved.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page {
    pub(crate) height: u64,
    pub(crate) parent: Option<PageId>,
    pub(crate) act: Act,
}

/// Something signed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Statement {
    Ballot(Ballot<PageId>),
    Ack(Ack<PageId>),
}

impl Statement {
    /// Makes it known; whether it was new.
    pub(crate) fn tell(&self, coop: Coop, known: &mut Known) -> bool {
        match self {
            Statement::Ballot(ballot) => known.cast(coop, ballot),
            Statement::Ack(ack) => known.acknowledge(coop, ack),
        }
    }

    /// The attempt and the page it is about.
    pub(crate) fn place(&self) -> (u64, PageId) {
        match self {
            Statement::Ballot(ballot) => (ballot.attempt, ballot.page),
            Statement::Ack(ack) => (ack.attempt, ack.page),
        }
    }
}

/// How a history departs from the rules, or from the usual weather.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// One or two cooperatives more than can be tolerated cheat.
    pub too_many: bool,
    /// Nodes lose what they must keep (R5).
    pub forget: bool,
    /// Once all is well, each node chooses its attempts by a timer of its own, not by the calendar.
    pub timers: bool,
    /// Of what is certified, a node finds eligible only what its own people approved.
    pub own_people: bool,
    /// Most pages expel.
    pub expel: bool,
    /// Cheats go on once all is well.
    pub restless: bool,
}

/// What must not happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// A height was sealed with two pages.
    TwoSeals {
        /// The height.
        height: u64,
        /// Among honest nodes; otherwise it is the cheats who could show two seals.
        held: bool,
    },
    /// Honest nodes hold different pages although they know the same.
    Diverged,
    /// An honest cooperative is proved guilty.
    Accused(Coop),
    /// Two seals prove too few cooperatives guilty.
    Unproved {
        /// How many are proved guilty.
        named: usize,
        /// How many must be.
        least: usize,
    },
    /// Nothing is sealed although all is well.
    Stuck,
}

/// What came of a history.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Pages sealed.
    pub pages: u64,
    /// Attempts that the page after the healing took; none if it was not looked at.
    pub attempts: Option<u64>,
    /// What must not happen, and did.
    pub failures: Vec<Failure>,
    /// Whether a height was sealed twice by honest nodes.
    pub two_seals: bool,
}

/// The history of a seed.
pub fn history(seed: u64, options: Options) -> Report {
    let mut world = World::new(seed, options);
    world.storm();
    world.verdict()
}
