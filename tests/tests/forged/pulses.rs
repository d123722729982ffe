//! Pulses.

use bigre_protocol::envelope::{self, ObjectKind, Signed};
use bigre_protocol::frame::Frame;
use bigre_protocol::id::FederationId;
use bigre_protocol::limits::{self, AHEAD_MS};
use bigre_protocol::pulse::Pulse;

use super::council::{START, of};
use super::pages::expelled;
use super::{FOREIGN, Scene, all, forged, none, trailing};
use bigre_protocol::rejection::Verdict::{Ignore, Reject};

#[test]
fn pulses() {
    let mut scene = Scene::new();
    let good = Frame::Pulse(scene.pulse(2, 6, |_| {}));
    scene.give([good]);
    fn held(scene: &mut Scene) {
        let pulse = Frame::Pulse(scene.pulse(2, 6, |_| {}));
        scene.give([pulse]);
    }
    fn signed_as(scene: &Scene, federation: &FederationId, kind: ObjectKind) -> Frame {
        let bytes = scene.pulse(2, 6, |_| {});
        let pulse: Pulse = Signed::parse(&bytes, limits::PULSE_BYTES).unwrap().peek().unwrap();
        Frame::Pulse(envelope::sign(federation, kind, &of(2, 6), pulse).bytes)
    }
    all(&[
        ("by a stranger", none, |s| Frame::Pulse(s.pulse(4, 6, |_| {})), "unknown-key", Ignore),
        ("by a voter", none, |s| Frame::Pulse(s.pulse(2, 4, |_| {})), "unknown-key", Ignore),
        ("by a key before its card", none, |s| Frame::Pulse(s.pulse(2, 11, |_| {})), "unknown-key", Ignore),
        ("by a retired key", Scene::rotated, |s| Frame::Pulse(s.pulse(1, 6, |_| {})), "void", Ignore),
        ("by an expelled member", expelled, |s| Frame::Pulse(s.pulse(3, 6, |_| {})), "void", Ignore),
        ("the same again", held, |s| Frame::Pulse(s.pulse(2, 6, |_| {})), "duplicate", Ignore),
        (
            "another of its number",
            held,
            |s| Frame::Pulse(s.pulse(2, 6, |pulse| pulse.time += 1)),
            "stale",
            Ignore,
        ),
        (
            "of a lower number",
            held,
            |s| Frame::Pulse(s.pulse(2, 6, |pulse| pulse.number = 4)),
            "stale",
            Ignore,
        ),
        (
            "dated 11 minutes ahead",
            none,
            |s| Frame::Pulse(s.pulse(2, 6, |pulse| pulse.time = START + AHEAD_MS + 60_000)),
            "future",
            Ignore,
        ),
        ("of another federation", none, |s| signed_as(s, &FOREIGN, ObjectKind::Pulse), "federation", Reject),
        (
            "signed as an entry",
            none,
            |s| signed_as(s, &s.council.federation, ObjectKind::Entry),
            "unknown-kind",
            Ignore,
        ),
        (
            "a signature that does not verify",
            none,
            |s| Frame::Pulse(forged(&s.pulse(2, 6, |_| {}))),
            "signature",
            Reject,
        ),
        ("a pulse and a byte", none, |s| Frame::Pulse(trailing(s.pulse(2, 6, |_| {}))), "malformed", Reject),
        (
            "larger than a pulse may be",
            none,
            |_| Frame::Pulse(vec![0; limits::PULSE_BYTES + 1]),
            "size",
            Reject,
        ),
    ]);
}
