//! What the local API says of an import of members: what it changes, what cannot go in, who may be there twice. Must not
//! know how a file is read.

use bigre_protocol::id::EntryId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Problem;

/// `POST /v1/members/import?dry_run=…`: what an import changes, or would change.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub struct ImportReport {
    /// Whether nothing was written.
    pub dry_run: bool,
    /// Rows read.
    pub rows: u64,
    /// Names of members added, the first 50.
    pub added: Vec<String>,
    /// Names of members changed, with the fields that differ, the first 50.
    pub changed: Vec<ImportChange>,
    /// Names of members taken out, the first 50.
    pub removed: Vec<String>,
    /// How many added, changed, removed, unchanged, and held but not in the file.
    pub counts: ImportCounts,
    /// Rows that cannot go in, the first 100; with `partial`, the first 100,000. When there is any, nothing is written;
    /// with `partial`, nothing of these rows.
    pub problems: Vec<RowProblem>,
    /// How many there are, beyond those too.
    #[serde(default)]
    pub problem_count: u64,
    /// What the node understood that the reader should know, each kind of thing once with the line where it was
    /// first met (at most 50). They prevent nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<RowProblem>,
    /// Words that no vocabulary has, kept as the member's own, the most frequent first (at most 50).
    pub own_words: Vec<String>,
    /// Members who may be one person twice, with `hints` (the first 1,000). They prevent nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alike: Vec<Alike>,
    /// How many there are, beyond those too.
    #[serde(default)]
    pub alike_count: u64,
    /// Number of the head that carries the import; 0 when nothing was written.
    pub number: u64,
}

/// A row whose member may be there already: the same name, and a place that is near.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Alike {
    /// Line of the file.
    pub line: u64,
    /// Display name, as the row has it.
    pub name: String,
    /// Where the other one is: `line` (of the file), `held` (in our directory) or `elsewhere` (in another's).
    pub with: String,
    /// The other line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_line: Option<u64>,
    /// The entry held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub id: Option<EntryId>,
    /// The other cooperative's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coop: Option<String>,
    /// The other one's place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// How many of each.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub struct ImportCounts {
    /// Members added.
    pub added: u64,
    /// Members changed.
    pub changed: u64,
    /// Members taken out (only with `remove_missing`).
    pub removed: u64,
    /// Members as they were.
    pub unchanged: u64,
    /// Members in the directory and not in the file, kept.
    pub missing: u64,
}

/// A member that an import changes.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ImportChange {
    /// Display name.
    pub name: String,
    /// Fields that differ.
    pub fields: Vec<String>,
}

/// A row that cannot go in.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RowProblem {
    /// Line of the file, the header being 1; 0 for the file as a whole.
    pub line: u64,
    /// Column, when one is at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What, why, what to do.
    pub problem: Problem,
}
