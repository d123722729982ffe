//! Statements as accidents and enemies make them.

use proptest::prelude::*;

use super::fixture::{BELGIAN, FRENCH, document, entry};
use super::*;

#[track_caller]
fn refuses(bytes: impl AsRef<[u8]>, name: &str, args: &[(&str, &str)]) {
    let error = read(bytes.as_ref()).expect_err(name);
    assert_eq!(error.name(), name, "{error}");
    let told = error.args();
    for (arg, value) in args {
        assert!(told.iter().any(|(name, told)| name == arg && told == value), "{arg}={value}: {told:?}");
    }
}

/// A statement of one entry with this amount.
fn of(amount: &str) -> String {
    document("08", &entry(amount, ""))
}

fn euros(text: &str) -> String {
    of(&format!(r#"<Amt Ccy="EUR">{text}</Amt>"#))
}

#[test]
fn what_is_no_xml_is_named_for_what_it_is() {
    for bytes in [&b""[..], b"  \r\n", b"\xEF\xBB\xBF"] {
        refuses(bytes, "empty", &[]);
    }
    let coda = format!("00000{:<123}\r\n", "2111260300005");
    let cfonb = format!("01{:<118}\n", "30004    00823EUR2");
    for (bytes, found) in [
        (&b"%PDF-1.7"[..], "pdf"),
        (b"\x1F\x8B\x08\0\0", "gzip"),
        (b"PK\x03\x04\0\0", "zip"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0", "xls"),
        (b"<!DOCTYPE html><html>", "html"),
        (b"\n<html><body>Session expir\xE9e", "html"),
        (b":20:STARTUMS\r\n:25:", "mt940"),
        (b"{1:F01GKCCBEBBXXXX", "mt940"),
        (coda.as_bytes(), "coda"),
        (cfonb.as_bytes(), "cfonb"),
        (b"date;montant\n2026-11-20;10,00\n", "text"),
        (b"{\"lines\":[]}", "text"),
        (b"\x01\x02\0\x03", "binary"),
    ] {
        refuses(bytes, "not-xml", &[("found", found)]);
    }
}

#[test]
fn other_encodings_are_told_from_damage() {
    let wide = |swap: fn(u16) -> [u8; 2]| BELGIAN.encode_utf16().flat_map(swap).collect::<Vec<u8>>();
    let (little, big) = (wide(u16::to_le_bytes), wide(u16::to_be_bytes));
    refuses(&little, "utf16", &[]);
    refuses(&big, "utf16", &[]);
    refuses([b"\xFF\xFE", little.as_slice()].concat(), "utf16", &[]);
    refuses([b"\xFE\xFF", big.as_slice()].concat(), "utf16", &[]);
    let latin: Vec<u8> = BELGIAN.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    refuses(&latin, "not-utf8", &[("line", "17"), ("column", "28")]);
    let said = String::from_utf8_lossy(&latin).replacen("UTF-8", "ISO-8859-15", 1);
    refuses(&said, "encoding", &[("found", "ISO-8859-15")]);
    let mut said: Vec<u8> = latin.clone();
    said.splice(30..35, *b"ISO-8859-1");
    refuses(&said, "encoding", &[("found", "ISO-8859-1")]);
    refuses(BELGIAN.replacen("UTF-8", "Zélie Kanarie", 1), "encoding", &[("found", "")]);
    refuses(BELGIAN.replacen("Kanarie", "Kan\0arie", 1), "nul", &[]);
    assert!(read(BELGIAN.replacen("UTF-8", "utf8", 1).as_bytes()).is_ok());
}

#[test]
fn nothing_is_expanded() {
    let laughs = (1..12).fold(r#"<!ENTITY l0 "ha">"#.to_owned(), |text, n| {
        text + &format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))
    });
    let bomb = euros("&l11;").replacen("<Document", &format!("<!DOCTYPE d [{laughs}]><Document"), 1);
    refuses(bomb, "doctype", &[]);
    let outside = r#"<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><Document"#;
    refuses(euros("&x;").replacen("<Document", outside, 1), "doctype", &[]);
    refuses(
        euros("10").replacen("<Document", "<!DOCTYPE d SYSTEM \"http://127.0.0.1/d\"><Document", 1),
        "doctype",
        &[],
    );
    refuses(euros("10").replacen("<Stmt>", "<!DOCTYPE d><Stmt>", 1), "doctype", &[]);
    for named in ["&x;", "&eacute;", "&#0;", "&#xD800;", "&#x110000;", "&#;", "&;"] {
        refuses(euros(named), "entity", &[("line", "1")]);
        // Where nothing is read either.
        refuses(FRENCH.replacen("&amp;", named, 1), "entity", &[("line", "6")]);
    }
    refuses(FRENCH.replacen("&amp;", "&", 1), "syntax", &[("line", "6")]);
}

#[test]
fn what_is_no_statement_is_named() {
    let named = |namespace: &str| {
        let ours = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";
        euros("10").replacen(ours, namespace, 1)
    };
    let iso = |message: &str| named(&format!("urn:iso:std:iso:20022:tech:xsd:{message}"));
    let notification = [("found", "camt.054.001.08"), ("kind", "notification")];
    refuses(iso("camt.054.001.08"), "other-message", &notification);
    refuses(iso("camt.052.001.02"), "other-message", &[("kind", "report")]);
    refuses(iso("pain.008.001.02"), "other-message", &[("kind", "message")]);
    let error = read(iso("camt.054.001.08").as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "this is a camt.054.001.08 notification, a camt.053 statement is needed");
    for version in ["camt.053.001.01", "camt.053.001.14", "camt.053.001.00", "camt.053.002.08"] {
        refuses(iso(version), "version", &[("found", version)]);
    }
    for other in [
        "",
        "urn:x",
        "urn:iso:std:iso:20022:tech:xsd:camt.053.001.8",
        "urn:iso:std:iso:20022:tech:xsd:Kanarie",
    ] {
        refuses(named(other), "namespace", &[]);
    }
    refuses("<Document><BkToCstmrStmt/></Document>", "namespace", &[]);
    refuses("<x:Document/>", "namespace", &[]);
    refuses("<rss version='2.0'/>", "namespace", &[]);
    refuses(document("08", "").replace("Stmt>", "Stmp>"), "no-statement", &[]);
    // A statement of another namespace within is none.
    let foreign = document("08", "").replace("<Stmt>", "<Stmt xmlns='urn:x'>");
    refuses(foreign, "no-statement", &[]);
}

#[test]
fn what_is_cut_or_changed_is_no_statement() {
    for (whole, end) in [(BELGIAN, "</Document>"), (FRENCH, "</d:Document>")] {
        let last = whole.rfind(end).unwrap() + end.len();
        for at in (0..last).filter(|at| whole.is_char_boundary(*at)) {
            let error = read(&whole.as_bytes()[..at]).expect_err(&whole[..at]);
            let expected = if at == 0 { StatementError::Empty } else { StatementError::Truncated };
            assert_eq!(error, expected, "{at}");
        }
    }
    refuses(BELGIAN.replacen("</Stmt>", "</Ntry>", 1), "syntax", &[("line", "36")]);
    refuses(format!("{BELGIAN}<Document/>"), "syntax", &[]);
    refuses(format!("{BELGIAN}Kanarie"), "syntax", &[]);
    refuses(format!("{BELGIAN}<?xml version='1.0'?>"), "syntax", &[]);
    refuses(euros("10").replacen("<Stmt>", "<?xml version='1.0'?><Stmt>", 1), "syntax", &[]);
    refuses(euros("10").replacen("<Stmt>", "<!ELEMENT x><Stmt>", 1), "syntax", &[]);
    assert!(read(format!("{BELGIAN}<!-- fin -->\n<?fin?>").as_bytes()).is_ok());
}

#[test]
fn sizes_have_bounds() {
    let deep = |n: usize| document("08", &format!("{}{}", "<x>".repeat(n), "</x>".repeat(n)));
    assert!(read(deep(DEPTH - 3).as_bytes()).is_ok());
    refuses(deep(DEPTH - 2), "deep", &[("limit", "64")]);
    refuses("<Document>".repeat(1_000_000), "namespace", &[]);
    let one = entry(r#"<Amt Ccy="EUR">1</Amt>"#, "");
    assert_eq!(read(document("08", &one.repeat(LINES)).as_bytes()).unwrap().lines.len(), LINES);
    refuses(document("08", &one.repeat(LINES + 1)), "lines", &[("limit", "100000")]);
    let details = format!("<NtryDtls>{}</NtryDtls>", "<TxDtls/>".repeat(LINES));
    refuses(
        document("08", &format!("{one}{}", one.replace("</Ntry>", &(details + "</Ntry>")))),
        "lines",
        &[],
    );
    refuses(vec![b'<'; FILE_BYTES + 1], "large", &[("limit", "64")]);
    assert_eq!(read_from(std::io::repeat(b'<')).unwrap_err(), StatementError::Large);
    refuses(euros(&"1".repeat(TEXT_BYTES + 1)), "value", &[("at", "1"), ("element", "Amt")]);
    refuses(euros(&format!("1{}", " ".repeat(1 << 20))), "value", &[]);
    assert!(read(euros(&format!("{}1", " ".repeat(1 << 20))).as_bytes()).is_ok());
    // Neither attributes nor namespaces without end take more than their reading.
    let many: String = (0..50_000).map(|n| format!(" a{n}=''")).collect();
    assert!(read(of(&format!(r#"<Amt{many} Ccy="EUR">1</Amt>"#)).as_bytes()).is_ok());
    let many: String = (0..50_000).map(|n| format!(" xmlns:a{n}='u'")).collect();
    refuses(of(&format!(r#"<Amt{many} Ccy="EUR">1</Amt>"#)), "syntax", &[]);
}

#[test]
fn amounts_are_read_whole_or_not_at_all() {
    let at = ("at", "1");
    for text in
        ["1E3", "1e3", "10,00", "1 000.00", "+5.00", "", ".", "-", "dix", "0x10", "1.0.0", "٣", "NaN", "--1"]
    {
        refuses(euros(text), "amount", &[at]);
    }
    refuses(euros("-5.00"), "negative", &[at]);
    refuses(euros("10.005"), "decimals", &[at, ("found", "3"), ("most", "2"), ("currency", "EUR")]);
    refuses(euros("10.000"), "decimals", &[at]);
    refuses(of(r#"<Amt Ccy="JPY">10.5</Amt>"#), "decimals", &[("most", "0")]);
    assert!(read(euros("10000000000.00").as_bytes()).is_ok());
    for text in ["10000000000.01", "18446744073709551616", "999999999999999999999999999999", &"9".repeat(200)]
    {
        refuses(euros(text), "too-much", &[at, ("limit", "1000000000000")]);
    }
    refuses(of("<Amt>10</Amt>"), "no-currency", &[at]);
    refuses(of(r#"<Amt ccy="EUR">10</Amt>"#), "no-currency", &[at]);
    refuses(of(r#"<Amt Ccy="EUR" Ccy="CHF">10</Amt>"#), "twice", &[at, ("element", "Ccy")]);
    refuses(of(r#"<Amt Ccy=EUR>10</Amt>"#), "syntax", &[]);
    for (code, found) in
        [("ABC", "ABC"), ("XAU", "XAU"), ("XXX", "XXX"), ("eur", ""), ("€", ""), ("", ""), ("Kanarie", "")]
    {
        refuses(of(&format!(r#"<Amt Ccy="{code}">10</Amt>"#)), "unknown-currency", &[at, ("found", found)]);
    }
    refuses(euros("10").replace("<Ccy>EUR", "<Ccy>EURO"), "unknown-currency", &[("at", "0")]);
    refuses(of(r#"<Amt Ccy="EUR">10<b/>0</Amt>"#), "value", &[at, ("element", "Amt")]);
}

#[test]
fn an_entry_says_each_thing_once_and_in_its_words() {
    let sound = r#"<Ntry><Amt Ccy="EUR">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts></Ntry>"#;
    let amount = r#"<Amt Ccy="EUR">1</Amt>"#;
    let with = |from: &str, to: &str| {
        assert!(sound.contains(from));
        document("08", &format!("{sound}{}", sound.replacen(from, to, 1)))
    };
    for (part, element) in
        [(amount, "Amt"), ("<CdtDbtInd>CRDT</CdtDbtInd>", "CdtDbtInd"), ("<Sts>BOOK</Sts>", "Sts")]
    {
        refuses(with(part, ""), "missing", &[("at", "2"), ("element", element)]);
        refuses(with(part, &part.repeat(2)), "twice", &[("at", "2"), ("element", element)]);
    }
    let value = |from: &str, to: &str, element: &str| {
        refuses(with(from, to), "value", &[("at", "2"), ("element", element)]);
    };
    value("CRDT", "Kanarie", "CdtDbtInd");
    value("<Sts>", "<RvslInd>oui</RvslInd><Sts>", "RvslInd");
    for day in
        ["", "20/11/2026", "2026-02-29", "2026-11-2", "2026-11-20 Kanarie", "+026-11-20", "2026-11-2\u{663}"]
    {
        value("<Sts>", &format!("<BookgDt><Dt>{day}</Dt></BookgDt><Sts>"), "BookgDt");
    }
    let details = |text: &str| format!("<NtryDtls>{text}</NtryDtls></Ntry>");
    for count in ["", "deux", "-1", "1234567890123456"] {
        value("</Ntry>", &details(&format!("<Btch><NbOfTxs>{count}</NbOfTxs></Btch>")), "NbOfTxs");
    }
    let long = format!("<TxDtls><Refs><EndToEndId>{}</EndToEndId></Refs></TxDtls>", "K".repeat(36));
    value("</Ntry>", &details(&long), "EndToEndId");
    let twice = details(&format!("<TxDtls><AmtDtls><TxAmt>{amount}{amount}</TxAmt></AmtDtls></TxDtls>"));
    refuses(with("</Ntry>", &twice), "twice", &[("element", "TxAmt")]);
    let twice = details("<TxDtls><Refs/><Refs/></TxDtls>");
    refuses(with("</Ntry>", &twice), "twice", &[("element", "Refs")]);
}

/// What no error and no line may say of the fixtures.
fn is_discreet(bytes: &[u8]) -> bool {
    let said = match read(bytes) {
        Ok(statement) => format!("{statement:?}"),
        Err(error) => format!("{error} {error:?} {:?}", error.args()),
    };
    !["anari", "BE685", "BE710", "FR763", "090/9", "Frais", "SDD-N", "FT263"]
        .iter()
        .any(|name| said.contains(name))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
        let _ = read(&[b"<", bytes.as_slice()].concat());
        let within = document("02", "KANARIE");
        let (before, after) = within.split_once("KANARIE").unwrap();
        let _ = read(&[before.as_bytes(), &bytes, after.as_bytes()].concat());
    }

    #[test]
    fn no_markup_makes_it_panic(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        let _ = read(pieces.concat().as_bytes());
        let _ = read(document("08", &pieces.concat()).as_bytes());
    }

    #[test]
    fn no_change_makes_it_panic_or_tell_who_paid(
        is_french: bool,
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0usize..12, prop::sample::select(PIECES)), 1..5),
    ) {
        let mut bytes = if is_french { FRENCH } else { BELGIAN }.as_bytes().to_vec();
        for (at, gone, piece) in changes {
            let at = at.index(bytes.len());
            let end = (at + gone).min(bytes.len());
            bytes.splice(at..end, piece.bytes());
        }
        prop_assert!(is_discreet(&bytes), "{}", String::from_utf8_lossy(&bytes));
    }
}

const PIECES: &[&str] = &[
    "<",
    ">",
    "/>",
    "</",
    "<!",
    "<!-",
    "<!--",
    "-->",
    "<!-->",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE",
    "[<!ENTITY",
    "<?",
    "?>",
    "<??>",
    "<?xml ",
    "&",
    ";",
    "&#",
    "&#x;",
    "&amp;",
    "&x;",
    "\"",
    "'",
    "=",
    " ",
    "\0",
    "é",
    "\u{FEFF}",
    "\u{85}",
    ":",
    "xmlns=''",
    "xmlns:xml='u'",
    "xmlns:xmlns='u'",
    "xmlns:d=''",
    "<:>",
    "<a:b>",
    "</>",
    "< >",
    "<Stmt>",
    "</Stmt>",
    "<Ntry>",
    "</Ntry>",
    "<Amt Ccy=\"EUR\">",
    "<Amt Ccy='",
    "</Amt>",
    "-1",
    "99999999999999999999",
    "<NtryDtls>",
    "<TxDtls>",
    "</TxDtls>",
    "<Sts>",
    "BOOK",
    "</Sts>",
    "<CdtDbtInd>CRDT</CdtDbtInd>",
    "<BookgDt><Dt>",
    "2026-13-01",
    "<Refs><EndToEndId>",
    "<Document",
    "</Document>",
];
