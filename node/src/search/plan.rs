//! Knows what a query asks of the index: clauses that count, each for some words, and filters. Must not know
//! which documents meet them.

use bigre_protocol::directory::entry::Lang;
use bigre_protocol::id::CoopId;
use tantivy::Term;
use tantivy::schema::IndexRecordOption;

use super::index::IndexError;
use super::lexicon::{Exactness, Lexicon, Understood, span};
use super::query::{Query, Why};
use super::question;
use super::spelling::Spelling;
use super::terms::{Fields, Says};
use crate::vocabulary::TermKind;

/// Most clauses: what a document met is one number of 64 bits.
pub(super) const CLAUSES: usize = 64;
/// Clauses kept for words, after those for codes.
const CODE_CLAUSES: usize = 24;
/// Most codes that are looked at for each query.
const UNDERSTOOD: usize = 24;
/// A word that fewer entries have is also looked for with typing errors (guess).
const RARE: usize = 3;
/// Most spellings tried for one word.
const SPELLINGS: usize = 4;

/// How much of a query the labels of its likeliest term must have for that to be meant, though no label is met whole
/// (measured).
const MEANT: f32 = 0.5;

/// How strongly a clause speaks for its words, from 0 to [`FULL`]. Only their order was thought over: a code is
/// surer than a word, a title than a text, what is said than what is guessed (guess).
mod strength {
    pub(super) const TRADE: u8 = 14;
    pub(super) const SKILL: u8 = 12;
    pub(super) const TITLE: u8 = 12;
    pub(super) const NAME: u8 = 11;
    pub(super) const OWN_WORDS: u8 = 10;
    pub(super) const SECTOR: u8 = 9;
    pub(super) const MODE: u8 = 9;
    pub(super) const NARROWER: u8 = 8;
    pub(super) const SECTOR_TRADE: u8 = 7;
    pub(super) const ABOUT: u8 = 5;
    pub(super) const LEARN: u8 = 2;
    pub(super) const SPELLING: u8 = 6;
    /// Taken from a code that is not exactly that of the words.
    pub(super) const UNSURE: u8 = 5;
    /// The same of the likeliest code of all, and of one that is exactly that of the words but not the likeliest
    /// (measured).
    pub(super) const LIKELIEST: u8 = 2;
    pub(super) const OTHER: u8 = 1;
}

/// Where words are looked for, and how strongly each speaks for them.
const TEXTS: [(Says, u8, Why); 4] = [
    (Says::Title, strength::TITLE, Why::Title),
    (Says::Name, strength::NAME, Why::Text),
    (Says::Words, strength::OWN_WORDS, Why::Text),
    (Says::About, strength::ABOUT, Why::Text),
];

/// The most that a clause can speak for a word.
pub(super) const FULL: u8 = 15;

/// Some terms that speak alike for some words of the query.
#[derive(Debug)]
pub(super) struct Clause {
    pub(super) terms: Vec<Term>,
    /// Words of the query: bit 0 for the first. None for a filter that is only a reason.
    pub(super) words: u16,
    pub(super) strength: u8,
    /// Whether the codes of the vocabulary say it, not the words alone.
    pub(super) is_code: bool,
    pub(super) why: Option<Why>,
}

/// What is asked of the index.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) words: Vec<String>,
    pub(super) clauses: Vec<Clause>,
    /// Of each, any term must be there.
    pub(super) filters: Vec<Vec<Term>>,
    /// None of these may be there.
    pub(super) hidden: Vec<Term>,
    pub(super) understood: Vec<Understood>,
}

/// Makes a plan.
pub(super) struct Planner<'a> {
    pub(super) fields: Fields,
    pub(super) index: &'a tantivy::Searcher,
    pub(super) lexicon: &'a Lexicon,
    pub(super) spelling: &'a Spelling,
}

impl Planner<'_> {
    /// What a query asks.
    pub(super) fn plan(&self, query: &Query) -> Result<Plan, IndexError> {
        let mut plan = Plan { words: question::words(&query.text), ..Plan::default() };
        self.add_filters(query, &mut plan);
        if plan.words.is_empty() {
            return Ok(plan);
        }
        let is_used: Vec<bool> =
            plan.words.iter().map(|word| self.is_used(word)).collect::<Result<_, IndexError>>()?;
        let is_known = |word: &str| plan.words.iter().zip(&is_used).any(|(w, used)| *used && w == word);
        plan.understood = self.lexicon.understand(&query.text, UNDERSTOOD, is_known);
        if let Some(likeliest) = plan.understood.first_mut()
            && likeliest.exactness == Exactness::Near
            && likeliest.evidence >= MEANT
        {
            (likeliest.exactness, likeliest.words) = (Exactness::Partial, span(0, plan.words.len()));
        }
        let likeliest = plan.understood.first().map(|first| first.code.clone());
        plan.understood.sort_by_key(|understood| understood.exactness);
        let meant = plan.understood.iter().filter(|u| u.exactness <= Exactness::Partial);
        let is_likeliest = |understood: &Understood| likeliest.as_ref() == Some(&understood.code);
        for clause in meant.flat_map(|understood| self.code_clauses(understood, is_likeliest(understood))) {
            if plan.clauses.len() < CODE_CLAUSES {
                plan.clauses.push(clause);
            }
        }
        for (at, is_used) in is_used.into_iter().enumerate() {
            self.add_word(at, is_used, &mut plan)?;
        }
        plan.clauses.truncate(CLAUSES);
        Ok(plan)
    }

    fn code(&self, kind: TermKind, code: &str) -> Term {
        let says = match kind {
            TermKind::Trade => Says::Trade,
            TermKind::Skill => Says::Skill,
            TermKind::Sector => Says::Sector,
            TermKind::Mode => Says::Mode,
        };
        self.fields.term(says, code)
    }

    /// Codes under a code that say the same more narrowly: those of its kind, and the trades of a sector.
    fn narrower(&self, kind: TermKind, code: &str) -> Vec<Term> {
        let is_alike =
            |below: TermKind| below == kind || (kind, below) == (TermKind::Sector, TermKind::Trade);
        let below = self.lexicon.narrower(code).into_iter();
        let alike =
            below.filter_map(|below| Some((self.lexicon.kind(below).filter(|k| is_alike(*k))?, below)));
        alike.map(|(kind, below)| self.code(kind, below)).collect()
    }

    /// The terms of a code: itself, and what is under it.
    pub(super) fn with_narrower(&self, kind: TermKind, code: &str) -> Vec<Term> {
        [self.code(kind, code)].into_iter().chain(self.narrower(kind, code)).collect()
    }

    /// The term of a cooperative.
    pub(super) fn coop(&self, id: &CoopId) -> Term {
        Term::from_field_bytes(self.fields.coop, id.as_bytes())
    }

    /// The term of a place, which all that lies in it has too.
    pub(super) fn place(&self, code: &str) -> Term {
        self.fields.term(Says::Place, code)
    }

    fn add_filters(&self, query: &Query, plan: &mut Plan) {
        for (kind, codes) in [
            (TermKind::Trade, &query.trades),
            (TermKind::Skill, &query.skills),
            (TermKind::Sector, &query.sectors),
            (TermKind::Mode, &query.modes),
        ] {
            let mut all = Vec::new();
            for code in codes {
                let terms = self.with_narrower(kind, code);
                all.extend(terms.iter().cloned());
                let why = why(kind, code);
                plan.clauses.push(Clause { terms, words: 0, strength: 0, is_code: true, why });
            }
            add_filter(plan, all);
        }
        let learnt = |code: &String| self.fields.term(Says::Learn, code);
        add_filter(plan, query.learn.iter().map(learnt).collect());
        add_filter(plan, query.coops.iter().map(|id| self.coop(id)).collect());
        let lang = |lang: &Lang| self.fields.term(Says::Lang, lang.as_str());
        add_filter(plan, query.langs.iter().map(lang).collect());
        plan.hidden = query.hidden_coops.iter().map(|id| self.coop(id)).collect();
        if let Some(near) = &query.near {
            let term = self.place(&near.place);
            let why = Some(Why::Place(near.place.clone()));
            plan.clauses.push(Clause {
                terms: vec![term.clone()],
                words: 0,
                strength: 0,
                is_code: true,
                why,
            });
            if near.radius_km.is_none() {
                add_filter(plan, vec![term]);
            }
        }
        plan.clauses.truncate(CODE_CLAUSES);
    }

    /// The code itself, and what is under it. The likeliest code of a query is nearly as sure as an exact one.
    fn code_clauses(&self, understood: &Understood, is_likeliest: bool) -> Vec<Clause> {
        let Understood { code, kind, exactness, words, .. } = understood;
        let (own, below) = match kind {
            TermKind::Trade => (strength::TRADE, strength::NARROWER),
            TermKind::Skill => (strength::SKILL, strength::NARROWER),
            TermKind::Sector => (strength::SECTOR, strength::SECTOR_TRADE),
            TermKind::Mode => (strength::MODE, strength::NARROWER),
        };
        let less = match (exactness, is_likeliest) {
            (Exactness::Exact, true) => 0,
            (Exactness::Exact, false) => strength::OTHER,
            (_, true) => strength::LIKELIEST,
            (_, false) => strength::UNSURE,
        };
        let clause = |terms: Vec<Term>, strength: u8, is_code: bool| Clause {
            terms,
            words: *words,
            strength: strength - less.min(strength - 1),
            is_code,
            why: why(*kind, code),
        };
        let learnt = self.fields.term(Says::Learn, code);
        let mut clauses = vec![clause(vec![self.code(*kind, code)], own, true)];
        let narrower = self.narrower(*kind, code);
        if !narrower.is_empty() {
            clauses.push(clause(narrower, below, true));
        }
        if *exactness == Exactness::Exact {
            clauses.push(Clause { why: Some(Why::Text), ..clause(vec![learnt], strength::LEARN, false) });
        }
        clauses
    }

    /// The clauses of one word, with other spellings of it where it is hardly used.
    fn add_word(&self, at: usize, is_used: bool, plan: &mut Plan) -> Result<(), IndexError> {
        let word = &plan.words[at];
        let words = 1u16 << at;
        let is_meant =
            plan.understood.iter().any(|u| u.exactness == Exactness::Exact && u.words & words != 0);
        let spellings = if is_used || is_meant {
            Vec::new()
        } else {
            let whole = [Says::Title, Says::Name, Says::Words];
            self.spelling.near(self.index, (self.fields.terms, &whole), word, SPELLINGS)?
        };
        for (says, strength, why) in TEXTS {
            let terms = vec![self.fields.term(says, word)];
            plan.clauses.push(Clause { terms, words, strength, is_code: false, why: Some(why) });
        }
        for spelling in spellings {
            let terms = TEXTS.iter().map(|(says, ..)| self.fields.term(*says, &spelling)).collect();
            let strength = strength::SPELLING;
            let why = Some(Why::Spelling(spelling));
            plan.clauses.push(Clause { terms, words, strength, is_code: false, why });
        }
        Ok(())
    }

    /// Whether some entries have a code.
    pub(super) fn has_entries(&self, kind: TermKind, code: &str) -> Result<bool, IndexError> {
        Ok(self.index.doc_freq(&self.code(kind, code))? > 0)
    }

    /// Whether some living entries have a word: a few may have misspelt it alike.
    fn is_used(&self, word: &str) -> Result<bool, IndexError> {
        let mut living = 0;
        for segment in self.index.segment_readers() {
            let terms = segment.inverted_index(self.fields.terms)?;
            for (says, ..) in TEXTS {
                let term = self.fields.term(says, word);
                let Some(postings) = terms.read_postings(&term, IndexRecordOption::Basic)? else { continue };
                living += match segment.alive_bitset() {
                    Some(alive) if postings.doc_freq() < 1_000 => postings.doc_freq_given_deletes(alive),
                    _ => postings.doc_freq(),
                } as usize;
                if living >= RARE {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }
}

fn add_filter(plan: &mut Plan, terms: Vec<Term>) {
    if !terms.is_empty() {
        plan.filters.push(terms);
    }
}

/// The reason that a code gives; a way of working is none.
fn why(kind: TermKind, code: &str) -> Option<Why> {
    match kind {
        TermKind::Trade => Some(Why::Trade(code.to_owned())),
        TermKind::Skill => Some(Why::Skill(code.to_owned())),
        TermKind::Sector => Some(Why::Sector(code.to_owned())),
        TermKind::Mode => None,
    }
}
