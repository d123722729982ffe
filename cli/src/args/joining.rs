//! How a cooperative joins: invitations, and the answer to one. Must not know what they do.

use clap::Subcommand;

use super::PassphraseArgs;

/// `invite`.
#[derive(Debug, Clone, clap::Args)]
pub struct InviteArgs {
    /// Whom the invitation is for
    #[arg(long = "for", value_name = "NAME", required = true)]
    pub guest: Option<String>,
    /// For how many days it serves
    #[arg(long, default_value_t = 14, value_parser = clap::value_parser!(u64).range(1..=90))]
    pub days: u64,
    /// Without the QR code
    #[arg(long)]
    pub no_qr: bool,
    /// What else is done with invitations.
    #[command(subcommand)]
    pub verb: Option<InviteVerb>,
}

/// `invite`, but for giving one out.
#[derive(Debug, Clone, Subcommand)]
pub enum InviteVerb {
    /// Invitations given out, and what became of them
    List,
    /// Take an invitation back
    Revoke {
        /// Its id, or the start of it
        id: String,
    },
}

/// `join`.
#[derive(Debug, Clone, clap::Args)]
pub struct JoinArgs {
    /// The invitation: its text, or a file that holds it (`-` for standard input)
    pub ticket: String,
    /// Sign the charter, having read it
    #[arg(long)]
    pub sign_charter: bool,
    /// Wait until the cooperatives have decided, this many seconds at most
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, default_missing_value = "86400")]
    pub wait: Option<u64>,
    /// How the passphrase is given.
    #[command(flatten)]
    pub passphrase: PassphraseArgs,
}
