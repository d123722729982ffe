//! Approvals, and the charter that newcomers sign.

use bigre_protocol::card::Card;
use bigre_protocol::envelope::ObjectKind;
use bigre_protocol::frame::Frame;
use bigre_protocol::id::{FederationId, ObjectId};
use bigre_protocol::journal::Body;
use bigre_protocol::register::{Act, CharterSigned};
use serde_bytes::ByteBuf;

use super::council::{Council, card_bytes, cosigned, keys};
use super::pages::expelled;
use super::{FOREIGN, Scene, all, none, rules};
use bigre_protocol::rejection::Verdict::{Ignore, Reject};

/// An admission with a charter signed in some way.
pub(crate) fn admission(scene: &mut Scene, charter: fn(&Council) -> Vec<u8>) -> Frame {
    let charter = ByteBuf::from(charter(&scene.council));
    let act = Act::Admit { card: ByteBuf::from(card_bytes(4)), charter };
    let page = scene.council.page(act, 1);
    let notice = scene.council.entry(1, &Body::Propose(page.id));
    scene.give([Frame::Entry(notice)]);
    Frame::Page(page.bytes)
}

fn charter_of(
    council: &Council,
    federation: &FederationId,
    kind: ObjectKind,
    change: fn(&mut CharterSigned),
) -> Vec<u8> {
    let card = Card::read_founder(&card_bytes(4)).unwrap().id;
    let mut signed = CharterSigned { card, charter: council.register.charter_id() };
    change(&mut signed);
    cosigned(federation, kind, 4, &[4, 5], &signed)
}

#[test]
fn charter_signatures() {
    let mut scene = Scene::new();
    let good = admission(&mut scene, |council| council.charter(4, &[4, 5]));
    scene.give([good]);
    all(&[
        (
            "by one voter of two",
            none,
            |s| admission(s, |council| council.charter(4, &[4])),
            "signature",
            Reject,
        ),
        (
            "by one voter twice",
            none,
            |s| admission(s, |council| council.charter(4, &[4, 4])),
            "unknown-key",
            Ignore,
        ),
        (
            "by the root keys",
            none,
            |s| admission(s, |council| council.charter(4, &[1, 2])),
            "unknown-key",
            Ignore,
        ),
        (
            "by a member's voters",
            none,
            |s| admission(s, |council| council.charter(1, &[4, 5])),
            "unknown-key",
            Ignore,
        ),
        (
            "of another charter",
            none,
            |s| {
                admission(s, |council| {
                    charter_of(council, &council.federation, ObjectKind::Charter, |signed| {
                        signed.charter = ObjectId([1; 32])
                    })
                })
            },
            "page-charter",
            Ignore,
        ),
        (
            "for another card",
            none,
            |s| {
                admission(s, |council| {
                    charter_of(council, &council.federation, ObjectKind::Charter, |signed| {
                        signed.card = ObjectId([1; 32])
                    })
                })
            },
            "page-charter",
            Ignore,
        ),
        (
            "of another federation",
            none,
            |s| admission(s, |council| charter_of(council, &FOREIGN, ObjectKind::Charter, |_| {})),
            "federation",
            Reject,
        ),
        (
            "signed as an approval",
            none,
            |s| {
                admission(s, |council| charter_of(council, &council.federation, ObjectKind::Approval, |_| {}))
            },
            "unknown-kind",
            Ignore,
        ),
        ("not there", none, |s| admission(s, |_| Vec::new()), "malformed", Reject),
    ]);
}

pub(crate) fn approval(
    scene: &mut Scene,
    coop: usize,
    nths: &[u8],
    change: fn(&mut bigre_protocol::register::Approval, &Council),
) -> Frame {
    let page = scene.proposed(rules(9));
    let mut approval = scene.council.approval_of(coop, page.id);
    change(&mut approval, &scene.council);
    Frame::Approval(scene.council.approve(coop, nths, &approval))
}

fn approval_as(scene: &mut Scene, federation: &FederationId, kind: ObjectKind) -> Frame {
    let page = scene.proposed(rules(9));
    Frame::Approval(cosigned(federation, kind, 2, &[4, 5], &scene.council.approval_of(2, page.id)))
}

#[test]
fn approvals() {
    let mut scene = Scene::new();
    let good = approval(&mut scene, 2, &[4, 5], |_, _| {});
    scene.give([good.clone()]);
    assert_eq!(scene.gossip(good), (Ignore, None), "the same again");
    all(&[
        ("below the threshold", none, |s| approval(s, 2, &[4], |_, _| {}), "signature", Reject),
        ("by one key twice", none, |s| approval(s, 2, &[4, 4], |_, _| {}), "unknown-key", Ignore),
        ("by the root keys", none, |s| approval(s, 2, &[1, 2], |_, _| {}), "unknown-key", Ignore),
        ("by the node", none, |s| approval(s, 2, &[6], |_, _| {}), "unknown-key", Ignore),
        (
            "for another cooperative",
            none,
            |s| approval(s, 2, &[4, 5], |approval, council| approval.coop = council.coops[1]),
            "unknown-key",
            Ignore,
        ),
        ("of a stranger", none, |s| approval(s, 4, &[4, 5], |_, _| {}), "page-stranger", Ignore),
        (
            "of a page nobody proposed",
            none,
            |s| approval(s, 2, &[4, 5], |approval, _| approval.page = ObjectId([1; 32])),
            "gap",
            Ignore,
        ),
        (
            "under another charter",
            none,
            |s| approval(s, 2, &[4, 5], |approval, _| approval.charter = ObjectId([1; 32])),
            "page-charter",
            Ignore,
        ),
        (
            "of another federation",
            none,
            |s| approval_as(s, &FOREIGN, ObjectKind::Approval),
            "federation",
            Reject,
        ),
        (
            "signed as a charter",
            none,
            |s| approval_as(s, &s.council.federation.clone(), ObjectKind::Charter),
            "unknown-kind",
            Ignore,
        ),
        (
            "not signed yet",
            none,
            |s| {
                let page = s.proposed(rules(9));
                Frame::Approval(s.council.approval_of(2, page.id).draft())
            },
            "malformed",
            Reject,
        ),
        (
            "by voters of a card that the page does not pin",
            none,
            |s| {
                let page = s.proposed(rules(9));
                let card = s.council.next_card(2, |card| card.vote = keys(2, &[12], 1));
                let card = s.council.sign_card(2, &[1, 2], &card);
                s.give([Frame::Card(card)]);
                Frame::Approval(s.council.approve(2, &[12], &s.council.approval_of(2, page.id)))
            },
            "unknown-key",
            Ignore,
        ),
        (
            "by an expelled member",
            expelled,
            |s| {
                let page = s.council.page(rules(8), 1);
                let notice = s.council.entry(1, &Body::Propose(page.id));
                s.give([Frame::Entry(notice), Frame::Page(page.bytes.clone())]);
                Frame::Approval(s.council.approval(3, page.id))
            },
            "page-stranger",
            Ignore,
        ),
    ]);
}
