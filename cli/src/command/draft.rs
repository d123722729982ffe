//! From flags to the draft of an entry, and from an entry back to a draft that some flags change.

use bigre_node::api::model::{ActivityDraft, EntryDraft, EntryView, Practice};
use bigre_protocol::directory::entry::{Activity, Listing, Member, Place};

use crate::args::{EntryFlags, ListingFlags, MemberFlags};
use crate::failure::{Exit, Failure};
use crate::render::date;

/// A list that flags give replaces the one before; none leaves it.
fn replace(list: &mut Vec<String>, given: &[String]) {
    if !given.is_empty() {
        *list = given.to_vec();
    }
}

fn put<T: Clone>(field: &mut Option<T>, given: Option<T>) {
    if given.is_some() {
        *field = given;
    }
}

fn shared(draft: &mut EntryDraft, flags: &EntryFlags) {
    replace(&mut draft.practice.trades, &flags.trades);
    replace(&mut draft.practice.skills, &flags.skills);
    replace(&mut draft.practice.sectors, &flags.sectors);
    replace(&mut draft.practice.modes, &flags.modes);
    replace(&mut draft.practice.words, &flags.words);
    replace(&mut draft.languages, &flags.languages);
    // Another place comes with its own precision; another precision alone applies to the place that is there.
    if flags.place.is_some() {
        draft.precision = None;
    }
    put(&mut draft.place, flags.place.clone());
    put(&mut draft.precision, flags.precision.clone());
    put(&mut draft.about, flags.about.clone());
}

/// Puts a member's flags into a draft.
pub(super) fn member(draft: &mut EntryDraft, flags: &MemberFlags) {
    draft.kind = "member".into();
    put(&mut draft.name, flags.name.clone());
    put(&mut draft.title, flags.title.clone());
    replace(&mut draft.practice.learn, &flags.learn);
    put(&mut draft.available, flags.available.map(|answer| answer == crate::args::YesNo::Yes));
    shared(draft, &flags.entry);
}

/// Puts the flags of an offer, a need or a service into a draft.
pub(super) fn listing(
    draft: &mut EntryDraft,
    title: Option<&str>,
    flags: &ListingFlags,
) -> Result<(), Failure> {
    put(&mut draft.title, title.map(str::to_owned));
    put(&mut draft.by, flags.by.clone());
    replace(&mut draft.exchange, &flags.exchange);
    if let Some(text) = &flags.until {
        let bad = || Failure::new(Exit::Usage, "cli-date", &[("date", text.clone())]);
        draft.until = Some(date::end_of_day(text).ok_or_else(bad)?);
    }
    shared(draft, &flags.entry);
    Ok(())
}

/// The draft that a listing would have been made of: what is edited.
pub(super) fn of_listing(view: &EntryView, listing: &Listing) -> EntryDraft {
    let (place, precision) = listing.place.as_ref().map(place).unzip();
    let exchange = serde_json::to_value(&listing.exchange).unwrap_or_default();
    EntryDraft {
        kind: view.kind.clone(),
        title: Some(listing.activity.title.to_string()),
        practice: practice(&listing.activity),
        place,
        precision,
        languages: listing.languages.iter().map(|lang| lang.as_str().to_owned()).collect(),
        about: listing.about.as_ref().map(ToString::to_string),
        by: listing.by.map(|by| by.to_string()),
        exchange: serde_json::from_value(exchange).unwrap_or_default(),
        until: listing.until,
        ..EntryDraft::default()
    }
}

/// The draft that an entry would have been made of: what is edited.
pub(super) fn of_member(view: &EntryView, member: &Member) -> EntryDraft {
    let (place, precision) = member.place.as_ref().map(place).unzip();
    let mut activities = member.activities.iter();
    let main = activities.next();
    EntryDraft {
        kind: view.kind.clone(),
        name: Some(member.name.to_string()),
        title: main.map(|activity| activity.title.to_string()),
        practice: main.map(practice).unwrap_or_default(),
        activities: activities
            .map(|activity| ActivityDraft { title: activity.title.to_string(), practice: practice(activity) })
            .collect(),
        place,
        precision,
        languages: member.languages.iter().map(|lang| lang.as_str().to_owned()).collect(),
        about: member.about.as_ref().map(ToString::to_string),
        available: member.available,
        ..EntryDraft::default()
    }
}

fn practice(activity: &Activity) -> Practice {
    fn texts<T: ToString>(list: &[T]) -> Vec<String> {
        list.iter().map(ToString::to_string).collect()
    }
    Practice {
        trades: texts(&activity.trades),
        skills: texts(&activity.skills),
        learn: texts(&activity.learn),
        sectors: texts(&activity.sectors),
        modes: texts(&activity.modes),
        words: texts(&activity.words),
    }
}

/// A place's code, and the precision that the code tells: `FR-D34` is a department, `BE-P60000` a province.
fn place(place: &Place) -> (String, String) {
    let code = place.code.as_str();
    let precision = match code.split_once('-').map(|(_, rest)| rest.as_bytes()) {
        None => "country",
        Some([b'R', ..]) => "region",
        Some([b'D' | b'P', ..]) => "department",
        Some(_) => "commune",
    };
    (code.to_owned(), precision.to_owned())
}
