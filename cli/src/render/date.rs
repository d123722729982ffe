//! Instants as people read and type them: how long ago, and the date in UTC. Must not know the clock: now is given.

use crate::i18n::Translator;
use crate::say;

const DAY: u64 = 86_400_000;

/// The civil date and time of an instant in milliseconds since the Unix epoch, in UTC: `2026-11-21 22:07 UTC`.
pub fn absolute(ms: u64) -> String {
    let minutes = ms / 60_000 % 1_440;
    format!("{} {:02}:{:02} UTC", day(ms), minutes / 60, minutes % 60)
}

/// The civil date of an instant, in UTC: `2026-11-21`.
pub fn day(ms: u64) -> String {
    let (year, month, day) = civil(ms / DAY);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Days since 1970-01-01 to a civil date (H. Hinnant, "chrono-compatible low-level date algorithms").
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + u64::from(month <= 2), month, day)
}

/// The last millisecond, in UTC, of a date typed as `2027-06-30` or `30/06/2027`.
pub fn end_of_day(text: &str) -> Option<u64> {
    let number = |text: &str| text.parse::<u64>().ok();
    let (year, month, day) = match text.trim().split(['-', '/']).collect::<Vec<_>>()[..] {
        [year, month, day] if year.len() == 4 && text.contains('-') => {
            (number(year)?, number(month)?, number(day)?)
        }
        [day, month, year] if year.len() == 4 && text.contains('/') => {
            (number(year)?, number(month)?, number(day)?)
        }
        _ => return None,
    };
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let shifted = if month > 2 { year } else { year - 1 };
    let (era, of_era) = (shifted / 400, shifted % 400);
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    (civil(days) == (year, month, day)).then_some((days + 1) * DAY - 1)
}

/// How long ago, or how long until, in the largest unit that fits.
pub fn relative(ms: u64, now: u64, tr: &Translator) -> String {
    let past = ms <= now;
    let seconds = now.abs_diff(ms) / 1_000;
    let (unit, n) = match seconds {
        0..60 => return say!(tr, "date-now"),
        60..3_600 => ("minute", seconds / 60),
        3_600..86_400 => ("hour", seconds / 3_600),
        86_400..5_184_000 => ("day", seconds / 86_400),
        5_184_000..63_072_000 => ("month", seconds / 2_592_000),
        _ => ("year", seconds / 31_536_000),
    };
    if past { say!(tr, "date-past", unit = unit, n = n) } else { say!(tr, "date-future", unit = unit, n = n) }
}

/// Both: `il y a 3 h (2026-11-21 22:07 UTC)`.
pub fn full(ms: u64, now: u64, tr: &Translator) -> String {
    format!("{} ({})", relative(ms, now, tr), absolute(ms))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn civil_dates_both_ways() {
        let cases = [(0, "1970-01-01"), (951_782_400_000, "2000-02-29"), (1_795_298_820_000, "2026-11-21")];
        for (ms, text) in cases {
            assert_eq!(day(ms), text);
            let end = end_of_day(text).unwrap();
            assert_eq!((end + 1) % DAY, 0);
            assert_eq!(day(end), text);
        }
        assert_eq!(absolute(1_795_298_820_000), "2026-11-21 22:07 UTC");
        assert_eq!(end_of_day("30/06/2027"), end_of_day("2027-06-30"));
        for bad in
            ["2027-02-29", "2027-13-01", "2027-00-10", "27-01-01", "demain", "2027-1", "30-06-2027", ""]
        {
            assert_eq!(end_of_day(bad), None, "{bad}");
        }
    }

    #[test]
    fn how_long_ago() {
        let tr = Translator::new(Lang::Fr);
        let now = 1_000 * DAY;
        let cases = [
            (now, "à l'instant"),
            (now - 60_000, "il y a 1 min"),
            (now - 3 * 3_600_000, "il y a 3 h"),
            (now - DAY, "il y a 1 jour"),
            (now + 2 * DAY, "dans 2 jours"),
            (now - 70 * DAY, "il y a 2 mois"),
            (now - 800 * DAY, "il y a 2 ans"),
        ];
        for (ms, text) in cases {
            assert_eq!(relative(ms, now, &tr), text);
        }
    }
}
