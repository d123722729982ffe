//! A vocabulary in a table of ours: one line a term. Knows the columns and their cells; must not know what is published.
//!
//! Columns, in any order, separated by tabs, semicolons or commas: `code`, `kind` (trade, skill, sector, mode), `label_XX`
//! and `alt_XX` for each language, as `label_fr`; `broader`, `related`, `isco`, `same_as`. Several values of one cell are
//! separated by `|`. A line has a code, a kind and a label in one language at least.

use std::collections::{BTreeMap, BTreeSet};

use bigre_protocol::directory::entry::{Lang, Term, TermKind};
use bigre_protocol::text::{Code, List, TextError};

use super::encoding::{self, Encoding};
use super::lines;
use super::problems::{Fault, Problems};
use crate::api::model::{Problem, RowProblem};
use crate::draft::kind_name;
use crate::draft::terms::KINDS;
use crate::vocabulary::publish::{Called, bare, fit, labels};

/// The columns.
const ALLOWED: &str =
    "code, kind, label_fr, alt_fr (and so for each language), broader, related, isco, same_as";
/// Kinds of terms.
const KIND_NAMES: &str = "trade, skill, sector, mode";

/// What a table holds.
#[derive(Debug, Default)]
pub struct Table {
    /// The terms, in the order of the lines.
    pub terms: Vec<Term>,
    /// Lines read.
    pub rows: u64,
    /// Labels that did not fit, and were left out.
    pub dropped: u64,
    /// Lines that cannot go in, the first of them.
    pub problems: Vec<RowProblem>,
    /// How many there are.
    pub problem_count: u64,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Code,
    Kind,
    Isco,
    Broader,
    Related,
    SameAs,
    Label([u8; 2]),
    Alternatives([u8; 2]),
}

fn column(name: &str) -> Option<Column> {
    let name = name.trim().to_ascii_lowercase();
    let lang = |text: &str| text.as_bytes().try_into().ok().filter(|lang: &[u8; 2]| lang.is_ascii());
    Some(match name.as_str() {
        "code" => Column::Code,
        "kind" => Column::Kind,
        "isco" => Column::Isco,
        "broader" => Column::Broader,
        "related" => Column::Related,
        "same_as" => Column::SameAs,
        other => match (other.strip_prefix("label_"), other.strip_prefix("alt_")) {
            (Some(code), _) => Column::Label(lang(code)?),
            (_, Some(code)) => Column::Alternatives(lang(code)?),
            _ => return None,
        },
    })
}

/// Reads a table into terms of a vocabulary.
pub fn read(bytes: &[u8], vocabulary: &Code) -> Table {
    let mut problems = Problems::default();
    let mut table = Table::default();
    match encoding::decode(bytes, Encoding::Utf8Bom) {
        Ok(text) => rows(&text, vocabulary, &mut table, &mut problems),
        Err(fault) => problems.fault(0, None, &fault),
    }
    (table.problem_count, table.problems) = (problems.count, problems.list);
    if table.problem_count > 0 {
        table.terms = Vec::new();
    }
    table
}

fn rows(text: &str, vocabulary: &Code, table: &mut Table, problems: &mut Problems) {
    let header = text.lines().next().unwrap_or_default();
    let delimiter = [b'\t', b';'].into_iter().find(|byte| header.as_bytes().contains(byte)).unwrap_or(b',');
    let mut reader = lines::reader(text.as_bytes(), delimiter);
    let mut record = csv::StringRecord::new();
    if !matches!(reader.read_record(&mut record), Ok(true)) {
        return problems.fault(0, None, &Fault::EmptyFile);
    }
    let Some(columns) = columns(&record, problems) else { return };
    let mut seen: BTreeMap<Code, u64> = BTreeMap::new();
    loop {
        let line = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return,
            Err(_) => return problems.fault(line, None, &Fault::UnbalancedQuotes),
        }
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        table.rows += 1;
        let row = Row { record: &record, columns: &columns };
        match row.term(vocabulary) {
            Ok((term, dropped)) => {
                if let Some(first) = seen.insert(term.code.clone(), line) {
                    let message =
                        format!("the code `{}` stands on line {first} already: keep one of them", term.code);
                    let args = [("code", term.code.to_string()), ("line", first.to_string())];
                    problems.add(line, None, || Problem::new("duplicate-term", message, args));
                }
                table.dropped += dropped as u64;
                table.terms.push(term);
            }
            Err((name, problem)) => problems.add(line, Some(name), || problem),
        }
    }
}

fn columns(header: &csv::StringRecord, problems: &mut Problems) -> Option<Vec<Column>> {
    let found: Vec<Option<Column>> = header.iter().map(column).collect();
    for (name, _) in header.iter().zip(&found).filter(|(_, column)| column.is_none()) {
        let name: String = name.chars().take(40).collect();
        let message = format!("`{name}` is not a column of a vocabulary: {ALLOWED} are");
        let args = [("column", name), ("allowed", ALLOWED.to_owned()), ("suggestions", String::new())];
        problems.add(1, None, || Problem::new("unknown-column", message, args));
    }
    let known: BTreeSet<Column> = found.iter().flatten().copied().collect();
    for (column, name) in [(Column::Code, "code"), (Column::Kind, "kind")] {
        if !known.contains(&column) {
            let message = format!("the column `{name}` is missing: add it");
            problems.add(1, None, || Problem::new("missing-column", message, [("column", name.to_owned())]));
        }
    }
    if known.len() < found.iter().flatten().count() {
        let message = "two columns have one name: keep one of them";
        let args = [("column", header.iter().collect::<Vec<_>>().join(" ")), ("other", String::new())];
        problems.add(1, None, || Problem::new("duplicate-column", message, args));
    }
    (problems.count == 0).then(|| found.into_iter().flatten().collect())
}

/// A line by its columns.
struct Row<'r> {
    record: &'r csv::StringRecord,
    columns: &'r [Column],
}

type Wrong = (&'static str, Problem);

impl Row<'_> {
    fn cell(&self, column: Column) -> &str {
        let at = self.columns.iter().position(|one| *one == column);
        at.and_then(|at| self.record.get(at)).unwrap_or_default().trim()
    }

    fn several(&self, column: Column) -> impl Iterator<Item = &str> {
        self.cell(column).split('|').map(str::trim).filter(|text| !text.is_empty())
    }

    fn code(&self, name: &'static str, text: &str) -> Result<Code, Wrong> {
        let bad = |error: TextError| {
            let detail = format!("`{}`: {error}", text.chars().take(40).collect::<String>());
            (
                name,
                Problem::new(
                    "bad-code",
                    format!("{detail}: 1 to 32 of A-Z a-z 0-9 - . :"),
                    [("detail", detail)],
                ),
            )
        };
        Code::new(text).map_err(bad)
    }

    fn codes<const MOST: usize>(
        &self,
        name: &'static str,
        column: Column,
    ) -> Result<List<Code, MOST>, Wrong> {
        let codes = self.several(column).map(|text| self.code(name, text)).collect::<Result<Vec<_>, _>>()?;
        let found = codes.len();
        List::new(codes).map_err(|_| {
            let message = format!("`{name}` has {found} values, at most {MOST} are allowed");
            let args =
                [("field", name.to_owned()), ("found", found.to_string()), ("limit", MOST.to_string())];
            (name, Problem::new("too-many", message, args))
        })
    }

    fn optional(&self, name: &'static str, column: Column) -> Result<Option<Code>, Wrong> {
        let cell = self.cell(column);
        if cell.is_empty() { Ok(None) } else { self.code(name, cell).map(Some) }
    }

    fn kind(&self) -> Result<TermKind, Wrong> {
        let cell = self.cell(Column::Kind).to_ascii_lowercase();
        KINDS.into_iter().find(|kind| kind_name(*kind) == cell).ok_or_else(|| {
            let message = format!("`kind` is one of {KIND_NAMES}");
            let args = [("field", "kind".to_owned()), ("allowed", KIND_NAMES.to_owned())];
            ("kind", Problem::new("unknown-value", message, args))
        })
    }

    fn called(&self) -> Vec<Called> {
        let langs = self.columns.iter().filter_map(|column| match column {
            Column::Label(lang) => Some(*lang),
            _ => None,
        });
        let called = langs.filter_map(|code| {
            let preferred = self.cell(Column::Label(code)).to_owned();
            let lang = Lang::try_from(String::from_utf8_lossy(&code).into_owned()).ok()?;
            let alternatives = self.several(Column::Alternatives(code)).map(str::to_owned).collect();
            (!preferred.is_empty()).then_some(Called { lang, preferred, alternatives })
        });
        called.collect()
    }

    fn term(&self, vocabulary: &Code) -> Result<(Term, usize), Wrong> {
        let missing = |field: &'static str| {
            let message = format!("`{field}` is missing: it must be given");
            (field, Problem::new("missing-field", message, [("field", field.to_owned())]))
        };
        if self.cell(Column::Code).is_empty() {
            return Err(missing("code"));
        }
        let mut term = bare(vocabulary.clone(), self.code("code", self.cell(Column::Code))?, self.kind()?);
        let called = self.called();
        if called.is_empty() {
            return Err(missing("label"));
        }
        let unfit = |error: TextError| {
            let terms = crate::draft::terms::Terms::starter();
            let error = crate::draft::DraftError::text("label", &error);
            ("label", error.problem(&terms, crate::vocabulary::Lang::Fr))
        };
        let (labels, mut dropped) = labels(called).map_err(unfit)?;
        term.labels = List::new(labels).map_err(unfit)?;
        term.isco = self.optional("isco", Column::Isco)?;
        term.same_as = self.optional("same_as", Column::SameAs)?;
        term.broader = self.codes("broader", Column::Broader)?;
        term.related = self.codes("related", Column::Related)?;
        match fit(&mut term) {
            Some(more) => dropped += more,
            None => {
                let limit = bigre_protocol::limits::BODY_BYTES;
                let found = bigre_protocol::codec::encode(&term).len();
                let message = format!("the term takes {found} bytes, at most {limit} are allowed");
                let args = [("found", found.to_string()), ("limit", limit.to_string())];
                return Err(("label", Problem::new("entry-too-large", message, args)));
            }
        }
        Ok((term, dropped))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Table {
        read(text.as_bytes(), &Code::new("craft").unwrap())
    }

    fn codes(text: &str) -> Vec<(u64, String)> {
        table(text).problems.iter().map(|one| (one.line, one.problem.code.clone())).collect()
    }

    #[test]
    fn a_table_is_read_with_any_separator() {
        let text = "code;kind;label_fr;alt_fr;label_nl;isco;broader;related\n\
            c-1;trade;luthier·ère;facteur de violons|violons;vioolbouwer;7312;c-9;c-2|c-3\n\n\
            c-2;skill;vernir;;lakken;;c-1;\n";
        for text in
            [text.to_owned(), text.replace(';', "\t"), text.replace(';', ","), format!("\u{feff}{text}")]
        {
            let read = table(&text);
            assert_eq!(read.problems.len(), 0, "{:?}", read.problems);
            assert_eq!((read.rows, read.terms.len(), read.dropped), (2, 2, 0));
            let violin = &read.terms[0];
            assert_eq!(violin.labels[0].alternatives.len(), 2);
            assert_eq!(violin.labels[1].preferred.as_str(), "vioolbouwer");
            assert_eq!(violin.isco.as_ref().map(Code::as_str), Some("7312"));
            assert_eq!((violin.broader.len(), violin.related.len()), (1, 2));
        }
    }

    #[test]
    fn what_cannot_go_in_is_named_by_line() {
        let line = |line: &str| codes(&format!("code;kind;label_fr;broader\nok;trade;bon;\n{line}\n"));
        let at = |code: &str| vec![(3, code.to_owned())];
        assert_eq!(line("a b;trade;x;"), at("bad-code"));
        assert_eq!(line(";trade;x;"), at("missing-field"));
        assert_eq!(line("a;tool;x;"), at("unknown-value"));
        assert_eq!(line("a;trade;;"), at("missing-field"));
        assert_eq!(line(&format!("a;trade;{};", "x".repeat(121))), at("too-long"));
        assert_eq!(line("a;trade;a\u{202e}b;"), at("invisible-character"));
        assert_eq!(line("ok;trade;encore;"), at("duplicate-term"));
        assert_eq!(line(&format!("a;trade;x;{}", ["b"; 9].join("|"))), at("too-many"));
        assert_eq!(codes("code;label_fr\n")[0].1, "missing-column");
        assert_eq!(codes("code;kind;colour\n")[0].1, "unknown-column");
        assert_eq!(codes("code;kind;kind\n")[0].1, "duplicate-column");
        assert_eq!(codes("")[0].1, "empty-file");
        assert!(!codes("PK\u{3}\u{4}\u{0}").is_empty());
    }
}
