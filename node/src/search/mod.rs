//! The search of a node: what people type, brought to the entries of the directories held here. Knows words,
//! codes and the index on disk; must not know the network, the store, nor who asks.
//!
//! A query goes `question` and `fold` (spellings, with `inclusive`) -> `lexicon` (codes of the vocabulary, with `trigram`, `words` and `kinship`) -> `plan` (clauses) -> `matching` (what
//! documents meet) -> `rank` (their order) -> `answer`. An entry goes `document` (with `memory`) -> `terms` -> `index`, and out by `removal`. Because trades and
//! skills are codes, words in one language find what was published in another. `fair` counts what `matching` finds.

mod acronym;
mod answer;
mod complement;
mod document;
mod facts;
mod fair;
mod family;
mod files;
#[cfg(test)]
mod fixtures;
pub mod fold;
mod gather;
mod inclusive;
mod index;
mod kinship;
pub mod lexicon;
mod matching;
mod memory;
mod nearness;
mod plan;
mod query;
mod question;
mod rank;
mod removal;
mod spelling;
mod terms;
mod trigram;
mod whereabouts;
mod words;

pub use fair::{By, Count, Fair, Stall};
pub use gather::{Added, LexiconBuilder};
pub use index::{Change, Index, IndexError, Searcher};
pub use lexicon::{Exactness, Lexicon, Understood};
pub use query::{Hit, Near, Others, Query, Results, Sort, Suggestion, Why};
pub use whereabouts::{Whereabouts, whereabouts};
