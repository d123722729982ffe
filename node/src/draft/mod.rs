//! From what a person gives to an entry's body: words to codes, places to their chosen precision. Knows the vocabulary
//! and the places; must not know the store, the clock, nor chance.
//!
//! What is not published is not kept: of a commune told at the precision of its department, only the department
//! enters the body.

mod error;
mod guess;
mod language;
mod practice;
pub mod terms;
#[cfg(test)]
mod tests;

use bigre_protocol::directory::entry::{Body, Exchange, Lang, Listing, Member, Place};
use bigre_protocol::id::EntryId;
use bigre_protocol::limits::BODY_BYTES;
use bigre_protocol::text::{List, Text};

pub use error::{DraftError, Note, kind_name, unknown_term};
pub use guess::Guess;
pub(crate) use language::language;
use terms::Terms;

use crate::api::model::EntryDraft;
use crate::places::{PlaceError, Places, Precision, chosen_code};
use crate::search::fold::plain;

/// A draft taken.
#[derive(Debug, Clone)]
pub struct Drafted {
    /// The body of the entry.
    pub body: Body,
    /// What the person should know.
    pub notes: Vec<Note>,
    /// Words that no vocabulary has, kept as the member's own.
    pub own_words: Vec<String>,
}

/// Makes bodies of drafts.
#[derive(Debug, Clone, Copy)]
pub struct Draftsman<'t> {
    /// The vocabularies.
    pub terms: &'t Terms,
    /// The places.
    pub places: &'static Places,
}

impl<'t> Draftsman<'t> {
    /// With some vocabularies, and the embedded places.
    pub fn with(terms: &'t Terms) -> Draftsman<'t> {
        Draftsman { terms, places: Places::embedded() }
    }

    /// The body of a draft, or everything that prevents it. `by` is the member that `draft.by` names, already found.
    pub fn draft(&self, draft: &EntryDraft, by: Option<EntryId>) -> Result<Drafted, Vec<DraftError>> {
        let mut work = Work {
            terms: self.terms,
            places: self.places,
            errors: Vec::new(),
            notes: Vec::new(),
            own: Vec::new(),
        };
        let body = match draft.kind.as_str() {
            "member" => work.member(draft).map(Body::Member),
            "offer" => work.listing(draft, by).map(Body::Offer),
            "need" => work.listing(draft, by).map(Body::Need),
            "service" => work.listing(draft, by).map(Body::Service),
            other => {
                work.errors.push(DraftError::Kind(other.into()));
                None
            }
        };
        let body = body.filter(|body| work.fits(body));
        match body {
            Some(body) if work.errors.is_empty() => {
                Ok(Drafted { body, notes: work.notes, own_words: work.own })
            }
            _ => Err(work.errors),
        }
    }

    /// The place of a text at a precision, as it is published.
    pub fn place(&self, text: &str, precision: Precision) -> Result<Place, DraftError> {
        let unknown = |suggestions| DraftError::Place { place: text.to_owned(), suggestions };
        let publish =
            |code: &str| self.places.publish(code, precision, "").ok_or_else(|| unknown(Vec::new()));
        match self.places.resolve(text) {
            Ok(place) => publish(place.code),
            Err(PlaceError::Unknown { suggestions, .. }) => Err(unknown(suggestions)),
            Err(PlaceError::Ambiguous { choices, .. }) => {
                // Communes of one postal code are in one department: at that precision, any of them will do.
                let coarse = |choice: &String| self.places.coarsen(chosen_code(choice)?, precision);
                let mut codes: Vec<Option<&str>> = choices.iter().map(coarse).collect();
                codes.dedup();
                match codes.as_slice() {
                    [Some(code)] if precision > Precision::Commune => publish(code),
                    _ => Err(DraftError::AmbiguousPlace { place: text.to_owned(), choices }),
                }
            }
        }
    }
}

/// The precision of a word, in any of the three languages; the default when there is none.
pub(crate) fn precision(typed: &str) -> Result<Precision, DraftError> {
    Ok(match plain(typed.trim()).as_str() {
        "" | "commune" | "municipality" | "gemeente" | "ville" | "city" | "stad" => Precision::Commune,
        "department" | "departement" | "province" | "provincie" => Precision::Department,
        "region" | "gewest" | "regio" => Precision::Region,
        "country" | "pays" | "land" => Precision::Country,
        _ => return Err(DraftError::Precision(typed.into())),
    })
}

/// One draft being made into a body.
struct Work<'t> {
    terms: &'t Terms,
    places: &'static Places,
    errors: Vec<DraftError>,
    notes: Vec<Note>,
    own: Vec<String>,
}

impl Work<'_> {
    fn member(&mut self, draft: &EntryDraft) -> Option<Member> {
        self.none(draft.by.is_some(), "by", "member");
        self.none(!draft.exchange.is_empty(), "exchange", "member");
        self.none(draft.until.is_some(), "until", "member");
        let name = self.needed("name", draft.name.as_deref());
        let mut activities = Vec::new();
        if draft.title.as_deref().is_some_and(|title| !title.trim().is_empty()) || !draft.practice.is_empty()
        {
            activities.extend(self.activity("title", draft.title.as_deref(), &draft.practice));
        }
        for more in &draft.activities {
            let title = Some(more.title.as_str());
            activities.extend(self.activity("activities", title, &more.practice));
        }
        Some(Member {
            about: self.about(draft),
            place: self.place(draft),
            available: draft.available,
            languages: self.languages(draft),
            activities: self.list("activities", activities),
            name: name?,
        })
    }

    fn listing(&mut self, draft: &EntryDraft, by: Option<EntryId>) -> Option<Listing> {
        self.none(draft.name.is_some(), "name", &draft.kind);
        self.none(draft.available.is_some(), "available", &draft.kind);
        self.none(!draft.activities.is_empty(), "activities", &draft.kind);
        if draft.title.as_deref().is_none_or(|title| title.trim().is_empty()) {
            self.errors.push(DraftError::Missing("title".into()));
            return None;
        }
        let activity = self.activity("title", draft.title.as_deref(), &draft.practice);
        let exchange = draft.exchange.iter().filter_map(|typed| self.exchange(typed)).collect();
        Some(Listing {
            by,
            about: self.about(draft),
            place: self.place(draft),
            until: draft.until,
            exchange: self.list("exchange", exchange),
            languages: self.languages(draft),
            activity: activity?,
        })
    }

    fn none(&mut self, given: bool, field: &str, kind: &str) {
        if given {
            self.errors.push(DraftError::Unexpected { field: field.into(), kind: kind.into() });
        }
    }

    /// A text of a field; an error is noted.
    fn text<const MOST: usize>(&mut self, field: &str, typed: &str) -> Option<Text<MOST>> {
        match Text::new(typed) {
            Ok(text) => {
                if has_contact(&text)
                    && !self.notes.iter().any(|note| matches!(note, Note::Contact { field: f } if f == field))
                {
                    self.notes.push(Note::Contact { field: field.into() });
                }
                Some(text)
            }
            Err(error) => {
                self.errors.push(DraftError::text(field, &error));
                None
            }
        }
    }

    fn needed<const MOST: usize>(&mut self, field: &str, typed: Option<&str>) -> Option<Text<MOST>> {
        self.text(field, typed.unwrap_or_default())
    }

    /// Values without repetition; too many are an error.
    fn list<T: PartialEq, const MOST: usize>(&mut self, field: &str, values: Vec<T>) -> List<T, MOST> {
        let mut kept: Vec<T> = Vec::with_capacity(values.len().min(MOST));
        for value in values {
            if !kept.contains(&value) {
                kept.push(value);
            }
        }
        let found = kept.len();
        List::new(kept).unwrap_or_else(|_| {
            self.errors.push(DraftError::TooMany { field: field.into(), found, most: MOST });
            List::default()
        })
    }

    /// Free text: its line breaks become spaces, for bodies hold no control characters.
    fn about<const MOST: usize>(&mut self, draft: &EntryDraft) -> Option<Text<MOST>> {
        let about = draft.about.as_deref()?.replace(['\r', '\n', '\t'], " ");
        if about.trim().is_empty() { None } else { self.text("about", &about) }
    }

    fn place(&mut self, draft: &EntryDraft) -> Option<Place> {
        let precision = match precision(draft.precision.as_deref().unwrap_or_default()) {
            Ok(precision) => precision,
            Err(error) => {
                self.errors.push(error);
                return None;
            }
        };
        let text = draft.place.as_deref().map(str::trim).filter(|text| !text.is_empty())?;
        let found = match self.text::<{ bigre_protocol::limits::TITLE_CHARS }>("place", text) {
            Some(text) => Draftsman { terms: self.terms, places: self.places }.place(&text, precision),
            None => return None,
        };
        found.map_err(|error| self.errors.push(error)).ok()
    }

    fn languages<const MOST: usize>(&mut self, draft: &EntryDraft) -> List<Lang, MOST> {
        let typed = draft.languages.iter().filter(|typed| !typed.trim().is_empty());
        let mut found = Vec::new();
        for typed in typed {
            match language(typed) {
                Some(lang) => found.push(lang),
                None => self.errors.push(DraftError::Language(typed.clone())),
            }
        }
        self.list("languages", found)
    }

    fn exchange(&mut self, typed: &str) -> Option<Exchange> {
        Some(match plain(typed.trim()).replace([' ', '_'], "-").as_str() {
            "paid" | "paye" | "remunere" | "betaald" => Exchange::Paid,
            "exchange" | "echange" | "ruil" => Exchange::Exchange,
            "gift" | "don" | "gratuit" | "gift-of-time" | "gratis" => Exchange::Gift,
            "mutual-aid" | "entraide" | "wederzijdse-hulp" => Exchange::MutualAid,
            _ => {
                self.errors.push(DraftError::Exchange(typed.into()));
                return None;
            }
        })
    }

    /// Whether the body is small enough to be published.
    fn fits(&mut self, body: &Body) -> bool {
        let found = body.to_bytes().len();
        if found > BODY_BYTES {
            self.errors.push(DraftError::TooLarge { found, most: BODY_BYTES });
        }
        found <= BODY_BYTES
    }
}

/// Whether a text seems to hold an e-mail address, a telephone number or a number that names a person.
fn has_contact(text: &str) -> bool {
    let mail =
        |word: &str| word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    if text.contains('@') && text.split_whitespace().any(mail) {
        return true;
    }
    // Nine digits or more with nothing but the usual separators between them.
    let mut digits = 0;
    text.chars().any(|c| {
        match c {
            '0'..='9' => digits += 1,
            ' ' | '.' | '-' | '/' | '(' | ')' | '\u{a0}' | '\u{202f}' => {}
            _ => digits = 0,
        }
        digits >= 9
    })
}

/// The parts of an activity that a person gave in lists.
impl crate::api::model::Practice {
    /// Whether nothing is given.
    pub fn is_empty(&self) -> bool {
        [&self.trades, &self.skills, &self.learn, &self.sectors, &self.modes, &self.words]
            .iter()
            .all(|list| list.iter().all(|value| value.trim().is_empty()))
    }
}
