//! Statements as banks give them.

use proptest::prelude::*;

use super::fixture::{BELGIAN, FRENCH, document, entry, written};
use super::*;

fn of(entries: &str) -> Statement {
    read(document("08", entries).as_bytes()).unwrap()
}

fn ten(details: &str) -> Statement {
    of(&entry(r#"<Amt Ccy="EUR">10.00</Amt>"#, &format!("<NtryDtls>{details}</NtryDtls>")))
}

/// A detail of an amount and a reference.
fn detail(amount: &str, reference: &str) -> String {
    let refs = format!("<Refs><EndToEndId>{reference}</EndToEndId></Refs>");
    format!(r#"<TxDtls>{refs}<Amt Ccy="EUR">{amount}</Amt></TxDtls>"#)
}

fn line(at: usize, reference: &str, amount: u64, credit: bool, date: &str) -> Line {
    Line {
        at,
        reference: Some(reference.to_owned()).filter(|text| !text.is_empty()),
        amount,
        currency: "EUR".into(),
        credit,
        booked: true,
        date: Some(date.to_owned()).filter(|text| !text.is_empty()),
        reversal: false,
    }
}

#[test]
fn a_belgian_statement_of_version_2() {
    let statement = read(BELGIAN.as_bytes()).unwrap();
    assert_eq!((statement.account_currency.as_deref(), statement.statements), (Some("EUR"), 1));
    assert_eq!(statement.problems, []);
    let day = "2026-11-20";
    let expected = [
        line(1, "BIGRE-2026-3-7F2A", 150_050, true, day),
        line(2, "BIGRE-A", 1_000, true, day),
        line(2, "BIGRE-B", 2_000, true, day),
        line(2, "", 3_000, true, day),
        Line { reversal: true, ..line(3, "BIGRE-B", 2_000, false, day) },
        line(4, "", 242, false, day),
        Line { booked: false, ..line(5, "BIGRE-C", 9_900, true, "") },
    ];
    assert_eq!(statement.lines, expected);
}

#[test]
fn a_french_statement_of_version_8() {
    let statement = read(FRENCH.as_bytes()).unwrap();
    assert_eq!(statement.account_currency.as_deref(), Some("EUR"));
    let expected = [
        Line { reversal: true, ..line(1, "BIGRE-D/1", 25_000, false, "2026-11-19") },
        Line { booked: false, ..line(4, "", 9_137, true, "") },
        line(5, "BIGRE-F", 800, true, ""),
        line(5, "BIGRE-G", 300, false, ""),
    ];
    assert_eq!(statement.lines, expected);
    let problems = [
        Problem { entry: line(2, "", 420_000, true, ""), fault: Fault::Batch { announced: 42, found: 0 } },
        Problem { entry: line(3, "BIGRE-E", 9_850, true, ""), fault: Fault::Sum { sum: 10_000 } },
    ];
    assert_eq!(statement.problems, problems);
}

#[test]
fn a_mark_of_utf_8_and_a_program_that_saves_with_line_breaks_change_nothing() {
    let sound = read(BELGIAN.as_bytes()).unwrap();
    assert_eq!(read(format!("\u{FEFF}{BELGIAN}").as_bytes()).unwrap(), sound);
    assert_eq!(read(BELGIAN.replace('\n', "\r\n").as_bytes()).unwrap(), sound);
    assert_eq!(read(BELGIAN.replace('\n', " ").as_bytes()).unwrap(), sound);
    assert_eq!(read_from(BELGIAN.as_bytes()).unwrap(), sound);
}

#[test]
fn every_version_is_read_from_the_first_to_the_last() {
    for version in 2..=13 {
        let version = format!("{version:02}");
        let document = document(&version, &entry(r#"<Amt Ccy="EUR">10</Amt>"#, ""));
        assert_eq!(read(document.as_bytes()).unwrap().lines.len(), 1, "{version}");
    }
}

#[test]
fn an_entry_of_one_payment_is_that_payment() {
    assert_eq!(ten("").lines, [line(1, "", 1_000, true, "")]);
    assert_eq!(ten("<TxDtls/>").lines, [line(1, "", 1_000, true, "")]);
    assert_eq!(ten("<Btch><NbOfTxs>1</NbOfTxs></Btch>").lines.len(), 1);
    // What was ordered abroad, and what it counts here; what counts comes first.
    let abroad = r#"<TxDtls><AmtDtls><TxAmt><Amt Ccy="USD">11.60</Amt></TxAmt></AmtDtls></TxDtls>"#;
    assert_eq!(ten(abroad).lines[0].amount, 1_000);
    let both = r#"<TxDtls><Amt Ccy="EUR">10.00</Amt><AmtDtls><TxAmt><Amt Ccy="EUR">10.50</Amt></TxAmt></AmtDtls></TxDtls>"#;
    assert_eq!(ten(both).lines[0].amount, 1_000);
}

#[test]
fn what_does_not_add_up_is_set_aside_whole() {
    let fault = |details: &str| {
        let statement = ten(details);
        assert_eq!(statement.lines, [], "{details}");
        assert_eq!(statement.problems.len(), 1, "{details}");
        assert_eq!(statement.problems[0].entry.amount, 1_000, "{details}");
        statement.problems[0].fault
    };
    let (four, six) = (detail("4.00", "A"), detail("6.00", "B"));
    assert_eq!(ten(&(four.clone() + &six)).lines.len(), 2);
    assert_eq!(fault(&four), Fault::Sum { sum: 400 });
    assert_eq!(fault(&(four.clone() + &four)), Fault::Sum { sum: 800 });
    let back = six.replace("</Amt>", "</Amt><CdtDbtInd>DBIT</CdtDbtInd>");
    assert_eq!(fault(&(four.clone() + &back)), Fault::Sum { sum: -200 });
    assert_eq!(fault("<TxDtls><CdtDbtInd>DBIT</CdtDbtInd></TxDtls>"), Fault::Sum { sum: -1_000 });
    assert_eq!(fault(&(four.clone() + "<TxDtls/>")), Fault::Amounts);
    assert_eq!(fault(&(four.clone() + &six.replace("EUR", "CHF"))), Fault::Amounts);
    let batch = |n: u8| format!("<Btch><NbOfTxs>{n}</NbOfTxs></Btch>");
    assert_eq!(fault(&batch(2)), Fault::Batch { announced: 2, found: 0 });
    assert_eq!(
        fault(&(batch(3) + &detail("10.00", "A"))),
        Fault::Batch { announced: 3, found: 1 },
        "the sum is right, the number is not"
    );
    // The others of the file stay.
    let both = entry(r#"<Amt Ccy="EUR">1</Amt>"#, "")
        + &entry(r#"<Amt Ccy="EUR">2</Amt>"#, &format!("<NtryDtls>{four}</NtryDtls>"));
    let statement = of(&both);
    assert_eq!((statement.lines.len(), statement.problems[0].entry.at), (1, 2));
}

#[test]
fn only_what_is_in_the_books_is_booked() {
    for (status, booked) in [
        ("BOOK", true),
        ("<Cd>BOOK</Cd>", true),
        ("<Cd>PDNG</Cd>", false),
        ("INFO", false),
        ("<Cd>FUTR</Cd>", false),
        ("<Prtry>BOOK</Prtry>", false),
        ("<Cd>BOOK</Cd><Cd>BOOK</Cd>", false),
        ("", false),
    ] {
        let entry = entry(r#"<Amt Ccy="EUR">1</Amt>"#, "").replace("BOOK", status);
        assert_eq!(of(&entry).lines[0].booked, booked, "{status}");
    }
}

#[test]
fn a_reference_is_what_the_payer_said_or_nothing() {
    let given = |text: &str| ten(&detail("10.00", text)).lines[0].reference.clone();
    let full = "X".repeat(REFERENCE_CHARS);
    for (text, reference) in [
        ("A &amp; B", Some("A & B")),
        ("notprovided", None),
        ("  ", None),
        ("a\nb", None),
        ("&#x202E;abc", None),
        (full.as_str(), Some(full.as_str())),
    ] {
        assert_eq!(given(text).as_deref(), reference, "{text}");
    }
}

#[test]
fn several_statements_are_one_file() {
    let two = document("08", &entry(r#"<Amt Ccy="EUR">1</Amt>"#, ""));
    let two =
        two.replace("</BkToCstmrStmt>", "<Stmt/><Stmt><Acct><Ccy>EUR</Ccy></Acct></Stmt></BkToCstmrStmt>");
    let statement = read(two.as_bytes()).unwrap();
    assert_eq!((statement.account_currency.as_deref(), statement.statements), (Some("EUR"), 3));
    let other = two.replacen("<Ccy>EUR", "<Ccy>CHF", 1);
    assert_eq!(read(other.as_bytes()).unwrap().account_currency, None);
}

#[test]
fn other_currencies_have_other_minor_units() {
    for (code, text, minor) in
        [("JPY", "1500", 1_500), ("TND", "1.005", 1_005), ("CHF", ".5", 50), ("EUR", "0010.", 1_000)]
    {
        let statement = of(&entry(&format!(r#"<Amt Ccy="{code}"> {text} </Amt>"#), ""));
        assert_eq!((statement.lines[0].amount, statement.lines[0].currency.as_str()), (minor, code));
    }
}

#[test]
fn no_name_account_or_word_of_a_transfer_is_kept() {
    for file in [BELGIAN, FRENCH] {
        let kept = format!("{:?}", read(file.as_bytes()).unwrap()).to_lowercase();
        for canary in ["kanarie", "be68", "be71", "fr76", "090/9337", "m-1", "ft26324k7"] {
            assert!(!kept.contains(canary), "{canary}");
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(
        lines in prop::collection::vec(
            (prop::option::of("[A-Z0-9&<>-]{1,35}"), 0..=AMOUNT_MOST, any::<[bool; 3]>(), 1u8..=28), 0..20
        )
    ) {
        let lines: Vec<Line> = lines.into_iter().enumerate().map(|(at, (reference, amount, [credit, booked, reversal], day))| Line {
            at: at + 1, reference, amount, currency: "EUR".into(), credit, booked,
            date: Some(format!("2026-02-{day:02}")).filter(|_| booked), reversal,
        }).collect();
        let statement = read(written(&lines).as_bytes()).unwrap();
        prop_assert_eq!(statement.problems, []);
        prop_assert_eq!(statement.lines, lines);
    }
}
