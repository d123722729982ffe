//! `bigre offer`, `bigre need` and `bigre service`: what members offer and look for, and what cooperatives do for others.

use bigre_node::api::model::{Changed, EntryDraft, EntryView};
use bigre_protocol::directory::entry::Listing;
use hyper::Method;

use super::{draft, entry, proposal};
use crate::args::{ListArgs, ListingFlags, ListingVerb};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::out::Tone;
use crate::render::{Cell, Table, date};
use crate::say;

/// Which of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Noun {
    Offer,
    Need,
    Service,
}

impl Noun {
    const fn kind(self) -> &'static str {
        match self {
            Noun::Offer => "offer",
            Noun::Need => "need",
            Noun::Service => "service",
        }
    }
}

pub(super) fn run(context: &Context, noun: Noun, verb: &ListingVerb) -> Result<Exit, Failure> {
    match verb {
        ListingVerb::Add { title, flags } => add(context, noun, title, flags),
        ListingVerb::List(args) => list(context, noun, args),
        ListingVerb::Show(args) => show(context, noun, &args.id),
        ListingVerb::Edit { id, title, flags } => edit(context, noun, &id.id, title.as_deref(), flags),
        ListingVerb::Withdraw(args) => entry::remove(context, &args.id, noun.kind()),
    }
}

fn add(context: &Context, noun: Noun, title: &str, flags: &ListingFlags) -> Result<Exit, Failure> {
    let client = context.client()?;
    let mut new = EntryDraft { kind: noun.kind().into(), ..EntryDraft::default() };
    draft::listing(&mut new, Some(title), flags)?;
    let near = proposal::near(context, &client, &new)?;
    proposal::ask(context, &near, &mut new)?;
    let changed: Changed = client.send(Method::POST, "/v1/entries", &new)?;
    let id = changed.id.map(|id| id.short()).unwrap_or_default();
    entry::told(
        context,
        &changed,
        &say!(context.tr, "listing-added", kind = noun.kind(), title = title, id = id),
    );
    proposal::tell(context, &near, &new);
    Ok(Exit::Done)
}

fn edit(
    context: &Context,
    noun: Noun,
    id: &str,
    title: Option<&str>,
    flags: &ListingFlags,
) -> Result<Exit, Failure> {
    let client = context.client()?;
    let view = entry::fetch(&client, id, noun.kind())?;
    let Some(listing) = &view.listing else {
        return Err(Failure::new(Exit::Refused, "entry-not-found", &[("id", id.to_string())]));
    };
    let mut new = draft::of_listing(&view, listing);
    draft::listing(&mut new, title, flags)?;
    let changed: Changed = client.send(Method::PUT, &entry::path(&view.id.to_string()), &new)?;
    let name = new.title.as_deref().unwrap_or_default();
    entry::told(context, &changed, &say!(context.tr, "member-changed", name = name, id = view.id.short()));
    Ok(Exit::Done)
}

fn list(context: &Context, noun: Noun, args: &ListArgs) -> Result<Exit, Failure> {
    let page = entry::page(&context.client()?, noun.kind(), args)?;
    if context.json {
        context.out.json(&page);
        return Ok(Exit::Done);
    }
    let tr = &context.tr;
    if page.entries.is_empty() {
        context.paragraph(&say!(tr, "listing-none", kind = noun.kind()));
        return Ok(Exit::Done);
    }
    let headers = [
        say!(tr, "column-id"),
        say!(tr, "column-title"),
        say!(tr, "column-by"),
        say!(tr, "column-exchange"),
        say!(tr, "column-until"),
    ];
    let mut table = Table::new(headers);
    for view in &page.entries {
        let Some(listing) = &view.listing else { continue };
        let (until, tone) = match listing.until {
            Some(until) if until < context.now => {
                (say!(tr, "listing-over", day = date::day(until)), Tone::Warn)
            }
            Some(until) => (date::day(until), Tone::Plain),
            None => (String::new(), Tone::Plain),
        };
        table.row([
            Cell::toned(Tone::Dim, view.id.short()),
            listing.activity.title.as_str().into(),
            view.by_name.clone().unwrap_or_default().into(),
            entry::exchanges(&listing.exchange, tr).into(),
            Cell::toned(tone, until),
        ]);
    }
    context.out.line(&table.without_empty_columns().render(&context.out));
    entry::footer(context, &page);
    Ok(Exit::Done)
}

fn show(context: &Context, noun: Noun, id: &str) -> Result<Exit, Failure> {
    let client = context.client()?;
    let view = entry::fetch(&client, id, noun.kind())?;
    if context.json {
        context.out.json(&view);
    } else if let Some(listing) = &view.listing {
        let labels = entry::Labels::fetch(&client, &context.tr, [&listing.activity]);
        context.out.line(&described(context, &view, listing, &labels).render(&context.out));
    }
    Ok(Exit::Done)
}

fn described(context: &Context, view: &EntryView, listing: &Listing, labels: &entry::Labels) -> entry::Lines {
    let tr = &context.tr;
    let mut lines = entry::Lines::new(listing.activity.title.as_str());
    if let Some(about) = &listing.about {
        lines.add(say!(tr, "label-about"), about.as_str());
    }
    lines.add(say!(tr, "label-by"), view.by_name.clone().unwrap_or_default());
    entry::activity(&mut lines, &listing.activity, labels, tr);
    if let Some(place) = &listing.place {
        lines.add(say!(tr, "label-place"), place.name.as_str());
    }
    lines.add(say!(tr, "label-exchange"), entry::exchanges(&listing.exchange, tr));
    if let Some(until) = listing.until {
        lines.add(say!(tr, "label-until"), date::day(until));
    }
    let languages: Vec<String> = listing.languages.iter().map(|lang| lang.as_str().to_owned()).collect();
    lines.add(say!(tr, "label-languages"), languages.join(", "));
    entry::footing(&mut lines, view, context);
    lines
}
