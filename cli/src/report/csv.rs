//! The report for spreadsheets: one line for each cooperative and line of the fund, one for its guarantees, and the sums.
//! Must not know what the figures mean.

use bigre_protocol::fund::report::{FEWER_THAN, LineRow, Published, Sureties};
use bigre_protocol::money::Currency;

use super::{ASKED, Cell, GIVEN, SURETIES, cells};
use crate::failure::{Exit, Failure};
use crate::i18n::Translator;
use crate::sheet::write::escaped;

/// The report as CSV in UTF-8, amounts with a point and without their currency. No cell is taken for a formula.
pub fn csv(published: &Published, tr: &Translator) -> Result<Vec<u8>, Failure> {
    let (summary, rows) = (&published.report.summary, &published.report.cooperatives);
    let mut lines = vec![headers(tr)];
    let total = tr.say("report-total", &[]);
    let year = summary.year.to_string();
    for (name, coop, of_lines, given, received) in rows
        .iter()
        .map(|row| {
            let guarantees = &row.guarantees;
            (&row.name, row.coop.to_string(), &row.lines, guarantees.given, guarantees.received)
        })
        .chain([(&total, String::new(), &summary.lines, summary.guarantees, summary.guarantees)])
    {
        let start = |line: &str| vec![year.clone(), name.clone(), coop.clone(), line.to_owned()];
        for line in of_lines {
            let mut record = start(line.line.as_str());
            record.extend(figures(line, summary.currency));
            record.extend(std::iter::repeat_n(String::new(), 2 * SURETIES.len()));
            lines.push(record);
        }
        let mut record = start(bigre_protocol::fund::GUARANTEE);
        record.extend(std::iter::repeat_n(String::new(), GIVEN.len() + ASKED.len()));
        for sureties in [&given, &received] {
            record.extend(amounts(
                cells(String::new(), &SURETIES, Some::<&Sureties>(sureties)),
                summary.currency,
            ));
        }
        lines.push(record);
    }
    let broken = |_| Failure::new(Exit::Refused, "cli-sheet-damaged", &[]);
    let mut writer = csv::Writer::from_writer(Vec::new());
    for line in lines {
        writer.write_record(line.iter().map(|cell| escaped(cell).into_owned())).map_err(broken)?;
    }
    writer.into_inner().map_err(|_| Failure::new(Exit::Refused, "cli-sheet-damaged", &[]))
}

fn headers(tr: &Translator) -> Vec<String> {
    let say = |key: &str| tr.say(key, &[]);
    let mut headers: Vec<String> =
        ["report-year", "report-cooperative", "report-id", "report-line"].map(say).into();
    headers.extend(GIVEN.iter().map(|figure| say(figure.0)));
    let under = |group: &str, key: &str| format!("{}: {}", say(group), say(key));
    headers.extend(ASKED.iter().map(|figure| under("report-asked-for", figure.0)));
    for group in ["report-guarantees-given", "report-guarantees-received"] {
        headers.extend(SURETIES.iter().map(|figure| under(group, figure.0)));
    }
    headers
}

fn figures(line: &LineRow, currency: Currency) -> Vec<String> {
    let mut figures = amounts(cells(String::new(), &GIVEN, Some(&line.given)), currency);
    figures.extend(amounts(cells(String::new(), &ASKED, line.asked.as_ref()), currency));
    figures
}

/// The figures of a row, without its name.
fn amounts(cells: Vec<Cell>, currency: Currency) -> Vec<String> {
    let plain = |cell: Cell| match cell {
        Cell::Text(text) => text,
        Cell::Money(minor) => currency.plain(u128::from(minor)),
        Cell::Number(number) => number.to_string(),
        Cell::Hidden => format!("<{FEWER_THAN}"),
    };
    cells.into_iter().skip(1).map(plain).collect()
}
