//! Numbers, sizes, dates and tables as people read them. Must not know what they stand for.

pub mod date;
mod money;
mod table;

use crate::i18n::{Lang, Translator, Value};
use crate::say;

pub use money::{figure, money};
pub use table::{Cell, Table};

/// A size, as `1,2 Mio` in French, `1,2 MiB` in Dutch and `1.2 MiB` in English.
pub fn size(bytes: u64, tr: &Translator) -> String {
    let units = match tr.lang() {
        Lang::Fr => ["o", "Kio", "Mio", "Gio", "Tio"],
        Lang::Nl | Lang::En => ["B", "KiB", "MiB", "GiB", "TiB"],
    };
    let mut scale = 0;
    let mut tenths = u128::from(bytes) * 10;
    while tenths >= 10_240 && scale + 1 < units.len() {
        tenths /= 1_024;
        scale += 1;
    }
    let point = if tr.lang() == Lang::En { '.' } else { ',' };
    let number = if scale == 0 || tenths >= 1_000 {
        (tenths / 10).to_string()
    } else {
        format!("{}{point}{}", tenths / 10, tenths % 10)
    };
    format!("{number} {}", units[scale])
}

/// A number, grouped as the language does.
pub fn number(value: u64, tr: &Translator) -> String {
    tr.say("number", &[("n", Value::from(value))])
}

/// A distance, as `12 km`, or `0,4 km` below ten.
pub fn kilometres(km: f64, tr: &Translator) -> String {
    let rounded = if km < 9.95 { (km * 10.0).round() / 10.0 } else { km.round() };
    say!(tr, "kilometres", km = rounded)
}

/// Texts joined as the language does, with a last one after "et" or "and".
pub fn listed(texts: &[String], tr: &Translator) -> String {
    match texts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => say!(tr, "listed", most = most.join(", "), last = last.as_str()),
    }
}

/// Breaks a text at blanks so that no line is wider than `columns`; words wider than that are cut.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            let room = columns.max(1);
            if !line.is_empty() && width(&line) + 1 + width(word) > room {
                lines.push(std::mem::take(&mut line));
            } else if !line.is_empty() {
                line.push(' ');
            }
            for c in word.chars() {
                if width(&line) + char_width(c) > room {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(c);
            }
        }
        lines.push(line);
    }
    lines
}

/// Columns that a text takes.
pub fn width(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

fn char_width(c: char) -> usize {
    unicode_width::UnicodeWidthChar::width(c).unwrap_or(0)
}

#[cfg(test)]
mod tests;
