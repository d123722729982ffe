//! Keeps the vocabularies in force ready to be searched with. Knows where their terms stand in the store, and when they
//! must be read again; must not know how a word is understood.
//!
//! What is built follows from the rules, the directories and who votes alone, in a fixed order: nodes that hold the same
//! answer the same. The vocabularies of before serve until the new ones are whole.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bigre_protocol::directory::entry::{Body, Kind, Term};
use bigre_protocol::directory::term::WORDS;
use bigre_protocol::id::{CoopId, EntryId};
use tokio::sync::watch;

use super::words::{self, Word};
use crate::draft::terms::Terms;
use crate::handle::{Handle, Refused, Vocabularies};
use crate::metrics::Metrics;
use crate::store::{Reader, StoreError};

/// Changes that follow within this time are taken together (guess: an import is one, its arrival elsewhere several).
const CALM: Duration = Duration::from_millis(300);
/// Terms in force at most, those of the last vocabularies left out beyond (guess: ESCO, ROME and NACE make 30,000).
const TERMS: usize = 100_000;
/// Entries read at once.
const CHUNK: usize = 1_000;

/// Why terms cannot be read now.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadError {
    /// The loop.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Builds the vocabularies at once, and whenever something that they are made of changes, until the loop ends.
pub(crate) async fn keep(
    mut handle: Handle,
    reader: Reader,
    metrics: Metrics,
    current: watch::Sender<Arc<Terms>>,
) {
    let mut built = Vocabularies::default();
    count(&metrics, &current.borrow());
    loop {
        let wanted = handle.view().vocabularies.clone();
        if wanted != built {
            let since = Instant::now();
            match read(&handle, &reader, &wanted).await {
                Ok(published) => {
                    let terms = tokio::task::spawn_blocking(move || Terms::with(&published)).await;
                    let Ok(terms) = terms else { return };
                    metrics.vocabulary_builds.inc();
                    metrics.vocabulary_seconds.inc_by(since.elapsed().as_secs_f64());
                    count(&metrics, &terms);
                    tracing::info!(
                        terms = terms.len(),
                        labels = terms.lexicon().labels(),
                        "vocabularies built"
                    );
                    current.send_replace(Arc::new(terms));
                    built = wanted;
                }
                Err(ReadError::Refused(_)) => return,
                Err(ReadError::Store(error)) => {
                    tracing::error!(%error, "the vocabularies cannot be read: those of before serve");
                    built = wanted;
                }
            }
        }
        if !handle.changed().await {
            return;
        }
        tokio::time::sleep(CALM).await;
    }
}

fn count(metrics: &Metrics, terms: &Terms) {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    metrics.terms.set(number(terms.len()));
    metrics.labels.set(number(terms.lexicon().labels()));
}

/// The terms of the vocabularies in force, in the order of the rules, then by code; the words approved last.
async fn read(handle: &Handle, reader: &Reader, wanted: &Vocabularies) -> Result<Vec<Vec<Term>>, ReadError> {
    let mut held: BTreeMap<CoopId, Vec<Term>> = BTreeMap::new();
    let named: BTreeSet<CoopId> = wanted.named.iter().map(|one| one.coop).collect();
    for coop in named.union(&wanted.active).filter(|coop| wanted.terms.contains_key(coop)) {
        held.insert(*coop, terms_of(handle, reader, *coop).await?);
    }
    let said = held.iter().flat_map(|(coop, terms)| of(terms, WORDS).map(|term| (*coop, term.clone())));
    let words = words::words(&wanted.active, said);
    let approved: Vec<Term> = words.into_iter().filter(|word| word.in_force).map(|word| word.term).collect();
    let mut room = TERMS.saturating_sub(approved.len());
    let mut published = Vec::new();
    for one in wanted.named.iter().filter(|one| one.name.as_str() != WORDS) {
        let terms = held.get(&one.coop).map(Vec::as_slice).unwrap_or_default();
        let terms: Vec<Term> = of(terms, one.name.as_str()).take(room).cloned().collect();
        room -= terms.len();
        published.push(terms);
    }
    published.push(approved);
    Ok(published)
}

fn of<'t>(terms: &'t [Term], vocabulary: &'t str) -> impl Iterator<Item = &'t Term> {
    terms.iter().filter(move |term| term.vocabulary.as_str() == vocabulary)
}

/// Every term of a directory, by vocabulary and code; of two with one code, that with the smaller entry id.
pub(crate) async fn terms_of(handle: &Handle, reader: &Reader, coop: CoopId) -> Result<Vec<Term>, ReadError> {
    let terms = entries_of(handle, reader, coop, |_| true).await?;
    Ok(terms.into_values().map(|(_, term)| term).collect())
}

/// The terms of a directory that are wanted, by vocabulary and code, each with its entry.
pub(crate) async fn entries_of(
    handle: &Handle,
    reader: &Reader,
    coop: CoopId,
    is_wanted: impl Fn(&Term) -> bool,
) -> Result<BTreeMap<(String, String), (EntryId, Term)>, ReadError> {
    let mut terms = BTreeMap::new();
    for ids in handle.ids(coop, Some(Kind::TERM)).await?.chunks(CHUNK) {
        let (reader, ids) = (reader.clone(), ids.to_vec());
        let entries = tokio::task::spawn_blocking(move || reader.entries(&coop, &ids)).await;
        let Ok(entries) = entries else { return Err(Refused::Stopping.into()) };
        for entry in entries?.into_iter().flatten() {
            // What cannot be read is forwarded, and means nothing here.
            let Ok(Body::Term(term)) = entry.read() else { continue };
            if is_wanted(&term) {
                let key = (term.vocabulary.to_string(), term.code.to_string());
                terms.entry(key).or_insert((entry.id, term));
            }
        }
    }
    Ok(terms)
}

/// The words that cooperatives list, approved or not, by code.
pub(crate) async fn words(handle: &Handle, reader: &Reader) -> Result<Vec<Word>, ReadError> {
    let wanted = handle.view().vocabularies.clone();
    let mut said = Vec::new();
    for coop in wanted.active.iter().filter(|coop| wanted.terms.contains_key(coop)) {
        let terms = entries_of(handle, reader, *coop, |term| term.vocabulary.as_str() == WORDS).await?;
        said.extend(terms.into_values().map(|(_, term)| (*coop, term)));
    }
    Ok(words::words(&wanted.active, said))
}
