//! The cooperative's card: shown, renewed, signed by several people. Must not know what makes one valid.

use std::path::PathBuf;

use bigre_protocol::id::{FederationId, ObjectId, PublicKey};
use clap::Subcommand;

use super::{PassphraseArgs, SignArgs};

/// `card`.
#[derive(Debug, Subcommand)]
pub enum CardVerb {
    /// Show this cooperative's card, or the one in a file
    Show {
        /// A card received from another cooperative
        file: Option<PathBuf>,
    },
    /// Write this cooperative's card into a file, to send to the other founders
    Export {
        /// The file; by default the cooperative's name and `.card`
        file: Option<PathBuf>,
    },
    /// Put new keys on the card
    #[command(subcommand)]
    Rotate(RotateVerb),
    /// Sign the card again for 13 months, with the same keys
    Renew(RenewArgs),
    /// Change where the others reach the node
    Address(AddressArgs),
    /// Make new root keys when the old ones are lost; the others decide whether to recognise them
    Recover(RecoverArgs),
    /// Add signatures to a card that several people sign
    Sign(CardSignArgs),
    /// Put a card that enough people signed in force
    Publish {
        /// The card, as `--save` wrote it
        draft: PathBuf,
    },
    /// Tell who signed a card and who is missing; without a file, the card in force
    Verify {
        /// The card, as `--save` wrote it
        draft: Option<PathBuf>,
    },
}

/// `card rotate`.
#[derive(Debug, Subcommand)]
pub enum RotateVerb {
    /// A new node key: the running node takes it up by itself
    Node(RotateNodeArgs),
    /// New vote keys, which approve pages of the register
    Vote(RotateKeysArgs),
    /// New root keys, which sign cards: the old ones and the new ones both sign
    Root(RotateKeysArgs),
}

/// What every next card takes.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct NextArgs {
    /// The cooperative's new name
    #[arg(long = "name", value_name = "NAME")]
    pub new_name: Option<String>,
    /// Write the card into a file for the next person to sign, and publish nothing
    #[arg(long, value_name = "FILE")]
    pub save: Option<PathBuf>,
}

/// `card rotate node`.
#[derive(Debug, Clone, clap::Args)]
pub struct RotateNodeArgs {
    /// The last entry of the journal that counts, if the key was stolen
    #[arg(long, value_name = "NUMBER", requires = "cut_directory")]
    pub cut_journal: Option<u64>,
    /// The id of that entry, as another member's `register list --json` tells it
    #[arg(long, value_name = "ID", requires = "cut_journal")]
    pub cut_journal_id: Option<ObjectId>,
    /// The last number of the directory that counts, if the key was stolen
    #[arg(long, value_name = "NUMBER", requires = "cut_journal")]
    pub cut_directory: Option<u64>,
    /// What every next card takes.
    #[command(flatten)]
    pub next: NextArgs,
    /// Who signs.
    #[command(flatten)]
    pub sign: SignArgs,
}

/// `card rotate vote` and `card rotate root`.
#[derive(Debug, Clone, clap::Args)]
pub struct RotateKeysArgs {
    /// A public key that somebody made with `bigre key new` (repeat for several); by default a new key of this directory
    #[arg(long = "key", value_name = "PUBLICKEY")]
    pub new_keys: Vec<PublicKey>,
    /// How many of the new keys must sign
    #[arg(long, value_name = "NUMBER", requires = "new_keys", default_value_t = 1)]
    pub threshold: u8,
    /// Sign with the root key of this file instead of the data directory's (repeat for several)
    #[arg(long = "sign-with", value_name = "FILE")]
    pub sign_with: Vec<PathBuf>,
    /// What every next card takes.
    #[command(flatten)]
    pub next: NextArgs,
    /// How the passphrase is given.
    #[command(flatten)]
    pub passphrase: PassphraseArgs,
    /// Power of two of the work that opening the key costs (trials only)
    #[arg(long, hide = true, value_name = "LOG2", value_parser = clap::value_parser!(u8).range(1..=22))]
    pub work_factor: Option<u8>,
}

/// `card renew`.
#[derive(Debug, Clone, clap::Args)]
pub struct RenewArgs {
    /// What every next card takes.
    #[command(flatten)]
    pub next: NextArgs,
    /// Who signs.
    #[command(flatten)]
    pub sign: SignArgs,
}

/// `card address`.
#[derive(Debug, Clone, clap::Args)]
#[group(id = "addresses", required = true, multiple = true)]
pub struct AddressArgs {
    /// All the addresses, in the place of the old ones (repeat for several)
    #[arg(long, value_name = "ADDRESS", conflicts_with_all = ["add", "remove"], group = "addresses")]
    pub address: Vec<String>,
    /// One address more (repeat for several)
    #[arg(long, value_name = "ADDRESS", group = "addresses")]
    pub add: Vec<String>,
    /// One address less (repeat for several)
    #[arg(long, value_name = "ADDRESS", group = "addresses")]
    pub remove: Vec<String>,
    /// What every next card takes.
    #[command(flatten)]
    pub next: NextArgs,
    /// Who signs.
    #[command(flatten)]
    pub sign: SignArgs,
}

/// `card recover`.
#[derive(Debug, Clone, clap::Args)]
pub struct RecoverArgs {
    /// The file to write; by default the cooperative's name and `-recovery.card`
    #[arg(long, value_name = "FILE")]
    pub save: Option<PathBuf>,
    /// The vote key is lost too: make a new one
    #[arg(long)]
    pub vote: bool,
    /// How the passphrase is given.
    #[command(flatten)]
    pub passphrase: PassphraseArgs,
    /// Power of two of the work that opening the key costs (trials only)
    #[arg(long, hide = true, value_name = "LOG2", value_parser = clap::value_parser!(u8).range(1..=22))]
    pub work_factor: Option<u8>,
}

/// `card sign`.
#[derive(Debug, Clone, clap::Args)]
pub struct CardSignArgs {
    /// The card, as `--save` wrote it: the signatures are added to it
    pub draft: PathBuf,
    /// The federation's id, when no node runs here and nobody signed before
    #[arg(long, value_name = "ID")]
    pub federation: Option<FederationId>,
    /// Do not ask
    #[arg(long)]
    pub yes: bool,
    /// Who signs.
    #[command(flatten)]
    pub sign: SignArgs,
}
