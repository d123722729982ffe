//! The flags of the trade fair. Must not know how it counts.

use super::KindName;
use super::search::kilometres;

/// `trades`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct TradesArgs {
    /// Only the trades of a sector: code or name
    pub sector: Vec<String>,
    /// By sector rather than by trade
    #[arg(long = "sectors")]
    pub by_sector: bool,
    /// What is counted, and how many rows are shown.
    #[command(flatten)]
    pub flags: FairFlags,
}

/// `places` and `coops`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct CountArgs {
    /// A trade: code or name (repeat for several)
    #[arg(long)]
    pub trade: Vec<String>,
    /// A sector: code or name (repeat for several)
    #[arg(long)]
    pub sector: Vec<String>,
    /// What is counted, and how many rows are shown.
    #[command(flatten)]
    pub flags: FairFlags,
}

/// What every count of the fair takes.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct FairFlags {
    /// A cooperative: name, id or start of it (repeat for several)
    #[arg(long)]
    pub coop: Vec<String>,
    /// A place: name, postal code or code
    #[arg(long, value_name = "PLACE")]
    pub near: Option<String>,
    /// How far around it, as 50km
    #[arg(long, value_name = "DISTANCE", requires = "near", value_parser = kilometres)]
    pub within: Option<f64>,
    /// Members, offers or needs (repeat for several)
    #[arg(long)]
    pub kind: Vec<KindName>,
    /// Which page
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    pub page: u64,
    /// Rows a page
    #[arg(long, value_name = "N", default_value_t = 25, value_parser = clap::value_parser!(u64).range(1..=1_000))]
    pub per_page: u64,
}
