//! The fund's report, from what this replica holds. Must not know how it is counted.

use super::Replica;
use crate::durable::ProofKind;
use crate::fund::report::{Context, Forked, Known, Report};
use crate::id::CoopId;
use crate::journal::Body;

impl Replica {
    /// The report of a year. `as_of`: as in [`Report::of`].
    pub fn report(&self, year: u16, as_of: Option<u64>) -> Report {
        Report::of(&self.fund, year, as_of, &self.report_context())
    }

    /// What the report needs besides the facts.
    pub fn report_context(&self) -> Context {
        let known = |seat: &crate::register::Seat| {
            let journal = self.journal(&seat.coop);
            Known {
                coop: seat.coop,
                name: seat.card().value.name.to_string(),
                standing: seat.standing,
                head: journal.and_then(|journal| Some((journal.seq(), journal.head()?))),
                confirmed: self.confirmed(&seat.coop),
                fork: self.journal_fork(&seat.coop),
            }
        };
        Context {
            federation: self.register.federation,
            page: (self.register.height, self.register.head),
            cooperatives: self.register.seats().iter().map(known).collect(),
        }
    }

    /// What proves that a cooperative forked its journal.
    fn journal_fork(&self, coop: &CoopId) -> Option<Forked> {
        let (a, b) = self.proofs.get(&(*coop, ProofKind::Journal))?;
        let ((_, one), (_, two)) = (self.verify_entry(a).ok()?, self.verify_entry(b).ok()?);
        let fact = |entry: &crate::journal::SignedEntry| match entry.value.read() {
            Ok(Body::Fact(fact)) => Some(fact),
            _ => None,
        };
        let mut entries = [(one.id, fact(&one)), (two.id, fact(&two))];
        entries.sort_unstable_by_key(|(id, _)| *id);
        Some(Forked { seq: one.value.seq, entries })
    }
}
