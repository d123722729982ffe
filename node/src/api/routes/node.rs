//! The node itself: its status, peers, identity, store and metrics. Knows the view that the loop shows; must not know
//! how it is made.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::text::encode;
use utoipa::OpenApi;

use super::{Answer, Description};
use crate::api::AppState;
use crate::api::extract::ApiJson;
use crate::api::model::{
    Asked, Block, Called, Compacted, DirectoryView, IdentityView, PeerView, Problem, Status,
};
use crate::network::limits::AWAIT_DIAL;

/// The content type of the metrics (OpenMetrics 1.0).
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What a volunteer needs at a glance.
#[utoipa::path(get, path = "/v1/status", tag = "node", responses((status = 200, body = Status)))]
pub(super) async fn status(State(state): State<AppState>) -> Json<Status> {
    Json(state.handle.view().status.clone())
}

/// Every other cooperative, as seen from here.
#[utoipa::path(get, path = "/v1/peers", tag = "node", responses((status = 200, body = Vec<PeerView>)))]
pub(super) async fn peers(State(state): State<AppState>) -> Json<Vec<PeerView>> {
    Json(state.handle.view().peers.clone())
}

/// Every directory: how new it is here, and who holds it.
#[utoipa::path(get, path = "/v1/sync", tag = "node", responses((status = 200, body = Vec<DirectoryView>)))]
pub(super) async fn sync(State(state): State<AppState>) -> Json<Vec<DirectoryView>> {
    Json(state.handle.view().directories.clone())
}

/// Compares heads with every connected peer now; what they have more is then fetched.
#[utoipa::path(post, path = "/v1/sync", tag = "node", responses((status = 200, body = Asked), (status = "default", body = Problem)))]
pub(super) async fn compare(State(state): State<AppState>) -> Answer<Asked> {
    Ok(Json(Asked { asked: state.handle.compare().await? }))
}

/// The public identity of this node.
#[utoipa::path(get, path = "/v1/identity", tag = "node", responses((status = 200, body = IdentityView)))]
pub(super) async fn identity(State(state): State<AppState>) -> Json<IdentityView> {
    Json(state.handle.view().identity.clone())
}

/// Writes the store again without what died: erased bodies leave the disk.
#[utoipa::path(post, path = "/v1/compact", tag = "node", responses((status = 200, body = Compacted), (status = "default", body = Problem)))]
pub(super) async fn compact(State(state): State<AppState>) -> Answer<Compacted> {
    let (before_bytes, after_bytes) = state.handle.compact().await?;
    Ok(Json(Compacted { before_bytes, after_bytes }))
}

/// Lets two connected peers go, so that they call this node back: whether others reach it is then seen in `reached`.
#[utoipa::path(post, path = "/v1/reach", tag = "node", responses((status = 200, body = Called), (status = "default", body = Problem)))]
pub(super) async fn reach(State(state): State<AppState>) -> Answer<Called> {
    let peers = state.handle.reach().await?;
    let within_ms = u64::try_from(AWAIT_DIAL.as_millis()).unwrap_or(u64::MAX);
    Ok(Json(Called { peers, within_ms }))
}

/// Laboratory only: cuts cooperatives off, joins all others again. Answers the cooperatives cut off.
#[utoipa::path(
    post,
    path = "/v1/lab/block",
    tag = "laboratory",
    request_body = Block,
    responses((status = 200, body = Block), (status = "default", body = Problem))
)]
pub(super) async fn block(State(state): State<AppState>, ApiJson(block): ApiJson<Block>) -> Answer<Block> {
    if !state.laboratory {
        let message = "this node is not in a laboratory: links are cut only in trial federations";
        return Err(Problem::new("not-a-laboratory", message, []));
    }
    let coops: BTreeSet<_> = block.coops.iter().copied().collect();
    state.handle.block(coops.clone()).await?;
    Ok(Json(Block { coops: coops.into_iter().collect() }))
}

/// What the node counts, in OpenMetrics text: numbers only, nothing personal.
#[utoipa::path(
    get,
    path = "/metrics",
    tag = "node",
    responses((status = 200, body = String, content_type = "application/openmetrics-text"))
)]
pub(super) async fn metrics(State(state): State<AppState>) -> Result<Response, Problem> {
    let mut text = String::new();
    encode(&mut text, &state.metrics).map_err(|_| Problem::internal("the metrics cannot be written"))?;
    Ok(([(CONTENT_TYPE, OPEN_METRICS)], text).into_response())
}

/// This document.
#[utoipa::path(get, path = "/v1/openapi.json", tag = "node", responses((status = 200, body = Object)))]
pub(super) async fn openapi() -> Json<utoipa::openapi::OpenApi> {
    Json(Description::openapi())
}
