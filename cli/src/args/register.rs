//! The register and the charter: what people decide together. Must not know the rules.

use std::path::PathBuf;

use bigre_protocol::id::{FederationId, ObjectId};
use clap::Subcommand;

use super::PassphraseArgs;

/// Who signs: the data directory's key, or those of files.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct SignArgs {
    /// Sign with the key of this file instead of the data directory's (repeat for several)
    #[arg(long = "key", value_name = "FILE")]
    pub keys: Vec<PathBuf>,
    /// How the passphrase is given.
    #[command(flatten)]
    pub passphrase: PassphraseArgs,
}

/// `charter`.
#[derive(Debug, Subcommand)]
pub enum CharterVerb {
    /// Show the charter in force; without a node, the one that a federation begins with
    Show,
    /// Sign the charter of a federation to join
    Sign(CharterSignArgs),
}

/// `charter sign`.
#[derive(Debug, Clone, clap::Args)]
pub struct CharterSignArgs {
    /// The federation's id
    #[arg(long, value_name = "ID")]
    pub federation: FederationId,
    /// The charter's id; by default that of the charter that a federation begins with
    #[arg(long, value_name = "ID")]
    pub charter: Option<ObjectId>,
    /// The file to write; by default `charter-signed.cbor` in the data directory
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Who signs.
    #[command(flatten)]
    pub sign: SignArgs,
}

/// `register`.
#[derive(Debug, Subcommand)]
pub enum RegisterVerb {
    /// The members, and what is proposed
    List,
    /// One page: who proposed it, approved it, is missing, and what seals it
    Show {
        /// A page: its number, or the start of its id
        #[arg(value_name = "REF")]
        reference: String,
    },
    /// All the pages in force, one line each
    Log,
    /// Propose a page
    #[command(subcommand)]
    Propose(ProposeVerb),
    /// Approve a proposed page, with the vote keys
    Approve(ApproveArgs),
    /// Take an approval back
    Withdraw(ApproveArgs),
    /// Write all that is needed to verify the register into a directory
    Export {
        /// The directory: new, or empty
        folder: PathBuf,
    },
    /// Verify an exported register without any node
    Verify {
        /// The directory that `register export` wrote
        #[arg(long, value_name = "DIR")]
        offline: PathBuf,
    },
}

/// The minutes of the deliberation.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct MinutesArgs {
    /// The minutes: only the SHA-256 of this file is published
    #[arg(long, value_name = "FILE")]
    pub minutes: Option<PathBuf>,
}

/// A cooperative that a page is about.
#[derive(Debug, Clone, clap::Args)]
pub struct AboutCoop {
    /// A cooperative: name, id or its start
    pub coop: String,
    /// The minutes.
    #[command(flatten)]
    pub minutes: MinutesArgs,
}

/// `register propose`.
#[derive(Debug, Subcommand)]
pub enum ProposeVerb {
    /// A cooperative joins
    Admit {
        /// Its card
        #[arg(long, value_name = "FILE")]
        card: PathBuf,
        /// The charter that it signed
        #[arg(long, value_name = "FILE")]
        charter: PathBuf,
        /// The minutes.
        #[command(flatten)]
        minutes: MinutesArgs,
    },
    /// A cooperative is expelled
    Expel {
        /// Which.
        #[command(flatten)]
        about: AboutCoop,
        /// Why, as a code of the charter
        #[arg(long, value_name = "CODE")]
        grounds: String,
        /// The last entry of its journal that counts; by default the last one held here
        #[arg(long, value_name = "NUMBER", requires = "cut_directory")]
        cut_journal: Option<u64>,
        /// The last number of its directory that counts; by default the last one held here
        #[arg(long, value_name = "NUMBER", requires = "cut_journal")]
        cut_directory: Option<u64>,
    },
    /// This cooperative leaves
    Leave {
        /// The minutes.
        #[command(flatten)]
        minutes: MinutesArgs,
    },
    /// A member no longer votes, and stays a member
    Sleep(AboutCoop),
    /// A member votes again
    Wake(AboutCoop),
    /// A cooperative that lost its root keys goes on with new ones
    Succeed {
        /// Which.
        #[command(flatten)]
        about: AboutCoop,
        /// Its next card, from `bigre card recover`
        #[arg(long, value_name = "FILE")]
        card: PathBuf,
    },
    /// Of two cards with one number, one is recognised
    Recognise {
        /// A cooperative: name, id or its start
        coop: String,
        /// The card's id, or its start
        #[arg(value_name = "CARD")]
        branch: String,
        /// The minutes.
        #[command(flatten)]
        minutes: MinutesArgs,
    },
    /// New rules
    Rules {
        /// Members that a cooperative may have
        #[arg(long, value_name = "NUMBER")]
        members: Option<u64>,
        /// Entries that a cooperative may have
        #[arg(long, value_name = "NUMBER")]
        entries: Option<u64>,
        /// Room that a cooperative's entries may take, in MiB
        #[arg(long, value_name = "NUMBER")]
        megabytes: Option<u64>,
        /// The text of a new charter
        #[arg(long, value_name = "FILE")]
        charter: Option<PathBuf>,
        /// The vocabularies in force: all of them, the first read first (repeat for several)
        #[arg(long, value_name = "COOP:NAME")]
        vocabulary: Vec<String>,
        /// No vocabulary but the one that comes with the program
        #[arg(long, conflicts_with = "vocabulary")]
        no_vocabulary: bool,
        /// The minutes.
        #[command(flatten)]
        minutes: MinutesArgs,
    },
    /// New rules of the solidarity fund; what is not given stays
    FundRules(FundRulesArgs),
    /// Overrule the objections to a request of the fund
    Overrule {
        /// The start of the request's id
        #[arg(value_name = "ID")]
        request: String,
        /// The minutes.
        #[command(flatten)]
        minutes: MinutesArgs,
    },
    /// Nodes must know at least this version of the protocol
    Upgrade {
        /// The version
        protocol: u64,
        /// The minutes.
        #[command(flatten)]
        minutes: MinutesArgs,
    },
}

/// `register propose fund-rules`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct FundRulesArgs {
    /// A line: its name, the most one request may ask, how long objections are waited for, and `repaid` if what it pays is
    /// paid back, as advance:10000:7d:repaid (repeat for several)
    #[arg(long, value_name = "LINE:MAXIMUM:WINDOW[:repaid]")]
    pub line: Vec<String>,
    /// A shorter window for requests of a line up to an amount, as aid:500:48h (repeat for several)
    #[arg(long, value_name = "LINE:AMOUNT:WINDOW")]
    pub quick: Vec<String>,
    /// A line that ends (repeat for several)
    #[arg(long, value_name = "LINE")]
    pub without: Vec<String>,
    /// Open requests that a cooperative may have for each thousand members begun
    #[arg(long, value_name = "NUMBER")]
    pub open: Option<u64>,
    /// The currency of every amount, which no later page changes
    #[arg(long, value_name = "CODE")]
    pub currency: Option<String>,
    /// Whose opinions decide: all of them (repeat for several)
    #[arg(long, value_name = "COOP")]
    pub participant: Vec<String>,
    /// Every cooperative that votes takes part again
    #[arg(long, conflicts_with = "participant")]
    pub everybody: bool,
    /// The minutes.
    #[command(flatten)]
    pub minutes: MinutesArgs,
}

/// `register approve` and `register withdraw`.
#[derive(Debug, Clone, clap::Args)]
pub struct ApproveArgs {
    /// A page: its number, or the start of its id
    #[arg(value_name = "REF")]
    pub reference: String,
    /// Write what is signed so far into a file for the next person, and publish nothing
    #[arg(long, value_name = "FILE")]
    pub save: Option<PathBuf>,
    /// Add the signatures of such a file (repeat for several)
    #[arg(long, value_name = "FILE")]
    pub from: Vec<PathBuf>,
    /// Do not ask
    #[arg(long)]
    pub yes: bool,
    /// Who signs.
    #[command(flatten)]
    pub sign: SignArgs,
}

/// `suspend`.
#[derive(Debug, Clone, clap::Args)]
pub struct SuspendArgs {
    /// A cooperative: name, id or its start
    pub coop: String,
    /// Why, as a code of the charter
    #[arg(long, value_name = "CODE")]
    pub reason: String,
    /// Which incident; by default the one that others called for, or a new one
    #[arg(long, value_name = "NUMBER")]
    pub incident: Option<u64>,
}
