//! `bigre mesh`: a trial federation of real processes on this machine.

use std::path::{Path, PathBuf};

use bigre_node::api::model::{DirectoryView, Status};
use bigre_protocol::id::CoopId;

use crate::args::{DownArgs, KillArgs, LabDir, MeshUpArgs, MeshVerb, PartitionArgs};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::lab::{self, Lab};
use crate::out::Tone;
use crate::render::{self, Cell, Table};
use crate::{progress, say};

/// Name of the trial federation.
const FEDERATION: &str = "Laboratoire";

/// Does what a verb of `mesh` says.
pub fn run(context: &Context, verb: MeshVerb) -> Result<Exit, Failure> {
    match verb {
        MeshVerb::Up(args) => up(context, &args),
        MeshVerb::Status(at) => show(context, &Lab::there(&dir(context, &at, "lab"))?),
        MeshVerb::Partition(args) => partition(context, &args),
        MeshVerb::Heal(at) => {
            Lab::there(&dir(context, &at, "lab"))?.partition(&[])?;
            context.note(&say!(context.tr, "mesh-healed"));
            Ok(Exit::Done)
        }
        MeshVerb::Kill(args) => kill(context, &args),
        MeshVerb::Down(args) => down(context, &args),
    }
}

/// Where a laboratory is: as given, or beside the data directory under a name of its own.
pub(super) fn dir(context: &Context, at: &LabDir, name: &str) -> PathBuf {
    let beside = || context.dir.parent().unwrap_or(Path::new(".")).join(format!("bigre-{name}"));
    at.lab.clone().unwrap_or_else(beside)
}

fn up(context: &Context, args: &MeshUpArgs) -> Result<Exit, Failure> {
    let dir = dir(context, &args.at, "lab");
    let wanted = usize::from(args.nodes);
    let mut lab = match Lab::open(&dir)? {
        Some(lab) => lab,
        None => {
            let names: Vec<String> = (0..wanted)
                .map(|at| lab::NAMES.get(at).map_or_else(|| format!("Coop {}", at + 1), ToString::to_string))
                .collect();
            let text = say!(context.tr, "mesh-founding", count = wanted);
            progress::during(context, &text, || Lab::found(&dir, FEDERATION, &names))?
        }
    };
    let text = say!(context.tr, "mesh-starting", count = lab.nodes.len());
    progress::during(context, &text, || lab.start())?;
    if lab.nodes.len() != wanted {
        let note =
            say!(context.tr, "mesh-other-size", count = lab.nodes.len(), path = dir.display().to_string());
        context.note(&note);
    }
    show(context, &lab)
}

/// One node, as a table row and as JSON.
#[derive(serde::Serialize)]
struct Row {
    number: usize,
    name: String,
    running: bool,
    pid: Option<i32>,
    data: PathBuf,
    connected: u64,
    entries: u64,
    up_to_date: bool,
    roots: Vec<Option<bigre_protocol::id::Root>>,
}

fn rows(lab: &Lab) -> Vec<Row> {
    let row = |(at, node): (usize, &lab::Node)| {
        let client = node.client().ok();
        let status: Option<Status> = client.as_ref().and_then(|client| client.get("/v1/status").ok());
        let sync: Vec<DirectoryView> =
            client.as_ref().and_then(|client| client.get("/v1/sync").ok()).unwrap_or_default();
        Row {
            number: at + 1,
            name: node.name.clone(),
            running: status.is_some(),
            pid: node.pid.filter(|_| node.is_running()),
            data: node.dir.clone(),
            connected: status.as_ref().map_or(0, |status| status.connected),
            entries: status.as_ref().map_or(0, |status| status.entries),
            up_to_date: status.as_ref().is_some_and(|status| status.up_to_date),
            roots: sync.iter().map(|directory| directory.root).collect(),
        }
    };
    lab.nodes.iter().enumerate().map(row).collect()
}

/// Whether every running node holds the same roots.
pub(super) fn agree<'a, T: PartialEq + 'a>(mut roots: impl Iterator<Item = &'a T>) -> bool {
    let first = roots.next();
    roots.all(|other| Some(other) == first)
}

fn show(context: &Context, lab: &Lab) -> Result<Exit, Failure> {
    let rows = rows(lab);
    let same = agree(rows.iter().filter(|row| row.running).map(|row| &row.roots));
    if context.json {
        context.out.json(&serde_json::json!({
            "federation": lab.federation, "fingerprint": lab.fingerprint, "same_roots": same, "nodes": rows,
        }));
        return Ok(Exit::Done);
    }
    let tr = &context.tr;
    let mut table = Table::new([
        "#".to_owned(),
        say!(tr, "column-coop"),
        say!(tr, "mesh-column-state"),
        say!(tr, "mesh-column-joined"),
        say!(tr, "mesh-column-entries"),
        say!(tr, "mesh-column-process"),
    ]);
    for row in &rows {
        let state = if !row.running {
            Cell::toned(Tone::Bad, say!(tr, "mesh-stopped"))
        } else if row.up_to_date {
            Cell::toned(Tone::Good, say!(tr, "mesh-up-to-date"))
        } else {
            Cell::toned(Tone::Warn, say!(tr, "mesh-behind"))
        };
        table.row([
            row.number.to_string().into(),
            row.name.clone().into(),
            state,
            say!(tr, "of", n = row.connected, total = rows.len().saturating_sub(1)).into(),
            render::number(row.entries, tr).into(),
            row.pid.map(|pid| pid.to_string()).unwrap_or_default().into(),
        ]);
    }
    context.note(&say!(tr, "mesh-title", name = lab.federation.as_str(), words = lab.fingerprint.as_str()));
    context.out.line(&table.render(&context.out));
    let key = if same { say!(tr, "mesh-same") } else { say!(tr, "mesh-different") };
    context.note(&key);
    context.note(&say!(tr, "mesh-where", path = lab.dir.display().to_string()));
    Ok(Exit::Done)
}

fn partition(context: &Context, args: &PartitionArgs) -> Result<Exit, Failure> {
    let lab = Lab::there(&dir(context, &args.at, "lab"))?;
    let side: Vec<CoopId> = if args.nodes.is_empty() {
        lab.nodes.iter().take(lab.nodes.len().div_ceil(2)).map(|node| node.coop).collect()
    } else {
        args.nodes.iter().map(|text| lab.node(text).map(|node| node.coop)).collect::<Result<_, _>>()?
    };
    lab.partition(&side)?;
    let (here, there): (Vec<_>, Vec<_>) = lab.nodes.iter().partition(|node| side.contains(&node.coop));
    let names = |nodes: Vec<&lab::Node>| {
        let names: Vec<String> = nodes.iter().map(|node| node.name.clone()).collect();
        render::listed(&names, &context.tr)
    };
    context.note(&say!(context.tr, "mesh-partitioned", here = names(here), there = names(there)));
    Ok(Exit::Done)
}

fn kill(context: &Context, args: &KillArgs) -> Result<Exit, Failure> {
    let lab = Lab::there(&dir(context, &args.at, "lab"))?;
    let node = lab.node(&args.node)?;
    node.kill();
    lab::wait(|| !node.is_running());
    context.note(&say!(context.tr, "mesh-killed", name = node.name.as_str()));
    Ok(Exit::Done)
}

fn down(context: &Context, args: &DownArgs) -> Result<Exit, Failure> {
    let lab = Lab::there(&dir(context, &args.at, "lab"))?;
    progress::during(context, &say!(context.tr, "mesh-stopping", count = lab.nodes.len()), || lab.stop());
    if args.erase {
        lab.erase()?;
        context.note(&say!(context.tr, "mesh-erased", path = lab.dir.display().to_string()));
    } else {
        context.note(&say!(context.tr, "mesh-down", path = lab.dir.display().to_string()));
    }
    Ok(Exit::Done)
}
