//! `mesh` and `demo`: what may be typed to try a federation on one machine.

use std::path::PathBuf;

use clap::Subcommand;

/// `mesh`.
#[derive(Debug, Subcommand)]
pub enum MeshVerb {
    /// Found a trial federation on this machine and start its nodes; start again those that stopped
    Up(MeshUpArgs),
    /// Show the nodes
    Status(LabDir),
    /// Cut some nodes off from the others
    Partition(PartitionArgs),
    /// Join everybody again
    Heal(LabDir),
    /// Kill one node as a power cut would; `up` starts it again
    Kill(KillArgs),
    /// Stop the nodes
    Down(DownArgs),
}

/// Where the trial federation is.
#[derive(Debug, Clone, clap::Args)]
pub struct LabDir {
    /// Directory of the trial federation; by default beside the node's own
    #[arg(long, value_name = "DIR", env = "BIGRE_LAB", hide_env_values = true)]
    pub lab: Option<PathBuf>,
}

/// `mesh up`.
#[derive(Debug, Clone, clap::Args)]
pub struct MeshUpArgs {
    /// Where.
    #[command(flatten)]
    pub at: LabDir,
    /// How many nodes, a cooperative each
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u8).range(1..=30))]
    pub nodes: u8,
}

/// `mesh partition`.
#[derive(Debug, Clone, clap::Args)]
pub struct PartitionArgs {
    /// Where.
    #[command(flatten)]
    pub at: LabDir,
    /// The nodes on one side, by number or name; by default the first half
    #[arg(value_name = "NODE")]
    pub nodes: Vec<String>,
}

/// `mesh kill`.
#[derive(Debug, Clone, clap::Args)]
pub struct KillArgs {
    /// Where.
    #[command(flatten)]
    pub at: LabDir,
    /// The node, by number or name
    #[arg(value_name = "NODE")]
    pub node: String,
}

/// `mesh down`.
#[derive(Debug, Clone, clap::Args)]
pub struct DownArgs {
    /// Where.
    #[command(flatten)]
    pub at: LabDir,
    /// Erase their data too
    #[arg(long)]
    pub erase: bool,
}

/// `demo`.
#[derive(Debug, Clone, clap::Args)]
pub struct DemoArgs {
    /// Where; by default a directory of its own beside the node's
    #[command(flatten)]
    pub at: LabDir,
    /// Ask nothing, stop everything at the end, and tell by the exit code whether all went well
    #[arg(long)]
    pub no_input: bool,
    /// Share of the invented members to make, in percent
    #[arg(long, default_value_t = 100, hide = true, value_parser = clap::value_parser!(u8).range(1..=100))]
    pub scale: u8,
}
