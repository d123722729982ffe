//! Which column of a list is which field of ours. Knows headings and the fields that may be read; must not know how a
//! file is read, nor what becomes of the lines.
//!
//! It is an allow-list: a column that is not named is not read. What must never be published stays forbidden, named or not.

mod file;
mod template;

#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap};

use bigre_node::import::{self, Heading};

pub use template::template;

use crate::sheet::Refused;

/// How columns that this program adds to a list begin: they are never read.
pub const OWN: &str = "bigre-";
/// The column that says why a line was left for a person.
pub const PROBLEM: &str = "bigre-problem";
/// What separates the values of a cell in a list that is sent to the node.
const BAR: &str = "|";
/// The fields that hold several values.
const LISTS: [&str; 8] = ["activity", "trades", "skills", "learn", "modes", "sectors", "languages", "words"];

/// Where a field comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    /// These columns, by place, one after the other.
    Columns(Vec<usize>),
    /// The same for every line.
    Constant(String),
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Field {
    name: &'static str,
    source: Source,
    /// What separates values within a cell, beside line breaks.
    separator: String,
    /// Their words, in small letters, and ours.
    values: HashMap<String, String>,
}

/// Which field comes from where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    fields: Vec<Field>,
}

/// Whether a column is one that this program added.
pub fn is_own(heading: &str) -> bool {
    heading.get(..OWN.len()).is_some_and(|start| start.eq_ignore_ascii_case(OWN))
}

impl Mapping {
    /// Each column by its own name.
    ///
    /// # Errors
    /// Columns that are not known, or must not be read.
    pub fn plain(headings: &[String]) -> Result<Mapping, Refused> {
        let theirs = || headings.iter().enumerate().filter(|(_, name)| !is_own(name));
        let wrong = import::check_headings(theirs().map(|(_, name)| name.as_str()));
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let field = |(at, heading): (usize, &String)| match import::heading(heading) {
            Heading::Field(name) => Some(Field::new(name, Source::Columns(vec![at]))),
            Heading::Forbidden(_) | Heading::Unknown(_) => None,
        };
        Ok(Mapping { fields: theirs().filter_map(field).collect() })
    }

    /// The columns that are read, by place.
    pub fn columns(&self) -> BTreeSet<usize> {
        let columns = self.fields.iter().flat_map(|field| match &field.source {
            Source::Columns(columns) => columns.as_slice(),
            Source::Constant(_) => &[],
        });
        columns.copied().collect()
    }

    /// The fields, in the order of the values of [`Mapping::row`].
    pub fn fields(&self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().map(|field| field.name)
    }

    /// The columns of a field as the list names them.
    pub fn theirs(&self, field: &str, headings: &[String]) -> Option<String> {
        let found = self.fields.iter().find(|one| one.name == field)?;
        let Source::Columns(columns) = &found.source else { return None };
        let names: Vec<&str> =
            columns.iter().filter_map(|at| headings.get(*at)).map(String::as_str).collect();
        Some(names.join(", "))
    }

    /// The values of a line, a field each, as the node takes them: several values separated by a bar, on one line.
    pub fn row(&self, cells: &[String]) -> Vec<String> {
        self.fields.iter().map(|field| field.value(cells)).collect()
    }
}

impl Field {
    fn new(name: &'static str, source: Source) -> Field {
        Field { name, source, separator: BAR.into(), values: HashMap::new() }
    }

    fn value(&self, cells: &[String]) -> String {
        let columns = match &self.source {
            Source::Constant(value) => return value.clone(),
            Source::Columns(columns) => columns,
        };
        let cells = columns.iter().filter_map(|at| cells.get(*at)).map(|cell| cell.trim());
        if !LISTS.contains(&self.name) {
            let words: Vec<String> = cells.map(|cell| self.translated(&on_one_line(cell))).collect();
            let words: Vec<&str> =
                words.iter().map(|word| word.trim()).filter(|word| !word.is_empty()).collect();
            return words.join(" ");
        }
        let mut values = Vec::new();
        for cell in cells {
            let parts = cell.split(['\n', '\r']).flat_map(|line| line.split(self.separator.as_str()));
            values.extend(parts.map(|part| self.translated(part.trim())).filter(|value| !value.is_empty()));
        }
        values.join(BAR)
    }

    fn translated(&self, value: &str) -> String {
        if self.values.is_empty() {
            return value.to_owned();
        }
        self.values.get(&small(value)).cloned().unwrap_or_else(|| value.to_owned())
    }
}

/// A value as values are compared.
fn small(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// A text without line breaks: the node would take each for another line.
fn on_one_line(text: &str) -> String {
    text.replace(['\r', '\n'], " ")
}
