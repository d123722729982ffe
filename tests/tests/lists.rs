//! Lists of members, taken in by real processes: workbooks, mapping files, lines left for a person, words made codes.

#![allow(clippy::unwrap_used, reason = "a test stops at what should not be")]

mod real;

use std::io::{Cursor, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use bigre_node::api::model::EntryPage;

use real::{Mesh, PROGRAM, client, mesh};

fn bigre(mesh: &Mesh, node: usize, words: &[&str]) -> Output {
    let mut command = Command::new(PROGRAM);
    command.arg("--data").arg(&mesh.node(node).dir).args(words).current_dir(mesh.dir.path());
    command.env_clear().env("PATH", "/usr/bin:/bin").env("LANG", "fr_FR.UTF-8").output().unwrap()
}

/// Runs, expects an exit code, and gives what was said on both ways.
#[track_caller]
fn said(mesh: &Mesh, words: &[&str], code: i32) -> String {
    let output = bigre(mesh, 0, words);
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{words:?}: {said}");
    said
}

fn members(mesh: &Mesh) -> Vec<(String, Vec<String>)> {
    let page: EntryPage = client(mesh.node(0)).get("/v1/entries?kind=member&per_page=100").unwrap();
    let read = |entry: bigre_node::api::model::EntryView| {
        let member = entry.member.unwrap();
        let trades = member.activities.iter().flat_map(|activity| activity.trades.iter());
        (member.name.to_string(), trades.map(ToString::to_string).collect())
    };
    page.entries.into_iter().map(read).collect()
}

/// A workbook of one sheet of texts, the least that a spreadsheet would take; cells that begin with `=` are formulas.
fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let cell = |text: &&str| match text.strip_prefix('=') {
        Some(formula) => format!("<c><f>{formula}</f><v>7</v></c>"),
        None => format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"),
    };
    let row = |cells: &&[&str]| format!("<row>{}</row>", cells.iter().map(cell).collect::<String>());
    let sheet =
        format!("<worksheet><sheetData>{}</sheetData></worksheet>", rows.iter().map(row).collect::<String>());
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let book = format!(
        "<workbook xmlns:r=\"{office}\"><sheets><sheet name=\"Membres\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>"
    );
    let link = |kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Id=\"a\" Type=\"{office}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("_rels/.rels", link("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", link("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_is_taken_in_and_the_rest_is_corrected() {
    let mesh = mesh(2);
    let file = |name: &str| mesh.dir.path().join(name);
    let list = workbook(&[
        &["N°", "Prénom", "Nom", "Métier", "Commune", "E-mail", "Cotisation"],
        &["1", "Ada", "Lovelace", "Boulangère", "Sète", "ada@example.org", "12"],
        &["2", "Jan", "Peeters", "web; plombier", "Luik", "jan@example.org", "13"],
        &["3", "Zoé", "Petit", "Graphiste", "Nulle-Part", "zoe@example.org", "14"],
        &["4", "=A1&amp;B1", "Martin", "Graphiste", "Lyon", "x@example.org", "15"],
        &["5", "LOVELACE", "Ada", "Boulangère", "Sète", "-", "=A1"],
    ]);
    std::fs::write(file("membres.xlsx"), list).unwrap();
    let refused = said(&mesh, &["member", "import", "membres.xlsx"], 1);
    assert!(refused.contains("E-mail") && !refused.contains("example.org"), "{refused}");

    let template = said(&mesh, &["member", "import", "membres.xlsx", "--mapping-template"], 0);
    assert!(template.contains("name = \"Nom\"") && template.contains("E-mail"), "{template}");
    let mapping = template.replace("name = \"Nom\"", "name = [\"Prénom\", \"Nom\"]")
        + "\n[values.trades]\nweb = \"t-web-developer\"\n";
    let mapping =
        mapping.replace("# ref = \"\"", "ref = \"N°\"").replace("# trades = \"\"", "trades = \"Métier\"");
    std::fs::write(file("m.toml"), mapping.replace("# trades = \";\"", "trades = \";\"")).unwrap();
    let import = ["member", "import", "membres.xlsx", "--mapping", "m.toml"];
    let dry = said(&mesh, &[&import[..], &["--dry-run"]].concat(), 4);
    assert!(dry.contains("3 personnes à ajouter") && !file("membres.review.csv").exists(), "{dry}");
    assert!(members(&mesh).is_empty());

    let done = said(&mesh, &import, 4);
    assert!(done.contains("--mapping m.toml") && done.contains("ligne 2 ?"), "{done}");
    let found = members(&mesh);
    assert_eq!(found.len(), 3, "{found:?}");
    let jan = found.iter().find(|(name, _)| name == "Jan Peeters").unwrap();
    assert_eq!(jan.1, ["t-web-developer", "t-plumber"]);

    let path = file("membres.review.csv");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let review = std::fs::read_to_string(&path).unwrap();
    assert!(!review.contains("example.org") && !review.contains("Cotisation"), "{review}");
    let lines: Vec<&str> = review.lines().collect();
    assert_eq!((lines.len(), lines[0].contains("bigre-problem")), (4, true), "{review}");
    assert!(lines[1].starts_with("3,Zoé,Petit") && lines[1].contains("Nulle-Part"), "{review}");
    said(&mesh, &import, 1);
    let whole = ["member", "import", "membres.review.csv", "--mapping", "m.toml"];
    said(&mesh, &[&whole[..], &["--replace"]].concat(), 2);
    let corrected = review.replacen("Nulle-Part", "Gent", 1).replace("4,7,Martin", "4,Lou,Martin");
    std::fs::write(&path, corrected).unwrap();
    said(&mesh, &whole, 0);
    let names: Vec<String> = members(&mesh).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["Ada Lovelace", "Jan Peeters", "Lou Martin", "LOVELACE Ada", "Zoé Petit"]);
    let again = said(&mesh, &[&import[..], &["--review", "plus-tard.csv", "--json"]].concat(), 4);
    let again: serde_json::Value = serde_json::from_str(again.trim()).unwrap();
    assert_eq!((&again["counts"]["added"], &again["counts"]["unchanged"]), (&0.into(), &3.into()));
    assert_eq!(again["review"], "plus-tard.csv");
}

#[test]
fn free_words_become_codes_or_are_left_for_a_person() {
    let mesh = mesh(2);
    let file = |name: &str| mesh.dir.path().join(name);
    let list = "ref,nom,métiers,à propos\n1,Ada,\"boulangère, plombier\",=SUM(1)\n2,Jan,Loodgieter;menusier,-- oui\n\
        3,Zoé,dompteuse de nuages,\n4,Lou,,\n";
    std::fs::write(file("membres.csv"), list).unwrap();
    let told = said(&mesh, &["member", "tag", "membres.csv"], 4);
    assert!(told.contains("membres.tagged.csv") && told.contains("membres.review.csv"), "{told}");
    let tagged = std::fs::read_to_string(file("membres.tagged.csv")).unwrap();
    let lines: Vec<&str> = tagged.lines().collect();
    assert_eq!(lines[0], "ref,name,trades,about");
    assert_eq!(lines[1], "2,Jan,t-plumber|menusier,'-- oui");
    assert_eq!(lines.len(), 4, "the formula is left for a person: {tagged}");
    let review = std::fs::read_to_string(file("membres.review.csv")).unwrap();
    assert!(review.contains("t-joiner menuisier") && review.contains("formule"), "{review}");
    for name in ["membres.tagged.csv", "membres.review.csv"] {
        assert_eq!(std::fs::metadata(file(name)).unwrap().permissions().mode() & 0o777, 0o600);
    }
    said(&mesh, &["member", "import", "membres.tagged.csv", "--yes"], 0);
    assert!(members(&mesh).contains(&("Jan".into(), vec!["t-plumber".into()])));
    // A person chooses among the suggestions; the line whose cells could not be read is written again.
    let chosen: String = review
        .replace("t-plumber|menusier", "t-plumber|t-joiner")
        .lines()
        .filter(|line| !line.contains("formule"))
        .map(|line| format!("{line}\n"))
        .collect();
    std::fs::write(file("membres.review.csv"), chosen).unwrap();
    said(&mesh, &["member", "import", "membres.review.csv", "--yes"], 0);
    assert!(members(&mesh).contains(&("Jan".into(), vec!["t-plumber".into(), "t-joiner".into()])));
    said(&mesh, &["member", "tag", "membres.csv"], 1);
    said(&mesh, &["member", "tag", "membres.csv", "--min", "2"], 2);
    said(&mesh, &["member", "tag", "membres.csv", "--out", "membres.csv"], 1);
    assert!(Path::new(&file("membres.csv")).exists());
}
