//! Knows how words are reduced so that spellings meet: accents, case, inclusive writing, gender, number.
//! Must not know what the words mean, nor where they are kept.
//!
//! The same function serves documents and queries. It is written for French, where one trade has a dozen
//! spellings (`menuisier·ère`, `menuisier(ère)`, `menuisières`, …), and does no harm to Dutch and English:
//! whatever it does to a word, it does on both sides.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Stands for the seven points that people write inclusive forms with: U+00B7, U+2022, U+2E31, U+2027,
/// U+2219, U+22C5 and U+30FB were all met in public texts of cooperatives.
const POINT: char = '\u{1}';

/// Endings that make a feminine after a separator.
const FEMININE: [&str; 46] = [
    "aine", "aise", "ale", "ane", "che", "cheuse", "deuse", "e", "ee", "elle", "enne", "ere", "eresse",
    "esse", "eure", "euse", "fe", "geuse", "gue", "ice", "ienne", "iere", "ine", "iste", "ive", "le",
    "leuse", "lle", "ne", "neuse", "nne", "oise", "onne", "ouse", "que", "re", "rice", "rive", "se", "seuse",
    "sse", "te", "teuse", "trice", "tte", "ve",
];

/// Middle parts of forms in three parts: `développeu·r·se`.
const MIDDLES: [&str; 9] = ["r", "f", "x", "n", "er", "eur", "teur", "if", "eux"];

/// Last parts of forms in three parts.
const LASTS: [&str; 11] = ["se", "ve", "ne", "ice", "rice", "trice", "euse", "ere", "iere", "sse", "ive"];

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

/// As [`words`], without a word that repeats the one before it.
pub fn distinct(text: &str) -> Vec<String> {
    let mut found = words(text);
    found.dedup();
    found
}

/// Calls `found` with each word of [`words`], without allocating for each.
pub fn each_word(text: &str, mut found: impl FnMut(&str)) {
    let expanded = expand(&plain(text));
    let mut stem = String::new();
    let mut at = 0;
    while at < expanded.len() {
        let start =
            at + expanded[at..].bytes().take_while(|&b| !b.is_ascii_alphanumeric() && b.is_ascii()).count();
        at = word_end(&expanded, start);
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

/// Replaces each inclusive form of a [`plain`] text by its masculine and its feminine.
pub fn expand(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len() * 2);
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_lowercase() {
            let next = (at..bytes.len()).find(|&i| bytes[i].is_ascii_lowercase()).unwrap_or(bytes.len());
            out.push_str(&text[at..next]);
            at = next;
            continue;
        }
        let end = letters(bytes, at);
        let form = three_parts(text, at, end, &mut out)
            .or_else(|| glued(text, at, end, &mut out))
            .or_else(|| pair(text, at, end, &mut out))
            .or_else(|| bracket(text, at, end, &mut out));
        match form {
            Some(after) if text[after..].starts_with("(s)") => at = after + 3,
            Some(after) => at = after,
            None => {
                out.push_str(&text[at..end]);
                at = end;
            }
        }
    }
    out
}

/// Where the run of letters that begins at `start` ends.
fn letters(bytes: &[u8], start: usize) -> usize {
    bytes[start..].iter().position(|b| !b.is_ascii_lowercase()).map_or(bytes.len(), |n| start + n)
}

/// Whether a separator stands at `at`; full stop, hyphen and slash count where `loose`.
fn separator(bytes: &[u8], at: usize, loose: bool) -> bool {
    bytes.get(at).is_some_and(|&b| b == POINT as u8 || b == b'.' || (loose && (b == b'-' || b == b'/')))
}

/// Past a separated plural (`·s`) that begins at `at`, if one does.
fn past_plural(bytes: &[u8], at: usize) -> usize {
    let is_plural = separator(bytes, at, true)
        && bytes.get(at + 1) == Some(&b's')
        && !bytes.get(at + 2).is_some_and(u8::is_ascii_lowercase);
    if is_plural { at + 2 } else { at }
}

/// Writes a masculine and the feminine that `ending` makes of it.
fn both(masculine: &str, ending: &str, out: &mut String) {
    out.push_str(masculine);
    out.push(' ');
    let cut = |end: usize| &masculine[..masculine.len() - end];
    let (stem, ending) = match ending {
        "ice" | "rice" | "trice" if masculine.ends_with("teur") => (cut(4), "trice"),
        "rice" if masculine.ends_with("eur") => (cut(3), "rice"),
        "ve" if masculine.ends_with('f') => (cut(1), "ve"),
        "che" if masculine.ends_with('c') => (cut(1), "che"),
        "se" if masculine.ends_with('x') => (cut(1), "se"),
        "se" if masculine.ends_with("eur") => (cut(1), "se"),
        "sse" if masculine.ends_with('e') => (masculine, "sse"),
        "e" | "ne" | "le" | "te" | "ee" => (masculine, ending),
        "re" if masculine.ends_with("er") => (masculine, "e"),
        _ => match ending.chars().next().and_then(|first| masculine.rfind(first)) {
            Some(at) if at > 1 => (&masculine[..at], ending),
            _ => (masculine, ending),
        },
    };
    out.push_str(stem);
    out.push_str(ending);
}

/// `developpeu·r·se`, `createu.r.rice.s`.
fn three_parts(text: &str, start: usize, end: usize, out: &mut String) -> Option<usize> {
    let bytes = text.as_bytes();
    if end - start < 3 || !separator(bytes, end, false) {
        return None;
    }
    let middle_end = letters(bytes, end + 1);
    let middle = &text[end + 1..middle_end];
    if !MIDDLES.contains(&middle) || !separator(bytes, middle_end, false) {
        return None;
    }
    let last_end = letters(bytes, middle_end + 1);
    let last = &text[middle_end + 1..last_end];
    let last =
        if LASTS.contains(&last) { last } else { last.strip_suffix('s').filter(|l| LASTS.contains(l))? };
    let masculine = [&text[start..end], middle].concat();
    both(&masculine, last, out);
    Some(past_plural(bytes, last_end))
}

/// `collaborateurice`, `travailleurses`: both endings in one word.
fn glued(text: &str, start: usize, end: usize, out: &mut String) -> Option<usize> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let word = text[start..end].strip_suffix('s').unwrap_or(&text[start..end]);
    let strip = |endings: &[&str]| endings.iter().find_map(|e| word.strip_suffix(e)).filter(|s| s.len() >= 2);
    if !word.ends_with("ice") && !word.ends_with("se") {
        return None;
    }
    let (stem, masculine, feminine) = match strip(&["teurtrice", "teurrice", "teurice"]) {
        Some(stem) => (stem, "teur ", "trice"),
        None => (strip(&["eureuse", "eurse"])?, "eur ", "euse"),
    };
    if text[..start].chars().next_back().is_some_and(is_word)
        || text[end..].chars().next().is_some_and(is_word)
    {
        return None;
    }
    for part in [stem, masculine, stem, feminine] {
        out.push_str(part);
    }
    Some(past_plural(text.as_bytes(), end))
}

/// `menuisier·ere`, `artisan.e.s`, `boulanger/ere`, `graphiste·s`, `developpeurs·euses`.
fn pair(text: &str, start: usize, end: usize, out: &mut String) -> Option<usize> {
    let bytes = text.as_bytes();
    if end - start < 2 || !separator(bytes, end, true) {
        return None;
    }
    let ending_end = letters(bytes, end + 1);
    if !(1..=7).contains(&(ending_end - end - 1)) {
        return None;
    }
    let (word, ending) = (&text[start..end], &text[end + 1..ending_end]);
    let after = past_plural(bytes, ending_end);
    if ending == "s" {
        out.push_str(word);
        return Some(after);
    }
    let plural = ending.strip_suffix('s').filter(|e| FEMININE.contains(e));
    let word = if plural.is_some() && word.len() > 3 { word.strip_suffix('s').unwrap_or(word) } else { word };
    let ending = plural.unwrap_or(ending);
    if FEMININE.contains(&ending) {
        both(word, ending, out);
        return Some(after);
    }
    if bytes[end] != POINT as u8 {
        return None;
    }
    for part in [word, " ", ending] {
        out.push_str(part);
    }
    Some(after)
}

/// `vendeur(se)`, `salarie(e)s`, `agent(s)`.
fn bracket(text: &str, start: usize, end: usize, out: &mut String) -> Option<usize> {
    let bytes = text.as_bytes();
    if end - start < 2 || bytes.get(end) != Some(&b'(') {
        return None;
    }
    let first = if bytes.get(end + 1) == Some(&b'-') { end + 2 } else { end + 1 };
    let close = letters(bytes, first);
    if bytes.get(close) != Some(&b')') {
        return None;
    }
    let (word, ending) = (&text[start..end], &text[first..close]);
    let singular = ending.strip_suffix('s').filter(|e| FEMININE.contains(e)).unwrap_or(ending);
    if matches!(singular, "s" | "x") {
        out.push_str(word);
    } else if FEMININE.contains(&singular) {
        both(word, singular, out);
    } else {
        return None;
    }
    Some(if bytes.get(close + 1) == Some(&b's') { close + 2 } else { close + 1 })
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
                | "sa"
                | "son"
                | "ses"
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
        if word.ends_with(feminine) && word.len() - feminine.len() >= 2 {
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
