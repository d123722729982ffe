//! What can happen to the register, one story at a time, on whole nodes with real signatures: admissions, expulsions,
//! partitions, keys rotated, stolen and lost, old backups.

use bigre_protocol::card::Keys;
use bigre_protocol::durable::ProofKind;
use bigre_protocol::envelope::public_key;
use bigre_protocol::frame::{Frame, Gossip};
use bigre_protocol::id::ObjectId;
use bigre_protocol::journal::{Body, Suspend, Vote};
use bigre_protocol::limits;
use bigre_protocol::register::agreement::Ballot;
use bigre_protocol::register::{Act, Sealed, Standing, attempt};
use bigre_protocol::replica::{Action, Refusal, Signing};
use bigre_protocol::text::{Code, List};
use bigre_tests::disk::Disk;
use bigre_tests::fixtures;
use bigre_tests::mesh::{CrashPoint, Mesh};
use bigre_tests::stories::*;
use serde_bytes::ByteBuf;

#[test]
fn a_guest_is_admitted_and_receives_everything() {
    let mut mesh = started(4, 1);
    add(&mut mesh, 0, 3);
    mesh.run(10_000);
    let act = mesh.federation.admission(4);
    decide(&mut mesh, act, &[0, 1, 2]);
    assert!(sealed(&mut mesh, &[0, 1, 2, 3], 1, MINUTE));
    // Its node may connect from now on, and not before.
    mesh.start(4);
    assert_eq!(replica(&mesh, 4).signing(), Signing::NotMember);
    assert!(mesh.run_until(3 * MINUTE, |mesh| height(mesh, 4) == 1 && directory(mesh, 4, 0).1 == 3));
    add(&mut mesh, 4, 2);
    assert!(mesh.run_until(2 * MINUTE, |mesh| (0..4).all(|at| directory(mesh, at, 4).1 == 2)));
    // It votes: q of 5 is 4.
    decide(&mut mesh, rules(40_000), &[4, 0, 1, 2]);
    assert!(sealed(&mut mesh, &[3], 2, 2 * MINUTE));
    assert_eq!(replica(&mesh, 3).register().quotas[0], 40_000);
    fine(&mesh);
}

#[test]
fn two_of_four_decide_nothing() {
    let mut mesh = started(4, 0);
    let page = propose(&mut mesh, 0, rules(9));
    approve(&mut mesh, 0, page);
    approve(&mut mesh, 1, page);
    days(&mut mesh, 3);
    assert_eq!(height(&mesh, 0), 0);
    let votes = replica(&mesh, 2).votes();
    assert_eq!((votes.approvers(&page).len(), votes.ballots_for(&page).len()), (2, 0));
    // Taken back before the third came: two again.
    let withdrawal = mesh.federation.approval(0, page, true);
    assert_eq!(act(&mut mesh, 0, Action::Approval(withdrawal)), Ok(page));
    approve(&mut mesh, 2, page);
    days(&mut mesh, 1);
    assert_eq!(height(&mesh, 0), 0);
    approve(&mut mesh, 3, page);
    assert!(sealed(&mut mesh, &[0, 1, 2, 3], 1, 2 * MINUTE));
    fine(&mesh);
}

#[test]
fn an_expulsion_closes_the_door_and_applies_the_cut() {
    let mut mesh = started(5, 0);
    add(&mut mesh, 4, 3);
    mesh.run(10_000);
    let cut = cut(&mesh, 0, 4);
    let act = expel(&mesh, 0, 4);
    decide(&mut mesh, act, &[0, 1, 2, 3]);
    assert!(sealed(&mut mesh, &[4], 1, 2 * MINUTE) || height(&mesh, 4) == 0);
    for at in 0..4 {
        assert_eq!(standing(&mesh, at, 4), Some(Standing::Expelled));
        assert!(replica(&mesh, at).directory(&mesh.federation.coops[4]).is_none(), "its directory is erased");
        assert!(!mesh.links[&(at, 4)].up.contains(&true), "the connection is closed");
    }
    // What it signs now is void, whatever date it bears.
    let body = Body::Propose(ObjectId([1; 32]));
    let bytes = entry(&mesh, 0, 4, cut.journal.0 + 1, &body);
    mesh.whisper(3, 0, Gossip::Objects(vec![Frame::Entry(bytes)]).to_bytes());
    mesh.run(MINUTE);
    let held = replica(&mesh, 0).journal(&mesh.federation.coops[4]).map_or(0, |journal| journal.seq());
    assert_eq!(held, cut.journal.0);
    // q of 4 is 3: life goes on.
    decide(&mut mesh, rules(9), &[1, 2, 3]);
    fine(&mesh);
}

#[test]
fn duelling_expulsions_expel_one() {
    let mut mesh = started(7, 0);
    let (a, b) = (expel(&mesh, 0, 1), expel(&mesh, 1, 0));
    let (a, b) = (propose(&mut mesh, 0, a), propose(&mut mesh, 1, b));
    mesh.run(10_000);
    // Both are approved by five of seven, at the same time.
    for at in 2..7 {
        for page in [a, b] {
            let approval = mesh.federation.approval(at, page, false);
            mesh.act(at, Action::Approval(approval));
        }
    }
    let others: Vec<usize> = (2..7).collect();
    // The ballots may split on the first day; not on the second.
    mesh.run(2 * MINUTE);
    days(&mut mesh, 1);
    assert!(sealed(&mut mesh, &others, 1, 5 * MINUTE));
    let gone: Vec<usize> =
        [0, 1].into_iter().filter(|at| standing(&mesh, 2, *at) == Some(Standing::Expelled)).collect();
    assert_eq!(gone.len(), 1, "one is expelled");
    for at in &others {
        assert_eq!(standing(&mesh, *at, gone[0]), Some(Standing::Expelled), "the same everywhere");
    }
    fine(&mesh);
}

#[test]
fn a_partition_of_seven_decides_nothing_and_adds_up_afterwards() {
    let mut mesh = started(7, 0);
    let page = propose(&mut mesh, 0, rules(9));
    mesh.run(10_000);
    for low in 0..4 {
        for high in 4..7 {
            mesh.forbid(low, high, true);
            mesh.close(low, high);
        }
    }
    for at in [0, 1, 2, 4, 5] {
        approve(&mut mesh, at, page);
    }
    days(&mut mesh, 2);
    assert!((0..7).all(|at| height(&mesh, at) == 0), "neither side decides");
    mesh.heal_links();
    let all: Vec<usize> = (0..7).collect();
    assert!(sealed(&mut mesh, &all, 1, 5 * MINUTE));
    fine(&mesh);
}

#[test]
fn a_node_off_line_for_a_year_walks_the_pages() {
    let mut mesh = started(5, 1);
    mesh.crash(4, CrashPoint::Now, false);
    let act = mesh.federation.admission(5);
    decide(&mut mesh, act, &[0, 1, 2, 3]);
    mesh.start(5);
    mesh.run(2 * MINUTE);
    for number in 1..4 {
        // Keys rotate meanwhile.
        let before = card(&mesh, 0, 1);
        let card = mesh.federation.next_card(&before, &[&fixtures::key(1, 2)], |card| card.expires += number);
        assert!(act_card(&mut mesh, 1, card).is_ok());
        mesh.run(5_000);
        decide(&mut mesh, rules(number), &[0, 1, 2, 5]);
        sleep(&mut mesh, 90);
    }
    mesh.start(4);
    assert!(sealed(&mut mesh, &[4], 4, 5 * MINUTE));
    assert_eq!(card(&mesh, 4, 1).value.number, 3);
    fine(&mesh);
}

#[test]
fn a_stolen_node_key_is_cut_off() {
    let mut mesh = started(4, 0);
    add(&mut mesh, 1, 2);
    mesh.run(10_000);
    let (cut, before) = (cut(&mesh, 0, 1), card(&mesh, 0, 1));
    // The thief publishes a directory of its own.
    let thief = entry(&mesh, 0, 1, 1, &Body::Propose(ObjectId([5; 32])));
    mesh.checks.distrust(1);
    mesh.whisper(2, 0, Gossip::Objects(vec![Frame::Entry(thief)]).to_bytes());
    mesh.run(2 * MINUTE);
    assert_eq!(replica(&mesh, 0).journal(&mesh.federation.coops[1]).map(|held| held.seq()), Some(1));
    // The cooperative's root keys sign a card with a new node key, and cut the old one off before that.
    let fresh = fixtures::key(1, 11);
    let next = mesh.federation.next_card(&before, &[&fixtures::key(1, 2), &fresh], |card| {
        (card.node, card.cut) = (public_key(&fresh), Some(cut));
    });
    assert!(act_card(&mut mesh, 1, next).is_ok());
    mesh.rekey(1, fresh);
    assert!(mesh.run_until(2 * MINUTE, |mesh| (0..4).all(|at| card(mesh, at, 1).value.number == 1)));
    assert_eq!(replica(&mesh, 0).journal(&mesh.federation.coops[1]).map(|held| held.seq()), Some(0));
    // What was signed before the cut counts, and the new key goes on from there.
    assert_eq!(directory(&mesh, 0, 1).1, 2);
    add(&mut mesh, 1, 1);
    assert!(mesh.run_until(3 * MINUTE, |mesh| (0..4).all(|at| directory(mesh, at, 1).1 == 3)));
    decide(&mut mesh, rules(9), &[1, 0, 2]);
    fine(&mesh);
}

#[test]
fn a_card_changed_during_a_vote_asks_for_another_proposal() {
    let mut mesh = started(4, 0);
    let page = propose(&mut mesh, 0, rules(9));
    approve(&mut mesh, 0, page);
    approve(&mut mesh, 1, page);
    let before = card(&mesh, 0, 1);
    let vote =
        Keys { keys: List::new(vec![public_key(&fixtures::key(1, 13))]).expect("a key"), threshold: 1 };
    let next = mesh.federation.next_card(&before, &[&fixtures::key(1, 2)], |card| card.vote = vote);
    assert!(act_card(&mut mesh, 1, next).is_ok());
    mesh.run(10_000);
    // The approval given before stands, but no node ballots a page that pins a card older than it knows.
    approve(&mut mesh, 2, page);
    days(&mut mesh, 2);
    assert_eq!(height(&mesh, 0), 0);
    assert_eq!(replica(&mesh, 3).votes().approvers(&page).len(), 3);
    decide(&mut mesh, rules(8), &[0, 2, 3]);
    fine(&mesh);
}

#[test]
fn a_card_that_changes_after_the_certificate_does_not_stop_the_seal() {
    let mut mesh = started(4, 0);
    let page = propose(&mut mesh, 0, rules(9));
    approve(&mut mesh, 0, page);
    approve(&mut mesh, 1, page);
    approve(&mut mesh, 2, page);
    let before = card(&mesh, 3, 3);
    let next = mesh.federation.next_card(&before, &[&fixtures::key(3, 2)], |card| card.expires += 1);
    assert!(act_card(&mut mesh, 3, next).is_ok());
    assert!(sealed(&mut mesh, &[0, 1, 2, 3], 1, 5 * MINUTE));
    fine(&mesh);
}

#[test]
fn two_cards_of_one_number_are_put_aside_until_the_assembly_chooses() {
    let mut mesh = started(4, 0);
    let before = card(&mesh, 0, 1);
    mesh.checks.distrust(1);
    let one = mesh.federation.next_card(&before, &[&fixtures::key(1, 2)], |card| card.expires += 1);
    let two = mesh.federation.next_card(&before, &[&fixtures::key(1, 2)], |card| card.expires += 2);
    mesh.whisper(1, 0, Gossip::Objects(vec![Frame::Card(one.clone())]).to_bytes());
    mesh.whisper(1, 2, Gossip::Objects(vec![Frame::Card(two)]).to_bytes());
    assert!(mesh.run_until(3 * MINUTE, |mesh| (0..4).all(|at| proved(mesh, at, 1, ProofKind::Card))));
    assert!((0..4).all(|at| card(&mesh, at, 1).value.number == 0), "neither is in force");
    let coop = mesh.federation.coops[1];
    let chosen = replica(&mesh, 0).register().seat(&coop).expect("a seat").branches();
    let chosen = chosen.iter().find(|card| card.bytes == one).expect("a branch").id;
    decide(&mut mesh, Act::Recognise { card: chosen, coop }, &[0, 2, 3]);
    assert!(sealed(&mut mesh, &[1], 1, 2 * MINUTE));
    assert!((0..4).all(|at| card(&mesh, at, 1).id == chosen));
    fine(&mesh);
}

#[test]
fn a_lost_root_is_succeeded_by_the_assembly() {
    let mut mesh = started(4, 0);
    let (coop, before) = (mesh.federation.coops[1], card(&mesh, 0, 1));
    let fresh = fixtures::key(1, 12);
    let root = Keys { keys: List::new(vec![public_key(&fresh)]).expect("a key"), threshold: 1 };
    let next = mesh.federation.next_card(&before, &[&fresh], |card| card.root = root);
    // By itself it is not enough.
    assert!(act_card(&mut mesh, 1, next.clone()).is_err());
    decide(&mut mesh, Act::Succeed { cut: None, card: ByteBuf::from(next), coop }, &[0, 2, 3]);
    assert!(sealed(&mut mesh, &[1], 1, 2 * MINUTE));
    // The new root signs the next card.
    let before = card(&mesh, 1, 1);
    assert_eq!(before.value.number, 1);
    let next = mesh.federation.next_card(&before, &[&fresh], |card| card.expires += 1);
    assert!(act_card(&mut mesh, 1, next).is_ok());
    assert!(mesh.run_until(2 * MINUTE, |mesh| (0..4).all(|at| card(mesh, at, 1).value.number == 2)));
    // Whoever starts anew walks through it.
    mesh.crash(3, CrashPoint::Now, false);
    mesh.machines[3].durable = Disk { lock: mesh.machines[3].durable.lock, ..Disk::default() };
    mesh.start(3);
    assert!(mesh.run_until(3 * MINUTE, |mesh| height(mesh, 3) == 1 && card(mesh, 3, 1).value.number == 2));
    fine(&mesh);
}

#[test]
fn a_dormant_member_stays_and_does_not_vote() {
    let mut mesh = started(5, 0);
    let coop = mesh.federation.coops[4];
    mesh.crash(4, CrashPoint::Now, false);
    decide(&mut mesh, Act::Sleep(coop), &[0, 1, 2, 3]);
    // q of 4 is 3 now.
    decide(&mut mesh, rules(9), &[0, 1, 2]);
    mesh.start(4);
    assert!(sealed(&mut mesh, &[4], 2, 3 * MINUTE));
    let refused = act(&mut mesh, 4, Action::Propose { act: Box::new(rules(7)), minutes: None });
    assert_eq!(refused, Err(Refusal::NoVoice));
    add(&mut mesh, 4, 1);
    assert!(mesh.run_until(2 * MINUTE, |mesh| directory(mesh, 0, 4).1 == 1), "its directory goes on");
    decide(&mut mesh, Act::Wake(coop), &[1, 2, 3]);
    assert!(sealed(&mut mesh, &[4], 3, 2 * MINUTE));
    decide(&mut mesh, rules(6), &[4, 0, 1, 2]);
    fine(&mesh);
}

#[test]
fn a_suspension_stops_what_is_new_for_21_days() {
    let mut mesh = started(4, 0);
    add(&mut mesh, 3, 1);
    mesh.run(10_000);
    let coop = mesh.federation.coops[3];
    let call =
        |incident| Action::Suspend(Suspend { code: Code::new("spam").expect("a code"), coop, incident });
    assert!(act(&mut mesh, 0, call(1)).is_ok());
    mesh.run(10_000);
    assert_eq!(replica(&mesh, 1).suspended_until(mesh.now, &coop), None, "one of four is too few");
    assert!(act(&mut mesh, 1, call(1)).is_ok());
    assert!(mesh.run_until(MINUTE, |mesh| replica(mesh, 2).suspended_until(mesh.now, &coop).is_some()));
    add(&mut mesh, 3, 1);
    mesh.run(5 * MINUTE);
    assert_eq!(directory(&mesh, 0, 3).1, 1);
    assert_eq!(standing(&mesh, 0, 3), Some(Standing::Active), "it stays a member");
    days(&mut mesh, limits::SUSPENSION_MS / DAY);
    assert!(mesh.run_until(5 * MINUTE, |mesh| (0..3).all(|at| directory(mesh, at, 3).1 == 2)));
    fine(&mesh);
}

#[test]
fn a_backup_put_back_does_not_contradict_its_journal() {
    for age in 0..12 {
        let mut mesh = started(4, 0);
        let mut images = Vec::new();
        for number in 1..=4 {
            images.push(mesh.machines[0].durable.clone());
            decide(&mut mesh, rules(number), &[0, 1, 2]);
            images.push(mesh.machines[0].durable.clone());
            mesh.run(MINUTE);
            images.push(mesh.machines[0].durable.clone());
        }
        mesh.crash(0, CrashPoint::Now, false);
        let lock = mesh.machines[0].durable.lock;
        let last = replica(&mesh, 1).journal(&mesh.federation.coops[0]).map(|held| held.seq());
        // With its sign-lock, and without.
        let keep = age % 2 == 0;
        mesh.machines[0].durable = Disk { lock: lock.filter(|_| keep), ..images[age].clone() };
        mesh.start(0);
        assert!(mesh.run_until(MINUTE, |mesh| replica(mesh, 0).signing() == Signing::Ready), "age {age}");
        let held = replica(&mesh, 0).journal(&mesh.federation.coops[0]).map(|held| held.seq());
        assert_eq!(held, last, "age {age}: its own journal came back");
        decide(&mut mesh, rules(99), &[0, 1, 2]);
        assert!((0..4).all(|at| !proved(&mesh, at, 0, ProofKind::Journal)), "age {age}");
        fine(&mesh);
    }
}

#[test]
fn a_forked_journal_is_proved_to_all() {
    let mut mesh = started(4, 0);
    mesh.checks.distrust(3);
    let one = entry(&mesh, 0, 3, 1, &Body::Propose(ObjectId([1; 32])));
    let two = entry(&mesh, 0, 3, 1, &Body::Propose(ObjectId([2; 32])));
    mesh.whisper(3, 0, Gossip::Objects(vec![Frame::Entry(one)]).to_bytes());
    mesh.whisper(3, 1, Gossip::Objects(vec![Frame::Entry(two)]).to_bytes());
    assert!(mesh.run_until(5 * MINUTE, |mesh| (0..3).all(|at| proved(mesh, at, 3, ProofKind::Journal))));
    fine(&mesh);
}

#[test]
fn two_ballots_at_one_attempt_are_proved_to_all() {
    let mut mesh = started(4, 0);
    mesh.checks.distrust(3);
    mesh.crash(3, CrashPoint::Now, false);
    let pages: Vec<ObjectId> = (1..3).map(|members| propose(&mut mesh, 0, rules(members))).collect();
    // Two of four: approved by three, and nobody but the cheat ballots, for the others do not see the third.
    for at in 1..3 {
        (0..2).for_each(|page| approve(&mut mesh, at, pages[page]));
    }
    let third: Vec<Frame> =
        pages.iter().map(|page| Frame::Approval(mesh.federation.approval(3, *page, false))).collect();
    let day = attempt(mesh.now);
    let ballot = |page| Body::Vote(Vote::Ballot(Ballot { height: 1, attempt: day, page, just: None }));
    let votes = (0..2).map(|at| entry(&mesh, 0, 3, 1 + at as u64, &ballot(pages[at])));
    let objects: Vec<Frame> = third.into_iter().chain(votes.map(Frame::Entry)).collect();
    mesh.whisper(2, 0, Gossip::Objects(objects).to_bytes());
    assert!(mesh.run_until(5 * MINUTE, |mesh| (0..3).all(|at| proved(mesh, at, 3, ProofKind::Votes))));
    fine(&mesh);
}

#[test]
fn two_seals_of_one_number_freeze_the_register_everywhere() {
    // Three of four cheat: two pages of number 1 are sealed.
    let mut mesh = started(4, 0);
    let mut seals = Vec::new();
    for members in [1, 2] {
        let mut other = started(4, 0);
        decide(&mut other, rules(members), &[0, 1, 2]);
        seals.push(replica(&other, 0).pages()[0].1.clone());
    }
    let before = replica(&mesh, 3).register().clone();
    assert!(seals.iter().all(|seal| Sealed::from_bytes(seal).expect("a seal").verify(&before).is_ok()));
    (0..3).for_each(|at| mesh.checks.distrust(at));
    let mut give = |at, seal: &Vec<u8>| mesh.import(at, vec![Frame::Sealed(seal.clone(), true).to_bytes()]);
    give(0, &seals[0]);
    give(3, &seals[1]);
    assert!(mesh.run_until(5 * MINUTE, |mesh| (0..4).all(|at| replica(mesh, at).split().is_some())));
    for at in 0..4 {
        let split = replica(&mesh, at).split().expect("a split");
        assert_eq!((split.height, split.guilty.len(), height(&mesh, at)), (1, 3, 0));
    }
    let refused = act(&mut mesh, 3, Action::Propose { act: Box::new(rules(5)), minutes: None });
    assert_eq!(refused, Err(Refusal::Split));
    // Directories go on, also after a restart.
    mesh.crash(3, CrashPoint::Now, false);
    mesh.start(3);
    mesh.run(MINUTE);
    assert!(replica(&mesh, 3).split().is_some());
    add(&mut mesh, 3, 1);
    assert!(mesh.run_until(5 * MINUTE, |mesh| (0..3).all(|at| directory(mesh, at, 3).1 == 1)));
}

#[test]
fn entries_are_confirmed_by_two_thirds() {
    let mut mesh = started(4, 0);
    let coop = mesh.federation.coops[0];
    for other in [2, 3] {
        mesh.crash(other, CrashPoint::Now, false);
    }
    propose(&mut mesh, 0, rules(9));
    mesh.run(2 * MINUTE);
    assert_eq!(replica(&mesh, 0).entry_holders(&coop, 1).len(), 2);
    assert!(!replica(&mesh, 0).is_confirmed(&coop, 1));
    mesh.start(2);
    assert!(mesh.run_until(3 * MINUTE, |mesh| (0..3).all(|at| replica(mesh, at).is_confirmed(&coop, 1))));
    fine(&mesh);
}

#[test]
fn a_ballot_that_was_withheld_and_is_shown_late_changes_nothing() {
    // Security reference, attack A3: P has four ballots on the first day, and a cheat keeps the fifth.
    let mut mesh = started(7, 0);
    mesh.checks.distrust(6);
    mesh.run(10_000);
    (4..7).for_each(|at| mesh.crash(at, CrashPoint::Now, false));
    let first = propose(&mut mesh, 0, rules(9));
    (0..4).for_each(|at| approve(&mut mesh, at, first));
    let fifth = Frame::Approval(mesh.federation.approval(6, first, false));
    mesh.whisper(1, 0, Gossip::Objects(vec![fifth]).to_bytes());
    let ballots = |mesh: &Mesh| replica(mesh, 0).votes().ballots_for(&first).len();
    assert!(mesh.run_until(3 * MINUTE, |mesh| ballots(mesh) == 4), "one is missing");
    let day = attempt(mesh.now);
    let ballot = Ballot { height: 1, attempt: day, page: first, just: None };
    let withheld = entry(&mesh, 0, 6, 1, &Body::Vote(Vote::Ballot(ballot)));
    // The next day P is outdated, for a card changed; P' is approved, certified and sealed.
    let before = card(&mesh, 0, 0);
    let next = mesh.federation.next_card(&before, &[&fixtures::key(0, 2)], |card| card.expires += 1);
    assert!(act_card(&mut mesh, 0, next).is_ok());
    (4..6).for_each(|at| mesh.start(at));
    days(&mut mesh, 1);
    assert!(attempt(mesh.now) > day);
    let other = decide(&mut mesh, rules(8), &[0, 1, 2, 3, 4]);
    assert!(sealed(&mut mesh, &[0, 1, 2, 3, 4, 5], 1, 3 * MINUTE));
    for to in 0..6 {
        mesh.whisper(
            if to == 0 { 1 } else { 0 },
            to,
            Gossip::Objects(vec![Frame::Entry(withheld.clone())]).to_bytes(),
        );
    }
    mesh.run(3 * MINUTE);
    for at in 0..6 {
        assert_eq!((height(&mesh, at), replica(&mesh, at).pages()[0].0.id), (1, other));
        assert!(replica(&mesh, at).split().is_none() && !proved(&mesh, at, 6, ProofKind::Votes));
    }
    fine(&mesh);
}
