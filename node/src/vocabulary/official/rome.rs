//! France Travail's ROME in CSV (`unix_*`, versions 3 and 4): appellations, the trades they name, and the domains of
//! these. Knows its files and columns.
//!
//! Codes are those of the publisher: `rome:10200` for an appellation (its OGR number), `rome:F1402` for a trade,
//! `rome:F14` and `rome:F` for its domains, which are sectors. Labels of both genders are kept as they are published.

use bigre_protocol::directory::entry::Lang;
use bigre_protocol::directory::term::TermKind;

use super::drafts::Drafts;
use super::error::OfficialError;
use super::source::Source;
use super::table::{Row, Table};
use super::{Format, Parsed, language};

/// How the files are called, without `unix_`, version and encoding.
const APPELLATIONS: &str = "referentiel_appellation";
const TRADES: &str = "referentiel_code_rome";
const TREE: &str = "cr_gd_dp";

/// Columns of a domain: its code, its label. The publisher writes `professionel` in some versions.
const DOMAINS: [[&[&str]; 2]; 2] = [
    [&["code grand domaine"], &["libelle grand domaine"]],
    [
        &["code domaine professionel", "code domaine professionnel"],
        &["libelle domaine professionel", "libelle domaine professionnel"],
    ],
];

/// Reads the ROME.
pub(super) fn read(
    sources: &[Source],
    missing: impl Fn(Vec<&'static str>) -> OfficialError,
) -> Result<Parsed, OfficialError> {
    let Some(french) = language::of_code("fr") else { return Err(missing(Vec::new())) };
    let mut drafts = Drafts::default();
    let mut found = Vec::new();
    // Trades come first: the names of both are read into the trade.
    for name in [TRADES, TREE, APPELLATIONS] {
        for source in sources.iter().filter(|source| base(&source.stem) == name) {
            let Some(table) = Table::open(Format::Rome, source)? else { continue };
            match name {
                APPELLATIONS => appellations(&table, french, &mut drafts)?,
                _ => trades(&table, french, &mut drafts)?,
            }
            found.push(name);
        }
    }
    let absent = |name: &str| !found.contains(&name);
    let mut lacking = Vec::new();
    if absent(APPELLATIONS) {
        lacking.push("unix_referentiel_appellation_vNNN_utf8.csv");
    }
    if absent(TRADES) && absent(TREE) {
        lacking.push("unix_referentiel_code_rome_vNNN_utf8.csv");
    }
    if !lacking.is_empty() {
        return Err(missing(lacking));
    }
    let lacking = if absent(TREE) { vec!["unix_cr_gd_dp_vNNN_utf8.csv"] } else { Vec::new() };
    Ok(drafts.finish(Format::Rome, "rome", lacking))
}

/// `unix_referentiel_appellation_v460_utf8` without what changes.
fn base(stem: &str) -> &str {
    let stem = stem.strip_prefix("unix_").unwrap_or(stem);
    let stem = stem.strip_suffix("_utf8").unwrap_or(stem);
    match stem.rsplit_once("_v") {
        Some((base, version)) if version.bytes().all(|byte| byte.is_ascii_digit()) => base,
        _ => stem,
    }
}

/// The trades, and their domains where the file has them.
fn trades(table: &Table, french: Lang, drafts: &mut Drafts) -> Result<(), OfficialError> {
    let code = table.required("code_rome", &["code rome"])?;
    let label = table.required("libelle_rome", &["libelle rome"])?;
    let domains = DOMAINS.map(|names| names.map(|names| table.column(names)));
    table.each(|row| {
        let trade = trade(row, code)?;
        drafts.term(&trade, &trade, TermKind::Trade)?.preferred(french, row.cell(label));
        let mut within: Option<String> = None;
        for [code, label] in domains {
            let domain = row.cell(code);
            if !domain.is_empty() {
                if !trade.starts_with(&format!("rome:{domain}")) {
                    return Err(row.wrong("code_domaine", domain));
                }
                let domain = format!("rome:{domain}");
                if !drafts.has(&domain) {
                    drafts.term(&domain, &domain, TermKind::Sector)?.preferred(french, row.cell(label));
                }
                if let Some(wider) = within.replace(domain.clone()) {
                    drafts.broader(&domain, &wider);
                }
            }
        }
        if let Some(domain) = within {
            drafts.broader(&trade, &domain);
        }
        Ok(())
    })
}

/// The appellations: names of trades, long and short.
fn appellations(table: &Table, french: Lang, drafts: &mut Drafts) -> Result<(), OfficialError> {
    let number = table.required("code_ogr", &["code ogr", "code ogr appellation"])?;
    let long = table.required("libelle_appellation_long", &["libelle appellation long"])?;
    let short = table.column(&["libelle appellation court"]);
    let code = table.required("code_rome", &["code rome"])?;
    table.each(|row| {
        let ogr = row.cell(number);
        if ogr.is_empty() || ogr.len() > 12 || !ogr.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(row.wrong("code_ogr", ogr));
        }
        let appellation = format!("rome:{ogr}");
        let mut term = drafts.term(&appellation, &appellation, TermKind::Trade)?;
        term.preferred(french, row.cell(long));
        term.alternatives(french, std::iter::once(row.cell(short)));
        drafts.broader(&appellation, &trade(row, code)?);
        Ok(())
    })
}

/// The code of the trade in a cell: a letter and four digits.
fn trade(row: &Row<'_>, column: usize) -> Result<String, OfficialError> {
    let code = row.cell(column);
    let right = code.len() == 5
        && code.bytes().enumerate().all(|(at, byte)| match at {
            0 => byte.is_ascii_uppercase(),
            _ => byte.is_ascii_digit(),
        });
    if right { Ok(format!("rome:{code}")) } else { Err(row.wrong("code_rome", code)) }
}
