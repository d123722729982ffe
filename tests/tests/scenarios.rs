//! What can happen to a federation, one story at a time. Must not know how a replica copes, only what comes of it.

use bigre_protocol::directory::entry::Entry;
use bigre_protocol::frame::{Frame, Gossip};
use bigre_protocol::id::{CoopId, EntryId};
use bigre_protocol::limits;
use bigre_protocol::replica::{Event, Refusal, Replica, Request, Signing};
use bigre_tests::disk::Disk;
use bigre_tests::faults::{KINDS, Kind, Lie, other_root};
use bigre_tests::fixtures;
use bigre_tests::mesh::{CrashPoint, Mesh, Options};
use bigre_tests::scenario::{agree, difference};

const OXALIS: usize = 0;
const COOPANAME: usize = 1;
const SMART: usize = 2;
const CREALEAD: usize = 3;
const MINUTE: u64 = 60_000;
const DAY: u64 = 24 * 60 * MINUTE;

fn quiet() -> Options {
    Options { gossip: false, ..Options::default() }
}

fn add(mesh: &mut Mesh, at: usize, count: usize) -> Vec<Entry> {
    let entries: Vec<Entry> = (0..count).map(|_| fixtures::entry(&mut mesh.rng)).collect();
    mesh.edit(at, entries.clone(), Vec::new());
    entries
}

fn replica(mesh: &Mesh, at: usize) -> &Replica {
    mesh.machines[at].replica().expect("the node runs")
}

fn number(mesh: &Mesh, at: usize, author: usize) -> u64 {
    replica(mesh, at).directory(&mesh.federation.coops[author]).map_or(0, |directory| directory.number())
}

fn told(mesh: &Mesh, at: usize, is: impl Fn(&Event) -> bool) -> bool {
    mesh.machines[at].told.iter().any(is)
}

/// Nothing failed, and everybody agrees.
fn fine(mesh: &mut Mesh) {
    agree(mesh, 5 * MINUTE);
    assert_eq!(mesh.verdict(0), Ok(()));
}

fn answer(mesh: &mut Mesh, request: Request) -> Result<u64, Refusal> {
    mesh.run_until(5_000, |mesh| mesh.checks.answer(request).is_some());
    mesh.checks.answer(request).cloned().expect("an answer")
}

fn put_back(mesh: &mut Mesh, at: usize, with_old_lock: bool) {
    mesh.crash(at, CrashPoint::Now, false);
    let lock = mesh.machines[at].durable.lock;
    mesh.machines[at].durable = mesh.machines[at].images[0].clone();
    if !with_old_lock {
        mesh.machines[at].durable.lock = lock;
    }
    mesh.start(at);
}

#[test]
fn a_restored_backup_catches_up_and_never_contradicts_itself() {
    for with_old_lock in [false, true] {
        let mut mesh = Mesh::started(4, 1, Options::default());
        for _ in 0..3 {
            add(&mut mesh, OXALIS, 2);
            mesh.run(2_000);
        }
        let image = mesh.machines[OXALIS].durable.clone();
        mesh.machines[OXALIS].images.push(image);
        for _ in 0..2 {
            add(&mut mesh, OXALIS, 2);
            mesh.run(2_000);
        }
        put_back(&mut mesh, OXALIS, with_old_lock);
        assert_eq!(number(&mesh, OXALIS, OXALIS), 3);
        let entry = fixtures::entry(&mut mesh.rng);
        let early = mesh.edit(OXALIS, vec![entry.clone()], Vec::new());
        assert_eq!(answer(&mut mesh, early), Err(Refusal::WaitingForPeers { heard: 1, needed: 3 }));
        fine(&mut mesh);
        assert_eq!(number(&mesh, OXALIS, OXALIS), 5);
        mesh.run(5_000);
        let late = mesh.edit(OXALIS, vec![entry], Vec::new());
        assert_eq!(answer(&mut mesh, late), Ok(6), "with old lock: {with_old_lock}");
        fine(&mut mesh);
    }
}

#[test]
fn a_disk_that_is_lost_with_its_sign_lock_waits_for_a_quorum() {
    let mut mesh = Mesh::started(4, 15, Options::default());
    add(&mut mesh, OXALIS, 2);
    mesh.run(2_000);
    mesh.crash(OXALIS, CrashPoint::Now, false);
    mesh.machines[OXALIS].durable = Disk::default();
    mesh.start(OXALIS);
    let entry = fixtures::entry(&mut mesh.rng);
    let early = mesh.edit(OXALIS, vec![entry.clone()], Vec::new());
    assert_eq!(answer(&mut mesh, early), Err(Refusal::WaitingForPeers { heard: 1, needed: 3 }));
    fine(&mut mesh);
    mesh.run(5_000);
    let late = mesh.edit(OXALIS, vec![entry], Vec::new());
    assert_eq!(answer(&mut mesh, late), Ok(2));
    fine(&mut mesh);
}

#[test]
fn a_restored_node_whose_clock_is_late_takes_its_own_heads_back() {
    let mut mesh = Mesh::started(4, 16, quiet());
    add(&mut mesh, OXALIS, 2);
    mesh.run(2_000);
    let image = mesh.machines[OXALIS].durable.clone();
    mesh.machines[OXALIS].images.push(image);
    mesh.set_clock(OXALIS, 9 * i64::try_from(MINUTE).unwrap());
    add(&mut mesh, OXALIS, 2);
    fine(&mut mesh);
    mesh.set_clock(OXALIS, -9 * i64::try_from(MINUTE).unwrap());
    put_back(&mut mesh, OXALIS, true);
    fine(&mut mesh);
    mesh.run(5_000);
    let entry = fixtures::entry(&mut mesh.rng);
    let late = mesh.edit(OXALIS, vec![entry], Vec::new());
    assert_eq!(answer(&mut mesh, late), Ok(3));
    fine(&mut mesh);
}

#[test]
fn a_restarted_peer_is_bounced() {
    let mut mesh = Mesh::started(3, 2, Options::default());
    mesh.crash(OXALIS, CrashPoint::Now, true);
    mesh.start(OXALIS);
    let oxalis = mesh.federation.coops[OXALIS];
    let restarted = |event: &Event| *event == Event::Restarted(oxalis);
    assert!(
        mesh.run_until(2 * MINUTE, |mesh| {
            told(mesh, COOPANAME, restarted) && told(mesh, SMART, restarted)
        })
    );
    mesh.run(5_000);
    // Gossip works again, long before heads are compared.
    add(&mut mesh, COOPANAME, 1);
    mesh.run(2_000);
    assert_eq!(number(&mesh, OXALIS, COOPANAME), 1);
    fine(&mut mesh);
}

#[test]
fn a_liar_is_avoided_and_the_honest_agree() {
    for kind in KINDS {
        let mut mesh = Mesh::new(4, 3, quiet());
        mesh.machines[CREALEAD].lie = Some(Lie::new(kind));
        mesh.checks.distrust(CREALEAD);
        // Only the liar hears the author at first.
        for other in [COOPANAME, SMART] {
            mesh.forbid(OXALIS, other, true);
        }
        for at in [OXALIS, CREALEAD] {
            mesh.start(at);
            add(&mut mesh, at, 5);
        }
        mesh.run(3_000);
        (0..4).for_each(|at| mesh.start(at));
        mesh.run(2 * MINUTE);
        let crealead = mesh.federation.coops[CREALEAD];
        let avoided = |event: &Event| matches!(event, Event::Refused { peer: Some(peer), avoided: true, .. } if *peer == crealead);
        // A liar that says too little, or claims too much, can't be told from one that is slow.
        let caught = [Kind::Parts, Kind::Garbage, Kind::Oversize, Kind::Forged, Kind::OtherRoot, Kind::Half];
        if caught.contains(&kind) {
            assert!(told(&mesh, COOPANAME, avoided), "{kind:?}");
        }
        mesh.heal_links();
        fine(&mut mesh);
        assert_eq!(number(&mesh, SMART, OXALIS), 1, "{kind:?}");
    }
}

#[test]
fn a_copy_that_is_cut_goes_on_where_it_stopped() {
    for size in [2, 3] {
        let mut mesh = Mesh::new(size, 4, quiet());
        mesh.start(OXALIS);
        add(&mut mesh, OXALIS, 3_000);
        mesh.run(2_000);
        mesh.start(COOPANAME);
        mesh.weather.latency = 100..101;
        let mut cuts = 0;
        while number(&mesh, COOPANAME, OXALIS) == 0 && cuts < 10 {
            let before = mesh.carried;
            // Three frames of about 150 entries, then a cut.
            while mesh.carried < before + 400 && number(&mesh, COOPANAME, OXALIS) == 0 {
                mesh.run(10);
            }
            mesh.break_streams();
            cuts += 1;
        }
        mesh.run(MINUTE);
        assert_eq!(number(&mesh, COOPANAME, OXALIS), 1);
        assert!(cuts > 3);
        assert_eq!(mesh.carried, 3_000, "nothing is sent twice");
        (0..size).for_each(|at| mesh.start(at));
        fine(&mut mesh);
    }
}

#[test]
fn a_removal_that_a_cut_left_unsaid_is_said_when_the_copy_goes_on() {
    let mut mesh = Mesh::new(2, 17, quiet());
    mesh.start(OXALIS);
    let bulky = |mesh: &mut Mesh, first: u8| {
        let mut id = EntryId(mesh.rng.bytes());
        id.0[0] = first;
        fixtures::bulky(&mut mesh.rng, id)
    };
    let old: Vec<Entry> = (0..800).map(|_| bulky(&mut mesh, 9)).collect();
    let first = old.iter().map(|entry| entry.id).min().unwrap();
    mesh.edit(OXALIS, old, Vec::new());
    mesh.run(2_000);
    mesh.start(COOPANAME);
    let arrive = |mesh: &mut Mesh, count: u64| {
        while mesh.carried < count {
            mesh.run(5);
        }
    };
    // What was sent first is removed, after entries that are sent last.
    arrive(&mut mesh, 1);
    let new: Vec<Entry> = (0..60).map(|_| bulky(&mut mesh, 1)).collect();
    mesh.edit(OXALIS, new, vec![first]);
    arrive(&mut mesh, 801);
    mesh.break_streams();
    mesh.run(MINUTE);
    assert_eq!(number(&mesh, COOPANAME, OXALIS), 2);
    assert!(mesh.carried < 900, "it went on where it stopped: {}", mesh.carried);
    fine(&mut mesh);
}

#[test]
fn a_late_node_does_not_bring_back_what_was_removed() {
    let mut mesh = Mesh::started(4, 5, Options::default());
    let entries = add(&mut mesh, OXALIS, 6);
    mesh.run(2_000);
    mesh.crash(SMART, CrashPoint::Now, false);
    let gone: Vec<_> = entries.iter().take(4).map(|entry| entry.id).collect();
    mesh.edit(OXALIS, Vec::new(), gone.clone());
    mesh.run(2_000);
    mesh.start(SMART);
    fine(&mut mesh);
    let oxalis = mesh.federation.coops[OXALIS];
    for machine in &mesh.machines {
        let held = &machine.durable.entries[&oxalis];
        assert!(gone.iter().all(|id| !held.contains_key(id)) && held.len() == 2);
    }
}

#[test]
fn a_lease_that_ends_hides_and_a_week_later_erases_when_clocks_agree() {
    let mut mesh = Mesh::started(4, 6, Options::default());
    mesh.checks.may_purge = true;
    add(&mut mesh, CREALEAD, 3);
    mesh.run(2_000);
    let signed = mesh.now;
    let crealead = mesh.federation.coops[CREALEAD];
    mesh.crash(CREALEAD, CrashPoint::Now, false);
    let lapsed = |mesh: &Mesh, at: usize| replica(mesh, at).has_lapsed(mesh.clock(at), &crealead);
    mesh.sleep_apart(89 * DAY);
    assert!(!lapsed(&mesh, OXALIS));
    mesh.sleep_apart(2 * DAY);
    assert!(lapsed(&mesh, OXALIS));
    // Oxalis believes that it is two days later than it is: the others' clocks hold it back.
    mesh.set_clock(OXALIS, 2 * i64::try_from(DAY).unwrap());
    mesh.sleep_apart(signed + 96 * DAY - mesh.now);
    mesh.run(3 * 60 * MINUTE);
    assert_eq!([OXALIS, COOPANAME].map(|at| number(&mesh, at, CREALEAD)), [1, 1]);
    mesh.sleep_apart(signed + 97 * DAY - mesh.now);
    mesh.run(3 * 60 * MINUTE);
    for at in [OXALIS, COOPANAME, SMART] {
        assert_eq!(number(&mesh, at, CREALEAD), 0);
        assert!(told(&mesh, at, |event| *event == Event::Purged(crealead)));
        assert!(!mesh.machines[at].durable.entries.contains_key(&crealead));
    }
    assert_eq!(mesh.verdict(6), Ok(()));
}

#[test]
fn a_node_alone_erases_nothing() {
    let mut mesh = Mesh::started(4, 7, Options::default());
    add(&mut mesh, CREALEAD, 3);
    mesh.run(2_000);
    mesh.sleep_apart(120 * DAY);
    assert_eq!(number(&mesh, OXALIS, CREALEAD), 1);
    assert_eq!(mesh.verdict(7), Ok(()));
}

#[test]
fn a_fork_is_proved_frozen_and_told_to_all() {
    for options in [Options::default(), quiet()] {
        let mut mesh = Mesh::started(4, 8, options);
        add(&mut mesh, CREALEAD, 3);
        fine(&mut mesh);
        let crealead = mesh.federation.coops[CREALEAD];
        mesh.checks.allow_fork(CREALEAD);
        let head = mesh.machines[CREALEAD].durable.head(&crealead).unwrap().to_vec();
        let head = other_root(&mesh.federation, CREALEAD, &head);
        mesh.whisper(SMART, COOPANAME, Gossip::Head { head, delta: None }.to_bytes());
        let all = |mesh: &mut Mesh| (0..4).all(|at| replica(mesh, at).is_forked(&crealead));
        assert!(mesh.run_until(if options.gossip { 2_000 } else { 3 * MINUTE }, all));
        assert_eq!(replica(&mesh, CREALEAD).signing(), Signing::Forked);
        let entry = fixtures::entry(&mut mesh.rng);
        let request = mesh.edit(CREALEAD, vec![entry], Vec::new());
        assert_eq!(answer(&mut mesh, request), Err(Refusal::Forked));
        // It survives a restart, and the others go on.
        mesh.crash(SMART, CrashPoint::Now, true);
        mesh.start(SMART);
        assert!(replica(&mesh, SMART).is_forked(&crealead));
        assert_eq!(number(&mesh, SMART, CREALEAD), 1);
        add(&mut mesh, OXALIS, 1);
        fine(&mut mesh);
    }
}

#[test]
fn two_edits_within_a_second_make_one_head() {
    let mut mesh = Mesh::started(3, 9, Options::default());
    let edit = |mesh: &mut Mesh| {
        let entry = fixtures::entry(&mut mesh.rng);
        mesh.edit(OXALIS, vec![entry], Vec::new())
    };
    let first = edit(&mut mesh);
    mesh.run(200);
    assert_eq!(mesh.checks.answer(first), Some(&Ok(1)), "the first goes out at once");
    let second = edit(&mut mesh);
    mesh.run(200);
    let third = edit(&mut mesh);
    mesh.run(200);
    assert_eq!(mesh.checks.answer(second), None);
    assert_eq!((answer(&mut mesh, second), answer(&mut mesh, third)), (Ok(2), Ok(2)));
    fine(&mut mesh);
}

#[test]
fn a_lease_is_renewed_after_thirty_days() {
    let mut mesh = Mesh::started(3, 10, Options::default());
    add(&mut mesh, OXALIS, 3);
    fine(&mut mesh);
    let oxalis = mesh.federation.coops[OXALIS];
    let lease = |mesh: &Mesh, at: usize| {
        let directory = replica(mesh, at).directory(&oxalis).and_then(|d| d.head()).cloned();
        directory.map_or(0, |head| head.value.lease)
    };
    let before = lease(&mesh, SMART);
    mesh.sleep_apart(limits::RENEW_MS - 60 * MINUTE);
    mesh.run(MINUTE);
    assert_eq!(number(&mesh, OXALIS, OXALIS), 1);
    mesh.run(62 * MINUTE);
    assert_eq!(number(&mesh, SMART, OXALIS), 2);
    assert!(lease(&mesh, SMART) > before + 29 * DAY);
    fine(&mut mesh);
}

#[test]
fn what_gossip_loses_is_found_within_a_comparison() {
    let mut mesh = Mesh::started(4, 11, Options::default());
    mesh.weather.lost = 1000;
    add(&mut mesh, OXALIS, 3);
    mesh.run(2_000);
    assert!(difference(&mut mesh).is_some());
    mesh.run(80_000);
    assert_eq!(difference(&mut mesh), None);
    fine(&mut mesh);
}

#[test]
fn a_file_brings_what_the_network_does_not() {
    let mut mesh = Mesh::started(3, 12, Options::default());
    add(&mut mesh, OXALIS, 300);
    fine(&mut mesh);
    let frames = mesh.export(COOPANAME);
    let mut other = Mesh::new(3, 13, Options::default());
    other.start(SMART);
    other.import(SMART, frames);
    other.run(1_000);
    let oxalis: CoopId = other.federation.coops[OXALIS];
    assert_eq!(other.machines[SMART].durable.entries[&oxalis].len(), 300);
    assert_eq!(other.verdict(12), Ok(()));
}

#[test]
fn assents_reach_everybody_by_pulls_alone() {
    for size in [2, 4] {
        let mut mesh = Mesh::started(size, 14, quiet());
        for at in 0..size {
            let assent = Gossip::Objects(vec![Frame::Assent(mesh.federation.assents[at].clone())]).to_bytes();
            mesh.whisper((at + 1) % size, at, assent);
        }
        let all = |mesh: &mut Mesh| (0..size).all(|at| replica(mesh, at).assents() == size);
        assert!(mesh.run_until(4 * MINUTE, all));
        fine(&mut mesh);
    }
}
