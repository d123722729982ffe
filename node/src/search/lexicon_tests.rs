//! What queries are understood as, over a small vocabulary in three languages.

use super::super::LexiconBuilder;
use super::super::fixtures::small_lexicon as small;
use super::{Exactness, Lexicon, Understood};
use crate::vocabulary::TermKind;

fn first(lexicon: &Lexicon, text: &str) -> Option<Understood> {
    lexicon.understand(text, 5, |_| false).into_iter().next()
}

#[test]
fn labels_of_every_language_and_gender_lead_to_their_code() {
    let lexicon = small();
    for (text, code, exactness) in [
        ("menuisier", "t-joiner", Exactness::Exact),
        ("Menuisières", "t-joiner", Exactness::Exact),
        ("menuisier(ère)", "t-joiner", Exactness::Exact),
        ("schrijnwerker", "t-joiner", Exactness::Exact),
        ("menuisier d'agencement", "t-fitter", Exactness::Exact),
        ("agencement menuisier", "t-fitter", Exactness::Exact),
        ("je cherche une développeuse web", "t-webdev", Exactness::Exact),
        ("pain", "t-baker", Exactness::Exact),
        ("menusier", "t-joiner", Exactness::Spelling),
        ("developeur wbe", "t-webdev", Exactness::Near),
        ("developeur web", "t-webdev", Exactness::Spelling),
        ("boulan", "t-baker", Exactness::Beginning),
        ("developpeur", "t-webdev", Exactness::Partial),
        ("ontwikkelaar", "t-webdev", Exactness::Near),
    ] {
        let found = first(&lexicon, text).map(|u| (u.code, u.exactness));
        assert_eq!(found, Some((code.to_owned(), exactness)), "{text}");
    }
}

#[test]
fn the_longest_label_wins_and_other_words_stay_free() {
    let lexicon = small();
    let found = lexicon.understand("développeur web python Lyon", 5, |_| false);
    let exact: Vec<_> = found.iter().filter(|u| u.exactness == Exactness::Exact).collect();
    let codes: Vec<_> = exact.iter().map(|u| (u.code.as_str(), u.words)).collect();
    assert_eq!(codes, [("t-webdev", 0b0011), ("s-python", 0b0100)]);
}

#[test]
fn a_short_or_known_word_is_never_taken_for_another_trade() {
    let lexicon = small();
    for text in ["bain", "main", "webs2", "wed"] {
        let sure = lexicon.understand(text, 5, |_| false);
        assert!(sure.iter().all(|u| u.exactness == Exactness::Near), "{text}: {sure:?}");
    }
    let is_spelling = |known: bool| {
        let found = lexicon.understand("portier", 5, |_| known);
        found.iter().any(|u| u.exactness == Exactness::Spelling && u.code == "t-potter")
    };
    assert!(is_spelling(false));
    assert!(!is_spelling(true));
    let joiner = lexicon.understand("menuisier", 5, |_| false);
    assert!(joiner[1..].iter().all(|u| u.exactness == Exactness::Near), "{joiner:?}");
}

#[test]
fn narrower_codes_are_found_at_any_depth() {
    let lexicon = small();
    assert_eq!(lexicon.narrower("x-wood"), ["t-joiner", "t-fitter"]);
    assert_eq!(lexicon.narrower("t-joiner"), ["t-fitter"]);
    assert!(lexicon.narrower("unheard-of").is_empty());
    assert_eq!(lexicon.kind("x-wood"), Some(TermKind::Sector));
}

#[test]
fn strange_queries_are_harmless() {
    let lexicon = small();
    for text in ["", "   ", "je cherche", "·", &"mot ".repeat(500), &"x".repeat(5_000)] {
        lexicon.understand(text, 5, |_| false);
    }
    assert!(LexiconBuilder::default().build().understand("menuisier", 5, |_| false).is_empty());
}
