//! `bigre trades`, `places` and `coops`, the trade fair: who practises what, where, counted.

use bigre_node::api::model::{Counted, FairAnswer, FairParams, FairRow};

use super::status::directory_state;
use crate::args::{CountArgs, FairFlags, KindName, TradesArgs};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::i18n::Translator;
use crate::out::Tone;
use crate::query::query;
use crate::render::{Cell, Table, date, kilometres, listed, number, wrap};
use crate::say;

/// Characters shown of a cooperative's id.
const ID_CHARS: usize = 8;
/// The kinds that are counted, in the order in which they are shown.
const KINDS: [KindName; 4] = [KindName::Member, KindName::Offer, KindName::Need, KindName::Service];

pub(super) fn trades(context: &Context, args: &TradesArgs) -> Result<Exit, Failure> {
    let by = if args.by_sector { "sector" } else { "trade" };
    let sector = args.sector.join(" ");
    run(context, FairParams { by: by.into(), sector, ..FairParams::default() }, &args.flags)
}

/// Places or cooperatives.
pub(super) fn count(context: &Context, by: &str, args: &CountArgs) -> Result<Exit, Failure> {
    let (trade, sector) = (args.trade.join(","), args.sector.join(","));
    run(context, FairParams { by: by.into(), trade, sector, ..FairParams::default() }, &args.flags)
}

fn run(context: &Context, wanted: FairParams, flags: &FairFlags) -> Result<Exit, Failure> {
    let kinds: Vec<&str> = flags.kind.iter().map(|kind| kind.name()).collect();
    let wanted = FairParams {
        kind: kinds.join(","),
        coop: flags.coop.join(","),
        near: flags.near.clone().unwrap_or_default(),
        within_km: flags.within,
        reader: context.tr.lang().code().into(),
        page: flags.page,
        per_page: flags.per_page,
        ..wanted
    };
    let answer: FairAnswer = context.client()?.get(&format!("/v1/fair{}", query(&wanted)))?;
    if context.json {
        context.out.json(&answer);
    } else if answer.rows.is_empty() {
        nothing(context, &answer, &wanted);
    } else {
        show(context, &answer, &wanted, flags);
    }
    Ok(if answer.rows.is_empty() { Exit::Refused } else { Exit::Done })
}

/// Says that there is no row, and what else to ask.
fn nothing(context: &Context, answer: &FairAnswer, wanted: &FairParams) {
    let tr = &context.tr;
    let mut lines: Vec<String> = apart(answer, wanted, tr).into_iter().collect();
    if let Some(place) = &answer.near {
        lines.insert(0, say!(tr, "search-understood", terms = place.as_str()));
    }
    let suggestions = answer.suggestions.iter();
    lines.extend(suggestions.map(|text| say!(tr, "search-suggestion", text = text.as_str())));
    let (case, sector) = (case(answer, wanted), wanted.sector.as_str());
    let hint = say!(tr, "fair-nothing-hint", case = case, sector = sector);
    lines.push(say!(tr, "hint", hint = hint));
    context.out.error(&say!(tr, "search-nothing"));
    for line in lines {
        context.out.error(&format!("  {line}"));
    }
}

/// Why there is no row.
fn case(answer: &FairAnswer, wanted: &FairParams) -> &'static str {
    let filters = [&wanted.kind, &wanted.coop, &wanted.trade, &wanted.sector];
    if all(&answer.apart) > 0 && matches!(answer.by.as_str(), "trade" | "sector") {
        return if wanted.sector.is_empty() { "words" } else { "sector" };
    }
    match (wanted.near.is_empty(), filters.into_iter().all(String::is_empty)) {
        (false, _) => "near",
        (true, false) => "narrow",
        (true, true) => "empty",
    }
}

fn show(context: &Context, answer: &FairAnswer, wanted: &FairParams, flags: &FairFlags) {
    let tr = &context.tr;
    let shown: Vec<KindName> =
        KINDS.into_iter().filter(|kind| flags.kind.is_empty() || flags.kind.contains(kind)).collect();
    // Few cooperatives offer services yet: none is not worth a column.
    let is_worth =
        |kind: &KindName| *kind != KindName::Service || !flags.kind.is_empty() || answer.counted.services > 0;
    let shown: Vec<KindName> = shown.into_iter().filter(is_worth).collect();
    let counted: Vec<String> = shown.iter().map(|kind| told(*kind, &answer.counted, tr)).collect();
    let rows = say!(tr, "fair-rows", by = answer.by.as_str(), total = answer.total);
    let mut first = say!(tr, "fair-total", rows = rows, counted = listed(&counted, tr));
    if let Some(place) = &answer.near {
        first = match flags.within {
            Some(km) => {
                say!(tr, "search-around", text = first, km = kilometres(km, tr), place = place.as_str())
            }
            None => say!(tr, "fair-in", text = first, place = place.as_str()),
        };
    }
    context.paragraph(&first);
    if let Some(apart) = apart(answer, wanted, tr) {
        let text = wrap(&apart, usize::from(context.out.columns)).join("\n");
        context.note(&context.out.paint(Tone::Dim, &text));
    }
    context.note("");
    context.out.line(&table(context, answer, &shown).render(&context.out));
    let last = answer.page.saturating_mul(flags.per_page);
    if last < answer.total {
        let (from, next) = (last.saturating_sub(flags.per_page) + 1, answer.page + 1);
        context.note("");
        context.note(&say!(tr, "list-page", from = from, to = last, total = answer.total, next = next));
    }
}

fn table(context: &Context, answer: &FairAnswer, shown: &[KindName]) -> Table {
    let tr = &context.tr;
    let mut table = Table::new([
        say!(tr, "fair-column", by = answer.by.as_str()),
        say!(tr, "column-members"),
        say!(tr, "column-offers"),
        say!(tr, "column-needs"),
        say!(tr, "column-services"),
        say!(tr, "column-directory"),
        say!(tr, "column-code"),
    ]);
    for row in &answer.rows {
        let count = |kind: KindName| match shown.contains(&kind) {
            true => number(of(kind, &row.counted), tr),
            false => String::new(),
        };
        table.row([
            label(row, tr).into(),
            count(KindName::Member).into(),
            count(KindName::Offer).into(),
            count(KindName::Need).into(),
            count(KindName::Service).into(),
            directory(row, context),
            Cell::toned(Tone::Dim, code(row, &answer.by)),
        ]);
    }
    table.without_empty_columns().with_numbers(1..1 + shown.len())
}

/// What is counted here, and how many entries that is.
fn told(kind: KindName, counted: &Counted, tr: &Translator) -> String {
    let count = of(kind, counted);
    match kind {
        KindName::Member => say!(tr, "fair-members", count = count),
        KindName::Offer => say!(tr, "fair-offers", count = count),
        KindName::Need => say!(tr, "fair-needs", count = count),
        KindName::Service => say!(tr, "fair-services", count = count),
    }
}

/// How many entries are in no row, if any is.
fn apart(answer: &FairAnswer, wanted: &FairParams, tr: &Translator) -> Option<String> {
    let count = all(&answer.apart);
    let what = if answer.by == "trade" && !wanted.sector.is_empty() { "sector-trade" } else { &answer.by };
    (count > 0).then(|| say!(tr, "fair-apart", what = what, count = count))
}

fn label(row: &FairRow, tr: &Translator) -> String {
    match row.precision.as_deref() {
        None | Some("department") => row.label.clone(),
        Some(precision) => say!(tr, "fair-place", name = row.label.as_str(), precision = precision),
    }
}

/// How new a cooperative's directory is.
fn directory(row: &FairRow, context: &Context) -> Cell {
    let Some(state) = row.state else { return Cell::default() };
    let (tone, state) = directory_state(state, &context.tr);
    let confirmed = row.confirmed.map(|confirmed| date::relative(confirmed, context.now, &context.tr));
    let parts: Vec<String> = [state].into_iter().chain(confirmed).collect();
    Cell::toned(tone, parts.join(", "))
}

/// What a row is asked for by, where its label may not be enough: of a cooperative, the beginning of its id. Codes of
/// the vocabulary are long, and labels do.
fn code(row: &FairRow, by: &str) -> String {
    match by {
        "place" => row.code.clone(),
        "coop" => row.code.chars().take(ID_CHARS).collect(),
        _ => String::new(),
    }
}

fn of(kind: KindName, counted: &Counted) -> u64 {
    match kind {
        KindName::Member => counted.members,
        KindName::Offer => counted.offers,
        KindName::Need => counted.needs,
        KindName::Service => counted.services,
    }
}

fn all(counted: &Counted) -> u64 {
    KINDS.into_iter().map(|kind| of(kind, counted)).sum()
}
