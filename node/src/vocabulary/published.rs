//! Terms as cooperatives publish them, brought to what is shown and searched. Must not know who published them.

use bigre_protocol::directory::entry::Term as Published;

use super::{Lang, Term};

/// What is shown of a published term; nothing if it has no label. A language that it lacks is shown in another: French,
/// English, Dutch, then any. Its other labels are for the search, and not kept here.
pub fn shown(term: &Published) -> Option<Term> {
    let called = |lang: &str| {
        let labels = term.labels.iter().find(|labels| labels.lang.as_str() == lang)?;
        Some(labels.preferred.as_str())
    };
    let any = ["fr", "en", "nl"].into_iter().find_map(called);
    let any = any.or_else(|| Some(term.labels.first()?.preferred.as_str()))?;
    Some(Term {
        code: term.code.to_string(),
        kind: term.kind,
        labels: Lang::ALL.map(|lang| called(lang.as_str()).unwrap_or(any).to_owned()),
        alternatives: Default::default(),
        broader: term.broader.first().map(|code| code.to_string()),
        isco: term.isco.as_ref().map(|isco| isco.to_string()),
        rome: None,
        nace: None,
    })
}

/// Every label of a published term, in every language: those to show first.
pub fn labels(term: &Published) -> impl Iterator<Item = &str> {
    let preferred = term.labels.iter().map(|labels| labels.preferred.as_str());
    let others = term.labels.iter().flat_map(|labels| labels.alternatives.iter().map(|label| label.as_str()));
    preferred.chain(others)
}

/// How many labels.
pub fn count(term: &Published) -> usize {
    term.labels.iter().map(|labels| 1 + labels.alternatives.len()).sum()
}
