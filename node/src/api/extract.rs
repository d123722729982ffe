//! What is taken out of a request, with refusals in our own words. Knows limits of size; must not know the routes.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::request::Parts;
use futures::StreamExt as _;
use serde::de::DeserializeOwned;
use tokio::sync::OwnedSemaphorePermit;

use super::model::Problem;
use super::{AppState, JSON_BYTES};

/// The parameters after `?`.
pub(crate) struct ApiQuery<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<AppState> for ApiQuery<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let found = Query::<T>::from_request_parts(parts, state).await;
        found
            .map(|query| ApiQuery(query.0))
            .map_err(|rejection| Problem::parameter("?", rejection.body_text()))
    }
}

/// The last part of the path.
pub(crate) struct ApiPath(pub(crate) String);

impl FromRequestParts<AppState> for ApiPath {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let found = Path::<String>::from_request_parts(parts, state).await;
        found.map(|path| ApiPath(path.0)).map_err(|rejection| Problem::parameter("id", rejection.body_text()))
    }
}

/// The turn of a file: taken before the first byte of it is.
pub(crate) struct Turn(#[allow(dead_code, reason = "held until the answer")] OwnedSemaphorePermit);

impl FromRequestParts<AppState> for Turn {
    type Rejection = Problem;

    async fn from_request_parts(_: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        state.upload_turn().await.map(Turn)
    }
}

/// A JSON body of at most [`JSON_BYTES`].
pub(crate) struct ApiJson<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<AppState> for ApiJson<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &AppState) -> Result<Self, Problem> {
        let kind =
            request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json")) {
            let expected = "application/json".to_owned();
            let message = format!("the body must be JSON: send it with the content type {expected}");
            return Err(Problem::new("wrong-content-type", message, [("expected", expected)]));
        }
        let bytes = whole(request, JSON_BYTES).await?;
        serde_json::from_slice(&bytes).map(ApiJson).map_err(|error| {
            let detail = error.to_string();
            Problem::new(
                "bad-json",
                format!("the body is not the expected JSON: {detail}"),
                [("detail", detail)],
            )
        })
    }
}

/// A file of at most `MOST` bytes.
pub(crate) struct Upload<const MOST: usize>(pub(crate) Vec<u8>);

impl<const MOST: usize> FromRequest<AppState> for Upload<MOST> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &AppState) -> Result<Self, Problem> {
        whole(request, MOST).await.map(Upload)
    }
}

/// The whole body. One that is too large is read on for a while and forgotten, so that its sender hears the refusal.
async fn whole(request: Request, most: usize) -> Result<Vec<u8>, Problem> {
    let length = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    let mut is_too_large = length.is_some_and(|length: usize| length > most);
    let mut bytes = Vec::with_capacity(length.filter(|_| !is_too_large).unwrap_or(0));
    let mut read = 0;
    let mut chunks = request.into_body().into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk: Bytes = chunk
            .map_err(|_| Problem::parameter("body", "it was cut short: the connection ended too early"))?;
        read += chunk.len();
        is_too_large |= read > most;
        if is_too_large {
            bytes = Vec::new();
        } else {
            bytes.extend_from_slice(&chunk);
        }
        if read > most.saturating_mul(2) {
            break;
        }
    }
    if !is_too_large {
        return Ok(bytes);
    }
    let message = format!("the body is larger than the {most} bytes allowed here: send less");
    Err(Problem::new("body-too-large", message, [("limit", most.to_string())]))
}
