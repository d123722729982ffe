//! What keeps a node well: backups, the doctor, keys of people. Must not know what they do.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::PassphraseArgs;

/// `backup`.
#[derive(Debug, Subcommand)]
pub enum BackupVerb {
    /// Write the backup, read it back and verify it
    Create(BackupArgs),
    /// Open a backup, check everything and say what it holds, without the secrets
    Verify(RestoreArgs),
}

/// `backup create`.
#[derive(Debug, Clone, clap::Args)]
pub struct BackupArgs {
    /// The file to write, elsewhere than in the node's directory
    pub file: PathBuf,
    /// Replace a file that is there
    #[arg(long)]
    pub force: bool,
    /// Without the contents of the directories, which the other cooperatives keep too
    #[arg(long)]
    pub identity_only: bool,
    /// How the passphrase is given.
    #[command(flatten)]
    pub passphrase: PassphraseArgs,
    /// Power of two of the work that opening the backup costs (trials only)
    #[arg(long, hide = true, value_name = "LOG2", value_parser = clap::value_parser!(u8).range(1..=22))]
    pub work_factor: Option<u8>,
}

/// `restore`, and `backup verify`.
#[derive(Debug, Clone, clap::Args)]
pub struct RestoreArgs {
    /// The backup
    pub file: PathBuf,
    /// How the passphrase is given.
    #[command(flatten)]
    pub passphrase: PassphraseArgs,
}

/// `doctor`.
#[derive(Debug, Clone, clap::Args)]
pub struct DoctorArgs {
    /// Also write a file to send when asking for help, without names, keys or addresses
    #[arg(long, value_name = "FILE")]
    pub bundle: Option<PathBuf>,
}

/// `key`.
#[derive(Debug, Subcommand)]
pub enum KeyVerb {
    /// Make a key in a locked file, and print its public part
    New(KeyArgs),
    /// Show what the key of a file is for, who holds it, and its public part
    Show {
        /// The key file
        file: PathBuf,
        /// How the passphrase is given.
        #[command(flatten)]
        passphrase: PassphraseArgs,
    },
}

/// `key new`.
#[derive(Debug, Clone, clap::Args)]
pub struct KeyArgs {
    /// The file to write
    pub file: PathBuf,
    /// What it is for: root signs cards, vote approves pages of the register
    #[arg(long = "use", value_name = "USE")]
    pub usage: KeyUseName,
    /// Who holds it
    #[arg(long, value_name = "NAME")]
    pub label: String,
    /// How the passphrase is given.
    #[command(flatten)]
    pub passphrase: PassphraseArgs,
    /// Power of two of the work that opening the key costs (trials only)
    #[arg(long, hide = true, value_name = "LOG2", value_parser = clap::value_parser!(u8).range(1..=22))]
    pub work_factor: Option<u8>,
}

/// What a key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KeyUseName {
    /// Signs cards.
    Root,
    /// Approves pages of the register.
    Vote,
}
