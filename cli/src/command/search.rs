//! `bigre search`: who does what, where, in all the cooperatives.

use bigre_node::api::model::{FacetValue, Reason, SearchAnswer, SearchHit, SearchParams};

use super::{entry, place};
use crate::args::{SearchArgs, SearchFlags};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::i18n::{Lang, Translator};
use crate::out::Tone;
use crate::query::query;
use crate::render::{Cell, Table, date, kilometres, listed, number, wrap};
use crate::say;

/// Reasons printed for each hit without `-v`.
const REASONS: usize = 2;
/// Values shown of what a search can be narrowed with.
const FACET_VALUES: usize = 5;

pub(super) fn run(context: &Context, args: &SearchArgs) -> Result<Exit, Failure> {
    let mut wanted = SearchParams {
        reader: context.tr.lang().code().into(),
        page: args.page,
        per_page: args.per_page,
        facets: args.page == 1,
        ..params(&args.flags)
    };
    let client = context.client()?;
    let answer: SearchAnswer =
        place::asked(
            context,
            &mut wanted,
            |wanted| Ok(client.get(&format!("/v1/search{}", query(wanted)))?),
        )?;
    let exit = if answer.total == 0 { Exit::Refused } else { Exit::Done };
    if context.json {
        context.out.json(&answer);
    } else if answer.total == 0 {
        nothing(context, &answer);
    } else {
        let shown = Shown { per_page: args.per_page, explain: args.explain, now: context.now };
        show(context, &answer, &shown);
        narrower(context, &answer);
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
        learn: flags.wants_to_learn.join(","),
        near: flags.near.clone().unwrap_or_default(),
        within_km: flags.within,
        available: flags.available,
        other_trade: flags.other_trade,
        same_place: flags.same_place,
        sort: flags.sort.map(|sort| sort.name()).unwrap_or_default().into(),
        ..SearchParams::default()
    }
}

/// How an answer is shown.
pub(super) struct Shown {
    /// Hits a page.
    pub(super) per_page: u64,
    /// With every reason.
    pub(super) explain: bool,
    /// The time, in milliseconds: what "just now" is told from.
    pub(super) now: u64,
}

impl Shown {
    /// One page, with the best reasons.
    pub(super) fn plain(context: &Context) -> Shown {
        Shown { per_page: u64::MAX, explain: false, now: context.now }
    }
}

pub(super) fn nothing(context: &Context, answer: &SearchAnswer) {
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

pub(super) fn show(context: &Context, answer: &SearchAnswer, how: &Shown) {
    let tr = &context.tr;
    let columns = usize::from(context.out.columns);
    let mut first = say!(tr, "search-total", total = answer.total);
    if let Some(near) = &answer.near {
        first = match answer.within_km {
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
    context.out.line(&table(context, answer, how).render(&context.out));
    let last = answer.page.saturating_mul(how.per_page);
    if last < answer.total {
        let from = last.saturating_sub(how.per_page) + 1;
        let next = answer.page + 1;
        context.note("");
        context.note(&say!(tr, "list-page", from = from, to = last, total = answer.total, next = next));
    }
}

/// Where there is more than a page: what to narrow the search with, and how many hits that leaves.
fn narrower(context: &Context, answer: &SearchAnswer) {
    if answer.total <= answer.hits.len() as u64 || answer.page > 1 {
        return;
    }
    let tr = &context.tr;
    let columns = usize::from(context.out.columns);
    let mut lines = Vec::new();
    // One value narrows nothing.
    for facet in answer.facets.iter().filter(|facet| facet.values.len() > 1) {
        let counted = |value: &FacetValue| {
            let label = match facet.by.as_str() {
                "kind" => say!(tr, "facet-kind", kind = value.code.as_str()),
                _ => value.label.clone(),
            };
            format!("{label} {}", number(value.count, tr))
        };
        let values: Vec<String> = facet.values.iter().take(FACET_VALUES).map(counted).collect();
        let mut text = say!(tr, "facet", by = facet.by.as_str(), values = values.join(" · "));
        if facet.values.len() > FACET_VALUES {
            text.push_str(" …");
        }
        lines.extend(wrap(&text, columns));
    }
    if !lines.is_empty() {
        context.note("");
        lines.iter().for_each(|line| context.note(&context.out.paint(Tone::Dim, line)));
    }
}

pub(super) fn table(context: &Context, answer: &SearchAnswer, how: &Shown) -> Table {
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
        let confirmed = date::relative(hit.entry.confirmed, how.now, tr);
        table.row([
            pair(&what(hit, tr), &hit.entry.id.short()).into(),
            pair(&who(hit), &place_of(hit, tr)).into(),
            pair(&hit.entry.coop_name, &confirmed).into(),
            Cell::toned(Tone::Dim, why(hit, context, how)),
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

fn place_of(hit: &SearchHit, tr: &Translator) -> String {
    let member = hit.entry.member.as_ref().and_then(|member| member.place.as_ref());
    let listing = hit.entry.listing.as_ref().and_then(|listing| listing.place.as_ref());
    let name = member.or(listing).map(|place| place.name.to_string()).unwrap_or_default();
    match hit.km {
        Some(km) if km < 0.05 => name,
        Some(km) => format!("{name} ({})", kilometres(km, tr)),
        None => name,
    }
}

/// The best reasons; or all of them, with the distance and who vouches since when.
fn why(hit: &SearchHit, context: &Context, how: &Shown) -> String {
    let tr = &context.tr;
    let explain = how.explain || context.verbose > 0;
    let most = if explain { hit.why.len() } else { REASONS };
    let mut reasons: Vec<String> = hit.why.iter().take(most).map(|reason| told(reason, tr)).collect();
    if explain {
        reasons.extend(hit.km.map(|km| kilometres(km, tr)));
        let when = date::relative(hit.entry.confirmed, how.now, tr);
        reasons.push(say!(tr, "why-confirmed", coop = hit.entry.coop_name.as_str(), when = when));
    }
    reasons.join(if tr.lang() == Lang::Fr { " ; " } else { "; " })
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
        Reason::SamePlace { name } => say!(tr, "why-same-place", name = name.as_str()),
    }
}
