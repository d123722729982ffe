//! Cooperatives and entries by what people type: names, ids, beginnings of either. Must not know how they are shown.

use bigre_protocol::directory::entry::Kind;
use bigre_protocol::id::{CoopId, EntryId};

use super::AppState;
use super::model::{DirectoryState, DirectoryView, Problem};
use super::problem::listed;
use crate::draft::DraftError;
use crate::handle::View;
use crate::search::fold::plain;
use crate::vocabulary::Lang;

/// Shortest beginning of an id (design).
const PREFIX_CHARS: usize = 4;

/// The language of a reader; French when none or another is asked for.
pub(crate) fn reader(text: &str) -> Lang {
    text.trim().parse().unwrap_or(Lang::Fr)
}

/// What a draft names as its kind, or none for all.
pub(crate) fn kind(text: &str) -> Result<Option<Kind>, Problem> {
    match text.trim() {
        "" => Ok(None),
        "member" => Ok(Some(Kind::MEMBER)),
        "offer" => Ok(Some(Kind::OFFER)),
        "need" => Ok(Some(Kind::NEED)),
        "service" => Ok(Some(Kind::SERVICE)),
        "term" => Ok(Some(Kind::TERM)),
        other => {
            let terms = crate::draft::terms::Terms::starter();
            Err(DraftError::Kind(other.into()).problem(&terms, Lang::Fr))
        }
    }
}

/// The directory of a cooperative; none when nothing is known of it.
pub(crate) fn directory<'v>(view: &'v View, coop: &CoopId) -> Option<&'v DirectoryView> {
    view.directories.iter().find(|directory| directory.coop == *coop)
}

/// Whether a cooperative's entries must not be shown: its lease ended. Our own are always ours to see.
pub(crate) fn is_hidden(view: &View, coop: &CoopId) -> bool {
    let lapsed = directory(view, coop).is_some_and(|directory| directory.state == DirectoryState::Lapsed);
    lapsed && *coop != view.status.coop
}

/// The cooperative of a name (case and accents aside), an id, or the beginning of one or the other.
pub(crate) fn coop(view: &View, text: &str) -> Result<CoopId, Problem> {
    let asked = plain(text.trim());
    let mut known: Vec<(CoopId, &str)> = vec![(view.status.coop, &view.status.name)];
    known.extend(view.directories.iter().map(|directory| (directory.coop, directory.name.as_str())));
    known.sort();
    known.dedup_by_key(|(coop, _)| *coop);
    type Test<'t> = Box<dyn Fn(&(CoopId, &str)) -> bool + 't>;
    let tests: [Test<'_>; 3] = [
        Box::new(|(_, name)| plain(name) == asked),
        Box::new(|(coop, _)| asked.len() >= PREFIX_CHARS && coop.to_string().starts_with(&asked)),
        Box::new(|(_, name)| !asked.is_empty() && plain(name).starts_with(&asked)),
    ];
    for test in tests {
        let found: Vec<_> = known.iter().filter(|one| test(one)).collect();
        match found.as_slice() {
            [] => {}
            [(coop, _)] => return Ok(*coop),
            several => {
                let matches: Vec<String> =
                    several.iter().map(|(coop, name)| format!("{name} ({})", coop.short())).collect();
                let matches = listed(&matches);
                return Err(Problem::new(
                    "ambiguous-coop",
                    format!(
                        "several cooperatives answer to `{text}`: {matches}. Type more of the name, or the id"
                    ),
                    [("coop", text.into()), ("matches", matches)],
                ));
            }
        }
    }
    let names: Vec<&str> = known.iter().map(|(_, name)| *name).collect();
    let names = listed(&names);
    Err(Problem::new(
        "unknown-coop",
        format!("no cooperative is called `{text}`. Known are {names}"),
        [("coop", text.into()), ("known", names)],
    ))
}

/// A text as an id or the beginning of one.
fn prefix(text: &str) -> Result<String, Problem> {
    let typed = text.trim().to_ascii_lowercase();
    if !is_base32(&typed) || typed.len() > (EntryId::LEN * 8).div_ceil(5) {
        let message = format!("`{text}` is not an entry's id: letters a-z and digits 2-7 are expected");
        return Err(Problem::new("bad-id", message, [("id", text.into())]));
    }
    if typed.len() < PREFIX_CHARS {
        let message = format!(
            "`{text}` is too short for an entry's id: type at least its first {PREFIX_CHARS} characters"
        );
        return Err(Problem::new(
            "id-too-short",
            message,
            [("id", text.into()), ("least", PREFIX_CHARS.to_string())],
        ));
    }
    Ok(typed)
}

fn is_base32(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'2'..=b'7'))
}

fn ambiguous(text: &str, ids: &[EntryId]) -> Problem {
    let ids: Vec<String> = ids.iter().map(EntryId::to_string).collect();
    let matches = listed(&ids);
    Problem::new(
        "ambiguous-id",
        format!("several entries' ids begin with `{text}`: {matches}. Type more of it"),
        [("id", text.into()), ("matches", matches)],
    )
}

/// The entry of an id or of its unique beginning, in any directory that may be shown; our own first.
pub(crate) async fn entry(state: &AppState, text: &str) -> Result<(CoopId, EntryId), Problem> {
    let typed = prefix(text)?;
    let mut found = state.handle.find(typed).await?;
    let view = state.handle.view();
    found.retain(|(coop, _)| !is_hidden(&view, coop));
    let ours: Vec<_> = found.iter().filter(|(coop, _)| *coop == view.status.coop).copied().collect();
    match (ours.as_slice(), found.as_slice()) {
        ([one], _) | ([], [one]) => Ok(*one),
        (_, []) => Err(Problem::no_entry(text)),
        (_, several) => Err(ambiguous(text, &several.iter().map(|(_, id)| *id).collect::<Vec<_>>())),
    }
}

/// The entry of our own directory of an id or of its unique beginning.
pub(crate) async fn own_entry(state: &AppState, text: &str) -> Result<EntryId, Problem> {
    let typed = prefix(text)?;
    let view = state.handle.view();
    let ids = state.handle.ids(view.status.coop, None).await?;
    let found: Vec<EntryId> =
        ids.into_iter().filter(|id| id.to_string().starts_with(&typed)).take(10).collect();
    match found.as_slice() {
        [one] => return Ok(*one),
        [] => {}
        several => return Err(ambiguous(text, several)),
    }
    let elsewhere = state.handle.find(typed).await?.into_iter().find(|(coop, _)| !is_hidden(&view, coop));
    let Some((coop, _)) = elsewhere else { return Err(Problem::no_entry(text)) };
    let name = directory(&view, &coop).map_or_else(|| coop.short(), |directory| directory.name.clone());
    let message = format!("the entry `{text}` is {name}'s: only {name} can change it");
    Err(Problem::new("not-ours", message, [("id", text.into()), ("coop", name)]))
}

/// Our own member that a text names: an id, the beginning of one, or an exact name (case and accents aside).
pub(crate) async fn own_member(state: &AppState, text: &str) -> Result<EntryId, Problem> {
    let me = state.handle.view().status.coop;
    let ids = state.handle.ids(me, Some(Kind::MEMBER)).await?;
    let typed = text.trim().to_ascii_lowercase();
    if typed.len() >= PREFIX_CHARS && is_base32(&typed) {
        let found: Vec<EntryId> =
            ids.iter().filter(|id| id.to_string().starts_with(&typed)).copied().collect();
        if let [one] = found.as_slice() {
            return Ok(*one);
        }
    }
    let (asked, wanted) = (plain(text.trim()), text.to_owned());
    state
        .blocking(move |state| {
            let members = super::show::members(&state.reader, &me, &ids)?;
            let found: Vec<_> = members.iter().filter(|(_, member)| plain(&member.name) == asked).collect();
            match found.as_slice() {
                [(id, _)] => Ok(**id),
                [] => {
                    let message = format!(
                        "no member of this cooperative is called `{wanted}`: give an id or an exact name"
                    );
                    Err(Problem::new("member-not-found", message, [("member", wanted)]))
                }
                several => {
                    let ids: Vec<String> = several.iter().map(|(id, _)| id.to_string()).collect();
                    let matches = listed(&ids);
                    let message = format!("several members are called `{wanted}`: {matches}. Give an id");
                    Err(Problem::new("ambiguous-member", message, [("member", wanted), ("matches", matches)]))
                }
            }
        })
        .await
}
