//! NACE, NACE-BEL and the NAF in the columns of their publishers, with invented activities.

use super::*;

#[test]
fn files_of_one_revision_give_each_other_languages() {
    let folder = Folder::new(&[
        // Eurostat's, one language, the section in the column of the parent.
        (
            "NACE_REV2_20990101_000000.csv",
            "Order,Level,Code,Parent,Description,This item includes\n\
             1,1,G,,\"WEAVING OF MIST, AND OF THE LIKE\",\n2,2,45,G,Weaving of mist and dew,Mist\n3,3,45.1,45,Weaving of the mist,\n4,4,45.11,45.1,Morning mist,\n",
        ),
        // Statbel's.
        (
            "NACEBEL_2008.txt",
            "LVL_NACEBEL|CD_NACEBEL|CD_SUP_NACEBEL|TX_NACEBEL_DE|TX_NACEBEL_EN|TX_NACEBEL_FR|TX_NACEBEL_NL|DT_VLDT_START\n\
             2|45|G|Nebel|Weaving of mist and dew|Tissage de brume et de rosée|Mist weven|01/01/2008\n5|45.110|45.11|||Brume du matin|Ochtendmist|01/01/2008\n",
        ),
        // INSEE's.
        (
            "int_courts_naf_rev_2.csv",
            "Ligne;Code; Intitulés de la  NAF rév. 2, version finale ; Intitulés NAF rév. 2, en 40 caractères\n\
             ;;;\n1;SECTION G;LES BRUMES ET AUTRES;BRUMES\n2;45;Tissage de brume;Tiss.\n3;45.11Z;Brume du matin et du soir;Br. mat.\n",
        ),
    ]);
    let parsed = folder.read(Format::Nace).unwrap();
    is_sound(&parsed);
    assert_eq!(parsed.vocabulary, "nace-2");
    assert_eq!(
        labels(term(&parsed, "nace-2:G")),
        "fr:LES BRUMES ET AUTRES en:WEAVING OF MIST, AND OF THE LIKE"
    );
    let division = term(&parsed, "nace-2:45");
    assert_eq!((division.kind, codes(&division.broader).as_str()), (TermKind::Sector, "nace-2:G"));
    assert_eq!(
        labels(division),
        "fr:Tissage de brume et de rosée|Tissage de brume nl:Mist weven en:Weaving of mist and dew de:Nebel"
    );
    for (code, above) in [("45.1", "45"), ("45.11", "45.1"), ("45.110", "45.11"), ("45.11Z", "45.11")] {
        assert_eq!(codes(&term(&parsed, &format!("nace-2:{code}")).broader), format!("nace-2:{above}"));
    }
    assert_eq!(parsed.terms.len(), 6);
}

#[test]
fn the_second_revision_has_its_own_codes() {
    let folder = Folder::new(&[
        (
            "NACE_Rev2.1_Heading_All_Languages.tsv",
            "NACE_CODE\tEN_DESC\tFR_DESC\tNL_DESC\nA\tMist\tBrume\tMist\nA01\tDew\tRosée\tDauw\nA01.1\tFrost\tGel\tVorst\n",
        ),
        (
            "codes-NACEBEL-2025.csv",
            "LEVEL,CODE,NATIONAL_TITLE_BE_NL,NATIONAL_TITLE_BE_FR,NATIONAL_TITLE_BE_DE,NATIONAL_TITLE_BE_EN\n5,01100,Rijp,Givre,Reif,Rime\n",
        ),
    ]);
    let parsed = folder.read(Format::Nace).unwrap();
    is_sound(&parsed);
    assert_eq!(parsed.vocabulary, "nace-2.1");
    assert_eq!(codes(&term(&parsed, "nace-2.1:01").broader), "nace-2.1:A");
    let rime = term(&parsed, "nace-2.1:01.100");
    assert_eq!(labels(rime), "fr:Givre nl:Rijp en:Rime de:Reif");
    assert_eq!(codes(&rime.broader), "nace-2.1:01.1", "the class between is not there");
    folder.write("nace_rev2_fr.csv", b"code,libelle\n45,Brume\n");
    assert_eq!(folder.read(Format::Nace).unwrap_err().problem().code, "official-mixed");
}

#[test]
fn the_language_is_told_by_the_name_or_by_small_words() {
    let fold = |name: &str, titles: [&str; 2]| {
        let text = format!("code,libelle\n01,{}\n02,{}\n", titles[0], titles[1]);
        Folder::new(&[(name, &text)]).read(Format::Nace).map(|parsed| labels(&parsed.terms[0]))
    };
    assert_eq!(fold("naf_fr.csv", ["Brume", "Rosée"]).unwrap(), "fr:Brume");
    assert_eq!(fold("x.csv", ["Mist en dauw", "Het ijs van de vijver"]).unwrap(), "nl:Mist en dauw");
    assert_eq!(fold("x.csv", ["Mist and dew", "Ice of the lake"]).unwrap(), "en:Mist and dew");
    assert_eq!(fold("x.csv", ["Brume et rosée", "Eau du lac"]).unwrap(), "fr:Brume et rosée");
    assert_eq!(fold("x.csv", ["Brume", "Gel"]).unwrap_err().problem().code, "official-language");
}

#[test]
fn what_is_no_code_is_named_with_its_line() {
    let error = |cell: &str| {
        Folder::new(&[("a_fr.csv", &format!("code,libelle\n01,Brume\n{cell},Gel\n"))]).error(Format::Nace)
    };
    for cell in ["1", "01.1.1.1.1.1", "AB", "01.11ZZ", "zz", "0\u{661}"] {
        let error = error(cell);
        assert!(error.starts_with("a_fr.csv, line 3, column code"), "{cell}: {error}");
    }
    assert!(
        Folder::new(&[("a_fr.csv", "code,truc\n01,Brume\n")])
            .error(Format::Nace)
            .contains("no column is named description")
    );
}
