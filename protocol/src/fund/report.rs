//! The yearly report of the fund: what was pledged, promised, sent, received and paid back, a pure function of what is
//! held. Must not know of disks, files or languages, nor add a rule: it counts what the fold says.
//!
//! Fields stand in the order of their canonical encoding. Amounts are minor units of the fund's currency.

mod calendar;
mod cycles;
mod figures;
mod sums;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub use calendar::{year_begins, year_of};
pub use figures::overdue;

use super::fact::Fact;
use super::fold::Fund;
use crate::codec;
use crate::id::{CoopId, FederationId, ObjectId, ReportId, digest};
use crate::money::Currency;
use crate::register::Standing;
use crate::text::Code;

/// Fewer requests than this, of one cooperative on one line of one year, are not told apart (the usual threshold of
/// statistical offices for tables of frequencies: 3 to 10, most often 5).
pub const FEWER_THAN: u64 = 5;
/// A payment that was not received for so long is late, in milliseconds: 15 days (security reference, D4.12).
pub const LATE_MS: u64 = 15 * crate::limits::DAY_MS;
/// Between two instalments, in milliseconds: 30 days.
pub const INSTALMENT_MS: u64 = 30 * crate::limits::DAY_MS;
/// Longest cycle of guarantees that is looked for, in cooperatives (guess).
pub const CYCLE_LENGTH: usize = 8;
/// Cycles shown at most (guess).
pub const CYCLES: usize = 64;
/// Guarantees followed at most in looking for cycles (guess: a tenth of a second).
pub const CYCLE_STEPS: u64 = 100_000;

/// What the fold of the facts does not say, of the same moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// The federation.
    pub federation: FederationId,
    /// The last page of the register: number and id.
    pub page: (u64, ObjectId),
    /// Every cooperative that has or had a seat, in the order of the seats.
    pub cooperatives: Vec<Known>,
}

/// What is known of one cooperative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its id.
    pub coop: CoopId,
    /// Its name, by its card.
    pub name: String,
    /// What it is to the federation.
    pub standing: Standing,
    /// The last entry of its journal: number and id.
    pub head: Option<(u64, ObjectId)>,
    /// The last entry of it that a quorum of pulses confirms; 0 for none.
    pub confirmed: u64,
    /// The proof that it forked its journal.
    pub fork: Option<Forked>,
}

/// Two entries of one number that a cooperative signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forked {
    /// Their number.
    pub seq: u64,
    /// Their ids; and what they say, if they are facts of the fund.
    pub entries: [(ObjectId, Option<Fact>); 2],
}

/// The report of a year. The same bytes on every node at the same heads, pulses and proofs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Of the whole federation.
    pub summary: Summary,
    /// Of each cooperative, in the order of the seats.
    pub cooperatives: Vec<Row>,
}

/// Of the whole federation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The last page of the register: number and id.
    pub page: (u64, ObjectId),
    /// Which year.
    pub year: u16,
    /// At what time what is late or overdue is, in milliseconds since the Unix epoch: never a clock's.
    pub as_of: u64,
    /// Cooperatives proved to have forked their journals.
    pub forks: u64,
    /// The sum of each line: those of the rules in force in their order, then those of before by name.
    pub lines: Vec<LineRow>,
    /// Cooperatives that stand surety for each other in a circle: each circle once, the one that comes first among the seats
    /// first.
    pub cycles: Vec<Vec<CoopId>>,
    /// The sum of the entries.
    pub entries: Entries,
    /// The currency of every amount.
    pub currency: Currency,
    /// The federation.
    pub federation: FederationId,
    /// The sum of the guarantees given, which is that of those received.
    pub guarantees: Sureties,
    /// Whether figures of small numbers are left out: [`Report::suppressed`].
    pub suppressed: bool,
    /// Whether there may be more circles than those shown.
    pub more_cycles: bool,
}

/// Of one cooperative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its id.
    pub coop: CoopId,
    /// The proof that it forked its journal.
    pub fork: Option<ForkRow>,
    /// The last entry of its journal: number and id.
    pub head: Option<(u64, ObjectId)>,
    /// Its name.
    pub name: String,
    /// Its figures on each line, in the order of the summary's.
    pub lines: Vec<LineRow>,
    /// Its entries.
    pub entries: Entries,
    /// `active`, `dormant`, `left` or `expelled`.
    pub standing: String,
    /// The last entry of its journal that is confirmed; 0 for none.
    pub confirmed: u64,
    /// Its guarantees.
    pub guarantees: Guarantees,
}

/// A proof that a journal was forked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForkRow {
    /// The number of both entries.
    pub seq: u64,
    /// Their ids, the lower first.
    pub entries: [ObjectId; 2],
}

/// The figures of one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineRow {
    /// Which line.
    pub line: Code,
    /// As who asks; none where fewer than [`FEWER_THAN`] requests are not told apart.
    pub asked: Option<Asked>,
    /// As who helps.
    pub given: Given,
}

/// What a cooperative brings on a line. What follows a commit belongs to the year of the pledge that the commit names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Of what is in transit, sent more than 15 days before.
    pub late: u64,
    /// Committed on the other branch of a fork: it counts against who forked.
    pub owed: u64,
    /// Hours pledged.
    pub hours: u64,
    /// Of what is committed, direct aid, which no pledge bounds.
    pub direct: u64,
    /// Paid back to it, and received.
    pub repaid: u64,
    /// Due to it and not paid back.
    pub overdue: u64,
    /// Pledged.
    pub pledged: u64,
    /// Sent and not received yet.
    pub transit: u64,
    /// Of what is committed, taken up.
    pub accepted: u64,
    /// Received of what was sent.
    pub received: u64,
    /// Committed and not received, by a cooperative that is not relied upon.
    pub suspense: u64,
    /// Committed and not released.
    pub committed: u64,
    /// Sent.
    pub disbursed: u64,
    /// Sent back to it, and not received yet.
    pub returning: u64,
    /// Commits in suspense, counted.
    pub suspended: u64,
}

/// What a cooperative asks for on a line: its requests of the year, and what followed the commits of the year for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Asked, withdrawn requests left out.
    pub asked: u64,
    /// Paid back, and received.
    pub repaid: u64,
    /// Requests by how they stand, those there are, by name.
    pub states: Vec<Counted>,
    /// Granted.
    pub granted: u64,
    /// Due and not paid back.
    pub overdue: u64,
    /// Sent to it and not received yet.
    pub transit: u64,
    /// Taken up by it.
    pub accepted: u64,
    /// Received by it.
    pub received: u64,
    /// Requests.
    pub requests: u64,
}

/// So many of what has this name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// A stable name.
    pub name: String,
    /// How many.
    pub count: u64,
}

/// Entries of a year that are not as they should be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entries {
    /// Entries without effect, by why, by name.
    pub voids: Vec<Counted>,
    /// Entries that rest on one that is not held.
    pub waiting: u64,
    /// Disputes that are not settled.
    pub disputes: u64,
    /// Entries that their author reversed.
    pub corrections: u64,
    /// Entries that no quorum confirms yet.
    pub unconfirmed: u64,
}

/// A cooperative's guarantees.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guarantees {
    /// Those it gives.
    pub given: Sureties,
    /// The most that it stands for towards one cooperative.
    pub largest: Option<Largest>,
    /// What it pledged for guarantees.
    pub capacity: u64,
    /// Those it received.
    pub received: Sureties,
}

/// Sums of guarantees.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sureties {
    /// Ceilings given on the other branch of a fork.
    pub owed: u64,
    /// What can still be called at most.
    pub limit: u64,
    /// Called.
    pub called: u64,
    /// How many.
    pub number: u64,
    /// Called and refused.
    pub refused: u64,
    /// Ceilings.
    pub ceilings: u64,
    /// What is stood for: ceilings of those accepted, less what was released and honoured.
    pub exposure: u64,
    /// Called and paid.
    pub honoured: u64,
}

/// The most that one cooperative stands for towards another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Largest {
    /// Towards whom: the lowest id of those that it is the same for.
    pub to: CoopId,
    /// How much.
    pub exposure: u64,
    /// Of the capacity declared, in thousandths, rounded down; none without capacity. The exact share is `exposure` over
    /// `capacity`.
    pub per_mille: Option<u64>,
}

/// A report as it is shown, with its id, that two treasurers compare: in full with in full, or shown with shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The id of the report as it is shown: that of the full one would tell whoever guesses what is left out.
    pub id: ReportId,
    /// Its six words.
    pub words: String,
    /// The report, in full or without figures of small numbers.
    pub report: Report,
}

impl Report {
    /// The report of a year. `as_of`: when what is late or overdue is judged; without one, the greatest time of an entry
    /// held that is not after the year, or the beginning of the year.
    pub fn of(fund: &Fund, year: u16, as_of: Option<u64>, context: &Context) -> Report {
        figures::report(fund, year, as_of, context)
    }

    /// The id of the report, by which two treasurers compare theirs. One that leaves figures out has another.
    pub fn id(&self) -> ReportId {
        let rows = self.cooperatives.iter().map(codec::encode);
        let parts: Vec<Vec<u8>> = std::iter::once(codec::encode(&self.summary)).chain(rows).collect();
        let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
        ReportId(digest("bigre-report-v1", &parts))
    }

    /// The report as it is shown: `full` for treasurers, who hold the journals anyway.
    pub fn publish(self, full: bool) -> Published {
        let report = if full { self } else { self.suppressed() };
        let id = report.id();
        Published { id, words: id.words(), report }
    }

    /// The same, so that a small cooperative's few requests do not tell who is in need: on a line where it has fewer than
    /// [`FEWER_THAN`], none included, what it asks for is left out. So that the sum of the line does not give it back, two
    /// cooperatives at least are left out or none, and the sum too if there is but one.
    pub fn suppressed(&self) -> Report {
        let mut shown = self.clone();
        shown.summary.suppressed = true;
        for at in 0..self.summary.lines.len() {
            let requests =
                |row: &Row| row.lines.get(at).and_then(|line| line.asked.as_ref()).map(|a| a.requests);
            let counts: Vec<Option<u64>> = self.cooperatives.iter().map(requests).collect();
            let hidden = hidden(&counts);
            for place in &hidden {
                if let Some(line) = shown.cooperatives[*place].lines.get_mut(at) {
                    line.asked = None;
                }
            }
            if hidden.len() == 1 {
                shown.summary.lines[at].asked = None;
            }
        }
        shown
    }
}

/// Whose requests on a line are not told apart, from how many each has.
fn hidden(counts: &[Option<u64>]) -> BTreeSet<usize> {
    let small = |count: &Option<u64>| count.is_none_or(|count| count < FEWER_THAN);
    let mut hidden: BTreeSet<usize> = (0..counts.len()).filter(|at| small(&counts[*at])).collect();
    if hidden.len() == 1 {
        let others = (0..counts.len()).filter(|at| !hidden.contains(at));
        hidden.extend(others.min_by_key(|at| (counts[*at], *at)));
    }
    hidden
}
