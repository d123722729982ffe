//! The register: what it says, and what people do about it. Must not know the rules.

use axum::Json;
use axum::extract::State;
use bigre_protocol::id::CoopId;
use serde::Deserialize;
use utoipa::IntoParams;

use super::Answer;
use crate::api::AppState;
use crate::api::extract::{ApiJson, ApiPath, ApiQuery};
use crate::api::model::{
    Acted, ChainView, CharterView, HeldView, InvitationDraft, InvitationView, JournalPart, OwnCard, Problem,
    Propose, RegisterView, Signed, SuspendDraft,
};
use crate::driver::unhex;
use crate::handle::Deed;

/// The register as this node holds it.
#[utoipa::path(get, path = "/v1/register", tag = "register", responses((status = 200, body = RegisterView), (status = "default", body = Problem)))]
pub(super) async fn show(State(state): State<AppState>) -> Answer<RegisterView> {
    Ok(Json(state.handle.register().await?))
}

/// The charter in force.
#[utoipa::path(get, path = "/v1/register/charter", tag = "register", responses((status = 200, body = CharterView), (status = "default", body = Problem)))]
pub(super) async fn charter(State(state): State<AppState>) -> Answer<CharterView> {
    Ok(Json(state.handle.charter().await?))
}

/// Every invitation given out; their tickets are not told again.
#[utoipa::path(get, path = "/v1/invitations", tag = "register", responses((status = 200, body = Vec<InvitationView>), (status = "default", body = Problem)))]
pub(super) async fn invitations(State(state): State<AppState>) -> Answer<Vec<InvitationView>> {
    Ok(Json(state.handle.invitations().await?))
}

/// Gives an invitation out.
#[utoipa::path(post, path = "/v1/invitations", tag = "register", request_body = InvitationDraft, responses((status = 200, body = InvitationView), (status = "default", body = Problem)))]
pub(super) async fn invite(
    State(state): State<AppState>,
    ApiJson(draft): ApiJson<InvitationDraft>,
) -> Answer<InvitationView> {
    Ok(Json(state.handle.invite(draft).await?))
}

/// Takes an invitation back, by its id or the start of it.
#[utoipa::path(delete, path = "/v1/invitations/{id}", tag = "register", params(("id" = String, Path)), responses((status = 200, body = InvitationView), (status = "default", body = Problem)))]
pub(super) async fn revoke(State(state): State<AppState>, ApiPath(id): ApiPath) -> Answer<InvitationView> {
    Ok(Json(state.handle.revoke(id).await?))
}

/// Our card in force, and what the next one needs.
#[utoipa::path(get, path = "/v1/register/card", tag = "register", responses((status = 200, body = OwnCard), (status = "default", body = Problem)))]
pub(super) async fn own_card(State(state): State<AppState>) -> Answer<OwnCard> {
    Ok(Json(state.handle.card().await?))
}

/// All that is needed to verify the register off line.
#[utoipa::path(get, path = "/v1/register/chain", tag = "register", responses((status = 200, body = ChainView), (status = "default", body = Problem)))]
pub(super) async fn chain(State(state): State<AppState>) -> Answer<ChainView> {
    Ok(Json(state.handle.chain().await?))
}

/// How far the journals are held, and the pulses and proofs that say so.
#[utoipa::path(get, path = "/v1/register/held", tag = "register", responses((status = 200, body = HeldView), (status = "default", body = Problem)))]
pub(super) async fn held(State(state): State<AppState>) -> Answer<HeldView> {
    Ok(Json(state.handle.held().await?))
}

/// What of a journal is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct JournalParams {
    /// Whose: the cooperative's id.
    #[param(value_type = String)]
    coop: CoopId,
    /// The number of the entry after which the answer begins; from the first when not said.
    #[serde(default)]
    after: u64,
}

/// Entries of a journal, at most 500 in one answer.
#[utoipa::path(get, path = "/v1/register/journal", tag = "register", params(JournalParams), responses((status = 200, body = JournalPart), (status = "default", body = Problem)))]
pub(super) async fn journal(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<JournalParams>,
) -> Answer<JournalPart> {
    Ok(Json(state.handle.journal(params.coop, params.after).await?))
}

/// Proposes the next page.
#[utoipa::path(post, path = "/v1/register/pages", tag = "register", request_body = Propose, responses((status = 200, body = Acted), (status = "default", body = Problem)))]
pub(super) async fn propose(
    State(state): State<AppState>,
    ApiJson(propose): ApiJson<Propose>,
) -> Answer<Acted> {
    Ok(Json(Acted { id: state.handle.act(Deed::Propose(Box::new(propose))).await? }))
}

/// Puts our cooperative's approval of a page, or its withdrawal, signed by its vote keys, on its journal.
#[utoipa::path(post, path = "/v1/register/approvals", tag = "register", request_body = Signed, responses((status = 200, body = Acted), (status = "default", body = Problem)))]
pub(super) async fn approve(
    State(state): State<AppState>,
    ApiJson(signed): ApiJson<Signed>,
) -> Answer<Acted> {
    Ok(Json(Acted { id: state.handle.act(Deed::Approve(unhex(&signed.object)?)).await? }))
}

/// Puts our cooperative's next card, signed by the root keys, in force.
#[utoipa::path(post, path = "/v1/register/cards", tag = "register", request_body = Signed, responses((status = 200, body = Acted), (status = "default", body = Problem)))]
pub(super) async fn card(State(state): State<AppState>, ApiJson(signed): ApiJson<Signed>) -> Answer<Acted> {
    Ok(Json(Acted { id: state.handle.act(Deed::Card(unhex(&signed.object)?)).await? }))
}

/// Calls for the emergency suspension of a cooperative.
#[utoipa::path(post, path = "/v1/register/suspensions", tag = "register", request_body = SuspendDraft, responses((status = 200, body = Acted), (status = "default", body = Problem)))]
pub(super) async fn suspend(
    State(state): State<AppState>,
    ApiJson(draft): ApiJson<SuspendDraft>,
) -> Answer<Acted> {
    Ok(Json(Acted { id: state.handle.act(Deed::Suspend(draft)).await? }))
}
