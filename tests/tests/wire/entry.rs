//! Vectors of entries: bodies, what is read of them, commitments.

#![allow(clippy::too_many_lines, reason = "each vector is a row")]

use bigre_protocol::codec;
use bigre_protocol::directory::entry::{
    Activity, Body, Entry, EntryError, Exchange, Kind, Lang, Listing, Member, Place, Term, TermKind,
    TermLabels,
};
use bigre_protocol::id::EntryId;
use bigre_protocol::limits::BODY_BYTES;
use bigre_protocol::text::{Code, List, Text};
use ciborium::Value;
use serde_json::{Value as Json, json};

use super::fixtures::{DAY, NOW, cbor, codec_name, diagnostic, hex, integers, map, refused, value};

/// All of them.
pub(crate) fn vectors() -> Vec<Json> {
    let mut vectors: Vec<Json> = good()
        .into_iter()
        .enumerate()
        .map(|(at, (name, kind, body))| {
            let at = u8::try_from(at).unwrap();
            let entry = Entry { id: EntryId([at; 16]), kind: Kind(kind), salt: [0xf0 | at; 16], body };
            entry.read().unwrap();
            json!({
                "name": name, "kind": kind, "reads": Kind(kind).name(), "salt": hex(entry.salt), "hex": hex(&entry.body),
                "value": diagnostic(&value(&entry.body)), "commitment": hex(entry.commitment().0),
            })
        })
        .collect();
    vectors.extend(bad().into_iter().map(|(name, kind, body)| {
        let entry = Entry { id: EntryId([0; 16]), kind: Kind(kind), salt: [0; 16], body };
        let result = entry.read().map_err(|error| match error {
            EntryError::Size(_) => "size".into(),
            EntryError::Codec(error) => codec_name(&error),
        });
        // What is canonical is in the directory even when its fields cannot be read.
        let admitted = entry.body.len() <= BODY_BYTES && codec::check(&entry.body).is_ok();
        refused(json!({ "name": name, "kind": kind, "hex": hex(&entry.body), "admitted": admitted }), result)
    }));
    vectors
}

fn text<const MOST: usize>(text: &str) -> Text<MOST> {
    Text::new(text).unwrap()
}

fn list<T, const MOST: usize>(values: Vec<T>) -> List<T, MOST> {
    List::new(values).unwrap()
}

fn activity(title: &str) -> Activity {
    Activity {
        learn: List::default(),
        modes: List::default(),
        title: text(title),
        words: List::default(),
        skills: List::default(),
        trades: List::default(),
        sectors: List::default(),
    }
}

/// A member of which everything is said.
pub(crate) fn member(name: &str) -> Member {
    let code = |code: &str| Code::new(code).unwrap();
    Member {
        name: text(name),
        about: Some(text("Boulangère, je cherche un four à partager.")),
        place: Some(Place { code: code("FR-34172"), name: text("Montpellier") }),
        available: Some(true),
        languages: list(vec![
            Lang::try_from("fr".to_owned()).unwrap(),
            Lang::try_from("oc".to_owned()).unwrap(),
        ]),
        activities: list(vec![Activity {
            learn: list(vec![text("comptabilité")]),
            modes: list(vec![code("on-site")]),
            words: list(vec![text("fournil")]),
            skills: list(vec![code("s-leaven"), code("s-oven")]),
            trades: list(vec![code("t-baker")]),
            sectors: list(vec![code("food")]),
            ..activity("Boulangerie au levain")
        }]),
    }
}

/// A member of which nothing is said but a name.
pub(crate) fn bare(name: &str) -> Member {
    Member {
        name: text(name),
        about: None,
        place: None,
        available: None,
        languages: List::default(),
        activities: List::default(),
    }
}

fn labels(lang: &str, preferred: &str, alternatives: &[&str]) -> TermLabels {
    TermLabels {
        lang: Lang::try_from(lang.to_owned()).unwrap(),
        preferred: text(preferred),
        alternatives: list(alternatives.iter().map(|one| text(one)).collect()),
    }
}

/// A term of which everything is said.
fn baker() -> Term {
    let code = |code: &str| Code::new(code).unwrap();
    Term {
        code: code("7512.1"),
        isco: Some(code("7512")),
        kind: TermKind::Trade,
        labels: list(vec![
            labels("fr", "boulanger/boulangère", &["artisane boulangère", "pain"]),
            labels("nl", "broodbakker", &[]),
        ]),
        broader: list(vec![code("C7512")]),
        related: list(vec![code("S1.1"), code("S1.2")]),
        same_as: Some(code("t-baker")),
        vocabulary: code("esco"),
    }
}

/// A word that is one more label of another term.
fn new_word() -> Term {
    let (code, vocabulary) = (Code::new("w-0a1b2c").unwrap(), Code::new("words").unwrap());
    let labels = list(vec![labels("fr", "fournil", &[])]);
    let (broader, related) = (List::default(), List::default());
    Term { code, isco: None, labels, broader, related, vocabulary, ..baker() }
}

fn good() -> Vec<(&'static str, u8, Vec<u8>)> {
    let listing = Listing {
        by: None,
        about: None,
        place: None,
        until: None,
        activity: activity("Relecture"),
        exchange: List::default(),
        languages: List::default(),
    };
    let all = Listing {
        by: Some(EntryId([1; 16])),
        about: member("x").about,
        place: member("x").place,
        until: Some(NOW + 30 * DAY),
        exchange: list(vec![Exchange::Paid, Exchange::Exchange, Exchange::Gift, Exchange::MutualAid]),
        languages: member("x").languages,
        ..listing.clone()
    };
    let entry = |body: &Body| Entry::new(EntryId([0; 16]), [0; 16], body).unwrap().body;
    let service = entry(&Body::Service(listing.clone()));
    let (term, word) = (baker(), new_word());
    let extended = map(&[("name", Value::from("Ada")), ("unknown", Value::Array(vec![Value::Null]))]);
    let explicit =
        map(&[("name", Value::from("Ada")), ("about", Value::Null), ("languages", Value::Array(vec![]))]);
    let largest = map(&[("name", Value::from("Ada")), ("unknown", Value::Bytes(vec![0; BODY_BYTES - 21]))]);
    assert_eq!(cbor(&largest).len(), BODY_BYTES);
    vec![
        ("a member of whom everything is said", 1, entry(&Body::Member(member("Ada")))),
        ("a member with only a name", 1, entry(&Body::Member(bare("Zoé")))),
        (
            "a member who is not available",
            1,
            entry(&Body::Member(Member { available: Some(false), ..bare("Bo") })),
        ),
        ("an offer of which everything is said", 2, entry(&Body::Offer(all.clone()))),
        ("an offer with only a title", 2, entry(&Body::Offer(listing.clone()))),
        ("a need with only a title", 3, entry(&Body::Need(listing))),
        ("a need of which everything is said", 3, entry(&Body::Need(all))),
        ("a member with a field of a later version", 1, cbor(&extended)),
        ("null and an empty list for what is absent", 1, cbor(&explicit)),
        ("a member as large as may be", 1, cbor(&largest)),
        ("a kind of a later version", 200, cbor(&map(&[("any", Value::from(1))]))),
        ("kind 0", 0, vec![0x80]),
        ("kind 8", 8, vec![0x01]),
        ("a service", 4, service),
        ("a term of which everything is said", 9, entry(&Body::Term(term))),
        ("a word that names another term", 9, entry(&Body::Term(word))),
    ]
}

fn bad() -> Vec<(&'static str, u8, Vec<u8>)> {
    let name = || ("name", Value::from("Ada"));
    let member = |pairs: &[(&str, Value)]| (1, cbor(&map(pairs)));
    let with = |field: &'static str, part: Value| {
        let mut pairs = vec![name(), (field, part)];
        pairs.sort_by_key(|(key, _)| (key.len(), *key));
        (1, cbor(&map(&pairs)))
    };
    let offer = |field: &'static str, part: Value| {
        let title = map(&[("title", Value::from("Relecture"))]);
        let mut pairs = vec![("activity", title), (field, part)];
        pairs.sort_by_key(|(key, _)| (key.len(), *key));
        (2, cbor(&map(&pairs)))
    };
    let texts = |text: &str, count: usize| Value::Array(vec![Value::from(text); count]);
    let place = |code: &str| map(&[("code", Value::from(code)), ("name", Value::from("x"))]);
    let titled = |title: String| Value::Array(vec![map(&[("title", Value::from(title))])]);
    let by_bytes = Value::Map(vec![(Value::Bytes(b"name".to_vec()), Value::from("Ada"))]);
    let called = |lang: &str, preferred: &str, others: usize| {
        let alternatives = Value::Array(vec![Value::from("x"); others]);
        let mut pairs = vec![("lang", Value::from(lang)), ("preferred", Value::from(preferred))];
        pairs.extend((others > 0).then_some(("alternatives", alternatives)));
        map(&pairs)
    };
    let term = |vocabulary: Option<&str>, kind: &str, labels: Vec<Value>| {
        let mut pairs =
            vec![("code", Value::from("a")), ("kind", Value::from(kind)), ("labels", Value::Array(labels))];
        pairs.extend(vocabulary.map(|name| ("vocabulary", Value::from(name))));
        (9, cbor(&map(&pairs)))
    };
    let cases = [
        ("an empty body", (1, Vec::new())),
        ("an empty body of an unknown kind", (200, Vec::new())),
        ("a body that is not canonical", (1, vec![0xbf, 0xff])),
        ("an unknown kind that is not canonical", (200, vec![0x18, 0x01])),
        ("a body one byte too large", with("zzz", Value::Bytes(vec![0; BODY_BYTES - 16]))),
        ("an array for a member", (1, cbor(&Value::Array(vec![Value::from("Ada")])))),
        ("a member without a name", (1, vec![0xa0])),
        ("a member with an empty name", member(&[("name", Value::from(""))])),
        ("a member with a long name", member(&[("name", Value::from("a".repeat(81)))])),
        ("a member whose name is a number", member(&[("name", Value::from(7))])),
        ("a member whose name is bytes", member(&[("name", Value::Bytes(b"Ada".to_vec()))])),
        ("a field named by bytes, in a member", (1, cbor(&by_bytes))),
        ("501 characters of free text", with("about", Value::from("é".repeat(501)))),
        ("a language of three letters", with("languages", texts("fra", 1))),
        ("a language in capitals", with("languages", texts("FR", 1))),
        ("nine languages", with("languages", texts("fr", 9))),
        ("a place with a space in its code", with("place", place("FR 34"))),
        ("a place with a code of 33 characters", with("place", place(&"F".repeat(33)))),
        ("a place without a name", with("place", map(&[("code", Value::from("FR"))]))),
        ("an activity without a title", with("activities", Value::Array(vec![map(&[])]))),
        ("a title of 121 characters", with("activities", titled("a".repeat(121)))),
        ("available as a number", with("available", Value::from(1))),
        ("an offer without an activity", (2, vec![0xa0])),
        ("an unknown exchange", offer("exchange", texts("barter", 1))),
        ("five exchanges", offer("exchange", texts("gift", 5))),
        ("an exchange as a map", offer("exchange", Value::Array(vec![map(&[("gift", Value::Null)])]))),
        ("a negative date", offer("until", Value::from(-1))),
        ("a member named by 15 bytes", offer("by", Value::Bytes(vec![1; 15]))),
        ("a member named by integers", offer("by", integers(&[1; 16]))),
        ("a service without an activity", (4, vec![0xa0])),
        ("a term without a vocabulary", term(None, "trade", vec![])),
        ("a term of an unknown kind", term(Some("esco"), "tool", vec![])),
        ("a term whose kind is a map", {
            let kind = map(&[("trade", Value::Null)]);
            let pairs = [("code", Value::from("a")), ("kind", kind), ("vocabulary", Value::from("esco"))];
            (9, cbor(&map(&pairs)))
        }),
        ("a vocabulary with a space", term(Some("my words"), "trade", vec![])),
        ("labels of nine languages", term(Some("esco"), "trade", vec![called("fr", "pain", 0); 9])),
        (
            "labels without a language",
            term(Some("esco"), "trade", vec![map(&[("preferred", Value::from("pain"))])]),
        ),
        ("a label of 121 characters", term(Some("esco"), "trade", vec![called("fr", &"é".repeat(121), 0)])),
        (
            "a label that turns the direction",
            term(Some("words"), "trade", vec![called("fr", "pain\u{202e}niap", 0)]),
        ),
        ("129 other labels", term(Some("esco"), "trade", vec![called("fr", "pain", 129)])),
    ];
    cases.into_iter().map(|(name, (kind, body))| (name, kind, body)).collect()
}
