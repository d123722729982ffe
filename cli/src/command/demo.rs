//! `bigre demo`: a whole federation at once, with invented members, and searches whose answers are known.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Instant;

use bigre_node::api::model::{
    Bulk, BulkEntry, Changed, DirectoryView, ImportReport, SearchAnswer, SearchParams,
};
use bigre_node::identity::Identity;
use bigre_node::import;
use bigre_node::places::Places;
use bigre_protocol::id::{EntryId, Root};
use indicatif::{ProgressBar, ProgressStyle};

use super::{mesh, search};
use crate::args::DemoArgs;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::invent::{self, CoopProfile, DemoSearch, InventedMember};
use crate::lab::{self, Lab, Node};
use crate::query::query;
use crate::render::{self, Cell, Table};
use crate::{progress, say};

/// Seed of the invented federation: the year of the first announcement.
const SEED: u64 = 2022;
/// Name of the invented federation.
const FEDERATION: &str = "Bigre";
/// From which cooperative each search is made, in the order of the searches.
const ASKERS: [CoopProfile; 3] = [CoopProfile::Crealead, CoopProfile::Smart, CoopProfile::Oxalis];
/// Hits asked for when a whole answer is checked.
const PAGE: u64 = 100;

/// Runs the demonstration.
pub fn run(context: &Context, args: &DemoArgs) -> Result<Exit, Failure> {
    let dir = mesh::dir(context, &args.at, "demo");
    context.note(&say!(context.tr, "demo-welcome"));
    if let Some(previous) = Lab::open(&dir)? {
        previous.stop();
        previous.erase()?;
        context.note(&say!(context.tr, "demo-replaced"));
    }
    let mut lab = found(context, &dir)?;
    let result = play(context, &mut lab, args.scale);
    if args.no_input || result.is_err() {
        lab.stop();
    }
    let well = result?;
    if args.no_input {
        lab.erase()?;
        context.note(&say!(context.tr, if well { "demo-well" } else { "demo-badly" }));
    } else {
        farewell(context, &lab);
    }
    Ok(if well { Exit::Done } else { Exit::Refused })
}

fn found(context: &Context, dir: &Path) -> Result<Lab, Failure> {
    let tr = &context.tr;
    let names: Vec<String> = CoopProfile::ALL.iter().map(|coop| coop.name().to_owned()).collect();
    let text = say!(tr, "mesh-founding", count = names.len());
    let lab = progress::during(context, &text, || Lab::found(dir, FEDERATION, &names))?;
    let words = lab.fingerprint.as_str();
    context.note(&say!(tr, "demo-founded", name = FEDERATION, count = names.len(), words = words));
    Ok(lab)
}

/// Everything between the founding and the end: whether every node converged and every search found its answers.
fn play(context: &Context, lab: &mut Lab, scale: u8) -> Result<bool, Failure> {
    let text = say!(context.tr, "mesh-starting", count = lab.nodes.len());
    progress::during(context, &text, || lab.start())?;
    let started = Instant::now();
    let mut people = Vec::new();
    for (coop, node) in CoopProfile::ALL.into_iter().zip(&lab.nodes) {
        people.extend(fill(context, coop, node, scale)?);
    }
    if !converge(context, lab, started)? {
        return Ok(false);
    }
    let members: Vec<InventedMember> = people.iter().map(|person| person.invented.clone()).collect();
    let ids: BTreeMap<EntryId, EntryId> =
        people.iter().map(|person| (person.invented.id, person.listed)).collect();
    let mut well = true;
    for (wanted, asker) in invent::demo_searches(&members).iter().zip(ASKERS) {
        let answers = wanted.answers.iter().filter_map(|id| ids.get(id).copied()).collect();
        well &= look_for(context, lab, asker, wanted, &answers)?;
    }
    Ok(well)
}

/// An invented member, and the id under which the node lists it.
struct Person {
    invented: InventedMember,
    listed: EntryId,
}

/// Gives a node its members, by the same import as any cooperative's, then their offers and needs.
fn fill(context: &Context, coop: CoopProfile, node: &Node, scale: u8) -> Result<Vec<Person>, Failure> {
    let share = |count: usize| (count * usize::from(scale)).div_ceil(100);
    let members = invent::members(SEED, coop, share(coop.members()));
    let listings = invent::listings(SEED, coop, &members, share(coop.listings()), context.now);
    let text = say!(
        context.tr,
        "demo-importing",
        name = node.name.as_str(),
        members = members.len(),
        listings = listings.len(),
    );
    context.note(&text);
    let sheet = invent::members_csv(&members).map_err(|error| odd(&error))?;
    let client = node.client()?;
    let secret = Identity::load(&node.dir).map_err(|error| Failure::refused(error.problem()))?.import;
    let people: Vec<Person> = members
        .into_iter()
        .map(|invented| {
            let listed = import::member_id(&secret, &invented.id.short());
            Person { invented, listed }
        })
        .collect();
    progress::during(context, &text, || {
        let _: ImportReport = client.upload("/v1/members/import", "text/csv", sheet.into_bytes())?;
        let ids: BTreeMap<EntryId, EntryId> =
            people.iter().map(|person| (person.invented.id, person.listed)).collect();
        let put = listings
            .into_iter()
            .map(|invented| {
                let mut listing = invented.listing;
                listing.by = listing.by.and_then(|id| ids.get(&id).copied());
                BulkEntry { listing: Some(listing), ..BulkEntry::of(None, invented.kind) }
            })
            .collect();
        let bulk = Bulk { put, remove: Vec::new() };
        let _: Changed = client.send(hyper::Method::POST, "/v1/entries/bulk", &bulk)?;
        Ok::<(), Failure>(())
    })?;
    Ok(people)
}

fn odd(error: &dyn std::fmt::Display) -> Failure {
    Failure::new(Exit::Refused, "cli-broken", &[("error", error.to_string())])
}

/// What every node holds of every directory: number, root, entries.
fn holdings(lab: &Lab) -> Result<Vec<Vec<DirectoryView>>, Failure> {
    lab.nodes.iter().map(|node| Ok(node.client()?.get("/v1/sync")?)).collect()
}

fn roots(views: &[DirectoryView]) -> Vec<Option<Root>> {
    views.iter().map(|view| view.root).collect()
}

/// Waits until all nodes hold the same roots, with a bar a node meanwhile.
fn converge(context: &Context, lab: &Lab, started: Instant) -> Result<bool, Failure> {
    let tr = &context.tr;
    let bars = indicatif::MultiProgress::new();
    if !context.out.live || context.quiet || context.json {
        bars.set_draw_target(indicatif::ProgressDrawTarget::hidden());
    }
    let style = ProgressStyle::with_template("  {prefix:16} {bar:30} {human_pos} / {human_len}");
    context.note(&say!(tr, "demo-spreading"));
    let drawn: Vec<ProgressBar> = lab
        .nodes
        .iter()
        .map(|node| {
            let bar = bars.add(ProgressBar::new(0).with_prefix(node.name.clone()));
            style.iter().for_each(|style| bar.set_style(style.clone()));
            bar
        })
        .collect();
    let mut held = holdings(lab)?;
    let complete = |held: &[Vec<DirectoryView>]| {
        let all: Vec<_> = held.iter().map(|views| roots(views)).collect();
        mesh::agree(all.iter()) && all.iter().flatten().all(Option::is_some)
    };
    lab::wait(|| {
        if let Ok(now) = holdings(lab) {
            held = now;
        }
        let total: u64 = (0..lab.nodes.len()).map(|at| held[at][at_own(lab, at, &held[at])].entries).sum();
        for (bar, views) in drawn.iter().zip(&held) {
            bar.set_length(total);
            bar.set_position(views.iter().map(|view| view.entries + view.received).sum::<u64>().min(total));
        }
        complete(&held)
    });
    drawn.iter().for_each(ProgressBar::finish_and_clear);
    let seconds = format!("{:.1}", started.elapsed().as_secs_f64());
    if !complete(&held) {
        context.out.error(&say!(tr, "demo-not-converged", seconds = seconds));
        return Ok(false);
    }
    show_roots(context, &held[0]);
    let entries: u64 = held[0].iter().map(|view| view.entries).sum();
    context.note(&say!(tr, "demo-converged", seconds = seconds, entries = entries));
    Ok(true)
}

/// Where a node's own directory stands among what it holds.
fn at_own(lab: &Lab, at: usize, views: &[DirectoryView]) -> usize {
    views.iter().position(|view| view.coop == lab.nodes[at].coop).unwrap_or(0)
}

fn show_roots(context: &Context, views: &[DirectoryView]) {
    let tr = &context.tr;
    let mut table = Table::new([
        say!(tr, "column-coop"),
        say!(tr, "demo-column-members"),
        say!(tr, "demo-column-entries"),
        say!(tr, "demo-column-number"),
        say!(tr, "demo-column-root"),
    ]);
    for view in views {
        table.row([
            Cell::from(view.name.clone()),
            render::number(view.members, tr).into(),
            render::number(view.entries, tr).into(),
            view.number.to_string().into(),
            view.root.map(|root| root.short()).unwrap_or_default().into(),
        ]);
    }
    context.note(&table.render(&context.out));
}

/// Makes one search on every node: shown from one of them, checked against the people who must be found.
fn look_for(
    context: &Context,
    lab: &Lab,
    asker: CoopProfile,
    wanted: &DemoSearch,
    answers: &BTreeSet<EntryId>,
) -> Result<bool, Failure> {
    let tr = &context.tr;
    let mut typed = format!("\"{}\"", wanted.words);
    let mut params = SearchParams {
        q: wanted.words.into(),
        kind: "member".into(),
        reader: tr.lang().code().into(),
        page: 1,
        per_page: PAGE,
        ..SearchParams::default()
    };
    if let Some((place, km)) = wanted.near {
        params.near = place.into();
        params.within_km = Some(f64::from(km));
        let name = Places::embedded()
            .get(place)
            .map_or_else(|| place.to_owned(), |place| place.name(tr.lang().code()).to_owned());
        typed += &format!(" --near {name} --within {km}km");
    }
    let node = lab.node(asker.slug())?;
    context.note("");
    context.note(&say!(tr, "demo-search", name = node.name.as_str(), words = typed));
    let mut shown: Option<(SearchAnswer, BTreeSet<EntryId>)> = None;
    let mut same = true;
    for other in std::iter::once(node).chain(lab.nodes.iter().filter(|other| other.coop != node.coop)) {
        let (first, found) = search_all(other, &params)?;
        match &shown {
            Some((_, expected)) => same &= *expected == found,
            None => shown = Some((first, found)),
        }
    }
    let Some((mut answer, found)) = shown else { return Ok(false) };
    answer.hits.truncate(5);
    let plain = search::Shown::plain(context);
    context.out.line(&search::table(context, &answer, &plain).render(&context.out));
    let missing = answers.difference(&found).count();
    if missing > 0 || answers.is_empty() {
        context.out.error(&say!(tr, "demo-search-missing", missing = missing));
    }
    if !same {
        context.out.error(&say!(tr, "demo-search-differs"));
    }
    let milliseconds = format!("{:.1}", answer.micros as f64 / 1000.0);
    context.note(&say!(tr, "demo-search-found", found = answer.total, milliseconds = milliseconds));
    Ok(same && missing == 0 && !answers.is_empty())
}

/// The first page of an answer, and the ids of all its pages.
fn search_all(node: &Node, params: &SearchParams) -> Result<(SearchAnswer, BTreeSet<EntryId>), Failure> {
    let client = node.client()?;
    let ask = |page| -> Result<SearchAnswer, Failure> {
        Ok(client.get(&format!("/v1/search{}", query(&SearchParams { page, ..params.clone() })))?)
    };
    let first = ask(1)?;
    let mut found: BTreeSet<EntryId> = first.hits.iter().map(|hit| hit.entry.id).collect();
    for page in 2..=first.total.div_ceil(PAGE) {
        found.extend(ask(page)?.hits.iter().map(|hit| hit.entry.id));
    }
    Ok((first, found))
}

fn farewell(context: &Context, lab: &Lab) {
    let tr = &context.tr;
    let program = std::env::current_exe().map_or_else(|_| "bigre".into(), |path| path.display().to_string());
    let Some(node) = lab.nodes.first() else { return };
    let (data, dir) = (node.dir.display().to_string(), lab.dir.display().to_string());
    context.note("");
    context.note(&say!(tr, "demo-next"));
    let search = format!("{program} --data {data} search \"graphiste\" --near Lyon --within 30km");
    context.note(&say!(tr, "demo-next-search", command = search));
    let look = format!("{program} --data {data} status");
    context.note(&say!(tr, "demo-next-look", command = look));
    let stop = format!("{program} mesh down --erase --lab {dir}");
    context.note(&say!(tr, "demo-next-stop", command = stop));
    context.note(&say!(tr, "demo-next-data", path = dir));
}
