//! What is found, in what order and why.

use super::super::fixtures::{Draft, Held, NOW, OXALIS, SMART, put, shown};
use super::super::{By, Near, Others, Query, Sort, Suggestion, Why};
use bigre_protocol::directory::entry::{Kind, Lang};
use bigre_protocol::id::CoopId;

const MONTPELLIER: &str = "FR-34172";
const SETE: &str = "FR-34301";
const HERAULT: &str = "FR-D34";
const PARIS: &str = "FR-75056";
const BRUGES: &str = "BE-31005";

/// A few entries of two cooperatives.
fn village() -> Held {
    Held::of(&[oxalis(), smart()].concat())
}

fn oxalis() -> Vec<(CoopId, Draft)> {
    let joiner = Draft { codes: &["t-joiner"], ..Draft::default() };
    [
        Draft {
            id: 1,
            name: "Zoé Martin",
            title: "Menuiserie et escaliers",
            place: MONTPELLIER,
            lang: "fr",
            available: Some(true),
            ..joiner.clone()
        },
        Draft {
            id: 2,
            title: "Pose de cuisines",
            codes: &["t-fitter"],
            place: SETE,
            lang: "fr",
            ..Draft::default()
        },
        Draft { id: 6, title: "Offre passée", until: Some(NOW), ..joiner },
        Draft {
            id: 7,
            name: "Anaïs",
            title: "Graphiste",
            learn: &["t-baker"],
            codes: &["x-wood"],
            ..Draft::default()
        },
    ]
    .map(|draft| (OXALIS, draft))
    .to_vec()
}

fn smart() -> Vec<(CoopId, Draft)> {
    [
        Draft {
            id: 3,
            name: "Wim De Bakker",
            title: "Zuurdesembrood",
            codes: &["t-baker"],
            place: BRUGES,
            lang: "nl",
            available: Some(false),
            ..Draft::default()
        },
        Draft {
            id: 4,
            title: "Assembleuses de mots",
            words: &["slam", "ateliers d'écriture"],
            place: HERAULT,
            until: Some(NOW + 10),
            ..Draft::default()
        },
        Draft {
            id: 5,
            title: "Site en Django",
            codes: &["t-webdev", "s-python", "m-remote"],
            about: "Nous cherchons une menuisière pour notre stand",
            is_need: true,
            place: PARIS,
            ..Draft::default()
        },
    ]
    .map(|draft| (SMART, draft))
    .to_vec()
}

fn near(place: &str, radius_km: Option<f64>) -> Query {
    let near = Some(Near { place: place.into(), radius_km });
    Query { near, ..Query::words("", NOW) }
}

#[test]
fn words_of_one_language_find_what_another_published() {
    let village = village();
    for (text, ids) in [
        ("schrijnwerker", &[1, 2, 5][..]),
        ("menuisière", &[1, 2, 5]),
        ("joiner", &[1, 2]),
        ("boulangers", &[3, 7]),
        ("web developer", &[5]),
    ] {
        let found = village.words(text);
        assert!(found.starts_with(&ids[..ids.len().min(2)]), "{text}: {found:?}");
        assert!(ids.iter().all(|id| found.contains(id)) || text == "schrijnwerker", "{text}: {found:?}");
    }
}

#[test]
fn own_words_names_and_texts_are_found() {
    let village = village();
    for (text, ids) in [
        ("slam", vec![4]),
        ("assembleur de mots", vec![4]),
        ("atelier ecriture", vec![4]),
        ("Zoe", vec![1]),
        ("Wim de Bakker", vec![3]),
        ("stand", vec![5]),
        ("escalier Montpellier", vec![1]),
        ("inconnu", vec![]),
    ] {
        assert_eq!(village.words(text), ids, "{text}");
    }
}

#[test]
fn a_misspelt_or_unfinished_word_is_still_found() {
    let village = village();
    for (text, first) in [
        ("menusier", 1),
        ("boulagner", 3),
        ("assembleses", 4),
        ("escaleir", 1),
        ("djnago", 5),
        ("graphi", 7),
        ("xuurdesembrood", 3),
    ] {
        assert_eq!(village.words(text).first(), Some(&first), "{text}");
    }
    assert_eq!(village.words("slim"), [0u8; 0], "a short word is not another one");
    let results = village.search(&Query::words("djnago", NOW));
    assert_eq!(results.hits[0].why, [Why::Spelling("django".into())]);
}

#[test]
fn every_hit_says_why() {
    let village = village();
    let why = |text: &str, id: u8| {
        let hits = village.search(&Query::words(text, NOW)).hits;
        hits.into_iter().find(|hit| hit.id.as_bytes()[0] == id).map(|hit| hit.why)
    };
    assert_eq!(why("joiner", 1), Some(vec![Why::Trade("t-joiner".into())]));
    assert_eq!(why("menuisier", 2), Some(vec![Why::Trade("t-joiner".into())]));
    assert_eq!(why("menuisier", 5), Some(vec![Why::Text]));
    assert_eq!(why("hout", 7), Some(vec![Why::Sector("x-wood".into())]));
    assert_eq!(why("hout", 1), Some(vec![Why::Sector("x-wood".into())]));
    assert_eq!(why("python", 5), Some(vec![Why::Skill("s-python".into())]));
    assert_eq!(why("slam", 4), Some(vec![Why::Text]));
    assert_eq!(why("mots", 4), Some(vec![Why::Title]));
    let results = village.search(&Query::words("schrijnwerker", NOW));
    assert_eq!(results.understood, ["t-joiner"]);
}

#[test]
fn a_sector_finds_itself_before_its_trades() {
    assert_eq!(village().words("bois"), [7, 1, 2]);
}

#[test]
fn filters_select() {
    let village = village();
    let all = || Query::words("", NOW);
    let french = Lang::try_from("fr".to_owned()).unwrap();
    for (query, ids) in [
        (all(), vec![7, 4, 2, 5, 3, 1]),
        (Query { kinds: vec![Kind::MEMBER], ..all() }, vec![7, 3, 1]),
        (Query { kinds: vec![Kind::OFFER, Kind::NEED], ..all() }, vec![4, 2, 5]),
        (Query { coops: vec![SMART], ..all() }, vec![4, 5, 3]),
        (Query { hidden_coops: vec![SMART], ..all() }, vec![7, 2, 1]),
        (Query { langs: vec![french], ..all() }, vec![2, 1]),
        (Query { available_only: true, ..all() }, vec![1]),
        (Query { trades: vec!["t-joiner".into()], ..all() }, vec![2, 1]),
        (Query { trades: vec!["t-fitter".into(), "t-baker".into()], ..all() }, vec![2, 3]),
        (Query { sectors: vec!["x-wood".into()], ..all() }, vec![7, 2, 1]),
        (Query { skills: vec!["s-python".into()], modes: vec!["m-remote".into()], ..all() }, vec![5]),
        (Query { skills: vec!["s-python".into()], trades: vec!["t-joiner".into()], ..all() }, vec![]),
        (Query { learn: vec!["t-baker".into()], ..all() }, vec![7]),
        (Query { now: NOW - 1, trades: vec!["t-joiner".into()], ..all() }, vec![6, 2, 1]),
        (Query { now: NOW + 10, coops: vec![SMART], ..all() }, vec![5, 3]),
        (Query { coops: vec![OXALIS], ..Query::words("menuisier", NOW) }, vec![1, 2]),
        (Query { offset: 1, limit: 2, ..all() }, vec![4, 2]),
        (Query { offset: 99, ..all() }, vec![]),
    ] {
        assert_eq!(village.found(&query), ids, "{query:?}");
    }
    let asked = village.search(&Query { trades: vec!["t-joiner".into()], ..all() });
    assert!(asked.hits.iter().all(|hit| hit.why == [Why::Trade("t-joiner".into())]), "{asked:?}");
    assert_eq!(village.search(&Query { limit: 2, ..all() }).total, 6);
}

#[test]
fn places_hold_what_lies_in_them() {
    let village = village();
    for (place, ids) in [
        (MONTPELLIER, vec![1]),
        (HERAULT, vec![4, 2, 1]),
        ("FR", vec![4, 2, 5, 1]),
        ("BE", vec![3]),
        ("XX", vec![]),
    ] {
        let results = village.search(&near(place, None));
        assert_eq!(shown(&results.hits), ids, "{place}");
        assert!(results.hits.iter().all(|hit| hit.why == [Why::Place(place.into())]), "{results:?}");
    }
}

#[test]
fn a_radius_selects_and_never_refines_a_blurred_place() {
    let village = village();
    let around = |km: f64| Query { sort: Sort::Distance, ..near(MONTPELLIER, Some(km)) };
    assert_eq!(village.found(&around(5.0)), [1]);
    assert_eq!(village.found(&around(15.0))[0], 1);
    let results = village.search(&around(60.0));
    let mut ids = shown(&results.hits);
    ids.sort_unstable();
    assert_eq!(ids, [1, 2, 4]);
    for hit in &results.hits {
        let km = hit.km.map(|km| km.round());
        match hit.id.as_bytes()[0] {
            1 => assert_eq!(km, Some(0.0)),
            2 => assert!(km.is_some_and(|km| (20.0..35.0).contains(&km)), "{km:?}"),
            _ => assert_eq!(km, None, "a department is no distance"),
        }
    }
    let department = village.search(&near(HERAULT, Some(50.0)));
    assert!(department.hits.iter().all(|hit| hit.km.is_none()), "{department:?}");
}

#[test]
fn equal_answers_come_nearest_first_then_by_kind_then_by_id() {
    let joiner = |id: u8, name: &'static str, place: &'static str, is_need: bool| {
        (
            OXALIS,
            Draft { id, name, title: "Escalier", codes: &["t-joiner"], place, is_need, ..Draft::default() },
        )
    };
    let held = Held::of(&[
        joiner(9, "", PARIS, true),
        joiner(8, "", PARIS, false),
        joiner(7, "A", PARIS, false),
        joiner(6, "B", PARIS, false),
        joiner(5, "C", SETE, false),
        joiner(4, "D", "", false),
    ]);
    assert_eq!(held.words("menuisier"), [4, 5, 6, 7, 8, 9]);
    let query = Query { text: "menuisier".into(), ..near(SETE, Some(2_000.0)) };
    assert_eq!(held.found(&query), [5, 6, 7, 8, 9]);
    assert_eq!(held.found(&Query { sort: Sort::Name, ..Query::words("menuisier", NOW) }), [7, 6, 5, 4, 8, 9]);
}

#[test]
fn the_order_does_not_depend_on_the_way_of_the_entries() {
    let one = village();
    let mut other = village();
    for id in [5u8, 1, 3] {
        let filler = Draft {
            id: 100 + id,
            title: "menuisier escalier slam",
            codes: &["t-joiner"],
            ..Draft::default()
        };
        super::super::fixtures::put(&mut other.index, &[(SMART, filler)]);
        other.index.commit(u64::from(id)).unwrap();
    }
    let gone = [105u8, 101, 103]
        .map(|id| super::super::Change::Remove { coop: SMART, id: bigre_protocol::id::EntryId([id; 16]) });
    other.index.apply(gone).unwrap();
    other.index.commit(9).unwrap();
    for text in ["", "menuisier", "menuisier slam", "escalier graphiste", "bois", "menusier"] {
        let query = Query::words(text, NOW);
        assert_eq!(one.search(&query), other.search(&query), "{text}");
    }
}

#[test]
fn nothing_found_brings_suggestions() {
    let village = village();
    let query = Query { text: "boulanger".into(), ..near(PARIS, Some(5.0)) };
    let results = village.search(&query);
    assert_eq!((results.total, results.suggestions.first()), (0, Some(&Suggestion::Radius(500.0))));
    let query = Query { coops: vec![OXALIS], ..Query::words("web developer", NOW) };
    let suggestions = village.search(&query).suggestions;
    assert!(suggestions.contains(&Suggestion::Term("t-webdev".into())), "{suggestions:?}");
    assert!(village.search(&Query::words("menuisier", NOW)).suggestions.is_empty());
}

#[test]
fn strange_queries_are_answered() {
    let village = village();
    for text in ["·", "\"(", "a", &"é·".repeat(300), &"menuisier ".repeat(100), "字", "🙂 menuisier"] {
        village.words(text);
    }
    let places =
        Query { near: Some(Near { place: "??".into(), radius_km: Some(10.0) }), ..Query::words("slam", NOW) };
    village.search(&places);
    for radius in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e9] {
        village.search(&near(MONTPELLIER, Some(radius)));
    }
}

#[test]
fn the_freshest_cooperative_comes_first_and_within_a_day_the_best_answer() {
    let village = village();
    let fresh = |confirmed: &[(CoopId, u32)]| {
        let confirmed = confirmed.to_vec();
        village.found(&Query { sort: Sort::Fresh, confirmed, ..Query::words("menuisier", NOW) })
    };
    assert_eq!(village.words("menuisier"), [1, 2, 5]);
    assert_eq!(fresh(&[(OXALIS, 20_000), (SMART, 20_003)]), [5, 1, 2]);
    assert_eq!(fresh(&[(OXALIS, 20_003), (SMART, 20_003)]), [1, 2, 5]);
    assert_eq!(fresh(&[(SMART, 20_000)]), [5, 1, 2], "nobody knows of Oxalis: last");
    assert_eq!(fresh(&[]), [1, 2, 5]);
    assert_eq!(fresh(&[(OXALIS, 0), (SMART, u32::MAX)]), [5, 1, 2]);
}

#[test]
fn other_trades_are_those_that_the_words_do_not_name() {
    let village = village();
    let other = |query: &Query, others| village.search(&Query { others, ..query.clone() });
    // The baker, the poet and Anaïs, of the joiners' sector: she comes first. The need is nobody's trade.
    let all = other(&Query::words("menuisier", NOW), Others::Anywhere);
    assert_eq!(shown(&all.hits), [7, 3, 4]);
    assert_eq!(all.hits[0].why, [Why::Sector("x-wood".into())]);
    assert_eq!(all.understood, ["t-joiner"]);
    let by_code = Query { trades: vec!["t-joiner".into()], ..Query::words("", NOW) };
    assert_eq!(shown(&other(&by_code, Others::Anywhere).hits), [7, 3, 4]);
    // Joiners are in the Hérault: so is the poet, whose place is the department itself.
    let same = other(&Query::words("menuisier", NOW), Others::SamePlace);
    assert_eq!((shown(&same.hits), &same.hits[0].why[..]), (vec![4], &[Why::SamePlace][..]));
    let near = Query { text: "menuisier".into(), ..near(HERAULT, None) };
    assert_eq!(shown(&other(&near, Others::SamePlace).hits), [4]);
    // That the sector is found by the words too does not make its other trades theirs.
    let both =
        Query { trades: vec!["t-fitter".into()], sectors: vec!["x-wood".into()], ..Query::words("", NOW) };
    assert_eq!(shown(&other(&both, Others::Anywhere).hits), [1, 7]);
    // Two trades of one sector share it once: her reason stands alone.
    let two = Query { trades: vec!["t-joiner".into(), "t-fitter".into()], ..Query::words("", NOW) };
    let why = |query: &Query| other(query, Others::Anywhere).hits[0].why.clone();
    assert_eq!(why(&two), [Why::Sector("x-wood".into())]);
    // Nobody practises it: nowhere is the same place.
    assert_eq!(other(&Query::words("potier", NOW), Others::SamePlace).total, 0);
}

#[test]
fn hits_are_counted_by_what_narrows_them() {
    let village = village();
    let count = vec![By::Coops(vec![OXALIS, SMART]), By::Areas];
    let results = village.search(&Query { count, limit: 1, ..Query::words("menuisier", NOW) });
    assert_eq!((results.total, results.hits.len()), (3, 1));
    let counted: Vec<Vec<(&str, u64)>> = results
        .counted
        .iter()
        .map(|fair| fair.stalls.iter().map(|stall| (stall.code.as_str(), stall.count.all())).collect())
        .collect();
    let (oxalis, smart) = (OXALIS.to_string(), SMART.to_string());
    assert_eq!(counted[0], [(oxalis.as_str(), 2), (smart.as_str(), 1)]);
    assert_eq!(counted[1].iter().find(|(code, _)| *code == HERAULT), Some(&(HERAULT, 2)));
}

/// However entries are spread, pages show the same ones; here all are alike but for their cooperatives.
#[test]
fn pages_do_not_depend_on_how_entries_are_spread() {
    let coops: Vec<CoopId> = (0..12).map(|number| CoopId([number; 32])).collect();
    let draft = Draft { id: 9, title: "Menuiserie", codes: &["t-joiner"], ..Draft::default() };
    let filled = |order: &mut dyn Iterator<Item = &CoopId>, together: usize| {
        let mut held = Held::of(&[]);
        let all: Vec<(CoopId, Draft)> = order.map(|coop| (*coop, draft.clone())).collect();
        for (batch, some) in (2..).zip(all.chunks(together)) {
            put(&mut held.index, some);
            held.index.commit(batch).unwrap();
        }
        held
    };
    let one = filled(&mut coops.iter(), 12);
    let other = filled(&mut coops.iter().rev(), 5);
    for query in [Query::words("menuisier", NOW), Query::words("", NOW)] {
        for offset in (0..12).step_by(4) {
            let page = Query { offset, limit: 4, ..query.clone() };
            let shown = |held: &Held| held.search(&page).hits.iter().map(|hit| hit.coop).collect::<Vec<_>>();
            assert_eq!(shown(&one), coops[offset..offset + 4]);
            assert_eq!(shown(&one), shown(&other), "{page:?}");
        }
    }
}
