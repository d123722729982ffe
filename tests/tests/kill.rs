//! A node that is killed at any moment while it signs: what it acknowledged is there, and it contradicts nothing.
//!
//! `BIGRE_KILLS=500 cargo test -p bigre-tests --test kill -- --nocapture` kills more often; `SEED=n` at other moments.

#![allow(clippy::unwrap_used, reason = "a test stops at what should not be")]

mod real;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use bigre::lab::{self, Lab, Node};
use bigre_node::api::model::{ActDraft, Acted, Changed, EntryDraft, EntryView, Propose};
use bigre_protocol::id::ObjectId;
use bigre_tests::campaign::{number, say};
use bigre_tests::rng::Rng;
use hyper::Method;

use real::{approve, client, is_ready, register};

/// How often the node is killed in an ordinary run.
const KILLS: u64 = 10;
/// How often in one federation: a cooperative signs 500 entries of its journal a day, three for each page here.
const KILLS_OF_ONE: u64 = 100;
/// How long a restart may take.
const RESTART: Duration = Duration::from_secs(5);

/// What the node acknowledged.
struct Promised {
    entries: Vec<String>,
    pages: Vec<ObjectId>,
}

/// Changes its directory until it dies; the ids acknowledged.
fn edit(node: &Node, seed: u64, stop: &AtomicBool) -> Vec<String> {
    let mut ids = Vec::new();
    for turn in 0.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let title = Some(format!("offre {seed} {turn}"));
        let draft = EntryDraft { kind: "offer".into(), title, ..EntryDraft::default() };
        if let Ok(Changed { id: Some(id), .. }) = client(node).send(Method::POST, "/v1/entries", &draft) {
            ids.push(id.to_string());
        }
    }
    ids
}

/// Proposes pages and approves them until it dies; the pages acknowledged.
fn propose(node: &Node, seed: u64, stop: &AtomicBool) -> Vec<ObjectId> {
    let mut pages = Vec::new();
    for turn in 0.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let members = Some(1_000_000 + seed * 1_000 + turn % 900);
        let act = ActDraft::Rules { members, entries: None, bytes: None, charter: None, vocabularies: None };
        let sent = client(node).send(Method::POST, "/v1/register/pages", &Propose { act, minutes: None });
        if let Ok(Acted { id }) = sent {
            pages.push(id);
        }
        if let (Some(view), Some(page)) = (register(node), pages.last()) {
            let _ = approve(node, &view, *page, false);
        }
    }
    pages
}

/// The others approve what is proposed, so that the next page can be proposed.
fn decide(lab: &Lab) -> bool {
    let Some(view) = register(&lab.nodes[1]) else { return false };
    let Some(page) = view.proposals.first().map(|page| page.id) else { return true };
    for node in &lab.nodes[1..] {
        lab::wait(|| {
            register(node).is_some_and(|v| v.height > view.height || v.proposals.iter().any(|p| p.id == page))
        });
        let _ = approve(node, &view, page, false);
    }
    let is_decided =
        || lab.nodes.iter().all(|node| register(node).is_some_and(|now| now.height > view.height));
    lab::wait(is_decided);
    is_decided()
}

#[test]
fn killed_at_any_moment_a_node_keeps_its_word() {
    let mut mesh = real::mesh(4);
    let seed = number("SEED").unwrap_or(1);
    let kills = number("BIGRE_KILLS").unwrap_or(KILLS);
    let mut rng = Rng::new(seed);
    let (mut slowest, mut entries, mut pages, mut reached) = (Duration::ZERO, 0, 0, 0);
    for cycle in 0..kills {
        if cycle > 0 && cycle % KILLS_OF_ONE == 0 {
            reached += register(mesh.node(0)).unwrap().height;
            mesh = real::mesh(4);
        }
        lab::wait(|| is_ready(&mesh.lab.nodes[0]));
        assert!(is_ready(&mesh.lab.nodes[0]), "cycle {cycle}: the node signs");
        let stop = AtomicBool::new(false);
        let ms = rng.within(5..1_500);
        let promised = std::thread::scope(|scope| {
            let node = &mesh.lab.nodes[0];
            let edits = scope.spawn(|| edit(node, cycle, &stop));
            let pages = scope.spawn(|| propose(node, cycle, &stop));
            std::thread::sleep(Duration::from_millis(ms));
            mesh.kill(0);
            stop.store(true, Ordering::Relaxed);
            Promised { entries: edits.join().unwrap(), pages: pages.join().unwrap() }
        });
        let begun = Instant::now();
        mesh.lab.start().unwrap();
        slowest = slowest.max(begun.elapsed());
        assert!(begun.elapsed() < RESTART, "cycle {cycle}: it starts in {:?}", begun.elapsed());
        let node = &mesh.lab.nodes[0];
        for id in &promised.entries {
            assert!(
                client(node).get::<EntryView>(&format!("/v1/entries/{id}")).is_ok(),
                "cycle {cycle}: {id} is lost"
            );
        }
        let view = register(node).unwrap();
        let known: Vec<ObjectId> = view.proposals.iter().chain(&view.pages).map(|page| page.id).collect();
        assert!(promised.pages.iter().all(|page| known.contains(page)), "cycle {cycle}: a page is lost");
        lab::wait(|| is_ready(&mesh.lab.nodes[0]));
        assert!(
            decide(&mesh.lab),
            "cycle {cycle}: what was proposed is decided: {:#?}",
            mesh.lab.nodes.iter().map(register).collect::<Vec<_>>()
        );
        assert!(mesh.is_blameless(), "cycle {cycle}: nobody contradicted anything");
        entries += promised.entries.len();
        pages += promised.pages.len();
    }
    reached += register(mesh.node(0)).unwrap().height;
    say(&format!(
        "{kills} kills: {entries} entries and {pages} proposals acknowledged, {reached} pages sealed, slowest restart {slowest:?}\n"
    ));
    assert!(entries > 0 && pages > 0, "something was acknowledged");
}
