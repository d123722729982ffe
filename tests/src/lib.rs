//! The simulated federation: replicas of the protocol in virtual time, on a network and on disks that fail.
//!
//! Knows the contract between a replica and the node around it; must not know how a replica keeps it.

pub mod assembly;
pub mod campaign;
pub mod checks;
pub mod decisions;
pub mod disk;
pub mod faults;
pub mod fixtures;
pub mod fund;
pub mod mesh;
pub mod rng;
pub mod scenario;
pub mod stories;
pub mod trace;
