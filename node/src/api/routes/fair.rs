//! The trade fair: who practises what, where, counted. Knows what rows are called and in what order they come; must
//! not know how entries are counted.

use std::cmp::Reverse;
use std::time::Instant;

use axum::Json;
use axum::extract::State;

use super::Answer;
use super::search::Asked;
use super::words::precision_name;
use crate::api::extract::ApiQuery;
use crate::api::model::{Counted, FairAnswer, FairParams, FairRow, Problem, SearchParams};
use crate::api::{AppState, find};
use crate::handle::View;
use crate::places::Places;
use crate::search::fold::plain;
use crate::search::{By, Count, Fair, Query, Stall};
use crate::vocabulary::TermKind;

/// Most rows a page: more than the vocabulary has trades.
const ROWS: u64 = 1_000;

/// Counts every directory held here by trade, by sector, by place or by cooperative.
#[utoipa::path(
    get,
    path = "/v1/fair",
    tag = "search",
    params(FairParams),
    responses((status = 200, body = FairAnswer), (status = "default", body = Problem))
)]
pub(super) async fn fair(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<FairParams>,
) -> Answer<FairAnswer> {
    let started = Instant::now();
    let view = state.handle.view();
    let mut answer = state.searching(move |state| answer(&state, &view, params)).await?;
    answer.micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
    Ok(Json(answer))
}

fn answer(state: &AppState, view: &View, params: FairParams) -> Result<FairAnswer, Problem> {
    let reader = find::reader(&params.reader);
    let (terms, places) = (&state.terms(), Places::embedded());
    let asked = Asked { terms, places, view, reader };
    let noun = Noun::of(&params.by)?;
    let (page, per_page) = (params.page.max(1), params.per_page);
    let (query, near) = asked.query(&searched(params), 1)?;
    let fair = state.searcher.fair(&query, &by(noun, &asked, &query), asked.terms.lexicon())?;
    let mut answer = FairAnswer {
        by: noun.name().into(),
        near,
        counted: counted(fair.total),
        apart: counted(fair.apart),
        ..FairAnswer::default()
    };
    if fair.total.all() == 0 {
        let nothing = state.searcher.search(&query, asked.terms.lexicon())?;
        answer.suggestions = nothing.suggestions.iter().filter_map(|one| asked.suggestion(one)).collect();
    }
    let mut rows = rows(noun, &asked, fair, &query);
    rows.sort_by_cached_key(|row| (Reverse(order(&row.counted)), plain(&row.label), row.code.clone()));
    answer.total = rows.len() as u64;
    let most = if per_page == 0 { ROWS } else { per_page.min(ROWS) };
    answer.page = page.min(answer.total.div_ceil(most).max(1));
    let before = usize::try_from((answer.page - 1) * most).unwrap_or(usize::MAX);
    answer.rows = rows.into_iter().skip(before).take(usize::try_from(most).unwrap_or(usize::MAX)).collect();
    Ok(answer)
}

/// What entries are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Noun {
    Trade,
    Sector,
    Place,
    Coop,
}

impl Noun {
    fn of(text: &str) -> Result<Noun, Problem> {
        let all = [Noun::Trade, Noun::Sector, Noun::Place, Noun::Coop];
        match text.trim() {
            "" => Ok(Noun::Trade),
            name => all
                .into_iter()
                .find(|noun| noun.name() == name)
                .ok_or_else(|| Problem::parameter("by", "trade, sector, place or coop is expected")),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Noun::Trade => "trade",
            Noun::Sector => "sector",
            Noun::Place => "place",
            Noun::Coop => "coop",
        }
    }
}

/// The search that selects what is counted.
fn searched(params: FairParams) -> SearchParams {
    let FairParams { kind, coop, trade, sector, near, within_km, reader, .. } = params;
    SearchParams { kind, coop, trade, sector, near, within_km, reader, ..SearchParams::default() }
}

fn by(noun: Noun, asked: &Asked<'_>, query: &Query) -> By {
    let codes = |kind: TermKind| By::Codes(kind, codes(kind, asked, &query.sectors));
    match noun {
        Noun::Trade => codes(TermKind::Trade),
        Noun::Sector => codes(TermKind::Sector),
        Noun::Place => By::Areas,
        Noun::Coop => By::Coops(asked.view.directories.iter().map(|directory| directory.coop).collect()),
    }
}

/// The codes of a kind that lie in any of some sectors; all of them when there is no sector.
fn codes(kind: TermKind, asked: &Asked<'_>, sectors: &[String]) -> Vec<String> {
    let all = asked.terms.all(kind).map(|term| term.code.clone());
    if sectors.is_empty() {
        return all.collect();
    }
    let below = sectors.iter().flat_map(|sector| asked.terms.lexicon().narrower(sector));
    let within: Vec<&str> = sectors.iter().map(String::as_str).chain(below).collect();
    all.filter(|code| within.contains(&code.as_str())).collect()
}

fn rows(noun: Noun, asked: &Asked<'_>, fair: Fair, query: &Query) -> Vec<FairRow> {
    match noun {
        Noun::Trade | Noun::Sector => fair.stalls.into_iter().map(|stall| term(stall, asked)).collect(),
        Noun::Place => fair.stalls.into_iter().map(|stall| place(stall, asked)).collect(),
        Noun::Coop => coops(asked, &fair, query),
    }
}

fn term(stall: Stall, asked: &Asked<'_>) -> FairRow {
    let label = asked.label(&stall.code).unwrap_or_else(|| stall.code.clone());
    FairRow { label, counted: counted(stall.count), code: stall.code, ..FairRow::default() }
}

fn place(stall: Stall, asked: &Asked<'_>) -> FairRow {
    let place = asked.places.get(&stall.code);
    FairRow {
        label: place.map_or(stall.code.as_str(), |place| place.name(asked.reader.as_str())).to_owned(),
        precision: place.map(|place| precision_name(place.precision).to_owned()),
        counted: counted(stall.count),
        code: stall.code,
        ..FairRow::default()
    }
}

/// The cooperatives asked for; those with nothing too, unless something narrower is asked for.
fn coops(asked: &Asked<'_>, fair: &Fair, query: &Query) -> Vec<FairRow> {
    let is_narrowed = query.near.is_some()
        || !(query.kinds.is_empty() && query.sectors.is_empty() && query.trades.is_empty());
    let mut rows = Vec::new();
    for directory in &asked.view.directories {
        let code = directory.coop.to_string();
        let found = fair.stalls.iter().find(|stall| stall.code == code);
        let is_asked = query.coops.is_empty() || query.coops.contains(&directory.coop);
        if is_asked && (found.is_some() || !is_narrowed) {
            rows.push(FairRow {
                label: directory.name.clone(),
                counted: found.map(|stall| counted(stall.count)).unwrap_or_default(),
                state: Some(directory.state),
                confirmed: directory.signed,
                code,
                ..FairRow::default()
            });
        }
    }
    rows
}

fn counted(count: Count) -> Counted {
    let Count { members, offers, needs, services } = count;
    Counted { members, offers, needs, services }
}

/// What rows are ordered by: the first of these that is asked for is what a reader sees first.
fn order(counted: &Counted) -> [u64; 4] {
    [counted.members, counted.offers, counted.needs, counted.services]
}
