//! Knows the spellings that name both genders at once, and writes the two words that they stand for. Must not
//! know accents nor capitals: it is given folded text.
//!
//! At least eight spellings are in use: `menuisier·ère` with seven different points, `artisan.e.s`,
//! `conseiller-ère`, `boulanger/ère`, `vendeur(se)`, `développeu·r·se`, `collaborateurice`, `travailleurses`.

use super::fold::POINT;

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

/// Replaces each inclusive form of a folded text ([`super::fold::plain`]) by its masculine and its feminine.
pub(super) fn expand(text: &str) -> String {
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
