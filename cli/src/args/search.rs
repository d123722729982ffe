//! The flags of the search. Must not know how it ranks.

use clap::ValueEnum;

/// `search`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct SearchArgs {
    /// What is looked for.
    #[command(flatten)]
    pub flags: SearchFlags,
    /// Tell every reason, the distance, and who vouches since when
    #[arg(long)]
    pub explain: bool,
    /// Which page
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    pub page: u64,
    /// Hits a page
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=100))]
    pub per_page: u64,
}

/// What a search, or a saved one, looks for.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct SearchFlags {
    /// Words; none for everything that the flags select
    pub words: Vec<String>,
    /// A place: name, postal code or code
    #[arg(long, value_name = "PLACE")]
    pub near: Option<String>,
    /// How far around it, as 50km
    #[arg(long, value_name = "DISTANCE", requires = "near", value_parser = kilometres)]
    pub within: Option<f64>,
    /// A cooperative: name, id or start of it (repeat for several)
    #[arg(long)]
    pub coop: Vec<String>,
    /// A language of work, as fr (repeat for several)
    #[arg(long = "lang", alias = "language", value_name = "LANG")]
    pub languages: Vec<String>,
    /// Members, offers, needs or services (repeat for several)
    #[arg(long)]
    pub kind: Vec<KindName>,
    /// A trade: code or name (repeat for several)
    #[arg(long)]
    pub trade: Vec<String>,
    /// A skill: code or name (repeat for several)
    #[arg(long)]
    pub skill: Vec<String>,
    /// A sector: code or name (repeat for several)
    #[arg(long)]
    pub sector: Vec<String>,
    /// A way of working: code or name (repeat for several)
    #[arg(long)]
    pub mode: Vec<String>,
    /// Members who want to learn this: a skill or a trade (repeat for several)
    #[arg(long, value_name = "SKILL")]
    pub wants_to_learn: Vec<String>,
    /// Only members who take work now
    #[arg(long)]
    pub available: bool,
    /// In which order
    #[arg(long, value_name = "ORDER")]
    pub sort: Option<SortName>,
}

/// `match`.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum MatchVerb {
    /// Offers and members for a need
    Need(MatchArgs),
    /// Needs for an offer
    Offer(MatchArgs),
}

/// What is matched.
#[derive(Debug, Clone, clap::Args)]
pub struct MatchArgs {
    /// The id of the need or the offer, or the start of it
    pub id: String,
    /// How far around its place, as 50km
    #[arg(long, value_name = "DISTANCE", value_parser = kilometres)]
    pub within: Option<f64>,
    /// A cooperative: name, id or start of it (repeat for several)
    #[arg(long)]
    pub coop: Vec<String>,
    /// Which page
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    pub page: u64,
    /// Hits a page
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=100))]
    pub per_page: u64,
}

/// What is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KindName {
    /// Members.
    Member,
    /// Offers.
    Offer,
    /// Needs.
    Need,
    /// Services of cooperatives.
    Service,
}

impl KindName {
    /// Its name in the API.
    pub const fn name(self) -> &'static str {
        match self {
            KindName::Member => "member",
            KindName::Offer => "offer",
            KindName::Need => "need",
            KindName::Service => "service",
        }
    }
}

/// The order of the hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SortName {
    /// The best first.
    Relevance,
    /// The nearest first.
    Distance,
    /// By name.
    Name,
}

impl SortName {
    /// Its name in the API.
    pub const fn name(self) -> &'static str {
        match self {
            SortName::Relevance => "relevance",
            SortName::Distance => "distance",
            SortName::Name => "name",
        }
    }
}

/// The farthest that a node looks around a place, in kilometres.
const FARTHEST: f64 = 2_000.0;

/// `50km`, `50 km`, `50`, `0,5km`.
pub(super) fn kilometres(text: &str) -> Result<f64, String> {
    let number = text.trim().to_ascii_lowercase();
    let number = number.strip_suffix("km").unwrap_or(&number).trim().replace(',', ".");
    match number.parse::<f64>() {
        Ok(km) if km.is_finite() && km > 0.0 && km <= FARTHEST => Ok(km),
        _ => Err("50km".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        let cases = [
            ("50km", Some(50.0)),
            ("50 KM", Some(50.0)),
            ("0,5", Some(0.5)),
            ("-3", None),
            ("0", None),
            ("2000km", Some(2_000.0)),
            ("2001km", None),
            ("far", None),
            ("NaN", None),
        ];
        for (text, expected) in cases {
            assert_eq!(kilometres(text).ok(), expected, "{text}");
        }
    }
}
