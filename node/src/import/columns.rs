//! The first line of a file: which columns it has, under which names. Knows the columns that may be read, and refuses
//! all others without looking at what they hold.

use crate::search::fold::plain;

use super::forbidden;
use super::problems::{Fault, Problems};
use crate::api::model::RowProblem;

/// The columns that may be read.
pub(super) const ALLOWED: &str = "ref, name, activity, trades, skills, learn, modes, sectors, languages, place, precision, available, about, words";
/// Longest name of a column that is repeated in an answer, in characters: a longer one is rather a value.
const SHOWN_CHARS: usize = 40;
/// Digits from which a cell of the first line is rather a value than a name.
const VALUE_DIGITS: usize = 3;

/// Letters that an unknown name and a column must begin with to be taken for one another (guess).
const BEGINNING: usize = 4;

/// What the name of a column says of it, before any cell is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heading {
    /// It is this field of ours.
    Field(&'static str),
    /// It holds what the federation must never hold: this, in English.
    Forbidden(&'static str),
    /// It is not known; the field that it may be meant for, or nothing.
    Unknown(String),
}

/// What the name of a column says of it.
pub fn heading(name: &str) -> Heading {
    let folded = fold(name);
    match (known(&folded), forbidden::what(&folded)) {
        (Some(column), _) => Heading::Field(column.name()),
        (None, Some(what)) => Heading::Forbidden(what),
        (None, None) => Heading::Unknown(nearest(&folded)),
    }
}

/// A name of a column as names are compared: no accents, no capitals, words separated by one space.
pub fn folded(name: &str) -> String {
    fold(name)
}

/// What is wrong with the first line of a file: nothing, if each of its columns may be read.
pub fn check_headings<'a>(names: impl Iterator<Item = &'a str>) -> Vec<RowProblem> {
    let mut problems = Problems::default();
    Columns::read(names, &mut problems);
    problems.list
}

/// Every field that a column may be, by its English name.
pub fn fields() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(_, names)| names[0])
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Ref,
    Name,
    Activity,
    Trades,
    Skills,
    Learn,
    Modes,
    Sectors,
    Languages,
    Place,
    Precision,
    Available,
    About,
    Words,
}

/// Each column with its names in English, French and Dutch, folded as by [`fold`].
const NAMES: &[(Column, &[&str])] = &[
    (Column::Ref, &["ref", "reference", "numero", "numero interne", "referentie", "kenmerk", "nummer"]),
    (
        Column::Name,
        &["name", "nom", "naam", "display name", "nom affiche", "nom d usage", "pseudonyme", "weergavenaam"],
    ),
    (
        Column::Activity,
        &[
            "activity",
            "activite",
            "activites",
            "activiteit",
            "activiteiten",
            "title",
            "titre",
            "titel",
            "metier",
        ],
    ),
    (Column::Trades, &["trades", "trade", "metiers", "beroepen", "beroep", "profession", "professions"]),
    (
        Column::Skills,
        &["skills", "skill", "competences", "competence", "vaardigheden", "vaardigheid", "competenties"],
    ),
    (Column::Learn, &["learn", "apprendre", "a apprendre", "souhaite apprendre", "leren", "wil leren"]),
    (
        Column::Modes,
        &["modes", "mode", "facons de travailler", "modes de travail", "werkwijze", "werkwijzen"],
    ),
    (Column::Sectors, &["sectors", "sector", "secteurs", "secteur", "sectoren"]),
    (Column::Languages, &["languages", "language", "langues", "langue", "talen", "taal"]),
    (
        Column::Place,
        &[
            "place",
            "lieu",
            "commune",
            "ville",
            "localite",
            "code postal",
            "plaats",
            "gemeente",
            "stad",
            "woonplaats",
            "postcode",
            "city",
            "town",
            "municipality",
        ],
    ),
    (Column::Precision, &["precision", "precision du lieu", "precisie", "nauwkeurigheid"]),
    (Column::Available, &["available", "disponible", "disponibilite", "beschikbaar"]),
    (
        Column::About,
        &["about", "presentation", "a propos", "description", "over", "voorstelling", "beschrijving"],
    ),
    (Column::Words, &["words", "mots", "mots cles", "keywords", "woorden", "trefwoorden"]),
];

impl Column {
    /// Its English name.
    pub(super) fn name(self) -> &'static str {
        NAMES.iter().find(|(column, _)| *column == self).map_or("", |(_, names)| names[0])
    }

    /// Whether it says something of an activity.
    fn is_practice(self) -> bool {
        matches!(
            self,
            Column::Activity
                | Column::Trades
                | Column::Skills
                | Column::Learn
                | Column::Modes
                | Column::Sectors
                | Column::Words
        )
    }
}

/// The columns of a file.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// What each cell of a line is, in order.
    order: Vec<Column>,
    /// The names as the file has them, in the same order.
    headers: Vec<String>,
}

impl Columns {
    /// Reads the first line; every column that cannot be read is a problem.
    pub(super) fn read<'a>(cells: impl Iterator<Item = &'a str>, problems: &mut Problems) -> Columns {
        let mut columns = Columns::default();
        let mut faults = Vec::new();
        let mut values = false;
        for (at, cell) in cells.enumerate() {
            let shown = shown(cell, at);
            values |= shown != cell.trim();
            let folded = fold(cell);
            if let Some(column) = known(&folded) {
                if let Some(other) = columns.header(column) {
                    faults.push(Fault::DuplicateColumn { column: shown.clone(), other: other.to_owned() });
                }
                columns.order.push(column);
                columns.headers.push(shown);
            } else if let Some(what) = forbidden::what(&folded) {
                faults.push(Fault::ForbiddenColumn { column: shown, what });
            } else {
                faults.push(Fault::UnknownColumn { column: shown, suggestion: nearest(&folded) });
            }
        }
        let only_unknown = !faults.iter().any(|fault| matches!(fault, Fault::ForbiddenColumn { .. }));
        if columns.order.is_empty() && values && only_unknown {
            faults = vec![Fault::NoHeader];
        } else if !columns.has(Column::Name) {
            faults.push(Fault::MissingColumn(Column::Name.name()));
        }
        for fault in faults {
            problems.fault(1, None, &fault);
        }
        columns
    }

    /// How many cells a line has.
    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    /// What the cell at a position is.
    pub(super) fn at(&self, position: usize) -> Option<Column> {
        self.order.get(position).copied()
    }

    /// Whether the file has a column.
    pub(super) fn has(&self, column: Column) -> bool {
        self.order.contains(&column)
    }

    /// Whether the file says anything of what its members do.
    pub(super) fn any_practice(&self) -> bool {
        self.order.iter().any(|column| column.is_practice())
    }

    /// The name of a column as the file has it.
    pub(super) fn header(&self, column: Column) -> Option<&str> {
        let at = self.order.iter().position(|other| *other == column)?;
        self.headers.get(at).map(String::as_str)
    }
}

/// A name as it is compared: no accents, no capitals, words separated by one space.
pub(crate) fn fold(name: &str) -> String {
    let plain = plain(name);
    let words: Vec<&str> =
        plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn known(folded: &str) -> Option<Column> {
    NAMES.iter().find(|(_, names)| names.contains(&folded)).map(|(column, _)| *column)
}

/// The name as it may be repeated: what looks like a value (a file without a first line of names) is not.
fn shown(cell: &str, at: usize) -> String {
    let cell = cell.trim();
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let visible = cell.chars().all(bigre_protocol::text::is_visible);
    let is_value =
        cell.contains('@') || digits >= VALUE_DIGITS || cell.starts_with(|c: char| c.is_ascii_digit());
    if cell.is_empty() || is_value || !visible || cell.chars().count() > SHOWN_CHARS {
        return format!("no. {}", at + 1);
    }
    cell.to_owned()
}

/// The column that an unknown name is nearest to: both begin alike.
fn nearest(folded: &str) -> String {
    let Some(beginning) = folded.get(..BEGINNING) else { return String::new() };
    let found = NAMES.iter().find(|(_, names)| names.iter().any(|name| name.starts_with(beginning)));
    found.map_or(String::new(), |(column, _)| column.name().to_owned())
}
