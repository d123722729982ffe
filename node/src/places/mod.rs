//! The communes, departments, provinces and regions of France and Belgium: their codes, names, postal codes and points.
//! Knows where places are and what holds what; must not know who lives there, nor what a search is for.
//!
//! The table is embedded (`node/data/places`, where its sources and licences are) and read on first use.

mod file;
mod find;
mod fold;

use std::sync::LazyLock;

use bigre_protocol::directory::entry::Place;
use bigre_protocol::limits::NAME_CHARS;
use bigre_protocol::text::{Code, Text};

use file::Table;
pub use file::TableError;
pub use find::FOUND;
pub use fold::fold;

/// How precisely a place is told, from the finest. A province counts as a department.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A French commune or a Belgian municipality.
    Commune,
    /// A French department or a Belgian province.
    Department,
    /// A region.
    Region,
    /// A country.
    Country,
}

/// What is known of a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlaceInfo<'a> {
    /// Its code, as `FR-34172`.
    pub code: &'a str,
    /// The code of what holds it; none for a country.
    pub parent: Option<&'a str>,
    /// Its French name.
    pub name_fr: &'a str,
    /// Its Dutch name: the French one where there is no other.
    pub name_nl: &'a str,
    /// Latitude and longitude in degrees, WGS 84.
    pub lat_lon: Option<(f32, f32)>,
    /// Inhabitants, in order of magnitude: good for ordering answers, not a statistic.
    pub population: Option<u32>,
    /// Whether the point is a mean of others, some kilometres off.
    pub approximate: bool,
    /// How precise it is.
    pub precision: Precision,
    flemish: bool,
    other_names: &'a str,
    postal_codes: &'a str,
}

impl<'a> PlaceInfo<'a> {
    /// Its name in a language (`fr`, `nl`); in any other, the name it has on the spot.
    pub fn name(&self, lang: &str) -> &'a str {
        match lang {
            "fr" => self.name_fr,
            "nl" => self.name_nl,
            _ if self.flemish => self.name_nl,
            _ => self.name_fr,
        }
    }

    /// Its postal codes; none but for communes.
    pub fn postal_codes(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.postal_codes.split('|').filter(|code| !code.is_empty())
    }

    /// Former, partial and foreign names.
    pub fn other_names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.other_names.split('|').filter(|name| !name.is_empty())
    }
}

/// Why a text does not name one place. The fault is of whoever typed it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlaceError {
    /// No place of this name or code.
    #[error(
        "no place is called `{text}`{}",
        if suggestions.is_empty() { ": give a commune with its department, as `Sète (34)`, or its code".into() }
        else { format!("; did you mean {}?", suggestions.join(", ")) }
    )]
    Unknown {
        /// What was typed.
        text: String,
        /// Nearest names, each with its code.
        suggestions: Vec<String>,
    },
    /// Several places, none much larger than the others.
    #[error("several places are called `{text}`: {}. Add the department, or give the code", choices.join(", "))]
    Ambiguous {
        /// What was typed.
        text: String,
        /// The largest of them, each with what holds it and its code: see [`chosen_code`].
        choices: Vec<String>,
    },
}

/// How many times larger than its namesakes a place must be to be meant when nothing else is said (guess).
const OBVIOUS_RATIO: u32 = 10;
/// Mean radius of the Earth, in kilometres (IUGG).
const EARTH_KM: f64 = 6371.0088;

/// The places of France and Belgium.
#[derive(Debug)]
pub struct Places {
    table: Table,
}

impl Places {
    /// The embedded places, read on first use (60 ms, 4 MB).
    ///
    /// # Panics
    /// If the embedded file cannot be read: a defect of this crate, found by its tests.
    pub fn embedded() -> &'static Places {
        static EMBEDDED: LazyLock<Places> =
            LazyLock::new(|| match Places::read(include_bytes!("../../data/places/places.tsv.gz")) {
                Ok(places) => places,
                Err(error) => panic!("the embedded places cannot be read: {error}"),
            });
        &EMBEDDED
    }

    /// Reads a table of the same form as the embedded one, compressed with gzip.
    pub fn read(gzip: &[u8]) -> Result<Places, TableError> {
        Ok(Places { table: Table::read(gzip)? })
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many bytes of memory they take.
    pub fn bytes(&self) -> usize {
        self.table.bytes()
    }

    /// The place of a code, exactly as published.
    pub fn get(&self, code: &str) -> Option<PlaceInfo<'_>> {
        self.table.index(code).map(|index| self.table.info(index))
    }

    /// The place and what holds it, from the finest: commune, department or province, region, country.
    ///
    /// The municipalities of Brussels have no province, the French overseas collectivities no region. Empty for an unknown code.
    pub fn within(&self, code: &str) -> Vec<PlaceInfo<'_>> {
        self.table.chain(self.table.index(code)).map(|index| self.table.info(index)).collect()
    }

    /// The places larger than a commune, the finest first.
    pub fn areas(&self) -> Vec<PlaceInfo<'_>> {
        let all = (0..self.table.len()).map(|index| self.table.info(index));
        let mut areas: Vec<_> = all.filter(|place| place.precision > Precision::Commune).collect();
        areas.sort_by_key(|place| place.precision);
        areas
    }

    /// Whether a place is another one or lies in it.
    pub fn contains(&self, ancestor: &str, code: &str) -> bool {
        let ancestor = self.table.index(ancestor);
        ancestor.is_some() && self.table.chain(self.table.index(code)).any(|index| Some(index) == ancestor)
    }

    /// The code that tells a place no more precisely than asked: itself when it already does not.
    ///
    /// Where a level is lacking, the next coarser one: a department of Brussels is its region.
    pub fn coarsen(&self, code: &str, precision: Precision) -> Option<&str> {
        self.within(code).into_iter().find(|place| place.precision >= precision).map(|place| place.code)
    }

    /// Kilometres between the points of two places, along the Earth; none when a point is unknown.
    ///
    /// A department's point is where its people are on average: a distance from it is no more precise than what was published.
    pub fn distance_km(&self, a: &str, b: &str) -> Option<f64> {
        let (a, b) = (self.get(a)?.lat_lon?, self.get(b)?.lat_lon?);
        Some(haversine_km(a, b))
    }

    /// The one place that a text means, or why there is none or more than one.
    pub fn resolve(&self, text: &str) -> Result<PlaceInfo<'_>, PlaceError> {
        let found = self.best(text);
        let size = |place: &PlaceInfo<'_>| place.population.unwrap_or(0).max(1);
        match found.as_slice() {
            [] => Err(PlaceError::Unknown {
                text: text.into(),
                suggestions: self.suggest(text).iter().map(|place| self.labelled(place)).collect(),
            }),
            [only] => Ok(*only),
            [first, rivals @ ..] => {
                // The department of Paris has the extent and the name of the commune: it is no rival.
                let same = |p: &PlaceInfo<'_>| self.contains(p.code, first.code) && size(first) == size(p);
                let rival = rivals.iter().filter(|place| !same(place)).map(size).max().unwrap_or(0);
                if size(first) >= OBVIOUS_RATIO.saturating_mul(rival) {
                    return Ok(*first);
                }
                let choices = found.iter().take(find::CHOICES).map(|place| self.labelled(place)).collect();
                Err(PlaceError::Ambiguous { text: text.into(), choices })
            }
        }
    }

    /// A name with its code, for a person who must choose; a commune's with what holds it.
    fn labelled(&self, place: &PlaceInfo<'_>) -> String {
        let around = self.within(place.code).into_iter().nth(1);
        match around.filter(|_| place.precision == Precision::Commune) {
            Some(around) => format!("{} – {} ({})", place.name_fr, around.name_fr, place.code),
            None => format!("{} ({})", place.name_fr, place.code),
        }
    }

    /// What a member publishes of a place: its code and name, no more precise than the member wishes.
    pub fn publish(&self, code: &str, precision: Precision, lang: &str) -> Option<Place> {
        let info = self.get(self.coarsen(code, precision)?)?;
        let name = Text::<NAME_CHARS>::new(info.name(lang)).ok()?;
        Some(Place { code: Code::new(info.code).ok()?, name })
    }
}

/// The code of a place among those that a person may choose from ([`PlaceError`]).
pub fn chosen_code(choice: &str) -> Option<&str> {
    Some(choice.rsplit_once('(')?.1.trim_end_matches(')'))
}

/// Kilometres between two points in degrees, on a sphere: right within 0.5 %.
pub fn haversine_km(a: (f32, f32), b: (f32, f32)) -> f64 {
    let (lat_a, lat_b) = (f64::from(a.0).to_radians(), f64::from(b.0).to_radians());
    let (d_lat, d_lon) = (lat_b - lat_a, f64::from(b.1 - a.1).to_radians());
    let h = (d_lat / 2.0).sin().powi(2) + lat_a.cos() * lat_b.cos() * (d_lon / 2.0).sin().powi(2);
    2.0 * EARTH_KM * h.min(1.0).sqrt().asin()
}

#[cfg(test)]
mod tests;
