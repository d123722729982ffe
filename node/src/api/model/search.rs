//! What the local API says and hears of the search: what is looked for, hits, and why each is one. Must not know how they
//! are found.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::EntryView;

/// `GET /v1/search`: what to look for.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SearchParams {
    /// Words; empty for everything that the other parameters select.
    pub q: String,
    /// `member`, `offer`, `need`; several separated by commas; empty for all.
    pub kind: String,
    /// Cooperatives: names, ids or unique prefixes, separated by commas.
    pub coop: String,
    /// Languages of work, separated by commas.
    pub lang: String,
    /// Trades, skills, sectors and modes: codes or labels, separated by commas.
    pub trade: String,
    /// See `trade`.
    pub skill: String,
    /// See `trade`.
    pub sector: String,
    /// See `trade`.
    pub mode: String,
    /// Skills or trades that a member wants to learn: see `trade`.
    pub learn: String,
    /// A place: name, postal code or code. Without `within_km`: what lies in it; with: around it. When it is empty, the
    /// place that the words end with, if they do (`plombier près de Sète`).
    pub near: String,
    /// Radius in kilometres.
    pub within_km: Option<f64>,
    /// Only members who take work now.
    pub available: bool,
    /// Members and offers of other trades than the one that the words or `trade` name, those of its sectors first.
    pub other_trade: bool,
    /// With `other_trade`: only where that trade is practised, or in the department or province of `near`.
    pub same_place: bool,
    /// `relevance` (default), `distance`, `fresh` or `name`.
    pub sort: String,
    /// With counts of the hits by kind, cooperative, sector, place and way of working.
    pub facets: bool,
    /// Language of the reader, for labels and reasons.
    pub reader: String,
    /// From 1.
    pub page: u64,
    /// Hits a page, at most 100; default 10.
    pub per_page: u64,
}

/// Answer to a search.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub struct SearchAnswer {
    /// Hits in all.
    pub total: u64,
    /// From 1.
    pub page: u64,
    /// The page's hits, best first.
    pub hits: Vec<SearchHit>,
    /// Terms of the vocabulary that the words were understood as: labels in the reader's language.
    pub understood: Vec<String>,
    /// The place that `near` was understood as.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near: Option<String>,
    /// The radius around it in kilometres, asked for or understood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within_km: Option<f64>,
    /// Counts of all hits, when asked for; those without any are left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<Facet>,
    /// When nothing was found: other words, or a larger radius.
    pub suggestions: Vec<String>,
    /// Microseconds spent at the node.
    pub micros: u64,
}

/// The hits counted by one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Facet {
    /// `kind`, `coop`, `sector`, `place` or `mode`.
    pub by: String,
    /// The most frequent, at most 10, in that order, then by label. One hit may count for several.
    pub values: Vec<FacetValue>,
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FacetValue {
    /// What to search with: a kind, a cooperative's id, a code.
    pub code: String,
    /// Its label in the reader's language.
    pub label: String,
    /// How many hits.
    pub count: u64,
}

/// One hit.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SearchHit {
    /// The entry.
    #[serde(flatten)]
    pub entry: EntryView,
    /// Kilometres from `near`, when both are known at commune precision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub km: Option<f64>,
    /// Why it is here, best reason first: stable codes with their arguments.
    pub why: Vec<Reason>,
}

/// Why a hit is where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum Reason {
    /// The same trade.
    Trade {
        /// Its label in the reader's language.
        label: String,
    },
    /// The same skill.
    Skill {
        /// Its label.
        label: String,
    },
    /// The same sector.
    Sector {
        /// Its label.
        label: String,
    },
    /// The words stand in the title.
    Title,
    /// The words stand in the member's own words, name or text.
    Text,
    /// A word close to the one typed.
    Spelling {
        /// The word found.
        word: String,
    },
    /// In the place asked for.
    Place {
        /// Its name.
        name: String,
    },
    /// Where somebody of the trade asked for is.
    SamePlace {
        /// The department or province.
        name: String,
    },
}

/// `POST /v1/vocabulary`: free words whose terms are to be guessed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct GuessWords {
    /// `trade`, `skill`, `sector` or `mode`.
    pub kind: String,
    /// Language of the reader.
    pub lang: String,
    /// The texts, at most 200, of which each names one thing.
    pub texts: Vec<String>,
}

/// One term that a text may stand for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GuessView {
    /// Its code.
    pub code: String,
    /// Its label in the reader's language.
    pub label: String,
    /// How likely it is meant, from 0 to 1.
    pub confidence: f32,
}
