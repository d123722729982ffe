//! `bigre match`: who could answer a need, or needs an offer. Knows what of an entry is asked of the search; must not
//! know how it answers.

use bigre_node::api::model::{EntryView, SearchAnswer, SearchParams};
use bigre_protocol::directory::entry::Listing;

use super::{entry, search};
use crate::args::{MatchArgs, MatchVerb};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::query::query;
use crate::say;

/// Most words of a title and of trades that are asked: the search looks at 16 (guess: the trades first).
const ASKED: usize = 3;

pub(super) fn run(context: &Context, verb: &MatchVerb) -> Result<Exit, Failure> {
    let (args, kind, wanted) = match verb {
        MatchVerb::Need(args) => (args, "need", "offer,member,service"),
        MatchVerb::Offer(args) => (args, "offer", "need"),
    };
    let client = context.client()?;
    let view = entry::fetch(&client, &args.id, kind)?;
    let Some(listing) = &view.listing else { return Ok(Exit::Refused) };
    let labels = entry::Labels::fetch(&client, &context.tr, [&listing.activity]);
    let params = params(context, args, listing, &labels, wanted);
    let mut answer: SearchAnswer = client.get(&format!("/v1/search{}", query(&params)))?;
    // Nobody is told to work with themselves.
    let before = answer.hits.len();
    answer.hits.retain(|hit| hit.entry.id != view.id && !is_same_person(&hit.entry, &view));
    answer.total -= (before - answer.hits.len()) as u64;
    let exit = if answer.total == 0 { Exit::Refused } else { Exit::Done };
    if context.json {
        context.out.json(&answer);
    } else if answer.total == 0 {
        search::nothing(context, &answer);
    } else {
        let title = listing.activity.title.as_str();
        context.note(&say!(context.tr, "match-for", kind = kind, title = title));
        let shown = search::Shown {
            within: params.within_km,
            per_page: args.per_page,
            explain: true,
            now: context.now,
        };
        search::show(context, &answer, &shown);
    }
    Ok(exit)
}

/// The trades and skills of an entry by their labels, or its title where it has none; around its place if a distance is
/// asked for.
fn params(
    context: &Context,
    args: &MatchArgs,
    listing: &Listing,
    labels: &entry::Labels,
    wanted: &str,
) -> SearchParams {
    let codes = listing.activity.trades.iter().chain(listing.activity.skills.iter());
    let mut words: Vec<String> = codes.take(ASKED).map(|code| labels.of(code.as_str())).collect();
    if words.is_empty() {
        words.push(listing.activity.title.to_string());
    }
    let place = listing.place.as_ref().filter(|_| args.within.is_some());
    SearchParams {
        q: words.join(" "),
        kind: wanted.into(),
        coop: args.coop.join(","),
        near: place.map(|place| place.code.to_string()).unwrap_or_default(),
        within_km: args.within.filter(|_| place.is_some()),
        reader: context.tr.lang().code().into(),
        page: args.page,
        per_page: args.per_page,
        ..SearchParams::default()
    }
}

fn is_same_person(one: &EntryView, other: &EntryView) -> bool {
    let by = |view: &EntryView| view.listing.as_ref().and_then(|listing| listing.by);
    let person = by(other);
    one.coop == other.coop && person.is_some() && (by(one) == person || Some(one.id) == person)
}
