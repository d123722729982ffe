//! What a story of whole nodes is told with: acts upon the register, days that pass, and what a node then holds.
//!
//! Knows how people act on a node; must not know what comes of it. Stops where a story can't go on.

use bigre_protocol::card::{Card, Cut};
use bigre_protocol::durable::ProofKind;
use bigre_protocol::envelope::{self, ObjectKind, Verified};
use bigre_protocol::id::ObjectId;
use bigre_protocol::journal::{Body, Entry};
use bigre_protocol::register::{Act, Rules, Standing};
use bigre_protocol::replica::{Action, Refusal, Replica};
use bigre_protocol::text::Code;

use crate::fixtures;
use crate::mesh::{CrashPoint, Mesh, Options};

/// A minute, in milliseconds.
pub const MINUTE: u64 = 60_000;
/// A day, in milliseconds.
pub const DAY: u64 = 24 * 60 * MINUTE;

/// A node's replica.
pub fn replica(mesh: &Mesh, at: usize) -> &Replica {
    mesh.machines[at].replica().expect("the node runs")
}

/// A federation whose nodes are started and connected.
pub fn started(founders: usize, guests: usize) -> Mesh {
    let mut mesh = Mesh::with_guests(founders, guests, 1, Options::default());
    (0..founders).for_each(|at| mesh.start(at));
    mesh.run(5_000);
    mesh
}

/// Acts upon the register, and waits for the answer.
pub fn act(mesh: &mut Mesh, at: usize, action: Action) -> Result<ObjectId, Refusal> {
    let request = mesh.act(at, action);
    mesh.run_until(5_000, |mesh| mesh.acted.contains_key(&request));
    mesh.acted.get(&request).cloned().expect("an answer")
}

/// Proposes the next page.
pub fn propose(mesh: &mut Mesh, at: usize, act: Act) -> ObjectId {
    let action = Action::Propose { act: Box::new(act), minutes: None };
    self::act(mesh, at, action).expect("the page is proposed")
}

/// Approves a page, once it came.
pub fn approve(mesh: &mut Mesh, at: usize, page: ObjectId) {
    // The page must have come first.
    mesh.run_until(2 * MINUTE, |mesh| replica(mesh, at).votes().page(&page).is_some());
    let approval = mesh.federation.approval(at, page, false);
    assert_eq!(act(mesh, at, Action::Approval(approval)), Ok(page));
}

/// The number of the last page that a node holds.
pub fn height(mesh: &Mesh, at: usize) -> u64 {
    replica(mesh, at).register().height
}

/// Runs until some nodes hold a number of pages.
pub fn sealed(mesh: &mut Mesh, nodes: &[usize], height: u64, ms: u64) -> bool {
    mesh.run_until(ms, |mesh| nodes.iter().all(|at| self::height(mesh, *at) == height))
}

/// Proposes a page, has it approved, and waits for its seal.
pub fn decide(mesh: &mut Mesh, act: Act, by: &[usize]) -> ObjectId {
    let height = height(mesh, by[0]) + 1;
    let page = propose(mesh, by[0], act);
    by.iter().for_each(|at| approve(mesh, *at, page));
    assert!(sealed(mesh, by, height, 3 * MINUTE), "page {height} is sealed");
    page
}

/// Days pass, and the nodes work for some minutes now and then: time is what matters, not what is said meanwhile.
pub fn days(mesh: &mut Mesh, days: u64) {
    let up: Vec<usize> = (0..mesh.size()).filter(|at| mesh.machines[*at].is_up()).collect();
    for _ in 0..days.min(4) {
        up.iter().for_each(|at| mesh.crash(*at, CrashPoint::Now, false));
        mesh.run(days * DAY / days.clamp(1, 4));
        up.iter().for_each(|at| mesh.start(*at));
        mesh.run(2 * MINUTE);
    }
}

/// Days pass while no node runs.
pub fn sleep(mesh: &mut Mesh, days: u64) {
    let up: Vec<usize> = (0..mesh.size()).filter(|at| mesh.machines[*at].is_up()).collect();
    up.iter().for_each(|at| mesh.crash(*at, CrashPoint::Now, false));
    mesh.run(days * DAY);
    up.iter().for_each(|at| mesh.start(*at));
    mesh.run(MINUTE / 2);
}

/// A page of rules.
pub fn rules(members: u64) -> Act {
    Act::Rules(Rules { members: Some(members), ..Rules::default() })
}

/// The expulsion of a cooperative, cut where a node stands.
pub fn expel(mesh: &Mesh, at: usize, whom: usize) -> Act {
    let coop = mesh.federation.coops[whom];
    Act::Expel { cut: cut(mesh, at, whom), coop, grounds: Code::new("charte-6").expect("a code") }
}

/// Where what a cooperative signed ends, by what a node holds.
pub fn cut(mesh: &Mesh, at: usize, whom: usize) -> Cut {
    let coop = mesh.federation.coops[whom];
    let journal = replica(mesh, at).journal(&coop).map_or((0, None), |held| (held.seq(), held.head()));
    Cut { journal, directory: replica(mesh, at).directory(&coop).map_or(0, |held| held.number()) }
}

/// The card in force of a cooperative, on a node.
pub fn card(mesh: &Mesh, at: usize, whom: usize) -> Verified<Card> {
    replica(mesh, at).register().seat(&mesh.federation.coops[whom]).expect("a seat").card().clone()
}

/// What a cooperative is to the federation, on a node.
pub fn standing(mesh: &Mesh, at: usize, whom: usize) -> Option<Standing> {
    replica(mesh, at).register().seat(&mesh.federation.coops[whom]).map(|seat| seat.standing)
}

/// Adds entries to a node's directory.
pub fn add(mesh: &mut Mesh, at: usize, count: usize) {
    let entries = (0..count).map(|_| fixtures::entry(&mut mesh.rng)).collect();
    mesh.edit(at, entries, Vec::new());
}

/// Number and entries of a directory on a node.
pub fn directory(mesh: &Mesh, at: usize, whom: usize) -> (u64, usize) {
    let held = replica(mesh, at).directory(&mesh.federation.coops[whom]);
    held.map_or((0, 0), |held| (held.number(), held.len()))
}

/// No check failed.
pub fn fine(mesh: &Mesh) {
    assert_eq!(mesh.verdict(0), Ok(()));
}

/// Whether a node holds a proof against a cooperative.
pub fn proved(mesh: &Mesh, at: usize, whom: usize, kind: ProofKind) -> bool {
    let place = (mesh.federation.coops[whom], kind);
    replica(mesh, at).proofs().any(|proof| proof == place)
}

/// A journal entry of a cooperative, as its node would not sign it.
pub fn entry(mesh: &Mesh, at: usize, whom: usize, seq: u64, body: &Body) -> Vec<u8> {
    let register = replica(mesh, at).register();
    let (kind, bytes) = body.encode();
    let previous = (seq > 1).then_some(ObjectId([9; 32]));
    let page = (register.height, register.head);
    let entry = Entry { seq, body: bytes, kind, page, time: mesh.now, previous };
    envelope::sign(&register.federation, ObjectKind::Entry, &fixtures::node_key(whom), entry).bytes
}

/// Puts a card in force on its node.
pub fn act_card(mesh: &mut Mesh, at: usize, card: Vec<u8>) -> Result<ObjectId, Refusal> {
    act(mesh, at, Action::Card(card))
}
