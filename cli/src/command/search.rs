//! `bigre search`: who does what, where, in all the cooperatives.

use bigre_node::api::model::{Reason, SearchAnswer, SearchHit, SearchParams};

use super::entry;
use crate::args::{SearchArgs, SearchFlags};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::i18n::Translator;
use crate::out::Tone;
use crate::query::query;
use crate::render::{Cell, Table, date, kilometres, listed, wrap};
use crate::say;

/// Reasons printed for each hit without `-v`.
const REASONS: usize = 2;

pub(super) fn run(context: &Context, args: &SearchArgs) -> Result<Exit, Failure> {
    let wanted = SearchParams {
        reader: context.tr.lang().code().into(),
        page: args.page,
        per_page: args.per_page,
        ..params(&args.flags)
    };
    let answer: SearchAnswer = context.client()?.get(&format!("/v1/search{}", query(&wanted)))?;
    let exit = if answer.total == 0 { Exit::Refused } else { Exit::Done };
    if context.json {
        context.out.json(&answer);
    } else if answer.total == 0 {
        nothing(context, &answer);
    } else {
        show(context, &answer, args);
    }
    Ok(exit)
}

/// What is looked for; who reads it, and which page, are left out.
pub(super) fn params(flags: &SearchFlags) -> SearchParams {
    let kinds: Vec<&str> = flags.kind.iter().map(|kind| kind.name()).collect();
    SearchParams {
        q: flags.words.join(" "),
        kind: kinds.join(","),
        coop: flags.coop.join(","),
        lang: flags.languages.join(","),
        trade: flags.trade.join(","),
        skill: flags.skill.join(","),
        sector: flags.sector.join(","),
        mode: flags.mode.join(","),
        near: flags.near.clone().unwrap_or_default(),
        within_km: flags.within,
        available: flags.available,
        sort: flags.sort.map(|sort| sort.name()).unwrap_or_default().into(),
        ..SearchParams::default()
    }
}

fn nothing(context: &Context, answer: &SearchAnswer) {
    let tr = &context.tr;
    context.out.error(&say!(tr, "search-nothing"));
    if !answer.understood.is_empty() {
        context
            .out
            .error(&format!("  {}", say!(tr, "search-understood", terms = listed(&answer.understood, tr))));
    }
    if let Some(place) = &answer.near {
        context.out.error(&format!("  {}", say!(tr, "search-understood", terms = place.as_str())));
    }
    for suggestion in &answer.suggestions {
        context.out.error(&format!("  {}", say!(tr, "search-suggestion", text = suggestion.as_str())));
    }
}

fn show(context: &Context, answer: &SearchAnswer, args: &SearchArgs) {
    let tr = &context.tr;
    let columns = usize::from(context.out.columns);
    let mut first = say!(tr, "search-total", total = answer.total);
    if let Some(near) = &answer.near {
        first = match args.flags.within {
            Some(km) => {
                say!(tr, "search-around", text = first, km = kilometres(km, tr), place = near.as_str())
            }
            None => say!(tr, "search-in", text = first, place = near.as_str()),
        };
    }
    context.note(&wrap(&first, columns).join("\n"));
    if !answer.understood.is_empty() {
        let understood = say!(tr, "search-understood", terms = listed(&answer.understood, tr));
        context.note(&context.out.paint(Tone::Dim, &wrap(&understood, columns).join("\n")));
    }
    context.note("");
    context.out.line(&table(context, answer, context.now).render(&context.out));
    let last = answer.page.saturating_mul(args.per_page);
    if last < answer.total {
        let from = last.saturating_sub(args.per_page) + 1;
        let next = answer.page + 1;
        context.note("");
        context.note(&say!(tr, "list-page", from = from, to = last, total = answer.total, next = next));
    }
}

pub(super) fn table(context: &Context, answer: &SearchAnswer, now: u64) -> Table {
    let tr = &context.tr;
    // Two things a column, so that it is read at 80 columns.
    let pair = |above: &str, below: &str| [above, below].join("\n").trim().to_owned();
    let mut table = Table::new([
        say!(tr, "column-what"),
        pair(&say!(tr, "column-who"), &say!(tr, "column-where")).replace('\n', ", "),
        pair(&say!(tr, "column-coop"), &say!(tr, "column-confirmed")).replace('\n', ", "),
        say!(tr, "column-why"),
    ]);
    for hit in &answer.hits {
        let confirmed = date::relative(hit.entry.confirmed, now, tr);
        table.row([
            pair(&what(hit, tr), &hit.entry.id.short()).into(),
            pair(&who(hit), &place(hit, tr)).into(),
            pair(&hit.entry.coop_name, &confirmed).into(),
            Cell::toned(Tone::Dim, why(hit, context)),
        ]);
    }
    table
}

fn what(hit: &SearchHit, tr: &Translator) -> String {
    match (&hit.entry.member, &hit.entry.listing) {
        (Some(member), _) => {
            member.activities.first().map(|activity| activity.title.to_string()).unwrap_or_default()
        }
        (_, Some(listing)) => {
            say!(
                tr,
                "search-listing",
                kind = hit.entry.kind.as_str(),
                title = listing.activity.title.as_str()
            )
        }
        _ => entry::title(&hit.entry),
    }
}

fn who(hit: &SearchHit) -> String {
    match &hit.entry.member {
        Some(member) => member.name.to_string(),
        None => hit.entry.by_name.clone().unwrap_or_default(),
    }
}

fn place(hit: &SearchHit, tr: &Translator) -> String {
    let member = hit.entry.member.as_ref().and_then(|member| member.place.as_ref());
    let listing = hit.entry.listing.as_ref().and_then(|listing| listing.place.as_ref());
    let name = member.or(listing).map(|place| place.name.to_string()).unwrap_or_default();
    match hit.km {
        Some(km) if km < 0.05 => name,
        Some(km) => format!("{name} ({})", kilometres(km, tr)),
        None => name,
    }
}

fn why(hit: &SearchHit, context: &Context) -> String {
    let most = if context.verbose > 0 { hit.why.len() } else { REASONS };
    let reasons: Vec<String> = hit.why.iter().take(most).map(|reason| told(reason, &context.tr)).collect();
    reasons.join(" ; ")
}

fn told(reason: &Reason, tr: &Translator) -> String {
    match reason {
        Reason::Trade { label } => say!(tr, "why-trade", label = label.as_str()),
        Reason::Skill { label } => say!(tr, "why-skill", label = label.as_str()),
        Reason::Sector { label } => say!(tr, "why-sector", label = label.as_str()),
        Reason::Title => say!(tr, "why-title"),
        Reason::Text => say!(tr, "why-text"),
        Reason::Spelling { word } => say!(tr, "why-spelling", word = word.as_str()),
        Reason::Place { name } => say!(tr, "why-place", name = name.as_str()),
    }
}
