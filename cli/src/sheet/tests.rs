//! Lists as people and enemies make them.

use std::io::{Cursor, Write as _};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;
use crate::args::SheetFlags;

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/></Types>"#;
const ROOT: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
/// Style 1 shows a number as a date.
const STYLES: &str = r#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>"#;

/// An archive of parts.
pub(crate) fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The parts of a workbook whose sheets hold these rows, as XML; a name that begins with `~` is of a hidden sheet.
fn parts(sheets: &[(&str, &str)], texts: &str) -> Vec<(String, Vec<u8>)> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let (mut book, mut links) = (String::new(), String::new());
    let mut parts = Vec::new();
    for (at, (name, rows)) in sheets.iter().enumerate() {
        let (shown, state) = match name.strip_prefix('~') {
            Some(name) => (name, r#" state="hidden""#),
            None => (*name, ""),
        };
        book += &format!(r#"<sheet name="{shown}" sheetId="{0}"{state} r:id="s{0}"/>"#, at + 1);
        links += &format!(
            r#"<Relationship Id="s{0}" Type="{office}/worksheet" Target="worksheets/sheet{0}.xml"/>"#,
            at + 1
        );
        let (rows, after) = rows.split_once("<!--after-->").unwrap_or((rows, ""));
        let sheet = format!(
            r#"<?xml version="1.0"?><worksheet xmlns="{main}"><sheetData>{rows}</sheetData>{after}</worksheet>"#
        );
        parts.push((format!("xl/worksheets/sheet{}.xml", at + 1), sheet.into_bytes()));
    }
    let book = format!(
        r#"<?xml version="1.0"?><workbook xmlns="{main}" xmlns:r="{office}"><sheets>{book}</sheets></workbook>"#
    );
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let links = format!(r#"<?xml version="1.0"?><Relationships xmlns="{package}">{links}</Relationships>"#);
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("xl/styles.xml", STYLES),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &links),
    ] {
        parts.push((name.to_owned(), text.as_bytes().to_vec()));
    }
    if !texts.is_empty() {
        parts.push(("xl/sharedStrings.xml".into(), texts.as_bytes().to_vec()));
    }
    parts
}

fn pack(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    packed(&parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>())
}

/// A workbook.
pub(crate) fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    pack(&parts(sheets, ""))
}

/// A line of texts.
pub(crate) fn line(number: usize, cells: &[&str]) -> String {
    let cell = |(at, text): (usize, &&str)| {
        let column = char::from(b'A' + u8::try_from(at).unwrap());
        format!(r#"<c r="{column}{number}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>"#)
    };
    let cells: String = cells.iter().enumerate().map(cell).collect();
    format!(r#"<row r="{number}">{cells}</row>"#)
}

fn named(name: &str, bytes: &[u8]) -> Result<Sheet, Refused> {
    read(Path::new(name), bytes, &SheetFlags::default())
}

#[track_caller]
fn refuses(name: &str, bytes: &[u8], code: &str, found: &str) {
    let refused = named(name, bytes).expect_err(name);
    assert_eq!(refused[0].problem.code, code, "{name}");
    if !found.is_empty() {
        assert!(refused[0].problem.args.values().any(|value| value == found), "{name}: {:?}", refused[0]);
    }
}

#[test]
fn a_workbook_is_read_like_a_csv_file() {
    let rows =
        [line(2, &["ref", "name", "place"]), line(4, &["1", "Ada", "Sète"]), line(5, &["2", " Zoé ", ""])];
    let book = workbook(&[("~Archive", &line(1, &["x"])), ("Membres", &rows.concat()), ("Notes", "")]);
    let sheet = named("members.xlsx", &book).unwrap();
    assert_eq!(sheet.headings, ["ref", "name", "place"]);
    assert_eq!(sheet.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [4, 5]);
    assert_eq!(sheet.rows[1].cells, ["2", " Zoé ", ""]);
    assert_eq!(sheet.others, ["Notes"]);
    let flags = |name: &str| SheetFlags { sheet: Some(name.into()), ..SheetFlags::default() };
    let hidden = read(Path::new("m.xlsx"), &book, &flags("archive")).unwrap();
    assert_eq!(hidden.headings, ["x"]);
    let unknown = read(Path::new("m.xlsx"), &book, &flags("Feuille")).unwrap_err();
    assert_eq!(unknown[0].problem.args["known"], "Membres, Notes");
    let empty = read(Path::new("m.xlsx"), &book, &flags("Notes")).unwrap_err();
    assert_eq!(empty[0].problem.code, "empty-file");
    // What it is counts, not what it is called.
    assert_eq!(named("members.csv", &book).unwrap().rows.len(), 2);
}

#[test]
fn shared_texts_numbers_and_truths_are_read_as_typed() {
    let texts = r#"<sst xmlns="x" count="2" uniqueCount="2"><si><t>name</t></si><si><r><t xml:space="preserve">Ada </t></r><r><t>L.</t></r></si></sst>"#;
    let rows = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>place</t></is></c>
        <c r="C1" t="inlineStr"><is><t>available</t></is></c></row>
        <row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>34200</v></c><c r="C2" t="b"><v>1</v></c><c r="H2"><v>7</v></c></row>
        <row r="3"><c r="A3"><v>1.5</v></c><c r="B3"><v>1e300</v></c></row>"#;
    let sheet = named("m.xlsx", &pack(&parts(&[("A", rows)], texts))).unwrap();
    assert_eq!(sheet.headings, ["name", "place", "available"]);
    assert_eq!(sheet.rows[0].cells, ["Ada L.", "34200", "yes"]);
    assert_eq!(sheet.rows[1].cells[0], "1.5");
    assert!(sheet.rows.iter().all(|row| row.faults.is_empty()));
}

#[test]
fn what_no_column_takes_is_named_by_cell() {
    let rows = format!(
        r#"{}<row r="2"><c r="A2" t="str"><f>B2&amp;C2</f><v>Ada</v></c><c r="B2"><f>1+1</f><v>2</v></c></row>
        <row r="3"><c r="A3" s="1"><v>45000</v></c><c r="B3" t="e"><v>#N/A</v></c></row>
        <row r="4"><c r="A4" t="inlineStr"><is><t>=cmd|' /C calc'!A0</t></is></c></row>
        <row r="5"><c r="A5" t="inlineStr"><is><t>{}</t></is></c></row>
        <row r="6"><c r="A6" t="inlineStr"><is><t>Bob</t></is></c></row>
        <row r="7"><c r="A7"><f t="shared" ref="A7:A8" si="99999999999999">1</f><v>1</v></c></row>
        <!--after--><mergeCells count="1"><mergeCell ref="B5:B6"/></mergeCells>"#,
        line(1, &["name", "place"]),
        "x".repeat(40_000)
    );
    let sheet = named("m.xlsx", &workbook(&[("A", &rows)])).unwrap();
    let faults: Vec<_> = sheet.rows.iter().map(|row| row.faults.clone()).collect();
    assert_eq!(faults[0], [(1, Fault::Formula)]);
    assert_eq!(sheet.rows[0].cells, ["Ada", "2"]);
    assert_eq!(faults[1], [(0, Fault::Date), (1, Fault::Error)]);
    assert_eq!(faults[2], [(0, Fault::Formula)]);
    assert_eq!(faults[3], [(0, Fault::Long), (1, Fault::Merged)]);
    assert_eq!(faults[4], [(1, Fault::Merged)]);
    assert_eq!(faults[5], [(0, Fault::Formula)]);
    let csv = named("m.csv", b"name,about\n=1+1,x\n'=1+1,x\nAda,-- 'x\n").unwrap();
    let faults: Vec<_> = csv.rows.iter().map(|row| row.faults.len()).collect();
    assert_eq!(faults, [1, 1, 0], "an escaped formula is one again");
    let titled = format!(
        "{}{}<!--after--><mergeCells><mergeCell ref=\"A1:C1\"/></mergeCells>",
        line(1, &["Membres"]),
        line(2, &["name"])
    );
    refuses("m.xlsx", &workbook(&[("A", &titled)]), "cli-sheet-merged", "1");
}

#[test]
fn what_is_no_list_is_named_for_what_it_is() {
    let mut locked = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    refuses("m.xls", &locked, "cli-not-a-sheet", "xls");
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    refuses("m.xlsx", &locked, "cli-not-a-sheet", "locked");
    refuses("m.xlsx", b"name,place\nAda,Gent\n", "cli-not-a-sheet", "csv");
    refuses("m.xlsx", b"\x00\x01\x02", "cli-not-a-sheet", "binary");
    refuses("m.csv", b"%PDF-1.7", "cli-not-a-sheet", "pdf");
    refuses("m.xls", b"<html><table>", "cli-not-a-sheet", "html");
    refuses("m.csv", b"\x1F\x8B\x08", "cli-not-a-sheet", "gzip");
    refuses("m.csv", b"\xFF\xFEn\0a\0m\0e\0", "utf16", "");
    refuses("m.csv", b"name\nZo\xE9\n", "wrong-encoding", "");
    refuses("m.csv", b"", "empty-file", "");
    refuses("m.xlsx", b"", "empty-file", "");
    refuses("m.xlsx", b"PK\x03\x04 and nothing more", "cli-sheet-damaged", "");
    refuses("m.ods", &packed(&[("mimetype", b"x"), ("content.xml", b"<a/>")]), "cli-not-a-sheet", "ods");
    refuses(
        "m.docx",
        &packed(&[("[Content_Types].xml", b"<a/>"), ("word/document.xml", b"<a/>")]),
        "cli-not-a-sheet",
        "word",
    );
    refuses("m.zip", &packed(&[("members.csv", b"name\n")]), "cli-not-a-sheet", "zip");
    refuses(
        "m.xlsb",
        &packed(&[("[Content_Types].xml", b"<a/>"), ("xl/workbook.bin", b"x")]),
        "cli-not-a-sheet",
        "xlsb",
    );
    let whole = workbook(&[("A", &line(1, &["name"]))]);
    refuses("m.xlsx", &whole[..whole.len() / 2], "cli-sheet-damaged", "");
    let flags = SheetFlags { sheet: Some("A".into()), ..SheetFlags::default() };
    assert_eq!(read(Path::new("m.csv"), b"name\n", &flags).unwrap_err()[0].problem.code, "cli-sheet-none");
}

#[test]
fn bombs_are_found_before_they_go_off() {
    let zeros = vec![b' '; 200 << 20];
    let mut bomb = parts(&[("A", &line(1, &["name"]))], "");
    bomb.push(("xl/media/picture.xml".into(), zeros));
    let bytes = pack(&bomb);
    assert!(bytes.len() < 1 << 20, "{}", bytes.len());
    refuses("m.xlsx", &bytes, "cli-sheet-large", "");
    // The same, saying in both its directories that it is small.
    let size = (200u32 << 20).to_le_bytes();
    let mut lying = bytes;
    let places: Vec<usize> =
        lying.windows(4).enumerate().filter(|(_, window)| *window == size).map(|(at, _)| at).collect();
    assert!(places.len() >= 2);
    places.iter().for_each(|at| lying[*at..*at + 4].copy_from_slice(&9u32.to_le_bytes()));
    assert!(named("m.xlsx", &lying).is_err());
    // One that announces more texts than there is memory.
    for number in ["18446744073709551615", "99999999999", "= 5"] {
        let texts = format!(r#"<sst uniqueCount="{number}"><si><t>name</t></si></sst>"#);
        refuses("m.xlsx", &pack(&parts(&[("A", &line(1, &["name"]))], &texts)), "cli-sheet-damaged", "");
    }
    // A cell at the end of the world takes no more room than another.
    let far = format!(
        "{}<row r=\"1048576\"><c r=\"A1048576\" t=\"inlineStr\"><is><t>Ada</t></is></c></row>",
        line(1, &["name"])
    );
    assert_eq!(named("m.xlsx", &workbook(&[("A", &far)])).unwrap().rows[0].line, 1_048_576);
    let wide = format!("{}<row r=\"2\"><c r=\"XFD2\"><v>1</v></c></row>", line(1, &["name"]));
    refuses("m.xlsx", &workbook(&[("A", &wide)]), "cli-sheet-columns", "16384");
    let columns: Vec<String> = (0..1_000).map(|at| format!("c{at}")).collect();
    refuses("m.csv", columns.join(",").as_bytes(), "cli-sheet-columns", "1000");
    let lines = "Ada\n".repeat(LINES + 1);
    refuses("m.csv", format!("name\n{lines}").as_bytes(), "cli-sheet-lines", "");
}

#[test]
fn no_change_of_a_workbook_makes_it_panic() {
    let rows = [line(1, &["name", "place"]), line(2, &["Ada", "Sète"])].concat();
    let sound = parts(&[("A", &rows)], r#"<sst uniqueCount="1"><si><t>x</t></si></sst>"#);
    let mut dice = 0x2545_F491_4F6C_DD1Du64;
    let mut roll = |below: usize| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        usize::try_from(dice % below as u64).unwrap()
    };
    let pieces: [&[u8]; 8] =
        [b"<", b"\"", b"-1", b"99999999999999999999", b"/>", b"A0", b"ZZZZZZZZ9", b"&#x0;"];
    for _ in 0..400 {
        let mut parts = sound.clone();
        for _ in 0..=roll(3) {
            let part = roll(parts.len());
            let bytes = &mut parts[part].1;
            let at = roll(bytes.len());
            let end = (at + roll(12)).min(bytes.len());
            bytes.splice(at..end, pieces[roll(pieces.len())].iter().copied());
        }
        let _ = workbook::read(&pack(&parts), None);
    }
}
