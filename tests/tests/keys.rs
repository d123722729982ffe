//! Node keys that change while a node works, restarts and old backups, one story at a time, on whole nodes.

use bigre_protocol::card::{Card, Cut};
use bigre_protocol::envelope::public_key;
use bigre_protocol::replica::{Action, Refusal, Signing};
use bigre_tests::disk::Disk;
use bigre_tests::fixtures;
use bigre_tests::mesh::{CrashPoint, Mesh};
use bigre_tests::stories::*;

/// The next card of a cooperative, with a new node key.
fn rekeyed(mesh: &Mesh, at: usize, whom: usize, cut: Cut) -> Vec<u8> {
    let before = card(mesh, at, whom);
    let fresh = fixtures::key(whom, 11);
    let keys = [&fixtures::key(whom, 2), &fresh];
    let change = |card: &mut Card| (card.node, card.cut) = (public_key(&fresh), Some(cut));
    mesh.federation.next_card(&before, &keys, change)
}

fn edit(mesh: &mut Mesh, at: usize) -> bigre_protocol::replica::Request {
    let entry = fixtures::entry(&mut mesh.rng);
    mesh.edit(at, vec![entry], Vec::new())
}

#[test]
fn a_guest_that_restarts_alone_has_kept_its_directory() {
    let mut mesh = started(4, 2);
    for (guest, by) in [(4, &[0, 1, 2][..]), (5, &[0, 1, 2, 3])] {
        let act = mesh.federation.admission(guest);
        decide(&mut mesh, act, by);
        mesh.start(guest);
        mesh.run(2 * MINUTE);
    }
    for at in 0..5 {
        mesh.crash(at, CrashPoint::Now, false);
    }
    add(&mut mesh, 5, 3);
    mesh.run(5_000);
    assert_eq!(directory(&mesh, 5, 5).1, 3);
    mesh.crash(5, CrashPoint::Now, false);
    mesh.start(5);
    mesh.run(5_000);
    assert_eq!(directory(&mesh, 5, 5), (1, 3));
    fine(&mesh);
}

#[test]
fn nothing_is_signed_with_a_retired_key() {
    let mut mesh = started(4, 0);
    let page = propose(&mut mesh, 0, rules(9));
    approve(&mut mesh, 1, page);
    add(&mut mesh, 1, 2);
    mesh.run(30_000);
    let cut = cut(&mesh, 1, 1);
    let card = rekeyed(&mesh, 1, 1, cut);
    // One change waits for the second to end, and the card comes before.
    edit(&mut mesh, 1);
    let waiting = edit(&mut mesh, 1);
    let cut = Cut { directory: cut.directory + 1, ..cut };
    mesh.run(300);
    let card = if cut.directory == 2 { rekeyed(&mesh, 1, 1, cut) } else { card };
    assert!(act_card(&mut mesh, 1, card).is_ok());
    mesh.run(10_000);
    assert_eq!(mesh.checks.answer(waiting), Some(&Err(Refusal::Restoring)));
    let withdrawal = mesh.federation.approval(1, page, true);
    assert_eq!(act(&mut mesh, 1, Action::Approval(withdrawal)), Err(Refusal::Restoring));
    mesh.rekey(1, fixtures::key(1, 11));
    mesh.run(MINUTE);
    add(&mut mesh, 1, 1);
    assert!(mesh.run_until(3 * MINUTE, |mesh| (0..4).all(|at| directory(mesh, at, 1) == (3, 4))));
    decide(&mut mesh, rules(8), &[1, 2, 3]);
    let coop = mesh.federation.coops[1];
    mesh.run(2 * MINUTE);
    let held: Vec<_> = (0..4).map(|at| replica(&mesh, at).journal(&coop).cloned()).collect();
    assert!(held.iter().all(|journal| *journal == held[0] && journal.is_some()), "{held:?}");
    fine(&mesh);
}

#[test]
fn a_new_key_goes_on_from_the_cut_after_a_crash() {
    let mut mesh = started(4, 0);
    propose(&mut mesh, 1, rules(9));
    mesh.run(MINUTE);
    let (image, cut) = (mesh.machines[1].durable.clone(), cut(&mesh, 0, 1));
    // The next entry reaches nobody, and the disk is lost with it: all but the sign-lock.
    for other in [0, 2, 3] {
        mesh.forbid(other.min(1), other.max(1), true);
        mesh.close(other.min(1), other.max(1));
    }
    propose(&mut mesh, 1, rules(8));
    mesh.crash(1, CrashPoint::Now, false);
    let lock = mesh.machines[1].durable.lock;
    mesh.machines[1].durable = image;
    mesh.machines[1].durable.lock = lock;
    mesh.heal_links();
    mesh.start(1);
    mesh.run(2 * MINUTE);
    assert_eq!(replica(&mesh, 1).signing(), Signing::Restoring, "nobody holds what it signed");
    // A card with a new key cuts the old one off; the node dies before it took the key up.
    let card = rekeyed(&mesh, 1, 1, cut);
    assert!(act_card(&mut mesh, 1, card).is_ok());
    mesh.crash(1, CrashPoint::Now, false);
    mesh.rekey(1, fixtures::key(1, 11));
    mesh.start(1);
    assert!(mesh.run_until(2 * MINUTE, |mesh| replica(mesh, 1).signing() == Signing::Ready));
    decide(&mut mesh, rules(7), &[1, 2, 3]);
    let coop = mesh.federation.coops[1];
    assert!(mesh.run_until(2 * MINUTE, |mesh| {
        let held = |at| replica(mesh, at).journal(&coop).map(|journal| journal.seq());
        (0..4).all(|at| held(at) == held(1))
    }));
    fine(&mesh);
}

#[test]
fn two_hundred_old_backups_contradict_nothing() {
    let mut mesh = started(4, 0);
    let mut images: Vec<Vec<Disk>> = vec![Vec::new(); 4];
    for turn in 0..200 {
        let at = mesh.rng.index(4);
        for (at, images) in images.iter_mut().enumerate() {
            images.push(mesh.machines[at].durable.clone());
        }
        edit(&mut mesh, at);
        let other = mesh.rng.index(4);
        match turn % 4 {
            0 => drop(decide(&mut mesh, rules(1_000 + turn), &[at, (at + 1) % 4, (at + 2) % 4])),
            _ => drop(mesh.act(other, Action::Propose { act: Box::new(rules(2_000 + turn)), minutes: None })),
        }
        mesh.run(20_000);
        let before = cut(&mesh, at, at);
        // Without its sign-lock, only what others hold tells it what it signed.
        assert!(mesh.run_until(2 * MINUTE, |mesh| (0..4).all(|other| cut(mesh, other, at) == before)));
        mesh.crash(at, CrashPoint::Now, turn % 2 == 0);
        // With its sign-lock, with the backup's, or with none.
        let lock = mesh.machines[at].durable.lock;
        let image = mesh.rng.pick(&images[at]).cloned().expect("an image");
        let old = image.lock.filter(|lock| !lock.is_nothing());
        let lock = [lock, old, None][mesh.rng.index(3)];
        mesh.machines[at].durable = Disk { lock, ..image };
        mesh.start(at);
        assert!(mesh.run_until(MINUTE, |mesh| replica(mesh, at).signing() == Signing::Ready), "turn {turn}");
        assert_eq!(cut(&mesh, at, at), before, "turn {turn}: what it signed came back");
        assert!(mesh.run_until(MINUTE, |mesh| height(mesh, at) == height(mesh, (at + 1) % 4)), "turn {turn}");
        mesh.run(5_000);
        assert!((0..4).all(|at| replica(&mesh, at).proofs().count() == 0), "turn {turn}");
        fine(&mesh);
    }
}
