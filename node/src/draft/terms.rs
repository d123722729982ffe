//! Words that people type, brought to terms of the vocabulary. Knows codes, labels and alternatives in every language;
//! must not know what a draft is.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, OnceLock};

use bigre_protocol::directory::entry::Term as Published;
use bigre_protocol::directory::term::WORDS;

use crate::search::fold;
use crate::search::{Lexicon, Understood};
use crate::vocabulary::{Lang, Term, TermKind, Vocabulary, published};

/// Most terms suggested for an unknown word.
const SUGGESTIONS: usize = 3;
/// Terms of all kinds among which those of one kind are looked for (guess).
const CANDIDATES: usize = 60;
/// How much of what is typed the labels of a term must have to be suggested, if none of its words is near (guess).
const NEAR: f32 = 0.25;
/// Share of the first one's score below which another is not worth naming (guess).
const LIKE_THE_FIRST: f32 = 0.5;
/// Longest word compared with the vocabulary, in bytes (bound of the work, guess).
pub(super) const LONGEST: usize = 200;

/// The kinds of terms.
pub const KINDS: [TermKind; 4] = [TermKind::Trade, TermKind::Skill, TermKind::Sector, TermKind::Mode];

/// What one folded form stands for.
#[derive(Debug, Clone, Copy)]
struct Meant {
    /// The term, by its number; none when several terms have this form among their alternatives.
    term: Option<u32>,
    /// Whether the form is the term's label, not an alternative.
    label: bool,
    /// Of which vocabulary it is: of two labels, or two alternatives, that of the earlier one holds.
    vocabulary: usize,
}

/// The vocabularies by what people type: the one that comes with the program, and those in force beside it.
#[derive(Debug)]
pub struct Terms {
    starter: &'static Vocabulary,
    published: Vocabulary,
    forms: HashMap<(TermKind, String), Meant>,
    /// Of the starter vocabulary alone, made when words are first looked up: a node that starts takes entries before.
    lexicon: OnceLock<Lexicon>,
}

/// A text as it is compared: folded words, both genders brought together.
pub fn key(text: &str) -> String {
    fold::distinct(text).join(" ")
}

impl Terms {
    /// The terms of the starter vocabulary.
    pub fn starter() -> Arc<Terms> {
        static STARTER: LazyLock<Arc<Terms>> = LazyLock::new(|| Arc::new(Terms::with(&[])));
        Arc::clone(&STARTER)
    }

    /// The starter vocabulary, and published ones beside it in their order. Of two terms with one code, the first holds.
    pub fn with(published: &[Vec<Published>]) -> Terms {
        let starter = Vocabulary::starter();
        let lexicon = match published {
            [] => OnceLock::new(),
            _ => OnceLock::from(Lexicon::with(starter, published)),
        };
        let mut terms = Terms { starter, published: Vocabulary::default(), forms: HashMap::new(), lexicon };
        let all = || (0u32..).zip(starter.iter());
        for (at, term) in all() {
            Lang::ALL.iter().for_each(|lang| terms.form(0, term.kind, at, term.label(*lang), true));
        }
        for (at, term) in all() {
            term.words().for_each(|word| terms.form(0, term.kind, at, word, false));
        }
        for (vocabulary, of) in (1..).zip(published) {
            let known: Vec<Option<u32>> = of.iter().map(|term| terms.publish(term)).collect();
            for (term, at) in of.iter().zip(&known) {
                let Some((at, kind)) = at.map(|at| (at, terms.at(at).kind)) else { continue };
                for labels in term.labels.iter() {
                    terms.form(vocabulary, kind, at, &labels.preferred, true);
                }
            }
            for (term, at) in of.iter().zip(&known) {
                let Some((at, kind)) = at.map(|at| (at, terms.at(at).kind)) else { continue };
                published::labels(term).for_each(|label| terms.form(vocabulary, kind, at, label, false));
            }
        }
        terms
    }

    /// Adds a published term. The number of the term that its labels name: its own, or for a word proposed for another
    /// term that one.
    fn publish(&mut self, term: &Published) -> Option<u32> {
        let is_new = self.starter.get(term.code.as_str()).is_none();
        let added = published::shown(term).filter(|_| is_new).is_some_and(|shown| self.published.add(shown));
        if !added {
            return None;
        }
        let named = self.lexicon().final_code(term.code.as_str());
        let own = self.number(term.code.as_str());
        if term.vocabulary.as_str() == WORDS { self.number(named).or(own) } else { own }
    }

    fn number(&self, code: &str) -> Option<u32> {
        let at = self.starter.position(code);
        let at = at.or_else(|| Some(self.starter.len() + self.published.position(code)?))?;
        u32::try_from(at).ok()
    }

    fn at(&self, number: u32) -> &Term {
        let (at, first) = (number as usize, self.starter.len());
        if at < first { self.starter.nth(at) } else { self.published.nth(at - first) }
    }

    fn form(&mut self, vocabulary: usize, kind: TermKind, number: u32, text: &str, label: bool) {
        let key = key(text);
        if key.is_empty() {
            return;
        }
        let meant = Meant { term: Some(number), label, vocabulary };
        let entry = self.forms.entry((kind, key)).or_insert(meant);
        // A label wins over alternatives; two terms with one label keep the first; two with one alternative, none.
        if label && !entry.label {
            *entry = meant;
            return;
        }
        let is_rival = entry.vocabulary == vocabulary && !entry.label && !label;
        if is_rival && entry.term.is_some_and(|other| other != number) {
            entry.term = None;
        }
    }

    /// The term of a code, whatever its case.
    pub fn code(&self, kind: TermKind, code: &str) -> Option<&Term> {
        let typed = code.trim();
        // Published codes may have capitals.
        let term = self.get(typed).or_else(|| self.get(&typed.to_ascii_lowercase()))?;
        (term.kind == kind).then_some(term)
    }

    /// The term that a code, a label or an alternative of one term only stands for.
    pub fn find(&self, kind: TermKind, typed: &str) -> Option<&Term> {
        self.code(kind, typed).or_else(|| Some(self.at(self.meant(kind, typed)?.term?)))
    }

    /// The term whose label, in any language, is exactly this.
    pub fn labelled(&self, kind: TermKind, typed: &str) -> Option<&Term> {
        Some(self.at(self.meant(kind, typed).filter(|meant| meant.label)?.term?))
    }

    /// The words of the vocabulary, ready to be looked up in a query.
    pub fn lexicon(&self) -> &Lexicon {
        self.lexicon.get_or_init(|| Lexicon::with(self.starter, &[]))
    }

    /// The term of a code, of any kind.
    pub fn get(&self, code: &str) -> Option<&Term> {
        self.starter.get(code).or_else(|| self.published.get(code))
    }

    /// Whether a text, whole, is what a term is called.
    pub fn is_term(&self, text: &str) -> bool {
        KINDS.into_iter().any(|kind| self.meant(kind, text).is_some())
    }

    /// The terms of a kind, in the vocabularies' order.
    pub fn all(&self, kind: TermKind) -> impl Iterator<Item = &Term> {
        self.starter.terms(kind).chain(self.published.terms(kind))
    }

    /// How many terms, in all.
    pub fn len(&self) -> usize {
        self.starter.len() + self.published.len()
    }

    /// Whether there is none (never: there is the starter vocabulary).
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn meant(&self, kind: TermKind, typed: &str) -> Option<&Meant> {
        if typed.len() > LONGEST {
            return None;
        }
        self.forms.get(&(kind, key(typed)))
    }

    /// Terms nearest to an unknown word, the nearest first, each as `label (code)`.
    pub fn suggest(&self, kind: TermKind, typed: &str, lang: Lang) -> Vec<String> {
        let nearest = self.nearest(kind, typed, SUGGESTIONS);
        nearest.iter().map(|term| format!("{} ({})", term.label(lang), term.code)).collect()
    }

    /// Terms of a kind nearest to a text, the nearest first.
    pub fn nearest(&self, kind: TermKind, typed: &str, most: usize) -> Vec<&Term> {
        if typed.len() > LONGEST {
            return Vec::new();
        }
        let understood = self.lexicon().understand(typed, CANDIDATES, |_| false);
        // Of terms that are the same, that which the others are.
        let is_final = |one: &Understood| self.lexicon().final_code(&one.code) == one.code;
        let is_near =
            |one: &&Understood| one.kind == kind && is_final(one) && (one.words != 0 || one.evidence >= NEAR);
        let near: Vec<&Understood> = understood.iter().filter(is_near).collect();
        let least = near.first().map_or(0.0, |first| first.score * LIKE_THE_FIRST);
        let near = near.into_iter().filter(|one| one.score >= least);
        near.filter_map(|one| self.get(&one.code)).take(most).collect()
    }
}
