//! What members, offers and needs share: how one is shown, taken out, and what the node remarks of a change.

use std::collections::{BTreeMap, BTreeSet};

use bigre_node::api::model::{Changed, EntryPage, EntryView, TermView};
use bigre_protocol::directory::entry::{Activity, Exchange};
use bigre_protocol::text::Code;
use serde::Serialize;

use crate::args::ListArgs;
use crate::client::Client;
use crate::context::Context;
use crate::failure::{Exit, Failure, Told};
use crate::i18n::{Translator, Value, clean};
use crate::out::{Out, Tone};
use crate::query::{encode, query};
use crate::render::{date, listed, width, wrap};
use crate::say;

/// Entries of one printed page (guess: what a person reads without losing patience).
const PER_PAGE: u64 = 50;

/// A title and labelled values under it, wrapped to the width.
#[derive(Debug, Default)]
pub(super) struct Lines {
    title: String,
    lines: Vec<(String, Tone, String)>,
}

impl Lines {
    pub(super) fn new(title: &str) -> Lines {
        Lines { title: clean(title).into_owned(), lines: Vec::new() }
    }

    pub(super) fn add(&mut self, label: String, value: impl Into<String>) {
        self.add_toned(label, Tone::Plain, value);
    }

    /// Empty values are not shown.
    pub(super) fn add_toned(&mut self, label: String, tone: Tone, value: impl Into<String>) {
        let value = clean(&value.into()).into_owned();
        if !value.is_empty() {
            self.lines.push((label, tone, value));
        }
    }

    pub(super) fn render(&self, out: &Out) -> String {
        let columns = usize::from(out.columns);
        let label = self.lines.iter().map(|(label, ..)| width(label)).max().unwrap_or(0).min(columns / 2);
        let room = columns.saturating_sub(label + 4).max(8);
        let mut lines: Vec<String> =
            wrap(&self.title, columns).iter().map(|line| out.paint(Tone::Strong, line)).collect();
        for (name, tone, value) in &self.lines {
            for (at, part) in wrap(value, room).iter().enumerate() {
                let name = if at == 0 { name.as_str() } else { "" };
                let blank = " ".repeat((label + 2).saturating_sub(width(name)));
                lines.push(format!("  {}{blank}{}", out.paint(Tone::Dim, name), out.paint(*tone, part)));
            }
        }
        lines.join("\n")
    }
}

/// The path of an entry of one kind, by its id or the start of it.
pub(super) fn path(id: &str) -> String {
    format!("/v1/entries/{}", encode(id.trim()))
}

/// One entry, which must be of a kind.
pub(super) fn fetch(client: &Client, id: &str, kind: &str) -> Result<EntryView, Failure> {
    let view: EntryView = client.get(&path(id))?;
    if view.kind == kind {
        return Ok(view);
    }
    let args = [("id", id.to_string()), ("is", view.kind), ("wanted", kind.to_string())];
    Err(Failure::new(Exit::Refused, "kind-mismatch", &args))
}

/// One page of a cooperative's entries of one kind.
pub(super) fn page(client: &Client, kind: &str, args: &ListArgs) -> Result<EntryPage, Failure> {
    #[derive(Serialize)]
    struct Wanted<'a> {
        kind: &'a str,
        coop: &'a str,
        page: u64,
        per_page: u64,
    }
    let coop = args.coop.as_deref().unwrap_or_default();
    let wanted = Wanted { kind, coop, page: args.page, per_page: PER_PAGE };
    Ok(client.get(&format!("/v1/entries{}", query(&wanted)))?)
}

/// Under a list: how many are shown of how many.
pub(super) fn footer(context: &Context, page: &EntryPage) {
    let shown = u64::try_from(page.entries.len()).unwrap_or(u64::MAX);
    let first = (page.page.saturating_sub(1)) * PER_PAGE;
    if shown < page.total {
        let (from, to) = (first + 1, first + shown);
        context.note(&say!(
            context.tr,
            "list-page",
            from = from,
            to = to,
            total = page.total,
            next = page.page + 1
        ));
    }
}

/// Takes an entry out.
pub(super) fn remove(context: &Context, id: &str, kind: &str) -> Result<Exit, Failure> {
    let client = context.client()?;
    let view = fetch(&client, id, kind)?;
    let changed: Changed = client.delete(&path(&view.id.to_string()))?;
    let name = title(&view);
    told(
        context,
        &changed,
        &say!(context.tr, "entry-removed", kind = kind, name = name, id = view.id.short()),
    );
    Ok(Exit::Done)
}

/// Says that a change is made, and what the node remarks of it.
pub(super) fn told(context: &Context, changed: &Changed, text: &str) {
    if context.json {
        context.out.json(changed);
        return;
    }
    context.note(text);
    for note in &changed.notes {
        let line = say!(context.tr, "note", text = Told::of(note, &context.tr).line());
        context.note(&context.out.paint(Tone::Warn, &line));
    }
}

/// The name of a member, or the title of an offer or a need.
pub(super) fn title(view: &EntryView) -> String {
    match (&view.member, &view.listing) {
        (Some(member), _) => member.name.to_string(),
        (_, Some(listing)) => listing.activity.title.to_string(),
        _ => view.id.short(),
    }
}

/// The labels of the vocabulary's codes, in the reader's language.
#[derive(Debug, Default)]
pub(super) struct Labels(BTreeMap<String, String>);

impl Labels {
    /// Of some activities, as the node knows them; codes stay codes when it does not answer.
    pub(super) fn fetch<'a>(
        client: &Client,
        tr: &Translator,
        activities: impl IntoIterator<Item = &'a Activity>,
    ) -> Labels {
        let mut codes: BTreeSet<&str> = BTreeSet::new();
        for activity in activities {
            let lists = [&activity.trades[..], &activity.skills, &activity.sectors, &activity.modes];
            codes.extend(lists.into_iter().flatten().map(Code::as_str));
            // What somebody wants to learn is a code or an own word.
            codes.extend(activity.learn.iter().map(|word| word.as_str()).filter(|word| !word.contains(',')));
        }
        if codes.is_empty() {
            return Labels::default();
        }
        let codes = codes.into_iter().collect::<Vec<_>>().join(",");
        let wanted = BTreeMap::from([("codes", codes.as_str()), ("lang", tr.lang().code())]);
        let terms = client.get::<Vec<TermView>>(&format!("/v1/vocabulary{}", query(&wanted)));
        Labels(terms.unwrap_or_default().into_iter().map(|term| (term.code, term.label)).collect())
    }

    /// The label of a code, or the code itself.
    pub(super) fn of(&self, code: &str) -> String {
        self.0.get(code).map_or(code, String::as_str).to_owned()
    }
}

/// The values of one activity, under the title that is already there.
pub(super) fn activity(lines: &mut Lines, activity: &Activity, labels: &Labels, tr: &Translator) {
    let joined = |texts: Vec<String>| texts.join(", ");
    let codes = |list: &[Code]| joined(list.iter().map(|code| labels.of(code.as_str())).collect());
    lines.add(say!(tr, "label-trades"), codes(&activity.trades));
    lines.add(say!(tr, "label-skills"), codes(&activity.skills));
    lines.add(say!(tr, "label-sectors"), codes(&activity.sectors));
    lines.add(say!(tr, "label-modes"), codes(&activity.modes));
    lines.add(say!(tr, "label-words"), joined(activity.words.iter().map(ToString::to_string).collect()));
    lines.add(say!(tr, "label-learn"), joined(activity.learn.iter().map(|word| labels.of(word)).collect()));
}

/// The ways of exchange, in words.
pub(super) fn exchanges(list: &[Exchange], tr: &Translator) -> String {
    let name = |exchange: &Exchange| {
        let code = match exchange {
            Exchange::Paid => "paid",
            Exchange::Exchange => "exchange",
            Exchange::Gift => "gift",
            Exchange::MutualAid => "mutual-aid",
        };
        tr.say("exchange", &[("how", Value::from(code))])
    };
    listed(&list.iter().map(name).collect::<Vec<_>>(), tr)
}

/// Who vouches, since when, and the id: the end of every entry shown.
pub(super) fn footing(lines: &mut Lines, view: &EntryView, context: &Context) {
    let tr = &context.tr;
    lines.add(say!(tr, "label-coop"), view.coop_name.as_str());
    lines.add(say!(tr, "label-confirmed"), date::full(view.confirmed, context.now, tr));
    lines.add_toned(say!(tr, "label-id"), Tone::Dim, view.id.to_string());
}
