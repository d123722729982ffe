//! Members from a file. Knows the parameters of an import and its answer; must not know how a file is read.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use bigre_protocol::directory::entry::{Body, Entry, Kind};
use serde::Deserialize;
use utoipa::IntoParams;

use super::entries::{entry, listings_of, listings_removed};
use crate::api::extract::{ApiQuery, Turn, Upload};
use crate::api::model::{ImportReport, Problem, RowProblem};
use crate::api::{AppState, CSV_BYTES, find, show};
use crate::draft::Draftsman;
use crate::handle::Edit;
use crate::import::{self, DELIMITERS, Encoding, Options, Plan, Seeker};

/// Members of other cooperatives read at once when looking for namesakes (bound of memory).
const AT_ONCE: usize = 1_000;

/// How to read a file, and whether to write.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ImportParams {
    /// Only say what would change.
    dry_run: bool,
    /// `,` (default), `;` or `tab`.
    delimiter: String,
    /// `utf8` (default), `utf8-bom` or `latin1`.
    encoding: String,
    /// Take out the members that the file does not have.
    remove_missing: bool,
    /// Even if that is more than half of them.
    force: bool,
    /// Leave the rows that cannot go in out, and list them, instead of writing nothing.
    partial: bool,
    /// Say which members may be one person twice: in the file, in our directory, in another's.
    hints: bool,
}

impl ImportParams {
    fn options(&self) -> Result<Options, Problem> {
        let delimiter = import::delimiter(&self.delimiter).ok_or_else(|| {
            let message = format!("`{}` is not a delimiter: {DELIMITERS} are", self.delimiter);
            let args = [("delimiter", self.delimiter.clone()), ("allowed", DELIMITERS.to_owned())];
            Problem::new("unknown-delimiter", message, args)
        })?;
        let encoding = Encoding::named(&self.encoding).ok_or_else(|| {
            let message =
                format!("`{}` is not an encoding known here: {} are", self.encoding, Encoding::NAMES);
            let args = [("encoding", self.encoding.clone()), ("allowed", Encoding::NAMES.to_owned())];
            Problem::new("unknown-encoding", message, args)
        })?;
        Ok(Options {
            delimiter,
            encoding,
            remove_missing: self.remove_missing,
            force: self.force,
            partial: self.partial,
        })
    }
}

/// Members from a CSV file: added, changed, and taken out if so asked; all under one head, or none when a single line
/// cannot go in (then 422, with the same report). With `partial`, such lines alone are left out.
#[utoipa::path(
    post,
    path = "/v1/members/import",
    tag = "members",
    params(ImportParams),
    request_body(content = Vec<u8>, content_type = "text/csv"),
    responses(
        (status = 200, body = ImportReport),
        (status = 422, body = ImportReport, description = "Lines that cannot go in: nothing was written."),
        (status = "default", body = Problem)
    )
)]
pub(super) async fn import(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<ImportParams>,
    _turn: Turn,
    Upload(bytes): Upload<CSV_BYTES>,
) -> Result<(StatusCode, Json<ImportReport>), Problem> {
    let options = params.options()?;
    let me = state.handle.view().status.coop;
    let ids = state.handle.ids(me, Some(Kind::MEMBER)).await?;
    let (plan, put) = state
        .blocking(move |state| {
            let held = show::members(&state.reader, &me, &ids)?;
            let terms = state.terms();
            let draftsman = Draftsman::with(&terms);
            let mut plan = import::plan(&bytes, &options, &state.import_secret, &held, draftsman);
            let put = salted(&mut plan)?;
            Ok((plan, put))
        })
        .await?;
    let Plan { mut remove, mut report, seeker, is_refused, .. } = plan;
    report.dry_run = params.dry_run;
    if params.hints && !is_refused {
        (report.alike, report.alike_count) = elsewhere(&state, seeker).await?.finish();
    }
    if is_refused {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(report)));
    }
    let listings = listings_of(&state, remove.clone()).await?;
    report.notes.extend(listings_removed(listings.len()).map(|problem| RowProblem {
        line: 0,
        column: None,
        problem,
    }));
    remove.extend(listings);
    if !(params.dry_run || put.is_empty() && remove.is_empty()) {
        report.number = state.handle.edit(Edit { put, remove }).await?;
    }
    Ok((StatusCode::OK, Json(report)))
}

/// Shows a seeker the members of the other cooperatives, a part of a directory at once.
async fn elsewhere(state: &AppState, mut seeker: Seeker) -> Result<Seeker, Problem> {
    let view = state.handle.view();
    let me = view.status.coop;
    let others = view.directories.iter().filter(|one| one.coop != me && !find::is_hidden(&view, &one.coop));
    for directory in others {
        let (coop, name) = (directory.coop, directory.name.clone());
        let ids = state.handle.ids(coop, Some(Kind::MEMBER)).await?;
        seeker = state
            .blocking(move |state| {
                for part in ids.chunks(AT_ONCE) {
                    let members = show::members(&state.reader, &coop, part)?;
                    members.values().for_each(|member| seeker.look(&name, member));
                }
                Ok(seeker)
            })
            .await?;
    }
    Ok(seeker)
}

fn salted(plan: &mut Plan) -> Result<Vec<Entry>, Problem> {
    std::mem::take(&mut plan.put).into_iter().map(|(id, member)| entry(id, &Body::Member(member))).collect()
}
