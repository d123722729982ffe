//! How figures are summed. Must not know what they mean.

use super::{Asked, Counted, Entries, Given, LineRow, Row, Sureties};
use crate::text::Code;

/// The sums of each line.
pub(super) fn totals(lines: &[Code], rows: &[Row]) -> Vec<LineRow> {
    let total = |(at, line): (usize, &Code)| {
        let of_line = || rows.iter().filter_map(|row| row.lines.get(at));
        LineRow {
            line: line.clone(),
            asked: Some(
                of_line().filter_map(|row| row.asked.as_ref()).fold(Asked::default(), |sum, a| sum.plus(a)),
            ),
            given: of_line().fold(Given::default(), |sum, row| sum.plus(&row.given)),
        }
    };
    lines.iter().enumerate().map(total).collect()
}

/// Adds, up to the most that can be counted.
pub(super) fn add(sum: &mut u64, amount: u64) {
    *sum = sum.saturating_add(amount);
}

/// Counts so many more of a name; names stay in order.
pub(super) fn count(counts: &mut Vec<Counted>, name: &str, more: u64) {
    match counts.binary_search_by(|counted| counted.name.as_str().cmp(name)) {
        Ok(at) => add(&mut counts[at].count, more),
        Err(at) => counts.insert(at, Counted { name: name.into(), count: more }),
    }
}

macro_rules! plus {
    ($name:ident { $($sum:ident),* } $({ $($counts:ident),* })?) => {
        impl $name {
            /// The sum of both.
            pub(super) fn plus(&self, other: &Self) -> Self {
                #[allow(unused_mut)]
                let mut sum = Self { $($sum: self.$sum.saturating_add(other.$sum),)* $($($counts: self.$counts.clone(),)*)? };
                $($(other.$counts.iter().for_each(|more| count(&mut sum.$counts, &more.name, more.count));)*)?
                sum
            }
        }
    };
}

plus!(Sureties { owed, limit, called, number, refused, ceilings, exposure, honoured });
plus!(Entries { waiting, disputes, corrections, unconfirmed } { voids });
plus!(Asked { asked, repaid, granted, overdue, transit, accepted, received, requests } { states });
plus!(Given {
    late,
    owed,
    hours,
    direct,
    repaid,
    overdue,
    pledged,
    transit,
    accepted,
    received,
    suspense,
    committed,
    disbursed,
    returning,
    suspended
});
