//! Knows which words of a typed question are searched, and which only ask. Must not know what they mean.

use super::fold;

/// Most words of a query that are looked at: a sentence, not a page (design; masks are 16 bits).
const WORDS: usize = 16;

/// The words of a query that are searched: folded, at most 16, without those that only ask (`je cherche`,
/// `wie kent een`, `looking for`) unless there is nothing else.
pub(super) fn words(text: &str) -> Vec<String> {
    let short = fold::shortened(text);
    let mut words = fold::distinct(short.as_deref().unwrap_or(text));
    let mut is_beginning = true;
    let mut after = words.len();
    let mut kept = words.clone();
    kept.retain(|word| {
        after -= 1;
        is_beginning &= asks(word);
        !is_beginning && !ends(word) && (after == 0 || !announces(word))
    });
    if !kept.is_empty() {
        words = kept;
    }
    words.truncate(WORDS);
    words
}

/// Folded words that ask, at the beginning of a query, in the three languages. Further on they may be part of
/// a trade (`directrice de recherche`).
fn asks(word: &str) -> bool {
    matches!(
        word,
        "je" | "on"
            | "nou"
            | "cherch"
            | "recherch"
            | "chercher"
            | "trouver"
            | "besoin"
            | "qui"
            | "quelqu"
            | "est"
            | "connait"
            | "recrut"
            | "mon"
            | "notr"
            | "ik"
            | "wij"
            | "we"
            | "zoek"
            | "zoeken"
            | "gezocht"
            | "nodig"
            | "wie"
            | "kent"
            | "iemand"
            | "naar"
            | "i"
            | "need"
            | "looking"
            | "seeking"
            | "find"
            | "someon"
            | "who"
            | "an"
            | "am"
            | "is"
            | "my"
            | "our"
    )
}

/// Folded words that announce a place, and no trade. The last word may be the beginning of another (`opérateur de
/// pres`).
fn announces(word: &str) -> bool {
    matches!(word, "pre" | "ver" | "environ" | "bij" | "nabij" | "omgeving" | "near" | "around")
}

/// Folded words that end a question, wherever they stand.
fn ends(word: &str) -> bool {
    matches!(word, "disponibl" | "gezocht" | "nodig")
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn what_only_asks_is_left_out() {
        for (text, searched) in [
            ("je cherche une développeuse web", "developpeur web"),
            ("directrice de recherche", "directeur recherch"),
            ("recherche plombier près de Sète", "plombier sete"),
            ("wie kent een bakker nabij Gent?", "bakker gent"),
            ("looking for a baker near Lille", "baker lill"),
            ("boulanger disponible", "boulanger"),
            ("opérateur de pres", "operateur pre"),
            ("assistante ressources humaines", "assistant rh"),
            ("je cherche", "je cherch"),
            ("", ""),
        ] {
            assert_eq!(words(text).join(" "), searched, "{text}");
        }
        assert_eq!(words(&"mot pain ".repeat(50)).len(), 16);
    }
}
