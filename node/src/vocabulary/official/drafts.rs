//! Terms as they are gathered from several files and languages, and made to fit what may be published. Knows the
//! bounds of a term; must not know any format.

use std::collections::{BTreeMap, HashSet};

use bigre_protocol::directory::entry::{Lang, Term, TermKind};
use bigre_protocol::limits::{TERM_BROADER, TERM_LANGUAGES, TERM_RELATED, TITLE_CHARS};
use bigre_protocol::text::{Code, List, is_visible};

use super::error::OfficialError;
use super::{Coverage, Dropped, Format, Parsed};
use crate::vocabulary::publish::{self, Called};

/// The languages that come first in a term, and are kept when it has more than fit.
const FIRST: [&str; 4] = ["fr", "nl", "en", "de"];

/// What a term is called in one language, so far.
#[derive(Debug, Default)]
struct Words {
    preferred: String,
    alternatives: Vec<String>,
}

/// A term, so far.
#[derive(Debug)]
struct Draft {
    /// What its publisher calls it: two concepts of one code are a mistake.
    concept: String,
    kind: TermKind,
    words: BTreeMap<Lang, Words>,
    broader: Vec<String>,
    related: Vec<String>,
    isco: Option<Code>,
    withdrawn: bool,
}

/// Terms by code, so far. Of two labels to show in one language, the first one stays that.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    terms: BTreeMap<String, Draft>,
    /// What was left out so far.
    pub(super) dropped: Dropped,
}

impl Drafts {
    /// The term of a code, made if it is new.
    pub(super) fn term(
        &mut self,
        code: &str,
        concept: &str,
        kind: TermKind,
    ) -> Result<Entry<'_>, OfficialError> {
        let draft = self.terms.entry(code.to_owned()).or_insert_with(|| Draft {
            concept: concept.into(),
            kind,
            words: BTreeMap::new(),
            broader: Vec::new(),
            related: Vec::new(),
            isco: None,
            withdrawn: false,
        });
        if draft.concept != concept {
            let (one, other) = (draft.concept.clone(), concept.into());
            return Err(OfficialError::Clash { code: code.into(), one, other });
        }
        Ok(Entry { draft, dropped: &mut self.dropped })
    }

    /// Whether a code has a term.
    pub(super) fn has(&self, code: &str) -> bool {
        self.terms.contains_key(code)
    }

    /// Says that a term is narrower than another. Links to terms that are not there are left out at the end.
    pub(super) fn broader(&mut self, code: &str, broader: &str) {
        if let Some(draft) = self.terms.get_mut(code)
            && code != broader
        {
            draft.broader.push(broader.into());
        }
    }

    /// Says that a trade needs a skill.
    pub(super) fn related(&mut self, code: &str, skill: &str) {
        if let Some(draft) = self.terms.get_mut(code) {
            draft.related.push(skill.into());
        }
    }

    /// The terms, in the order of their codes, each fit to be published.
    pub(super) fn finish(
        mut self,
        format: Format,
        vocabulary: &'static str,
        absent: Vec<&'static str>,
    ) -> Parsed {
        let before = self.terms.len();
        self.terms.retain(|_, draft| !draft.withdrawn);
        self.dropped.withdrawn = count(before - self.terms.len());
        let before = self.terms.len();
        self.terms.retain(|_, draft| draft.words.values().any(|words| !words.preferred.is_empty()));
        self.dropped.unlabelled = count(before - self.terms.len());
        let known: HashSet<String> = self.terms.keys().cloned().collect();
        let mut dropped = self.dropped;
        let mut terms = Vec::with_capacity(self.terms.len());
        for (code, draft) in self.terms {
            terms.extend(draft.fit(&code, vocabulary, &known, &mut dropped));
        }
        let coverage = Coverage::of(&terms);
        Parsed { format, vocabulary, terms, dropped, coverage, absent }
    }
}

/// A term of [`Drafts`], to be told more of.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    draft: &'a mut Draft,
    dropped: &'a mut Dropped,
}

impl Entry<'_> {
    /// Adds a label to show. A second one for the same language is another name of the term.
    pub(super) fn preferred(&mut self, lang: Lang, label: &str) {
        let label = clean(label);
        let words = self.draft.words.entry(lang).or_default();
        if words.preferred.is_empty() {
            words.preferred = label;
        } else {
            words.alternatives.push(label);
        }
    }

    /// Adds other labels.
    pub(super) fn alternatives<'l>(&mut self, lang: Lang, labels: impl Iterator<Item = &'l str>) {
        let words = self.draft.words.entry(lang).or_default();
        words.alternatives.extend(labels.map(clean).filter(|label| !label.is_empty()));
    }

    /// Its ISCO-08 unit group.
    pub(super) fn isco(&mut self, isco: &str) {
        let code =
            Code::new(isco).ok().filter(|_| isco.len() == 4 && isco.bytes().all(|b| b.is_ascii_digit()));
        if code.is_none() && !isco.is_empty() {
            self.dropped.links += 1;
        }
        self.draft.isco = self.draft.isco.take().or(code);
    }

    /// Its publisher has withdrawn it, or not released it yet.
    pub(super) fn withdraw(&mut self) {
        self.draft.withdrawn = true;
    }
}

impl Draft {
    /// The term, with as much of its words as may be published.
    fn fit(
        self,
        code: &str,
        vocabulary: &str,
        known: &HashSet<String>,
        dropped: &mut Dropped,
    ) -> Option<Term> {
        let mut langs: Vec<(Lang, Words)> =
            self.words.into_iter().filter(|(_, words)| !words.preferred.is_empty()).collect();
        let rank =
            |lang: &Lang| FIRST.iter().position(|first| *first == lang.as_str()).unwrap_or(FIRST.len());
        langs.sort_by_key(|(lang, _)| (rank(lang), *lang));
        dropped.languages += count(langs.len().saturating_sub(TERM_LANGUAGES));
        langs.truncate(TERM_LANGUAGES);
        let called = langs.into_iter().map(|(lang, words)| words.called(lang, dropped)).collect();
        let (labels, lost) = publish::labels(called).ok()?;
        dropped.alternatives += count(lost);
        let mut term = publish::bare(Code::new(vocabulary).ok()?, Code::new(code).ok()?, self.kind);
        term.isco = self.isco;
        term.labels = List::new(labels).ok()?;
        term.broader = links::<TERM_BROADER>(self.broader, known, dropped);
        term.related = links::<TERM_RELATED>(self.related, known, dropped);
        let before = alternatives(&term);
        while publish::fit(&mut term).is_none() {
            let mut related = term.related.to_vec();
            related.pop()?;
            dropped.links += 1;
            term.related = List::new(related).ok()?;
        }
        dropped.alternatives += count(before - alternatives(&term));
        Some(term)
    }
}

impl Words {
    /// Its words, each once, whatever its capitals; a label to show that is too long is cut.
    fn called(self, lang: Lang, dropped: &mut Dropped) -> Called {
        let (preferred, cut) = shortened(&self.preferred);
        dropped.shortened += u64::from(cut);
        // A label in both genders, as `tisseur/tisseuse`, is still found by each when the two are too long together.
        let halves: Vec<String> =
            if cut { self.preferred.split('/').map(clean).collect() } else { Vec::new() };
        let halves = halves.into_iter().filter(|half| half.len() < self.preferred.len());
        let mut seen = HashSet::from([preferred.to_lowercase()]);
        let words = halves.chain(self.alternatives);
        let alternatives =
            words.filter(|word| !word.is_empty() && seen.insert(word.to_lowercase())).collect();
        Called { lang, preferred, alternatives }
    }
}

/// How many other labels a term has.
fn alternatives(term: &Term) -> usize {
    term.labels.iter().map(|labels| labels.alternatives.len()).sum()
}

/// Codes that exist, each once, in order, as many as may be.
fn links<const MOST: usize>(
    mut codes: Vec<String>,
    known: &HashSet<String>,
    dropped: &mut Dropped,
) -> List<Code, MOST> {
    codes.sort();
    codes.dedup();
    let before = codes.len();
    let kept = codes.iter().filter(|code| known.contains(*code)).filter_map(|code| Code::new(code).ok());
    let kept: Vec<Code> = kept.take(MOST).collect();
    dropped.links += count(before - kept.len());
    List::new(kept).unwrap_or_default()
}

/// A label on one line: visible characters alone, one space between words, no `|`, which separates labels in our tables.
fn clean(label: &str) -> String {
    let plain = |c: char| match c {
        '|' => '/',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    let visible: String = label.chars().map(plain).filter(|c| is_visible(*c)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A label of at most [`TITLE_CHARS`] characters, cut between words, and whether it was cut.
fn shortened(label: &str) -> (String, bool) {
    if label.chars().count() <= TITLE_CHARS {
        return (label.into(), false);
    }
    let start: String = label.chars().take(TITLE_CHARS - 1).collect();
    let cut = start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words);
    (format!("{}…", cut.trim_end_matches([' ', ',', ';', '-'])), true)
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
