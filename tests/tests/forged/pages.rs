//! Pages as they are proposed.

use bigre_protocol::card::Cut;
use bigre_protocol::codec;
use bigre_protocol::frame::Frame;
use bigre_protocol::id::ObjectId;
use bigre_protocol::journal::Body;
use bigre_protocol::register::{Act, Page, Pin, Rules};
use bigre_protocol::text::{Code, List};
use ciborium::Value;
use serde_bytes::ByteBuf;

use super::cards::new_root;
use super::council::{Council, card_bytes};
use super::{Scene, all, none, rules, trailing};
use bigre_protocol::rejection::Verdict::{Ignore, Reject};

/// A page proposed as it should not be, with its notice.
pub(crate) fn page(scene: &mut Scene, change: fn(&mut Page, &Council)) -> Frame {
    let mut page = scene.council.page(rules(9), 1).value;
    change(&mut page, &scene.council);
    let page = scene.council.read(&page);
    let notice = scene.council.entry(1, &Body::Propose(page.id));
    scene.give([Frame::Entry(notice)]);
    Frame::Page(page.bytes)
}

pub(crate) fn pins(page: &mut Page, change: impl FnOnce(&mut Vec<Pin>)) {
    let mut pins = page.pins.to_vec();
    change(&mut pins);
    page.pins = List::new(pins).unwrap();
}

/// A page whose act is given as it is encoded.
fn raw_act(scene: &mut Scene, act: Value) -> Frame {
    let page = scene.council.page(rules(9), 1);
    let Value::Map(mut pairs) = codec::decode(&page.bytes).unwrap() else { panic!("a map") };
    pairs[0].1 = act;
    Frame::Page(codec::encode(&Value::Map(pairs)))
}

pub(crate) fn act(scene: &mut Scene, act: fn(&Council) -> Act) -> Frame {
    let wanted = act(&scene.council);
    let draft = scene.council.page(wanted, 1);
    let notice = scene.council.entry(1, &Body::Propose(draft.id));
    scene.give([Frame::Entry(notice)]);
    Frame::Page(draft.bytes)
}

pub(crate) fn expel(council: &Council, coop: usize) -> Act {
    let grounds = Code::new("charte-6").unwrap();
    let cut = Cut { journal: council.tip(coop), directory: 0 };
    Act::Expel { cut, coop: council.coops[coop], grounds }
}

/// The fourth founder is expelled.
pub(crate) fn expelled(scene: &mut Scene) {
    let page = scene.council.page(expel(&scene.council, 3), 1);
    let notice = scene.council.entry(1, &Body::Propose(page.id));
    scene.give([Frame::Entry(notice), Frame::Page(page.bytes.clone())]);
    let approvals: Vec<Frame> =
        [0, 1, 2].map(|coop| Frame::Approval(scene.council.approval(coop, page.id))).into();
    scene.give(approvals);
    let sealed = scene.council.seal_page(&page, &[0, 1, 2]);
    scene.give(sealed.votes.into_iter().map(Frame::Entry));
    assert_eq!(scene.replica.register().head, page.id);
    scene.council.register.write(&page);
}

#[test]
fn pages() {
    all(&[
        (
            "without a notice",
            none,
            |s| Frame::Page(s.council.page(rules(9), 1).bytes),
            "page-stranger",
            Ignore,
        ),
        (
            "announced by another than its proposer",
            none,
            |s| {
                let page = s.council.page(rules(9), 1);
                let notice = s.council.entry(2, &Body::Propose(page.id));
                s.give([Frame::Entry(notice)]);
                Frame::Page(page.bytes)
            },
            "page-stranger",
            Ignore,
        ),
        ("a height skipped", none, |s| page(s, |page, _| page.height = 2), "gap", Ignore),
        ("a height already written", none, |s| page(s, |page, _| page.height = 0), "stale", Ignore),
        (
            "after another page",
            none,
            |s| page(s, |page, _| page.previous = ObjectId([1; 32])),
            "page-previous",
            Ignore,
        ),
        (
            "an electorate without one",
            none,
            |s| page(s, |page, _| pins(page, |pins| pins.truncate(3))),
            "page-pins",
            Ignore,
        ),
        (
            "an electorate in another order",
            none,
            |s| page(s, |page, _| pins(page, |pins| pins.reverse())),
            "page-pins",
            Ignore,
        ),
        (
            "an electorate with a stranger",
            none,
            |s| {
                page(s, |page, council| {
                    pins(page, |pins| pins.push(Pin(council.coops[4], 0, ObjectId([4; 32]))))
                })
            },
            "page-pins",
            Ignore,
        ),
        (
            "an electorate with one twice",
            none,
            |s| page(s, |page, _| pins(page, |pins| pins.push(pins[0]))),
            "page-pins",
            Ignore,
        ),
        (
            "an electorate that pins a card nobody knows",
            none,
            |s| page(s, |page, _| pins(page, |pins| pins[0].2 = ObjectId([1; 32]))),
            "gap",
            Ignore,
        ),
        (
            "an electorate that pins another number",
            none,
            |s| page(s, |page, _| pins(page, |pins| pins[0].1 = 1)),
            "gap",
            Ignore,
        ),
        (
            "an electorate with an expelled member",
            expelled,
            |s| {
                page(s, |page, council| {
                    let card = council.register.seat(&council.coops[3]).unwrap().card().id;
                    let mut all: Vec<Pin> = page.pins.to_vec();
                    all.push(Pin(council.coops[3], 0, card));
                    all.sort();
                    page.pins = List::new(all).unwrap();
                })
            },
            "page-pins",
            Ignore,
        ),
        (
            "two acts",
            none,
            |s| {
                let coop = Value::Bytes(s.council.coops[2].0.to_vec());
                let pair = |name: &str| (Value::from(name), coop.clone());
                raw_act(s, Value::Map(vec![pair("wake"), pair("sleep")]))
            },
            "malformed",
            Reject,
        ),
        ("an act of a later version", none, |s| raw_act(s, Value::from("merge")), "unknown-kind", Ignore),
        ("an act that is a number", none, |s| raw_act(s, Value::from(1)), "malformed", Reject),
        (
            "a page and a byte",
            none,
            |s| Frame::Page(trailing(s.council.page(rules(9), 1).bytes)),
            "malformed",
            Reject,
        ),
        ("expels a stranger", none, |s| act(s, |council| expel(council, 4)), "page-act", Ignore),
        (
            "wakes who does not sleep",
            none,
            |s| act(s, |council| Act::Wake(council.coops[2])),
            "page-act",
            Ignore,
        ),
        (
            "lets a stranger sleep",
            none,
            |s| act(s, |council| Act::Sleep(council.coops[4])),
            "page-act",
            Ignore,
        ),
        (
            "recognises no branch",
            none,
            |s| act(s, |council| Act::Recognise { card: ObjectId([1; 32]), coop: council.coops[2] }),
            "gap",
            Ignore,
        ),
        ("rules of nothing", none, |s| act(s, |_| Act::Rules(Rules::default())), "page-act", Ignore),
        ("rules out of bounds", none, |s| act(s, |_| rules(0)), "page-act", Ignore),
        (
            "a charter that is no text",
            none,
            |s| {
                act(s, |_| Act::Rules(Rules { charter: Some(ByteBuf::from(vec![0xff])), ..Rules::default() }))
            },
            "page-act",
            Ignore,
        ),
        ("an upgrade to what is spoken", none, |s| act(s, |_| Act::Upgrade(1)), "page-act", Ignore),
        (
            "admits a member again",
            none,
            |s| {
                act(s, |council| Act::Admit {
                    card: ByteBuf::from(card_bytes(2)),
                    charter: ByteBuf::from(council.charter(2, &[4, 5])),
                })
            },
            "page-act",
            Ignore,
        ),
        (
            "admits a card that is number 1",
            none,
            |s| {
                act(s, |council| {
                    let card = council.sign_card(1, &[1, 2], &council.next_card(1, |_| {}));
                    Act::Admit {
                        card: ByteBuf::from(card),
                        charter: ByteBuf::from(council.charter(1, &[4, 5])),
                    }
                })
            },
            "card",
            Ignore,
        ),
        (
            "a succession that its own root did not sign",
            none,
            |s| {
                act(s, |council| {
                    let card = council.sign_card(1, &[1, 2], &council.next_card(1, new_root));
                    Act::Succeed { cut: None, card: ByteBuf::from(card), coop: council.coops[1] }
                })
            },
            "unknown-key",
            Ignore,
        ),
        (
            "a succession with another cut than the card's",
            none,
            |s| {
                act(s, |council| {
                    let card = council.sign_card(1, &[8, 9], &council.next_card(1, new_root));
                    Act::Succeed {
                        cut: Some(Cut::default()),
                        card: ByteBuf::from(card),
                        coop: council.coops[1],
                    }
                })
            },
            "page-act",
            Ignore,
        ),
    ]);
}
