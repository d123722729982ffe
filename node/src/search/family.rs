//! Knows which words are made of one root: `soudure` and `soudeur`, `réparer` and `réparateur`, `vertaling` and
//! `vertaler`. Must not know what they mean: roots that only look alike are one here.

/// Shortest root (guess: shorter ones bring strangers together).
const ROOT: usize = 4;

/// What folded words end with: agents, actions, tools, qualities. In French, with some Dutch and English ones.
const ENDINGS: [&str; 35] = [
    "isation", "isateur", "ionnair", "ionnel", "icien", "ateur", "iteur", "ation", "ition", "ement",
    "ancier", "ment", "teur", "tion", "sion", "eri", "iqu", "ist", "anc", "ien", "eur", "ion", "ag", "ant",
    "ier", "air", "ite", "ing", "ur", "er", "ir", "en", "it", "el", "i",
];

/// What is left of a folded word without its ending; the word itself when that is too short.
pub(super) fn root(word: &str) -> &str {
    if !word.is_ascii() {
        return word;
    }
    let roots = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
    roots.filter(|root| root.len() >= ROOT).min_by_key(|root| root.len()).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::super::fold::words;
    use super::root;

    #[test]
    fn words_of_one_root_are_a_family() {
        for family in [
            &["soudure", "soudeuse", "souder", "soudage"][..],
            &["réparer", "réparatrice", "réparation"],
            &["traduction", "traductrice"],
            &["jardin", "jardinier", "jardinage"],
            &["vertaling", "vertaler", "vertalen"],
            &["teacher", "teaching"],
            &["électricienne", "électrique"],
        ] {
            let roots: Vec<String> = family.iter().map(|word| root(&words(word)[0]).to_owned()).collect();
            assert!(roots.iter().all(|one| *one == roots[0]), "{roots:?}");
        }
        for (one, other) in [("pain", "peintre"), ("web", "weber"), ("chat", "chateau"), ("mer", "mère")] {
            assert_ne!(root(one), root(other));
        }
        assert_eq!((root(""), root("é"), root("ation")), ("", "é", "ation"));
    }
}
