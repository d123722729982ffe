//! Entries as they are shown: with their bodies read, and who vouches for them. Must not know which are asked for.

use std::collections::BTreeMap;

use bigre_protocol::directory::entry::{Body, Entry, Member};
use bigre_protocol::id::{CoopId, EntryId};

use super::find::directory;
use super::model::{EntryView, Problem};
use crate::handle::View;
use crate::search::fold::plain;
use crate::store::{Reader, StoreError};

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Problem {
        tracing::error!(%error, "the store cannot be read");
        Problem::internal("the store cannot be read")
    }
}

/// What an entry is called, for sorting: a member's name, a listing's title.
pub(crate) fn called(body: &Body) -> String {
    match body {
        Body::Member(member) => plain(&member.name),
        Body::Offer(listing) | Body::Need(listing) | Body::Service(listing) => plain(&listing.activity.title),
        Body::Term(term) => plain(term.labels.first().map_or("", |labels| &labels.preferred)),
        Body::Unknown => String::new(),
    }
}

/// The members of a directory, read. Those that cannot be read are left out.
pub(crate) fn members(
    reader: &Reader,
    coop: &CoopId,
    ids: &[EntryId],
) -> Result<BTreeMap<EntryId, Member>, Problem> {
    let entries = reader.entries(coop, ids)?;
    let read = |entry: Entry| match entry.read() {
        Ok(Body::Member(member)) => Some((entry.id, member)),
        _ => None,
    };
    Ok(entries.into_iter().flatten().filter_map(read).collect())
}

/// The listings of a directory that come from some members.
pub(crate) fn listings_by(
    reader: &Reader,
    coop: &CoopId,
    listings: &[EntryId],
    members: &[EntryId],
) -> Result<Vec<EntryId>, Problem> {
    let members: std::collections::BTreeSet<EntryId> = members.iter().copied().collect();
    let by = |entry: &Entry| entry.read().ok()?.listing()?.by;
    let is_theirs = |entry: &Entry| by(entry).is_some_and(|by| members.contains(&by));
    let entries = reader.entries(coop, listings)?;
    Ok(entries.into_iter().flatten().filter(is_theirs).map(|entry| entry.id).collect())
}

/// An entry, its body read, as it is shown.
pub(crate) fn view(reader: &Reader, view: &View, coop: CoopId, entry: &Entry) -> Result<EntryView, Problem> {
    let directory = directory(view, &coop);
    let mut shown = EntryView {
        id: entry.id,
        kind: entry.kind.name().into(),
        coop,
        coop_name: directory.map_or_else(|| coop.short(), |directory| directory.name.clone()),
        confirmed: directory.and_then(|directory| directory.signed).unwrap_or_default(),
        member: None,
        listing: None,
        term: None,
        by_name: None,
    };
    match entry.read() {
        Ok(Body::Member(member)) => shown.member = Some(member),
        Ok(Body::Offer(listing) | Body::Need(listing) | Body::Service(listing)) => {
            if let Some(by) = listing.by {
                let member = reader.entry(&coop, &by)?.and_then(|entry| entry.read().ok());
                if let Some(Body::Member(member)) = member {
                    shown.by_name = Some(member.name.to_string());
                }
            }
            shown.listing = Some(listing);
        }
        Ok(Body::Term(term)) => shown.term = Some(term),
        Ok(Body::Unknown) | Err(_) => {}
    }
    Ok(shown)
}
