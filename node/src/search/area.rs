//! Knows what holds a place and where it is, and remembers it while many entries of the same places come. Must
//! not know who is there.

use std::collections::HashMap;

use crate::places::{Places, Precision};

/// What the index keeps of a place.
#[derive(Debug)]
pub(super) struct Area {
    /// Its code, and those of all that holds it.
    pub(super) codes: Vec<String>,
    pub(super) lat_lon: Option<(f32, f32)>,
    pub(super) is_commune: bool,
}

/// Areas already looked up.
#[derive(Debug, Default)]
pub(super) struct Areas(HashMap<String, Area>);

impl Areas {
    /// The area of a code; of one that is not known, nothing but the code.
    pub(super) fn of(&mut self, code: &str) -> &Area {
        if !self.0.contains_key(code) {
            self.0.insert(code.to_owned(), look_up(code));
        }
        &self.0[code]
    }
}

fn look_up(code: &str) -> Area {
    let within = Places::embedded().within(code);
    match within.first() {
        None => Area { codes: vec![code.to_owned()], lat_lon: None, is_commune: false },
        Some(own) => Area {
            codes: within.iter().map(|place| place.code.to_owned()).collect(),
            lat_lon: own.lat_lon,
            is_commune: own.precision == Precision::Commune,
        },
    }
}
