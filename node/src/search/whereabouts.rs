//! Knows how people say where in the words of a question: `plombier près de Sète`, `bakker bij Gent`, `a baker near
//! Lille`. Must not know what the other words mean, nor how far "near" is.

use super::fold::plain;
use crate::places::{self, PlaceInfo, Places};

/// A question whose end says where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whereabouts<'q> {
    /// What comes before.
    pub words: &'q str,
    /// The place, as typed.
    pub place: &'q str,
    /// Whether around it is meant (`près de`), and not in it (`à`).
    pub is_around: bool,
}

/// What announces a place around which is searched, folded. Articles before a place are left out there.
const AROUND: [&str; 23] = [
    "pres de",
    "pres",
    "proche de",
    "proche",
    "autour de",
    "autour",
    "aux environs de",
    "aux environs",
    "aux alentours de",
    "aux alentours",
    "a cote de",
    "a cote",
    "vers",
    "in de buurt van",
    "in de omgeving van",
    "dicht bij",
    "nabij",
    "bij",
    "rond",
    "near",
    "close to",
    "next to",
    "around",
];
/// What may announce a place in which is searched, and announces many other things: only large places are meant.
const IN: [&str; 7] = ["a", "au", "en", "dans", "in", "te", "at"];
/// Inhabitants of a place that is meant without "near" (guess: `rédaction en ligne` is not in Ligné, Loire-Atlantique).
const LARGE: u32 = 20_000;
/// Most words of a place with what announces it.
const LONGEST: usize = 10;

/// The end of a question that says where, if it names a place of France or Belgium.
pub fn whereabouts<'q>(text: &'q str, places: &Places) -> Option<Whereabouts<'q>> {
    let starts = word_starts(text);
    // The longest end that is a place: `Saint-Denis in Val`, and not `Val`.
    let longest = starts.len().saturating_sub(LONGEST).max(1);
    (longest..starts.len()).find_map(|from| {
        let announced = |to: usize| {
            let announcement = plain(text[starts[from]..starts[to]].trim_end());
            let is_around = AROUND.contains(&announcement.as_str());
            let place = text[starts[to]..].trim();
            let is_meant = (is_around || IN.contains(&announcement.as_str()))
                && places.exactly(place).iter().any(|found| is_around || is_large(found, place));
            is_meant.then(|| Whereabouts { words: text[..starts[from]].trim(), place, is_around })
        };
        (from + 1..starts.len().min(from + 5)).rev().find_map(announced)
    })
}

/// Whether a place is large, and this is its whole name today.
fn is_large(place: &PlaceInfo<'_>, text: &str) -> bool {
    let is_name = |name: &str| places::fold(name) == places::fold(text);
    place.population >= Some(LARGE) && (is_name(place.name_fr) || is_name(place.name_nl))
}

/// Where the words of a text start.
fn word_starts(text: &str) -> Vec<usize> {
    let mut before = ' ';
    let mut starts = Vec::new();
    for (at, character) in text.char_indices() {
        if before.is_whitespace() && !character.is_whitespace() {
            starts.push(at);
        }
        before = character;
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_question_says_where() {
        for (text, words, place, is_around) in [
            ("plombier près de Sète", "plombier", "Sète", true),
            ("soudure near Nantes", "soudure", "Nantes", true),
            ("bakker in de buurt van Gent", "bakker", "Gent", true),
            ("traductrice à Lyon ?", "traductrice", "Lyon ?", false),
            ("aide à domicile à Lyon", "aide à domicile", "Lyon", false),
            ("menuisier près d’Alès", "menuisier", "d’Alès", true),
            ("menuisière proche du Mans", "menuisière", "du Mans", true),
            ("schrijnwerker bij 9000", "schrijnwerker", "9000", true),
            ("web developer in Bretagne", "web developer", "Bretagne", false),
            ("pain près de Saint-Denis (93)", "pain", "Saint-Denis (93)", true),
        ] {
            let found = whereabouts(text, Places::embedded());
            assert_eq!(found, Some(Whereabouts { words, place, is_around }), "{text}");
        }
    }

    #[test]
    fn what_names_no_place_stays_in_the_words() {
        for text in [
            "",
            "plombier",
            "près de Sète",
            "aide à domicile",
            "rédaction en ligne",
            "travail en hauteur",
            "cuisinier à domicile",
            "conseil en image",
            "peintre en bâtiment",
            "expert in ergonomics",
            "cours à distance",
            "formation en direct",
            "plombier près de chez moi",
            "à à à à à à à à à à",
            "\u{202e} près de \u{0}",
        ] {
            assert_eq!(whereabouts(text, Places::embedded()), None, "{text}");
        }
    }
}
