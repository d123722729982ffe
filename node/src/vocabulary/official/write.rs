//! Terms as a table of ours, as [`crate::import::terms`] reads it. Must not know where they come from.

use std::collections::BTreeSet;

use bigre_protocol::directory::term::{Term, TermLabels};
use bigre_protocol::text::Code;

use crate::draft::kind_name;

/// A table of the terms, with columns for each of their languages. No label or code holds a `|`.
pub fn write(terms: &[Term]) -> Vec<u8> {
    let langs: BTreeSet<&str> =
        terms.iter().flat_map(|term| term.labels.iter()).map(|labels| labels.lang.as_str()).collect();
    let mut header: Vec<String> =
        ["code", "kind", "isco", "broader", "related", "same_as"].map(str::to_owned).into();
    header.extend(langs.iter().flat_map(|lang| [format!("label_{lang}"), format!("alt_{lang}")]));
    let mut writer = csv::WriterBuilder::new().delimiter(b'\t').from_writer(Vec::new());
    // Into memory: nothing can fail.
    let _ = writer.write_record(&header);
    for term in terms {
        let one =
            |code: &Option<Code>| code.as_ref().map(|code| code.as_str().to_owned()).unwrap_or_default();
        let mut row = vec![term.code.to_string(), kind_name(term.kind).to_owned(), one(&term.isco)];
        row.extend([
            joined(&term.broader, Code::as_str),
            joined(&term.related, Code::as_str),
            one(&term.same_as),
        ]);
        for lang in &langs {
            let called: Option<&TermLabels> = term.labels.iter().find(|labels| labels.lang.as_str() == *lang);
            row.push(called.map(|labels| labels.preferred.to_string()).unwrap_or_default());
            row.push(
                called.map(|labels| joined(&labels.alternatives, |text| text.as_str())).unwrap_or_default(),
            );
        }
        let _ = writer.write_record(&row);
    }
    writer.into_inner().unwrap_or_default()
}

/// Values of one cell.
fn joined<T>(values: &[T], text: impl Fn(&T) -> &str) -> String {
    values.iter().map(text).collect::<Vec<_>>().join("|")
}
