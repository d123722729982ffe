//! Words that members propose: which of them cooperatives approved, and what each names. Must not know where the
//! statements of cooperatives come from, nor who asks.
//!
//! A word is a term of the vocabulary [`WORDS`] in the directory of each cooperative that lists it. Its code is a hash of
//! the word, its language and what it was proposed for, so that two cooperatives that propose the same word meet.

use std::collections::{BTreeMap, BTreeSet};

use bigre_protocol::codec;
use bigre_protocol::directory::entry::{Lang, Term, TermKind, TermLabels};
use bigre_protocol::directory::term::WORDS;
use bigre_protocol::id::{CoopId, digest};
use bigre_protocol::limits::TITLE_CHARS;
use bigre_protocol::text::{Code, List, Text, TextError};

use crate::search::fold::plain;

/// Domain of the code of a word.
const DOMAIN: &str = "bigre-word-v1";
/// What the code of a word starts with.
pub const PREFIX: &str = "w-";

/// A word as the cooperatives state it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// What most of them say.
    pub term: Term,
    /// Who lists it, in the order of their ids.
    pub listed_by: Vec<CoopId>,
    /// Whether enough of them do.
    pub in_force: bool,
}

/// How many active cooperatives must list a word: more than a third, and two unless there is but one.
pub fn needed(active: usize) -> usize {
    if active <= 1 { 1 } else { (active / 3 + 1).max(2) }
}

/// The code of a word: of its folded text, its language, and the term or the kind that it was proposed for.
pub fn code(word: &str, lang: Lang, target: &str) -> Option<Code> {
    let folded = plain(word);
    let hash = digest(DOMAIN, &[folded.as_bytes(), lang.as_str().as_bytes(), target.as_bytes()]);
    let tail = data_encoding::BASE32_NOPAD.encode(&hash[..10]).to_ascii_lowercase();
    Code::new(&format!("{PREFIX}{tail}")).ok()
}

/// A kind as a target: for a word that is a term of its own.
fn own(kind: TermKind) -> &'static str {
    match kind {
        TermKind::Trade => "new:trade",
        TermKind::Skill => "new:skill",
        TermKind::Sector => "new:sector",
        TermKind::Mode => "new:mode",
    }
}

/// A word proposed: one more label of a term, or a term of its own under wider ones.
pub fn propose(
    word: &str,
    lang: Lang,
    kind: TermKind,
    same_as: Option<Code>,
    broader: Vec<Code>,
) -> Result<Term, TextError> {
    let preferred: Text<TITLE_CHARS> = Text::new(word)?;
    let target = same_as.as_ref().map_or(own(kind), Code::as_str);
    let code = code(&preferred, lang, target).ok_or(TextError::Empty)?;
    let labels = List::new(vec![TermLabels { lang, preferred, alternatives: List::default() }])?;
    let broader = List::new(broader)?;
    let vocabulary = Code::new(WORDS)?;
    Ok(Term { code, isco: None, kind, labels, broader, related: List::default(), same_as, vocabulary })
}

/// The same word, merged into another term. What it was proposed for is kept, since its code is made of it.
pub fn merge(word: &Term, into: Code) -> Term {
    let mut term = word.clone();
    if term.related.is_empty() {
        term.related = List::new(term.same_as.take().into_iter().collect()).unwrap_or_default();
    }
    term.same_as = Some(into);
    term
}

/// Whether a term is a word that its code is made of: one label, no other, and what it was proposed for.
pub fn is_sound(term: &Term) -> bool {
    let [label] = &term.labels[..] else { return false };
    let is_of = |target: &str| code(&label.preferred, label.lang, target).as_ref() == Some(&term.code);
    term.vocabulary.as_str() == WORDS
        && label.alternatives.is_empty()
        && term.related.len() <= 1
        && (term.related.iter().chain(&term.same_as).any(|target| is_of(target.as_str()))
            || is_of(own(term.kind)))
}

/// The words that cooperatives list, by code. `statements` are theirs, each once for a code; those of who does not vote,
/// and those that are not sound, count for nothing.
///
/// Where statements of one code differ, the one of most cooperatives holds; of as many, that of the smallest target, then
/// of the smallest bytes: the same on every node that holds the same directories.
pub fn words(active: &BTreeSet<CoopId>, statements: impl IntoIterator<Item = (CoopId, Term)>) -> Vec<Word> {
    let mut by_code: BTreeMap<Code, BTreeMap<CoopId, Term>> = BTreeMap::new();
    for (coop, term) in statements {
        if active.contains(&coop) && is_sound(&term) {
            by_code.entry(term.code.clone()).or_default().entry(coop).or_insert(term);
        }
    }
    let needed = needed(active.len());
    let word = |stated: BTreeMap<CoopId, Term>| {
        // By target, then by bytes: the first of those that most say holds.
        let mut said: BTreeMap<_, (usize, &Term)> = BTreeMap::new();
        for term in stated.values() {
            let bytes = codec::encode(term);
            said.entry((term.same_as.clone(), bytes)).or_insert((0, term)).0 += 1;
        }
        let most = said.values().map(|(count, _)| *count).max()?;
        let term = said.values().find(|(count, _)| *count == most)?.1.clone();
        let in_force = stated.len() >= needed;
        Some(Word { term, listed_by: stated.into_keys().collect(), in_force })
    };
    by_code.into_values().filter_map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(text: &str) -> Lang {
        Lang::try_from(text.to_owned()).unwrap()
    }

    fn coops(count: u8) -> BTreeSet<CoopId> {
        (0..count).map(|at| CoopId([at; 32])).collect()
    }

    fn proposed(word: &str, target: &str) -> Term {
        let target = Code::new(target).unwrap();
        propose(word, lang("fr"), TermKind::Trade, Some(target), Vec::new()).unwrap()
    }

    #[test]
    fn more_than_a_third_and_two_at_least() {
        let found: Vec<usize> = [1, 2, 3, 5, 6, 8, 9, 30].into_iter().map(needed).collect();
        assert_eq!(found, [1, 2, 2, 2, 3, 3, 4, 11]);
    }

    #[test]
    fn the_same_word_has_one_code_and_other_words_have_others() {
        let one = proposed("Fournil", "t-baker");
        assert_eq!(one.code, proposed("fournil ", "t-baker").code);
        let others = [
            proposed("fournils", "t-baker").code,
            proposed("fournil", "t-joiner").code,
            propose("fournil", lang("nl"), TermKind::Trade, one.same_as.clone(), vec![]).unwrap().code,
            propose("fournil", lang("fr"), TermKind::Trade, None, vec![]).unwrap().code,
        ];
        assert_eq!(BTreeSet::from(others.clone()).len(), 4);
        assert!(!others.contains(&one.code));
        for bad in ["", "a\u{202e}b", &"x".repeat(121)] {
            assert!(propose(bad, lang("fr"), TermKind::Trade, None, vec![]).is_err());
        }
    }

    #[test]
    fn a_word_is_in_force_when_enough_list_it() {
        let active = coops(4);
        let one = proposed("fournil", "t-baker");
        let by = |at: u8| (CoopId([at; 32]), one.clone());
        let state = |said: Vec<(CoopId, Term)>| {
            let found = words(&active, said);
            found.first().map(|word| (word.listed_by.len(), word.in_force))
        };
        assert_eq!(state(vec![by(0)]), Some((1, false)));
        assert_eq!(state(vec![by(0), by(0)]), Some((1, false)), "a cooperative counts once");
        assert_eq!(state(vec![by(0), by(3)]), Some((2, true)));
        assert_eq!(state(vec![by(0), by(9)]), Some((1, false)), "who does not vote does not count");
    }

    #[test]
    fn statements_that_differ_are_decided_the_same_everywhere() {
        let active = coops(5);
        let one = proposed("fournil", "t-baker");
        let merged = |into: &str| merge(&one, Code::new(into).unwrap());
        let said = |terms: &[&Term]| {
            let at = |(at, term): (usize, &&Term)| (CoopId([at as u8; 32]), (*term).clone());
            let mut said: Vec<_> = terms.iter().enumerate().map(at).collect();
            let forward = words(&active, said.clone());
            said.reverse();
            assert_eq!(forward, words(&active, said));
            assert_eq!(forward.len(), 1);
            forward[0].term.same_as.clone().unwrap().to_string()
        };
        assert_eq!(said(&[&one, &merged("t-cook")]), "t-baker", "the smallest of as many");
        assert_eq!(said(&[&one, &merged("t-cook"), &merged("t-cook")]), "t-cook", "most hold");
        let again = merge(&merged("t-cook"), Code::new("t-joiner").unwrap());
        assert!(is_sound(&again), "a word merged twice is still itself");
    }

    #[test]
    fn forged_words_count_for_nothing() {
        let one = proposed("fournil", "t-baker");
        let label = |word: &str| TermLabels {
            lang: lang("fr"),
            preferred: Text::new(word).unwrap(),
            alternatives: List::default(),
        };
        let other_word = Term { labels: List::new(vec![label("plombier")]).unwrap(), ..one.clone() };
        let more = TermLabels {
            alternatives: List::new(vec![Text::new("x").unwrap()]).unwrap(),
            ..label("fournil")
        };
        let more = Term { labels: List::new(vec![more]).unwrap(), ..one.clone() };
        let two = Term { labels: List::new(vec![label("fournil"), label("x")]).unwrap(), ..one.clone() };
        let elsewhere = Term { same_as: Some(Code::new("t-cook").unwrap()), ..one.clone() };
        let none = Term { labels: List::default(), ..one.clone() };
        for forged in [other_word, more, two, elsewhere, none] {
            assert!(!is_sound(&forged), "{forged:?}");
        }
        assert!(is_sound(&one));
    }
}
