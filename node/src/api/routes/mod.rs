//! Which route leads where, and the document that describes them all. Must not know what any of them does.

mod bulk;
mod bundle;
mod entries;
mod facets;
mod fair;
mod fund;
mod members;
mod node;
mod place;
mod proposed;
mod register;
mod search;
mod vocabularies;
mod words;

use axum::extract::Request;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use axum::{Json, Router};
use utoipa::OpenApi;

use super::model::Problem;
use super::{AppState, guard};

/// The one question that may last: everything held, as a file.
pub(crate) const EXPORT: &str = "/v1/export";

/// The routes of the local API.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Bigre! local API",
        description = "What a node answers to whoever administers it, over its Unix socket. Every refusal is a `Problem` \
                       whose `code` is stable."
    ),
    paths(
        node::status,
        node::peers,
        node::sync,
        node::compare,
        node::identity,
        node::compact,
        node::block,
        node::reach,
        node::metrics,
        node::openapi,
        search::search,
        fair::fair,
        entries::list,
        entries::show,
        entries::add,
        entries::replace,
        entries::remove,
        bulk::bulk,
        members::import,
        bundle::export,
        bundle::import,
        register::show,
        register::charter,
        register::invitations,
        register::invite,
        register::revoke,
        register::own_card,
        register::chain,
        register::held,
        register::journal,
        register::propose,
        register::approve,
        register::card,
        register::suspend,
        fund::overview,
        fund::requests,
        fund::request,
        fund::guarantees,
        fund::payments,
        fund::inbox,
        fund::report,
        fund::state,
        words::vocabulary,
        vocabularies::list,
        vocabularies::import,
        vocabularies::remove,
        proposed::list,
        proposed::propose,
        proposed::approve,
        proposed::withdraw,
        words::guess,
        words::places,
    ),
    components(schemas(super::model::Signing, super::model::Reason))
)]
pub struct Description;

/// The router over a state.
pub fn router(state: AppState) -> Router {
    Router::new()
        .route("/v1/status", get(node::status))
        .route("/v1/peers", get(node::peers))
        .route("/v1/sync", get(node::sync).post(node::compare))
        .route("/v1/identity", get(node::identity))
        .route("/v1/search", get(search::search))
        .route("/v1/fair", get(fair::fair))
        .route("/v1/entries", get(entries::list).post(entries::add))
        .route("/v1/entries/bulk", post(bulk::bulk))
        .route("/v1/entries/{id}", get(entries::show).put(entries::replace).delete(entries::remove))
        .route("/v1/members/import", post(members::import))
        .route(EXPORT, get(bundle::export))
        .route("/v1/import", post(bundle::import))
        .route("/v1/compact", post(node::compact))
        .route("/v1/reach", post(node::reach))
        .route("/v1/lab/block", post(node::block))
        .route("/v1/register", get(register::show))
        .route("/v1/register/charter", get(register::charter))
        .route("/v1/register/chain", get(register::chain))
        .route("/v1/register/held", get(register::held))
        .route("/v1/register/journal", get(register::journal))
        .route("/v1/invitations", get(register::invitations).post(register::invite))
        .route("/v1/invitations/{id}", axum::routing::delete(register::revoke))
        .route("/v1/register/card", get(register::own_card))
        .route("/v1/register/pages", post(register::propose))
        .route("/v1/register/approvals", post(register::approve))
        .route("/v1/register/cards", post(register::card))
        .route("/v1/register/suspensions", post(register::suspend))
        .route("/v1/fund", get(fund::overview))
        .route("/v1/fund/requests", get(fund::requests))
        .route("/v1/fund/requests/{id}", get(fund::request))
        .route("/v1/fund/guarantees", get(fund::guarantees))
        .route("/v1/fund/payments", get(fund::payments))
        .route("/v1/fund/inbox", get(fund::inbox))
        .route("/v1/fund/report", get(fund::report))
        .route("/v1/fund/facts", post(fund::state))
        .route("/v1/vocabularies", get(vocabularies::list))
        .route("/v1/vocabularies/{id}", post(vocabularies::import).delete(vocabularies::remove))
        .route("/v1/words", get(proposed::list).post(proposed::propose))
        .route("/v1/words/{id}", axum::routing::put(proposed::approve).delete(proposed::withdraw))
        .route("/v1/vocabulary", get(words::vocabulary).post(words::guess))
        .route("/v1/places", get(words::places))
        .route("/v1/openapi.json", get(node::openapi))
        .route("/metrics", get(node::metrics))
        .fallback(unknown_route)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(state.clone(), guard))
        .with_state(state)
}

/// An answer in JSON, or a refusal.
type Answer<T> = Result<Json<T>, Problem>;

async fn unknown_route(request: Request) -> Problem {
    let path = request.uri().path().to_owned();
    let message = format!("nothing is at `{path}`: the routes are described at /v1/openapi.json");
    Problem::new("unknown-route", message, [("path", path)])
}

async fn wrong_method(request: Request) -> Problem {
    let (path, method) = (request.uri().path().to_owned(), request.method().to_string());
    let message = format!("`{path}` does not take {method}: see /v1/openapi.json for what it takes");
    Problem::new("wrong-method", message, [("path", path), ("method", method)])
}
