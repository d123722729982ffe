//! The vocabularies that cooperatives publish: which there are, and ours taken in from a file. Knows parameters and
//! answers; must not know how a table is read, nor what a term means to a search.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use bigre_protocol::directory::entry::{Body, Entry, Term};
use bigre_protocol::directory::term::WORDS;
use bigre_protocol::text::Code;
use serde::Deserialize;
use utoipa::IntoParams;

use super::Answer;
use super::entries::entry;
use crate::api::extract::{ApiPath, ApiQuery, Turn, Upload};
use crate::api::model::{ImportReport, Problem, RowProblem, VocabularyView};
use crate::api::{AppState, CSV_BYTES, find};
use crate::handle::{Edit, Refused};
use crate::import::terms::{self, Table};
use crate::vocabulary::Vocabulary;
use crate::vocabulary::keeper::{self, ReadError};
use crate::vocabulary::publish::{self, Held};
use crate::vocabulary::published;

/// Entries changed under one head; the rest follows under the next ones (guess: some 20 MiB of terms).
const HEAD_ENTRIES: usize = 20_000;

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Problem {
        match error {
            ReadError::Refused(refused) => refused.into(),
            ReadError::Store(error) => error.into(),
        }
    }
}

/// The vocabularies: the one that comes with the program, then those of each cooperative that the rules name, then the
/// others.
#[utoipa::path(
    get,
    path = "/v1/vocabularies",
    tag = "words",
    responses((status = 200, body = Vec<VocabularyView>), (status = "default", body = Problem))
)]
pub(super) async fn list(State(state): State<AppState>) -> Answer<Vec<VocabularyView>> {
    let view = state.handle.view();
    let mut found: BTreeMap<(usize, String, String), VocabularyView> = BTreeMap::new();
    let order = |coop, name: &str| {
        let at = view.vocabularies.named.iter().position(|one| one.coop == coop && one.name.as_str() == name);
        at.unwrap_or(usize::MAX)
    };
    let name_of =
        |coop| find::directory(&view, &coop).map_or_else(|| coop.short(), |found| found.name.clone());
    let row = |coop, name: &str| VocabularyView {
        coop: Some(coop),
        coop_name: name_of(coop),
        name: name.to_owned(),
        terms: 0,
        labels: 0,
        in_force: order(coop, name) < usize::MAX,
    };
    for one in &view.vocabularies.named {
        let key = (order(one.coop, one.name.as_str()), name_of(one.coop), one.name.to_string());
        found.insert(key, row(one.coop, one.name.as_str()));
    }
    for coop in view.vocabularies.terms.keys().filter(|coop| !find::is_hidden(&view, coop)) {
        for term in keeper::terms_of(&state.handle, &state.reader, *coop).await? {
            let name = term.vocabulary.as_str();
            let key = (order(*coop, name), name_of(*coop), name.to_owned());
            let row = found.entry(key).or_insert_with(|| row(*coop, name));
            row.terms += 1;
            row.labels += published::count(&term) as u64;
        }
    }
    let starter = Vocabulary::starter();
    let first = VocabularyView {
        coop: None,
        coop_name: String::new(),
        name: "bigre".into(),
        terms: starter.len() as u64,
        labels: starter.iter().map(|term| term.words().count() as u64).sum(),
        in_force: true,
    };
    Ok(Json(std::iter::once(first).chain(found.into_values()).collect()))
}

/// How to take a file in.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ImportParams {
    /// Only say what would change.
    dry_run: bool,
    /// Take out the terms that the file does not have.
    replace: bool,
}

/// A vocabulary of ours from a table: terms added, changed, and taken out if so asked. Nothing is written when a single
/// line cannot go in (then 422, with the same report).
#[utoipa::path(
    post,
    path = "/v1/vocabularies/{id}",
    tag = "words",
    params(("id" = String, Path, description = "The vocabulary's name."), ImportParams),
    request_body(content = Vec<u8>, content_type = "text/csv"),
    responses(
        (status = 200, body = ImportReport),
        (status = 422, body = ImportReport, description = "Lines that cannot go in: nothing was written."),
        (status = "default", body = Problem)
    )
)]
pub(super) async fn import(
    State(state): State<AppState>,
    ApiPath(name): ApiPath,
    ApiQuery(params): ApiQuery<ImportParams>,
    _turn: Turn,
    Upload(bytes): Upload<CSV_BYTES>,
) -> Result<(StatusCode, Json<ImportReport>), Problem> {
    let name = own_name(&name)?;
    let vocabulary = name.clone();
    let table = state.blocking(move |_| Ok(terms::read(&bytes, &vocabulary))).await?;
    let Table { terms, rows, dropped, problems, problem_count } = table;
    if problem_count > 0 {
        let report =
            ImportReport { rows, problems, problem_count, dry_run: params.dry_run, ..Default::default() };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(report)));
    }
    let mut report = publish(&state, &name, terms, params.replace, params.dry_run).await?;
    report.rows = rows;
    if dropped > 0 {
        let message = format!("{dropped} labels were left out: they stand twice, or the term is full");
        let problem = Problem::new("labels-dropped", message, [("count", dropped.to_string())]);
        report.notes.push(RowProblem { line: 0, column: None, problem });
    }
    Ok((StatusCode::OK, Json(report)))
}

/// Takes a vocabulary of ours out.
#[utoipa::path(
    delete,
    path = "/v1/vocabularies/{id}",
    tag = "words",
    params(("id" = String, Path, description = "The vocabulary's name.")),
    responses((status = 200, body = ImportReport), (status = "default", body = Problem))
)]
pub(super) async fn remove(State(state): State<AppState>, ApiPath(name): ApiPath) -> Answer<ImportReport> {
    let name = own_name(&name)?;
    let report = publish(&state, &name, Vec::new(), true, false).await?;
    if report.counts.removed == 0 {
        let message = format!("this cooperative publishes no vocabulary `{name}`");
        return Err(Problem::new("unknown-vocabulary", message, [("name", name.to_string())]));
    }
    Ok(Json(report))
}

/// A name that a vocabulary of ours may have.
fn own_name(text: &str) -> Result<Code, Problem> {
    let bad = |detail: String| {
        Problem::new("bad-vocabulary", format!("`{text}` is no name: {detail}"), [("detail", detail)])
    };
    let name = Code::new(text).map_err(|error| bad(error.to_string()))?;
    if name.as_str() == WORDS {
        return Err(bad("`words` is kept for the words that members propose".into()));
    }
    Ok(name)
}

/// Publishes terms as a vocabulary of ours, whatever they were read from: the difference alone is written.
pub(super) async fn publish(
    state: &AppState,
    name: &Code,
    terms: Vec<Term>,
    replace: bool,
    dry_run: bool,
) -> Result<ImportReport, Problem> {
    let me = state.handle.view().status.coop;
    let is_ours = |term: &Term| term.vocabulary == *name;
    let held = keeper::entries_of(&state.handle, &state.reader, me, is_ours).await?;
    let held: Held = held.into_iter().map(|((_, code), one)| (code, one)).collect();
    let (difference, growth) = state
        .blocking(move |_| {
            let difference = publish::difference(&me, &held, terms, replace);
            let growth = difference.growth(&held);
            Ok((difference, growth))
        })
        .await?;
    within_quota(state, growth).await?;
    let mut report = difference.report;
    report.dry_run = dry_run;
    if dry_run {
        return Ok(report);
    }
    let (mut put, mut remove) = (difference.put, difference.remove);
    while !(put.is_empty() && remove.is_empty()) {
        let gone = remove.split_off(remove.len().saturating_sub(HEAD_ENTRIES));
        let some = put.split_off(put.len().saturating_sub(HEAD_ENTRIES - gone.len()));
        let some = some.into_iter().map(|(id, term)| entry(id, &Body::Term(term)));
        let some = some.collect::<Result<Vec<Entry>, Problem>>()?;
        report.number = state.handle.edit(Edit { put: some, remove: gone }).await?;
    }
    Ok(report)
}

/// Refuses before anything is written what would not fit our directory.
async fn within_quota(state: &AppState, (entries, bytes): (i64, i64)) -> Result<(), Problem> {
    let view = state.handle.view();
    let Some(ours) = find::directory(&view, &view.status.coop) else { return Ok(()) };
    let [_, most_entries, most_bytes] = state.handle.register().await?.quotas;
    for (what, held, more, most) in
        [("entries", ours.entries, entries, most_entries), ("bytes", ours.bytes, bytes, most_bytes)]
    {
        let found = held.saturating_add_signed(more);
        if found > most && more > 0 {
            return Err(Refused::Quota { what, found, most }.into());
        }
    }
    Ok(())
}
