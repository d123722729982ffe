//! What may be typed: the verbs and their flags. Must not know what they do.
//!
//! The sentences below are the English help; French and Dutch are `locales/help.{fr,nl}.ftl`, by the same names.

mod card;
mod care;
mod entry;
mod fair;
mod fund;
mod import;
mod joining;
mod lab;
mod register;
mod search;
mod vocabulary;
mod watch;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

pub use card::{
    AddressArgs, CardSignArgs, CardVerb, NextArgs, RecoverArgs, RenewArgs, RotateKeysArgs, RotateNodeArgs,
    RotateVerb,
};
pub use care::{BackupArgs, BackupVerb, DoctorArgs, KeyArgs, KeyUseName, KeyVerb, RestoreArgs};
pub use entry::{EntryFlags, EntryId, ListArgs, ListingFlags, ListingVerb, MemberFlags, MemberVerb, YesNo};
pub use fair::{CountArgs, FairFlags, TradesArgs};
pub use fund::{
    AuditArgs, CallArgs, CommitArgs, DecideArgs, FundVerb, GuaranteeArgs, GuaranteeVerb, OpArgs, OpinionArgs,
    PledgeArgs, ReconcileArgs, ReportArgs, RequestArgs, RequestVerb, StressArgs, ViewName,
};
pub use import::{Encoding, ImportArgs, SheetFlags, TagArgs};
pub use joining::{InviteArgs, InviteVerb, JoinArgs};
pub use lab::{DemoArgs, DownArgs, KillArgs, LabDir, MeshUpArgs, MeshVerb, PartitionArgs};
pub use register::{
    AboutCoop, ApproveArgs, CharterSignArgs, CharterVerb, FundRulesArgs, MinutesArgs, ProposeVerb,
    RegisterVerb, SignArgs, SuspendArgs,
};
pub use search::{KindName, MatchArgs, MatchVerb, SearchArgs, SearchFlags, SortName};
pub use vocabulary::{LookupArgs, TermKindName, VocabularyImportArgs, VocabularyVerb, WordArgs, WordId};
pub use watch::{WatchAddArgs, WatchRunArgs, WatchVerb};

/// Bigre!, the federated network of work cooperatives
#[derive(Debug, Parser)]
#[command(name = "bigre", version, disable_help_subcommand = true, max_term_width = 110)]
pub struct Args {
    /// What all verbs take.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// Flags of every verb.
#[derive(Debug, Clone, clap::Args)]
pub struct Global {
    /// Directory of the node: its keys, its settings, its data
    #[arg(long, global = true, value_name = "DIR", env = "BIGRE_DATA", hide_env_values = true)]
    pub data: Option<PathBuf>,
    /// Print JSON, for programs
    #[arg(long, global = true)]
    pub json: bool,
    /// Language of the messages: fr, nl or en (after `search` and `watch add`, the language of work)
    #[arg(long, value_name = "LANG")]
    pub lang: Option<LangName>,
    /// Colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorWhen,
    /// Print results and errors only
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Print more; twice, still more
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
}

/// A language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LangName {
    /// French.
    Fr,
    /// Dutch.
    Nl,
    /// English.
    En,
}

/// When colours are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Make the keys, the card and the settings of a new cooperative's node
    Init(InitArgs),
    /// The cooperative's card: its keys and where its node is
    #[command(subcommand)]
    Card(CardVerb),
    /// The federation
    #[command(subcommand)]
    Federation(FederationVerb),
    /// Invite a cooperative to join the federation
    #[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
    Invite(InviteArgs),
    /// Answer an invitation, and say at which step it is
    Join(JoinArgs),
    /// The charter of the federation
    #[command(subcommand)]
    Charter(CharterVerb),
    /// The register of the members: what is decided together
    #[command(subcommand)]
    Register(RegisterVerb),
    /// Call for the emergency suspension of a cooperative
    Suspend(SuspendArgs),
    /// The solidarity fund: promises and receipts of money that moves by bank
    #[command(subcommand)]
    Fund(Box<FundVerb>),
    /// Guarantees between cooperatives
    #[command(subcommand)]
    Guarantee(Box<GuaranteeVerb>),
    /// The node of this machine
    #[command(subcommand)]
    Node(NodeVerb),
    /// Whether all is well
    Status,
    /// The other cooperatives, and whether they are connected
    Peers,
    /// The directories and how new they are
    #[command(subcommand)]
    Sync(SyncVerb),
    /// The cooperative's members
    #[command(subcommand)]
    Member(MemberVerb),
    /// What members offer
    #[command(subcommand)]
    Offer(ListingVerb),
    /// What members look for
    #[command(subcommand)]
    Need(ListingVerb),
    /// What the cooperative does for others: its mutualised functions
    #[command(subcommand)]
    Service(ListingVerb),
    /// Search the directories of all cooperatives
    Search(SearchArgs),
    /// Who could answer a need, or which needs an offer answers, and why
    #[command(subcommand)]
    Match(MatchVerb),
    /// Searches kept on this machine: what is new since last time; nobody else learns of them
    #[command(subcommand)]
    Watch(WatchVerb),
    /// Which trades are practised, counted: an entry counts for each of its trades
    Trades(TradesArgs),
    /// Where, counted by department or province
    Places(CountArgs),
    /// Which cooperatives, counted, and how new their directories are
    Coops(CountArgs),
    /// The trades, skills, sectors and ways of working that have a code
    #[command(subcommand)]
    Vocabulary(VocabularyVerb),
    /// Write everything held into one file, for a machine without network
    Export(FileArg),
    /// Take in such a file
    Import(FileArg),
    /// The settings
    #[command(subcommand)]
    Config(ConfigVerb),
    /// The store
    #[command(subcommand)]
    Store(StoreVerb),
    /// The node's keys and settings in one locked file
    #[command(subcommand)]
    Backup(BackupVerb),
    /// Put a backup back into a new directory
    Restore(RestoreArgs),
    /// Look for what is wrong, and say what to do
    Doctor(DoctorArgs),
    /// Keys that one person holds
    #[command(subcommand)]
    Key(KeyVerb),
    /// A trial federation on this machine
    #[command(subcommand)]
    Mesh(MeshVerb),
    /// Show it all on a trial federation with invented members
    Demo(DemoArgs),
    /// Print the completions of a shell
    Completions(CompletionsArgs),
    /// What this program is, and where its data come from
    About(AboutArgs),
}

/// `init`.
#[derive(Debug, clap::Args)]
pub struct InitArgs {
    /// The cooperative's name
    #[arg(long)]
    pub name: String,
    /// Its legal id: FR:SIREN: and 9 digits, or BE:BCE: and 10 digits
    #[arg(long, value_name = "ID")]
    pub legal_id: String,
    /// Where the others reach the node, as /dns/bigre.example.coop/tcp/4040 (repeat for several)
    #[arg(long, value_name = "ADDRESS")]
    pub announce: Vec<String>,
    /// How the passphrase is given.
    #[command(flatten)]
    pub passphrase: PassphraseArgs,
    /// Make up a passphrase, printed once
    #[arg(long, conflicts_with = "passphrase_file")]
    pub generate_passphrase: bool,
    /// Power of two of the work that opening the root key costs (trials only)
    #[arg(long, hide = true, value_name = "LOG2", value_parser = clap::value_parser!(u8).range(1..=22))]
    pub work_factor: Option<u8>,
}

/// How a passphrase is given without a terminal.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct PassphraseArgs {
    /// Read the passphrase from the first line of a file
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
}

/// `federation`.
#[derive(Debug, Subcommand)]
pub enum FederationVerb {
    /// Sign the founding page that the founders' cards make; every founder does the same
    Found {
        /// The federation's name, the same for every founder
        #[arg(long)]
        name: String,
        /// The founders' cards, in any order, this cooperative's among them
        #[arg(required = true, value_name = "CARD")]
        cards: Vec<PathBuf>,
        /// Found it anew, after a frozen register: the directory of `register export`, the same for every founder
        #[arg(long, value_name = "DIR")]
        after: Option<PathBuf>,
        /// How the passphrase is given.
        #[command(flatten)]
        passphrase: PassphraseArgs,
    },
    /// Publish this cooperative's entries of the federation before, once it is founded anew
    Bring {
        /// The file that `export` wrote there
        file: PathBuf,
        /// The directory of `register export`
        #[arg(long, value_name = "DIR")]
        after: PathBuf,
    },
    /// Show the federation, its fingerprint in words and its founders
    Show,
}

/// `node`.
#[derive(Debug, Subcommand)]
pub enum NodeVerb {
    /// Run the node until Ctrl-C or SIGTERM
    Run(RunArgs),
}

/// `node run`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct RunArgs {
    /// Where to listen (repeat for several; network.listen)
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Vec<String>,
    /// What to log (log.level)
    #[arg(long, value_name = "LEVEL")]
    pub log: Option<String>,
    /// Any other setting, as storage.cache="128 MiB"
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = key_value)]
    pub settings: Vec<(String, String)>,
}

fn key_value(text: &str) -> Result<(String, String), String> {
    text.split_once('=').map(|(key, value)| (key.into(), value.into())).ok_or_else(|| "KEY=VALUE".into())
}

/// `sync`.
#[derive(Debug, Subcommand)]
pub enum SyncVerb {
    /// One line a directory: how many entries, how new, who holds it
    Status,
    /// Compare with everybody now, and wait until everything newer is here
    Now {
        /// How long to wait, in seconds
        #[arg(long, default_value_t = 30, value_name = "SECONDS")]
        timeout: u64,
    },
}

/// A file.
#[derive(Debug, clap::Args)]
pub struct FileArg {
    /// The file; `-` for standard input or output
    pub file: PathBuf,
}

/// `config`.
#[derive(Debug, Subcommand)]
pub enum ConfigVerb {
    /// Show every setting, its value and where it comes from
    Show {
        /// Print the documented example instead
        #[arg(long)]
        example: bool,
    },
    /// Tell what is wrong with the settings
    Check,
}

/// `store`.
#[derive(Debug, Subcommand)]
pub enum StoreVerb {
    /// Give back the room that erased entries take
    Compact,
}

/// `completions`.
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: ShellName,
}

/// A shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ShellName {
    /// fish
    Fish,
    /// bash
    Bash,
    /// zsh
    Zsh,
}

/// `about`.
#[derive(Debug, clap::Args)]
pub struct AboutArgs {
    /// `data`: where the vocabulary and the places come from
    pub topic: Option<Topic>,
}

/// What `about` tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Topic {
    /// Sources and licences of the embedded data.
    Data,
}

#[cfg(test)]
mod tests;
