//! A term of a vocabulary, as a cooperative publishes it. Knows its fields; must not know which vocabularies are in
//! force, nor what a term means to a search.

use serde::{Deserialize, Serialize};

use super::entry::Lang;
use crate::limits::{TERM_ALTERNATIVES, TERM_BROADER, TERM_LANGUAGES, TERM_RELATED, TITLE_CHARS};
use crate::text::{Code, List, Text};

/// The reserved vocabulary of the words that members propose: cooperatives list the same term to approve it.
pub const WORDS: &str = "words";

/// What a term names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TermKind {
    /// A trade (métier).
    Trade,
    /// A skill, a know-how or a way of being (compétence, savoir-faire, savoir-être).
    Skill,
    /// A sector of activity.
    Sector,
    /// A way of working (manière de faire).
    Mode,
}

/// How a term is called in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermLabels {
    /// The language; a term has one set of labels a language.
    pub lang: Lang,
    /// The label to show.
    pub preferred: Text<TITLE_CHARS>,
    /// Other labels: synonyms, everyday words, abbreviations.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    pub alternatives: List<Text<TITLE_CHARS>, TERM_ALTERNATIVES>,
}

/// A term of a vocabulary. Its body is at most [`crate::limits::BODY_BYTES`], whatever the bounds of its lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Its code, unique in its vocabulary.
    pub code: Code,
    /// The ISCO-08 unit group of a trade, four digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub isco: Option<Code>,
    /// What it names.
    pub kind: TermKind,
    /// How it is called, language by language.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    pub labels: List<TermLabels, TERM_LANGUAGES>,
    /// Wider terms: codes of its vocabulary, or of any other.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    pub broader: List<Code, TERM_BROADER>,
    /// For a trade, its essential skills: codes of its vocabulary.
    #[serde(default, skip_serializing_if = "List::is_empty")]
    pub related: List<Code, TERM_RELATED>,
    /// The term that it is the same as: every label names that one too. The code may be of any vocabulary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<Code>,
    /// Its vocabulary, as `esco`, `rome`, `nace`; [`WORDS`] is reserved.
    pub vocabulary: Code,
}
