//! Many entries at once, as programs have them. Must not know how a change becomes a head.

use axum::Json;
use axum::extract::State;
use bigre_protocol::directory::entry::{Body, Entry, Kind};
use bigre_protocol::id::EntryId;

use super::Answer;
use super::entries::{entry, random};
use crate::api::extract::{Turn, Upload};
use crate::api::find;
use crate::api::model::{Bulk, BulkEntry, Changed, Problem};
use crate::api::{AppState, CSV_BYTES};
use crate::handle::Edit;

/// Many changes of our own directory under one head.
#[utoipa::path(
    post,
    path = "/v1/entries/bulk",
    tag = "entries",
    request_body = Bulk,
    responses((status = 200, body = Changed), (status = "default", body = Problem))
)]
pub(super) async fn bulk(
    State(state): State<AppState>,
    _turn: Turn,
    Upload(bytes): Upload<CSV_BYTES>,
) -> Answer<Changed> {
    let edit = state
        .blocking(move |_| {
            let bulk: Bulk = serde_json::from_slice(&bytes).map_err(|error| {
                let detail = error.to_string();
                let message = format!("the body is not the expected JSON: {detail}");
                Problem::new("bad-json", message, [("detail", detail)])
            })?;
            let put = bulk.put.into_iter().map(published).collect::<Result<Vec<Entry>, Problem>>()?;
            Ok(Edit { put, remove: bulk.remove })
        })
        .await?;
    let number = state.handle.edit(edit).await?;
    Ok(Json(Changed { id: None, number, notes: Vec::new() }))
}

fn published(bulk: BulkEntry) -> Result<Entry, Problem> {
    let id = match bulk.id {
        Some(id) => id,
        None => EntryId(random()?),
    };
    let kind = find::kind(&bulk.kind).ok().flatten();
    let body = match (kind, bulk.member, bulk.listing, bulk.term) {
        (Some(Kind::MEMBER), Some(member), None, None) => Some(Body::Member(member)),
        (Some(Kind::TERM), None, None, Some(term)) => Some(Body::Term(term)),
        (Some(kind), None, Some(listing), None) => Body::of(kind, listing),
        _ => None,
    };
    let body = match body {
        Some(body) => body,
        None => {
            let kind = &bulk.kind;
            let message = format!(
                "an entry of kind `{kind}` does not have what its kind needs: a member has `member`, an offer, a need or a service has `listing`, a term has `term`"
            );
            return Err(Problem::new(
                "kind-mismatch",
                message,
                [
                    ("id", id.to_string()),
                    ("is", kind.clone()),
                    ("wanted", "member, offer, need, service, term".to_owned()),
                ],
            ));
        }
    };
    entry(id, &body)
}
