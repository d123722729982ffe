//! The fund: random histories of its journals, under cooperatives that cheat.
//!
//! Knows chance and what must never happen; must not know how facts are counted nor what confirms them, which is the
//! protocol's own code.
//!
//! Up to f cooperatives sign what they like on as many branches as they like, with any page, vouch for anything, and
//! choose who sees what. Nodes are cut apart, stop, lose messages, are put back from old backups; cooperatives are admitted
//! and expelled by pages that nodes learn at different times. Then all is well again: all honest nodes must hold the
//! same, and confirm it.

mod cheats;
mod deeds;
mod directed;
mod law;
mod node;
mod verdict;
mod world;

pub use directed::{Lead, lead};

/// A cooperative, by its place.
pub type Coop = usize;

/// How a history departs from the rules.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// A node that was put back vouches without taking over what the others hold.
    pub forget: bool,
    /// A newcomer does.
    pub hasty: bool,
    /// A newcomer compares only how much others hold, not what, and counts those that vouch for nothing yet.
    pub by_number: bool,
}

/// What must not happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Two entries at one place were confirmed.
    TwoConfirmed {
        /// Whose journal.
        by: Coop,
        /// Its number.
        seq: u64,
    },
    /// Honest nodes acted on two entries of one place.
    TwoReliedOn {
        /// Whose journal.
        by: Coop,
        /// Its number.
        seq: u64,
    },
    /// More committed on a confirmed branch than was pledged.
    OverPledge(Coop),
    /// More accepted than was granted or asked.
    OverGrant(Coop),
    /// More paid than was accepted, called than was guaranteed, or received than was paid.
    OverPaid(Coop),
    /// A payment was received twice, or in another amount.
    Unbalanced(Coop),
    /// Receipts of money that no bank moved.
    Invented(Coop),
    /// A request was decided twice.
    TwoDecisions(Coop),
    /// An honest cooperative contradicted itself.
    Accused(Coop),
    /// Honest nodes hold different entries although they met.
    Diverged(Coop),
    /// They hold the same, and make something else of it.
    Misfolded(Coop),
    /// What an honest cooperative stated is not confirmed although all is well.
    Unconfirmed(Coop),
}

/// What came of a history.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Steps.
    pub steps: u64,
    /// Entries stated, branches included.
    pub entries: u64,
    /// Places that an honest node found confirmed.
    pub confirmed: u64,
    /// Places with two entries or more.
    pub forked: u64,
    /// Money sent by bank, in minor units.
    pub disbursed: u64,
    /// Money that honest cooperatives gave receipts for.
    pub received: u64,
    /// Pages sealed.
    pub pages: u64,
    /// Cooperatives admitted.
    pub admitted: u64,
    /// Cooperatives expelled.
    pub expelled: u64,
    /// Nodes put back from a backup.
    pub restored: u64,
    /// What must not happen, and did.
    pub failures: Vec<Failure>,
}

/// The history of a seed.
pub fn history(seed: u64, options: Options) -> Report {
    let mut world = world::World::new(seed, options);
    world.storm();
    world.verdict()
}
