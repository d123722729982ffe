//! Words that people type, brought to terms of the vocabulary. Knows codes, labels and alternatives in every language;
//! must not know what a draft is.

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use crate::search::fold;
use crate::search::{Lexicon, Understood};
use crate::vocabulary::{Lang, Term, TermKind, Vocabulary};

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
    /// The term; none when several terms have this form among their alternatives.
    term: Option<&'static Term>,
    /// Whether the form is the term's label, not an alternative.
    label: bool,
}

/// The vocabulary by what people type. What takes a moment to order is ordered on first use.
#[derive(Debug)]
pub struct Terms {
    vocabulary: &'static Vocabulary,
    forms: OnceLock<HashMap<(TermKind, String), Meant>>,
    lexicon: OnceLock<Lexicon>,
}

/// A text as it is compared: folded words, both genders brought together.
pub fn key(text: &str) -> String {
    fold::distinct(text).join(" ")
}

impl Terms {
    /// The terms of the starter vocabulary.
    pub fn starter() -> &'static Terms {
        static STARTER: LazyLock<Terms> = LazyLock::new(|| Terms::new(Vocabulary::starter()));
        &STARTER
    }

    const fn new(vocabulary: &'static Vocabulary) -> Terms {
        Terms { vocabulary, forms: OnceLock::new(), lexicon: OnceLock::new() }
    }

    fn forms(&self) -> &HashMap<(TermKind, String), Meant> {
        self.forms.get_or_init(|| {
            let mut forms: HashMap<(TermKind, String), Meant> = HashMap::new();
            let terms = || KINDS.into_iter().flat_map(|kind| self.vocabulary.terms(kind));
            for term in terms() {
                for lang in Lang::ALL {
                    add(&mut forms, term, term.label(lang), true);
                }
            }
            for term in terms() {
                for word in term.words() {
                    add(&mut forms, term, word, false);
                }
            }
            forms
        })
    }

    /// The term of a code, whatever its case.
    pub fn code(&self, kind: TermKind, code: &str) -> Option<&'static Term> {
        let term = self.vocabulary.get(&code.trim().to_ascii_lowercase())?;
        (term.kind == kind).then_some(term)
    }

    /// The term that a code, a label or an alternative of one term only stands for.
    pub fn find(&self, kind: TermKind, typed: &str) -> Option<&'static Term> {
        self.code(kind, typed).or_else(|| self.form(kind, typed)?.term)
    }

    /// The term whose label, in any language, is exactly this.
    pub fn labelled(&self, kind: TermKind, typed: &str) -> Option<&'static Term> {
        self.form(kind, typed).filter(|meant| meant.label)?.term
    }

    /// The words of the vocabulary, ready to be looked up in a query.
    pub fn lexicon(&self) -> &Lexicon {
        self.lexicon.get_or_init(|| Lexicon::of(self.vocabulary))
    }

    /// The term of a code, of any kind.
    pub fn get(&self, code: &str) -> Option<&'static Term> {
        self.vocabulary.get(code)
    }

    /// The terms of a kind, in the vocabulary's order.
    pub fn all(&self, kind: TermKind) -> impl Iterator<Item = &'static Term> + use<> {
        self.vocabulary.terms(kind)
    }

    fn form(&self, kind: TermKind, typed: &str) -> Option<&Meant> {
        if typed.len() > LONGEST {
            return None;
        }
        self.forms().get(&(kind, key(typed)))
    }

    /// Terms nearest to an unknown word, the nearest first, each as `label (code)`.
    pub fn suggest(&self, kind: TermKind, typed: &str, lang: Lang) -> Vec<String> {
        let nearest = self.nearest(kind, typed, SUGGESTIONS);
        nearest.iter().map(|term| format!("{} ({})", term.label(lang), term.code)).collect()
    }

    /// Terms of a kind nearest to a text, the nearest first.
    pub fn nearest(&self, kind: TermKind, typed: &str, most: usize) -> Vec<&'static Term> {
        if typed.len() > LONGEST {
            return Vec::new();
        }
        let understood = self.lexicon().understand(typed, CANDIDATES, |_| false);
        let is_near = |one: &&Understood| one.kind == kind && (one.words != 0 || one.evidence >= NEAR);
        let near: Vec<&Understood> = understood.iter().filter(is_near).collect();
        let least = near.first().map_or(0.0, |first| first.score * LIKE_THE_FIRST);
        let near = near.into_iter().filter(|one| one.score >= least);
        near.filter_map(|one| self.vocabulary.get(&one.code)).take(most).collect()
    }
}

fn add(forms: &mut HashMap<(TermKind, String), Meant>, term: &'static Term, text: &str, label: bool) {
    let key = key(text);
    if key.is_empty() {
        return;
    }
    let entry = forms.entry((term.kind, key)).or_insert(Meant { term: Some(term), label });
    // A label wins over alternatives; two terms with one label keep the first; two with one alternative, none.
    if !entry.label && !label && entry.term.is_some_and(|other| other.code != term.code) {
        entry.term = None;
    }
}
