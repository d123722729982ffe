//! What is counted is what a search finds.

use super::super::fixtures::{Draft, Held, NOW, OXALIS, SMART, put};
use super::super::{Change, Near, Query};
use super::{By, Count, Fair};
use crate::vocabulary::TermKind;
use bigre_protocol::directory::entry::Kind;
use bigre_protocol::id::{CoopId, EntryId};

const MONTPELLIER: &str = "FR-34172";
const SETE: &str = "FR-34301";
const HERAULT: &str = "FR-D34";
const OCCITANIE: &str = "FR-R76";
const BRUGES: &str = "BE-31005";
const WEST_FLANDERS: &str = "BE-P30000";
const IXELLES: &str = "BE-21009";
const BRUSSELS: &str = "BE-R4000";

/// A few entries of two cooperatives, and where each is.
fn market() -> Held {
    let entry = |id, name, codes, place| Draft { id, name, codes, place, ..Draft::default() };
    let need = Draft { is_need: true, ..entry(5, "", &["t-baker"], "FR") };
    let over = Draft { until: Some(NOW), ..entry(6, "", &["t-joiner"], SETE) };
    Held::of(&[
        (OXALIS, entry(1, "Zoé", &["t-joiner", "t-fitter"], MONTPELLIER)),
        (OXALIS, entry(2, "", &["t-fitter"], SETE)),
        (OXALIS, entry(3, "Anaïs", &["x-wood"], OCCITANIE)),
        (SMART, entry(4, "Wim", &["t-baker", "t-joiner"], BRUGES)),
        (SMART, need),
        (SMART, over),
        (SMART, entry(7, "Jo", &[], IXELLES)),
        (SMART, entry(8, "Ka", &["s-python"], "XX-1")),
        (SMART, entry(9, "Li", &[], "")),
    ])
}

fn all() -> Query {
    Query::words("", NOW)
}

fn trades() -> By {
    let codes = ["t-joiner", "t-fitter", "t-baker", "t-potter", "t-unheard-of"];
    By::Codes(TermKind::Trade, codes.map(str::to_owned).to_vec())
}

fn sectors() -> By {
    By::Codes(TermKind::Sector, vec!["x-wood".into()])
}

fn count(held: &Held, query: &Query, by: &By) -> Fair {
    held.index.searcher().fair(query, by, &held.lexicon).unwrap()
}

/// Codes with members, offers and needs.
fn rows(fair: &Fair) -> Vec<(&str, [u64; 3])> {
    fair.stalls.iter().map(|stall| (stall.code.as_str(), numbers(stall.count))).collect()
}

fn numbers(count: Count) -> [u64; 3] {
    [count.members, count.offers, count.needs]
}

#[test]
fn an_entry_counts_for_each_of_its_trades_once() {
    let fair = count(&market(), &all(), &trades());
    assert_eq!(rows(&fair), [("t-joiner", [2, 1, 0]), ("t-fitter", [1, 1, 0]), ("t-baker", [1, 0, 1])]);
    assert_eq!((numbers(fair.total), numbers(fair.apart)), ([6, 1, 1], [4, 0, 0]));
}

#[test]
fn a_sector_has_its_trades() {
    let fair = count(&market(), &all(), &sectors());
    assert_eq!(rows(&fair), [("x-wood", [3, 1, 0])]);
    assert_eq!(numbers(fair.apart), [3, 0, 1]);
}

#[test]
fn a_count_is_what_a_search_for_the_same_finds() {
    let held = market();
    let near = |place: &str, radius_km| Some(Near { place: place.into(), radius_km });
    for query in [
        all(),
        Query { kinds: vec![Kind::MEMBER], ..all() },
        Query { near: near(HERAULT, None), ..all() },
        Query { near: near(MONTPELLIER, Some(50.0)), ..all() },
        Query { hidden_coops: vec![SMART], ..all() },
        Query { sectors: vec!["x-wood".into()], ..all() },
        Query { now: NOW - 1, ..all() },
    ] {
        let fair = count(&held, &query, &trades());
        assert_eq!(fair.total.all(), held.search(&query).total as u64, "{query:?}");
        for stall in &fair.stalls {
            let trades = vec![stall.code.clone()];
            let found = held.search(&Query { trades, ..query.clone() }).total as u64;
            assert_eq!(stall.count.all(), found, "{} {query:?}", stall.code);
        }
    }
}

#[test]
fn a_place_is_never_told_more_finely_than_its_department() {
    let fair = count(&market(), &all(), &By::Areas);
    let mut found = rows(&fair);
    found.sort_unstable();
    let expected = [
        (WEST_FLANDERS, [1, 0, 0]),
        (BRUSSELS, [1, 0, 0]),
        ("FR", [0, 0, 1]),
        (HERAULT, [1, 1, 0]),
        (OCCITANIE, [1, 0, 0]),
    ];
    assert_eq!(found, expected, "what tells no more than a region or a country counts there");
    assert_eq!(numbers(fair.apart), [2, 0, 0], "no place, or one that nobody here knows");
    let near = Some(Near { place: SETE.into(), radius_km: None });
    assert_eq!(rows(&count(&market(), &Query { near, ..all() }, &By::Areas)), [(HERAULT, [0, 1, 0])]);
}

#[test]
fn cooperatives_are_counted_in_the_order_asked_for() {
    let by = By::Coops(vec![SMART, CoopId([9; 32]), OXALIS]);
    let fair = count(&market(), &all(), &by);
    let (smart, oxalis) = (SMART.to_string(), OXALIS.to_string());
    assert_eq!(rows(&fair), [(smart.as_str(), [4, 0, 1]), (oxalis.as_str(), [2, 1, 0])]);
    let hidden = Query { hidden_coops: vec![SMART], ..all() };
    assert_eq!(rows(&count(&market(), &hidden, &by)), [(oxalis.as_str(), [2, 1, 0])]);
}

#[test]
fn what_was_removed_or_replaced_counts_no_more() {
    let mut held = market();
    let moved = Draft { id: 4, name: "Wim", codes: &["t-potter"], ..Draft::default() };
    put(&mut held.index, &[(SMART, moved)]);
    held.index.apply([Change::Remove { coop: OXALIS, id: EntryId([2; 16]) }]).unwrap();
    held.index.commit(2).unwrap();
    let fair = count(&held, &all(), &trades());
    let expected =
        [("t-joiner", [1, 0, 0]), ("t-fitter", [1, 0, 0]), ("t-baker", [0, 0, 1]), ("t-potter", [1, 0, 0])];
    assert_eq!(rows(&fair), expected);
}

#[test]
fn nothing_is_counted_in_an_empty_index() {
    let held = Held::of(&[]);
    for by in [trades(), sectors(), By::Areas, By::Coops(vec![OXALIS])] {
        assert_eq!(count(&held, &all(), &by), Fair::default());
    }
}
