//! The vocabulary and the places, for who writes a draft or a query. Must not know any entry.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use super::Answer;
use crate::api::extract::{ApiJson, ApiQuery};
use crate::api::model::{GuessView, GuessWords, PlaceView, Problem, TermView};
use crate::api::{AppState, find};
use crate::draft::terms::{KINDS, Terms};
use crate::draft::{Guess, kind_name};
use crate::places::{PlaceInfo, Places, Precision};
use crate::vocabulary::{Lang, Term, TermKind};

/// Most terms of each kind that answer a word (guess).
const TERMS: usize = 10;
/// Most codes looked up at once (an entry has some hundred at most).
const CODES: usize = 200;
/// Most texts whose terms are guessed at once (bound of the work: a fifth of a second).
const TEXTS: usize = 200;
/// Most terms guessed for a text (design).
const GUESSES: usize = 3;

/// Which terms.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
pub(super) struct TermParams {
    /// Words in any language; empty for every term.
    q: String,
    /// Codes, separated by commas, at most 200: their terms, and those of no word.
    codes: String,
    /// `trade`, `skill`, `sector` or `mode`; empty for all.
    kind: String,
    /// Language of the reader.
    lang: String,
}

/// Terms that a draft or a search may name: those of a word, the nearest first, or all of them.
#[utoipa::path(
    get,
    path = "/v1/vocabulary",
    tag = "words",
    params(TermParams),
    responses((status = 200, body = Vec<TermView>), (status = "default", body = Problem))
)]
pub(super) async fn vocabulary(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<TermParams>,
) -> Answer<Vec<TermView>> {
    let kinds: Vec<TermKind> = match params.kind.trim() {
        "" => KINDS.to_vec(),
        name => KINDS.into_iter().filter(|kind| kind_name(*kind) == name).collect(),
    };
    if kinds.is_empty() {
        return Err(Problem::parameter("kind", "trade, skill, sector or mode is expected"));
    }
    let lang = find::reader(&params.lang);
    if !params.codes.trim().is_empty() {
        let terms = state.terms();
        let found = params.codes.split(',').take(CODES).filter_map(|code| terms.get(code.trim()));
        return Ok(Json(found.map(|term| view(term, lang)).collect()));
    }
    let (terms, q) = (state.terms(), params.q);
    let found = state.searching(move |_| Ok(terms_of(&terms, &kinds, q.trim(), lang))).await?;
    Ok(Json(found))
}

fn terms_of(terms: &Terms, kinds: &[TermKind], q: &str, lang: Lang) -> Vec<TermView> {
    let mut found: Vec<&Term> = Vec::new();
    for kind in kinds {
        if q.is_empty() {
            found.extend(terms.all(*kind));
            continue;
        }
        let exact = terms.find(*kind, q);
        found.extend(exact);
        let near = terms.nearest(*kind, q, TERMS).into_iter();
        found.extend(near.filter(|term| exact.is_none_or(|exact| exact.code != term.code)));
    }
    found.into_iter().map(|term| view(term, lang)).collect()
}

fn view(term: &Term, lang: Lang) -> TermView {
    let labels = Lang::ALL.into_iter();
    let labels = labels.map(|lang| (lang.as_str().to_owned(), term.label(lang).to_owned()));
    TermView {
        code: term.code.clone(),
        kind: kind_name(term.kind).into(),
        label: term.label(lang).into(),
        labels: labels.collect::<BTreeMap<_, _>>(),
    }
}

/// Trades, skills, sectors or modes that free words may stand for, each with how likely it is meant: one list for each
/// text, in their order. At most 200 texts at once.
#[utoipa::path(
    post,
    path = "/v1/vocabulary",
    tag = "words",
    request_body = GuessWords,
    responses((status = 200, body = Vec<Vec<GuessView>>), (status = "default", body = Problem))
)]
pub(super) async fn guess(
    State(state): State<AppState>,
    ApiJson(asked): ApiJson<GuessWords>,
) -> Answer<Vec<Vec<GuessView>>> {
    let kind = KINDS.into_iter().find(|kind| kind_name(*kind) == asked.kind.trim());
    let Some(kind) = kind else {
        return Err(Problem::parameter("kind", "trade, skill, sector or mode is expected"));
    };
    if asked.texts.len() > TEXTS {
        return Err(Problem::parameter("texts", format!("at most {TEXTS} at once are expected")));
    }
    let (terms, lang) = (state.terms(), find::reader(&asked.lang));
    let view = move |guess: Guess<'_>| GuessView {
        code: guess.term.code.clone(),
        label: guess.term.label(lang).into(),
        confidence: guess.confidence,
    };
    let found = state
        .searching(move |_| {
            let guess =
                |text: &String| terms.guess(kind, text.trim(), GUESSES).into_iter().map(view).collect();
            Ok(asked.texts.iter().map(guess).collect())
        })
        .await?;
    Ok(Json(found))
}

/// Which places.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PlaceParams {
    /// A name, a postal code or a code.
    q: String,
}

/// Places that a draft or a search may name, the best first; the nearest names when there is none.
#[utoipa::path(
    get,
    path = "/v1/places",
    tag = "words",
    params(PlaceParams),
    responses((status = 200, body = Vec<PlaceView>), (status = "default", body = Problem))
)]
pub(super) async fn places(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<PlaceParams>,
) -> Answer<Vec<PlaceView>> {
    let places = Places::embedded();
    let found = state
        .searching(move |_| {
            let mut found = places.find(&params.q);
            if found.is_empty() {
                found = places.suggest(&params.q);
            }
            Ok(found.iter().map(|place| place_view(places, place)).collect())
        })
        .await?;
    Ok(Json(found))
}

fn place_view(places: &Places, place: &PlaceInfo<'_>) -> PlaceView {
    PlaceView {
        code: place.code.into(),
        name: place.name("").into(),
        precision: precision_name(place.precision).into(),
        within: places.within(place.code).iter().skip(1).map(|around| around.name("").to_owned()).collect(),
        postal_codes: place.postal_codes().map(str::to_owned).collect(),
    }
}

/// The name of a precision in the API.
pub(super) fn precision_name(precision: Precision) -> &'static str {
    match precision {
        Precision::Commune => "commune",
        Precision::Department => "department",
        Precision::Region => "region",
        Precision::Country => "country",
    }
}
