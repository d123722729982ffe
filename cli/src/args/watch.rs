//! The flags of saved searches. Must not know where they are kept.

use clap::Subcommand;

use super::SearchFlags;

/// `watch`.
#[derive(Debug, Subcommand)]
pub enum WatchVerb {
    /// Keep a search, with the flags of `search`
    Add(Box<WatchAddArgs>),
    /// The searches kept
    List,
    /// Show what is new since last time; exit code 0 when something is, 1 when nothing is
    Run(WatchRunArgs),
    /// Forget a search, and what it has shown
    Remove {
        /// Its name
        name: String,
    },
}

/// `watch add`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct WatchAddArgs {
    /// What is looked for.
    #[command(flatten)]
    pub flags: SearchFlags,
    /// What to call it (by default, its words)
    #[arg(long)]
    pub name: Option<String>,
}

/// `watch run`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct WatchRunArgs {
    /// Which one; all of them by default
    pub name: Option<String>,
    /// Look again every minute until Ctrl-C or SIGTERM; exit code 0 then
    #[arg(long)]
    pub follow: bool,
}
