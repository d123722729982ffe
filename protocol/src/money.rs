//! Amounts of money: whole minor units of an ISO 4217 currency, checked sums, no fraction and no float anywhere. Must
//! not know what is paid.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Largest amount, in minor units (security reference, D4.6: ten thousand million euros).
pub const AMOUNT_MOST: u64 = 1_000_000_000_000;

/// Why a text is not an amount. The fault is of whoever typed it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not a number, or a number with a sign or an exponent.
    #[error("`{0}` is not an amount: digits, and a comma or a point before the cents")]
    NotANumber(String),
    /// More decimals than the currency has.
    #[error("`{text}` has {found} decimals, {currency} has {most}")]
    Decimals {
        /// What was typed.
        text: String,
        /// How many decimals it has.
        found: usize,
        /// How many the currency has.
        most: usize,
        /// The currency.
        currency: Currency,
    },
    /// Above [`AMOUNT_MOST`].
    #[error("`{0}` is more than the fund can record")]
    TooMuch(String),
    /// Another currency than the one expected.
    #[error("`{found}` is in another currency than {expected}")]
    OtherCurrency {
        /// The currency typed.
        found: String,
        /// The fund's.
        expected: Currency,
    },
    /// No such currency.
    #[error("`{0}` is not a currency of ISO 4217")]
    UnknownCurrency(String),
}

/// An amount in minor units (cents), at most [`AMOUNT_MOST`]. What is owed or paid is never negative: a reversal is an
/// entry of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(transparent)]
pub struct Amount(u64);

impl Amount {
    /// Nothing.
    pub const ZERO: Amount = Amount(0);

    /// Checks the bound.
    pub const fn new(minor: u64) -> Option<Self> {
        if minor > AMOUNT_MOST { None } else { Some(Self(minor)) }
    }

    /// The minor units.
    pub const fn minor(self) -> u64 {
        self.0
    }

    /// Whether it is nothing.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let minor = u64::deserialize(deserializer)?;
        Amount::new(minor).ok_or_else(|| de::Error::custom("an amount above the bound"))
    }
}

/// Shares a total out in proportion to weights, by largest remainder; what is left goes to the first of equal
/// remainders. The shares sum to the total; all are nothing when all weights are.
pub fn pro_rata(total: Amount, weights: &[u64]) -> Vec<Amount> {
    let whole: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
    if whole == 0 {
        return vec![Amount::ZERO; weights.len()];
    }
    let part = |weight: u64| u128::from(total.0) * u128::from(weight);
    let mut shares: Vec<u64> =
        weights.iter().map(|weight| u64::try_from(part(*weight) / whole).unwrap_or(total.0)).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(part(weights[*at]) % whole), *at));
    let left = usize::try_from(total.0 - shares.iter().sum::<u64>()).unwrap_or(0);
    for at in order.into_iter().take(left) {
        shares[at] += 1;
    }
    shares.into_iter().map(Amount).collect()
}

/// A currency of ISO 4217.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The euro.
    pub const EUR: Currency = Currency(*b"EUR");

    /// Its code, as `EUR`.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// How many decimals its minor unit has: 2 for the euro.
    pub fn decimals(&self) -> usize {
        let known = iso_currency::Currency::from_code(self.code());
        known.and_then(iso_currency::Currency::exponent).map_or(0, usize::from)
    }

    /// Reads what a person typed: `1500`, `1500.50`, `1 500,50`, `1500 EUR`. No sign, no exponent, no thousands
    /// separator but a space: `1.500` is refused as having three decimals rather than guessed.
    pub fn read(&self, text: &str) -> Result<Amount, MoneyError> {
        let bad = || MoneyError::NotANumber(text.trim().chars().take(40).collect());
        let trimmed = text.trim();
        let split = trimmed.find(|c: char| c.is_alphabetic() || c == '€').unwrap_or(trimmed.len());
        let (number, unit) = trimmed.split_at(split);
        let symbol = if unit == "€" { "EUR" } else { unit };
        let numbers = number.chars().any(|c| c.is_ascii_digit());
        if numbers && !symbol.is_empty() && !symbol.eq_ignore_ascii_case(self.code()) {
            let found = symbol.chars().take(8).collect();
            return Err(MoneyError::OtherCurrency { found, expected: *self });
        }
        let number: String = number
            .chars()
            .filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}'))
            .map(|c| if c == ',' { '.' } else { c })
            .collect();
        let (whole, cents) = number.split_once('.').unwrap_or((&number, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !numbers || whole.is_empty() || !digits(whole) || !digits(cents) || number.ends_with('.') {
            return Err(bad());
        }
        let most = self.decimals();
        if cents.len() > most {
            let text = trimmed.chars().take(40).collect();
            return Err(MoneyError::Decimals { text, found: cents.len(), most, currency: *self });
        }
        let minor = format!("{whole}{cents:0<most$}");
        let minor = minor.trim_start_matches('0');
        let minor = if minor.is_empty() { Ok(0) } else { minor.parse() };
        minor.ok().and_then(Amount::new).ok_or_else(|| MoneyError::TooMuch(bad_text(trimmed)))
    }

    /// An amount with its decimals and without its currency: `1500.50`.
    pub fn plain(&self, minor: u128) -> String {
        let decimals = self.decimals();
        if decimals == 0 {
            return minor.to_string();
        }
        let unit = 10u128.pow(u32::try_from(decimals).unwrap_or(0));
        format!("{}.{:0decimals$}", minor / unit, minor % unit)
    }
}

fn bad_text(text: &str) -> String {
    text.chars().take(40).collect()
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let unknown = || MoneyError::UnknownCurrency(bad_text(text));
        let code = text.trim().to_ascii_uppercase();
        let known = iso_currency::Currency::from_code(&code).ok_or_else(unknown)?;
        // Gold, or a test's code: it has no minor unit.
        known.exponent().ok_or_else(unknown)?;
        Ok(Currency(code.as_bytes().try_into().map_err(|_| unknown())?))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Currency({})", self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let currency: Currency = text.parse().map_err(de::Error::custom)?;
        // Its one written form.
        if currency.code() == text { Ok(currency) } else { Err(de::Error::custom("not in capitals")) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_people_type() {
        let read = |text| Currency::EUR.read(text).map(Amount::minor);
        for (text, minor) in [
            ("1500", 150_000),
            ("1500.5", 150_050),
            ("1 500,50 €", 150_050),
            ("0,01EUR", 1),
            ("12 eur", 1_200),
            ("0", 0),
            ("10000000000", AMOUNT_MOST),
        ] {
            assert_eq!(read(text), Ok(minor), "{text}");
        }
        assert!(matches!(read("1.500"), Err(MoneyError::Decimals { found: 3, most: 2, .. })));
        assert!(matches!(read("10000000000.01"), Err(MoneyError::TooMuch(_))));
        assert!(matches!(read("99999999999999999999999"), Err(MoneyError::TooMuch(_))));
        assert!(matches!(read("15 USD"), Err(MoneyError::OtherCurrency { .. })));
        for text in ["", "-5", "+5", "1e3", "5.", ".5", "1,5,0", "quinze", "1_000", "٣"] {
            assert!(read(text).is_err(), "{text}");
        }
        let yen: Currency = "jpy".parse().unwrap();
        assert_eq!(yen.read("500").map(Amount::minor), Ok(500));
        assert!(yen.read("500.5").is_err());
        assert_eq!((yen.plain(500), Currency::EUR.plain(150_005)), ("500".into(), "1500.05".into()));
        assert!("EURO".parse::<Currency>().is_err() && "XAU".parse::<Currency>().is_err());
    }

    proptest! {
        #[test]
        fn shares_sum_to_the_total(total in 0..=AMOUNT_MOST, weights in prop::collection::vec(0..=AMOUNT_MOST, 1..40)) {
            let shares = pro_rata(Amount(total), &weights);
            let whole: u128 = weights.iter().map(|w| u128::from(*w)).sum();
            prop_assert_eq!(shares.iter().map(|share| u128::from(share.minor())).sum::<u128>(), if whole == 0 { 0 } else { u128::from(total) });
            for (share, weight) in shares.iter().zip(&weights) {
                let exact = (u128::from(total) * u128::from(*weight)).checked_div(whole).unwrap_or(0);
                prop_assert!(u128::from(share.minor()).abs_diff(exact) <= 1);
            }
        }

        #[test]
        fn what_is_written_is_read(minor in 0..=AMOUNT_MOST) {
            let text = Currency::EUR.plain(u128::from(minor));
            prop_assert_eq!(Currency::EUR.read(&text), Ok(Amount(minor)));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,30}") {
            let _ = Currency::EUR.read(&text);
        }
    }
}
