//! The flags of members, offers and needs. Must not know what the words typed mean.

use clap::{Subcommand, ValueEnum};

use super::import::{ImportArgs, TagArgs};

/// `member`.
#[derive(Debug, Subcommand)]
pub enum MemberVerb {
    /// Take in a list of members (CSV or XLSX); shows the difference first
    Import(ImportArgs),
    /// Turn free words of trades into codes: what is sure is filled in, the rest is left for a person
    Tag(TagArgs),
    /// Add a member
    Add(MemberFlags),
    /// List the members of a cooperative, this one by default
    List(ListArgs),
    /// Show a member's entry
    Show(EntryId),
    /// Change a member's entry: only what is given changes
    Edit {
        /// Which one.
        #[command(flatten)]
        id: EntryId,
        /// What changes.
        #[command(flatten)]
        flags: MemberFlags,
    },
    /// Take a member out, with what they offer and need
    Remove(EntryId),
}

/// `offer`, `need` and `service`.
#[derive(Debug, Subcommand)]
pub enum ListingVerb {
    /// Publish one
    Add {
        /// What, in a few words
        title: String,
        /// The rest.
        #[command(flatten)]
        flags: Box<ListingFlags>,
    },
    /// List those of a cooperative, this one by default
    List(ListArgs),
    /// Show one
    Show(EntryId),
    /// Change one: only what is given changes
    Edit {
        /// Which one.
        #[command(flatten)]
        id: EntryId,
        /// What, in a few words
        #[arg(long)]
        title: Option<String>,
        /// The rest.
        #[command(flatten)]
        flags: Box<ListingFlags>,
    },
    /// Withdraw one
    #[command(visible_alias = "remove")]
    Withdraw(EntryId),
}

/// An entry.
#[derive(Debug, Clone, clap::Args)]
pub struct EntryId {
    /// Its id, or the start of it
    pub id: String,
}

/// `… list`.
#[derive(Debug, Clone, clap::Args)]
pub struct ListArgs {
    /// The cooperative: name, id or start of it
    #[arg(long)]
    pub coop: Option<String>,
    /// Which page
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    pub page: u64,
}

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum YesNo {
    /// Yes.
    #[value(alias = "oui", alias = "ja")]
    Yes,
    /// No.
    #[value(alias = "non", alias = "nee")]
    No,
}

/// What members, offers and needs share.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct EntryFlags {
    /// A trade: code or name (repeat for several)
    #[arg(long = "trade", value_name = "TRADE")]
    pub trades: Vec<String>,
    /// A skill: code or name (repeat for several)
    #[arg(long = "skill", value_name = "SKILL")]
    pub skills: Vec<String>,
    /// A sector: code or name (repeat for several)
    #[arg(long = "sector", value_name = "SECTOR")]
    pub sectors: Vec<String>,
    /// A way of working: code or name (repeat for several)
    #[arg(long = "mode", value_name = "MODE")]
    pub modes: Vec<String>,
    /// Own words, for what no list has (repeat for several)
    #[arg(long = "word", value_name = "WORD")]
    pub words: Vec<String>,
    /// A commune's name or postal code, a department, a region
    #[arg(long)]
    pub place: Option<String>,
    /// How precisely the place is published
    #[arg(long, value_parser = ["commune", "department", "region", "country"])]
    pub precision: Option<String>,
    /// A language of work, as fr (repeat for several)
    #[arg(long = "language", value_name = "LANG")]
    pub languages: Vec<String>,
    /// A few sentences, 500 characters at most
    #[arg(long)]
    pub about: Option<String>,
}

/// A member.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct MemberFlags {
    /// Name or pseudonym, as shown
    #[arg(long)]
    pub name: Option<String>,
    /// The main activity, in the member's own words
    #[arg(long)]
    pub title: Option<String>,
    /// What the member wants to learn (repeat for several)
    #[arg(long = "learn", value_name = "SKILL")]
    pub learn: Vec<String>,
    /// Whether the member takes work now
    #[arg(long, value_name = "YES|NO")]
    pub available: Option<YesNo>,
    /// The rest.
    #[command(flatten)]
    pub entry: EntryFlags,
}

/// An offer or a need.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ListingFlags {
    /// The member it comes from: id, start of it, or exact name
    #[arg(long, value_name = "MEMBER")]
    pub by: Option<String>,
    /// Against what (repeat for several)
    #[arg(long, value_name = "HOW", value_parser = ["paid", "exchange", "gift", "mutual-aid"])]
    pub exchange: Vec<String>,
    /// Until when, as 2027-06-30
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// The rest.
    #[command(flatten)]
    pub entry: EntryFlags,
}
