//! One line of a file made into a member. Knows which cell is what; must not know the directory.

use std::collections::HashSet;

use bigre_protocol::directory::entry::{Body, Member};

use super::columns::{Column, Columns};
use super::problems::{Fault, Problems};
use crate::api::model::{ActivityDraft, EntryDraft, Problem, RowProblem};
use crate::draft::{DraftError, Draftsman, Note};
use crate::search::fold::plain;
use crate::vocabulary::Lang;

/// Most remarks listed (design).
const NOTES: usize = 50;
/// What a cell of `available` may hold.
const AVAILABLE: &str = "yes, no, oui, non, ja, nee, 1, 0";
/// Different unknown places after which no more are looked up: the column holds something else (guess).
const UNKNOWN_PLACES: usize = 300;

/// A line that can go in.
#[derive(Debug)]
pub(super) struct Row {
    /// Its line in the file.
    pub(super) line: u64,
    /// What the member is found again by: the cell of `ref`, else the folded name. Not published.
    pub(super) key: String,
    /// The member.
    pub(super) member: Member,
}

/// Reads lines.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    draftsman: Draftsman<'a>,
    columns: &'a Columns,
    unknown_places: HashSet<String>,
    notes_met: HashSet<Note>,
    /// What the reader of the report should know, each thing once.
    pub(super) notes: Vec<RowProblem>,
    /// Words that no vocabulary has, in the order met.
    pub(super) own_words: Vec<String>,
    /// What the members of lines that cannot go in are found again by.
    pub(super) left: Vec<String>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(draftsman: Draftsman<'a>, columns: &'a Columns) -> Self {
        Rows {
            draftsman,
            columns,
            unknown_places: HashSet::new(),
            notes_met: HashSet::new(),
            notes: Vec::new(),
            own_words: Vec::new(),
            left: Vec::new(),
        }
    }

    /// The member of a line; what prevents it is noted.
    pub(super) fn row(
        &mut self,
        line: u64,
        cells: &csv::StringRecord,
        problems: &mut Problems,
    ) -> Option<Row> {
        let before = problems.count;
        let mut draft = EntryDraft { kind: "member".into(), ..EntryDraft::default() };
        let mut reference = "";
        for (at, cell) in cells.iter().enumerate() {
            let (Some(column), cell) = (self.columns.at(at), cell.trim()) else { continue };
            match column {
                Column::Ref => reference = cell,
                Column::Available => match available(cell) {
                    Ok(available) => draft.available = available,
                    Err(fault) => problems.fault(line, self.columns.header(column), &fault),
                },
                Column::Activity => activities(cell, &mut draft),
                _ => fill(column, cell, &mut draft),
            }
        }
        let place = draft.place.clone().unwrap_or_default();
        if self.unknown_places.contains(&place)
            || (self.unknown_places.len() >= UNKNOWN_PLACES && !place.is_empty())
        {
            let error = DraftError::Place { place, suggestions: Vec::new() };
            problems.add(line, self.columns.header(Column::Place), || self.problem(&error));
            draft.place = None;
        }
        let key = |name: &str| if reference.is_empty() { folded_name(name) } else { reference.to_owned() };
        let left = key(draft.name.as_deref().unwrap_or_default());
        match self.draftsman.draft(&draft, None) {
            Ok(drafted) if problems.count == before => {
                self.remark(line, drafted.notes);
                self.own_words.extend(drafted.own_words);
                let Body::Member(member) = drafted.body else { return None };
                Some(Row { line, key: key(&member.name), member })
            }
            Ok(_) => {
                self.left.push(left);
                None
            }
            Err(errors) => {
                for error in &errors {
                    if let DraftError::Place { place, .. } = error {
                        self.unknown_places.insert(place.clone());
                    }
                    problems.add(line, self.columns.header(column_of(error)), || self.problem(error));
                }
                self.left.push(left);
                None
            }
        }
    }

    fn problem(&self, error: &DraftError) -> Problem {
        let mut error = error.clone();
        match &mut error {
            DraftError::Missing(field)
            | DraftError::TooLong { field, .. }
            | DraftError::TooMany { field, .. }
            | DraftError::Invisible { field, .. } => *field = column_named(field).name().into(),
            _ => {}
        }
        error.problem(self.draftsman.terms, Lang::Fr)
    }

    fn remark(&mut self, line: u64, notes: Vec<Note>) {
        for note in notes {
            if self.notes.len() < NOTES && !self.notes_met.contains(&note) {
                let column = match &note {
                    Note::TitleIsTrade { .. } => self.columns.header(Column::Activity),
                    Note::Contact { field } => self.columns.header(column_named(field)),
                };
                let column = column.map(str::to_owned);
                self.notes.push(RowProblem { line, column, problem: note.problem() });
                self.notes_met.insert(note);
            }
        }
    }
}

/// The name of a member who has no number, as it is found again. Changing this makes new members of old ones.
pub(super) fn folded_name(name: &str) -> String {
    let plain = plain(name);
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn values(cell: &str) -> Vec<String> {
    cell.split('|').map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned).collect()
}

/// The first activity of a cell is the main one.
fn activities(cell: &str, draft: &mut EntryDraft) {
    let mut titles = values(cell).into_iter();
    draft.title = titles.next();
    draft.activities = titles.map(|title| ActivityDraft { title, ..ActivityDraft::default() }).collect();
}

fn fill(column: Column, cell: &str, draft: &mut EntryDraft) {
    let text = || (!cell.is_empty()).then(|| cell.to_owned());
    match column {
        Column::Name => draft.name = text(),
        Column::Trades => draft.practice.trades = values(cell),
        Column::Skills => draft.practice.skills = values(cell),
        Column::Learn => draft.practice.learn = values(cell),
        Column::Modes => draft.practice.modes = values(cell),
        Column::Sectors => draft.practice.sectors = values(cell),
        Column::Words => draft.practice.words = values(cell),
        Column::Languages => draft.languages = values(cell),
        Column::Place => draft.place = text(),
        Column::Precision => draft.precision = text(),
        Column::About => draft.about = text(),
        Column::Ref | Column::Available | Column::Activity => {}
    }
}

fn available(cell: &str) -> Result<Option<bool>, Fault> {
    match plain(cell).as_str() {
        "" => Ok(None),
        "yes" | "y" | "oui" | "o" | "ja" | "j" | "1" | "true" | "vrai" | "waar" | "x" => Ok(Some(true)),
        "no" | "n" | "non" | "nee" | "neen" | "0" | "false" | "faux" | "onwaar" => Ok(Some(false)),
        _ => Err(Fault::Value { field: "available".into(), allowed: AVAILABLE }),
    }
}

/// The column that an error of a draft is about.
fn column_of(error: &DraftError) -> Column {
    match error {
        DraftError::Place { .. } | DraftError::AmbiguousPlace { .. } => Column::Place,
        DraftError::Precision(_) => Column::Precision,
        DraftError::Language(_) => Column::Languages,
        DraftError::Term { kind, .. } => column_named(crate::draft::kind_name(*kind)),
        DraftError::Missing(field)
        | DraftError::Unexpected { field, .. }
        | DraftError::TooLong { field, .. }
        | DraftError::TooMany { field, .. }
        | DraftError::Invisible { field, .. } => column_named(field),
        DraftError::Kind(_) | DraftError::Exchange(_) | DraftError::TooLarge { .. } => Column::Name,
    }
}

fn column_named(field: &str) -> Column {
    match field {
        "title" | "activities" => Column::Activity,
        "trade" | "trades" => Column::Trades,
        "skill" | "skills" => Column::Skills,
        "learn" => Column::Learn,
        "mode" | "modes" => Column::Modes,
        "sector" | "sectors" => Column::Sectors,
        "words" => Column::Words,
        "languages" => Column::Languages,
        "place" => Column::Place,
        "about" => Column::About,
        _ => Column::Name,
    }
}
