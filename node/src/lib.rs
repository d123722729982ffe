//! A node of the Bigre federation: disk, network, search and local API around the pure protocol.
//!
//! Start with [`run::run`]; the way of a record is told in `ARCHITECTURE.md`.

pub mod api;
pub mod backup;
pub mod bundle;
pub mod config;
pub mod doctor;
pub mod draft;
mod driver;
pub mod handle;
pub mod identity;
pub mod import;
mod invitations;
pub mod metrics;
pub mod network;
pub mod places;
pub mod run;
pub mod search;
pub mod sign_lock;
pub mod store;
pub mod vocabulary;

pub use run::{Ready, RunError, run};
