//! Which language a file or a column is in. Knows language codes and a few small words; must not know any format.

use bigre_protocol::directory::entry::Lang;

/// The languages of the European Union, and those ESCO adds.
const CODES: [&str; 28] = [
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "is", "it", "lt",
    "lv", "mt", "nl", "no", "pl", "pt", "ro", "sk", "sl", "sv", "uk",
];
/// Small words that titles of activities hold, for the languages of the alliance. None is of two languages.
const WORDS: [(&str, &[&str]); 4] = [
    ("fr", &["et", "la", "les", "du", "autres", "pour", "aux", "non"]),
    ("nl", &["en", "het", "van", "andere", "voor", "niet", "overige"]),
    ("en", &["and", "of", "the", "other", "for", "not"]),
    ("de", &["und", "von", "der", "sonstige", "für", "nicht"]),
];

/// The language of a code, as `fr`.
pub(super) fn of_code(code: &str) -> Option<Lang> {
    CODES.contains(&code).then(|| Lang::try_from(code.to_owned()).ok()).flatten()
}

/// The name of a file without its language, and the language that ends it, as in `occupations_fr`.
pub(super) fn of_stem(stem: &str) -> (&str, Option<Lang>) {
    match stem.rsplit_once(['_', '-', ' ', '.']) {
        Some((base, code)) if of_code(code).is_some() => (base, of_code(code)),
        _ => (stem, None),
    }
}

/// The language whose small words are met most among labels; none if no word is.
pub(super) fn of_labels<'l>(labels: impl Iterator<Item = &'l str>) -> Option<Lang> {
    let mut counts = [0_u32; WORDS.len()];
    for label in labels {
        let label = label.to_lowercase();
        for word in label.split(|c: char| !c.is_alphanumeric()) {
            for (at, (_, words)) in WORDS.iter().enumerate() {
                counts[at] += u32::from(words.contains(&word));
            }
        }
    }
    let most = (0..counts.len()).rev().max_by_key(|at| counts[*at]).filter(|at| counts[*at] > 0)?;
    of_code(WORDS[most].0)
}
