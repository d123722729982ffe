//! The solidarity fund and guarantees: how they stand, and what our cooperative states. Must not know the rules.

use axum::Json;
use axum::extract::State;
use bigre_protocol::fund::report::Published;
use bigre_protocol::id::OpId;

use super::Answer;
use crate::api::AppState;
use crate::api::extract::{ApiJson, ApiPath, ApiQuery};
use crate::api::model::{
    FundGuarantee, FundOverview, FundPayment, FundRequest, FundTask, Problem, State as Statement, Stated,
};
use crate::driver::fund::draft::year_of;
use crate::driver::fund::view::{self, Look};
use crate::handle::Deed;

/// The rules, and what each cooperative declares.
#[utoipa::path(get, path = "/v1/fund", tag = "fund", responses((status = 200, body = FundOverview), (status = "default", body = Problem)))]
pub(super) async fn overview(State(state): State<AppState>) -> Answer<FundOverview> {
    Ok(Json(state.handle.look(view::overview).await?))
}

/// Every request, the latest last.
#[utoipa::path(get, path = "/v1/fund/requests", tag = "fund", responses((status = 200, body = Vec<FundRequest>), (status = "default", body = Problem)))]
pub(super) async fn requests(State(state): State<AppState>) -> Answer<Vec<FundRequest>> {
    Ok(Json(state.handle.look(|replica| Look::at(replica).requests()).await?))
}

/// One request, by the start of its id.
#[utoipa::path(get, path = "/v1/fund/requests/{id}", tag = "fund", params(("id" = String, Path)), responses((status = 200, body = FundRequest), (status = "default", body = Problem)))]
pub(super) async fn request(State(state): State<AppState>, ApiPath(id): ApiPath) -> Answer<FundRequest> {
    Ok(Json(state.handle.look(move |replica| Look::at(replica).find(&id)).await??))
}

/// Every guarantee, the latest last.
#[utoipa::path(get, path = "/v1/fund/guarantees", tag = "fund", responses((status = 200, body = Vec<FundGuarantee>), (status = "default", body = Problem)))]
pub(super) async fn guarantees(State(state): State<AppState>) -> Answer<Vec<FundGuarantee>> {
    Ok(Json(state.handle.look(|replica| Look::at(replica).guarantees()).await?))
}

/// Every payment that we made or that is for us, the latest last.
#[utoipa::path(get, path = "/v1/fund/payments", tag = "fund", responses((status = 200, body = Vec<FundPayment>), (status = "default", body = Problem)))]
pub(super) async fn payments(State(state): State<AppState>) -> Answer<Vec<FundPayment>> {
    Ok(Json(state.handle.look(|replica| Look::at(replica).payments()).await?))
}

/// What awaits our cooperative, the oldest first.
#[utoipa::path(get, path = "/v1/fund/inbox", tag = "fund", responses((status = 200, body = Vec<FundTask>), (status = "default", body = Problem)))]
pub(super) async fn inbox(State(state): State<AppState>) -> Answer<Vec<FundTask>> {
    Ok(Json(state.handle.look(|replica| Look::at(replica).inbox()).await?))
}

/// Which report.
#[derive(Debug, serde::Deserialize)]
pub(super) struct ReportParams {
    /// The year; this one when not given.
    year: Option<u16>,
    /// Whether small figures are shown too.
    #[serde(default)]
    full: bool,
}

/// The report of a year, with the id of the full one; small figures are left out unless asked for.
#[utoipa::path(get, path = "/v1/fund/report", tag = "fund", params(("year" = Option<u16>, Query), ("full" = Option<bool>, Query)), responses((status = 200), (status = "default", body = Problem)))]
pub(super) async fn report(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<ReportParams>,
) -> Answer<Published> {
    let year = params.year.unwrap_or_else(|| year_of(crate::driver::now()));
    Ok(Json(state.handle.look(move |replica| replica.report(year, None).publish(params.full)).await?))
}

/// States a fact on our journal; answered once it is durable.
#[utoipa::path(post, path = "/v1/fund/facts", tag = "fund", request_body = Statement, responses((status = 200, body = Stated), (status = "default", body = Problem)))]
pub(super) async fn state(
    State(state): State<AppState>,
    ApiJson(statement): ApiJson<Statement>,
) -> Answer<Stated> {
    let Statement { op, draft } = statement;
    let op = match op {
        Some(op) => op,
        None => random()?,
    };
    let wanted = draft.clone();
    let before = state.handle.look(move |replica| {
        let stated = view::stated(replica, &op)?;
        Some((view::is_same(replica, &stated, &wanted), stated))
    });
    match before.await? {
        Some((true, stated)) => return Ok(Json(stated)),
        Some((false, _)) => {
            return Err(Problem::new(
                "fund-repeated",
                "another act was stated under this id: nothing was changed",
                [],
            ));
        }
        None => {}
    }
    let id = state.handle.act(Deed::Fact(op, Box::new(draft))).await?;
    Ok(Json(state.handle.look(move |replica| view::told(replica, &id, &op, false)).await?))
}

fn random() -> Result<OpId, Problem> {
    let mut bytes = [0; OpId::LEN];
    getrandom::fill(&mut bytes).map_err(|_| Problem::internal("the system gives no random numbers"))?;
    Ok(OpId(bytes))
}
