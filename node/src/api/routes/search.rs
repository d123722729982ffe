//! The search over every directory held here. Knows how words of a person become codes and how hits are shown; must
//! not know how they are found nor ranked.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use axum::Json;
use axum::extract::State;
use bigre_protocol::directory::entry::{Activity, Kind, Lang as WorkLang};
use bigre_protocol::id::CoopId;
use bigre_protocol::limits::DAY_MS;

use super::Answer;
use super::place::no_place;
use crate::api::extract::ApiQuery;
use crate::api::model::{DirectoryState, EntryView, Problem, Reason, SearchAnswer, SearchHit, SearchParams};
use crate::api::{AppState, find, show};
use crate::draft::terms::Terms;
use crate::draft::{DraftError, language, unknown_term};
use crate::handle::View;
use crate::places::Places;
use crate::search::fold::{self, spelled};
use crate::search::{Hit, IndexError, Near, Others, Query, Results, Sort, Suggestion, Why};
use crate::vocabulary::{Lang, TermKind};

/// Hits a page when none is asked for (design).
const PER_PAGE: u64 = 10;
/// Most characters of a query (guess).
const QUERY_CHARS: usize = 500;

/// Searches every directory held here. Nobody else learns what is searched.
#[utoipa::path(
    get,
    path = "/v1/search",
    tag = "search",
    params(SearchParams),
    responses((status = 200, body = SearchAnswer), (status = "default", body = Problem))
)]
pub(super) async fn search(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<SearchParams>,
) -> Answer<SearchAnswer> {
    let started = Instant::now();
    let view = state.handle.view();
    let mut answer = state.searching(move |state| answer(&state, &view, &params)).await?;
    answer.micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
    Ok(Json(answer))
}

impl From<IndexError> for Problem {
    fn from(error: IndexError) -> Problem {
        tracing::error!(%error, "the search index cannot be read");
        Problem::internal("the search index cannot be read")
    }
}

fn answer(state: &AppState, view: &View, params: &SearchParams) -> Result<SearchAnswer, Problem> {
    let reader = find::reader(&params.reader);
    let (terms, places) = (&state.terms(), Places::embedded());
    let asked = Asked { terms, places, view, reader };
    let page = params.page.max(1);
    let (mut query, near) = asked.query(params, page)?;
    if params.facets {
        query.count = asked.facets();
    }
    let within_km = query.near.as_ref().and_then(|near| near.radius_km);
    let results: Results = state.searcher.search(&query, asked.terms.lexicon())?;
    let mut hits = Vec::with_capacity(results.hits.len());
    for hit in &results.hits {
        // It may have gone since the index was written.
        if let Some(entry) = state.reader.entry(&hit.coop, &hit.id)? {
            let entry = show::view(&state.reader, view, hit.coop, &entry)?;
            let why = hit.why.iter().filter_map(|why| asked.reason(why, &entry)).collect();
            hits.push(SearchHit { entry, km: km(hit), why });
        }
    }
    // A term that is the same as another was understood as that one.
    let label = |code: &String| asked.label(code).filter(|_| terms.lexicon().final_code(code) == code);
    Ok(SearchAnswer {
        total: results.total as u64,
        page,
        hits,
        understood: results.understood.iter().filter_map(label).collect(),
        near,
        within_km,
        facets: asked.counted(&results.counted),
        suggestions: results.suggestions.iter().filter_map(|one| asked.suggestion(one)).collect(),
        micros: 0,
    })
}

/// Kilometres, to a tenth: more would say more than is known.
fn km(hit: &Hit) -> Option<f64> {
    hit.km.map(|km| (km * 10.0).round() / 10.0)
}

/// What turns a person's words into a query, and its answer back.
pub(super) struct Asked<'a> {
    pub(super) terms: &'a Terms,
    pub(super) places: &'static Places,
    pub(super) view: &'a View,
    pub(super) reader: Lang,
}

impl Asked<'_> {
    /// The query, and the name of the place meant.
    pub(super) fn query(&self, params: &SearchParams, page: u64) -> Result<(Query, Option<String>), Problem> {
        let found = params.q.chars().count();
        if found > QUERY_CHARS {
            let error = DraftError::TooLong { field: "q".into(), found, most: QUERY_CHARS };
            return Err(error.problem(self.terms, self.reader));
        }
        let most = Query::MOST as u64;
        let limit = if params.per_page == 0 { PER_PAGE } else { params.per_page.min(most) };
        let offset = (page - 1).saturating_mul(limit);
        if offset > Query::DEEPEST as u64 {
            let deepest = Query::DEEPEST;
            return Err(Problem::parameter(
                "page",
                format!("only the first {deepest} hits can be read: search more precisely"),
            ));
        }
        let whereabouts = self.whereabouts(params)?;
        // Rather than everything.
        if !params.q.trim().is_empty() && fold::words(whereabouts.words).is_empty() {
            let message = "there is no word to look for: give a trade or a skill, or none for everything";
            return Err(Problem::new("no-words", message, []));
        }
        let others = others(params)?;
        let mut place = whereabouts.place;
        if others == Others::SamePlace && whereabouts.radius_km.is_none() {
            place = place.and_then(|place| self.area(place.code));
        }
        let query = Query {
            text: whereabouts.words.to_owned(),
            kinds: self.kinds(&params.kind)?,
            coops: self.coops(&params.coop)?,
            langs: self.langs(&params.lang)?,
            trades: self.codes(TermKind::Trade, &params.trade)?,
            skills: self.codes(TermKind::Skill, &params.skill)?,
            sectors: self.codes(TermKind::Sector, &params.sector)?,
            modes: self.codes(TermKind::Mode, &params.mode)?,
            learn: self.learnt(&params.learn)?,
            near: place.map(|place| Near { place: place.code.to_owned(), radius_km: whereabouts.radius_km }),
            available_only: params.available,
            others,
            sort: sort(params, place.is_some())?,
            confirmed: self.confirmed(),
            count: Vec::new(),
            offset: usize::try_from(offset).unwrap_or(usize::MAX),
            limit: usize::try_from(limit).unwrap_or(Query::MOST),
            now: now(),
            hidden_coops: self.hidden(),
        };
        Ok((query, place.map(|place| self.place_name(&place))))
    }

    fn kinds(&self, text: &str) -> Result<Vec<Kind>, Problem> {
        let kinds: Result<Vec<Option<Kind>>, Problem> = listed(text).map(find::kind).collect();
        Ok(kinds?.into_iter().flatten().collect())
    }

    fn coops(&self, text: &str) -> Result<Vec<CoopId>, Problem> {
        // A name may itself hold a comma.
        match find::coop(self.view, text) {
            Ok(coop) if !text.trim().is_empty() => Ok(vec![coop]),
            _ => listed(text).map(|one| find::coop(self.view, one)).collect(),
        }
    }

    fn langs(&self, text: &str) -> Result<Vec<WorkLang>, Problem> {
        let unknown = |one: &str| DraftError::Language(one.to_owned()).problem(self.terms, self.reader);
        listed(text).map(|one| language(one).ok_or_else(|| unknown(one))).collect()
    }

    fn codes(&self, kind: TermKind, text: &str) -> Result<Vec<String>, Problem> {
        let code = |one: &str| match self.terms.find(kind, one) {
            Some(term) => Ok(term.code.clone()),
            None => Err(unknown_term(kind, one, self.terms, self.reader)),
        };
        if let Some(term) = self.terms.find(kind, text) {
            return Ok(vec![term.code.clone()]);
        }
        listed(text).map(code).collect()
    }

    /// Skills, and trades that are no skill.
    fn learnt(&self, text: &str) -> Result<Vec<String>, Problem> {
        let code = |one: &str| match self.terms.find(TermKind::Skill, one) {
            Some(term) => Ok(vec![term.code.clone()]),
            None => self.codes(TermKind::Trade, one),
        };
        Ok(listed(text).map(code).collect::<Result<Vec<_>, _>>()?.concat())
    }

    /// The days on which the cooperatives last confirmed their directories.
    fn confirmed(&self) -> Vec<(CoopId, u32)> {
        let signed = self.view.directories.iter().filter_map(|one| Some((one.coop, one.signed?)));
        signed.map(|(coop, signed)| (coop, u32::try_from(signed / DAY_MS).unwrap_or(u32::MAX))).collect()
    }

    fn hidden(&self) -> Vec<CoopId> {
        let lapsed =
            self.view.directories.iter().filter(|directory| directory.state == DirectoryState::Lapsed);
        lapsed.map(|directory| directory.coop).filter(|coop| find::is_hidden(self.view, coop)).collect()
    }

    pub(super) fn label(&self, code: &str) -> Option<String> {
        self.terms.get(code).map(|term| term.label(self.reader).to_owned())
    }

    fn reason(&self, why: &Why, entry: &EntryView) -> Option<Reason> {
        Some(match why {
            Why::Trade(code) => Reason::Trade { label: self.label(code)? },
            Why::Skill(code) => Reason::Skill { label: self.label(code)? },
            Why::Sector(code) => Reason::Sector { label: self.label(code)? },
            Why::Title => Reason::Title,
            Why::Text => Reason::Text,
            Why::Spelling(folded) => Reason::Spelling { word: as_written(entry, folded) },
            Why::Place(code) => {
                Reason::Place { name: self.places.get(code)?.name(self.reader.as_str()).to_owned() }
            }
            Why::SamePlace => Reason::SamePlace { name: self.area_of(entry)? },
        })
    }

    pub(super) fn suggestion(&self, suggestion: &Suggestion) -> Option<String> {
        match suggestion {
            Suggestion::Term(code) => self.label(code),
            Suggestion::Radius(km) => Some(format!("{km} km")),
        }
    }
}

fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|one| !one.is_empty())
}

fn others(params: &SearchParams) -> Result<Others, Problem> {
    let is_named = !(params.q.trim().is_empty() && params.trade.trim().is_empty());
    match (params.other_trade, params.same_place) {
        (true, _) if !is_named => {
            Err(Problem::parameter("other_trade", "other than which trade? Give words, or `trade`"))
        }
        (true, true) => Ok(Others::SamePlace),
        (true, false) => Ok(Others::Anywhere),
        (false, true) => Err(Problem::parameter("same_place", "it goes with `other_trade`: give that too")),
        (false, false) => Ok(Others::No),
    }
}

fn sort(params: &SearchParams, has_place: bool) -> Result<Sort, Problem> {
    match params.sort.trim() {
        "" | "relevance" => Ok(Sort::Relevance),
        "name" => Ok(Sort::Name),
        "fresh" => Ok(Sort::Fresh),
        "distance" if has_place => Ok(Sort::Distance),
        "distance" => Err(no_place()),
        other => {
            let allowed = "relevance, distance, fresh, name";
            let message = format!("`{other}` is not an order: {allowed} are");
            Err(Problem::new("unknown-sort", message, [("sort", other.into()), ("allowed", allowed.into())]))
        }
    }
}

/// A word of an entry, as it stands there rather than as it is compared.
fn as_written(entry: &EntryView, folded: &str) -> String {
    let listing = entry.listing.iter();
    let activities = listing.clone().map(|listing| &listing.activity);
    let activities = activities.chain(entry.member.iter().flat_map(|member| member.activities.iter()));
    let words = |activity: &Activity| {
        let own = activity.words.iter().map(|word| word.to_string());
        std::iter::once(activity.title.to_string()).chain(own).collect::<Vec<String>>()
    };
    let mut texts: Vec<String> = activities.flat_map(words).collect();
    texts.extend(entry.member.iter().map(|member| member.name.to_string()));
    let abouts = entry.member.iter().map(|member| &member.about).chain(listing.map(|listing| &listing.about));
    texts.extend(abouts.flatten().map(|about| about.to_string()));
    let found = texts.iter().find_map(|text| spelled(text, folded));
    found.unwrap_or(folded).to_owned()
}

/// Milliseconds since the Unix epoch.
fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
