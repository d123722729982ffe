//! Everything held, as one file to carry by hand: out and in. Knows sizes; must not know what is in the file.

use axum::Json;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::Answer;
use crate::api::extract::{Turn, Upload};
use crate::api::model::{BundleReport, Problem};
use crate::api::{AppState, BUNDLE_BYTES};

/// Everything held, as one file: signed, so that whoever takes it in can check it.
#[utoipa::path(
    get,
    path = "/v1/export",
    tag = "bundle",
    responses((status = 200, body = Vec<u8>, content_type = "application/cbor"), (status = "default", body = Problem))
)]
pub(super) async fn export(State(state): State<AppState>, _turn: Turn) -> Result<Response, Problem> {
    let bytes = state.handle.export().await?;
    let headers =
        [(CONTENT_TYPE, "application/cbor"), (CONTENT_DISPOSITION, "attachment; filename=\"bigre.cbor\"")];
    Ok((headers, bytes).into_response())
}

/// Takes in such a file. What it holds is checked as if it came from a peer.
#[utoipa::path(
    post,
    path = "/v1/import",
    tag = "bundle",
    request_body(content = Vec<u8>, content_type = "application/cbor"),
    responses((status = 200, body = BundleReport), (status = "default", body = Problem))
)]
pub(super) async fn import(
    State(state): State<AppState>,
    _turn: Turn,
    Upload(bytes): Upload<BUNDLE_BYTES>,
) -> Answer<BundleReport> {
    Ok(Json(state.handle.import(bytes).await?))
}
