//! Golden vectors of the wire: what `protocol/PROTOCOL.md` says, as bytes that another implementation can check.
//!
//! `BIGRE_BLESS=1` writes `tests/vectors/*.json`; otherwise the files must be, byte for byte, what this code
//! makes. Each vector is also checked here against the code; `tests/verify/verify.py` checks them without it.

#![allow(clippy::unwrap_used, reason = "every function here is a test's")]

use std::path::Path;

use serde_json::{Value as Json, json};

#[path = "wire/bundle.rs"]
mod bundle;
#[path = "wire/card.rs"]
mod card;
#[path = "wire/codec.rs"]
mod codec;
#[path = "wire/council.rs"]
mod council;
#[path = "wire/ed25519.rs"]
mod ed25519;
#[path = "wire/entry.rs"]
mod entry;
#[path = "wire/envelope.rs"]
mod envelope;
#[path = "wire/fact.rs"]
mod fact;
#[path = "wire/fixtures.rs"]
mod fixtures;
#[path = "wire/founding.rs"]
mod founding;
#[path = "wire/frame.rs"]
mod frame;
#[path = "wire/gossip.rs"]
mod gossip;
#[path = "wire/head.rs"]
mod head;
#[path = "wire/history.rs"]
mod history;
#[path = "wire/ids.rs"]
mod ids;
#[path = "wire/layout.rs"]
mod layout;
#[path = "wire/pages.rs"]
mod pages;
#[path = "wire/tree.rs"]
mod tree;

/// Writes or checks one file of vectors.
fn check(noun: &str, about: &str, vectors: Vec<Json>) {
    let mut names: Vec<String> = vectors.iter().map(|v| v["name"].as_str().unwrap().to_owned()).collect();
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count, "{noun}: two vectors have one name");
    let text = layout::text(&json!({ "name": noun, "about": about, "vectors": vectors }));
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/vectors")).join(format!("{noun}.json"));
    if std::env::var_os("BIGRE_BLESS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let line = kept.lines().zip(text.lines()).position(|(kept, made)| kept != made);
    assert!(
        kept == text,
        "{noun}.json is not what the code makes (first at line {:?}): the wire changed, or bless it",
        line.map(|line| line + 1)
    );
}

macro_rules! nouns {
    ($($test:ident: $noun:literal, $about:literal, $vectors:expr;)*) => {
        $(#[test] fn $test() { check($noun, $about, $vectors); })*
    };
}

nouns! {
    codec_vectors: "codec", "Bytes that are one canonical value, in diagnostic notation, or are refused.",
        codec::vectors();
    id_vectors: "ids", "How identifiers are computed, printed and read.", ids::vectors();
    ed25519_vectors: "ed25519", "Signatures and keys at the edges: the 12 public cases of Chalkias, Garillot and \
        Nikolaenko (https://eprint.iacr.org/2020/1244, ed25519-speccheck, Apache-2.0), and our own.",
        ed25519::vectors();
    envelope_vectors: "envelope", "Signed and cosigned objects, and what they are verified against.",
        envelope::vectors();
    card_vectors: "card", "Cards number 0.", card::vectors();
    founding_vectors: "founding", "Founding files, and assents to the first of them.", founding::vectors();
    entry_vectors: "entry", "Bodies of entries and their commitments.", entry::vectors();
    tree_vectors: "tree", "Roots of sets and proofs of inclusion.", tree::vectors();
    head_vectors: "head", "Heads as a node judges them that holds nothing, in the first federation of founding.json.",
        head::heads();
    delta_vectors: "delta", "Deltas and what a head names them by.", head::deltas();
    gossip_vectors: "gossip", "Gossip messages and their verdicts, after the messages named in `before`.",
        gossip::vectors();
    frame_vectors: "frame", "Frames of a pull, and whole exchanges.", frame::vectors();
    bundle_vectors: "bundle", "Files that carry directories, in the first federation of founding.json.",
        bundle::vectors();
    next_vectors: "next", "Cards 1 and up, read after those of `before`.", pages::cards();
    page_vectors: "page", "Pages of the register, judged after the first `state` pages of `register/`.", pages::pages();
    approval_vectors: "approval", "Approvals of a page, after the first `state` pages of `register/`.",
        pages::approvals();
    sealed_vectors: "sealed", "Sealed pages, verified after the first `state` pages of `register/`.", pages::seals();
    journal_vectors: "journal", "Entries of journals, verified with `key`; fingerprints of what is said of a page.",
        pages::journals();
    fact_vectors: "fact", "Facts of the fund: bodies of journal entries.", fact::vectors();
    pulse_vectors: "pulse", "Pulses, verified with `key`.", pages::pulses();
}

#[test]
fn an_exported_register() {
    history::check();
}
