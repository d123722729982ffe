//! Knows how words are reduced so that spellings meet: accents, case, inclusive writing, gender, number.
//! Must not know what the words mean, nor where they are kept.
//!
//! The same function serves documents and queries. It is written for French, where one trade has a dozen
//! spellings (`menuisier·ère`, `menuisier(ère)`, `menuisières`, …), and does no harm to Dutch and English:
//! whatever it does to a word, it does on both sides.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::acronym::shorten;
use super::inclusive::expand;

/// Stands for the seven points that people write inclusive forms with: U+00B7, U+2022, U+2E31, U+2027,
/// U+2219, U+22C5 and U+30FB were all met in public texts of cooperatives.
pub(super) const POINT: char = '\u{1}';

/// Feminine endings and the masculine ones that they are brought back to; the first that fits is taken.
/// All the feminine ones end in `e`.
const GENDERS: [(&str, &str); 12] = [
    ("trice", "teur"),
    ("euse", "eur"),
    ("eresse", "eur"),
    ("iere", "ier"),
    ("ere", "er"),
    ("ienne", "ien"),
    ("enne", "en"),
    ("onne", "on"),
    ("elle", "el"),
    ("ive", "if"),
    ("aine", "ain"),
    ("esse", "e"),
];

/// The words of a text, folded, without articles, in order. A form for both genders gives its word twice.
///
/// ```text
/// "développeur·euse de logiciels" -> ["developpeur", "developpeur", "logiciel"]
/// ```
pub fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    each_word(text, |word| found.push(word.to_owned()));
    found
}

/// A text without accents and capitals, both genders written out, as people write it; and its [`distinct`] words.
pub fn spoken(text: &str) -> (String, Vec<String>) {
    let expanded = expand(&plain(text));
    let mut words = Vec::new();
    each_stem(&expanded, |word| words.push(word.to_owned()));
    words.dedup();
    (expanded, words)
}

/// A text, folded, with initials in the place of what they stand for; nothing when it holds none.
pub fn shortened(text: &str) -> Option<String> {
    shorten(&plain(text))
}

/// As [`words`], without a word that repeats the one before it.
pub fn distinct(text: &str) -> Vec<String> {
    let mut found = words(text);
    found.dedup();
    found
}

/// Calls `found` with each word of [`words`], without allocating for each.
pub fn each_word(text: &str, found: impl FnMut(&str)) {
    each_stem(&expand(&plain(text)), found);
}

/// The same, then again with each word of the text where initials stand for what it says in full.
pub fn each_spelling(text: &str, mut found: impl FnMut(&str)) {
    let text = plain(text);
    each_stem(&expand(&text), &mut found);
    if let Some(short) = shorten(&text) {
        each_stem(&expand(&short), found);
    }
}

/// Calls `found` with each word of a text in which both genders are written out.
fn each_stem(expanded: &str, mut found: impl FnMut(&str)) {
    let mut stem = String::new();
    let mut at = 0;
    while at < expanded.len() {
        let start =
            at + expanded[at..].bytes().take_while(|&b| !b.is_ascii_alphanumeric() && b.is_ascii()).count();
        at = word_end(expanded, start);
        let word = &expanded[start..at];
        if word.is_empty() {
            // Neither a letter nor of one byte: a dash, a bullet.
            at += expanded[at..].chars().next().map_or(1, char::len_utf8);
        } else if !is_article(word) {
            stem.clear();
            stem.push_str(word);
            neutralize(&mut stem);
            found(&stem);
        }
    }
}

/// Where the word that begins at `start` ends: at `start` itself when there is none.
fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    for c in text[start..].chars() {
        let goes_on = if c.is_ascii() {
            c.is_ascii_alphanumeric() || (end > start && (c == '+' || c == '#'))
        } else {
            c.is_alphanumeric()
        };
        if !goes_on {
            break;
        }
        end += c.len_utf8();
    }
    end
}

/// The first word of a text, as it is written there, that is reduced to `folded`: to show people a word
/// rather than a stem.
pub fn spelled<'t>(text: &'t str, folded: &str) -> Option<&'t str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '!' | '?' | '"' | '«' | '»'))
        .filter(|word| !word.is_empty())
        .find(|word| words(word).iter().any(|found| found == folded))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != '+' && c != '#'))
}

/// A text without accents, capitals and ligatures; the points of inclusive writing become one character.
/// What texts are sorted by.
pub fn plain(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 4);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c.is_ascii() {
            let run = rest.bytes().take_while(u8::is_ascii).count();
            let start = folded.len();
            folded.push_str(&rest[..run]);
            folded[start..].make_ascii_lowercase();
            rest = &rest[run..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            'œ' | 'Œ' => folded.push_str("oe"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            '’' | 'ʼ' => folded.push('\''),
            '·' | '•' | '⸱' | '‧' | '∙' | '⋅' | '・' => folded.push(POINT),
            _ => decompose_canonical(c, |part| {
                if !is_combining_mark(part) {
                    folded.extend(part.to_lowercase());
                }
            }),
        }
    }
    folded
}

/// Words that carry nothing: articles, prepositions and elided articles of the three languages.
fn is_article(word: &str) -> bool {
    word.len() <= 4
        && matches!(
            word,
            "a" | "au"
                | "aux"
                | "de"
                | "des"
                | "du"
                | "la"
                | "le"
                | "les"
                | "d"
                | "l"
                | "un"
                | "une"
                | "et"
                | "en"
                | "dans"
                | "sur"
                | "pour"
                | "par"
                | "avec"
                | "ou"
                | "se"
                | "the"
                | "of"
                | "and"
                | "in"
                | "for"
                | "to"
                | "een"
                | "het"
                | "van"
                | "voor"
                | "te"
                | "op"
                | "aan"
                | "met"
        )
}

/// Brings a folded word to a form that no gender and no number changes. Words with other letters than a-z
/// are left as they are.
fn neutralize(word: &mut String) {
    if !word.is_ascii() {
        return;
    }
    if word.len() > 3 && word.ends_with(['s', 'x']) && !word.ends_with("ss") {
        word.pop();
    }
    if !word.ends_with('e') {
        return;
    }
    for (feminine, masculine) in GENDERS {
        // `hôtesse` is `hôte`; `presse` is no feminine.
        let least = if feminine == "esse" { 3 } else { 2 };
        if word.ends_with(feminine) && word.len() - feminine.len() >= least {
            word.truncate(word.len() - feminine.len());
            word.push_str(masculine);
            return;
        }
    }
    if word.len() > 5 && word.ends_with("ee") {
        word.truncate(word.len() - 2);
    } else if word.len() > 4 && word.ends_with('e') {
        word.pop();
    }
}

#[cfg(test)]
#[path = "fold_tests.rs"]
mod tests;
