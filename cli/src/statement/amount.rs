//! Amounts as a statement writes them, as whole minor units. The only code here that names `iso_currency`; must not know
//! what is paid.
//!
//! A number is read digit by digit: nothing is rounded, and there is no fraction anywhere.

use iso_currency::Currency as Iso;

use super::{AMOUNT_MOST, StatementError};

/// A currency of ISO 4217 that has a minor unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Currency {
    iso: Iso,
    decimals: usize,
}

impl Currency {
    /// The currency of a code, for an entry.
    ///
    /// # Errors
    /// No such currency, or one without a minor unit (gold, a test's).
    pub(super) fn of(code: &str, at: usize) -> Result<Self, StatementError> {
        let known = Iso::from_code(code).and_then(|iso| Some((iso, iso.exponent()?)));
        let (iso, decimals) = known.ok_or_else(|| {
            let is_code = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
            let found = if is_code { code } else { "" };
            StatementError::UnknownCurrency { at, found: found.to_owned() }
        })?;
        Ok(Self { iso, decimals: usize::from(decimals) })
    }

    /// Its code: `EUR`.
    pub(super) fn code(self) -> &'static str {
        self.iso.code()
    }
}

/// So much of a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Money {
    /// In minor units, at most [`AMOUNT_MOST`].
    pub(super) minor: u64,
    /// Of which currency.
    pub(super) currency: Currency,
}

impl Money {
    /// Reads a decimal number (`xs:decimal` without a sign) for an entry.
    ///
    /// # Errors
    /// Not such a number, below nothing, too large, or with more decimals than the currency has.
    pub(super) fn of(text: &str, currency: Currency, at: usize) -> Result<Self, StatementError> {
        let is_negative = text.starts_with('-');
        let number = text.strip_prefix('-').unwrap_or(text);
        let (whole, cents) = number.split_once('.').unwrap_or((number, ""));
        let is_number = whole.len() + cents.len() > 0
            && whole.bytes().chain(cents.bytes()).all(|byte| byte.is_ascii_digit());
        if !is_number {
            return Err(StatementError::Amount { at });
        }
        if is_negative {
            return Err(StatementError::Negative { at });
        }
        let most = currency.decimals;
        if cents.len() > most {
            let currency = currency.code().to_owned();
            return Err(StatementError::Decimals { at, found: cents.len(), most, currency });
        }
        let zeros = std::iter::repeat_n(b'0', most - cents.len());
        let minor = whole.bytes().chain(cents.bytes()).chain(zeros).try_fold(0, |sum: u64, digit| {
            let sum = sum * 10 + u64::from(digit - b'0');
            (sum <= AMOUNT_MOST).then_some(sum)
        });
        minor.map(|minor| Self { minor, currency }).ok_or(StatementError::TooMuch { at })
    }
}
