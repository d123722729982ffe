//! The formats at their full size: cleaned extracts of the official files, made again into files as published.
//!
//! Only with `BIGRE_EXTRACTS=DIR`, a folder of tables in tab-separated, gzipped files; without it the test says that it
//! is skipped.

#![allow(clippy::print_stderr, reason = "says what was measured, or that it is skipped")]

use std::collections::HashMap;
use std::io::Read as _;
use std::path::Path;
use std::time::Instant;

use super::*;

/// A table of extracts: its rows, by the names of columns.
fn rows(dir: &Path, name: &str) -> Vec<HashMap<String, String>> {
    let file = std::fs::File::open(dir.join(format!("{name}.tsv.gz"))).unwrap();
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    let mut lines = text.lines().map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
    let header = lines.next().unwrap();
    lines.map(|cells| header.iter().cloned().zip(cells).collect()).collect()
}

fn write(folder: &Folder, name: &str, header: &[&str], rows: impl Iterator<Item = Vec<String>>) {
    folder.write(name, b"");
    let mut writer = csv::Writer::from_path(folder.path(name)).unwrap();
    writer.write_record(header).unwrap();
    rows.for_each(|row| writer.write_record(&row).unwrap());
    writer.flush().unwrap();
}

fn show(parsed: &Parsed, since: Instant) {
    let bytes: usize = parsed.terms.iter().map(|term| codec::encode(term).len()).sum();
    eprintln!(
        "{}: {} terms, {bytes} bytes, {:?}, {:?}, {:?}",
        parsed.vocabulary,
        parsed.terms.len(),
        since.elapsed(),
        parsed.dropped,
        parsed.coverage
    );
}

fn extracts() -> Option<PathBuf> {
    let dir = std::env::var_os("BIGRE_EXTRACTS").map(PathBuf::from).filter(|dir| dir.is_dir());
    if dir.is_none() {
        eprintln!("skipped: BIGRE_EXTRACTS names no folder of extracts");
    }
    dir
}

#[test]
fn esco_is_read_whole() {
    let Some(dir) = extracts() else { return };
    let folder = Folder::new(&[]);
    let (occupations, skills) = (rows(&dir, "esco_occupations"), rows(&dir, "esco_skills"));
    let header =
        ["conceptType", "conceptUri", "iscoGroup", "preferredLabel", "altLabels", "status", "description"];
    for (kind, scheme, base, rows) in
        [("Occupation", "occupation", "occupations", &occupations), ("Skill", "skill", "skills", &skills)]
    {
        for lang in ["fr", "nl", "en"] {
            let cell = |row: &HashMap<String, String>, name: &str| row.get(name).cloned().unwrap_or_default();
            let rows = rows.iter().filter(|row| !cell(row, &format!("pref_{lang}")).is_empty()).map(|row| {
                vec![
                    kind.into(),
                    format!("http://data.europa.eu/esco/{scheme}/{}", row["id"]),
                    cell(row, "isco"),
                    cell(row, &format!("pref_{lang}")),
                    cell(row, &format!("alt_{lang}")).replace('|', "\n"),
                    "released".into(),
                    "A few words,\non two lines.".into(),
                ]
            });
            write(&folder, &format!("{lang}/{base}_{lang}.csv"), &header, rows);
        }
    }
    let ids: HashMap<&str, &str> = skills.iter().map(|row| (&row["id"][..8], row["id"].as_str())).collect();
    let uri = |scheme: &str, id: &str| format!("http://data.europa.eu/esco/{scheme}/{id}");
    let mut relations = Vec::new();
    for row in rows(&dir, "esco_occ_skills") {
        for (kind, column) in [("essential", "essential_skill_ids"), ("optional", "optional_skill_ids")] {
            let skills = row
                .get(column)
                .map(String::as_str)
                .unwrap_or_default()
                .split('|')
                .filter(|id| !id.is_empty());
            relations.extend(skills.filter_map(|id| ids.get(id)).map(|id| {
                vec![uri("occupation", &row["occ_id"]), kind.into(), "knowledge".into(), uri("skill", id)]
            }));
        }
    }
    let count = relations.len();
    let header = ["occupationUri", "relationType", "skillType", "skillUri"];
    write(&folder, "occupationSkillRelations.csv", &header, relations.into_iter());
    let since = Instant::now();
    let parsed = folder.read(Format::Esco).unwrap();
    show(&parsed, since);
    is_sound(&parsed);
    assert_eq!(parsed.terms.len(), occupations.len() + skills.len());
    assert!(count > 100_000 && parsed.dropped.links < 1_000 && parsed.dropped.unlabelled == 0);
}

#[test]
fn rome_is_read_whole() {
    let Some(dir) = extracts() else { return };
    let folder = Folder::new(&[]);
    let (appellations, codes) = (rows(&dir, "rome_appellations"), rows(&dir, "rome_codes"));
    let pick = |rows: &[HashMap<String, String>], names: &[&str]| -> Vec<Vec<String>> {
        rows.iter().map(|row| names.iter().map(|name| row[*name].clone()).collect()).collect()
    };
    write(
        &folder,
        "unix_referentiel_appellation_v460_utf8.csv",
        &["code_ogr", "libelle_appellation_long", "libelle_appellation_court", "code_rome"],
        pick(&appellations, &["code_ogr", "long", "court", "code_rome"]).into_iter(),
    );
    let names =
        ["code_rome", "libelle", "grand_domaine", "libelle_grand_domaine", "domaine", "libelle_domaine"];
    let header = [
        "code_rome",
        "libelle_rome",
        "code_grand_domaine",
        "libelle_grand_domaine",
        "code_domaine_professionel",
        "libelle_domaine_professionel",
    ];
    write(&folder, "unix_cr_gd_dp_v460_utf8.csv", &header, pick(&codes, &names).into_iter());
    let since = Instant::now();
    let parsed = folder.read(Format::Rome).unwrap();
    show(&parsed, since);
    is_sound(&parsed);
    assert!(parsed.terms.len() > appellations.len() + codes.len() + 14 && parsed.dropped.links == 0);
}

#[test]
fn nace_is_read_whole_in_both_revisions() {
    let Some(dir) = extracts() else { return };
    for (table, vocabulary, french) in
        [("nace_bel_2008", "nace-2", Some("naf_rev2_fr")), ("nace_bel_2025", "nace-2.1", None)]
    {
        let folder = Folder::new(&[]);
        let belgian = rows(&dir, table);
        let columns = ["level", "code", "fr", "nl", "en", "de"];
        let header =
            ["LVL_NACEBEL", "CD_NACEBEL", "TX_NACEBEL_FR", "TX_NACEBEL_NL", "TX_NACEBEL_EN", "TX_NACEBEL_DE"];
        let cells = belgian.iter().map(|row| columns.iter().map(|name| row[*name].clone()).collect());
        write(&folder, "nacebel.csv", &header, cells);
        if let Some(name) = french {
            let cells =
                rows(&dir, name).into_iter().map(|row| vec![row["code"].clone(), row["libelle"].clone()]);
            write(&folder, "naf.csv", &["Code", "Libellé"], cells);
        }
        let since = Instant::now();
        let parsed = folder.read(Format::Nace).unwrap();
        show(&parsed, since);
        is_sound(&parsed);
        assert_eq!(parsed.vocabulary, vocabulary);
        assert!(parsed.terms.len() >= belgian.len() && parsed.dropped.links == 0);
    }
}
