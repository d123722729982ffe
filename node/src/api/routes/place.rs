//! Where a search looks: the place asked for, or the one that the words end with. Must not know what is looked for there.

use super::search::Asked;
use crate::api::model::{EntryView, Problem, SearchParams};
use crate::draft::DraftError;
use crate::places::{PlaceError, PlaceInfo, Precision};
use crate::search::whereabouts;

/// Largest radius, in kilometres (France and Belgium fit).
const RADIUS_KM: f64 = 2_000.0;
/// Kilometres around a commune where words say "near" and no radius is given (guess: half an hour's drive).
const NEARBY_KM: f64 = 30.0;

/// What is said of where.
pub(super) struct Whereabouts<'q> {
    /// The words without the place.
    pub(super) words: &'q str,
    pub(super) place: Option<PlaceInfo<'static>>,
    pub(super) radius_km: Option<f64>,
}

/// A distance without a place.
pub(super) fn no_place() -> Problem {
    Problem::new("no-place", "a distance needs a place: give `near`, or say it at the end of the words", [])
}

impl Asked<'_> {
    /// Where a search looks: `near`, or else the place that its words end with, unless the whole is a name in the
    /// vocabulary (`aide à domicile`).
    pub(super) fn whereabouts<'q>(&self, params: &'q SearchParams) -> Result<Whereabouts<'q>, Problem> {
        let near = params.near.trim();
        let (words, radius_km) = (params.q.as_str(), params.within_km);
        if radius_km.is_some_and(|km| !(km > 0.0 && km <= RADIUS_KM)) {
            let detail = format!("kilometres above 0, up to {RADIUS_KM}, are expected");
            return Err(Problem::parameter("within_km", detail));
        }
        if !near.is_empty() {
            return Ok(Whereabouts { words, place: Some(self.place(near)?), radius_km });
        }
        let said = whereabouts(words, self.places).filter(|_| !self.terms.is_term(words));
        let Some(said) = said else {
            return match radius_km {
                Some(_) => Err(no_place()),
                None => Ok(Whereabouts { words, place: None, radius_km }),
            };
        };
        let place = self.place(said.place)?;
        let is_around = said.is_around && place.precision == Precision::Commune;
        let radius_km = radius_km.or(is_around.then_some(NEARBY_KM));
        Ok(Whereabouts { words: said.words, place: Some(place), radius_km })
    }

    /// The place of a text. Of several, none is chosen: they are listed.
    fn place(&self, text: &str) -> Result<PlaceInfo<'static>, Problem> {
        let error = match self.places.resolve(text) {
            Ok(place) => return Ok(place),
            Err(PlaceError::Unknown { suggestions, .. }) => {
                DraftError::Place { place: text.to_owned(), suggestions }
            }
            Err(PlaceError::Ambiguous { choices, .. }) => {
                DraftError::AmbiguousPlace { place: text.to_owned(), choices }
            }
        };
        Err(error.problem(self.terms, self.reader))
    }

    /// A place's name; a commune's with what holds it, to tell it from its namesakes.
    pub(super) fn place_name(&self, place: &PlaceInfo<'_>) -> String {
        let name = place.name(self.reader.as_str());
        let around = self.places.within(place.code).into_iter().nth(1);
        match around.filter(|_| place.precision == Precision::Commune) {
            Some(around) => format!("{name} ({})", around.name(self.reader.as_str())),
            None => name.to_owned(),
        }
    }

    /// The department or province of a place.
    pub(super) fn area(&self, code: &str) -> Option<PlaceInfo<'static>> {
        self.places.get(self.places.coarsen(code, Precision::Department)?)
    }

    /// The name of that of an entry.
    pub(super) fn area_of(&self, entry: &EntryView) -> Option<String> {
        let member = entry.member.as_ref().and_then(|member| member.place.as_ref());
        let place = member.or(entry.listing.as_ref().and_then(|listing| listing.place.as_ref()))?;
        Some(self.area(place.code.as_str())?.name(self.reader.as_str()).to_owned())
    }
}
