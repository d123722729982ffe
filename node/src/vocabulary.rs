//! The starter vocabulary: trades, skills, sectors and ways of working, in French, Dutch and English; and beneath, the
//! vocabularies that cooperatives publish.

pub(crate) mod keeper;
pub mod publish;
pub mod published;
pub mod words;

pub mod official;

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::LazyLock;

pub use bigre_protocol::directory::entry::TermKind;

/// The embedded files: the kind of their terms, their name and their text.
const STARTER: [(TermKind, &str, &str); 4] = [
    (TermKind::Trade, "trades.tsv", include_str!("../data/vocabulary/trades.tsv")),
    (TermKind::Skill, "skills.tsv", include_str!("../data/vocabulary/skills.tsv")),
    (TermKind::Sector, "sectors.tsv", include_str!("../data/vocabulary/sectors.tsv")),
    (TermKind::Mode, "modes.tsv", include_str!("../data/vocabulary/modes.tsv")),
];

/// A language of the labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lang {
    /// French.
    Fr,
    /// Dutch.
    Nl,
    /// English.
    En,
}

impl Lang {
    /// Every language, in the order of the label columns.
    pub const ALL: [Lang; 3] = [Lang::Fr, Lang::Nl, Lang::En];

    /// The two-letter code of the language.
    pub fn as_str(self) -> &'static str {
        match self {
            Lang::Fr => "fr",
            Lang::Nl => "nl",
            Lang::En => "en",
        }
    }
}

/// A language that the vocabulary does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown language {0:?}: fr, nl or en expected")]
pub struct UnknownLang(pub String);

impl FromStr for Lang {
    type Err = UnknownLang;

    /// Reads `fr`, `nl-BE`, `en_GB`...: only the language counts, not the region.
    fn from_str(text: &str) -> Result<Self, UnknownLang> {
        let language = text.split(['-', '_', '.']).next().unwrap_or_default();
        let found = Lang::ALL.into_iter().find(|lang| lang.as_str().eq_ignore_ascii_case(language));
        found.ok_or_else(|| UnknownLang(text.to_owned()))
    }
}

/// What the codes of a kind start with, in the starter vocabulary.
pub fn prefix(kind: TermKind) -> &'static str {
    match kind {
        TermKind::Trade => "t-",
        TermKind::Skill => "s-",
        TermKind::Sector => "x-",
        TermKind::Mode => "m-",
    }
}

/// A row of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The stable code, such as `t-baker`.
    pub code: String,
    /// What the term names.
    pub kind: TermKind,
    /// The labels, in French, Dutch and English.
    pub labels: [String; 3],
    /// Synonyms, everyday words and abbreviations, in the same three languages.
    pub alternatives: [Vec<String>; 3],
    /// The code of the wider term: a sector, or the trade a skill belongs to.
    pub broader: Option<String>,
    /// The ISCO-08 unit group, four digits.
    pub isco: Option<String>,
    /// The ROME 4.0 code.
    pub rome: Option<String>,
    /// The NACE rev. 2 division or class.
    pub nace: Option<String>,
}

impl Term {
    /// The label in a language.
    pub fn label(&self, lang: Lang) -> &str {
        &self.labels[lang as usize]
    }

    /// Every label, then every alternative, in all languages.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.labels.iter().chain(self.alternatives.iter().flatten()).map(String::as_str)
    }
}

/// Why a vocabulary file was refused, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {fault}")]
pub struct VocabularyError {
    /// The name of the file.
    pub file: String,
    /// The line, the header being line 1.
    pub line: usize,
    /// What is wrong there.
    pub fault: Fault,
}

/// What can be wrong in a line of a vocabulary file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The header lacks a column that is required.
    #[error("the column {0:?} is missing")]
    MissingColumn(&'static str),
    /// The line has not as many cells as the header.
    #[error("{found} cells, {expected} expected")]
    Cells {
        /// How many cells the line has.
        found: usize,
        /// How many the header has.
        expected: usize,
    },
    /// The code does not start as the codes of its file do.
    #[error("{0:?} is not a code of this file")]
    Code(String),
    /// The code is already taken.
    #[error("the code {0:?} is already taken")]
    Duplicate(String),
    /// A label is empty.
    #[error("no label in {}", .0.as_str())]
    NoLabel(Lang),
    /// The wider term does not exist.
    #[error("the wider term {0:?} does not exist")]
    Broader(String),
}

/// Terms of every kind, found by code.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    terms: Vec<Term>,
    by_code: HashMap<String, usize>,
}

impl Vocabulary {
    /// The vocabulary that comes with the program. Its files are proved valid by the tests of this module.
    pub fn starter() -> &'static Vocabulary {
        static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| match Vocabulary::parse(&STARTER) {
            Ok(vocabulary) => vocabulary,
            Err(error) => panic!("embedded vocabulary: {error}"),
        });
        &VOCABULARY
    }

    /// Reads tab-separated files, each given with the kind of its terms, its name and its text.
    pub fn parse(files: &[(TermKind, &str, &str)]) -> Result<Vocabulary, VocabularyError> {
        let mut vocabulary = Vocabulary::default();
        let mut places = Vec::new();
        for &(kind, file, text) in files {
            let at = |line: usize| move |fault| VocabularyError { file: file.to_owned(), line, fault };
            let mut lines = text.lines().enumerate();
            let header: Vec<&str> =
                lines.next().map(|(_, line)| line.split('\t').collect()).unwrap_or_default();
            if let Some(name) = ["code", "fr", "nl", "en"].into_iter().find(|name| !header.contains(name)) {
                return Err(at(1)(Fault::MissingColumn(name)));
            }
            for (index, line) in lines {
                let term = read_term(kind, &header, line).map_err(at(index + 1))?;
                if vocabulary.by_code.insert(term.code.clone(), vocabulary.terms.len()).is_some() {
                    return Err(at(index + 1)(Fault::Duplicate(term.code)));
                }
                vocabulary.terms.push(term);
                places.push((file, index + 1));
            }
        }
        for (term, (file, line)) in vocabulary.terms.iter().zip(places) {
            if let Some(code) = term.broader.as_ref().filter(|code| vocabulary.get(code).is_none()) {
                return Err(VocabularyError {
                    file: file.to_owned(),
                    line,
                    fault: Fault::Broader(code.clone()),
                });
            }
        }
        Ok(vocabulary)
    }

    /// The term of a code.
    pub fn get(&self, code: &str) -> Option<&Term> {
        self.by_code.get(code).map(|&index| &self.terms[index])
    }

    /// Adds a term, unless its code is taken: false then.
    pub fn add(&mut self, term: Term) -> bool {
        let is_new = !self.by_code.contains_key(&term.code);
        if is_new {
            self.by_code.insert(term.code.clone(), self.terms.len());
            self.terms.push(term);
        }
        is_new
    }

    /// Where the term of a code stands.
    pub fn position(&self, code: &str) -> Option<usize> {
        self.by_code.get(code).copied()
    }

    /// The term at a place, from 0; there must be one.
    pub fn nth(&self, at: usize) -> &Term {
        &self.terms[at]
    }

    /// Every term.
    pub fn iter(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter()
    }

    /// How many terms.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The terms of a kind, in the order of their file.
    pub fn terms(&self, kind: TermKind) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(move |term| term.kind == kind)
    }

    /// The terms just below a code: the trades of a sector, the skills of a trade.
    pub fn narrower(&self, code: &str) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(move |term| term.broader.as_deref() == Some(code))
    }
}

/// Reads a line, whose cells are named by the header.
fn read_term(kind: TermKind, header: &[&str], line: &str) -> Result<Term, Fault> {
    let cells: Vec<&str> = line.split('\t').collect();
    if cells.len() != header.len() {
        return Err(Fault::Cells { found: cells.len(), expected: header.len() });
    }
    let cell = |name: &str| header.iter().position(|column| *column == name).map_or("", |index| cells[index]);
    let optional = |name: &str| Some(cell(name)).filter(|text| !text.is_empty()).map(str::to_owned);
    let split =
        |name: &str| cell(name).split('|').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let code = cell("code").to_owned();
    if !code.starts_with(prefix(kind)) {
        return Err(Fault::Code(code));
    }
    if let Some(lang) = Lang::ALL.into_iter().find(|lang| cell(lang.as_str()).is_empty()) {
        return Err(Fault::NoLabel(lang));
    }
    Ok(Term {
        code,
        kind,
        labels: ["fr", "nl", "en"].map(|name| cell(name).to_owned()),
        alternatives: ["alt_fr", "alt_nl", "alt_en"].map(split),
        broader: optional("broader"),
        isco: optional("isco"),
        rome: optional("rome"),
        nace: optional("nace"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use unicode_normalization::is_nfc;

    const HEADER: &str = "code\tfr\tnl\ten\tbroader";

    fn every_term() -> impl Iterator<Item = &'static Term> {
        Vocabulary::starter().terms.iter()
    }

    fn digits(text: &str) -> bool {
        text.bytes().all(|byte| byte.is_ascii_digit())
    }

    #[test]
    fn the_starter_vocabulary_is_large_enough() {
        let count = |kind| Vocabulary::starter().terms(kind).count();
        assert!(count(TermKind::Trade) >= 800 && count(TermKind::Skill) >= 2_000);
        assert!(count(TermKind::Sector) >= 30 && count(TermKind::Mode) >= 10);
    }

    #[test]
    fn cells_are_clean() {
        for (_, file, text) in STARTER {
            assert!(is_nfc(text) && text.ends_with('\n') && !text.contains(['\r', '"']), "{file}");
            for (number, line) in text.lines().enumerate() {
                let clean = |word: &str| word == word.trim() && !word.contains("  ");
                let cells = || line.split('\t').flat_map(|cell| cell.split('|'));
                assert!(cells().all(clean), "{file}, line {}", number + 1);
                let bars =
                    line.contains("||") || line.split('\t').any(|c| c.starts_with('|') || c.ends_with('|'));
                assert!(!bars, "{file}, line {}", number + 1);
            }
        }
    }

    #[test]
    fn codes_are_short_slugs() {
        for Term { code, kind, .. } in every_term() {
            let slug = code.strip_prefix(prefix(*kind)).unwrap();
            let plain = |word: &str| {
                !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            };
            assert!(code.len() <= 32 && slug.split('-').all(plain), "{code}");
        }
    }

    #[test]
    fn alternatives_are_unique_in_a_language_and_differ_from_the_label() {
        for term in every_term() {
            for lang in Lang::ALL {
                let words = &term.alternatives[lang as usize];
                let seen: HashSet<_> = words.iter().map(|word| word.to_lowercase()).collect();
                assert!(words.len() >= 2 && seen.len() == words.len(), "{} {lang:?}", term.code);
                assert!(!seen.contains(&term.label(lang).to_lowercase()), "{} {lang:?}", term.code);
            }
        }
    }

    #[test]
    fn a_trade_has_a_sector_and_labels_are_not_shared_within_a_kind() {
        let mut seen = HashSet::new();
        for term in every_term() {
            let sector = term.broader.as_ref().is_some_and(|code| code.starts_with("x-"));
            assert!(term.kind != TermKind::Trade || sector, "{}", term.code);
            for lang in Lang::ALL {
                assert!(
                    seen.insert((term.kind, lang, term.label(lang).to_lowercase())),
                    "{} {lang:?}",
                    term.code
                );
            }
        }
    }

    #[test]
    fn official_codes_are_well_formed() {
        for Term { code, kind, isco, rome, nace, .. } in every_term() {
            assert_eq!(isco.is_some(), *kind == TermKind::Trade, "{code}");
            assert!(isco.as_ref().is_none_or(|isco| isco.len() == 4 && digits(isco)), "{code}");
            let good = |rome: &str| {
                rome.len() == 5 && matches!(rome.as_bytes()[0], b'A'..=b'N') && digits(&rome[1..])
            };
            assert!(rome.as_deref().is_none_or(good), "{code}");
            let good = |nace: &str| matches!(nace.len(), 2 | 5) && digits(&nace.replacen('.', "", 1));
            assert!(nace.as_deref().is_none_or(good), "{code}");
        }
    }

    #[test]
    fn everyday_words_find_their_trade() {
        let found =
            |word: &str, code: &str| Vocabulary::starter().get(code).unwrap().words().any(|w| w == word);
        for (word, code) in [
            ("site web", "t-web-developer"),
            ("pain", "t-baker"),
            ("broodbakker", "t-baker"),
            ("compta", "t-accountant"),
            ("relecture", "t-proofreader"),
            ("timmerman", "t-joiner"),
            ("écrivain public", "t-public-writer"),
            ("soudure", "t-welder"),
            ("assembleuse de mots", "t-copywriter"),
        ] {
            assert!(found(word, code), "{word}");
        }
        assert_eq!(Vocabulary::starter().get("t-plumber").unwrap().label(Lang::Nl), "loodgieter");
        assert!(Vocabulary::starter().narrower("t-baker").any(|skill| skill.code == "s-bread-baking"));
    }

    #[test]
    fn errors_name_the_file_and_the_line() {
        let error = |text: &str| Vocabulary::parse(&[(TermKind::Trade, "a.tsv", text)]).unwrap_err();
        let fault = |row: &str| error(&format!("{HEADER}\n{row}"));
        assert_eq!(error("code\tfr\tnl\n").to_string(), "a.tsv, line 1: the column \"en\" is missing");
        assert_eq!(fault("t-a\ta").to_string(), "a.tsv, line 2: 2 cells, 5 expected");
        assert_eq!(fault("s-a\ta\tb\tc\t").fault, Fault::Code("s-a".into()));
        assert_eq!(fault("t-a\ta\t\tc\t").fault, Fault::NoLabel(Lang::Nl));
        assert_eq!(fault("t-a\ta\tb\tc\tx-z").fault, Fault::Broader("x-z".into()));
        let twice = fault("t-a\ta\tb\tc\t\nt-a\ta\tb\tc\t");
        assert_eq!((twice.line, twice.fault), (3, Fault::Duplicate("t-a".into())));
    }

    #[test]
    fn languages_are_read_with_or_without_a_region() {
        assert_eq!("nl-BE".parse(), Ok(Lang::Nl));
        assert_eq!("fr_FR.UTF-8".parse(), Ok(Lang::Fr));
        assert_eq!("de".parse::<Lang>(), Err(UnknownLang("de".into())));
    }
}
