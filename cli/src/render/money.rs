//! Amounts as people read them: `1 500,00 EUR` in French, `1.500,00 EUR` in Dutch, `1,500.00 EUR` in English. Must not
//! know what they stand for.

use bigre_protocol::money::Currency;

use crate::i18n::{Lang, Translator};

/// An amount in minor units, with its currency.
pub fn money(minor: u64, currency: Currency, tr: &Translator) -> String {
    format!("{}\u{a0}{currency}", figure(minor, currency, tr))
}

/// The same without the currency, for tables that say it once.
pub fn figure(minor: u64, currency: Currency, tr: &Translator) -> String {
    let (group, point) = match tr.lang() {
        Lang::Fr => ('\u{a0}', ','),
        Lang::Nl => ('.', ','),
        Lang::En => (',', '.'),
    };
    let plain = currency.plain(u128::from(minor));
    let (whole, cents) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    if !cents.is_empty() {
        text.push(point);
        text.push_str(cents);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grouped_as_the_language_does() {
        let say = |lang, minor| money(minor, Currency::EUR, &Translator::new(lang));
        assert_eq!(say(Lang::Fr, 150_000_000), "1\u{a0}500\u{a0}000,00\u{a0}EUR");
        assert_eq!(say(Lang::Nl, 150_005), "1.500,05\u{a0}EUR");
        assert_eq!(say(Lang::En, 99), "0.99\u{a0}EUR");
    }
}
