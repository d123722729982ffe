//! A bank statement (ISO 20022, camt.053) as lines of money. Knows what a line may hold, and every bound of reading one;
//! must not know who paid, nor what a reference means to the fund.
//!
//! Names, account numbers and the words of a transfer are passed over unread: nothing here has room for them, and no
//! error repeats a text of the file. Hostile files are expected: sizes are bounded before anything is read, nothing
//! is expanded, and what the file leaves open is set aside, never guessed.

mod amount;
mod document;
mod error;
mod kinds;
mod settle;
mod xml;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod tests;

use std::io::Read;

pub use error::StatementError;
pub use settle::Fault;

/// Largest file, in bytes (guess: 100,000 lines with all that banks say of them).
pub const FILE_BYTES: usize = 64 << 20;
/// Most lines, and problems, of a file (guess: a large fund has some thousands a year).
pub const LINES: usize = 100_000;
pub use bigre_protocol::money::AMOUNT_MOST;
/// How deep elements may stand within each other (a statement's own go to 15; what banks add, a little further).
const DEPTH: usize = 64;
/// Longest text of an element that is read, in bytes: the longest expected has 35 characters.
const TEXT_BYTES: usize = 256;
/// Longest reference, in characters (ISO 20022, `Max35Text`).
const REFERENCE_CHARS: usize = 35;
/// The versions that are read, as the end of `camt.053.001.08` (what is read here stands at the same place in all of them).
const VERSIONS: std::ops::RangeInclusive<u8> = 2..=13;

/// What a file says of money, and nothing else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statement {
    /// The currency of the account (ISO 4217); nothing if the file does not say, or says several.
    pub account_currency: Option<String>,
    /// How many statements the file holds: of several days, or of several accounts.
    pub statements: usize,
    /// What came and went, in the order of the file.
    pub lines: Vec<Line>,
    /// Entries that do not hold together: none of their details is among the lines.
    pub problems: Vec<Problem>,
}

/// A payment that came or went; or an entry that the bank does not detail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The entry it is of: its number in the file (`Ntry`), the first being 1. Payments of one batch share it.
    pub at: usize,
    /// What whoever ordered the payment calls it (`EndToEndId`), visible characters, at most 35. Nothing if it was not
    /// provided.
    pub reference: Option<String>,
    /// In minor units of the currency, at most [`AMOUNT_MOST`].
    pub amount: u64,
    /// ISO 4217.
    pub currency: String,
    /// Whether it came to the account; else it went.
    pub credit: bool,
    /// Whether it is in the account's books; else it is pending, or told for information.
    pub booked: bool,
    /// The day on which it was booked, as the bank writes it: `2026-11-21`.
    pub date: Option<String>,
    /// Whether the bank says that it takes an earlier payment back: a reversal (`RvslInd`), or a return (`RtrInf`).
    pub reversal: bool,
}

/// An entry that is left for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The entry as a whole: its own amount; its reference if it is of one payment.
    pub entry: Line,
    /// What is wrong with it.
    pub fault: Fault,
}

/// Reads the bytes of a statement.
///
/// # Errors
/// What the file is instead, or what makes it unreadable as a whole: half a statement is none.
pub fn read(bytes: &[u8]) -> Result<Statement, StatementError> {
    if bytes.len() > FILE_BYTES {
        return Err(StatementError::Large);
    }
    kinds::check(bytes)?;
    document::read(xml::Xml::open(bytes)?)
}

/// The same of a file that is open; no more than [`FILE_BYTES`] of it are held.
///
/// # Errors
/// See [`read`], and what the system says.
pub fn read_from(source: impl Read) -> Result<Statement, StatementError> {
    let mut bytes = Vec::new();
    let read = source.take(FILE_BYTES as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| StatementError::Unreadable(error.kind()))?;
    self::read(&bytes)
}
