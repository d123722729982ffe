//! A restart, and the last numbers there are.

use bigre_protocol::card::Cut;
use bigre_protocol::durable::{ObjectName, Stored};
use bigre_protocol::frame::{Frame, Hello};
use bigre_protocol::id::{InstanceId, ObjectId};
use bigre_protocol::register::Act;
use bigre_protocol::replica::{Input, Stream};
use bigre_protocol::text::{List, Text};

use super::council::{Council, START, public_of};
use super::journals::one;
use super::{Scene, rules};

#[test]
fn a_restart_reads_every_page_again() {
    // The guest is admitted and leaves; then a member takes the name that is free again.
    let mut council = Council::new();
    let mut sealed = vec![council.write(council.admission(), &[0, 1, 2])];
    sealed.push(council.write(Act::Leave { cut: Cut::default(), coop: council.coops[4] }, &[0, 1, 2, 4]));
    let name = Text::new("Artenréel").unwrap();
    let renamed = council.sign_card(2, &[1, 2], &council.next_card(2, |card| card.name = name));
    assert!(council.register.admit_card(&renamed).is_ok());
    let mut replica = Scene::new().replica;
    let pages = (1..).zip(&sealed).map(|(height, page)| (ObjectName::Sealed(height), page.to_bytes()));
    for (name, bytes) in pages.chain([(ObjectName::Card(council.coops[2], 1), renamed)]) {
        replica.load(Stored::Object { name, bytes });
    }
    replica.start(START);
    assert_eq!(replica.register().height, 2);
}

#[test]
fn a_ballot_of_the_last_attempt_there_is() {
    let mut scene = Scene::new();
    let page = scene.approved(rules(9)).id;
    let ballot = scene.council.ballot(page, u64::MAX, None);
    let ballot = Frame::Entry(scene.council.entry(2, &ballot));
    scene.gossip(ballot);
}

#[test]
fn a_cut_at_the_last_entry_there_is() {
    let mut scene = Scene::new();
    one(&mut scene);
    let cut = Cut { journal: (u64::MAX, Some(ObjectId([1; 32]))), directory: u64::MAX };
    let card = scene.council.next_card(2, |card| (card.node, card.cut) = (public_of(2, 11), Some(cut)));
    let card = Frame::Card(scene.council.sign_card(2, &[1, 2, 11], &card));
    scene.gossip(card);
}

#[test]
fn a_peer_that_says_it_holds_the_last_entry_there_is() {
    let mut scene = Scene::new();
    one(&mut scene);
    let mark = (u64::MAX, serde_bytes::ByteArray::new([1; 8]));
    let hello = Hello {
        asks: List::default(),
        time: START,
        cards: List::default(),
        heads: List::new(vec![mark; 4]).unwrap(),
        heard: None,
        votes: [1; 8],
        proofs: List::default(),
        pulses: List::new(vec![u64::MAX; 4]).unwrap(),
        assents: 0,
        program: Text::new("bigre-tests").unwrap(),
        instance: InstanceId([1; 8]),
        journals: List::new(vec![mark; 4]).unwrap(),
        register: mark,
        everything: true,
        federation: scene.council.federation,
    };
    let (stream, peer) = (Stream(1), scene.council.coops[1]);
    scene.replica.handle(START, Input::Opened { stream, peer });
    let bytes = Frame::Hello(Box::new(hello)).to_bytes();
    scene.replica.handle(START, Input::Frame { stream, bytes });
}
