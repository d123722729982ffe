//! Which terms free words may stand for, and how sure that is. Knows what the lexicon says of a text; must not know who
//! wrote it, nor what is done with the answer.
//!
//! The numbers were fitted to titles of jobs of the whole economy (ROME), half of which the vocabulary does not have. A title
//! that is a label, or an alternative of one term, had the very code of that term four times of five, and otherwise that of a
//! neighbour. Of the others, about as many were right as the number says, or more; never so many that one could be called
//! sure. Words of people who do what the vocabulary is for are understood better than that.

use super::terms::{LONGEST, Terms};
use crate::search::{Exactness, Understood};
use crate::vocabulary::{Term, TermKind};

/// Terms of all kinds among which those of one kind are looked for (guess).
const CANDIDATES: usize = 60;
/// A code; a label, or an alternative of one term only (measured: nearly all are right).
const CODE: f32 = 1.0;
const LABEL: f32 = 0.97;
/// Least that is worth a person's look.
const LEAST: f32 = 0.02;
/// What the evidence is worth by itself, and with a lead over the second (measured).
const ALONE: f32 = 0.4;
const LEAD: f32 = 0.8;
/// Most that a likeness is worth: it is never sure (measured).
const LIKENESS: f32 = 0.79;

/// A term that free words may stand for.
#[derive(Debug, Clone, Copy)]
pub struct Guess<'t> {
    /// The term.
    pub term: &'t Term,
    /// How likely it is meant, from 0 to 1.
    pub confidence: f32,
}

impl Terms {
    /// The terms of a kind that a text may stand for, the likeliest first, at most `most`.
    pub fn guess(&self, kind: TermKind, typed: &str, most: usize) -> Vec<Guess<'_>> {
        if let Some(term) = self.find(kind, typed) {
            let confidence = if self.code(kind, typed).is_some() { CODE } else { LABEL };
            return vec![Guess { term, confidence }];
        }
        if typed.len() > LONGEST {
            return Vec::new();
        }
        let understood = self.lexicon().understand(typed, CANDIDATES, |_| false);
        let mut found: Vec<&Understood> = understood.iter().filter(|one| one.kind == kind).collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
        let (first, second) = (score(&found, 0), score(&found, 1));
        let lead = (first - second) / first.max(f32::MIN_POSITIVE);
        let mut guesses = Vec::with_capacity(most);
        let mut highest = 1.0f32;
        for (at, one) in found.into_iter().take(most).enumerate() {
            let lead = if at == 0 { lead } else { 0.0 };
            let likely = one.evidence * (ALONE * one.evidence + LEAD * lead) * worth(one.exactness);
            highest = highest.min(likely.clamp(0.0, LIKENESS));
            if let Some(term) = self.get(&one.code).filter(|_| highest >= LEAST) {
                guesses.push(Guess { term, confidence: highest });
            }
        }
        guesses
    }
}

fn score(found: &[&Understood], at: usize) -> f32 {
    found.get(at).map_or(0.0, |one| one.score)
}

/// What the way in which words were met is worth (measured).
fn worth(exactness: Exactness) -> f32 {
    match exactness {
        Exactness::Exact | Exactness::Beginning => 1.0,
        Exactness::Spelling => 0.9,
        Exactness::Partial => 0.8,
        Exactness::Near => 0.5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Lang;

    fn first(typed: &str) -> Option<(String, f32)> {
        let terms = Terms::starter();
        let guesses = terms.guess(TermKind::Trade, typed, 3);
        assert!(guesses.len() <= 3 && guesses.is_sorted_by(|a, b| a.confidence >= b.confidence), "{typed}");
        assert!(guesses.iter().all(|guess| (0.0..=1.0).contains(&guess.confidence)), "{typed}");
        guesses.first().map(|guess| (guess.term.code.clone(), guess.confidence))
    }

    #[test]
    fn labels_are_sure_whatever_the_language() {
        let terms = Terms::starter();
        for lang in Lang::ALL {
            let (mut right, mut all) = (0, 0);
            for term in terms.all(TermKind::Trade).step_by(10) {
                all += 1;
                let guess = first(term.label(lang));
                right += usize::from(guess.is_some_and(|(code, sure)| code == term.code && sure >= 0.8));
            }
            assert!(right * 100 >= all * 98, "{right} of {all}");
        }
    }

    #[test]
    fn what_is_misspelt_partly_known_or_not_at_all_is_never_sure() {
        let (code, likely) = first("menusier").unwrap();
        assert_eq!(code, "t-joiner");
        assert!(likely < 0.8, "{likely}");
        for typed in ["pontonnier", "dompteuse de nuages", "officier de vigie de port", "xyzzy", ""] {
            assert!(first(typed).is_none_or(|(_, sure)| sure < 0.8), "{typed}: {:?}", first(typed));
        }
        assert_eq!(first("t-baker"), Some(("t-baker".to_owned(), 1.0)));
        assert!(first(&"boulanger ".repeat(1_000)).is_none());
    }
}
