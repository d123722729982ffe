//! The solidarity fund and mutual guarantees: promises and receipts, each on one journal; money moves by bank. No
//! custody, no interest, no fee, and no field for a reason or a name (design, section 7).
//!
//! Knows what is stated and what it comes to; must not know who confirmed what, or when a node acts.

mod account;
mod conduct;
mod fact;
mod fold;
pub mod report;
mod rules;
mod state;
mod table;
#[cfg(test)]
mod tests;
mod void;

pub use account::{Account, Pledged};
pub use fact::{
    Accept, Ask, Call, CodedMark, Commit, Decision, Disburse, Fact, Guarantee, Hash, Honour, Mark, Opinion,
    Plan, Pledge, Receipt, Release, Repay, View, end_to_end_id, kind, reference_hash,
};
pub use fold::{Effect, Entered, Fund, Sitting, needed};
pub use rules::{FundRules, GUARANTEE, Line};
pub use state::{Answer, CommitState, CommitView, GuaranteeView, Payment, RequestState, RequestView};
pub use void::Void;
