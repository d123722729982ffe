//! Which year a time is in, in UTC. Must not know of clocks.

use crate::limits::DAY_MS;

/// Days from 1 January 1970 to 1 January of a year, in the Gregorian calendar.
fn days_before(year: u64) -> i64 {
    let before = i64::try_from(year).unwrap_or(i64::MAX / 400) - 1;
    let leaps = before.div_euclid(4) - before.div_euclid(100) + before.div_euclid(400);
    // 719,162 days from 1 January of year 1 to 1 January 1970.
    before * 365 + leaps - 719_162
}

/// When a year begins, in milliseconds since the Unix epoch; 0 for one before.
pub fn year_begins(year: u64) -> u64 {
    u64::try_from(days_before(year)).unwrap_or(0).saturating_mul(DAY_MS)
}

/// The year that a time is in.
pub fn year_of(time: u64) -> u64 {
    // Years that begin on 1 March, in eras of 400 years of 146,097 days; the first began on 1 March of year 0.
    let days = time / DAY_MS + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    // From 1 January on: 306 days after 1 March.
    era * 400 + year + u64::from(day_of_year >= 306)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_begin_when_they_do() {
        for (year, begins) in [
            (1970, 0),
            (1971, 31_536_000_000),
            (2000, 946_684_800_000),
            (2001, 978_307_200_000),
            (2024, 1_704_067_200_000),
            (2025, 1_735_689_600_000),
            (2026, 1_767_225_600_000),
            (2100, 4_102_444_800_000),
            (2101, 4_133_980_800_000),
        ] {
            assert_eq!(year_begins(year), begins, "{year}");
            assert_eq!(year_of(begins), year);
            assert!(begins == 0 || year_of(begins - 1) == year - 1);
        }
        assert_eq!(year_begins(1900), 0);
        assert_eq!(year_of(1_750_000_000_000), 2025);
        for year in 1970..=3_000 {
            assert_eq!(year_of(year_begins(year)), year);
            assert_eq!(year_of(year_begins(year + 1) - 1), year);
        }
    }
}
