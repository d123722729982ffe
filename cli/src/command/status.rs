//! `bigre status`, `peers`, `sync status`: whether all is well, and what to look at if it is not.

use std::time::{Duration, Instant};

use bigre_node::api::model::{Asked, DirectoryState, DirectoryView, PeerView, Signing, Status};

use hyper::Method;

use super::entry::Lines;
use crate::args::SyncVerb;
use crate::client::ClientError;
use crate::context::Context;
use crate::failure::{Exit, Failure, Told};
use crate::i18n::{Translator, Value};
use crate::out::Tone;
use crate::render::{Cell, Table, date, listed, number, size, wrap};
use crate::{progress, say};

/// How often the node is looked at while waiting for it.
const LOOK: Duration = Duration::from_millis(50);

pub(super) fn run(context: &Context) -> Result<Exit, Failure> {
    let client = context.client()?;
    let status: Status = client.get("/v1/status")?;
    if context.json {
        context.out.json(&status);
        return Ok(Exit::Done);
    }
    let directories: Vec<DirectoryView> = client.get("/v1/sync")?;
    let (tone, line) = verdict(context, &status, &directories);
    let columns = usize::from(context.out.columns);
    context.out.line(&context.out.paint(tone, &wrap(&line, columns).join("\n")));
    for warning in &status.warnings {
        let text = say!(context.tr, "status-warning", text = Told::of(warning, &context.tr).line());
        context.out.line(&context.out.paint(Tone::Warn, &wrap(&text, columns).join("\n")));
    }
    if !context.quiet {
        context.out.line("");
        context.out.line(&details(context, &status).render(&context.out));
    }
    Ok(Exit::Done)
}

/// The first line: all is well, or what is not, with counts.
fn verdict(context: &Context, status: &Status, directories: &[DirectoryView]) -> (Tone, String) {
    let current = directories.iter().filter(|directory| directory.state == DirectoryState::Current).count();
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let others = status.cooperatives.max(1) - 1;
    let well = status.up_to_date
        && !status.isolated
        && status.warnings.is_empty()
        && status.connected >= others
        && status.signing == Signing::Ready;
    let state = if well {
        "well"
    } else if status.isolated || matches!(status.signing, Signing::Forked | Signing::Twin) {
        "bad"
    } else if status.up_to_date {
        "watch"
    } else {
        "behind"
    };
    let line = say!(
        context.tr,
        "status-first",
        state = state,
        current = count(current),
        directories = count(directories.len()),
        connected = status.connected,
        others = others,
    );
    (
        if well {
            Tone::Good
        } else if state == "bad" {
            Tone::Bad
        } else {
            Tone::Warn
        },
        line,
    )
}

fn details(context: &Context, status: &Status) -> Lines {
    let tr = &context.tr;
    let mut lines = Lines::new(status.name.as_str());
    let federation = format!("{} ({})", status.federation_name, status.fingerprint);
    lines.add(say!(tr, "label-federation"), federation);
    lines.add(
        say!(tr, "label-founders"),
        say!(tr, "status-founders", signed = status.assents, all = status.founders),
    );
    let register = say!(tr, "status-register", page = status.page, cooperatives = status.cooperatives);
    lines.add(say!(tr, "label-register"), register);
    if status.awaiting > 0 {
        let awaiting = say!(tr, "status-awaiting", count = status.awaiting);
        lines.add_toned(say!(tr, "label-awaiting"), Tone::Strong, awaiting);
    }
    let directory =
        say!(tr, "status-directory", number = status.number, signing = signing(&status.signing, tr));
    lines.add(say!(tr, "label-directory"), directory);
    lines.add(
        say!(tr, "label-held"),
        say!(tr, "status-held", entries = status.entries, members = status.members),
    );
    let storage = &status.storage;
    let (disk, live) = (size(storage.disk_bytes, tr), size(storage.live_bytes, tr));
    lines.add(say!(tr, "label-store"), say!(tr, "status-store", disk = disk, live = live));
    lines.add(say!(tr, "label-listening"), status.listening.join("\n"));
    lines.add(say!(tr, "label-started"), date::full(status.started, context.now, tr));
    lines.add(say!(tr, "label-version"), status.version.as_str());
    lines.add_toned(say!(tr, "label-id"), Tone::Dim, status.coop.short());
    lines
}

fn signing(signing: &Signing, tr: &Translator) -> String {
    match signing {
        Signing::Ready => say!(tr, "signing-ready"),
        Signing::WaitingForPeers { heard, needed } => {
            say!(tr, "signing-waiting", heard = *heard, needed = *needed)
        }
        Signing::Restoring => say!(tr, "signing-restoring"),
        Signing::Forked => say!(tr, "signing-forked"),
        Signing::Twin => say!(tr, "signing-twin"),
        Signing::NotMember => say!(tr, "signing-not-member"),
    }
}

pub(super) fn peers(context: &Context) -> Result<Exit, Failure> {
    let peers: Vec<PeerView> = context.client()?.get("/v1/peers")?;
    if context.json {
        context.out.json(&peers);
        return Ok(Exit::Done);
    }
    let tr = &context.tr;
    if peers.is_empty() {
        context.note(&say!(tr, "peers-none"));
        return Ok(Exit::Done);
    }
    let mut table = Table::new([
        say!(tr, "column-coop"),
        say!(tr, "column-state"),
        say!(tr, "column-directories"),
        say!(tr, "column-heard"),
        say!(tr, "column-addresses"),
    ]);
    for peer in &peers {
        let (tone, state) = peer_state(peer, context);
        let heard = peer.last_heard.map(|heard| date::relative(heard, context.now, tr)).unwrap_or_default();
        table.row([
            peer.name.as_str().into(),
            Cell::toned(tone, state),
            say!(tr, "peers-same", same = peer.same, all = peer.directories).into(),
            heard.into(),
            peer.addresses.join("\n").into(),
        ]);
    }
    context.out.line(&table.without_empty_columns().render(&context.out));
    Ok(Exit::Done)
}

fn peer_state(peer: &PeerView, context: &Context) -> (Tone, String) {
    let tr = &context.tr;
    let since = peer.since.map_or_else(|| "none".into(), |since| date::relative(since, context.now, tr));
    let state = if peer.connected { "connected" } else { "away" };
    let mut text = say!(tr, "peers-state", state = state, since = since);
    if let Some(code) = &peer.problem {
        let why = tr.find(code, &[]).unwrap_or_else(|| code.clone());
        text = say!(tr, "peers-problem", state = text, why = why);
    }
    (if peer.connected { Tone::Good } else { Tone::Warn }, text)
}

pub(super) fn sync(context: &Context, verb: &SyncVerb) -> Result<Exit, Failure> {
    if let SyncVerb::Now { timeout } = verb {
        return now(context, Duration::from_secs(*timeout));
    }
    let directories: Vec<DirectoryView> = context.client()?.get("/v1/sync")?;
    if context.json {
        context.out.json(&directories);
        return Ok(Exit::Done);
    }
    let tr = &context.tr;
    let mut table = Table::new([
        say!(tr, "column-directory"),
        say!(tr, "column-state"),
        say!(tr, "column-entries"),
        say!(tr, "column-number"),
        say!(tr, "column-confirmed"),
        say!(tr, "column-held-by"),
    ]);
    for directory in &directories {
        let confirmed =
            directory.signed.map(|signed| date::relative(signed, context.now, tr)).unwrap_or_default();
        let (tone, state) = directory_state(directory.state, tr);
        table.row([
            directory.name.as_str().into(),
            Cell::toned(tone, state),
            entries(directory, tr).into(),
            versions(directory, tr).into(),
            confirmed.into(),
            listed(&directory.held_by, tr).into(),
        ]);
    }
    context.out.line(&table.without_empty_columns().render(&context.out));
    Ok(Exit::Done)
}

/// Compares with everybody, and waits until every other cooperative was heard and nothing newer is known.
fn now(context: &Context, timeout: Duration) -> Result<Exit, Failure> {
    let client = context.client()?;
    let tr = &context.tr;
    let end = Instant::now() + timeout;
    let ask = || client.send::<_, Asked>(Method::POST, "/v1/sync", &());
    let mut met = 0;
    let complete = progress::during(context, &say!(tr, "sync-waiting"), || {
        // A node that is just starting is waited for too.
        let mut asked = ask();
        while matches!(asked, Err(ClientError::NoNode { .. })) && Instant::now() < end {
            std::thread::park_timeout(LOOK);
            asked = ask();
        }
        let mut asked = asked?;
        loop {
            let (peers, status): (Vec<PeerView>, Status) =
                (client.get("/v1/peers")?, client.get("/v1/status")?);
            let heard = peers.iter().filter(|peer| peer.last_heard.is_some_and(|heard| heard >= asked.asked));
            if heard.count() == peers.len() && status.up_to_date {
                return Ok::<bool, Failure>(true);
            }
            if Instant::now() >= end {
                return Ok(false);
            }
            // A peer that connected since then was not asked.
            let connected = peers.iter().filter(|peer| peer.connected).count();
            if connected > met {
                asked = ask()?;
            }
            met = connected;
            std::thread::park_timeout(LOOK);
        }
    })?;
    let peers: Vec<PeerView> = client.get("/v1/peers")?;
    let missing: Vec<String> =
        peers.iter().filter(|peer| !peer.connected).map(|peer| peer.name.clone()).collect();
    if context.json {
        context.out.json(&serde_json::json!({ "complete": complete, "not_joined": missing }));
    } else if complete {
        context.note(&say!(tr, "sync-complete", count = peers.len()));
    } else {
        context.out.error(&say!(tr, "sync-incomplete", count = missing.len(), names = listed(&missing, tr)));
    }
    Ok(if complete { Exit::Done } else { Exit::Refused })
}

/// `412 sur 412`; what is being fetched counts what came of what is to come; an unknown total is not shown.
fn entries(directory: &DirectoryView, tr: &Translator) -> String {
    match directory.state {
        DirectoryState::Pulling if directory.expected > 0 => {
            say!(tr, "sync-count", held = directory.received, all = directory.expected)
        }
        DirectoryState::Current => say!(tr, "sync-count", held = directory.entries, all = directory.entries),
        DirectoryState::Unknown => String::new(),
        _ => number(directory.entries, tr),
    }
}

/// `17`, or `15 → 17` when a newer one exists.
fn versions(directory: &DirectoryView, tr: &Translator) -> String {
    match directory.newest > directory.number {
        true => format!("{} → {}", number(directory.number, tr), number(directory.newest, tr)),
        false => number(directory.number, tr),
    }
}

pub(super) fn directory_state(state: DirectoryState, tr: &Translator) -> (Tone, String) {
    let (code, tone) = match state {
        DirectoryState::Current => ("current", Tone::Good),
        DirectoryState::Behind => ("behind", Tone::Warn),
        DirectoryState::Pulling => ("pulling", Tone::Plain),
        DirectoryState::Unknown => ("unknown", Tone::Warn),
        DirectoryState::Lapsed => ("lapsed", Tone::Warn),
        DirectoryState::Forked => ("forked", Tone::Bad),
    };
    (tone, tr.say("directory-state", &[("state", Value::from(code))]))
}
