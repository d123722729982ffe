//! What the local API says and hears of the trade fair: who practises what, where, counted. Must not know how it is
//! counted.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::DirectoryState;

/// `GET /v1/fair`: what to count. What a search also takes means the same here.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FairParams {
    /// `trade` (default), `sector`, `place` or `coop`.
    pub by: String,
    /// `member`, `offer`, `need`; several separated by commas; empty for all.
    pub kind: String,
    /// Cooperatives: names, ids or unique prefixes, separated by commas.
    pub coop: String,
    /// Trades: codes or labels, separated by commas.
    pub trade: String,
    /// Sectors: codes or labels, separated by commas. By trade or by sector, only what lies in them is counted.
    pub sector: String,
    /// A place: name, postal code or code. Without `within_km`: what lies in it; with: around it.
    pub near: String,
    /// Radius in kilometres.
    pub within_km: Option<f64>,
    /// Language of the reader, for labels.
    pub reader: String,
    /// From 1.
    pub page: u64,
    /// Rows a page, at most 1,000, which is the default.
    pub per_page: u64,
}

/// How many entries of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Counted {
    /// Members.
    pub members: u64,
    /// Offers.
    pub offers: u64,
    /// Needs.
    pub needs: u64,
    /// Services of cooperatives.
    #[serde(default)]
    pub services: u64,
}

/// Answer to a count.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub struct FairAnswer {
    /// What was counted by: `trade`, `sector`, `place` or `coop`.
    pub by: String,
    /// Rows in all.
    pub total: u64,
    /// From 1; the last one where a later one was asked for.
    pub page: u64,
    /// The page's rows: most members first, then most offers, then most needs, then by label. One entry may be in
    /// several.
    pub rows: Vec<FairRow>,
    /// Every entry selected, each once.
    pub counted: Counted,
    /// Those that are in no row: they name no trade of the vocabulary, no place.
    pub apart: Counted,
    /// The place that `near` was understood as.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near: Option<String>,
    /// When nothing was found: a larger radius.
    pub suggestions: Vec<String>,
    /// Microseconds spent at the node.
    pub micros: u64,
}

/// One row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FairRow {
    /// The code of the trade, the sector or the place; the id of the cooperative.
    pub code: String,
    /// Its label in the reader's language; its name.
    pub label: String,
    /// How many entries.
    #[serde(flatten)]
    pub counted: Counted,
    /// Of a place: `department`, `region` or `country`. What only tells a region is counted for the region alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<String>,
    /// Of a cooperative: what is known of its directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<DirectoryState>,
    /// Of a cooperative: when it last confirmed its directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<u64>,
}
