//! `bigre member`: the people that the cooperative lists.

use bigre_node::api::model::{Changed, EntryDraft, EntryView};
use bigre_protocol::directory::entry::Member;
use hyper::Method;

use super::{draft, entry, members};
use crate::args::{ListArgs, MemberFlags, MemberVerb};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::i18n::Translator;
use crate::out::Tone;
use crate::render::{Cell, Table};
use crate::say;

const KIND: &str = "member";

pub(super) fn run(context: &Context, verb: &MemberVerb) -> Result<Exit, Failure> {
    match verb {
        MemberVerb::Import(args) => members::import::run(context, args),
        MemberVerb::Tag(args) => members::tag::run(context, args),
        MemberVerb::Add(flags) => add(context, flags),
        MemberVerb::List(args) => list(context, args),
        MemberVerb::Show(args) => show(context, &args.id),
        MemberVerb::Edit { id, flags } => edit(context, &id.id, flags),
        MemberVerb::Remove(args) => entry::remove(context, &args.id, KIND),
    }
}

fn add(context: &Context, flags: &MemberFlags) -> Result<Exit, Failure> {
    let mut new = EntryDraft::default();
    draft::member(&mut new, flags);
    let changed: Changed = context.client()?.send(Method::POST, "/v1/entries", &new)?;
    let id = changed.id.map(|id| id.short()).unwrap_or_default();
    let name = new.name.as_deref().unwrap_or_default();
    entry::told(context, &changed, &say!(context.tr, "member-added", name = name, id = id));
    Ok(Exit::Done)
}

fn edit(context: &Context, id: &str, flags: &MemberFlags) -> Result<Exit, Failure> {
    let client = context.client()?;
    let view = entry::fetch(&client, id, KIND)?;
    let Some(member) = &view.member else {
        return Err(Failure::new(Exit::Refused, "entry-not-found", &[("id", id.to_string())]));
    };
    let mut changed_draft = draft::of_member(&view, member);
    draft::member(&mut changed_draft, flags);
    let changed: Changed = client.send(Method::PUT, &entry::path(&view.id.to_string()), &changed_draft)?;
    let name = changed_draft.name.as_deref().unwrap_or_default();
    entry::told(context, &changed, &say!(context.tr, "member-changed", name = name, id = view.id.short()));
    Ok(Exit::Done)
}

fn list(context: &Context, args: &ListArgs) -> Result<Exit, Failure> {
    let page = entry::page(&context.client()?, KIND, args)?;
    if context.json {
        context.out.json(&page);
        return Ok(Exit::Done);
    }
    let tr = &context.tr;
    if page.entries.is_empty() {
        context.paragraph(&say!(tr, "member-none"));
        return Ok(Exit::Done);
    }
    let headers = [
        say!(tr, "column-id"),
        say!(tr, "column-name"),
        say!(tr, "column-activity"),
        say!(tr, "column-place"),
    ];
    let mut table = Table::new(headers);
    for view in &page.entries {
        let Some(member) = &view.member else { continue };
        let activity =
            member.activities.first().map(|activity| activity.title.to_string()).unwrap_or_default();
        let place = member.place.as_ref().map(|place| place.name.to_string()).unwrap_or_default();
        table.row([
            Cell::toned(Tone::Dim, view.id.short()),
            member.name.as_str().into(),
            activity.into(),
            place.into(),
        ]);
    }
    context.out.line(&table.render(&context.out));
    entry::footer(context, &page);
    Ok(Exit::Done)
}

fn show(context: &Context, id: &str) -> Result<Exit, Failure> {
    let client = context.client()?;
    let view = entry::fetch(&client, id, KIND)?;
    if context.json {
        context.out.json(&view);
    } else if let Some(member) = &view.member {
        let labels = entry::Labels::fetch(&client, &context.tr, member.activities.iter());
        context.out.line(&described(context, &view, member, &labels).render(&context.out));
    }
    Ok(Exit::Done)
}

fn described(context: &Context, view: &EntryView, member: &Member, labels: &entry::Labels) -> entry::Lines {
    let tr = &context.tr;
    let mut lines = entry::Lines::new(member.name.as_str());
    for activity in member.activities.iter() {
        lines.add_toned(say!(tr, "label-activity"), Tone::Strong, activity.title.as_str());
        entry::activity(&mut lines, activity, labels, tr);
    }
    if let Some(about) = &member.about {
        lines.add(say!(tr, "label-about"), about.as_str());
    }
    if let Some(place) = &member.place {
        lines.add(say!(tr, "label-place"), place.name.as_str());
    }
    let languages: Vec<String> = member.languages.iter().map(|lang| lang.as_str().to_owned()).collect();
    lines.add(say!(tr, "label-languages"), languages.join(", "));
    lines.add(say!(tr, "label-available"), available(member.available, tr));
    entry::footing(&mut lines, view, context);
    lines
}

fn available(answer: Option<bool>, tr: &Translator) -> String {
    match answer {
        Some(true) => say!(tr, "yes"),
        Some(false) => say!(tr, "no"),
        None => String::new(),
    }
}
