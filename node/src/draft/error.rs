//! Why a draft is refused, and what is remarked of one that is not. Knows sentences and codes; must not know the HTTP
//! answer.

use bigre_protocol::text::TextError;

use super::terms::Terms;
use crate::api::model::Problem;
use crate::api::problem::{did_you_mean, listed};
use crate::vocabulary::{Lang, TermKind};

/// Kinds of entries that a person can draft.
pub(super) const KINDS: &str = "member, offer, need, service";
/// Precisions of a place.
pub(super) const PRECISIONS: &str = "commune, department, region, country";
/// Ways of exchange.
pub(super) const EXCHANGES: &str = "paid, exchange, gift, mutual-aid";

/// Why a draft is refused. The fault is of whoever wrote it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// Not a kind that can be drafted.
    #[error("`{0}` is not a kind of entry: {KINDS} are")]
    Kind(String),
    /// A field that is needed.
    #[error("`{0}` is missing: it must be given")]
    Missing(String),
    /// A field that this kind does not have.
    #[error("`{field}` is not a field of a `{kind}`: leave it out")]
    Unexpected {
        /// The field.
        field: String,
        /// The kind.
        kind: String,
    },
    /// A text of too many characters.
    #[error("`{field}` has {found} characters, at most {most} are allowed: shorten it")]
    TooLong {
        /// The field.
        field: String,
        /// How many there are.
        found: usize,
        /// How many there may be.
        most: usize,
    },
    /// A list of too many values.
    #[error("`{field}` has {found} values, at most {most} are allowed: keep the most important")]
    TooMany {
        /// The field.
        field: String,
        /// How many there are.
        found: usize,
        /// How many there may be.
        most: usize,
    },
    /// A control character, or one that reverses the direction of what follows.
    #[error("`{field}` holds the invisible character U+{character:04X}: type the text again, without it")]
    Invisible {
        /// The field.
        field: String,
        /// The character.
        character: u32,
    },
    /// No such place.
    #[error("no place is called `{place}`{}", did_you_mean(&listed(suggestions)))]
    Place {
        /// What was typed.
        place: String,
        /// Nearest names.
        suggestions: Vec<String>,
    },
    /// Several places of that name.
    #[error("several places are called `{place}`: {}. Add the department, or give the code", listed(choices))]
    AmbiguousPlace {
        /// What was typed.
        place: String,
        /// The largest of them.
        choices: Vec<String>,
    },
    /// Not a precision.
    #[error("`{0}` is not a precision: {PRECISIONS} are")]
    Precision(String),
    /// A word that must be a term of the vocabulary and is none.
    #[error("`{text}` is not a {} of the vocabulary", kind_name(*kind))]
    Term {
        /// Of which kind.
        kind: TermKind,
        /// What was typed.
        text: String,
    },
    /// Not a language.
    #[error("`{0}` is not a language: give its two letters, as `fr`")]
    Language(String),
    /// Not a way of exchange.
    #[error("`{0}` is not a way of exchange: {EXCHANGES} are")]
    Exchange(String),
    /// All together too much.
    #[error("the entry takes {found} bytes, at most {most} are allowed: shorten its texts and lists")]
    TooLarge {
        /// Its size.
        found: usize,
        /// The largest size.
        most: usize,
    },
}

/// The name of a kind of term, as in codes and in JSON.
pub fn kind_name(kind: TermKind) -> &'static str {
    match kind {
        TermKind::Trade => "trade",
        TermKind::Skill => "skill",
        TermKind::Sector => "sector",
        TermKind::Mode => "mode",
    }
}

impl DraftError {
    /// Why a text of a field is refused.
    pub(crate) fn text(field: &str, error: &TextError) -> DraftError {
        let field = field.to_owned();
        match *error {
            TextError::TooLong { found, most } => DraftError::TooLong { field, found, most },
            TextError::Invisible(character) => DraftError::Invisible { field, character },
            TextError::Character(character) => {
                DraftError::Invisible { field, character: u32::from(character) }
            }
            TextError::Empty | TextError::NotComposed => DraftError::Missing(field),
        }
    }

    /// As it is answered; suggestions of the vocabulary are looked up only here, in a language.
    pub fn problem(&self, terms: &Terms, lang: Lang) -> Problem {
        let said = self.to_string();
        let text = String::from;
        match self {
            DraftError::Kind(kind) => {
                Problem::new("unknown-kind", said, [("kind", kind.clone()), ("allowed", text(KINDS))])
            }
            DraftError::Missing(field) => Problem::new("missing-field", said, [("field", field.clone())]),
            DraftError::Unexpected { field, kind } => {
                Problem::new("unexpected-field", said, [("field", field.clone()), ("kind", kind.clone())])
            }
            DraftError::TooLong { field, found, most } => {
                Problem::new("too-long", said, bounds(field, *found, *most))
            }
            DraftError::TooMany { field, found, most } => {
                Problem::new("too-many", said, bounds(field, *found, *most))
            }
            DraftError::Invisible { field, character } => {
                let character = format!("U+{character:04X}");
                Problem::new(
                    "invisible-character",
                    said,
                    [("field", field.clone()), ("character", character)],
                )
            }
            DraftError::Place { place, suggestions } => Problem::new(
                "unknown-place",
                said,
                [("place", place.clone()), ("suggestions", listed(suggestions))],
            ),
            DraftError::AmbiguousPlace { place, choices } => Problem::new(
                "ambiguous-place",
                said,
                [("place", place.clone()), ("choices", listed(choices))],
            ),
            DraftError::Precision(precision) => Problem::new(
                "unknown-precision",
                said,
                [("precision", precision.clone()), ("allowed", text(PRECISIONS))],
            ),
            DraftError::Term { kind, text } => unknown_term(*kind, text, terms, lang),
            DraftError::Language(language) => {
                Problem::new("unknown-language", said, [("language", language.clone())])
            }
            DraftError::Exchange(exchange) => Problem::new(
                "unknown-exchange",
                said,
                [("exchange", exchange.clone()), ("allowed", text(EXCHANGES))],
            ),
            DraftError::TooLarge { found, most } => Problem::new(
                "entry-too-large",
                said,
                [("found", found.to_string()), ("limit", most.to_string())],
            ),
        }
    }
}

fn bounds(field: &str, found: usize, most: usize) -> [(&'static str, String); 3] {
    [("field", field.to_owned()), ("found", found.to_string()), ("limit", most.to_string())]
}

/// A word that must be a term and is none, with the nearest terms.
pub fn unknown_term(kind: TermKind, typed: &str, terms: &Terms, lang: Lang) -> Problem {
    let suggestions = listed(&terms.suggest(kind, typed, lang));
    let name = kind_name(kind);
    let code = match kind {
        TermKind::Trade => "unknown-trade",
        TermKind::Skill => "unknown-skill",
        TermKind::Sector => "unknown-sector",
        TermKind::Mode => "unknown-mode",
    };
    let message = format!("`{typed}` is not a {name} of the vocabulary{}", did_you_mean(&suggestions));
    Problem::new(code, message, [(name, typed.to_owned()), ("suggestions", suggestions)])
}

/// What is remarked of a draft that is taken.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Note {
    /// The title is the label of a trade: it was added to the trades.
    TitleIsTrade {
        /// The title.
        title: String,
        /// The label.
        label: String,
    },
    /// A text seems to hold an e-mail address or a telephone number. Which is not repeated.
    Contact {
        /// The field.
        field: String,
    },
}

impl Note {
    /// As it is answered.
    pub fn problem(&self) -> Problem {
        match self {
            Note::TitleIsTrade { title, label } => Problem::new(
                "title-is-trade",
                format!("`{title}` is the trade `{label}`: it was added to the trades"),
                [("title", title.clone()), ("label", label.clone())],
            ),
            Note::Contact { field } => Problem::new(
                "contact-in-text",
                format!(
                    "`{field}` seems to hold an e-mail address or a telephone number: the whole federation will read it. \
                     Contacts are given on introduction, not published"
                ),
                [("field", field.clone())],
            ),
        }
    }
}
