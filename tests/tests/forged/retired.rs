//! What a retired key still signs.

use bigre_protocol::directory::head::Head;
use bigre_protocol::durable::ProofKind;
use bigre_protocol::envelope::{self, ObjectKind};
use bigre_protocol::frame::Frame;
use bigre_protocol::id::ObjectId;
use bigre_protocol::journal::{Body, Entry};
use bigre_protocol::limits::DAY_MS;

use super::Scene;
use super::council::{START, TODAY, of};
use super::proofs::word;
use bigre_protocol::rejection::Verdict::Ignore;

#[test]
fn a_retired_key_announces_no_page() {
    let mut scene = Scene::new();
    scene.rotated();
    scene.council.rekey(1, 6);
    let notice = scene.council.sign(1, scene.council.draft(1, &Body::Propose(ObjectId([5; 32])))).bytes;
    assert_eq!(scene.gossip(Frame::Entry(notice)), (Ignore, Some("void")));
}

#[test]
fn below_a_cut_nothing_is_taken_off_the_chain_that_it_names() {
    // The node was away while the second founder wrote two entries, its key was stolen, and it took another.
    let mut scene = Scene::new();
    let good = [1, 2].map(|n| scene.council.entry(1, &word(n)));
    let card = scene.council.rotation(1, 0);
    scene.give([Frame::Card(card)]);
    let stolen = Entry { seq: 1, previous: None, ..scene.council.draft(1, &word(9)) };
    let stolen = Frame::Entry(scene.council.sign(1, stolen).bytes);
    scene.gossip(stolen);
    for entry in good {
        scene.gossip(Frame::Entry(entry));
    }
    assert!(!scene.proves(1, ProofKind::Journal), "the thief contradicted it, not itself");
    assert_eq!(
        scene.replica.journal(&scene.council.coops[1]).map(|held| held.head()),
        Some(scene.council.tip(1).1)
    );
}

#[test]
fn a_retired_key_freezes_no_journal() {
    let mut scene = Scene::new();
    scene.rotated();
    scene.council.rekey(1, 6);
    let stolen = Entry { seq: 1, previous: None, ..scene.council.draft(1, &word(9)) };
    let stolen = Frame::Entry(scene.council.sign(1, stolen).bytes);
    scene.gossip(stolen);
    assert!(!scene.proves(1, ProofKind::Journal));
}

#[test]
fn a_retired_key_freezes_no_directory() {
    let mut scene = Scene::new();
    scene.rotated();
    let head = |time| {
        let root = bigre_protocol::directory::tree::empty_root();
        let (bytes, count, delta, lease) = (0, 0, None, START + DAY_MS);
        let head = Head { root, time, bytes, count, delta, lease, prior: root, number: 2 };
        envelope::sign(&scene.council.federation, ObjectKind::Head, &of(1, 6), head).bytes
    };
    let proof = Frame::Fork(head(START), head(START - 1));
    scene.gossip(proof);
    assert!(!scene.proves(1, ProofKind::Directory));
}

#[test]
fn a_retired_key_proves_no_fault_of_votes() {
    let mut scene = Scene::new();
    scene.rotated();
    scene.council.rekey(1, 6);
    let ballot = |n| scene.council.ballot(ObjectId([n; 32]), TODAY, None);
    let [one, two] = [1, 2].map(|n| scene.council.sign(1, scene.council.draft(1, &ballot(n))).bytes);
    scene.gossip(Frame::Fork(one, two));
    assert!(!scene.proves(1, ProofKind::Votes));
}
