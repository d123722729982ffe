//! What becomes of an entry: its lines, or a problem. Knows how details and entries add up; must not know where they were
//! read.

use super::amount::Money;
use super::{Line, Problem, Statement};

/// What is wrong with an entry, so that it is left for a person. Fault: the bank, which says two things, or not enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The details do not add up to the entry: charges were taken off, or some are missing.
    #[error("the details of the entry sum to {sum}")]
    Sum {
        /// What they add up to, in minor units, counted in the direction of the entry.
        sum: i64,
    },
    /// One detail of several does not say how much, or says it in another currency alone.
    #[error("a detail of the entry has no amount in its currency")]
    Amounts,
    /// A batch of another number of payments than are detailed; mostly, none is.
    #[error("the entry is of {announced} payments, {found} are detailed")]
    Batch {
        /// How many the bank says there are.
        announced: u64,
        /// How many it details.
        found: usize,
    },
}

impl Fault {
    /// A stable name: the end of the code of its sentence.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Sum { .. } => "sum",
            Self::Amounts => "amounts",
            Self::Batch { .. } => "batch",
        }
    }

    /// What its sentence names, by name.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Sum { sum } => vec![("sum", sum.to_string())],
            Self::Amounts => Vec::new(),
            Self::Batch { announced, found } => {
                vec![("announced", announced.to_string()), ("found", found.to_string())]
            }
        }
    }
}

/// One payment of an entry (`TxDtls`).
#[derive(Debug, Default)]
pub(super) struct Detail {
    /// What whoever ordered it calls it.
    pub(super) reference: Option<String>,
    /// What it counts in the entry (`Amt`).
    pub(super) amount: Option<Money>,
    /// What was ordered (`AmtDtls/TxAmt/Amt`), in whichever currency.
    pub(super) ordered: Option<Money>,
    /// Its direction, if it says.
    pub(super) credit: Option<bool>,
    /// Whether it is a return.
    pub(super) is_return: bool,
}

/// An entry (`Ntry`).
#[derive(Debug)]
pub(super) struct Entry {
    /// Its number in the file.
    pub(super) at: usize,
    /// What was booked.
    pub(super) amount: Money,
    /// Whether it came.
    pub(super) credit: bool,
    /// Whether it is in the books.
    pub(super) booked: bool,
    /// Whether it reverses an earlier one.
    pub(super) reversal: bool,
    /// The day of booking.
    pub(super) date: Option<String>,
    /// Its payments.
    pub(super) details: Vec<Detail>,
    /// What is wrong with the number of them.
    pub(super) fault: Option<Fault>,
}

impl Entry {
    /// Puts it where it belongs.
    pub(super) fn settle(self, statement: &mut Statement) {
        match self.lines() {
            Ok(lines) => statement.lines.extend(lines),
            Err(fault) => statement.problems.push(Problem { entry: self.whole(), fault }),
        }
    }

    fn lines(&self) -> Result<Vec<Line>, Fault> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        if self.details.is_empty() {
            return Ok(vec![self.whole()]);
        }
        // An entry of one payment is that payment: what was booked is its amount, whatever was ordered abroad.
        let alone = (self.details.len() == 1).then_some(self.amount);
        let (mut sum, mut lines) = (0, Vec::with_capacity(self.details.len()));
        for detail in &self.details {
            let told = [detail.amount, detail.ordered].into_iter().flatten();
            let fits = |money: &Money| money.currency == self.amount.currency;
            let amount = told.into_iter().find(fits).or(alone).ok_or(Fault::Amounts)?;
            let line = self.line(amount, Some(detail));
            // 100,000 lines of at most 10^12.
            let minor = amount.minor.cast_signed();
            sum += if line.credit == self.credit { minor } else { -minor };
            lines.push(line);
        }
        if sum == self.amount.minor.cast_signed() { Ok(lines) } else { Err(Fault::Sum { sum }) }
    }

    /// The entry as one line, in its own direction.
    fn whole(&self) -> Line {
        let only = if let [detail] = self.details.as_slice() { Some(detail) } else { None };
        Line { credit: self.credit, ..self.line(self.amount, only) }
    }

    fn line(&self, amount: Money, detail: Option<&Detail>) -> Line {
        Line {
            at: self.at,
            reference: detail.and_then(|detail| detail.reference.clone()),
            amount: amount.minor,
            currency: amount.currency.code().to_owned(),
            credit: detail.and_then(|detail| detail.credit).unwrap_or(self.credit),
            booked: self.booked,
            date: self.date.clone(),
            reversal: self.reversal || detail.is_some_and(|detail| detail.is_return),
        }
    }
}
