//! The searches of the demonstration and who must answer them. Knows the members who are there on purpose; must not know
//! how searching works.

use bigre_node::places::Places;
use bigre_protocol::id::EntryId;

use super::profile::CoopProfile;
use super::trades::{Tongue, Trade};
use super::{InventedMember, trades};

/// A member who is there on purpose.
pub(super) struct Meant {
    coop: CoopProfile,
    trade: &'static str,
    /// The code of the commune, which is published.
    pub(super) home: &'static str,
    /// In which language the member writes.
    pub(super) tongue: Tongue,
}

const fn meant_to(coop: CoopProfile, trade: &'static str, home: &'static str, tongue: Tongue) -> Meant {
    Meant { coop, trade, home, tongue }
}

/// They come first in their cooperatives. Narbonne and Lille are too far from Montpellier: they must not answer.
const MEANT: &[Meant] = &[
    meant_to(CoopProfile::Crealead, "graphiste", "FR-34172", Tongue::Fr),
    meant_to(CoopProfile::Crealead, "graphiste", "FR-34301", Tongue::Fr),
    meant_to(CoopProfile::Crealead, "graphiste", "FR-34145", Tongue::Fr),
    meant_to(CoopProfile::Crealead, "graphiste", "FR-11262", Tongue::Fr),
    meant_to(CoopProfile::Crealead, "rédacteur", "FR-34172", Tongue::Fr),
    meant_to(CoopProfile::Coopaname, "rédacteur", "FR-75056", Tongue::Fr),
    meant_to(CoopProfile::Coopaname, "graphiste", "FR-93048", Tongue::Fr),
    meant_to(CoopProfile::Oxalis, "plombier", "FR-73065", Tongue::Fr),
    meant_to(CoopProfile::Oxalis, "rédacteur", "FR-35238", Tongue::Fr),
    meant_to(CoopProfile::GrandsEnsemble, "plombier", "FR-59350", Tongue::Fr),
    meant_to(CoopProfile::GrandsEnsemble, "graphiste", "FR-59350", Tongue::Fr),
    meant_to(CoopProfile::Smart, "plombier", "BE-62063", Tongue::Fr),
    meant_to(CoopProfile::Smart, "plombier", "BE-44021", Tongue::Nl),
    meant_to(CoopProfile::Smart, "plombier", "BE-11002", Tongue::Nl),
    meant_to(CoopProfile::Smart, "rédacteur", "BE-21004", Tongue::Fr),
    meant_to(CoopProfile::Smart, "rédacteur", "BE-24062", Tongue::Nl),
];

impl Meant {
    /// The trade.
    pub(super) fn trade(&self) -> &'static Trade {
        Trade::called(self.trade).unwrap_or(&trades::TRADES[0])
    }
}

/// Who is in a cooperative on purpose.
pub(super) fn meant(coop: CoopProfile) -> impl Iterator<Item = &'static Meant> {
    MEANT.iter().filter(move |meant| meant.coop == coop)
}

/// A search of the demonstration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoSearch {
    /// What is typed.
    pub words: &'static str,
    /// Around which place (its code), within how many kilometres.
    pub near: Option<(&'static str, u32)>,
    /// The members who must be found, in the order of the members given: those who practise the trade, in whatever
    /// language they say it, and whose published point is near enough.
    pub answers: Vec<EntryId>,
}

/// The three searches of the demonstration, with their answers among some members.
pub fn demo_searches(members: &[InventedMember]) -> Vec<DemoSearch> {
    let search = |words, trade: &str, near: Option<(&'static str, u32)>| {
        let answers =
            members.iter().filter(|one| practises(one, trade) && near.is_none_or(|near| is_near(one, near)));
        DemoSearch { words, near, answers: answers.map(|one| one.id).collect() }
    };
    vec![
        search("graphiste", "graphiste", Some(("FR-34172", 50))),
        search("loodgieter", "plombier", None),
        search("rédacteur·rice", "rédacteur", None),
    ]
}

/// Whether it is the member's main activity: the one that the sheet has, and the import publishes.
fn practises(member: &InventedMember, trade: &str) -> bool {
    member.trades.first().is_some_and(|practised| practised.fr == trade)
}

fn is_near(member: &InventedMember, (centre, most): (&str, u32)) -> bool {
    let place = member.member.place.as_ref();
    let km = place.and_then(|place| Places::embedded().distance_km(place.code.as_str(), centre));
    km.is_some_and(|km| km <= f64::from(most))
}
