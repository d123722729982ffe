//! What drafts become, and why they are refused.

use bigre_protocol::directory::entry::Body;

use super::*;
use crate::api::codes;
use crate::api::model::{ActivityDraft, Practice};
use crate::vocabulary;
use bigre_protocol::codec;

fn texts(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

fn member(change: impl FnOnce(&mut EntryDraft)) -> EntryDraft {
    let mut draft = EntryDraft { kind: "member".into(), name: Some("Ada".into()), ..EntryDraft::default() };
    change(&mut draft);
    draft
}

fn taken(draft: &EntryDraft) -> (bigre_protocol::directory::entry::Member, Drafted) {
    let drafted = Draftsman::with(&Terms::starter()).draft(draft, None).unwrap();
    match drafted.body.clone() {
        Body::Member(member) => (member, drafted),
        other => panic!("{other:?}"),
    }
}

/// The codes of the problems of a draft.
fn refused(draft: &EntryDraft) -> Vec<String> {
    let errors = Draftsman::with(&Terms::starter()).draft(draft, None).unwrap_err();
    let problem = |error: &DraftError| error.problem(&Terms::starter(), vocabulary::Lang::Fr);
    errors.iter().map(|error| problem(error).code).collect()
}

fn offer(change: impl FnOnce(&mut EntryDraft)) -> EntryDraft {
    let mut draft = EntryDraft { kind: "offer".into(), title: Some("Pain".into()), ..EntryDraft::default() };
    change(&mut draft);
    draft
}

#[test]
fn words_in_any_language_and_either_gender_become_codes() {
    for typed in [
        "menuisier",
        "Menuisière",
        "menuisier·ère",
        "menuisier(ère)",
        "MENUISIERS",
        "schrijnwerker",
        "t-joiner",
    ] {
        let (member, drafted) = taken(&member(|d| d.practice.trades = texts(&[typed])));
        let main = &member.activities[0];
        assert_eq!(main.trades.iter().map(|code| code.as_str()).collect::<Vec<_>>(), ["t-joiner"], "{typed}");
        assert!(drafted.own_words.is_empty(), "{typed}");
    }
}

#[test]
fn unknown_trades_and_skills_are_kept_as_own_words() {
    let (member, drafted) = taken(&member(|d| {
        d.practice.trades = texts(&["dompteur de nuages"]);
        d.practice.skills = texts(&["siffler à l'envers"]);
        d.practice.learn = texts(&["jongler avec des bouées"]);
    }));
    let main = &member.activities[0];
    assert!(main.trades.is_empty() && main.skills.is_empty());
    assert_eq!(main.words.len(), 2);
    assert_eq!(main.learn[0].as_str(), "jongler avec des bouées");
    assert_eq!(main.title.as_str(), "dompteur de nuages");
    assert_eq!(drafted.own_words.len(), 3);
}

#[test]
fn a_title_that_is_a_trade_is_one_only_when_no_trade_is_given() {
    let (one, drafted) = taken(&member(|d| d.title = Some("Menuisière".into())));
    assert_eq!(one.activities[0].trades[0].as_str(), "t-joiner");
    assert_eq!(one.activities[0].title.as_str(), "Menuisière");
    assert!(matches!(drafted.notes.as_slice(), [Note::TitleIsTrade { .. }]));
    let (one, drafted) = taken(&member(|d| {
        d.title = Some("Menuisière".into());
        d.practice.trades = texts(&["dompteuse"]);
    }));
    assert!(one.activities[0].trades.is_empty() && drafted.notes.is_empty());
    let (one, _) = taken(&member(|d| d.title = Some("Menuisière de la mer".into())));
    assert!(one.activities[0].trades.is_empty());
}

#[test]
fn nothing_finer_than_the_chosen_precision_is_kept() {
    for (place, precision, code) in [
        ("Sète", "commune", "FR-34301"),
        ("34200 Sète", "department", "FR-D34"),
        ("sete", "département", "FR-D34"),
        ("FR-34301", "region", "FR-R76"),
        ("Sète", "pays", "FR"),
        ("Liège", "commune", "BE-62063"),
        ("Luik", "provincie", "BE-P60000"),
        ("Hérault", "commune", "FR-D34"),
    ] {
        let (member, drafted) = taken(&member(|d| {
            d.place = Some(place.into());
            d.precision = Some(precision.into());
        }));
        let kept = member.place.clone().unwrap();
        assert_eq!(kept.code.as_str(), code, "{place} {precision}");
        let bytes = match &drafted.body {
            Body::Member(member) => codec::encode(member),
            _ => Vec::new(),
        };
        let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        if precision != "commune" {
            assert!(
                !holds("Sète") && !holds("34301") && !holds("62063") && !holds("34200"),
                "{place} {precision}"
            );
        }
    }
}

#[test]
fn each_refusal_has_its_code() {
    let check = |draft: EntryDraft, expected: &[&str]| {
        let found = refused(&draft);
        assert_eq!(found, expected, "{draft:?}");
        assert!(found.iter().all(|code| codes::find(code).is_some()));
    };
    check(EntryDraft::default(), &["unknown-kind"]);
    check(member(|d| d.name = None), &["missing-field"]);
    check(member(|d| d.name = Some("x".repeat(81))), &["too-long"]);
    check(member(|d| d.name = Some("a\u{202e}b".into())), &["invisible-character"]);
    check(member(|d| d.about = Some("x".repeat(501))), &["too-long"]);
    check(member(|d| d.place = Some("Zzyzx-les-Bains".into())), &["unknown-place"]);
    check(member(|d| d.precision = Some("galaxie".into())), &["unknown-precision"]);
    check(member(|d| d.practice.sectors = texts(&["agricultur spatiale"])), &["unknown-sector"]);
    check(
        member(|d| {
            d.title = Some("T".into());
            d.practice.modes = texts(&["en apesanteur"]);
        }),
        &["unknown-mode"],
    );
    check(member(|d| d.practice.trades = texts(&["t-bakre", "x"])), &["unknown-trade"]);
    check(member(|d| d.languages = texts(&["klingon"])), &["unknown-language"]);
    check(member(|d| d.exchange = texts(&["paid"])), &["unexpected-field"]);
    check(offer(|d| d.exchange = texts(&["bitcoin"])), &["unknown-exchange"]);
    check(offer(|d| d.title = None), &["missing-field"]);
    check(offer(|d| d.name = Some("Ada".into())), &["unexpected-field"]);
    let words: Vec<String> = (0..17).map(|n| format!("mot {n}")).collect();
    check(offer(|d| d.practice.words = words), &["too-many"]);
    let activity = |n| ActivityDraft { title: format!("activité {n}"), practice: Practice::default() };
    check(member(|d| d.activities = (0..9).map(activity).collect()), &["too-many"]);
}

#[test]
fn contacts_in_texts_are_remarked() {
    for (about, expected) in [
        ("Écrivez à ada@example.org", true),
        ("06 12 34 56 78", true),
        ("0485/12.34.56", true),
        ("de 2010 à 2024, 3 ans", false),
        ("depuis 2010", false),
    ] {
        let (_, drafted) = taken(&member(|d| d.about = Some(about.into())));
        assert_eq!(drafted.notes.len() == 1, expected, "{about}");
    }
}

#[test]
fn suggestions_are_near() {
    let error = DraftError::Term { kind: vocabulary::TermKind::Sector, text: "informatik".into() };
    let problem = error.problem(&Terms::starter(), vocabulary::Lang::Fr);
    assert!(problem.args["suggestions"].contains("x-digital"), "{problem:?}");
}
