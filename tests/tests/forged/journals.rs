//! Entries of a journal.

use bigre_protocol::codec;
use bigre_protocol::durable::ProofKind;
use bigre_protocol::envelope::{self, ObjectKind, Signed};
use bigre_protocol::frame::Frame;
use bigre_protocol::id::ObjectId;
use bigre_protocol::journal::Entry;
use bigre_protocol::limits::{self, AHEAD_MS};
use serde_bytes::ByteBuf;

use super::council::{START, of};
use super::pages::expelled;
use super::proofs::word;
use super::{FOREIGN, Scene, all, forged, none, rules};
use bigre_protocol::rejection::Verdict::{Ignore, Reject};

/// The third founder wrote one entry.
pub(crate) fn one(scene: &mut Scene) {
    let entry = scene.council.entry(2, &word(5));
    scene.give([Frame::Entry(entry)]);
}

/// A page is sealed, and the third founder wrote an entry that cites it.
fn cited(scene: &mut Scene) {
    scene.sealed(rules(9));
    one(scene);
}

#[test]
fn journals() {
    all(&[
        (
            "a key nobody knows",
            none,
            |s| Frame::Entry(s.council.sign(4, s.council.draft(4, &word(5))).bytes),
            "unknown-key",
            Ignore,
        ),
        (
            "a key before its card",
            none,
            |s| {
                s.council.rekey(2, 11);
                s.changed(|_| {})
            },
            "unknown-key",
            Ignore,
        ),
        (
            "a voter's key",
            none,
            |s| {
                s.council.rekey(2, 4);
                s.changed(|_| {})
            },
            "unknown-key",
            Ignore,
        ),
        (
            "the retired key beyond its cut",
            Scene::rotated,
            |s| {
                s.council.rekey(1, 6);
                Frame::Entry(s.council.sign(1, s.council.draft(1, &word(5))).bytes)
            },
            "void",
            Ignore,
        ),
        (
            "the new key below the cut",
            Scene::rotated,
            |s| {
                let entry = Entry { seq: 2, ..s.council.draft(1, &word(5)) };
                Frame::Entry(s.council.sign(1, entry).bytes)
            },
            "void",
            Ignore,
        ),
        (
            "an expelled member beyond its cut",
            expelled,
            |s| Frame::Entry(s.council.sign(3, s.council.draft(3, &word(5))).bytes),
            "void",
            Ignore,
        ),
        (
            "a number skipped",
            none,
            |s| s.changed(|entry| (entry.seq, entry.previous) = (2, Some(ObjectId([1; 32])))),
            "gap",
            Ignore,
        ),
        ("number 0", none, |s| s.changed(|entry| entry.seq = 0), "void", Ignore),
        (
            "the same again",
            |_| {},
            |s| {
                let entry = s.council.entry(2, &word(5));
                s.give([Frame::Entry(entry.clone())]);
                Frame::Entry(entry)
            },
            "duplicate",
            Ignore,
        ),
        (
            "another of a number held",
            one,
            |s| s.changed(|entry| (entry.seq, entry.previous) = (1, None)),
            "duplicate",
            Ignore,
        ),
        (
            "after another entry",
            one,
            |s| s.changed(|entry| entry.previous = Some(ObjectId([1; 32]))),
            "chain",
            Ignore,
        ),
        ("after none", one, |s| s.changed(|entry| entry.previous = None), "chain", Ignore),
        (
            "the first after another",
            none,
            |s| s.changed(|entry| entry.previous = Some(ObjectId([1; 32]))),
            "chain",
            Ignore,
        ),
        (
            "after an entry of another journal",
            one,
            |s| {
                one(s);
                let other = s.council.entry(1, &word(7));
                let id = Signed::parse(&other, 8192).map(|_| s.council.tip(1).1).unwrap();
                s.give([Frame::Entry(other)]);
                s.changed(|entry| entry.previous = id)
            },
            "chain",
            Ignore,
        ),
        (
            "cites a page to come",
            none,
            |s| s.changed(|entry| entry.page = (1, ObjectId([1; 32]))),
            "gap",
            Ignore,
        ),
        (
            "cites another page",
            none,
            |s| s.changed(|entry| entry.page = (0, ObjectId([1; 32]))),
            "citation",
            Ignore,
        ),
        (
            "cites another page of a number written",
            cited,
            |s| s.changed(|entry| entry.page = (1, ObjectId([1; 32]))),
            "citation",
            Ignore,
        ),
        (
            "cites an older page than the entry before",
            cited,
            |s| {
                let founding = ObjectId(s.council.federation.0);
                s.changed(|entry| entry.page = (0, founding))
            },
            "citation",
            Ignore,
        ),
        (
            "dated 11 minutes ahead",
            none,
            |s| s.changed(|entry| entry.time = START + AHEAD_MS + 60_000),
            "future",
            Ignore,
        ),
        (
            "a body not canonical",
            none,
            |s| s.changed(|entry| entry.body = ByteBuf::from(vec![0x18, 0x00])),
            "malformed",
            Reject,
        ),
        ("a body of another kind", none, |s| s.changed(|entry| entry.kind = 8), "malformed", Reject),
        (
            "an unknown kind whose body is not canonical",
            none,
            |s| s.changed(|entry| (entry.kind, entry.body) = (64, ByteBuf::from(vec![0xf7]))),
            "malformed",
            Reject,
        ),
        (
            "larger than an entry may be",
            none,
            |s| {
                s.changed(|entry| {
                    (entry.kind, entry.body) =
                        (64, ByteBuf::from(codec::encode(&"x".repeat(limits::ENTRY_BYTES))))
                })
            },
            "size",
            Reject,
        ),
        (
            "of another federation",
            none,
            |s| {
                Frame::Entry(
                    envelope::sign(&FOREIGN, ObjectKind::Entry, &of(2, 6), s.council.draft(2, &word(5)))
                        .bytes,
                )
            },
            "federation",
            Reject,
        ),
        (
            "signed as a pulse",
            none,
            |s| {
                Frame::Entry(
                    envelope::sign(
                        &s.council.federation,
                        ObjectKind::Pulse,
                        &of(2, 6),
                        s.council.draft(2, &word(5)),
                    )
                    .bytes,
                )
            },
            "unknown-kind",
            Ignore,
        ),
        (
            "a signature that does not verify",
            none,
            |s| match s.changed(|_| {}) {
                Frame::Entry(bytes) => Frame::Entry(forged(&bytes)),
                other => other,
            },
            "signature",
            Reject,
        ),
    ]);
    // Kinds of a later version are kept, even and odd.
    for kind in [64, 65] {
        let mut scene = Scene::new();
        let entry =
            scene.changed(|entry| (entry.kind, entry.body) = (kind, ByteBuf::from(codec::encode(&1u64))));
        scene.give([entry]);
        assert_eq!(scene.replica.journal(&scene.council.coops[2]).unwrap().seq(), 1);
    }
}

#[test]
fn another_entry_of_a_number_is_proved() {
    let mut scene = Scene::new();
    let one = scene.changed(|_| {});
    let two = scene.changed(|entry| entry.time += 1);
    scene.give([one]);
    assert_eq!(scene.gossip(two), (Ignore, Some("frozen")));
    assert!(scene.proves(2, ProofKind::Journal));
    let id = scene.replica.journal(&scene.council.coops[2]).unwrap().head();
    let next = scene.changed(|entry| (entry.seq, entry.previous) = (2, id));
    assert_eq!(scene.gossip(next), (Ignore, Some("frozen")), "what comes after");
}
