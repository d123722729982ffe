//! Knows what may be asked of the search and what it answers. Must not know how the answer is found.

use bigre_protocol::directory::entry::{Kind, Lang};
use bigre_protocol::id::{CoopId, EntryId};

use super::fair::{By, Fair};

/// What hits are ordered by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// How well they answer; by name where no words are asked for.
    #[default]
    Relevance,
    /// Kilometres from the place asked for; those whose distance is not known come last.
    Distance,
    /// The day on which their cooperative last confirmed them, latest first; on one day, how well they answer.
    Fresh,
    /// Name of the member, or title of the offer or need.
    Name,
}

/// Who is looked for beside those that the words name: other trades, so that differences complete each other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Others {
    /// Nobody: those that the words name are looked for.
    #[default]
    No,
    /// Members and offers of other trades, those of the same sectors and skills first.
    Anywhere,
    /// The same: where there is no place asked for, in the departments and provinces where that trade is practised.
    SamePlace,
}

/// Around or in which place.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// Code of the place.
    pub place: String,
    /// Within so many kilometres of it; without, in it and in all that it holds.
    pub radius_km: Option<f64>,
}

/// What to look for. An empty list asks for nothing; of one list any is enough, of several lists each counts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Query {
    /// Words, as typed; empty for everything that the rest selects.
    pub text: String,
    /// Kinds of entries.
    pub kinds: Vec<Kind>,
    /// Cooperatives.
    pub coops: Vec<CoopId>,
    /// Languages of work.
    pub langs: Vec<Lang>,
    /// Codes of trades; narrower trades count.
    pub trades: Vec<String>,
    /// Codes of skills; narrower skills count.
    pub skills: Vec<String>,
    /// Codes of sectors; narrower sectors, and the trades of each, count.
    pub sectors: Vec<String>,
    /// Codes of ways of working.
    pub modes: Vec<String>,
    /// Codes of skills and trades that members want to learn.
    pub learn: Vec<String>,
    /// Where.
    pub near: Option<Near>,
    /// Only members who said that they take work now.
    pub available_only: bool,
    /// Who else.
    pub others: Others,
    /// In what order.
    pub sort: Sort,
    /// Days since the Unix epoch on which cooperatives last confirmed their directories, for [`Sort::Fresh`].
    pub confirmed: Vec<(CoopId, u32)>,
    /// What the hits are counted by: one [`Fair`] each.
    pub count: Vec<By>,
    /// Hits left out at the beginning, at most [`Query::DEEPEST`].
    pub offset: usize,
    /// Hits given, at most [`Query::MOST`].
    pub limit: usize,
    /// The time, in milliseconds since the Unix epoch: what ended before it is not found.
    pub now: u64,
    /// Cooperatives whose entries are not shown: their lease ended.
    pub hidden_coops: Vec<CoopId>,
}

impl Query {
    /// Most hits given at once (design).
    pub const MOST: usize = 100;
    /// Most hits left out (guess: nobody reads that far, and each costs memory).
    pub const DEEPEST: usize = 10_000;

    /// The first ten entries that answer some words.
    pub fn words(text: &str, now: u64) -> Query {
        Query { text: text.to_owned(), limit: 10, now, ..Query::default() }
    }
}

/// Why a hit is one. Codes are those that were asked for or understood: a narrower trade is here because of
/// them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The trade of this code, or one under it.
    Trade(String),
    /// The skill of this code, or one under it.
    Skill(String),
    /// The sector of this code, or a trade in it.
    Sector(String),
    /// The words stand in a title.
    Title,
    /// The words stand in the member's own words, name or text.
    Text,
    /// A word near one that was typed, folded: see [`super::fold::spelled`] to show it.
    Spelling(String),
    /// In the place of this code.
    Place(String),
    /// In a department or province where the trade that the words name is practised.
    SamePlace,
}

/// An entry found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Whose directory.
    pub coop: CoopId,
    /// The entry.
    pub id: EntryId,
    /// Its kind.
    pub kind: Kind,
    /// Kilometres from the place asked for, when that and the entry's are communes.
    pub km: Option<f64>,
    /// Why it is here, best reason first.
    pub why: Vec<Why>,
}

/// What else could be asked when nothing was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Suggestion {
    /// The term of this code, which some entries have.
    Term(String),
    /// A radius in kilometres, within which there is something.
    Radius(f64),
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Results {
    /// Hits in all.
    pub total: usize,
    /// Those asked for, best first.
    pub hits: Vec<Hit>,
    /// How many of all hits there are of each, in the order of [`Query::count`].
    pub counted: Vec<Fair>,
    /// Codes that the words were understood as.
    pub understood: Vec<String>,
    /// What else could be asked, when nothing was found.
    pub suggestions: Vec<Suggestion>,
}
