//! What the local API says of vocabularies that cooperatives publish, and of words that members propose.

use bigre_protocol::id::CoopId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `GET /v1/vocabularies`: one vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VocabularyView {
    /// Who publishes it; nobody for the one that comes with the program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub coop: Option<CoopId>,
    /// Its name.
    pub coop_name: String,
    /// The vocabulary's name, as `esco`.
    pub name: String,
    /// Its terms that are held here.
    pub terms: u64,
    /// Their labels, in all languages.
    pub labels: u64,
    /// Whether searches use it: the rules name it, or it comes with the program.
    pub in_force: bool,
}

/// `GET /v1/words`: one word that members propose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WordView {
    /// Its code.
    pub code: String,
    /// The word.
    pub word: String,
    /// Its language.
    pub lang: String,
    /// `trade`, `skill`, `sector` or `mode`.
    pub kind: String,
    /// The code of the term that it names, if it is not one of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<String>,
    /// The label of that term, when it is known here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as_label: Option<String>,
    /// The codes of the wider terms.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub broader: Vec<String>,
    /// The cooperatives that list it.
    pub listed_by: Vec<String>,
    /// Whether this one does.
    pub ours: bool,
    /// Whether enough of them do: every node finds with it.
    pub in_force: bool,
    /// How many must list it.
    pub needed: u64,
}

/// `POST /v1/words`: a word proposed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WordDraft {
    /// The word.
    pub word: String,
    /// Its language, as `fr`.
    pub lang: String,
    /// The term that it names: code or label. None for a term of its own, which has a kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_as: Option<String>,
    /// `trade`, `skill`, `sector` or `mode`, of a term of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The wider terms of a term of its own: codes or labels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub broader: Vec<String>,
}

/// `PUT /v1/words/{code}`: approves a word, or merges it into another term.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WordApproval {
    /// The term that it is the same as: code or label. None to approve what most cooperatives say of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub into: Option<String>,
}
