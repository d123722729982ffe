//! From terms to a change of our own directory: what is added, changed, taken out. Knows the ids of entries; must not know
//! where the terms come from: our own table, or an official download.

use std::collections::BTreeMap;

use bigre_protocol::codec;
use bigre_protocol::directory::entry::{Body, EntryError, Lang, Term, TermKind, TermLabels};
use bigre_protocol::id::{CoopId, EntryId, digest};
use bigre_protocol::limits::{BODY_BYTES, TERM_ALTERNATIVES, TITLE_CHARS};
use bigre_protocol::text::{Code, List, Text, TextError};

use crate::api::model::{ImportChange, ImportCounts, ImportReport};

/// Domain of the id of a term's entry.
const DOMAIN: &str = "bigre-term-v1";
/// Terms named in a report, of each kind of change.
const NAMED: usize = 50;

/// The id of the entry of a term: the same whenever it is published, and another for each cooperative.
pub fn entry_id(coop: &CoopId, vocabulary: &Code, code: &Code) -> EntryId {
    let hash = digest(DOMAIN, &[coop.as_bytes(), vocabulary.as_str().as_bytes(), code.as_str().as_bytes()]);
    let mut id = [0; EntryId::LEN];
    id.copy_from_slice(&hash[..EntryId::LEN]);
    EntryId(id)
}

/// The labels of a term in one language, as they are read from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// The language.
    pub lang: Lang,
    /// The label to show.
    pub preferred: String,
    /// The others, the most useful first.
    pub alternatives: Vec<String>,
}

/// Labels within the bounds of a term, and how many alternatives were left out: those that stand twice, that are too
/// long or not text. One to show that is not fit is an error.
pub fn labels(called: Vec<Called>) -> Result<(Vec<TermLabels>, usize), TextError> {
    let mut dropped = 0;
    let mut all = Vec::new();
    for Called { lang, preferred, alternatives } in called {
        let preferred: Text<TITLE_CHARS> = Text::new(&preferred)?;
        let given = alternatives.len();
        let mut kept: Vec<Text<TITLE_CHARS>> = Vec::new();
        for text in alternatives.iter().filter_map(|text| Text::new(text).ok()) {
            if kept.len() < TERM_ALTERNATIVES && text != preferred && !kept.contains(&text) {
                kept.push(text);
            }
        }
        dropped += given - kept.len();
        all.push(TermLabels { lang, preferred, alternatives: List::new(kept)? });
    }
    Ok((all, dropped))
}

/// Takes the last alternatives out, of the language that has most, until the body is small enough to be published. How
/// many went; none if it is too large without any.
pub fn fit(term: &mut Term) -> Option<usize> {
    let mut dropped = 0;
    loop {
        let over = codec::encode(term).len().saturating_sub(BODY_BYTES);
        if over == 0 {
            return Some(dropped);
        }
        let mut labels = term.labels.to_vec();
        let longest = labels.iter_mut().max_by_key(|labels| labels.alternatives.len())?;
        let mut kept = longest.alternatives.to_vec();
        let mut gone = 0;
        while gone < over {
            gone += kept.pop()?.len() + 2;
            dropped += 1;
        }
        longest.alternatives = List::new(kept).unwrap_or_default();
        term.labels = List::new(labels).unwrap_or_default();
    }
}

/// A change of our own directory, and what it is.
#[derive(Debug, Default)]
pub struct Difference {
    /// Terms added or changed.
    pub put: Vec<(EntryId, Term)>,
    /// Entries taken out.
    pub remove: Vec<EntryId>,
    /// How many of each, and the first of them.
    pub report: ImportReport,
}

impl Difference {
    /// How many entries and bytes of bodies the directory would have more, or less.
    pub fn growth(&self, held: &Held) -> (i64, i64) {
        let bytes = |term: &Term| i64::try_from(codec::encode(term).len()).unwrap_or(i64::MAX);
        let entries = self.report.counts.added as i64 - self.report.counts.removed as i64;
        let before: BTreeMap<&EntryId, &Term> = held.values().map(|(id, term)| (id, term)).collect();
        let of = |id: &EntryId| before.get(id).map_or(0, |term| bytes(term));
        let more: i64 = self.put.iter().map(|(id, term)| bytes(term) - of(id)).sum();
        (entries, more - self.remove.iter().map(of).sum::<i64>())
    }
}

/// The terms of a vocabulary in our directory, by code.
pub type Held = BTreeMap<String, (EntryId, Term)>;

/// What publishing some terms of one vocabulary changes; with `replace`, those that are not among them go. Of two terms
/// with one code, the first holds.
pub fn difference(coop: &CoopId, held: &Held, wanted: Vec<Term>, replace: bool) -> Difference {
    let mut difference = Difference::default();
    let mut counts = ImportCounts::default();
    let mut by_code: BTreeMap<String, Term> = BTreeMap::new();
    for term in wanted {
        by_code.entry(term.code.to_string()).or_insert(term);
    }
    let report = &mut difference.report;
    for (code, (id, term)) in held {
        if by_code.contains_key(code) {
            continue;
        }
        if replace {
            counts.removed += 1;
            name(&mut report.removed, term);
            difference.remove.push(*id);
        } else {
            counts.missing += 1;
        }
    }
    for (code, term) in by_code {
        match held.get(&code) {
            Some((_, before)) if *before == term => counts.unchanged += 1,
            Some((id, before)) => {
                counts.changed += 1;
                if report.changed.len() < NAMED {
                    report.changed.push(ImportChange { name: called(&term), fields: fields(before, &term) });
                }
                difference.put.push((*id, term));
            }
            None => {
                counts.added += 1;
                name(&mut report.added, &term);
                difference.put.push((entry_id(coop, &term.vocabulary, &term.code), term));
            }
        }
    }
    report.counts = counts;
    difference
}

fn name(names: &mut Vec<String>, term: &Term) {
    if names.len() < NAMED {
        names.push(called(term));
    }
}

/// A term as a report names it.
pub fn called(term: &Term) -> String {
    match term.labels.first() {
        Some(labels) => format!("{} ({})", labels.preferred, term.code),
        None => term.code.to_string(),
    }
}

fn fields(before: &Term, after: &Term) -> Vec<String> {
    let differ = [
        ("kind", before.kind != after.kind),
        ("labels", before.labels != after.labels),
        ("broader", before.broader != after.broader),
        ("isco", before.isco != after.isco),
        ("related", before.related != after.related),
        ("same_as", before.same_as != after.same_as),
    ];
    differ.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name.to_owned()).collect()
}

/// A term with nothing but a code and a kind, to be filled.
pub fn bare(vocabulary: Code, code: Code, kind: TermKind) -> Term {
    let (labels, broader, related) = (List::default(), List::default(), List::default());
    Term { code, isco: None, kind, labels, broader, related, same_as: None, vocabulary }
}

/// Whether a term is small enough for an entry.
pub fn check(id: EntryId, term: &Term) -> Result<(), EntryError> {
    bigre_protocol::directory::entry::Entry::new(id, [0; 16], &Body::Term(term.clone())).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Code {
        Code::new(text).unwrap()
    }

    fn term(name: &str, preferred: &str, alternatives: &[&str]) -> Term {
        let lang = Lang::try_from("fr".to_owned()).unwrap();
        let alternatives = alternatives.iter().map(|text| (*text).to_owned()).collect();
        let (labels, _) = labels(vec![Called { lang, preferred: preferred.into(), alternatives }]).unwrap();
        Term { labels: List::new(labels).unwrap(), ..bare(code("esco"), code(name), TermKind::Trade) }
    }

    #[test]
    fn what_does_not_fit_is_dropped_and_counted() {
        let lang = Lang::try_from("fr".to_owned()).unwrap();
        let many: Vec<String> =
            (0..200).map(|at| format!("étiquette numéro {at} {}", "é".repeat(60))).collect();
        let odd =
            vec!["x".repeat(121), "a\u{202e}b".into(), "boulanger".into(), "pain".into(), "pain".into()];
        let alternatives = odd.into_iter().chain(many).collect();
        let called = Called { lang, preferred: "boulanger".into(), alternatives };
        let (found, dropped) = labels(vec![called]).unwrap();
        assert_eq!((found[0].alternatives.len(), dropped), (TERM_ALTERNATIVES, 205 - TERM_ALTERNATIVES));
        let mut large = Term { labels: List::new(found).unwrap(), ..term("a", "boulanger", &[]) };
        let gone = fit(&mut large).unwrap();
        assert_eq!(gone + large.labels[0].alternatives.len(), TERM_ALTERNATIVES);
        assert!(check(EntryId([1; 16]), &large).is_ok() && large.labels[0].alternatives.len() > 20);
        assert_eq!(fit(&mut large), Some(0));
    }

    #[test]
    fn a_difference_is_what_changes_and_nothing_else() {
        let coop = CoopId([1; 32]);
        let first = difference(
            &coop,
            &Held::new(),
            vec![term("a", "un", &[]), term("b", "deux", &[]), term("a", "x", &[])],
            false,
        );
        assert_eq!((first.put.len(), first.report.counts.added), (2, 2));
        let held: Held =
            first.put.iter().map(|(id, term)| (term.code.to_string(), (*id, term.clone()))).collect();
        let again = vec![term("a", "un", &["uno"]), term("c", "trois", &[])];
        let kept = difference(&coop, &held, again.clone(), false);
        let counts = &kept.report.counts;
        assert_eq!((counts.added, counts.changed, counts.missing, counts.removed), (1, 1, 1, 0));
        assert_eq!(kept.report.changed[0].fields, ["labels"]);
        let replaced = difference(&coop, &held, again, true);
        assert_eq!(replaced.remove, [entry_id(&coop, &code("esco"), &code("b"))]);
        assert_eq!(replaced.growth(&held).0, 0);
        let none = difference(&coop, &held, held.values().map(|(_, term)| term.clone()).collect(), true);
        assert!(none.put.is_empty() && none.remove.is_empty() && none.growth(&held) == (0, 0));
        let all = difference(&coop, &held, Vec::new(), true);
        assert_eq!((all.growth(&held).0, all.remove.len()), (-2, 2));
        assert_ne!(entry_id(&CoopId([2; 32]), &code("esco"), &code("b")), replaced.remove[0]);
    }
}
