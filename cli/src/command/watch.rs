//! `bigre watch`: searches kept on this machine. Knows how they are named, listed and forgotten; must not know how the
//! file is kept.

mod follow;
mod look;

use bigre_node::api::model::{SearchAnswer, SearchParams};
use serde_json::json;

use super::backup::quoted;
use super::{place, search};
use crate::args::{WatchAddArgs, WatchVerb};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::query::query;
use crate::render::{Table, date, number};
use crate::say;
use crate::watches::{self, NAME_CHARS, Watch, Watches};

pub(super) fn run(context: &Context, verb: &WatchVerb) -> Result<Exit, Failure> {
    match verb {
        WatchVerb::Add(args) => add(context, args),
        WatchVerb::List => list(context),
        WatchVerb::Run(args) if args.follow => follow::run(context, args.name.as_deref(), follow::EVERY),
        WatchVerb::Run(args) => look::run(context, args.name.as_deref()),
        WatchVerb::Remove { name } => remove(context, name),
    }
}

fn add(context: &Context, args: &WatchAddArgs) -> Result<Exit, Failure> {
    let mut search = search::params(&args.flags);
    search.q = search.q.trim().to_owned();
    if query(&SearchParams { sort: String::new(), ..search.clone() }).is_empty() {
        return Err(Failure::new(Exit::Usage, "cli-watch-empty", &[]));
    }
    let wanted = args.name.clone().unwrap_or_else(|| named_after(&search));
    let Some(name) = watches::name(&wanted) else {
        let args = [("name", wanted), ("limit", NAME_CHARS.to_string())];
        return Err(Failure::new(Exit::Usage, "cli-watch-name", &args));
    };
    // What a search refuses is refused now, rather than at each run.
    let client = context.client()?;
    let answer: SearchAnswer =
        place::asked(context, &mut search, |search| look::page(&client, search, 1, 1, context.tr.lang()))?;
    let watch = Watch { name: name.clone(), added: context.now, search, shown: Vec::new() };
    let shown = if context.json { json(&watch) } else { json!(null) };
    Watches::change(&context.dir, |watches| watches.add(watch))?;
    if context.json {
        context.out.json(&shown);
        return Ok(Exit::Done);
    }
    context.paragraph(&say!(context.tr, "watch-added", name = name, total = answer.total));
    look::warn_if_many(context, &answer);
    Ok(Exit::Done)
}

/// A name for a search that was given none: its words, or else the first thing that it selects.
fn named_after(search: &SearchParams) -> String {
    let texts = [
        &search.q,
        &search.trade,
        &search.skill,
        &search.sector,
        &search.mode,
        &search.learn,
        &search.near,
        &search.coop,
        &search.kind,
        &search.lang,
    ];
    let text = texts.into_iter().find(|text| !text.is_empty()).map_or("available", String::as_str);
    text.chars().take(NAME_CHARS).collect()
}

fn list(context: &Context) -> Result<Exit, Failure> {
    let watches = Watches::load(&context.dir)?.watches;
    if context.json {
        context.out.json(&watches.iter().map(json).collect::<Vec<_>>());
        return Ok(Exit::Done);
    }
    let tr = &context.tr;
    if watches.is_empty() {
        context.paragraph(&say!(tr, "watch-none"));
        return Ok(Exit::Done);
    }
    let mut table = Table::new([
        say!(tr, "column-name"),
        say!(tr, "column-search"),
        say!(tr, "column-since"),
        say!(tr, "column-shown"),
    ]);
    for watch in &watches {
        table.row([
            watch.name.as_str().into(),
            typed(&watch.search).into(),
            date::day(watch.added).into(),
            number(watch.shown.len() as u64, tr).into(),
        ]);
    }
    context.out.line(&table.with_numbers(3..4).render(&context.out));
    Ok(Exit::Done)
}

fn remove(context: &Context, name: &str) -> Result<Exit, Failure> {
    // Where there is nothing, nothing is made.
    Watches::load(&context.dir)?.find(name)?;
    let watch = Watches::change(&context.dir, |watches| {
        let place = watches.find(name)?;
        Ok(watches.watches.remove(place))
    })?;
    if context.json {
        context.out.json(&json(&watch));
    } else {
        context.paragraph(&say!(context.tr, "watch-removed", name = watch.name.as_str()));
    }
    Ok(Exit::Done)
}

/// A saved search for programs, with a count of what it has shown instead of its marks.
fn json(watch: &Watch) -> serde_json::Value {
    json!({ "name": watch.name, "added": watch.added, "search": watch.search, "shown": watch.shown.len() })
}

/// A search as it would be typed.
fn typed(search: &SearchParams) -> String {
    let within = search.within_km.map(|km| format!("{km}km")).unwrap_or_default();
    let flags = [
        ("--near", &search.near),
        ("--within", &within),
        ("--coop", &search.coop),
        ("--lang", &search.lang),
        ("--kind", &search.kind),
        ("--trade", &search.trade),
        ("--skill", &search.skill),
        ("--sector", &search.sector),
        ("--mode", &search.mode),
        ("--wants-to-learn", &search.learn),
        ("--sort", &search.sort),
    ];
    let given = flags.into_iter().filter(|(_, value)| !value.is_empty());
    let mut parts: Vec<String> = given.map(|(flag, value)| format!("{flag} {}", quoted(value))).collect();
    if !search.q.is_empty() {
        parts.insert(0, search.q.clone());
    }
    let switches = [
        ("--available", search.available),
        ("--other-trade", search.other_trade),
        ("--same-place", search.same_place),
    ];
    parts.extend(switches.into_iter().filter(|(_, is_on)| *is_on).map(|(flag, _)| flag.to_owned()));
    parts.join(" ")
}
