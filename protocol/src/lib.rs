//! The rules of the Bigre federation: pure, deterministic, without clock, disk, network or log.
//!
//! Start with `PROTOCOL.md`, beside this crate.

pub mod card;
pub mod codec;
pub mod directory;
pub mod durable;
pub mod envelope;
pub mod frame;
pub mod fund;
pub mod id;
pub mod invitation;
pub mod journal;
pub mod limits;
mod lookup;
pub mod money;
pub mod mutant;
pub mod pulse;
pub mod register;
pub mod rejection;
pub mod replica;
pub mod text;

/// The examples of the specification.
#[cfg(doctest)]
#[doc = include_str!("../PROTOCOL.md")]
struct Specification;
