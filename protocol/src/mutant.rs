//! Defects that the tests must catch; compiled in only for them. Must not know who looks for them.

/// One rule taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mutant {
    /// Sign the number after the one held, whatever the sign-lock says.
    SkipSignLock,
    /// Accept a head whose root does not match.
    AnyRoot,
    /// Ballot any page although a certificate is known (rule R3 taken away).
    NoLock,
    /// Acknowledge an attempt after balloting at a later one (rule R4 taken away).
    AckAny,
    /// More than half instead of two thirds.
    Majority,
    /// A page has effect when it is certified, without acknowledgements.
    EffectAtCertificate,
    /// Cooperatives that left are still counted.
    FormerCounted,
    /// Do not ballot a certified page that one's own people did not approve.
    Abstain,
    /// Commit more than is pledged.
    NoCommitCap,
    /// Accept more than is granted.
    NoAcceptCap,
    /// Act on an entry of the fund at first sight, before it is confirmed.
    FirstSight,
    /// Count what is stated each time it comes, not once an id.
    CountDeliveries,
    /// Confirm an entry by those of the page that it cites, wherever they are since.
    OnePage,
}

#[cfg(feature = "mutants")]
thread_local! {
    /// The defect in force on this thread.
    pub static MUTANT: std::cell::Cell<Option<Mutant>> = const { std::cell::Cell::new(None) };
}

/// Whether a defect is in force: never, outside the tests that look for it.
pub(crate) fn mutant(_which: Mutant) -> bool {
    #[cfg(feature = "mutants")]
    return MUTANT.get() == Some(_which);
    #[cfg(not(feature = "mutants"))]
    false
}
