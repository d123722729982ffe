//! Lines left for a person: the columns that were read, the line's number, and what is said of it, in a file for its owner
//! alone that can be corrected and imported as it is. Must not know why a line is left.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::List;
use crate::failure::Failure;
use crate::mapping::PROBLEM;
use crate::sheet::write::private;

/// The column that says which line of the list it was.
pub(super) const LINE: &str = "bigre-line";

/// What is said of lines.
#[derive(Default)]
pub(super) struct Said(BTreeMap<u64, String>);

impl Said {
    pub(super) fn add(&mut self, line: u64, text: String) {
        let said = self.0.entry(line).or_default();
        if !said.is_empty() {
            said.push_str(" / ");
        }
        said.push_str(&text);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Writes lines with what is said of them. Of one that could not be read, nobody knows which cell is in which column:
/// only its number is written.
pub(super) fn write(path: &Path, list: &List, said: &Said) -> Result<(), Failure> {
    let columns = list.mapping.columns();
    let lines = list.by_line();
    let named = columns.iter().map(|at| list.sheet.headings[*at].clone());
    let head: Vec<String> = named.chain([LINE.to_owned(), PROBLEM.to_owned()]).collect();
    let body = said.0.iter().map(|(number, text)| {
        let row = lines.get(number);
        let cells = columns.iter().map(|at| row.map(|row| row.cells[*at].clone()).unwrap_or_default());
        Cow::Owned(cells.chain([number.to_string(), text.clone()]).collect::<Vec<String>>())
    });
    private(path, list.sheet.delimiter, std::iter::once(Cow::Owned(head)).chain(body))
}

/// The file beside a list that has a word before its ending: `members.review.csv` for `members.xlsx`. A list that has the
/// word already is that file.
pub(super) fn beside(file: &Path, word: &str) -> PathBuf {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = if file == Path::new("-") || stem.is_empty() { "members".to_owned() } else { stem };
    let ending = format!(".{word}");
    let name = if stem.ends_with(&ending) { format!("{stem}.csv") } else { format!("{stem}{ending}.csv") };
    if file == Path::new("-") { PathBuf::from(name) } else { file.with_file_name(name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_stands_beside_the_list() {
        for (list, review) in [
            ("a/members.xlsx", "a/members.review.csv"),
            ("members.csv", "members.review.csv"),
            ("members.review.csv", "members.review.csv"),
            ("-", "members.review.csv"),
            ("a.b/list", "a.b/list.review.csv"),
        ] {
            assert_eq!(beside(Path::new(list), "review"), Path::new(review), "{list}");
        }
    }
}
