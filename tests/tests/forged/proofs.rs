//! Published proofs, and calls for suspension.

use bigre_protocol::durable::ProofKind;
use bigre_protocol::frame::Frame;
use bigre_protocol::id::ObjectId;
use bigre_protocol::journal::{Body, Entry, Suspend};
use bigre_protocol::limits::DAY_MS;
use bigre_protocol::text::Code;

use super::council::{START, TODAY};
use super::{Scene, all, forged, none};
use bigre_protocol::rejection::Verdict::{Ignore, Reject};

/// Two entries of one cooperative, the second changed.
pub(crate) fn pair(scene: &mut Scene, one: Body, other: Body, change: fn(&mut Entry)) -> Frame {
    let first = scene.council.sign(2, scene.council.draft(2, &one));
    let mut second = scene.council.draft(2, &other);
    change(&mut second);
    Frame::Fork(first.bytes, scene.council.sign(2, second).bytes)
}

/// Something that a journal says and that leads to nothing.
pub(crate) fn word(n: u8) -> Body {
    Body::Withdraw(vec![n])
}

fn card_pair(scene: &mut Scene, one: (&[u8], u64), other: (&[u8], u64)) -> Frame {
    let sign = |(nths, later): (&[u8], u64)| {
        let card = scene.council.next_card(1, |card| card.expires += later);
        scene.council.sign_card(1, nths, &card)
    };
    Frame::Fork(sign(one), sign(other))
}

#[test]
fn proofs() {
    let mut scene = Scene::new();
    let proof = pair(&mut scene, word(1), word(2), |_| {});
    scene.give([proof]);
    assert!(scene.proves(2, ProofKind::Journal));
    let mut scene = Scene::new();
    let proof = card_pair(&mut scene, (&[1, 2], 1), (&[2, 3], 2));
    scene.give([proof]);
    assert!(scene.proves(1, ProofKind::Card));
    all(&[
        ("one entry twice", none, |s| pair(s, word(1), word(1), |_| {}), "no-proof", Reject),
        (
            "entries of two numbers",
            none,
            |s| pair(s, word(1), word(2), |entry| entry.seq = 2),
            "no-proof",
            Reject,
        ),
        (
            "entries of two cooperatives",
            none,
            |s| {
                Frame::Fork(
                    s.council.sign(2, s.council.draft(2, &word(1))).bytes,
                    s.council.sign(3, s.council.draft(3, &word(2))).bytes,
                )
            },
            "no-proof",
            Reject,
        ),
        (
            "ballots at two attempts",
            none,
            |s| {
                let (one, two) = (
                    s.council.ballot(ObjectId([1; 32]), TODAY, None),
                    s.council.ballot(ObjectId([2; 32]), TODAY + 1, None),
                );
                pair(s, one, two, |entry| entry.seq = 2)
            },
            "no-proof",
            Reject,
        ),
        (
            "two ballots for one page that cite different attempts",
            none,
            |s| {
                let (one, two) = (
                    s.council.ballot(ObjectId([1; 32]), TODAY, None),
                    s.council.ballot(ObjectId([1; 32]), TODAY, Some(1)),
                );
                pair(s, one, two, |entry| entry.seq = 2)
            },
            "no-proof",
            Reject,
        ),
        (
            "a later ballot that cites the acknowledged attempt",
            none,
            |s| {
                let (one, two) = (
                    s.council.ack(ObjectId([1; 32]), TODAY),
                    s.council.ballot(ObjectId([2; 32]), TODAY + 1, Some(TODAY)),
                );
                pair(s, one, two, |entry| entry.seq = 2)
            },
            "no-proof",
            Reject,
        ),
        (
            "acknowledgements of two pages",
            none,
            |s| {
                let (one, two) =
                    (s.council.ack(ObjectId([1; 32]), TODAY), s.council.ack(ObjectId([2; 32]), TODAY));
                pair(s, one, two, |entry| entry.seq = 2)
            },
            "no-proof",
            Reject,
        ),
        (
            "ballots of two cooperatives",
            none,
            |s| {
                let (one, two) = (
                    s.council.ballot(ObjectId([1; 32]), TODAY, None),
                    s.council.ballot(ObjectId([2; 32]), TODAY, None),
                );
                Frame::Fork(
                    s.council.sign(2, s.council.draft(2, &one)).bytes,
                    s.council.sign(3, s.council.draft(3, &two)).bytes,
                )
            },
            "no-proof",
            Reject,
        ),
        ("one card signed by others", none, |s| card_pair(s, (&[1, 2], 1), (&[2, 3], 1)), "no-proof", Reject),
        ("a card that too few signed", none, |s| card_pair(s, (&[1, 2], 1), (&[2], 2)), "card", Reject),
        (
            "cards of two cooperatives",
            none,
            |s| {
                let sign =
                    |coop: usize| s.council.sign_card(coop, &[1, 2], &s.council.next_card(coop, |_| {}));
                Frame::Fork(sign(1), sign(2))
            },
            "no-proof",
            Reject,
        ),
        (
            "an entry and a pulse",
            none,
            |s| Frame::Fork(s.council.sign(2, s.council.draft(2, &word(1))).bytes, s.pulse(2, 6, |_| {})),
            "unknown-kind",
            Ignore,
        ),
        (
            "beyond a cut",
            Scene::rotated,
            |s| {
                s.council.rekey(1, 6);
                let [one, two] = [1, 2].map(|n| s.council.sign(1, s.council.draft(1, &word(n))).bytes);
                Frame::Fork(one, two)
            },
            "void",
            Ignore,
        ),
        (
            "a signature that does not verify",
            none,
            |s| match pair(s, word(1), word(2), |_| {}) {
                Frame::Fork(a, b) => Frame::Fork(a, forged(&b)),
                other => other,
            },
            "signature",
            Reject,
        ),
        ("nothing", none, |_| Frame::Fork(Vec::new(), Vec::new()), "malformed", Reject),
    ]);
}

#[test]
fn calls_for_suspension() {
    // One of four, twice, is not two; a stranger's does not count.
    let mut scene = Scene::new();
    let coop = scene.council.coops[1];
    for incident in [1, 1] {
        let call = Body::Suspend(Suspend { code: Code::new("spam").unwrap(), coop, incident });
        let call = Frame::Entry(scene.council.entry(2, &call));
        scene.give([call]);
    }
    assert_eq!(scene.replica.suspended_until(START, &coop), None);
    let call = Body::Suspend(Suspend { code: Code::new("spam").unwrap(), coop, incident: 2 });
    let call = Frame::Entry(scene.council.entry(3, &call));
    scene.give([call]);
    assert_eq!(scene.replica.suspended_until(START, &coop), None, "another incident");
    assert!(scene.replica.suspended_until(START + 30 * DAY_MS, &coop).is_none());
}
