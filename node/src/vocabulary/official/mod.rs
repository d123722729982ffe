//! Vocabularies from the official downloads of their publishers: ESCO, ROME and NACE. Knows their files; must not know
//! how terms are published, nor found.
//!
//! An administrator downloads the files once; nothing is fetched from here. Columns are found by their names, in any
//! order, and those that are not needed are not looked at. A file that is cut, or is another one, stops the import with
//! its name and its line; what may not be published as it is (a label of 300 characters) is made to fit, and counted.

mod archive;
mod drafts;
mod error;
mod esco;
mod language;
mod nace;
mod rome;
mod source;
mod table;
#[cfg(test)]
mod tests;
mod write;

use std::collections::BTreeMap;
use std::path::PathBuf;

use bigre_protocol::directory::term::{Term, TermKind};
use serde::Serialize;

pub use error::OfficialError;
pub use write::write;

/// A publisher's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// European skills, competences, qualifications and occupations: the CSV package, one zip a language.
    Esco,
    /// Répertoire opérationnel des métiers et des emplois: the open data of France Travail in CSV.
    Rome,
    /// The economic activities of the European Union, with the national ones of Belgium (NACE-BEL) and France (NAF).
    Nace,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 3] = [Format::Esco, Format::Rome, Format::Nace];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Esco => "esco",
            Format::Rome => "rome",
            Format::Nace => "nace",
        }
    }

    /// What to download, as its publisher calls it.
    pub const fn download(self) -> &'static str {
        match self {
            Format::Esco => {
                "the ESCO dataset, content `classification`, file type `csv`, one for each language"
            }
            Format::Rome => "the ROME 4.0 in CSV",
            Format::Nace => "the CSV of NACE, of NACE-BEL or of the NAF",
        }
    }

    /// The public page of the download.
    pub const fn page(self) -> &'static str {
        match self {
            Format::Esco => "https://esco.ec.europa.eu/en/use-esco/download",
            Format::Rome => {
                "https://www.data.gouv.fr/datasets/repertoire-operationnel-des-metiers-et-des-emplois-rome"
            }
            Format::Nace => "https://ec.europa.eu/eurostat/web/nace",
        }
    }

    /// The attribution that must be shown wherever the vocabulary is used, as its publisher words it.
    pub const fn notice(self) -> &'static str {
        match self {
            Format::Esco => "This service uses the ESCO classification of the European Commission.",
            Format::Rome => {
                "ROME 4.0 : France Travail (https://www.francetravail.org/opendata), Licence Ouverte / Open Licence \
                 version 2.0 (https://www.etalab.gouv.fr/licence-ouverte-open-licence), modifié : mis en forme."
            }
            Format::Nace => {
                "NACE © European Union (Eurostat), reuse authorised with acknowledgement of the source (Decision \
                 2011/833/EU); NACE-BEL: Statbel; NAF : INSEE (Licence Ouverte 2.0). Modified: put in one list."
            }
        }
    }
}

/// The attribution of the vocabulary of a name, if it is one of those imported here.
pub fn notice(vocabulary: &str) -> Option<&'static str> {
    let named = |format: &&Format| {
        let rest = vocabulary.strip_prefix(format.name());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    Format::ALL.iter().find(named).map(|format| format.notice())
}

/// What was read from official files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// From which.
    pub format: Format,
    /// The name of the vocabulary: `esco`, `rome`, `nace-2` or `nace-2.1`. Codes of its terms need no other one to be
    /// told apart.
    pub vocabulary: &'static str,
    /// The terms, in the order of their codes; each fits into an entry.
    pub terms: Vec<Term>,
    /// What was left out.
    pub dropped: Dropped,
    /// How many terms there are, and in which languages.
    pub coverage: Vec<Coverage>,
    /// Files of the download that were not there, and without which something is missing.
    pub absent: Vec<&'static str>,
}

/// What was left out, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Dropped {
    /// Concepts that their publisher has withdrawn, or not released yet.
    pub withdrawn: u64,
    /// Concepts without a label in any language.
    pub unlabelled: u64,
    /// Labels to show that were too long, and cut.
    pub shortened: u64,
    /// Other labels that were too long, or too many for one term.
    pub alternatives: u64,
    /// Languages of a term, beyond those that fit.
    pub languages: u64,
    /// Links to concepts that are not there, or beyond those that fit.
    pub links: u64,
}

/// The terms of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Which kind.
    pub kind: TermKind,
    /// How many.
    pub terms: u64,
    /// How many of them have a label in a language, by its code.
    pub labelled: BTreeMap<String, u64>,
}

impl Coverage {
    fn of(terms: &[Term]) -> Vec<Coverage> {
        let mut kinds: BTreeMap<TermKind, Coverage> = BTreeMap::new();
        for term in terms {
            let new = || Coverage { kind: term.kind, terms: 0, labelled: BTreeMap::new() };
            let coverage = kinds.entry(term.kind).or_insert_with(new);
            coverage.terms += 1;
            for labels in term.labels.iter() {
                *coverage.labelled.entry(labels.lang.as_str().to_owned()).or_default() += 1;
            }
        }
        kinds.into_values().collect()
    }
}

/// Reads the files of a format among paths: folders (two levels deep), zip archives, single files, several of each.
pub fn read(format: Format, paths: &[PathBuf]) -> Result<Parsed, OfficialError> {
    let sources = source::find(paths)?;
    let given = || paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
    let missing = |missing| OfficialError::Missing { format, paths: given(), missing };
    match format {
        Format::Esco => esco::read(&sources, missing),
        Format::Rome => rome::read(&sources, missing),
        Format::Nace => nace::read(&sources, missing),
    }
}
