//! Counts of all the hits of a search, by what it could be narrowed with. Knows labels and order; must not know how hits
//! are counted.

use std::cmp::Reverse;

use bigre_protocol::directory::entry::Kind;

use super::search::Asked;
use crate::api::model::{Facet, FacetValue};
use crate::search::fold::plain;
use crate::search::{By, Count, Fair, Stall};
use crate::vocabulary::TermKind;

/// Most values of a facet.
const VALUES: usize = 10;

impl Asked<'_> {
    /// What the hits are counted by.
    pub(super) fn facets(&self) -> Vec<By> {
        let codes = |kind| By::Codes(kind, self.terms.all(kind).map(|term| term.code.clone()).collect());
        let coops = self.view.directories.iter().map(|directory| directory.coop).collect();
        vec![By::Coops(coops), codes(TermKind::Sector), By::Areas, codes(TermKind::Mode)]
    }

    /// The counts, in the order of [`Asked::facets`]; that of the kinds comes first.
    pub(super) fn counted(&self, counted: &[Fair]) -> Vec<Facet> {
        let mut facets = Vec::new();
        if let Some(fair) = counted.first() {
            let Count { members, offers, needs, services } = fair.total;
            let kinds = [
                (Kind::MEMBER, members),
                (Kind::OFFER, offers),
                (Kind::NEED, needs),
                (Kind::SERVICE, services),
            ];
            let kinds = kinds.map(|(kind, count)| value(kind.name(), kind.name().to_owned(), count));
            facets.push(("kind", kinds.to_vec()));
        }
        for (by, fair) in ["coop", "sector", "place", "mode"].into_iter().zip(counted) {
            let labelled = |stall: &Stall| value(&stall.code, self.stall(by, &stall.code), stall.count.all());
            facets.push((by, fair.stalls.iter().map(labelled).collect()));
        }
        let mut shown = Vec::new();
        for (by, mut values) in facets {
            values.retain(|value| value.count > 0);
            values
                .sort_by_cached_key(|value| (Reverse(value.count), plain(&value.label), value.code.clone()));
            values.truncate(VALUES);
            if !values.is_empty() {
                shown.push(Facet { by: by.to_owned(), values });
            }
        }
        shown
    }

    /// What is read instead of a code.
    fn stall(&self, by: &str, code: &str) -> String {
        let coop = || self.view.directories.iter().find(|directory| directory.coop.to_string() == code);
        let label = match by {
            "coop" => coop().map(|directory| directory.name.clone()),
            "place" => self.places.get(code).map(|place| place.name(self.reader.as_str()).to_owned()),
            _ => self.label(code),
        };
        label.unwrap_or_else(|| code.to_owned())
    }
}

fn value(code: &str, label: String, count: u64) -> FacetValue {
    FacetValue { code: code.to_owned(), label, count }
}
