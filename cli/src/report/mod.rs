//! The yearly report as people read it: the same tables for the terminal, a page and a spreadsheet. Knows which figures
//! stand beside each other; must not count anything.

mod csv;
mod html;
#[cfg(test)]
mod tests;

use bigre_protocol::fund::report::{
    Asked, Counted, FEWER_THAN, Given, LineRow, Published, Row, Summary, Sureties,
};
use bigre_protocol::money::Currency;

use crate::context::Context;
use crate::i18n::{Translator, Value};
use crate::out::Tone;
use crate::render::{self, date, money, wrap};
use crate::say;

pub use self::csv::csv;
pub use self::html::html;

/// A cell, before it is known who reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Cell {
    Text(String),
    /// Minor units.
    Money(u64),
    Number(u64),
    /// Left out: small numbers.
    Hidden,
}

impl Cell {
    fn is_nothing(&self) -> bool {
        match self {
            Cell::Text(text) => text.is_empty(),
            Cell::Money(figure) | Cell::Number(figure) => *figure == 0,
            Cell::Hidden => true,
        }
    }
}

/// A table, with what is drawn of it.
#[derive(Debug)]
struct Table {
    title: String,
    headers: Vec<String>,
    rows: Vec<Vec<Cell>>,
    /// The columns drawn as bars, if any: they are amounts.
    bars: Vec<usize>,
    /// Whether the last row is the sum of the others.
    total: bool,
}

impl Table {
    /// For people: who has nothing to show is no row, and what is nothing everywhere no column and no table.
    fn brief(mut self) -> Option<Table> {
        let is_nothing = |row: &Vec<Cell>| row.iter().skip(1).all(Cell::is_nothing);
        self.total &= self.rows.last().is_some_and(|row| !is_nothing(row));
        self.rows.retain(|row| !is_nothing(row));
        let says = |column: usize| self.rows.iter().any(|row| !row.get(column).is_none_or(Cell::is_nothing));
        let kept: Vec<usize> =
            (0..self.headers.len()).filter(|column| *column == 0 || says(*column)).collect();
        let place = |column: &usize| kept.iter().position(|kept| kept == column);
        self.bars = self.bars.iter().filter_map(place).collect();
        self.headers = kept.iter().filter_map(|column| self.headers.get(*column).cloned()).collect();
        for row in &mut self.rows {
            *row = kept.iter().filter_map(|column| row.get(*column).cloned()).collect();
        }
        (!self.rows.is_empty()).then_some(self)
    }
}

/// A figure: the key of its name, and how it is read.
type Figure<T> = (&'static str, fn(&T) -> Cell);

const GIVEN: [Figure<Given>; 15] = [
    ("report-pledged", |given| Cell::Money(given.pledged)),
    ("report-hours", |given| Cell::Number(given.hours)),
    ("report-committed", |given| Cell::Money(given.committed)),
    ("report-direct", |given| Cell::Money(given.direct)),
    ("report-accepted", |given| Cell::Money(given.accepted)),
    ("report-disbursed", |given| Cell::Money(given.disbursed)),
    ("report-received", |given| Cell::Money(given.received)),
    ("report-transit", |given| Cell::Money(given.transit)),
    ("report-late", |given| Cell::Money(given.late)),
    ("report-repaid", |given| Cell::Money(given.repaid)),
    ("report-returning", |given| Cell::Money(given.returning)),
    ("report-overdue", |given| Cell::Money(given.overdue)),
    ("report-suspended", |given| Cell::Number(given.suspended)),
    ("report-suspense", |given| Cell::Money(given.suspense)),
    ("report-owed", |given| Cell::Money(given.owed)),
];
/// Pledged, committed, disbursed and received.
const BARS: [usize; 4] = [0, 2, 5, 6];

const ASKED: [Figure<Asked>; 8] = [
    ("report-requests", |asked| Cell::Number(asked.requests)),
    ("report-asked", |asked| Cell::Money(asked.asked)),
    ("report-granted", |asked| Cell::Money(asked.granted)),
    ("report-accepted", |asked| Cell::Money(asked.accepted)),
    ("report-transit", |asked| Cell::Money(asked.transit)),
    ("report-received", |asked| Cell::Money(asked.received)),
    ("report-repaid", |asked| Cell::Money(asked.repaid)),
    ("report-overdue", |asked| Cell::Money(asked.overdue)),
];

const SURETIES: [Figure<Sureties>; 8] = [
    ("report-number", |sureties| Cell::Number(sureties.number)),
    ("report-ceilings", |sureties| Cell::Money(sureties.ceilings)),
    ("report-limit", |sureties| Cell::Money(sureties.limit)),
    ("report-exposure", |sureties| Cell::Money(sureties.exposure)),
    ("report-called", |sureties| Cell::Money(sureties.called)),
    ("report-honoured", |sureties| Cell::Money(sureties.honoured)),
    ("report-refused", |sureties| Cell::Money(sureties.refused)),
    ("report-owed", |sureties| Cell::Money(sureties.owed)),
];

/// Prints the report on the terminal; as JSON when that is asked for.
pub fn show(context: &Context, published: &Published) {
    if context.json {
        context.out.json(published);
        return;
    }
    let (tr, out) = (&context.tr, &context.out);
    let wrapped = |text: &str| wrap(text, usize::from(out.columns)).join("\n");
    let say = |text: &str| out.line(&wrapped(text));
    let head = |text: &str| out.line(&out.paint(Tone::Strong, &wrapped(text)));
    head(&title(published, tr));
    say(&identity(published, tr));
    let currency = published.report.summary.currency;
    for table in tables(published, tr).into_iter().filter_map(Table::brief) {
        out.line("");
        head(&table.title);
        let cell = |cell: &Cell| match cell {
            Cell::Money(0) | Cell::Number(0) => render::Cell::default(),
            Cell::Money(minor) => render::figure(*minor, currency, tr).into(),
            cell => shown(cell, currency, tr).into(),
        };
        let rows = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        let columns = 1..table.headers.len();
        let drawn = render::Table::of(table.headers, rows).with_numbers(columns);
        out.line(&drawn.render(out));
    }
    out.line("");
    say(&say!(tr, "fund-currency", currency = currency.to_string()));
    for note in notes(published, tr) {
        out.line("");
        say(&note);
    }
}

fn title(published: &Published, tr: &Translator) -> String {
    // Years are not grouped as numbers are.
    say!(tr, "report-title", year = published.report.summary.year.to_string())
}

/// What two treasurers compare.
fn identity(published: &Published, tr: &Translator) -> String {
    let day = date::absolute(published.report.summary.as_of);
    say!(tr, "report-identity", day = day, words = published.words.as_str(), id = published.id.short())
}

/// A cell as it is read in the reader's language.
fn shown(cell: &Cell, currency: Currency, tr: &Translator) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Money(minor) => money(*minor, currency, tr),
        Cell::Number(number) => render::number(*number, tr),
        Cell::Hidden => say!(tr, "report-few", least = FEWER_THAN),
    }
}

/// All the tables, in the order in which they are read.
fn tables(published: &Published, tr: &Translator) -> Vec<Table> {
    let (summary, rows) = (&published.report.summary, &published.report.cooperatives);
    let mut tables = Vec::new();
    for (at, total) in summary.lines.iter().enumerate() {
        tables.push(given(at, total, rows, tr));
        tables.push(asked(at, total, rows, tr));
    }
    tables.push(sureties("report-guarantees-given", summary, rows, |row| &row.guarantees.given, tr));
    tables.push(sureties("report-guarantees-received", summary, rows, |row| &row.guarantees.received, tr));
    tables.push(exposures(rows, tr));
    tables.push(journals(summary, rows, tr));
    tables
}

fn headers(keys: impl Iterator<Item = &'static str>, tr: &Translator) -> Vec<String> {
    std::iter::once("report-cooperative").chain(keys).map(|key| tr.say(key, &[])).collect()
}

fn cells<T>(name: String, figures: &[Figure<T>], of: Option<&T>) -> Vec<Cell> {
    let value = |figure: &Figure<T>| of.map_or(Cell::Hidden, figure.1);
    std::iter::once(Cell::Text(name)).chain(figures.iter().map(value)).collect()
}

fn given(at: usize, total: &LineRow, rows: &[Row], tr: &Translator) -> Table {
    let row = |row: &Row| cells(row.name.clone(), &GIVEN, row.lines.get(at).map(|line| &line.given));
    let mut all: Vec<Vec<Cell>> = rows.iter().map(row).collect();
    all.push(cells(say!(tr, "report-total"), &GIVEN, Some(&total.given)));
    Table {
        title: say!(tr, "report-line-given", line = total.line.as_str()),
        headers: headers(GIVEN.iter().map(|figure| figure.0), tr),
        rows: all,
        bars: BARS.iter().map(|at| at + 1).collect(),
        total: true,
    }
}

fn asked(at: usize, total: &LineRow, rows: &[Row], tr: &Translator) -> Table {
    let cells_of = |name: String, asked: Option<&Asked>| {
        let mut row = cells(name, &ASKED, asked);
        row.push(asked.map_or(Cell::Hidden, |asked| Cell::Text(states(&asked.states, tr))));
        row
    };
    let row = |row: &Row| cells_of(row.name.clone(), row.lines.get(at).and_then(|line| line.asked.as_ref()));
    let mut all: Vec<Vec<Cell>> = rows.iter().map(row).collect();
    all.push(cells_of(say!(tr, "report-total"), total.asked.as_ref()));
    Table {
        title: say!(tr, "report-line-asked", line = total.line.as_str()),
        headers: headers(ASKED.iter().map(|figure| figure.0).chain(["report-states"]), tr),
        rows: all,
        bars: Vec::new(),
        total: true,
    }
}

fn states(counts: &[Counted], tr: &Translator) -> String {
    let one = |counted: &Counted| {
        let state = tr.say("fund-state", &[("state", Value::from(counted.name.as_str()))]);
        format!("{state} {}", render::number(counted.count, tr))
    };
    counts.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn sureties(
    title: &str,
    summary: &Summary,
    rows: &[Row],
    of: fn(&Row) -> &Sureties,
    tr: &Translator,
) -> Table {
    let mut all: Vec<Vec<Cell>> =
        rows.iter().map(|row| cells(row.name.clone(), &SURETIES, Some(of(row)))).collect();
    all.push(cells(say!(tr, "report-total"), &SURETIES, Some(&summary.guarantees)));
    Table {
        title: tr.say(title, &[]),
        headers: headers(SURETIES.iter().map(|figure| figure.0), tr),
        rows: all,
        bars: Vec::new(),
        total: true,
    }
}

fn name_of(rows: &[Row], coop: &bigre_protocol::id::CoopId) -> String {
    rows.iter().find(|row| row.coop == *coop).map_or_else(|| coop.short(), |row| row.name.clone())
}

fn exposures(rows: &[Row], tr: &Translator) -> Table {
    let row = |row: &Row| {
        let largest = row.guarantees.largest.as_ref();
        let to = largest.map(|largest| name_of(rows, &largest.to)).unwrap_or_default();
        let share = largest.and_then(|largest| largest.per_mille);
        let percent = |share: u64| say!(tr, "report-percent", whole = share / 10, tenths = share % 10);
        vec![
            Cell::Text(row.name.clone()),
            Cell::Money(row.guarantees.capacity),
            Cell::Text(to),
            Cell::Money(largest.map_or(0, |largest| largest.exposure)),
            Cell::Text(share.map(percent).unwrap_or_default()),
        ]
    };
    let keys = ["report-capacity", "report-towards", "report-exposure", "report-share"];
    Table {
        title: say!(tr, "report-exposures"),
        headers: headers(keys.into_iter(), tr),
        rows: rows.iter().map(row).collect(),
        bars: Vec::new(),
        total: false,
    }
}

fn journals(summary: &Summary, rows: &[Row], tr: &Translator) -> Table {
    let counts = |entries: &bigre_protocol::fund::report::Entries| {
        let voids = entries.voids.iter().map(|void| format!("{} {}", void.name, void.count));
        [
            Cell::Number(entries.unconfirmed),
            Cell::Number(entries.waiting),
            Cell::Number(entries.disputes),
            Cell::Number(entries.corrections),
            Cell::Text(voids.collect::<Vec<_>>().join(", ")),
        ]
    };
    let row = |row: &Row| {
        let standing = tr.say("report-standing", &[("standing", Value::from(row.standing.as_str()))]);
        let fork = row.fork.as_ref().map(|fork| say!(tr, "report-fork", seq = fork.seq));
        let mut cells = vec![
            Cell::Text(row.name.clone()),
            Cell::Text(standing),
            Cell::Number(row.head.map_or(0, |(seq, _)| seq)),
            Cell::Number(row.confirmed),
        ];
        cells.extend(counts(&row.entries));
        cells.push(Cell::Text(fork.unwrap_or_default()));
        cells
    };
    let mut all: Vec<Vec<Cell>> = rows.iter().map(row).collect();
    let blank = || Cell::Text(String::new());
    let mut total = vec![Cell::Text(say!(tr, "report-total")), blank(), blank(), blank()];
    total.extend(counts(&summary.entries));
    total.push(if summary.forks == 0 { blank() } else { Cell::Number(summary.forks) });
    all.push(total);
    let keys = [
        "report-is",
        "report-entries",
        "report-confirmed",
        "report-unconfirmed",
        "report-waiting",
        "report-disputes",
        "report-corrections",
        "report-voids",
        "report-forked",
    ];
    Table {
        title: say!(tr, "report-journals"),
        headers: headers(keys.into_iter(), tr),
        rows: all,
        bars: Vec::new(),
        total: true,
    }
}

/// What stands under the tables.
fn notes(published: &Published, tr: &Translator) -> Vec<String> {
    let (summary, rows) = (&published.report.summary, &published.report.cooperatives);
    let mut notes = Vec::new();
    for circle in &summary.cycles {
        let names: Vec<String> =
            circle.iter().chain(circle.first()).map(|coop| name_of(rows, coop)).collect();
        notes.push(say!(tr, "report-circle", names = names.join(" → ")));
    }
    if summary.more_cycles {
        notes.push(say!(tr, "report-more-circles"));
    }
    if summary.suppressed {
        notes.push(say!(tr, "report-suppressed", least = FEWER_THAN));
    }
    notes.push(say!(tr, "report-check"));
    notes
}
