//! The mapping file (TOML): what it may say, and where it is wrong, by line and key. The only code of the lists that names
//! `toml`.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use bigre_node::import::{self, Heading};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Field, Mapping, Source, is_own, small};
use crate::failure::{Exit, Failure};

/// Largest mapping file, in bytes (guess: ten thousand translated values).
const BYTES: usize = 1 << 20;
/// What may stand in it, in the order in which it is read: what is said of a field stands after what it comes from.
const SECTIONS: [(&str, Read); 4] =
    [("columns", columns), ("constants", constants), ("separators", separators), ("values", values)];

/// Reads one line of a section.
type Read = fn(&Text<'_>, &mut Mapping, &Key<'_>, &Spanned<DeValue<'_>>) -> Result<(), Failure>;

/// A file, for errors that name its lines.
struct Text<'t> {
    path: &'t Path,
    text: &'t str,
    headings: &'t [String],
}

type Key<'k> = Spanned<std::borrow::Cow<'k, str>>;

impl Mapping {
    /// Reads a mapping file for a list that has these headings.
    ///
    /// # Errors
    /// What is wrong, with its line and its key.
    pub fn load(path: &Path, headings: &[String]) -> Result<Mapping, Failure> {
        let bytes = std::fs::read(path).map_err(|error| Failure::file("cli-read", path, &error))?;
        let text = String::from_utf8(bytes).ok().filter(|text| text.len() <= BYTES);
        let text = text.unwrap_or_else(|| "\u{0}".into());
        Mapping::parse(&Text { path, text: &text, headings })
    }

    fn parse(file: &Text<'_>) -> Result<Mapping, Failure> {
        let table = DeTable::parse(file.text).map_err(|error| {
            let said = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
            file.error("cli-mapping-syntax", error.span().unwrap_or(0..0), "", &[("error", said)])
        })?;
        let mut mapping = Mapping::default();
        for (section, value) in table.get_ref() {
            if !SECTIONS.iter().any(|(name, _)| *name == section.get_ref().as_ref()) {
                let allowed = [("allowed", SECTIONS.map(|(name, _)| name).join(", "))];
                return Err(file.error("cli-mapping-key", section.span(), section.get_ref(), &allowed));
            }
            file.table(section.get_ref(), value)?;
        }
        for (section, read) in SECTIONS {
            let lines = table.get_ref().get(section).and_then(|section| section.get_ref().as_table());
            for (key, value) in lines.into_iter().flatten() {
                read(file, &mut mapping, key, value)?;
            }
        }
        let order: Vec<&str> = import::fields().collect();
        mapping.fields.sort_by_key(|field| order.iter().position(|name| *name == field.name));
        if !mapping.fields.iter().any(|field| field.name == "name") {
            return Err(file.error("cli-mapping-name", 0..0, "name", &[]));
        }
        Ok(mapping)
    }
}

fn columns(
    file: &Text<'_>,
    mapping: &mut Mapping,
    key: &Key<'_>,
    value: &Spanned<DeValue<'_>>,
) -> Result<(), Failure> {
    let name = file.field(key)?;
    let each: Vec<&Spanned<DeValue<'_>>> = match value.get_ref().as_array() {
        Some(array) => array.iter().collect(),
        None => vec![value],
    };
    let places =
        each.into_iter().map(|one| file.column(key.get_ref(), one)).collect::<Result<Vec<usize>, _>>()?;
    mapping.fields.push(Field::new(name, Source::Columns(places)));
    Ok(())
}

fn constants(
    file: &Text<'_>,
    mapping: &mut Mapping,
    key: &Key<'_>,
    value: &Spanned<DeValue<'_>>,
) -> Result<(), Failure> {
    let name = file.field(key)?;
    if mapping.fields.iter().any(|field| field.name == name) {
        return Err(file.error("cli-mapping-twice", key.span(), key.get_ref(), &[]));
    }
    let constant = file.answer(key.get_ref(), value)?.to_owned();
    mapping.fields.push(Field::new(name, Source::Constant(constant)));
    Ok(())
}

fn separators(
    file: &Text<'_>,
    mapping: &mut Mapping,
    key: &Key<'_>,
    value: &Spanned<DeValue<'_>>,
) -> Result<(), Failure> {
    let separator = file.string(key.get_ref(), value)?;
    if separator.is_empty() {
        return Err(file.error("cli-mapping-text", value.span(), key.get_ref(), &[]));
    }
    file.mapped(mapping, key)?.separator = separator.to_owned();
    Ok(())
}

fn values(
    file: &Text<'_>,
    mapping: &mut Mapping,
    key: &Key<'_>,
    value: &Spanned<DeValue<'_>>,
) -> Result<(), Failure> {
    let mut known = HashMap::new();
    for (theirs, ours) in file.table(key.get_ref(), value)? {
        let ours = file.answer(theirs.get_ref(), ours)?;
        known.insert(small(theirs.get_ref()), ours.to_owned());
    }
    file.mapped(mapping, key)?.values = known;
    Ok(())
}

impl Text<'_> {
    fn error(&self, code: &str, at: Range<usize>, key: &str, more: &[(&str, String)]) -> Failure {
        let before = self.text.get(..at.start).unwrap_or_default();
        let mut args = vec![
            ("path", self.path.display().to_string()),
            ("line", (before.matches('\n').count() + 1).to_string()),
            ("key", key.to_owned()),
        ];
        args.extend(more.iter().cloned());
        Failure::new(Exit::Refused, code, &args)
    }

    /// The field that a key names.
    fn field(&self, key: &Key<'_>) -> Result<&'static str, Failure> {
        let found = import::fields().find(|field| *field == key.get_ref().as_ref());
        found.ok_or_else(|| {
            let allowed = import::fields().collect::<Vec<_>>().join(", ");
            self.error("cli-mapping-key", key.span(), key.get_ref(), &[("allowed", allowed)])
        })
    }

    /// The field that a key names, which comes from somewhere.
    fn mapped<'m>(&self, mapping: &'m mut Mapping, key: &Key<'_>) -> Result<&'m mut Field, Failure> {
        let name = self.field(key)?;
        let found = mapping.fields.iter_mut().find(|field| field.name == name);
        found.ok_or_else(|| self.error("cli-mapping-unmapped", key.span(), key.get_ref(), &[]))
    }

    fn string<'v>(&self, key: &str, value: &'v Spanned<DeValue<'_>>) -> Result<&'v str, Failure> {
        let text = value.get_ref().as_str();
        text.ok_or_else(|| self.error("cli-mapping-text", value.span(), key, &[]))
    }

    /// A text; a truth is the word that a list has for it.
    fn answer<'v>(&self, key: &str, value: &'v Spanned<DeValue<'_>>) -> Result<&'v str, Failure> {
        match value.get_ref() {
            DeValue::Boolean(true) => Ok("yes"),
            DeValue::Boolean(false) => Ok("no"),
            _ => self.string(key, value),
        }
    }

    fn table<'v, 'i>(&self, key: &str, value: &'v Spanned<DeValue<'i>>) -> Result<&'v DeTable<'i>, Failure> {
        let table = value.get_ref().as_table();
        table.ok_or_else(|| self.error("cli-mapping-table", value.span(), key, &[]))
    }

    /// The place of a column that may be read.
    fn column(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Result<usize, Failure> {
        let column = self.string(key, value)?;
        let error = |code, more: &[(&str, String)]| {
            let mut args = vec![("column", column.to_owned())];
            args.extend(more.iter().cloned());
            self.error(code, value.span(), key, &args)
        };
        if let Heading::Forbidden(what) = import::heading(column) {
            return Err(error("cli-mapping-forbidden", &[("what", what.to_owned())]));
        }
        let named = |name: &&String| import::folded(name) == import::folded(column);
        let places: Vec<usize> =
            self.headings.iter().enumerate().filter(|(_, name)| named(name)).map(|(at, _)| at).collect();
        match places.as_slice() {
            [place] => Ok(*place),
            [] => {
                let known: Vec<&str> =
                    self.headings.iter().map(String::as_str).filter(|name| !is_own(name)).collect();
                Err(error("cli-mapping-column", &[("known", known.join(", "))]))
            }
            _ => Err(error("cli-mapping-columns", &[])),
        }
    }
}

#[cfg(test)]
impl Mapping {
    /// The mapping of a text, for tests.
    pub(crate) fn of(text: &str, headings: &[String]) -> Result<Mapping, Failure> {
        Mapping::parse(&Text { path: Path::new("mapping.toml"), text, headings })
    }
}
