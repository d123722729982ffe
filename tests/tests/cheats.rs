//! What one cheat of four may try on the register, one story at a time, on whole nodes: the others decide all the same.

use bigre_protocol::frame::Frame;
use bigre_protocol::id::ObjectId;
use bigre_protocol::journal::{Body, Vote};
use bigre_protocol::limits;
use bigre_protocol::register::agreement::Ballot;
use bigre_protocol::register::{Act, Page, attempt};
use bigre_tests::disk::Disk;
use bigre_tests::faults::{Kind, Lie};
use bigre_tests::mesh::{CrashPoint, Mesh};
use bigre_tests::stories::*;

const CHEAT: usize = 3;

/// Cuts a node off from the others.
fn part(mesh: &mut Mesh, at: usize) {
    for other in (0..mesh.size()).filter(|other| *other != at) {
        mesh.forbid(at.min(other), at.max(other), true);
        mesh.close(at.min(other), at.max(other));
    }
}

/// Lets a node have some objects, as if from the cheat.
fn show(mesh: &mut Mesh, at: usize, objects: &[Frame]) {
    for objects in objects.chunks(8) {
        mesh.import(at, objects.iter().map(Frame::to_bytes).collect());
    }
    mesh.run(1_000);
}

fn ballot(mesh: &Mesh, seq: u64, page: ObjectId, just: Option<u64>) -> Frame {
    let ballot = Ballot { height: 1, attempt: attempt(mesh.now), page, just };
    Frame::Entry(entry(mesh, 0, CHEAT, seq, &Body::Vote(Vote::Ballot(ballot))))
}

#[test]
fn who_claims_journals_that_it_does_not_hold_stops_nobody() {
    for kind in [Kind::Claims, Kind::ClaimsCut, Kind::Numbers, Kind::Cuts, Kind::Withholds, Kind::Silence] {
        let mut mesh = started(4, 0);
        mesh.machines[CHEAT].lie = Some(Lie::new(kind));
        mesh.checks.distrust(CHEAT);
        mesh.run(3 * MINUTE);
        for number in 1..3 {
            let page = propose_soon(&mut mesh, 0, rules(number));
            for at in 0..3 {
                approve_soon(&mut mesh, at, page);
            }
            mesh.run(2 * MINUTE);
            days(&mut mesh, 1);
            assert!(sealed(&mut mesh, &[0, 1, 2], number, 5 * MINUTE), "{kind:?}");
        }
        fine(&mesh);
    }
}

/// Proposes a page, again and again until it may.
fn propose_soon(mesh: &mut Mesh, at: usize, what: Act) -> ObjectId {
    for _ in 0..30 {
        let action = bigre_protocol::replica::Action::Propose { act: Box::new(what.clone()), minutes: None };
        if let Ok(page) = act(mesh, at, action) {
            return page;
        }
        mesh.run(2_000);
    }
    panic!("the page is never proposed");
}

/// Approves a page, again and again until it may.
fn approve_soon(mesh: &mut Mesh, at: usize, page: ObjectId) {
    for _ in 0..60 {
        let approval = mesh.federation.approval(at, page, false);
        if act(mesh, at, bigre_protocol::replica::Action::Approval(approval)) == Ok(page) {
            return;
        }
        mesh.run(2_000);
    }
    panic!("the page is never approved");
}

#[test]
fn ballots_that_cite_nothing_do_not_hide_the_one_that_counts() {
    let mut mesh = started(4, 0);
    mesh.checks.distrust(CHEAT);
    mesh.crash(CHEAT, CrashPoint::Now, false);
    let (one, other) = (propose(&mut mesh, 0, rules(1)), propose(&mut mesh, 1, rules(2)));
    mesh.run(10_000);
    part(&mut mesh, 1);
    let approval = |mesh: &Mesh, at, page| Frame::Approval(mesh.federation.approval(at, page, false));
    // One node sees that the second page is approved, and many ballots of the cheat's.
    let second: Vec<Frame> = [0, 2, 3].into_iter().map(|at| approval(&mesh, at, other)).collect();
    show(&mut mesh, 1, &second);
    let void: Vec<Frame> = (0..12).map(|at| ballot(&mesh, 10 + at, other, Some(at))).collect();
    show(&mut mesh, 1, &void);
    // Two others see that the first one is, and the cheat's ballot for it: it is certified.
    for at in [0, 2] {
        let first: Vec<Frame> = [0, 2, 3].into_iter().map(|at| approval(&mesh, at, one)).collect();
        show(&mut mesh, at, &first);
        let ballot = ballot(&mesh, 1, one, None);
        show(&mut mesh, at, &[ballot]);
    }
    mesh.run(10_000);
    assert_eq!(replica(&mesh, 0).votes().election().certificates().len(), 1);
    assert!(replica(&mesh, 1).votes().election().certificates().is_empty());
    mesh.heal_links();
    mesh.run(3 * MINUTE);
    days(&mut mesh, 2);
    assert!(sealed(&mut mesh, &[0, 1, 2], 1, 5 * MINUTE));
    fine(&mesh);
}

#[test]
fn proposals_by_the_dozen_do_not_hide_the_one_that_is_approved() {
    let mut mesh = started(4, 0);
    mesh.checks.distrust(CHEAT);
    mesh.crash(CHEAT, CrashPoint::Now, false);
    let coop = mesh.federation.coops[CHEAT];
    let proposal = |mesh: &Mesh, seq: u64| {
        let page = replica(mesh, 0).register().draft(rules(seq), coop, mesh.now, None).to_bytes();
        let id = Page::read(&page, &mesh.federation.founding.federation()).expect("a page").id;
        (id, [Frame::Entry(entry(mesh, 0, CHEAT, seq, &Body::Propose(id))), Frame::Page(page)])
    };
    let (page, objects) = proposal(&mesh, 1);
    part(&mut mesh, 1);
    let many: Vec<Frame> = (2..40).flat_map(|seq| proposal(&mesh, seq).1).collect();
    show(&mut mesh, 1, &many);
    assert_eq!(replica(&mesh, 1).votes().proposed_by(&coop), limits::PROPOSALS_HELD);
    for at in [0, 2] {
        show(&mut mesh, at, &objects);
        let approval = Frame::Approval(mesh.federation.approval(CHEAT, page, false));
        show(&mut mesh, at, &[approval]);
    }
    approve(&mut mesh, 0, page);
    approve(&mut mesh, 2, page);
    for at in [0, 2] {
        let ballot = ballot(&mesh, 2, page, None);
        show(&mut mesh, at, &[ballot]);
    }
    mesh.run(10_000);
    assert_eq!(replica(&mesh, 0).votes().election().certificates().len(), 1);
    mesh.heal_links();
    mesh.run(3 * MINUTE);
    for _ in 0..2 {
        mesh.sleep_apart(DAY);
        mesh.run(3 * MINUTE);
    }
    assert!(sealed(&mut mesh, &[0, 1, 2], 1, 5 * MINUTE));
    fine(&mesh);
}

#[test]
fn nobody_is_blamed_for_a_directory_that_a_rule_made_too_large() {
    let mut mesh = started(4, 0);
    add(&mut mesh, 1, 30);
    mesh.run(10_000);
    decide(&mut mesh, rules(2), &[0, 1, 2]);
    mesh.run(MINUTE);
    mesh.crash(3, CrashPoint::Now, false);
    mesh.machines[3].durable = Disk { lock: mesh.machines[3].durable.lock, ..Disk::default() };
    for at in [0, 2] {
        add(&mut mesh, at, 1);
    }
    mesh.start(3);
    mesh.run(3 * MINUTE);
    assert_eq!([0, 2].map(|at| directory(&mesh, 3, at).0), [1, 1], "the others' come all the same");
    fine(&mesh);
}
