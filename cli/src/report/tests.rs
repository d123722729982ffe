//! The report is read in three languages, tells no small number, and obeys nothing that it shows.

use std::cell::RefCell;
use std::io::Write;
use std::path::Path;
use std::rc::Rc;

use super::*;
use crate::exported;
use crate::i18n::Lang;
use crate::out::Out;

/// The report of the recorded federation, with a name that is none.
fn published(full: bool, name: &str) -> Published {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/fund");
    let mut published = exported::read(&dir).unwrap().report(2025, None).publish(full);
    published.report.cooperatives[0].name = name.into();
    published
}

#[derive(Clone, Default)]
struct Kept(Rc<RefCell<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_page_stands_alone_and_obeys_nothing() {
    let published = published(true, "<script>alert('1')</script>&\"\u{1b}[31m");
    for lang in [Lang::Fr, Lang::En, Lang::Nl] {
        let page = html(&published, &Translator::new(lang));
        assert!(page.starts_with(&format!("<!doctype html>\n<html lang=\"{}\">", lang.code())));
        assert!(page.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&quot;"));
        for bad in ["<script", "http:", "https:", "url(", "src=", "href=", "onload", "\u{1b}"] {
            assert!(!page.contains(bad), "{bad}");
        }
        // Every opened element is closed, and each chart has its table.
        for tag in [
            "html", "head", "body", "main", "section", "table", "thead", "tbody", "tr", "th", "td", "svg",
            "text", "h2",
        ] {
            let opened =
                page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
            assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{tag}");
        }
        let charts = page.matches("<svg ").count();
        assert_eq!(charts, published.report.summary.lines.len());
        assert!(page.contains(&published.words) && page.contains("@media print"));
        assert!(
            !page.contains("report-"),
            "a sentence is missing: {}",
            &page[page.find("report-").unwrap_or(0)..][..60]
        );
    }
}

#[test]
fn bars_are_as_long_as_their_amounts() {
    let page = html(&published(true, "Oxalis"), &Translator::new(Lang::En));
    let lengths =
        page.split(" width=\"").skip(1).filter_map(|rest| rest.split('"').next()?.parse::<u64>().ok());
    let lengths: Vec<u64> = lengths.collect();
    assert_eq!(lengths.iter().max(), Some(&360));
    assert!(lengths.contains(&0));
}

#[test]
fn a_spreadsheet_takes_nothing_for_a_formula() {
    let published = published(false, "=HYPERLINK(\"x\")");
    let tr = Translator::new(Lang::Fr);
    let text = String::from_utf8(csv(&published, &tr).unwrap()).unwrap();
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    let records: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let summary = &published.report.summary;
    assert_eq!(records.len(), (published.report.cooperatives.len() + 1) * (summary.lines.len() + 1));
    assert_eq!(&records[0][1], "'=HYPERLINK(\"x\")");
    assert!(records.iter().flatten().all(|cell| !cell.starts_with(['=', '+', '-', '@'])));
    let pledged = summary.lines[0].given.pledged;
    let total = records.iter().find(|record| &record[1] == "ensemble").unwrap();
    assert_eq!(&total[4], summary.currency.plain(u128::from(pledged)));
}

#[test]
fn small_numbers_are_nowhere() {
    let (published, tr) = (published(false, "Oxalis"), Translator::new(Lang::En));
    let page = html(&published, &tr);
    assert!(page.contains("fewer than 5"));
    let sheet = String::from_utf8(csv(&published, &tr).unwrap()).unwrap();
    assert!(sheet.contains(",<5,"));
    let shown = published
        .report
        .cooperatives
        .iter()
        .flat_map(|row| &row.lines)
        .filter_map(|line| line.asked.as_ref());
    assert!(shown.into_iter().all(|asked| asked.requests >= FEWER_THAN));
}

#[test]
fn a_terminal_shows_the_words_and_what_is_not_nothing() {
    let published = published(true, "Oxalis");
    for columns in [40, 80, 200] {
        let kept = Kept::default();
        let out = Out::into(Box::new(kept.clone()), Box::new(std::io::sink()), columns);
        let context = Context {
            dir: std::path::PathBuf::new(),
            tr: Translator::new(Lang::En),
            out,
            json: false,
            quiet: false,
            verbose: 0,
            now: 0,
        };
        show(&context, &published);
        let text = String::from_utf8(kept.0.borrow().clone()).unwrap();
        assert!(text.contains("Guarantees in a circle") && text.contains("Oxalis"));
        let words: Vec<&str> = published.words.split('-').collect();
        assert!(words.iter().all(|word| text.contains(word)), "{text}");
        assert!(text.lines().all(|line| render::width(line) <= usize::from(columns)), "{text}");
    }
}
