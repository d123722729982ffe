//! The flags of vocabularies and of words that members propose. Must not know what a term is.

use std::path::PathBuf;

use clap::ValueEnum;

/// `vocabulary`.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum VocabularyVerb {
    /// The terms near some words, in any language, with their codes; none for every term
    Lookup(LookupArgs),
    /// The vocabularies that cooperatives publish, and which are in force
    List,
    /// Publish a vocabulary of this cooperative from a table; shows the difference
    Import(VocabularyImportArgs),
    /// Take a vocabulary of this cooperative out
    Remove {
        /// Its name
        name: String,
    },
    /// Propose a word, so that all find with it once enough cooperatives list it
    Propose(WordArgs),
    /// The words proposed, who lists them, and how many are missing
    Words,
    /// Approve a word that another cooperative proposed
    Approve(WordId),
    /// List a word no more
    Withdraw(WordId),
    /// Say that a word is the same as another term
    Merge {
        /// Which.
        #[command(flatten)]
        word: WordId,
        /// The other one: its code, its label, or another word
        #[arg(long, value_name = "TERM")]
        into: String,
    },
}

/// `vocabulary lookup`.
#[derive(Debug, Clone, clap::Args)]
pub struct LookupArgs {
    /// Words in any language
    pub words: Vec<String>,
    /// Trades, skills, sectors or ways of working alone
    #[arg(long)]
    pub kind: Option<TermKindName>,
}

/// `vocabulary import`.
#[derive(Debug, Clone, clap::Args)]
pub struct VocabularyImportArgs {
    /// A table (columns code, kind, label_fr, alt_fr…; `-` for standard input), or esco, rome or nace and then the
    /// official downloads: folders, zips or files
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The vocabulary's name, as crafts; official ones have their own
    #[arg(long)]
    pub name: Option<String>,
    /// Take out the terms that the file no longer has
    #[arg(long)]
    pub replace: bool,
    /// Show what would change, write nothing
    #[arg(long, short = 'n')]
    pub dry_run: bool,
}

/// A word.
#[derive(Debug, Clone, clap::Args)]
pub struct WordId {
    /// Its code, the start of it, or the word
    pub word: String,
}

/// `vocabulary propose`.
#[derive(Debug, Clone, clap::Args)]
pub struct WordArgs {
    /// The word
    pub word: String,
    /// Its language
    #[arg(id = "languages", long = "lang", value_name = "LANG")]
    pub lang: String,
    /// The term that it is one more name of: code or label
    #[arg(long = "as", value_name = "TERM", required_unless_present = "new")]
    pub same_as: Option<String>,
    /// It is a term of its own
    #[arg(long, conflicts_with = "same_as", requires = "kind")]
    pub new: bool,
    /// What a term of its own names
    #[arg(long, requires = "new")]
    pub kind: Option<TermKindName>,
    /// The wider term of a term of its own: code or label (repeat for several)
    #[arg(long, value_name = "TERM", requires = "new")]
    pub broader: Vec<String>,
}

/// What terms name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TermKindName {
    /// Trades.
    Trade,
    /// Skills.
    Skill,
    /// Sectors.
    Sector,
    /// Ways of working.
    Mode,
}

impl TermKindName {
    /// Its name in the API.
    pub const fn name(self) -> &'static str {
        match self {
            TermKindName::Trade => "trade",
            TermKindName::Skill => "skill",
            TermKindName::Sector => "sector",
            TermKindName::Mode => "mode",
        }
    }
}
