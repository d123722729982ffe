//! Ballots and acknowledgements.

use bigre_protocol::durable::ProofKind;
use bigre_protocol::frame::Frame;
use bigre_protocol::id::ObjectId;
use bigre_protocol::journal::Body;

use super::cards::next;
use super::council::{Council, TODAY};
use super::{Scene, rules};
use bigre_protocol::rejection::Verdict::Reject;

/// Votes that count for nothing, though the journal may hold them: how many ballots and acknowledgements count.
pub(crate) fn void(name: &str, votes: fn(&mut Scene) -> (ObjectId, Vec<Vec<u8>>)) {
    let mut scene = Scene::new();
    let (page, votes) = votes(&mut scene);
    for vote in votes {
        assert_ne!(scene.gossip(Frame::Entry(vote)).0, Reject, "{name}");
    }
    let election = scene.replica.votes().election();
    assert!(election.certificates().is_empty() && election.seal().is_none(), "{name}");
    assert_eq!(scene.replica.register().height, 0, "{name}");
    assert!(scene.replica.register().head != page, "{name}");
}

/// Three vote in some way on an approved page.
pub(crate) fn three(
    scene: &mut Scene,
    vote: impl Fn(&Council, ObjectId) -> Body,
) -> (ObjectId, Vec<Vec<u8>>) {
    let page = scene.approved(rules(9)).id;
    let votes = [1, 2, 3].map(|coop| {
        let body = vote(&scene.council, page);
        scene.council.entry(coop, &body)
    });
    (page, votes.into())
}

#[test]
fn votes_that_count_for_nothing() {
    // What they are forged of does count.
    let mut scene = Scene::new();
    scene.sealed(rules(9));
    void("ballots for a page short of q approvals", |s| {
        let page = s.proposed(rules(9)).id;
        let approval = Frame::Approval(s.council.approval(2, page));
        s.give([approval]);
        let body = s.council.ballot(page, TODAY, None);
        (page, [1, 2, 3].map(|coop| s.council.entry(coop, &body)).into())
    });
    void("ballots for a page nobody proposed", |s| {
        let body = s.council.ballot(ObjectId([1; 32]), TODAY, None);
        (ObjectId([1; 32]), [1, 2, 3].map(|coop| s.council.entry(coop, &body)).into())
    });
    void("ballots that cite what is not certified", |s| {
        three(s, |c, page| c.ballot(page, TODAY, Some(TODAY - 1)))
    });
    void("ballots that cite their own attempt", |s| three(s, |c, page| c.ballot(page, TODAY, Some(TODAY))));
    void("ballots of a day that has not come", |s| three(s, |c, page| c.ballot(page, TODAY + 2, None)));
    void("ballots of a day before the proposal", |s| three(s, |c, page| c.ballot(page, TODAY - 2, None)));
    void("ballots of another height", |s| {
        three(s, |_, page| {
            let ballot =
                bigre_protocol::register::agreement::Ballot { height: 2, attempt: TODAY, page, just: None };
            Body::Vote(bigre_protocol::journal::Vote::Ballot(ballot))
        })
    });
    void("acknowledgements without a certificate", |s| three(s, |c, page| c.ack(page, TODAY)));
    void("ballots of one cooperative three times", |s| {
        let page = s.approved(rules(9)).id;
        let body = s.council.ballot(page, TODAY, None);
        (page, [2, 2, 2].map(|coop| s.council.entry(coop, &body)).into())
    });
    void("ballots at three attempts", |s| {
        let page = s.approved(rules(9)).id;
        let at = |s: &mut Scene, coop, attempt| {
            let body = s.council.ballot(page, attempt, None);
            s.council.entry(coop, &body)
        };
        (page, vec![at(s, 1, TODAY - 1), at(s, 2, TODAY), at(s, 3, TODAY + 1)])
    });
    void("ballots of a stranger", |s| {
        let page = s.approved(rules(9)).id;
        let body = s.council.ballot(page, TODAY, None);
        (page, [4, 2, 3].map(|coop| s.council.entry(coop, &body)).into())
    });
    void("acknowledgements of q-1 and of a stranger", |s| {
        let (page, mut votes) = three(s, |c, page| c.ballot(page, TODAY, None));
        let body = s.council.ack(page, TODAY);
        votes.truncate(2);
        votes.extend([1, 2, 4].map(|coop| s.council.entry(coop, &body)));
        (page, votes)
    });
}

#[test]
fn a_page_that_pins_an_outdated_card_is_not_balloted() {
    let mut scene = Scene::new();
    let page = scene.approved(rules(9));
    assert_eq!(scene.replica.votes().eligible(scene.replica.register()).len(), 1);
    let card = next(&scene, &[1, 2], |card| card.expires += 1);
    scene.give([card]);
    assert!(scene.replica.votes().page(&page.id).is_some());
    assert!(scene.replica.votes().eligible(scene.replica.register()).is_empty());
}

#[test]
fn votes_that_prove_a_fault() {
    let mut scene = Scene::new();
    let pages = [scene.approved(rules(9)).id, scene.approved(rules(8)).id];
    for page in pages {
        let ballot = scene.council.ballot(page, TODAY, None);
        let ballot = Frame::Entry(scene.council.entry(2, &ballot));
        scene.give([ballot]);
    }
    assert!(scene.proves(2, ProofKind::Votes), "a ballot twice");
    assert!(!scene.proves(1, ProofKind::Votes));
    let bodies = [scene.council.ack(pages[0], TODAY - 1), scene.council.ballot(pages[1], TODAY, None)];
    for body in bodies {
        let vote = Frame::Entry(scene.council.entry(3, &body));
        scene.give([vote]);
    }
    assert!(scene.proves(3, ProofKind::Votes), "a ballot against the lock");
}
