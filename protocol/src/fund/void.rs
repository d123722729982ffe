//! Why a fact has no effect. Must not know how facts are counted.

use crate::id::ObjectId;
use crate::text::Code;

/// Why a fact has no effect. It stays on its journal, counts for nothing, and is shown with its author: nobody's
/// honest node states it. Amounts are minor units of the fund's currency.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Void {
    /// Its author stated something under this id already.
    #[error("its id was used before")]
    Repeated,
    /// Stated when the fund was in another currency.
    #[error("it was stated when the fund was in another currency")]
    Currency,
    /// An amount of nothing.
    #[error("an amount of nothing")]
    Nothing,
    /// More than the fund can count.
    #[error("the sum is more than the fund can record")]
    Overflow,
    /// The fund has no such line.
    #[error("the fund has no line `{0}`")]
    Line(Code),
    /// Above the line's maximum.
    #[error("{found} is above the line's maximum, {most}")]
    OverMaximum {
        /// Asked.
        found: u64,
        /// The maximum.
        most: u64,
    },
    /// Too many open requests.
    #[error("{most} open requests are the most")]
    TooManyOpen {
        /// How many there may be.
        most: u64,
    },
    /// Instalments that do not make the amount, or on a line that is not repaid.
    #[error("the instalments do not make the amount, or the line is not repaid")]
    Plan,
    /// More than is left of the pledge.
    #[error("{found} is more than what is left of the pledge, {left}")]
    OverPledge {
        /// Asked.
        found: u64,
        /// Left.
        left: u64,
    },
    /// The pledge would go below what is committed.
    #[error("the pledge can be lowered by {left} at most: the rest is committed")]
    BelowCommitted {
        /// By how much it can be lowered.
        left: u64,
    },
    /// More than is left of the capacity for guarantees.
    #[error("{found} is more than what is left of the capacity for guarantees, {left}")]
    OverCapacity {
        /// Asked.
        found: u64,
        /// Left.
        left: u64,
    },
    /// About an entry of another cooperative, or another's request.
    #[error("it is about an entry that another cooperative answers for")]
    NotYours,
    /// About something of one's own that needs another cooperative.
    #[error("nobody does this to oneself")]
    Oneself,
    /// About an entry that is of another kind than needed.
    #[error("it is about an entry of another kind than it must be")]
    WrongKind,
    /// About an entry that has no effect itself.
    #[error("it is about an entry that has no effect")]
    CitesVoid(ObjectId),
    /// The request was withdrawn.
    #[error("the request was withdrawn")]
    Withdrawn,
    /// The request was decided.
    #[error("the request was decided already")]
    Decided,
    /// The request was not decided.
    #[error("the request is not decided yet")]
    NotDecided,
    /// More than was asked.
    #[error("{found} is more than was asked, {most}")]
    OverAsked {
        /// Granted or accepted.
        found: u64,
        /// Asked.
        most: u64,
    },
    /// More than is left of what was granted.
    #[error("{found} is more than what is left of what was granted, {left}")]
    OverGranted {
        /// Accepted.
        found: u64,
        /// Left.
        left: u64,
    },
    /// More than is left of the commit.
    #[error("{found} is more than what is left of the commit, {left}")]
    OverCommit {
        /// Asked.
        found: u64,
        /// Left.
        left: u64,
    },
    /// More than is left of the accepted part.
    #[error("{found} is more than what is left of the accepted part, {left}")]
    OverAccept {
        /// Disbursed.
        found: u64,
        /// Left.
        left: u64,
    },
    /// It was said already.
    #[error("it was said already")]
    Twice,
    /// Another amount than the payment's.
    #[error("the payment is of {expected}")]
    OtherAmount {
        /// The payment's.
        expected: u64,
    },
    /// More than is left to repay.
    #[error("{found} is more than what is left to repay, {left}")]
    OverReceipt {
        /// Repaid.
        found: u64,
        /// Left.
        left: u64,
    },
    /// The line is not repaid.
    #[error("what this line pays is not repaid")]
    NotRepayable,
    /// More than is left of the guarantee's ceiling.
    #[error("{found} is more than what is left of the guarantee, {left}")]
    OverCeiling {
        /// Called.
        found: u64,
        /// Left.
        left: u64,
    },
    /// The guarantee was not accepted.
    #[error("the guarantee was not accepted")]
    NotAccepted,
    /// An opinion of the cooperative that asks.
    #[error("the cooperative that asks has no opinion on its own request")]
    Recused,
    /// By a cooperative that takes no part in the fund's decisions, or no part in this.
    #[error("by a cooperative that takes no part in this")]
    NotParticipant,
    /// Too few consents.
    #[error("{found} consents of {needed} needed")]
    Consents {
        /// Consents listed.
        found: u64,
        /// Consents needed.
        needed: u64,
    },
    /// An objection stands.
    #[error("an objection stands")]
    Objection,
    /// Entries of its author rest on it.
    #[error("later entries rest on it")]
    RestedOn,
    /// Another cooperative relies on it.
    #[error("another cooperative accepted it and relies on it")]
    ReliedOn,
    /// Nothing that can be reversed.
    #[error("it can't be reversed: it is withdrawn, replaced or settled instead")]
    Irreversible,
}

impl Void {
    /// A stable name, for messages and metrics.
    pub fn name(&self) -> &'static str {
        match self {
            Void::Repeated => "repeated",
            Void::Currency => "currency",
            Void::Nothing => "nothing",
            Void::Overflow => "overflow",
            Void::Line(_) => "line",
            Void::OverMaximum { .. } => "over-maximum",
            Void::TooManyOpen { .. } => "too-many-open",
            Void::Plan => "plan",
            Void::OverPledge { .. } => "over-pledge",
            Void::BelowCommitted { .. } => "below-committed",
            Void::OverCapacity { .. } => "over-capacity",
            Void::NotYours => "not-yours",
            Void::Oneself => "oneself",
            Void::WrongKind => "wrong-kind",
            Void::CitesVoid(_) => "cites-void",
            Void::Withdrawn => "withdrawn",
            Void::Decided => "decided",
            Void::NotDecided => "not-decided",
            Void::OverAsked { .. } => "over-asked",
            Void::OverGranted { .. } => "over-granted",
            Void::OverCommit { .. } => "over-commit",
            Void::OverAccept { .. } => "over-accept",
            Void::Twice => "twice",
            Void::OtherAmount { .. } => "other-amount",
            Void::OverReceipt { .. } => "over-receipt",
            Void::NotRepayable => "not-repayable",
            Void::OverCeiling { .. } => "over-ceiling",
            Void::NotAccepted => "not-accepted",
            Void::Recused => "recused",
            Void::NotParticipant => "not-participant",
            Void::Consents { .. } => "consents",
            Void::Objection => "objection",
            Void::RestedOn => "rested-on",
            Void::ReliedOn => "relied-on",
            Void::Irreversible => "irreversible",
        }
    }

    /// The two figures of its message, found or asked first, then left, needed or allowed.
    pub fn figures(&self) -> (Option<u64>, Option<u64>) {
        match self {
            Void::OverMaximum { found, most } | Void::OverAsked { found, most } => {
                (Some(*found), Some(*most))
            }
            Void::OverPledge { found, left }
            | Void::OverCapacity { found, left }
            | Void::OverGranted { found, left }
            | Void::OverCommit { found, left }
            | Void::OverAccept { found, left }
            | Void::OverReceipt { found, left }
            | Void::OverCeiling { found, left } => (Some(*found), Some(*left)),
            Void::Consents { found, needed } => (Some(*found), Some(*needed)),
            Void::TooManyOpen { most } => (None, Some(*most)),
            Void::BelowCommitted { left } => (None, Some(*left)),
            Void::OtherAmount { expected } => (None, Some(*expected)),
            _ => (None, None),
        }
    }
}
