//! Words that members propose: listed, proposed, approved, merged, withdrawn. Knows how a person names a word or a term;
//! must not know when a word is in force.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use bigre_protocol::directory::entry::{Body, Term};
use bigre_protocol::text::Code;

use serde::Deserialize;
use utoipa::IntoParams;

use super::Answer;
use super::entries::entry;
use crate::api::extract::{ApiJson, ApiPath, ApiQuery};
use crate::api::model::{Changed, Problem, WordApproval, WordDraft, WordView};
use crate::api::problem::did_you_mean;
use crate::api::{AppState, find};
use crate::draft::terms::{KINDS, Terms};
use crate::draft::{DraftError, kind_name, language};
use crate::handle::{Edit, View};
use crate::search::fold::plain;
use crate::vocabulary::words::{self, Word};
use crate::vocabulary::{Lang, TermKind, keeper, publish};

/// For whom.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
pub(super) struct WordParams {
    /// Language of the reader.
    lang: String,
}

/// Words that cooperatives list, approved or not, by code.
#[utoipa::path(
    get,
    path = "/v1/words",
    tag = "words",
    params(WordParams),
    responses((status = 200, body = Vec<WordView>), (status = "default", body = Problem))
)]
pub(super) async fn list(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<WordParams>,
) -> Answer<Vec<WordView>> {
    let words = keeper::words(&state.handle, &state.reader).await?;
    let (view, terms) = (state.handle.view(), state.terms());
    Ok(Json(words.iter().map(|word| shown(word, &view, &terms, find::reader(&params.lang))).collect()))
}

fn shown(word: &Word, view: &View, terms: &Terms, reader: Lang) -> WordView {
    let term = &word.term;
    let label = term.labels.first();
    let name = |coop| find::directory(view, coop).map_or_else(|| coop.short(), |found| found.name.clone());
    let other = term.same_as.as_ref().and_then(|code| terms.get(code.as_str()));
    WordView {
        code: term.code.to_string(),
        word: label.map(|label| label.preferred.to_string()).unwrap_or_default(),
        lang: label.map(|label| label.lang.as_str().to_owned()).unwrap_or_default(),
        kind: kind_name(term.kind).into(),
        same_as: term.same_as.as_ref().map(Code::to_string),
        same_as_label: other.map(|term| term.label(reader).to_owned()),
        broader: term.broader.iter().map(Code::to_string).collect(),
        listed_by: word.listed_by.iter().map(name).collect(),
        ours: word.listed_by.contains(&view.status.coop),
        in_force: word.in_force,
        needed: words::needed(view.vocabularies.active.len()) as u64,
    }
}

/// Proposes a word: one more label of a term, or a term of its own. The same word proposed elsewhere is approved so.
#[utoipa::path(
    post,
    path = "/v1/words",
    tag = "words",
    params(WordParams),
    request_body = WordDraft,
    responses((status = 201, body = WordView), (status = "default", body = Problem))
)]
pub(super) async fn propose(
    State(state): State<AppState>,
    ApiQuery(params): ApiQuery<WordParams>,
    ApiJson(draft): ApiJson<WordDraft>,
) -> Result<(StatusCode, Json<WordView>), Problem> {
    let terms = state.terms();
    let refused = |error: DraftError| error.problem(&terms, Lang::Fr);
    let lang = language(&draft.lang).ok_or_else(|| refused(DraftError::Language(draft.lang.clone())))?;
    let (kind, same_as) = match &draft.same_as {
        Some(text) => {
            let (kind, code) = term_of(&terms, text)?;
            (kind, Some(code))
        }
        None => (kind_of(draft.kind.as_deref().unwrap_or_default())?, None),
    };
    let broader = draft.broader.iter().map(|text| Ok(term_of(&terms, text)?.1));
    let broader = broader.collect::<Result<Vec<Code>, Problem>>()?;
    let term = words::propose(&draft.word, lang, kind, same_as, broader);
    let term = term.map_err(|error| refused(DraftError::text("word", &error)))?;
    let shown = list_it(&state, term, &params).await?;
    Ok((StatusCode::CREATED, Json(shown)))
}

/// Approves a word, by listing it too; or merges it into another term, for this cooperative.
#[utoipa::path(
    put,
    path = "/v1/words/{id}",
    tag = "words",
    params(("id" = String, Path, description = "The word's code, its beginning, or the word itself."), WordParams),
    request_body = WordApproval,
    responses((status = 200, body = WordView), (status = "default", body = Problem))
)]
pub(super) async fn approve(
    State(state): State<AppState>,
    ApiPath(text): ApiPath,
    ApiQuery(params): ApiQuery<WordParams>,
    ApiJson(approval): ApiJson<WordApproval>,
) -> Answer<WordView> {
    let word = found(&state, &text).await?;
    let term = match &approval.into {
        None => word.term,
        Some(into) => {
            let others = keeper::words(&state.handle, &state.reader).await?;
            let other = one_of(&others, into).map(|other| other.term.code.clone());
            let code = match other {
                Some(code) => code,
                None => term_of(&state.terms(), into)?.1,
            };
            if code == word.term.code {
                return Err(Problem::parameter("into", "a word is not merged into itself"));
            }
            words::merge(&word.term, code)
        }
    };
    Ok(Json(list_it(&state, term, &params).await?))
}

/// Lists a word no more.
#[utoipa::path(
    delete,
    path = "/v1/words/{id}",
    tag = "words",
    params(("id" = String, Path, description = "The word's code, its beginning, or the word itself.")),
    responses((status = 200, body = Changed), (status = "default", body = Problem))
)]
pub(super) async fn withdraw(State(state): State<AppState>, ApiPath(text): ApiPath) -> Answer<Changed> {
    let word = found(&state, &text).await?;
    let me = state.handle.view().status.coop;
    let is_it = |term: &Term| term.vocabulary == word.term.vocabulary && term.code == word.term.code;
    let held = keeper::entries_of(&state.handle, &state.reader, me, is_it).await?;
    let Some((id, _)) = held.into_values().next() else {
        return Err(unknown(&text, "this cooperative does not list it"));
    };
    let number = state.handle.edit(Edit { put: Vec::new(), remove: vec![id] }).await?;
    Ok(Json(Changed { id: Some(id), number, notes: Vec::new() }))
}

/// Lists a word in our directory, in the place of what we said of it before.
async fn list_it(state: &AppState, term: Term, params: &WordParams) -> Result<WordView, Problem> {
    let me = state.handle.view().status.coop;
    let is_it = |held: &Term| held.vocabulary == term.vocabulary && held.code == term.code;
    let held = keeper::entries_of(&state.handle, &state.reader, me, is_it).await?;
    let held = held.into_values().next();
    let id =
        held.as_ref().map_or_else(|| publish::entry_id(&me, &term.vocabulary, &term.code), |(id, _)| *id);
    let code = term.code.to_string();
    if held.is_none_or(|(_, held)| held != term) {
        let put = vec![entry(id, &Body::Term(term))?];
        state.handle.edit(Edit { put, remove: Vec::new() }).await?;
    }
    let word = found(state, &code).await?;
    Ok(shown(&word, &state.handle.view(), &state.terms(), find::reader(&params.lang)))
}

/// The word that a code, its beginning or the word itself names.
async fn found(state: &AppState, text: &str) -> Result<Word, Problem> {
    let words = keeper::words(&state.handle, &state.reader).await?;
    one_of(&words, text)
        .cloned()
        .ok_or_else(|| unknown(text, "no one word is so called: `bigre vocabulary words`"))
}

fn one_of<'w>(words: &'w [Word], text: &str) -> Option<&'w Word> {
    let typed = text.trim().to_ascii_lowercase();
    let folded = plain(text.trim());
    let is_called = |word: &&Word| word.term.labels.iter().any(|label| plain(&label.preferred) == folded);
    let begins =
        |word: &&Word| typed.len() > words::PREFIX.len() + 2 && word.term.code.as_str().starts_with(&typed);
    if let Some(word) = words.iter().find(|word| word.term.code.as_str() == typed) {
        return Some(word);
    }
    let mut found = words.iter().filter(begins).chain(words.iter().filter(is_called));
    match (found.next(), found.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

fn unknown(text: &str, why: &str) -> Problem {
    let word: String = text.chars().take(40).collect();
    Problem::new("unknown-word", format!("`{word}`: {why}"), [("word", word)])
}

/// The term that a code or a label names, of any kind.
fn term_of(terms: &Terms, text: &str) -> Result<(TermKind, Code), Problem> {
    let found = KINDS.into_iter().find_map(|kind| terms.find(kind, text));
    if let Some((kind, code)) = found.and_then(|term| Some((term.kind, Code::new(&term.code).ok()?))) {
        return Ok((kind, code));
    }
    let near = terms.suggest(TermKind::Trade, text, Lang::Fr).join(", ");
    let term: String = text.chars().take(80).collect();
    let message = format!("`{term}` is not a term of the vocabularies in force{}", did_you_mean(&near));
    Err(Problem::new("unknown-term", message, [("term", term), ("suggestions", near)]))
}

fn kind_of(text: &str) -> Result<TermKind, Problem> {
    let asked = text.trim();
    KINDS.into_iter().find(|kind| kind_name(*kind) == asked).ok_or_else(|| {
        Problem::parameter(
            "kind",
            "a word that is no label of a term has a kind: trade, skill, sector or mode",
        )
    })
}
