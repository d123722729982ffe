//! Mapping files, sound and wrong.

use super::*;
use crate::i18n::{Lang, Translator};

fn headings(names: &[&str]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

fn cells(values: &[&str]) -> Vec<String> {
    headings(values)
}

const MAPPING: &str = r#"
[columns]
ref = "N° adhérent"
name = ["Prénom", "Nom"]
trades = "Metier(s)"
place = "VILLE"
available = "Dispo"

[constants]
languages = "fr|nl"

[separators]
trades = ";"

[values.available]
"En  activité" = true
"retraité·e" = ""

[values.trades]
"web" = "t-web-developer"
"#;

#[test]
fn what_is_mapped_is_read_and_nothing_else() {
    let theirs =
        headings(&["n° Adhérent", "Nom", "Prénom", "IBAN", "Métier(s)", "Ville", "dispo", "Salaire"]);
    let mapping = Mapping::of(MAPPING, &theirs).unwrap();
    assert_eq!(mapping.columns().into_iter().collect::<Vec<_>>(), [0, 1, 2, 4, 5, 6]);
    let fields: Vec<_> = mapping.fields().collect();
    let line = cells(&["7", "Lovelace", "Ada", "FR76", "Web; Boulangère\nx|y;", "Sète", " en activité", "1"]);
    let row = mapping.row(&line);
    let value = |field: &str| row[fields.iter().position(|one| *one == field).unwrap()].as_str();
    assert_eq!(value("name"), "Ada Lovelace");
    assert_eq!(value("trades"), "t-web-developer|Boulangère|x|y");
    assert_eq!((value("available"), value("languages"), value("ref")), ("yes", "fr|nl", "7"));
    assert_eq!(mapping.theirs("name", &theirs).unwrap(), "Prénom, Nom");
    let other = cells(&["7", "L.", "", "", "", "", "Retraité·e", ""]);
    assert_eq!(mapping.row(&other)[fields.iter().position(|one| *one == "available").unwrap()], "");
}

#[test]
fn each_mistake_has_its_line_and_its_key() {
    let theirs = headings(&["Nom", "E-mail", "Ville", "Ville"]);
    for (text, code, line, key) in [
        ("[columns\n", "cli-mapping-syntax", "1", ""),
        ("\n\n[colums]\nname = \"Nom\"\n", "cli-mapping-key", "3", "colums"),
        ("columns = 3\n", "cli-mapping-table", "1", "columns"),
        ("[columns]\nnom = \"Nom\"\n", "cli-mapping-key", "2", "nom"),
        ("[columns]\nname = 3\n", "cli-mapping-text", "2", "name"),
        ("[columns]\nname = \"Nom\"\nplace = \"Commune\"\n", "cli-mapping-column", "3", "place"),
        ("[columns]\nname = \"Nom\"\nplace = \"Ville\"\n", "cli-mapping-columns", "3", "place"),
        ("[columns]\nname = \"Nom\"\nabout = \"E-mail\"\n", "cli-mapping-forbidden", "3", "about"),
        ("[columns]\nname = \"Nom\"\nabout = \"IBAN\"\n", "cli-mapping-forbidden", "3", "about"),
        ("[columns]\nname = \"Nom\"\n[constants]\nname = \"x\"\n", "cli-mapping-twice", "4", "name"),
        ("[columns]\nname = \"Nom\"\n[separators]\ntrades = \";\"\n", "cli-mapping-unmapped", "4", "trades"),
        ("[columns]\nname = \"Nom\"\n[separators]\nname = \"\"\n", "cli-mapping-text", "4", "name"),
        ("[columns]\nname = \"Nom\"\n[values.name]\na = 1\n", "cli-mapping-text", "4", "a"),
        ("[columns]\nref = \"Nom\"\n", "cli-mapping-name", "1", "name"),
        ("\u{0}", "cli-mapping-syntax", "1", ""),
    ] {
        let problem = Mapping::of(text, &theirs).expect_err(text).problem;
        let found = (problem.code.as_str(), problem.args["line"].as_str(), problem.args["key"].as_str());
        assert_eq!(found, (code, line, key), "{text}");
    }
}

#[test]
fn without_a_mapping_columns_go_by_their_names() {
    let mapping = Mapping::plain(&headings(&["nom", "bigre-line", "Commune", "bigre-problem"])).unwrap();
    assert_eq!(mapping.fields().collect::<Vec<_>>(), ["name", "place"]);
    assert_eq!(mapping.row(&cells(&["A\nda", "3", "Gent\r\n", "x"])), ["A da", "Gent"]);
    let refused = Mapping::plain(&headings(&["nom", "Téléphone", "chose"])).unwrap_err();
    let codes: Vec<_> = refused.iter().map(|one| one.problem.code.as_str()).collect();
    assert_eq!(codes, ["forbidden-column", "unknown-column"]);
}

#[test]
fn the_template_is_a_mapping() {
    let theirs =
        headings(&["Nom", "Commune", "compétances", "E-mail", "Cotisation \"2026\"", "", "bigre-line"]);
    for lang in [Lang::Fr, Lang::Nl, Lang::En] {
        let text = template(&theirs, &Translator::new(lang));
        let mapping = Mapping::of(&text, &theirs).unwrap_or_else(|failure| panic!("{failure:?}\n{text}"));
        assert_eq!(mapping.fields().collect::<Vec<_>>(), ["name", "place"], "{text}");
        assert!(text.contains("# skills = \"compétances\"") && text.contains("E-mail"), "{text}");
        let all = text.replace("# skills", "skills").replace("# languages = \"fr\"", "languages = \"fr\"");
        assert_eq!(Mapping::of(&all, &theirs).unwrap().fields().count(), 4, "{all}");
    }
}
