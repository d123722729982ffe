//! The fund's rules, as the assembly sets them by a page of the register. Must not know of journals.

use serde::{Deserialize, Serialize};

use crate::id::CoopId;
use crate::limits::{FUND_LINES, FUND_PARTICIPANTS, FUND_WINDOW_HOURS};
use crate::money::{Amount, Currency};
use crate::text::{Code, List};

/// The name under which capacity for guarantees is pledged: no request can be made on it.
pub const GUARANTEE: &str = "guarantee";

/// One line of the fund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its name, as `aid`.
    pub code: Code,
    /// A shorter window for small requests: up to this amount, in hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quick: Option<(Amount, u64)>,
    /// How long objections are waited for, in hours.
    pub window: u64,
    /// Most that one request may ask.
    pub maximum: Amount,
    /// Whether what is paid is paid back.
    pub repayable: bool,
}

impl Line {
    /// How long objections to a request of an amount are waited for, in milliseconds.
    pub fn window_ms(&self, amount: Amount) -> u64 {
        let hours = self.quick.filter(|(most, _)| amount <= *most).map_or(self.window, |(_, hours)| hours);
        hours.saturating_mul(60 * 60 * 1_000)
    }
}

/// The rules of the fund: all of them, each time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundRules {
    /// Open requests that a cooperative may have for each thousand members begun.
    pub open: u64,
    /// The lines.
    pub lines: List<Line, FUND_LINES>,
    /// The currency of every amount: set once.
    pub currency: Currency,
    /// Whose opinions decide; every cooperative that votes, when none is named.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    pub participants: List<CoopId, FUND_PARTICIPANTS>,
}

impl Default for FundRules {
    /// What holds until a page says otherwise (guesses after Coopaname's three funds: security reference, 4.1).
    fn default() -> Self {
        let line = |name: &str, maximum, quick: Option<(u64, u64)>, repayable| {
            let quick = quick.and_then(|(most, hours)| Some((Amount::new(most)?, hours)));
            let (code, maximum) = (Code::new(name).ok()?, Amount::new(maximum)?);
            Some(Line { code, quick, window: 7 * 24, maximum, repayable })
        };
        let lines = [
            line("aid", 200_000, Some((50_000, 48)), false),
            line("advance", 1_000_000, None, true),
            line("receivable", 1_000_000, None, false),
        ];
        FundRules {
            open: 3,
            lines: List::new(lines.into_iter().flatten().collect()).unwrap_or_default(),
            currency: Currency::EUR,
            participants: List::default(),
        }
    }
}

impl FundRules {
    /// A line.
    pub fn line(&self, code: &Code) -> Option<&Line> {
        self.lines.iter().find(|line| line.code == *code)
    }

    /// Whether they can be: why not.
    pub fn check(&self) -> Result<(), &'static str> {
        let mut names: Vec<&Code> = self.lines.iter().map(|line| &line.code).collect();
        names.sort_unstable();
        names.dedup();
        let mut coops: Vec<&CoopId> = self.participants.iter().collect();
        coops.sort_unstable();
        coops.dedup();
        let sound = |line: &Line| {
            let quick = line.quick.is_none_or(|(_, hours)| hours <= line.window);
            line.window <= FUND_WINDOW_HOURS && quick && !line.maximum.is_zero()
        };
        if self.lines.is_empty() || names.len() != self.lines.len() {
            return Err("the fund needs lines, each with its own name");
        }
        if names.iter().any(|name| name.as_str() == GUARANTEE) {
            return Err("the line `guarantee` is where capacity for guarantees is pledged");
        }
        if !self.lines.iter().all(sound) {
            return Err("a line's maximum or window is out of its bounds");
        }
        if coops.len() != self.participants.len() {
            return Err("a participant is named twice");
        }
        if !(1..=1_000).contains(&self.open) {
            Err("the number of open requests is out of its bounds")
        } else {
            Ok(())
        }
    }
}
