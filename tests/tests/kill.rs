//! A node that is killed at any moment while it signs: what it acknowledged is there, and it contradicts nothing.
//!
//! `BIGRE_KILLS=500 cargo test -p bigre-tests --test kill -- --nocapture` kills more often; `SEED=n` at other moments.

#![allow(clippy::unwrap_used, reason = "a test stops at what should not be")]

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use bigre::client::Client;
use bigre::lab::{self, Lab, Node};
use bigre_node::api::model::{
    ActDraft, Acted, Changed, EntryDraft, EntryView, Propose, RegisterView, Signed, Signing, Status,
};
use bigre_node::identity::{Identity, Passphrase};
use bigre_protocol::envelope::{self, ObjectKind};
use bigre_protocol::id::ObjectId;
use bigre_protocol::register::Approval;
use bigre_tests::rng::Rng;
use hyper::Method;

const PROGRAM: &str = env!("CARGO_BIN_EXE_bigre-under-test");
/// How often the node is killed in an ordinary run.
const KILLS: u64 = 10;
/// How long a restart may take.
const RESTART: Duration = Duration::from_secs(5);

struct Killed(Lab, #[expect(dead_code, reason = "erased with it")] tempfile::TempDir);

impl Drop for Killed {
    fn drop(&mut self) {
        self.0.nodes.iter().for_each(Node::kill);
    }
}

/// What the node acknowledged.
struct Promised {
    entries: Vec<String>,
    pages: Vec<ObjectId>,
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

fn client(node: &Node) -> Client {
    Client::new(node.dir.join("api.sock")).unwrap()
}

fn register(node: &Node) -> Option<RegisterView> {
    client(node).get("/v1/register").ok()
}

fn is_ready(node: &Node) -> bool {
    client(node).get::<Status>("/v1/status").is_ok_and(|status| status.signing == Signing::Ready)
}

/// A cooperative's people approve a page.
fn approve(node: &Node, view: &RegisterView, page: ObjectId) -> bool {
    let key = Identity::unlock_vote(&node.dir, &Passphrase::new("laboratoire".into())).unwrap();
    let approval = Approval { coop: node.coop, page, charter: view.charter, withdrawn: false };
    let bytes = envelope::cosign(&view.federation, ObjectKind::Approval, &[&key], &approval);
    let object = data_encoding::HEXLOWER.encode(&bytes);
    client(node).send::<_, Acted>(Method::POST, "/v1/register/approvals", &Signed { object }).is_ok()
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
        let act = ActDraft::Rules { members, entries: None, bytes: None, charter: None };
        let sent = client(node).send(Method::POST, "/v1/register/pages", &Propose { act, minutes: None });
        if let Ok(Acted { id }) = sent {
            pages.push(id);
        }
        if let (Some(view), Some(page)) = (register(node), pages.last()) {
            approve(node, &view, *page);
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
        approve(node, &view, page);
    }
    let height = view.height + 1;
    lab::wait(|| lab.nodes.iter().all(|node| register(node).is_some_and(|view| view.height >= height)));
    lab.nodes.iter().all(|node| register(node).is_some_and(|view| view.height >= height))
}

/// Nobody is proved to have contradicted anything, on any node.
fn blameless(lab: &Lab) -> bool {
    let views = lab.nodes.iter().filter_map(register);
    views.into_iter().all(|view| view.split.is_none() && view.seats.iter().all(|seat| seat.faults.is_empty()))
}

#[test]
fn killed_at_any_moment_a_node_keeps_its_word() {
    let dir = tempfile::tempdir().unwrap();
    let names: Vec<String> = lab::NAMES.iter().take(4).map(ToString::to_string).collect();
    let mut lab = Lab::found(&dir.path().join("lab"), "Essai", &names).unwrap();
    lab.program = PathBuf::from(PROGRAM);
    lab.start().unwrap();
    let mut killed = Killed(lab, dir);
    let seed = number("SEED").unwrap_or(1);
    let kills = number("BIGRE_KILLS").unwrap_or(KILLS);
    let mut rng = Rng::new(seed);
    let (mut slowest, mut entries, mut pages) = (Duration::ZERO, 0, 0);
    for cycle in 0..kills {
        let lab = &mut killed.0;
        lab::wait(|| is_ready(&lab.nodes[0]));
        assert!(is_ready(&lab.nodes[0]), "cycle {cycle}: the node signs");
        let stop = AtomicBool::new(false);
        let ms = rng.within(5..1_500);
        let promised = std::thread::scope(|scope| {
            let node = &lab.nodes[0];
            let edits = scope.spawn(|| edit(node, cycle, &stop));
            let pages = scope.spawn(|| propose(node, cycle, &stop));
            std::thread::sleep(Duration::from_millis(ms));
            node.kill();
            stop.store(true, Ordering::Relaxed);
            Promised { entries: edits.join().unwrap(), pages: pages.join().unwrap() }
        });
        lab::wait(|| !lab.nodes[0].is_running());
        let begun = Instant::now();
        lab.start().unwrap();
        slowest = slowest.max(begun.elapsed());
        assert!(begun.elapsed() < RESTART, "cycle {cycle}: it starts in {:?}", begun.elapsed());
        let node = &lab.nodes[0];
        for id in &promised.entries {
            assert!(
                client(node).get::<EntryView>(&format!("/v1/entries/{id}")).is_ok(),
                "cycle {cycle}: {id} is lost"
            );
        }
        let view = register(node).unwrap();
        let known: Vec<ObjectId> = view.proposals.iter().chain(&view.pages).map(|page| page.id).collect();
        assert!(promised.pages.iter().all(|page| known.contains(page)), "cycle {cycle}: a page is lost");
        lab::wait(|| is_ready(&lab.nodes[0]));
        assert!(decide(lab), "cycle {cycle}: what was proposed is decided");
        assert!(blameless(lab), "cycle {cycle}: nobody contradicted anything");
        entries += promised.entries.len();
        pages += promised.pages.len();
    }
    let view = register(&killed.0.nodes[0]).unwrap();
    let text = format!(
        "{kills} kills: {entries} entries and {pages} proposals acknowledged, page {} reached, slowest restart {slowest:?}\n",
        view.height
    );
    let _ = std::io::Write::write_all(&mut std::io::stderr(), text.as_bytes());
    assert!(entries > 0 && pages > 0, "something was acknowledged");
}
