//! Remembers what many entries have alike while their documents are made: places, and the words of short texts. Must not know
//! entries, nor what becomes of their documents.

use std::collections::HashMap;

use super::terms::{Says, Terms};
use crate::places::{Places, Precision};

/// Places remembered by one thread at most: more than there are communes, some five megabytes (measured: with 16,384, a
/// twentieth of the work of filling an index was to look them up again).
const PLACES: usize = 40_000;
/// Texts remembered by one thread at most, of so many bytes (guess: about two megabytes, and longer texts rarely come again).
const TEXTS: usize = 8_192;
const SHORT: usize = 64;

/// What the index keeps of a place.
#[derive(Debug)]
pub(super) struct Area {
    pub(super) lat_lon: Option<(f32, f32)>,
    pub(super) is_commune: bool,
    /// The terms of its code, and of those of all that holds it.
    terms: Terms,
}

/// What one thread remembers.
#[derive(Debug, Default)]
pub(super) struct Memory {
    areas: HashMap<String, Area>,
    /// The terms of texts; each text begins with the letter that its terms begin with.
    texts: HashMap<String, String>,
    text: String,
}

impl Memory {
    /// Adds the terms of a place, and tells where it is; of one that is not known, there is nothing but the code.
    pub(super) fn add_place(&mut self, terms: &mut Terms, code: &str) -> &Area {
        if !self.areas.contains_key(code) {
            make_room(&mut self.areas, PLACES);
            self.areas.insert(code.to_owned(), look_up(code));
        }
        let area = &self.areas[code];
        terms.add_lines(area.terms.as_str());
        area
    }

    /// Adds the folded words of a text that may come again.
    pub(super) fn add_words(&mut self, terms: &mut Terms, says: Says, text: &str) {
        if text.len() > SHORT {
            return terms.add_words(says, text);
        }
        self.text.clear();
        self.text.push(char::from(says as u8));
        self.text.push_str(text);
        if let Some(known) = self.texts.get(&self.text) {
            return terms.add_lines(known);
        }
        let start = terms.as_str().len();
        terms.add_words(says, text);
        make_room(&mut self.texts, TEXTS);
        self.texts.insert(self.text.clone(), terms.as_str()[start..].to_owned());
    }
}

/// Forgets everything when there is too much.
fn make_room<V>(known: &mut HashMap<String, V>, most: usize) {
    if known.len() >= most {
        known.clear();
    }
}

fn look_up(code: &str) -> Area {
    let within = Places::embedded().within(code);
    let mut terms = Terms::default();
    match within.first() {
        None => {
            terms.add(Says::Place, code);
            Area { lat_lon: None, is_commune: false, terms }
        }
        Some(own) => {
            within.iter().for_each(|place| terms.add(Says::Place, place.code));
            Area { lat_lon: own.lat_lon, is_commune: own.precision == Precision::Commune, terms }
        }
    }
}
