//! The ROME, in the columns of versions 3 and 4.

use super::*;

const APPELLATIONS: &str = "\"code_ogr\",\"libelle_appellation_long\",\"libelle_appellation_court\",\"code_rome\",\"classification\",\"peu_usite\"\n\
     \"990001\",\"Tisseur / Tisseuse de brume\",\"Tisseur(se) de brume\",\"Z9901\",\"PRINCIPALE\",\"N\"\n\
     \"990002\",\"Brumier / Brumière\",\"Brumier / Brumière\",\"Z9901\",\"SYNONYME\",\"N\"\n";
const TREE: &str = "\"code_rome\",\"libelle_rome\",\"code_grand_domaine\",\"libelle_grand_domaine\",\"code_domaine_professionel\",\"libelle_domaine_professionel\"\n\
     \"Z9901\",\"Tisseur / Tisseuse de brume\",\"Z\",\"Air et nuages\",\"Z99\",\"Brumes\"\n";

#[test]
fn appellations_are_names_of_trades() {
    let folder = Folder::new(&[
        ("csv/unix_referentiel_appellation_v460_utf8.csv", APPELLATIONS),
        ("csv/unix_cr_gd_dp_v460_utf8.csv", TREE),
        ("csv/unix_texte_v460_utf8.csv", "not looked at"),
    ]);
    let parsed = folder.read(Format::Rome).unwrap();
    is_sound(&parsed);
    assert_eq!(labels(term(&parsed, "rome:990001")), "fr:Tisseur / Tisseuse de brume|Tisseur(se) de brume");
    assert_eq!(labels(term(&parsed, "rome:990002")), "fr:Brumier / Brumière");
    assert_eq!(codes(&term(&parsed, "rome:990002").broader), "rome:Z9901");
    let chain = ["rome:Z9901", "rome:Z99", "rome:Z"].map(|code| term(&parsed, code));
    assert_eq!(chain.map(|term| term.kind), [TermKind::Trade, TermKind::Sector, TermKind::Sector]);
    assert_eq!(chain.map(|term| codes(&term.broader)), ["rome:Z99", "rome:Z", ""]);
    assert_eq!(labels(chain[1]), "fr:Brumes");
    assert!(parsed.absent.is_empty() && parsed.dropped == super::super::Dropped::default());
}

#[test]
fn earlier_versions_are_read_in_latin_1_and_semicolons() {
    let folder = Folder::new(&[]);
    let appellations = "code_ogr;libelle_appellation_long;code_rome;statut\r\n990001;Br\u{fb}leur / Br\u{fb}leuse d'encens;Z9901;\r\n";
    let trades = "code_rome;code_fiche_em;code_ogr;libelle_rome;statut\r\nZ9901;1;2;Encens;1\r\n";
    let latin = |text: &str| text.chars().map(|c| c as u8).collect::<Vec<_>>();
    folder.write("unix_referentiel_appellation_v346_utf8.csv", &latin(appellations));
    folder.write("unix_referentiel_code_rome_v346_utf8.csv", &latin(trades));
    let parsed = folder.read(Format::Rome).unwrap();
    assert_eq!(labels(term(&parsed, "rome:990001")), "fr:Brûleur / Brûleuse d'encens");
    assert_eq!(parsed.absent, ["unix_cr_gd_dp_vNNN_utf8.csv"]);
}

#[test]
fn broken_files_are_named_with_the_line() {
    let error = |appellations: &str, tree: &str| {
        let files = [
            ("unix_referentiel_appellation_v460_utf8.csv", appellations),
            ("unix_cr_gd_dp_v460_utf8.csv", tree),
        ];
        Folder::new(&files).error(Format::Rome)
    };
    let cases = [
        (error(&APPELLATIONS.replace("990002", "x"), TREE), "utf8.csv, line 3, column code_ogr: `x`"),
        (
            error(&APPELLATIONS.replace("\"Z9901\",\"S", "\"Z99\",\"S"), TREE),
            "line 3, column code_rome: `Z99`",
        ),
        (
            error(APPELLATIONS, &TREE.replace("\"Z99\"", "\"Y99\"")),
            "v460_utf8.csv, line 2, column code_domaine: `Y99`",
        ),
        (error(APPELLATIONS, "code_rome\nZ9901\n"), "no column is named libelle_rome"),
        (
            Folder::new(&[("unix_cr_gd_dp_v4_utf8.csv", TREE)]).error(Format::Rome),
            "unix_referentiel_appellation_vNNN",
        ),
    ];
    for (error, expected) in cases {
        assert!(error.contains(expected), "{error}");
    }
}
