//! Entries one by one and by pages: shown from any directory, changed in our own. Must not know how a draft becomes a
//! body, nor how a change becomes a head.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use bigre_protocol::directory::entry::{Body, Entry, Kind};
use bigre_protocol::id::{CoopId, EntryId};
use serde::Deserialize;
use utoipa::IntoParams;

use super::Answer;
use crate::api::extract::{ApiJson, ApiPath, ApiQuery};
use crate::api::model::{Changed, EntryDraft, EntryPage, EntryView, Problem};
use crate::api::{AppState, find, show};
use crate::draft::{Drafted, Draftsman};
use crate::handle::{Edit, View};
use crate::vocabulary::Lang;

/// Entries a page when none is asked for.
const PER_PAGE: u64 = 20;
/// Most entries a page (guess).
const PER_PAGE_MOST: u64 = 500;

/// Which entries to list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ListParams {
    /// `member`, `offer` or `need`; empty for all.
    kind: String,
    /// A cooperative's name, id or beginning of either; this one when empty.
    coop: String,
    /// From 1.
    page: u64,
    /// Entries a page, 20 when not said, at most 500.
    per_page: u64,
}

/// One page of a cooperative's directory, sorted by name.
#[utoipa::path(
    get,
    path = "/v1/entries",
    tag = "entries",
    params(ListParams),
    responses((status = 200, body = EntryPage), (status = "default", body = Problem))
)]
pub(super) async fn list(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<ListParams>,
) -> Answer<EntryPage> {
    let view = state.handle.view();
    let coop =
        if params.coop.trim().is_empty() { view.status.coop } else { find::coop(&view, &params.coop)? };
    if find::is_hidden(&view, &coop) {
        let name =
            find::directory(&view, &coop).map_or_else(|| coop.short(), |directory| directory.name.clone());
        let message =
            format!("the directory of {name} is out of date and hidden until {name} confirms it again");
        return Err(Problem::new("lapsed", message, [("coop", name)]));
    }
    let ids = state.handle.ids(coop, find::kind(&params.kind)?).await?;
    let page = params.page.max(1);
    let per_page = if params.per_page == 0 { PER_PAGE } else { params.per_page.min(PER_PAGE_MOST) };
    let shown = state.blocking(move |state| sorted_page(&state, &view, coop, &ids, page, per_page)).await?;
    Ok(Json(shown))
}

fn sorted_page(
    state: &AppState,
    view: &View,
    coop: CoopId,
    ids: &[EntryId],
    page: u64,
    per_page: u64,
) -> Result<EntryPage, Problem> {
    let entries: Vec<Entry> = state.reader.entries(&coop, ids)?.into_iter().flatten().collect();
    let mut order: Vec<(String, &Entry)> = entries
        .iter()
        .map(|entry| (entry.read().map(|body| show::called(&body)).unwrap_or_default(), entry))
        .collect();
    order.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.id.cmp(&b.1.id)));
    let skip = usize::try_from((page - 1).saturating_mul(per_page)).unwrap_or(usize::MAX);
    let take = usize::try_from(per_page).unwrap_or(usize::MAX);
    let shown: Result<Vec<EntryView>, Problem> = order
        .iter()
        .skip(skip)
        .take(take)
        .map(|(_, entry)| show::view(&state.reader, view, coop, entry))
        .collect();
    Ok(EntryPage { total: entries.len() as u64, page, entries: shown? })
}

/// One entry of any directory, by its id or the beginning of it.
#[utoipa::path(
    get,
    path = "/v1/entries/{id}",
    tag = "entries",
    params(("id" = String, Path, description = "The id, or its unique beginning of at least 4 characters.")),
    responses((status = 200, body = EntryView), (status = "default", body = Problem))
)]
pub(super) async fn show(State(state): State<AppState>, ApiPath(text): ApiPath) -> Answer<EntryView> {
    let (coop, id) = find::entry(&state, &text).await?;
    let view = state.handle.view();
    let shown = state
        .blocking(move |state| {
            let entry = state.reader.entry(&coop, &id)?.ok_or_else(|| Problem::no_entry(id))?;
            show::view(&state.reader, &view, coop, &entry)
        })
        .await?;
    Ok(Json(shown))
}

/// Adds an entry to our own directory.
#[utoipa::path(
    post,
    path = "/v1/entries",
    tag = "entries",
    request_body = EntryDraft,
    responses((status = 201, body = Changed), (status = "default", body = Problem))
)]
pub(super) async fn add(
    State(state): State<AppState>,
    ApiJson(draft): ApiJson<EntryDraft>,
) -> Result<(StatusCode, Json<Changed>), Problem> {
    let drafted = drafted(&state, &draft).await?;
    let entry = entry(EntryId(random()?), &drafted.body)?;
    let id = Some(entry.id);
    let number = state.handle.edit(Edit { put: vec![entry], remove: Vec::new() }).await?;
    Ok((StatusCode::CREATED, Json(Changed { id, number, notes: notes(&drafted) })))
}

/// Replaces an entry of our own directory by another of the same kind. What does not change anything signs nothing.
#[utoipa::path(
    put,
    path = "/v1/entries/{id}",
    tag = "entries",
    params(("id" = String, Path, description = "The id, or its unique beginning of at least 4 characters.")),
    request_body = EntryDraft,
    responses((status = 200, body = Changed), (status = "default", body = Problem))
)]
pub(super) async fn replace(
    State(state): State<AppState>,
    ApiPath(text): ApiPath,
    ApiJson(draft): ApiJson<EntryDraft>,
) -> Answer<Changed> {
    let id = find::own_entry(&state, &text).await?;
    let drafted = drafted(&state, &draft).await?;
    let status = state.handle.view().status.clone();
    let held = state
        .blocking(move |state| state.reader.entry(&status.coop, &id)?.ok_or_else(|| Problem::no_entry(id)))
        .await?;
    if held.kind.name() != draft.kind {
        let (is, wanted) = (held.kind.name().to_owned(), draft.kind);
        let message =
            format!("the entry is a {is}, not a {wanted}: a kind does not change, add another entry");
        return Err(Problem::new("kind-mismatch", message, [("id", text), ("is", is), ("wanted", wanted)]));
    }
    let notes = notes(&drafted);
    if held.read().is_ok_and(|body| body == drafted.body) {
        return Ok(Json(Changed { id: Some(id), number: status.number, notes }));
    }
    let number = state.handle.edit(Edit { put: vec![entry(id, &drafted.body)?], remove: Vec::new() }).await?;
    Ok(Json(Changed { id: Some(id), number, notes }))
}

/// Takes an entry out of our own directory; with a member go the offers and needs that come from that member.
#[utoipa::path(
    delete,
    path = "/v1/entries/{id}",
    tag = "entries",
    params(("id" = String, Path, description = "The id, or its unique beginning of at least 4 characters.")),
    responses((status = 200, body = Changed), (status = "default", body = Problem))
)]
pub(super) async fn remove(State(state): State<AppState>, ApiPath(text): ApiPath) -> Answer<Changed> {
    let id = find::own_entry(&state, &text).await?;
    let mut remove = vec![id];
    remove.extend(listings_of(&state, vec![id]).await?);
    let count = remove.len() - 1;
    let number = state.handle.edit(Edit { put: Vec::new(), remove }).await?;
    let notes = listings_removed(count).into_iter().collect();
    Ok(Json(Changed { id: Some(id), number, notes }))
}

/// The offers and needs of our own directory that come from some members.
pub(super) async fn listings_of(state: &AppState, members: Vec<EntryId>) -> Result<Vec<EntryId>, Problem> {
    let me = state.handle.view().status.coop;
    let mut listings = state.handle.ids(me, Some(Kind::OFFER)).await?;
    for kind in [Kind::NEED, Kind::SERVICE] {
        listings.extend(state.handle.ids(me, Some(kind)).await?);
    }
    listings.retain(|id| !members.contains(id));
    if listings.is_empty() || members.is_empty() {
        return Ok(Vec::new());
    }
    state.blocking(move |state| show::listings_by(&state.reader, &me, &listings, &members)).await
}

/// The remark that offers and needs went with their members.
pub(super) fn listings_removed(count: usize) -> Option<Problem> {
    let message = format!("{count} offers and needs that came from there were taken out too");
    (count > 0).then(|| Problem::new("listings-removed", message, [("count", count.to_string())]))
}

/// The body of a draft; its first problem if it has any.
async fn drafted(state: &AppState, draft: &EntryDraft) -> Result<Drafted, Problem> {
    let by = match draft.by.as_deref().map(str::trim).filter(|by| !by.is_empty()) {
        Some(by) => Some(find::own_member(state, by).await?),
        None => None,
    };
    let terms = state.terms();
    let draftsman = Draftsman::with(&terms);
    draftsman.draft(draft, by).map_err(|errors| {
        let first = errors.first().map(|error| error.problem(&terms, Lang::Fr));
        first.unwrap_or_else(|| Problem::internal("a draft was refused without a reason"))
    })
}

fn notes(drafted: &Drafted) -> Vec<Problem> {
    let mut notes: Vec<Problem> = drafted.notes.iter().map(crate::draft::Note::problem).collect();
    notes.extend(drafted.own_words.iter().map(|word| {
        let message = format!("`{word}` is in no vocabulary: it was kept as the member's own word");
        Problem::new("own-word", message, [("word", word.clone())])
    }));
    notes
}

/// An entry of a body, with a new random salt.
pub(super) fn entry(id: EntryId, body: &Body) -> Result<Entry, Problem> {
    Entry::new(id, random()?, body).map_err(|_| Problem::internal("a draft was taken that is too large"))
}

pub(super) fn random() -> Result<[u8; 16], Problem> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| Problem::internal("the system gives no random numbers"))?;
    Ok(bytes)
}
